"""What a screen reader says of every field and button, and where Tab goes from each."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QSplitterHandle,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from casework.acts import ACTS
from desktop.acting.act_panel import ActPanel
from desktop.acting.form_views import view_for
from desktop.base.wishes import BeginAct
from desktop.letters.dispatch_check import LeavingPanel
from desktop.widgets.date_field import DateField
from desktop.window.crash import CrashDialog
from desktop.window.help import AboutDialog, KeysDialog
from desktop.window.main_window import MainWindow
from desktop.window.places import PLACES

PLACE_NAMES = [place.name for place in PLACES] + [
    "receipt",
    "letters_of_day",
    "first_run",
    "import",
]
NEAR = 8
"""Within so many pixels two edges are on one line."""


def is_reached_by_tab(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and not isinstance(widget, QSplitterHandle | QMenuBar)
        and not isinstance(widget.parentWidget(), QComboBox)
        and not widget.objectName().startswith("qt_")
    )


def said_of(widget: QWidget) -> str:
    """Return the name a screen reader says when the focus comes to a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    labels = widget.window().findChildren(QLabel)
    return next((label.text() for label in labels if label.buddy() is widget), "")


def nameless(top: QWidget) -> list[str]:
    """Return what has no name; a list that drops from a field has the field's."""
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget in [top, *top.findChildren(QWidget)]
        if widget.window() is top.window() and is_reached_by_tab(widget) and not said_of(widget)
    ]


def tab_steps(top: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Yield each widget Tab reaches with the one it goes to from there, but from the last."""
    chain, widget = [], top.nextInFocusChain()
    while widget is not top:
        is_there = widget.isVisibleTo(top) and widget.isEnabledTo(top)
        if top.isAncestorOf(widget) and is_reached_by_tab(widget) and is_there:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    yield from pairwise(chain)


def steps_back(top: QWidget) -> list[str]:
    """Return where Tab goes up without going right, or left on the same line."""

    def place(widget: QWidget, seen_with: QWidget) -> QRect:
        rect = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())
        for area in top.findChildren(QScrollArea):
            if area.isAncestorOf(widget) and not area.isAncestorOf(seen_with):
                # From outside, what is scrolled away stands where it would come into sight.
                seen = QRect(area.mapTo(top, QPoint(0, 0)), area.size())
                rect.moveTop(min(max(rect.top(), seen.top()), seen.bottom() - rect.height()))
        return rect

    found = []
    for one, other in tab_steps(top):
        here, there = place(one, other), place(other, one)
        is_above = there.bottom() <= here.top() + NEAR
        is_beside = there.top() < here.bottom() - NEAR and not is_above
        is_left = there.left() < here.right() - NEAR
        if is_left and (is_above or (is_beside and there.left() < here.left() - NEAR)):
            found.append(f"{said_of(one)} {here} → {said_of(other)} {there}")
    return found


def turned(window: MainWindow, place: str) -> Iterator[QWidget]:
    """Yield the screen of a place once for each of its pages."""
    window.screens.show_place(place)
    screen = window.screens.present
    pages = screen.findChildren(QTabWidget)
    if not pages:
        yield screen
    for tabs in pages:
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            yield screen


@pytest.mark.parametrize("name", PLACE_NAMES)
def test_everything_in_a_place_has_a_name(qapp, window: MainWindow, registered, name: str):
    registered()
    for screen in turned(window, name):
        qapp.processEvents()
        assert "\n".join(nameless(screen)) == ""


@pytest.mark.parametrize("name", PLACE_NAMES)
def test_tab_goes_through_a_place_as_one_reads(qapp, window: MainWindow, registered, name: str):
    registered()
    window.resize(1366, 728)
    for screen in turned(window, name):
        qapp.processEvents()
        assert "\n".join(steps_back(screen)) == ""


def test_everything_around_the_places_has_a_name(window: MainWindow):
    window.outcome.say("已登记。", lambda: None)
    assert "\n".join(nameless(window)) == ""


@pytest.mark.parametrize("name", ACTS)
def test_everything_in_the_form_of_an_act_has_a_name(qtbot, desk, name: str):
    view = view_for(ACTS[name].form, today=desk.today, outlook=desk.outlook)
    qtbot.addWidget(view)
    assert "\n".join(nameless(view)) == ""


@pytest.mark.parametrize("name", ACTS)
def test_tab_goes_through_the_form_of_an_act_as_one_reads(qapp, qtbot, desk, name: str):
    view = view_for(ACTS[name].form, today=desk.today, outlook=desk.outlook)
    qtbot.addWidget(view)
    view._unfold.setChecked(True)
    view.leave_out(frozenset())
    view.resize(700, 1600)
    view.show()
    qapp.processEvents()
    assert "\n".join(steps_back(view)) == ""


def test_tab_goes_through_a_case_and_an_act_as_one_reads(qapp, window: MainWindow, registered):
    request_id = registered()
    window.resize(1366, 728)
    window.screens.open_case(request_id)
    case = window.screens.worklist.case
    for number in range(case.tabs.count()):
        case.tabs.setCurrentIndex(number)
        qapp.processEvents()
        assert "\n".join(nameless(case)) == ""
        assert "\n".join(steps_back(case)) == ""
    window.granting.grant(BeginAct(request_id, "decide"))
    qapp.processEvents()
    panel = case.panel
    assert isinstance(panel, ActPanel)
    assert "\n".join(nameless(panel)) == ""
    assert "\n".join(steps_back(panel)) == ""


def test_every_card_and_panel_has_names(qtbot, window: MainWindow, desk):
    field = DateField(today=desk.today, outlook=desk.outlook)
    field.setAccessibleName("日期")
    field._open()
    panel = LeavingPanel("发出之前", "仍然打印")
    panel.add("答复书", ["有身份证号码。"])
    window.bar.search.begin()
    shown: Any
    for shown in (
        KeysDialog(window.commands, window),
        AboutDialog(window),
        CrashDialog(ValueError, None, window),
        window.bar.search.drop,
        field,
        panel,
    ):
        qtbot.addWidget(shown)
        assert "\n".join(nameless(shown)) == ""


def test_a_nameless_field_would_be_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    upper, middle, lower = QLineEdit(), QLineEdit(), QLineEdit()
    for field in (upper, middle, lower):
        column.addWidget(field)
    page.show()
    assert len(nameless(page)) == 3
    assert not steps_back(page)
    QWidget.setTabOrder(upper, lower)
    QWidget.setTabOrder(lower, middle)
    assert len(steps_back(page)) == 1
