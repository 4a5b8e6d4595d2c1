"""Ctrl+Z takes back the last act of the case one looks at; whose case it is always stands there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from db import steps


def kinds(desk, request_id: int) -> list[str]:
    return [step.kind for step in steps.of_request(desk.store, request_id)]


def said(window) -> str:
    return window.outcome.words.text()


@pytest.fixture
def two(window, registered, do):
    ids = registered(applicant_name="石磊"), registered(applicant_name="罗敏")
    for request_id in ids:
        do("assign", request_id, section="办公室")
        do("note", request_id, text="电话联系申请人")
    window.screens.show_place("worklist")
    return ids


def undo(window) -> None:
    next(one for one in window.commands if one.keys == "Ctrl+Z").run()


def test_the_last_act_of_this_case_is_taken_back_again_and_again_and_named(desk, window, two):
    window.screens.open_case(two[0])
    undo(window)
    assert said(window).startswith("1号 石磊　已撤销“记事”")
    undo(window)
    assert said(window).startswith("1号 石磊　已撤销“分办”")
    assert kinds(desk, two[0]) == ["received", "assigned", "noted", "annulled", "annulled"]
    assert kinds(desk, two[1]) == ["received", "assigned", "noted"]


def test_on_another_case_it_is_said_first_whose_step_would_go(desk, window, two):
    window.screens.open_case(two[0])
    case = window.screens.worklist.case
    case.begin("assign")
    case.panel.view.set_values({"section": "法规科"})
    case.panel.view.submit()
    window.screens.open_case(two[1])
    undo(window)
    assert "刚才办理的是1号 石磊" in said(window)
    assert "2号 罗敏的最近一步“记事”" in said(window)
    assert "annulled" not in kinds(desk, two[0]) + kinds(desk, two[1])
    undo(window)
    assert said(window).startswith("2号 罗敏　已撤销“记事”")
    assert kinds(desk, two[0])[-1] == "assigned"


def test_the_way_back_belongs_to_the_case_that_is_shown(window, two):
    window.screens.open_case(two[0])
    case = window.screens.worklist.case
    case.begin("assign")
    case.panel.view.set_values({"section": "法规科"})
    case.panel.view.submit()
    assert window.outcome.isVisible()
    assert said(window).startswith("1号 石磊　")
    assert window.findChild(QPushButton, "undo").isVisible()
    window.screens.worklist.stand_on(two[1])
    assert not window.outcome.isVisible()


def test_nothing_is_taken_back_while_a_form_is_filled_in(desk, window, two):
    window.screens.open_case(two[0])
    window.screens.worklist.case.begin("assign")
    undo(window)
    assert said(window).startswith("正在填写")
    assert "annulled" not in kinds(desk, two[0])


def test_what_went_well_goes_by_itself_and_what_did_not_stays(qtbot, window, two):
    window.outcome._leaves.setInterval(10)
    window.outcome.say("已保存。")
    qtbot.waitUntil(lambda: not window.outcome.isVisible())
    window.outcome.say_problem("没有存上。")
    qtbot.wait(40)
    assert window.outcome.isVisible()
    window.outcome.say("已保存。")
    assert window.outcome.property("kind") == "say"


def test_every_act_says_whose_case_it_is_and_what_is_asked_in_full(qtbot, window, registered):
    lines = [f"第{number}项：项目批复文件" for number in range(12)]
    window.screens.open_case(
        registered(applicant_name="丁小满", information_sought="\n".join(lines))
    )
    case = window.screens.worklist.case
    for offer in case.page.offers:
        case.begin(offer.act.name)
        assert case.place.head.title.text() == offer.act.title
        assert case.place.head.findChild(QLabel, "actApplicant").text() == "丁小满"
        case.place.head.unfold.click()
        whole = case.place.head.findChild(QLabel, "actRequest")
        assert whole.isVisible()
        assert whole.text().splitlines() == lines
        case.leave_act()


def test_what_should_have_happened_first_stands_over_the_reply(window, registered, do):
    request_id = registered()
    window.screens.open_case(request_id)
    case = window.screens.worklist.case
    case.begin("decide")
    before = case.place.head.findChild(QLabel, "doneBefore")
    assert "缺：没有检索" in before.accessibleName()
    case.leave_act()
    do("search", request_id, scope="档案室", keywords="要点", result="FOUND", found="要点一份")
    case.begin("decide")
    assert "已有：检索 11月20日" in case.place.head.findChild(QLabel, "doneBefore").accessibleName()
    case.panel.view.set_values({"kind": "REFUSED_THIRD_PARTY_RIGHTS", "withheld": "合同报价"})
    case.place.look_before()
    said = case.place.head.findChild(QLabel, "doneBefore")
    assert "书面征求第三方意见" in said.accessibleName() or "检索" in said.accessibleName()


def test_enter_presses_a_button_of_any_screen(qtbot, window):
    window.screens.show_place("today")
    button = window.screens.present.letters_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert window.screens.name == "letters_of_day"


def test_enter_presses_the_button_that_has_the_focus(qtbot, window, two):
    window.screens.open_case(two[0])
    case = window.screens.worklist.case
    button = case.wide_head.acts.row.shown[1]
    wanted = button.objectName().removeprefix("act_")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert case.panel is not None
    assert case.panel.act.name == wanted


def test_the_rail_follows_whoever_writes(window, registered) -> None:
    window.screens.show_place("today")
    today = window.rail.findChild(QPushButton, "rail_today")
    before = today.count
    registered(arrived_on="2026-10-01")
    assert today.count == before + 1
