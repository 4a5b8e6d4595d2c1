"""The steps of a case as the page shows them: what each says, field by field, with its papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, cast

from casework.cases.case_file import CaseFile
from casework.cases.recorded import amendments, entered, form_of, noted
from casework.cases.urgency import long_day
from casework.cases.void_numbers import void_number
from casework.papers.issuing import DocumentLine
from db import steps
from db.steps import StepRecord
from forms.fields import Form, FormField, fields_of
from forms.handling import Undoing
from forms.masking import masked
from rules.steps import OF_A_ROUND, StepKind


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A step as the timeline shows it."""

    step_id: int
    on: date
    title: str
    said: tuple[tuple[str, str], ...]
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


def _entry(
    file: CaseFile, record: StepRecord, standing: set[int], papers: tuple[DocumentLine, ...]
) -> TimelineEntry:
    kind = StepKind.of(record.kind)
    # What made a reply that was set aside stays, and says so.
    is_earlier = kind in OF_A_ROUND and any(
        step.id == record.id for step in file.case.earlier_steps
    )
    return TimelineEntry(
        record.id,
        record.on,
        f"{kind.label}（原答复）" if is_earlier else kind.label,
        (*_said(record), *_why_taken_back(file, record)),
        record.recorded_by,
        record.recorded_at.replace("T", " "),
        not _is_standing(file, record, kind, standing),
        papers,
    )


def _is_standing(file: CaseFile, record: StepRecord, kind: StepKind, standing: set[int]) -> bool:
    if kind in (StepKind.DELIVERED, StepKind.DISPATCHED, StepKind.RECEIVED):
        return record.id not in steps.taken_back(file.records)
    return record.id in standing


def _why_taken_back(file: CaseFile, record: StepRecord) -> Iterator[tuple[str, str]]:
    for later in file.records:
        if later.annuls == record.id:
            reason = entered(later, Undoing).reason
            # A register of one clerk may name nobody.
            who = "，".join(filter(None, (later.recorded_by, str(later.on))))
            yield "撤销原因", f"{reason}（{who}）"
            number = void_number([record, later])
            if number is not None:
                yield "编号", number.words.removeprefix("编号").rstrip("。")


_OWN_WORDS = {"on", "number"}


def _said(record: StepRecord) -> Iterator[tuple[str, str]]:
    """Yield what a step says, field by field, in the words of the form it was entered with."""
    kind = StepKind.of(record.kind)
    if kind is StepKind.RECEIVED:
        return
    number = noted(record).number
    if number:
        yield "文号", number
    if kind is StepKind.AMENDED:
        for field, before, now in amendments(record):
            yield field.label.text, f"原为 {_words(field, before) or '（空）'}"
            yield "", f"现为 {_words(field, now) or '（空）'}"
        return
    form = entered(record, form_of(record))
    for field in fields_of(type(form)):
        words = _words(field, getattr(form, field.name))
        if field.name not in _OWN_WORDS and words:
            yield field.label.text, words


def _words(field: FormField, value: Any) -> str:
    """Return a field's value on one line; empty for what says nothing."""
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        words = "；".join(_row_words(cast(Form, one)) for one in value)
    else:
        words = shown_value(value).strip().rstrip("。").replace("\n", "；")
    said = f"{words}{field.label.unit}" if words and value != 0 else ""
    return masked(field.name, said)


def _row_words(row: Form) -> str:
    """Return a row of a form as one phrase, without what it leaves empty."""
    said = (_words(field, getattr(row, field.name)) for field in fields_of(type(row)))
    return "，".join(filter(None, said))


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
