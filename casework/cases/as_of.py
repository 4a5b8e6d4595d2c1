"""The register as it was on a day: from the steps recorded until then, and from nothing else."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casework.cases.case_file import CaseFile, assembled
from casework.cases.deadlines import due_sentence
from casework.desk.desk import Desk
from db import requests, steps
from rules.errors import ClerkError


class Standing(NamedTuple):
    """A case as it stood on a day: who asked for what, how far it was, and its due day in words."""

    register_number: str
    applicant_name: str
    matter: str
    stage: str
    words: str
    request_id: int

    @property
    def line(self) -> str:
        """The case in one line."""
        return "　".join(self[:5])


def case_as_of(desk: Desk, request_id: int, day: date) -> CaseFile | None:
    """Return a case as it was known at the end of a day, or None where it was not yet entered.

    Counted on the working days and by the practice of today: what was published since is known.
    """
    row = requests.one(desk.store, request_id)
    return _file(desk, request_id, row.register_number, steps.of_request(desk.store, request_id),
                 day)  # fmt: skip


def _file(
    desk: Desk, request_id: int, number: str, records: list[steps.StepRecord], day: date
) -> CaseFile | None:
    # What was entered later was not known, whatever day it speaks of.
    known = [record for record in records if record.recorded_at[:10] <= day.isoformat()]
    if not known:
        return None
    return assembled(request_id, number, known, desk.outlook, desk.practice, day)


def register_as_of(desk: Desk, day: date) -> Iterator[Standing]:
    """Yield every case that was in the register at the end of a day, by its number.

    Raises `ClerkError` where the day lies ahead.
    """
    if day > desk.today:
        raise ClerkError(f"日期{day}晚于今天{desk.today}，那一天的登记簿还没有。")
    numbers = {row.id: row.register_number for row in requests.every(desk.store)}
    for request_id, records in steps.of_all(desk.store):
        file = _file(desk, request_id, numbers[request_id], records, day)
        if file is None or file.is_void:
            continue
        yield Standing(
            file.register_number,
            file.registration.applicant_name,
            file.registration.summary,
            file.stage.value,
            due_sentence(file.case),
            request_id,
        )
