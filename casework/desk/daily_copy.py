"""The office's own copies: one a day beside the register, looked over when made."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from casework.desk.desk import Desk
from casework.desk.last_check import last_check
from casework.desk.seat import seat_words
from db import backup
from rules.errors import ClerkError

KEPT_WORDS = "近7天、5周、12个月和每年的最后一份"
_OLD_AFTER_DAYS = 2
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d{6}")


def backup_folder(desk: Desk) -> Path:
    """Return where the copies go, beside the register."""
    return desk.beside.copies


def is_due(desk: Desk) -> bool:
    """Tell whether no copy has been made today; of a server only where this computer runs it.

    Any other server is copied by who keeps it.
    """
    if desk.is_shared and not keeps_its_copies(desk):
        return False
    path = desk.store.path
    copies = backup.backups(backup_folder(desk), path.stem, backup.suffix_of(desk.store))
    # The day stands in the name: a copied file's own times say nothing of when it was made.
    return not copies or f"{desk.today:%Y-%m-%d}" not in copies[0].name


def keeps_its_copies(desk: Desk) -> bool:
    """Tell whether copies are made here: of a file, and of a server of this computer by its owner.

    Nobody else would: whoever shares the register of a computer has no department for it.
    """
    if not desk.is_shared:
        return True
    from db.server import place, shared_folder

    return desk.store.parts is None and shared_folder.is_ours(place.read(desk.store.path))


def last_copy(desk: Desk) -> datetime | None:
    """Return when the latest copy was made, as its name tells; None where there is none."""
    path = desk.store.path
    for copy in backup.backups(backup_folder(desk), path.stem, backup.suffix_of(desk.store)):
        stamp = _STAMP.search(copy.name)
        if stamp is not None:
            return datetime.strptime(stamp.group(), "%Y-%m-%d %H%M%S")  # noqa: DTZ007
    return None


def copy_words(desk: Desk) -> tuple[str, bool]:
    """Return when the register was copied last, in two lines, and whether that is too long ago.

    Too long is more than two working days: what is lost then cannot be made good from memory.
    Where the register is only read, who writes in it is said instead; of one on a server, where.
    """
    if desk.store.is_read_only or desk.is_shared:
        return seat_words(desk), False
    last = last_copy(desk)
    if last is None:
        return "", False
    day, today = last.date(), desk.today
    said = "今天" if day == today else f"{day.month}月{day.day}日"
    checked = last_check(desk)
    if checked is not None and checked.number:
        return f"检查发现问题\n备份：{said} {last:%H:%M}", True
    head = "已备份、检查" if checked is not None and checked.on == today else "已备份"
    return f"{head}\n{said} {last:%H:%M}", desk.working_days(day, today) > _OLD_AFTER_DAYS


def back_up(
    desk: Desk,
    folder: Path | None = None,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    with_dump: bool = False,
    is_wary: bool = False,
) -> Path:
    """Copy register, letters, attachments and templates; return the copy's register.

    Beside the register, unless `folder` says where; `with_dump` adds what pg_dump makes of a
    server's database at the same moment, where this computer has it; `is_wary` reads again what
    earlier copies brought there, and writes anew what rotted since. Raises `ClerkError` where the
    disk is full or the folder cannot be written to, and for an account of a server that is no
    clerk's.
    """
    if not desk.keeps_the_register:
        raise ClerkError("备份要看得到整个登记簿，请由经办人或者公开机构负责人备份。")
    return backup.back_up(
        desk.store,
        backup_folder(desk) if folder is None else folder,
        at=desk.clock(),
        on_progress=on_progress,
        is_cancelled=is_cancelled,
        with_dump=with_dump,
        is_wary=is_wary,
    )
