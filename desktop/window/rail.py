"""The narrow rail of places on the left."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.look import icons, theme

_ICON = 20


class RailPlace(NamedTuple):
    """A place of the rail: its name in the program, its word and its icon."""

    name: str
    words: str
    icon: str


class _PlaceButton(QPushButton):
    """A place, with the number of things that press there at its right."""

    def __init__(self, place: RailPlace, number: int) -> None:
        super().__init__()
        self.count = 0
        self.is_alarming = self.is_folded = False
        # The first paint does not wait for the drawings: they take their room and come next.
        self.is_drawn = False
        self.setObjectName(f"rail_{place.name}")
        self._icon, self.words = place.icon, place.words
        self.setText(place.words)
        self.setAccessibleName(place.words)
        self.setCheckable(True)
        self.setToolTip(f"{place.words}（Alt+{number}）")

    def fold(self, is_folded: bool) -> None:
        """Show the drawing alone, or the word with it."""
        self.is_folded = is_folded
        self.setText("" if is_folded else self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, its drawing and the number."""
        super().paintEvent(event)
        colours, painter = theme.current(), QPainter(self)
        ink = "chosen" if self.isChecked() else "second"
        side = theme.px(_ICON)
        if self.is_drawn:
            top = (self.height() - side) // 2
            left = (self.width() - side) // 2 if self.is_folded else theme.px(10)
            painter.drawPixmap(left, top, icons.pixmap(self._icon, _ICON, ink))
        if not self.count:
            return
        words = str(self.count)
        painter.setFont(colours.font(12, bold=self.is_alarming))
        width = painter.fontMetrics().horizontalAdvance(words) + theme.px(12)
        high = theme.px(16)
        right = self.width() - (0 if self.is_folded else theme.px(10))
        above = 0 if self.is_folded else (self.height() - high) / 2
        badge = QRectF(right - width, above, width, high)
        if self.is_alarming and not colours.high_contrast:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("overdue_ground"))
            painter.drawRoundedRect(badge, high / 2, high / 2)
        # A chosen place has the system's own pair of colours there, and no third one.
        is_red = self.is_alarming and not colours.high_contrast
        painter.setPen(colours.colour("overdue" if is_red else ink))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QFrame):
    """The places of the window; `chosen` carries the name of one, `safety_asked` asks for copies.

    Narrow, the places are drawings alone, and the foot goes.
    """

    chosen = Signal(str)
    safety_asked = Signal()

    def __init__(self, places: Sequence[RailPlace], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("主导航")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.px(2))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _PlaceButton] = {}
        self.is_folded = False
        self.foot = QPushButton()
        self.foot.setObjectName("lastCopy")
        self.foot.setToolTip("打开“提醒与备份”")
        self.foot.setAccessibleName("备份")
        self.foot.clicked.connect(self.safety_asked)
        self.foot.hide()
        for number, place in enumerate(places, start=1):
            button = _PlaceButton(place, number)
            button.clicked.connect(lambda _=False, name=place.name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[place.name] = button
            if place.name == "settings":
                self._column.addStretch(1)
                self._column.addWidget(self.foot)
            self._column.addWidget(button)
        self._fit()
        theme.current().changed.connect(self.look)

    def _fit(self) -> None:
        side = theme.px(6 if self.is_folded else 8)
        self._column.setContentsMargins(side, theme.px(8), side, theme.px(8))
        self.setFixedWidth(theme.px(48 if self.is_folded else 128))

    def fold(self, is_folded: bool) -> None:
        """Show drawings alone where there is little room."""
        if is_folded == self.is_folded:
            return
        self.is_folded = is_folded
        for button in self._buttons.values():
            button.fold(is_folded)
        self.foot.setVisible(bool(self.foot.text()) and not is_folded)
        self._fit()

    def look(self) -> None:
        """Take the drawings in the present colours and sizes."""
        self._fit()
        for button in self._buttons.values():
            button.is_drawn = True
            button.update()

    def show_place(self, name: str) -> None:
        """Mark a place as the present one; none where the screen has no place of its own."""
        self._group.setExclusive(name in self._buttons)
        for own, button in self._buttons.items():
            button.setChecked(own == name)

    def show_count(self, name: str, count: int, *, is_alarming: bool = False) -> None:
        """Show how many things press at a place; on red ground where one is overdue."""
        button = self._buttons[name]
        button.count, button.is_alarming = count, is_alarming
        button.setAccessibleName(f"{button.words}，{count}件" if count else button.words)
        button.update()

    def show_copy(self, words: str, *, is_old: bool) -> None:
        """Say when the register was copied last; in amber where that is too long ago."""
        self.foot.setText(words)
        self.foot.setAccessibleName(words.replace("\n", "，") or "备份")
        self.foot.setProperty("kind", "old" if is_old else "")
        self.foot.style().unpolish(self.foot)
        self.foot.style().polish(self.foot)
        self.foot.setVisible(bool(words) and not self.is_folded)
