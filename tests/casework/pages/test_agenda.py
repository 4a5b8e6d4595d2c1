"""Every day somebody has to keep is asked for in one place, and stands there as the law has it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.acts import ACTS, Done
from casework.cases.case_file import load
from casework.cases.projection import differences
from casework.cases.recount import refresh_the_day
from casework.cases.urgency import Urgency
from casework.desk.desk import Desk
from casework.pages.agenda import agenda, board, by_day, counts, of_case
from casework.pages.agenda_items import AgendaItem, DayGroup
from casework.pages.case_page import case_page
from casework.pages.day_board import day_board, kind_of
from casework.pages.month import entries_by_day
from rules.tasks import Task

Do = Callable[..., Done]


def shown(desk: Desk, group: DayGroup) -> list[AgendaItem]:
    return list(next(one.items for one in board(desk) if one.group is group))


def only(desk: Desk, group: DayGroup) -> AgendaItem:
    (item,) = shown(desk, group)
    return item


class TestNear:
    @pytest.mark.parametrize(
        ("today", "group"),
        [
            # Due on Friday 3 April; Monday is a holiday and counts for nobody.
            ("2026-03-27", DayGroup.LATER),
            ("2026-03-30", DayGroup.NEAR),
            ("2026-04-02", DayGroup.NEAR),
            ("2026-04-03", DayGroup.TODAY),
            ("2026-04-04", DayGroup.OVERDUE),
        ],
    )
    def test_is_today_and_the_next_four_working_days(
        self, desk: Desk, registered: int, clock: Any, today: str, group: DayGroup
    ) -> None:
        clock.day = date.fromisoformat(today)
        (item,) = (one for one in of_case(desk, registered) if one.task is Task.REPLY)
        assert item.group is group

    def test_what_is_due_after_the_weekend_is_on_the_board_on_friday(
        self, desk: Desk, do: Do, clock: Any
    ) -> None:
        do("register", None, "2026-03-02", applicant_name="甲", information_sought="文件")
        clock.day = date(2026, 3, 27)
        item = next(one for one in shown(desk, DayGroup.NEAR) if one.task is Task.REPLY)
        assert (item.due_on, item.chip) == (date(2026, 3, 30), "剩 1 个工作日")


class TestEveryClock:
    def test_the_correction_notice_has_seven_days(self, desk: Desk, registered: int) -> None:
        item = next(one for one in of_case(desk, registered) if one.task is Task.CORRECTION_NOTICE)
        assert (item.due_on, item.act_name) == (date(2026, 3, 17), "ask_correction")

    def test_it_is_gone_once_the_request_is_worked_on_or_the_days_are_over(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        clock.day = date(2026, 3, 18)
        assert Task.CORRECTION_NOTICE not in {one.task for one in of_case(desk, registered)}
        do(
            "search",
            registered,
            "2026-03-10",
            searched_by="李文",
            scope="档案室",
            keywords="工作要点",
            result="FOUND",
        )
        assert Task.CORRECTION_NOTICE not in {one.task for one in of_case(desk, registered)}

    def test_a_third_party_that_is_silent_stays_on_the_board(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do(
            "consult_third_party",
            registered,
            "2026-03-09",
            ref="某某公司",
            content="合同",
            delivered_on="2026-03-10",
        )
        waiting = only(desk, DayGroup.WAITING)
        assert (waiting.chip, waiting.urgency) == ("最迟 3月31日", Urgency.PAUSED)
        clock.day = date(2026, 4, 1)
        silent = only(desk, DayGroup.WAITING)
        assert (silent.chip, silent.urgency) == ("期满未回复", Urgency.SOON)
        assert "某某公司" in silent.words

    def test_of_several_asked_each_row_names_its_side(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do("consult_third_party", registered, "2026-03-09", ref="某某公司", content="合同")
        do("consult_third_party", registered, "2026-03-09", ref="周大海", content="账户")
        do("deliver", registered, "2026-03-10", ref="征求第三方意见书（周大海）")
        clock.day = date(2026, 3, 27)
        lines = [line for day in day_board(desk).days for line in day.lines]
        limits = {line.note.partition("，")[0]: line for line in lines if line.kind == "第三方届满"}
        assert set(limits) == {"某某公司", "周大海"}
        assert limits["周大海"].spoken.startswith("第三方届满（周大海），")
        missing = next(line for line in lines if line.kind == "收件日期")
        assert missing.note.startswith("某某公司，")
        by_day = entries_by_day(desk, date(2026, 3, 1), date(2026, 4, 30))
        entries = [one for many in by_day.values() for one in many]
        named = {one.named for one in entries if one.task is Task.THIRD_PARTY}
        assert named == {"第三方届满（某某公司）", "第三方届满（周大海）"}
        in_case = {one.label for one in case_page(desk, registered).clocks}
        assert {
            one.words for one in of_case(desk, registered) if one.task is Task.THIRD_PARTY
        } <= in_case

    def test_nobody_is_silent_whose_receipt_of_the_letter_is_not_registered(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do("consult_third_party", registered, "2026-03-09", ref="某某公司", content="合同")
        clock.day = date(2026, 4, 1)
        waiting = only(desk, DayGroup.WAITING)
        assert (waiting.act_name, waiting.chip) == ("deliver", "送达日期未登记")
        assert "期限已满" not in waiting.reason
        assert kind_of(waiting) == "收件日期"
        do("deliver", registered, "2026-03-10", ref="征求第三方意见书（某某公司）")
        clock.day = date(2026, 4, 1)
        silent = only(desk, DayGroup.WAITING)
        assert (silent.act_name, silent.chip) == ("third_party_answered", "期满未回复")

    def test_a_lapse_is_to_be_told_and_then_served(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do(
            "ask_correction",
            registered,
            "2026-03-10",
            items="请写明文号",
            delivered_on="2026-03-11",
        )
        assert only(desk, DayGroup.WAITING).act_name == "receive_correction"
        clock.day = date(2026, 4, 2)
        refresh_the_day(desk)
        assert only(desk, DayGroup.TO_TELL).act_name == "decide"
        do("decide", registered, "2026-04-02", kind="CORRECTION_LAPSED", course="逾期未补正")
        assert only(desk, DayGroup.TO_SERVE).task is Task.SERVE_LAPSE
        clock.day = date(2026, 5, 20)
        assert not shown(desk, DayGroup.OVERDUE)

    def test_a_day_of_delivery_that_is_missing_is_asked_for(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do("ask_correction", registered, "2026-03-10", items="请写明文号")
        clock.day = date(2026, 6, 1)
        refresh_the_day(desk)
        item = only(desk, DayGroup.UNDELIVERED)
        assert (item.act_name, item.chip) == ("deliver", "送达日期未登记")
        assert not shown(desk, DayGroup.TO_TELL)
        do("deliver", registered, "2026-03-12", ref="补正告知书")
        assert not shown(desk, DayGroup.UNDELIVERED)

    def test_the_answer_to_a_reconsideration_and_to_a_suit(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do("receive_reconsideration", registered, "2026-04-13", body="青枫区人民政府")
        do("sue", registered, "2026-04-16", stage="DIRECT", court="青枫区人民法院")
        found = {one.task: one for one in of_case(desk, registered)}
        # Ten working days, over Labour Day's make-up and rest; fifteen natural days end on
        # 1 May, a day of rest, and so on Wednesday 6 May.
        assert found[Task.RECONSIDERATION_ANSWER].due_on == date(2026, 4, 27)
        assert found[Task.DEFENCE].due_on == date(2026, 5, 6)
        assert "青枫区人民法院" in found[Task.DEFENCE].words
        do("defend", registered, "2026-04-28")
        do("answer_reconsideration", registered, "2026-04-28")
        left = {one.task for one in of_case(desk, registered)}
        assert not left & {Task.RECONSIDERATION_ANSWER, Task.DEFENCE}

    def test_the_last_day_to_extend_is_told_while_it_is_near(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        clock.day = date(2026, 4, 1)
        # One line of the board says it: the reply's own, which falls due on the same day.
        near = {one.task: one.act_name for one in shown(desk, DayGroup.NEAR)}
        assert near == {Task.REPLY: "assign"}
        assert Task.EXTENSION in {one.task for one in of_case(desk, registered)}
        (line,) = (line for day in day_board(desk).days for line in day.lines if line.request_id)
        assert line.note == "之后不能再延长"
        do("extend", registered, "2026-04-02", days=20, reason="档案较多", approved_by="王建国")
        assert Task.EXTENSION not in {one.task for one in of_case(desk, registered)}

    def test_a_reply_set_aside_is_on_the_board_again(
        self, desk: Desk, do: Do, registered: int, clock: Any
    ) -> None:
        do("decide", registered, "2026-03-20", kind="PROVIDED", provided="纸质复印件一份")
        do("serve", registered, "2026-03-23", mail_number="1234567890123")
        assert not of_case(desk, registered)
        do(
            "order_reply",
            registered,
            "2026-05-18",
            by="RECONSIDERATION",
            decision="青府复字〔2026〕12号《行政复议决定书》",
            natural_days=10,
        )
        item = next(one for one in of_case(desk, registered) if one.task is Task.RE_REPLY)
        assert (item.due_on, item.act_name) == (date(2026, 5, 28), "decide")
        clock.day = date(2026, 5, 29)
        assert {one.task for one in shown(desk, DayGroup.OVERDUE)} == {Task.RE_REPLY}

    def test_a_case_that_missed_a_day_stays_among_the_late(
        self, desk: Desk, do: Do, registered: int
    ) -> None:
        do("notice_fee", registered, "2026-04-08", method="BY_PAGE", units=50, account="国库")
        do("pay_fee", registered, "2026-04-09", yuan=200)
        late = only(desk, DayGroup.OVERDUE)
        assert late.chip == "曾逾期，剩 20 个工作日"
        assert "4月3日届满" in late.reason


def test_the_month_has_every_day_of_every_clock(desk: Desk, do: Do, registered: int) -> None:
    do("receive_reconsideration", registered, "2026-03-10", body="青枫区人民政府")
    days = by_day(desk, date(2026, 3, 1), date(2026, 4, 30))
    assert {day: {one.task for one in items} for day, items in days.items()} == {
        date(2026, 3, 17): {Task.CORRECTION_NOTICE},
        date(2026, 3, 24): {Task.RECONSIDERATION_ANSWER},
        date(2026, 4, 3): {Task.REPLY, Task.EXTENSION},
    }


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, sample_office: Any) -> Any:
    desk = sample_office(tmp_path_factory.mktemp("样例"))
    yield desk
    desk.close()


def test_the_board_counts_what_it_shows(sample: Desk) -> None:
    shown_counts = [len(group.items) for group in board(sample)]
    assert list(counts(sample)) == shown_counts
    assert sum(shown_counts) > 5


def test_every_day_names_an_act_the_case_allows(sample: Desk) -> None:
    for item in agenda(sample):
        assert item.act_name in ACTS
        if not (item.task is Task.DEFENCE or item.group is DayGroup.LATER):
            assert ACTS[item.act_name].fits(load(sample, item.request_id)), item
        assert item.act_label == ACTS[item.act_name].label


def test_a_day_that_was_tampered_with_is_found(desk: Desk, registered: int) -> None:
    assert list(differences(desk)) == []
    desk.store.run("update clock set due_on = '2026-12-31' where task = 'reply'")
    (said,) = differences(desk)
    assert "待办日期与办理记录不符" in said


def test_nothing_is_left_of_a_registration_taken_back(desk: Desk, do: Do, tmp_path: Path) -> None:
    from casework.acts import undo

    done = do("register", None, "2026-03-06", applicant_name="甲", information_sought="文件")
    undo(desk, done.request_id, done.step_id or 0)
    assert of_case(desk, done.request_id) == []
