"""What stands in the way of a letter that is about to leave, before it does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import icons, theme
from desktop.screen import held
from desktop.widgets.words import Words

_WIDEST = 1000


class LeavingPanel(QWidget):
    """Findings under their headings, and the choice to go on or to go back."""

    went_on = Signal()
    check_asked = Signal()
    left = Signal()

    def __init__(self, title: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        heading = QLabel(title)
        heading.setProperty("kind", "heading")
        self._hint = QLabel()
        self._hint.setProperty("kind", "body2")
        self._hint.setWordWrap(True)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(theme.px(8))
        inner, findings = QWidget(), QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        around.addLayout(held(findings, _WIDEST))
        rows = QVBoxLayout(findings)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._groups)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back = QPushButton(icons.icon("arrow-left"), "返回修改")
        self.back.setObjectName("leavingBack")
        self.back.clicked.connect(self.left)
        self.check = QPushButton("登记检查意见")
        self.check.setObjectName("leavingCheck")
        self.check.setProperty("kind", "primary")
        self.check.clicked.connect(self.check_asked)
        self.go = QPushButton(go_on)
        self.go.setObjectName("leavingGo")
        self.go.clicked.connect(self.went_on)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        foot.setSpacing(theme.px(8))
        for button in (self.back, self.check, self.go):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        column.setSpacing(theme.px(8))
        for part in (heading, self._hint):
            part.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
            column.addWidget(part)
        column.addSpacing(theme.px(4))
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.check.hide()
        self.go.setHidden(not go_on)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def say(self, hint: str) -> None:
        """Say under the title what this is about."""
        self._hint.setText(hint)

    def add(self, heading: str, sentences: Sequence[str]) -> None:
        """Add the findings of one letter or file; one without any is said to be in order."""
        title = Words(heading)
        title.setProperty("kind", "group")
        if self._groups.count():
            self._groups.addSpacing(theme.px(8))
        self._groups.addWidget(title)
        for sentence in sentences:
            self._groups.addWidget(finding_label(sentence))
        if not sentences:
            fine = QLabel("没有发现个人信息或者隐藏内容。")
            fine.setProperty("kind", "body2")
            self._groups.addWidget(fine)

    def take_focus(self) -> None:
        """Begin at the safe choice."""
        (self.check if self.check.isVisibleTo(self) else self.back).setFocus()


def finding_label(sentence: str) -> QLabel:
    """Return a finding as it stands in a panel or under a letter."""
    label = Words(sentence)
    label.setProperty("kind", "warning")
    return label
