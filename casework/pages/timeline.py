"""The course of a case as a person reads it: each step with what it said, the latest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from casework.acts import ACTS
from casework.cases.case_file import CaseFile
from casework.cases.urgency import long_day
from casework.papers.issuing import DocumentLine
from db.steps import StepRecord
from forms.fields import Form, fields_of
from forms.reply import MixedReply
from rules.steps import StepKind


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A step as the timeline shows it."""

    step_id: int
    on: date
    title: str
    detail: str
    by: str
    recorded_at: str
    annulled: bool
    documents: tuple[DocumentLine, ...]


def timeline_of(
    file: CaseFile, papers: Mapping[int | None, Sequence[DocumentLine]]
) -> tuple[TimelineEntry, ...]:
    """Return the steps of a case as the timeline shows them, newest first, each with its papers."""
    standing = {step.id for step in file.standing}
    return tuple(
        _entry(file, record, standing, tuple(papers.get(record.id, ())))
        for record in reversed(file.records)
        if record.kind != StepKind.ANNULLED.word
    )


def shown_value(value: object) -> str:
    """Return a form's value as a person reads it; an empty text for nothing."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, date):
        return long_day(value)
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, tuple):
        return "、".join(shown_value(one) for one in value)
    return str(value)


def _entry(
    file: CaseFile, record: StepRecord, standing: set[int], papers: tuple[DocumentLine, ...]
) -> TimelineEntry:
    kind = StepKind.of(record.kind)
    return TimelineEntry(
        record.id,
        record.on,
        kind.label,
        "；".join(_details(kind, record.details)),
        record.recorded_by,
        record.recorded_at.replace("T", " "),
        not _is_standing(file, record, kind, standing),
        papers,
    )


def _is_standing(file: CaseFile, record: StepRecord, kind: StepKind, standing: set[int]) -> bool:
    if kind in (StepKind.DELIVERED, StepKind.RECEIVED):
        return not any(other.annuls == record.id for other in file.records)
    return record.id in standing


_OWN_WORDS = {"on", "number", "target", "changed", "before"}


def _details(kind: StepKind, kept: dict[str, Any]) -> Iterator[str]:
    """Yield what a step says, field by field, in the words of the form it was entered with."""
    if kind is StepKind.RECEIVED:
        return
    if kept.get("number"):
        yield str(kept["number"])
    values = kept.get("changed", kept) if kind is StepKind.AMENDED else kept
    form = MixedReply if "items" in kept and kind is StepKind.DECIDED else _form_of(kind)
    if form is None:
        return
    for field in fields_of(form):
        value = values.get(field.name)
        if field.name in _OWN_WORDS or value in (None, "", False, []):
            continue
        yield f"{field.label.text}：{_as_words(field.type, value)}{field.label.unit}"


def _as_words(kind: Any, value: Any) -> str:
    if value is True:
        return "是"
    if isinstance(value, list):
        member = get_args(kind)[0]
        return "、".join(_as_words(member, one) for one in value)
    if get_origin(kind) is None and isinstance(kind, type) and issubclass(kind, Enum):
        return shown_value(kind[value])
    if kind is date:
        return long_day(date.fromisoformat(value))
    return str(value).strip().rstrip("。").replace("\n", "；")


@cache
def _form_of(kind: StepKind) -> type[Form] | None:
    return next((act.form for act in ACTS.values() if act.step is kind), None)
