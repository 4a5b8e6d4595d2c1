"""Further conditions above the list, each a chip to be taken away; kept together as a view."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from casework.desk.desk import Desk
from casework.desk.questions import QueryCondition, count_by
from casework.pages.kept_views import are_kept_inside, keep_views, kept_views
from desktop.base.remembered import Remembered
from desktop.base.view import COLUMNS, ChosenFilter, View, value_words, view_of
from desktop.look import icons, theme
from desktop.look.plain import plain_tip
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.tab_order import tab_as_read
from desktop.widgets.timeline import ElidedButton

_MOST_VALUES = 30
_LONGEST_NAME = 40
_MENU_WIDTH = 420
_KEY = "worklist/views"


def _in_menu(name: str) -> str:
    # A menu takes the sign for the mark of a key.
    return name.replace("&", "&&")


class _NameLine(QLineEdit):
    """A line for the name of a view; Enter gives it, Esc leaves things as they are."""

    given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("viewName")
        self.setAccessibleName("视图名称")
        self.setToolTip("视图名称，按 Enter 保存，按 Esc 不存")
        self.setMinimumWidth(theme.px(220))
        self.setMaxLength(_LONGEST_NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the name on Enter, nothing on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.text().strip():
            self.given.emit(self.text().strip())


class ConditionsBar(QWidget):
    """The chips, and the button with the menus; `changed` comes with every change of conditions.

    `view_asked` carries a view to be brought back, `keep_asked` asks for the present one;
    `named` carries the name for the present one, `renamed` the former name of a view and the new.
    """

    changed = Signal()
    view_asked = Signal(object)
    keep_asked = Signal()
    named = Signal(str)
    renamed = Signal(str, str)
    naming_ended = Signal()

    def __init__(self, desk: Desk, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._remembered = desk, remembered
        self.chosen: tuple[ChosenFilter, ...] = ()
        self._row = FlowLayout(theme.px(4))
        self.setLayout(self._row)
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        self.add = QPushButton(icons.icon("list-filter"), "")
        self.add.setObjectName("addCondition")
        self.add.setProperty("kind", "icon")
        self.add.setAccessibleName("筛选和视图")
        self.add.setToolTip("按科室、承办人、阶段、提交方式、类别、年份筛选；常用的存为视图")
        columns = QMenu(self.add)
        for column, words in COLUMNS.items():
            menu = columns.addMenu(words)
            menu.aboutToShow.connect(partial(self._fill_values, menu, column))
        columns.addSeparator()
        self.views = columns.addMenu("视图")
        self.views.aboutToShow.connect(partial(self._fill_views, self.views))
        self.add.setMenu(columns)
        self._chips: list[ElidedButton] = []
        self.name, self._renamed_from = _NameLine(self), ""
        self._row.addWidget(self.name)
        self.name.hide()
        self.hide()
        self.name.given.connect(self._name_given)
        self.name.left.connect(self._end_naming)

    @property
    def where(self) -> tuple[QueryCondition, ...]:
        """The conditions as the register is asked."""
        return tuple(condition for one in self.chosen for condition in one.conditions)

    @property
    def words(self) -> str:
        """The conditions in words, or an empty text."""
        return "，".join(one.words for one in self.chosen)

    def choose(self, fresh: ChosenFilter) -> None:
        """Put in a condition, in the place of one on the same column."""
        others = (one for one in self.chosen if one.column != fresh.column)
        self.show_chosen((*others, fresh))
        self.changed.emit()

    def take_away(self, gone: ChosenFilter) -> None:
        """Take a condition away."""
        self.show_chosen([one for one in self.chosen if one != gone])
        self.changed.emit()

    def show_chosen(self, chosen: Sequence[ChosenFilter]) -> None:
        """Show these conditions as chips, without telling."""
        self.chosen = tuple(chosen)
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for one in self.chosen:
            chip = ElidedButton(one.words)
            chip.setParent(self)
            chip.setIcon(icons.icon("x"))
            chip.setProperty("kind", "filter")
            chip.setAccessibleName(f"去掉筛选“{one.words}”")
            chip.setToolTip(plain_tip(f"去掉筛选“{one.words}”"))
            chip.clicked.connect(partial(self.take_away, one))
            self._row.addWidget(chip)
            chip.show()
            self._chips.append(chip)
        self._show_if_needed()
        tab_as_read(self)

    def _show_if_needed(self) -> None:
        self.setVisible(bool(self.chosen) or not self.name.isHidden())
        self.updateGeometry()

    def _fill_values(self, menu: QMenu, column: str) -> None:
        menu.clear()
        counts = count_by(self._desk, column)
        for value, count in list(counts.items())[:_MOST_VALUES]:
            if value in (None, ""):
                continue
            words = self.fontMetrics().elidedText(
                value_words(column, value), Qt.TextElideMode.ElideRight, theme.px(_MENU_WIDTH)
            )
            # A menu takes a single one for the mark of a key.
            action = menu.addAction(f"{words.replace('&', '&&')}（{count:,}）")
            action.triggered.connect(partial(self.choose, ChosenFilter(column, value)))
        if menu.isEmpty():
            menu.addAction("没有可选的值").setEnabled(False)

    def ask_name(self, likely: str, *, renamed_from: str = "") -> None:
        """Ask for the name of the present view, or for another of one that is kept."""
        self._renamed_from = renamed_from
        self.name.setText(likely)
        self.name.show()
        self._show_if_needed()
        self.name.selectAll()
        self.name.setFocus()
        self.updateGeometry()

    def _name_given(self, name: str) -> None:
        former = self._renamed_from
        self._end_naming()
        if former:
            self.renamed.emit(former, name)
        else:
            self.named.emit(name)

    def _end_naming(self) -> None:
        self.name.hide()
        self._show_if_needed()
        self.naming_ended.emit()

    def _fill_views(self, menu: QMenu) -> None:
        menu.clear()
        kept = self.kept()
        for name, view in kept.items():
            menu.addAction(_in_menu(name)).triggered.connect(partial(self.view_asked.emit, view))
        menu.addSeparator()
        menu.addAction("把现在的列表存为视图…").triggered.connect(self.keep_asked)
        if kept:
            other = menu.addMenu("改名")
            for name in kept:
                asked = partial(self.ask_name, name, renamed_from=name)
                other.addAction(_in_menu(name)).triggered.connect(lambda _=False, ask=asked: ask())
            gone = menu.addMenu("删除视图")
            for name in kept:
                gone.addAction(_in_menu(name)).triggered.connect(partial(self.forget, name))

    def kept(self) -> dict[str, View]:
        """Return the views kept, by name."""
        try:
            raw: dict[str, Any] = dict(json.loads(self._kept_text()))
        except (ValueError, TypeError):
            # A file someone changed by hand is not worth a fault.
            return {}
        views = ((name, view_of(one)) for name, one in raw.items())
        return {name: view for name, view in views if view is not None}

    def keep(self, name: str, view: View) -> None:
        """Keep a view under a name, in the place of one of the same name."""
        self._write(self.kept() | {name: view})

    def rename(self, former: str, name: str) -> None:
        """Give a kept view another name; it keeps its place in the menu."""
        kept = self.kept()
        self._write({name if known == former else known: view for known, view in kept.items()})

    def forget(self, name: str) -> None:
        """Forget a view."""
        self._write({known: view for known, view in self.kept().items() if known != name})

    def _write(self, views: dict[str, View]) -> None:
        plain = {
            name: {
                "filter": view.filter_name,
                "chosen": [[one.column, one.value] for one in view.chosen],
                "order_by": view.order_by,
                "descending": view.descending,
                "text": view.text,
                "columns": view.columns,
            }
            for name, view in views.items()
        }
        text = json.dumps(plain, ensure_ascii=False)
        if are_kept_inside(self._desk):
            keep_views(self._desk, text)
        else:
            self._remembered.keep(_KEY, text)

    def _kept_text(self) -> str:
        beside = self._remembered.text(_KEY, "")
        if not are_kept_inside(self._desk):
            return beside or "{}"
        if beside and not self._desk.store.is_read_only:
            # Kept beside the register before it was encrypted.
            keep_views(self._desk, beside)
            self._remembered.forget(_KEY)
        return kept_views(self._desk) or beside or "{}"
