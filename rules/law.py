"""Citations and values in force: every number of the law carries the provision it comes from.

A `Basis` is an object and not a comment: the screen shows it, the letter cites it and the proof
page prints it, so that the three can never disagree.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

_DIGITS = "零一二三四五六七八九"
_UNITS = ((100, "百"), (10, "十"))


def chinese_number(number: int) -> str:
    """Return a whole number from 0 to 999 as Chinese numerals: 33 → 三十三, 101 → 一百零一.

    Raises `ValueError` for any other number.
    """
    if not 0 <= number <= 999:
        raise ValueError(f"no article is numbered {number}")
    if number < 10:
        return _DIGITS[number]
    words, rest, gap = "", number, False
    for unit, name in _UNITS:
        count, rest = divmod(rest, unit)
        if count:
            words += ("零" if gap else "") + _DIGITS[count] + name
            gap = False
        elif words and rest:
            gap = True
    if rest:
        words += ("零" if gap else "") + _DIGITS[rest]
    return words.removeprefix("一") if words.startswith("一十") else words


@dataclass(frozen=True, slots=True)
class Regulation:
    """A law, regulation or official interpretation, with the name a letter gives it."""

    title: str
    short: str
    number: str = ""
    # An official reply to a question is divided into 一、二、三、 and has no 条.
    in_sections: bool = False
    in_force: date | None = None

    def at(
        self, article: int, paragraph: int = 0, item: int = 0, *, before: "Basis | None" = None
    ) -> "Basis":
        """Return the citation of an article, its paragraph (款) and item (项); 0 means none.

        `before` is where the same was written until this regulation came into force.
        """
        return Basis(self, article, paragraph, item, before=before)

    def unseen(self, article: int, paragraph: int = 0, item: int = 0) -> "Basis":
        """Return the citation of a provision whose text was not seen in full."""
        return Basis(self, article, paragraph, item, attested=False)

    def __str__(self) -> str:
        return f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Basis:
    """A citation. `str()` gives the words a letter prints; `short` fits a screen.

    `attested` is False where the text of the provision was not seen in full: the program then
    says that the office's own verification decides.
    """

    regulation: Regulation
    article: int
    paragraph: int
    item: int
    attested: bool = field(default=True, compare=False)
    before: "Basis | None" = field(default=None, compare=False, repr=False)

    def on(self, day: date) -> "Basis":
        """Return where the same was written on a day."""
        since = self.regulation.in_force
        if self.before is None or since is None or day >= since:
            return self
        return self.before.on(day)

    def noted(self, day: date) -> str:
        """Return the citation as a sentence notes it in brackets, as it stood on a day.

        Empty where nothing of the kind was written yet.
        """
        written = self.on(day)
        since = written.regulation.in_force
        return "" if since is not None and day < since else f"（{written.short}）"

    @property
    def place(self) -> str:
        """The article, paragraph and item in Chinese words, e.g. 第三十三条第二款."""
        if self.regulation.in_sections:
            return f"第{chinese_number(self.article)}部分" if self.article else ""
        words = f"第{chinese_number(self.article)}条" if self.article else ""
        if self.paragraph:
            words += f"第{chinese_number(self.paragraph)}款"
        if self.item:
            words += f"第（{chinese_number(self.item)}）项"
        return words

    @property
    def short(self) -> str:
        """The citation as a screen shows it, e.g. 条例第33条."""
        if self.regulation.in_sections:
            return self.regulation.short + (chinese_number(self.article) if self.article else "")
        words = f"第{self.article}条" if self.article else ""
        if self.paragraph:
            words += f"第{self.paragraph}款"
        if self.item:
            words += f"第{self.item}项"
        return self.regulation.short + words

    def __str__(self) -> str:
        return f"{self.regulation}{self.place}"


def cite(*bases: Basis, on: date | None = None) -> str:
    """Return several citations as one phrase; a regulation named once is not named again.

    With `on` they are cited as they stood on that day.
    """
    words: list[str] = []
    previous: Regulation | None = None
    for basis in bases if on is None else [one.on(on) for one in bases]:
        words.append(basis.place if basis.regulation == previous else str(basis))
        previous = basis.regulation
    return "、".join(words)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InForce(Generic[T]):
    """A value, the day from which it applies and where it is written."""

    since: date
    value: T
    basis: Basis


class Dated(Generic[T]):
    """A value through time: each version holds until the next one begins.

    A version cites the provision as it stood on the day asked for, so that all of them may name
    one provision, renumbered between two versions or within one.
    """

    def __init__(self, *versions: InForce[T]) -> None:
        ordered = sorted(versions, key=lambda version: version.since)
        self.versions = tuple(replace(one, basis=one.basis.on(one.since)) for one in ordered)
        self._provisions = [version.basis for version in ordered]
        self._since = [version.since for version in self.versions]
        if not self.versions or len(set(self._since)) != len(self._since):
            raise ValueError("a dated value needs versions that begin on different days")

    def on(self, day: date) -> InForce[T]:
        """Return the version in force on `day`.

        The first version also answers for days before it: a register may hold requests older
        than the first regulation, and the first limit ever set is the only one to hold them to.
        """
        place = max(bisect_right(self._since, day) - 1, 0)
        version = self.versions[place]
        basis = self._provisions[place].on(max(day, version.since))
        return version if basis is version.basis else replace(version, basis=basis)
