import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.commands.due import due_line, ledger_day
from casework.commands.lines import answer_lines
from rules.errors import ClerkError
from rules.time_limits import LedgerDay

DATA = Path(__file__).parents[2] / "rules" / "data"


def counts() -> list[dict[str, str]]:
    with (DATA / "due_counts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases() -> list[dict[str, Any]]:
    lines = (DATA / "due_cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("row", counts(), ids=lambda row: f"{row['from']}+{row['working_days']}")
def test_a_count_ends_on_its_day(row: dict[str, str]) -> None:
    given = {"from": row["from"], "working_days": int(row["working_days"])}
    assert due_line(given) == {"due_on": row["due_on"]}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["received_on"])
def test_a_case_is_answered(case: dict[str, Any]) -> None:
    answer = due_line(case)
    for name, value in case["expected"].items():
        assert answer[name] == value, name


def test_the_answer_holds_its_own_proof() -> None:
    answer = due_line({"received_on": "2026-02-12"})
    ledger: Any = answer["ledger"]
    assert ledger[0] == {
        "date": "2026-02-12",
        "counted": False,
        "number": None,
        "why": "收到申请当日不计入",
        "source": "《中华人民共和国民法典》第二百零一条",
    }
    assert ledger[-1]["date"] == answer["due_on"]
    assert [day["number"] for day in ledger if day["counted"]] == list(range(1, 21))
    days = [date.fromisoformat(day["date"]) for day in ledger]
    assert [day.toordinal() for day in days] == list(
        range(days[0].toordinal(), days[-1].toordinal() + 1)
    )


def test_the_clocks_of_the_case_are_listed() -> None:
    answer = due_line(
        {
            "received_on": "2026-03-06",
            "steps": [
                {"step": "third_party_consulted", "on": "2026-03-11", "delivered_on": "2026-03-13"}
            ],
        }
    )
    clocks: Any = answer["clocks"]
    assert {"clock": "third_party", "due_on": "2026-04-03"}.items() <= clocks[0].items()
    assert clocks[0]["ledger"][0]["date"] == "2026-03-13"
    assert clocks[0]["ledger"][-1]["number"] == 15
    assert answer["state"] == "stopped"
    assert answer["provisional"] is True


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "running"),
        ([{"step": "correction_noticed", "on": "2026-03-10"}], "stopped"),
        ([{"step": "withdrawn", "on": "2026-03-10"}], "closed"),
    ],
)
def test_the_state_is_one_of_four_words(steps: list[dict[str, str]], state: str) -> None:
    assert due_line({"received_on": "2026-03-06", "steps": steps})["state"] == state


def test_a_lapsed_correction_is_abandoned() -> None:
    given = {
        "received_on": "2026-03-06",
        "as_of": "2026-06-01",
        "steps": [{"step": "correction_noticed", "on": "2026-03-10", "delivered_on": "2026-03-12"}],
    }
    assert due_line(given)["state"] == "abandoned"


def test_nobody_gives_up_a_request_by_a_notice_whose_day_of_receipt_is_not_registered() -> None:
    given = {
        "received_on": "2026-03-06",
        "as_of": "2026-06-01",
        "steps": [{"step": "correction_noticed", "on": "2026-03-10"}],
    }
    answer: Any = due_line(given)
    assert answer["state"] == "stopped"
    period = next(clock for clock in answer["clocks"] if clock["clock"] == "correction")
    assert (period["due_on"], period["delivered"]) == (None, False)


def test_what_was_not_published_yet_is_provisional() -> None:
    known = {"calendar_known_until": "2025-12-31"}
    count: Any = due_line({"from": "2026-01-30", "working_days": 20, **known})
    case: Any = due_line({"received_on": "2026-01-30", **known})
    for answer in (count, case):
        assert answer["provisional"] is True
        assert answer["due_on"] == answer["safe_on"]
        assert answer["safe_on"] <= "2026-03-05"
        assert answer["expected_on"] >= answer["safe_on"]


def test_what_was_published_is_not() -> None:
    assert due_line(
        {"from": "2025-11-03", "working_days": 20, "calendar_known_until": "2025-12-31"}
    ) == {"due_on": "2025-12-01"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "应为一个 JSON 对象"),
        ({}, "缺少 received_on"),
        ({"working_days": 3}, "缺少from"),
        ({"from": "2026-02-13"}, "缺少 working_days"),
        ({"from": "2026-02-30", "working_days": 3}, "不是有效的日期"),
        ({"from": "20260213", "working_days": 3}, "不是有效的日期"),
        ({"from": 20260213, "working_days": 3}, "不是有效的日期"),
        ({"from": "2026-W01-1", "working_days": 3}, "不是有效的日期"),
        ({"from": "２０２６-02-13", "working_days": 3}, "不是有效的日期"),
        ({"from": "2026-02-13", "working_days": [20]}, "填写的是列表，"),
        ({"from": "2026-02-13", "working_days": -(10**100)}, "填写的是-" + "1" + "0" * 38 + "……，"),
        ({"from": "2026-02-13", "working_days": -1}, "不能小于0"),
        ({"from": "2026-02-13", "working_days": 2.5}, "应为整数"),
        ({"from": "2026-02-13", "working_days": True}, "应为整数"),
        ({"from": "2026-02-13", "working_days": "20"}, "应为整数"),
        ({"from": "1999-01-01", "working_days": 3}, "不在工作日历范围内"),
        ({"from": "2026-02-13", "working_days": 10**9}, "不在工作日历范围内"),
        ({"received_on": "2026-13-01"}, "不是有效的日期"),
        ({"received_on": "2026-03-06", "steps": {}}, "steps 应为步骤的列表"),
        ({"received_on": "2026-03-06", "steps": [3]}, "第1个步骤应为一个 JSON 对象"),
        ({"received_on": "2026-03-06", "steps": [{"on": "2026-03-09"}]}, "无法识别"),
        ({"received_on": "2026-03-06", "steps": [{"step": "eaten", "on": "2026-03-09"}]}, "eaten"),
        ({"received_on": "2026-03-06", "steps": [{"step": "served"}]}, "缺少on"),
        (
            {
                "received_on": "2026-03-06",
                "steps": [{"step": "served", "on": "2026-03-09", "deliverd_on": "2026-03-10"}],
            },
            "deliverd_on",
        ),
        (
            {"received_on": "2026-03-06", "steps": [{"step": "served", "on": "2026-03-05"}]},
            "早于收到申请之日",
        ),
        (
            {
                "received_on": "2026-03-06",
                "steps": [{"step": "extended", "on": "2026-03-09", "days": 21}],
            },
            "最长不得超过20个工作日",
        ),
        ({"received_on": "2026-03-06", "as_of": "2026-03-01"}, "早于收到申请之日"),
        ({"from": "2026-03-06", "working_days": 3, "calendar_known_until": "never"}, "有效的日期"),
    ],
)
def test_a_bad_line_is_told_what_to_put_right(given: object, words: str) -> None:
    with pytest.raises(ClerkError) as caught:
        due_line(given)
    assert words in str(caught.value)
    assert str(caught.value)[-1] in "。）"


def test_a_bad_line_is_answered_in_its_place_and_the_rest_goes_on() -> None:
    lines = [
        '\ufeff{"from":"2026-02-13","working_days":20}\n',
        "\n",
        '{"from":\n',
        '{"from":"2026-02-13","working_days":-2}\n',
        "NaN\n",
        "[" * 100_000 + "\n",
        '{"from":"2026-02-13","working_days":20,"working_days":3}\n',
        '{"from":"2026-02-13","working_days":' + "9" * 5000 + "}\n",
        '{"from":"2026-02-13","working_days":0}\n',
    ]
    answers = [(json.loads(line), good) for line, good in answer_lines(lines, due_line)]
    assert [good for _, good in answers] == [True] + [False] * 6 + [True]
    assert answers[0][0] == {"due_on": "2026-03-19"}
    assert all("error" in answer for answer, good in answers if not good)
    assert answers[5][0]["error"] == "“working_days”在同一个对象里写了两次，请只保留一个。"
    assert answers[6][0]["error"] == "这一行里有位数过多的数字，请核对后重试。"
    assert answers[-1][0] == {"due_on": "2026-02-13"}


@pytest.mark.parametrize(
    ("source", "published", "beside"),
    [
        ("", True, {}),
        ("国办发明电〔2025〕7号", True, {"source": "国办发明电〔2025〕7号"}),
        ("推算", False, {"source": "推算", "published": False}),
    ],
)
def test_a_day_of_a_proof_says_beside_its_number_where_it_is_from_and_that_it_is_not_settled(
    source: str, published: bool, beside: dict[str, object]
) -> None:
    day = LedgerDay(date(2027, 1, 4), True, 3, "工作日", source, published)
    assert ledger_day(day) == {
        "date": "2027-01-04", "counted": True, "number": 3, "why": "工作日", **beside,
    }  # fmt: skip
