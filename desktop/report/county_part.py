"""The county's own report out of the roll-up: made and published, its units assessed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.cases.case_file import plain
from casework.desk.desk import Desk
from casework.desk.unwritable import told_if_unwritable
from casework.reports.locked_years import COUNTY_REPORT
from casework.reports.rollup import RollUp
from casework.reports.web_page import write_web_page
from casework.reports.word import write_word
from casework.year.county import (
    county_problems,
    county_report,
    keep_points,
    keep_texts,
    points_of,
    publish_county,
    published_county,
    take_county_last_year,
    texts_of,
    write_findings,
)
from desktop.base.documents import open_path
from desktop.look import theme
from desktop.report.report_typed import REPORT_FILES
from desktop.widgets.form_view import FormView
from desktop.widgets.menu_button import MenuButton
from forms.county import CountyPoints, CountyPublication, CountyTexts
from forms.fields import Form
from rules.errors import ClerkError


class CountyPart(QWidget):
    """Buttons under the roll-up; what they say goes out by `said` and `failed`."""

    said = Signal(str)
    failed = Signal(str)
    assessed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._year = desk.today.year
        self.result: RollUp | None = None
        self.fill: Callable[[type[Form], dict[str, Any]], Form | None] = self._fill
        self.ask_reason: Callable[[], str] = self._ask_reason
        self.state = QLabel()
        self.state.setObjectName("countyState")
        self.state.setProperty("kind", "second")
        self.state.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.doings: dict[str, Callable[[], None]] = {}
        report = self._menu("汇总报告", "file-text", "countyReport")
        for name, words, run in (
            ("texts", "编写文字部分…", self.write_texts),
            ("word", "生成Word报告…", lambda: self._save("docx")),
            ("web", "生成网页版…", lambda: self._save("html")),
            ("last", "读入上年汇总报告…", self._choose_last),
            ("publish", "公布并锁定…", self.publish),
            ("unlock", "解除锁定…", self.unlock),
        ):
            self._add(report, name, words, run)
        units = self._menu("考核和反馈", "check", "countyUnits")
        for name, words, run in (
            ("points", "设定考核分值…", self.set_points),
            ("findings", "生成各单位反馈表", self.return_findings),
        ):
            self._add(units, name, words, run)
        for button in (report, units):
            row.addWidget(button)
        row.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.refresh()

    def _menu(self, words: str, icon: str, name: str) -> QPushButton:
        button = MenuButton(words, icon)
        button.setObjectName(name)
        button.setMenu(QMenu(button))
        return button

    def _add(self, button: QPushButton, name: str, words: str, run: Callable[[], None]) -> None:
        self.doings[name] = run
        button.menu().addAction(words).triggered.connect(lambda _=False: run())

    def show_year(self, year: int) -> None:
        """Take the year that is rolled up."""
        self._year, self.result = year, None
        self.refresh()

    def show_result(self, result: RollUp) -> None:
        """Take a roll-up to make the county's report of."""
        self.result = result
        self.refresh()

    def refresh(self) -> None:
        """Say whether the year is published, and whether the county's report adds up."""
        kept = published_county(self._desk, self._year)
        if kept is not None:
            by = f"，{kept.by}" if kept.by else ""
            self.state.setText(f"{self._year}年汇总报告已于{kept.on}公布并锁定{by}。")
            return
        if self.result is None or not self.result.units:
            unlocked = COUNTY_REPORT.log(self._desk, self._year)
            said = "汇总各单位的报告后，在这里编制本级汇总报告、考核和反馈。"
            self.state.setText("已解除锁定，重新汇总后公布。" if unlocked else said)
            return
        found = county_problems(self._desk, self.result)
        self.state.setText(
            f"汇总报告有{len(found)}处需要核对：{found[0]}" if found else "汇总报告各项数字相符。"
        )

    def _run(self, run: Callable[[], str]) -> None:
        try:
            words = run()
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        if words:
            self.said.emit(words)

    def _summed(self) -> RollUp:
        if self.result is None or not self.result.units:
            raise ClerkError("还没有汇总各单位的报告，请先选择各单位的报告。")
        return self.result

    def write_texts(self) -> None:
        """Type the written parts, which begin with what the figures say."""

        def run() -> str:
            result = self._summed()
            kept, drafted = (
                texts_of(self._desk, self._year),
                county_report(self._desk, result).texts,
            )
            headings = list(drafted)
            start = {
                "overall": kept.overall or drafted[headings[0]],
                "problems_and_plans": kept.problems_and_plans or drafted[headings[4]],
                "other": kept.other or drafted[headings[5]],
            }
            form = self.fill(CountyTexts, start)
            if not isinstance(form, CountyTexts):
                return ""
            keep_texts(self._desk, self._year, form)
            return f"已保存{self._year}年汇总报告的文字部分。"

        self._run(run)

    def set_points(self) -> None:
        """Set what each item is worth."""

        def run() -> str:
            form = self.fill(CountyPoints, plain(points_of(self._desk)))
            if not isinstance(form, CountyPoints):
                return ""
            keep_points(self._desk, form)
            self.assessed.emit()
            return f"已保存考核分值，满分{form.total}分。"

        self._run(run)

    def publish(self) -> None:
        """Publish and lock the county's report."""

        def run() -> str:
            result = self._summed()
            form = self.fill(CountyPublication, {"on": self._desk.today})
            if not isinstance(form, CountyPublication):
                return ""
            publish_county(self._desk, result, form.on)
            return f"已公布并锁定{self._year}年汇总报告，各单位的报告一并留存。"

        self._run(run)

    def unlock(self) -> None:
        """Unlock the year for a reason."""

        def run() -> str:
            reason = self.ask_reason()
            if not reason:
                return ""
            COUNTY_REPORT.unlock(self._desk, self._year, reason)
            return f"已解除{self._year}年汇总报告的锁定。"

        self._run(run)

    def return_findings(self) -> None:
        """Write the sheet of each unit and show where they lie."""

        def run() -> str:
            written = write_findings(self._desk, self._summed())
            open_path(written[0].parent)
            return f"已生成{len(written)}份反馈表，保存在文书文件夹的“{written[0].parent.name}”中。"

        self._run(run)

    def _choose_last(self) -> None:
        folder = str(self._desk.beside.folder)
        chosen, _ = QFileDialog.getOpenFileName(self, "选择上年汇总报告", folder, REPORT_FILES)
        if chosen:
            self.take_last_year(Path(chosen))

    def take_last_year(self, path: Path) -> None:
        """Take last year's report to check this one against."""

        def run() -> str:
            report = take_county_last_year(self._desk, self._year, path)
            return f"已读入{report.year}年汇总报告，用来核对本年的结转。"

        self._run(run)

    def _save(self, suffix: str) -> None:
        name = f"{self._desk.office_name}{self._year}年政府信息公开工作年度报告.{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "保存汇总报告", str(self._desk.beside.file(name)), f"(*.{suffix})"
        )
        if chosen:
            self.save_to(Path(chosen).with_suffix(f".{suffix}"))

    def save_to(self, path: Path) -> None:
        """Write the county's report, as published where it is, as Word or as a web page."""

        def run() -> str:
            kept = published_county(self._desk, self._year)
            report = kept.report if kept is not None else county_report(self._desk, self._summed())
            with told_if_unwritable(path):
                if path.suffix == ".html":
                    write_web_page(report, path)
                else:
                    write_word(report, path)
            open_path(path)
            return f"已生成汇总报告：{path}"

        self._run(run)

    def _ask_reason(self) -> str:
        reason, is_given = QInputDialog.getText(self, "解除锁定", "解除锁定的原因")
        return reason if is_given else ""

    def _fill(self, form: type[Form], values: dict[str, Any]) -> Form | None:
        """Return a form filled in a window of its own; None where it was left."""
        dialog = _FormDialog(form, values, self, self._desk)
        return dialog.filled if dialog.exec() else None


class _FormDialog(QDialog):
    """One form with 保存 and 返回."""

    def __init__(
        self, form: type[Form], values: dict[str, Any], parent: QWidget, desk: Desk
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(form.title)
        self.filled: Form | None = None
        self.view = FormView(form, today=desk.today)
        self.view.set_values(values)
        self.view.submitted.connect(self._take)
        scroll = QScrollArea()
        scroll.setWidget(self.view)
        scroll.setWidgetResizable(True)
        buttons = QDialogButtonBox()
        save = buttons.addButton("保存", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("返回", QDialogButtonBox.ButtonRole.RejectRole)
        save.clicked.connect(self.view.submit)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        self.resize(theme.px(640), theme.px(560))

    def _take(self, form: Form) -> None:
        self.filled = form
        self.accept()
