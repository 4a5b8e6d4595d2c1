"""A field of papers that are given out: a small table of their names, copies and pages.

What it takes and gives is the text the letter has, a paper a line: 《要点》（1份，共12页）.
A line it did not write itself, and that nobody changed, is given back as it was.
"""

import re
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.base import pasting
from desktop.base.work import Progress, Work
from desktop.look import theme
from desktop.widgets.fields import LineField

_COPIES, _PAGES = 52, 60
_TOLD = re.compile(
    r"^(?P<name>.+?)(?:[（(](?:(?P<copies>\d+)份)?[，,、]?(?:共?(?P<pages>\d+)页)?[)）]"
    r"|[，,、 ]+共?(?P<only>\d+)页)$"
)
_HEADS = ("名称、文号", "份", "页")


class _Paper(NamedTuple):
    """One paper: its name, and copies and pages as typed."""

    name: str
    copies: str = ""
    pages: str = ""

    @property
    def line(self) -> str:
        """The paper as the letter has it."""
        told = [f"{self.copies}份"] if self.copies else []
        told += [f"共{self.pages}页"] if self.pages else []
        return f"{self.name}（{'，'.join(told)}）" if told else self.name


def _read(line: str) -> _Paper:
    found = _TOLD.match(line)
    if found is None or not any(found.group(one) for one in ("copies", "pages", "only")):
        return _Paper(line)
    return _Paper(found["name"], found["copies"] or "", found["pages"] or found["only"] or "")


class _Cell(LineField):
    """A cell; `moved` wants the row above or below, `poured` carries several lines pasted."""

    moved = Signal(int)
    poured = Signal(list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down by rows; several lines pasted are several papers."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            lines = QGuiApplication.clipboard().text().strip().splitlines()
            if len(lines) > 1:
                self.poured.emit(lines)
                return
        super().keyPressEvent(event)


class _Row(NamedTuple):
    name: _Cell
    copies: _Cell
    pages: _Cell

    @property
    def paper(self) -> _Paper:
        """What stands in the row."""
        return _Paper(*(cell.text().strip() for cell in self))


class PapersField(QFrame):
    """The table; its last row is empty and waits for the next paper, or for a file dropped."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "papers")
        self.setAcceptDrops(True)
        self._rows: list[_Row] = []
        self._as_given: dict[_Paper, str] = {}
        self._works: list[Work] = []
        self._quiet = False
        head = QWidget()
        head.setObjectName("papersHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = self._columns(head)
        for place, words in enumerate(_HEADS):
            label = QLabel(words)
            label.setProperty("kind", "second")
            label.setContentsMargins(theme.px(8), theme.px(2), 0, theme.px(2))
            across.addWidget(label, 0, place)
        body = QWidget()
        self._grid = self._columns(body)
        self._note = QLabel()
        self._note.setObjectName("papersNote")
        self._note.setProperty("kind", "second")
        self._note.setWordWrap(True)
        self._note.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (head, body, self._note):
            column.addWidget(part)
        self._add(_Paper(""))

    def _columns(self, of: QWidget) -> QGridLayout:
        grid = QGridLayout(of)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, theme.px(_COPIES))
        grid.setColumnMinimumWidth(2, theme.px(_PAGES))
        return grid

    def setAccessibleName(self, name: str) -> None:
        """Name the table, and with it every cell."""
        super().setAccessibleName(name)
        self._name_cells()

    def _name_cells(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            for cell, words in zip(row, _HEADS, strict=True):
                cell.setAccessibleName(f"{self.accessibleName()}，第{number}份，{words}")
            row.name.setPlaceholderText(
                "加一份，或者拖入文件读取页数" if number == len(self._rows) else ""
            )
        self.setFocusProxy(self._rows[0].name)

    def value(self) -> str:
        """Return the papers, a line each."""
        papers = [row.paper for row in self._rows]
        return "\n".join(self._as_given.get(one, one.line) for one in papers if one.name)

    def set_value(self, value: object) -> None:
        """Show the papers of a text, a line each, or of several texts."""
        text = "\n".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value or "")
        if text == self.value():
            return
        self._quiet = True
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        papers = [_read(line) for line in lines]
        self._as_given = dict(zip(papers, lines, strict=True))
        for number, paper in enumerate([*papers, _Paper("")]):
            if number == len(self._rows):
                self._add(paper)
                continue
            for cell, words in zip(self._rows[number], paper, strict=True):
                cell.set_value(words)
        self._drop_after(len(papers) + 1)
        self._quiet = False
        self.changed.emit()

    def _drop_after(self, count: int) -> None:
        for row in self._rows[count:]:
            for cell in row:
                self._grid.removeWidget(cell)
                cell.hide()
                cell.deleteLater()
        del self._rows[count:]
        self._name_cells()

    def _add(self, paper: _Paper) -> _Row:
        number = len(self._rows)
        row = _Row(_Cell(), _Cell(), _Cell())
        for place, (cell, words) in enumerate(zip(row, paper, strict=True)):
            cell.setProperty("kind", "cell")
            if place:
                cell.setFixedWidth(theme.px((_COPIES, _PAGES)[place - 1]))
            cell.set_value(words)
            self._grid.addWidget(cell, number, place)
            # Enter may want it before the layout has shown it.
            cell.setVisible(True)
            cell.changed.connect(self._edited)
            cell.left.connect(self.left)
            cell.entered.connect(lambda row=row: self._move(row, 1))
            cell.moved.connect(lambda by, row=row: self._move(row, by))
            cell.poured.connect(lambda lines, row=row: self._pour(row, lines))
        self._rows.append(row)
        self._name_cells()
        return row

    def _edited(self) -> None:
        if self._quiet:
            return
        if self._rows[-1].paper.name:
            self._add(_Paper(""))
        self._note.hide()
        self.changed.emit()

    def _move(self, row: _Row, by: int) -> None:
        to = self._rows.index(row) + by
        if 0 <= to < len(self._rows):
            self._rows[to].name.setFocus(Qt.FocusReason.TabFocusReason)
            self._rows[to].name.selectAll()

    def _pour(self, row: _Row, lines: list[str]) -> None:
        at = self._rows.index(row)
        before = [one.paper.line for one in self._rows[:at]]
        after = [one.paper.line for one in self._rows[at + 1 :] if one.paper.name]
        self.set_value("\n".join((*before, row.name.text() + lines[0], *lines[1:], *after)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files only."""
        if pasting.has_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """List the files that are dropped; their pages are counted."""
        for path in pasting.handed(event.mimeData()).paths:
            self._take(path)

    def _take(self, path: Path) -> None:
        row = self._rows[-1]
        row.name.set_value(f"《{path.stem}》")

        def task(progress: Progress) -> int:
            from casework.redaction.paging import pages_in

            progress.check()
            return pages_in(path)

        def counted(pages: object) -> None:
            if pages and row in self._rows and not row.pages.text():
                row.pages.set_value(pages)

        work = Work(task, self)
        self._works.append(work)
        work.done.connect(counted)
        work.failed.connect(self._say)
        work.start()

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.show()
