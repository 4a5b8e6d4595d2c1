"""The first connection of a window: made beside its start, asked without psycopg, then its own."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from casework.desk.desk import open_desk
from casework.desk.opening_ahead import begin
from db.opening import open_store
from db.server import ahead, place
from db.server.early import Early
from db.server.place import Server
from db.server.together import Together
from db.store import Store
from rules.errors import ClerkError
from tests import server

pytestmark = server.needs_server

QUESTIONS: list[tuple[str, tuple[Any, ...]]] = [
    ("select 1, -9223372036854775808, 2::smallint, 3::int", ()),
    ("select 1.5::float8, 'nan'::float8, 'inf'::float4, 1e300", ()),
    ("select sum(n), avg(n) from generate_series(1, 4) n", ()),
    ("select true, false, null, null::text, null::bytea", ()),
    ("select '依申请', ''::varchar, 'a'::char(3), 'x'::name, current_user", ()),
    ("select '\\x00ff41'::bytea, ''::bytea", ()),
    ("select ?::bigint + 1, ? || '%', ?", (41, "百分之", "a'b\\c")),
    ("select ? is null, ?", (None, 7)),
    ("select n from generate_series(1, 500) n where n % 100 = ?", (0,)),
    ("select 1 where false", ()),
    # These are psycopg's to write or to read.
    ("select array[1, 2], '2026-11-29'::date, '{\"a\": 1}'::jsonb", ()),
    ("select ?", (b"\x00\x01",)),
    ("select ?", (1.25,)),
]


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    with server.database() as name:
        made = tmp_path / "登记簿.djs"
        server.opened(made, name).close()
        # Whoever opens it first seeds the calendar.
        open_desk(made, clock=datetime.now).close()
        yield made


def asks(store: Store) -> type:
    connection: Any = store.connection
    return type(connection._said)


def opened_early(path: Path) -> Store:
    begin(path)
    store = open_store(path)
    assert asks(store) is Early
    return store


@pytest.mark.parametrize(("sql", "values"), QUESTIONS)
def test_what_is_read_without_psycopg_is_what_it_reads(
    path: Path, sql: str, values: tuple[Any, ...]
) -> None:
    with opened_early(path) as early, open_store(path) as plain:
        assert asks(plain) is Together
        found = early.rows(sql, values)
        # What is no number is not equal to itself.
        assert repr(found) == repr(plain.rows(sql, values))


def test_whoever_writes_goes_on_with_psycopg_over_the_same_connection(path: Path) -> None:
    with opened_early(path) as store:
        backend = store.value("select pg_backend_pid()")
        with store.atomic():
            store.connection.execute(
                "insert into setting (name, value) values (?, ?)", ("office", '{"name": "甲"}')
            )
        assert asks(store) is Together
        assert store.value("select pg_backend_pid()") == backend
        assert store.value("select count(*) from setting where name = 'office'") == 1


def test_what_is_refused_is_told_as_ever_and_the_connection_goes_on(path: Path) -> None:
    with opened_early(path) as early, open_store(path) as plain:
        for sql in ("select nothing from request", "select 1 / 0", "select 'a'::int"):
            told = []
            for store in (early, plain):
                with pytest.raises(Exception, match=r".*") as refused:
                    store.value(sql)
                told.append((type(refused.value), str(refused.value)))
            assert told[0] == told[1]
        assert asks(early) is Early
        assert early.value("select 2") == 2


def test_a_connection_that_went_meanwhile_is_made_anew(path: Path) -> None:
    with opened_early(path) as early, open_store(path) as other:
        backend = int(early.value("select pg_backend_pid()"))
        other.connection.execute("select pg_terminate_backend(?::int)", (backend,)).fetchall()
        assert early.value("select pg_backend_pid()") != backend


def test_a_connection_begun_is_taken_once(path: Path) -> None:
    begin(path)
    found = place.read(path)
    first = ahead.taken(found)
    assert first is not None
    assert ahead.taken(found) is None
    first.wire.finish()


def test_a_server_that_is_not_there_is_told_where_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "无.djs"
    place.write(path, Server("127.0.0.1", server.free_port(), "desk"))
    begin(path)
    with pytest.raises(ClerkError, match="连不上登记簿所在的服务器"):
        open_store(path)


def test_nothing_is_begun_for_a_file_and_what_is_none(tmp_path: Path) -> None:
    for name, words in (
        ("甲.djb", b"SQLite format 3\0"),
        ("乙.djs", b"[disclosure-desk server]\n"),
    ):
        (tmp_path / name).write_bytes(words)
        begin(tmp_path / name)
    begin(tmp_path / "没有.djs")
    assert ahead._begun == {}


def test_a_name_is_looked_up_before_and_a_number_is_not() -> None:
    from db.server.early import _found

    found = _found({"host": "localhost", "port": "5432", "user": "甲"})
    addresses = found["hostaddr"].split(",")
    assert "127.0.0.1" in addresses or "::1" in addresses
    assert found["host"].split(",") == ["localhost"] * len(addresses)
    assert found["port"].split(",") == ["5432"] * len(addresses)
    for host in ("10.0.0.1", "::1", "/var/run/postgresql", "@name"):
        assert "hostaddr" not in _found({"host": host, "port": "1"})


_STARTED = """
import sys
from pathlib import Path
from casework.desk.desk import open_desk
from casework.desk.opening_ahead import begin
begin(Path(sys.argv[1]))
from casework.desk.desk import open_desk
from datetime import datetime
desk = open_desk(Path(sys.argv[1]), clock=datetime.now)
desk.sees_everything, desk.clerk, desk.has_office
left_out = {"psycopg", "psycopg.connection", "psycopg.types", "asyncio", "ctypes", "inspect"}
left_out |= {"logging", "rules.people", "hashlib"}
assert not left_out & sys.modules.keys(), left_out & sys.modules.keys()
desk.store.value("select array[1]")
import psycopg, inspect, dataclasses, logging
assert psycopg.pq.PGconn is sys.modules["psycopg.pq"].PGconn
assert psycopg.errors.Error is psycopg.Error
assert isinstance(desk.store.connection._whole, psycopg.Connection)
@dataclasses.dataclass
class Pair:
    one: int
    two: int
assert Pair.__doc__ == "Pair(one: int, two: int)"
assert inspect.signature(Pair).parameters.keys() == {"one", "two"}
assert logging.getLogger("x").name == "x"
desk.close()
"""


def test_a_first_look_reads_libpq_alone_and_leaves_nothing_bare_behind(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _STARTED, str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""


def test_the_parts_asked_for_are_those_of_the_rules() -> None:
    from db.server.own_parts import _ALL
    from rules.people import OfficePart

    assert tuple(part.name.lower() for part in OfficePart) == _ALL
