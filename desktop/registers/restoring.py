"""The question before a copy takes the register's place, with what comes of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

# A screen of 768 dots holds no more beside the question itself.
_MOST_LINES = 16


def ask_to_restore(
    parent: QWidget,
    title: str,
    words: str,
    copy: Path,
    restore: Callable[[Path], None],
    lines: Sequence[str] = (),
) -> None:
    """Ask, and call `restore` with the copy where the clerk says so.

    `lines` say what would change; beyond a screen of them the rest is behind a button.
    """
    box = QMessageBox(parent.window())
    box.setObjectName("confirmRestore")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    shown = list(lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        shown.append(f"……另有{len(lines) - _MOST_LINES}行，写在下面的详情里。")
        box.setDetailedText("\n".join(lines))
    box.setText("\n".join([*shown, *([""] if shown else []), words]))
    go = box.addButton("恢复", QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("不恢复", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.buttonClicked.connect(lambda button: restore(copy) if button is go else None)
    box.open()
