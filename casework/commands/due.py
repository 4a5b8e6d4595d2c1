"""The `due` command: a count of working days or a whole case in, its due day and proof out."""

from collections.abc import Mapping
from datetime import date

from casework.commands.json_input import (
    a_count,
    a_day,
    a_flag,
    a_mapping,
    a_text,
    only_known,
    the_day,
)
from casework.desk.office_calendar import built_in_outlook
from rules.case import Case, Clock, Round
from rules.errors import ClerkError
from rules.fold import case_state
from rules.practice import Practice
from rules.steps import ORDERS, Step, StepKind
from rules.time_limits import ClockKind, LedgerDay, OrderedBy

_STEP_NAMES = (
    "step",
    "on",
    "delivered_on",
    "days",
    "until",
    "ref",
    "good_reason",
    "simple_procedure",
    "working_days",
    "by",
)
# A case of a whole career has some fifty; what is longer is several cases in one.
MOST_STEPS = 500
_ONLY_ORDERS = ("working_days", "by")
STEP_WORDS = {
    kind.word: kind
    for kind in StepKind
    if kind not in (StepKind.RECEIVED, StepKind.AMENDED, StepKind.ANNULLED)
}


def due_line(value: object, practice: Practice | None = None) -> dict[str, object]:
    """Return the answer to one line of `due`.

    Days are ISO dates, limits working days. Raises `ClerkError` with what to put right.
    """
    given = a_mapping(value, "这一行")
    known_until = a_day(given, "calendar_known_until")
    if "received_on" in given:
        return _case_answer(given, known_until, practice or Practice())
    if "from" in given or "working_days" in given:
        return _count_answer(given, known_until)
    raise ClerkError("缺少 received_on（收到申请之日）或 from（起算日），请补上其中一个。")


def _count_answer(given: Mapping[str, object], known_until: date | None) -> dict[str, object]:
    opened_on = the_day(given, "from")
    days = a_count(given, "working_days")
    if days is None:
        raise ClerkError("缺少 working_days（工作日数），请补上，如 20。")
    outlook = built_in_outlook(known_until)
    safe_on, expected_on = outlook.last_days(opened_on, days)
    answer: dict[str, object] = {"due_on": safe_on.isoformat()}
    if safe_on > outlook.published_until:
        answer |= _provisional(safe_on, expected_on)
    return answer


def _provisional(safe_on: date, expected_on: date) -> dict[str, object]:
    return {
        "provisional": True,
        "safe_on": safe_on.isoformat(),
        "expected_on": expected_on.isoformat(),
    }


def _case_answer(
    given: Mapping[str, object], known_until: date | None, practice: Practice
) -> dict[str, object]:
    received_on = the_day(given, "received_on")
    listed = given.get("steps", [])
    if not isinstance(listed, list):
        raise ClerkError("steps 应为步骤的列表（方括号括起），请改正。")
    if len(listed) > MOST_STEPS:
        raise ClerkError(
            f"steps 有{len(listed)}个步骤，一件申请最多{MOST_STEPS}个，请检查是否把几件并在了一起。"
        )
    steps = [_step(value, place) for place, value in enumerate(listed, 1)]
    as_of = a_day(given, "as_of")
    if as_of is None:
        as_of = max([received_on, *(step.on for step in steps)])
    outlook = built_in_outlook(known_until)
    return case_answer(case_state(received_on, steps, outlook, as_of=as_of, practice=practice))


def _step(value: object, place: int) -> Step:
    what = f"第{place}个步骤"
    given = a_mapping(value, what)
    only_known(given, _STEP_NAMES, what)
    word = a_text(given, "step")
    if word not in STEP_WORDS:
        raise ClerkError(f"{what}的名称“{word}”无法识别，可用的名称有：{'、'.join(STEP_WORDS)}。")
    kind = STEP_WORDS[word]
    is_order = kind in ORDERS
    for name in _ONLY_ORDERS:
        if name in given and not is_order:
            raise ClerkError(
                f"{what}“{word}”没有“{name}”这一项，它只用于 reply_ordered（责令重新答复）"
                "和 answer_ordered（责令限期答复），请删去或者改用相应的步骤。"
            )
    by = a_text(given, "by")
    if by not in ("", *(who.word for who in OrderedBy)):
        known = "、".join(f"{who.word}（{who.label}）" for who in OrderedBy)
        raise ClerkError(f"{what}的 by“{by}”无法识别，可用的有：{known}。")
    return Step(
        kind,
        the_day(given, "on"),
        id=place,
        delivered_on=a_day(given, "delivered_on"),
        days=a_count(given, "working_days" if is_order else "days"),
        natural_days=a_count(given, "days") if is_order else None,
        by=by,
        until=a_day(given, "until"),
        ref=a_text(given, "ref"),
        good_reason=a_flag(given, "good_reason"),
        simple_procedure=bool(a_flag(given, "simple_procedure")),
    )


def case_answer(case: Case) -> dict[str, object]:
    """Return a case's state as the `due` command prints it."""
    due_on = case.due_on
    answer: dict[str, object] = {
        "due_on": _iso(due_on),
        "opened_on": case.reply.opened_on.isoformat(),
        "provisional": case.is_provisional,
        "state": case.status.word,
        "in_time": case.in_time,
        "missed_on": _iso(case.missed_on),
        "cautious_on": _iso(case.cautious_on),
        "rounds": [_round_answer(one) for one in case.rounds],
        "ledger": [ledger_day(day) for day in case.proof()],
        "clocks": [_clock_answer(case, clock) for clock in case.clocks],
    }
    if case.is_unpublished and due_on is not None and case.expected_on is not None:
        answer |= _provisional(due_on, case.expected_on)
    if case.warnings:
        answer["warnings"] = list(case.warnings)
    return answer


def _round_answer(one: Round) -> dict[str, object]:
    """Return one giving of a reply: a served one has its day, an open one `null` for it."""
    return {
        "opened_on": one.reply.opened_on.isoformat(),
        "due_on": _iso(one.due_on),
        "served_on": _iso(one.first_served_on),
        "in_time": one.in_time,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _clock_answer(case: Case, clock: Clock) -> dict[str, object]:
    """Return a clock with its own ledger of days; that of the reply stands in the answer."""
    shown: dict[str, object] = {
        "clock": clock.kind.word,
        "opened_on": clock.opened_on.isoformat(),
        "days": clock.days,
        "due_on": clock.due_on.isoformat() if clock.is_delivered else None,
        "ended_on": _iso(clock.ended_on),
        "in_time": clock.in_time,
        "basis": clock.basis.short,
    }
    if not clock.is_delivered:
        # The addressee's period runs from a day nobody has registered: it has no last day yet.
        return shown | {"delivered": False}
    if clock.kind is not ClockKind.REPLY:
        shown["ledger"] = [ledger_day(day) for day in case.clock_proof(clock)]
    return shown


def ledger_day(day: LedgerDay) -> dict[str, object]:
    """Return one day of a proof as the `due` command prints it."""
    shown: dict[str, object] = {
        "date": day.on.isoformat(),
        "counted": day.counted,
        "number": day.number,
        "why": day.why,
    }
    if day.source:
        shown["source"] = day.source
    if not day.published:
        shown["published"] = False
    return shown
