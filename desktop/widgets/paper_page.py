"""A letter as pages on a desk: drawn live from its lines, with the places that are still empty.

Lines break a little differently from Word's; where pages end is only settled in print.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
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

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "justify": Qt.AlignmentFlag.AlignJustify,
}
_BETWEEN = 12
_MARGIN = 16
_WIDEST = 794
_NARROWEST = 280
# What Windows, WPS and a plain Linux call the faces of official letters, the wanted one first.
_FACES = {
    "仿宋": ("仿宋", "FangSong", "仿宋_GB2312", "FandolFang", "Noto Serif CJK SC", "宋体"),
    "黑体": ("黑体", "SimHei", "Noto Sans CJK SC", "Microsoft YaHei"),
    "楷体": ("楷体", "KaiTi", "AR PL UKai CN", "Noto Serif CJK SC"),
}
_SONG = ("宋体", "SimSun", "Noto Serif CJK SC", "AR PL SungtiL GB", "WenQuanYi Micro Hei")


class PaperPage(QAbstractScrollArea):
    """Shows a letter; `gap_chosen` carries the field whose empty place was clicked."""

    gap_chosen = Signal(str)
    counted = Signal(int)

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

    @property
    def pages(self) -> int:
        """How many pages the letter has, as drawn here."""
        return self._document.pageCount() if self._page is not None else 0

    @property
    def text(self) -> str:
        """The words of the letter, a line a paragraph, with the names of its gaps."""
        return "\n".join(_plain(line.text, self._names) for line in self._lines)

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
        self.counted.emit(self.pages)
        self.viewport().update()

    def _write(self, page: LetterPage) -> None:
        scale, paper, document = self._scale, page.paper, self._document
        document.clear()
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
            line, rows = page.lines[place], _table_from(page.lines, place)
            if rows:
                self._insert_table(cursor, rows)
            else:
                cursor.setBlockFormat(self._block_format(line))
                self._insert(cursor, line)
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

    def _block_format(self, line: PageLine) -> QTextBlockFormat:
        scale, form = self._scale, QTextBlockFormat()
        form.setAlignment(_ALIGN.get(line.align, Qt.AlignmentFlag.AlignJustify))
        form.setTextIndent(line.first * scale)
        form.setLeftMargin(line.left * scale)
        form.setRightMargin(line.right * scale)
        form.setTopMargin(line.before * scale)
        form.setBottomMargin(line.after * scale)
        form.setLineHeight(line.line * scale, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        return form

    def _insert(self, cursor: QTextCursor, line: PageLine) -> None:
        plain = QTextCharFormat()
        font = plain.font()
        font.setFamilies([*_FACES.get(line.font, (line.font, *_SONG) if line.font else _SONG)])
        font.setPixelSize(max(round(line.size * self._scale), 6))
        font.setBold(line.bold)
        plain.setFont(font)
        plain.setForeground(theme.current().colour("ink"))
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
            self._document.drawContents(painter, clip)
            painter.restore()
        painter.end()

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
                block = self._document.documentLayout().blockBoundingRect(cursor.block())
                number = int(block.top() // max(self.sheet.height(), 1))
                top = block.top() + number * theme.px(_BETWEEN) + theme.px(_MARGIN)
                bar, seen = self.verticalScrollBar(), self.viewport().height()
                if not bar.value() <= top <= bar.value() + seen - block.height():
                    bar.setValue(int(top - seen / 3))
                return

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


def _table_from(lines: Sequence[PageLine], place: int) -> list[PageLine]:
    """Return the rows of the table that begins at a place; none where no table does."""
    rows = list[PageLine]()
    for line in lines[place:]:
        if not line.cells or (rows and line.widths != rows[0].widths):
            break
        rows.append(line)
    return rows


def _plain(text: str, names: Mapping[str, str]) -> str:
    while GAP_BEGINS in text:
        before, _, rest = text.partition(GAP_BEGINS)
        field, _, rest = rest.partition(GAP_ENDS)
        text = f"{before}【{names.get(field, '')}】{rest}"
    return text
