"""A case as it stood on a day: its head and the steps that were recorded by then."""

from datetime import date
from typing import NamedTuple

from casework.cases.as_of import case_as_of
from casework.cases.deadlines import due_sentence
from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from casework.pages.timeline import TimelineEntry, timeline_of


class CaseThen(NamedTuple):
    """What was known of a case at the end of a day: lines of its head, and its steps, newest first.

    `entries` without the letters of the steps, which show what they became since.
    """

    head: tuple[str, ...]
    entries: tuple[TimelineEntry, ...]


def case_then(desk: Desk, request_id: int, day: date) -> CaseThen | None:
    """Return a case as it was known at the end of a day, or None where it was not yet entered."""
    file = case_as_of(desk, request_id, day)
    if file is None:
        return None
    registration = file.registration
    return CaseThen(
        (
            f"{file.register_number}　{registration.applicant_name}",
            registration.summary,
            f"{long_day(day)}结束时：{'已作废' if file.is_void else file.stage.value}。"
            f"{due_sentence(file.case)}",
        ),
        timeline_of(file, {}),
    )
