"""A holiday notice of the State Council, read from its text: which days rest, which are worked.

The text may be a whole notice or one of its sentences. What cannot be read with certainty is
refused with a sentence that says what to put right: a calendar misread moves every due day.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from rules.arrangements import feasts_of
from rules.errors import ClerkError
from rules.lunar import FIRST_YEAR, LAST_YEAR
from rules.notice_words import (
    Count,
    DayWord,
    Extension,
    Verb,
    document_number,
    named_years,
    plain,
    sections,
    words,
)
from rules.statutory_holidays import Festival, statutory_days
from rules.working_days import WEEKDAYS, SpecialDay, days_between

_LONGEST_RUN = 16
_NEAR = timedelta(days=12)
_ONE_DAY = timedelta(days=1)


def read_notice(text: str, year: int, known: Iterable[SpecialDay] = ()) -> list[SpecialDay]:
    """Return the days a notice for `year` sets apart, in the order of its text.

    A run of days off is listed whole, with its weekends. `known` is the calendar so far: days off
    that are extended begin after those it holds. Raises `ClerkError` where nothing is understood,
    a day does not exist, a weekday or a number of days is wrong, a day is both off and worked, or
    the notice is for another year.
    """
    body = plain(text)
    named = named_years(body)
    if named and year not in named:
        years = "、".join(f"{other}年" for other in sorted(named))
        raise ClerkError(
            f"通知写的是{years}，所选年份是{year}年，请核对后改选年份或者粘贴{year}年的通知。",
            field="year",
        )
    reading = _Reading(year, list(known))
    for section in sections(body):
        reading.begin(section.name)
        for sentence in section.sentences:
            reading.take(sentence)
    return reading.result(document_number(body))


class _Reading:
    """What has been understood of a notice so far."""

    def __init__(self, year: int, known: list[SpecialDay]) -> None:
        self._year = year
        self._known = known
        self._days: dict[date, tuple[bool, str]] = {}
        self._moved: list[date] = []
        self.begin("")

    def begin(self, name: str) -> None:
        """Begin a heading: a month or a run of days is not carried over it."""
        self._name = name
        self._month = 1 if name == Festival.NEW_YEAR.value else 0
        self._off: list[date] = []

    def take(self, sentence: str) -> None:
        """Understand one sentence: what it gives off first, then what it has worked."""
        off: list[date] = []
        worked: list[date] = []
        named: list[date] = []
        moved: list[date] = []
        extension: Extension | None = None
        is_target = False
        texts: list[str] = []
        last_run: list[date] = []
        for word in words(sentence):
            match word:
                case DayWord():
                    self._name_day(word, named, texts)
                    if extension is not None:
                        named = self._extended(extension, named[-1], word.text)
                        off, last_run, named, extension = [*off, *named], named, [], None
                    elif is_target:
                        pass
                case Extension():
                    extension = word
                case Verb.MOVED_TO:
                    moved, named, is_target = named, [], True
                case Verb.REST | Verb.NOTHING | Verb.WORK | Verb.WORK_FROM:
                    pass
                case Count():
                    self._check_count(word.days, last_run, off, "".join(texts), sentence)
