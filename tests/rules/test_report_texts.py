from decimal import Decimal

import pytest

from rules.annual_report import Table3
from rules.challenges import Table4
from rules.report_rows import HEADINGS, Cell
from rules.report_texts import FeeTotals, check_texts

TABLE_3 = Table3(
    (
        (18, 1, 0, 0, 1, 0, 20),
        (2, 0, 0, 0, 0, 0, 2),
        (9, 1, 0, 0, 0, 0, 10),
        (2, 0, 0, 0, 0, 0, 2),
        (1, 0, 0, 0, 0, 0, 1),
        *((0,) * 7,) * 2,
        (2, 0, 0, 0, 0, 0, 2),
        *((0,) * 7,) * 4,
        (4, 0, 0, 0, 0, 0, 4),
        *((0,) * 7,) * 10,
        (18, 1, 0, 0, 0, 0, 19),
        (2, 0, 0, 0, 1, 0, 3),
    )
)
TABLE_4 = Table4((1, 0, 0, 1, 2, 1, 0, 0, 0, 1, 0, 2, 0, 0, 2))
FEES = FeeTotals(2, Decimal(580), Decimal(380))
GOOD = {
    HEADINGS[0]: (
        "2025年1月1日至12月31日，新收政府信息公开申请20件，比上年增加5件，上年结转2件；办结19件，"
        "其中予以公开10件、部分公开2件、不予公开３件、无法提供4件，结转下年度继续办理3件。"
        "被申请行政复议2件，被提起行政诉讼3件，其中纠正行政诉讼2件。"
    ),
    HEADINGS[4]: "个别答复说理不充分。已修订答复模板，组织培训2次。",
    HEADINGS[5]: ("发出收费通知2件，通知总金额580元，实际收取信息处理费的总金额380元。"),
}


def sentences(texts, **more):
    more = {"year": 2025, "fees": FEES, **more}
    return [finding.sentence for finding in check_texts(texts, TABLE_3, TABLE_4, **more)]


def test_a_text_that_agrees_has_no_findings():
    assert sentences(GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("申请20件", "申请21件", "表三中本年新收申请为20件"),
        ("申请20件", "申请2,000件", "表三中本年新收申请为20件"),
        ("上年结转2件", "上年结转3件", "表三中上年结转申请为2件"),
        ("办结19件", "共办结18件", "表三中办结申请为19件"),
        ("予以公开10件", "予以公开11件", "表三中予以公开为10件"),
        ("部分公开2件", "部分公开1件", "表三中部分公开为2件"),
        ("不予公开３件", "不予公开２件", "表三中不予公开为3件"),
        ("无法提供4件", "无法提供５件", "表三中无法提供为4件"),
        ("继续办理3件", "继续办理4件", "表三中结转下年度申请为3件"),
        ("行政复议2件", "行政复议案件3件", "表四中行政复议为2件"),
        ("行政诉讼3件", "行政诉讼4起", "表四中行政诉讼为3件"),
        ("2025年1月1日", "2024年1月1日", "应为2025年1月1日至2025年12月31日"),
    ],
)
def test_a_figure_that_differs_is_found(right, wrong, words):
    text = GOOD[HEADINGS[0]].replace(right, wrong)
    assert text != GOOD[HEADINGS[0]]
    found = sentences({**GOOD, HEADINGS[0]: text})
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "上年新收政府信息公开申请99件。",
        "收到申请比去年减少7件。",
        "组织培训3次，答复群众来电120件次以外的咨询若干。",
        "逾期答复1件，已问责。",
        "被申请行政复议、行政诉讼5件。",
        "行政复议维持1件。",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert sentences({**GOOD, HEADINGS[4]: text}) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("通知2件", "通知3件"),
        ("总金额580元", "总金额0.58万元"),
        ("总金额380元", "总金额38元"),
    ],
)
def test_fees_must_agree(right, wrong):
    found = sentences({**GOOD, HEADINGS[5]: GOOD[HEADINGS[5]].replace(right, wrong)})
    assert len(found) == 1
    assert found[0].startswith("第六部分写")


def test_fees_may_be_written_in_ten_thousands_of_yuan():
    text = GOOD[HEADINGS[5]].replace("580元", "0.058万元")
    assert sentences({**GOOD, HEADINGS[5]: text}) == []


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        (
            "通知2件",
            "通知3件",
            "第六部分写“发出收费通知3件”，而登记的发出收费通知的件数为2件，请改成一致。",
        ),
        (
            "总金额580元",
            "总金额58元",
            "第六部分写“通知总金额58元”，而登记的收费通知的总金额为580元，请改成一致。",
        ),
    ],
)
def test_a_wrong_fee_is_quoted_with_what_is_registered(right, wrong, sentence):
    text = GOOD[HEADINGS[5]].replace(right, wrong)
    (found,) = check_texts({**GOOD, HEADINGS[5]: text}, TABLE_3, TABLE_4, fees=FEES)
    assert (found.kind, found.sentence) == ("text", sentence)


@pytest.mark.parametrize("typed", ["...元", "1.2.3元", ".元", "5.元"])
def test_a_slip_of_the_pen_in_a_sum_is_never_a_traceback(typed):
    text = GOOD[HEADINGS[5]].replace("580元", typed)
    assert isinstance(sentences({**GOOD, HEADINGS[5]: text}), list)


def test_an_office_that_charged_nothing_has_noughts():
    assert FeeTotals() == FeeTotals(0, Decimal(0), Decimal(0))


def test_a_wrong_figure_says_its_cells_and_a_wrong_period_quotes_itself():
    text = GOOD[HEADINGS[0]]
    for right, wrong, cells in (
        ("申请20件", "申请21件", (Cell(3, 1, 7),)),
        ("不予公开３件", "不予公开２件", tuple(Cell(3, row, 7) for row in range(5, 13))),
        ("行政复议2件", "行政复议3件", (Cell(4, 1, 5),)),
        ("行政诉讼3件", "行政诉讼4件", (Cell(4, 1, 10), Cell(4, 1, 15))),
    ):
        changed = {**GOOD, HEADINGS[0]: text.replace(right, wrong, 1)}
        (found,) = check_texts(changed, TABLE_3, TABLE_4, year=2025, fees=FEES)
        assert (found.kind, found.cells) == ("text", cells)
    changed = {**GOOD, HEADINGS[0]: text.replace("2025年", "2024年", 1)}
    (found,) = check_texts(changed, TABLE_3, TABLE_4, year=2025, fees=FEES)
    assert (found.kind, found.sentence) == (
        "text",
        "第一部分写的统计期限是“2024年1月1日至12月31日”，本报告是2025年度报告，"
        "应为2025年1月1日至2025年12月31日，请改正。",
    )


def test_spaces_do_not_hide_a_figure():
    text = GOOD[HEADINGS[0]].replace("申请20件", "申请 21\u3000件")
    assert len(sentences({**GOOD, HEADINGS[0]: text})) == 1


def test_a_part_that_is_not_there_is_empty():
    without = {heading: text for heading, text in GOOD.items() if heading != HEADINGS[4]}
    (found,) = check_texts(without, TABLE_3, TABLE_4)
    assert found.kind == "empty"


@pytest.mark.parametrize("text", ["", "无", "无。", " 暂无 ", "无其他需要报告的事项。"])
def test_an_empty_part_is_found(text):
    found = sentences({**GOOD, HEADINGS[5]: text})
    assert len(found) == 1
    assert "信息处理费" in found[0]
    assert "“五、" in sentences({**GOOD, HEADINGS[4]: text})[0]


def test_a_reworded_heading_is_found():
    texts = {**GOOD, "一、概述": "……"}
    assert check_texts(texts, TABLE_3, TABLE_4)[0].kind == "text"
    assert sentences(texts)[0].startswith("标题“一、概述”不是官方格式的标题")
