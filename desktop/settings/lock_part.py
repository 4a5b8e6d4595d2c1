"""When the window locks, and the word that opens it: of this account, not of the register."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.locking.lock_word import IDLE_CHOICES, LockWord
from desktop.look import theme
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.fields import LineField
from desktop.widgets.setting_row import SettingRow, side_by_side
from rules.errors import ClerkError


class LockPart(QWidget):
    """The minutes of rest and the word; `said` and `failed` tell."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, word: LockWord | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word or LockWord()
        self.idle = ChoiceBox()
        self.idle.setObjectName("lockIdle")
        self.idle.setAccessibleName("多久不用就锁定")
        self.idle.setFixedWidth(theme.px(180))
        for minutes in IDLE_CHOICES:
            self.idle.addItem(f"{minutes}分钟不用就锁定" if minutes else "不自动锁定", minutes)
        self.now = _hidden("现在的口令")
        self.fresh, self.again = _hidden("新口令"), _hidden("再输一次")
        self.keep, self.drop = QPushButton("保存口令"), QPushButton("取消口令")
        self.keep.setObjectName("keepLockWord")
        self.drop.setObjectName("dropLockWord")
        typed = side_by_side(self.now, self.fresh, self.again, self.keep, self.drop)
        across = typed.layout()
        assert isinstance(across, QHBoxLayout)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            SettingRow(
                "自动锁定",
                "锁定后窗口遮住，正在填写的内容都在；Windows 锁定（Win+L）时一并锁定，"
                "登录回来即打开。Ctrl+L 随时锁定。",
                self.idle,
            )
        )
        column.addWidget(
            SettingRow(
                "解锁口令",
                "设了口令的，每次启动也要输入；口令只管这台电脑的这个账户，不加密登记簿。",
                below=typed,
            )
        )
        self.refresh()
        self.idle.activated.connect(self._keep_idle)
        self.keep.clicked.connect(self._keep_word)
        self.drop.clicked.connect(self._drop_word)

    def refresh(self) -> None:
        """Show what is kept."""
        self._word.read_again()
        self.idle.setCurrentIndex(IDLE_CHOICES.index(self._word.idle_minutes))
        self.now.setVisible(self._word.is_set)
        self.drop.setVisible(self._word.is_set)
        for field in (self.now, self.fresh, self.again):
            field.clear()

    def _keep_idle(self) -> None:
        try:
            self._word.keep_idle(int(self.idle.currentData()))
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.said.emit("已保存。")

    def _is_refused(self) -> bool:
        if self._word.opens(self.now.text()):
            return False
        self.failed.emit("现在的口令不对，没有改动。")
        return True

    def _keep_word(self) -> None:
        if self._is_refused():
            return
        if self.fresh.text() != self.again.text():
            self.failed.emit("两次输入的新口令不一样，请重新输入。")
            return
        try:
            self._word.keep_word(self.fresh.text())
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.refresh()
        self.said.emit("已保存解锁口令。")

    def _drop_word(self) -> None:
        if self._is_refused():
            return
        try:
            self._word.drop_word()
        except ClerkError as error:
            self.failed.emit(error.message)
            return
        self.refresh()
        self.said.emit("已取消解锁口令，锁定后点“解锁”即可继续。")


def _hidden(words: str) -> LineField:
    field = LineField()
    field.setAccessibleName(words)
    field.setPlaceholderText(words)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMinimumWidth(theme.px(88))
    field.setMaximumWidth(theme.px(180))
    return field
