"""Names of pages that have no room are in a menu at the end of their line."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.widgets.folded_tabs import FoldedTabs


def test_the_menu_shows_where_names_have_no_room_and_opens_any_page(qtbot) -> None:
    tabs = FoldedTabs("pages")
    qtbot.addWidget(tabs)
    for words in ("表三　申请", "表四　复议诉讼", "表二　主动公开", "正文", "对照核查", "台账"):
        tabs.addTab(QWidget(), words)
    tabs.resize(900, 200)
    tabs.show()
    qtbot.waitExposed(tabs)
    assert not tabs.more.isVisible()
    tabs.resize(320, 200)
    assert tabs.more.isVisible()
    menu = tabs.more.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()][-1] == "台账"
    menu.actions()[-1].trigger()
    assert tabs.currentIndex() == 5


NAMES = ("表三　申请", "表四　复议诉讼", "表二　主动公开", "正文", "对照核查", "台账")


@pytest.fixture
def tabs(qtbot) -> FoldedTabs:
    tabs = FoldedTabs("pages")
    qtbot.addWidget(tabs)
    for words in NAMES:
        tabs.addTab(QWidget(), words)
    tabs.resize(900, 200)
    tabs.show()
    qtbot.waitExposed(tabs)
    return tabs


def shown(tabs: FoldedTabs) -> list[str]:
    return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]


def test_no_name_is_cut_at_any_width_and_the_present_one_always_shows(qtbot, tabs) -> None:
    for width in range(120, 900, 37):
        for at in range(tabs.count()):
            tabs.resize(width, 200)
            tabs.setCurrentIndex(at)
            QApplication.processEvents()
            bar, room = tabs.tabBar(), tabs.width()
            room -= tabs.more.width() if tabs.more.isVisible() else 0
            for one in range(tabs.count()):
                if tabs.isTabVisible(one) and len(shown(tabs)) > 1:
                    assert bar.tabRect(one).left() >= 0
                    assert bar.tabRect(one).right() <= room
            assert tabs.isTabVisible(at)
    tabs.resize(900, 200)
    assert shown(tabs) == list(NAMES)


def test_a_page_left_out_is_in_no_menu_and_comes_back_where_it_was(tabs) -> None:
    tabs.setTabVisible(3, False)
    for width in (320, 900):
        tabs.resize(width, 200)
        assert "正文" not in shown(tabs)
        tabs.more.menu().aboutToShow.emit()
        assert "正文" not in [action.text() for action in tabs.more.menu().actions()]
    tabs.setTabVisible(3, True)
    assert shown(tabs) == list(NAMES)


def test_a_longer_name_takes_the_room_of_the_last(tabs) -> None:
    tabs.resize(sum(tabs.tabBar().tabRect(at).width() for at in range(6)) + 4, 200)
    assert not tabs.more.isVisible()
    tabs.setTabText(0, "表三　收到和处理政府信息公开申请情况")
    assert tabs.more.isVisible()
    assert "台账" not in shown(tabs)
