"""The office's settings, set as acts: one transaction each, with the cases they move."""

from collections.abc import Sequence

from casework.cases.case_file import plain
from casework.cases.recount import refresh_the_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import settings
from forms.office import Office
from rules.practice import changed, stored

_UNITS = "roll_up_units"


def set_office(desk: Desk, office: Office, clerk: str) -> None:
    """Keep what every letter needs of the office, and who the clerk is."""
    with writing(desk, "set_office", What.SETTINGS):
        settings.put(desk.store, "office", plain(office))
        settings.put(desk.store, "clerk", clerk.strip())
    user = desk.user
    desk.clerk = user.name if user.person_id else clerk.strip()
    desk.forget_settings()


def set_practice(desk: Desk, name: str, value: object) -> int:
    """Keep an answer to what the law leaves open; return how many open requests it moved.

    Raises `ClerkError` where the answer is none.
    """
    practice = changed(desk.practice, name, value)
    with writing(desk, "set_practice", What.SETTINGS):
        settings.put(desk.store, "practice", stored(practice))
        desk.forget_settings()
        return refresh_the_day(desk)


def units_expected(desk: Desk) -> list[str]:
    """Return the units whose reports the office sums up, in its order."""
    return [str(one) for one in settings.value(desk.store, _UNITS, [])]


def expect_units(desk: Desk, names: Sequence[str]) -> None:
    """Keep the units whose reports the office sums up."""
    with writing(desk, "expect_units", What.REPORT):
        settings.put(desk.store, _UNITS, list(names))
