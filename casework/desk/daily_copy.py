"""The register's own copies: one a day, kept beside it, checked when made."""

from collections.abc import Callable
from pathlib import Path

from casework.desk.desk import Desk
from db import backup

KEPT = 30


def backup_folder(desk: Desk) -> Path:
    """Return where the copies go, beside the register."""
    return desk.beside.copies


def is_due(desk: Desk) -> bool:
    """Tell whether no copy has been made today."""
    path = desk.store.path
    copies = backup.backups(backup_folder(desk), path.stem, path.suffix)
    # The day stands in the name: a copied file's own times say nothing of when it was made.
    return not copies or f"{desk.today:%Y-%m-%d}" not in copies[0].name


def back_up(
    desk: Desk,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Copy the register and return the copy; the oldest beyond `KEPT` are removed.

    Raises `ClerkError` where the disk is full or the folder cannot be written to.
    """
    return backup.back_up(
        desk.store,
        backup_folder(desk),
        at=desk.clock(),
        keep=KEPT,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )
