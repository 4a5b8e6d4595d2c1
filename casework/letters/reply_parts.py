"""What every reply has in common: its head, its basis, its enclosures."""

from collections.abc import Sequence
from datetime import date

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date
from casework.letters.opening import Addressed, addressed
from rules.law import Basis, cite


class Replied(Addressed):
    """The fields of every reply."""

    basis: str
    remedy: str


def replied(
    office: OfficeFacts, case: CaseFacts, number: str, on: date, bases: Sequence[Basis], remedy: str
) -> Replied:
    """Return the shared fields of a reply that rests on `bases`."""
    return {
        **addressed(office, case, number, on, course=case.course),
        "basis": cite(*bases, on=on),
        "remedy": remedy,
    }


def enclosure_words(names: Sequence[str]) -> str:
    """Return the enclosures of a letter, numbered where there are several."""
    if len(names) < 2:
        return "".join(names)
    return "\n".join(f"{number}．{name}" for number, name in enumerate(names, start=1))


def earlier(number: str, on: date) -> str:
    """Return a former document as a letter refers to it."""
    return f"{chinese_date(on)}作出的{number}"
