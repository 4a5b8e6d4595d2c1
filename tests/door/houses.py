"""Houses to try the door on."""

import os
import re
import sys
from pathlib import Path

import pytest

import run
from door.house import House, write_stamp

ROOT = Path(run.__file__).resolve().parent
HASH = "    --hash=sha256:" + "0a" * 32
LOCK = (
    f"# made\nclick==8.5.1 ; sys_platform == 'win32' \\\n{HASH} \\\n{HASH}\n"
    f"lxml==6.1.3 \\\n{HASH}\n"
)
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="POSIX processes")


def a_house(folder: Path, lock: str = LOCK + "# end\n") -> House:
    house = House(folder)
    house.runtime_lock.parent.mkdir(parents=True)
    house.runtime_lock.write_text(lock, encoding="utf-8")
    return house


def a_furnished_house(folder: Path, base: Path = Path(sys.executable)) -> House:
    house = a_house(folder)
    house.python.parent.mkdir(parents=True)
    house.python.touch()
    (house.venv / "pyvenv.cfg").write_text(f"home = here\nexecutable = {base}\n", encoding="utf-8")
    write_stamp(house, [house.runtime_lock])
    return house


def is_one_sentence(words: str) -> bool:
    chinese, slash, english = words.strip().partition(" / ")
    return (
        "\n" not in words.strip()
        and bool(slash)
        and re.search(r"请", chinese) is not None
        and re.search(r"[a-z]{3}", english) is not None
        and english.endswith(".")
        and not re.search(r"[。！]", chinese)
    )
