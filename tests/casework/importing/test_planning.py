from datetime import date

import pytest

from casework.importing import import_ledger
from casework.importing.left_out import Left, left_out
from casework.importing.left_out_file import write_left_out
from casework.importing.planning import import_planned, meanings, plan_import
from casework.importing.row_places import place_words
from casework.importing.sheets import Cell, Ledger, Sheet, open_ledger
from casework.pages.register_check import problems
from db import numbers, requests, steps
from rules.errors import ClerkError
from tests.casework.importing.ledger_samples import grouped_ledger, plain_ledger, table, write

MIXED = """
依申请公开台账
登记编号|收到日期|申请人|申请内容|补正告知日期|补正收到日期|答复类型|答复日期
依申请〔2025〕1号|2025.3.5|张三丰|征地批复|2025.3.7|2025.3.12|予以公开|2025.3.20
依申请〔2025〕2号|2025.2.30|李四光|会议纪要|||予以公开|2025.4.1
依申请〔2025〕3号|2025.3.7|某某置业有限公司|规划许可|||信息不存在|2025.3.1
依申请〔2025〕1号|2025.3.9|王五|拆迁公告|||予以公开|2025.3.20
|2025.3.10|赵六|预算|||予以公开|2025.3.21
"""


@pytest.fixture
def ledger(tmp_path):
    return write(tmp_path / "2025年台账.xlsx", table(MIXED))


def rows_of(path):
    return [list(row) for _, row in open_ledger(path).sheets[0].rows()]


def test_a_plan_tells_of_every_row_and_writes_nothing(desk, ledger):
    plan = plan_import(desk, ledger)
    assert (plan.rows, plan.entering) == (5, 2)
    assert [(one.row, one.told, one.kind) for one in plan.left] == [
        (4, "依申请〔2025〕2号", Left.REFUSED),
        (5, "依申请〔2025〕3号", Left.REFUSED),
        (5, "依申请〔2025〕3号", Left.REFUSED),
        (6, "依申请〔2025〕1号", Left.TWICE),
    ]
    assert plan.left[0].wrong == "“收到日期”：“2025.2.30”不是有效的日期。"
    assert plan.left[0].to_do == "请改正后重新导入。"
    assert "早于收到申请之日2025-03-07" in plan.left[1].wrong
    assert plan.words == (
        "“2025年台账.xlsx”：《台账》第2行是列名；共5件申请，"
        "可以导入2件，2行不能导入，1行编号与本文件的另一行相同。"
    )
    assert list(requests.ids(desk.store, requests.Query())) == []
    assert numbers.peek(desk.store, "register", 2025) == 1


def test_the_course_of_the_fullest_case_is_an_example(desk, ledger):
    first, second = plan_import(desk, ledger).examples
    assert (first.number, first.applicant, first.stands) == (
        "依申请〔2025〕1号", "张三丰", "已办结（按期）",
    )  # fmt: skip
    assert [(one.on, one.title) for one in first.course] == [
        (date(2025, 3, 20), "送达"),
        (date(2025, 3, 20), "作出答复"),
        (date(2025, 3, 12), "收到补正申请"),
        (date(2025, 3, 7), "发出补正告知书"),
        (date(2025, 3, 5), "收件登记"),
    ]
    assert second.number == "依申请〔2025〕4号"


def test_what_was_planned_is_what_is_entered(desk, ledger):
    plan = plan_import(desk, ledger)
    # What she changes in her file meanwhile is not what she was shown.
    write(ledger, plain_ledger())
    outcome = import_planned(desk, plan)
    assert (outcome.imported, outcome.left) == (plan.entering, plan.left)
    entered = [requests.one(desk.store, one) for one in outcome.ids]
    assert [one.applicant_name for one in entered] == ["张三丰", "赵六"]
    assert [one.register_number for one in entered] == [one.number for one in plan.examples]
    assert list(problems(desk)) == []


def test_what_came_in_since_the_plan_was_made_counts(desk, ledger):
    plan = plan_import(desk, ledger)
    import_ledger(desk, ledger)
    outcome = import_planned(desk, plan)
    assert (outcome.imported, list(outcome.ids)) == (0, [])
    again = plan_import(desk, ledger)
    # The number given twice in the file is now another request's in the register.
    assert (again.count(Left.THERE), again.count(Left.CONFLICT)) == (2, 1)
    assert len(requests.ids(desk.store, requests.Query())) == 2


def test_a_column_may_be_read_as_something_else(desk, tmp_path):
    path = write(
        tmp_path / "台账.xlsx",
        table("编号|日期|日期|申请人|申请内容|电话\n2025-1|2025.3.5|2025.3.6|甲|图纸|139"),
    )
    plan = plan_import(desk, path)
    assert plan.entering == 0
    chosen = {"日期": "applied_on", "日期（2）": "received_on", "电话": ""}
    plan = plan_import(desk, plan.ledger, mapping=chosen)
    assert {one.header: one.field for one in plan.columns if one.header in chosen} == {
        "日期": "applied_on", "日期（2）": "received_on", "电话": "remark",
    }  # fmt: skip
    request_id = import_planned(desk, plan).ids[0]
    assert requests.one(desk.store, request_id).received_on == date(2025, 3, 6)
    assert "电话：139" in steps.of_request(desk.store, request_id)[0].details["remark"]


def test_every_meaning_can_be_chosen(desk, ledger):
    plan = plan_import(desk, ledger)
    words = [label for _, label in meanings()]
    assert len(words) == len(set(words))
    for name, _ in meanings():
        plan_import(desk, plan.ledger, mapping={"申请内容": name})


def test_rows_given_back_are_corrected_and_only_they_are_imported(desk, ledger, tmp_path):
    plan = plan_import(desk, ledger)
    outcome = import_planned(desk, plan)
    back = tmp_path / "2025年台账 未导入的行.xlsx"
    assert write_left_out(plan.ledger, plan.mapping, outcome.left, back) == 3
    rows = rows_of(back)
    assert [row[-1] for row in rows[1:]] == [
        "未导入的原因",
        "“收到日期”：“2025.2.30”不是有效的日期，请改正后重新导入。",
        f"{outcome.left[1].reason}\n{outcome.left[2].reason}",
        outcome.left[3].reason,
    ]
    rows[2][1], rows[3][7], rows[4][0] = "2025.2.28", "2025.4.2", "依申请〔2025〕9号"
    again = plan_import(desk, write(back, rows))
    assert (again.rows, again.entering, again.left) == (3, 3, ())
    entered = import_planned(desk, again)
    remarks = [steps.of_request(desk.store, one)[0].details["remark"] for one in entered.ids]
    assert remarks == ["", "", ""]
    assert len(requests.ids(desk.store, requests.Query())) == 5
    assert list(problems(desk)) == []


def test_given_back_rows_are_read_as_they_stood(desk, tmp_path):
    rows, merges = grouped_ledger()
    rows = [*rows[:4], [*rows[4][:2], "不详", *rows[4][3:]], *rows[5:]]
    path = write(tmp_path / "分组.xlsx", rows, merges=merges)
    plan = plan_import(desk, path)
    assert plan.entering == 1
    back = tmp_path / "退回.xlsx"
    write_left_out(plan.ledger, {}, plan.left, back)
    was, now = plan.columns, plan_import(desk, back).columns
    assert [(one.header, one.field) for one in now[:-1]] == [(one.header, one.field) for one in was]
    assert now[-1].field == "why_left_out"


def test_headings_that_name_a_year_go_with_the_rows_below_them(desk, tmp_path):
    path = write(
        tmp_path / "历年.xlsx",
        table("""
登记编号|收到日期|申请人|申请内容|电话
2024年
甲-1|3月5日|王小明|图纸|1
2025年
甲-2|13月5日|赵六|批复|2
"""),
    )
    plan = plan_import(desk, path)
    back = tmp_path / "退回.xlsx"
    write_left_out(plan.ledger, {}, plan.left, back)
    assert [row[0] for row in rows_of(back)] == ["登记编号", "2025年", "甲-2"]


def test_nothing_given_back_is_a_formula(desk, tmp_path):
    path = write(tmp_path / "台账.xlsx", table(MIXED))
    plan = plan_import(desk, path)
    ledger = open_ledger(path)
    sheet = ledger.sheets[0]
    rows = [(number, [*row, "=1+1"]) for number, row in sheet.rows()]
    ledger = type(ledger)("台账.xlsx", (type(sheet)("台账", lambda: iter(rows), sheet.merges),))
    back = tmp_path / "退回.xlsx"
    write_left_out(ledger, {}, plan.left, back)
    assert rows_of(back)[2][-2] == "=1+1"


def test_a_plan_stops_when_told(desk, tmp_path):
    many = [[f"2025-{number}", "2025.3.5", "甲", "图纸"] for number in range(1, 1200)]
    path = write(tmp_path / "台账.xlsx", [["编号", "收到日期", "申请人", "申请内容"], *many])
    told: list[tuple[int, int]] = []
    plan = plan_import(desk, path, on_progress=lambda done, of: told.append((done, of)))
    assert plan.entering == 1199
    assert [100 * done // of for done, of in told] == [20, 41, 70, 91]
    # Asked every 500 rows, first as they are read and then as they are thought through.
    for answers in ([True], [False, True], [False, False, True], [False, False, False, True]):
        with pytest.raises(ClerkError, match="登记簿没有改动"):
            plan_import(desk, path, is_cancelled=iter(answers).__next__)


def test_too_many_rows_and_too_large_a_file_are_refused(tmp_path):
    path = tmp_path / "很长.csv"
    path.write_text("编号,收到日期,申请人,申请内容\n" + "1,2025.3.5,甲,图纸\n" * 200_000, "utf-8")
    with pytest.raises(ClerkError, match="按年度分成几个文件"):
        open_ledger(path)
    large = tmp_path / "很大.xlsx"
    with large.open("wb") as file:
        file.truncate(101 << 20)
    with pytest.raises(ClerkError, match="超过100兆"):
        open_ledger(large)


@pytest.mark.parametrize(
    ("reason", "wrong", "to_do"),
    [
        ("没有填写，请填写后重新导入。", "没有填写。", "请填写后重新导入。"),
        ("不能登记。改正后请重新导入。", "不能登记。", "改正后请重新导入。"),
        ("已在登记簿中，没有重复导入。", "已在登记簿中，没有重复导入。", ""),
    ],
)
def test_a_reason_is_told_apart_from_its_cure(reason, wrong, to_do):
    one = left_out("台账", 3, "甲", Left.REFUSED, f"《台账》第3行：{reason}")
    assert (one.wrong, one.to_do) == (wrong, to_do)


def test_of_a_table_on_its_side_columns_are_told_and_not_rows(desk, tmp_path):
    turned = [list(cells) for cells in zip(*table(MIXED)[1:], strict=True)]
    plan = plan_import(desk, write(tmp_path / "2025年台账.xlsx", turned))
    assert plan.words == (
        "“2025年台账.xlsx”：《台账（每列一件）》A列是栏名；共5件申请，"
        "可以导入2件，2列不能导入，1列编号与本文件的另一列相同。"
    )
    assert place_words(*plan.left[0].place) == "《台账（每列一件）》C列"
    assert "行" not in plan.left[0].wrong


def test_days_under_a_heading_of_their_month_are_read_and_others_given_back(desk, tmp_path):
    path = write(
        tmp_path / "按月.xlsx",
        table("""
登记编号|收到日期|申请人|申请内容|电话
甲-0|7日|孙七|规划|0
2024年
3月
甲-1|5日|王小明|图纸|1
四月份
甲-2|28日|赵六|批复|2
2025年
甲-3|9日|周八|合同|3
"""),
    )
    plan = plan_import(desk, path)
    assert ["没有写月份" in one.reason for one in plan.left] == [True, True]
    import_planned(desk, plan)
    received = [row.received_on for row in requests.every(desk.store)]
    assert sorted(received) == [date(2024, 3, 5), date(2024, 4, 28)]


def test_a_table_on_its_side_comes_back_upright(desk, tmp_path):
    turned = [list(cells) for cells in zip(*table(MIXED)[1:], strict=True)]
    plan = plan_import(desk, write(tmp_path / "2025年台账.xlsx", turned))
    back = tmp_path / "退回.xlsx"
    assert write_left_out(plan.ledger, {}, plan.left, back) == 3
    again = plan_import(desk, back)
    assert [one.words for one in again.sheets] == ["《台账》第1行是列名"]
    assert place_words(*again.left[0].place) == "《台账》第2行"


def test_a_number_that_is_none_is_given_back_as_words(desk, tmp_path):
    rows: list[list[Cell]] = [
        ["登记编号", "收到日期", "申请人", "金额"],
        ["2025-1", "待定", "林一帆", float("inf")],
    ]
    sheet = Sheet("台账", lambda: iter(enumerate(rows, start=1)))
    plan = plan_import(desk, Ledger("台账.xml", (sheet,)))
    back = tmp_path / "退回.xlsx"
    assert write_left_out(plan.ledger, {}, plan.left, back) == 1
    assert rows_of(back)[1][:4] == ["2025-1", "待定", "林一帆", "inf"]
