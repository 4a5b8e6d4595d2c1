"""The `notice` command: the text of a holiday notice in, the days it sets apart out."""

import re

from casework.desk.office_calendar import seed_days
from casework.receipt.decoding import decoded
from rules.notices import NO_DAYS, understand_notice

_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
_PAGE = re.compile(rb"<\s*(?:!doctype|html|table|p|div|body)\b", re.IGNORECASE)


def given_text(raw: bytes) -> str:
    """Return the text of what the command was given: plain text, a page, Word or Excel.

    Raises `ClerkError` where nothing can be read of it.
    """
    if raw.startswith(_FILES) or _PAGE.search(raw[:4096]):
        from casework.importing.notice_file import notice_in_bytes

        return notice_in_bytes(raw)
    return decoded(raw)


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
