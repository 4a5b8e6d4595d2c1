import sqlite3
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import opening, requests, settings
from db.lock import lock_path
from db.migrations import migrations, step_names
from db.opening import open_store
from db.store import Store
from rules.errors import ClerkError

SCHEMA = Path(__file__).with_name("schema.sql")


def schema(store: Store) -> str:
    # The library's own table, and those FTS5 makes for itself, differ from version to version.
    rows = store.rows(
        "select sql from sqlite_master where sql is not null and name not glob '_*'"
        " and name not glob 'request_gram_*' and name not glob 'idx__*'"
        " order by type = 'trigger', type = 'index', tbl_name, name"
    )
    return "".join(f"{sql};\n" for (sql,) in rows)


def older_register(path: Path, stop_before: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(connection), stop_before=stop_before)
    connection.close()


@pytest.mark.of_file("a server has its schema in its own words")
def test_a_fresh_register_has_the_schema_on_paper(store: Store) -> None:
    assert schema(store) == SCHEMA.read_text(encoding="utf-8")


@pytest.mark.parametrize("stop_before", step_names()[1:])
def test_a_register_of_any_age_is_brought_up_to_date(register_path: Path, stop_before: str) -> None:
    older_register(register_path, stop_before)
    with open_store(register_path) as store:
        assert schema(store) == SCHEMA.read_text(encoding="utf-8")


def test_an_older_register_is_copied_aside_before_it_is_changed(register_path: Path) -> None:
    older_register(register_path, step_names()[1])
    with open_store(register_path, today=date(2026, 11, 22)) as store:
        copy = store.copied_aside
    assert copy == register_path.with_name("登记簿 升级前 2026-11-22.db")
    with sqlite3.connect(copy) as connection:
        names = {name for (name,) in connection.execute("select name from sqlite_master")}
    connection.close()
    assert "request" in names
    assert "step" not in names


def test_a_second_copy_of_a_day_does_not_replace_the_first(register_path: Path) -> None:
    first = register_path.with_name("登记簿 升级前 2026-11-22.db")
    first.write_text("先前的副本", encoding="utf-8")
    older_register(register_path, step_names()[1])
    with open_store(register_path, today=date(2026, 11, 22)) as store:
        assert store.copied_aside == register_path.with_name("登记簿 升级前 2026-11-22（2）.db")
    assert first.read_text(encoding="utf-8") == "先前的副本"


def test_a_register_up_to_date_is_not_copied(register_path: Path) -> None:
    open_store(register_path).close()
    with open_store(register_path) as store:
        assert store.copied_aside is None
    assert [path.name for path in register_path.parent.iterdir()] == ["登记簿.db"]


def test_a_command_reads_an_older_register_without_changing_it(register_path: Path) -> None:
    older_register(register_path, step_names()[1])
    before = register_path.read_bytes()
    with open_store(register_path, read_only=True) as store:
        assert settings.everything(store) == {}
        assert requests.ids(store, requests.Query()).tolist() == []
    assert register_path.read_bytes() == before


def test_an_empty_file_becomes_a_new_register(register_path: Path) -> None:
    register_path.touch()
    with open_store(register_path) as store:
        assert requests.count(store, requests.Query()) == 0


@pytest.mark.of_file("pragmas, pages, cut files and locks beside it are a file's")
def test_the_register_is_written_safely(store: Store) -> None:
    assert store.value("pragma journal_mode") == "delete"
    assert store.value("pragma synchronous") == 2
    assert store.value("pragma foreign_keys") == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04 a letter", b"x", "登记簿".encode()])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_database_is_refused_untouched(
    register_path: Path, content: bytes, read_only: bool
) -> None:
    register_path.write_bytes(content)
    with pytest.raises(ClerkError, match="不是本程序的登记簿文件"):
        open_store(register_path, read_only=read_only)
    assert register_path.read_bytes() == content
    assert list(register_path.parent.iterdir()) == [register_path]


@pytest.mark.parametrize("read_only", [True, False])
def test_another_programs_database_is_refused_untouched(
    register_path: Path, read_only: bool
) -> None:
    with sqlite3.connect(register_path) as connection:
        connection.execute("create table photo (id integer)")
    connection.close()
    before = register_path.read_bytes()
    with pytest.raises(ClerkError, match="其他程序的数据库"):
        open_store(register_path, read_only=read_only)
    assert register_path.read_bytes() == before


@pytest.mark.parametrize("read_only", [True, False])
def test_a_register_of_a_newer_program_is_refused_untouched(
    register_path: Path, read_only: bool
) -> None:
    with open_store(register_path) as store:
        store.run(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('disclosure-desk', 'm9999_to_come', '2030-01-01')"
        )
    before = register_path.read_bytes()
    with pytest.raises(ClerkError, match="更新版本的程序"):
        open_store(register_path, read_only=read_only)
    assert register_path.read_bytes() == before
    assert list(register_path.parent.iterdir()) == [register_path]


@pytest.mark.of_file("pragmas, pages, cut files and locks beside it are a file's")
def test_a_damaged_page_is_noticed_on_opening(register_path: Path) -> None:
    open_store(register_path).close()
    content = bytearray(register_path.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\xa5" * 8192
    register_path.write_bytes(content)
    with pytest.raises(ClerkError, match=r"已损坏.*备份"):
        open_store(register_path)


@pytest.mark.of_file("pragmas, pages, cut files and locks beside it are a file's")
def test_a_register_cut_short_is_noticed_on_opening(register_path: Path) -> None:
    open_store(register_path).close()
    content = register_path.read_bytes()
    register_path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ClerkError, match="已损坏"):
        open_store(register_path)


@pytest.mark.of_file("a server is what several windows write to")
def test_a_register_opens_in_one_window_only(store: Store, register_path: Path) -> None:
    with pytest.raises(ClerkError, match="另一个窗口"):
        open_store(register_path)
    settings.put(store, "still", "ours")
    assert settings.value(store, "still") == "ours"


@pytest.mark.of_file("pragmas, pages, cut files and locks beside it are a file's")
def test_closing_gives_the_register_free_and_leaves_no_lock_file(register_path: Path) -> None:
    store = open_store(register_path)
    assert lock_path(register_path).exists()
    store.close()
    store.close()
    assert not lock_path(register_path).exists()
    open_store(register_path).close()


def test_a_lock_file_left_by_a_crash_does_not_keep_anybody_out(register_path: Path) -> None:
    open_store(register_path).close()
    lock_path(register_path).touch()
    with open_store(register_path) as store:
        assert requests.count(store, requests.Query()) == 0


@pytest.mark.of_file("pragmas, pages, cut files and locks beside it are a file's")
def test_after_a_crash_even_a_large_register_is_looked_over(
    register_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_ALWAYS_LOOKED_OVER_BYTES", 0)
    with open_store(register_path) as store:
        requests.insert_many(store, ({"matter": "规划" * 50, "pinyin": ""} for _ in range(300)))
    content = bytearray(register_path.read_bytes())
    content[len(content) // 2 :] = b"\xa5" * (len(content) - len(content) // 2)
    register_path.write_bytes(content)
    lock_path(register_path).touch()
    with pytest.raises(ClerkError, match="已损坏"):
        open_store(register_path)


def test_a_refused_register_is_not_left_locked(register_path: Path) -> None:
    with sqlite3.connect(register_path) as connection:
        connection.execute("create table photo (id integer)")
    connection.close()
    for _ in range(2):
        with pytest.raises(ClerkError, match="其他程序"):
            open_store(register_path)
    assert not lock_path(register_path).exists()


def test_reading_goes_on_beside_the_window(store: Store, register_path: Path) -> None:
    settings.put(store, "office", "某局")
    with open_store(register_path, read_only=True) as second:
        assert settings.value(second, "office") == "某局"
        with pytest.raises(ClerkError, match="只读方式"):
            settings.put(second, "office", "另一局")
    with store.reader() as third:
        assert settings.value(third, "office") == "某局"


def test_a_register_that_is_not_there_is_not_made_for_reading(register_path: Path) -> None:
    with pytest.raises(ClerkError, match="找不到登记簿"):
        open_store(register_path, read_only=True)
    assert not register_path.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("没有/登记簿.db", "不存在", id="no such folder"),
        pytest.param(".", "是文件夹|没有指定", id="the folder itself"),
        pytest.param("长" * 300 + ".db", "较短", id="a name too long"),
        pytest.param("NUL.db", "文件名", id="a device of Windows"),
        pytest.param("a\0b.db", "文件名", id="a character no name can have"),
    ],
)
def test_a_place_no_register_can_lie_at_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(ClerkError, match=said):
        open_store(tmp_path / name)


def test_no_path_at_all_is_refused() -> None:
    with pytest.raises(ClerkError, match="没有指定"):
        open_store(Path())


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder nobody can write in")
def test_a_folder_that_cannot_be_written_is_said_so() -> None:
    with pytest.raises(ClerkError, match="不能在文件夹"):
        open_store(Path("/proc/self/登记簿.db"))


@pytest.mark.parametrize(
    "name",
    [
        "100%.db",
        pytest.param(
            "a?mode=ro.db",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no name there may have a ?"),
        ),
        "井#号.db",
        "空 格.db",
        "登记簿",
    ],
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / name) as store:
        settings.put(store, "office", name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with open_store(tmp_path / name, read_only=True) as store:
        assert settings.value(store, "office") == name


def test_all_of_a_block_is_done_or_nothing(store: Store) -> None:
    def fail_halfway() -> None:
        with store.atomic():
            settings.put(store, "a", 1)
            with store.atomic():
                settings.put(store, "b", 2)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert settings.everything(store) == {}


def test_an_inner_block_can_fail_alone(store: Store) -> None:
    def fail_inside() -> None:
        with store.atomic():
            settings.put(store, "b", 2)
            raise RuntimeError

    with store.atomic():
        settings.put(store, "a", 1)
        with pytest.raises(RuntimeError):
            fail_inside()
    assert settings.everything(store) == {"a": 1}


def test_a_request_cannot_be_deleted(store: Store) -> None:
    requests.insert(store, {"applicant_name": "周某"})
    with pytest.raises(sqlite3.IntegrityError):
        store.run("delete from request")


@pytest.mark.of_file("pragmas, pages, cut files and locks beside it are a file's")
def test_a_second_writer_is_read_past_until_it_is_done(store: Store) -> None:
    second = store.second_writer()
    with second.atomic():
        settings.put(second, "clerk", "张敏")
        assert settings.value(store, "clerk", "") == ""
    second.close()
    assert settings.value(store, "clerk", "") == "张敏"
    settings.put(store, "clerk", "李静")
    assert lock_path(store.path).exists()


def test_a_reader_has_no_second_writer(store: Store) -> None:
    with store.reader() as reader, pytest.raises(ClerkError, match="只读"):
        reader.second_writer()
