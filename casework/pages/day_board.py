"""The board of the day: the agenda laid out by days, each line short enough to be read at once.

Read before the first list is painted: nothing is imported here that the agenda does not need.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from casework.cases.urgency import UNSETTLED, Urgency, of_side, short_day
from casework.desk.desk import Desk
from casework.pages import agenda
from casework.pages.agenda_items import AgendaCounts, AgendaItem, DayGroup
from casework.pages.register_numbers import short_number
from casework.pages.reminders import OfficeNotice, office_notices
from rules.tasks import Task
from rules.working_days import WEEKDAYS

_ONE_DAY = timedelta(days=1)
_LOAD_DAYS = 20
_FIVE = 5


class BoardLine(NamedTuple):
    """A line of the board.

    `kind` says in few words what the day is, `chip` stands only where something is late or its
    day not settled; `place` is set for a duty of the office, which has no case.
    """

    request_id: int
    kind: str
    number: str
    who: str
    matter: str
    note: str
    urgency: Urgency
    chip: str
    act_name: str
    act_label: str
    spoken: str
    place: str = ""


class BoardDay(NamedTuple):
    """A day of the board with its lines; `tone` is `overdue`, `today` or empty."""

    title: str
    note: str
    tone: str
    lines: tuple[BoardLine, ...]


class LoadDay(NamedTuple):
    """How much falls due on a working day; a None day stands for all that is overdue.

    `unsure` is （暂定） where no notice has settled yet that it is worked.
    """

    on: date | None
    number: int
    tone: str
    unsure: str


class DayBoard(NamedTuple):
    """The whole board: days, what comes later in one line, the load of 20 working days."""

    days: tuple[BoardDay, ...]
    later: str
    sentence: str
    load: tuple[LoadDay, ...]
    counts: AgendaCounts


_KINDS = {
    Task.CONFIRM: "确认收到",
    Task.CORRECTION_NOTICE: "补正告知",
    Task.REPLY: "答复",
    Task.RE_REPLY: "重新答复",
    Task.CAUTIOUS_REPLY: "从严答复",
    Task.ORDERED_ANSWER: "责令答复",
    Task.EXTENSION: "延期截止",
    Task.SERVE: "送达",
    Task.SERVE_LAPSE: "告知送达",
    Task.SERVE_AGAIN: "重新送达",
    Task.DELIVERY: "收件日期",
    Task.CORRECTION: "补正届满",
    Task.FEE_PAYMENT: "缴费届满",
    Task.THIRD_PARTY: "第三方届满",
    Task.AGENCY: "机关届满",
    Task.SECTION: "科室答复",
    Task.REFERRAL: "报请确定",
    Task.COUNSEL: "法律审核",
    Task.ENDORSEMENT: "呈批意见",
    Task.SIGNATURE: "签发",
    Task.REASONS: "说明理由",
    Task.RECONSIDERATION_ANSWER: "复议答复",
    Task.DEFENCE: "应诉答辩",
}
_ACTS = {
    "third_party_answered": "登记意见",
    "agency_answered": "登记意见",
    "ask_correction": "发出补正",
    "receive_correction": "登记补正",
    "section_answered": "登记答复",
    "referral_answered": "登记意见",
    "counsel_answered": "登记意见",
    "endorse": "登记意见",
    "give_reasons": "登记理由",
    "extend": "延长期限",
    "deliver": "登记收件",
    "answer_reconsideration": "提交答复",
    "defend": "登记答辩",
    "pay_fee": "登记缴费",
}
_REPLIES = frozenset({Task.REPLY, Task.RE_REPLY, Task.CAUTIOUS_REPLY, Task.ORDERED_ANSWER})


def kind_of(item: AgendaItem) -> str:
    """Return in few words what a day of a case is."""
    if item.group is DayGroup.TO_TELL:
        return "视为放弃"
    # A period that has not begun is not over.
    return _KINDS[Task.DELIVERY if item.act_name == "deliver" else item.task]


def named_kind(item: AgendaItem) -> str:
    """Return what a day of a case is and whose, where a case may have several alike."""
    return of_side(kind_of(item), item.who)


def act_label_of(item: AgendaItem) -> str:
    """Return the act that answers a day in five characters at most."""
    if item.task is Task.RE_REPLY and item.act_name == "decide":
        return "重新答复"
    return short_act(item.act_name, item.act_label)


def short_act(name: str, label: str) -> str:
    """Return the words of an act on a row, in five characters at most."""
    return _ACTS.get(name, label)


def day_board(desk: Desk) -> DayBoard:
    """Return what today asks for, without a day that asks for nothing."""
    today, near_until = desk.today, desk.near_until
    rows = {group.group: group.items for group in agenda.board(desk)}
    by_day: dict[date, list[AgendaItem]] = {}
    late, told, undated = list(rows[DayGroup.OVERDUE]), list(rows[DayGroup.TO_TELL]), []
    for group in (
        DayGroup.TODAY,
        DayGroup.NEAR,
        DayGroup.TO_SERVE,
        DayGroup.WAITING,
        DayGroup.TO_CONFIRM,
    ):
        for item in rows[group]:
            if item.due_on > near_until:
                continue
            if group is DayGroup.TO_SERVE and item.task is not Task.SERVE:
                undated.append(item)
            else:
                # Who waits is in the day the wait ends, so that one that is over cannot vanish.
                by_day.setdefault(max(item.due_on, today), []).append(item)
    lines = _Lines(today.year, _extendable(desk))
    days = [
        lines.day("已逾期", "", "overdue", late),
        lines.day("待告知", "", "overdue", told),
        *(lines.of_day(today, day, items) for day, items in sorted(by_day.items())),
        lines.day("待送达", "", "", undated),
        lines.day("缺日期", "", "", rows[DayGroup.UNDELIVERED]),
        BoardDay("本机关", "", "", tuple(_duty(one) for one in office_notices(desk))),
    ]
    # Asked once: in a busy office each count takes as long as everything else of the board.
    counted = agenda.counted(desk)
    counts, later = agenda.counts(desk, counted), agenda.later(desk, counted)
    return DayBoard(
        tuple(day for day in days if day.lines),
        _later(desk, *later),
        _sentence(counts, len(late) + sum(map(len, by_day.values()))),
        tuple(_load(desk, counted, counts.overdue)),
        counts,
    )


def _later(desk: Desk, number: int, first_on: date | None) -> str:
    if first_on is None:
        return ""
    unsure = "" if desk.is_settled(first_on) else UNSETTLED
    return f"{number:,} 件，最早 {short_day(first_on)}{unsure}"


class _Lines(NamedTuple):
    """The lines of a board of a year, with the limits that may still be extended."""

    year: int
    extendable: frozenset[tuple[int, date]]

    def of_day(self, today: date, day: date, items: list[AgendaItem]) -> BoardDay:
        """Return a day that has its date."""
        weekday = f"周{WEEKDAYS[day.weekday()]}"
        if day == today:
            return self.day("今天", weekday, "today", items)
        return self.day(weekday, f"{day.day}日", "", items)

    def day(self, title: str, note: str, tone: str, items: Iterable[AgendaItem]) -> BoardDay:
        """Return a day with its lines, the replies first."""
        ordered = sorted(items, key=lambda one: (one.task not in _REPLIES, one.request_id))
        lines = (_line(item, self.year, self.extendable) for item in ordered)
        return BoardDay(title, note, tone, tuple(lines))


def _extendable(desk: Desk) -> frozenset[tuple[int, date]]:
    """Return the requests whose limit may still be extended, with the last day for it."""
    found = agenda.agenda(desk, first=desk.today, last=desk.near_until, tasks=(Task.EXTENSION,))
    return frozenset((item.request_id, item.due_on) for item in found)


def _line(item: AgendaItem, year: int, extendable: frozenset[tuple[int, date]]) -> BoardLine:
    is_late = item.urgency is Urgency.OVERDUE
    reason = item.reason.partition("（")[0]
    if item.task is Task.REPLY and (item.request_id, item.due_on) in extendable:
        reason = "之后不能再延长"
    return BoardLine(
        item.request_id,
        kind_of(item),
        short_number(item.register_number, year),
        item.applicant_name,
        item.matter,
        f"{item.who}，{reason}" if item.who else reason,
        item.urgency,
        item.chip if is_late or UNSETTLED in item.chip else "",
        item.act_name,
        act_label_of(item),
        f"{named_kind(item)}，{item.chip}，{item.register_number}，{item.applicant_name}，"
        f"{item.matter}，{item.reason}",
    )


def _duty(notice: OfficeNotice) -> BoardLine:
    is_late = notice.urgency is Urgency.OVERDUE
    return BoardLine(
        0,
        notice.chip,
        "",
        notice.words,
        notice.reason,
        "",
        notice.urgency,
        notice.chip if is_late else "",
        "",
        notice.act_label[:_FIVE] if len(notice.act_label) <= _FIVE else notice.act_label[:2],
        f"{notice.chip}，{notice.words}，{notice.reason}",
        notice.place,
    )


def _sentence(counts: AgendaCounts, shown: int) -> str:
    """Return the state of the day in words, with every number that is not nought.

    `shown` are the lines with a day up to the last of the five: those that are no due day of the
    office's own, such as a confirmation or an answer awaited, are told as well.
    """
    said = []
    if counts.overdue:
        said.append(f"逾期 {counts.overdue:,} 件")
    if counts.today:
        said.append(f"今天到期 {counts.today:,} 件")
    if counts.near:
        said.append(f"后四个工作日还有 {counts.near:,} 件")
    others = shown - counts.overdue - counts.today - counts.near
    if not said:
        said.append("今天和后四个工作日都没有到期的")
    if others > 0:
        said.append(f"另有 {others:,} 项要办")
    return "，".join(said)


def _load(desk: Desk, counted: agenda.Counted, overdue: int) -> Iterator[LoadDay]:
    """Yield what is overdue, then each of the next 20 working days with how much falls due."""
    days: list[date] = []
    day = desk.today
    while len(days) < _LOAD_DAYS:
        if day == desk.today or desk.working_days(day - _ONE_DAY, day) == 1:
            days.append(day)
        day += _ONE_DAY
    numbers = agenda.ours_by_day(desk, days[0], days[-1], counted)
    yield LoadDay(None, overdue, "overdue", "")
    near_until = desk.near_until
    for at, one in enumerate(days):
        after = days[at + 1] if at + 1 < len(days) else one + _ONE_DAY
        # What falls on a day of rest is shown with the working day before it.
        count = sum(number for due_on, number in numbers.items() if one <= due_on < after)
        tone = "soon" if one == desk.today else "accent" if one <= near_until else "faint"
        yield LoadDay(one, count, tone, "" if desk.is_settled(one) else UNSETTLED)
