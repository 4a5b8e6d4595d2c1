"""The board of the day as a list: the day in a gutter, one line a task, its act as a link."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from casework.cases.urgency import Urgency
from casework.pages.day_board import BoardDay, BoardLine, DayBoard
from desktop.look import theme
from desktop.look.plain import plain_tip
from desktop.widgets.chip import chip_width, paint_chip
from desktop.widgets.rows import ROW, fitted, paint_ground

LATER = "later"
"""The place of the last line, which stands for all that comes later."""
_DAY = Qt.ItemDataRole.UserRole + 3
_ROW = 34
_SIDE, _GUTTER, _KIND, _NUMBER, _WHO, _NOTE, _ACT, _GAP = 16, 92, 76, 44, 136, 190, 72, 12
# Under these widths the note goes, then the number.
_NOTES_FROM, _NUMBERS_FROM, _WHO_NARROW = 760, 640, 104
_TONES = {"overdue": "overdue", "today": "soon", "": "text"}


class BoardDelegate(QStyledItemDelegate):
    """Paints a line, and the day before the first line of a day."""

    def __init__(self, view: "Board") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a line."""
        return QSize(100, theme.px(_ROW))

    def act_room(self, area: QRectF) -> QRectF:
        """Return where the act of a line stands."""
        return area.adjusted(area.width() - theme.px(_SIDE + _ACT), 0, -theme.px(_SIDE), 0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one line."""
        line, day = index.data(ROW), index.data(_DAY)
        area = QRectF(option.rect)
        painter.save()
        inside = area.adjusted(theme.px(_GUTTER), 0, 0, 0)
        chosen = self._view.currentIndex() == index
        if isinstance(line, BoardLine):
            # The option's own state would make all of Qt's styles known before the first paint.
            hovered = self._view.is_under_the_mouse(index)
            paint_ground(painter, inside, is_selected=chosen, is_hovered=hovered, has_bar=True)
            self._paint_line(painter, inside, line, chosen)
        if isinstance(day, BoardDay):
            self._paint_day(painter, area, day)
        if index.row():
            colours = theme.current()
            painter.setPen(colours.colour("strong" if day is not None else "line"))
            left = area.topLeft() if day is not None else inside.topLeft()
            painter.drawLine(left, area.topRight())
        painter.restore()

    def _paint_day(self, painter: QPainter, area: QRectF, day: BoardDay) -> None:
        colours = theme.current()
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        room = area.adjusted(theme.px(_SIDE), 0, theme.px(_GUTTER) - area.width(), 0)
        is_loud = bool(day.lines)
        painter.setFont(colours.font(13, bold=is_loud))
        painter.setPen(colours.colour(_TONES[day.tone] if is_loud else "second"))
        painter.drawText(room, middle, day.title)
        if day.note:
            wide = painter.fontMetrics().horizontalAdvance(f"{day.title} ")
            painter.setFont(colours.font(12))
            painter.setPen(colours.colour("second"))
            painter.drawText(room.adjusted(wide, 0, 0, 0), middle, day.note)

    def _paint_line(
        self, painter: QPainter, area: QRectF, line: BoardLine, is_selected: bool
    ) -> None:
        colours = theme.current()
        second = colours.ink("second", is_selected=is_selected)
        text = colours.ink("text", is_selected=is_selected)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        # Asked for its viewport, Qt would make all its widgets known before the first paint.
        width = self._view.width() * 100 / theme.current().zoom
        x = area.left() + theme.px(_GAP)

        def put(words: str, wide: float, *, bold: bool = False, small: bool = False) -> None:
            nonlocal x
            painter.setFont(colours.font(12 if small else 13, bold=bold))
            room = QRectF(x, area.top(), wide, area.height())
            painter.drawText(room, left, fitted(words, painter.fontMetrics(), wide))
            x += wide + theme.px(10)

        painter.setPen(second)
        if line.place == LATER:
            put(line.matter, self.act_room(area).left() - x)
            self._paint_act(painter, area, line, is_selected)
            return
        put(line.kind, theme.px(_KIND))
        if width >= _NUMBERS_FROM:
            put(line.number, theme.px(_NUMBER), small=True)
        painter.setPen(text)
        who = theme.px(_WHO if width >= _NOTES_FROM else _WHO_NARROW)
        act = self.act_room(area)
        end = act.left() - theme.px(_GAP)
        if line.place and not line.number:
            who += theme.px(40)
        put(line.who, min(who, end - x), bold=True)
        if line.chip:
            wide = min(chip_width(line.urgency.name, line.chip), end - x)
            room = QRectF(end - wide, area.top(), wide, area.height() - 1)
            paint_chip(painter, room, line.urgency.name, line.chip)
            end -= wide + theme.px(_GAP)
        elif line.note and width >= _NOTES_FROM:
            painter.setFont(colours.font(12))
            metrics = QFontMetrics(painter.font())
            wide = min(metrics.horizontalAdvance(line.note) + 2, theme.px(_NOTE))
            painter.setPen(second)
            room = QRectF(end - wide, area.top(), wide, area.height())
            painter.drawText(room, right, fitted(line.note, metrics, wide))
            end -= wide + theme.px(_GAP)
        painter.setPen(text)
        put(line.matter, max(end - x, 0))
        self._paint_act(painter, area, line, is_selected)

    def _paint_act(
        self, painter: QPainter, area: QRectF, line: BoardLine, is_selected: bool
    ) -> None:
        colours = theme.current()
        painter.setFont(colours.font(13))
        painter.setPen(colours.ink("accent", is_selected=is_selected))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.act_room(area), right, line.act_label)


def _later_line(words: str) -> BoardLine:
    return BoardLine(
        0, "", "", "", words, "", Urgency.RUNNING, "", "", "查看", f"再往后，{words}", LATER
    )


class Board(QListWidget):
    """`begun` comes with Enter or a click on the act, `opened` with Space or a double click.

    `wandered` comes when the cursor went to another line.
    """

    begun = Signal()
    opened = Signal()
    wandered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board")
        self.setAccessibleName("今日待办")
        self._delegate = BoardDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(self._opened)
        self.currentRowChanged.connect(lambda _: self.wandered.emit())

    def show_board(self, board: DayBoard, kept: BoardLine | None) -> None:
        """Show a board, and stand on the line that is kept where it is still there."""
        self.blockSignals(True)
        self.clear()
        wanted = 0
        for day in board.days:
            for place, line in enumerate(day.lines):
                item = QListWidgetItem(line.spoken if place else f"{day.title}：{line.spoken}")
                item.setData(ROW, line)
                item.setData(_DAY, day if place == 0 else None)
                item.setToolTip(plain_tip("\n".join(filter(None, (line.matter, line.note)))))
                if line.request_id and kept is not None and kept[:2] == line[:2]:
                    wanted = self.count()
                self.addItem(item)
        if board.later:
            item = QListWidgetItem(f"再往后：{board.later}")
            item.setData(ROW, _later_line(board.later))
            item.setData(_DAY, BoardDay("再往后", "", "", ()))
            self.addItem(item)
        self.setCurrentRow(wanted)
        self.blockSignals(False)

    def put_line(self, row: int, line: BoardLine) -> None:
        """Let a line say something else than it was shown with."""
        item = self.item(row)
        said = item.data(ROW).spoken
        item.setText(item.text().removesuffix(said) + line.spoken)
        item.setData(ROW, line)
        item.setToolTip(plain_tip("\n".join(filter(None, (line.matter, line.note)))))

    @property
    def chosen(self) -> BoardLine | None:
        """The line the cursor stands on."""
        item = self.currentItem()
        line = item.data(ROW) if item is not None else None
        return line if isinstance(line, BoardLine) else None

    def lines(self) -> list[BoardLine]:
        """Return the lines shown, from the top."""
        found = (self.item(number).data(ROW) for number in range(self.count()))
        return [line for line in found if isinstance(line, BoardLine)]

    def is_under_the_mouse(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Tell whether the mouse is over a line."""
        return self.underMouse() and self.indexAt(self.mapFromGlobal(QCursor.pos())) == index

    def _is_on_act(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        if not index.isValid():
            return False
        area = QRectF(self.visualRect(index))
        return self._delegate.act_room(area).contains(point)

    def _opened(self) -> None:
        self.opened.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what a click does."""
        super().mouseMoveEvent(event)
        hand = Qt.CursorShape.PointingHandCursor
        is_act = self._is_on_act(event.position().toPoint())
        self.viewport().setCursor(hand if is_act else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Begin the act that is clicked."""
        super().mouseReleaseEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self._is_on_act(event.position().toPoint()):
            self.begun.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin with Enter, open with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begun.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
