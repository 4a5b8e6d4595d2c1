"""The ways on from a broken start, as the page and the console take them."""

import platform
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from casework.safekeeping.around import Around
from casework.safekeeping.restoring import put_back, save_what_can_be_read, the_copy, told_before
from db.backup import Told
from db.file_names import what_to_check, why
from db.files import write_whole
from db.place import SALVAGED
from rules.errors import ClerkError

Clock = Callable[[], datetime]


def begin_told(copy: Path, register: Path) -> list[str]:
    """Return what putting a copy back would change; raises `ClerkError` where it is not sound."""
    return told_before(the_copy(copy, register), register)


def put_back_from(
    copy: Path, register: Path, clock: Clock, told: Told = lambda *_: None
) -> list[str]:
    """Put a copy back and return what was done; `told` hears how far it is.

    Raises `ClerkError` where it cannot be.
    """
    return put_back(the_copy(copy, register), register, clock, told=told)


def save_beside(register: Path, clock: Clock) -> tuple[Path, list[str]]:
    """Save what a register still holds into one beside it; return where, and what was saved.

    Raises `ClerkError` where nothing can be read.
    """
    target = register.with_name(
        f"{register.stem} {SALVAGED} {clock():%Y-%m-%d %H%M%S}{register.suffix}"
    )
    return target, save_what_can_be_read(register, target, clock)


def keep_report(around: Around, path: Path) -> None:
    """Write what was found into a text for the technician: no word of any applicant.

    Raises `ClerkError` where the file cannot be written.
    """
    register = around.register
    lines = [
        f"登记簿：{register}",
        f"状态：{around.state.value}",
        *around.lines(),
        "",
        f"SQLite {sqlite3.sqlite_version}，Python {platform.python_version()}，"
        f"{platform.platform()}",
    ]
    try:
        data = register.read_bytes() if register.is_file() else b""
        lines.append(f"文件大小：{len(data)}字节；开头：{data[:16].hex(' ')}")
        pages = [data[at : at + 4096] for at in range(0, len(data), 4096)]
        lines.append(
            f"4096字节的页：{len(pages)}，其中全为零：{sum(not any(one) for one in pages)}"
        )
    except OSError as error:
        lines.append(f"读不出文件：{why(error)}")
    keep_words(path, "\r\n".join(lines))


def keep_words(path: Path, words: str) -> None:
    """Write a text for its owner alone: a recovery code, the salts of what was taken out.

    Raises `ClerkError` where the file cannot be written.
    """
    try:
        write_whole(path, [words.encode("utf-8-sig")])
    except OSError as error:
        raise ClerkError(f"“{path.name}”写不进去（{why(error)}），{what_to_check(path)}") from error
