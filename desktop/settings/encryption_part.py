"""Encryption of the register: off or on, the recovery code, and the code typed once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.safekeeping import encrypting
from desktop.settings.code_step import CodeStep, button
from desktop.widgets.setting_row import SettingRow, side_by_side

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
        self.begin = button("beginEncryption", "加密登记簿和文书…")
        self.show_code = button("showRecoveryCode", "显示恢复码")
        self.off = button("endEncryption", "改回不加密")
        self.step = CodeStep(self._paper, "恢复码已保管好，开始加密")
        row = SettingRow(
            "加密",
            _OFF,
            side_by_side(self.begin, self.show_code, self.off),
            below=self.step,
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
        self.step.typed_right.connect(self.encrypt_asked.emit)
        self.step.said.connect(self.said)
        self.step.failed.connect(self.failed)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands; a code that is being typed stays."""
        if self.step.key:
            return
        is_on, missing = encrypting.is_encrypted(self._desk), encrypting.how_to_get_it()
        if is_on:
            self.words.setText(
                f"已加密：登记簿、文书、附件、模板和备份都加密保存，密钥在{encrypting.where_keys_are()}。"
                "打开过的文书10分钟不用就重新加密。文件的名称、个数和大小、窗口的大小和颜色不加密，"
                "里面没有申请人的姓名。"
            )
        else:
            self.words.setText(_OFF + missing)
        can_write = not self._desk.store.is_read_only
        self.begin.setVisible(not is_on and not missing)
        self.begin.setEnabled(can_write)
        self.show_code.setVisible(is_on)
        self.off.setVisible(is_on)
        self.off.setEnabled(can_write)
        self.step.show_nothing()

    def _begin(self) -> None:
        self.words.setText(_STEP)
        self.begin.hide()
        self.step.begin()

    def _show_code(self) -> None:
        self._desk.looked("SHOWN", details="恢复码")
        self.step.show_code(encrypting.own_code(self._desk))

    def _paper(self, code: str) -> str:
        return (
            f"{self._desk.office_name}　依申请公开登记簿恢复码\n\n{code}\n\n"
            f"登记簿：{self._desk.store.path.name}\n{self._desk.today}\n\n"
            "换电脑、换账户、重装系统以后，打开登记簿时输入它。请与电脑分开保管，不要放进电脑。\n"
        )
