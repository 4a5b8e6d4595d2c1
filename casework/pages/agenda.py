"""The one question after the days of all cases: which clock, which case, what day, whose move.

The board, the month, the list, the rail, the reminders, the notification area and the head of a
case read this; none of them looks for days by itself. Read before the first list is painted: what
a day is was computed when its step was entered, here it is only compared with today.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from casework.cases.urgency import (
    LAPSED,
    NOT_DELIVERED,
    RETURNED,
    UNSETTLED,
    Urgency,
    of_side,
    short_day,
)
from casework.desk.desk import Desk
from casework.pages.agenda_items import AgendaCounts, AgendaGroup, AgendaItem, DayGroup
from db import clocks
from db.clocks import DueRow
from rules.tasks import Task

MOST_OF_A_GROUP = 200
_WORDS = {task.word: task for task in Task}
_OURS = tuple(task.word for task in Task if task.is_ours)
_OTHERS = tuple(task.word for task in Task if not task.is_ours)
# What asks for an act whatever the day.
_UNDATED = {
    Task.SERVE: DayGroup.TO_SERVE,
    Task.SERVE_LAPSE: DayGroup.TO_SERVE,
    Task.SERVE_AGAIN: DayGroup.TO_SERVE,
    Task.DELIVERY: DayGroup.UNDELIVERED,
    Task.CONFIRM: DayGroup.TO_CONFIRM,
}
# Past its day nothing is left to be done by it.
_GOES_BY = frozenset({Task.CORRECTION_NOTICE, Task.EXTENSION, Task.CAUTIOUS_REPLY})
_CHARGES = frozenset({Task.CORRECTION, Task.FEE_PAYMENT})
_REPLIES = frozenset({Task.REPLY, Task.RE_REPLY})


def agenda(
    desk: Desk,
    *,
    first: date | None = None,
    last: date | None = None,
    tasks: Iterable[Task] | None = None,
    request_ids: Sequence[int] | None = None,
    limit: int | None = None,
) -> list[AgendaItem]:
    """Return the days of all cases, or of some, from one day to another, the earliest first.

    What has gone by and asks for nothing any more is left out.
    """
    wanted = None if tasks is None else [task.word for task in tasks]
    rows = clocks.due(
        desk.store, first=first, last=last, tasks=wanted, request_ids=request_ids, limit=limit
    )
    near_until = desk.near_until
    asked = {row.request_id for row in rows if _seems_silent(desk, row)}
    undelivered = _undelivered(desk, asked) if asked else frozenset()
    return [item for row in rows if (item := _item(desk, row, near_until, undelivered)) is not None]


def _seems_silent(desk: Desk, row: DueRow) -> bool:
    return row.clock.task in _CONSULTED and row.clock.due_on < desk.today


def _undelivered(desk: Desk, request_ids: Iterable[int]) -> frozenset[tuple[int, str]]:
    """Return the letters nobody knows to have arrived: what runs from them is not over."""
    rows = clocks.due(desk.store, tasks=[Task.DELIVERY.word], request_ids=sorted(request_ids))
    return frozenset((row.request_id, row.clock.who) for row in rows)


_CONSULTED = frozenset({Task.THIRD_PARTY.word, Task.AGENCY.word})


def board(desk: Desk) -> list[AgendaGroup]:
    """Return every group of the board of today, in its order, at most 200 days in each."""
    found = [
        *agenda(desk, last=desk.near_until, limit=_MOST),
        *agenda(desk, tasks=_UNDATED, limit=_MOST),
        *agenda(desk, tasks=(_WORDS[word] for word in _OTHERS), limit=_MOST),
        *(item for item in _missed(desk) if item.group is DayGroup.OVERDUE),
    ]
    groups: dict[DayGroup, dict[tuple[int, Task, date, str], AgendaItem]] = {
        group: {} for group in DayGroup if group is not DayGroup.LATER
    }
    for item in found:
        if item.group in groups:
            groups[item.group].setdefault(
                (item.request_id, item.task, item.due_on, item.words), item
            )
    return [
        AgendaGroup(
            group,
            tuple(sorted(items.values(), key=lambda one: one.due_on)[:MOST_OF_A_GROUP]),
        )
        for group, items in groups.items()
    ]


_MOST = 4 * MOST_OF_A_GROUP


def _missed(desk: Desk) -> list[AgendaItem]:
    """Return the replies that are late already, though their present day is still to come."""
    near_until = desk.near_until
    rows = clocks.due(
        desk.store,
        first=near_until,
        tasks=[task.word for task in (*_REPLIES, Task.SERVE)],
        missed=True,
        limit=_MOST,
    )
    return [item for row in rows if (item := _item(desk, row, near_until)) is not None]


def cases_in(desk: Desk, *groups: DayGroup) -> tuple[int, ...]:
    """Return the requests that have a day in one of these groups of the board, each once."""
    found = [*agenda(desk, last=desk.near_until), *_missed(desk)]
    return tuple(dict.fromkeys(item.request_id for item in found if item.group in groups))


def by_day(desk: Desk, first: date, last: date) -> dict[date, list[AgendaItem]]:
    """Return the days of a month: what is due on each, what presses most first."""
    days: dict[date, list[AgendaItem]] = {}
    for item in agenda(desk, first=first, last=last):
        # What has no day of its own stands on the board, not in the month.
        if item.task not in (Task.DELIVERY, Task.SERVE_LAPSE, Task.SERVE_AGAIN):
            days.setdefault(item.due_on, []).append(item)
    for items in days.values():
        items.sort(key=lambda one: (one.urgency.order, not one.is_ours, one.request_id))
    return days


Counted = Mapping[tuple[str, date, bool], int]
"""How many days there are, by word of their kind, day, and whether one was missed."""


def counted(desk: Desk, first: date | None = None, last: date | None = None) -> Counted:
    """Return how many days there are of each kind on each day, for those who ask several times.

    Of all days, or of those from one to another.
    """
    return clocks.count_by_day(desk.store, first, last)


def counts(desk: Desk, days: Counted | None = None) -> AgendaCounts:
    """Return how many days stand in each group, over all cases."""
    found = dict.fromkeys(DayGroup, 0)
    today, near_until = desk.today, desk.near_until
    for (word, due_on, is_missed), number in (counted(desk) if days is None else days).items():
        group = _group(_WORDS[word], due_on, today, near_until, is_missed=is_missed)
        if group is not None:
            found[group] += number
    return AgendaCounts(*(found[group] for group in DayGroup if group is not DayGroup.LATER))


def first_day(desk: Desk) -> date | None:
    """Return the earliest day by which the office itself has to reply or to answer."""
    return clocks.first_due(desk.store, [task.word for task in _DATED])


_DATED = (
    Task.REPLY,
    Task.RE_REPLY,
    Task.SERVE,
    Task.ORDERED_ANSWER,
    Task.RECONSIDERATION_ANSWER,
    Task.DEFENCE,
)


def later(desk: Desk, days: Counted | None = None) -> tuple[int, date | None]:
    """Return how many days stand after the near ones, the office's and others', and the first."""
    today, near_until = desk.today, desk.near_until
    number, first = 0, None
    for (word, due_on, is_missed), many in (counted(desk) if days is None else days).items():
        group = _group(_WORDS[word], due_on, today, near_until, is_missed=is_missed)
        if word == Task.EXTENSION.word:
            continue
        if due_on > near_until and group in (DayGroup.LATER, DayGroup.WAITING):
            number += many
            first = due_on if first is None else min(first, due_on)
    return number, first


def ours_by_day(
    desk: Desk, first: date, last: date, days: Counted | None = None
) -> dict[date, int]:
    """Return how many days of the office's own fall on each day, what is late left out."""
    today, near_until = desk.today, desk.near_until
    found: dict[date, int] = {}
    every = counted(desk, first, last) if days is None else days
    for (word, due_on, is_missed), many in every.items():
        if not first <= due_on <= last or word == Task.EXTENSION.word:
            continue
        group = _group(_WORDS[word], due_on, today, near_until, is_missed=is_missed)
        if group in (DayGroup.TODAY, DayGroup.NEAR, DayGroup.LATER):
            found[due_on] = found.get(due_on, 0) + many
    return found


def _group(
    task: Task, due_on: date, today: date, near_until: date, *, is_missed: bool
) -> DayGroup | None:
    """Return where a day stands today, None where it has gone by."""
    if task in _GOES_BY and due_on < today:
        return None
    if task is Task.EXTENSION:
        # Its last day is the reply's own: counted beside it, one request would be two.
        return DayGroup.LATER
    if task in _CHARGES:
        return DayGroup.TO_TELL if due_on < today else DayGroup.WAITING
    if not task.is_ours:
        return DayGroup.WAITING
    undated = _UNDATED.get(task)
    if undated is not None and task is not Task.SERVE:
        return undated
    if due_on < today or (is_missed and task in (*_REPLIES, Task.SERVE)):
        return DayGroup.OVERDUE
    if due_on == today:
        return DayGroup.TODAY
    if due_on <= near_until:
        return DayGroup.NEAR
    return undated or DayGroup.LATER


def _item(
    desk: Desk,
    row: DueRow,
    near_until: date,
    undelivered: frozenset[tuple[int, str]] = frozenset(),
) -> AgendaItem | None:
    task, due_on, today = _WORDS[row.clock.task], row.clock.due_on, desk.today
    is_missed = row.missed_on is not None
    group = _group(task, due_on, today, near_until, is_missed=is_missed)
    if group is None:
        return None
    urgency, chip = _standing(desk, row, task, group)
    act_name, act_label, reason = _act(task, row, is_past=due_on < today)
    if _seems_silent(desk, row) and (row.request_id, row.clock.who) in undelivered:
        # Silence is a fact only once the time is over that runs from the receipt (条例32).
        urgency, chip = Urgency.SOON, NOT_DELIVERED
        act_name, act_label, reason = _ACTS[Task.DELIVERY]
    return AgendaItem(
        row.request_id,
        row.register_number,
        row.applicant_name,
        row.matter,
        row.section,
        row.handler,
        task,
        due_on,
        urgency,
        chip,
        of_side(task.label, row.clock.who),
        reason,
        act_name,
        act_label,
        group,
        row.clock.who,
    )


_OF_GROUP = {
    DayGroup.OVERDUE: Urgency.OVERDUE,
    DayGroup.TODAY: Urgency.TODAY,
    DayGroup.NEAR: Urgency.SOON,
    DayGroup.TO_TELL: Urgency.OVERDUE,
    DayGroup.TO_SERVE: Urgency.SOON,
    DayGroup.UNDELIVERED: Urgency.SOON,
    DayGroup.WAITING: Urgency.PAUSED,
    DayGroup.LATER: Urgency.RUNNING,
}


# Days that the office names itself.
_NAMED = frozenset({Task.SECTION, Task.REFERRAL, Task.COUNSEL, Task.REASONS})


def _standing(desk: Desk, row: DueRow, task: Task, group: DayGroup) -> tuple[Urgency, str]:
    today, due_on, is_missed = desk.today, row.clock.due_on, row.missed_on is not None
    if group is DayGroup.TO_TELL:
        return Urgency.OVERDUE, LAPSED
    if task is Task.DELIVERY:
        return Urgency.SOON, NOT_DELIVERED
    if task is Task.SERVE_AGAIN:
        return Urgency.SOON, RETURNED
    if task is Task.SERVE_LAPSE:
        return Urgency.SOON, "待送达"
    is_named = task in _NAMED or (task in _REPLIES and not row.is_provisional)
    unsure = "" if is_named or desk.is_settled(due_on) else UNSETTLED
    if group is DayGroup.WAITING:
        if due_on < today:
            return Urgency.SOON, f"期满未回复{unsure}"
        return Urgency.PAUSED, f"最迟 {short_day(due_on)}{unsure}"
    if due_on < today:
        late = max(desk.working_days(due_on, today), 1)
        if group is DayGroup.TO_CONFIRM:
            # The board does not count it as late: no limit of the law has passed.
            return Urgency.SOON, f"未确认，已过 {late} 个工作日{unsure}"
        return Urgency.OVERDUE, f"逾期 {late} 个工作日{unsure}"
    if due_on == today:
        return Urgency.TODAY, f"今天到期{unsure}"
    left = f"剩 {desk.working_days(today, due_on)} 个工作日{unsure}"
    if group is DayGroup.TO_CONFIRM:
        return Urgency.RUNNING, left
    if group is DayGroup.OVERDUE and is_missed:
        return Urgency.OVERDUE, f"曾逾期，{left}"
    return _OF_GROUP[group], left


# The act that answers a day, its button, and what the line says of it.
_ACTS: Mapping[Task, tuple[str, str, str]] = {
    Task.CONFIRM: ("confirm", "确认收到", "双方确认之日为收到申请之日，超过3个工作日须说明原因"),
    Task.CORRECTION_NOTICE: (
        "ask_correction",
        "发出补正告知书",
        "需要补正的，须在期限内一次性告知",
    ),
    Task.REPLY: ("decide", "作出答复", "已分办，等待答复"),
    Task.RE_REPLY: ("decide", "作出答复", "原答复已被撤销，须重新答复"),
    Task.CAUTIOUS_REPLY: ("decide", "作出答复", "有两种算法，请按较早的期限办理"),
    Task.ORDERED_ANSWER: ("decide", "作出答复", "决定或者判决责令在期限内答复"),
    Task.EXTENSION: ("extend", "延长答复期限", "过了这一天不能再延长"),
    Task.SERVE: ("serve", "登记送达", "答复已作出，送达后才算按期"),
    Task.SERVE_LAPSE: ("serve", "登记送达", "不再处理的告知已拟，待送达"),
    Task.SERVE_AGAIN: ("serve", "登记送达", "邮件已退回，请核对地址后重新送达"),
    Task.DELIVERY: ("deliver", "登记收件日期", "没有登记对方收到的日期，其期限无从起算"),
    Task.CORRECTION: ("receive_correction", "登记收到补正", "等待申请人补正"),
    Task.FEE_PAYMENT: ("pay_fee", "登记缴费", "等待申请人缴费"),
    Task.THIRD_PARTY: ("third_party_answered", "登记第三方意见", "等待第三方意见"),
    Task.AGENCY: ("agency_answered", "登记其他机关意见", "等待其他机关意见"),
    Task.SECTION: ("section_answered", "登记科室答复", "等待科室答复"),
    Task.REFERRAL: ("referral_answered", "登记确定意见", "等待报请的机关确定"),
    Task.COUNSEL: ("counsel_answered", "登记法律意见", "等待法律意见"),
    Task.ENDORSEMENT: ("endorse", "登记呈批意见", "等待签批"),
    Task.SIGNATURE: ("approve", "登记签发", "等待签发"),
    Task.REASONS: ("give_reasons", "登记理由说明", "等待申请人说明理由"),
    Task.RECONSIDERATION_ANSWER: (
        "answer_reconsideration",
        "登记复议答复",
        "逾期不答复、不提交证据的，视为没有证据、依据",
    ),
    Task.DEFENCE: ("defend", "登记答辩", "逾期不提供证据的，视为没有证据"),
}
_TO_TELL = ("decide", "作出答复", "逾期未补正或者未缴费，请告知不再处理")
_SILENT = "期限已满没有回复，可以依法决定；收到意见的请登记"


def _act(task: Task, row: DueRow, *, is_past: bool) -> tuple[str, str, str]:
    if task in _CHARGES and is_past:
        return _TO_TELL
    name, label, reason = _ACTS[task]
    if task in _REPLIES and is_past:
        return name, label, "期限已过，请立即答复"
    if task in _REPLIES and row.missed_on is not None:
        return name, label, f"期限曾于{short_day(row.missed_on)}届满而没有答复，请尽快答复"
    if task is Task.REPLY and not row.section:
        return "assign", "分办", "尚未分办"
    if task is Task.SECTION and is_past:
        return "urge_section", "催办", "科室没有按时答复，请催办；已经答复的请登记"
    if task in (Task.REFERRAL, Task.COUNSEL) and is_past:
        return name, label, "没有按时答复，请催问；已经答复的请登记"
    if task in (Task.ENDORSEMENT, Task.SIGNATURE) and is_past:
        return name, label, "再不签批就来不及送达，请催办；已经签批的请登记"
    if not task.is_ours and is_past:
        return name, label, _SILENT
    return name, label, f"{reason}（{row.clock.basis}）" if row.clock.basis else reason


def of_case(desk: Desk, request_id: int) -> Sequence[AgendaItem]:
    """Return every day of one case, for the head of its page."""
    return agenda(desk, request_ids=[request_id])
