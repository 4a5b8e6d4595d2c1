import pytest
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.conditions_bar import Chosen, ConditionsBar
from desktop.worklist_screen import WorklistScreen


@pytest.fixture
def screen(qtbot, desk, remembered, registered, do) -> WorklistScreen:
    for name, section in (("王小明", "法规科"), ("李秀英", "办公室"), ("周立", "法规科")):
        do("assign", registered(applicant_name=name), section=section)
    screen = WorklistScreen(desk, remembered)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def names(screen: WorklistScreen) -> set[str]:
    rows = (screen.model.row_at(number) for number in range(screen.model.rowCount()))
    return {row.applicant_name for row in rows}


def test_a_condition_is_a_chip_that_can_be_taken_away(screen):
    screen.conditions.choose(Chosen("section", "法规科"))
    assert names(screen) == {"王小明", "周立"}
    chip = next(
        button
        for button in screen.conditions.findChildren(QPushButton)
        if button.text() == "承办科室：法规科"
    )
    chip.click()
    assert names(screen) == {"王小明", "李秀英", "周立"}


def test_a_second_value_of_a_column_takes_the_firsts_place(screen):
    screen.conditions.choose(Chosen("section", "法规科"))
    screen.conditions.choose(Chosen("section", "办公室"))
    assert names(screen) == {"李秀英"}
    assert screen.filter_words == "在办的申请，承办科室：办公室"


def test_the_menu_offers_the_values_that_are_there(screen):
    menu = screen.conditions.add.menu().actions()[0].menu()
    menu.aboutToShow.emit()
    assert {action.text() for action in menu.actions()} == {"法规科（2）", "办公室（1）"}


def test_a_view_is_kept_and_brought_back_after_a_restart(qtbot, desk, remembered, screen):
    screen.conditions.choose(Chosen("section", "法规科"))
    with qtbot.waitSignal(screen.said) as said:
        screen.keep_view()
    assert "在办，承办科室：法规科" in said.args[0]
    again = WorklistScreen(desk, remembered)
    qtbot.addWidget(again)
    assert names(again) == {"王小明", "李秀英", "周立"}
    menu = QMenu()
    again.conditions._fill_views(menu)
    menu.actions()[0].trigger()
    assert names(again) == {"王小明", "周立"}
    again.conditions.forget("在办，承办科室：法规科")
    assert again.conditions.kept() == {}


def test_views_spoilt_by_hand_are_no_fault(qtbot, desk, remembered):
    remembered.keep("worklist/views", "[1, 2")
    bar = ConditionsBar(desk, remembered)
    qtbot.addWidget(bar)
    assert bar.kept() == {}
