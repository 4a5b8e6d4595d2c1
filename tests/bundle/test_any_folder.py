"""A tree may lie in a folder of any name: what is handed to a tool depends on no code page."""

import os
import shutil
import subprocess
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from bundle import freezing, installer, wheels, windows_python
from bundle.builders import NativeBuilder, WineBuilder
from bundle.plan import Plan
from bundle.wine import Wine, windows_path
from door.refusals import StartError

# Blanks, Chinese, and a letter the Chinese code page does not have.
NAMES = ("build", "构建 目录", "办件台 源码é")


@pytest.fixture(params=NAMES)
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / request.param / "disclosure desk"
    folder.mkdir(parents=True)
    return folder


def test_the_python_of_windows_is_told_where_its_packages_lie_in_ascii(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = WineBuilder(Plan(tree, "windows"))
    builder.wine.drive.mkdir(parents=True)
    monkeypatch.setattr(windows_python, "fetch", lambda _: tree / "python.tar.gz")
    monkeypatch.setattr(windows_python, "unpack", lambda *_: 0)
    monkeypatch.setattr(wheels, "fetch", lambda *_: [Path("pyside6_essentials-6-any.whl")])
    monkeypatch.setattr(wheels, "unpack", lambda *_: None)
    builder.prepare()
    (named,) = (builder.python / "Lib" / "site-packages").glob("*.pth")
    # As Python reads it: joined to the folder it lies in.
    lines = named.read_bytes().decode("ascii").splitlines()
    found = [resolved(windows_path(named.parent), line) for line in lines]
    assert found == [windows_path(builder.site), windows_path(builder.plan.work / "tools")]


def resolved(folder: str, line: str) -> str:
    """Return what a line of a file of Windows' Python leads to from its folder."""
    above = line.split("\\").count("..")
    return str(PureWindowsPath(folder).parents[above - 1] / line.rpartition("..\\")[2])


def test_what_freezes_reads_and_writes_utf_8(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setattr(freezing, "distributions", lambda _: [])
    places = {"source": "Z:\\源码", "resources": "Z:\\图"}
    assert freezing.settings(Plan(tree, "windows"), places, "a")["PYTHONUTF8"] == "1"


@pytest.mark.skipif(os.name != "posix", reason="its Python is a script of the shell here")
def test_where_the_packages_of_this_system_lie_is_asked_in_utf_8(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    builder = NativeBuilder(Plan(tree, "linux"))
    builder.python.parent.mkdir(parents=True)
    builder.python.write_text('#!/bin/sh\necho "/包/$PYTHONUTF8"\n', encoding="utf-8")
    builder.python.chmod(0o755)
    assert builder.site == Path("/包/1")


def test_nsis_is_told_that_its_list_of_files_is_utf_8(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n', encoding="utf-8")
    plan = Plan(tree, "windows")
    plan.bundle.mkdir(parents=True)
    (plan.bundle / "手册.txt").write_bytes(b"")
    told: list[str] = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setattr(shutil, "which", lambda _: "makensis")
    monkeypatch.setattr(subprocess, "run", lambda words, **_: told.extend(map(str, words)))
    installer.make(plan, tree / "安装.exe")
    (listed,) = [Path(word.partition("=")[2]) for word in told if word.startswith("-DFILES=")]
    assert listed.read_bytes().startswith(b"\xef\xbb\xbf")
    assert f'File "{plan.bundle / "手册.txt"}"' in listed.read_text(encoding="utf-8-sig")


@pytest.mark.skipif(os.name != "posix", reason="wine is run on Linux")
@pytest.mark.parametrize("is_there", [True, False], ids=["fails", "missing"])
def test_wine_without_a_chinese_locale_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    def no_locale(*_: object, **__: object) -> object:
        if is_there:
            return SimpleNamespace(returncode=4)
        raise FileNotFoundError("localedef")

    monkeypatch.setattr(subprocess, "run", no_locale)
    wine = Wine(tmp_path / "prefix")
    for _ in range(2):
        with pytest.raises(StartError, match="locales"):
            wine.begin(Path("python.exe"))
