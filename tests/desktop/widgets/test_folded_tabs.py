"""Names of pages that have no room are in a menu at the end of their line."""

from PySide6.QtWidgets import QWidget

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
