"""What is written only for a moment is gone after the next start, where a program was killed."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.aside_doors import DOORS, ENCRYPTED

ROOT = Path(__file__).parents[2]
# Each with why nothing of it is in clear in a folder that nobody clears.
MAY_ASK_THE_SYSTEM = {
    "db/aside.py": "it is the door",
    "db/server/cluster.py": "within the server's own folder, and a file that has no name",
    "db/server/plain_path.py": "files of PostgreSQL as it came, no word of a register",
    "desktop/registers/other_registers.py": "invented people, for a window that lives on",
    "desktop/start/put_off.py": "names the module and asks it for nothing",
}


def around(temp: Path) -> dict[str, str]:
    places = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(temp))
    found = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, **places, "PYTHONPATH": os.pathsep.join(filter(None, found))}


@contextmanager
def in_the_middle(door: str, folder: Path, temp: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Yield the process that goes through the door, once something lies there."""
    words = [sys.executable, "-m", "tests.faults.aside_doors", door, str(folder)]
    with subprocess.Popen(words, cwd=ROOT, env=around(temp), stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert b"middle" in process.stdout.readline()
            yield process
        finally:
            process.kill()


def start_again(temp: Path) -> None:
    subprocess.run(
        [sys.executable, "-P", "-m", "desktop", "due"],
        cwd=ROOT, env=around(temp), stdin=subprocess.DEVNULL, check=True,
    )  # fmt: skip


def files(temp: Path) -> list[str]:
    return sorted(path.relative_to(temp).as_posix() for path in temp.rglob("*") if path.is_file())


@pytest.mark.parametrize("door", DOORS)
def test_what_a_killed_program_left_is_gone_after_the_next_start(door: str, tmp_path: Path) -> None:
    if door in ENCRYPTED:
        pytest.importorskip("sqlcipher3", reason="the encryption is an optional part")
    folder, temp = tmp_path / "office", tmp_path / "temp"
    folder.mkdir()
    temp.mkdir()
    with in_the_middle(door, folder, temp):
        # Something, and a lock.
        assert len(files(temp)) > 1
    start_again(temp)
    assert files(temp) == []
    assert list(temp.iterdir()) == []


def test_another_start_takes_nothing_away_from_one_that_is_at_work(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    with in_the_middle("copy_to_open", tmp_path, temp):
        while_alive = files(temp)
        start_again(temp)
        assert files(temp) == while_alive


def test_no_workbook_lies_half_under_its_name(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    with in_the_middle("parts_of_a_workbook", tmp_path, temp):
        pass
    assert not (tmp_path / "年报.xlsx").exists()


def test_only_one_module_asks_the_system_for_a_folder_and_one_writes_workbooks() -> None:
    asks, writes = set(), set()
    for room in ("rules", "forms", "db", "casework", "desktop"):
        for path in (ROOT / room).rglob("*.py"):
            text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
            if re.search(r"\btempfile\b|\bQTemporary", text):
                asks.add(name)
            if re.search(r"\bWorkbook\(", text):
                writes.add(name)
    assert asks == set(MAY_ASK_THE_SYSTEM)
    assert writes == {"casework/reports/workbook.py"}
