"""Her own figures against the register: a published table or a ledger, and the likely cases."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.year.own_figures import FigureComparison, compare
from desktop.base.work import Progress
from desktop.look import icons, theme
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.work_strip import WorkStrip

_FILES = "年度报告或者台账 (*.xlsx *.xls *.et *.csv *.docx *.html *.htm *.mht *.json);;所有文件 (*)"
_HINT = (
    "数字与您手里的不一样时，选择您的文件：公布过的年度报告（Excel、Word、网页、交换文件），"
    "或者您的 Excel 台账。程序逐格比较表三，并列出最可能造成差别的申请，按回车打开核对。"
)


class ComparePage(QWidget):
    """A file chosen, what differs, and the cases that may be behind it."""

    case_asked = Signal(int)
    failed = Signal(str)
    compared = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._year = desk, desk.today.year
        self.choose = QPushButton(icons.icon("folder-open"), "选择文件…")
        self.choose.setObjectName("compareFile")
        self._words = QLabel(_HINT)
        self._words.setObjectName("compareWords")
        self._words.setWordWrap(True)
        self.differences = SentenceList("differences", "不同的数字")
        self.suspects = ReadingTable(
            "suspects", "可能的申请", ("编号|180", "可能的原因|120", "说明")
        )
        self._heading = QLabel("最可能的申请")
        self._heading.setProperty("kind", "group")
        self.strip = WorkStrip()
        head = QHBoxLayout()
        head.setSpacing(theme.px(16))
        head.addWidget(self._words, 1)
        head.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.differences)
        column.addWidget(self._heading)
        column.addWidget(self.suspects, 1)
        column.addStretch(0)
        self.choose.clicked.connect(self._choose)
        self.strip.failed.connect(self.failed)
        self.suspects.opened.connect(lambda request_id: self.case_asked.emit(request_id))
        self._show_parts(False)

    def show_year(self, year: int) -> None:
        """Forget a comparison of another year."""
        if year != self._year:
            self._year = year
            self._words.setText(_HINT)
            self._show_parts(False)

    def _show_parts(self, is_shown: bool) -> None:
        for part in (self.differences, self._heading, self.suspects):
            part.setVisible(is_shown)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "选择要对照的文件", str(self._desk.beside.folder), _FILES
        )
        if chosen:
            self.compare_with(Path(chosen))

    def compare_with(self, path: Path) -> None:
        """Compare the register with a file, off the window's thread."""
        store, clock, year = self._desk.store, self._desk.clock, self._year

        def task(progress: Progress) -> FigureComparison:
            progress.say(-1, f"正在读取“{path.name}”")
            own = Desk(store.reader(), clock)
            try:
                return compare(own, year, path, progress.say)
            finally:
                own.close()

        self.strip.run(task, f"正在对照“{path.name}”", self._show)

    def _show(self, found: FigureComparison) -> None:
        warned = "\n".join(found.warnings[:3])
        self._words.setText(f"{found.words}\n{warned}" if warned else found.words)
        self.differences.show_sentences([(sentence, ()) for sentence in found.differences])
        self.suspects.show_rows(
            [
                (one.register_number or "（不在登记簿中）", one.kind.value, one.sentence)
                for one in found.suspects
            ],
            [one.request_id for one in found.suspects],
        )
        self._show_parts(bool(found.differences or found.suspects))
        self.compared.emit(found)
