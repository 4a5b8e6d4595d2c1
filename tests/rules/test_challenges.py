from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.challenges import (
    EMPTY_TABLE_4,
    Challenge,
    ChallengeKind,
    Result,
    Table4,
    challenge_ids_by_cell,
    challenge_place,
    result_of,
    table_4,
)
from rules.report_rows import Cell

DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))


@st.composite
def challenges(draw):
    concluded = st.sampled_from([Result.UPHELD, Result.CORRECTED, Result.OTHER])
    result = draw(st.none() | concluded)
    return Challenge(
        draw(st.integers(1, 99)),
        draw(st.sampled_from(ChallengeKind)),
        draw(DAYS),
        None if result is None else draw(DAYS),
        result,
    )


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("维持原答复", Result.UPHELD),
        ("驳回复议请求", Result.UPHELD),
        ("判决驳回原告的诉讼请求", Result.UPHELD),
        ("撤销，责令重新作出答复", Result.CORRECTED),
        ("驳回申请人要求撤销答复的复议请求", Result.UPHELD),
        ("撤销答复，驳回其他诉讼请求", Result.CORRECTED),
        ("确认违法", Result.CORRECTED),
        ("责令限期履行", Result.CORRECTED),
        ("申请人撤回，终止", Result.OTHER),
        ("驳回复议申请", Result.OTHER),
        ("驳回起诉", Result.OTHER),
        ("不予受理", Result.OTHER),
        ("审理中", Result.PENDING),
        ("其他", Result.OTHER),
        ("待定", None),
        ("未维持", None),
        ("未撤销", None),
        ("不违法", None),
    ],
)
def test_a_ruling_is_reported_as(words, result):
    assert result_of(words) is result


@pytest.mark.parametrize("result", Result)
def test_a_result_in_its_own_words_is_itself(result):
    assert result_of(result.value) is result


def test_the_groups_begin_at_columns_1_6_and_11():
    assert [kind.first_column for kind in ChallengeKind] == [1, 6, 11]


def test_a_challenge_stands_under_its_result_and_in_the_total():
    upheld = Challenge(
        7, ChallengeKind.DIRECT_SUIT, date(2025, 3, 1), date(2025, 9, 1), Result.UPHELD
    )
    assert table_4([upheld], 2025).as_list() == [0] * 5 + [1, 0, 0, 0, 1] + [0] * 5
    assert challenge_ids_by_cell([upheld], 2025) == {Cell(4, 1, 6): [7], Cell(4, 1, 10): [7]}
    assert challenge_place(upheld, 2025) == (
        "2025-03-01提出，2025-09-01审结，计入表四“未经复议直接起诉”组的“结果维持”格和该组“总计”格。"
    )


def test_a_challenge_open_at_the_end_of_the_year_is_pending_then_and_decided_later():
    late = Challenge(
        7, ChallengeKind.RECONSIDERATION, date(2025, 11, 1), date(2026, 1, 9), Result.CORRECTED
    )
    assert late.result_in(2024) is None
    assert late.result_in(2025) is Result.PENDING
    assert late.result_in(2026) is Result.CORRECTED
    assert late.result_in(2027) is None
    assert "2025年底尚未审结" in challenge_place(late, 2025)
    assert "不计入2024年度报告" in challenge_place(late, 2024)
    assert "已审结" in challenge_place(late, 2027)


def test_a_challenge_that_never_ends_is_pending_every_year():
    open_suit = Challenge(7, ChallengeKind.DIRECT_SUIT, date(2025, 11, 1))
    assert [open_suit.result_in(year) for year in (2024, 2025, 2030)] == [
        None,
        Result.PENDING,
        Result.PENDING,
    ]
    assert open_suit.column_in(2026) == 9


def test_the_lists_show_the_heads_of_the_groups():
    assert [kind.label for kind in ChallengeKind] == [
        "行政复议",
        "未经复议直接起诉",
        "复议后起诉",
    ]


def test_the_tables_of_two_offices_are_added_number_by_number():
    ours, theirs = Table4((1, 0, 0, 1, 2, *[0] * 10)), Table4((2, 1, 0, 0, 3, *[0] * 10))
    assert (ours + theirs).as_list() == [3, 1, 0, 1, 5] + [0] * 10
    with pytest.raises(ValueError, match="zip"):
        ours + Table4((0,) * 14)


def test_a_result_needs_its_day_and_a_pending_challenge_none():
    with pytest.raises(ValueError, match="go together"):
        Challenge(1, ChallengeKind.RECONSIDERATION, date(2025, 1, 1), result=Result.UPHELD)
    with pytest.raises(ValueError, match="no conclusion"):
        Challenge(
            1, ChallengeKind.RECONSIDERATION, date(2025, 1, 1), date(2025, 2, 1), Result.PENDING
        )


def test_no_challenges_give_an_empty_table():
    assert table_4([], 2025) == EMPTY_TABLE_4


@given(st.lists(challenges(), max_size=40), st.integers(2022, 2027))
def test_each_group_adds_up_and_opens_its_cases(register, year):
    table, ids = table_4(register, year), challenge_ids_by_cell(register, year)
    for kind in ChallengeKind:
        first = kind.first_column
        assert sum(table.at(first + place) for place in range(4)) == table.total(kind)
    for column in range(1, 16):
        assert len(ids.get(Cell(4, 1, column), [])) == table.at(column)
