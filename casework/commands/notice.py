"""The `notice` command: the text of a holiday notice in, the days it sets apart out."""

from casework.desk.office_calendar import seed_days
from rules.notices import read_notice


def notice_json(text: str, year: int) -> list[dict[str, object]]:
    """Return the days of a notice for `year` as ISO dates, in the order of its text.

    Raises `ClerkError` with what to put right.
    """
    return [
        {"date": day.on.isoformat(), "is_working_day": day.is_working}
        for day in read_notice(text, year, seed_days())
    ]
