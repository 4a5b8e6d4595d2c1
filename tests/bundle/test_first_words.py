"""The first thing a packed program does: what is missing of it is said in one Chinese sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

import run
from door.environment import own_environment

START = Path(run.ROOT) / "packaging" / "bundle" / "start.py"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(None, id="missing"),
        pytest.param("", id="emptied"),
        pytest.param("raise ImportError('DLL load failed')\n", id="damaged"),
    ],
)
def test_a_program_with_a_file_missing_says_so(tmp_path: Path, written: str | None) -> None:
    if written is not None:
        (tmp_path / "desktop" / "start").mkdir(parents=True)
        (tmp_path / "desktop" / "start" / "frozen.py").write_text(written, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-S", str(START)],
        env=own_environment(tmp_path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    (said,) = done.stderr.splitlines()
    assert said.startswith("程序文件不完整或者已被改动")
    assert "请重新安装本程序" in said


def test_without_a_console_it_is_said_in_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes
    from types import SimpleNamespace

    from bundle import start

    shown: list[str] = []
    box = SimpleNamespace(MessageBoxW=lambda _, words, title, __: shown.extend((title, words)))
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=box), raising=False)
    start.say("程序没有启动。")
    assert shown == ["依申请公开办件台", "程序没有启动。"]
