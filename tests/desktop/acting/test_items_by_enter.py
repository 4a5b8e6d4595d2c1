"""Enter goes through the items of a reply and never takes one out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from casework.acts import ACTS

THREE = "1．用地批准文件；2．征收土地公告张贴照片；3．听证笔录"


@pytest.fixture
def items(qtbot, window, registered):
    window.resize(1366, 740)
    window.screens.open_case(registered(information_sought=THREE))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    case = window.screens.worklist.case
    case.begin(next(name for name, act in ACTS.items() if act.label == "逐项答复"))
    return case.panel.view.rows["items"].editor


def enter(qtbot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def contents(items) -> list[str]:
    return [item["content"] for item in items.value()]


def test_enter_in_a_kind_still_empty_takes_no_item_out(qtbot, items):
    before = contents(items)
    assert len(before) == 3
    qtbot.mouseClick(items._lines[1], Qt.MouseButton.LeftButton)
    enter(qtbot)
    enter(qtbot)
    assert contents(items) == before


def test_enter_after_the_last_field_of_an_item_takes_no_item_out(qtbot, items):
    before = contents(items)
    items.set_value([{**items.value()[0], "kind": "PROVIDED", "provided": "用地批复"},
                     *items.value()[1:]])  # fmt: skip
    items.open_row(0)
    items._views[0].go_to("kind")
    for _ in range(8):
        enter(qtbot)
    assert contents(items) == before


def test_an_item_that_is_left_out_is_said_before_the_reply(window, items):
    case = window.screens.worklist.case
    head = case.place.head
    answer = {"kind": "NOT_THIS_AGENCY", "reasons": "由市局保存"}
    filled = [{**item, **answer} for item in items.value()]

    def said() -> str:
        case.place.look_before()
        return head.findChild(QLabel, "doneBefore").accessibleName()

    items.set_value(filled)
    assert "已有：申请的每一项都有答复" in said()
    items.set_value(filled[:2])
    assert "缺：申请的每一项都有答复" in said()
    assert "漏答的是没有履行答复职责" in head.findChild(QLabel, "doneBefore").toolTip()


def test_a_list_that_is_opened_with_the_mouse_says_nothing_is_missing(qtbot, items):
    items.open_row(0)
    view = items._views[0]
    choice = view.rows["kind"].editor
    choice.setFocus()
    choice.showPopup()
    qtbot.waitUntil(choice.view().isVisible)
    QApplication.processEvents()
    assert "请填写答复类型" not in "".join(
        label.text() for label in view.findChildren(QLabel) if label.isVisible()
    )
    choice.hidePopup()
    qtbot.keyClick(choice, Qt.Key.Key_Tab)
    assert "请填写答复类型" in "".join(
        label.text() for label in view.findChildren(QLabel) if label.isVisible()
    )


def test_what_is_lacking_cannot_be_read_as_if_it_were_there(items, window):
    head = window.screens.worklist.case.place.head
    answer = {"kind": "NOT_THIS_AGENCY", "reasons": "由市局保存"}
    items.set_value([{**item, **answer} for item in items.value()[:2]])
    window.screens.worklist.case.place.look_before()
    assert "缺：申请的每一项都有答复" in head.findChild(QLabel, "doneBefore").text()
