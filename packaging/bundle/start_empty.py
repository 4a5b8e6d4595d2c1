"""An empty window of PySide6, told when it was painted: what the start is measured against."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Empty(QMainWindow):
    """A window with nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say when it was painted first, and end."""
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.time(), flush=True), app.quit()))


app = QApplication(sys.argv)
window = Empty()
window.resize(1366, 728)
window.show()
app.exec()
