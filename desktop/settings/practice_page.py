"""What the law leaves open: the office's answer to each point, with the source beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.pages.office_settings import set_practice
from desktop.look import theme
from desktop.widgets.choice_box import ChoiceBox
from desktop.widgets.setting_row import SettingRow, group_heading
from rules.errors import ClerkError
from rules.practice import Setting, settings_of

_CHOICE_WIDTH = 240


class PracticePage(QWidget):
    """One row a point; an answer takes effect as soon as it is given."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        lead = QLabel(
            "法律没有写明的，由本机关决定。默认取不会误期的一种；改动后，在办申请的期限随之重新推算。"
        )
        lead.setProperty("kind", "body2")
        lead.setWordWrap(True)
        column.addWidget(lead)
        settings = settings_of(desk.practice)
        own = [one for one in settings if one.value != one.default]
        if own:
            column.addWidget(group_heading(f"本机关改过的（{len(own)}项）"))
        for setting in own:
            column.addWidget(self._row(setting))
        group = None
        for setting in settings:
            if setting in own:
                continue
            if setting.point.group is not group:
                group = setting.point.group
                column.addWidget(group_heading(group.value))
            column.addWidget(self._row(setting))
        column.addStretch(1)

    def _row(self, setting: Setting) -> QWidget:
        return SettingRow(setting.label, setting.help, self._editor(setting), source=setting.source)

    def _editor(self, setting: Setting) -> QWidget:
        editor: QComboBox | QLineEdit
        if setting.choices:
            editor = ChoiceBox()
            editor.setFixedWidth(theme.px(_CHOICE_WIDTH))
            for value, words in setting.choices:
                said = f"{words}（默认）" if value == setting.default else words
                editor.addItem(said, value)
            values = [value for value, _ in setting.choices]
            editor.setCurrentIndex(values.index(setting.value))
            box = editor
            editor.activated.connect(lambda at: self._keep(setting.name, box.itemData(at)))
        else:
            line = editor = QLineEdit(str(setting.value))
            line.setFixedWidth(theme.px(_CHOICE_WIDTH))
            line.editingFinished.connect(lambda: self._keep_number(setting.name, line))
        editor.setObjectName(setting.name)
        editor.setAccessibleName(setting.label)
        editor.setAccessibleDescription(setting.help)
        return editor

    def _keep_number(self, name: str, line: QLineEdit) -> None:
        text = line.text().strip()
        if text == str(getattr(self._desk.practice, name)):
            return
        self._keep(name, int(text) if text.isdecimal() else text)
        line.setText(str(getattr(self._desk.practice, name)))

    def _keep(self, name: str, value: object) -> None:
        try:
            moved = set_practice(self._desk, name, value)
        except ClerkError as error:
            self.failed.emit(str(error))
            return
        effect = f"{moved}件在办申请的期限随之变动。" if moved else "在办申请的期限没有变动。"
        self.said.emit(f"已保存。{effect}")
