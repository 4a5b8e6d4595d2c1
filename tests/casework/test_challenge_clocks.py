"""The clocks of challenges: the second instance, and the chip of a case that is closed."""

from datetime import date
from typing import Any

import pytest

from casework.acts import ACTS
from casework.cases.projection import differences
from casework.cases.urgency import Urgency
from casework.desk.desk import Desk
from casework.pages.agenda import of_case
from casework.pages.case_page import case_page
from casework.pages.worklist import rows
from db import requests
from db.requests import Query
from desktop.worklist.filters import FILTERS
from forms.fields import read
from rules.tasks import Task
from tests.casework.doings import BODY, COURT, Do, letter_text, offered


class TestTheSecondInstance:
    """No text seen sets a period for its answer: the court's own paper names the day."""

    @pytest.fixture
    def appealed(self, do: Do, replied: int) -> int:
        do("sue", replied, "2026-05-25", stage="DIRECT", court=COURT)
        do("judge", replied, "2026-07-06", result="UPHELD")
        do(
            "appeal", replied, "2026-07-13", court="青枫市中级人民法院",
            case_number="（2026）终9号", until="2026-07-28",
        )  # fmt: skip
        return replied

    def test_has_the_day_the_court_named_as_a_clock(
        self, desk: Desk, appealed: int, clock: Any
    ) -> None:
        (item,) = (one for one in of_case(desk, appealed) if one.task is Task.DEFENCE)
        assert item.due_on == date(2026, 7, 28)
        assert item.words == "答辩举证期限（青枫市中级人民法院）"
        assert item.act_name == "defend"
        page = case_page(desk, appealed)
        assert page.due_words == "应诉答辩剩 11 个工作日"
        assert page.row.state_words == "已办结，诉讼中"
        assert list(differences(desk)) == []

    def test_is_answered_in_its_own_words(self, desk: Desk, do: Do, appealed: int) -> None:
        done = do(
            "defend", appealed, "2026-07-20", grounds="原判正确", request="驳回上诉，维持原判",
            evidence="答复书——已依法答复",
        )  # fmt: skip
        text = letter_text(done)
        assert "答辩人于2026年7月13日收到上诉人林一帆的上诉状副本，案号为（2026）终9号" in text
        assert "青枫市中级人民法院" in text
        assert [one for one in of_case(desk, appealed) if one.task is Task.DEFENCE] == []

    def test_without_a_day_has_no_clock(self, desk: Desk, do: Do, replied: int) -> None:
        do("sue", replied, "2026-05-25", stage="DIRECT", court=COURT)
        do("judge", replied, "2026-07-06", result="UPHELD")
        do("appeal", replied, "2026-07-13", court="青枫市中级人民法院")
        assert of_case(desk, replied) == []
        assert "defend" not in offered(desk, replied)

    def test_a_day_before_the_papers_came_is_told_in_the_form(self) -> None:
        form = read(
            ACTS["appeal"].form, {"on": "2026-07-13", "court": COURT, "until": "2026-07-12"}
        )
        assert isinstance(form, list)
        assert "请核对法院的通知书" in form[0].message


class TestTheChipOfAChallengedCase:
    """A closed case whose challenge has a day to keep is work, and its chip says which."""

    def test_names_the_answer_until_it_is_given(
        self, desk: Desk, do: Do, replied: int, clock: Any
    ) -> None:
        at_work = Query(where=FILTERS[0].where(desk))
        assert requests.ids(desk.store, at_work).tolist() == []
        do("receive_reconsideration", replied, "2026-04-13", body=BODY)
        (row,) = rows(desk, requests.ids(desk.store, at_work))
        assert (row.urgency, row.due_words) == (Urgency.RUNNING, "复议答复剩 10 个工作日")
        assert row.state_words == "已办结，复议中"
        clock.day = date(2026, 4, 28)
        (row,) = rows(desk, [replied])
        assert (row.urgency, row.due_words) == (Urgency.OVERDUE, "复议答复逾期 1 个工作日")
        assert case_page(desk, replied).due_words == row.due_words
        do("answer_reconsideration", replied, "2026-04-28")
        (row,) = rows(desk, [replied])
        assert (row.due_words, row.state_words) == ("已办结（按期）", "已办结")
        assert requests.ids(desk.store, at_work).tolist() == []

    def test_names_a_correction_notice_only_while_it_is_nearer(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        clock.day = date(2026, 3, 13)
        (row,) = rows(desk, [registered])
        assert (row.urgency, row.due_words) == (Urgency.SOON, "补正告知剩 2 个工作日")
        do(
            "search", registered, "2026-03-13", scope="档案室", keywords="文号", searched_by="吴涛",
            result="NOT_FOUND",
        )  # fmt: skip
        (row,) = rows(desk, [registered])
        assert row.due_words == "剩 15 个工作日"
