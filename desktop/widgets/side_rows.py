"""Rows of requests for a narrow list: whose it is, and under it the number, outcome and matter.

That a case was closed in time is the rule; only what departs from it bears a chip.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from casework.pages.worklist import WorkRow
from desktop.look import theme
from desktop.widgets.chip import chip_width, paint_chip
from desktop.widgets.rows import ROW, fitted, paint_ground

_HEIGHT = 52
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class SideDelegate(QStyledItemDelegate):
    """Paints a row for a narrow list, with a chip where the case is not closed in time."""

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
        wide = 0.0
        if not _is_as_it_should(work):
            wide = min(chip_width(work.urgency.name, work.due_words), upper.width() * 0.6)
            paint_chip(
                painter,
                upper.adjusted(upper.width() - wide, 0, 0, 0),
                work.urgency.name,
                work.due_words,
                is_right=True,
            )
        painter.setFont(colours.font(13, bold=True))
        painter.setPen(colours.ink("text", is_selected=is_selected))
        self._draw(
            painter, upper.adjusted(0, 0, -wide - theme.px(8), 0), _LEFT, work.applicant_name
        )
        painter.setFont(colours.font(12))
        painter.setPen(colours.ink("second", is_selected=is_selected))
        outcome = work.outcome or work.stage
        self._draw(painter, lower, _LEFT, f"{work.short_number}　{outcome}　{work.matter}")
        painter.restore()

    def _draw(self, painter: QPainter, area: QRectF, side: Qt.AlignmentFlag, words: str) -> None:
        painter.drawText(area, side, fitted(words, painter.fontMetrics(), area.width()))


def _is_as_it_should(work: WorkRow) -> bool:
    return work.urgency.name == "CLOSED" and "逾期" not in work.due_words
