"""The books of the office: enquiries, the year's work, training."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document

from casework.acts import Done
from casework.books.book import OfficeBook
from casework.books.book_papers import write_duties, write_enquiries, write_training
from casework.books.duties import (
    DUTIES,
    PATTERNS,
    make_year,
    mark_done,
    own_patterns,
    patterns,
    year_work,
)
from casework.books.enquiries import (
    ENQUIRIES,
    OPEN,
    REQUESTED,
    became_request,
    enquiry_figures,
    receipt_values,
)
from casework.books.entering import correct, enter, entries, put_back, strike
from casework.books.guidance import GUIDANCE
from casework.books.often_asked import OFTEN_ASKED
from casework.books.plan_rows import due_days, plan_in_file, plan_in_text
from casework.books.training import TRAININGS
from casework.desk.desk import Desk
from casework.pages.register_check import problems
from casework.pages.reminders import office_notices
from db import office_books
from forms.enquiry import Enquiry
from forms.fields import read
from forms.year_work import Training
from rules.errors import ClerkError
from tests.engines import outside

DAY = date(2026, 3, 6)


def words_of(path: Path) -> str:
    with ZipFile(path) as packed:
        return re.sub("<[^>]+>", "", packed.read("word/document.xml").decode())


def entered(desk: Desk, book: OfficeBook[Any], **typed: object) -> int:
    form = read(book.form, {**book.start(desk), **typed}, today=desk.today)
    assert not isinstance(form, list), form
    return enter(desk, book, form)


def test_an_enquiry_without_an_answer_waits_on_the_board_until_it_is_answered(desk: Desk) -> None:
    entry_id = entered(desk, ENQUIRIES, question="宅基地补偿标准在哪里查")
    (waiting,) = entries(desk, ENQUIRIES)
    assert (waiting.state, waiting.subject) == (OPEN, "征地拆迁与补偿")
    assert "宅基地补偿标准在哪里查" in [one.words for one in office_notices(desk)]
    answered = Enquiry(question="宅基地补偿标准在哪里查", answer="网站办事指南栏", on=DAY)
    correct(desk, ENQUIRIES, entry_id, answered)
    assert "宅基地补偿标准在哪里查" not in [one.words for one in office_notices(desk)]
    (now,) = entries(desk, ENQUIRIES)
    assert [one["state"] for one in now.earlier] == [OPEN]


def test_enquiries_are_counted_by_month_subject_and_state(desk: Desk) -> None:
    entered(desk, ENQUIRIES, question="怎么申请信息公开", answer="已告知", on="2026-02-27")
    entered(desk, ENQUIRIES, question="征地公告在哪里看", answer="已告知")
    struck = entered(desk, ENQUIRIES, question="打错了")
    strike(desk, ENQUIRIES, struck)
    figures = enquiry_figures(desk, date(2026, 1, 1), date(2026, 12, 31))
    assert dict(figures.by_month) == {"2026-02": 1, "2026-03": 1}
    assert dict(figures.by_subject) == {"怎么申请、办到哪一步": 1, "征地拆迁与补偿": 1}
    put_back(desk, ENQUIRIES, struck)
    assert enquiry_figures(desk, date(2026, 3, 1), date(2026, 3, 31)).total == 2


def test_an_enquiry_becomes_a_request_once(desk: Desk, do: Callable[..., Done]) -> None:
    entry_id = entered(
        desk, ENQUIRIES, question="要2023年工作要点", caller="林一帆", phone="13800001111"
    )
    values = receipt_values(desk, entry_id)
    assert values["applicant_name"] == "林一帆"
    assert values["information_sought"] == "要2023年工作要点"
    request_id = do("register", None, "2026-03-06", **values).request_id
    became_request(desk, entry_id, request_id)
    (entry,) = entries(desk, ENQUIRIES)
    assert (entry.state, entry.request_id) == (REQUESTED, request_id)
    with pytest.raises(ClerkError, match="已经转为申请（依申请"):
        receipt_values(desk, entry_id)
    # What is put right later does not make it an enquiry again.
    correct(desk, ENQUIRIES, entry_id, Enquiry(question="要2023年工作要点", answer="好", on=DAY))
    assert entries(desk, ENQUIRIES)[0].state == REQUESTED


def test_an_enquiry_of_tomorrow_is_refused(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="晚于今天") as refused:
        entered(desk, ENQUIRIES, question="?", on="2026-03-07")
    assert refused.value.field == "on"
    assert entries(desk, ENQUIRIES) == []


def test_the_years_work_is_made_once_and_done_one_by_one(desk: Desk) -> None:
    count = make_year(desk, 2026)
    work = year_work(desk, 2026)
    assert len(work.duties) == count >= 12
    assert work.duties[0].due_on == date(2026, 1, 10)
    # On 6 March the report of 31 January and the bulletin of 10 January are late.
    assert work.overdue == 2
    late = [one.words for one in office_notices(desk) if one.place == "affairs:duty"]
    assert "公布上一年度政府信息公开工作年度报告" in late
    with pytest.raises(ClerkError, match="没有新的任务"):
        make_year(desk, 2026)
    first = office_books.of_book(desk.store, DUTIES.name)[-1]
    mark_done(desk, first.id)
    assert year_work(desk, 2026).done == 1
    assert year_work(desk, 2026).in_time == 0
    with pytest.raises(ClerkError, match="已于2026-03-06完成"):
        mark_done(desk, first.id)


def test_the_template_becomes_the_offices_own(desk: Desk) -> None:
    shipped = patterns(desk)
    own_patterns(desk)
    assert sorted(patterns(desk), key=str) == sorted(shipped, key=str)
    strike(desk, PATTERNS, entries(desk, PATTERNS)[0].id)
    assert len(patterns(desk)) == len(shipped) - 1


def test_rows_of_a_superiors_plan_become_duties() -> None:
    rows = plan_in_text(
        "重点任务\t牵头单位\t完成时限\n"
        "更新公开指南\t办公室\t2026年3月31日前\n"
        "编发通报\t办公室\t每季度\n"
        "开展评估\t法制科\t6月底前\n"
        "加强学习\t各科室\t适时",
        2026,
    )
    assert [(one.task, one.responsible, one.due_on.isoformat()) for one in rows.duties] == [
        ("更新公开指南", "办公室", "2026-03-31"),
        *(("编发通报", "办公室", day) for day in
          ("2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31")),
        ("开展评估", "法制科", "2026-06-30"),
    ]  # fmt: skip
    assert rows.left_out == ("“加强学习”的时限“适时”读不懂，请写成“6月30日”再导入。",)


def test_a_row_below_a_merged_cell_is_named_and_not_lost() -> None:
    rows = plan_in_text(
        "任务\t责任科室\t时限\n开展评估\t法制科\t6月30日\n\t办公室\t9月30日\n\t合计\t略", 2026
    )
    assert [one.responsible for one in rows.duties] == ["法制科"]
    assert rows.left_out == ("时限“9月30日”的一行没有任务，合并的单元格请逐行写明再导入。",)


def test_a_row_that_names_a_task_and_no_day_is_no_head() -> None:
    # 任务 stands in a row of its own above the heads: the columns are those of the row with both.
    rows = plan_in_text("任务\t一览\t\n任务\t责任人\t时限\n编发通报\t李文\t6月", 2026)
    assert [(one.task, one.responsible) for one in rows.duties] == [("编发通报", "李文")]
    assert rows.left_out == ()


def test_rows_without_heads_are_taken_in_the_order_asked_for() -> None:
    three = plan_in_text("编发通报\t李文\t6月\n开展评估\t\t9月", 2026).duties
    assert [(one.task, one.responsible, one.due_on) for one in three] == [
        ("编发通报", "李文", date(2026, 6, 30)),
        ("开展评估", "", date(2026, 9, 30)),
    ]
    (two,) = plan_in_text("编发通报\t6月", 2026).duties
    assert (two.task, two.responsible, two.due_on) == ("编发通报", "", date(2026, 6, 30))
    assert plan_in_text("一\t编发通报\t李文\t6月", 2026) == ((), ())


@pytest.mark.parametrize("book", [ENQUIRIES, TRAININGS, OFTEN_ASKED, GUIDANCE])
def test_a_new_entry_begins_with_today_in_a_field_of_its_own(desk: Desk, book: Any) -> None:
    assert dict(book.start(desk)) == {"on": desk.today}
    assert "on" in {one.name for one in fields(book.form)}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2026-06-30", ["2026-06-30"]),
        ("12月10日前完成", ["2026-12-10"]),
        ("9月", ["2026-09-30"]),
        ("2027年1月中旬", ["2027-01-20"]),
        ("第二季度", ["2026-06-30"]),
        ("年底前", ["2026-12-31"]),
        ("上半年", ["2026-06-30"]),
        ("6.15", ["2026-06-15"]),
        ("6.30、9.30前", ["2026-06-30", "2026-09-30"]),
        # A bare day belongs to the year asked for, its first and its last as well.
        ("12.31", ["2026-12-31"]),
        ("1.1", ["2026-01-01"]),
        ("2027年底前", ["2027-12-31"]),
        ("2027年第一季度", ["2027-03-31"]),
        # A span ends on its last day.
        ("3月1日至6月30日", ["2026-06-30"]),
        ("3月1日-6月30日", ["2026-06-30"]),
        ("6月1日至30日", ["2026-06-30"]),
        ("2025年12月—2027年6月", ["2027-06-30"]),
        ("6月30日，并上报结果", ["2026-06-30"]),
        ("6月1-30日", []),
        # Each day named counts, or where one of them cannot be read, none.
        ("上半年、年底前", ["2026-06-30", "2026-12-31"]),
        ("6、12月底前", ["2026-06-30", "2026-12-31"]),
        ("3、6、9月", ["2026-03-31", "2026-06-30", "2026-09-30"]),
        ("第一、三季度", ["2026-03-31", "2026-09-30"]),
        ("二季度、四季度末", ["2026-06-30", "2026-12-31"]),
        (
            "1季度，2季度，3季度，4季度",
            [f"2026-{day}" for day in ("03-31", "06-30", "09-30", "12-31")],
        ),
        ("12月底前完成初稿", ["2026-12-31"]),
        ("3月31日，9月末和12月底", ["2026-03-31", "2026-09-30", "2026-12-31"]),
        ("5月、十月", []),
        ("每月5日前", [f"2026-{month:02}-05" for month in range(1, 13)]),
        ("每月31日", []),
        ("2026-06-30 00:00:00", ["2026-06-30"]),
        ("2026年6月30", ["2026-06-30"]),
        ("20260630", ["2026-06-30"]),
        ("2026", []),
        ("今天", []),
        ("+3", []),
        ("13月1日", []),
        ("2月30日", []),
        ("尽快", []),
        ("", []),
    ],
)
def test_days_of_a_plan(words: str, days: list[str]) -> None:
    assert [day.isoformat() for day in due_days(words, 2026)] == days


def test_a_table_may_hold_commas_and_lines_in_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "要点.csv"
    path.write_bytes('任务,责任人,时限\r\n"编发通报,\n报主管部门",,6月底\r\n'.encode("gb18030"))
    rows = plan_in_file(path, 2026)
    assert [(one.task, one.responsible, one.due_on) for one in rows.duties] == [
        ("编发通报, 报主管部门", "", date(2026, 6, 30))
    ]
    # In a text without a tab each comma parts two cells.
    path = tmp_path / "要点.txt"
    path.write_text("任务,时限\n编发通报,6月\n,7月\n更新指南,8月", encoding="utf-8")
    rows = plan_in_file(path, 2026)
    assert [(one.task, one.due_on.month) for one in rows.duties] == [
        ("编发通报", 6),
        ("更新指南", 8),
    ]
    path = tmp_path / "表.csv"
    path.write_text("任务\t时限\n编发通报，报主管部门,归档\t6月", encoding="utf-8")
    assert [one.task for one in plan_in_file(path, 2026).duties] == ["编发通报，报主管部门,归档"]
    # Between tabs nothing else parts cells, and one may be empty.
    rows = plan_in_text("更新   指南 | 目录 \t\t6月底", 2026)
    assert [(one.task, one.responsible) for one in rows.duties] == [("更新 指南 | 目录", "")]


def plan_of(path: Path, *tables: Sequence[tuple[str, ...]]) -> Path:
    document = Document()
    for rows in tables:
        made = document.add_table(rows=len(rows), cols=4)
        for cell, words in zip(made._cells, [one for row in rows for one in row], strict=True):
            cell.text = words
        document.add_paragraph("——")
    document.save(str(path))
    return path


def test_a_plan_in_word_may_lie_under_other_lines(tmp_path: Path) -> None:
    path, heads = tmp_path / f"{'要点' * 31}.docx", ("任务", "说明", "时限", "责任人")
    row = ("甲", "乙", "6月", "李文")
    # A table of something else before it is passed over.
    other = [("甲", "乙", "丙", "丁")]
    (one,) = plan_in_file(plan_of(path, other, [("略",) * 4] * 14 + [heads, row]), 2026).duties
    assert (one.task, one.responsible, one.due_on, one.source) == (
        "甲", "李文", date(2026, 6, 30), "要点" * 30,
    )  # fmt: skip
    with pytest.raises(ClerkError) as refused:
        plan_in_file(plan_of(tmp_path / "要点.docx", [("略",) * 4] * 15 + [heads, row]), 2026)
    assert str(refused.value) == (
        "“要点.docx”里没有找到任务表，请确认表头有“任务”和“时限”两列，再导入。"
    )
    # Nothing but what is not understood is told, and no refusal.
    told = plan_in_file(plan_of(path, [heads, ("甲", "乙", "尽快", ""), ("", "", "6月", "")]), 2026)
    assert told == (
        (),
        (
            "“甲”的时限“尽快”读不懂，请写成“6月30日”再导入。",
            "时限“6月”的一行没有任务，合并的单元格请逐行写明再导入。",
        ),
    )


def test_five_hundred_duties_at_once_and_no_more() -> None:
    lines = [f"第{at}项\t李文\t6月" for at in range(501)]
    assert len(plan_in_text("\n".join(lines[:500]), 2026).duties) == 500
    with pytest.raises(ClerkError, match="一次最多导入500项任务，请分几次导入。"):
        plan_in_text("\n".join(lines), 2026)
    # Each of two columns is what it is without a head; a third is who answers for it.
    (one,) = plan_in_text("编发通报\t6月", 2026).duties
    assert (one.task, one.responsible) == ("编发通报", "")
    for text in ("编发通报\t李文\t", "任务\t责任人\t时限\n编发通报\t李文", "任务\t时限\n编发通报"):
        (left,) = plan_in_text(text, 2026).left_out
        assert left == "“编发通报”的时限“空白”读不懂，请写成“6月30日”再导入。"


def test_the_books_print(desk: Desk) -> None:
    make_year(desk, 2026)
    entered(desk, ENQUIRIES, question="怎么申请", answer="见指南")
    entered(desk, TRAININGS, topic="说理", content="过程性信息", attendees="周敏、李文\n孙悦")
    (training,) = entries(desk, TRAININGS)
    form = TRAININGS.form_of(training)
    assert isinstance(form, Training)
    assert form.people == ["周敏", "李文", "孙悦"]
    printed = [
        words_of(path)
        for path in (
            write_duties(desk, 2026),
            write_enquiries(desk, date(2026, 3, 1), date(2026, 3, 31)),
            write_training(desk, training),
        )
    ]
    assert "逾期34天" in printed[0]
    assert "怎么申请、办到哪一步1件" in printed[1]
    assert "周敏、李文、孙悦" in printed[2]
    with pytest.raises(ClerkError, match="2026年5月没有登记咨询"):
        write_enquiries(desk, date(2026, 5, 1), date(2026, 5, 31))


def test_an_entry_changed_from_outside_is_found(desk: Desk) -> None:
    entered(desk, ENQUIRIES, question="怎么申请", answer="见指南")
    assert list(problems(desk)) == []
    with outside(desk.store.path) as plain:
        plain.execute("update book_entry set title = '改过'")
    assert any("事务簿册的“" in sentence for sentence in problems(desk))
