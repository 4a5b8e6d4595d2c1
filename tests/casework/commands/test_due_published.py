"""Courses from published decisions and from the texts that speak of time limits.

Each line of the data says where it is from, how it was seen (`seen`: 全文 the text itself, 副本 a
copy of it, 节录 an excerpt of the decision, 转述 told by a lawyer, a newspaper or a commentary),
whose its days are (`dates`: 裁判 the decision's, 设定 ours to show what was held), what was held in
our own words, and the answer counted by hand on the calendar. Parties are named nowhere.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from casework.commands.due import due_line

FILE = Path(__file__).parents[2] / "rules" / "data" / "published_courses.jsonl"


def published() -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "course",
    [pytest.param(one, id=f"{at}-{one['held'][:24]}") for at, one in enumerate(published())],
)
def test_a_course_ends_as_it_was_held(course: dict[str, Any]) -> None:
    answer: dict[str, Any] = due_line(course["given"])
    expected = dict(course["expected"])
    ordered, rounds = expected.pop("ordered", None), expected.pop("round_in_time", None)
    assert {name: answer[name] for name in expected} == expected, course["held"]
    if ordered is not None:
        clock = next(one for one in answer["clocks"] if one["clock"] == "ordered_answer")
        assert clock["due_on"] == ordered
    if rounds is not None:
        assert [one["in_time"] for one in answer["rounds"]] == rounds


def test_every_course_says_where_it_is_from_and_how_it_was_seen() -> None:
    courses = published()
    assert len(courses) >= 60
    seen = Counter(one["seen"] for one in courses)
    assert set(seen) == {"全文", "副本", "节录", "转述"}
    dates = Counter(one["dates"].split("（")[0] for one in courses)
    assert set(dates) == {"裁判", "设定"}
    assert dates["裁判"] >= 25
    for one in courses:
        assert one["source"]
        assert one["held"]
        assert "http" not in one["source"] + one["held"]
