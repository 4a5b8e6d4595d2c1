"""A strip that tells how far a long piece of work is, and stops it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.base import taskbar
from desktop.base.work import Progress, Work
from desktop.look import theme
from desktop.widgets.words import ElidedLabel


class WorkStrip(QWidget):
    """Runs one piece of work at a time; hidden while there is none.

    `ended` comes last, however the work ended: the next may begin.
    """

    failed = Signal(str)
    stopped = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self._done: Callable[[Any], None] = lambda _: None
        self._bar, self._words = QProgressBar(), ElidedLabel()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(theme.px(160), theme.px(8))
        self._bar.setAccessibleName("进度")
        self.stop = QPushButton("停止")
        self.stop.setObjectName("stopWork")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._bar)
        row.addWidget(self._words)
        row.addWidget(self.stop)
        row.addStretch(1)
        self.stop.clicked.connect(self.stop_work)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether work is going on."""
        return self._work is not None

    def run(self, task: Callable[[Progress], Any], words: str, done: Callable[[Any], None]) -> None:
        """Begin a task off the window's thread; `done` is called with its result in the window.

        A strip that is gone by then calls nobody: what `done` would show went with it.
        """
        if self._work is not None:
            return
        self._done = done
        # It outlives a strip that is built anew while its thread still runs.
        work = self._work = Work(task)
        self._show(-1, words)
        self.stop.setEnabled(True)
        self.show()
        work.progress.moved.connect(self._show)
        work.done.connect(self._deliver)
        work.failed.connect(self.failed)
        work.stopped.connect(self.stopped)
        work.ended.connect(self._ended)
        work.start()

    def stop_work(self) -> None:
        """Ask the work to stop; it does at its next word."""
        if self._work is not None:
            self.stop.setEnabled(False)
            self._words.setText("正在停止")
            self._work.stop()

    def _show(self, per_cent: int, words: str) -> None:
        self._bar.setRange(0, 0 if per_cent < 0 else 100)
        if per_cent >= 0:
            self._bar.setValue(per_cent)
        self._words.setText(words)
        taskbar.show_progress(self.window(), per_cent)

    def _deliver(self, result: object) -> None:
        self._done(result)

    def _ended(self) -> None:
        self._work = None
        self.hide()
        taskbar.end_progress(self.window())
        self.ended.emit()
