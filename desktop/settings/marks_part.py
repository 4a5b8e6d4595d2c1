"""The mark beside anchors: off or on, its recovery code, and the code of another computer."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.safekeeping import encrypting, marking
from desktop.look import theme
from desktop.settings.code_step import CodeStep, button
from desktop.widgets.fields import LineField
from desktop.widgets.setting_row import at_the_left
from rules.errors import ClerkError

_OFF = (
    "没有启用。校验锚点印在期限计算书、卷内目录上，也存在备份里，能看出历史有没有被整个重写；启用以后"
    "旁边另印8位校验字，没有密钥的人仿制不了这样的纸和备份清单。"
)
_STEP = "这是校验字的恢复码，换电脑、换账户以后凭它核对。请打印或者抄下来，再照着纸在下面输入一遍。"


class MarksPart(QWidget):
    """Shows how it stands, begins it, and takes the code where this account has not the key."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.words = QLabel()
        self.words.setObjectName("marksWords")
        self.words.setProperty("kind", "second")
        self.words.setWordWrap(True)
        self.begin = button("beginMarks", "启用校验字…")
        self.show_code = button("showMarksCode", "显示恢复码")
        self.taken = LineField()
        self.taken.setObjectName("marksCode")
        self.taken.setAccessibleName("校验字的恢复码")
        self.taken.setPlaceholderText("输入打印保存的恢复码")
        self.taken.setFixedWidth(theme.px(560))
        self.take = button("takeMarksCode", "存下密钥")
        self.step = CodeStep(self._paper, "恢复码已保管好，启用")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.words)
        column.addLayout(at_the_left(self.begin, self.show_code))
        column.addLayout(at_the_left(self.taken, self.take))
        column.addWidget(self.step)
        self.begin.clicked.connect(self._begin)
        self.show_code.clicked.connect(self._show_code)
        self.take.clicked.connect(self._take)
        self.step.typed_right.connect(self._go)
        self.step.said.connect(self.said)
        self.step.failed.connect(self.failed)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands; a code that is being typed stays."""
        if self.step.key:
            return
        desk = self._desk
        is_on, has_key = marking.is_marking(desk), marking.has_key(desk)
        by_encryption = encrypting.is_encrypted(desk)
        refused = "" if is_on else marking.why_not()
        if by_encryption:
            self.words.setText("登记簿已加密，校验锚点旁边印有校验字，用的是加密的密钥。")
        elif is_on and has_key:
            self.words.setText(
                f"已启用：校验锚点旁边印有校验字，密钥在{encrypting.where_keys_are()}。"
            )
        elif is_on:
            self.words.setText(
                "已启用，但这个账户没有密钥：印出的锚点没有校验字，也核对不了。请输入打印保存的恢复码。"
            )
        else:
            self.words.setText(_OFF + refused)
        self.begin.setVisible(not is_on and not refused)
        self.begin.setEnabled(not desk.store.is_read_only)
        self.show_code.setVisible(is_on and has_key and not by_encryption)
        lacks = is_on and not has_key
        self.taken.setVisible(lacks)
        self.take.setVisible(lacks)
        self.step.show_nothing()

    def _begin(self) -> None:
        self.words.setText(_STEP)
        self.begin.hide()
        self.step.begin()

    def _show_code(self) -> None:
        self._desk.looked("SHOWN", details="校验字恢复码")
        self.step.show_code(marking.own_code(self._desk))

    def _go(self, key: str) -> None:
        self._tell(lambda: marking.begin_marking(self._desk, key))

    def _take(self) -> None:
        self._tell(lambda: marking.take_mark_code(self._desk, self.taken.text()))

    def _tell(self, doing: Callable[[], str]) -> None:
        try:
            words = doing()
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.step.show_nothing()
        self.refresh()
        self.said.emit(words)

    def _paper(self, code: str) -> str:
        return (
            f"{self._desk.office_name}　校验字恢复码\n\n{code}\n\n"
            f"登记簿：{self._desk.store.path.name}\n{self._desk.today}\n\n"
            "换电脑、换账户以后，在“设置—安全”里输入它，才能印出和核对校验锚点旁边的校验字。\n"
        )
