"""Every kind of day at every boundary: its group, its chip, its act; when a reminder is due."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from casework.desk.desk import Desk
from casework.pages.agenda import _item, counts, later, ours_by_day
from casework.pages.reminders import (
    _notice_to_enter,
    _report_notice,
    keep_reminder_times,
    missed_reminder,
    pressing,
    reminder_times,
)
from db.clocks import ClockRow, DueRow
from rules.errors import ClerkError
from rules.tasks import Task
from tests.casework.conftest import Clock

# 6 March 2026 is a Friday; the near days end on 12 March.
NEAR = date(2026, 3, 12)
DAYS = (
    date(2026, 2, 3), date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 12),
    date(2026, 3, 13), date(2027, 1, 5),
)  # fmt: skip


def row(task: Task, due_on: date, *, missed: bool, section: str, provisional: bool) -> DueRow:
    basis = "" if task in (Task.SECTION, Task.SERVE) else "条例第33条"
    clock = ClockRow(task.word, due_on, date(2026, 3, 2), basis, "甲公司" if missed else "")
    since = date(2026, 3, 3) if missed else None
    return DueRow(
        7, clock, "依申请〔2026〕7号", "林一帆", "工作要点", section, "", since, 1, provisional
    )


def test_where_a_day_stands_and_what_answers_it(approved, desk: Desk) -> None:
    silent = frozenset({(7, "甲公司")})

    def tell() -> Iterator[str]:
        assert desk.near_until == NEAR
        for task in Task:
            yield f"== {task.name}"
            for due_on in DAYS:
                for missed, section, provisional in (
                    (False, "", False), (False, "规划科", True), (True, "规划科", False),
                ):  # fmt: skip
                    asked = row(
                        task, due_on, missed=missed, section=section, provisional=provisional
                    )
                    one = _item(desk, asked, NEAR)
                    named = f"{due_on}{' missed' * missed}{' ' + section if section else ''}"
                    if one is None:
                        yield f"{named}: gone by"
                        continue
                    yield f"{named}: {one.group.name} {one.urgency.name} {one.chip} | {one.words} | {one.reason} | {one.act_name} {one.act_label}"
                    other = _item(desk, asked, NEAR, silent)
                    if other != one and other is not None:
                        yield f"  not delivered: {other.chip} | {other.reason} | {other.act_name}"

    approved("days_on_the_board", tell())


def test_how_many_days_there_are(approved, desk: Desk) -> None:
    def tell() -> Iterator[str]:
        days = {}
        for place, task in enumerate(Task):
            for day in DAYS:
                for missed in (False, True):
                    one = {(task.word, day, missed): place + 1}
                    days.update(one)
                    found = later(desk, one)
                    ours = ours_by_day(desk, DAYS[1], NEAR, one)
                    at = [name for name, number in counts(desk, one)._asdict().items() if number]
                    yield f"{task.name} {day}{' missed' * missed}: {at} {found[0]} {found[1]} {list(ours.values())}"
        yield f"{counts(desk, days)} {counts(desk, days).words}"
        yield f"{later(desk, days)} {sum(ours_by_day(desk, DAYS[1], NEAR, days).values())}"
        yield f"{counts(desk, {})} {counts(desk, {}).words} {later(desk, {})} {pressing(desk).words}"

    approved("days_counted", tell())


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def test_when_a_reminder_was_missed(approved, desk: Desk, clock: Clock) -> None:
    friday = date(2026, 3, 6)

    def tell() -> Iterator[str]:
        for typed in (
            "",
            "9:00、14：30",
            "14:30，9,9:00",
            "9",
            "25:00",
            "九点",
            "9:61",
            " 0:00 ; 23:59 ",
        ):
            try:
                yield f"{typed!r}: {keep_reminder_times(desk, typed)} {reminder_times(desk)}"
            except ClerkError as refusal:
                yield f"{typed!r}: {refusal}"
        keep_reminder_times(desk, "9:00、14:30")
        for days in range(5):
            day = friday + timedelta(days=days)
            for hour, minute in ((0, 0), (8, 59), (9, 0), (14, 29), (14, 30), (23, 59)):
                now = at(day, hour, minute)
                desk.clock = partial(datetime.combine, now.date(), now.time())
                given = [
                    missed_reminder(desk, one)
                    for one in (
                        None,
                        at(friday, 9),
                        at(friday, 14, 30),
                        now,
                        now + timedelta(minutes=1),
                    )
                ]
                yield f"{now:%d %H:%M}: {[one and f'{one:%d %H:%M}' for one in given]}"
        keep_reminder_times(desk, "")
        yield f"none: {missed_reminder(desk, None)}"

    approved("reminders_missed", tell())


def test_what_the_office_owes_in_each_month(approved, desk: Desk, clock: Clock) -> None:
    def tell() -> Iterator[str]:
        for day in (
            date(2026, 1, 1), date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31),
            date(2026, 4, 1), date(2027, 1, 27),
        ):  # fmt: skip
            clock.day = day
            notice = _report_notice(desk)
            yield f"{day}: {notice and (notice.urgency.name, *notice[1:])}"
        clock.day = date(2026, 11, 2)
        for years in (range(2027, 2028), range(2026, 2028), range(2025, 2027)):
            yield f"{years}: {_notice_to_enter(desk, years)[2:4]}"

    approved("owed_in_months", tell())
