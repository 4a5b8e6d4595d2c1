"""What goes over a connection to a server and comes back, on a wire that plays one."""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

psycopg = pytest.importorskip("psycopg")

from psycopg.pq import ConnStatus, ExecStatus  # noqa: E402
from psycopg.waiting import Ready, Wait  # noqa: E402

from db.faults import ServerError  # noqa: E402
from db.server import together  # noqa: E402
from db.server.connection import ServerConnection  # noqa: E402
from db.server.early import Early  # noqa: E402
from db.server.later import Later  # noqa: E402
from db.server.place import Server  # noqa: E402
from db.server.together import Key, Together  # noqa: E402

ROWS, SYNC, REFUSED = ExecStatus.TUPLES_OK, ExecStatus.PIPELINE_SYNC, ExecStatus.FATAL_ERROR


class Result:
    """What a server answers: cells with their types, or why not."""

    def __init__(
        self, *cells: tuple[int, bytes | None], status: ExecStatus = ROWS, state: bytes = b""
    ) -> None:
        self.cells, self.status, self.state = cells, status, state
        self.nfields, self.ntuples = len(cells), 1

    def ftype(self, at: int) -> int:
        return self.cells[at][0]

    def get_value(self, _: int, at: int) -> bytes | None:
        return self.cells[at][1]

    def error_field(self, _: object) -> bytes:
        return self.state

    def get_error_message(self, _: str = "") -> str:
        return "words of the server"


class Wire:
    """A connection of libpq that answers what it was given to answer, None where it is silent."""

    def __init__(self, *answers: Result | None, status: ConnStatus = ConnStatus.OK) -> None:
        self.answers, self.status, self.socket = list(answers), status, 7
        self.said: list[str] = []
        self.to_flush, self.to_wait = [1, 1, 0], [True, False]
        self.transaction_status = 0

    def send_query_params(self, words: bytes, *given: Any) -> None:
        self.said.append(words.decode())
        self.given = given

    def send_prepare(self, name: bytes, words: bytes, _: Any) -> None:
        self.said.append(f"prepare {name.decode()}: {words.decode()}")

    def send_query_prepared(self, name: bytes, *_: Any) -> None:
        self.said.append(f"say {name.decode()}")

    def enter_pipeline_mode(self) -> None:
        self.said.append("in")

    def exit_pipeline_mode(self) -> None:
        self.said.append("out")

    def pipeline_sync(self) -> None:
        self.said.append("sync")

    def consume_input(self) -> None:
        self.said.append("listen")

    def flush(self) -> int:
        return self.to_flush.pop(0) if self.to_flush else 0

    def is_busy(self) -> bool:
        return bool(self.to_wait) and self.to_wait.pop(0)

    def get_result(self) -> Result | None:
        return self.answers.pop(0)

    def finish(self) -> None:
        self.said.append("finish")


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bool, bool, float | None]]:
    """What was waited for: something to read, room to write, for how long."""
    found: list[tuple[bool, bool, float | None]] = []

    def select(reads: list[int], writes: list[int], _: list[int], left: float | None) -> None:
        assert {*reads, *writes} == {7}
        found.append((bool(reads), bool(writes), left))

    monkeypatch.setattr("select.select", select)
    return found


def number(value: int) -> Result:
    return Result((20, str(value).encode()))


def test_a_plain_question_waits_for_the_network_and_reads_what_came(
    waits: list[tuple[bool, bool, float | None]],
) -> None:
    wire = Wire(number(5), None, Result(status=SYNC))
    answer = Early(wire).answered("select %s, %s", (5, "办"))  # type: ignore[arg-type]
    assert answer is not None
    assert (answer.rowcount, list(answer), answer.fetchone()) == (1, [(5,)], None)
    assert wire.said == ["in", "select $1, $2", "sync", "listen", "listen", "listen", "out"]
    # A whole number as bigint, a text as text.
    assert wire.given == ([b"5", "办".encode()], [20, 25])
    # While something is left to send, it listens too: a server may be full of what it says.
    assert waits == [(True, True, None), (True, True, None), (True, False, None)]


@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        (16, b"t", 1), (16, b"f", 0), (17, b"\\x00ff", b"\0\xff"), (17, b"\\x", b""),
        (19, b"name", "name"), (20, b"-7", -7), (21, b"7", 7), (23, b"8", 8),
        (25, "办".encode(), "办"), (26, b"9", 9), (700, b"1.5", 1.5), (701, b"2", 2.0),
        (1042, b"a ", "a "), (1043, b"b", "b"), (1700, b"12", 12), (1700, b"1.50", 1.5),
        (25, None, None),
    ],
)  # fmt: skip
def test_cells_are_read_by_their_types(kind: int, said: bytes | None, meant: Any) -> None:
    wire = Wire(Result((kind, said)), None, Result(status=SYNC))
    found = Early(wire).answered("select", None)  # type: ignore[arg-type]
    assert found is not None
    assert repr(found.fetchall()) == repr([(meant,)])


def test_what_is_psycopg_s_to_write_or_read_is_left_to_it() -> None:
    wire = Wire(Result((17, b"escaped \\000")), None, Result(status=SYNC))
    asking = Early(wire)  # type: ignore[arg-type]
    assert asking.answered("select a", None) is None
    wire.answers = [Result((1082, b"2026-11-29")), None, Result(status=SYNC)]
    assert asking.answered("select b", None) is None
    said = len(wire.said)
    for value in (1.5, None, True, b"x"):
        assert asking.answered("select ?", (value,)) is None
        asking.ask_ahead([("select ?", (value,))])
    assert len(wire.said) == said


def test_what_is_asked_at_once_goes_in_one_way_and_is_forgotten_after() -> None:
    def answers() -> list[Result | None]:
        return [number(1), None, number(2), None, Result(status=SYNC)]

    wire = Wire(*answers())
    asking = Early(wire)  # type: ignore[arg-type]
    with asking.at_once(["select a", "select b"]):
        assert [line for line in wire.said if line.startswith("se")] == ["select a", "select b"]
        assert wire.said.count("sync") == 1
        with asking.at_once(["select a", "select b"]):
            # Known already.
            assert wire.said.count("sync") == 1
    wire.answers = [number(3), None, Result(status=SYNC)]
    again = asking.answered("select a", None)
    assert again is not None
    assert again.fetchall() == [(3,)]
    wire.answers = answers()
    asking.ask_ahead([("select c", None), ("select d", None)])
    found = asking.answered("select d", None)
    assert found is not None
    assert (found.fetchall(), wire.said.count("sync")) == ([(2,)], 3)
    # Where one is refused, whoever asks it is told why.
    wire.answers = [Result(status=REFUSED, state=b"42P01"), None, Result(status=SYNC)]
    with asking.at_once(["select e"]):
        wire.answers = [Result(status=REFUSED, state=b"42P01"), None, Result(status=SYNC)]
        with pytest.raises(psycopg.errors.UndefinedTable, match="words of the server"):
            asking.answered("select e", None)


@pytest.mark.parametrize("heard", [0, 1])
def test_a_wire_that_falls_silent_is_lost(heard: int) -> None:
    wire = Wire(*[number(1)] * heard, None, status=ConnStatus.BAD)
    with pytest.raises(psycopg.OperationalError, match=r"^the connection is lost$"):
        Early(wire).answered("select a", None)  # type: ignore[arg-type]
    assert wire.said[-1] == "out"


def joined(wire: Wire, *, closed: bool = False) -> Together:
    def wait(acts: Generator[Any, Any, Any]) -> Any:
        try:
            while True:
                next(acts)
        except StopIteration as end:
            return end.value

    wire.to_flush.clear()
    made = SimpleNamespace(pgconn=wire, lock=nullcontext(), wait=wait, closed=closed)
    return Together(made)  # type: ignore[arg-type]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play psycopg's own part: what is sent, and each answer fetched."""

    def pipeline_communicate(_: Wire, acts: Any) -> Generator[Any, Any, list[Any]]:
        acts[0]()
        yield "sent"
        return []

    def fetch(wire: Wire) -> Generator[Any, Any, Result | None]:
        yield "fetched"
        return wire.get_result()

    monkeypatch.setattr(
        together, "generators",
        SimpleNamespace(pipeline_communicate=pipeline_communicate, fetch=fetch),
    )  # fmt: skip
    reads = SimpleNamespace(set_pgresult=lambda _: None, types=None, formats=None)
    monkeypatch.setattr(together, "Transformer", lambda _: reads)


@pytest.mark.usefixtures("network")
def test_what_is_said_a_second_time_is_planned_and_the_oldest_plans_go() -> None:
    wire = Wire()
    said = joined(wire)

    def say(*many: str) -> list[str]:
        before = len(wire.said)
        for _ in many:
            wire.answers += [Result(), None]
        # Of what is planned or let go the answers come too, and are nobody's.
        fresh = [one for one in many if one in known and one.startswith("select")]
        wire.answers = [*([Result(), None] * len(fresh)), *wire.answers, Result(status=SYNC)]
        known.update(many)
        assert len(said.say([(one, None) for one in many])) == len(many)
        wire.answers.clear()
        return wire.said[before + 1 : -2]

    known: set[str] = set()
    assert say("select a", "create b") == ["select a", "create b"]
    assert say("select a", "create b") == ["prepare desk_0: select a", "say desk_0", "create b"]
    known.clear()
    assert say("select a") == ["say desk_0"]

    def sent(many: Sequence[str]) -> tuple[list[bool], list[str]]:
        before = len(wire.said)
        found = list(said._sent(wire, [(one, None) for one in many], {}))  # type: ignore[arg-type]
        return found, wire.said[before:]

    planned: dict[Key, bytes] = {
        (f"select {at}".encode(), ()): f"desk_{at}".encode() for at in range(502)
    }
    said._planned = dict(list(planned.items())[:500])
    assert sent(["select e"]) == ([True], ["select e"])
    said._planned = dict(planned)
    let_go = ["select b", "deallocate desk_0", "deallocate desk_1"]
    assert sent(["select b"]) == ([True, False, False], let_go)
    assert list(said._planned) == list(planned)[2:]
    said._known = {(b"%d" % at, ()) for at in range(1999)}
    sent(["select c"])
    assert len(said._known) == 2000
    sent(["select d"])
    assert said._known == set()


@pytest.mark.usefixtures("network")
def test_what_is_lost_or_refused_is_raised_and_no_plan_is_trusted() -> None:
    plan: dict[Key, bytes] = {(b"select a", ()): b"desk_0"}
    lost = "^the connection is lost$"
    gone = Result(status=REFUSED)
    why = Result(status=REFUSED, state=b"57P01")
    cases: tuple[tuple[list[Result | None], ConnStatus, bool, type[Exception], str], ...] = (
        ([None], ConnStatus.BAD, False, psycopg.OperationalError, lost),
        ([Result(), Result(status=SYNC)], ConnStatus.OK, True, psycopg.OperationalError, lost),
        ([gone, None], ConnStatus.BAD, True, psycopg.OperationalError, "words of the server"),
        ([why, None], ConnStatus.BAD, True, psycopg.errors.AdminShutdown, "words of the server"),
        ([why, Result(status=SYNC)], ConnStatus.OK, False, psycopg.errors.AdminShutdown, "words"),
    )
    for answers, status, closed, kind, words in cases:
        wire = Wire(*answers, status=status)
        said = joined(wire, closed=closed)
        said._planned = dict(plan)
        with pytest.raises(kind, match=words) as caught:
            said.say([("select a", None)])
        assert type(caught.value) is kind
        assert said._planned == {}
        assert wire.said[-1] == "out"


def test_the_last_byte_leaves_before_answers_are_awaited() -> None:
    wire = Wire()
    acts = together._all_handed_over(wire)  # type: ignore[arg-type]
    assert next(acts) == Wait.RW
    assert acts.send(Ready.W) == Wait.RW
    assert wire.said == []
    with pytest.raises(StopIteration):
        acts.send(Ready.RW)
    assert wire.said == ["listen"]


class Asked(Early):
    """Stands for a first connection: raises what it is given, or answers."""

    def __init__(self, *raised: Exception | None, status: ConnStatus = ConnStatus.OK) -> None:
        self.raised, self.times = list(raised), 0
        self.line = Wire(status=status)
        super().__init__(self.line)  # type: ignore[arg-type]

    def answered(self, *_: Any) -> Any:
        self.times += 1
        error = self.raised.pop(0) if self.raised else None
        if error is not None:
            raise error
        return "answer"


def connected(said: Any) -> ServerConnection:
    return ServerConnection(Path("登记簿.djs"), Server("h", 1, "d"), early=said)


def test_a_closed_connection_answers_nothing_and_a_whole_one_is_not_asked_twice() -> None:
    said = Asked(psycopg.OperationalError("disk full"))
    one = connected(said)
    with pytest.raises(ServerError):
        one.execute("select 1")
    assert (said.times, one.execute("select 1")) == (1, "answer")
    one.close()
    assert said.line.said == ["finish"]
    with pytest.raises(sqlite3.ProgrammingError, match=r"^Cannot operate on a closed database\.$"):
        one.execute("select 1")


def test_one_that_was_restarted_since_is_asked_anew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []
    said = Asked(psycopg.OperationalError("gone"), psycopg.OperationalError("gone again"))

    def meet(self: ServerConnection) -> None:
        met.append("anew")

    monkeypatch.setattr(ServerConnection, "_connect", meet)
    one = connected(said)
    said.line.status = ConnStatus.BAD
    with pytest.raises(ServerError):
        one.execute("select 1")
    assert said.times == 2
    assert met == ["anew", "anew"]


def test_what_waits_in_an_act_is_said_two_hundred_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, said = connected(Asked()), list[int]()
    one._began = True

    def say(self: ServerConnection) -> None:
        said.append(len(self._waiting))
        self._waiting.clear()

    monkeypatch.setattr(ServerConnection, "say_what_waits", say)
    for at in range(401):
        one.execute("insert into t values (?)", (at,))
    assert said == [200, 200]
    assert len(one._waiting) == 1
    # Few of them wait like others; many go by themselves, after what waits.
    one.executemany("insert into t values (?)", [(at,) for at in range(20)])
    assert (said, len(one._waiting)) == ([200, 200], 21)


def test_what_is_refused_of_many_rows_is_raised_as_of_one() -> None:
    class Refusing:
        def pipeline(self) -> None:
            raise psycopg.errors.UniqueViolation("twice")

        cursor = pipeline

        def close(self) -> None:
            raise psycopg.OperationalError("gone")

    one = connected(Asked())
    one._whole = Refusing()  # type: ignore[assignment]
    for act in (
        lambda: one.executemany("insert into t values (?)", [(1,)]),
        lambda: one.take_in("t", ("a",), [(1,)]),
    ):
        with pytest.raises(sqlite3.IntegrityError):
            act()
    one.close()


def test_what_was_left_before_it_was_said_has_no_answer() -> None:
    asked: list[str] = []
    later = Later(lambda: asked.append("said"), "insert", None)
    for ask in (lambda: later.rowcount, later.fetchone, later.fetchall, lambda: iter(later)):
        with pytest.raises(sqlite3.ProgrammingError, match=r"^its transaction was left before it"):
            ask()
    assert asked == ["said"] * 4
