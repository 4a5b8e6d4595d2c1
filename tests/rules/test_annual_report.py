from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.annual_report import (
    EMPTY_TABLE_3,
    Counted,
    Table3,
    place_of,
    table_3,
    table_3_from_counts,
)
from rules.report_rows import (
    BASIS,
    CARRIED_IN,
    CARRIED_OUT,
    CLOSED,
    COLUMNS,
    NEW,
    OUTCOME_GROUPS,
    ROWS,
    TOTAL_COLUMN,
    Applicant,
    Cell,
)

DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))


@st.composite
def requests(draw):
    received_on = draw(DAYS)
    closed_on = draw(st.none() | DAYS)
    return Counted(
        request_id=draw(st.integers(1, 10**6)),
        applicant=draw(st.sampled_from(Applicant)),
        received_on=received_on,
        closed_on=closed_on,
        outcome_row=None if closed_on is None else draw(st.integers(3, 23)),
    )


REGISTERS = st.lists(requests(), max_size=60)


def on(month, day, year=2025):
    return date(year, month, day)


def a_request(**changed):
    plain = Counted(1, Applicant.NATURAL_PERSON, on(3, 5), on(4, 1), 4)
    return replace(plain, **changed)


def test_the_form_has_the_official_rows_in_the_official_order():
    assert [row.number for row in ROWS] == list(range(1, 26))
    assert ROWS[0].words == "一、本年新收政府信息公开申请数量"
    assert ROWS[2].words == "三、本年度办理结果（一）予以公开"
    assert ROWS[3].group == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    assert ROWS[6].item == "3.危及“三安全一稳定”"
    assert ROWS[11].item == "8.属于行政查询事项"
    assert ROWS[21].item.startswith("2.申请人逾期未按收费通知要求缴纳费用")
    assert ROWS[23].words == "三、本年度办理结果（七）总计"
    assert ROWS[24].words == "四、结转下年度继续办理"
    assert COLUMNS == (
        "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计",
    )  # fmt: skip


def test_the_rows_are_named_without_their_numbering():
    assert "|".join(row.name for row in ROWS) == (
        "本年新收|上年结转|予以公开|部分公开|属于国家秘密|其他法律行政法规禁止公开|危及“三安全一稳定”|"
        "保护第三方合法权益|属于三类内部事务信息|属于四类过程性信息|属于行政执法案卷|属于行政查询事项|"
        "本机关不掌握相关政府信息|没有现成信息需要另行制作|补正后申请内容仍不明确|信访举报投诉类申请|重复申请|"
        "要求提供公开出版物|无正当理由大量反复申请|要求行政机关确认或重新出具已获取信息|"
        "逾期不补正、不再处理|逾期不缴费、不再处理|其他处理中的其他|总计|结转下年度继续办理"
    )


def test_an_applicant_is_a_person_or_one_of_five_kinds_of_body():
    assert Applicant.NATURAL_PERSON.label == "自然人"
    assert Applicant.CHARITY.label == "法人或其他组织（社会公益组织）"


def test_the_form_is_cited_by_its_name_alone():
    assert BASIS.short == "年报格式"


def test_every_row_has_a_name_of_its_own():
    assert len({row.name for row in ROWS}) == 25
    assert ROWS[4].name == "属于国家秘密"
    assert str(ROWS[12]) == "第13行“本机关不掌握相关政府信息”"


def test_the_outcome_groups_cover_rows_3_to_23_once():
    assert [r for g in OUTCOME_GROUPS for r in range(g.first, g.last + 1)] == list(range(3, 24))


@pytest.mark.parametrize(
    ("request_", "rows"),
    [
        pytest.param(a_request(), (1, 4, 24), id="received and closed in the year"),
        pytest.param(a_request(received_on=on(12, 31, 2024)), (2, 4, 24), id="carried in"),
        pytest.param(a_request(closed_on=on(12, 31)), (1, 4, 24), id="closed on the last day"),
        pytest.param(a_request(closed_on=on(1, 1, 2026)), (1, 25), id="closed a day too late"),
        pytest.param(a_request(closed_on=None, outcome_row=None), (1, 25), id="open"),
        pytest.param(
            a_request(received_on=on(5, 1, 2023), closed_on=None, outcome_row=None),
            (2, 25),
            id="open for years",
        ),
        pytest.param(
            a_request(received_on=on(1, 1, 2026), closed_on=on(2, 1, 2026)), (), id="next year's"
        ),
        pytest.param(
            a_request(received_on=on(3, 1, 2024), closed_on=on(12, 31, 2024)),
            (),
            id="closed last year",
        ),
        pytest.param(
            a_request(received_on=on(1, 2), closed_on=on(12, 30, 2024), outcome_row=23),
            (1, 23, 24),
            id="withdrawn before both sides confirmed it",
        ),
    ],
)  # fmt: skip
def test_a_request_is_counted_in(request_, rows):
    assert place_of(request_, 2025).rows == rows


def test_a_case_says_which_cells_it_is_in_and_why():
    placement = place_of(a_request(received_on=on(12, 31, 2024)), 2025)
    assert placement.sentence == (
        "2024年12月31日收到，2024年底前未办结，属上年结转；2025年4月1日办结，办理结果归入"
        "第4行“部分公开”；申请人类别为自然人，因此计入表三第2、4、24行的“自然人”列和“总计”列。"
    )
    assert Cell(3, 4, 1) in placement.cells
    assert Cell(3, 24, 7) in placement.cells


def test_a_case_received_in_the_year_says_so():
    assert place_of(a_request(), 2025).sentence == (
        "2025年3月5日收到，属本年新收；2025年4月1日办结，办理结果归入第4行“部分公开”；"
        "申请人类别为自然人，因此计入表三第1、4、24行的“自然人”列和“总计”列。"
    )


def test_a_case_that_is_not_counted_says_why():
    assert place_of(
        a_request(received_on=on(1, 1, 2026), closed_on=on(1, 9, 2026)), 2025
    ).sentence == ("2026年1月1日收到，晚于2025年，不计入2025年度报告。")
    assert "2025年4月1日已办结" in place_of(a_request(), 2026).sentence
    assert "2025年4月1日才办结" in place_of(a_request(received_on=on(5, 1, 2024)), 2024).sentence


def test_an_outcome_needs_a_closing_day():
    with pytest.raises(ValueError, match="go together"):
        a_request(closed_on=None)
    with pytest.raises(ValueError, match="row 24"):
        a_request(outcome_row=24)


def test_an_empty_register_gives_an_empty_table():
    assert table_3([], 2025) == EMPTY_TABLE_3
    assert EMPTY_TABLE_3.as_lists() == [[0] * 7] * 25


@given(REGISTERS, st.integers(2022, 2027))
def test_what_came_in_equals_what_went_out(register, year):
    table = table_3(register, year)
    for column in range(1, TOTAL_COLUMN + 1):
        assert table.at(NEW, column) + table.at(CARRIED_IN, column) == table.at(
            CLOSED, column
        ) + table.at(CARRIED_OUT, column)
        assert table.between(3, 23, column) == table.at(CLOSED, column)
    for row in range(1, 26):
        assert table.at(row) == sum(table.at(row, applicant) for applicant in Applicant)


@given(REGISTERS, st.integers(2022, 2026))
def test_what_is_carried_out_is_carried_in_a_year_later(register, year):
    this, following = table_3(register, year), table_3(register, year + 1)
    assert this.rows[CARRIED_OUT - 1] == following.rows[CARRIED_IN - 1]


@given(REGISTERS, st.integers(2022, 2027))
def test_grouped_counts_give_the_same_table(register, year):
    table = table_3(register, year)

    def column(row):
        return {applicant: table.at(row, applicant) for applicant in Applicant}

    closed = {
        (row, applicant): table.at(row, applicant)
        for row in range(3, 24)
        for applicant in Applicant
    }
    assert (
        table_3_from_counts(column(NEW), column(CARRIED_IN), closed, column(CARRIED_OUT)) == table
    )


@pytest.mark.parametrize("other", [Table3(((0,) * 7,) * 23), Table3(((0,) * 6,) * 25)])
def test_a_table_of_another_shape_is_never_added(other):
    with pytest.raises(ValueError, match="zip"):
        EMPTY_TABLE_3 + other


@given(REGISTERS, REGISTERS)
def test_two_offices_together_are_their_tables_added(ours, theirs):
    assert table_3(ours, 2025) + table_3(theirs, 2025) == table_3([*ours, *theirs], 2025)
