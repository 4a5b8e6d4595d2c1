"""Whether the program stays in the notification area, and whether Windows starts it at login."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.base.remembered import Remembered
from desktop.tray import at_login
from desktop.tray.presence import STAYS
from desktop.tray.tray import Tray
from desktop.widgets.check_box import CheckBox
from desktop.widgets.setting_row import SettingRow
from rules.errors import ClerkError


class StayingPart(QWidget):
    """Two ticks with what they mean; each takes effect as soon as it is set."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self.stays = CheckBox("留在通知区域")
        self.stays.setObjectName("staysInTray")
        self.stays.setAccessibleName("关闭窗口后留在通知区域继续提醒")
        self.stays.setChecked(remembered.flag(STAYS))
        self.stays.clicked.connect(self._keep_staying)
        self.starts = CheckBox("启动")
        self.starts.setObjectName("startsAtLogin")
        self.starts.setAccessibleName("登录 Windows 时启动")
        self.starts.clicked.connect(self._keep_starting)
        stays = SettingRow("关闭窗口后继续提醒", "", self.stays)
        self._stays_hint = stays.sentence
        self._stays_hint.show()
        self._starting = SettingRow(
            "登录 Windows 时启动",
            "登录后打开上次使用的登记簿，不出现窗口，只在通知区域待命、到点提醒。",
            self.starts,
        )
        self.starts.setAccessibleDescription(self._starting.sentence.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(stays)
        column.addWidget(self._starting)
        self._starting.setVisible(at_login.is_offered())
        self.refresh()

    def refresh(self) -> None:
        """Read again what the system has and does: the task manager may have changed it."""
        there = Tray.is_there()
        self.stays.setEnabled(there)
        words = (
            "窗口收起，登记簿仍开着，别的电脑这时不能打开它；"
            "要结束程序，请用“文件—退出”，或者右键点图标选“退出”。"
            if there
            else "这台电脑没有通知区域，关闭窗口就结束程序。"
        )
        self._stays_hint.setText(words)
        self.stays.setAccessibleDescription(words)
        if at_login.is_offered():
            self.starts.setChecked(at_login.is_on())

    def _keep_staying(self, stays: bool) -> None:
        self._remembered.keep(STAYS, stays)
        self.said.emit(
            "已保存，关闭窗口后程序留在通知区域。" if stays else "已保存，关闭窗口即结束程序。"
        )

    def _keep_starting(self, starts: bool) -> None:
        try:
            at_login.switch(on=starts)
        except ClerkError as error:
            self.failed.emit(str(error))
        else:
            self.said.emit(
                "已保存，登录 Windows 时启动。" if starts else "已保存，登录 Windows 时不再启动。"
            )
        self.refresh()
