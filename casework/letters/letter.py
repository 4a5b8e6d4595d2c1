"""What a letter is: a frozen record whose fields carry the names that stand in its template."""

import dataclasses
import typing
from dataclasses import dataclass
from typing import Annotated, ClassVar

from casework.letters.kinds import LetterKind
from casework.word import Code, Names, Value, Values


@dataclass(frozen=True, slots=True)
class Word:
    """The name of a field in the template; a `required` one must stand in every version of it.

    What is a `code` is printed as one and read by nobody.
    """

    name: str
    required: bool = False
    code: bool = False


_RECORDS: "dict[LetterKind, type[Letter]]" = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every document shows: the office. A record that names its `kind` registers itself."""

    kind: ClassVar[LetterKind]

    def __init_subclass__(cls) -> None:
        """Register the record; raises `ValueError` where its kind has another."""
        if "kind" not in cls.__dict__:
            return
        # A dataclass with slots is made twice over: the second is the one that is used.
        if _RECORDS.setdefault(cls.kind, cls).__qualname__ != cls.__qualname__:
            raise ValueError(f"{cls.kind.name} has two records")
        _RECORDS[cls.kind] = cls

    office: Annotated[str, Word("机关全称", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPaper(Letter):
    """A document that bears a day."""

    dated: Annotated[str, Word("成文日期", required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued(DatedPaper):
    """A document that leaves the office about one request, under a number."""

    number: Annotated[str, Word("文号", required=True)]
    register_number: Annotated[str, Word("申请编号")]
    information_sought: Annotated[str, Word("申请内容", required=True)]
    contact: Annotated[str, Word("联系人")]
    phone: Annotated[str, Word("联系电话")]
    code: Annotated[str, Word("二维码", code=True)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToApplicant(Issued):
    """A document addressed to the applicant."""

    applicant: Annotated[str, Word("申请人", required=True)]
    you: Annotated[str, Word("称呼")]
    submitted: Annotated[str, Word("提交方式")]
    received_on: Annotated[str, Word("收到日期", required=True)]
    course: Annotated[str, Word("办理经过")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLetter(ToApplicant):
    """A decision on the request; it tells the course of the case, its basis and the remedy."""

    basis: Annotated[str, Word("依据", required=True)]
    remedy: Annotated[str, Word("救济告知", required=True)]


def record_of(kind: LetterKind) -> type[Letter]:
    """Return the record a kind of document is filled as."""
    return _RECORDS[kind]


@dataclass(frozen=True, slots=True)
class LetterField:
    """One field of a letter: its attribute, its name in the template and, of a list, the item."""

    attribute: str
    word: Word
    kind: type
    item: type | None = None


_KNOWN: dict[type, tuple[LetterField, ...]] = {}


def fields_of(letter: type) -> tuple[LetterField, ...]:
    """Return the fields of a letter, or of an item of one, in the order they are declared."""
    if letter not in _KNOWN:
        _KNOWN[letter] = _read(letter)
    return _KNOWN[letter]


def _read(letter: type) -> tuple[LetterField, ...]:
    hints = typing.get_type_hints(letter, include_extras=True)
    found = []
    for field in dataclasses.fields(letter):
        kind, *notes = typing.get_args(hints[field.name])
        word = next(note for note in notes if isinstance(note, Word))
        if typing.get_origin(kind) is tuple:
            found.append(LetterField(field.name, word, tuple, typing.get_args(kind)[0]))
        else:
            found.append(LetterField(field.name, word, kind))
    return tuple(found)


def names_of(letter: type[Letter]) -> Names:
    """Return the names a template for the letter may use."""
    fields = fields_of(letter)
    return Names(
        frozenset(one.word.name for one in fields if one.kind is str),
        {
            one.word.name: frozenset(inner.word.name for inner in fields_of(one.item))
            for one in fields
            if one.item is not None
        },
        frozenset(one.word.name for one in fields if one.kind is bool),
    )


def required_names(letter: type[Letter]) -> tuple[str, ...]:
    """Return the names every template for the letter must carry."""
    return tuple(one.word.name for one in fields_of(letter) if one.word.required)


def values_of(letter: object) -> Values:
    """Return the values of a letter by the names of its template."""
    values: dict[str, Value] = {}
    for field in fields_of(type(letter)):
        value = getattr(letter, field.attribute)
        if field.item is not None:
            values[field.word.name] = [values_of(item) for item in value]
        elif field.word.code:
            values[field.word.name] = Code(value)
        else:
            values[field.word.name] = value
    return values


def letter_text(letter: object) -> str:
    """Return every text of a letter, for the search of the register."""
    texts: list[str] = []
    for field in fields_of(type(letter)):
        value = getattr(letter, field.attribute)
        if field.item is not None:
            texts.extend(letter_text(item) for item in value)
        elif isinstance(value, str) and value:
            texts.append(value)
    return "\n".join(texts)
