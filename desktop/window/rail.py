"""The narrow rail of places on the left."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.look import icons, theme

_ICON = 20


class Place(NamedTuple):
    """A place of the rail: its name in the program, its word and its icon."""

    name: str
    words: str
    icon: str


class _PlaceButton(QPushButton):
    """A place, with the number of things waiting there at its right."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__()
        self.count = 0
        # The first paint does not wait for the drawings: they take their room and come next.
        self.is_drawn = False
        self.setObjectName(f"rail_{place.name}")
        self._icon = place.icon
        self.setText(place.words)
        self.setCheckable(True)
        self.setToolTip(f"{place.words}（Alt+{number}）")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, its drawing and the number."""
        super().paintEvent(event)
        colours, painter = theme.current(), QPainter(self)
        ink = "chosen" if self.isChecked() else "second"
        if self.is_drawn:
            top = (self.height() - theme.px(_ICON)) // 2
            painter.drawPixmap(theme.px(10), top, icons.pixmap(self._icon, _ICON, ink))
        if self.count:
            painter.setFont(colours.font(12))
            painter.setPen(colours.colour(ink))
            area = self.rect().adjusted(0, 0, -theme.px(12), 0)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self.count)
            )


class Rail(QFrame):
    """The places of the window; `chosen` carries the name of one."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("主导航")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.px(2))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _PlaceButton] = {}
        for number, place in enumerate(places, start=1):
            button = _PlaceButton(place, number)
            button.clicked.connect(lambda _=False, name=place.name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[place.name] = button
            if place.name == "settings":
                self._column.addStretch(1)
            self._column.addWidget(button)
        self._fit()
        theme.current().changed.connect(self.look)

    def _fit(self) -> None:
        side = theme.px(8)
        self._column.setContentsMargins(side, theme.px(12), side, theme.px(12))
        self.setFixedWidth(theme.px(128))

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

    def show_count(self, name: str, count: int) -> None:
        """Show how many things wait at a place."""
        button = self._buttons[name]
        button.count = count
        button.setAccessibleName(f"{button.text()}，{count}件" if count else button.text())
        button.update()
