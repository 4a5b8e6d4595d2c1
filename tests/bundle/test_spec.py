"""What desk.spec does with the files PyInstaller found, and when what is drawn says it was made."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import run
from bundle import freezing
from bundle.archive import files_of
from bundle.plan import Plan

SPEC = Path(run.ROOT) / "packaging" / "bundle" / "desk.spec"


def taken_out(name: str, **around: Any) -> Any:
    """Return a function of the file, with what it needs around it."""
    body = ast.parse(SPEC.read_text(encoding="utf-8")).body
    parts: list[ast.stmt] = [
        node for node in body if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    exec(compile(ast.Module(parts, []), SPEC.name, "exec"), around)
    return around[name]


def test_readings_of_characters_lose_their_blanks_and_nothing_else(tmp_path: Path) -> None:
    read = {"一丁不识": [["yī"], ["dīng"], ["bù"], ["shí"]]}
    source = tmp_path / "phrases_dict.json"
    source.write_text(json.dumps(read, ensure_ascii=False, indent=1), encoding="utf-8")
    without_blanks = taken_out(
        "without_blanks", json=json, re=re, Path=Path, workpath=str(tmp_path / "work")
    )
    for name in ("pypinyin/phrases_dict.json", "pypinyin\\phrases_dict.json"):
        there, made, kind = without_blanks((name, str(source), "DATA"))
        assert (there, kind) == (name, "DATA")
        text = Path(made).read_text(encoding="utf-8")
        assert json.loads(text) == read
        assert not re.search(r"\s", text)
    for name in ("docx/templates/a.json", "pypinyin/style/a.json", "pypinyin/core.py"):
        assert without_blanks((name, str(source), "DATA")) == (name, str(source), "DATA")


def test_what_is_drawn_bears_the_time_of_the_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plan, "work", tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    freezing.draw(Plan(Path(run.ROOT), "windows"))
    drawn = {path.name: path.stat().st_mtime for path in files_of(tmp_path)}
    # The installer keeps the time of the last one.
    assert {"program.ico", "welcome.bmp"} <= set(drawn)
    assert set(drawn.values()) == {1_767_225_600}
