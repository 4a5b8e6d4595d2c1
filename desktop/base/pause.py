"""Waiting until the hand rests: what is typed or chosen quickly is looked at once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from casework.desk.desk import Desk


class Pause(QTimer):
    """Does something once it has not been started anew for so long.

    Nothing where the register was closed meanwhile, as a restore does: there is nothing to ask.
    """

    def __init__(
        self, owner: QObject, desk: Desk, milliseconds: int, then: Callable[[], object]
    ) -> None:
        super().__init__(owner)
        self._desk, self._then = desk, then
        self.setSingleShot(True)
        self.setInterval(milliseconds)
        self.timeout.connect(self._over)

    def _over(self) -> None:
        if self._desk.is_open:
            self._then()
