"""The library of cases: imported, written up from the office's own, shared as one file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QVBoxLayout

from casework.books.book import BookEntry
from casework.books.guidance import GUIDANCE, from_case, guidance_words
from casework.books.guidance_files import (
    SUFFIX,
    cases_of_file,
    export_guidance,
    take_over,
)
from casework.cases.case_file import plain
from casework.desk.desk import Desk
from desktop.base.work import Progress
from desktop.books.book_page import BookPage
from desktop.widgets.fields import Suggest
from desktop.widgets.work_strip import WorkStrip
from forms.guidance import GuidanceCase
from rules.errors import ClerkError

_FILES = f"案例材料 (*.docx *.pdf *.html *.htm *.txt *{SUFFIX});;所有文件 (*)"


class GuidancePage(BookPage):
    """The library."""

    def __init__(self, desk: Desk, suggest: Suggest | None = None) -> None:
        super().__init__(desk, GUIDANCE, suggest)
        self.fresh.setText("新的案例")
        self.strip = WorkStrip()
        self.strip.failed.connect(self.failed)
        self.ask: Callable[[], str] = self._ask_number
        self.add_tool("import", "导入案例…", self._choose, icon="upload")
        self.add_tool("own", "收入本机关案件…", self._take_own, icon="plus")
        self.add_tool("export", "导出案例包…", self._choose_place, icon="download")
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.strip)

    def figure_words(self, found: Sequence[BookEntry]) -> str:
        """Return how many cases there are and how many did not stand."""
        return guidance_words(found)

    def _choose(self) -> None:
        folder = str(self._desk.beside.folder)
        chosen, _ = QFileDialog.getOpenFileName(self, "选择案例材料", folder, _FILES)
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Read a file aside, and take its cases over."""
        today = self._desk.today

        def task(_progress: Progress) -> list[GuidanceCase]:
            return cases_of_file(path, today)

        def done(found: list[GuidanceCase]) -> None:
            try:
                self.said.emit(take_over(self._desk, path.name, found))
            except ClerkError as error:
                self.failed.emit(str(error))
                return
            self.refresh()

        self.strip.run(task, "正在读取案例", done)

    def _ask_number(self) -> str:
        number, is_given = QInputDialog.getText(
            self, "收入本机关案件", "登记编号（如 依申请〔2026〕12号）"
        )
        return number if is_given else ""

    def _take_own(self) -> None:
        number = self.ask()
        if not number:
            return
        try:
            form = from_case(self._desk, number)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.begin()
        self.view.set_values(plain(form))
        self.said.emit("已填好案情和理由，请隐去个人信息、补写指导意见，再保存。")

    def _choose_place(self) -> None:
        start = str(self._desk.beside.folder / f"案例包 {self._desk.today.isoformat()}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self, "导出案例包", start, f"案例包 (*{SUFFIX})")
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the library to a file for another office."""
        try:
            self.said.emit(export_guidance(self._desk, path))
        except ClerkError as error:
            self.failed.emit(str(error))
