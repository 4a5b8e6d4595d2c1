"""What is altered in a register from outside, or kept from this account, is told in words."""

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import Any, cast

import pytest
from sqlite_utils import Database

from db import history, newly, people, requests, sealing, settings
from db.erasing import left_of
from db.faults import sentence_for
from db.files import digest_of
from db.migrations import migrations
from db.opening import open_store
from db.people import Absence, OfficeSection, Person
from db.place import uri
from db.schema_check import altered_schema
from db.store import Store, connect
from db.words import SQLITE_WORDS
from rules.errors import ClerkError

pytestmark = pytest.mark.of_file("what is altered in a file, or of its rights")

COMPARE = "登记簿被人从程序之外改动过，请与最近的备份核对。"
GUARD = (
    "防止改动、删除办理记录的保护（触发器“{}”）已被人从程序之外去掉或者改动。"
    "请核对办理记录，并从最近的备份恢复登记簿。"
)


def said_of_schema(path: Path) -> list[str]:
    with closing(Store(connect(path, "ro"), path)) as store:
        return list(altered_schema(store))


def test_each_change_of_the_schema_is_told(register_path: Path) -> None:
    open_store(register_path).close()
    assert said_of_schema(register_path) == []
    with closing(sqlite3.connect(register_path)) as connection:
        connection.executescript("""
            drop trigger entry_stays;
            drop index request_matter;
            create table photo (id integer);
            create view easy as select 1;
            create index request_shortcut on request (phone);
            create trigger quiet after update on request begin select 1; end;
            pragma writable_schema = on;
            update sqlite_master set sql = replace(sql, 'never deleted', 'deleted')
                where name = 'step_stays';
            update sqlite_master set sql = replace(sql, 'value text not null', 'value text')
                where name = 'setting';
            update sqlite_master set sql = sql || ' ' where name glob '_sqlite*'
                or name glob 'request_gram_*';
            pragma user_version = 7;
            delete from _sqlite_migrations where name = 'm0014_handed_out';
        """)
    assert said_of_schema(register_path) == [
        f"登记簿缺少索引“request_matter”，{COMPARE}",
        GUARD.format("entry_stays"),
        f"登记簿多出索引“request_shortcut”，不是本程序建立的，{COMPARE}",
        f"登记簿多出表“photo”，不是本程序建立的，{COMPARE}",
        f"登记簿多出触发器“quiet”，不是本程序建立的，{COMPARE}",
        f"登记簿多出视图“easy”，不是本程序建立的，{COMPARE}",
        f"表“setting”的定义已被改动，{COMPARE}",
        GUARD.format("step_stays"),
        f"登记簿文件的参数“user_version”已被改成7，{COMPARE}",
        f"登记簿的升级记录已被改动，{COMPARE}",
    ]


def test_a_table_that_went_with_its_rows_is_told_with_their_number(register_path: Path) -> None:
    with open_store(register_path) as store:
        settings.put(store, "office", {"name": "某局"})
        settings.put(store, "clerk", "周敏")
        people.put_section(store, OfficeSection(0, "办公室"))
        for name in ("周敏", "吴刚"):
            people.put_person(store, Person(0, name))
        with store.atomic():
            day = date(2026, 3, 2)
            people.put_absence(store, Absence(0, 1, 2, day, day))
        people.drop_absence(store, 1)
    with closing(sqlite3.connect(register_path)) as connection:
        # Of a table whose rows went before, by the program, no row is missed.
        connection.executescript("drop table setting; drop table absence;")
    with closing(Store(connect(register_path, "ro"), register_path)) as store:
        assert list(history.verify(store)) == [
            "登记簿的表“setting”（2行）已被人从程序之外删除。请与最近的备份核对。"
        ]
        # What no key fits is called by its table and what stands for the key.
        for key in ("[1, 2]", "[", "[]"):
            assert history._named(store, "request", key) == f"表“request”的行{key}"


def test_a_history_that_does_not_pass_through_a_window_s_mark_is_another(store: Store) -> None:
    requests.insert(store, {"applicant_name": "周某"})
    before = newly.mark(store)
    assert not newly.since(store, before).is_another
    settings.put(store, "office", {"name": "某局"})
    for mark, is_another in (
        (before, False),
        (newly.HistoryMark(), False),
        (before._replace(hash=b"x"), True),
        (before._replace(entries=before.entries + 1), True),
        (newly.HistoryMark(9, 0, before.hash), True),
    ):
        assert newly.since(store, mark).is_another is is_another
        is_there = SQLITE_WORDS.is_there(store.connection, mark.entries, mark.hash)
        assert is_there is (mark == before)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_register_this_account_may_not_read_is_told_so(
    register_path: Path, read_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(register_path).close()
    before = register_path.read_bytes()
    stat, read = os.stat, Path.open

    def kept_from_us(path: Any, *words: Any, **more: Any) -> os.stat_result:
        if Path(path) == register_path:
            raise PermissionError(13, "denied")
        return stat(path, *words, **more)

    def not_to_be_read(path: Path, *words: Any, **more: Any) -> Any:
        if path == register_path:
            raise PermissionError(13, "denied")
        return read(path, *words, **more)

    with monkeypatch.context() as denied:
        denied.setattr(os, "stat", kept_from_us)
        with pytest.raises(
            ClerkError, match=r"^没有权限进入文件夹“.*”，请申请读写权限或者改选别处。$"
        ):
            open_store(register_path, read_only=read_only)
    with monkeypatch.context() as denied:
        denied.setattr(Path, "open", not_to_be_read)
        with pytest.raises(
            ClerkError, match=r"^没有权限读取“登记簿\.db”，请申请文件夹“.*”的读写权限"
        ):
            open_store(register_path, read_only=read_only)
        assert digest_of(register_path) == ""
    assert register_path.read_bytes() == before
    assert list(register_path.parent.iterdir()) == [register_path]


def test_a_register_of_before_there_were_erasures_has_none() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.apply(Database(connection), stop_before="m0013_erasures")
        assert left_of(connection) == {}


def test_where_sqlite_finds_a_file() -> None:
    class OfWindows:
        def absolute(self) -> PureWindowsPath:
            return PureWindowsPath(r"D:\办件 1\登记簿.db")

    path = Path("/办件 1/登记簿.db")
    quoted = "%E5%8A%9E%E4%BB%B6%201/%E7%99%BB%E8%AE%B0%E7%B0%BF.db"
    assert uri(path, "ro") == f"file:///{quoted}?mode=ro"
    assert uri(cast("Path", OfWindows()), "rwc") == f"file:///D:/{quoted}?mode=rwc"


def test_who_sits_at_which_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    account, machine = sealing.this_account.__wrapped__, sealing.this_machine.__wrapped__
    monkeypatch.setattr("getpass.getuser", lambda: "zhoumin")
    assert account() == "zhoumin"
    monkeypatch.setattr(sealing, "this_account", account)
    monkeypatch.setenv("COMPUTERNAME", "OFFICE-PC")
    assert machine() == f"zhoumin@{os.uname().nodename}"
    monkeypatch.setattr("sys.platform", "win32")
    assert machine() == "zhoumin@OFFICE-PC"
    monkeypatch.delenv("COMPUTERNAME")
    assert machine() == "zhoumin@"
    for error in (KeyError("uid"), OSError(), ImportError("pwd")):

        def nobody(error: Exception = error) -> str:
            raise error

        monkeypatch.setattr("getpass.getuser", nobody)
        assert account() == ""


@pytest.mark.parametrize("is_emptied", [False, True])
def test_what_sqlite_refuses_is_said_where_the_clerk_can_cure_it(
    tmp_path: Path, is_emptied: bool
) -> None:
    path = tmp_path / "登记簿.db"
    path.write_bytes(b"" if is_emptied else bytes(100))

    def said(code: int | None, words: str = "") -> str | None:
        error = sqlite3.OperationalError(words)
        if code is not None:
            error.sqlite_errorcode = code
        told = sentence_for(error, path)
        return None if told is None else told.message.partition("，")[0]

    broken = "登记簿“登记簿.db”已损坏"
    for code, words, begins in (
        (sqlite3.SQLITE_CORRUPT, "", broken),
        (sqlite3.SQLITE_CORRUPT_INDEX, "", broken),
        (sqlite3.SQLITE_FORMAT, "", broken),
        (sqlite3.SQLITE_ERROR, "malformed database schema (x)", broken),
        (sqlite3.SQLITE_ERROR, "invalid fts5 file format", broken),
        (sqlite3.SQLITE_ERROR, "near x: syntax error", None),
        # Emptied under an open window it has no table; else who asks for one is mistaken.
        (sqlite3.SQLITE_ERROR, "no such table: request", broken if is_emptied else None),
        (sqlite3.SQLITE_MISUSE, "no such table: request", None),
        (None, "Could not decode to UTF-8 column", broken),
        (None, "bad parameter", None),
        (sqlite3.SQLITE_FULL, "", "磁盘空间已满"),
        (sqlite3.SQLITE_IOERR_FSYNC, "", "读写登记簿“登记簿.db”时磁盘出错"),
        (sqlite3.SQLITE_CANTOPEN, "", "打不开登记簿“登记簿.db”：文件或者文件夹没有读写权限"),
        (sqlite3.SQLITE_READONLY, "", "登记簿“登记簿.db”是只读的"),
        (
            sqlite3.SQLITE_READONLY_DBMOVED,
            "",
            "登记簿“登记簿.db”在打开期间被移走、删除或者换成了另一个文件",
        ),
        (sqlite3.SQLITE_PERM, "", "没有权限读写登记簿“登记簿.db”。请向管理员申请文件夹"),
        (sqlite3.SQLITE_BUSY, "", "登记簿“登记簿.db”正被另一个程序占用"),
        (sqlite3.SQLITE_LOCKED, "", "登记簿“登记簿.db”正被另一个程序占用"),
        (sqlite3.SQLITE_NOMEM, "", "电脑内存不足"),
        (sqlite3.SQLITE_NOTADB, "", "“登记簿.db”不是本程序的登记簿文件"),
        (sqlite3.SQLITE_CONSTRAINT, "", None),
    ):
        found = said(code, words)
        assert found == begins or (found or "-").startswith(begins or "?"), (code, words)
