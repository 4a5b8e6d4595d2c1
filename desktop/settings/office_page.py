"""The facts about the office that stand in every letter, and who works at this desk."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from casework.cases.case_file import plain
from casework.desk.desk import Desk
from casework.pages.office_settings import set_office
from desktop.look import theme
from desktop.widgets.fields import LineField
from desktop.widgets.form_view import FormView
from desktop.widgets.setting_row import SettingRow, group_heading
from forms.office import Office


class OfficePage(QWidget):
    """The office's form."""

    said = Signal(str)
    failed = Signal(str)
    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view = FormView(Office, today=desk.today)
        for row in self.view.rows.values():
            row.spread()
        office = desk.office
        if desk.has_office:
            self.view.set_values(plain(office))
        self.clerk = LineField()
        self.clerk.setObjectName("clerk")
        self.clerk.setAccessibleName("经办人姓名")
        self.clerk.setText(desk.clerk)
        self.clerk.setFixedWidth(theme.px(240))
        clerk = SettingRow("经办人姓名", "记入每一步办理记录，写明是谁办的。", self.clerk)
        self.save = QPushButton("保存本机关信息")
        self.save.setObjectName("saveOffice")
        self.save.setProperty("kind", "primary")
        self.save.setToolTip("保存（Ctrl+Enter）")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.view)
        for part in (group_heading("经办人"), clerk):
            column.addWidget(part)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.save.clicked.connect(self.view.submit)
        self.view.submitted.connect(self._keep)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.view.submit)

    def _keep(self, office: Office) -> None:
        set_office(self._desk, office, self.clerk.text())
        self.saved.emit()
        doubts = list(office.doubts(self._desk.today))
        if doubts:
            self.failed.emit("已保存本机关信息。" + "".join(doubts))
        else:
            self.said.emit("已保存本机关信息，今后的文书按此填写。")
