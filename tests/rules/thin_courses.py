"""Courses of the kinds that are seldom met, with the slow counter's answer to each.

Several third parties at once, a stop on the very day the limit ends, a letter that came back and
went out again, a withdrawal, a deferral, a notice nobody answered. What a course of these should
answer is walked day by day as in `slow_courses`, knowing nothing of `rules/`.
"""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.rules.slow_courses import DAY, NOTICE, PAYMENT, THIRD_PARTY, Walk, Works, due, later

CORRECTION = 15


def thin_courses(number: int, seed: int, works: Works) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield random lawful courses, each with what `due` should answer of it."""
    dice = random.Random(seed)
    for _ in range(number):
        yield _Course(dice, works).made()


class _Course:
    """A course while it is thrown: its steps, and where the slow counter stands."""

    def __init__(self, dice: random.Random, works: Works) -> None:
        self.dice, self.works = dice, works
        self.received_on = date(2020, 1, 2) + dice.randrange(2_100) * DAY
        self.day = self.received_on
        self.steps: list[dict[str, Any]] = []
        self.walk = Walk(self.received_on)
        self.closed_on: date | None = None
        # A notice that is out, with the last day of the other side.
        self.awaits: date | None = None

    def made(self) -> tuple[dict[str, Any], Any]:
        """Return the course and its answer."""
        dice = self.dice
        self._consult_several()
        if dice.random() < 0.5:
            self._stop_near_the_due_day()
        if self.awaits is None and dice.random() < 0.2:
            self._defer()
        if self.awaits is None:
            self._close()
        as_of = self.day + dice.randrange(0, 60) * DAY
        given = {
            "received_on": self.received_on.isoformat(),
            "steps": self.steps,
            "as_of": as_of.isoformat(),
        }
        return given, self._answer(as_of)

    def _step(self, kind: str, on: date, **more: Any) -> None:
        self._miss(on)
        self.steps.append({"step": kind, "on": on.isoformat(), **more})

    def _miss(self, on: date) -> None:
        walk = self.walk
        is_open = walk.served_on is None and self.closed_on is None and not walk.stopped
        if walk.missed_on is None and is_open and due(walk, self.works) < on:
            walk.missed_on = due(walk, self.works)

    def _consult_several(self) -> None:
        """Ask up to three third parties, so that their days overlap; some never answer."""
        dice = self.dice
        sent = sorted(self.day + dice.randrange(0, 20) * DAY for _ in range(dice.randrange(4)))
        answers: list[tuple[date, dict[str, Any]]] = []
        events: list[tuple[date, int, Any]] = []
        for number, on in enumerate(sent):
            arrived = on + dice.randrange(0, 5) * DAY
            last = later(arrived, self.works, THIRD_PARTY)
            spell = {"who": str(number), "sent": on, "last": last, "end": None}
            events.append((on, 0, (spell, arrived)))
            if dice.random() < 0.7:
                answered = on + dice.randrange(0, 35) * DAY
                answers.append((answered, spell))
                events.append((answered, 1, spell))
        for on, kind, what in sorted(events, key=lambda one: (one[0], one[1])):
            if kind == 0:
                spell, arrived = what
                self._step(
                    "third_party_consulted", on, delivered_on=arrived.isoformat(),
                    ref=f"甲{spell['who']}",
                )  # fmt: skip
                self.walk.spells.append(spell)
            else:
                self._step("third_party_answered", on, ref=f"甲{what['who']}")
                what["end"] = min(on, what["last"])
            self.day = max(self.day, on)

    def _stop_near_the_due_day(self) -> None:
        """Send a notice on the due day, the day before or after it; it is answered or not."""
        dice = self.dice
        by = due(self.walk, self.works)
        on = max(self.day, by + dice.choice((-1, 0, 0, 0, 1)) * DAY)
        kind = dice.choice(("correction", "fee"))
        arrived = on + dice.randrange(0, 6) * DAY
        self._step(f"{kind}_noticed", on, delivered_on=arrived.isoformat())
        if kind == "correction" and on > later(self.received_on, self.works, NOTICE):
            shadow = Walk(self.walk.opened_on)
            shadow.spells = self.walk.spells
            self.walk.shadow = shadow
        self.walk.stopped = kind
        self.day = on
        self.awaits = later(arrived, self.works, CORRECTION if kind == "correction" else PAYMENT)
        if dice.random() < 0.6:
            back = arrived + dice.randrange(0, (self.awaits - arrived).days + 1) * DAY
            self._step("correction_received" if kind == "correction" else "fee_paid", back)
            self.walk.opened_on, self.walk.stopped, self.awaits = back, "", None
            self.day = back

    def _defer(self) -> None:
        by = due(self.walk, self.works)
        if self.day > by:
            return
        on = self.day + self.dice.randrange((by - self.day).days + 1) * DAY
        until = by + self.dice.randrange(1, 90) * DAY
        self._step("deferred", on, until=until.isoformat())
        self.walk.fixed_on = until
        if self.walk.shadow is not None and on <= due(self.walk.shadow, self.works):
            self.walk.shadow.fixed_on = until
        self.day = on

    def _close(self) -> None:
        dice = self.dice
        way = dice.choice(("open", "served", "withdrawn", "returned", "again"))
        if way == "open":
            return
        self.day = max(self.day, due(self.walk, self.works) + dice.randrange(-6, 7) * DAY)
        if way == "withdrawn":
            self._step("withdrawn", self.day)
            self.closed_on = self.day
            return
        self._step("served", self.day)
        self.walk.served_on = self.closed_on = self.day
        if way == "served":
            return
        self.day += dice.randrange(0, 20) * DAY
        self._step("undelivered", self.day)
        self.closed_on = None
        if way == "again":
            self.day += dice.randrange(0, 20) * DAY
            self._step("served", self.day)
            self.closed_on = self.day

    def _answer(self, as_of: date) -> dict[str, Any]:
        self._miss(as_of)
        walk = self.walk
        is_lapsed = self.awaits is not None and as_of > self.awaits
        by = None if walk.stopped else due(walk, self.works)
        state = self._state(as_of, is_lapsed=is_lapsed)
        ended = walk.served_on or self.closed_on
        if walk.missed_on is not None:
            in_time: bool | None = False
        elif by is None:
            in_time = None
        else:
            in_time = (ended or as_of) <= by
        return {
            "due_on": None if by is None else by.isoformat(),
            "opened_on": walk.opened_on.isoformat(),
            "missed_on": None if walk.missed_on is None else walk.missed_on.isoformat(),
            "cautious_on": (
                None if walk.shadow is None else due(walk.shadow, self.works).isoformat()
            ),
            "in_time": in_time,
            "state": state,
            "rounds": [
                {
                    "opened_on": walk.opened_on.isoformat(),
                    "due_on": None if by is None else by.isoformat(),
                    "served_on": None if walk.served_on is None else walk.served_on.isoformat(),
                    "in_time": (
                        False if walk.missed_on is not None else None if ended is None else True
                    ),
                }
            ],
        }

    def _state(self, as_of: date, *, is_lapsed: bool) -> str:
        walk = self.walk
        if self.closed_on is not None:
            return "closed"
        if is_lapsed:
            return "abandoned"
        if walk.stopped:
            return "stopped"
        waits = any(
            spell["end"] is None and spell["sent"] <= as_of <= spell["last"]
            for spell in walk.spells
        )
        if not waits or walk.fixed_on is not None:
            return "running"
        # Sent once the limit was over, it moves nothing any more.
        moving = any(
            spell["end"] is None
            and spell["sent"] <= as_of <= spell["last"]
            and spell["sent"] < due(walk, self.works)
            for spell in walk.spells
        )
        return "stopped" if moving else "running"
