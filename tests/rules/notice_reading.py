"""A notice as a test reads it: all of it understood, or the first thing that is not."""

from collections.abc import Iterable

from rules.errors import ClerkError
from rules.notices import NO_DAYS, understand_notice
from rules.working_days import SpecialDay


def read_notice(text: str, year: int, known: Iterable[SpecialDay] = ()) -> list[SpecialDay]:
    """Return the days a notice for `year` sets apart; raises `ClerkError` where any is unclear."""
    reading = understand_notice(text, year, known)
    for passed in reading.not_understood:
        raise ClerkError(passed.why)
    if not reading.days:
        raise ClerkError(NO_DAYS)
    return list(reading.days)
