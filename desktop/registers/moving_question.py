"""The questions before something is done to a register that others may be working in."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_first(parent: QWidget, title: str, words: str, go: str, then: Callable[[], object]) -> None:
    """Ask, and call `then` where the clerk agrees; `go` is the word that agrees."""
    box = QMessageBox(parent.window())
    box.setObjectName("confirmMove")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    agreed = box.addButton(go, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("返回", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.buttonClicked.connect(lambda button: then() if button is agreed else None)
    box.open()
