"""The list of what the office has made public: taken over from a file, and looked through."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.importing.published_list import keep_list, read_list
from casework.published.public_list import fitting, how_many
from desktop.base.work import Progress
from desktop.look import theme
from desktop.widgets.check_box import CheckBox
from desktop.widgets.fields import LineField
from desktop.widgets.reading_table import ReadingTable
from desktop.widgets.work_strip import WorkStrip
from rules.errors import ClerkError

_FILES = "公开目录 (*.xlsx *.xls *.et *.ods *.csv *.txt *.html *.htm *.mht);;所有文件 (*)"
_HINT = (
    "导入本机关主动公开的目录（Excel、csv或者网页：标题、文号、日期、网址），登记申请时随打随查，"
    "答复“已主动公开”时自动填入网址；依申请公开后转为主动公开的，自动在列。"
)


class PublishedPage(QWidget):
    """A button to take over a list, how many it holds, and a field to try it."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choose = QPushButton("导入公开目录…")
        self.choose.setObjectName("importPublished")
        self.choose.clicked.connect(self._choose)
        self.replaces = CheckBox("先清空以前导入的目录")
        self.replaces.setObjectName("replacesPublished")
        self.count = QLabel()
        self.count.setObjectName("publishedCount")
        self.count.setProperty("kind", "second")
        self.words = LineField()
        self.words.setObjectName("publishedWords")
        self.words.setAccessibleName("试查公开目录")
        self.words.setPlaceholderText("输入申请的内容，看目录里有没有")
        self.words.textChanged.connect(self._ask)
        self.found = ReadingTable(
            "publishedFound", "目录中相符的信息", ("标题", "文号|180", "日期|104", "网址|360")
        )
        self.strip = WorkStrip()
        self.strip.failed.connect(self.failed)
        self.strip.ended.connect(lambda: self.choose.setEnabled(True))
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        hint.setProperty("kind", "body2")
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        for part in (self.choose, self.replaces, self.count):
            line.addWidget(part)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(hint)
        column.addLayout(line)
        column.addWidget(self.strip)
        column.addWidget(self.words)
        column.addWidget(self.found)
        self.refresh()

    def refresh(self) -> None:
        """Say how many there are."""
        self.count.setText(f"公开目录现有{how_many(self._desk):,}条")

    def _choose(self) -> None:
        folder = str(self._desk.beside.folder)
        chosen, _ = QFileDialog.getOpenFileName(self, "选择公开目录", folder, _FILES)
        if chosen:
            self.take_over(Path(chosen))

    def take_over(self, path: Path) -> None:
        """Take over the list in a file, read beside the window."""

        def task(progress: Progress) -> list[Any]:
            return read_list(path, progress.check)

        self.choose.setEnabled(False)
        self.strip.run(task, f"正在读取“{path.name}”", lambda read: self._keep(path.name, read))

    def _keep(self, name: str, read: list[Any]) -> None:
        try:
            message = keep_list(self._desk, name, read, replaces=self.replaces.isChecked())
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.replaces.setChecked(False)
        self.refresh()
        self._ask()
        self.said.emit(message)

    def _ask(self) -> None:
        fits = fitting(self._desk, self.words.text())
        self.found.show_rows(
            [
                (one.document.title, one.document.number, one.document.published_on,
                 one.document.address)
                for one in fits
            ]
        )  # fmt: skip
