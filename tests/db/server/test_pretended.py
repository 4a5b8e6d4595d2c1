"""What is asked of a server and made of its answers, without one: each answer is put there."""

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("psycopg")

from psycopg.errors import UndefinedTable
from psycopg.pq import ConnStatus

from db import words
from db.faults import ServerError, UnsureError
from db.sealing import EntryHead
from db.server import (
    component,
    connection,
    dumping,
    local,
    opening,
    outward,
    shared_folder,
    together,
    upgrading,
)
from db.server import (
    store as server_store,
)
from db.server.connection import ServerConnection
from db.server.place import Server
from db.server.store import ServerStore
from db.server.words import SERVER_WORDS
from rules.errors import ClerkError
from tests.db.server.test_wire import Asked, connected

HERE = Server("127.0.0.1", 5433, "desk")
PATH = Path("登记簿.djs")


class Pretended:
    """A connection that writes down what is said to it, and answers by a word of the question."""

    def __init__(self, **answers: Any) -> None:
        self.said: list[Any] = []
        self.answers, self.facts = answers, dict[str, Any]()
        self.in_transaction = self.has_written = False
        self.session, self.words = "", SERVER_WORDS

    def execute(self, sql: str, values: Any = ()) -> "Pretended":
        self.said.append((sql, *values))
        found = next((rows for word, rows in self.answers.items() if word in sql), [])
        if isinstance(found, Exception):
            raise found
        self.found = list(found)
        return self

    def fetchone(self) -> Any:
        return self.found[0] if self.found else None

    def fetchall(self) -> Any:
        return self.found

    def begin(self, as_seen: str = "true") -> None:
        self.said.append(("begin", as_seen))

    def commit(self, *, tells: bool) -> None:
        self.said.append(("commit", tells))

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *words, **_: self.said.append((name, *words))


def store_of(connection: Any, *, writes: bool = True) -> ServerStore:
    return ServerStore(connection, PATH, HERE, writes=writes)


def test_the_words_of_a_server_that_are_nothing_or_go_by_the_account() -> None:
    connection: Any = Pretended()
    assert SERVER_WORDS.walk("request_matter") == ""
    SERVER_WORDS.clear_pieces(connection)
    assert connection.said == [("delete from request_gram",)]
    # Whoever sees every entry looks for it; others ask what tells no more of it.
    for held_back, there, said in ((0, 1, True), (1, 1, True), (1, 0, False)):
        connection = Pretended(
            row_security_active=[(held_back,)], has_entry=[(there,)], **{"select 1": [(1,)]}
        )
        assert SERVER_WORDS.is_there(connection, 7, b"x") is said
        asked, *values = connection.said[-1]
        assert values == [7, b"x"]
        assert ("has_entry" in asked) == bool(held_back)
    connection = Pretended(row_security_active=[(0,)])
    assert SERVER_WORDS.is_there(connection, 7, b"x") is False
    # The owner has no others' drafts dropped for him: the words go out of each.
    for held, number in (([(1,)], 0), ([(0,)], 3)):
        connection = Pretended(to_regprocedure=[(1,)], drop_drafts=[(3,)], **{"desk.owns": held})
        assert SERVER_WORDS.drop_drafts_of_others(connection, "张三") == number
    assert words.words_of(connection) is SERVER_WORDS


@pytest.mark.parametrize("written", [None, EntryHead(3, b"\x01")])
def test_others_are_told_of_what_an_entry_tells_and_no_draft(written: EntryHead | None) -> None:
    connection = Pretended(select=[(1,)])
    store = store_of(connection)
    store._commit(written)
    assert connection.said == [("commit", written is not None)]
    assert store._seen == written
    assert store.goes_on()
    # Where nothing was seen yet, nothing need be asked.
    assert (len(connection.said) == 1) == (written is None)


def test_a_section_asks_for_an_entry_it_may_not_read() -> None:
    store = store_of(Pretended())
    head = EntryHead(3, b"\x01\xff")
    asked = {}
    section, head_too = frozenset({"SECTION"}), frozenset({"SECTION", "HEAD"})
    for parts in (None, frozenset({"CLERK"}), section, head_too):
        store._parts = (parts,)
        asked[parts] = store._is_there(head)
    plain = "exists (select from entry where id = 3 and hash = '\\x01ff'::bytea)"
    assert asked.pop(section) == "has_entry(3, '\\x01ff'::bytea)"
    assert list(asked.values()) == [plain] * 3


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on only while somebody sleeps, and how long each did."""
    slept: list[float] = []
    monkeypatch.setattr(server_store, "sleep", slept.append)
    monkeypatch.setattr(server_store, "monotonic", lambda: 100.0 + sum(slept))
    return slept


def test_whether_the_last_write_is_on_disk_is_asked_until_the_server_is_back(
    clock: list[float],
) -> None:
    gone = ServerError("08006", "连不上")
    written = EntryHead(3, b"\x01")
    for found, is_on_disk in (([(b"\x01",)], True), ([(b"\x02",)], False), ([], False)):
        connection = Pretended(**{"select hash": found})
        store = store_of(connection)
        assert store._is_on_disk(written) is is_on_disk
        # Whoever looked leaves no transaction open.
        assert [said[0] for said in connection.said] == [
            "rollback", "try_again", "begin", "select hash from entry where id = ?", "rollback",
        ]  # fmt: skip
    # What no entry tells of need not be looked for.
    connection = Pretended()
    assert store_of(connection)._is_on_disk(None) is False
    assert connection.said == [("rollback",)]
    store = store_of(Pretended(**{"select hash": gone}))
    with pytest.raises(UnsureError, match=r"在保存登记簿“登记簿\.djs”的最后一刻断开"):
        store._is_on_disk(written)
    assert (set(clock), 10 <= sum(clock) < 11) == ({0.25}, True)
    clock.clear()
    refused = ServerError("42501", "无权")
    store = store_of(Pretended(**{"select hash": refused}))
    with pytest.raises(UnsureError):
        store._is_on_disk(written)
    assert clock == []


def test_a_refused_commit_is_raised_and_a_lost_one_looked_for() -> None:
    for state, on_disk, raises in (
        ("08006", True, False),
        ("08006", False, True),
        ("42501", True, True),
    ):
        connection, written = Pretended(), EntryHead(3, b"\x01")

        def commit(*, tells: bool, it: str = state) -> None:
            raise ServerError(it, "不行")

        connection.commit = commit  # type: ignore[method-assign]
        store = store_of(connection)
        store._is_on_disk = lambda _, it=on_disk: it  # type: ignore[method-assign, misc]
        if raises:
            with pytest.raises(ServerError):
                store._commit(written)
        else:
            store._commit(written)
        assert store._seen == (None if raises else written)


def test_a_second_connection_is_closed_where_it_cannot_be_held_still(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Any] = []

    class Refusing(Pretended):
        def __init__(self, path: Path, server: Server, *, read_only: bool) -> None:
            super().__init__()
            self.read_only = read_only
            made.append(self)

        def hold_still(self) -> None:
            raise sqlite3.ProgrammingError("a bug")

    monkeypatch.setattr(server_store, "ServerConnection", Refusing)
    store = store_of(Pretended())
    store._seen = EntryHead(3, b"\x01")
    for ask in (store.snapshot, store.apart):
        with pytest.raises(sqlite3.ProgrammingError):
            ask()
        assert made[-1].read_only
        assert made[-1].said == [("close",)]
    other = store.second_writer()
    assert (other.is_read_only, other._seen, made[-1].read_only) == (False, store._seen, False)
    assert store.reader().is_read_only
    with pytest.raises(ClerkError, match=r"“登记簿\.djs”是以只读方式打开的，不能保存"):
        store_of(Pretended(), writes=False).second_writer()


def test_a_server_too_old_or_of_another_encoding_takes_no_register() -> None:
    for version, encoding, words_ in (
        (
            "120022",
            "UTF8",
            r"^服务器（127\.0\.0\.1:5433/desk）的版本过低，需要 PostgreSQL 13 以",
        ),
        (
            "130000",
            "SQL_ASCII",
            r"^数据库（127\.0\.0\.1:5433/desk）的编码不是 UTF-8，放不下全部",
        ),
    ):
        store = store_of(Pretended(server_version_num=[(version,)], server_encoding=[(encoding,)]))
        with pytest.raises(ClerkError, match=words_):
            opening._check_server(store)
    opening._check_server(
        store_of(Pretended(server_version_num=[("130000",)], server_encoding=[("UTF8",)]))
    )


def test_a_register_of_this_computer_has_its_door_kept_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood: list[bool] = []
    (tmp_path / shared_folder.PORT).write_text("5433", encoding="utf-8")
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path))
    monkeypatch.setattr(outward, "stand", lambda *, waits: stood.append(waits))
    monkeypatch.setattr(opening, "_connected", lambda *_, **__: Pretended())
    monkeypatch.setattr(opening, "_bring_up_to_date", lambda *_, **__: None)
    for port, times in ((5433, 1), (5434, 1), (5433, 2)):
        monkeypatch.setattr(opening, "read", lambda _, it=port: HERE._replace(port=it))
        opening.open_on_server(PATH, read_only=True)
        assert stood == [False] * times


@pytest.mark.parametrize("state", ["08006", "28P01"])
@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 5433), ("127.0.0.1", 1), ("db", 5433)])
def test_the_database_of_this_computer_is_started_where_it_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str, host: str, port: int
) -> None:
    (tmp_path / shared_folder.PORT).write_text("5433", encoding="utf-8")
    monkeypatch.setenv("DISCLOSURE_DESK_SHARED", str(tmp_path))
    tried: list[bool] = []

    def connect(_: Path, server: Server, *, read_only: bool, early: None = None) -> str:
        tried.append(read_only)
        if len(tried) == 1:
            raise ServerError(state, "连不上。")
        return "connected"

    monkeypatch.setattr(opening, "ServerConnection", connect)
    monkeypatch.setattr(local, "start", lambda: True)
    server = Server(host, port, "desk")
    if (state, host, port) == ("08006", "127.0.0.1", 5433):
        made: object = opening._connected(PATH, server, read_only=True)
        assert made == "connected"
        assert tried == [True, True]
        tried.clear()
        # Where it runs, it did not answer for another reason.
        monkeypatch.setattr(local, "start", lambda: False)
    of_another = "登记簿由这台电脑的另一个账户共用的" if (state, port) == ("08006", 1) else "$"
    with pytest.raises(ServerError, match=f"^连不上。{of_another}"):
        opening._connected(PATH, server, read_only=False)
    assert tried == [False]


def test_a_computer_without_programs_starts_and_runs_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none() -> Any:
        raise ClerkError("这台电脑上没有PostgreSQL")

    monkeypatch.setattr(local, "cluster", none)
    assert (local.start_if_down(), local.is_running()) == (False, False)
    monkeypatch.setattr(local, "cluster", lambda: SimpleNamespace(is_running=True))
    assert local.is_running()


def test_an_upgrade_that_is_refused_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = Pretended(to_regclass=[(False,)], create=ServerError("42501", "无权"))
    with pytest.raises(ServerError):
        upgrading.bring_up_to_date(store_of(connection), ())
    assert [said[0] for said in connection.said[:2]] == ["make_ready_to_note", "begin"]
    assert connection.said[-1] == ("rollback",)
    # Another client has just made it.
    connection = Pretended(to_regclass=[(True,)])
    upgrading.bring_up_to_date(store_of(connection), ())
    assert connection.said[-1] == ("rollback",)
    assert not [said for said in connection.said if "create" in said[0]]


def test_a_dump_that_failed_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.dump"
    for code, is_made in ((1, False), (0, True)):
        target.write_bytes(b"of before")

        def run(command: list[str], it: int = code, **_: Any) -> Any:
            # Nothing of an earlier one is taken for it.
            assert not target.exists()
            target.write_bytes(b"half")
            assert command[1:] == [
                "--format=custom", "--no-password", "--snapshot=00-1", f"--file={target}",
            ]  # fmt: skip
            return SimpleNamespace(returncode=it)

        monkeypatch.setattr(subprocess, "run", run)
        assert dumping.dump(Path("pg_dump"), HERE, {}, "00-1", target) is is_made
        assert target.exists() is is_made
    target.unlink()
    assert dumping.dump(Path("pg_dump"), HERE, {}, "00-1", target)


def test_a_connection_made_beforehand_is_handed_to_the_driver_with_its_ways(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fitted: list[Any] = []

    class Driven:
        def __init__(self, wire: Any) -> None:
            self.wire = self.pgconn = wire
            self.said: list[str] = []

        def execute(self, sql: str, _: Any = None) -> str:
            self.said.append(sql)
            return "done"

        def cursor(self) -> Any:
            raise UndefinedTable(f"after {waited}")

        def close(self) -> None:
            self.said.append("close")

    waited: list[str] = []
    monkeypatch.setattr(component, "driver", lambda: SimpleNamespace(Connection=Driven))
    monkeypatch.setattr(together, "fit", fitted.append)
    said = Asked()
    one = connected(said)
    assert one.execute("listen x") == "done"
    made = one._pg
    assert isinstance(made, Driven)
    assert (made.wire, made.autocommit, fitted) == (said.wire, True, [made])
    # It notes nothing yet, and does from then on.
    for _ in range(2):
        one.make_ready_to_note()
        assert made.said == ["listen x", connection._TOUCHED]
    # What waits goes before rows that are taken in.
    monkeypatch.setattr(ServerConnection, "say_what_waits", lambda _: waited.append("said"))
    for began in (False, True):
        one._began = began
        with pytest.raises(sqlite3.Error, match=r"after \['said'\]" if began else r"after \[\]"):
            one.take_in("t", ("a",), [(1,)])
    one._began = False
    one.hold_still()
    assert made.said[-1] == "begin transaction isolation level repeatable read read only"
    assert one._is_still
    # Held still it is not met again: what it saw would be gone.
    said.line.status = ConnStatus.BAD
    one._meet_again()
    one.close()
    assert made.said[-1] == "close"
    with pytest.raises(sqlite3.ProgrammingError):
        one._live()
