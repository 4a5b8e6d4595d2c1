"""The letter of an act while its form is still being filled in: a page with named gaps.

A needed text that is not typed yet stands in the letter as a mark with the field's name; so does
what hangs on anything else a letter cannot be composed without (a ground, a day, a number).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from casework.acts.act import Act
from casework.acts.drawn_with_each import Redrawn, choices, gapped, is_open
from casework.acts.registering import as_registered, next_number, register
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.papers.issuing import preview_page
from casework.word import LetterPage
from forms.fields import Form, FormField, Problem, fields_of, read, row_form
from forms.registration import Registration
from rules.errors import ClerkError
from rules.receipt import receipt_day

# Of Unicode's private use: no clerk types them, and no letter keeps them.
GAP_BEGINS, GAP_ENDS = "\ue000", "\ue001"
_MOST_ROUNDS = 3
# So many fields without a value are tried for one letter.
_MOST_OPEN = 4
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

    What a letter cannot be composed without, a choice, a day or a number, is tried with several
    values, and where these lead to different words there is a gap. Nothing is written. A letter
    that the law or the case does not allow is not drafted.
    """
    chosen: list[_Choice] = []
    tried: Mapping[str, Any] = values
    for _ in range(_MOST_OPEN):
        draft = _attempt(desk, act, request_id, tried)
        if not isinstance(draft, str):
            break
        choice = _chosen(desk, act, request_id, tried, draft)
        if choice is None:
            return None
        chosen.append(choice)
        tried = choice.values
    else:
        return None
    return None if draft is None else _with_gaps(desk, act, request_id, draft, chosen)


class _Choice(NamedTuple):
    """A value put in a field for the time being, and the values that could stand there instead."""

    gap: Gap
    field: FormField
    values: dict[str, Any]
    others: tuple[Any, ...]


def _attempt(
    desk: Desk, act: Act[Any], request_id: int | None, values: Mapping[str, Any]
) -> DraftLetter | str | None:
    """Return the letter, the field without whose value none can be composed, or None."""
    form, gaps, lacking = _filled(act, values, desk)
    for _ in range(_MOST_ROUNDS):
        if form is None:
            break
        try:
            return _composed(desk, act, request_id, form, gaps)
        except ClerkError as error:
            # Why it cannot be done is said beside the page, by the preview of the act.
            found = _place(act, dict(values), error.field)
            if found is not None and found.field.type is not str and found.is_open:
                return error.field
            form, gaps = _waiting(form, gaps, error.field)
    return lacking or None


def _chosen(
    desk: Desk, act: Act[Any], request_id: int | None, values: Mapping[str, Any], place: str
) -> _Choice | None:
    """Return the first value of a field with which the drafting comes further."""
    found = _place(act, dict(values), place)
    if found is None:
        return None
    every = list(choices(found.field, desk.today))
    for number, value in enumerate(every):
        with_it = _put(act, values, place, value)
        draft = _attempt(desk, act, request_id, with_it)
        if draft is not None and draft != place:
            words = found.before + found.field.label.text
            return _Choice(Gap(place, words), found.field, with_it, tuple(every[number + 1 :]))
    return None


def _with_gaps(
    desk: Desk,
    act: Act[Any],
    request_id: int | None,
    draft: DraftLetter,
    chosen: list[_Choice],
) -> DraftLetter | None:
    """Return the letter with a gap where what was chosen for the time being shows."""
    redrawn, gaps = list[Redrawn](), list(draft.gaps)
    tried = chosen[-1].values if chosen else {}
    for choice in chosen:
        if row_form(choice.field) is not None:
            # A row is what its fields are.
            continue
        mark, place = f"{GAP_BEGINS}{choice.gap.field}{GAP_ENDS}", choice.gap.field
        others = [
            _attempt(desk, act, request_id, _put(act, tried, place, value))
            for value in choice.others
        ]
        drawn = [other.page for other in others if isinstance(other, DraftLetter)]
        if not drawn:
            # With one value alone nobody can tell what hangs on it.
            return None
        redrawn += [Redrawn(mark, choice.field.type, page) for page in drawn]
        gaps.append(choice.gap)
    page = gapped(draft.page, redrawn)
    text = "".join(line.text for line in page.lines)
    shown = tuple(gap for gap in gaps if f"{GAP_BEGINS}{gap.field}{GAP_ENDS}" in text)
    return DraftLetter(page, shown if redrawn else draft.gaps)


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
) -> tuple[Form | None, tuple[Gap, ...], str]:
    """Return the form with marks for the texts that are missing, and which those are.

    Where it is no form because something else than a text is missing, that field's name is last.
    """
    typed, gaps = dict(values), list[Gap]()
    for _ in range(_MOST_ROUNDS):
        form = read(act.form, typed, today=desk.today)
        if not isinstance(form, list):
            return form, tuple(gaps), ""
        marked = [_mark(act, typed, problem.field) for problem in form]
        if not any(marked):
            return None, (), _lacking(act, typed, form)
        gaps += [gap for gap in marked if gap is not None]
    return None, (), ""


def _lacking(act: Act[Any], typed: dict[str, Any], problems: list[Problem]) -> str:
    """Return the first field that is no text and has no value, where all problems are such."""
    found = [_place(act, typed, problem.field) for problem in problems]
    if any(one is None or not one.is_open for one in found):
        return ""
    return problems[0].field


class _Place(NamedTuple):
    """A field, the values it is one of, its name among them, and whose row it stands in."""

    field: FormField
    values: dict[str, Any]
    before: str

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in the field yet."""
        return is_open(self.values, self.field.name)


def _place(act: Act[Any], typed: dict[str, Any], place: str) -> _Place | None:
    """Return the field of a place: one of the form, or one of a row, `items.2.reasons`.

    The rows it is one of are put into `typed` anew, so that what is written to them stays there.
    """
    root, _, within = place.partition(".")
    fields = {field.name: field for field in fields_of(_form_of(act))}
    values, name, before = typed, root, ""
    if within and root in fields and (form := row_form(fields[root])) is not None:
        number, _, name = within.partition(".")
        typed[root] = rows = [dict(row) for row in typed[root]]
        values = rows[int(number) - 1]
        fields, before = {field.name: field for field in fields_of(form)}, f"第{number}项"
    field = fields.get(name)
    return None if field is None else _Place(field, values, before)


def _put(act: Act[Any], values: Mapping[str, Any], place: str, value: object) -> dict[str, Any]:
    """Return the values with one put in a place."""
    typed = dict(values)
    found = _place(act, typed, place)
    if found is not None:
        found.values[found.field.name] = value
    return typed


def _mark(act: Act[Any], typed: dict[str, Any], place: str) -> Gap | None:
    """Put a mark where a text is missing and return it as a gap; None where no mark can stand."""
    found = _place(act, typed, place)
    if found is None or found.field.type is not str or not found.is_open:
        return None
    found.values[found.field.name] = f"{GAP_BEGINS}{place}{GAP_ENDS}"
    return Gap(place, found.before + found.field.label.text)


def _waiting(form: Form, gaps: tuple[Gap, ...], place: str) -> tuple[Form | None, tuple[Gap, ...]]:
    """Return the form with a mark where it was refused for want of a text; None for another reason.

    What only waits for a text can be read meanwhile. Why something is done in spite of its course
    stands in no letter, so it is no gap of one.
    """
    root, _, within = place.partition(".")
    number, _, name = within.partition(".")
    rows = getattr(form, root, ()) if within else ()
    at = int(number) - 1 if rows else 0
    one: Form = rows[at] if rows else form
    field = next((field for field in fields_of(type(one)) if field.name == (name or root)), None)
    if field is None or field.type is not str or str(getattr(one, field.name)).strip():
        return None, ()
    if field.name == _IN_SPITE:
        return replace(form, **{field.name: GAP_BEGINS}), gaps
    marked = replace(one, **{field.name: f"{GAP_BEGINS}{place}{GAP_ENDS}"})
    if rows:
        marked = replace(form, **{root: (*rows[:at], marked, *rows[at + 1 :])})
    words = f"第{number}项{field.label.text}" if rows else field.label.text
    return marked, (*gaps, Gap(place, words))


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
