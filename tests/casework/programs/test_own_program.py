import os
import subprocess
import sys
from pathlib import Path

import pytest

from casework.programs import own_program

INSIDE = os.path.join(os.sep, "办件台", "_internal")
OTHER = os.path.join(os.sep, "usr", "bin")


@pytest.fixture
def packed(monkeypatch, tmp_path):
    program = tmp_path / "办件 台" / "banjiantai-cli.exe"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", INSIDE, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def test_a_folder_of_sources_starts_itself_through_its_python():
    assert own_program.command("open", "甲.db") == [
        *(sys.executable, "-P", "-m", "desktop", "open", "甲.db"),
    ]
    assert (own_program.folder() / "pyproject.toml").is_file()


def test_a_packed_program_is_its_own_interpreter(packed, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    assert own_program.command("open") == [str(packed), "open"]
    assert own_program.folder() == packed.parent


def test_on_windows_a_packed_program_is_named_with_its_window(packed, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert Path(own_program.command("open")[0]).name == "banjiantai.exe"
    assert Path(own_program.command("due", console=True)[0]).name == "banjiantai-cli.exe"


def test_what_is_started_finds_the_systems_libraries_first():
    paths = os.pathsep.join([INSIDE, os.path.join(INSIDE, "PySide6"), OTHER])
    cleaned = own_program.clean({"PATH": paths, "QT_PLUGIN_PATH": INSIDE, "甲": "乙"}, INSIDE)
    assert cleaned == {"PATH": OTHER, "甲": "乙", "PYINSTALLER_RESET_ENVIRONMENT": "1"}


def test_what_the_packed_program_changed_is_changed_back():
    changed = {"LD_LIBRARY_PATH": INSIDE, "LD_LIBRARY_PATH_ORIG": "/opt/lib", "PATH": OTHER}
    assert own_program.clean(changed, INSIDE)["LD_LIBRARY_PATH"] == "/opt/lib"
    del changed["LD_LIBRARY_PATH_ORIG"]
    assert "LD_LIBRARY_PATH" not in own_program.clean(changed, INSIDE)


def test_the_programs_own_surroundings_come_back_afterwards(packed, monkeypatch):
    before = os.pathsep.join([INSIDE, OTHER])
    monkeypatch.setenv("PATH", before)
    with own_program.without_own_libraries():
        assert os.environ["PATH"] == OTHER
        assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
    assert os.environ["PATH"] == before
    assert "PYINSTALLER_RESET_ENVIRONMENT" not in os.environ


def test_they_come_back_where_nothing_could_be_started(packed, monkeypatch):
    monkeypatch.setenv("PATH", INSIDE)
    with pytest.raises(FileNotFoundError):
        own_program.begin([str(packed)])
    assert os.environ["PATH"] == INSIDE


def test_a_program_that_hangs_is_ended(tmp_path):
    words = [sys.executable, "-c", "import time; time.sleep(60)"]
    with pytest.raises(subprocess.TimeoutExpired):
        own_program.run(words, seconds=0.2)


def test_what_a_program_says_is_kept_and_it_is_given_nothing_to_read():
    words = [sys.executable, "-c", "import sys; print(len(sys.stdin.read())); sys.exit(7)"]
    done = own_program.run(words, seconds=20)
    assert (done.returncode, done.stdout.strip()) == (7, b"0")


@pytest.mark.skipif(sys.platform == "win32", reason="a class of programs is named there")
def test_what_is_not_waited_for_goes_behind_every_other_program(monkeypatch):
    asked = []
    monkeypatch.setattr(os, "nice", asked.append)
    own_program.yield_to_others()
    assert asked[0] > 0

    def refused(_more):
        raise PermissionError

    monkeypatch.setattr(os, "nice", refused)
    own_program.yield_to_others()
