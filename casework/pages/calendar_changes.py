"""A holiday notice taken in: understood first, then its effect shown, then entered.

Nothing moves silently: every open case whose day would move is listed with its old and new day
and the letters already out that name the old one, and the clerk confirms.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from casework.cases.recount import recounted, refresh_the_day
from casework.cases.urgency import long_day
from casework.desk.changes import What
from casework.desk.desk import Desk, days_set_apart
from casework.desk.writing import writing
from casework.letters.facts import chinese_date
from casework.letters.kinds import LetterKind
from casework.pages.reminders import year_to_enter
from casework.papers.issuing import WITHDRAWN
from db import calendar_days, documents, local_days, requests
from db.calendar_days import CalendarYear
from db.calendar_days import YearState as YearState
from db.local_days import LocalDay
from rules.errors import ClerkError
from rules.forecast import outlook
from rules.notices import NO_DAYS, NotUnderstood, notice_problems, understand_notice
from rules.settled_days import settled_until
from rules.working_days import Outlook, SpecialDay, with_local_days

__all__ = [
    "CalendarChange",
    "LocalYear",
    "MovedCase",
    "NotUnderstood",
    "Reach",
    "local_years",
    "take_back_local",
    "take_in",
    "understand",
    "year_to_enter",
]


class Reach(Enum):
    """How far a notice reaches: a whole year, a few days of it, or a region's own days."""

    YEAR = "全年放假安排"
    DAYS = "临时调整，只改这几天"
    REGION = "地方假日"


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
    reach: Reach
    region: str
    not_understood: tuple[NotUnderstood, ...]


class LocalYear(NamedTuple):
    """What a region gives in a year beside the nation's days."""

    region: str
    year: int
    days: int
    names: str


def local_years(desk: Desk) -> list[LocalYear]:
    """Return the regions' days by year, the latest year first."""
    found: dict[tuple[int, str], list[LocalDay]] = {}
    for day in local_days.local_days(desk.store):
        found.setdefault((day.on.year, day.region), []).append(day)
    return [
        LocalYear(
            region,
            year,
            len(days),
            "、".join(
                dict.fromkeys(day.name.removesuffix("放假") for day in days if not day.is_working)
            ),
        )
        for (year, region), days in sorted(found.items(), reverse=True)
    ]


def understand(
    desk: Desk,
    text: str,
    year: int,
    source: str = "",
    *,
    reach: Reach = Reach.YEAR,
    region: str = "",
    settled: Collection[str] = (),
) -> CalendarChange:
    """Return what a notice's text says, what of it was not understood, and what it would move.

    A number typed as `source` wins over one the text quotes. `settled` are sentences the clerk
    has looked at and found to order nothing. Raises `ClerkError` where no day is understood, or a
    region's notice has no region.
    """
    if reach is Reach.REGION and not region:
        raise ClerkError("请填写地方假日是哪个地区的，如“广西壮族自治区”。", field="region")
    reading = understand_notice(text, year, days_set_apart(desk.store), settled)
    if not reading.days and not reading.not_understood:
        raise ClerkError(NO_DAYS)
    days = reading.days
    if source:
        days = tuple(day._replace(source=source) for day in days)
    oddities: tuple[str, ...] = ()
    if reach is Reach.YEAR:
        oddities = tuple(notice_problems(list(days), year))
    elif reach is Reach.REGION:
        oddities = tuple(_against_the_nation(desk, days))
    after = _outlook_with(desk, days, year, reach)
    return CalendarChange(
        year,
        source,
        days,
        oddities,
        tuple(_moved(desk, after)) if days else (),
        reach,
        region,
        reading.not_understood,
    )


def _against_the_nation(desk: Desk, days: Sequence[SpecialDay]) -> Iterator[str]:
    national = {day.on: day for day in calendar_days.special_days(desk.store)}
    for day in days:
        other = national.get(day.on)
        if other is not None and other.is_working != day.is_working:
            works = "上班" if other.is_working else "休息"
            yield f"{long_day(day.on)}在全国放假安排中是{works}，仍按全国的安排计算。"


def take_in(desk: Desk, change: CalendarChange) -> str:
    """Enter a notice that was understood and confirmed; return the sentence of what was done.

    One transaction: the days, and the columns of every case they move. Raises `ClerkError` while
    a sentence of it is neither understood nor settled.
    """
    if change.not_understood:
        raise ClerkError(
            f"通知里还有{len(change.not_understood)}句没有读懂，没有录入。"
            "请逐句改写，或者勾选“不设放假和上班”后再录入。"
        )
    with writing(desk, "take_in_notice", What.SETTINGS):
        if change.reach is Reach.REGION:
            local_days.put_local(
                desk.store,
                change.region,
                change.days,
                recorded_at=desk.now,
                recorded_by=desk.clerk,
            )
        elif change.reach is Reach.YEAR:
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
    return f"已录入{change.year}年{change.region}放假安排{len(change.days)}天，{_told(moved)}。"


def _told(moved: int) -> str:
    return f"{moved}件在办申请的日期已随之更新" if moved else "没有在办申请的日期变动"


def years_entered(desk: Desk) -> list[CalendarYear]:
    """Return the years of the calendar, with how each was entered."""
    return calendar_days.years(desk.store)


def published_until(desk: Desk) -> date | None:
    """Return the last day of the calendar that rests on a notice."""
    return calendar_days.published_until(desk.store)


def take_back_local(desk: Desk, region: str, year: int) -> str:
    """Take back a region's days of a year; return the sentence of what was done.

    One transaction: the days, and the columns of every case they move.
    """
    with writing(desk, "take_back_local_days", What.SETTINGS):
        local_days.drop_local(
            desk.store, region, year, recorded_at=desk.now, recorded_by=desk.clerk
        )
        desk.forget_settings()
        moved = refresh_the_day(desk)
    return f"已删去{region}{year}年的地方假日，{_told(moved)}。"


def _outlook_with(desk: Desk, days: Sequence[SpecialDay], year: int, reach: Reach) -> Outlook:
    """Return the working days as they would be with the notice entered."""
    replaces_year = reach is Reach.YEAR
    local = [day.special for day in local_days.local_days(desk.store)]
    known = {
        day.on: day
        for other in calendar_days.years(desk.store)
        if other.year != year or not replaces_year
        for day in calendar_days.special_days(desk.store, other.year)
    }
    if reach is Reach.REGION:
        local += days
    else:
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
        with_local_days(known.values(), local),
        settled_until(last),
        first_day=now.first_day,
        last_day=now.last_day,
        local=local,
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
        # A paper that stays inside tells nobody a day.
        goes_out = LetterKind.of(document.kind).goes_out
        if goes_out and document.status != WITHDRAWN and promised in document.text:
            yield document.title
