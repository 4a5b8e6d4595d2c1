"""Clerks at one register on a server, each a process of its own, and what came of their acts.

Run by `tests.faults.at_server`. A clerk says in a file of its own what it is going to enter, with a
mark nobody else uses, and then what it was told: done, refused, or not known. `judged` holds that
against the register.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from casework.acts import ACTS, perform
from casework.cases.as_seen import CaseChangedError, seen
from casework.desk.desk import Desk, open_desk
from casework.pages.office_settings import set_office
from casework.pages.register_check import problems
from db import steps
from db.faults import UnsureError
from db.server import component
from forms.fields import read
from forms.office import Office
from rules.errors import ClerkError

MARK = re.compile(r"§[0-9a-f]{14}§")
SHARED_CASES = 5
# These two work on the same cases.
TOGETHER = 2
_REVIEW = ("disclosure_opinion", "disclosure_reviewer", "secrecy_reviewer", "secrecy_opinion")
_COURSE = ("register", "note", "review", "decide", "serve")
_REST_SECONDS = 0.2
_MOST_TOLD = 5


def account_of(number: int) -> str:
    """Return the account of a clerk."""
    return f"clerk{number}"


def now() -> datetime:
    return datetime.now()  # noqa: DTZ005 - the office's own clock


class Clerk:
    """One who works: a case after another, from its registration to its service."""

    def __init__(self, place: Path, folder: Path, number: int, seed: int) -> None:
        self.place, self.number = place, number
        self.dice = random.Random(f"{seed} {number} {os.getpid()}")
        self.log = os.open(
            folder / f"{number} {os.getpid()}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND
        )
        self.case, self.done = 0, 0

    def work(self, until: float, pace: float) -> None:
        """Do an act every `pace` seconds until the moment."""
        desk: Desk | None = None
        time.sleep(self.dice.random() * pace)
        due = time.time()
        while time.time() < until:
            if desk is None:
                desk = self._opened()
                due = time.time()
                continue
            if self.number < TOGETHER:
                self._note_together(desk, pace)
            else:
                self.go_on(desk)
            due = max(due + pace, time.time() - pace)
            time.sleep(max(0.0, min(due, until) - time.time()))
        if desk is not None:
            desk.close()

    def _opened(self) -> Desk | None:
        try:
            return open_desk(self.place, clock=now)
        except ClerkError as error:
            self._say({"shut": str(error)[:60]})
            time.sleep(_REST_SECONDS)
            return None

    def _say(self, words: dict[str, Any]) -> None:
        os.write(self.log, (json.dumps(words, ensure_ascii=False) + "\n").encode())

    def go_on(self, desk: Desk) -> None:
        """Do the next act of the own case."""
        name = _COURSE[self.done]
        came = self._act(desk, name, self.case if self.done else None)
        if came == "done":
            self.done = (self.done + 1) % len(_COURSE)
        elif came != "refused":
            # Nobody knows how far that case is: another one.
            self.case = self.done = 0

    def _note_together(self, desk: Desk, pace: float) -> None:
        """Note on a case the other one works on too; the form was open for a while."""
        case = self.dice.randint(1, SHARED_CASES)
        try:
            until = seen(desk, case)
        except ClerkError as error:
            self._say({"shut": str(error)[:60]})
            return
        time.sleep(pace * self.dice.random() / 2)
        self._act(desk, "note", case, seen_until=until)

    def _act(
        self, desk: Desk, name: str, case: int | None, *, seen_until: int | None = None
    ) -> str:
        mark = f"§{self.dice.getrandbits(56):014x}§"
        act = ACTS[name]
        day = "arrived_on" if case is None else "on"
        self._say({"mark": mark, "act": name})
        began = time.perf_counter()
        for _ in range(_MOST_TOLD):
            form = read(act.form, {day: desk.today, **_typed(name, mark)}, today=desk.today)
            assert not isinstance(form, list), form
            try:
                done = perform(desk, act, case, form, seen_until=seen_until)
            except CaseChangedError as error:
                # She is told, looks, and saves the second time.
                seen_until = error.seen
                self._say({"told": mark})
                continue
            except UnsureError:
                return self._came(mark, "unsure", began)
            except ClerkError as error:
                return self._came(mark, "refused", began, str(error))
            if case is None:
                self.case = done.request_id
            return self._came(mark, "done", began)
        return self._came(mark, "refused", began, "told too often")

    def _came(self, mark: str, came: str, began: float, words: str = "") -> str:
        said = {"mark": mark, "came": came, "ms": round((time.perf_counter() - began) * 1000, 1)}
        self._say(said | ({"words": words[:80]} if words else {}))
        return came


def _typed(name: str, mark: str) -> dict[str, Any]:
    return {
        "register": {
            "applicant_name": "周某某", "information_sought": f"某路改造工程的批准文件{mark}",
        },
        "note": {"text": f"已与科室核对。{mark}"},
        "review": dict.fromkeys(_REVIEW, f"可以公开{mark}"),
        "decide": {"kind": "ALREADY_PUBLIC", "access": f"区政府网站{mark}"},
        "serve": {"note": mark},
    }[name]  # fmt: skip


@dataclass
class Judged:
    """What came of all acts, and what is wrong with the register."""

    done: int = 0
    refused: int = 0
    unsure: int = 0
    unheard: int = 0
    told: int = 0
    shut: int = 0
    lost: int = 0
    doubled: int = 0
    refused_but_there: int = 0
    gaps: int = 0
    wrong: list[str] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    # Without the first act of each clerk, when all of them have just logged in.
    later: list[float] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing acknowledged is lost and the register is as it should be."""
        return not (self.lost or self.doubled or self.refused_but_there or self.gaps or self.wrong)

    @property
    def line(self) -> str:
        """All of it in a line."""
        return (
            f"done {self.done}, refused {self.refused}, unsure {self.unsure},"
            f" unheard {self.unheard}, told of others {self.told}, shut out {self.shut};"
            f" lost {self.lost}, doubled {self.doubled}, refused but there"
            f" {self.refused_but_there}, gaps {self.gaps}, wrong {len(self.wrong)};"
            f" ms median {_at(self.milliseconds, 0.5):.0f}, p95 {_at(self.milliseconds, 0.95):.0f},"
            f" p99 {_at(self.milliseconds, 0.99):.0f}, longest {_at(self.milliseconds, 1):.0f};"
            " without the first of each clerk"
            f" p99 {_at(self.later, 0.99):.0f}, longest {_at(self.later, 1):.0f}"
        )

    @property
    def row(self) -> str:
        """The figures as a row of a table, under `TABLE`."""
        figures = [_at(self.milliseconds, part) for part in (0.5, 0.95, 0.99, 1)]
        figures += [_at(self.later, part) for part in (0.99, 1)]
        return (
            f"{self.done:>8}{self.refused:>9}{self.lost:>6}{self.gaps:>6}"
            f"{''.join(f'{one:>11.0f}' for one in figures)}"
        )


def _at(milliseconds: list[float], part: float) -> float:
    """Return so many milliseconds as that part of the acts took at most."""
    ordered = sorted(milliseconds)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0


# In milliseconds; the last two without the first act of each clerk.
TABLE = f"{'done':>8}{'refused':>9}{'lost':>6}{'gaps':>6}" + "".join(
    f"{one:>11}" for one in ("median", "p95", "p99", "longest", "later p99", "longest")
)


def judged(desk: Desk, folder: Path) -> Judged:
    """Hold what the clerks were told against the register."""
    found = Judged()
    there: Counter[str] = Counter()
    for record in _steps(desk):
        there.update(set(MARK.findall(record)))
    for said in _said(folder):
        _count(found, said, there)
    found.doubled = sum(many > 1 for many in there.values())
    found.gaps = sum(_gaps(desk))
    found.wrong = list(problems(desk))
    return found


def heard(folder: Path) -> Counter[int]:
    """Return of how many acts each clerk, and who followed, was told what came of them."""
    found: Counter[int] = Counter()
    for path in folder.glob("*.jsonl"):
        found[int(path.name.partition(" ")[0])] += path.read_bytes().count(b'"came"')
    return found


def _steps(desk: Desk) -> Iterator[str]:
    for _, records in steps.of_all(desk.store):
        yield from (json.dumps(one.details, ensure_ascii=False) for one in records)


def _said(folder: Path) -> Iterator[dict[str, dict[str, Any]]]:
    """Yield what each process said, by mark: what it meant to do, with what it was told of it."""
    for path in folder.glob("*.jsonl"):
        marks: dict[str, dict[str, Any]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            # Who is killed while it writes leaves half a line.
            with suppress(ValueError):
                said = json.loads(line)
                key = said.get("mark") or said.get("told") or f"shut {len(marks)}"
                held = marks.setdefault(key, {"told": 0})
                held["told"] += "told" in said
                held |= {name: value for name, value in said.items() if name != "told"}
        yield marks


def _count(found: Judged, said: dict[str, dict[str, Any]], there: Counter[str]) -> None:
    is_first = True
    for mark, one in said.items():
        came = one.get("came")
        found.told += one["told"]
        if "shut" in one:
            found.shut += 1
            found.words[one["shut"]] += 1
        elif came == "done":
            found.done += 1
            found.lost += not there[mark]
            found.milliseconds.append(one["ms"])
            if not is_first:
                found.later.append(one["ms"])
            is_first = False
        elif came == "refused":
            found.refused += 1
            found.refused_but_there += bool(there[mark])
            found.words[one.get("words", "")] += 1
        elif came == "unsure":
            found.unsure += 1
        else:
            found.unheard += 1


def _gaps(desk: Desk) -> Iterator[int]:
    """Yield how many numbers of each series are missing or were handed out for nothing."""
    rows = desk.store.rows("select kind, year, serial, is_taken from number order by 1, 2, 3")
    series: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for kind, year, serial, is_taken in rows:
        series.setdefault((kind, year), []).append((serial, is_taken))
    for found in series.values():
        yield sum(said != (at, 1) for at, said in enumerate(found, start=1))
    serials = desk.store.rows("select year, serial from request where serial is not null")
    for year in {year for year, _ in serials}:
        of_year = sorted(serial for other, serial in serials if other == year)
        yield sum(one != at for at, one in enumerate(of_year, start=1))


def main() -> None:
    """Let the clerks work; who is killed is followed by another under the same account."""
    parser = argparse.ArgumentParser()
    parser.add_argument("place", type=Path, help="the connection file; who logs in it does not say")
    parser.add_argument("folder", type=Path, help="folder for what they say")
    parser.add_argument("--clerks", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--unanswered", type=int, default=0, help="ms until a network counts as cut"
    )
    asked = parser.parse_args()
    if asked.unanswered:
        _be_impatient(asked.unanswered)
    _warm_up()
    until = time.time() + asked.seconds
    working: dict[int, int] = {}
    waiting = list(range(asked.clerks))
    # As many as there are begin together, and not one after another's import.
    while waiting or working:
        for number in waiting:
            child = os.fork()
            if not child:
                _child(asked, number, until)
            working[child] = number
        waiting.clear()
        ended, status = os.wait()
        number = working.pop(ended)
        if status and time.time() < until:
            if not os.WIFSIGNALED(status):
                print(f"clerk {number} ended with {status}", flush=True)  # noqa: T201
            waiting.append(number)


def _warm_up() -> None:
    """Do each act once in a file, so that all begin with what a clerk's second case finds.

    What speaks with a server is read in too: fifty would read it at once, while they are timed.
    """
    component.driver()
    import db.server.opening  # noqa: F401

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "登记簿.db"
        clerk = Clerk(place, Path(folder), TOGETHER, 0)
        desk = open_desk(place, clock=now)
        office = Office(name="某局", reconsideration_body="某区人民政府", court="某区人民法院")
        set_office(desk, office, "周敏")
        for _ in _COURSE:
            clerk.go_on(desk)
        desk.close()
        os.close(clerk.log)


def _child(asked: argparse.Namespace, number: int, until: float) -> None:
    """Work, and end without what the parent would do at its end."""
    ended = 1
    try:
        os.environ["PGUSER"] = account_of(number)
        Clerk(asked.place, asked.folder, number, asked.seed).work(until, asked.pace)
        ended = 0
    finally:
        if ended:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(ended)


def _be_impatient(unanswered: int) -> None:
    """Take a network for cut sooner than the program does, so that many cuts fit into an hour."""
    from db.server import connection

    connection._UNANSWERED_MS = unanswered
    connection._OPTIONS["tcp_user_timeout"] = str(unanswered)
    connection._OPTIONS["idle_in_transaction_session_timeout"] = f"{5 * unanswered}ms"


if __name__ == "__main__":
    main()
