"""The year's register in the office's own columns: chosen, put in order, exported and printed."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.desk.desk import Desk
from casework.desk.unwritable import told_if_unwritable
from casework.reports.ledger import BY_NAME, COLUMNS, USUAL
from casework.year import ledger_lines
from desktop.base.documents import open_path, print_document
from desktop.base.work import Progress
from desktop.look import icons, theme
from desktop.widgets.check_box import CheckBox
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_NAME = Qt.ItemDataRole.UserRole + 5


class _Paper(NamedTuple):
    """A ledger that was written, as the printer takes it."""

    title: str
    path: Path


class LedgerPage(QWidget):
    """Two lists of columns: those of the ledger in their order, and those left out."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._year = desk, desk.today.year
        self.chosen, self.others = QListWidget(), QListWidget()
        self.masks = CheckBox("证件号码、电话、邮箱、地址只显示首尾")
        self.masks.setObjectName("maskNumbers")
        self.strip = WorkStrip()
        self._heading = QLabel()
        self._assemble()
        self._fill(ledger_lines.columns_of(desk))
        self.masks.setChecked(ledger_lines.masks_numbers(desk))
        self.masks.toggled.connect(lambda _: self._keep())
        self.chosen.model().rowsMoved.connect(lambda *_: self._keep())
        self.show_year(self._year)

    def _assemble(self) -> None:
        self._heading.setProperty("kind", "group")
        hint = QLabel(
            "左侧是台账的列，自上而下就是表格从左到右的次序；可以拖动，或者用右侧的按钮。"
        )
        hint.setProperty("kind", "body2")
        for box, name, words in (
            (self.chosen, "ledgerColumns", "台账的列"),
            (self.others, "otherColumns", "可以加入的列"),
        ):
            box.setObjectName(name)
            box.setMaximumWidth(theme.px(440))
            box.setAccessibleName(words)
            box.setSpacing(theme.px(2))
            # Two lists side by side need their edges; the look's own lists have none.
            line = theme.current().tokens.strong
            box.setStyleSheet(f"QListWidget {{ border: 1px solid {line}; border-radius: 4px; }}")
        self.chosen.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.chosen.itemDoubleClicked.connect(lambda _: self.take_out())
        self.others.itemDoubleClicked.connect(lambda _: self.put_in())
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        for words, name, run in (
            ("← 加入", "columnIn", self.put_in),
            ("移出 →", "columnOut", self.take_out),
            ("上移", "columnUp", lambda: self.move_by(-1)),
            ("下移", "columnDown", lambda: self.move_by(1)),
            ("常用的列", "columnsUsual", self.use_usual),
        ):
            button = QPushButton(words)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, run=run: run())
            buttons.addWidget(button)
        buttons.addStretch(2)
        lists = QHBoxLayout()
        lists.setSpacing(theme.px(12))
        for box, words in ((self.chosen, "台账的列"), (self.others, "可以加入的列")):
            side = QVBoxLayout()
            label = QLabel(words)
            label.setBuddy(box)
            side.addWidget(label)
            side.addWidget(box, 1)
            lists.addLayout(side, 1)
            if box is self.chosen:
                lists.addLayout(buttons)
        lists.addStretch(1)
        actions = QHBoxLayout()
        actions.setSpacing(theme.px(8))
        for words, name, icon, run in (
            ("导出 Excel 台账…", "exportLedger", "download", self._choose),
            ("打印本年台账", "printLedger", "printer", self._print),
        ):
            button = QPushButton(icons.icon(icon), words)
            button.setObjectName(name)
            button.clicked.connect(run)
            actions.addWidget(button)
        actions.addWidget(self.masks)
        actions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self._heading)
        column.addWidget(hint)
        column.addLayout(actions)
        column.addWidget(self.strip)
        column.addLayout(lists, 1)
        self.strip.failed.connect(self.failed)

    def show_year(self, year: int) -> None:
        """Take the year whose register is exported."""
        self._year = year
        self._heading.setText(f"{year}年收到的申请")

    def _fill(self, names: tuple[str, ...]) -> None:
        self.chosen.clear()
        self.others.clear()
        for name in names:
            self.chosen.addItem(_item(name))
        for column in COLUMNS:
            if column.name not in names:
                self.others.addItem(_item(column.name))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the ledger, in order."""
        return tuple(self.chosen.item(row).data(_NAME) for row in range(self.chosen.count()))

    def _keep(self) -> None:
        try:
            ledger_lines.choose_columns(self._desk, self.names, masks=self.masks.isChecked())
        except ClerkError as error:
            self.failed.emit(str(error))

    def put_in(self) -> None:
        """Put the column chosen on the right after the one chosen on the left."""
        row = self.others.currentRow()
        if row >= 0:
            at = self.chosen.currentRow() + 1 or self.chosen.count()
            self.chosen.insertItem(at, self.others.takeItem(row))
            self.chosen.setCurrentRow(at)
            self._keep()

    def take_out(self) -> None:
        """Take the chosen column out of the ledger; the last one stays."""
        row = self.chosen.currentRow()
        if row >= 0 and self.chosen.count() > 1:
            self.others.insertItem(0, self.chosen.takeItem(row))
            self.others.setCurrentRow(0)
            self._keep()

    def move_by(self, step: int) -> None:
        """Move the chosen column up or down."""
        row = self.chosen.currentRow()
        if row >= 0 and 0 <= row + step < self.chosen.count():
            item = self.chosen.takeItem(row)
            self.chosen.insertItem(row + step, item)
            self.chosen.setCurrentRow(row + step)
            self._keep()

    def use_usual(self) -> None:
        """Go back to the columns that fit a printed page."""
        self._fill(USUAL)
        self._keep()

    def _choose(self) -> None:
        name = f"{self._desk.office.name}{self._year}年登记台账.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出台账", str(self._desk.beside.file(name)), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.export_to(Path(chosen).with_suffix(".xlsx"))

    def export_to(self, path: Path, *, prints: bool = False) -> None:
        """Write the year's ledger off the window's thread, then open or print it."""
        from casework.desk.access import Look

        store, clock, year = self._desk.store, self._desk.clock, self._year
        look = Look.PRINTED if prints else Look.EXPORTED
        whole = "" if self.masks.isChecked() else "（含完整的证件号码、电话、地址）"
        self._desk.looks.note(look, details=f"{year}年登记台账{whole}")

        def task(progress: Progress) -> tuple[Path, int]:
            progress.say(-1, f"正在写出{year}年台账")
            own = Desk(store.reader(), clock)
            try:
                with told_if_unwritable(path):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    return path, ledger_lines.export_year(own, year, path)
            finally:
                own.close()

        self.strip.run(
            task, f"正在写出{year}年台账", lambda made: self._written(*made, prints=prints)
        )

    def _print(self) -> None:
        self.export_to(self._desk.folder / "台账" / f"{self._year}年登记台账.xlsx", prints=True)

    def _written(self, path: Path, count: int, *, prints: bool) -> None:
        if not prints:
            open_path(path)
            self.said.emit(f"已导出{self._year}年台账，共{count}件：{path}")
            return
        try:
            self.said.emit(print_document(_Paper(f"{self._year}年登记台账", path)))
        except ClerkError as error:
            self.failed.emit(str(error))


def _item(name: str) -> QListWidgetItem:
    item = QListWidgetItem(BY_NAME[name].head)
    item.setData(_NAME, name)
    return item
