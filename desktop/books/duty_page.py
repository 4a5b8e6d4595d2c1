"""The year's work: duties made from the template or taken from a plan, done, and printed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.books.book import BookEntry
from casework.books.book_papers import write_duties
from casework.books.duties import (
    DUTIES,
    PATTERNS,
    duty_state,
    make_year,
    mark_done,
    own_patterns,
    year_work,
)
from casework.books.entering import enter_all
from casework.books.plan_rows import PlanRows, plan_in_file, plan_in_text
from casework.desk.desk import Desk
from desktop.base.work import Progress
from desktop.books.book_page import BookPage
from desktop.look import theme
from desktop.widgets.fields import Suggest
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_FILES = "工作要点 (*.docx *.xlsx *.xls *.et *.csv *.txt *.html *.htm);;所有文件 (*)"
_NEXT_YEAR_FROM = 11


class DutyPage(BookPage):
    """The duties; `patterns_asked` wishes that their template be shown."""

    patterns_asked = Signal()

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        super().__init__(desk, DUTIES, suggest)
        self.fresh.setText("新的任务")
        # From November on one prepares the next year.
        self.year = desk.today.year + (desk.today.month >= _NEXT_YEAR_FROM)
        self.add_tool("done", "标记完成", self.mark, key="F8", icon="check")
        self.add_tool("make", f"按模板生成{self.year}年任务", self._make_next, icon="plus")
        self.add_tool("paste", "粘贴上级任务", self._paste, icon="clipboard-paste")
        if self.year != desk.today.year:
            self.add_tool("makeThis", f"按模板生成{desk.today.year}年任务", self._make)
        self.add_tool("import", "导入上级任务…", self._choose, icon="upload")
        self.add_tool("patterns", "编辑模板", self._edit_patterns, icon="layout-template")
        self.add_tool("print", "打印台账", self._print, icon="printer")
        self.strip = WorkStrip()
        self.strip.failed.connect(self.failed)
        self.pasted = _Pasted()
        self.pasted.read.connect(self.take_text)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.strip)
        layout.addWidget(self.pasted)
        self.pasted.hide()

    def cells(self, entry: BookEntry) -> Sequence[str]:
        """Return the cells of a duty, with how long it has still."""
        form = DUTIES.form_of(entry)
        return (*super().cells(entry)[:-1], duty_state(self._desk, form))

    def figure_words(self, found: Sequence[BookEntry]) -> str:
        """Return how much of this year's work is done."""
        del found
        work = year_work(self._desk, self._desk.today.year)
        if not work.duties:
            return ""
        late = f"，逾期未完成 {work.overdue} 项" if work.overdue else ""
        total = len(work.duties)
        return f"{work.year}年共 {total} 项，已完成 {work.done} 项（按期 {work.in_time} 项）{late}"

    def mark(self) -> None:
        """Mark the duty one stands on as done today."""
        entry = self.chosen()
        if entry is None:
            self.failed.emit("请先在左边选一项任务。")
            return
        try:
            done = mark_done(self._desk, entry.id)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        self.begin(takes_focus=False)
        self.table.setFocus()
        self.said.emit(f"已完成：{done.task}。")

    def _make(self) -> None:
        self._make_of(self._desk.today.year)

    def _make_next(self) -> None:
        self._make_of(self.year)

    def _make_of(self, year: int) -> None:
        try:
            count = make_year(self._desk, year)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        self.said.emit(f"已按模板生成{year}年的{count}项任务，责任人可以逐项补上。")

    def _edit_patterns(self) -> None:
        try:
            own_patterns(self._desk)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.patterns_asked.emit()

    def _paste(self) -> None:
        self.pasted.show()
        self.pasted.text.setPlainText(QApplication.clipboard().text())
        self.pasted.text.setFocus()

    def take_text(self, text: str) -> None:
        """Enter the duties of pasted rows."""
        try:
            rows = plan_in_text(text, self._desk.today.year)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        if self.take_rows(rows):
            self.pasted.hide()

    def _choose(self) -> None:
        folder = str(self._desk.beside.folder)
        chosen, _ = QFileDialog.getOpenFileName(self, "选择上级的工作要点", folder, _FILES)
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Read the duties of a plan aside, and enter them."""
        year = self._desk.today.year

        def task(_progress: Progress) -> PlanRows:
            return plan_in_file(path, year)

        def done(rows: PlanRows) -> None:
            self.take_rows(rows)

        self.strip.run(task, "正在读取工作要点", done)

    def take_rows(self, rows: PlanRows) -> bool:
        """Enter what was read, and say what was not; tell whether anything was entered."""
        left = "".join(rows.left_out[:3])
        more = f"另有{len(rows.left_out) - 3}项也没有读懂。" if len(rows.left_out) > 3 else ""
        if not rows.duties:
            self.failed.emit(f"没有读到任务，请确认有任务、责任人、时限三列。{left}{more}")
            return False
        try:
            count = enter_all(self._desk, DUTIES, rows.duties)
        except ClerkError as error:
            self.failed.emit(str(error))
            return False
        self.refresh()
        said = f"已导入{count}项任务。"
        if left:
            self.failed.emit(f"{said}没有导入的：{left}{more}")
        else:
            self.said.emit(said)
        return True

    def _print(self) -> None:
        self.write_and_open(lambda: write_duties(self._desk, self._year_shown()))

    def _year_shown(self) -> int:
        entry = self.entry
        on: date = self._desk.today if entry is None else entry.on
        return on.year


class PatternPage(BookPage):
    """The template the duties of a year are made from; `left` goes back to them."""

    left = Signal()

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        super().__init__(desk, PATTERNS, suggest)
        self.fresh.setText("新的任务")
        self.add_tool("back", "返回任务台账", self.left.emit, key="Esc", icon="arrow-left")


class _Pasted(QWidget):
    """A field for rows out of somebody else's table; `read` carries them."""

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setObjectName("pastedDuties")
        self.text.setAccessibleName("粘贴的任务")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("任务　责任人　时限，一行一项，从表格中复制")
        self.text.setFixedHeight(theme.px(140))
        words = QLabel("从Word、Excel或者网页的表格中复制任务、责任人、时限三列，粘贴在这里：")
        take, leave = QPushButton("导入这些任务"), QPushButton("不导入")
        take.setObjectName("takePasted")
        take.setProperty("kind", "primary")
        take.clicked.connect(lambda: self.read.emit(self.text.toPlainText()))
        leave.clicked.connect(self.hide)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(take)
        foot.addWidget(leave)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(words)
        column.addWidget(self.text)
        column.addLayout(foot)
