"""Copies of the register and the way back to one; the times of the reminders."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from casework.desk.daily_copy import KEPT_WORDS, backup_folder, keeps_its_copies
from casework.desk.desk import Desk
from casework.pages.reminders import keep_reminder_times, reminder_times
from casework.safekeeping.restoring import looked_over, why_no_restore
from db import backup
from desktop.base.remembered import Remembered
from desktop.base.work import LoneWork, Progress
from desktop.look import theme
from desktop.registers.restoring import ask_to_restore
from desktop.settings.second_place_part import SecondPlacePart
from desktop.tray.presence_settings import StayingPart
from desktop.widgets.fields import LineField
from desktop.widgets.setting_row import SettingRow, group_heading, side_by_side
from rules.errors import ClerkError


class SafetyPage(QWidget):
    """The copies, newest first; `copy_asked` and `restore_asked` leave the doing to the window."""

    said = Signal(str)
    failed = Signal(str)
    copy_asked = Signal()
    restore_asked = Signal(object)

    def __init__(self, desk: Desk, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.staying = StayingPart(remembered)
        self.staying.said.connect(self.said)
        self.staying.failed.connect(self.failed)
        self.second = SecondPlacePart(desk)
        self.second.said.connect(self.said)
        self.second.failed.connect(self.failed)
        self._work = LoneWork(self)
        self._work.ended.connect(self._checked)
        self.times = LineField()
        self.times.setObjectName("reminderTimes")
        self.times.setAccessibleName("提醒时间")
        self.times.setFixedWidth(theme.px(240))
        self.times.setText("、".join(f"{one:%H:%M}" for one in reminder_times(desk)))
        self.times.editingFinished.connect(self._keep_times)
        self.copies = QListWidget()
        self.copies.setObjectName("copies")
        self.copies.setAccessibleName("已有的备份")
        self.copies.setMaximumHeight(theme.px(280))
        self._none = QLabel("还没有备份。点“立即备份”，或者等下次打开登记簿时自动备份。")
        self._none.setProperty("kind", "body2")
        self._none.setWordWrap(True)
        self._make, self._restore = QPushButton("立即备份"), QPushButton("恢复选中的备份…")
        self._make.setObjectName("makeCopy")
        self._restore.setObjectName("restoreCopy")
        self._refused = why_no_restore(desk)
        if desk.is_shared and not keeps_its_copies(desk):
            self._none.setText(
                "登记簿在服务器上，由管服务器的人备份。连接文件旁边有备份的，可以在这里恢复。"
            )
            self._make.setEnabled(False)
        self._elsewhere = QPushButton("用别处的备份恢复…")
        self._elsewhere.setObjectName("restoreElsewhere")
        self._elsewhere.clicked.connect(self._choose)
        self._make.clicked.connect(self.copy_asked)
        self._restore.clicked.connect(self._check)
        self.copies.currentRowChanged.connect(lambda _: self._show_restore())
        kept = QWidget()
        under = QVBoxLayout(kept)
        under.setContentsMargins(0, theme.px(8), 0, 0)
        under.addWidget(self.copies)
        under.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (
            group_heading("提醒"),
            SettingRow(
                "提醒时间",
                "工作日（含调休上班）的这几个钟点提醒逾期、到期和待送达的申请，没有开机的在下次启动时补上；"
                "休息日只在有逾期或者当天到期的申请时提醒。清空则不提醒。",
                self.times,
            ),
            self.staying,
            group_heading("备份"),
            SettingRow(
                "每天的备份",
                f"每天首次使用时自动备份一份，写完即检查，保留{KEPT_WORDS}，"
                f"放在“{backup_folder(desk).name}”文件夹。恢复前，现在的登记簿会改名保留，不会丢失。",
                side_by_side(self._make, self._restore, self._elsewhere),
                below=kept,
            ),
            self.second,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Read the folder of the copies again, and what the system has."""
        self.staying.refresh()
        self.second.refresh()
        path = self._desk.store.path
        self.copies.clear()
        for copy in backup.backups(
            backup_folder(self._desk), path.stem, backup.suffix_of(self._desk.store)
        ):
            size = copy.stat().st_size / (1 << 20)
            item = QListWidgetItem(f"{copy.stem}　{size:.1f} 兆")
            item.setData(Qt.ItemDataRole.UserRole, str(copy))
            self.copies.addItem(item)
        self._show_restore()
        self.copies.setVisible(self.copies.count() > 0)
        self._none.setVisible(self.copies.count() == 0)

    def _show_restore(self) -> None:
        self._restore.setEnabled(self.copies.currentRow() >= 0 and not self._refused)
        self._restore.setToolTip(self._refused)
        self._elsewhere.setEnabled(not self._refused)
        self._elsewhere.setToolTip(self._refused)

    def _keep_times(self) -> None:
        try:
            times = keep_reminder_times(self._desk, self.times.text())
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        self.times.setText("、".join(f"{one:%H:%M}" for one in times))
        self.said.emit("已保存提醒时间。" if times else "已关闭提醒。")

    def _check(self) -> None:
        """Look the chosen copy over before asking whether it shall take the register's place."""
        item = self.copies.currentItem()
        if item is None or self._work.is_busy:
            return
        self._look_at(Path(str(item.data(Qt.ItemDataRole.UserRole))))

    def _choose(self) -> None:
        """Ask where other copies lie: on a stick, another disk or a share."""
        folder = QFileDialog.getExistingDirectory(self, "选择存放备份的文件夹")
        if folder and not self._work.is_busy:
            self._look_at(Path(folder))

    def _look_at(self, place: Path) -> None:
        """Look a copy over, and find out what would be lost, off the window's thread."""
        register = self._desk.store.path

        def task(progress: Progress) -> tuple[Path, list[str]]:
            from casework.safekeeping.restoring import the_copy

            progress.say(-1, "正在检查备份")
            copy = the_copy(place, register).path
            return copy, list(looked_over(copy, register, lambda *_: progress.check()))

        self._restore.setEnabled(False)
        self._elsewhere.setEnabled(False)
        self.said.emit("正在核对备份和其中的每一个文件，核对完再问是否恢复。")
        self._work.begin(task, lambda found: self._ask(*found), self.failed)

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being looked over."""
        return self._work.is_busy

    def _checked(self) -> None:
        self._show_restore()

    def _ask(self, copy: Path, lines: list[str]) -> None:
        words = (
            "恢复后窗口重新打开，这份备份之后录入的内容不在其中；现在的登记簿改名保留在原处。"
            "备份以后已经给出的编号不再给别的申请。"
        )
        if self._desk.is_shared:
            words += "所有人看到的都换成这份备份，请先告诉大家存好手里的事。"
        ask_to_restore(self, "恢复备份", words, copy, self.restore_asked.emit, lines)
