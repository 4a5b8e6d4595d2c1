"""A sheet that waits for a signature stands on the board until somebody signs, or drafts anew."""

from datetime import date
from typing import Any

import pytest

from casework.cases.projection import differences
from casework.desk.desk import Desk
from casework.pages.agenda import by_day, counts, of_case
from casework.pages.agenda_items import AgendaItem, DayGroup
from casework.pages.day_board import act_label_of, day_board, kind_of
from rules.tasks import Task
from tests.casework.doings import Do

SIGNS = (Task.ENDORSEMENT, Task.SIGNATURE)


def waiting(desk: Desk, request_id: int) -> list[AgendaItem]:
    return [one for one in of_case(desk, request_id) if one.task in SIGNS]


@pytest.fixture
def drafted(do: Do, registered: int) -> int:
    """A case due on 3 April 2026 whose reply is drafted."""
    do("decide", registered, "2026-03-20", kind="ALREADY_PUBLIC", access="门户网站")
    return registered


def signed(do: Do, request_id: int, on: str, level: str, decision: str = "AGREED") -> None:
    do("endorse", request_id, on, level=level, decision=decision, by_name="李文", opinion="见稿")


@pytest.mark.parametrize(
    ("level", "words", "act"),
    [
        ("DRAFTED", "呈批单等待签批（会签）", "endorse"),
        ("COSIGNED", "呈批单等待签批（审核）", "endorse"),
        ("CHECKED", "呈批单等待签发", "approve"),
    ],
)
def test_it_waits_at_the_level_after_the_last_signature(
    desk: Desk, do: Do, drafted: int, level: str, words: str, act: str
) -> None:
    assert waiting(desk, drafted) == []
    signed(do, drafted, "2026-03-23", level)
    (item,) = waiting(desk, drafted)
    assert (item.words, item.act_name) == (words, act)
    # Due on Friday 3 April; serving takes a working day.
    assert item.due_on == date(2026, 4, 2)
    assert item.group is DayGroup.WAITING
    assert item.reason.endswith("（条例第17条）")
    assert not item.is_ours
    assert list(differences(desk)) == []


def test_the_board_and_the_month_show_it(desk: Desk, do: Do, drafted: int, clock: Any) -> None:
    before = counts(desk).waiting
    signed(do, drafted, "2026-03-23", "CHECKED")
    assert counts(desk).waiting == before + 1
    month = by_day(desk, date(2026, 4, 1), date(2026, 4, 30))
    assert [one.task for one in month[date(2026, 4, 2)]] == [Task.SIGNATURE]
    (item,) = waiting(desk, drafted)
    assert (kind_of(item), act_label_of(item)) == ("签发", "登记签发")
    clock.day = date(2026, 3, 30)
    lines = {day.title: [one.kind for one in day.lines] for day in day_board(desk).days}
    assert "签发" in lines["周四"]


def test_past_its_day_it_is_to_be_urged(desk: Desk, do: Do, drafted: int, clock: Any) -> None:
    signed(do, drafted, "2026-03-23", "COSIGNED")
    clock.day = date(2026, 4, 2)
    assert "请催办" not in waiting(desk, drafted)[0].reason
    clock.day = date(2026, 4, 3)
    (item,) = waiting(desk, drafted)
    assert item.reason == "再不签批就来不及送达，请催办；已经签批的请登记"
    assert item.chip == "期满未回复"


@pytest.mark.parametrize("level", ["COSIGNED", "CHECKED"])
def test_a_return_a_signature_and_a_new_draft_end_it(
    desk: Desk, do: Do, drafted: int, level: str
) -> None:
    signed(do, drafted, "2026-03-23", level)
    assert len(waiting(desk, drafted)) == 1
    signed(do, drafted, "2026-03-24", level, "RETURNED")
    assert waiting(desk, drafted) == []
    signed(do, drafted, "2026-03-25", level)
    assert waiting(desk, drafted)[0].due_on == date(2026, 4, 2)
    do("approve", drafted, "2026-03-26", approved_by="王建国")
    assert waiting(desk, drafted) == []


def test_what_is_signed_on_the_last_day_waits_no_longer_than_the_reply(
    desk: Desk, do: Do, drafted: int
) -> None:
    signed(do, drafted, "2026-04-02", "DRAFTED")
    assert [one.due_on for one in waiting(desk, drafted)] == [date(2026, 4, 3)]
    signed(do, drafted, "2026-04-08", "DRAFTED")
    assert [one.due_on for one in waiting(desk, drafted)] == [date(2026, 4, 8)]


def test_of_a_reply_set_aside_nothing_waits(desk: Desk, do: Do, drafted: int) -> None:
    signed(do, drafted, "2026-03-23", "CHECKED")
    do("serve", drafted, "2026-03-24", mail_number="1000000000001")
    assert waiting(desk, drafted) == []
    do("receive_reconsideration", drafted, "2026-04-13", body="青枫区人民政府")
    do("decide_reconsideration", drafted, "2026-05-08", result="CORRECTED", number="8号")
    do("order_reply", drafted, "2026-05-11", by="RECONSIDERATION", decision="8号")
    assert any(one.task is Task.RE_REPLY for one in of_case(desk, drafted))
    assert waiting(desk, drafted) == []
