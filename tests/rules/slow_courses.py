"""A second, slow counter of whole courses: one day after the other, knowing nothing of `rules/`.

It walks every calendar day from the receipt to the last day asked about, with the steps of the
day, and keeps what happened in plain variables. It is read beside the law (条例30、32、33、35,
处理费办法6、7, 复议法实施条例49, 民法典201、203) and compared with the fold on random courses.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)
Works = Callable[[date], bool]
REPLY, THIRD_PARTY, PAYMENT, NOTICE = 20, 15, 20, 7


@dataclass
class Walk:
    """Where a course stands at the end of a day."""

    opened_on: date
    need: int = REPLY
    fixed_on: date | None = None
    counted: int = 0
    reached_on: date | None = None
    spells: list[dict[str, Any]] = field(default_factory=list)
    extended: int = 0
    stopped: str = ""
    served_on: date | None = None
    missed_on: date | None = None
    shadow: "Walk | None" = None


def later(day: date, works: Works, number: int) -> date:
    """Return the day on which the number-th working day after `day` ends."""
    while number:
        day += DAY
        number -= works(day)
    return day


def natural(day: date, works: Works, number: int) -> date:
    """Return the last day of so many natural days, moved off a day of rest."""
    day += number * DAY
    while not works(day):
        day += DAY
    return day


def due(walk: Walk, works: Works) -> date:
    """Return the due day: walk on from the opening, leaving out what is consulted about."""
    if walk.fixed_on is not None:
        return walk.fixed_on
    day, number = walk.opened_on, 0
    while number < walk.need + walk.extended:
        day += DAY
        number += works(day) and not any(
            spell["sent"] < day <= (spell["end"] or spell["last"]) for spell in walk.spells
        )
    return day


def walked(given: dict[str, Any], works: Works) -> dict[str, Any]:
    """Return what the `due` command should answer, by walking the days."""
    received_on = date.fromisoformat(given["received_on"])
    as_of = date.fromisoformat(given["as_of"])
    by_day: dict[date, list[dict[str, Any]]] = {}
    for step in given["steps"]:
        by_day.setdefault(date.fromisoformat(step["on"]), []).append(step)
    rounds: list[Walk] = []
    walk, notice_by = Walk(received_on), later(received_on, works, NOTICE)
    day = received_on
    while day <= as_of:
        for step in by_day.get(day, ()):
            _miss(walk, works, day)
            walk = _take(walk, rounds, step, day, works, notice_by)
        day += DAY
    _miss(walk, works, as_of)
    rounds.append(walk)
    shown = [_shown(one, works) for one in rounds]
    last = rounds[-1]
    is_late = last.missed_on is not None
    return {
        "due_on": shown[-1]["due_on"],
        "opened_on": shown[-1]["opened_on"],
        "missed_on": None if last.missed_on is None else last.missed_on.isoformat(),
        "cautious_on": None if last.shadow is None else due(last.shadow, works).isoformat(),
        "rounds": shown,
        "in_time": False if is_late else None if last.stopped and last.served_on is None else True,
    }


def _miss(walk: Walk, works: Works, day: date) -> None:
    if walk.missed_on is None and walk.served_on is None and not walk.stopped:
        by = due(walk, works)
        if by < day:
            walk.missed_on = by


def _take(
    walk: Walk,
    rounds: list[Walk],
    step: dict[str, Any],
    day: date,
    works: Works,
    notice_by: date,
) -> Walk:
    kind = step["step"]
    if kind == "served":
        walk.served_on = day
    elif kind == "correction_noticed":
        if day > notice_by:
            walk.shadow = Walk(walk.opened_on, walk.need, walk.fixed_on, extended=walk.extended)
            walk.shadow.spells = walk.spells
        walk.stopped = "correction"
    elif kind == "fee_noticed":
        if walk.shadow is not None and day <= due(walk.shadow, works):
            walk.shadow = None
        walk.stopped = "fee"
    elif kind in ("correction_received", "fee_paid"):
        walk.opened_on, walk.need, walk.extended = day, REPLY, 0
        walk.fixed_on, walk.stopped = None, ""
    elif kind.endswith("_consulted"):
        arrived = date.fromisoformat(step.get("delivered_on") or step["on"])
        last = later(arrived, works, THIRD_PARTY)
        walk.spells.append({"who": kind[:5], "sent": day, "last": last, "end": None})
    elif kind.endswith("_answered"):
        spell = next(one for one in walk.spells if one["who"] == kind[:5] and one["end"] is None)
        spell["end"] = min(day, spell["last"])
    elif kind == "extended":
        walk.extended = step["days"]
        if walk.shadow is not None and day <= due(walk.shadow, works):
            walk.shadow.extended = step["days"]
    elif kind == "reply_ordered":
        rounds.append(walk)
        walk = Walk(day)
        if "until" in step:
            walk.fixed_on = date.fromisoformat(step["until"])
        elif "days" in step:
            walk.fixed_on = natural(day, works, step["days"])
        else:
            walk.need = step.get("working_days", REPLY)
    else:
        raise ValueError(kind)
    return walk


def _shown(walk: Walk, works: Works) -> dict[str, Any]:
    return {
        "opened_on": walk.opened_on.isoformat(),
        "due_on": None if walk.stopped else due(walk, works).isoformat(),
        "served_on": None if walk.served_on is None else walk.served_on.isoformat(),
        "in_time": False
        if walk.missed_on is not None
        else None
        if walk.served_on is None
        else True,
    }


def courses(number: int, seed: int, works: Works) -> Iterator[dict[str, Any]]:
    """Yield random lawful courses: late stops, consultations, extensions, orders, all in one."""
    dice = random.Random(seed)
    for _ in range(number):
        yield _course(dice, works)


def _course(dice: random.Random, works: Works) -> dict[str, Any]:
    day = received_on = date(2019, 5, 15) + dice.randrange(2_350) * DAY
    steps: list[dict[str, Any]] = []
    walk = Walk(received_on)

    def add(kind: str, on: date, **more: Any) -> None:
        steps.append({"step": kind, "on": on.isoformat(), **more})

    for round_ in range(dice.choice((1, 1, 2, 2, 3))):
        if round_:
            day += dice.randrange(1, 90) * DAY
            period: dict[str, Any] = dice.choice(
                (
                    {},
                    {"working_days": dice.choice((5, 10, 15, 30))},
                    {"days": dice.choice((10, 15, 30, 60))},
                    {"until": (day + dice.randrange(60) * DAY).isoformat()},
                )
            )
            by = dice.choice(("reconsideration", "court", "office"))
            add("reply_ordered", day, by=by, **period)
            walk = Walk(day, period.get("working_days", REPLY))
            if "until" in period:
                walk.fixed_on = date.fromisoformat(period["until"])
            elif "days" in period:
                walk.fixed_on = natural(day, works, period["days"])
        else:
            stop = dice.choice(("", "", "correction", "fee", "both"))
            for kind, answer, first in (
                ("correction_noticed", "correction_received", ("correction", "both")),
                ("fee_noticed", "fee_paid", ("fee", "both")),
            ):
                if stop in first:
                    day += dice.randrange(0, 45) * DAY
                    more = {"delivered_on": day.isoformat()} if kind == "fee_noticed" else {}
                    add(kind, day, **more)
                    day += dice.randrange(1, 13) * DAY
                    add(answer, day)
                    walk = Walk(day)
        day = _consult(dice, add, walk, day, works)
        if walk.fixed_on is None and dice.random() < 0.25 and day <= due(walk, works):
            granted = dice.randrange(1, 21)
            add("extended", day, days=granted)
            walk.extended = granted
        if dice.random() < 0.15:
            break
        target = due(walk, works) + dice.randrange(-6, 9) * DAY
        day = max(day, target)
        add("served", day)
    as_of = day if dice.random() < 0.5 else day + dice.randrange(0, 45) * DAY
    return {"received_on": received_on.isoformat(), "steps": steps, "as_of": as_of.isoformat()}


def _consult(
    dice: random.Random, add: Callable[..., None], walk: Walk, day: date, works: Works
) -> date:
    for who in ("third_party", "agency"):
        if dice.random() < 0.75:
            continue
        day += dice.randrange(0, 8) * DAY
        arrived = day + dice.randrange(0, 4) * DAY
        add(f"{who}_consulted", day, delivered_on=arrived.isoformat())
        last = later(arrived, works, THIRD_PARTY)
        spell: dict[str, Any] = {"who": who[:5], "sent": day, "last": last, "end": None}
        walk.spells.append(spell)
        if dice.random() < 0.8:
            day += dice.randrange(0, 30) * DAY
            add(f"{who}_answered", day)
            spell["end"] = min(day, last)
    return day
