"""An office's own ledger taken over: read, shown as it was understood, entered, taken back."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from casework.desk.questions import Query, QueryCondition, ids
from casework.importing import ImportOutcome
from casework.importing.left_out import LeftOut
from casework.importing.left_out_file import write_left_out
from casework.importing.planning import ImportPlan, import_planned, plan_import, row_cells
from casework.importing.row_places import line_words
from casework.importing.sheets import Ledger
from desktop.base.documents import open_path
from desktop.base.screen import Screen, rule
from desktop.base.view import View, entered
from desktop.base.wishes import Hold, OfferBack, RestoreCopy, ShowView
from desktop.base.work import Progress
from desktop.importing.doubts import DoubtTable, RowCells
from desktop.importing.import_parts import Examples, LedgerColumns, LeftOutTable, WordTable
from desktop.importing.import_words import asked, columns_words, doubts_words, said, told
from desktop.look import icons, theme
from desktop.registers.daily_copy import copy_register
from desktop.registers.restoring import ask_to_restore
from desktop.widgets.bars import EmptyState
from desktop.widgets.folded_tabs import FoldedTabs
from desktop.widgets.ledger_drop import LEDGER_FILES, LedgerDrop
from desktop.widgets.page_head import titled
from desktop.widgets.words import Words
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_HINT = "现有的 Excel 台账一次登记进来，每一行成为一件有办理经过的申请；写入之前先看读懂了什么。"


class ImportDone(NamedTuple):
    """What came of an import, and the copy of the register as it was before."""

    outcome: ImportOutcome
    copy: Path


class ImportScreen(Screen):
    """From a chosen file to its cases in the register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.path: Path | None = None
        self.plan: ImportPlan | None = None
        self.done: ImportDone | None = None
        self.choose = _button("importChoose", "folder-open", "选择文件…")
        self.again = _button("importAgain", "refresh-cw", "重新读取")
        self.go = _button("importGo", "download", "导入", primary=True)
        self.show_list = _button("importShow", "list", "在列表中查看", primary=True)
        self.save = _button("importSave", "download", "保存未导入的行…")
        self.back = _button("importBack", "undo-2", "撤销本次导入…")
        self.again.setToolTip("在 Excel 或者 WPS 中改好台账并保存后，再读一次")
        self.words, self._promise = Words(), Words()
        self.words.setObjectName("importWords")
        self.strip = WorkStrip()
        self.columns, self.left, self.examples = LedgerColumns(), LeftOutTable(), Examples()
        self.doubts, self.row = DoubtTable(), RowCells()
        self.warned = WordTable("importWarnings", "请核对的内容", ("内容",))
        self.tabs = FoldedTabs("importTabs")
        self._empty = EmptyState(
            "table-2",
            "把台账文件拖到这里，或者点“选择文件”",
            "可以是 Excel、WPS 表格或者 csv，每行一件申请，有一行列名，如“登记编号”“收到日期”"
            "“申请人”“申请内容”；列的次序和叫法不必改。",
        )
        self._area = LedgerDrop()
        self._assemble()
        self._connect()
        self._show()

    def _assemble(self) -> None:
        head, buttons = titled("导入台账", hint=_HINT)
        buttons.addWidget(self.again)
        buttons.addWidget(self.choose)
        self.tabs.setObjectName("importTabs")
        self.tabs.setDocumentMode(True)
        for part in (
            self.columns, self.doubts, self.left, self.warned, self.examples, self.row,
        ):  # fmt: skip
            self.tabs.addTab(part, "")
        self._promise.setProperty("kind", "second")
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        for button in (self.go, self.show_list, self.save, self.back):
            foot.addWidget(button)
        foot.addWidget(self._promise, 1)
        foot.addStretch(0)
        body = QVBoxLayout(self._area)
        body.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        body.setSpacing(theme.px(8))
        body.addWidget(self.words)
        body.addWidget(self.strip)
        body.addWidget(self._empty, 1)
        body.addWidget(self.tabs, 1)
        body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self._area, 1)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.again.clicked.connect(self._read_again)
        self.go.clicked.connect(self.enter)
        self.show_list.clicked.connect(self._show_list)
        self.save.clicked.connect(self._choose_place)
        self.back.clicked.connect(self.ask_back)
        self.columns.chosen.connect(self._plan_again)
        self.doubts.chosen.connect(self._plan_again)
        self.doubts.opened.connect(self._open_row)
        self.left.opened.connect(self._open_row)
        self._area.dropped.connect(self.read)
        self.strip.failed.connect(self._failed)
        self.strip.stopped.connect(self._stopped)
        self.strip.ended.connect(self._ended)

    def take_focus(self) -> None:
        """Begin at what comes next."""
        wanted = (self.show_list, self.go, self.choose)
        next(one for one in wanted if one is self.choose or _can_be_pressed(one)).setFocus()

    def take_over(self, old: Screen) -> None:
        """Show what the screen before showed; what it was reading is read again."""
        if not isinstance(old, ImportScreen):
            return
        self.path, self.plan, self.done = old.path, old.plan, old.done
        self.columns.mapping = dict(old.columns.mapping)
        self.doubts.answers = {kind: dict(said) for kind, said in old.doubts.answers.items()}
        if old.strip.is_busy:
            old.strip.stop_work()
            self._read_again()
        else:
            self._show()

    def _choose(self) -> None:
        folder = self._desk.beside.folder if self.path is None else self.path.parent
        chosen, _ = QFileDialog.getOpenFileName(self, "选择台账文件", str(folder), LEDGER_FILES)
        if chosen:
            self.read(Path(chosen))

    def take(self, what: object) -> None:
        """Read the ledger that was brought."""
        if isinstance(what, Path):
            self.read(what)

    def read(self, path: Path) -> None:
        """Read a file and show what would be entered; nothing is written."""
        if self.strip.is_busy:
            return
        if path != self.path:
            self.columns.mapping, self.doubts.answers = {}, {}
        self.path, self.plan, self.done = path, None, None
        self._show()
        self._make_plan(path, path.name)

    def _read_again(self) -> None:
        if self.path is not None:
            self.read(self.path)

    def _plan_again(self) -> None:
        if self.plan is not None:
            self._make_plan(self.plan.ledger, self.plan.ledger.file_name)

    def _make_plan(self, source: Path | Ledger, name: str) -> None:
        desk, mapping = self._desk, dict(self.columns.mapping)
        answers = {kind: dict(said) for kind, said in self.doubts.answers.items()}

        def task(progress: Progress) -> ImportPlan:
            progress.say(-1, f"正在读取“{name}”")
            reader = Desk(desk.store.reader(), desk.clock, desk.clerk)
            try:
                return plan_import(
                    reader,
                    source,
                    mapping=mapping,
                    on_progress=told(progress, "正在核对各行"),
                    is_cancelled=asked(progress),
                    answers=answers,
                    check=progress.check,
                )
            finally:
                reader.close()

        self.strip.run(task, f"正在读取“{name}”", self._planned)
        self._show_buttons()

    def _planned(self, plan: ImportPlan) -> None:
        self.plan = plan
        self._show()

    def _failed(self, sentence: str) -> None:
        # What she had overruled in the columns is shown as it was last understood.
        self._show()
        self.failed.emit(sentence)

    def _stopped(self) -> None:
        self._show()
        self.said.emit("已停止，登记簿没有改动。")

    def _ended(self) -> None:
        self.wished.emit(Hold(is_held=False))
        self._show_buttons()
        if self.isVisible() and not (self.columns.take_focus() or self.doubts.take_focus()):
            self.take_focus()

    def _open_row(self, place: object) -> None:
        """Show the row a doubt or a reason stands in."""
        if self.plan is None or not isinstance(place, tuple):
            return
        sheet, row = place
        self.row.show_cells(row_cells(self.plan, sheet, row))
        at = self.tabs.indexOf(self.row)
        self.tabs.setTabText(at, line_words(sheet, row))
        self.tabs.setTabVisible(at, True)
        self.tabs.setCurrentIndex(at)

    def enter(self) -> None:
        """Copy the register, then enter the rows, all or none of them."""
        plan = self.plan
        if plan is None or self.done is not None or self.strip.is_busy:
            return
        desk = self._desk

        def task(progress: Progress) -> ImportDone:
            copy = copy_register(desk, progress)
            own = Desk(desk.store.second_writer(), desk.clock, desk.clerk)
            try:
                outcome = import_planned(
                    own,
                    plan,
                    on_progress=told(progress, "正在登记"),
                    is_cancelled=asked(progress),
                )
            finally:
                own.close()
            return ImportDone(outcome, copy)

        self.wished.emit(Hold(is_held=True))
        self.strip.run(task, "正在备份登记簿", self._is_entered)
        self._show_buttons()

    def _is_entered(self, done: ImportDone) -> None:
        self.done = done
        self._show()
        outcome = done.outcome
        self.tabs.setCurrentWidget(self.left if outcome.left else self.warned)
        words = f"已导入{outcome.imported:,}件；导入前的登记簿已备份为“{done.copy.name}”。"
        self.wished.emit(OfferBack(words, self.ask_back))

    def _show(self) -> None:
        plan, done = self.plan, self.done
        self._empty.setVisible(plan is None)
        self.tabs.setVisible(plan is not None)
        if plan is not None:
            outcome = None if done is None else done.outcome
            left = plan.left if outcome is None else outcome.left
            warned = (*plan.notes, *plan.warnings)
            is_done = outcome is not None
            self.columns.show_columns(plan.columns, plan.mapping, is_done=is_done)
            self.doubts.show_doubts(plan.doubts, plan.answers, is_done=is_done)
            self.tabs.setTabVisible(self.tabs.indexOf(self.row), False)
            self.left.show_left(left)
            self.warned.show_words([(one,) for one in warned], "另有{:,}条。")
            self.examples.show_examples(plan.examples)
            for place, words in enumerate(
                (
                    columns_words(plan),
                    doubts_words(plan),
                    f"不导入的行（{len({one.place for one in left})}）",
                    f"请核对（{len(warned)}）",
                    "办理经过举例",
                )
            ):
                self.tabs.setTabText(place, words)
            self.words.setText(plan.words if outcome is None else said(plan, outcome))
        self.words.setVisible(plan is not None)
        self._show_buttons()

    def _show_buttons(self) -> None:
        plan, done, busy = self.plan, self.done, self.strip.is_busy
        _give_weight(self.choose, "folder-open", is_primary=plan is None)
        self.choose.setText("选择文件…" if plan is None else "另选文件…")
        self.again.setVisible(self.path is not None)
        self.go.setVisible(plan is not None and done is None)
        self.go.setText(f"导入{plan.entering:,}件" if plan is not None else "导入")
        self._promise.setVisible(self.go.isVisibleTo(self))
        self._promise.setText("导入前自动备份登记簿；全部写入或者全部不写，可以撤销。")
        self.show_list.setVisible(done is not None and bool(done.outcome.imported))
        self.save.setVisible(plan is not None and any(map(_is_to_be_corrected, self._left())))
        self.back.setVisible(done is not None and bool(done.outcome.imported))
        for part in (self.choose, self.again, self.save, self.back, self.columns):
            part.setEnabled(not busy)
        self._area.setAcceptDrops(not busy)
        self.go.setEnabled(not busy and plan is not None and plan.entering > 0)

    def _left(self) -> tuple[LeftOut, ...]:
        if self.done is not None:
            return self.done.outcome.left
        return () if self.plan is None else self.plan.left

    def _show_list(self) -> None:
        if self.done is not None:
            ids = self.done.outcome.ids
            view = View("all", (entered(ids),), "register_number", descending=False)
            self.wished.emit(ShowView(view))

    def _choose_place(self) -> None:
        if self.path is None:
            return
        place = self.path.with_name(f"{self.path.stem} 未导入的行.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "保存未导入的行", str(place), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.save_left_out(Path(chosen).with_suffix(".xlsx"))

    def save_left_out(self, path: Path) -> None:
        """Write the rows to be corrected as a ledger of their own, then open it."""
        if self.plan is None:
            return
        try:
            count = write_left_out(self.plan.ledger, self.plan.mapping, self._left(), path)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        open_path(path)
        self.said.emit(f"已保存未导入的{count:,}行：{path}。按最后一列改正后，在这里选择它再导入。")

    def ask_back(self) -> None:
        """Ask whether the register shall be as it was before, with what that means."""
        if self.done is None:
            return
        outcome, copy = self.done
        later = Query(where=(QueryCondition("id", ">=", outcome.ids.stop),))
        since = len(ids(self._desk, later))
        words = (
            f"把登记簿恢复到导入之前（“{copy.stem}”）？恢复后窗口重新打开，导入的"
            f"{outcome.imported:,}件都不在其中"
        )
        words += f"，导入以后登记的{since:,}件也不在其中" if since else ""
        words += "；导入以后办理、修改的内容同样不在其中。现在的登记簿改名保留在原处，不会丢失。"
        ask_to_restore(
            self, "撤销导入", words, copy, lambda chosen: self.wished.emit(RestoreCopy(chosen))
        )


def _button(name: str, icon: str, words: str, *, primary: bool = False) -> QPushButton:
    button = QPushButton(icons.icon(icon, "on_accent" if primary else "second"), words)
    button.setObjectName(name)
    if primary:
        button.setProperty("kind", "primary")
    return button


def _give_weight(button: QPushButton, icon: str, *, is_primary: bool) -> None:
    kind = "primary" if is_primary else ""
    if button.property("kind") == kind:
        return
    button.setProperty("kind", kind)
    button.setIcon(icons.icon(icon, "on_accent" if is_primary else "second"))
    button.style().unpolish(button)
    button.style().polish(button)


def _can_be_pressed(button: QPushButton) -> bool:
    return button.isEnabled() and button.isVisible()


def _is_to_be_corrected(one: LeftOut) -> bool:
    return one.kind.is_to_be_corrected
