from datetime import date

import pytest

from casework.commands.fee import fee_line
from rules.errors import ClerkError


def test_pages_are_answered_with_their_ledger() -> None:
    assert fee_line({"pages": 120}) == {
        "yuan": 1100,
        "cumulative_yuan": 1100,
        "lines": [
            {"from": 31, "to": 100, "units": 70, "rate_yuan": 10, "yuan": 700},
            {"from": 101, "to": 120, "units": 20, "rate_yuan": 20, "yuan": 400},
        ],
        "basis": "《政府信息公开信息处理费管理办法》第五条",
    }


def test_a_fee_is_answered_by_the_tariff_of_its_day() -> None:
    assert fee_line({"pages": 120}, date(2020, 12, 31))["yuan"] == 0
    assert fee_line({"pages": 120}, date(2026, 3, 2))["yuan"] == 1100


def test_the_nth_request_is_answered_with_its_own_price_and_the_months() -> None:
    assert fee_line({"nth_in_month": 41}) == {
        "yuan": 300,
        "cumulative_yuan": 4300,
        "lines": [
            {"from": 11, "to": 30, "units": 20, "rate_yuan": 100, "yuan": 2000},
            {"from": 31, "to": 40, "units": 10, "rate_yuan": 200, "yuan": 2000},
            {"from": 41, "to": 41, "units": 1, "rate_yuan": 300, "yuan": 300},
        ],
        "basis": "《政府信息公开信息处理费管理办法》第四条",
    }


@pytest.mark.parametrize("given", [{"pages": 0}, {"pages": 30}, {"nth_in_month": 1}])
def test_what_is_free_costs_nothing(given: dict[str, int]) -> None:
    answer = fee_line(given)
    assert (answer["yuan"], answer["cumulative_yuan"], answer["lines"]) == (0, 0, [])


@pytest.mark.parametrize("given", [{"pages": 31, "nth_in_month": None}, {"pages": 31}])
def test_null_is_as_good_as_nothing(given: dict[str, int | None]) -> None:
    assert fee_line(given)["yuan"] == 10


def test_names_it_does_not_know_are_passed_over() -> None:
    assert fee_line({"pages": 31, "id": "A-1"})["yuan"] == 10


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "这一行应为一个 JSON 对象（用花括号括起的名称和值），请改正。"),
        (41, "这一行应为一个 JSON 对象（用花括号括起的名称和值），请改正。"),
        (None, "这一行应为一个 JSON 对象（用花括号括起的名称和值），请改正。"),
        ({}, "缺少 pages（页数）或 nth_in_month（当月第几件），请补上其中一个。"),
        ({"pages": None}, "缺少 pages（页数）或 nth_in_month（当月第几件），请补上其中一个。"),
        (
            {"pages": 1, "nth_in_month": 1},
            "同一件申请不得既按件又按量计收，请只保留 pages 或 nth_in_month 中的一项。",
        ),
        ({"page": 1}, "缺少 pages（页数）或 nth_in_month（当月第几件），请补上其中一个。"),
        ({"pages": -1}, "pages不能小于0，填写的是-1，请改正。"),
        ({"nth_in_month": 0}, "nth_in_month不能小于1，填写的是0，请改正。"),
        ({"nth_in_month": -3}, "nth_in_month不能小于1，填写的是-3，请改正。"),
        ({"pages": True}, "pages应为整数，填写的是true，请改正。"),
        ({"pages": 12.0}, "pages应为整数，填写的是12.0，请改正。"),
        ({"pages": "12"}, 'pages应为整数，填写的是"12"，请改正。'),
        ({"nth_in_month": [1]}, "nth_in_month应为整数，填写的是列表，请改正。"),
        (
            {"nth_in_month": 1_000_001},
            "当月第几件应为1至1000000的整数，填写的是1000001，请改正。",
        ),
        (
            {"pages": 1_000_000_001},
            "页数应为0至1000000000的整数，填写的是1000000001，请改正。",
        ),
    ],
)
def test_a_bad_line_is_answered_with_what_to_put_right(given: object, message: str) -> None:
    with pytest.raises(ClerkError) as refused:
        fee_line(given)
    assert refused.value.message == message
