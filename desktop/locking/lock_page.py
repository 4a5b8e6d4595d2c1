"""What covers a locked window: that it is locked, and where it is opened again."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.locking.lock_word import LockWord
from desktop.look import icons, theme
from desktop.widgets.fields import LineField

_TRIES, _WAIT_MS = 5, 30_000
_SIGN = 40


class LockPage(QWidget):
    """Says nothing of any case; `opened` comes with the right word, `refused` with a wrong one."""

    opened = Signal()
    refused = Signal()

    def __init__(self, word: LockWord, office: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._word = word
        self._wrong = 0
        sign = QLabel()
        sign.setPixmap(icons.pixmap("scale", _SIGN, "accent"))
        title, self.words = QLabel("已锁定"), QLabel()
        title.setProperty("kind", "heading")
        self.words.setObjectName("lockWords")
        self.words.setProperty("kind", "body2")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        whose = QLabel(office)
        whose.setTextFormat(Qt.TextFormat.PlainText)
        whose.setProperty("kind", "second")
        self.field = LineField()
        self.field.setObjectName("lockWord")
        self.field.setAccessibleName("解锁口令")
        self.field.setPlaceholderText("解锁口令")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFixedWidth(theme.px(220))
        self.go = QPushButton("解锁")
        self.go.setObjectName("unlock")
        self.go.setProperty("kind", "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(self.field)
        row.addWidget(self.go)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(12))
        column.addStretch(2)
        for part in (sign, title, whose, self.words):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addStretch(3)
        self.go.clicked.connect(self.try_word)
        self.field.returnPressed.connect(self.try_word)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_WAIT_MS)
        self._again.timeout.connect(self._let_try)

    def begin(self) -> None:
        """Cover the window from now on."""
        self.field.clear()
        self.field.setVisible(self._word.is_set)
        if not self._again.isActive():
            self._say()
        self.show()
        self.raise_()
        (self.field if self._word.is_set else self.go).setFocus()

    def _say(self) -> None:
        self.words.setText(
            "正在填写的内容都在。输入解锁口令继续；忘了口令，按 Win+L 锁定 Windows 再登录回来即可。"
            if self._word.is_set
            else "正在填写的内容都在，点“解锁”继续。在“设置—安全”里可以设解锁口令。"
        )

    def try_word(self) -> None:
        """Open with the word typed, or say that it is not the one."""
        if self._again.isActive():
            return
        if self._word.opens(self.field.text()):
            self._wrong = 0
            self.opened.emit()
            return
        self._wrong += 1
        self.refused.emit()
        self.field.selectAll()
        if self._wrong % _TRIES:
            self.words.setText("口令不对，请再输一次。")
            return
        self.words.setText(f"已输错{self._wrong}次，请等30秒再试，或者按 Win+L 重新登录 Windows。")
        for part in (self.field, self.go):
            part.setEnabled(False)
        self._again.start()

    def _let_try(self) -> None:
        self._again.stop()
        for part in (self.field, self.go):
            part.setEnabled(True)
        self._say()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let nothing through to what lies beneath."""
        event.accept()
