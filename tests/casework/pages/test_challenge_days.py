"""The last days to challenge a reply stand on the closed case, counted from its receipt."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import Done
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
