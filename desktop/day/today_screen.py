"""Today: what is late, due, waiting and forgotten, each row with what to do next."""

from typing import NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCursor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from casework.cases.urgency import long_day
from casework.desk.desk import Desk
from casework.pages import worklist
from casework.pages.reminders import OfficeNotice, office_notices
from casework.pages.worklist import BoardGroup, BoardRow
from desktop.base.screen import Screen, rule
from desktop.base.wishes import BeginAct, GoTo, OpenCase
from desktop.look import theme
from desktop.widgets.chip import paint_chip
from desktop.widgets.page_head import titled
from desktop.widgets.rows import ROW, fitted, paint_ground

HEADING = Qt.ItemDataRole.UserRole + 1
NOTICE = Qt.ItemDataRole.UserRole + 3
_WIDEST = 1440


class _Line(NamedTuple):
    """What a row of the board shows: its chip, two lines of words, and the next act."""

    urgency: str
    chip: str
    upper: str
    lower: str
    act_label: str


def _line_of(row: BoardRow) -> _Line:
    work = row.row
    return _Line(
        work.urgency.name,
        work.due_words,
        f"{work.applicant_name}　{work.matter}",
        f"{work.register_number}　{row.reason}",
        row.act_label,
    )


def _line_of_notice(notice: OfficeNotice) -> _Line:
    return _Line(notice.urgency.name, notice.chip, notice.words, notice.reason, notice.act_label)


class BoardDelegate(QStyledItemDelegate):
    """Paints a heading, an empty sentence, or a row with its chip, reason and next act."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def _is_under_the_mouse(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        view = self._view
        return view.underMouse() and view.indexAt(view.mapFromGlobal(QCursor.pos())) == index

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        if index.data(HEADING):
            return QSize(100, theme.px(40))
        is_row = index.data(ROW) is not None or index.data(NOTICE) is not None
        return QSize(100, theme.px(44 if is_row else 28))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one item."""
        area = QRectF(option.rect)
        row = index.data(ROW)
        words = index.data(Qt.ItemDataRole.DisplayRole)
        painter.save()
        notice = index.data(NOTICE)
        if row is not None:
            self._paint_row(painter, area, index, _line_of(row))
        elif notice is not None:
            self._paint_row(painter, area, index, _line_of_notice(notice))
        else:
            colours = theme.current()
            is_heading = bool(index.data(HEADING))
            painter.setFont(colours.font(13, bold=is_heading))
            painter.setPen(colours.colour("text" if is_heading else "second"))
            lift = theme.px(8) if is_heading else 0
            inside = area.adjusted(theme.px(16), lift, -theme.px(16), 0)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_row(
        self,
        painter: QPainter,
        area: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        line: _Line,
    ) -> None:
        colours = theme.current()
        # The option's own state would make all of Qt's styles known before the first paint.
        chosen = self._view.currentIndex() == index
        paint_ground(painter, area, is_selected=chosen, is_hovered=self._is_under_the_mouse(index))
        inside = area.adjusted(theme.px(16), 0, -theme.px(16), 0)
        # On a wide screen the next act stays near the words it belongs to.
        inside.setWidth(min(inside.width(), theme.px(_WIDEST)))
        chip = max(min(theme.px(256), inside.width() * 0.26), theme.px(132))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        paint_chip(
            painter,
            inside.adjusted(0, 0, chip - inside.width(), 0),
            line.urgency,
            line.chip,
        )
        next_words = f"{line.act_label} ↵" if line.act_label else ""
        painter.setFont(colours.font(13))
        tail = QFontMetrics(painter.font()).horizontalAdvance(next_words) + theme.px(8)
        left = inside.left() + chip + theme.px(12)
        room = QRectF(left, area.top(), inside.right() - left - tail - theme.px(12), area.height())
        upper = QRectF(room.left(), room.top() + theme.px(3), room.width(), theme.px(20))
        lower = QRectF(room.left(), room.top() + theme.px(22), room.width(), theme.px(18))
        painter.setPen(colours.ink("text", is_selected=chosen))
        self._draw(painter, upper, side, line.upper)
        painter.setPen(colours.ink("second", is_selected=chosen))
        painter.setFont(colours.font(12))
        self._draw(painter, lower, side, line.lower)
        painter.setFont(colours.font(13))
        painter.setPen(colours.ink("accent", is_selected=chosen))
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, next_words
        )

    def _draw(self, painter: QPainter, area: QRectF, side: Qt.AlignmentFlag, words: str) -> None:
        painter.drawText(area, side, fitted(words, painter.fontMetrics(), area.width()))


class _Board(QListWidget):
    begun = Signal()
    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin with Enter, open with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begun.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class TodayScreen(Screen):
    """The board of the day; Enter begins the next act of a row, Space opens its case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.count = 0
        head, _ = titled(long_day(desk.today), hint="↑↓ 选择，Enter 办理下一步，空格打开案件。")
        self.list = _Board()
        self.list.setObjectName("board")
        self.list.setAccessibleName("今日待办")
        self.list.setItemDelegate(BoardDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.begun.connect(self._begin)
        self.list.opened.connect(self._open)
        self.list.itemDoubleClicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read the board again and stay on the same request."""
        current = self.list.currentItem()
        kept = current.data(ROW).row.request_id if current and current.data(ROW) else 0
        self.list.clear()
        self.count = 0
        self._add_notices()
        for group in worklist.today_board(self._desk):
            self._add(group, kept)
        if self.list.currentRow() < 0:
            for number in range(self.list.count()):
                if self.list.item(number).data(ROW) is not None:
                    self.list.setCurrentRow(number)
                    break

    def _add_notices(self) -> None:
        notices = office_notices(self._desk)
        if notices:
            self._add_heading(f"本机关事项（{len(notices)}）")
        for notice in notices:
            item = QListWidgetItem(f"{notice.chip}，{notice.words}，{notice.reason}")
            item.setData(NOTICE, notice)
            item.setToolTip(f"{notice.words}\n{notice.reason}")
            self.list.addItem(item)

    def _add_heading(self, words: str) -> None:
        heading = QListWidgetItem(words)
        heading.setData(HEADING, True)
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.list.addItem(heading)

    def _add(self, group: BoardGroup, kept: int) -> None:
        title = f"{group.title}（{len(group.rows)}）" if group.rows else group.title
        self._add_heading(title)
        if not group.rows:
            empty = QListWidgetItem(group.empty_words)
            empty.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(empty)
        for row in group.rows:
            work = row.row
            item = QListWidgetItem(
                f"{work.due_words}，{work.register_number}，{work.applicant_name}，{work.matter}，{row.reason}"
            )
            item.setData(ROW, row)
            item.setToolTip(f"{work.matter}\n{row.reason}")
            self.list.addItem(item)
            self.count += 1
            if work.request_id == kept:
                self.list.setCurrentItem(item)

    def _chosen(self) -> BoardRow | None:
        item = self.list.currentItem()
        row = item.data(ROW) if item is not None else None
        return row if isinstance(row, BoardRow) else None

    def _go_to_notice(self) -> bool:
        """Go where the notice the cursor stands on is dealt with; tell whether it stands on one."""
        item = self.list.currentItem()
        notice = item.data(NOTICE) if item is not None else None
        if not isinstance(notice, OfficeNotice):
            return False
        self.wished.emit(GoTo(notice.place))
        return True

    def _open(self) -> None:
        if self._go_to_notice():
            return
        row = self._chosen()
        if row is not None:
            self.wished.emit(OpenCase(row.row.request_id))

    def _begin(self) -> None:
        if self._go_to_notice():
            return
        row = self._chosen()
        if row is None:
            return
        if row.act_name:
            self.wished.emit(BeginAct(row.row.request_id, row.act_name))
        else:
            self.wished.emit(OpenCase(row.row.request_id))

    def take_focus(self) -> None:
        """Begin in the board."""
        self.list.setFocus()
