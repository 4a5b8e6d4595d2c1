"""The steps of a case as the page shows them: what each says, field by field, with its papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, cast, get_args, get_origin

from casework.acts import ACTS
from casework.cases.case_file import CaseFile
from casework.cases.urgency import long_day
from casework.papers.issuing import DocumentLine
from db import steps
from db.steps import StepRecord
from forms.fields import Form, FormField, fields_of
from forms.masking import masked
from forms.reply import MixedReply
from rules.steps import OF_A_ROUND, StepKind


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A step as the timeline shows it."""

    step_id: int
    on: date
    title: str
    details: tuple[tuple[str, str], ...]
    by: str
    recorded_at: str
    annulled: bool
    documents: tuple[DocumentLine, ...]

    @property
    def detail(self) -> str:
        """What the step says, on one line."""
        return "；".join(f"{label}：{value}" if label else value for label, value in self.details)


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
        tuple(_details(kind, record.details)),
        record.recorded_by,
        record.recorded_at.replace("T", " "),
        not _is_standing(file, record, kind, standing),
        papers,
    )


def _is_standing(file: CaseFile, record: StepRecord, kind: StepKind, standing: set[int]) -> bool:
    if kind in (StepKind.DELIVERED, StepKind.DISPATCHED, StepKind.RECEIVED):
        return record.id not in steps.taken_back(file.records)
    return record.id in standing


_OWN_WORDS = {"on", "number", "target", "changed", "before"}


def _details(kind: StepKind, kept: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a step says, field by field, in the words of the form it was entered with."""
    if kind is StepKind.RECEIVED:
        return
    if kept.get("number"):
        yield "文号", str(kept["number"])
    form = MixedReply if "items" in kept and kind is StepKind.DECIDED else _form_of(kind)
    if form is None:
        return
    values, before = kept, {}
    if kind is StepKind.AMENDED:
        values, before = kept.get("changed", kept), kept.get("before", {})
    for field in fields_of(form):
        value = values.get(field.name)
        if before and field.name in values:
            yield f"{field.label.text}原为", _said(field, before.get(field.name))
            yield "现为", _said(field, value)
        elif field.name not in _OWN_WORDS and value not in (None, "", False, []):
            yield field.label.text, _said(field, value)


def _said(field: FormField, value: Any) -> str:
    if value in (None, "", False, []):
        return "（空）"
    return masked(field.name, f"{_as_words(field.type, value)}{field.label.unit}")


def _as_words(kind: Any, value: Any) -> str:
    if value is True:
        return "是"
    if isinstance(value, list):
        member = get_args(kind)[0]
        if is_dataclass(member):
            return "；".join(_row_words(cast(type[Form], member), one) for one in value)
        return "、".join(_as_words(member, one) for one in value)
    if get_origin(kind) is None and isinstance(kind, type) and issubclass(kind, Enum):
        return shown_value(kind[value])
    if kind is date:
        return long_day(date.fromisoformat(value))
    return str(value).strip().rstrip("。").replace("\n", "；")


def _row_words(form: type[Form], row: dict[str, Any]) -> str:
    """Return a row of a form as one phrase, without what it leaves empty."""
    said = (
        _as_words(field.type, row[field.name])
        for field in fields_of(form)
        if row.get(field.name) not in (None, "", False, [])
    )
    return "，".join(said)


@cache
def _form_of(kind: StepKind) -> type[Form] | None:
    return next((act.form for act in ACTS.values() if act.step is kind), None)


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
