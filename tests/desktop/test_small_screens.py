"""Every place in the smallest window, half of it taken by zoom: nothing scrolls sideways."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QTabWidget, QWidget

from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.window.main_window import MainWindow

# The tables of the annual report have their official width, and those of 研判 as many figures.
_PLACES = (
    "today", "worklist", "receipt", "month", "templates", "affairs", "settings", "receipts",
    "chase", "letters_of_day",
)  # fmt: skip


@pytest.fixture
def small(window: MainWindow, registered, do) -> Iterator[MainWindow]:
    """A window of 1366 × 768 at 200 %, with a line at its foot."""
    request_id = registered(applicant_name="青枫区澄湖街道桂苑社区居民委员会暨业主大会筹备组")
    do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    do("serve", request_id, mail_number="1000000000001")
    theme.current().apply(Scheme.LIGHT, 200)
    window.resize(1366, 768)
    window.outcome.say("已登记，编号依申请〔2026〕1号，答复期限至2026-12-08。" * 2)
    yield window
    theme.current().apply(Scheme.LIGHT, 100)


def scrolls_sideways(top: QWidget) -> list[str]:
    return [
        f"{type(area).__name__} {area.objectName()}"
        for area in top.findChildren(QAbstractScrollArea)
        if area.isVisible()
        and not isinstance(area.parentWidget(), QComboBox)
        and area.horizontalScrollBar().maximum() > 0
        and area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ]


def test_no_place_scrolls_sideways(qtbot, small: MainWindow) -> None:
    found: list[str] = []
    for place in _PLACES:
        small.screens.show_place(place)
        qtbot.wait(1)
        qtbot.wait(1)
        found += [f"{place}: {one}" for one in scrolls_sideways(small.screens.present)]
        tabs: Any = getattr(small.screens.present, "tabs", None)
        for at in range(tabs.count() if isinstance(tabs, QTabWidget) else 0):
            tabs.setCurrentIndex(at)
            qtbot.wait(1)
            found += [
                f"{place}, {tabs.tabText(at)}: {one}"
                for one in scrolls_sideways(tabs.currentWidget())
            ]
    assert found == []
