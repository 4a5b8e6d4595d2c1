"""The daily look over the whole register: another program of ours does it, out of the way."""

import json
import os
import subprocess
import time

from PySide6.QtCore import QObject, Signal

from casework.desk.addressed import login_environment
from casework.desk.desk import Desk
from casework.programs import own_program
from desktop.base.work import LoneWork, Progress
from rules.errors import ClerkError

_LOOKED_AT_SECONDS = 0.2
_LONGEST_SECONDS = 3_600
_NOT_DONE = "今天的自动检查没有完成，请从“文件—检查登记簿”手动检查一次。"


def check_apart(desk: Desk, progress: Progress) -> list[str]:
    """Return what a check of the register finds, made by a child that yields to all others.

    Raises `Stopped` once told to stop, and `ClerkError` where the child did not end as it should.
    """
    words = own_program.command(
        *("check", "--json", "--quietly", "--register", str(desk.store.path.absolute())),
        console=True,
    )
    end = time.monotonic() + _LONGEST_SECONDS
    child = own_program.begin(
        words,
        cwd=own_program.folder(),
        env=_environment(desk),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        try:
            while True:
                progress.check()
                try:
                    said, _ = child.communicate(timeout=_LOOKED_AT_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    if time.monotonic() > end:
                        raise ClerkError(_NOT_DONE) from None
        except BaseException:
            child.kill()
            raise
    try:
        return [str(one) for one in json.loads(said)["problems"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ClerkError(_NOT_DONE) from error


def _environment(desk: Desk) -> dict[str, str] | None:
    own, said = own_program.own_environment(), login_environment(desk.store.path)
    return {**(os.environ if own is None else own), **said} if said else own


class DailyCheck(QObject):
    """Looks the register over once a day; `failed` says what was found, `made` that it was done."""

    failed = Signal(str)
    made = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work = LoneWork(self)

    @property
    def is_busy(self) -> bool:
        """Whether the register is being looked over."""
        return self._work.is_busy

    def make_if_due(self) -> bool:
        """Look the register over where that was not done today; tell whether it was begun."""
        from casework.desk.last_check import is_check_due

        if self._work.is_busy or not is_check_due(self._desk):
            return False
        desk = self._desk
        return self._work.begin(
            lambda progress: check_apart(desk, progress),
            self._checked,
            self.failed,
            stops_at_quit=True,
        )

    def _checked(self, found: object) -> None:
        from casework.desk.last_check import note_check

        assert isinstance(found, list)
        if not self._desk.is_open:
            return
        note_check(self._desk, found)
        if found:
            self.failed.emit(f"自动检查登记簿发现{len(found):,}处问题，第一处：{found[0]}")
        self.made.emit()
