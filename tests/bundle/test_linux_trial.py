"""The .deb in a fresh system: which steps the trial takes, and which of them can fail it."""

import json
import os
import shutil
from pathlib import Path

import pytest

import run
from bundle import linux, linux_trial
from bundle.making import Steps
from bundle.plan import Plan
from bundle.trial import TrialError
from door.refusals import StartError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a .deb is tried on Linux")
GOOD = {"ok": True, "version": "1", "trials": [{"state": "通过", "name": "甲", "words": "乙"}]}


class Computer:
    """Answers the commands of a trial as a system would, and keeps what it was told."""

    def __init__(self, root: Path) -> None:
        self.root, self.told = root, list[str]()
        self.tested, self.problems = json.dumps(GOOD), "[]"
        self.leaves_files = False

    def answer(self, words: list[str]) -> str:
        said = " ".join(words)
        self.told.append(said)
        if words[0] == "debootstrap":
            self.root = Path(words[-1])
            (self.root / "tmp").mkdir(parents=True)
        elif "useradd" in words:
            (self.root / "home" / words[-1]).mkdir(parents=True)
        elif "install" in words or (self.leaves_files and "remove" in words):
            (self.root / "opt" / linux.PACKAGE).mkdir(parents=True, exist_ok=True)
        elif "remove" in words:
            shutil.rmtree(self.root / "opt" / linux.PACKAGE)
        elif "--self-test" in words:
            return f"一些话\n{self.tested}\n"
        elif "report" in words:
            return f'{{"problems": {self.problems}}}\n'
        return ""


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    monkeypatch.setattr(linux_trial, "_PLACE", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/sbin/{name}")
    made = Computer(tmp_path)
    monkeypatch.setattr(linux_trial, "_done", made.answer)
    return made


def tried(tmp_path: Path) -> int:
    package = tmp_path / "disclosure-desk_1_amd64.deb"
    package.write_bytes(b"!<arch>\n")
    return linux_trial.run(Plan(Path(run.ROOT), "linux"), package, Steps())


def test_it_is_installed_tried_by_a_user_and_removed(computer: Computer, tmp_path: Path) -> None:
    assert tried(tmp_path) == 0
    tests = [one for one in computer.told if "--self-test" in one]
    assert ["QT_QPA_PLATFORM=offscreen" in one for one in tests] == [True, False]
    assert "xvfb-run" in tests[1]
    assert all(" runuser -u jingban -- " in one for one in tests)
    reports = [one for one in computer.told if " report " in one]
    assert len(reports) == len(list((Path(run.ROOT) / "tests/db/old").glob("*-full.db.gz")))
    inside = [one for one in computer.told if not one.startswith("debootstrap")]
    assert all(f" chroot {computer.root} " in one for one in inside)
    assert not computer.root.parent.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("tested", json.dumps(GOOD | {"ok": False}), id="a trial fails"),
        pytest.param("problems", '["表二"]', id="an older register is not read"),
        pytest.param("leaves_files", True, id="it is not taken away"),
    ],
)
def test_what_is_not_as_it_must_be_ends_it(
    computer: Computer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: object,
) -> None:
    setattr(computer, name, value)
    assert tried(tmp_path) == 1
    assert "试装失败" in capsys.readouterr().out


def test_without_root_it_is_refused(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(StartError, match="root"):
        tried(computer.root)
    assert computer.told == []


def test_a_command_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(TrialError, match="磁盘已满"):
        linux_trial._done(["sh", "-c", "echo 磁盘已满; exit 3"])


def test_the_release_is_read_as_a_system_says_it() -> None:
    assert linux_trial.codename('NAME="甲"\nVERSION_CODENAME=bookworm\n') == "bookworm"
    assert linux_trial.codename('VERSION_CODENAME="jammy"\n') == "jammy"
