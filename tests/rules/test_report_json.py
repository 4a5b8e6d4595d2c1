import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.annual_report import EMPTY_TABLE_3
from rules.report_json import check_report_json

EMPTY: dict[str, Any] = {"table3": EMPTY_TABLE_3.as_lists(), "table4": [0] * 15}

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


def problems(report):
    return check_report_json(report)["problems"]


def test_a_report_that_adds_up_has_no_problems():
    assert check_report_json(EMPTY) == {"problems": []}


def test_the_answer_of_the_report_command_can_be_checked_as_it_is():
    table2 = dict.fromkeys(
        [
            "rules_made", "rules_repealed", "rules_in_force", "normative_made",
            "normative_repealed", "normative_in_force", "licences", "penalties",
            "coercive_measures", "fees_wan_yuan",
        ],
        0,
    )  # fmt: skip
    assert problems({"year": 2025, "table2": table2, **EMPTY, "problems": []}) == []


@pytest.mark.parametrize("report", [None, [], 3, "x", True, float("nan")])
def test_what_is_no_report_is_answered_with_a_sentence(report):
    assert len(problems(report)) == 1
    assert problems(report)[0].endswith("。")


def test_missing_tables_are_two_problems():
    assert problems({}) == [
        "缺少表三的数据，应为25行、每行7个数，请补上后再核对。",
        "缺少表四的数据，应为15个数，请补上后再核对。",
    ]


def test_not_a_number_in_json_is_answered():
    rows = [[float("nan")] * 7, *EMPTY["table3"][1:]]
    report = json.loads(json.dumps({**EMPTY, "table3": rows}))
    assert len(problems(report)) == 7


def test_last_year_may_be_its_table_or_its_report():
    last = EMPTY_TABLE_3.as_lists()
    last[24] = [1, 0, 0, 0, 0, 0, 1]
    last[0] = [1, 0, 0, 0, 0, 0, 1]
    for given_ in (last, {"table3": last}):
        found = problems({**EMPTY, "last_year": given_})
        assert [sentence[:9] for sentence in found] == ["表三“自然人”列：", "表三“总计”列：第"]
    assert problems({**EMPTY, "last_year": 5})[0].startswith("上年报告读不出")
    assert problems({**EMPTY, "last_year": [[1]]})[0].startswith("上年表三应有25行")


def test_the_figures_of_the_text_are_checked():
    texts = {
        "一、总体情况": "2025年1月1日至2025年12月31日，新收政府信息公开申请3件。",
        "五、存在的主要问题及改进情况": "答复说理不够充分，已组织培训。",
        "六、其他需要报告的事项": "本年未收取信息处理费。",
    }
    found = problems({**EMPTY, "year": 2025, "texts": texts})
    assert found == ["第一部分写“新收政府信息公开申请3件”，而表三中本年新收申请为0件，请改成一致。"]


TEXTS = {
    "一、总体情况": "2024年1月1日至2024年12月31日，新收政府信息公开申请3件。",
    "五、存在的主要问题及改进情况": "答复说理不够充分，已组织培训。",
    "六、其他需要报告的事项": "本年未收取信息处理费。",
}


def test_the_years_of_the_text_are_checked_against_a_year_that_is_one():
    found = problems({**EMPTY, "year": 2025, "texts": TEXTS})
    assert any("统计期限" in sentence for sentence in found)
    for year in (True, "2025", None):
        found = problems({**EMPTY, "year": year, "texts": TEXTS})
        assert not any("统计期限" in sentence for sentence in found)


def test_the_text_is_left_alone_while_the_tables_cannot_be_read_and_only_then():
    rows = EMPTY["table3"]
    empty_cell = [[None, *rows[0][1:]], *rows[1:]]
    for unread in (empty_cell, rows[:24]):
        found = problems({**EMPTY, "table3": unread, "texts": TEXTS})
        assert len(found) == 1
        assert found[0].startswith("表三")
    wrong = [[1, *rows[0][1:]], *rows[1:]]
    found = problems({**EMPTY, "table3": wrong, "texts": TEXTS})
    assert any("第一部分写" in sentence for sentence in found)


def test_table_2_is_checked_with_last_years():
    names = (
        "rules_made rules_repealed rules_in_force normative_made normative_repealed "
        "normative_in_force licences penalties coercive_measures fees_wan_yuan"
    )
    table2 = dict.fromkeys(names.split(), 0)
    now = {**table2, "rules_in_force": 3}
    assert problems({**EMPTY, "table2": now}) == []
    found = problems({**EMPTY, "table2": now, "last_year": {"table2": table2}})
    assert found == [
        "表二规章：上年现行有效0件，加本年制发0件，减本年废止0件，应为0件，现填现行有效3件，请核对这三个数。"
    ]
    assert problems({**EMPTY, "table2": []})[0].startswith("表二的数据读不出")


@given(JSON_VALUES)
def test_nothing_that_json_can_say_is_a_traceback(value):
    assert all(isinstance(sentence, str) for sentence in problems(value))
    assert all(isinstance(sentence, str) for sentence in problems({"table3": value}))
    for key in ("table2", "table4", "last_year", "texts", "year"):
        assert isinstance(problems({**EMPTY, key: value}), list)


@given(st.integers(0, 24), st.integers(0, 6), JSON_VALUES.filter(lambda v: v != 0))
def test_anything_but_the_right_number_is_a_problem(row, column, value):
    rows = EMPTY_TABLE_3.as_lists()
    rows[row][column] = value
    assert problems({**EMPTY, "table3": rows}) != []
