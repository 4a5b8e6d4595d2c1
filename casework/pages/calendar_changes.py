"""A holiday notice taken in: understood first, then its effect shown, then entered.

Nothing moves silently: every open case whose day would move is listed with its old and new day
and the letters already out that name the old one, and the clerk confirms.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casework.cases.recount import recounted, refresh_the_day
from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from casework.letters.facts import chinese_date
from casework.pages.reminders import year_to_enter
from casework.papers.issuing import WITHDRAWN
from db import calendar_days, documents, requests
from db.calendar_days import YearState
from rules.errors import ClerkError
from rules.forecast import outlook, settled_until
from rules.notices import notice_problems, read_notice
from rules.working_days import Outlook, SpecialDay

__all__ = ["CalendarChange", "MovedCase", "take_in", "understand", "year_to_enter"]


@dataclass(frozen=True, slots=True)
class MovedCase:
    """An open case whose due day the notice moves.

    `letters` are the titles of letters already out that promise the old day.
    """

    request_id: int
    register_number: str
    matter: str
    due_before: date | None
    due_after: date | None
    letters: tuple[str, ...]

    @property
    def words(self) -> str:
        """The move in a sentence."""
        before = long_day(self.due_before) if self.due_before else "停止计算"
        after = long_day(self.due_after) if self.due_after else "停止计算"
        told = (
            f"；已发出的{'、'.join(self.letters)}写的是原日期，请考虑另行告知"
            if self.letters
            else ""
        )
        return f"{self.register_number}：{before}改为{after}{told}。"


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """What a notice says and what entering it would do; nothing is entered yet."""

    year: int
    source: str
    days: tuple[SpecialDay, ...]
    oddities: tuple[str, ...]
    moved: tuple[MovedCase, ...]
    replaces_year: bool


def understand(
    desk: Desk, text: str, year: int, source: str = "", *, temporary: bool = False
) -> CalendarChange:
    """Return what a notice's text says and which open cases it would move.

    A yearly notice takes the place of whatever the year had; a `temporary` one adds its days to
    the year. Raises `ClerkError` where the text cannot be understood.
    """
    days = tuple(read_notice(text, year, calendar_days.special_days(desk.store)))
    if source:
        days = tuple(
            SpecialDay(day.on, day.is_working, day.name, day.source or source) for day in days
        )
    oddities = () if temporary else tuple(notice_problems(list(days), year))
    after = _outlook_with(desk, days, year, replaces_year=not temporary)
    return CalendarChange(year, source, days, oddities, tuple(_moved(desk, after)), not temporary)


def take_in(desk: Desk, change: CalendarChange) -> str:
    """Enter a notice that was understood and confirmed; return the sentence of what was done.

    One transaction: the days, and the columns of every case they move.
    """
    with desk.store.atomic():
        if change.replaces_year:
            calendar_days.replace_year(
                desk.store,
                change.year,
                change.days,
                source=change.source,
                recorded_at=desk.now,
                recorded_by=desk.clerk,
            )
        else:
            calendar_days.put_days(
                desk.store,
                change.days,
                recorded_at=desk.now,
                recorded_by=desk.clerk,
                year=change.year,
            )
        desk.forget_settings()
        moved = refresh_the_day(desk)
    return (
        f"已录入{change.year}年放假安排{len(change.days)}天，"
        f"{f'{moved}件在办申请的日期已随之更新' if moved else '没有在办申请的日期变动'}。"
    )


def _outlook_with(
    desk: Desk, days: Sequence[SpecialDay], year: int, *, replaces_year: bool
) -> Outlook:
    """Return the working days as they would be with the notice entered."""
    known = {
        day.on: day
        for other in calendar_days.years(desk.store)
        if other.year != year or not replaces_year
        for day in calendar_days.special_days(desk.store, other.year)
    }
    known.update({day.on: day for day in days})
    settled = {
        other.year: other.state is not YearState.MISSING
        for other in calendar_days.years(desk.store)
    }
    if replaces_year:
        settled[year] = True
    if not settled:
        raise ClerkError("登记簿中没有工作日历，请先录入已发布年份的放假通知。")
    last = min(settled)
    while settled.get(last + 1, False):
        last += 1
    now = desk.outlook.safe
    return outlook(
        list(known.values()),
        settled_until(last),
        first_day=now.first_day,
        last_day=now.last_day,
    )


def _moved(desk: Desk, after: Outlook) -> Iterator[MovedCase]:
    for one in recounted(desk, after):
        due_before = date.fromisoformat(one.kept.due_on) if one.kept.due_on else None
        if one.now.due_on != due_before:
            row = requests.one(desk.store, one.kept.request_id)
            yield MovedCase(
                row.id,
                row.register_number,
                row.matter,
                due_before,
                one.now.due_on,
                tuple(_letters_with(desk, row.id, due_before)),
            )


def _letters_with(desk: Desk, request_id: int, day: date | None) -> Iterator[str]:
    if day is None:
        return
    promised = chinese_date(day)
    for document in documents.of_request(desk.store, request_id):
        if document.status != WITHDRAWN and promised in document.text:
            yield document.title
