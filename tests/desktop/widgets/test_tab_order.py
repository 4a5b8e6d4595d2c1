import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import Shiboken

import desktop
from desktop.case.section import Section
from desktop.widgets.tab_order import tab_as_read


def items_known() -> list[QLayoutItem]:
    """Return what PySide keeps for items of layouts."""
    known = Shiboken.getAllValidWrappers()
    return [one for one in known if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)]


def late_and_early(qtbot) -> tuple[QWidget, list[QPushButton]]:
    """Return buttons in the order they are read; they were made the other way round."""
    top = QWidget()
    qtbot.addWidget(top)
    buttons = [QPushButton(str(number), top) for number in reversed(range(7))][::-1]
    column, row, grid = QVBoxLayout(), QHBoxLayout(), QGridLayout()
    column.addWidget(buttons[0])
    column.addLayout(row)
    row.addStretch(1)
    for button in buttons[1:3]:
        row.addWidget(button)
    column.addWidget(buttons[3])
    column.addLayout(grid)
    grid.addWidget(buttons[4], 0, 0)
    grid.addWidget(buttons[5], 1, 0)
    column.addStretch(1)
    column.addWidget(buttons[6])
    top.setLayout(column)
    return top, buttons


def test_tab_goes_through_layouts_within_layouts_as_one_reads(qtbot):
    top, buttons = late_and_early(qtbot)
    tab_as_read(top)
    found: list[QWidget] = [buttons[0]]
    while (one := found[-1].nextInFocusChain()) is not found[0]:
        found.append(one)
    assert [one for one in found if one is not top] == buttons


def test_nothing_is_kept_for_items_that_go_with_their_widgets(qtbot):
    before = items_known()
    top, buttons = late_and_early(qtbot)
    tab_as_read(top)
    section = Section("文书和附件")
    qtbot.addWidget(section)
    section.column.addWidget(QPushButton())
    section.fill([])
    section.fold(is_folded=True)
    for button in buttons:
        button.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # What PySide kept would stand at addresses that are free again, and be taken for what comes to
    # lie there: the program ended without a word.
    assert [one for one in items_known() if one not in before] == []


def test_no_layout_is_asked_for_an_item_it_keeps():
    root = Path(desktop.__file__).parent
    asking = re.compile(r"\.(itemAt|itemAtPosition)\(")
    found = [path.name for path in root.rglob("*.py") if asking.search(path.read_text("utf-8"))]
    assert found == []
