"""The written parts of the report: typed on the left, as they will print on the right."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from casework.reports.annual import AnnualReport
from casework.reports.narrative import drafts
from casework.year import report_keeping
from desktop.base.pause import Pause
from desktop.base.screen import held
from desktop.look import theme
from desktop.widgets.menu_button import MenuButton
from rules.errors import ClerkError
from rules.report_checks import ReportFinding
from rules.report_texts import WRITTEN_PARTS

_PAUSE_MS = 350
_WIDEST = 1640
_HEIGHTS = (190, 130, 100)


class _Editor(QPlainTextEdit):
    """An editor that tells when the caret comes to it."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusInEvent(event)
        self.entered.emit()


class TextsPage(QWidget):
    """Three editors; every keystroke is kept, and `checked` carries what does not agree."""

    checked = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._report: AnnualReport | None = None
        self._last: AnnualReport | None = None
        self._is_locked = self._is_filling = False
        self.editors = {heading: _Editor() for heading in WRITTEN_PARTS}
        self._last_in = self.editors[WRITTEN_PARTS[0]]
        self._printed = {heading: QLabel() for heading in WRITTEN_PARTS}
        self._problems = {heading: QLabel() for heading in WRITTEN_PARTS}
        self._pause = Pause(self, desk, _PAUSE_MS, self.keep)
        self._dirty: set[str] = set()
        self._assemble()

    def _assemble(self) -> None:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        self.figures = MenuButton("插入数字", "plus")
        self.figures.setObjectName("insertFigure")
        self.figures.setToolTip("插入的数字随表格变动，付印时填入")
        self._menu = QMenu(self.figures)
        self.figures.setMenu(self._menu)
        top = QHBoxLayout()
        hint = QLabel("双大括号中的名称在导出时换成表格里的数字。第二、三、四部分是表格，不用写。")
        hint.setProperty("kind", "body2")
        hint.setWordWrap(True)
        top.addWidget(hint, 1)
        top.addWidget(self.figures)
        grid.addLayout(top, 0, 0, 1, 2)
        row = 1
        for place, heading in enumerate(WRITTEN_PARTS):
            title, right = QLabel(heading), QLabel("付印的文字和上年的文字")
            for label in (title, right):
                label.setProperty("kind", "group")
                label.setContentsMargins(0, theme.px(8), 0, 0)
            editor, printed, problems = (
                self.editors[heading], self._printed[heading], self._problems[heading],
            )  # fmt: skip
            editor.setObjectName(f"text{place + 1}")
            editor.setAccessibleName(heading)
            editor.setTabChangesFocus(True)
            editor.setMinimumHeight(theme.px(_HEIGHTS[place]))
            editor.entered.connect(lambda editor=editor: self._entered(editor))
            editor.textChanged.connect(lambda heading=heading: self._typed(heading))
            title.setBuddy(editor)
            printed.setObjectName(f"printed{place + 1}")
            printed.setWordWrap(True)
            printed.setTextFormat(Qt.TextFormat.PlainText)
            printed.setAlignment(Qt.AlignmentFlag.AlignTop)
            printed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            problems.setObjectName(f"textProblem{place + 1}")
            problems.setProperty("kind", "problem")
            problems.setWordWrap(True)
            grid.addWidget(title, row, 0)
            if place == 0:
                grid.addWidget(right, row, 1)
            grid.addWidget(editor, row + 1, 0)
            grid.addWidget(printed, row + 1, 1, 2, 1)
            grid.addWidget(problems, row + 2, 0)
            row += 3
        grid.setRowStretch(row, 1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(held(scroll, _WIDEST))

    def show_report(
        self, report: AnnualReport, last_year: AnnualReport | None, *, is_locked: bool
    ) -> None:
        """Show the texts of a report; what was typed a moment ago is kept first."""
        self.keep()
        is_same = self._report is not None and self._report.year == report.year
        self._report, self._last, self._is_locked = report, last_year, is_locked
        shown = {**drafts(report), **report.texts}
        self._is_filling = True
        for heading, editor in self.editors.items():
            if not (is_same and editor.hasFocus()) and editor.toPlainText() != shown[heading]:
                editor.setPlainText(shown[heading])
            editor.setReadOnly(is_locked)
        self._is_filling = False
        self.figures.setEnabled(not is_locked)
        self._menu.clear()
        for name, value in report.figures.items():
            action = self._menu.addAction(f"{name}（现为{value}）")
            action.triggered.connect(lambda _=False, name=name: self.insert(name))
        self.look_again()

    def insert(self, name: str) -> None:
        """Insert a figure's name where the caret is."""
        self._last_in.insertPlainText(f"{{{{{name}}}}}")
        self._last_in.setFocus()

    def _entered(self, editor: _Editor) -> None:
        self._last_in = editor

    def _typed(self, heading: str) -> None:
        if self._is_filling:
            return
        self._dirty.add(heading)
        self._pause.start()
        self.look_again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the last words before the page or the window goes."""
        self.keep()
        super().hideEvent(event)

    def keep(self) -> None:
        """Keep what was typed."""
        self._pause.stop()
        if self._report is None:
            return
        while self._dirty:
            heading = self._dirty.pop()
            text = self.editors[heading].toPlainText()
            try:
                report_keeping.keep_text(self._desk, self._report.year, heading, text)
            except ClerkError as error:
                self.failed.emit(str(error))

    def report_as_typed(self) -> AnnualReport | None:
        """Return the report with the texts as they stand in the editors."""
        if self._report is None:
            return None
        typed = {heading: editor.toPlainText() for heading, editor in self.editors.items()}
        return replace(self._report, texts={**drafts(self._report), **typed})

    def look_again(self) -> None:
        """Check the texts and show how they will print."""
        report = self.report_as_typed()
        if report is None:
            return
        findings = report.findings()
        for heading in WRITTEN_PARTS:
            own = [finding for finding in findings if _is_about(finding, heading)]
            problem = self._problems[heading]
            try:
                printed = "\n".join(report.paragraphs(heading)) or "（空）"
            except ClerkError as error:
                printed = "（数字名称改正后显示）"
                own = [ReportFinding("text", error.message)]
            problem.setText("\n".join(finding.sentence for finding in own))
            problem.setVisible(bool(own))
            self._printed[heading].setText(printed + self._before(heading))
        self.checked.emit(findings)

    def _before(self, heading: str) -> str:
        """Return last year's text as it follows this year's; empty where there is none."""
        last = self._last
        text = "" if last is None else _text_of(last, heading)
        return f"\n\n{last.year}年：\n{text}" if last is not None and text else ""


def _text_of(report: AnnualReport, heading: str) -> str:
    try:
        return "\n".join(report.paragraphs(heading))
    except ClerkError:
        return report.texts.get(heading, "").strip()


def _is_about(finding: ReportFinding, heading: str) -> bool:
    part = f"第{heading[:1]}部分"
    return finding.kind in ("text", "empty") and (
        part in finding.sentence or heading in finding.sentence
    )
