"""The archive of modules that both programs of a bundle read."""

import importlib.util
import marshal
import pkgutil
import struct
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bundle import shared_modules

_HEAD = b"PYZ\0" + importlib.util.MAGIC_NUMBER


class _Archive:
    """As PyInstaller's reader of modules, as far as it is used."""

    def __init__(self, path: str, start: int = 0, check_pymagic: bool = False) -> None:
        content = Path(path).read_bytes()
        assert content[:8] == _HEAD
        (place,) = struct.unpack_from("!i", content, 8)
        self.toc = dict(marshal.loads(content[place:]))

    extract: Any = None


class _Finder:
    """As PyInstaller's finder of the modules of one folder, as far as it is used."""

    def __init__(self, package: str) -> None:
        self._pyz_entry_prefix = package

    iter_modules: Any = None


def write(path: Path, modules: dict[str, str]) -> None:
    """Write an archive as PyInstaller does."""
    made = bytearray(_HEAD + bytes(9))
    entries: list[object] = [("space", (3, 0, 0))]
    for name, text in modules.items():
        packed = zlib.compress(marshal.dumps(compile(text, name, "exec")), 6)
        entries.append((name, (0, len(made), len(packed))))
        made += packed
    struct.pack_into("!i", made, 8, len(made))
    path.write_bytes(made + marshal.dumps(entries))


@pytest.mark.parametrize("floors", [(), ("casework",)], ids=["packed", "laid open"])
def test_both_programs_read_their_modules_from_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, floors: tuple[str, ...]
) -> None:
    shared = tmp_path / shared_modules.NAME
    write(shared, {"casework.due": "answer = 42", "other": "answer = 7"})
    shared_modules.lay_open(str(shared), floors)
    write(tmp_path / "own", {})
    own = _Archive(str(tmp_path / "own"))
    importers = SimpleNamespace(pyz_archive=own, PyiFrozenFinder=_Finder)
    monkeypatch.setitem(sys.modules, "pyimod02_importers", importers)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    shared_modules.share()
    for name, answer in (("casework.due", 42), ("other", 7)):
        found: dict[str, int] = {}
        exec(own.extract(name), found)
        assert found["answer"] == answer
        assert marshal.loads(own.extract(name, raw=True)) == own.extract(name)
    assert own.extract("space") is None


def test_what_is_laid_open_packs_better_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "a.pyz"
    write(path, {"casework.a": "a = 1\n" * 500, "other": "a = 1\n" * 500})
    before = _Archive(str(path)).toc
    shared_modules.lay_open(str(path), ("casework",))
    after = _Archive(str(path)).toc
    assert after["casework.a"][2] > before["casework.a"][2]
    assert after["other"][2] == before["other"][2]


def test_the_modules_of_a_packed_package_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = {"casework": {"desk": {"seat": ""}, "trials": ""}, "other": ""}
    importers = SimpleNamespace(get_pyz_toc_tree=lambda: tree)
    monkeypatch.setitem(sys.modules, "pyimod02_importers", importers)
    monkeypatch.setattr(_Finder, "iter_modules", shared_modules.modules_in)
    listed: Any = vars(pkgutil)["iter_importer_modules"]
    found = {
        package: list(listed(_Finder(package), "x."))
        for package in ("", "casework", "casework.desk", "casework.trials", "nowhere")
    }
    assert found == {
        "": [("x.casework", True), ("x.other", False)],
        "casework": [("x.desk", True), ("x.trials", False)],
        "casework.desk": [("x.seat", False)],
        "casework.trials": [],
        "nowhere": [],
    }


@pytest.mark.parametrize("spec", ["desk.spec", "measure.spec"])
def test_nothing_reads_qt_before_the_program(spec: str) -> None:
    text = (Path(shared_modules.__file__).with_name(spec)).read_text(encoding="utf-8")
    assert 'if not entry[0].startswith("pyi_rth_")' in text
