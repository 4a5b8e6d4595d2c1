"""Once a month the latest copy is put back in a place apart, to know that it can be."""

from datetime import date, timedelta
from itertools import count

from casework.desk.changes import What
from casework.desk.daily_copy import backup_folder
from casework.desk.desk import Desk, open_desk
from casework.desk.writing import writing
from casework.pages.register_check import problems
from db import backup, requests, settings
from db.aside import aside
from db.backup import Told
from db.copies import chosen_copy
from db.restoring import restore
from rules.errors import ClerkError

_REHEARSED = "copy_rehearsed"
_REHEARSED_EVERY = timedelta(days=30)
# The files read, the files put back, and the four parts of a check.
_PARTS, _PART = 6, 1000


def is_rehearsal_due(desk: Desk) -> bool:
    """Tell whether putting a copy back was last tried more than a month ago, or without success."""
    kept = settings.value(desk.store, _REHEARSED, None)
    try:
        if kept is None or not kept["is_sound"]:
            return True
        return desk.today - date.fromisoformat(kept["on"]) >= _REHEARSED_EVERY
    except (ValueError, TypeError, KeyError):
        return True


class _Far:
    """How far a rehearsal is: one of its parts after another, each as long as the others."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._done = 0

    def of_part(self, part: int) -> Told:
        def hear(done: int, of: int) -> None:
            self._done = part * _PART + done * _PART // max(of, 1)
            self.say()

        return hear

    def begin(self, part: int) -> None:
        self._done = part * _PART
        self.say()

    def say(self) -> None:
        self._told(self._done, _PARTS * _PART)


def rehearse(desk: Desk, told: Told = lambda *_: None) -> tuple[bool, str]:
    """Put the latest copy back in a place apart and check it; return whether it is sound, and say.

    Nothing of the office is touched, and what was put back is removed again. `told` hears how much
    was read, put back and checked, of how much; what it raises ends the rehearsal.
    """
    path = desk.store.path
    far = _Far(told)
    try:
        copy = chosen_copy(backup_folder(desk), path.stem)
        broken = list(backup.check_files(copy, far.of_part(0)))
        with aside("rehearsal") as folder:
            # The register's own name, so that its letters find their folder.
            trial = folder / path.name
            restore(copy, trial, at=desk.clock(), told=far.of_part(1), is_trial=True)
            tried = open_desk(trial, clock=desk.clock)
            try:
                parts = count(2)
                broken += problems(
                    tried, on_part=lambda _: far.begin(next(parts)), told=lambda *_: far.say()
                )
                cases = requests.how_many(tried.store)
            finally:
                tried.close()
    except ClerkError as error:
        return False, f"备份演练没有通过：{error.message}请立即备份，并检查备份磁盘。"
    if broken:
        return False, f"备份演练发现{len(broken)}处问题，第一处：{broken[0]}"
    return True, f"已演练恢复备份“{copy.path.stem}”：{cases}件申请和全部文书都能恢复，检查无误。"


def note_rehearsal(desk: Desk, *, is_sound: bool) -> None:
    """Note that putting a copy back was tried today, and whether it was sound."""
    with writing(desk, "rehearsed", What.SETTINGS):
        settings.put(desk.store, _REHEARSED, {"on": desk.today.isoformat(), "is_sound": is_sound})
