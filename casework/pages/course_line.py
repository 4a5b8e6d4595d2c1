"""The course of a case drawn to scale: what was counted, what was not, the due day and today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from casework.cases.deadlines import unsettled
from casework.cases.urgency import short_day
from rules.case import Case, Clock, Round
from rules.steps import StepKind

_ONE_DAY = timedelta(days=1)
_LABELS = {
    StepKind.THIRD_PARTY_CONSULTED: "征求第三方意见，不计",
    StepKind.AGENCY_CONSULTED: "征求其他机关意见，不计",
    StepKind.REASONS_ASKED: "等待说明理由，不计",
    StepKind.REFERRED: "报请确定，不计",
    StepKind.FEE_NOTICED: "等待缴费，不计",
    StepKind.CORRECTION_NOTICED: "等待补正，不计",
}


class Stretch(NamedTuple):
    """Days that are not counted, from the first to the last, and why in few words."""

    first: date
    last: date
    label: str


class CourseLine(NamedTuple):
    """One round of a case on a line of calendar days.

    `due_on` is None where the clock stands and nobody's last day is known; `ended_on` is the day
    the reply was served, or the case closed. `is_reply_due` tells that `due_on` is the reply's
    and not the last day of the side that is waited for. `fate` is what came of the round,
    `unsure` says （暂定） of a due day that no notice has settled.
    """

    opened_on: date
    opened_words: str
    due_on: date | None
    is_reply_due: bool
    ended_on: date | None
    today: date
    is_late: bool
    stretches: tuple[Stretch, ...]
    name: str
    outcome: str
    fate: str
    unsure: str

    @property
    def words(self) -> str:
        """The line as it is read aloud."""
        said = [f"{short_day(self.opened_on)}{self.opened_words}"]
        said += [
            f"{short_day(one.first)}至{short_day(one.last)}{one.label}" for one in self.stretches
        ]
        if self.due_on is not None:
            what = "期限" if self.is_reply_due else "最迟"
            said.append(f"{what}{short_day(self.due_on)}{self.unsure}")
        if self.ended_on is not None:
            said.append(f"{short_day(self.ended_on)}办结")
        return "，".join(said)


_NAMES = ("第一轮", "第二轮", "第三轮", "第四轮", "第五轮")


def course_lines(case: Case, outcomes: tuple[str, ...] = ()) -> tuple[CourseLine, ...]:
    """Return the rounds of a case, oldest first, each as a line; `outcomes` names their results."""
    return tuple(
        _line(case, one, place, outcomes[place] if place < len(outcomes) else "")
        for place, one in enumerate(case.rounds)
    )


def _line(case: Case, one: Round, place: int, outcome: str) -> CourseLine:
    is_last = place == len(case.rounds) - 1
    first = case.received_on if place == 0 else one.reply.opened_on
    due_on, is_reply_due = one.due_on, True
    if due_on is None and is_last:
        due_on, is_reply_due = _watched(case), False
    ended_on = one.ended_on
    until = ended_on or case.as_of
    is_late = due_on is not None and is_reply_due and until > due_on
    return CourseLine(
        first,
        "收到" if place == 0 else "起算",
        due_on,
        is_reply_due,
        ended_on,
        case.as_of,
        is_late or one.missed_on is not None,
        tuple(_stretches(case, one, place)),
        _NAMES[min(place, len(_NAMES) - 1)],
        outcome,
        _fate(one, is_last=is_last),
        _unsure(case, one, due_on),
    )


def _unsure(case: Case, one: Round, due_on: date | None) -> str:
    return "" if due_on is None or one.ended_on is not None else unsettled(case, due_on)


def _watched(case: Case) -> date | None:
    """Return the last day of the side that is waited for, where its clock runs.

    A clock whose letter is not known to have arrived has not begun, as the chip says too.
    """
    running: list[Clock] = [
        clock for clock in case.clocks if clock.ended_on is None and clock.is_delivered
    ]
    return max((clock.due_on for clock in running), default=None)


def _stretches(case: Case, one: Round, place: int) -> Iterator[Stretch]:
    for spell in one.spells:
        after, last = spell.not_counted(case.practice)
        if last > after and last > one.reply.opened_on:
            yield Stretch(after + _ONE_DAY, last, _LABELS.get(spell.kind, "不计"))
    if place:
        return
    for step in case.steps:
        # A correction or a fee stops the clock for good; a fresh one opens with what came.
        if step.kind not in (StepKind.CORRECTION_NOTICED, StepKind.FEE_NOTICED):
            continue
        stopped_on = one.reply.stopped_on
        last = one.reply.opened_on if one.reply.opened_on > step.on else case.as_of
        if step.on == stopped_on or one.reply.opened_on > step.on:
            yield Stretch(step.on, max(last, step.on), _LABELS[step.kind])


def _fate(one: Round, *, is_last: bool) -> str:
    if one.ended_on is None:
        return "办理中" if is_last else _NO_REPLY
    kept = "逾期" if one.missed_on is not None else "按期"
    if is_last:
        return kept
    return _NO_REPLY if one.first_served_on is None else f"{kept}，已被撤销"


# An order to answer at last sets no reply aside: there was none.
_NO_REPLY = "没有答复，责令作出"
