"""The letter of an act while its form is still being filled in: a page with named gaps.

A needed text that is not typed yet stands in the letter as a mark with the field's name; what
else a letter cannot be composed without (a kind of reply, a day) leaves it unwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from casework.acts.act import Act
from casework.acts.registering import as_registered, next_number, register
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.issuing import preview_page
from casework.word import LetterPage
from forms.fields import Form, Problem, fields_of, read, row_form
from forms.registration import Registration
from rules.errors import ClerkError
from rules.receipt import receipt_day

# Of Unicode's private use: no clerk types them, and no letter keeps them.
GAP_BEGINS, GAP_ENDS = "\ue000", "\ue001"
_MOST_ROUNDS = 3
_IN_SPITE = "in_spite"


class Gap(NamedTuple):
    """What a letter still lacks: the field, and its name as the form shows it."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """A letter's page; each gap stands in it as its field's name between the two marks."""

    page: LetterPage
    gaps: tuple[Gap, ...] = ()


def draft_letter(
    desk: Desk, act: Act[Any], request_id: int | None, values: Mapping[str, Any]
) -> DraftLetter | None:
    """Return the first letter an act would make of what is typed so far, None where it makes none.

    Nothing is written. A letter that the law or the case does not allow is not drafted.
    """
    form, gaps = _filled(act, values, desk)
    for _ in range(_MOST_ROUNDS):
        if form is None:
            break
        try:
            return _composed(desk, act, request_id, form, gaps)
        except ClerkError as error:
            # Why it cannot be done is said beside the page, by the preview of the act.
            form, gaps = _waiting(act, form, gaps, error.field)
    return None


def gaps_in(act: Act[Any], problems: list[Problem]) -> tuple[Gap, ...]:
    """Return the fields that are still to be filled, in the order of the form."""
    labels = {field.name: field for field in fields_of(_form_of(act))}
    found: dict[str, Gap] = {}
    for problem in problems:
        root, _, within = problem.field.partition(".")
        words = labels[root].label.text if root in labels else ""
        form = row_form(labels[root]) if within and root in labels else None
        if form is not None:
            number, _, name = within.partition(".")
            inner = {field.name: field.label.text for field in fields_of(form)}
            words = f"第{number}项{inner.get(name, '')}"
        if words:
            found.setdefault(problem.field, Gap(problem.field, words))
    return tuple(found.values())


def _form_of(act: Act[Any]) -> type[Form]:
    return act.form


def _filled(
    act: Act[Any], values: Mapping[str, Any], desk: Desk
) -> tuple[Form | None, tuple[Gap, ...]]:
    """Return the form with marks for the texts that are missing, and which those are."""
    typed, gaps = dict(values), list[Gap]()
    for _ in range(_MOST_ROUNDS):
        form = read(act.form, typed, today=desk.today)
        if not isinstance(form, list):
            return form, tuple(gaps)
        marked = [_mark(act, typed, problem.field) for problem in form]
        if not any(marked):
            return None, ()
        gaps += [gap for gap in marked if gap is not None]
    return None, ()


def _mark(act: Act[Any], typed: dict[str, Any], place: str) -> Gap | None:
    """Put a mark where a text is missing and return it as a gap; None where no mark can stand.

    `place` is a field, or one of a row: `items.2.reasons`.
    """
    root, _, within = place.partition(".")
    fields = {field.name: field for field in fields_of(_form_of(act))}
    values, name, before = typed, root, ""
    if within and root in fields and (form := row_form(fields[root])) is not None:
        number, _, name = within.partition(".")
        rows = [dict(row) for row in typed.get(root) or ()]
        if not number.isdecimal() or not 0 < int(number) <= len(rows):
            return None
        typed[root], values = rows, rows[int(number) - 1]
        fields, before = {field.name: field for field in fields_of(form)}, f"第{number}项"
    field = fields.get(name)
    if field is None or field.type is not str or str(values.get(name) or "").strip():
        return None
    values[name] = f"{GAP_BEGINS}{place}{GAP_ENDS}"
    return Gap(place, before + field.label.text)


def _waiting(
    act: Act[Any], form: Form, gaps: tuple[Gap, ...], name: str
) -> tuple[Form | None, tuple[Gap, ...]]:
    """Return the form with a mark where it was refused for want of a text; None for another reason.

    What only waits for a text can be read meanwhile. Why something is done in spite of its course
    stands in no letter, so it is no gap of one.
    """
    field = next((one for one in fields_of(_form_of(act)) if one.name == name), None)
    if field is None or field.type is not str or str(getattr(form, name)).strip():
        return None, ()
    if name == _IN_SPITE:
        return replace(form, **{name: GAP_BEGINS}), gaps
    mark = f"{GAP_BEGINS}{name}{GAP_ENDS}"
    return replace(form, **{name: mark}), (*gaps, Gap(name, field.label.text))


def _composed(
    desk: Desk, act: Act[Any], request_id: int | None, form: Form, gaps: tuple[Gap, ...]
) -> DraftLetter | None:
    if isinstance(form, Registration) and request_id is None:
        year = receipt_day(form.channel, form.arrived_on, form.confirmed_on).received_on.year
        file = as_registered(desk, form, request_id=0, number=next_number(desk, year, form))
        plan = register(desk, file, form)
    else:
        file = load(desk, request_id or 0)
        plan = act.plan(desk, file, form)
    if not plan.letters:
        return None
    return DraftLetter(preview_page(desk, plan.letters[0]), gaps)
