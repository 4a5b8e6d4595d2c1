"""A county's roll-up: its departments' reports chosen, checked, summed and saved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from casework.desk.unwritable import told_if_unwritable
from casework.pages.office_settings import expect_units, units_expected
from casework.reports.rollup import RollUp, roll_up, write_roll_up
from casework.year.county import assess
from desktop.base.documents import open_path
from desktop.base.work import Progress
from desktop.look import icons, theme
from desktop.report.county_part import CountyPart
from desktop.report.report_typed import REPORT_FILES
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.sentence_list import SentenceList
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError
from rules.report_rows import CARRIED_IN, CARRIED_OUT, CLOSED, NEW

_HINT = (
    "选择各单位交来的年度报告：本程序的交换文件，或者 Excel、Word、网页表格原样即可。"
    "逐份核对后相加，同一单位只计一次，没交的单位列出来。"
)


class RollUpPage(QWidget):
    """Files in, the units and their problems shown, the sum saved as Excel."""

    said = Signal(str)
    failed = Signal(str)
    summed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._year = desk, desk.today.year
        self.result: RollUp | None = None
        self.choose = QPushButton(icons.icon("folder-open", "on_accent"), "选择各单位的报告…")
        self.choose.setObjectName("rollUpFiles")
        self.choose.setProperty("kind", "primary")
        self.save = QPushButton(icons.icon("download"), "保存汇总表…")
        self.save.setObjectName("rollUpSave")
        self.save.setEnabled(False)
        self._words = QLabel(_HINT)
        self._words.setObjectName("rollUpWords")
        self._words.setWordWrap(True)
        self.units = ReadingTable(
            "rollUpUnits",
            "各单位",
            (
                "单位",
                "新收|64",
                "结转|64",
                "办结|64",
                "结转下年|72",
                "核对|112",
                "得分|72",
                "文件|160",
            ),
        )
        self.problems = SentenceList("rollUpProblems", "需要核对的问题")
        self.expected = QPlainTextEdit()
        self.strip = WorkStrip()
        self.county = CountyPart(desk)
        self._assemble()

    def _assemble(self) -> None:
        self.expected.setObjectName("expectedUnits")
        self.expected.setAccessibleName("应当交来的单位")
        self.expected.setTabChangesFocus(True)
        self.expected.setPlaceholderText("一行一个单位，如\n青枫区教育局\n青枫区自然资源局")
        self.expected.setPlainText("\n".join(units_expected(self._desk)))
        self.expected.textChanged.connect(self._keep_units)
        caption = QLabel("应当交来的单位")
        caption.setBuddy(self.expected)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._words, 1)
        head.addWidget(self.choose)
        head.addWidget(self.save)
        left, right = QWidget(), QWidget()
        side, list_side = QVBoxLayout(right), QVBoxLayout(left)
        for layout in (side, list_side):
            layout.setContentsMargins(0, 0, theme.px(8), 0)
            layout.setSpacing(theme.px(8))
        side.setContentsMargins(theme.px(8), 0, 0, 0)
        list_side.addWidget(self.units, 2)
        self._problem_heading = QLabel("需要核对的问题")
        self._problem_heading.setProperty("kind", "group")
        list_side.addWidget(self._problem_heading)
        list_side.addWidget(self.problems)
        list_side.addWidget(self.county)
        side.addWidget(caption)
        side.addWidget(self.expected, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([theme.px(900), theme.px(260)])
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(split, 1)
        self.choose.clicked.connect(self._choose)
        self.save.clicked.connect(self._choose_place)
        self.strip.failed.connect(self.failed)
        self.county.said.connect(self.said)
        self.county.failed.connect(self.failed)
        self.county.assessed.connect(self._show_again)
        self.strip.stopped.connect(lambda: self.said.emit("汇总已停止，没有生成汇总表。"))
        self._problem_heading.hide()
        self.problems.hide()

    def show_year(self, year: int) -> None:
        """Take the year that is rolled up; the sum of another year is put away."""
        if year == self._year:
            return
        self._year, self.result = year, None
        self.county.show_year(year)
        self.save.setEnabled(False)
        self.units.show_rows([])
        self.problems.show_sentences([])
        self._words.setText(_HINT)

    def _units_typed(self) -> list[str]:
        lines = self.expected.toPlainText().splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _keep_units(self) -> None:
        expect_units(self._desk, self._units_typed())

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "选择各单位的年度报告", str(self._desk.beside.folder), REPORT_FILES
        )
        if chosen:
            self.sum_up([Path(path) for path in chosen])

    def sum_up(self, paths: Sequence[Path]) -> None:
        """Check and sum the files, off the window's thread."""
        year, unit, expected = self._year, self._desk.office.name, self._units_typed()

        def task(progress: Progress) -> RollUp:
            def say(done: int, of: int, name: str) -> bool:
                progress.say(round(100 * done / max(of, 1)), f"{done}/{of}　{name}")
                return True

            return roll_up(paths, year=year, unit=unit, expected_units=expected, progress=say)

        self.strip.run(task, "正在读取各单位的报告", self._show)

    def _show_again(self) -> None:
        if self.result is not None:
            self._show(self.result)

    def _show(self, result: RollUp) -> None:
        self.result = result
        self.county.show_result(result)
        points = {one.unit: one.words for one in assess(self._desk, result)}
        rows: list[tuple[object, ...]] = []
        for unit in result.units:
            table = unit.report.table3
            rows.append(
                (
                    unit.unit,
                    table.at(NEW),
                    table.at(CARRIED_IN),
                    table.at(CLOSED),
                    table.at(CARRIED_OUT),
                    f"有{len(unit.problems)}处要核对" if unit.problems else "相符",
                    points[unit.unit],
                    unit.path.name,
                )
            )
        rows += [
            (refused.path.stem, "—", "—", "—", "—", "没有计入", "", refused.path.name)
            for refused in result.refused
        ]
        rows += [(name, "—", "—", "—", "—", "未交", points[name], "") for name in result.missing]
        total = result.total.table3
        if result.units:
            rows.append(
                (
                    "合计", total.at(NEW), total.at(CARRIED_IN), total.at(CLOSED),
                    total.at(CARRIED_OUT), "", "", "",
                )
            )  # fmt: skip
        self.units.show_rows(rows)
        problems = result.problems()
        self.problems.show_sentences([(problem, ()) for problem in problems])
        self.problems.setVisible(bool(problems))
        self._problem_heading.setVisible(bool(problems))
        said = f"{self._year}年：已计入{len(result.units)}个单位"
        if result.refused:
            said += f"，{len(result.refused)}份没有计入"
        if result.missing:
            said += f"，{len(result.missing)}个单位未交"
        left = f"；有{len(problems)}处需要核对。" if problems else "；各项勾稽关系相符。"
        self._words.setText(said + left)
        self.save.setEnabled(bool(result.units))
        self.summed.emit()

    def _choose_place(self) -> None:
        name = f"{self._desk.office.name}{self._year}年年度报告汇总.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "保存汇总表", str(self._desk.beside.file(name)), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.save_to(Path(chosen).with_suffix(".xlsx"))

    def save_to(self, path: Path) -> None:
        """Write the sum with its units on a second sheet, then open it."""
        result = self.result
        if result is None:
            return
        try:
            with told_if_unwritable(path):
                write_roll_up(result, path)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        open_path(path)
        self.said.emit(f"已保存汇总表：{path}")
