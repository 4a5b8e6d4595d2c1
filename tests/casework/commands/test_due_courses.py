"""The `due` command on whole courses: samples, a slow second counter, and what is refused."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from casework.commands.due import due_line
from casework.desk.office_calendar import built_in_outlook
from rules.errors import ClerkError
from tests.rules.slow_courses import courses, walked
from tests.rules.thin_courses import thin_courses

DATA = Path(__file__).parents[2] / "rules" / "data"
_COMPARED = ("due_on", "opened_on", "missed_on", "cautious_on", "rounds", "in_time")


@cache
def works(day: date) -> bool:
    return built_in_outlook().safe.is_working_day(day)


def samples() -> list[dict[str, Any]]:
    lines = (DATA / "course_cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_samples_are_answered_as_expected() -> None:
    for given in samples():
        expected = given.pop("expected")
        answer = due_line(given)
        assert {name: answer[name] for name in expected} == expected, given


def test_the_slow_counter_answers_the_samples_too() -> None:
    for given in samples():
        expected = given.pop("expected")
        answer = walked(given, works)
        assert {name: answer[name] for name in expected} == expected, given


@pytest.mark.parametrize("seed", range(10))
def test_random_courses_are_counted_as_the_slow_counter_counts_them(seed: int) -> None:
    for given in courses(150, seed, works):
        answer = due_line(given)
        found = {name: answer[name] for name in _COMPARED}
        assert found == walked(given, works), json.dumps(given)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_seldom_met_is_counted_as_the_slow_counter_counts_it(seed: int) -> None:
    for given, wanted in thin_courses(150, seed, works):
        answer = due_line(given)
        assert {name: answer[name] for name in wanted} == wanted, json.dumps(given)


def test_served_returned_and_served_again_on_one_day_is_served() -> None:
    steps = [
        {"step": "served", "on": "2026-03-20"},
        {"step": "undelivered", "on": "2026-03-20"},
        {"step": "served", "on": "2026-03-20"},
    ]
    answer: Any = due_line({"received_on": "2026-03-06", "steps": steps})
    assert (answer["state"], answer["in_time"]) == ("closed", True)
    answer = due_line({"received_on": "2026-03-06", "steps": steps[:2]})
    assert answer["state"] == "running"


@pytest.mark.parametrize("seed", range(5))
def test_a_year_not_published_is_never_counted_later_than_the_truth(seed: int) -> None:
    for given in courses(60, seed, works):
        year = date.fromisoformat(given["received_on"]).year
        known = {**given, "calendar_known_until": f"{year}-12-31"}
        try:
            answer: dict[str, Any] = due_line(known)
            truth: dict[str, Any] = due_line(given)
        except ClerkError:
            # What was lawful on the days as they turned out may be late on those guessed.
            continue
        if "safe_on" in answer:
            assert answer["due_on"] == answer["safe_on"] <= answer["expected_on"]
            assert truth["due_on"] is None or answer["safe_on"] <= truth["due_on"], known


def ordered(**order: object) -> dict[str, Any]:
    return {
        "received_on": "2026-03-06",
        "steps": [
            {"step": "served", "on": "2026-03-20"},
            {"step": "reply_ordered", "on": "2026-05-18", "by": "court", **order},
        ],
    }


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"by": ""}, "由谁作出"),
        ({"by": "party"}, "by“party”无法识别"),
        ({"by": "COURT"}, "by“COURT”无法识别"),
        ({"by": 3}, "by应为文字"),
        ({"working_days": 0}, "1个工作日以上"),
        ({"working_days": -5}, "working_days不能小于0"),
        ({"working_days": "20"}, "working_days应为整数"),
        ({"working_days": 10**30}, "以内"),
        ({"days": 0}, "1个自然日以上"),
        ({"days": 10**9}, "以内"),
        ({"days": 3.5}, "days应为整数"),
        ({"until": "2026-05-17"}, "早于收到或者生效之日"),
        ({"until": "五月"}, "until"),
        ({"days": 30, "until": "2026-06-17"}, "只能写一种"),
        ({"working_days": 5, "days": 30}, "只能写一种"),
        ({"within": 5}, "无法识别"),
        ({"on": "2026-03-05"}, "早于收到申请之日"),
        ({"on": "2026-03-19"}, "没有已送达的答复"),
    ],
)
def test_a_bad_order_gets_its_sentence(order: dict[str, object], said: str) -> None:
    with pytest.raises(ClerkError, match=said) as caught:
        due_line(ordered(**order))
    assert caught.value.message.endswith("。")


def test_a_second_order_needs_a_second_reply() -> None:
    given = ordered()
    given["steps"].append({"step": "reply_ordered", "on": "2026-05-20", "by": "office"})
    with pytest.raises(ClerkError, match="没有已送达的答复"):
        due_line(given)


def test_only_an_order_says_who_gave_it() -> None:
    step = {"step": "served", "on": "2026-03-20", "by": "court"}
    with pytest.raises(ClerkError, match="没有“by”这一项"):
        due_line({"received_on": "2026-03-06", "steps": [step]})


def test_a_reply_given_on_the_day_of_the_order_answers_it() -> None:
    given = ordered(days=30)
    given["steps"].insert(1, {"step": "served", "on": "2026-05-18"})
    answer: Any = due_line(given)
    assert [one["served_on"] for one in answer["rounds"]] == ["2026-03-20", "2026-05-18"]


def test_a_period_of_natural_days_is_proved_day_by_day_to_the_end_that_was_moved() -> None:
    # 13 June + 8 days is Sunday 21 June, the last day of the Dragon Boat rest.
    given = ordered(on="2026-06-13", days=8)
    answer: Any = due_line(given)
    assert answer["due_on"] == "2026-06-22"
    assert [day["number"] for day in answer["ledger"]] == [None, *range(1, 9), None]
    assert "顺延" in answer["ledger"][-1]["why"]


@pytest.mark.parametrize(
    ("by", "basis"),
    [
        ("reconsideration", "复议法实施条例第49条第1款"),
        ("court", "行诉法第70条"),
        ("office", "条例第33条第2款"),
    ],
)
def test_without_a_period_it_is_twenty_working_days(by: str, basis: str) -> None:
    answer: Any = due_line(ordered(by=by))
    assert answer["due_on"] == "2026-06-15"
    assert answer["clocks"][-1]["basis"] == basis


def test_an_order_to_answer_at_last_changes_nothing_of_what_was_missed() -> None:
    given = {
        "received_on": "2026-03-06",
        "steps": [{"step": "answer_ordered", "on": "2026-05-18", "by": "court", "days": 15}],
        "as_of": "2026-05-18",
    }
    answer: Any = due_line(given)
    assert (answer["missed_on"], answer["due_on"], answer["in_time"]) == (
        "2026-04-03",
        "2026-04-03",
        False,
    )
    clock = next(one for one in answer["clocks"] if one["clock"] == "ordered_answer")
    assert (clock["due_on"], clock["days"]) == ("2026-06-02", 15)
    given["steps"].append({"step": "served", "on": "2026-06-01"})  # type: ignore[attr-defined]
    answer = due_line({**given, "as_of": "2026-06-01"})
    (clock,) = (one for one in answer["clocks"] if one["clock"] == "ordered_answer")
    assert (clock["ended_on"], clock["in_time"]) == ("2026-06-01", True)


def test_more_steps_than_any_case_has_are_refused_at_once() -> None:
    steps = [{"step": "third_party_consulted", "on": "2026-03-10"}] * 100_000
    with pytest.raises(ClerkError, match="最多500个"):
        due_line({"received_on": "2026-03-06", "steps": steps})


def test_natural_days_into_a_year_that_is_not_published_have_two_ends() -> None:
    known = {"calendar_known_until": "2025-12-31"}
    # 2025-12-03 + 30 is Friday 2 January 2026: a day of rest by the pattern of the notices.
    given = {
        "received_on": "2025-10-09",
        "steps": [
            {"step": "served", "on": "2025-10-20"},
            {"step": "reply_ordered", "on": "2025-12-03", "by": "court", "days": 30},
        ],
        **known,
    }
    answer: Any = due_line(given)
    assert answer["provisional"] is True
    assert answer["safe_on"] <= answer["expected_on"]
    assert answer["due_on"] == answer["safe_on"]


def test_a_date_that_a_decision_names_rests_on_no_calendar() -> None:
    given = {
        "received_on": "2025-10-09",
        "steps": [
            {"step": "served", "on": "2025-10-20"},
            {"step": "reply_ordered", "on": "2025-12-03", "by": "court", "until": "2026-01-04"},
        ],
        "calendar_known_until": "2025-12-31",
    }
    answer: Any = due_line(given)
    assert (answer["due_on"], answer["provisional"]) == ("2026-01-04", False)
