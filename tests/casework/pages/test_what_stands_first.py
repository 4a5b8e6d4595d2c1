"""What a list says first of a case, and what a sheet, a page and a check make of several."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
from docx import Document
from docx.shared import Cm

from casework.desk.counsel_rules import keep_counsel_rules
from casework.desk.desk import Desk, open_desk
from casework.pages import mending, register_check
from casework.pages.agenda_items import AgendaCounts
from casework.pages.applicant_page import applicant_page
from casework.pages.chase import ChaseLine, ChaseNeed, people_to_call
from casework.pages.first_before_service import first_before_service
from casework.pages.kept_views import are_kept_inside, keep_views, kept_views
from casework.pages.month import new_request
from casework.pages.repeat_sheet import repeat_sheet
from casework.pages.worklist import rows
from db import history
from db.history import Anchor, Entry
from db.place import ASIDE
from forms.reviewing import CounselRulesForm
from rules.pace import Need
from tests.casework.conftest import Clock
from tests.casework.doings import COURT, Do

KNOWN = {"applicant_name": "林一帆", "information_sought": "工作要点"}


def test_a_due_day_is_unsure_only_while_a_notice_may_still_move_it(desk: Desk, do: Do) -> None:
    def said(request_id: int) -> tuple[str, str]:
        (row,) = rows(desk, [request_id])
        return str(row.due_on), row.unsure

    first = do("register", None, "2026-03-06", **KNOWN).request_id
    assert said(first) == ("2026-04-03", "")
    request_id = do("register", None, "2026-12-10", **KNOWN).request_id
    assert said(request_id) == ("2027-01-08", "（暂定）")
    do("decide", request_id, "2026-12-11", kind="ALREADY_PUBLIC", access="网站")
    assert said(request_id) == ("2027-01-08", "（暂定）")
    # What is over moves no more, and a day that a judgment names is moved by no notice.
    do("serve", request_id, "2026-12-14", mail_number="EA1")
    assert said(request_id) == ("2027-01-08", "")
    order = {"by": "COURT", "body": COURT, "decision": "1号"}
    do("order_reply", request_id, "2026-12-21", until="2027-02-01", **order)
    assert said(request_id) == ("2027-02-01", "")
    do("decide", request_id, "2026-12-22", kind="ALREADY_PUBLIC", access="网站")
    do("serve", request_id, "2026-12-23", mail_number="EA2")
    do("order_reply", request_id, "2026-12-24", days=20, **order)
    assert said(request_id)[1] == "（暂定）"


def test_counsel_is_asked_before_a_reply_is_served_and_then_waited_for(
    desk: Desk, do: Do, replied: int
) -> None:
    keep_counsel_rules(desk, CounselRulesForm(disputes=1))
    do("receive_reconsideration", replied, "2026-04-03", body="青枫区人民政府")
    request_id = do("register", None, "2026-04-03", **KNOWN).request_id
    assert first_before_service(desk, request_id) is None
    do("decide", request_id, "2026-04-07", kind="PROVIDED", provided="《工作要点》")

    def first() -> tuple[str, str]:
        found = first_before_service(desk, request_id)
        assert found is not None
        assert found.sentence
        return found.act_name, found.act_label

    assert first()[0] == "review"
    sides = ("disclosure", "secrecy")
    review = {f"{side}_{what}": "可以" for side in sides for what in ("opinion", "reviewer")}
    do("review", request_id, "2026-04-07", **review)
    assert first() == ("ask_counsel", "送法律审核")
    do("ask_counsel", request_id, "2026-04-07", counsel="郑洁", question="依据")
    assert first()[0] == "counsel_answered"
    answer = {"counsel": "郑洁", "conclusion": "LAWFUL", "opinion": "依据充分"}
    do("counsel_answered", request_id, "2026-04-08", **answer)
    assert first_before_service(desk, request_id) is None


def test_every_so_many_the_computing_anew_says_how_far_it_is(
    desk: Desk, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        do("register", None, "2026-03-06", **KNOWN)
    monkeypatch.setattr(mending, "_STEP", 2)
    told: list[tuple[int, int]] = []
    said = mending.recompute(desk, lambda *many: told.append(many))
    assert told == [(0, 3), (2, 3)]
    assert said == "已按办理记录重新计算3件申请。"


def test_the_sheet_of_a_repeat_fills_its_page_and_leaves_room_to_sign(desk: Desk, do: Do) -> None:
    first = do("register", None, "2026-03-06", **KNOWN).request_id
    do("decide", first, "2026-03-09", kind="ALREADY_PUBLIC", access="网站")
    do("serve", first, "2026-03-10", mail_number="EA1")
    again = do("register", None, "2026-03-11", **KNOWN).request_id
    document = Document(BytesIO(repeat_sheet(desk, again)))
    (section,), (table,) = document.sections, document.tables
    width = section.page_width - section.left_margin - section.right_margin
    assert abs(sum(column.width for column in table.columns) - width) < Cm(0.1)
    for row in table.rows:
        assert [cell.width for cell in row.cells] == [column.width for column in table.columns]
    heights = [row.height.cm for row in table.rows]
    assert heights[-1] > 2 > 1 > max(heights[:-1])
    bold = [[run.bold for run in row.cells[0].paragraphs[0].runs] for row in table.rows]
    assert bold == [[True], *[[False]] * 5]
    said = [one.text for one in document.paragraphs]
    assert said[:3] == [
        "重复申请核对表",
        "本件：依申请〔2026〕2号，林一帆，2026年3月11日收到",
        "前件：依申请〔2026〕1号，林一帆，2026年3月6日收到，答复文号公开答〔2026〕1号",
    ]
    assert said[-2:] == ["青枫区政务公开局", "2026年3月11日"]
    # The same words ask for the same; her own name is no doubt.
    words = [one.words for one in applicant_page(desk, again).questions]
    assert words == ["是", "是", "是", "请核对"]
    assert [row.cells[1].text for row in table.rows] == ["结论", *words, ""]


def test_who_is_called_for_several_cases_is_called_once_for_each(desk: Desk) -> None:
    day = date(2026, 3, 9)

    def need(who: str, on: date, phone: str = "8601") -> ChaseNeed:
        return ChaseNeed(Need.REVIEW, on, "规划科", who, phone, "", is_next=True)

    def line(number: int, *needs: ChaseNeed) -> ChaseLine:
        return ChaseLine(number, f"{number}号", "林一帆", "事项", day, day, needs)

    one_day = timedelta(days=1)
    found = people_to_call(
        [
            line(1, need("李文", day), need("李文", day - one_day), need("王建国", day)),
            line(2, need("李文", day + one_day), need("丁一", day)),
        ]
    )
    assert [(one.caller, one.cases, one.earliest_on) for one in found] == [
        ("规划科 李文", 2, day - one_day), ("规划科 丁一", 1, day), ("规划科 王建国", 1, day),
    ]  # fmt: skip
    assert line(1).will_miss is False
    assert line(1)._replace(done_on=day + one_day).will_miss is True
    nobody = need("", day)._replace(section="")
    assert nobody.caller == "未明确承办人"


def test_the_counts_are_told_without_what_is_nought() -> None:
    none = AgendaCounts(0, 0, 3, 4, 5, 6, 7, 8)
    assert none.words == "没有逾期和今天到期的事项"
    assert none._replace(overdue=2).words == "逾期 2 件"
    assert none._replace(today=1).words == "今天到期 1 件"
    assert none._replace(overdue=2, today=1).words == "逾期 2 件，今天到期 1 件"


def test_what_a_new_request_would_meet_is_the_week_of_its_last_day(desk: Desk, do: Do) -> None:
    # Due on Friday 3 April and, over Qingming, on Tuesday 7, Wednesday 8 and Monday 13.
    for day in ("2026-03-06", "2026-03-09", "2026-03-10", "2026-03-13"):
        do("register", None, day, **KNOWN)
    met = {day: new_request(desk, date(2026, 3, day)) for day in (6, 9, 10, 13, 16)}
    found = {
        day: None if one is None else (str(one.due_on), one.in_that_week, one.is_provisional)
        for day, one in met.items()
    }
    assert found == {
        6: ("2026-04-03", 1, False),
        9: ("2026-04-07", 2, False),
        10: ("2026-04-08", 2, False),
        13: ("2026-04-13", 1, False),
        16: ("2026-04-14", 1, False),
    }
    unsure = [new_request(desk, date(2026, 12, day)) for day in (3, 4)]
    assert [one is not None and one.is_provisional for one in unsure] == [False, True]


def test_views_of_a_plain_register_are_kept_beside_it(desk: Desk) -> None:
    assert are_kept_inside(desk) is False
    assert kept_views(desk) == ""
    keep_views(desk, "[]")
    assert kept_views(desk) == "[]"


@pytest.mark.of_file("registers of pages are of files")
def test_what_any_register_kept_aside_bears_out_is_not_doubted(
    desk: Desk, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = history.anchor(desk.store)
    path = desk.store.path
    other = open_desk(tmp_path / "另一本.db", clock=clock, clerk="何清")
    other.close()
    before = [path.with_name(f"{path.stem} {ASIDE} {at}.db") for at in (1, 2)]
    restored = Entry(9, "2026-03-06T10:00:00", "", "", (), 0, "")
    monkeypatch.setattr(history, "left_behind", lambda *_: restored)
    monkeypatch.setattr(register_check, "_kept_aside", lambda _: before)

    def said() -> list[str]:
        return list(register_check._left_behind(desk, "锚点", Anchor(kept.entries, kept.hash)))

    for one in before:
        copyfile(tmp_path / "另一本.db", one)
    (doubt,) = said()
    assert doubt.startswith(
        f"锚点记的第{kept.entries}条操作记录，在第9条操作记录“从备份恢复”"
        "（2026-03-06 10:00，经办人不详）放下的那段历史里，现在的登记簿证明不了它。"
    )
    # Either of the two may be the one.
    for one in before:
        copyfile(path, one)
        assert said() == []
        copyfile(tmp_path / "另一本.db", one)
    before[0].write_bytes(b"none")
    assert len(said()) == 1
