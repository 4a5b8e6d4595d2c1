"""A register on a server: one truth for several windows, and nothing lost on a bad day."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db import history, requests, sealing, settings, steps
from db.faults import ServerError
from db.integrity import problems
from db.newest import STEPS
from db.opening import is_on_server, open_store
from db.requests import Query
from db.server import schema
from db.server.place import Server, of_address, read, text_of
from db.server.schema_name import SCHEMA
from rules.errors import ClerkError
from tests import engines, server
from tests.db.server.entering import a_step, register

pytestmark = [server.needs_server, pytest.mark.timeout(120)]


def test_a_connection_file_is_known_by_its_first_line_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "某局"
    place = Server("desk.example", 5433, "ogi", "zhou", "verify-ca", "局.crt")
    path.write_text(f"\ufeff{text_of(place)}# 说明\n", encoding="utf-8")
    assert is_on_server(path)
    assert read(path) == place
    path.write_text("host = desk.example", encoding="utf-8")
    assert not is_on_server(path)


def test_an_address_says_the_same_and_its_password_is_not_kept() -> None:
    place = of_address("postgresql://zhou:geheim@desk.example:5433/ogi?sslmode=verify-ca")
    assert place == Server("desk.example", 5433, "ogi", "zhou", "verify-ca")
    assert "geheim" not in text_of(place)
    assert place.way["sslmode"] == "verify-ca"
    assert of_address("postgresql://desk.example/ogi").way["sslmode"] == "verify-full"


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql:///x", "postgresql://a:x/b"])
def test_an_address_that_names_no_server_is_refused(address: str) -> None:
    with pytest.raises(ClerkError, match="哪个服务器"):
        of_address(address)


@pytest.mark.parametrize(
    ("said", "absent", "meant"),
    [
        ("a = ? and b = ?", (), ("a = %s and b = %s", (0, 1))),
        ("a = ? and b = ?", (0,), ("a = null and b = %s", (1,))),
        ("?2 is null or a = ?1 or b = ?2", (1,), ("null is null or a = %s or b = null", (0,))),
        ("a = :kind and b like '?%:x' ", (), ("a = %s and b like '?%%:x' ", ("kind",))),
        ("a::text = ?", (), ("a::text = %s", (0,))),
        ("a in ()", (), ("a in (null)", ())),
    ],
)
def test_placeholders_become_those_of_the_driver(
    said: str, absent: tuple[int, ...], meant: tuple[str, tuple[int | str, ...]]
) -> None:
    from db.server.placeholders import translated

    assert translated(said, frozenset(absent)) == meant


def test_two_clients_that_open_an_empty_database_make_one_register(tmp_path: Path) -> None:
    with server.database() as name:
        path = tmp_path / "新.djs"
        engines.connect(path, name)
        with ThreadPoolExecutor(3) as pool:
            opened = list(pool.map(lambda _: open_store(path), range(3)))
        for store in opened:
            store.close()
        with open_store(path, read_only=True) as store:
            assert problems(store) == []


def test_an_older_schema_is_brought_up_to_date_and_sealed(tmp_path: Path) -> None:
    with server.database() as name:
        path = tmp_path / "旧.djs"
        engines.connect(path, name)
        options = f"-c search_path={SCHEMA}"
        with server.connected(name, options=options) as older:
            for words in (f"create schema {SCHEMA}", *schema.first_words()):
                older.execute(words)
            for step, said in list(schema.steps())[:-2]:
                for words in said:
                    older.execute(words)
                older.execute(
                    f"insert into {sealing.MIGRATIONS} (migration_set, name, applied_at)"
                    " values ('disclosure-desk', %s, '2026-01-01')",
                    [step],
                )
        with pytest.raises(ClerkError, match="只读"):
            open_store(path, read_only=True)
        with open_store(path) as store:
            assert [row[0] for row in store.rows("select name from _sqlite_migrations")] == [*STEPS]
            assert problems(store) == []
            register(store)
            assert problems(store) == []


def test_a_row_has_one_digest_wherever_it_lies(shared: Path, tmp_path: Path) -> None:
    stocks = []
    for path in (shared, tmp_path / "登记簿.db"):
        with open_store(path) as store:
            register(store)
            settings.put(store, "office", {"name": "某局"})
            found = sealing.stock(store.connection)
            found.pop(sealing.MIGRATIONS)
            stocks.append(found)
    assert stocks[0] == stocks[1]
    assert "request" in stocks[0]


def test_what_one_window_writes_the_other_sees(shared: Path) -> None:
    with open_store(shared) as one, open_store(shared) as other:
        before = other.changes_seen
        request_id = register(one)
        assert other.changes_seen != before
        assert requests.ids(other, Query("规划")).tolist() == [request_id]
        register(other, "钱某")
        assert requests.count(one, Query()) == 2
        assert problems(one) == []


def test_many_windows_leave_no_gap_and_one_chain(shared: Path) -> None:
    def work(number: int) -> None:
        with open_store(shared) as store:
            for _ in range(5):
                a_step(store, register(store, f"第{number}人"), number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with open_store(shared, read_only=True) as store:
        serials = [serial for (serial,) in store.rows("select serial from request order by 1")]
        assert serials == list(range(1, 41))
        assert steps.count(store) == 80
        assert problems(store) == []


def test_a_snapshot_stays_as_it_was_and_keeps_nobody_waiting(shared: Path) -> None:
    with open_store(shared) as store:
        register(store)
        with store.snapshot() as still:
            assert requests.how_many(still) == 1
            register(store)
            assert requests.how_many(still) == 1
            assert not still.is_writing
        assert requests.how_many(store) == 2


def test_who_only_reads_is_refused_by_the_server_too(shared: Path) -> None:
    with open_store(shared) as store:
        register(store)
    with open_store(shared, read_only=True) as reader:
        with pytest.raises(ClerkError, match="只读"):
            settings.put(reader, "office", {})
        with pytest.raises(ServerError):
            reader.connection.execute("delete from setting")


def test_who_notes_nothing_is_no_program_of_ours_and_is_refused(shared: Path) -> None:
    said = f"insert into {SCHEMA}.setting values ('office', '{{}}')"
    database = read(shared).database
    with server.connected(database) as plain, pytest.raises(Exception, match="touched"):
        plain.execute(said)


def test_a_character_no_server_takes_is_left_out(shared: Path) -> None:
    with open_store(shared) as store:
        request_id = requests.insert(store, {"applicant_name": "周\0某"})
        assert requests.one(store, request_id).applicant_name == "周某"
        assert problems(store) == []


def test_errors_are_those_of_either_driver(shared: Path) -> None:
    with open_store(shared) as store:
        register(store)
        with pytest.raises(sqlite3.IntegrityError, match="a step is never changed"):
            store.run("update step set kind = 'x'")
        with pytest.raises(sqlite3.IntegrityError):
            store.run("insert into number values ('登记', 2026, 1, 1)")
        assert problems(store) == []


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "没有.djs"
    path.write_text(text_of(Server(server.LOOPBACK, server.free_port(), "desk")), encoding="utf-8")
    with pytest.raises(ClerkError, match="连不上登记簿所在的服务器"):
        open_store(path)


def test_a_database_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "没有.djs"
    engines.connect(path, "no_such_database")
    with pytest.raises(ClerkError, match="没有这个登记簿的数据库"):
        open_store(path)


def test_what_only_a_file_has_is_refused_with_a_sentence(shared: Path) -> None:
    with open_store(shared) as store, pytest.raises(ClerkError, match="只用于放在文件里的登记簿"):
        assert store.file


def test_the_history_of_a_server_names_who_wrote(shared: Path) -> None:
    stamp = sealing.Stamp("2026-03-02T12:00:00+08:00", "周敏", "zhou@PC-1")
    with open_store(shared, stamp=lambda: stamp) as store:
        register(store)
        entry = history.latest(store)
    assert entry is not None
    assert (entry.by, entry.machine, entry.steps) == ("周敏", "zhou@PC-1", 1)


def test_what_is_half_filled_is_told_to_no_other_window(shared: Path) -> None:
    from db import drafts
    from db.server.hearing import Hearing
    from db.server.place import read

    with open_store(shared) as store:
        ear = Hearing(shared, read(shared), "another window")
        drafts.keep(store, "extend:1", {"reason": "核对原件"})
        assert ear.wait(0.3) == []
        register(store)
        assert [one.is_of_writing for one in ear.wait(2.0)] == [True]
        ear.close()


def test_a_list_without_anything_in_it_holds_nothing_and_leaves_nothing_out() -> None:
    from db.server.placeholders import translated

    assert translated("select 1 where kind in ()")[0].endswith("kind in (null)")
    assert translated("select 1 where kind not in ()")[0].endswith("kind not in ()")
