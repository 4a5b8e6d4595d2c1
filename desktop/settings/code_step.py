"""A recovery code shown, printed or saved, and typed once before anything rests on it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.safekeeping.encrypting import code_of, fresh_key, is_same_code
from desktop.base.printed import printed_words
from desktop.look import theme
from desktop.widgets.fields import LineField
from desktop.widgets.setting_row import at_the_left
from rules.errors import ClerkError


class CodeStep(QWidget):
    """Shows a code; `typed_right` carries its key once it was typed from the paper."""

    said = Signal(str)
    failed = Signal(str)
    typed_right = Signal(str)

    def __init__(self, paper: Callable[[str], str], go: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self.key = ""
        self.code = QLabel()
        self.code.setObjectName("recoveryCodeShown")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setProperty("kind", "group")
        self.code.setWordWrap(True)
        self.print_code = button("printRecoveryCode", "打印恢复码…")
        self.save_code = button("saveRecoveryCode", "保存恢复码…")
        self.typed = LineField()
        self.typed.setObjectName("typedRecoveryCode")
        self.typed.setAccessibleName("照着纸输入恢复码")
        self.typed.setPlaceholderText("照着纸输入恢复码")
        self.typed.setFixedWidth(theme.px(560))
        self.go = button("codeTyped", go, "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.code)
        column.addLayout(at_the_left(self.print_code, self.save_code))
        column.addLayout(at_the_left(self.typed, self.go))
        self.print_code.clicked.connect(self._print)
        self.save_code.clicked.connect(self._save)
        self.go.clicked.connect(self._go)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show no code and ask for none."""
        self.key = ""
        self._show(shows_code=False, asks=False)

    def show_code(self, code: str) -> None:
        """Show a code that is in use."""
        self.code.setText(code)
        self._show(shows_code=True, asks=False)

    def begin(self) -> None:
        """Show the code of a new key, and ask for it."""
        self.key = fresh_key()
        self.code.setText(code_of(self.key))
        self._show(shows_code=True, asks=True)
        self.typed.setFocus()

    def _show(self, *, shows_code: bool, asks: bool) -> None:
        shown: tuple[QWidget, ...] = (self.code, self.print_code, self.save_code)
        for part in shown:
            part.setVisible(shows_code)
        for part in (self.typed, self.go):
            part.setVisible(asks)

    def _go(self) -> None:
        try:
            is_same = is_same_code(self.typed.text(), self.key)
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        if not is_same:
            self.failed.emit("输入的是另一个恢复码，请照着刚打印的这一张输入。")
            return
        self.typed_right.emit(self.key)

    def paper(self) -> str:
        """Return what stands on the paper with the code."""
        return self._paper(self.code.text())

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("恢复码")
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印恢复码")
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            printed_words(self.paper()).print_(printer)
            self.said.emit("已将恢复码交给打印机。")

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "保存恢复码（请存到U盘，不要存在这台电脑上）", "恢复码.txt", "文本文件 (*.txt)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the paper with the code as a text, for its owner alone."""
        from casework.safekeeping.recovery import keep_words

        try:
            keep_words(path, self.paper())
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.said.emit(f"已保存恢复码：{path}")


def button(name: str, words: str, kind: str = "") -> QPushButton:
    """Return a button of that name, of the kind of look where one is given."""
    made = QPushButton(words)
    made.setObjectName(name)
    if kind:
        made.setProperty("kind", kind)
    return made
