"""The text of a letter as it lies on file, read only, at the paragraph a finding is about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QLabel, QTextEdit, QVBoxLayout, QWidget

from desktop.look import theme

if TYPE_CHECKING:
    from casework.papers.document_check import Examined

_MARGIN = 28
_INDENT = 26
_SIGN = 9
_LINE_HEIGHT = 150.0
_NO_PLACE = "这一处是缺少的内容或者整份文书的问题，没有对应的段落。"
# A line break within a paragraph, as Qt's text has it.
_BREAK = "\u2028"


class LetterText(QTextEdit):
    """A letter to read beside its findings.

    The paragraph pointed at has a triangle before it as well as a ground, for eyes that tell no
    colours apart.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("letterText")
        self.setAccessibleName("文书内容")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.pointed: int | None = None

    def show_letter(self, paragraphs: Sequence[str]) -> None:
        """Show a letter, nothing pointed at."""
        self.clear()
        self.document().setDocumentMargin(theme.px(_MARGIN))
        form = QTextBlockFormat()
        form.setTextIndent(theme.px(_INDENT))
        form.setBottomMargin(theme.px(6))
        form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = self.textCursor()
        cursor.setBlockFormat(form)
        for number, paragraph in enumerate(paragraphs):
            if number:
                cursor.insertBlock(form)
            cursor.insertText(paragraph.strip().replace("\n", _BREAK))
        self.point_at(None)

    def point_at(self, paragraph: int | None) -> None:
        """Mark a paragraph, counted from 0, and bring it into sight; None marks nothing."""
        self.pointed = paragraph
        if paragraph is None:
            self.setExtraSelections([])
            self.setAccessibleDescription("")
            self.moveCursor(QTextCursor.MoveOperation.Start)
            return
        block = self.document().findBlockByNumber(paragraph)
        ground = QTextEdit.ExtraSelection()
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        ground.cursor = cursor
        form = ground.format
        form.setBackground(QColor(theme.current().tokens.soon_ground))
        form.setForeground(QColor(theme.current().tokens.soon))
        form.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.setExtraSelections([ground])
        self.setAccessibleDescription(f"第{paragraph + 1}段：{block.text()}")
        self._bring_into_sight()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the paragraph pointed at in sight when the lines break anew."""
        super().resizeEvent(event)
        self._bring_into_sight()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the letter, and the sign before the paragraph pointed at."""
        super().paintEvent(event)
        if self.pointed is None:
            return
        line = self.cursorRect(QTextCursor(self.document().findBlockByNumber(self.pointed)))
        size = theme.px(_SIGN)
        left, middle = theme.px(_MARGIN) / 2 - size / 2, float(line.center().y())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().tokens.soon))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, middle - size * 0.7),
                    QPointF(left + size, middle),
                    QPointF(left, middle + size * 0.7),
                ]
            )
        )
        painter.end()

    def pointed_area(self) -> QRectF:
        """Return where the paragraph pointed at stands in the viewport; empty without one."""
        if self.pointed is None:
            return QRectF()
        block = self.document().findBlockByNumber(self.pointed)
        area = self.document().documentLayout().blockBoundingRect(block)
        return area.translated(0, -self.verticalScrollBar().value())

    def _bring_into_sight(self) -> None:
        if self.pointed is None:
            return
        bar, area = self.verticalScrollBar(), self.pointed_area()
        # In the middle, or with its beginning at the top where it is longer than the room.
        above = max((self.viewport().height() - area.height()) / 2, 0)
        bar.setValue(int(bar.value() + area.top() - above))


class LetterBeside(QWidget):
    """A letter beside its findings: its title, its text, and a word where a finding has no place.

    Hidden until a finding is shown, and where the letter cannot be read.
    """

    def __init__(self) -> None:
        super().__init__()
        self.text = LetterText()
        self._title, self.note = QLabel(), QLabel(_NO_PLACE)
        self._title.setProperty("kind", "group")
        self._title.setWordWrap(True)
        self.note.setProperty("kind", "body2")
        self.note.setWordWrap(True)
        self._shown: Examined | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), 0, theme.px(16), theme.px(8))
        column.setSpacing(theme.px(8))
        for part in (self._title, self.note):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        self.hide()

    def show_finding(self, title: str, examined: "Examined", number: int) -> None:
        """Show a letter at its finding of this number, counted from 0."""
        place = examined.findings[number].place
        if examined is not self._shown:
            self._shown = examined
            self._title.setText(title)
            self.text.show_letter(examined.paragraphs)
        self.setVisible(bool(examined.paragraphs))
        self.note.setHidden(place is not None)
        self.text.point_at(None if place is None else place.paragraph)
