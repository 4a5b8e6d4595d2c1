"""A part of the window that a ledger's file may be dropped on."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

LEDGER_FILES = "台账 (*.xlsx *.xls *.et *.xlsm *.csv);;所有文件 (*)"
_ENDINGS = frozenset({".xlsx", ".xls", ".et", ".xlsm", ".csv"})


class LedgerDrop(QWidget):
    """Takes one file at a time, by its ending a table; `dropped` carries its path."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a single table."""
        if ledger_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the file on."""
        path = ledger_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def ledger_in(mime: QMimeData) -> Path | None:
    """Return the one file that is dragged, where it may be a ledger."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in _ENDINGS else None
