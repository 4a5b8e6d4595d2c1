"""Whose case an act is done to: its name, the request in full, what should have happened first."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.look import icons, theme
from desktop.widgets.chip import Chip
from desktop.widgets.words import ElidedLabel, Words

if TYPE_CHECKING:
    from casework.pages.case_page import CasePage
    from casework.pages.done_before import Before

_NARROW = 860
_MOST, _LEAST = 0.25, 60


class ActHead(QFrame):
    """Stands over every act on a case; one line where the window is narrow."""

    def __init__(self, title: str, page: "CasePage", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = page.row
        self.title, self._number = QLabel(title), QLabel(row.short_number)
        self._name, self._matter = ElidedLabel(row.applicant_name), ElidedLabel(row.matter)
        self.title.setObjectName("actTitle")
        self._name.setObjectName("actApplicant")
        for label, kind in (
            (self.title, "heading"), (self._number, "body2"), (self._name, "group"),
        ):  # fmt: skip
            label.setProperty("kind", kind)
        self._chip = Chip()
        self._request = ElidedLabel(" ".join(page.request.split()))
        self.whole = Words(page.request)
        self.whole.setObjectName("actRequest")
        # A request of pages scrolls here: it takes the form no more of the window than this.
        self._room = QScrollArea()
        self._room.setWidget(self.whole)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setAccessibleName("申请原文")
        self.unfold = QPushButton(icons.icon("chevron-right", "accent"), "原文")
        self.unfold.setObjectName("unfoldRequest")
        self.unfold.setProperty("kind", "flat")
        self.unfold.setCheckable(True)
        self.unfold.setToolTip("显示申请原文的全部")
        self.unfold.toggled.connect(self._unfold)
        self._before = QLabel()
        self._before.setObjectName("doneBefore")
        self._before.setProperty("kind", "small")
        self._before.setTextFormat(Qt.TextFormat.RichText)
        self._before.setWordWrap(True)
        self._before.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._before.hide()
        first, self._second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(theme.px(10))
        for part, stretch in (
            (self.title, 0), (self._number, 0), (self._name, 0), (self._matter, 1),
        ):  # fmt: skip
            first.addWidget(part, stretch)
        first.addStretch(0)
        first.addWidget(self._chip)
        self._second.setSpacing(theme.px(8))
        self._second.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignTop)
        self._second.addWidget(self._request, 1)
        self._second.addWidget(self._room, 1)
        self._second.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        column.setSpacing(theme.px(4))
        column.addLayout(first)
        column.addLayout(self._second)
        column.addWidget(self._before)
        self._chip.show_words(row.urgency.name, row.due_words)
        self._unfold(False)

    def _unfold(self, is_whole: bool) -> None:
        self.unfold.setIcon(icons.icon("chevron-down" if is_whole else "chevron-right", "accent"))
        self._room.setVisible(is_whole)
        self._give_room()
        self._request.setVisible(not is_whole)

    def _give_room(self) -> None:
        """Give the request the height it needs, up to a share of the window."""
        bar = self._room.verticalScrollBar().sizeHint().width()
        width = max(self._room.viewport().width() - bar, theme.px(120))
        most = max(round(self.window().height() * _MOST), theme.px(_LEAST))
        self._room.setFixedHeight(min(self.whole.heightForWidth(width), most))

    def show_before(self, before: "Sequence[Before]") -> None:
        """Show what should have happened before this act."""
        tokens = theme.current().tokens
        said = []
        for one in before:
            ink = tokens.in_time if one.is_met else tokens.overdue if one.is_needed else tokens.soon
            sign = "✓" if one.is_met else "⚠"
            words = escape(one.words) if one.is_met else f"<b>{escape(_lacking(one.words))}</b>"
            said.append(f"<span style='color:{ink}'>{sign}</span>&nbsp;{words}")
        self._before.setText("&nbsp;&nbsp;&nbsp;&nbsp; ".join(said))
        self._before.setToolTip("\n".join(one.sentence for one in before if one.sentence))
        self._before.setAccessibleName(
            "，".join(f"{'已有' if one.is_met else '缺'}：{one.words}" for one in before)
        )
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < theme.px(_NARROW)
        self._before.setVisible(bool(self._before.text()) and not is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one line less where there is little room."""
        super().resizeEvent(event)
        self._give_room()
        self._fit()


def _lacking(words: str) -> str:
    """Return what is lacking in words that cannot be read as if it were there."""
    return words if words.startswith("没有") else f"缺：{words}"
