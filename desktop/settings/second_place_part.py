"""Where second copies go: a stick, another disk or a share, and how old the copy there is."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.desk.second_place import is_on_the_same_disk, keep_second_place, second_place
from desktop.widgets.setting_row import SettingRow, side_by_side
from rules.errors import ClerkError


class SecondPlacePart(QWidget):
    """Shows the second place and lets the clerk choose another; `said` and `failed` tell."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choose, self.drop = QPushButton("选择…"), QPushButton("不再使用")
        self.choose.setObjectName("chooseSecondPlace")
        self.drop.setObjectName("dropSecondPlace")
        self.choose.clicked.connect(self._choose)
        self.drop.clicked.connect(lambda: self._keep(None))
        row = SettingRow("第二备份处", "", side_by_side(self.choose, self.drop))
        self.words = row.sentence
        self.words.setObjectName("secondPlaceWords")
        self.words.show()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self.refresh()

    def refresh(self) -> None:
        """Read again where second copies go."""
        place = second_place(self._desk)
        self.drop.setVisible(place is not None)
        if place is None:
            self.words.setText(
                "还没有第二备份处。电脑或者磁盘坏了，与登记簿放在一起的备份会一起丢失。"
            )
            return
        copied = "还没有备份过" if place.copied_on is None else f"上次备份：{place.copied_on}"
        there = "" if place.folder.is_dir() else "，现在没有接上"
        same = (
            "它与登记簿在同一块磁盘上，磁盘坏了会一起丢失，最好改选移动硬盘、U盘或者共享文件夹。"
            if is_on_the_same_disk(self._desk, place.folder)
            else ""
        )
        self.words.setText(f"{place.folder}，{copied}{there}。每天备份时一并备份到这里。{same}")

    def _choose(self) -> None:
        typed = QFileDialog.getExistingDirectory(self, "选择第二备份处")
        if typed:
            self._keep(Path(typed))

    def _keep(self, folder: Path | None) -> None:
        try:
            keep_second_place(self._desk, folder)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.refresh()
        self.said.emit("已保存第二备份处。" if folder is not None else "不再使用第二备份处。")
