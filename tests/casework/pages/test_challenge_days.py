"""The last days to challenge a reply stand on the closed case, counted from its receipt."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.acts import Done, undo
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.pages.case_page import case_page
from db import documents

Do = Callable[..., Done]


def lines(desk: Desk, request_id: int) -> dict[str, tuple[date, str]]:
    return {one.label: (one.on, one.words) for one in case_page(desk, request_id).challenge_days}


def replied(do: Do, request_id: int, kind: str, **facts: str) -> None:
    do("decide", request_id, "2026-03-20", kind=kind, **facts)


class TestTheReply:
    def test_handed_over_is_known_from_its_signature(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        replied(do, registered, "ALREADY_PUBLIC", access="门户网站")
        do("serve", registered, "2026-03-23", method="BY_HAND", received_by="林一帆")
        # Sixty days end on Friday 22 May; six months on Wednesday 23 September.
        assert lines(desk, registered) == {
            "申请行政复议": (date(2026, 5, 22), "自2026年3月23日（周一）起60日"),
            "直接提起行政诉讼": (date(2026, 9, 23), "自2026年3月23日（周一）起6个月"),
        }

    def test_posted_gives_the_earliest_days_until_its_receipt_is_registered(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        replied(do, registered, "ALREADY_PUBLIC", access="门户网站")
        do("serve", registered, "2026-03-23", mail_number="1000000000001")
        (on, words) = lines(desk, registered)["申请行政复议"]
        assert (on, "未登记" in words) == (date(2026, 5, 22), True)
        do("deliver", registered, "2026-03-26", ref="答复")
        # 25 May, a Monday.
        assert lines(desk, registered)["申请行政复议"] == (
            date(2026, 5, 25),
            "自2026年3月26日（周四）起60日",
        )

    def test_refused_is_taken_to_reconsideration_first(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        replied(do, registered, "REFUSED_WORKING_PAPERS", reasons="讨论记录")
        do("serve", registered, "2026-03-23", method="BY_HAND", received_by="林一帆")
        assert list(lines(desk, registered)) == ["申请行政复议（应当先申请复议）"]

    def test_that_told_of_no_remedy_leaves_a_year(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        replied(do, registered, "ALREADY_PUBLIC", access="门户网站")
        do("serve", registered, "2026-03-23", method="BY_HAND", received_by="林一帆")
        letter = next(
            one for one in documents.of_request(desk.store, registered) if "答复" in one.title
        )
        documents.change(desk.store, letter.id, {"fields": {**letter.fields, "remedy": ""}})
        assert lines(desk, registered)["申请行政复议"][0] == date(2027, 3, 23)

    def test_that_is_not_served_is_challenged_by_nobody(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        replied(do, registered, "ALREADY_PUBLIC", access="门户网站")
        assert lines(desk, registered) == {}

    @pytest.mark.parametrize(
        ("received_on", "last"),
        [("2026-05-15", date(2026, 6, 1)), ("", date(2026, 5, 26))],
    )
    def test_upheld_leaves_fifteen_days_from_the_receipt_of_the_decision(
        self, desk: Desk, do: Do, registered: int, received_on: str, last: date
    ) -> None:
        replied(do, registered, "REFUSED_WORKING_PAPERS", reasons="讨论记录")
        do("serve", registered, "2026-03-23", method="BY_HAND", received_by="林一帆")
        do("receive_reconsideration", registered, "2026-04-13", body="青枫区人民政府")
        typed = {"applicant_received_on": received_on} if received_on else {}
        do("decide_reconsideration", registered, "2026-05-11", result="UPHELD", **typed)
        on, words = lines(desk, registered)["对复议决定提起诉讼"]
        # 15 May + 15 is Saturday 30 May, and so Monday 1 June.
        assert (on, "未登记" in words) == (last, not received_on)


class TestSilence:
    """Sixty days and six months from the end of the reply period; a late reply ends neither."""

    def test_is_challenged_from_the_day_that_was_missed(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        clock.day = date(2026, 4, 3)
        assert lines(desk, registered) == {}
        clock.day = date(2026, 4, 7)
        # From Friday 3 April: 2 June, a Tuesday; 3 October is in the holiday, so the 8th.
        assert lines(desk, registered) == {
            "对逾期未答复申请行政复议": (
                date(2026, 6, 2),
                "自答复期限届满之日（2026年4月3日（周五））起60日",
            ),
            "对逾期未答复提起行政诉讼": (
                date(2026, 10, 8),
                "自答复期限届满之日（2026年4月3日（周五））起6个月，期末逢休息日顺延",
            ),
        }
        (line, _) = case_page(desk, registered).challenge_days
        assert line.basis == "复议法实施条例第16条第1款第1项"

    def test_stays_beside_a_reply_that_came_late(self, desk: Desk, do: Do, registered: int) -> None:
        do("decide", registered, "2026-04-13", kind="ALREADY_PUBLIC", access="网站")
        do("serve", registered, "2026-04-13", method="BY_HAND", received_by="林一帆")
        found = lines(desk, registered)
        assert found["申请行政复议"][0] == date(2026, 6, 12)
        assert found["对逾期未答复申请行政复议"][0] == date(2026, 6, 2)

    def test_of_a_void_registration_is_nobodys(
        self, desk: Desk, registered: int, clock: Any
    ) -> None:
        first = load(desk, registered).records[0]
        undo(desk, registered, first.id)
        clock.day = date(2026, 4, 7)
        assert lines(desk, registered) == {}
