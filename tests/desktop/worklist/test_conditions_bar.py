import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.base.view import ChosenFilter, View
from desktop.look import theme
from desktop.window.main_window import MainWindow
from desktop.worklist import conditions_bar
from desktop.worklist.conditions_bar import ConditionsBar
from desktop.worklist.worklist_model import COLUMNS
from desktop.worklist.worklist_screen import WorklistScreen


@pytest.fixture
def screen(qtbot, desk, remembered, registered, do) -> WorklistScreen:
    for name, section in (("王小明", "法规科"), ("李秀英", "办公室"), ("周立", "法规科")):
        do("assign", registered(applicant_name=name), section=section)
    screen = WorklistScreen(desk, remembered)
    screen.read_first()
    qtbot.addWidget(screen)
    screen.show()
    return screen


def names(screen: WorklistScreen) -> set[str]:
    rows = (screen.model.row_at(number) for number in range(screen.model.rowCount()))
    return {row.applicant_name for row in rows}


def test_a_condition_is_a_chip_that_can_be_taken_away(screen):
    screen.conditions.choose(ChosenFilter("section", "法规科"))
    assert names(screen) == {"王小明", "周立"}
    chip = next(
        button
        for button in screen.conditions.findChildren(QPushButton)
        if button.text() == "承办科室：法规科"
    )
    chip.click()
    assert names(screen) == {"王小明", "李秀英", "周立"}


def test_a_second_value_of_a_column_takes_the_firsts_place(screen):
    screen.conditions.choose(ChosenFilter("section", "法规科"))
    screen.conditions.choose(ChosenFilter("section", "办公室"))
    assert names(screen) == {"李秀英"}
    assert screen.filter_words == "在办的申请，承办科室：办公室"


def test_the_menu_offers_the_values_that_are_there(screen):
    menu = screen.conditions.add.menu().actions()[0].menu()
    menu.aboutToShow.emit()
    assert {action.text() for action in menu.actions()} == {"法规科（2）", "办公室（1）"}


def test_a_view_is_kept_and_brought_back_after_a_restart(qtbot, desk, remembered, screen):
    screen.conditions.choose(ChosenFilter("section", "法规科"))
    with qtbot.waitSignal(screen.said) as said:
        screen.keep_view()
    assert "在办，承办科室：法规科" in said.args[0]
    again = WorklistScreen(desk, remembered)
    again.read_first()
    qtbot.addWidget(again)
    assert names(again) == {"王小明", "李秀英", "周立"}
    menu = QMenu()
    again.conditions._fill_views(menu)
    menu.actions()[0].trigger()
    assert names(again) == {"王小明", "周立"}
    again.conditions.forget("在办，承办科室：法规科")
    assert again.conditions.kept() == {}


def test_the_views_of_an_encrypted_office_are_kept_inside(
    qtbot, desk, remembered, screen, monkeypatch
):
    def searched(text: str) -> View:
        return View("OPEN", (), "due_on", False, text)

    screen.conditions.keep("王小明的", searched("王小明"))
    assert "王小明" in remembered.text("worklist/views")
    monkeypatch.setattr(conditions_bar, "are_kept_inside", lambda _: True)
    bar = ConditionsBar(desk, remembered)
    qtbot.addWidget(bar)
    assert list(bar.kept()) == ["王小明的"]
    # What lay beside the register went into it.
    assert remembered.text("worklist/views") == ""
    bar.keep("周立的", searched("周立"))
    assert list(bar.kept()) == ["王小明的", "周立的"]
    assert remembered.text("worklist/views") == ""


def test_views_spoilt_by_hand_are_no_fault(qtbot, desk, remembered):
    remembered.keep("worklist/views", "[1, 2")
    bar = ConditionsBar(desk, remembered)
    qtbot.addWidget(bar)
    assert bar.kept() == {}


@pytest.fixture
def listed(window, registered, do) -> MainWindow:
    """A window that shows its list, with requests of two sections."""
    for name, section in (("王小明", "法规科"), ("李秀英", "办公室"), ("王立", "法规科")):
        do("assign", registered(applicant_name=name), section=section)
    window.screens.show_place("worklist")
    return window


def offered_views(screen: WorklistScreen) -> QMenu:
    menu = screen.conditions.views
    menu.aboutToShow.emit()
    return menu


def use_view(screen: WorklistScreen, name: str) -> None:
    next(action for action in offered_views(screen).actions() if action.text() == name).trigger()


def headings(screen: WorklistScreen) -> list[str]:
    return [COLUMNS[number].heading for number in screen.table.shown_columns]


def search_for(qtbot, window: MainWindow, words: str) -> None:
    window.bar.search.clear()
    window.bar.search.insert(words)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)


def test_a_view_keeps_the_words_searched_for(qtbot, listed):
    screen = listed.screens.worklist
    search_for(qtbot, listed, "王")
    screen.conditions.choose(ChosenFilter("section", "法规科"))
    screen.keep_view()
    said = listed.outcome.words.text()
    assert said.startswith("已存为视图“全部，搜索：王，承办科室：法规科”，在")
    search_for(qtbot, listed, "李秀英")
    screen.conditions.take_away(ChosenFilter("section", "法规科"))
    assert names(screen) == {"李秀英"}
    use_view(screen, "全部，搜索：王，承办科室：法规科")
    assert listed.bar.search.text() == "王"
    assert names(screen) == {"王小明", "王立"}
    assert screen.conditions.words == "承办科室：法规科"


def test_the_words_of_a_view_can_be_changed_and_cleared(qtbot, listed, do):
    screen = listed.screens.worklist
    search_for(qtbot, listed, "王")
    listed.findChild(QPushButton, "filter_open").click()
    screen.keep_view()
    search_for(qtbot, listed, "")
    listed.findChild(QPushButton, "filter_closed").click()
    assert names(screen) == set()
    use_view(screen, "在办，搜索：王")
    assert names(screen) == {"王小明", "王立"}
    search_for(qtbot, listed, "王立")
    assert names(screen) == {"王立"}
    assert listed.findChild(QPushButton, "filter_open").isChecked()
    qtbot.keyClick(listed.bar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: names(screen) == {"王小明", "李秀英", "王立"})
    assert listed.findChild(QPushButton, "filter_open").isChecked()


def test_a_view_without_words_clears_the_search(qtbot, listed):
    screen = listed.screens.worklist
    screen.keep_view()
    search_for(qtbot, listed, "王")
    use_view(screen, "在办")
    assert listed.bar.search.text() == ""
    assert names(screen) == {"王小明", "李秀英", "王立"}


def test_a_view_keeps_its_columns_their_widths_and_the_order(qtbot, desk, remembered, listed):
    screen = listed.screens.worklist
    table, header = screen.table, screen.table.horizontalHeader()
    table.show_column(5, True)
    table.show_column(2, False)
    header.moveSection(header.visualIndex(5), 0)
    header.resizeSection(5, 133)
    header.resizeSection(1, 171)
    table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    kept = headings(screen)
    assert kept == ["收到日期", "期限", "编号", "事项", "状态"]
    screen.keep_view()
    table.show_column(5, False)
    table.show_column(2, True)
    table.show_column(7, True)
    header.moveSection(header.visualIndex(3), 0)
    header.resizeSection(1, 90)
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    again = WorklistScreen(desk, remembered)
    again.read_first()
    qtbot.addWidget(again)
    use_view(again, "在办")
    assert headings(again) == kept
    assert (again.table.columnWidth(5), again.table.columnWidth(1)) == (133, 171)
    assert again.model.query.order_by == "received_on"
    assert again.model.query.descending
    assert again.table.horizontalHeader().sortIndicatorSection() == 5


def test_widths_of_a_view_follow_the_zoom(qtbot, desk, remembered, listed):
    screen = listed.screens.worklist
    for zoom, width, then, shown in ((100, 160, 150, 240), (150, 240, 100, 160)):
        theme.current().apply(theme.Scheme.LIGHT, zoom)
        screen.table.horizontalHeader().resizeSection(1, width)
        screen.keep_view()
        theme.current().apply(theme.Scheme.LIGHT, then)
        again = WorklistScreen(desk, remembered)
        again.read_first()
        qtbot.addWidget(again)
        use_view(again, "在办")
        assert again.table.columnWidth(1) == shown


def test_a_view_kept_before_views_had_words_and_columns_still_loads(qtbot, listed, remembered):
    old = {"filter": "open", "chosen": [["section", "法规科"]], "order_by": "due_on"}
    views = {"旧的": old | {"descending": True}, "坏的": old | {"descending": 1, "columns": 5}}
    remembered.keep("worklist/views", json.dumps(views, ensure_ascii=False))
    screen = listed.screens.worklist
    screen.table.show_column(7, True)
    before = headings(screen)
    search_for(qtbot, listed, "李")
    assert list(screen.conditions.kept()) == ["旧的"]
    use_view(screen, "旧的")
    assert names(screen) == {"王小明", "王立"}
    assert listed.bar.search.text() == ""
    assert headings(screen) == before
    assert screen.model.query.order_by == "due_on"


def test_a_column_that_is_gone_or_a_width_beyond_reason_does_no_harm(listed, remembered):
    view = {"filter": "open", "chosen": [], "order_by": "nothing", "descending": False}
    columns = [["register_number", 99999], ["gone", 80], ["applicant_name", -4]]
    remembered.keep("worklist/views", json.dumps({"怪的": view | {"columns": columns}}))
    screen = listed.screens.worklist
    use_view(screen, "怪的")
    assert headings(screen) == ["编号", "申请人", "期限", "事项"]
    assert screen.table.columnWidth(1) == 2000
    assert screen.table.columnWidth(2) == 64


def test_a_view_of_the_same_name_is_replaced_in_words(qtbot, listed):
    screen = listed.screens.worklist
    screen.keep_view()
    assert "替换" not in listed.outcome.words.text()
    screen.table.show_column(7, True)
    screen.keep_view()
    assert "替换了原来的同名视图" in listed.outcome.words.text()
    assert len(screen.conditions.kept()) == 1


def test_a_sign_in_the_words_is_no_key_of_the_menu(qtbot, listed):
    screen = listed.screens.worklist
    search_for(qtbot, listed, "A&B")
    screen.keep_view()
    use_view(screen, "全部，搜索：A&&B")
    assert listed.bar.search.text() == "A&B"


@pytest.mark.parametrize("place", ["worklist", "month"])
def test_the_list_shows_the_same_after_it_is_built_anew(qtbot, listed, place):
    search_for(qtbot, listed, "王")
    listed.screens.worklist.conditions.choose(ChosenFilter("section", "法规科"))
    listed.screens.worklist.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    listed.screens.show_place(place)
    before = listed.screens.worklist
    listed.screens.rebuild()
    listed.screens.show_place("worklist")
    screen = listed.screens.worklist
    assert screen is not before
    assert names(screen) == {"王小明", "王立"}
    assert screen.conditions.words == "承办科室：法规科"
    assert (screen.model.query.order_by, screen.model.query.descending) == ("applicant_name", True)
    assert listed.bar.search.text() == "王"


def test_words_typed_elsewhere_come_before_those_of_the_list_built_anew(qtbot, listed):
    search_for(qtbot, listed, "王")
    listed.screens.show_place("month")
    listed.screens.rebuild()
    listed.bar.search.show_text("李秀英")
    listed.searching.list_found("李秀英")
    assert listed.bar.search.text() == "李秀英"
    assert names(listed.screens.worklist) == {"李秀英"}


def choose_in(menu: QMenu, *words: str) -> None:
    for word in words[:-1]:
        below = next(one.menu() for one in menu.actions() if one.text() == word)
        assert isinstance(below, QMenu)
        menu = below
    next(one for one in menu.actions() if one.text() == words[-1]).trigger()


def test_a_view_is_named_by_the_clerk(qtbot, listed):
    screen = listed.screens.worklist
    choose_in(offered_views(screen), "把现在的列表存为视图…")
    line = screen.conditions.name
    assert (line.isVisible(), line.text(), line.selectedText()) == (True, "在办", "在办")
    qtbot.keyClicks(line, " mine ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert list(screen.conditions.kept()) == ["mine"]
    assert not line.isVisible()
    assert screen.view.hasFocus()
    choose_in(offered_views(screen), "改名", "mine")
    qtbot.keyClicks(line, "ours")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert list(screen.conditions.kept()) == ["ours"]
    assert listed.outcome.words.text() == "视图“mine”已改名为“ours”。"


def test_a_view_is_not_kept_nor_renamed_on_esc_or_over_another(qtbot, listed):
    screen = listed.screens.worklist
    for name in ("one", "two"):
        screen.keep_view(name)
    line = screen.conditions.name
    choose_in(offered_views(screen), "把现在的列表存为视图…")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    choose_in(offered_views(screen), "改名", "one")
    qtbot.keyClicks(line, "two")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "已经有名为“two”的视图" in listed.outcome.words.text()
    assert list(screen.conditions.kept()) == ["one", "two"]
