"""What the law leaves open: the office's answer to each point, with the source beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from casework.pages.office_settings import set_practice
from desktop.look import theme
from desktop.widgets.choice_box import ChoiceBox
from rules.errors import ClerkError
from rules.practice import Setting, settings_of


class PracticePage(QWidget):
    """One row a point; an answer takes effect as soon as it is given."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        lead = QLabel(
            "法律没有写明的，由本机关决定。默认取不会误期的一种；改动后，在办申请的期限随之重新推算。"
        )
        lead.setProperty("kind", "body2")
        lead.setWordWrap(True)
        column.addWidget(lead)
        group = None
        for setting in settings_of(desk.practice):
            if setting.point.group is not group:
                group = setting.point.group
                heading = QLabel(group.value)
                heading.setProperty("kind", "heading")
                heading.setContentsMargins(0, theme.px(8), 0, 0)
                column.addWidget(heading)
            column.addWidget(self._row(setting))
        column.addStretch(1)

    def _row(self, setting: Setting) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnMinimumWidth(0, theme.px(220))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        name = QLabel(setting.label)
        name.setWordWrap(True)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self._editor(setting), 1, 0)
        for number, words in ((1, setting.help), (2, setting.source)):
            line = QLabel(words)
            line.setProperty("kind", "second" if number == 2 else "body2")
            line.setWordWrap(True)
            grid.addWidget(line, 0, number, 2, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _editor(self, setting: Setting) -> QWidget:
        editor: QComboBox | QLineEdit
        if setting.choices:
            editor = ChoiceBox()
            for value, words in setting.choices:
                said = f"{words}（默认）" if value == setting.default else words
                editor.addItem(said, value)
            values = [value for value, _ in setting.choices]
            editor.setCurrentIndex(values.index(setting.value))
            box = editor
            editor.activated.connect(lambda at: self._keep(setting.name, box.itemData(at)))
        else:
            line = editor = QLineEdit(str(setting.value))
            line.setMaximumWidth(theme.px(96))
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
