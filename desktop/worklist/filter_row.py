"""The one row over the list: the filters with their counts, further conditions, the columns."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.look import icons, theme
from desktop.widgets.key_button import KeyButton
from desktop.widgets.one_row import OneRow
from desktop.worklist.filters import FILTERS


class FilterRow(QWidget):
    """`chosen` carries the name of a filter; those that find no room are in a menu."""

    chosen = Signal(str)

    def __init__(self, conditions: QPushButton, columns: QPushButton) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(44))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, KeyButton] = {}
        for preset in FILTERS:
            button = KeyButton(preset.words)
            button.setObjectName(f"filter_{preset.name}")
            button.setProperty("kind", "filter")
            button.setCheckable(True)
            button.setChecked(preset is FILTERS[0])
            button.clicked.connect(lambda _=False, name=preset.name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[preset.name] = button
        more = QPushButton(icons.icon("chevron-down"), "")
        more.setProperty("kind", "icon")
        more.setAccessibleName("其他筛选")
        more.setToolTip("其他筛选")
        self._filters = OneRow(more, gap=4)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(12), 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self._filters, 1)
        row.addWidget(conditions)
        row.addWidget(columns)
        self._filters.show_buttons(list(self._buttons.values()))

    def show_filter(self, name: str) -> None:
        """Mark a filter as the present one."""
        self._buttons[name].setChecked(True)
        self._filters.place()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many requests answer each filter."""
        for name, button in self._buttons.items():
            count = counts.get(name)
            button.key = "" if count is None else f"{count:,}"
            words = f"{button.text()}，{count}件" if count is not None else button.text()
            button.setAccessibleName(words)
        self._filters.place()
        self._filters.updateGeometry()
