"""A second place for copies, on another disk, and how old the copy there is.

Read before the first list is painted: what copies and writes is imported when it does.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casework.desk.changes import What
from casework.desk.desk import Desk
from db import settings
from db.faults import read_as_written
from rules.errors import ClerkError

_SECOND = "second_place"
_SECOND_OLD_AFTER = 7


class SecondPlace(NamedTuple):
    """Another disk, stick or share that is copied to, and when it last was."""

    folder: Path
    copied_on: date | None


def second_place(desk: Desk) -> SecondPlace | None:
    """Return where the office keeps its second copies, or None where it has not said."""
    kept = settings.value(desk.store, _SECOND, kind=dict)
    if not kept:
        return None
    copied = None
    with suppress(KeyError, ValueError, TypeError):
        copied = date.fromisoformat(kept["copied_on"])
    with read_as_written(desk.store.path):
        return SecondPlace(Path(kept["folder"]), copied)


def keep_second_place(desk: Desk, folder: Path | None) -> None:
    """Set where second copies go; None for nowhere.

    Raises `ClerkError` where the folder lies on none but the register's own disk beside it.
    """
    if folder is not None and folder.resolve().is_relative_to(desk.beside.folder.resolve()):
        raise ClerkError(
            "第二备份处与登记簿在同一个文件夹里，磁盘坏了会一起丢失。请改选移动硬盘、U盘或者共享文件夹。",
            None,
            "second_place",
        )
    from casework.desk.writing import writing

    with writing(desk, "second_place", What.SETTINGS):
        if folder is None:
            settings.forget(desk.store, _SECOND)
        else:
            settings.put(desk.store, _SECOND, {"folder": str(folder), "copied_on": None})


def is_on_the_same_disk(desk: Desk, folder: Path) -> bool:
    """Tell whether a folder lies on the register's own disk; False where that cannot be seen."""
    try:
        return folder.stat().st_dev == desk.beside.folder.stat().st_dev
    except OSError:
        return False


def copy_to_second_place(
    desk: Desk,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    is_wary: bool = False,
) -> Path | None:
    """Copy to the second place; None where there is none or it is not there.

    `is_wary` reads again what earlier copies brought there. Raises `ClerkError` where the folder
    cannot be written to.
    """
    place = second_place(desk)
    if place is None or not place.folder.is_dir():
        return None
    from casework.desk.daily_copy import back_up

    return back_up(desk, place.folder, on_progress=on_progress, is_wary=is_wary)


def note_second_copy(desk: Desk) -> None:
    """Note that the second place was copied to today."""
    from casework.desk.writing import writing

    place = second_place(desk)
    if place is not None:
        with writing(desk, "second_copy", What.SETTINGS):
            settings.put(
                desk.store,
                _SECOND,
                {"folder": str(place.folder), "copied_on": desk.today.isoformat()},
            )


def second_place_words(desk: Desk) -> str:
    """Return what to say today of the second place: how old the copy there is; else nothing."""
    place = second_place(desk)
    if place is None:
        return ""
    if place.copied_on is None:
        return f"第二备份处“{place.folder}”还没有备份过，请插好移动硬盘或者接通共享文件夹后备份。"
    days = (desk.today - place.copied_on).days
    if days <= _SECOND_OLD_AFTER:
        return ""
    return f"第二备份处“{place.folder}”已有{days}天没有备份，请插好移动硬盘或者接通共享文件夹。"
