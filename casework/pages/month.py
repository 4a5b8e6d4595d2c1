"""Six weeks of days: what falls due on each, what was done, and what a new request would mean."""

from datetime import date, timedelta
from typing import NamedTuple

from casework.cases.case_file import load
from casework.cases.urgency import Urgency
from casework.desk.desk import Desk
from casework.pages import agenda
from casework.pages.day_board import act_label_of, kind_of, named_kind
from casework.pages.register_numbers import short_number
from db import requests
from db.requests import Query, QueryCondition
from rules.errors import ClerkError
from rules.steps import StepKind
from rules.tasks import Task
from rules.time_limits import first_due
from rules.what_if import last_days

_ONE_DAY = timedelta(days=1)
_MOST_DONE = 400


class MonthEntry(NamedTuple):
    """A line of a day: whose, what, how it stands, and the act that answers it.

    `named` is its kind with the side it belongs to, where there is room for it.
    """

    request_id: int
    kind: str
    who: str
    number: str
    matter: str
    urgency: Urgency
    chip: str
    act_name: str
    act_label: str
    task: Task | None = None
    named: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the line is behind."""
        return self.urgency is Urgency.CLOSED


def entries_by_day(desk: Desk, first: date, last: date) -> dict[date, list[MonthEntry]]:
    """Return what falls due on each day of a stretch, then what was closed on it."""
    year, days = desk.today.year, dict[date, list[MonthEntry]]()
    for day, items in agenda.by_day(desk, first, last).items():
        for item in items:
            if item.task is Task.EXTENSION:
                continue
            days.setdefault(day, []).append(
                MonthEntry(
                    item.request_id,
                    kind_of(item),
                    item.applicant_name,
                    short_number(item.register_number, year),
                    item.matter,
                    item.urgency,
                    item.chip,
                    item.act_name,
                    act_label_of(item),
                    item.task,
                    named_kind(item),
                )
            )
    for row in _closed(desk, first, last):
        assert row.closed_on is not None
        days.setdefault(row.closed_on, []).append(
            MonthEntry(
                row.id,
                "办结",
                row.applicant_name,
                short_number(row.register_number or "", year),
                row.matter,
                Urgency.CLOSED,
                "已办结",
                "",
                "",
            )
        )
    return days


def _closed(desk: Desk, first: date, last: date) -> list[requests.RequestRow]:
    where = (QueryCondition("closed_on", ">=", first), QueryCondition("closed_on", "<=", last))
    ids = requests.ids(desk.store, Query(where=where, order_by="closed_on"), limit=_MOST_DONE)
    return requests.rows(desk.store, ids)


class ReceivedThatDay(NamedTuple):
    """What a request received on a day would mean: its due day, and that week's load."""

    due_on: date
    is_provisional: bool
    in_that_week: int


def new_request(desk: Desk, received_on: date) -> ReceivedThatDay | None:
    """Return what a request received on a day would mean; None where no calendar reaches."""
    try:
        due_on = first_due(received_on, desk.outlook.safe)
    except ClerkError:
        return None
    monday = due_on - timedelta(days=due_on.weekday())
    week = agenda.ours_by_day(desk, monday, monday + 6 * _ONE_DAY)
    return ReceivedThatDay(due_on, due_on > desk.outlook.published_until, sum(week.values()))


class LastChance(NamedTuple):
    """What may still be done in a case on a day and not after it, in words."""

    request_id: int
    who: str
    number: str
    acts: str


_MOST_ASKED = 24
# A service on the day is what the day is about already.
_NO_CHANCE = frozenset({StepKind.SERVED})


def last_chances(desk: Desk, day: date) -> list[LastChance]:
    """Return the acts for which a day is the last one that is safe, by case; none for days past.

    Asked of the cases that have a day of their own on it or on the working day after: a letter to
    a third party gains nothing where it goes out on the due day itself.
    """
    if day < desk.today:
        return []
    try:
        after = desk.outlook.safe.day_after(day)
    except ClerkError:
        return []
    found, year = list[LastChance](), desk.today.year
    items = agenda.agenda(desk, first=day, last=after)
    for request_id in list(dict.fromkeys(item.request_id for item in items))[:_MOST_ASKED]:
        file = load(desk, request_id)
        acts = [
            last.kind.label
            for last in last_days(file.case)
            if last.on == day and last.kind not in _NO_CHANCE
        ]
        if acts:
            name = file.registration.applicant_name
            number = short_number(file.register_number, year)
            found.append(LastChance(request_id, name, number, "、".join(dict.fromkeys(acts))))
    return found
