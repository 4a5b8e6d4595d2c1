"""What is in question in a paper, by what was decided on it: first what is still to be decided."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casework.redaction.deciding import Decisions, MarkDecision, MarkGroup
from desktop.look import icons, theme
from desktop.redaction.page_view import circled

WIDTH = 372
_ROW = 34
_EDGE = 16
_LINK = 24
_GROUND = 20
_COUNT = 48
_REASON = 76
_Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A row: the head of a state with how much there is of it, or what is decided together."""

    state: MarkDecision
    count: str
    group: MarkGroup | None = None

    @property
    def words(self) -> str:
        """What a screen reader says."""
        if self.group is None:
            return f"{self.state.value}，{self.count}"
        said = f"{self.group.label}，{len(self.group.marks)}处，{self.state.value}"
        return f"{said}，{self.group.reason}" if self.group.reason else said


class MarkModel(QAbstractListModel):
    """The rows of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[MarkLine] = []

    def show_decisions(self, decisions: Decisions, page: int) -> None:
        """Show what is decided by now; `page` (from 0) is the one in sight."""
        lines: list[MarkLine] = []
        for state in MarkDecision:
            groups = decisions.groups(state)
            if not groups and state is not MarkDecision.PENDING:
                continue
            count = decisions.count(state)
            words = f"{count} 处"
            if state is MarkDecision.COVERED:
                words = f"本页 {decisions.count(state, page)} 处，全件 {count} 处"
            lines.append(MarkLine(state, words))
            lines.extend(MarkLine(state, "", group) for group in groups)
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return what a row says."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.words
        if role == Qt.ItemDataRole.ToolTipRole and line.group is not None:
            return line.group.label
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let everything be chosen but a head."""
        if self.lines[index.row()].group is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class MarkDelegate(QStyledItemDelegate):
    """Paints the rows."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the size of a row."""
        return QSize(theme.px(WIDTH), theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        line: MarkLine = index.data(LINE)
        colours, rect = theme.current(), option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = "ground" if line.group is None else "selected" if is_selected else "panel"
        painter.fillRect(rect, colours.colour(ground))
        if is_selected:
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()),
                             colours.ink("accent", is_selected=True))  # fmt: skip
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.px(_EDGE), 0, -theme.px(_EDGE), 0)
        if line.group is None:
            self._head(painter, inner, line)
        else:
            self._group(painter, inner, line, line.group, is_selected=is_selected)
        painter.restore()

    def _head(self, painter: QPainter, inner: QRect, line: MarkLine) -> None:
        colours = theme.current()
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(colours.font(13, bold=True))
        painter.setPen(colours.colour("text"))
        painter.drawText(inner, left, line.state.value)
        wide = painter.fontMetrics().horizontalAdvance(line.state.value) + theme.px(8)
        painter.setFont(colours.font(12))
        painter.setPen(colours.colour("second"))
        painter.drawText(inner.adjusted(wide, 0, 0, 0), left, line.count)

    def _group(
        self,
        painter: QPainter,
        inner: QRect,
        line: MarkLine,
        group: MarkGroup,
        *,
        is_selected: bool,
    ) -> None:
        colours = theme.current()
        accent, second, text, in_time = (
            colours.ink(name, is_selected=is_selected)
            for name in ("accent", "second", "text", "in_time")
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.setFont(colours.font(12))
        if line.state is MarkDecision.PENDING:
            painter.setPen(accent)
            for place, words in enumerate(("遮", "留")):
                painter.drawText(link_area(inner, place), middle, words)
        elif line.state is MarkDecision.COVERED:
            tick = icons.pixmap_in("check", 16, in_time.name())
            painter.drawPixmap(inner.right() - theme.px(16), inner.center().y() - theme.px(8), tick)
        else:
            painter.setPen(second)
            painter.drawText(inner, right, group.reason)
        edge = inner.right() - theme.px(_REASON)
        painter.setPen(text)
        if line.state is not MarkDecision.KEPT:
            box = QRect(edge - theme.px(_GROUND), inner.top(), theme.px(_GROUND), inner.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, circled(group.ground))
        edge -= theme.px(_GROUND + 8)
        painter.setPen(second)
        box = QRect(edge - theme.px(_COUNT), inner.top(), theme.px(_COUNT), inner.height())
        painter.drawText(box, right, f"{len(group.marks)} 处")
        painter.setFont(colours.font(13))
        painter.setPen(text)
        room = box.left() - inner.left() - theme.px(8)
        words = painter.fontMetrics().elidedText(group.label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)


def link_area(inner: QRect, place: int) -> QRect:
    """Return where the link to cover (0) or to keep (1) stands in a row's inner part."""
    left = inner.right() - theme.px(_LINK) * (2 - place) + theme.px(8)
    return QRect(left, inner.top(), theme.px(_LINK), inner.height())


class MarkList(QListView):
    """The list. `decided` carries a group and its new state, `shown` the group stood on.

    Z covers, L lets stand, 1 to 9 give the ground, Delete takes a mark made by hand away.
    """

    decided = Signal(object, object)
    ground_chosen = Signal(object, int)
    removed = Signal(object)
    shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("markList")
        self.setAccessibleName("遮盖清单")
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = MarkModel()
        self.setModel(self.rows)
        self.setItemDelegate(MarkDelegate(self))
        self.selectionModel().currentChanged.connect(self._stood)

    def show_decisions(self, decisions: Decisions, page: int) -> None:
        """Show what is decided by now, standing where one stood or on what comes next."""
        key, row = self._key(), self.currentIndex().row()
        self.rows.show_decisions(decisions, page)
        places = [at for at, line in enumerate(self.rows.lines) if line.group is not None]
        same = next((at for at in places if key and self._key_of(at) == key), None)
        later = [at for at in places if at >= row] or places[-1:]
        for at in [same] if same is not None else later[:1]:
            self.setCurrentIndex(self.rows.index(at))

    def _key_of(self, row: int) -> tuple[object, ...]:
        line = self.rows.lines[row]
        return () if line.group is None else (line.state, *line.group.key)

    def _key(self) -> tuple[object, ...]:
        index = self.currentIndex()
        return self._key_of(index.row()) if index.isValid() else ()

    @property
    def line(self) -> MarkLine | None:
        """The row stood on."""
        index = self.currentIndex()
        return self.rows.lines[index.row()] if index.isValid() else None

    def stand_on(self, mark_id: int) -> None:
        """Stand on the group of a mark."""
        for at, line in enumerate(self.rows.lines):
            if line.group is not None and any(mark.id == mark_id for mark in line.group.marks):
                self.setCurrentIndex(self.rows.index(at))
                return

    def next_pending(self) -> None:
        """Stand on the first thing that is still to be decided."""
        for at, line in enumerate(self.rows.lines):
            if line.group is not None and line.state is MarkDecision.PENDING:
                self.setCurrentIndex(self.rows.index(at))
                return

    def _stood(self, *_: object) -> None:
        line = self.line
        if line is not None and line.group is not None:
            self.shown.emit(line.group)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by a letter."""
        line = self.line
        key = event.text().upper()
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if line is None or line.group is None or not is_plain:
            super().keyPressEvent(event)
        elif key in ("Z", "L"):
            self.decided.emit(line.group, MarkDecision.COVERED if key == "Z" else MarkDecision.KEPT)
        elif key.isdecimal() and key != "0":
            self.ground_chosen.emit(line.group, int(key))
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(line.group)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click on one of the links of a row."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = index.data(LINE) if index.isValid() else None
        if line is None or line.group is None or line.state is not MarkDecision.PENDING:
            return
        edge = theme.px(_EDGE)
        inner = self.visualRect(index).adjusted(edge, 0, -edge, 0)
        for place, state in enumerate((MarkDecision.COVERED, MarkDecision.KEPT)):
            if link_area(inner, place).contains(event.position().toPoint()):
                self.decided.emit(line.group, state)
                return
