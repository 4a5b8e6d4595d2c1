"""The year's work: duties with their days, made from a template, done one by one (任务台账)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casework.books.book import OfficeBook
from casework.books.entering import correct, enter_all, entries, standing
from casework.cases.urgency import short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import settings
from db.office_books import BookEntry, of_book
from forms.year_work import Duty, DutyPattern
from rules.errors import ClerkError
from rules.offices import reports_for_government
from rules.periods import report_due
from rules.provisions import Provision

OPEN, DONE = "未完成", "已完成"


def _state_words(desk_today: date, form: Duty) -> str:
    if form.done_on is not None:
        late = "（逾期）" if form.done_on > form.due_on else ""
        return f"{short_day(form.done_on)}完成{late}"
    left = (form.due_on - desk_today).days
    return f"逾期{-left}天" if left < 0 else "今天到期" if left == 0 else f"剩{left}天"


def duty_state(desk: Desk, form: Duty) -> str:
    """Return where a duty stands today, in words."""
    return _state_words(desk.today, form)


def _cells(entry: BookEntry, form: Duty) -> tuple[str, ...]:
    return (
        form.due_on.isoformat(),
        form.task.replace("\n", " "),
        form.responsible,
        form.source,
        f"{short_day(form.done_on)}完成" if form.done_on is not None else entry.state,
    )


def _checked(desk: Desk, form: Duty) -> Duty:
    if form.done_on is not None and form.done_on > desk.today:
        raise ClerkError(
            f"完成日期{form.done_on}晚于今天{desk.today}，完成之后再填写。", None, "done_on"
        )
    return form


DUTIES = OfficeBook(
    name="duty",
    title="工作任务",
    form=Duty,
    heads=("时限|104", "任务", "责任人|104", "来源|180", "完成情况|112"),
    cells=_cells,
    day=lambda form: form.due_on,
    words=lambda form: form.task,
    state=lambda form: DONE if form.done_on is not None else OPEN,
    owner=lambda form: form.responsible,
    open_state=OPEN,
    checked=_checked,
    empty="还没有工作任务。用上面的按钮按模板生成，或者粘贴、导入上级的工作要点。",
)

PATTERNS = OfficeBook(
    name="duty_pattern",
    title="任务模板",
    form=DutyPattern,
    heads=("每年|80", "任务", "责任人|104", "来源|220"),
    cells=lambda _entry, form: (
        f"{form.month}月{form.day}日",
        form.task.replace("\n", " "),
        form.responsible,
        form.source,
    ),
    # A pattern has no year: it is kept under a leap year, which has every day there is.
    day=lambda form: date(2000, form.month, form.day),
    words=lambda form: form.task,
    owner=lambda form: form.responsible,
    empty="模板是空的。",
)


def shipped_patterns(desk: Desk) -> list[DutyPattern]:
    """Return the duties the law and the yearly work plans ask of such an office."""
    due = report_due(desk.today.year - 1, of_government=reports_for_government(desk.office.kind))
    quarters = ((1, 10, "上年第四季度"), (4, 10, "第一季度"), (7, 10, "第二季度"),
                (10, 15, "第三季度"))  # fmt: skip
    return [
        DutyPattern(
            task="公布上一年度政府信息公开工作年度报告",
            month=due.value.month,
            day=due.value.day,
            source=due.basis.short,
        ),
        DutyPattern(
            task="检查更新政府信息公开指南和目录", month=3, day=31, source=Provision.GUIDE.short
        ),
        *(
            DutyPattern(task=f"编发{name}依申请公开工作通报", month=month, day=day)
            for month, day, name in quarters
        ),
        DutyPattern(
            task="组织上半年政府信息公开业务培训", month=6, day=30, source=Provision.TRAINING.short
        ),
        DutyPattern(
            task="梳理多人申请的信息，提出纳入主动公开的意见",
            month=6,
            day=30,
            source=Provision.ASKED_OFTEN.short,
        ),
        DutyPattern(
            task="机关负责人听取政府信息公开工作汇报",
            month=9,
            day=30,
            source=Provision.LEADERSHIP.short,
        ),
        DutyPattern(
            task="对不予公开的信息进行定期评估审查",
            month=11,
            day=15,
            source=Provision.REVIEWED_AGAIN.short,
        ),
        DutyPattern(
            task="组织下半年政府信息公开业务培训", month=11, day=30, source=Provision.TRAINING.short
        ),
        DutyPattern(task="录入下一年度放假和调休安排", month=12, day=10),
    ]


_TOUCHED = "duty_patterns_own"


def patterns(desk: Desk) -> list[DutyPattern]:
    """Return the office's own template where it has one, else the one that comes with it."""
    if not settings.value(desk.store, _TOUCHED, False):
        return shipped_patterns(desk)
    return [PATTERNS.form_of(entry) for entry in reversed(of_book(desk.store, PATTERNS.name))]


def own_patterns(desk: Desk) -> None:
    """Make the template the office's own, so that it may be edited."""
    if settings.value(desk.store, _TOUCHED, False):
        return
    with writing(desk, "own_duty_patterns", What.BOOK):
        enter_all(desk, PATTERNS, shipped_patterns(desk))
        settings.put(desk.store, _TOUCHED, True)


def make_year(desk: Desk, year: int) -> int:
    """Enter the duties of a year by the template, those left out that are there; return how many.

    Raises `ClerkError` where there is nothing to enter.
    """
    known = {(form.task, form.due_on) for form in map(DUTIES.form_of, entries(desk, DUTIES))}
    new = [
        Duty(
            task=one.task,
            responsible=one.responsible,
            due_on=_in_year(year, one.month, one.day),
            source=one.source,
        )
        for one in patterns(desk)
    ]
    new = [form for form in new if (form.task, form.due_on) not in known]
    if not new:
        raise ClerkError(f"{year}年的任务已经按模板生成，没有新的任务；要增减请编辑模板。")
    return enter_all(desk, DUTIES, new)


def _in_year(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        # The 29th of February in a year without one.
        return date(year, month, 28)


def mark_done(desk: Desk, entry_id: int, result: str = "") -> Duty:
    """Mark a duty as done today and return it.

    Raises `ClerkError` where it is done already.
    """
    form = DUTIES.form_of(standing(desk, DUTIES, entry_id))
    if form.done_on is not None:
        raise ClerkError(f"这项任务已于{form.done_on}完成；日期不对的，打开这一项改正。")
    done = Duty(
        task=form.task,
        responsible=form.responsible,
        due_on=form.due_on,
        source=form.source,
        done_on=desk.today,
        result=result or form.result,
    )
    correct(desk, DUTIES, entry_id, done)
    return done


class YearWork(NamedTuple):
    """The duties of a year and how many of them are done, in time, late and open."""

    year: int
    duties: tuple[Duty, ...]
    done: int
    in_time: int
    overdue: int


def year_work(desk: Desk, year: int) -> YearWork:
    """Return the duties of a year in the order of their days."""
    found = tuple(_of_year(desk, year))
    done = [form for form in found if form.done_on is not None]
    return YearWork(
        year,
        found,
        len(done),
        sum(form.done_on is not None and form.done_on <= form.due_on for form in done),
        sum(form.done_on is None and form.due_on < desk.today for form in found),
    )


def _of_year(desk: Desk, year: int) -> Iterator[Duty]:
    rows = of_book(desk.store, DUTIES.name, since=date(year, 1, 1), until=date(year, 12, 31))
    for entry in reversed(rows):
        yield DUTIES.form_of(entry)
