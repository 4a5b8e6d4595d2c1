"""Encryption of the register: off or on, the recovery code, and the code typed once."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.desk.unwritable import told_if_unwritable
from casework.safekeeping import encrypting
from desktop.look import theme
from desktop.widgets.fields import LineField
from desktop.widgets.setting_row import SettingRow, side_by_side
from rules.errors import ClerkError

_OFF = (
    "没有加密。默认不加密：恢复码丢了又换了电脑或者账户，谁也打不开登记簿；用 BitLocker 整盘加密的"
    "电脑，硬盘丢了也读不出来。登记簿放在U盘、共享文件夹，或者电脑没有整盘加密的，请加密。"
)
_STEP = (
    "这是恢复码，换电脑、换账户、重装系统以后凭它打开登记簿。请打印或者抄下来，与电脑分开保管，"
    "再照着纸在下面输入一遍。"
)


class EncryptionPart(QWidget):
    """Shows how it stands; `encrypt_asked` carries a key once its code was typed, None for off."""

    said = Signal(str)
    failed = Signal(str)
    encrypt_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = ""
        self.code = QLabel()
        self.code.setObjectName("recoveryCodeShown")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setProperty("kind", "group")
        self.code.setWordWrap(True)
        self.begin = _button("beginEncryption", "加密登记簿和文书…")
        self.show_code = _button("showRecoveryCode", "显示恢复码")
        self.off = _button("endEncryption", "改回不加密")
        self.print_code = _button("printRecoveryCode", "打印恢复码…")
        self.save_code = _button("saveRecoveryCode", "保存恢复码…")
        self.typed = LineField()
        self.typed.setObjectName("typedRecoveryCode")
        self.typed.setAccessibleName("照着纸输入恢复码")
        self.typed.setPlaceholderText("照着纸输入恢复码")
        self.typed.setMinimumWidth(theme.px(200))
        self.typed.setMaximumWidth(theme.px(560))
        self.go = _button("encryptNow", "恢复码已保管好，开始加密", "primary")
        coded = QWidget()
        under = QVBoxLayout(coded)
        under.setContentsMargins(0, theme.px(8), 0, 0)
        under.setSpacing(theme.px(8))
        under.addWidget(self.code)
        under.addLayout(_row(self.print_code, self.save_code))
        under.addLayout(_row(self.typed, self.go))
        row = SettingRow(
            "加密",
            _OFF,
            side_by_side(self.begin, self.show_code, self.off),
            below=coded,
        )
        self.words = row.sentence
        self.words.setObjectName("encryptionWords")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        self.begin.clicked.connect(self._begin)
        self.show_code.clicked.connect(self._show_code)
        self.off.clicked.connect(lambda: self.encrypt_asked.emit(None))
        self.print_code.clicked.connect(self._print)
        self.save_code.clicked.connect(self._save)
        self.go.clicked.connect(self._go)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands; a code that is being typed stays."""
        if self._key:
            return
        is_on, missing = encrypting.is_encrypted(self._desk), encrypting.how_to_get_it()
        if is_on:
            self.words.setText(
                f"已加密：登记簿、文书、附件和备份都加密保存，密钥在{encrypting.where_keys_are()}。"
                "打开过的文书10分钟不用就重新加密。"
            )
        else:
            self.words.setText(_OFF + missing)
        can_write = not self._desk.store.is_read_only
        self.begin.setVisible(not is_on and not missing)
        self.begin.setEnabled(can_write)
        self.show_code.setVisible(is_on)
        self.off.setVisible(is_on)
        self.off.setEnabled(can_write)
        self._show_step(shows_code=False, asks=False)

    def _show_step(self, *, shows_code: bool, asks: bool) -> None:
        code: tuple[QWidget, ...] = (self.code, self.print_code, self.save_code)
        typing: tuple[QWidget, ...] = (self.typed, self.go)
        for part in code:
            part.setVisible(shows_code)
        for part in typing:
            part.setVisible(asks)

    def _begin(self) -> None:
        self._key = encrypting.fresh_key()
        self.code.setText(encrypting.code_of(self._key))
        self.words.setText(_STEP)
        self.begin.hide()
        self._show_step(shows_code=True, asks=True)
        self.typed.setFocus()

    def _show_code(self) -> None:
        self._desk.looked("SHOWN", details="恢复码")
        self.code.setText(encrypting.own_code(self._desk))
        self._show_step(shows_code=True, asks=False)

    def _go(self) -> None:
        try:
            is_same = encrypting.is_same_code(self.typed.text(), self._key)
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        if not is_same:
            self.failed.emit("输入的是另一个恢复码，请照着刚打印的这一张输入。")
            return
        self.encrypt_asked.emit(self._key)

    def paper(self) -> str:
        """Return what stands on the paper with the code."""
        return (
            f"{self._desk.office_name}　依申请公开登记簿恢复码\n\n{self.code.text()}\n\n"
            f"登记簿：{self._desk.store.path.name}\n{self._desk.today}\n\n"
            "换电脑、换账户、重装系统以后，打开登记簿时输入它。请与电脑分开保管，不要放进电脑。\n"
        )

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印恢复码")
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            document = QTextDocument()
            document.setPlainText(self.paper())
            document.print_(printer)
            self.said.emit("已将恢复码交给打印机。")

    def _save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "保存恢复码（请存到U盘，不要存在这台电脑上）", "恢复码.txt", "文本文件 (*.txt)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the paper with the code as a text."""
        try:
            with told_if_unwritable(path):
                path.write_text(self.paper(), encoding="utf-8-sig")
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.said.emit(f"已保存恢复码：{path}")


def _button(name: str, words: str, kind: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    if kind:
        button.setProperty("kind", kind)
    return button


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
