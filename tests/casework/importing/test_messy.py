"""Two hundred messy ledgers: almost every field is right, and what is not is said."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from casework.cases.case_file import load
from casework.desk.desk import Desk, open_desk
from casework.importing import ImportOutcome, import_ledger
from db import requests
from db.requests import Query, QueryCondition
from forms.folding import name_key
from rules.steps import StepKind
from tests.casework.importing.messy import KINDS, OF_EACH, ledgers
from tests.casework.importing.messy_cases import TOLD, Messy, Truth

_PLAIN = ("applicant_name", "agent_name", "co_applicants", "phone", "id_number",
          "information_sought")  # fmt: skip


class Marks(NamedTuple):
    """How many fields were looked at, how many are right, and the wrong ones nobody speaks of."""

    fields: int
    right: int
    silent: list[str]
    wrong: list[str]


def _desk(path: Path) -> Desk:
    return open_desk(
        path, clock=lambda: datetime.combine(date(2026, 11, 28), time(9)), clerk="经办人"
    )


def _held(desk: Desk, number: str) -> dict[str, Any] | None:
    ids = requests.ids(desk.store, Query(where=(QueryCondition("register_number", "=", number),)))
    if len(ids) != 1:
        return None
    file = load(desk, ids[0])
    registration = file.registration
    held: dict[str, Any] = {name: getattr(registration, name) for name in _PLAIN}
    held |= {
        "row": str(file.records[0].details["imported_from"]).rpartition("!")[2],
        "number": number,
        "channel": registration.channel.name,
        "id_type": registration.id_type.name,
        "received_on": file.case.received_on,
        "reply": "" if file.reply_kind is None else file.reply_kind.name,
    }
    days = {StepKind.DECIDED: "decided_on", StepKind.SERVED: "served_on",
            StepKind.EXTENDED: "extended_on"}  # fmt: skip
    held |= dict.fromkeys(days.values())
    for record in file.records:
        for kind, name in days.items():
            if record.kind == kind.word:
                held[name] = record.on
                if kind is StepKind.DECIDED:
                    held["document_number"] = record.details.get("number", "")
    return held


def marks_of(folder: Path, messy: Messy) -> Marks:
    """Import a messy ledger into a register of its own and judge every field."""
    desk = _desk(folder / f"{messy.path.stem}.db")
    try:
        if messy.before is not None:
            import_ledger(desk, messy.before)
        outcome = import_ledger(desk, messy.path)
        return _compared(desk, messy, outcome)
    finally:
        desk.close()


def _compared(desk: Desk, messy: Messy, outcome: ImportOutcome) -> Marks:
    said = "\n".join([*outcome.warnings, *outcome.problems])
    left = {one.told for one in outcome.left}
    fields = right = 0
    silent: list[str] = []
    wrong: list[str] = []
    for number in messy.told:
        fields += 1
        told = any(one.told == number and one.kind.is_to_be_corrected for one in outcome.left)
        right += told
        if not told:
            silent.append(f"{messy.path.name} {number}：编号冲突没有告知")
    for truth in messy.truth:
        held = _held(desk, truth["number"])
        for name, value in truth.items():
            fields += 1
            is_right, is_said = _judged(held, name, value, truth, said, left)
            right += is_right
            if not is_right:
                have = None if held is None else held.get(name)
                words = f"{messy.path.name} {truth['number']} {name}：{value!r} / {have!r}"
                wrong.append(words)
                if not is_said:
                    silent.append(words)
    keys = {name_key(name) for name in messy.same_person}
    assert len(keys) <= 1
    return Marks(fields, right, silent, wrong)


def _judged(
    held: dict[str, Any] | None, name: str, value: object, truth: Truth, said: str, left: set[str]
) -> tuple[bool, bool]:
    """Tell whether a field is right, and whether something was said of its row."""
    is_said = truth["number"] in left if held is None else f"第{held['row']}行" in said
    if value == TOLD:
        if held is None:
            return is_said, is_said
        kept = str(held.get(name) or "")
        # A matter with an unreadable sign is kept as it can be read, and told.
        return is_said and (not kept or "\ufffd" in kept), is_said
    if held is None:
        # Nothing of a row is silently wrong where the row was left out with a reason.
        return truth.get("received_on") == TOLD and is_said, is_said
    return held.get(name) == value, is_said


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_of_every_kind_of_mess_the_first_ledgers_are_read_right(
    tmp_path: Path, kind: Callable[..., Messy]
) -> None:
    made: Iterator[Messy] = ledgers(tmp_path, kind)
    marks = [marks_of(tmp_path, next(made)) for _ in range(2)]
    assert [one for mark in marks for one in mark.silent] == []
    wrong = [one for mark in marks for one in mark.wrong]
    assert len(wrong) <= sum(mark.fields for mark in marks) * 0.02, wrong


def test_there_are_two_hundred_ledgers() -> None:
    assert len(KINDS) * OF_EACH >= 200


def test_a_number_is_compared_with_what_is_held(tmp_path: Path) -> None:
    """The judge itself can fail: a wrong truth is found."""
    messy = next(ledgers(tmp_path, KINDS[0]))
    messy.truth[0]["received_on"] = date(2025, 12, 31)
    marks = marks_of(tmp_path, messy)
    assert marks.right == marks.fields - 1
