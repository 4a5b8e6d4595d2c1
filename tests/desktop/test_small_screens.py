"""Every place from the smallest window to the largest: nothing is wider than the room it has."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QTabWidget, QWidget

from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.window.main_window import MainWindow

# The tables of the annual report have their official width, their first column stands.
_REPORT_TABLES = frozenset(
    {"table2", "table3", "table4", "rollUpTable", "comparedRows", "unitsTable"}
)
_PLACES = (
    "today", "worklist", "receipt", "month", "report", "analysis", "templates", "affairs",
    "settings", "receipts", "chase", "letters_of_day", "import",
)  # fmt: skip


@pytest.fixture(
    params=[(1366, 768, 200), (1024, 768, 100), (1366, 768, 150), (2560, 1440, 100)],
    ids=["1366 at 200 %", "1024", "1366 at 150 %", "2560"],
)
def sized(request, window: MainWindow, registered, do, qtbot) -> Iterator[MainWindow]:
    width, height, zoom = request.param
    request_id = registered(applicant_name="青枫区澄湖街道桂苑社区居民委员会暨业主大会筹备组")
    do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    do("serve", request_id, mail_number="1000000000001")
    registered(applicant_name="李雷")
    theme.current().apply(Scheme.LIGHT, zoom)
    window.resize(width, height)
    window.outcome.say("已登记，编号依申请〔2026〕1号，答复期限至2026-12-08。" * 2)
    yield window
    theme.current().apply(Scheme.LIGHT, 100)


def scrolls_sideways(top: QWidget) -> list[str]:
    return [
        f"{type(area).__name__} {area.objectName()}"
        for area in top.findChildren(QAbstractScrollArea)
        if area.isVisible()
        and area.objectName() not in _REPORT_TABLES
        and not isinstance(area.parentWidget(), QComboBox)
        and area.horizontalScrollBar().maximum() > 0
        and area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ]


def test_no_place_scrolls_sideways(qtbot, sized: MainWindow) -> None:
    found: list[str] = []
    for place in _PLACES:
        sized.screens.show_place(place)
        qtbot.wait(1)
        qtbot.wait(1)
        found += [f"{place}: {one}" for one in scrolls_sideways(sized.screens.present)]
        tabs: Any = getattr(sized.screens.present, "tabs", None)
        for at in range(tabs.count() if isinstance(tabs, QTabWidget) else 0):
            tabs.setCurrentIndex(at)
            qtbot.wait(1)
            found += [
                f"{place}, {tabs.tabText(at)}: {one}"
                for one in scrolls_sideways(tabs.currentWidget())
            ]
    assert found == []
