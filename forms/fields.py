"""How a form is declared, and how what was typed becomes one.

A form is a frozen dataclass whose fields carry a `Label`. Its types decide how a field is typed
and read: `str`, `int`, `Decimal`, `date`, `bool`, an `Enum`, a tuple of an `Enum`, a `FilePath`,
or a tuple of another form, whose rows are filled one by one. A problem of a row is one of the
field `items.2.contact`: the row's number from 1, and the row's own field.
`None` in the type means that the field may be left empty. `read` gives the whole form or its
problems; a half-valid form never exists.
"""

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, NewType, Protocol, TypeVar

from rules.law import Basis

FilePath = NewType("FilePath", str)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a field: its name, a help line, its legal source and its size.

    `lines` above 1 asks for a text area of that height; `folded` puts a field that is seldom
    needed behind “更多”; `unit` stands after the field; `group` names a heading that begins here;
    `suggest` names a list the screen may offer completions from; `papers` says that each line of
    the text is a paper with its copies and pages; `ahead` says that a day may lie
    ahead, as what is asked for or planned does: every other day is of what has happened.
    """

    text: str
    help: str = ""
    basis: Basis | None = None
    lines: int = 1
    folded: bool = False
    unit: str = ""
    group: str = ""
    suggest: str = ""
    papers: bool = False
    ahead: bool = False


class Problem(NamedTuple):
    """What is wrong with one field, in a sentence that says what to do; `field` may be empty."""

    field: str
    message: str
    basis: Basis | None = None


class RowSummary(NamedTuple):
    """What a row says of itself on one line: its subject, its kind with the article, its facts."""

    subject: str
    kind: str
    basis: str
    facts: str


class Form(Protocol):
    """What every form has: a title, and checks across its fields."""

    title: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with values that are each readable by themselves."""
        ...


F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form as a screen needs to know it."""

    name: str
    label: Label
    type: Any
    optional: bool
    default: Any

    @property
    def required(self) -> bool:
        """Whether the clerk must fill it: no default and no `None`."""
        return self.default is MISSING and not self.optional


@cache
def fields_of(form: type[Form]) -> tuple[FormField, ...]:
    """Return the fields of a form in the order they are filled in."""
    hints = typing.get_type_hints(form, include_extras=True)
    found = []
    for field in fields(form):
        label, kind = _labelled(form, field.name, hints[field.name])
        # A NewType makes the union of `typing`, a class that of `types`; only a union holds None.
        options = typing.get_args(kind)
        optional = types.NoneType in options
        if optional:
            kind = next(option for option in options if option is not types.NoneType)
        default = field.default
        if default is MISSING and field.default_factory is not MISSING:
            default = field.default_factory()
        found.append(FormField(field.name, label, kind, optional, default))
    return tuple(found)


def _labelled(form: type[Form], name: str, hint: Any) -> tuple[Label, Any]:
    if typing.get_origin(hint) is not Annotated:
        raise TypeError(f"{form.__name__}.{name} has no Label")
    kind, *notes = typing.get_args(hint)
    label = next(note for note in notes if isinstance(note, Label))
    return label, kind


def read(
    form: type[F], values: Mapping[str, Any], *, today: date | None = None
) -> F | list[Problem]:
    """Return the form that `values` fill, or everything that is wrong with them.

    Values may be texts as typed or already of the field's type. `today` lets dates be typed
    short (9.28, 昨天, +3); without it only full dates are understood.
    """
    problems: list[Problem] = []
    ready: dict[str, Any] = {}
    for field in fields_of(form):
        given = values.get(field.name)
        if isinstance(given, str):
            given = given.strip()
        if given is None or given in ("", (), []):
            if field.required:
                problems.append(
                    Problem(field.name, f"请填写{field.label.text}。", field.label.basis)
                )
            elif field.default is not MISSING and given is None:
                ready[field.name] = field.default
            else:
                ready[field.name] = _empty(field)
            continue
        try:
            ready[field.name] = value_of(field, given, today)
        except _RowProblemsError as wrong:
            problems.extend(wrong.problems)
        except ValueError as error:
            problems.append(Problem(field.name, str(error), field.label.basis))
    if problems:
        return problems
    filled = form(**ready)
    problems.extend(filled.problems())
    return problems or filled


def still_to_come(form: Form, today: date) -> Iterator[tuple[str, str, date]]:
    """Yield each day of a form that lies ahead of `today` and may not: field, what it is, day."""
    for field in fields_of(type(form)):
        value = getattr(form, field.name)
        if isinstance(value, date) and not field.label.ahead and value > today:
            yield field.name, field.label.text, value
        elif row_form(field) is not None:
            for number, row in enumerate(value or (), start=1):
                for name, text, day in still_to_come(row, today):
                    yield f"{field.name}.{number}.{name}", text, day


def restored(form: type[F], values: Mapping[str, Any]) -> F:
    """Return a form from values that were accepted before, without checking across its fields.

    Names the form no longer has are passed over; raises `ValueError` for a value it cannot read.
    """
    if not isinstance(values, Mapping):
        raise ValueError("a row that is no row")
    ready = {}
    for field in fields_of(form):
        given = values.get(field.name)
        if given is None or given in ("", (), []):
            ready[field.name] = _empty(field) if given is not None or field.optional else None
            if ready[field.name] is None and not field.optional:
                ready[field.name] = "" if field.default is MISSING else field.default
        elif (row := row_form(field)) is not None:
            ready[field.name] = tuple(restored(row, one) for one in _rows(row, given))
        else:
            ready[field.name] = value_of(field, given)
    return form(**ready)


def _empty(field: FormField) -> Any:
    if field.optional:
        return None
    if field.type is str:
        return ""
    if typing.get_origin(field.type) is tuple:
        return ()
    return None if field.default is MISSING else field.default


class _RowProblemsError(ValueError):
    """What is wrong with the rows of a field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = problems


def row_form(field: FormField) -> type[Form] | None:
    """Return the form of a field's rows; `None` for a field of any other kind."""
    if typing.get_origin(field.type) is tuple:
        member = typing.get_args(field.type)[0]
        if is_dataclass(member):
            return typing.cast(type[Form], member)
    return None


def _rows(form: type[Form], given: Any) -> list[Any]:
    """Return the rows of a field: forms, values, or lines as a form that knows them reads them."""
    if isinstance(given, str):
        lines = [line for line in given.splitlines() if line.strip()]
        in_words: Callable[[str], Any] = getattr(form, "in_words", str)
        return [in_words(line) for line in lines]
    return list(given) if isinstance(given, (tuple, list)) else [given]


def _read_rows(field: FormField, form: type[Form], given: Any, today: date | None) -> Any:
    rows: list[Form] = []
    problems: list[Problem] = []
    for number, one in enumerate(_rows(form, given), start=1):
        filled: Form | list[Problem]
        if isinstance(one, form):
            filled = one
        elif isinstance(one, Mapping):
            filled = read(form, one, today=today)
        else:
            what = f"{field.label.text}的第{number}项"
            problems.append(Problem(field.name, f"{what}读不懂，请重填。"))
            continue
        if isinstance(filled, list):
            problems += [
                Problem(f"{field.name}.{number}.{name}", f"第{number}项：{message}", basis)
                for name, message, basis in filled
            ]
        else:
            rows.append(filled)
    if problems:
        raise _RowProblemsError(problems)
    return tuple(rows)


def value_of(field: FormField, given: Any, today: date | None = None) -> Any:
    """Return the value of a field that a text or a value means; raises `ValueError` for others."""
    kind, name = field.type, field.label.text
    form = row_form(field)
    if form is not None:
        return _read_rows(field, form, given, today)
    if typing.get_origin(kind) is tuple:
        member = typing.get_args(kind)[0]
        chosen = given if isinstance(given, (tuple, list)) else [given]
        return tuple(_one(member, one, name, today) for one in chosen)
    return _one(kind, given, name, today)


def _one(kind: Any, given: Any, name: str, today: date | None) -> Any:
    if kind is str or kind is FilePath:
        return str(given)
    if isinstance(kind, type) and isinstance(given, kind):
        return given
    if kind is bool:
        return str(given) in ("1", "是", "true", "True", "有")
    if kind is int:
        return _whole_number(given, name)
    if kind is Decimal:
        return _amount(given, name)
    if kind is date:
        return read_day(str(given), today=today)
    if issubclass(kind, Enum):
        return _choice(kind, given, name)
    raise TypeError(f"no field can be of type {kind}")


def _whole_number(given: Any, name: str) -> int:
    try:
        return int(str(given).translate(_TO_HALF_WIDTH))
    except ValueError:
        raise ValueError(f"{name}应为整数，请改填数字。") from None


# Nothing is worth so much; 1e999999 would be minutes of work to write out.
_NO_SUM = 10**15


def _amount(given: Any, name: str) -> Decimal:
    text = str(given).translate(_TO_HALF_WIDTH).removesuffix("元").replace(",", "")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{name}应为金额，请改填数字，如 380 或 380.00。") from None
    if not amount.is_finite() or abs(amount) >= _NO_SUM:
        raise ValueError(f"{name}应为金额，请改填数字，如 380 或 380.00。")
    return amount


def _choice(kind: type[Enum], given: Any, name: str) -> Enum:
    for member in kind:
        if given in (member, member.name, member.value, getattr(member, "label", None)):
            return member
    raise ValueError(f"“{given}”不是{name}的选项，请从列表中选择。")


_TO_HALF_WIDTH = str.maketrans("０１２３４５６７８９．／－＋　，", "0123456789./-+ ,")
_RELATIVE = {
    "今天": 0,
    "今日": 0,
    "昨天": -1,
    "昨日": -1,
    "前天": -2,
    "明天": 1,
    "明日": 1,
    "后天": 2,
}


def read_day(text: str, *, today: date | None = None) -> date:
    """Return the day a text means: 2026-02-13, 20260213, 2026年2月13日, 2.13, 0213, 昨天, +3.

    A day without a year is the one nearest to `today`. Raises `ValueError` with a Chinese
    sentence where the text means no day.
    """
    tidy = text.strip().translate(_TO_HALF_WIDTH)
    if today is not None:
        if tidy in _RELATIVE:
            return today + timedelta(days=_RELATIVE[tidy])
        if tidy[:1] in ("+", "-") and tidy[1:].isdecimal() and len(tidy) <= 5:
            return today + timedelta(days=int(tidy))
    marked = tidy.replace("年", "-").replace("月", "-").replace("日", "").replace("号", "")
    marked = marked.replace("/", "-").replace(".", "-").strip("- ")
    parts = [part.strip() for part in marked.split("-")]
    try:
        numbers = [int(part) for part in parts]
        if len(parts) == 1 and len(marked) == 8:
            return date(int(marked[:4]), int(marked[4:6]), int(marked[6:]))
        if len(numbers) == 3:
            year = numbers[0] + 2000 if numbers[0] < 100 else numbers[0]
            return date(year, numbers[1], numbers[2])
        if today is not None and len(numbers) == 2:
            return _nearest(numbers[0], numbers[1], today)
        if today is not None and len(parts) == 1 and len(marked) in (3, 4):
            return _nearest(int(marked[:-2]), int(marked[-2:]), today)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"“{text}”不是有效的日期，请按“2026-02-13”的样式填写。")


def _nearest(month: int, day: int, today: date) -> date:
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    return min(candidates, key=lambda candidate: abs((candidate - today).days))
