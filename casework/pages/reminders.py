"""What the office itself has to do by a day, apart from any request.

Read before the first list is painted: what is seldom needed is imported when it is.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from casework.cases.urgency import Urgency, short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.last_check import check_words
from casework.desk.second_place import second_place_words
from casework.pages.agenda import counts, first_day
from db import calendar_days, office_books, requests, settings
from db.faults import read_as_written
from db.requests import Query, QueryCondition
from rules.errors import ClerkError

# The State Council has published the next year's days off between early November and December.
_NOTICE_MONTH = 11
_REPORT_MONTHS = 3


class OfficeNotice(NamedTuple):
    """A duty of the office: its chip, what it is, why, and the place where it is done."""

    urgency: Urgency
    chip: str
    words: str
    reason: str
    place: str
    act_label: str


def year_to_enter(desk: Desk) -> int | None:
    """Return the first year whose notice should be entered by now, None for none."""
    years = _years_to_enter(desk)
    return years[0] if years else None


def _years_to_enter(desk: Desk) -> range:
    """Return the years whose notices should be entered: from 1 November the next one among them."""
    settled = calendar_days.published_until(desk.store)
    wanted = desk.today.year + (1 if desk.today.month >= _NOTICE_MONTH else 0)
    return range(wanted if settled is None else settled.year + 1, wanted + 1)


def office_notices(desk: Desk) -> list[OfficeNotice]:
    """Return the duties of the office that are due about now (条例49; the next days off)."""
    found = []
    if year_to_enter(desk) is not None:
        found.append(_notice_to_enter(desk, _years_to_enter(desk)))
    words = check_words(desk)
    if words:
        found.append(
            OfficeNotice(Urgency.OVERDUE, "待核对", "登记簿检查", words, "check", "检查登记簿")
        )
    words = second_place_words(desk)
    if words:
        found.append(
            OfficeNotice(Urgency.SOON, "待备份", "第二备份处", words, "safety", "提醒与备份")
        )
    found += _book_notices(desk)
    found += _guide_notice(desk)
    report = _report_notice(desk)
    return found if report is None else [*found, report]


def _notice_to_enter(desk: Desk, years: range) -> OfficeNotice:
    named = f"{years[0]}年" if len(years) == 1 else f"{years[0]}年至{years[-1]}年"
    why = "录入前，跨年的期限只能暂定；通知一般在十一、十二月发布"
    if desk.today.year >= years[0]:
        # Nobody works a year without its notice: the clock of the computer is as likely wrong.
        why = (
            f"录入前，{years[0]}年以后的期限都是暂定；请录入各年的通知，"
            f"今天不是{desk.today.year}年的，先改正电脑的日期"
        )
    return OfficeNotice(Urgency.SOON, "待录入", f"{named}放假通知", why, "calendar", "录入放假安排")


# The open state of each book that waits for something, and what waits there.
_BOOKS = {"duty": "未完成", "enquiry": "待答复", "often_asked": "待公开"}


def _book_notices(desk: Desk) -> list[OfficeNotice]:
    """Return the duties of the year that are near or late, and the enquiries not answered yet."""
    found = []
    for entry in office_books.pressing(desk.store, _BOOKS, desk.near_until):
        left = (entry.on - desk.today).days
        owner = f"，{entry.owner}" if entry.owner else ""
        late = f"已过 {-left} 天" if left < 0 else "今天截止" if left == 0 else f"剩 {left} 天"
        if entry.book == "duty":
            urgency = Urgency.OVERDUE if left < 0 else Urgency.SOON if left else Urgency.TODAY
            chip, why, act = late, f"{short_day(entry.on)}前完成{owner}", "办理任务"
        elif entry.book == "enquiry":
            # Who asked is to be answered on the day.
            urgency, act, why = Urgency.TODAY, "答复咨询", f"咨询待答复{owner}"
            chip = f"已等 {-left} 天" if left < 0 else "今天咨询"
        else:
            urgency, act = Urgency.SOON, "登记公开"
            chip, why = "待公开", f"{short_day(entry.on)}已决定纳入主动公开{owner}"
        found.append(OfficeNotice(urgency, chip, entry.title, why, f"affairs:{entry.book}", act))
    return found


def _guide_notice(desk: Desk) -> list[OfficeNotice]:
    """Return the duty to renew the guide where it no longer says what holds (条例12)."""
    editions = office_books.of_book(desk.store, "guide")
    if not editions:
        return []
    # The law of fees is not loaded before the first list is painted: see docs/decisions/0009.
    from casework.pages.guide_grounds import guide_grounds

    entry = editions[0]
    if entry.details.get("office_then") == guide_grounds(desk):
        return []
    words = f"{short_day(entry.on)}编制以后，本机关的设置、收费标准或者期限有变化"
    return [
        OfficeNotice(Urgency.SOON, "待更新", "政府信息公开指南", words, "affairs:guide", "更新指南")
    ]


def _report_notice(desk: Desk) -> OfficeNotice | None:
    """Return the duty to publish last year's report, from January until it is published."""
    today = desk.today
    year = today.year - 1
    if today.month > _REPORT_MONTHS:
        return None
    # Read in the months of the report alone: the first list does without it.
    from casework.reports.locked_years import OWN_REPORT

    if OWN_REPORT.kept(desk, year) is not None:
        return None
    from rules.offices import reports_for_government
    from rules.periods import report_due

    due = report_due(year, of_government=reports_for_government(desk.office.kind))
    if due.value.month < today.month and not _has_year(desk, year):
        # A register begun this year has nothing to be late with.
        return None
    left = (due.value - today).days
    if left < 0:
        urgency, chip = Urgency.OVERDUE, f"已过 {-left} 天"
    elif left == 0:
        urgency, chip = Urgency.TODAY, "今天截止"
    else:
        urgency = Urgency.SOON if due.value <= desk.near_until else Urgency.RUNNING
        chip = f"剩 {left} 天"
    return OfficeNotice(
        urgency,
        chip,
        f"{year}年政府信息公开工作年度报告",
        f"{short_day(due.value)}前公布（{due.basis.short}），公布后在年报中锁定",
        "report",
        "编制年报",
    )


def _has_year(desk: Desk, year: int) -> bool:
    where = (
        QueryCondition("received_on", ">=", date(year, 1, 1)),
        QueryCondition("received_on", "<=", date(year, 12, 31)),
    )
    return bool(requests.ids(desk.store, Query(where=where), limit=1))


DEFAULT_TIMES = ("09:00", "14:00")
_ONE_DAY = timedelta(days=1)


def reminder_times(desk: Desk) -> list[time]:
    """Return the times of the day at which the office wants to be reminded, in order."""
    kept = settings.value(desk.store, "reminder_times", list(DEFAULT_TIMES))
    with read_as_written(desk.store.path):
        return sorted(time.fromisoformat(one) for one in kept)


def keep_reminder_times(desk: Desk, typed: str) -> list[time]:
    """Keep the times typed, such as 9:00、14:30; none for no reminders.

    Raises `ClerkError` where one is no time of the day.
    """
    times = []
    for word in re.split(r"[、，,;；\s]+", typed.strip().replace("：", ":")):
        if not word:
            continue
        hour, _, minute = word.partition(":")
        try:
            times.append(time(int(hour), int(minute or 0)))
        except ValueError:
            raise ClerkError(
                f"“{word}”不是钟点，请按 9:00、14:30 的样子填写，用顿号隔开。"
            ) from None
    from casework.desk.writing import writing

    times = sorted(set(times))
    with writing(desk, "reminder_times", What.SETTINGS):
        settings.put(desk.store, "reminder_times", [f"{one:%H:%M}" for one in times])
    return times


class Pressing(NamedTuple):
    """How many open requests press today; a request may be counted twice."""

    overdue: int
    due_today: int
    to_serve: int

    @property
    def in_all(self) -> int:
        """How many are late or due today, as the rail shows it."""
        return self.overdue + self.due_today

    @property
    def words(self) -> str:
        """What is late or due today, for a line that has to be short."""
        counts = (("逾期", self.overdue), ("今天到期", self.due_today))
        said = "，".join(f"{words} {count} 件" for words, count in counts if count)
        return said or "没有逾期和今天到期的申请"


def pressing(desk: Desk) -> Pressing:
    """Return what presses today, counted as the board counts it."""
    found = counts(desk)
    return Pressing(found.overdue, found.today, found.to_serve)


def missed_reminder(desk: Desk, reminded_at: datetime | None) -> datetime | None:
    """Return the latest reminder that was due and not given, however long ago; None for none.

    Reminders come on working days, make-up days among them. A day of rest has them only where
    something is overdue or due on it: nobody waits for the office then but the law.
    """
    now, times = desk.clock(), reminder_times(desk)
    if not times:
        return None
    passed = [one for one in times if one <= now.time()]
    day, at = (now.date(), passed[-1]) if passed else (now.date() - _ONE_DAY, times[-1])
    due_day = _last_day_of_reminders(desk, day)
    due = datetime.combine(due_day, at if due_day == day else times[-1])
    # A computer whose clock was wrong once has noted a day to come: that is no reminder given.
    given = reminded_at is not None and due <= reminded_at <= now
    return None if given else due


def _last_day_of_reminders(desk: Desk, day: date) -> date:
    """Return `day`, or the last one before it on which there were reminders."""
    first_due = _first_due(desk)
    while not desk.works(day) and (first_due is None or first_due > day):
        day -= _ONE_DAY
    return day


def _first_due(desk: Desk) -> date | None:
    """Return the earliest day by which the office itself has to reply or to answer."""
    return first_day(desk)


def reminder_words(desk: Desk) -> str:
    """Return what presses today in a sentence, or an empty text where nothing does."""
    now = counts(desk)
    said = [
        f"{words}{count}件"
        for words, count in (
            ("逾期", now.overdue),
            ("今天到期", now.today),
            ("五日内到期", now.near),
            ("视为放弃待告知", now.to_tell),
            ("已作答复、尚未送达", now.to_serve),
            ("送达日期未登记", now.undelivered),
            ("待确认收到", now.to_confirm),
        )
        if count
    ]
    said += [notice.words + notice.chip for notice in office_notices(desk)]
    return "，".join(said) + "。" if said else ""
