from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.acts import Done, undo
from casework.cases.case_file import load
from casework.cases.recount import refresh_the_day
from casework.cases.urgency import Urgency
from casework.desk.desk import Desk
from casework.pages.agenda import board
from casework.pages.case_page import case_page, what_if
from casework.pages.register_check import problems
from casework.pages.reminders import pressing
from casework.pages.worklist import Query, find, rows
from casework.papers.proofs import print_proof
from casework.word import paragraphs
from db import requests
from rules.errors import ClerkError
from rules.time_limits import ClockKind

Do = Callable[..., Done]


def test_the_page_says_where_the_case_stands_and_why(desk: Desk, registered: int) -> None:
    page = case_page(desk, registered)
    assert page.due_sentence == "剩 20 个工作日，须在2026年4月3日（周五）以前（含当日）送达。"
    # Seven working days for a correction notice are nearer than the twenty for the reply.
    assert (page.due_words, page.urgency) == ("补正告知剩 7 个工作日", Urgency.RUNNING)
    assert page.proof[-1].on == date(2026, 4, 3)
    assert page.proof[-1].number == 20
    assert ("申请人姓名或名称", "林一帆") in page.facts
    assert [line.title for line in page.documents] == ["政府信息公开申请接收回执"]


@pytest.mark.parametrize(
    ("today", "words", "urgency"),
    [
        (date(2026, 3, 31), "剩 3 个工作日", Urgency.SOON),
        (date(2026, 4, 3), "今天到期", Urgency.TODAY),
        (date(2026, 4, 4), "逾期 1 个工作日", Urgency.OVERDUE),
        (date(2026, 4, 8), "逾期 2 个工作日", Urgency.OVERDUE),
    ],
)
def test_the_chip_says_the_same_on_the_page_and_in_the_list(
    desk: Desk, clock: object, registered: int, today: date, words: str, urgency: Urgency
) -> None:
    clock.day = today  # type: ignore[attr-defined]
    page = case_page(desk, registered)
    (row,) = rows(desk, [registered])
    assert (page.due_words, page.urgency) == (words, urgency)
    assert (row.due_words, row.urgency) == (words, urgency)


def test_a_paused_case_says_for_what_and_until_when(desk: Desk, do: Do, registered: int) -> None:
    do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
    words = "暂停，最迟 4月1日"
    assert case_page(desk, registered).due_words == words
    assert rows(desk, [registered])[0].due_words == words


def test_the_timeline_shows_what_was_undone_as_undone(desk: Desk, do: Do, registered: int) -> None:
    done = do("assign", registered, "2026-03-09", section="政务公开科", handler="李文")
    assert done.step_id is not None
    (entry, _) = case_page(desk, registered).timeline
    assert (entry.title, entry.said, entry.annulled) == (
        "分办",
        (("承办科室", "政务公开科"), ("承办人", "李文")),
        False,
    )
    undo(desk, registered, done.step_id)
    page = case_page(desk, registered)
    assert page.timeline[0].annulled
    assert page.undo_label == "收件登记"


def test_a_number_in_the_timeline_has_its_unit(desk: Desk, do: Do, registered: int) -> None:
    do("extend", registered, "2026-03-20", days=10, reason="检索范围大", approved_by="王主任")
    assert ("延长", "10个工作日") in case_page(desk, registered).timeline[0].said


def test_a_void_registration_has_no_clock_and_owes_nothing(desk: Desk, registered: int) -> None:
    undo(desk, registered, load(desk, registered).records[0].id)
    page = case_page(desk, registered)
    assert (page.due_words, page.urgency) == ("登记作废", Urgency.CLOSED)
    assert page.due_words == page.row.due_words
    assert page.due_sentence.startswith("登记已作废")
    assert (page.clocks, page.proof, page.last_days) == ((), (), ())
    assert [offer.act.name for offer in page.offers] == ["note"]
    assert dict(page.facts).get("编号") is None
    assert (page.undo_step_id, page.undo_label, page.counted_words) == (None, "", "")
    assert what_if(desk, registered, date(2026, 3, 31)) == ()


def test_a_request_given_up_is_told_to_be_answered(
    desk: Desk, do: Do, registered: int, clock: Any
) -> None:
    do("ask_correction", registered, "2026-03-09", items="请写明文号", delivered_on="2026-03-09")
    clock.day = date(2026, 4, 20)
    refresh_the_day(desk)
    (group,) = (group for group in board(desk) if group.items)
    assert (group.title, group.items[0].act_name) == ("视为放弃，待告知", "decide")
    assert [offer.act.name for offer in case_page(desk, registered).offers][:2] == [
        "decide",
        "receive_correction",
    ]


def test_a_reply_that_came_back_is_open_work_and_not_late(
    desk: Desk, do: Do, registered: int
) -> None:
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="纸质复印件一份")
    do("serve", registered, "2026-04-03", mail_number="1234567890123")
    do("returned", registered, "2026-04-14", reason="查无此人")
    page = case_page(desk, registered)
    assert (page.due_words, page.urgency) == ("邮件退回，待重新送达", Urgency.SOON)
    assert (page.row.due_words, page.row.urgency) == (page.due_words, page.urgency)
    assert page.due_sentence.startswith("答复于2026年4月3日（周五）首次送出，没有超过期限；")
    assert requests.one(desk.store, registered).closed_on is None
    titles = [group.title for group in board(desk) if group.items]
    assert titles == ["答复已拟，尚未送达"]
    assert pressing(desk) == (0, 0, 1)
    do("serve", registered, "2026-04-15", mail_number="1234567890124")
    row = requests.one(desk.store, registered)
    assert (row.closed_on, row.in_time) == (date(2026, 4, 3), True)
    assert case_page(desk, registered).due_words == "已办结（按期）"
    assert list(problems(desk)) == []


def test_the_last_safe_days_are_listed(desk: Desk, registered: int) -> None:
    lines = {line.label: line.on for line in case_page(desk, registered).last_days}
    assert lines["送达"] == date(2026, 4, 3)
    assert lines["发出补正告知书"] == date(2026, 3, 17)


def test_what_if_tells_the_day_or_the_article(desk: Desk, registered: int) -> None:
    lines = {line.label: line for line in what_if(desk, registered, date(2026, 3, 9))}
    assert "2026年4月27日" in lines["征求第三方意见"].words or lines["征求第三方意见"].allowed
    assert not lines["收到补正申请"].allowed
    assert "条例第30条" in lines["收到补正申请"].words


def test_a_closed_case_supposes_nothing(desk: Desk, do: Do, registered: int) -> None:
    do("withdraw", registered, "2026-03-10")
    assert what_if(desk, registered, date(2026, 3, 11)) == ()


def test_the_proof_is_printed_with_every_day(desk: Desk, registered: int) -> None:
    kinds = [clock.kind for clock in load(desk, registered).case.clocks]
    line = print_proof(desk, registered, kinds.index(ClockKind.REPLY))
    text = "\n".join(paragraphs(Path(line.path).read_bytes()))
    assert "2026年4月3日（周五）届满" in text
    assert "2026-04-03 五" in text
    assert "清明节放假" not in text
    assert "条例》第三十三条第二款" in text
    with pytest.raises(ClerkError, match="没有这个期限"):
        print_proof(desk, registered, 9)


def test_the_board_shows_each_request_once_with_its_next_act(
    desk: Desk, do: Do, clock: object, registered: int
) -> None:
    do("assign", registered, "2026-03-09", section="政务公开科")
    do("decide", registered, "2026-03-10", kind="ALREADY_PUBLIC", access="门户网站")
    clock.day = date(2026, 4, 7)  # type: ignore[attr-defined]
    found = {group.title: group.items for group in board(desk)}
    assert [item.act_name for item in found["已逾期"]] == ["serve"]
    assert sum(len(group) for group in found.values()) == 1


def test_the_board_waits_for_others_where_they_are_asked(
    desk: Desk, do: Do, registered: int
) -> None:
    do("ask_correction", registered, "2026-03-10", items="请写明文号")
    found = {group.title: group.items for group in board(desk)}
    assert "receive_correction" in [
        item.act_name for group in found.values() for item in group
    ] or [item.act_name for item in found["送达日期未登记"]] == ["deliver"]


def test_the_list_finds_by_pinyin_and_number(desk: Desk, registered: int) -> None:
    for words in ("林", "linyifan", "lyf", "依申请〔2026〕1号", "工作要点"):
        assert list(find(desk, Query(text=words))) == [registered], words
    assert list(find(desk, Query(text="没有这个"))) == []


def test_of_several_asked_each_limit_names_its_side_and_runs_from_its_receipt(
    desk: Desk, clock: Any, do: Do, registered: int
) -> None:
    do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
    do("consult_third_party", registered, "2026-03-11", ref="周大海", content="账户")
    do("deliver", registered, "2026-03-12", ref="征求第三方意见书（周大海）")
    clock.day = date(2026, 4, 3)
    shown = {one.label: one for one in case_page(desk, registered).clocks}
    unknown, known = shown["第三方提出意见期限（某某公司）"], shown["第三方提出意见期限（周大海）"]
    assert (unknown.words, unknown.is_delivered) == ("缺收件日期", False)
    assert (known.words, known.is_delivered) == ("已届满", True)
    do("third_party_answered", registered, "2026-04-03", ref="某某公司", opinion="CONSENT")
    answered = next(
        one for one in case_page(desk, registered).clocks if one.label.endswith("（某某公司）")
    )
    # Without the day it had the letter, its answer is neither in time nor late.
    assert (answered.words, answered.urgency) == ("已收到（4月3日）", Urgency.CLOSED)
