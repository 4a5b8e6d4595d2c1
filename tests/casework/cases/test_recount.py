"""A recount may fold alike cases once; it must say what folding each by itself says."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.acts import Done, undo
from casework.cases.case_file import load
from casework.cases.projection import columns, differences, watch_on
from casework.cases.reckoning import older
from casework.cases.recount import moved, reckon_anew, recounted, refresh_the_day
from casework.desk.desk import Desk
from casework.pages.agenda import agenda
from db import requests

Do = Callable[..., Done]


def a_mixed_desk(desk: Desk, do: Do) -> list[int]:
    """Register alike and unlike cases on a few days."""
    found = []
    for day in ("2026-03-06", "2026-03-06", "2026-03-09"):
        for _ in range(3):
            found.append(
                do("register", None, day, applicant_name="甲", information_sought="文件").request_id
            )
    for request_id in found[:2]:
        do("extend", request_id, "2026-03-10", days=5, reason="多", approved_by="王建国")
    do("extend", found[2], "2026-03-10", days=6, reason="多", approved_by="王建国")
    do("ask_correction", found[3], "2026-03-11", items="请写明文号", delivered_on="2026-03-11")
    done = do("consult_agency", found[4], "2026-03-11", ref="某局", content="合同")
    assert done.step_id is not None
    undo(desk, found[4], done.step_id)
    do("consult_agency", found[5], "2026-03-11", ref="某局", content="合同")
    do("deliver", found[5], "2026-03-13", ref="征求意见函（某局）")
    return found


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 60))
def test_alike_cases_stand_alike_and_unlike_ones_do_not(
    desk: Desk, do: Do, clock: object, later: int
) -> None:
    if not list(requests.ids(desk.store, requests.Query())):
        a_mixed_desk(desk, do)
    clock.day = date(2026, 3, 13) + timedelta(days=later)  # type: ignore[attr-defined]
    for one in recounted(desk, desk.outlook):
        case = load(desk, one.kept.request_id).case
        assert one.now == (
            case.due_on,
            case.expected_on,
            case.status,
            case.is_provisional,
            watch_on(case),
            case.missed_on,
        )


def test_a_new_day_brings_the_list_up_to_it(desk: Desk, do: Do, clock: object) -> None:
    found = a_mixed_desk(desk, do)
    clock.day = date(2026, 4, 20)  # type: ignore[attr-defined]
    assert refresh_the_day(desk) > 0
    assert requests.one(desk.store, found[3]).status == "abandoned"
    assert refresh_the_day(desk) == 0
    assert list(differences(desk)) == []


def test_rows_of_an_older_version_are_made_anew_the_open_ones_first(desk: Desk, do: Do) -> None:
    found = a_mixed_desk(desk, do)
    do("decide", found[0], "2026-03-20", kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", found[0], "2026-03-23", mail_number="1000000000001")
    # As an upgrade leaves them: the columns at their defaults, no day of any clock.
    desk.store.run(
        "update request set reckoning = 0, reported_on = null, used_days = null, missed_on = null"
    )
    desk.store.run("delete from clock")
    assert list(differences(desk)) == []
    assert older(desk, limit=len(found))[-1] == found[0]
    assert older(desk, limit=1)
    assert reckon_anew(desk, older(desk), seconds=0) == 1
    assert older(desk, limit=1)
    assert reckon_anew(desk, older(desk)) == len(found) - 1
    assert not older(desk, limit=1)
    assert requests.one(desk.store, found[0]).reported_on == date(2026, 3, 23)
    assert agenda(desk)
    assert list(differences(desk)) == []


# What no version before kept, or kept otherwise; and what goes by itself as days pass.
SINCE_AN_OLDER_VERSION = {
    "cautious_on", "confirm_days", "decided_on", "document_number", "late_days", "outcome",
    "paused_days", "provisional", "reckoning", "report_row", "reported_due_on", "reported_in_time",
    "reported_on", "rounds", "used_days",
}  # fmt: skip
OF_THE_DAY = {"missed_on", "stage", "status", "waiting_for", "watch_on"}


def test_what_an_older_version_did_not_keep_is_no_sign_that_a_row_was_altered(
    desk: Desk, registered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = requests.one(desk.store, registered)
    names = columns(load(desk, registered), desk.practice)
    told = set()
    for name in names:
        other: dict[str, Any] = {name: "别的"}
        altered = row._replace(**other)._replace(reckoning=row.reckoning - 1)
        monkeypatch.setattr(requests, "every", lambda _store, one=altered: iter([one]))
        told.update(sentence.split("“")[1].split("”")[0] for sentence in differences(desk))
    assert set(names) - told == SINCE_AN_OLDER_VERSION | OF_THE_DAY


def test_a_day_that_passes_is_missed_from_the_next_one_on(
    desk: Desk, do: Do, clock: object, registered: int
) -> None:
    clock.day = date(2026, 4, 3)  # type: ignore[attr-defined]
    refresh_the_day(desk)
    assert requests.one(desk.store, registered).missed_on is None
    clock.day = date(2026, 4, 4)  # type: ignore[attr-defined]
    assert refresh_the_day(desk) == 1
    assert requests.one(desk.store, registered).missed_on == date(2026, 4, 3)


def test_one_confirmed_late_is_watched_by_the_day_it_arrived(desk: Desk, do: Do) -> None:
    typed = {"applicant_name": "甲", "information_sought": "文件", "channel": "INTERNET"}
    late = do("register", None, "2026-03-06", **typed).request_id
    do("confirm", late, "2026-03-20", late_reason="申请人出差")
    case = load(desk, late).case
    assert (case.cautious_on, case.due_on) == (date(2026, 4, 3), date(2026, 4, 20))
    assert requests.one(desk.store, late).watch_on == case.cautious_on
    assert moved(desk) == []
