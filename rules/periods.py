"""Periods in natural days and months: the applicant's remedies, and the office's other dates.

The limits of 条例 are counted in working days (`rules.time_limits`). These are not: a period of
days runs through rest days and only its end is moved off them (民法典203), a period of months
ends on the day of the same number (民法典202).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from rules.law import Basis, Dated, InForce
from rules.provisions import OGI_2007_IN_FORCE, OGI_2019_IN_FORCE, Provision
from rules.time_limits import RECONSIDERATION_ANSWER_DAYS, SIMPLE_ANSWER_DAYS
from rules.working_days import Calendar

RECONSIDERATION_1999 = date(1999, 10, 1)
RECONSIDERATION_2024 = date(2024, 1, 1)
_LITIGATION_1990 = date(1990, 10, 1)
_LITIGATION_2015 = date(2015, 5, 1)

FIRST_DAY_BASIS = Provision.FIRST_DAY
MONTHS_BASIS = Provision.MONTHS
REST_DAY_BASIS = Provision.REST_DAY

RECONSIDERATION_DAYS = Dated(
    InForce(RECONSIDERATION_1999, 60, Provision.RECONSIDERATION_PERIOD_1999),
    InForce(RECONSIDERATION_2024, 60, Provision.RECONSIDERATION_PERIOD),
)
LITIGATION_MONTHS = Dated(
    InForce(_LITIGATION_1990, 3, Provision.SUIT_PERIOD_1989),
    InForce(_LITIGATION_2015, 6, Provision.SUIT_PERIOD),
)
LITIGATION_AFTER_RECONSIDERATION_DAYS = Dated(
    InForce(_LITIGATION_1990, 15, Provision.SUIT_AFTER_RECONSIDERATION_1989),
    InForce(_LITIGATION_2015, 15, Provision.SUIT_AFTER_RECONSIDERATION),
)
LONGEST_UNTOLD_YEARS = Dated(InForce(RECONSIDERATION_2024, 1, Provision.REMEDY_UNTOLD))
DEFENCE_DAYS = Dated(
    InForce(_LITIGATION_1990, 10, Provision.DEFENCE_1989),
    InForce(_LITIGATION_2015, 15, Provision.DEFENCE),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period's last day and how it came about.

    `nominal_on` is the day before the end is moved off a rest day, `ends_on` the last day on
    which the act is in time.
    """

    starts_after: date
    nominal_on: date
    ends_on: date
    words: str
    bases: tuple[Basis, ...]

    @property
    def is_moved(self) -> bool:
        """Whether the end was moved off a rest day."""
        return self.ends_on != self.nominal_on


def days_after(start: date, days: int, calendar: Calendar) -> date:
    """Return the last day of a period of natural days; the first day is not counted.

    An end on a rest day is moved to the next working day (民法典203). Raises `ClerkError` outside
    the calendar.
    """
    return calendar.next_working_day(start + timedelta(days=days))


def months_after(start: date, months: int, calendar: Calendar) -> date:
    """Return the last day of a period of months: the day of the same number (民法典202).

    A month without that day gives its last day; an end on a rest day is moved as for days.
    """
    return calendar.next_working_day(start + relativedelta(months=months))


class RemedyPeriods(NamedTuple):
    """The applicant's last days: for reconsideration, and for a suit brought directly."""

    reconsideration: Period
    litigation: Period


def remedy_periods(known_on: date, calendar: Calendar) -> RemedyPeriods:
    """Return until when the applicant may challenge a reply she received on `known_on`."""
    return RemedyPeriods(
        _in_days(known_on, RECONSIDERATION_DAYS.on(known_on), calendar),
        _in_months(known_on, LITIGATION_MONTHS.on(known_on), calendar),
    )


def untold_period(known_on: date, calendar: Calendar) -> Period:
    """Return the longest time for reconsideration where the letter did not tell of it.

    A letter without the right, the body and the period leaves the applicant a year from the day
    she knew of the reply (复议法20③).
    """
    version = LONGEST_UNTOLD_YEARS.on(known_on)
    nominal_on = known_on + relativedelta(years=version.value)
    return Period(
        known_on,
        nominal_on,
        calendar.next_working_day(nominal_on),
        f"{version.value}年",
        (version.basis, REST_DAY_BASIS),
    )


def silence_periods(missed_on: date, calendar: Calendar) -> RemedyPeriods:
    """Return until when the applicant may challenge that no reply came by the day it was due.

    Both run from the end of the reply period: nothing was received from which they could. They
    stay what they are where a reply comes late (复议法实施条例16①(一)、行诉解释66).
    """
    told = remedy_periods(missed_on, calendar)
    return RemedyPeriods(
        replace(
            told.reconsideration,
            bases=(Provision.SILENCE_RECONSIDERED, *told.reconsideration.bases),
        ),
        replace(told.litigation, bases=(Provision.SILENCE_SUED, *told.litigation.bases)),
    )


def suit_after_reconsideration(decision_received_on: date, calendar: Calendar) -> Period:
    """Return until when a suit may follow a reconsideration decision received on that day."""
    version = LITIGATION_AFTER_RECONSIDERATION_DAYS.on(decision_received_on)
    return _in_days(decision_received_on, version, calendar)


def reconsideration_answer_due(
    copy_received_on: date, calendar: Calendar, *, simple: bool
) -> Period:
    """Return until when the office must answer a reconsideration, from receipt of the copy.

    Ten working days, five in the simple procedure (复议法48、54、88②). Before 2024 there was no
    simple procedure and the ten days were natural ones (旧法23、40②).
    """
    if copy_received_on < RECONSIDERATION_2024:
        version = InForce(RECONSIDERATION_1999, 10, Provision.RECONSIDERATION_ANSWER_1999)
        return _in_days(copy_received_on, version, calendar)
    limit = SIMPLE_ANSWER_DAYS if simple else RECONSIDERATION_ANSWER_DAYS
    working = limit.on(copy_received_on)
    ends_on = calendar.nth_after(copy_received_on, working.value)
    return Period(
        copy_received_on,
        ends_on,
        ends_on,
        f"{working.value}个工作日",
        (working.basis, Provision.WORKING_DAYS),
    )


def defence_due(copy_received_on: date, calendar: Calendar) -> Period:
    """Return until when the office must answer a suit, from receipt of the complaint's copy."""
    return _in_days(copy_received_on, DEFENCE_DAYS.on(copy_received_on), calendar)


def _in_days(start: date, limit: InForce[int], calendar: Calendar) -> Period:
    return Period(
        start,
        start + timedelta(days=limit.value),
        days_after(start, limit.value, calendar),
        f"{limit.value}日",
        (limit.basis, FIRST_DAY_BASIS, REST_DAY_BASIS),
    )


def _in_months(start: date, limit: InForce[int], calendar: Calendar) -> Period:
    return Period(
        start,
        start + relativedelta(months=limit.value),
        months_after(start, limit.value, calendar),
        f"{limit.value}个月",
        (limit.basis, MONTHS_BASIS, REST_DAY_BASIS),
    )


class MonthDay(NamedTuple):
    """A day of the year."""

    month: int
    day: int


DEPARTMENT_REPORT_DUE = Dated(
    InForce(OGI_2007_IN_FORCE, MonthDay(3, 31), Provision.REPORT_OF_AN_OFFICE),
    InForce(OGI_2019_IN_FORCE, MonthDay(1, 31), Provision.REPORT_OF_AN_OFFICE),
)
GOVERNMENT_REPORT_DUE = Dated(
    InForce(OGI_2007_IN_FORCE, MonthDay(3, 31), Provision.REPORT_OF_A_GOVERNMENT),
    InForce(OGI_2019_IN_FORCE, MonthDay(3, 31), Provision.REPORT_OF_A_GOVERNMENT),
)


def report_due(year: int, *, of_government: bool) -> InForce[date]:
    """Return the last day for the annual report on `year`, in the following year, and its basis.

    A department publishes and hands in by 31 January, the department in charge publishes its
    government's by 31 March (条例49). The day is not moved: it is a date and no period.
    """
    limit = GOVERNMENT_REPORT_DUE if of_government else DEPARTMENT_REPORT_DUE
    version = limit.on(date(year + 1, 1, 1))
    return InForce(version.since, date(year + 1, *version.value), version.basis)
