"""The `notice` command: the text of a holiday notice in, the days it sets apart out."""

from casework.desk.office_calendar import seed_days
from rules.notices import NO_DAYS, understand_notice


def notice_json(text: str, year: int) -> tuple[list[dict[str, object]], list[str]]:
    """Return the days a notice for `year` surely sets apart, and what was not understood of it.

    The days are ISO dates in the order of the text; what was not understood is in sentences.
    Raises `ClerkError` where the year is none, or the notice is for another one.
    """
    reading = understand_notice(text, year, seed_days())
    days: list[dict[str, object]] = [
        {"date": day.on.isoformat(), "is_working_day": day.is_working} for day in reading.days
    ]
    said = list(dict.fromkeys(passed.why for passed in reading.not_understood))
    return days, said or ([] if days else [NO_DAYS])
