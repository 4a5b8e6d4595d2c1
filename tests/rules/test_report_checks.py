from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.annual_report import EMPTY_TABLE_3, Counted, table_3
from rules.challenges import EMPTY_TABLE_4, Table4
from rules.proactive import Table2
from rules.report_checks import LastYear, check_tables, place
from rules.report_rows import Applicant, Cell

OUTCOMES = [3, 3, 3, 4, 5, 8, 9, 12, 13, 13, 15, 17, 21, 23]


def a_register():
    """Twenty-six requests over two years, with every kind of applicant among them."""
    kinds = list(Applicant)
    register = []
    for number in range(26):
        received_on = date(2024, 12, 20) if number % 9 == 0 else date(2025, 1 + number % 12, 10)
        is_open = number % 7 == 6
        register.append(
            Counted(
                number,
                kinds[number % len(kinds)],
                received_on,
                None if is_open else date(2025, 12, 30),
                None if is_open else OUTCOMES[number % len(OUTCOMES)],
            )
        )
    return register


TABLE_3 = table_3(a_register(), 2025)
TABLE_4 = Table4((1, 0, 0, 1, 2, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1))
TABLE_2 = Table2(1, 2, 10, 3, 1, 40, 100, 20, 5, Decimal("12.34"))
LAST_2 = replace(TABLE_2, rules_in_force=11, normative_in_force=38)


def kinds(findings):
    return {finding.kind for finding in findings}


def sentences(findings):
    return [finding.sentence for finding in findings]


def with_cell(row, column, change):
    rows = TABLE_3.as_lists()
    rows[row - 1][column - 1] += change
    return rows


def test_a_report_that_adds_up_has_no_findings():
    last = LastYear(table_3(a_register(), 2024), LAST_2)
    assert check_tables(TABLE_3, TABLE_4, TABLE_2, last) == []
    assert check_tables(TABLE_3.as_lists(), TABLE_4.as_list(), TABLE_2.as_json()) == []


def test_an_empty_year_is_no_problem():
    assert check_tables(EMPTY_TABLE_3, EMPTY_TABLE_4) == []


def test_challenges_without_any_request_in_the_year_are_no_problem():
    assert check_tables(EMPTY_TABLE_3, [1, 0, 0, 0, 1, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0]) == []


@given(
    st.integers(1, 25), st.integers(1, 7), st.integers(-9, 9).filter(bool) | st.integers(100, 9999)
)
def test_one_changed_cell_of_table_3_is_always_found(row, column, change):
    findings = check_tables(with_cell(row, column, change), TABLE_4)
    assert any(Cell(3, row, column) in finding.cells for finding in findings)
    assert all(sentence.endswith("。") for sentence in sentences(findings))


@given(st.integers(1, 15), st.integers(-9, 9).filter(bool))
def test_one_changed_cell_of_table_4_is_always_found(column, change):
    line = TABLE_4.as_list()
    line[column - 1] += change
    findings = check_tables(TABLE_3, line)
    assert any(Cell(4, 1, column) in finding.cells for finding in findings)


@given(st.data())
def test_two_swapped_cells_that_differ_are_found(data):
    rows = TABLE_3.as_lists()
    places = st.tuples(st.integers(0, 24), st.integers(0, 6))
    (r1, c1), (r2, c2) = data.draw(places), data.draw(places)
    # The two ways in can trade places in every column at once, never in one alone.
    if rows[r1][c1] == rows[r2][c2]:
        return
    rows[r1][c1], rows[r2][c2] = rows[r2][c2], rows[r1][c1]
    assert check_tables(rows, TABLE_4) != []


def test_a_column_that_does_not_balance_names_the_four_numbers():
    rows = TABLE_3.as_lists()
    rows[24][0] += 2
    rows[24][6] += 2
    found = check_tables(rows, TABLE_4)
    assert kinds(found) == {"balance"}
    new, carried_in, closed = rows[0][0], rows[1][0], rows[23][0]
    assert found[0].sentence == (
        f"表三“自然人”列：第1行本年新收{new}件加第2行上年结转{carried_in}件"
        f"等于{new + carried_in}件，"
        f"第24行总计{closed}件加第25行结转下年度{rows[24][0]}件等于{new + carried_in + 2}件，"
        "两边相差2件，请核对该列这四个数。"
    )


def test_a_wrong_outcome_cell_is_named_by_its_row_and_its_column():
    findings = check_tables(with_cell(5, 1, 3), TABLE_4)
    by_kind = {finding.kind: finding for finding in findings}
    assert kinds(findings) == {"sum", "row_total"}
    assert "第5行“属于国家秘密”合计也恰好相差这么多，请先核对这一格" in by_kind["sum"].sentence
    assert "“自然人”列也恰好相差这么多，请先核对这一格" in by_kind["row_total"].sentence
    assert Cell(3, 5, 1) in by_kind["sum"].cells
    outcomes, closed = sum(TABLE_3.at(row, 1) for row in range(3, 24)) + 3, TABLE_3.at(24, 1)
    assert by_kind["sum"].sentence.startswith(
        f"表三“自然人”列：第3行至第23行各项办理结果相加为{outcomes}件，第24行总计为{closed}件，相差3件，"
    )
    parts, total = TABLE_3.at(5) + 3, TABLE_3.at(5)
    assert by_kind["row_total"].sentence.startswith(
        f"表三第5行“属于国家秘密”：六类申请人相加为{parts}件，“总计”列为{total}件，相差3件，"
    )
    assert by_kind["sum"].cells == (Cell(3, 5, 1), Cell(3, 24, 1))
    assert by_kind["row_total"].cells == (Cell(3, 5, 1), Cell(3, 5, 7))


@pytest.mark.parametrize("row", [3, 4, 22, 23])
@pytest.mark.parametrize(("column", "head"), [(1, "自然人"), (6, "其他"), (7, "总计")])
def test_the_first_and_the_last_outcome_are_named_like_the_others(row, column, head):
    by_kind = {
        finding.kind: finding for finding in check_tables(with_cell(row, column, 2), TABLE_4)
    }
    assert f"第{row}行" in by_kind["sum"].sentence
    assert "合计也恰好相差这么多" in by_kind["sum"].sentence
    assert f"“{head}”列也恰好相差这么多" in by_kind["row_total"].sentence


def test_two_wrong_cells_are_each_named_by_their_own_difference():
    rows = with_cell(5, 1, 3)
    rows[7][6] += 1
    sums = {
        finding.cells[-1].column: finding.cells
        for finding in check_tables(rows, TABLE_4)
        if finding.kind == "sum"
    }
    assert sums == {
        1: (Cell(3, 5, 1), Cell(3, 24, 1)),
        7: (Cell(3, 8, 7), Cell(3, 24, 7)),
    }


def test_a_row_that_is_no_outcome_is_not_suspected_of_a_wrong_sum():
    rows = with_cell(5, 1, 3)
    rows[0][1] += 3
    by_row = {
        finding.cells[-1].row: finding
        for finding in check_tables(rows, TABLE_4)
        if finding.kind == "row_total"
    }
    assert by_row[1].cells == (Cell(3, 1, 7),)
    assert "请核对该行各格" in by_row[1].sentence
    (wrong_sum,) = [one for one in check_tables(rows, TABLE_4) if one.kind == "sum"]
    assert wrong_sum.cells == (Cell(3, 5, 1), Cell(3, 24, 1))


@pytest.mark.parametrize("row", range(1, 26))
def test_every_row_must_add_up_to_its_total(row):
    findings = check_tables(with_cell(row, 7, 1), TABLE_4)
    (found,) = [finding for finding in findings if finding.kind == "row_total"]
    assert found.cells[-1] == Cell(3, row, 7)


@pytest.mark.parametrize("column", range(1, 8))
def test_every_column_must_balance(column):
    findings = check_tables(with_cell(25, column, 2), TABLE_4)
    (found,) = [finding for finding in findings if finding.kind == "balance"]
    assert found.cells == tuple(Cell(3, row, column) for row in (1, 2, 24, 25))


def test_a_wrong_total_of_a_row_is_named():
    findings = check_tables(with_cell(13, 7, -1), TABLE_4)
    assert any("第13行“本机关不掌握相关政府信息”" in s for s in sentences(findings))
    assert any(Cell(3, 13, 7) in finding.cells for finding in findings)


def test_a_missing_total_row_is_named():
    rows = TABLE_3.as_lists()
    rows[23] = [0] * 7
    found = kinds(check_tables(rows, TABLE_4))
    assert {"balance", "sum"} <= found


def test_a_group_of_table_4_that_does_not_add_up_is_named():
    found = check_tables(TABLE_3, [1, 0, 0, 1, 3, *[0] * 10])
    assert sentences(found) == [
        "表四“行政复议”组：结果维持1件、结果纠正0件、其他结果0件、尚未审结1件，相加为2件，"
        "总计为3件，相差1件，请核对该组五个数。"
    ]
    assert kinds(found) == {"group_total"}


def test_the_carry_over_must_be_last_years_closing_row():
    last = table_3(a_register(), 2024).as_lists()
    last[24][0] += 1
    found = check_tables(TABLE_3, TABLE_4, None, LastYear(last))
    assert kinds(found) == {"carry_over"}
    now = TABLE_3.at(2, 1)
    assert found[0].sentence == (
        f"表三“自然人”列：第2行上年结转为{now}件，上年年度报告第25行结转下年度为{now + 1}件，"
        "相差1件，请核对上年底未办结的申请。"
    )
    assert found[0].cells == (Cell(3, 2, 1),)


def test_a_cell_of_last_years_table_that_is_no_count_is_named_as_last_years():
    last = table_3(a_register(), 2024).as_lists()
    last[4][2] = None
    (found,) = check_tables(TABLE_3, TABLE_4, None, LastYear(last))
    assert found.sentence.startswith("上年表三第5行“属于国家秘密”的“科研机构”列是空的")
    assert found.cells == (Cell(3, 5, 3),)


def test_a_table_2_that_cannot_be_read_stops_nothing_else():
    (found,) = check_tables(TABLE_3, TABLE_4, TABLE_2, LastYear(table2=[]))
    assert found.kind == "shape"
    assert found.sentence == "上年表二的数据读不出，应为各项目的名称和数量，请补上后再核对。"
    assert check_tables(TABLE_3, TABLE_4, None, LastYear(table2=LAST_2)) == []


def test_what_is_in_force_is_last_year_plus_made_minus_repealed():
    wrong = replace(TABLE_2, normative_in_force=41)
    found = check_tables(TABLE_3, TABLE_4, wrong, LastYear(table2=LAST_2))
    assert sentences(found) == [
        "表二行政规范性文件：上年现行有效38件，加本年制发3件，减本年废止1件，应为40件，"
        "现填现行有效41件，请核对这三个数。"
    ]
    assert found[0].kind == "in_force"
    assert found[0].cells == (Cell(2, 1, 4), Cell(2, 1, 5), Cell(2, 1, 6))


def test_a_number_of_table_2_that_is_missing_leaves_its_line_alone_and_no_other():
    wrong = replace(TABLE_2, normative_in_force=1).as_json()
    wrong["rules_repealed"] = None
    found = check_tables(TABLE_3, TABLE_4, wrong, LastYear(table2=LAST_2))
    assert [finding.kind for finding in found] == ["number", "in_force", "in_force"]
    assert all("行政规范性文件" in finding.sentence for finding in found[1:])
    assert found[0].cells == (Cell(2, 1, 2),)


def test_more_made_than_in_force_is_found_without_last_year():
    wrong = replace(TABLE_2, rules_made=20)
    (found,) = check_tables(TABLE_3, TABLE_4, wrong)
    assert found.kind == "in_force"
    assert found.sentence == (
        "表二规章：本年制发20件，减本年废止2件，还有18件，现行有效却只填10件，请核对这三个数。"
    )
    assert found.cells == (Cell(2, 1, 1), Cell(2, 1, 2), Cell(2, 1, 3))


def test_what_was_made_and_repealed_in_one_year_need_not_be_in_force():
    enough = replace(TABLE_2, rules_made=12)
    assert check_tables(TABLE_3, TABLE_4, enough) == []


def test_fees_in_yuan_instead_of_ten_thousands_are_noticed():
    wrong = replace(TABLE_2, fees_wan_yuan=Decimal(123400))
    found = check_tables(TABLE_3, TABLE_4, wrong, LastYear(table2=LAST_2))
    assert kinds(found) == {"fees"}
    assert found[0].cells == (Cell(2, 1, 10),)


@pytest.mark.parametrize(
    ("fees", "is_noticed"), [("61699.99", False), ("61700", True), ("6000", False)]
)
def test_fees_are_doubted_from_five_thousand_times_last_years(fees, is_noticed):
    now = replace(TABLE_2, fees_wan_yuan=Decimal(fees))
    found = check_tables(TABLE_3, TABLE_4, now, LastYear(table2=LAST_2))
    assert bool(found) is is_noticed


def test_fees_below_nothing_are_named():
    (found,) = check_tables(TABLE_3, TABLE_4, replace(TABLE_2, fees_wan_yuan=Decimal(-1)))
    assert (found.kind, found.cells) == ("negative", (Cell(2, 1, 10),))
    assert "不能是负数" in found.sentence


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (-1, "negative", "不能是负数"),
        (1.5, "number", "应为整数"),
        ("三", "number", "不是数字"),
        ("3", "number", "不是数字"),
        (None, "number", "是空的"),
        ("", "number", "是空的"),
        ("一二三四五六七八九十" * 3, "number", "“一二三四五六七八九十一二三四五六七八九十”"),
        (True, "number", "不是数字"),
        (float("nan"), "number", "不是有效的数字"),
        (float("inf"), "number", "不是有效的数字"),
        ([1], "number", "不是数字"),
        ({}, "number", "不是数字"),
    ],
)
def test_what_is_no_count_is_named_by_its_cell(value, kind, words):
    rows = TABLE_3.as_lists()
    rows[4][2] = value
    found = check_tables(rows, TABLE_4)
    assert found[0].kind == kind
    assert found[0].cells == (Cell(3, 5, 3),)
    assert "表三第5行“属于国家秘密”的“科研机构”列" in found[0].sentence
    assert words in found[0].sentence
    line = TABLE_4.as_list()
    line[6] = value
    assert check_tables(TABLE_3, line)[0].kind == kind


def test_a_whole_number_written_with_a_point_is_a_count():
    rows = [[float(number) for number in row] for row in TABLE_3.as_lists()]
    assert check_tables(rows, TABLE_4) == []


@pytest.mark.parametrize(
    ("table3", "words"),
    [
        (None, "缺少表三"),
        ("x", "读不出表三"),
        ({}, "读不出表三"),
        ([], "应有25行，现有0行"),
        ([[0] * 7] * 24, "应有25行，现有24行"),
        ([[0] * 7] * 23, "2019年试行格式"),
        ([[0] * 7] * 26, "应有25行，现有26行"),
        ([*[[0] * 7] * 24, [0] * 6], "表三第25行“结转下年度继续办理”应有7个数，现有6个"),
        ([*[[0] * 7] * 24, 0], "数据读不出"),
    ],
)
def test_a_wrong_shape_is_said(table3, words):
    found = check_tables(table3, TABLE_4)
    assert kinds(found) == {"shape"}
    assert words in found[0].sentence


@pytest.mark.parametrize("table4", [None, "x", [0] * 14, [0] * 16, [[0] * 15], {}])
def test_a_wrong_shape_of_table_4_is_said(table4):
    assert check_tables(TABLE_3, table4) != []


def test_table_4_is_one_line():
    assert sentences(check_tables(TABLE_3, [0] * 14)) == [
        "表四应有15个数，现有14个，请按官方格式核对各列。"
    ]


def test_a_missing_number_of_table_2_is_said():
    given_: dict[str, Any] = TABLE_2.as_json()
    del given_["licences"]
    given_["penalties"] = -1
    given_["fees_wan_yuan"] = "十万"
    found = check_tables(TABLE_3, TABLE_4, given_)
    assert [finding.kind for finding in found] == ["shape", "negative", "number"]
    assert "行政许可" in found[0].sentence
    assert [finding.cells for finding in found] == [
        (Cell(2, 1, 7),),
        (Cell(2, 1, 8),),
        (Cell(2, 1, 10),),
    ]


def test_a_cell_has_words():
    assert place(Cell(3, 3, 1)) == "表三第3行“予以公开”的“自然人”列"
    assert place(Cell(4, 1, 9)) == "表四“未经复议直接起诉”组的“尚未审结”"
    assert place(Cell(2, 1, 7)) == "表二“行政许可本年处理决定数量”"
