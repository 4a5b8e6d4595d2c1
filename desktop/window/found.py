"""What drops under the search box: cases, acts of the open case, and commands of the window."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.look import icons, theme
from desktop.look.plain import plain_tip
from desktop.widgets.rows import fitted, paint_ground

_ROW = 34
_WIDTH = 560
_MOST_ROWS = 14
_ENTRY = Qt.ItemDataRole.UserRole


class PaletteLine(NamedTuple):
    """One line: its words, what stands at its right, its icon, and what Enter does."""

    words: str
    note: str
    icon: str
    run: Callable[[], None] | None
    keeps_words: bool = False


Asked = Callable[[str], Sequence[PaletteLine]]


class _Line(QStyledItemDelegate):
    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, theme.px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry = index.data(_ENTRY)
        colours, area = theme.current(), QRectF(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        paint_ground(painter, area, is_selected=chosen, is_hovered=hovered)
        side = theme.px(16)
        if entry.icon:
            top = round(area.center().y() - side / 2)
            ink = colours.ink("second", is_selected=chosen).name()
            painter.drawPixmap(theme.px(12), top, icons.pixmap_in(entry.icon, 16, ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(colours.font(12))
        note = painter.fontMetrics().horizontalAdvance(entry.note)
        painter.setPen(colours.ink("second", is_selected=chosen))
        inside = area.adjusted(theme.px(40), 0, -theme.px(12), 0)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, entry.note)
        painter.setFont(colours.font(13))
        painter.setPen(colours.ink("text", is_selected=chosen))
        words = inside.adjusted(0, 0, -(note + theme.px(12) if note else 0), 0)
        shown = fitted(entry.words, painter.fontMetrics(), words.width())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class FoundList(QFrame):
    """Stands under the box and over the screen; the focus stays in the box."""

    def __init__(self, box: QLineEdit, ask: Asked, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._box, self._ask = box, ask
        self.list = QListWidget()
        self.list.setObjectName("found")
        self.list.setAccessibleName("查找结果")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _: self.take())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.hide()

    def show_for(self, typed: str) -> None:
        """Show what answers the words, the first of it chosen."""
        self.list.clear()
        for entry in self._ask(typed):
            item = QListWidgetItem(f"{entry.words}，{entry.note}" if entry.note else entry.words)
            item.setData(_ENTRY, entry)
            item.setToolTip(plain_tip(entry.words))
            if entry.run is None:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        first = self.list.item(0)
        if first is not None and first.data(_ENTRY).run is not None:
            self.list.setCurrentRow(0)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        window, box = self.parentWidget(), self._box
        assert window is not None
        right = box.mapTo(window, QPoint(box.width(), box.height()))
        width = min(max(box.width(), theme.px(_WIDTH)), window.width() - theme.px(16))
        rows = min(self.list.count(), _MOST_ROWS)
        height = min(rows * theme.px(_ROW) + 4, window.height() - right.y() - theme.px(16))
        left = max(right.x() - width, theme.px(8))
        self.setGeometry(left, right.y() + theme.px(4), width, height)

    def step(self, by: int) -> None:
        """Go up or down, round the ends."""
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def take(self) -> bool:
        """Do or open what is chosen, and clear the box; tell whether something was."""
        item = self.list.currentItem()
        entry: PaletteLine | None = None if item is None else item.data(_ENTRY)
        if entry is None or entry.run is None:
            # What was not found stays in sight.
            return bool(self.list.count())
        self.hide()
        if not entry.keeps_words:
            self._box.clear()
        entry.run()
        return True

    def entries(self) -> Iterator[PaletteLine]:
        """Yield the lines shown, from the top."""
        for number in range(self.list.count()):
            yield self.list.item(number).data(_ENTRY)
