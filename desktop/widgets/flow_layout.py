"""A row that wraps where the width ends."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem
from shiboken6 import isValid


class FlowLayout(QLayout):
    """Buttons in a row that wraps where the width ends."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at a width."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, area: QRect) -> None:
        """Place the items."""
        super().setGeometry(area)
        self._place(area, moves=True)

    def sizeHint(self) -> QSize:
        """Return the smallest room."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the room of the widest item."""
        size = QSize()
        for item in self._standing():
            size = size.expandedTo(item.minimumSize())
        return size

    def _standing(self) -> list[QLayoutItem]:
        # A screen put away for a new one may be asked for its size while its parts are going.
        return [item for item in self._items if isValid(item)]

    def _place(self, area: QRect, *, moves: bool) -> int:
        y = area.y()
        for row in self._rows(area.width()):
            height, x = max(size.height() for _, size in row), area.x()
            for item, size in row:
                if moves:
                    lower = (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, y + lower), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing() - area.y(), 0)

    def _rows(self, width: int) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        row: list[tuple[QLayoutItem, QSize]] = []
        taken = 0
        for item in self._standing():
            size = item.sizeHint()
            # One wider than the row is cut to it, as far as it can be.
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if row and taken + size.width() > width:
                yield row
                row, taken = [], 0
            row.append((item, size))
            taken += size.width() + self.spacing()
        if row:
            yield row
