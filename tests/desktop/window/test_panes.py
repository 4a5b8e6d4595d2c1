import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from casework.acts import ACTS
from desktop.look import theme
from desktop.window.manual_window import ManualWindow

NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def awake(qtbot, window):
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def part_of(window) -> str:
    """Return which part of the window has the focus."""
    focused = QApplication.focusWidget()
    parts = {
        "rail": window.rail,
        "list": window.screens.worklist.list,
        "case": window.screens.worklist.case,
        "outcome": window.outcome,
    }
    return next((name for name, part in parts.items() if part.isAncestorOf(focused)), "elsewhere")


def test_f6_goes_round_the_parts_in_sight(qtbot, awake, registered):
    registered()
    awake.screens.show_place("worklist")
    awake.screens.worklist.show_chosen()
    went = []
    for _ in range(5):
        qtbot.keyClick(awake, Qt.Key.Key_F6)
        went.append(part_of(awake))
    # The head of a case and its tabs are two parts.
    assert went == ["case", "case", "rail", "list", "case"]
    qtbot.keyClick(awake, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert part_of(awake) == "list"


def test_v_begins_the_examination(qtbot, awake, registered):
    registered()
    awake.screens.show_place("worklist")
    awake.screens.worklist.show_chosen()
    qtbot.keyClicks(awake.screens.worklist.view, "V")
    assert awake.screens.worklist.case.panel.act is ACTS["review"]


@pytest.mark.parametrize(
    ("key", "zoom"), [(Qt.Key.Key_Plus, 110), (Qt.Key.Key_Minus, 90)], ids=["larger", "smaller"]
)
def test_the_number_pad_zooms(qtbot, awake, key, zoom):
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier
    qtbot.keyClick(awake, key, held)
    assert theme.current().zoom == zoom


def test_a_narrow_act_shows_one_part_at_a_time(qtbot, awake, registered):
    request_id = registered()
    awake.resize(1024, 728)
    awake.screens.open_case(request_id)
    case = awake.screens.worklist.case
    case.begin("ask_correction")
    panel = case.panel
    form, letter, result = panel.parts.buttons
    assert form.isChecked()
    assert not panel.preview.isVisible()
    assert letter.key == "缺 1"
    qtbot.keyClick(awake, Qt.Key.Key_F6)
    assert letter.isChecked()
    assert panel.preview.paper.isVisible()
    assert not panel.view.isVisible()
    qtbot.keyClick(awake, Qt.Key.Key_F6)
    assert result.isChecked()
    assert not panel.preview.paper.isVisible()
    # Saving what is not whole leads back to the field, though the form was out of sight.
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.isChecked()
    assert panel.view.rows["items"].isAncestorOf(QApplication.focusWidget())


def test_a_wide_act_shows_both(qtbot, awake, registered):
    request_id = registered()
    awake.resize(1366, 728)
    awake.screens.open_case(request_id)
    case = awake.screens.worklist.case
    case.begin("ask_correction")
    qtbot.waitUntil(lambda: not case.panel.parts.buttons[0].isVisible())
    assert case.panel.view.isVisible()
    assert case.panel.preview.paper.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_focus(qtbot, awake, key):
    for name, place in (("rail_month", "month"), ("rail_settings", "settings")):
        button = awake.rail.findChild(QPushButton, name)
        button.setFocus()
        qtbot.keyClick(button, key)
        assert awake.screens.name == place
    # On a page of its own too, where nothing else takes the key.
    awake.screens.show_place("report")
    publish = awake.screens.present.publish
    pressed: list[bool] = []
    publish.clicked.disconnect()
    publish.clicked.connect(lambda: pressed.append(True))
    publish.setFocus()
    qtbot.keyClick(publish, key)
    assert pressed == [True]


def test_what_went_well_is_not_red_after_an_error(awake):
    bar = awake.outcome
    colours = theme.current()

    def ground() -> str:
        return bar.grab().toImage().pixelColor(bar.width() // 2, 4).name()

    bar.say_problem("没有保存，请再试。")
    assert ground() == colours.colour("overdue_ground").name()
    bar.say("已保存。")
    assert ground() == colours.colour("panel").name()
    bar.say_check("请核对。")
    assert ground() == colours.colour("soon_ground").name()


def test_enlarged_the_places_fold_without_a_change_of_the_window(qtbot, awake):
    awake.resize(1366, 768)
    qtbot.waitUntil(lambda: not awake.rail.is_folded)
    awake.screens.use_look(theme.Scheme.LIGHT, 150)
    assert awake.rail.is_folded
    awake.screens.use_look(theme.Scheme.LIGHT, 100)
    assert not awake.rail.is_folded


def test_esc_gives_the_focus_back_to_the_board_a_case_came_from(qtbot, awake, registered):
    registered(arrived_on="2026-10-20")
    awake.screens.show_place("today")
    board = awake.screens.present.list
    board.setFocus()
    qtbot.keyClick(board, Qt.Key.Key_Space)
    assert awake.screens.name == "worklist"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert awake.screens.name == "today"
    assert awake.screens.present.list.hasFocus()


def test_f1_is_heard_wherever_the_focus_is(qtbot, awake, registered):
    request_id = registered()
    awake.screens.open_case(request_id)
    for widget in (awake.rail.findChild(QPushButton, "rail_today"), awake.screens.worklist.case):
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_F1)
        manual = awake.findChild(ManualWindow)
        assert manual is not None
        assert manual.isVisible()
        manual.close()
        awake.activateWindow()
        qtbot.waitUntil(awake.isActiveWindow)
