"""Two at one case: whose form was open while the other went on is told, and loses nothing."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from casework.acts import ACTS, Done, perform
from casework.cases.as_seen import CaseChangedError, seen
from casework.desk.desk import Desk
from db import steps
from forms.fields import read
from tests.casework.conftest import doing

pytestmark = pytest.mark.on_both_engines


@pytest.fixture
def other(desk: Desk, clock) -> Iterator[Desk]:
    """The desk of a colleague at the same register."""
    opened = Desk(desk.store.second_writer(), clock, "李文")
    yield opened
    opened.store.close()


def assigned(desk: Desk, request_id: int, seen_until: int) -> Done:
    form = read(ACTS["assign"].form, {"on": date(2026, 3, 9), "section": "政务公开科"})
    assert not isinstance(form, list)
    return perform(desk, ACTS["assign"], request_id, form, seen_until=seen_until)


def test_who_did_what_meanwhile_is_said_and_nothing_is_written(
    desk: Desk, other: Desk, clock, registered: int
) -> None:
    clock.day = date(2026, 3, 9)
    until = seen(desk, registered)
    doing(other, clock)("extend", registered, "2026-03-09", days=5, reason="多", approved_by="王")
    with pytest.raises(CaseChangedError, match="李文于09:00登记了“延长答复期限”") as told:
        assigned(desk, registered, until)
    assert [one.kind for one in steps.of_request(desk.store, registered)] == [
        "received", "extended",
    ]  # fmt: skip
    assigned(desk, registered, told.value.seen)
    assert steps.of_request(desk.store, registered)[-1].kind == "assigned"


def test_a_step_taken_back_by_another_is_said_too(
    desk: Desk, other: Desk, clock, do: Callable[..., Done], registered: int
) -> None:
    until = seen(desk, registered)
    done = doing(other, clock)("assign", registered, "2026-03-09", section="法规科")
    steps.append(
        other.store, registered, kind="annulled", on=date(2026, 3, 9), details={},
        recorded_at="2026-03-09T10:30:00", recorded_by="李文", annuls=done.step_id,
    )  # fmt: skip
    with pytest.raises(CaseChangedError, match="李文于10:30撤销了一步"):
        assigned(desk, registered, until)


def test_what_this_window_did_itself_is_no_news(
    desk: Desk, do: Callable[..., Done], registered: int
) -> None:
    until = seen(desk, registered)
    do("extend", registered, "2026-03-09", days=5, reason="多", approved_by="王")
    assert assigned(desk, registered, until).step_id


def test_a_step_that_was_not_kept_is_nobodys(desk: Desk, clock, registered: int) -> None:
    clock.day = date(2026, 3, 9)

    class Enough(Exception):  # noqa: N818
        """Ends the block."""

    made: list[int | None] = []

    def not_kept() -> None:
        with desk.store.atomic():
            made.append(assigned(desk, registered, seen(desk, registered)).step_id)
            raise Enough

    with pytest.raises(Enough):
        not_kept()
    assert desk.store.own_steps.isdisjoint(made)


def test_a_case_nobody_registered_yet_was_seen_by_nobody(desk: Desk) -> None:
    assert seen(desk, None) == 0
