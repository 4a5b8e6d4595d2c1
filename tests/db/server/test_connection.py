"""How a server is met, and met again: what libpq is told, who waits, and what an act puts off."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

psycopg = pytest.importorskip("psycopg")

from psycopg.pq import ConnStatus, PollingStatus, TransactionStatus  # noqa: E402

from db.faults import ServerError  # noqa: E402
from db.server import ahead, component, connection, early  # noqa: E402
from db.server.connection import ServerConnection, way_to  # noqa: E402
from db.server.early import Early  # noqa: E402
from db.server.later import Begun  # noqa: E402
from db.server.login import Login, use  # noqa: E402
from db.server.place import Server, write  # noqa: E402
from db.server.stand_ins import KEPT, MADE  # noqa: E402
from db.server.store import APPLIED, OF_ACCOUNT  # noqa: E402
from tests.db.server.test_wire import Asked, Wire, connected  # noqa: E402

HERE = Server("127.0.0.1", 5433, "办件", "周敏")
PATH = Path("登记簿.djs")


def test_what_libpq_is_told_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.server.login._held", {})
    use(HERE, Login("wu", "密'码"))
    options = (
        "-c search_path=desk -c work_mem=32MB -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=3"
        " -c tcp_keepalives_count=2 -c tcp_user_timeout=8000"
        " -c idle_in_transaction_session_timeout=120s"
    )
    told = {
        **HERE.way, "user": "wu", "password": "密'码", "client_encoding": "utf8",
        "keepalives_idle": 5, "keepalives_interval": 3, "keepalives_count": 2,
        "tcp_user_timeout": 8000, "application_name": "disclosure-desk",
    }  # fmt: skip
    assert way_to(HERE) == {**told, "options": options}
    reading = f"{options} -c default_transaction_read_only=on"
    assert way_to(HERE, read_only=True) == {**told, "options": reading}


class Libpq(Wire):
    """A connection that is still being made: how each look at it turns out."""

    def __init__(self, *polled: PollingStatus) -> None:
        super().__init__()
        self.polled, self.nonblocking = list(polled), 0
        self.error_message: bytes | None = "拒绝".encode()

    def connect_poll(self) -> PollingStatus:
        return self.polled.pop(0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on by a second with each wait."""
    waited: list[float] = []
    found: list[tuple[int, int, float]] = []

    def select(reads: list[int], writes: list[int], _: list[int], left: float) -> None:
        waited.append(1.0)
        found.append((len(reads), len(writes), left))

    monkeypatch.setattr("select.select", select)
    for module in (early, connection):
        monkeypatch.setattr(module, "monotonic", lambda: 100.0 + sum(waited))
    return waited


def made(libpq: Libpq, monkeypatch: pytest.MonkeyPatch, way: dict[str, Any]) -> list[bytes]:
    told: list[bytes] = []

    def connect_start(words: bytes) -> Libpq:
        told.append(words)
        return libpq

    monkeypatch.setattr(early, "Libpq", SimpleNamespace(connect_start=connect_start))
    found: object = early.connected({"host": "/run/pg", **way}, 2.0)
    assert found is libpq
    return told


def test_a_connection_is_made_while_other_threads_go_on(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    libpq = Libpq(PollingStatus.WRITING, PollingStatus.READING, PollingStatus.OK)
    told = made(libpq, monkeypatch, {"user": "O'Neil", "password": r"a\b '", "port": "5433"})
    said = r"host='/run/pg' user='O\'Neil' password='a\\b \'' port='5433'"
    assert told == [said.encode()]
    assert (libpq.nonblocking, len(clock), libpq.said) == (1, 2, [])


def test_each_address_of_a_name_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        assert (host, port) == ("db.office", 5433)
        return [(0, 0, 0, "", (one, 5433)) for one in ("10.0.0.7", "10.0.0.7", "fe80::7")]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    assert early._found({"host": "db.office", "port": 5433, "user": "u"}) == {
        "host": "db.office,db.office", "port": "5433,5433", "hostaddr": "10.0.0.7,fe80::7",
        "user": "u",
    }  # fmt: skip


@pytest.mark.parametrize("why", ["refused", "too long", "broken"])
def test_one_that_is_not_made_is_let_go_and_told(
    why: str, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    libpq = Libpq(*[PollingStatus.READING] * 9)
    if why == "refused":
        libpq.polled[1] = PollingStatus.FAILED
    elif why == "broken":
        libpq.status = ConnStatus.BAD
        libpq.error_message = None
    with pytest.raises(psycopg.OperationalError, match="^$" if why == "broken" else "^拒绝$"):
        made(libpq, monkeypatch, {})
    # In time for the register to be opened as ever.
    assert len(clock) == {"refused": 1, "too long": 3, "broken": 0}[why]
    assert libpq.said == ["finish"]


def test_what_a_window_asks_first_is_asked_beside_its_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "登记簿.djs"
    write(path, HERE)
    asked: list[list[str]] = []

    class Noting(Early):
        def ask_ahead(self, many: Any) -> None:
            assert {values for _, values in many} == {None}
            asked.append([words for words, _ in many])

    wire: Any = Wire()
    monkeypatch.setattr(ahead, "Early", Noting)
    monkeypatch.setattr(ahead, "connected", lambda way, seconds: wire)
    ahead.begin(path)
    found = ahead.taken(HERE)
    assert found is not None
    assert found.wire is wire
    # Whether its tables are as they should be; then who sits there, once stand-ins are seen to.
    assert [[one.partition(" ")[0] for one in some] for some in asked] == [
        ["select"] * 3,
        ["select"] * 5,
    ]
    assert asked[0] == [*APPLIED, MADE]
    assert asked[1] == [KEPT, *OF_ACCOUNT]
    assert ahead.taken(HERE) is None

    def refuse(*_: object) -> None:
        raise psycopg.OperationalError("refused")

    monkeypatch.setattr(ahead, "connected", refuse)
    ahead.begin(path)
    assert ahead.taken(HERE) is None
    ahead.begin(tmp_path / "没有.djs")
    assert ahead._begun == {}


@pytest.fixture
def no_server(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A server that is not there: how many seconds each try takes."""
    takes: list[float] = []

    def connect(**_: Any) -> None:
        clock.append(takes.pop(0))
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(component, "driver", lambda: SimpleNamespace(connect=connect))
    monkeypatch.setattr(connection, "_not_before", {})
    return takes


def test_who_waited_in_vain_is_not_kept_waiting_again_at_once(
    no_server: list[float], clock: list[float]
) -> None:
    one = connected(Asked(status=ConnStatus.BAD))
    no_server[:] = [0.9, 1.1, 0.0]
    for _ in range(2):
        # The first was told at once, so the second is tried.
        with pytest.raises(ServerError):
            one._meet_again()
    for seconds, tries in ((9.9, 1), (0.2, 0)):
        clock.append(seconds)
        with pytest.raises(ServerError) as told:
            one._meet_again()
        assert (told.value.state[:2], told.value.is_gone) == ("08", True)
        assert len(no_server) == tries
    no_server[:] = [5.0, 0.0]
    with pytest.raises(ServerError):
        one._meet_again()
    one.try_again()
    with pytest.raises(ServerError):
        one._meet_again()
    assert no_server == []
    # In an act, or while it is held still, nothing is met again.
    for name in ("_began", "_is_still"):
        setattr(one, name, True)
        one._meet_again()
        setattr(one, name, False)


@pytest.mark.parametrize(
    ("status", "still", "is_open"),
    [
        (TransactionStatus.IDLE, False, False), (TransactionStatus.UNKNOWN, False, False),
        (TransactionStatus.ACTIVE, False, True), (TransactionStatus.INTRANS, False, True),
        (TransactionStatus.INERROR, False, True), (TransactionStatus.INTRANS, True, False),
    ],
)  # fmt: skip
def test_whether_something_may_be_written(status: int, still: bool, is_open: bool) -> None:
    said = Asked()
    said.line.transaction_status = status
    one = connected(said)
    one._is_still = still
    assert one.in_transaction is is_open


def test_a_savepoint_of_which_all_still_waits_is_not_said() -> None:
    one = connected(Asked())
    one._began = True

    def waiting(*many: str) -> list[str]:
        one._waiting.clear()
        for words in many:
            one.execute(words)
        return [later.words for later in one._waiting]

    act, done, back = "savepoint act", "release act", "rollback to act"
    assert waiting(act, "insert a", done) == ["insert a"]
    assert waiting("insert a", act, act, "insert b", done, done) == ["insert a", "insert b"]
    # What was begun before is said already, and ends by its word.
    assert waiting("insert a", done) == ["insert a", done]
    assert waiting(done) == [done]
    # What is taken back is said, with its end.
    assert waiting(act, "insert a", back, done) == [act, "insert a", back, done]
    assert one.has_written
    one.has_written = False
    waiting("select 1")
    assert not one.has_written


class Driver:
    """A connection of psycopg's that writes down what is said, and answers to one question."""

    def __init__(self, *answers: Any) -> None:
        self.said: list[Any] = []
        self.answers = list(answers)

    def execute(self, words: str, *_: Any) -> "Driver":
        self.said.append(words)
        if self.answers and isinstance(self.answers[0], Exception):
            raise self.answers.pop(0)
        return self

    def nextset(self) -> bool:
        self.said.append("next")
        return self.said.count("next") < 3

    def fetchall(self) -> Any:
        return [self.answers.pop(0)]

    def close(self) -> None:
        self.said.append("close")


def begun_with(
    *answers: Any, status: ConnStatus = ConnStatus.OK
) -> tuple[ServerConnection, Driver]:
    said, driver = Asked(status=status), Driver(*answers)
    one = connected(said)
    one._whole, one._can_note = driver, False  # type: ignore[assignment]
    return one, driver


def test_an_act_begins_as_the_only_one_and_says_what_is_there() -> None:
    one, driver = begun_with((14, 1.5, 1, 0))
    one.has_written = True
    assert one.begin("exists (select 1)") == Begun(14, 1.5, True, False)
    note, begin, *rest = driver.said
    assert note == connection._TOUCHED
    assert begin.startswith("begin isolation level serializable; set local lock_timeout = '15s';")
    assert "(exists (select 1))::int" in begin
    assert rest == ["next"] * 3
    assert not one.has_written
    # Within an act none begins.
    with pytest.raises(ServerError) as told:
        one.begin()
    assert told.value.is_gone
    one.rollback()
    driver.said.clear()
    driver.answers.append((14, 2.0, 0, 1))
    assert one.begin() == Begun(14, 2.0, False, True)
    # The session knows by now what it notes.
    assert driver.said[0].startswith("begin")
    assert "(true)::int" in driver.said[0]


def test_an_act_that_cannot_begin_leaves_none_open(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = psycopg.errors.LockNotAvailable("somebody writes")
    locked.sqlstate = "55P03"
    one, driver = begun_with(locked)
    one._can_note = True
    with pytest.raises(ServerError) as told:
        one.begin()
    assert (told.value.state, one._began, len(driver.said)) == ("55P03", False, 1)
    # One that was restarted since is met again, once.
    one, driver = begun_with(
        psycopg.OperationalError("gone"), (14, 1.0, 1, 0), status=ConnStatus.BAD
    )
    one._can_note = True
    met: list[int] = []
    monkeypatch.setattr(ServerConnection, "_meet_again", lambda _: met.append(1))
    assert one.begin() == Begun(14, 1.0, True, False)
    assert len(met) == 2
    assert len([said for said in driver.said if said.startswith("begin")]) == 2
    assert one._began
    # One that is whole is not asked twice.
    one, driver = begun_with(psycopg.OperationalError("disk full"), (14, 1.0, 1, 0))
    one._can_note = True
    with pytest.raises(ServerError):
        one.begin()
    assert len(driver.said) == 1


def test_a_connection_nobody_holds_any_more_is_closed() -> None:
    said = Asked()
    one = connected(said)
    del one
    assert said.line.said == ["finish"]
    # One that never came about has none.
    ServerConnection.__new__(ServerConnection).__del__()


@pytest.mark.parametrize("tells", [True, False])
def test_an_act_ends_with_all_it_put_off(tells: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    one, told = connected(Asked()), list[str]()
    one._began, one.session = True, "ab"

    def say(self: ServerConnection) -> None:
        told.extend(later.words for later in self._waiting)

    monkeypatch.setattr(ServerConnection, "say_what_waits", say)
    one.execute("insert a")
    one.commit(tells=tells)
    told_others = ["notify disclosure_desk_written, 'ab'"] if tells else []
    assert told == ["insert a", *told_others, "commit"]
    assert not one._began


def test_what_is_left_is_taken_back_where_something_was_begun() -> None:
    for status, said in ((TransactionStatus.IDLE, []), (TransactionStatus.INERROR, ["rollback"])):
        one, driver = begun_with(psycopg.OperationalError("gone"))
        one._said.wire.transaction_status = status  # type: ignore[misc]
        one._began, one._refused = True, ServerError("1", "2")
        one._put_off("insert a", None)
        one.rollback()
        assert driver.said == said
        assert (one._began, one._refused, one._waiting) == (False, None, [])
    one.close()
    assert driver.said[-1] == "close"


def test_what_is_refused_in_an_act_is_refused_until_it_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    times: list[int] = []

    class Refusing:
        def say(self, many: list[Any]) -> None:
            times.append(len(many))
            raise psycopg.errors.UniqueViolation("twice")

    monkeypatch.setattr(ServerConnection, "_together", Refusing())
    one = connected(Asked())
    one._began = True
    one.say_what_waits()
    assert times == []
    later = [one.execute("insert a"), one.execute("insert b")]
    for _ in range(2):
        for ask in (one.say_what_waits, later[1].fetchall):
            with pytest.raises(sqlite3.IntegrityError):
                ask()
    assert times == [2]
    assert one._waiting == []
