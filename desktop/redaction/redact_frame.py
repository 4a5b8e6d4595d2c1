"""The parts of 遮盖 and where they stand: small pictures, the page, the list, the foot."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.base.screen import rule
from desktop.look import theme
from desktop.redaction.ground_list import GroundList
from desktop.redaction.mark_list import WIDTH, MarkList
from desktop.redaction.page_view import RedactionPageView
from desktop.redaction.thumbnails import Thumbnails
from desktop.widgets.key_button import KeyButton
from desktop.widgets.page_head import PageHead
from desktop.widgets.words import ElidedLabel
from desktop.widgets.work_strip import WorkStrip

_NARROW_SIDE = 280
# The head above, the foot and the line over the list.
_AROUND_LISTS = 144
_LEAST_GROUNDS = 56


class RedactFrame(QWidget):
    """Holds the parts; what they do is `RedactPanel`'s."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("redactPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view, self.thumbnails = RedactionPageView(), Thumbnails()
        self.marks, self.grounds = MarkList(), GroundList()
        self._assemble(name)

    def _assemble(self, name: str) -> None:
        self.head = PageHead("遮盖", sentence=name)
        self.undo = KeyButton("撤销", icon="undo-2")
        self.undo.setObjectName("undoMark")
        self.search = QLineEdit()
        self.search.setObjectName("findAndCover")
        self.search.setPlaceholderText("查找并遮盖（Ctrl+F）")
        self.search.setAccessibleName("查找并遮盖")
        self.search.setFixedWidth(theme.px(200))
        self.product = KeyButton("看成品", "空格")
        self.product.setObjectName("product")
        self.product.setCheckable(True)
        for part in (self.undo, self.search, self.product):
            self.head.row.addWidget(part)
        self.page_words = QLabel()
        self.page_words.setObjectName("pageWords")
        self.page_words.setProperty("kind", "second")
        foot_of_page = QHBoxLayout()
        foot_of_page.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        foot_of_page.addWidget(self.page_words, 1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.view, 1)
        middle.addWidget(rule())
        middle.addLayout(foot_of_page)
        self.cover_all = QPushButton("全部遮盖")
        self.cover_all.setObjectName("coverAll")
        self.cover_all.setProperty("kind", "link")
        above = QHBoxLayout()
        above.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(4))
        self.look_at = QLabel()
        self.look_at.setObjectName("lookAt")
        self.look_at.setProperty("kind", "second")
        self.look_at.setWordWrap(True)
        above.addWidget(self.look_at, 1)
        above.addWidget(self.cover_all, 0, Qt.AlignmentFlag.AlignTop)
        right = QWidget()
        right.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.marks, 1)
        column.addWidget(rule())
        self._grounds_room = QScrollArea()
        self._grounds_room.setWidget(self.grounds)
        self._grounds_room.setWidgetResizable(True)
        self._grounds_room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grounds_room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grounds.changed.connect(self._give_room)
        column.addWidget(self._grounds_room)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.thumbnails)
        body.addLayout(middle, 1)
        body.addWidget(right)
        self.side = right
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(rule())
        whole.addLayout(body, 1)
        whole.addWidget(rule())
        whole.addWidget(self._foot())

    def _foot(self) -> QWidget:
        self.make = KeyButton("生成公开件", "Ctrl+Enter", kind="primary")
        self.make.setObjectName("makeCopy")
        self.make.setEnabled(False)
        self.back = KeyButton("返回", "Esc")
        self.back.setObjectName("back")
        self.waits = QPushButton()
        self.waits.setObjectName("waits")
        self.waits.setProperty("kind", "link")
        self.waits.hide()
        self.note = QLabel()
        self.note.setObjectName("panelNote")
        self.note.setProperty("kind", "problem")
        self.note.setWordWrap(True)
        self.strip = WorkStrip()
        promise = self._promise = ElidedLabel("成品重新成像，底下没有文字；原件不动")
        promise.setProperty("kind", "second")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        row.setSpacing(theme.px(8))
        for part, stretch in (
            (self.make, 0), (self.back, 0), (self.waits, 0), (self.note, 1), (self.strip, 1),
            (promise, 0),
        ):  # fmt: skip
            row.addWidget(part, stretch)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page its room: the small pictures yield first, then some of the list."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.px(theme.NARROW)
        self.thumbnails.setVisible(not is_narrow)
        self.side.setFixedWidth(theme.px(_NARROW_SIDE if is_narrow else WIDTH))
        self._promise.setVisible(not is_narrow)
        self._give_room()

    def _give_room(self) -> None:
        """Give the grounds the height they need, and never so much that no mark is seen."""
        needed = self.grounds.heightForWidth(self.side.width())
        most = max(self.height() - theme.px(_AROUND_LISTS), 0) // 2
        self._grounds_room.setFixedHeight(max(min(needed, most), theme.px(_LEAST_GROUNDS)))
