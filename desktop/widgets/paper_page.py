"""A letter as pages on a desk: drawn live from its lines, with the places that are still empty.

Lines break a little differently from Word's; where pages end is only settled in print.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from casework.acts.drafting import GAP_BEGINS, GAP_ENDS
from casework.word import LetterPage, PageLine
from desktop.look import theme
from desktop.widgets.paper_lines import block_format, faces_for, plain_words, table_from

_BETWEEN = 12
_MARGIN = 16
_WIDEST = 794
_NARROWEST = 280
_RED = QColor("#FF0000")


class PaperPage(QAbstractScrollArea):
    """Shows a letter; `gap_chosen` carries the field whose empty place was clicked.

    `turned` carries the page in sight and how many there are.
    """

    gap_chosen = Signal(str)
    turned = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperPage")
        self.setAccessibleName("文书版面")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setMouseTracking(True)
        self._page: LetterPage | None = None
        self._names: Mapping[str, str] = {}
        self._current = ""
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._scale = 1.0
        self._is_opened = False
        self._ruled: list[tuple[int, PageLine]] = []
        self._blocks: list[tuple[int, int]] = []
        self.marked: frozenset[int] = frozenset()
        self.verticalScrollBar().valueChanged.connect(lambda _: self._tell_page())

    @property
    def pages(self) -> int:
        """How many pages the letter has, as drawn here."""
        return self._document.pageCount() if self._page is not None else 0

    @property
    def text(self) -> str:
        """The words of the letter, a line a paragraph, with the names of its gaps."""
        return "\n".join(plain_words(line.text, self._names) for line in self._lines)

    @property
    def _lines(self) -> Sequence[PageLine]:
        return () if self._page is None else self._page.lines

    def show_page(self, page: LetterPage | None, gaps: Mapping[str, str] | None = None) -> None:
        """Show a letter; `gaps` are the names of the fields that stand in it as marks."""
        if page == self._page and dict(gaps or {}) == dict(self._names):
            return
        self._page, self._names = page, dict(gaps or {})
        self.setAccessibleDescription(self.text)
        self._lay_out()

    def mark_lines(self, lines: Collection[int]) -> None:
        """Mark these paragraphs of the letter, by their numbers from 0, with a band and a bar."""
        self.marked = frozenset(lines)
        self.viewport().update()

    def bring_marked_into_view(self) -> None:
        """Scroll to the first paragraph that is marked, where it is not seen."""
        first = min(self.marked, default=-1)
        at = next((block for line, block in self._blocks if line == first), None)
        if at is not None:
            self._bring_into_view(self._document.findBlockByNumber(at))

    def mark_gap(self, field: str) -> None:
        """Frame the gap of a field, as the one that is being filled, and bring it into view."""
        if field == self._current:
            return
        self._current = field
        if field in self._names:
            self._lay_out()
            self._bring_gap_into_view(field)
        else:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the paper to the width."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        page = self._page
        if page is None:
            self.verticalScrollBar().setRange(0, 0)
            self.viewport().update()
            return
        room = self.viewport().width() - 2 * theme.px(_MARGIN)
        wide = min(max(room, _NARROWEST), theme.px(_WIDEST))
        self._scale = wide / page.paper.width
        self._write(page)
        whole = self.pages * (self.sheet.height() + theme.px(_BETWEEN)) + theme.px(_MARGIN)
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(seen)
        bar.setSingleStep(theme.px(28))
        bar.setRange(0, max(int(whole) - seen, 0))
        if not self._is_opened:
            # The title stands near the top: half of the margin above it is scrolled away.
            self._is_opened = True
            bar.setValue(int(page.paper.top * self._scale / 2))
        self._tell_page()
        self.viewport().update()

    def _tell_page(self) -> None:
        if self._page is not None:
            self.turned.emit(self.page_in_sight, self.pages)

    @property
    def page_in_sight(self) -> int:
        """The number of the page in the middle of what is seen, from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        sheet = self.sheet.height() + theme.px(_BETWEEN)
        return min(max(int(middle - theme.px(_MARGIN)) // max(sheet, 1) + 1, 1), max(self.pages, 1))

    def _write(self, page: LetterPage) -> None:
        scale, paper, document = self._scale, page.paper, self._document
        document.clear()
        self._ruled.clear()
        self._blocks.clear()
        document.setDocumentMargin(0)
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(paper.top * scale)
        frame.setBottomMargin(paper.bottom * scale)
        frame.setLeftMargin(paper.left * scale)
        frame.setRightMargin(paper.right * scale)
        document.rootFrame().setFrameFormat(frame)
        document.setPageSize(self.sheet)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        place = 0
        while place < len(page.lines):
            if place:
                cursor.insertBlock()
            line, rows = page.lines[place], table_from(page.lines, place)
            if rows:
                self._insert_table(cursor, rows)
            else:
                cursor.setBlockFormat(block_format(line, self._scale))
                self._insert(cursor, line)
                self._blocks.append((place, cursor.blockNumber()))
                if line.rules:
                    self._ruled.append((cursor.blockNumber(), line))
            place += len(rows) or 1
        cursor.endEditBlock()

    def _insert_table(self, cursor: QTextCursor, rows: Sequence[PageLine]) -> None:
        """Put rows that follow one another into a table, its merged cells merged."""
        scale, columns = self._scale, max(sum(one.span for one in row.cells) for row in rows)
        thin = QTextBlockFormat()
        thin.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(thin)
        shape = QTextTableFormat()
        shape.setBorder(1)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(theme.current().colour("ink"))
        shape.setBorderCollapse(True)
        shape.setCellSpacing(0)
        shape.setCellPadding(4 * scale)
        widths, lengths = rows[0].widths, QTextLength.Type.PercentageLength
        shape.setWidth(QTextLength(lengths, 100))
        if len(widths) == columns and sum(widths) > 0:
            whole = sum(widths)
            shape.setColumnWidthConstraints(
                [QTextLength(lengths, 100 * one / whole) for one in widths]
            )
        table = cursor.insertTable(len(rows), columns, shape)
        begun: dict[int, int] = {}
        for number, row in enumerate(rows):
            at = 0
            for cell in row.cells:
                if cell.is_below:
                    table.mergeCells(
                        begun.get(at, number), at, number - begun.get(at, number) + 1, cell.span
                    )
                else:
                    begun[at] = number
                    if cell.span > 1:
                        table.mergeCells(number, at, 1, cell.span)
                    inside = table.cellAt(number, at).firstCursorPosition()
                    inside.setBlockFormat(QTextBlockFormat())
                    self._insert(inside, replace(row, text=cell.text))
                at += cell.span
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setBlockFormat(thin)

    @property
    def sheet(self) -> QSize:
        """The size of a sheet as drawn, in pixels."""
        paper = self._page.paper if self._page is not None else None
        if paper is None:
            return QSize()
        return QSize(round(paper.width * self._scale), round(paper.height * self._scale))

    def _insert(self, cursor: QTextCursor, line: PageLine) -> None:
        plain = QTextCharFormat()
        font = plain.font()
        font.setFamilies(faces_for(line.font))
        font.setPixelSize(max(round(line.size * self._scale), 6))
        font.setBold(line.bold)
        plain.setFont(font)
        plain.setForeground(_RED if line.is_red else theme.current().colour("ink"))
        rest = line.text
        while GAP_BEGINS in rest:
            before, _, rest = rest.partition(GAP_BEGINS)
            field, _, rest = rest.partition(GAP_ENDS)
            cursor.insertText(before, plain)
            cursor.insertText(self._names.get(field, ""), self._gap_format(plain, field))
        cursor.insertText(rest, plain)

    def _gap_format(self, plain: QTextCharFormat, field: str) -> QTextCharFormat:
        colours, form = theme.current(), QTextCharFormat(plain)
        form.setAnchor(True)
        form.setAnchorHref(field)
        form.setForeground(colours.colour("gap"))
        form.setBackground(colours.colour("gap_ground"))
        form.setFontUnderline(True)
        form.setUnderlineColor(colours.colour("accent" if field == self._current else "gap_line"))
        return form

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk and the sheets that are in sight."""
        colours, painter = theme.current(), QPainter(self.viewport())
        painter.fillRect(event.rect(), colours.colour("desk"))
        if self._page is None:
            painter.end()
            return
        sheet = self.sheet
        for number in range(self.pages):
            corner = self._corner(number)
            area = QRectF(corner.x(), corner.y(), sheet.width(), sheet.height())
            if not area.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(area, colours.colour("paper"))
            painter.setPen(QPen(QColor(colours.colour("strong")), 1))
            painter.drawRect(area)
            painter.save()
            painter.translate(corner.x(), corner.y() - number * sheet.height())
            clip = QRectF(0, number * sheet.height(), sheet.width(), sheet.height())
            painter.setClipRect(clip)
            self._draw_marks(painter)
            self._document.drawContents(painter, clip)
            self._draw_rules(painter)
            painter.restore()
        painter.end()

    def _draw_marks(self, painter: QPainter) -> None:
        """Draw the band and the bar of what is marked, under the words."""
        layout, colours = self._document.documentLayout(), theme.current()
        for line, block in self._blocks:
            if line not in self.marked:
                continue
            area = layout.blockBoundingRect(self._document.findBlockByNumber(block))
            area.adjust(-theme.px(8), 0, theme.px(6), 0)
            band = QColor(colours.colour("mark_band"))
            if not colours.high_contrast:
                painter.fillRect(area, band)
            bar = QRectF(area.left(), area.top(), theme.px(3), area.height())
            painter.fillRect(bar, colours.colour("mark_bar"))

    def _draw_rules(self, painter: QPainter) -> None:
        """Draw the lines a red head adds: below the number, and around what closes the letter."""
        page = self._page
        if page is None:
            return
        layout = self._document.documentLayout()
        left, right = (
            page.paper.left * self._scale,
            self.sheet.width() - page.paper.right * self._scale,
        )
        for place, line in self._ruled:
            block = self._document.findBlockByNumber(place)
            area = layout.blockBoundingRect(block)
            bottom = area.bottom() + line.after * self._scale
            if line.rules == "below":
                painter.setPen(QPen(_RED, max(2.25 * self._scale, 1)))
                painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
                continue
            painter.setPen(QPen(theme.current().colour("ink"), 1))
            for height in (area.top(), bottom):
                painter.drawLine(QPointF(left, height), QPointF(right, height))

    def _corner(self, number: int) -> QPointF:
        """Return where the top left of a sheet lies in the viewport."""
        sheet = self.sheet
        left = max((self.viewport().width() - sheet.width()) // 2, 0)
        top = theme.px(_MARGIN) + number * (sheet.height() + theme.px(_BETWEEN))
        return QPointF(left, top - self.verticalScrollBar().value())

    def _bring_gap_into_view(self, field: str) -> None:
        cursor = QTextCursor(self._document)
        while not cursor.atEnd():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            if cursor.charFormat().anchorHref() == field:
                self._bring_into_view(cursor.block())
                return

    def _bring_into_view(self, block: QTextBlock) -> None:
        area = self._document.documentLayout().blockBoundingRect(block)
        number = int(area.top() // max(self.sheet.height(), 1))
        top = area.top() + number * theme.px(_BETWEEN) + theme.px(_MARGIN)
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() <= top <= bar.value() + seen - area.height():
            bar.setValue(int(top - seen / 3))

    def gap_at(self, point: QPointF) -> str:
        """Return the field whose gap lies at a point of the viewport, or an empty text."""
        if self._page is None:
            return ""
        sheet = self.sheet
        for number in range(self.pages):
            inside = point - self._corner(number)
            if 0 <= inside.y() <= sheet.height():
                place = QPointF(inside.x(), inside.y() + number * sheet.height())
                return self._document.documentLayout().anchorAt(place)
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a gap."""
        is_gap = bool(self.gap_at(event.position()))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if is_gap else Qt.CursorShape.ArrowCursor
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead to the field of the gap that is clicked."""
        field = self.gap_at(event.position())
        if field:
            self.gap_chosen.emit(field)
