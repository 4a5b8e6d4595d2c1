"""The question before a copy takes the register's place, with what comes of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_restore(
    parent: QWidget,
    title: str,
    words: str,
    copy: Path,
    restore: Callable[[Path], None],
    more: str = "",
) -> None:
    """Ask, and call `restore` with the copy where the clerk says so; `more` is shown on demand."""
    box = QMessageBox(parent.window())
    box.setObjectName("confirmRestore")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    if more:
        box.setDetailedText(more)
    go = box.addButton("恢复", QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("不恢复", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.buttonClicked.connect(lambda button: restore(copy) if button is go else None)
    box.open()
