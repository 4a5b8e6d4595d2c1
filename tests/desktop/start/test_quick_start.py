import builtins
import os
import subprocess
import sys
from pathlib import Path
from types import CodeType

import pytest

from desktop.start import quick_start
from desktop.start.quick_start import compiled_once, keep, known

ROOT = Path(__file__).parents[3]
NAME = "shibokensupport/signature/layout.py"


def compiled(path: Path, text: bytes, name: str = NAME) -> CodeType:
    """Compile as PySide does, twice, and return what the second time gave."""
    for _ in range(2):
        with compiled_once(path):
            found: CodeType = compile(text, name, "exec")
    return found


@pytest.fixture(autouse=True)
def _writes_bytecode(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_the_same_text_is_compiled_once(tmp_path, monkeypatch):
    path, plain, asked = tmp_path / "kept" / "qt.bin", builtins.compile, []
    monkeypatch.setattr(
        quick_start, "_compile", lambda *words, **named: asked.append(1) or plain(*words, **named)
    )
    space: dict[str, int] = {}
    exec(compiled(path, b"one = 1"), space)
    assert space["one"] == 1
    assert len(asked) == 1


def test_another_text_under_the_same_name_is_compiled_anew(tmp_path):
    path, space = tmp_path / "qt.bin", {}
    compiled(path, b"one = 1")
    exec(compiled(path, b"one = 2"), space)
    assert space["one"] == 2


def test_what_is_not_of_pyside_is_none_of_its_business(tmp_path):
    path = tmp_path / "qt.bin"
    compiled(path, b"one = 1", "own.py")
    assert known(path) == {}


@pytest.mark.parametrize("cut", [0, 3, 11, 12, 40], ids=lambda cut: f"{cut} bytes of it")
def test_a_file_that_is_torn_counts_as_none(tmp_path, cut):
    path = tmp_path / "qt.bin"
    compiled(path, b"one = 1")
    path.write_bytes(path.read_bytes()[:cut])
    assert known(path) == {}
    assert compiled(path, b"one = 1").co_filename == NAME
    assert list(known(path)) == [NAME]


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    keep(tmp_path / "file" / "qt.bin", {})


_LOOK = """
import builtins, sys
from desktop.start import quick_start as q
from PySide6.QtCore import QTimer
print(compile is q._compile, __import__ is builtins.__orig_import__)
late = {"ast", "base64", "inspect", "random", "tempfile", "textwrap", "traceback", "zipfile"}
print(sorted(late & set(sys.modules)) == [], len(q._support.used) > 5)
try:
    QTimer().setInterval("x")
except TypeError as error:
    print("QTimer.setInterval(msec: int" in str(error))
print("setInterval" in QTimer.setInterval.__doc__)
"""


def looked(tmp_path, **more: str) -> list[str]:
    """Start Qt in a process of its own, its bytecode kept at a place for this test."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK],
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
        | {"PYTHONPYCACHEPREFIX": str(tmp_path), **more},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


def test_pyside_works_with_what_was_kept(tmp_path):
    # The first start unpacks and compiles, and needs of the library what that takes.
    assert looked(tmp_path) == ["True", "True", "False", "True", "True", "True"]
    (kept,) = tmp_path.rglob("qt_support*.bin")
    written = kept.read_bytes()
    assert looked(tmp_path) == ["True"] * 6
    assert kept.read_bytes() == written


def test_what_was_kept_of_another_archive_is_kept_anew(tmp_path):
    looked(tmp_path)
    (kept,) = tmp_path.rglob("qt_support*.bin")
    before = known(kept)
    keep(kept, {**before, "archive": (b"another!", None)})
    assert looked(tmp_path)[2] == "False"
    assert known(kept) == before
    assert looked(tmp_path) == ["True"] * 6
