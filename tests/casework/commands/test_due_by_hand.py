"""Cases counted by hand on the notices' own days, 2019 to 2026, and put to the `due` command.

A line reads: day of receipt: steps = due day from opening day. A step is its letter, its day and,
where it has one, the day of delivery, the working days granted or the day named; days without a
year are in the year of receipt. c and C are a correction asked for and received, t and T a third
party asked and answering, a and A an agency, e an extension, f and F a fee asked for and paid, d a
deferral, s service.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from casework.commands.due import due_line

FILE = Path(__file__).parents[2] / "rules" / "data" / "due_by_hand.txt"
STEPS = {
    "c": ("correction_noticed", "delivered_on"),
    "C": ("correction_received", ""),
    "t": ("third_party_consulted", "delivered_on"),
    "T": ("third_party_answered", ""),
    "a": ("agency_consulted", "delivered_on"),
    "A": ("agency_answered", ""),
    "e": ("extended", "days"),
    "f": ("fee_noticed", "delivered_on"),
    "F": ("fee_paid", ""),
    "d": ("deferred", "until"),
    "s": ("served", ""),
}
LINE = re.compile(r"(\S+): (?:(.+) )?= (\S+) from (\S+)(?: (in time|late))?")


def by_hand() -> list[Any]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(line, id=why.removeprefix("# "))
        for why, line in zip(lines[::2], lines[1::2], strict=True)
    ]


def a_step(words: str, year: str) -> dict[str, object]:
    letter, *values = words.split()
    kind, extra = STEPS[letter]
    whole = [
        value if re.fullmatch(r"\d+|\d{4}-.*", value) else f"{year}-{value}" for value in values
    ]
    step: dict[str, object] = {"step": kind, "on": whole[0]}
    if len(whole) > 1:
        step[extra] = int(whole[1]) if extra == "days" else whole[1]
    return step


@pytest.mark.parametrize("line", by_hand())
def test_a_case_ends_where_the_hand_ended_it(line: str) -> None:
    found = LINE.fullmatch(line)
    assert found is not None
    received_on, steps, due_on, opened_on, service = found.groups()
    given = [a_step(words, received_on[:4]) for words in (steps or "").split("; ") if words]
    answer = due_line({"received_on": received_on, "steps": given})
    assert (answer["due_on"], answer["opened_on"]) == (due_on, opened_on)
    if service:
        assert answer["in_time"] is (service == "in time")
