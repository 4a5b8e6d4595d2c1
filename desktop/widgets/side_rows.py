"""Rows of requests for a narrow list: the words over the whole width, the chip under them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.look import theme
from desktop.widgets.chip import chip_width, paint_chip
from desktop.widgets.rows import ROW, fitted, paint_ground

_HEIGHT = 54
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class SideDelegate(QStyledItemDelegate):
    """Paints a row for a narrow list: the words over the whole width, the chip under them."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        return QSize(100, theme.px(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one request."""
        colours, area, state = theme.current(), QRectF(option.rect), option.state
        work = index.data(ROW).row
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_ground(painter, area, is_selected=is_selected, is_hovered=is_hovered)
        inside = area.adjusted(theme.px(16), theme.px(4), -theme.px(16), -theme.px(4))
        upper = QRectF(inside.left(), inside.top(), inside.width(), theme.px(20))
        lower = QRectF(
            inside.left(), upper.bottom(), inside.width(), inside.bottom() - upper.bottom()
        )
        painter.setFont(colours.font(13))
        painter.setPen(colours.ink("text", is_selected=is_selected))
        self._draw(painter, upper, _LEFT, f"{work.applicant_name}　{work.matter}")
        wide = min(chip_width(work.urgency.name, work.due_words), lower.width() * 0.6)
        paint_chip(
            painter,
            lower.adjusted(0, 0, wide - lower.width(), 0),
            work.urgency.name,
            work.due_words,
        )
        painter.setFont(colours.font(12))
        painter.setPen(colours.ink("second", is_selected=is_selected))
        rest = lower.adjusted(wide + theme.px(8), 0, 0, 0)
        self._draw(painter, rest, _LEFT, f"{work.register_number}　{work.outcome or work.stage}")
        painter.restore()

    def _draw(self, painter: QPainter, area: QRectF, side: Qt.AlignmentFlag, words: str) -> None:
        painter.drawText(area, side, fitted(words, painter.fontMetrics(), area.width()))
