from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from casework.acts import ACTS, Done, perform
from casework.cases.case_file import load
from casework.desk.desk import Desk, open_desk
from casework.importing import sheets as importing_reading
from casework.reports import handed_in as reports_reading
from forms.fields import read, still_to_come
from rules.steps import StepKind

OFFICE = {
    "name": "青枫区政务公开局",
    "kind": "COUNTY_DEPARTMENT",
    "address": "青枫区澄湖路18号",
    "phone": "0791-86000018",
    "reconsideration_body": "青枫区人民政府",
    "court": "青枫区人民法院",
}


class Clock:
    """A clock a test sets."""

    def __init__(self) -> None:
        self.day = date(2026, 3, 6)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(9, 0))


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files made by the tests without a child process each, unless a test is about it."""
    if "apart" in request.keywords:
        return

    def here(door: Callable[..., Any], *arguments: object, **_: object) -> object:
        return door(*arguments)

    for module in (importing_reading, reports_reading):
        monkeypatch.setattr(module, "read_apart", here)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(begun_register: Callable[..., None], tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    path = tmp_path / "办件 登记" / "登记簿.db"
    path.parent.mkdir()
    begun_register(path, OFFICE, Clock())
    opened = open_desk(path, clock=clock, clerk="周敏")
    yield opened
    opened.close()


@pytest.fixture
def do(desk: Desk, clock: Clock) -> Callable[..., Done]:
    """Do an act on a day, its form filled as a clerk would type it."""
    return doing(desk, clock)


def doing(desk: Desk, clock: Clock) -> Callable[..., Done]:
    """Return what does an act of a desk on a day of its clock."""

    def done(name: str, request_id: int | None, on: str, **typed: object) -> Done:
        clock.day = date.fromisoformat(on)
        if name == "serve" and request_id is not None:
            _reviewed(desk, clock, request_id)
        day = "arrived_on" if request_id is None else "on"
        values: Mapping[str, Any] = {day: clock.day, **typed}
        form = read(ACTS[name].form, values, today=clock.day)
        assert not isinstance(form, list), form
        # What a form tells of beside its own day has happened: she types it on the last it names.
        told = (on for name, _, on in still_to_come(form, clock.day) if name != day)
        clock.day = max((clock.day, *told))
        return perform(desk, ACTS[name], request_id, form)

    return done


def _reviewed(desk: Desk, clock: Clock, request_id: int) -> None:
    """What leaves was reviewed (条例17②); a test of that act does it itself."""
    if not load(desk, request_id).case.has(StepKind.REVIEWED):
        values = dict.fromkeys(
            ("disclosure_opinion", "disclosure_reviewer", "secrecy_opinion", "secrecy_reviewer"),
            "可以公开",
        )
        form = read(ACTS["review"].form, {"on": clock.day, **values})
        assert not isinstance(form, list)
        perform(desk, ACTS["review"], request_id, form)


@pytest.fixture
def registered(do: Callable[..., Done]) -> int:
    return do(
        "register",
        None,
        "2026-03-06",
        applicant_name="林一帆",
        information_sought="《关于印发2023年南昌市西湖区政务公开工作要点的通知》",
    ).request_id


@pytest.fixture
def replied(do: Callable[..., Done], registered: int) -> int:
    """A case that was refused, the refusal served."""
    do("decide", registered, "2026-03-20", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录")
    do("serve", registered, "2026-03-23", mail_number="1000000000001")
    return registered
