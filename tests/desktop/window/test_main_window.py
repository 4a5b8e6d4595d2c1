from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
)

from casework.cases import recount
from casework.cases.reckoning import older
from casework.desk.desk import Desk
from db import steps
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.start.building import build_window


def test_an_office_not_yet_set_is_asked_for_first(qtbot, desk, remembered):
    from db import settings

    settings.forget(desk.store, "office")
    desk.forget_settings()
    window = build_window(desk, remembered)
    qtbot.addWidget(window)
    present: Any = window.screens.present
    page = present.page
    page.view.set_values({"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"})
    page.view.submit()
    assert desk.office.name == "青枫区政务公开局"
    assert window.screens.name == "today"
    assert window.windowTitle().startswith("青枫区政务公开局")


def test_a_registration_opens_its_case_and_can_be_taken_back(desk, window):
    window.screens.show_place("receipt")
    view = window.screens.present.panel.view
    view.set_values({"applicant_name": "王小明", "information_sought": "要点"})
    view.submit()
    assert window.screens.name == "worklist"
    assert window.screens.worklist.case.request_id == 1
    assert "依申请〔2026〕1号" in window.findChild(QLabel, "outcome").text()
    window.findChild(QPushButton, "undo").click()
    assert [step.kind for step in steps.of_request(desk.store, 1)] == ["received", "annulled"]


def test_a_split_is_taken_back_whole_with_ctrl_z(qtbot, desk, window):
    window.screens.show_place("receipt")
    screen = window.screens.present
    screen.panel.view.set_values(
        {"applicant_name": "林一帆", "information_sought": "甲项目批复\n乙项目合同"}
    )
    screen.findChild(QPushButton, "splitItems").click()
    assert window.screens.name == "worklist"
    assert window.findChild(QPushButton, "undo").isVisible()
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "已撤销拆分登记的2件" in window.findChild(QLabel, "outcome").text()
    assert not window.findChild(QPushButton, "undo").isVisible()
    for request_id in (1, 2):
        kinds = [step.kind for step in steps.of_request(desk.store, request_id)]
        assert kinds == ["received", "annulled"]


def test_enter_gives_the_case_the_width_and_esc_gives_it_back(qtbot, window, registered):
    registered()
    window.screens.show_place("worklist")
    screen = window.screens.worklist
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.is_wide
    qtbot.keyClick(screen.case, Qt.Key.Key_Escape)
    assert not screen.is_wide
    assert window.screens.name == "worklist"


def test_a_case_opened_from_the_board_goes_back_to_the_board(qtbot, window, registered):
    request_id = registered()
    window.screens.open_case(request_id)
    assert window.screens.name == "worklist"
    qtbot.keyClick(window.screens.worklist.case, Qt.Key.Key_Escape)
    assert window.screens.name == "today"


def test_enter_on_the_board_begins_the_next_act(qtbot, window, registered):
    registered(arrived_on="2026-10-23")
    window.screens.present.refresh()
    board = window.screens.present.list
    qtbot.keyClick(board, Qt.Key.Key_Return)
    panel = window.screens.worklist.case.panel
    assert panel is not None
    assert panel.act.name == "assign"


def asked(qtbot, window, words: str) -> list[str]:
    """Type words into the box as a clerk would; return the lines that drop under it."""
    search = window.bar.search
    search.begin()
    search.setText(words)
    search._look_up()
    return [entry.words for entry in search.drop.entries()]


def test_what_answers_a_search_drops_under_the_box_on_every_screen(qtbot, window, registered):
    registered(applicant_name="李秀英")
    request_id = registered(applicant_name="单晓雯")
    window.screens.show_place("month")
    found = asked(qtbot, window, "shan")
    assert "单晓雯" in found[0]
    assert window.screens.name == "month"
    assert window.bar.search.drop.isVisible()
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.screens.worklist.case.request_id == request_id
    assert not window.bar.search.drop.isVisible()
    assert window.bar.search.text() == ""


def test_the_list_follows_a_search_while_one_looks_at_it(qtbot, window, registered):
    registered(applicant_name="李秀英")
    registered(applicant_name="单晓雯")
    window.screens.show_place("worklist")
    asked(qtbot, window, "shan")
    model = window.screens.worklist.model
    assert model.rowCount() == 1
    assert model.row_at(0).applicant_name == "单晓雯"


def test_all_that_answers_can_be_listed(qtbot, window, registered):
    for _ in range(3):
        registered(applicant_name="单晓雯")
    found = asked(qtbot, window, "shan")
    for _ in range(found.index("在办件中列出“shan”的全部结果")):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.screens.name == "worklist"
    assert window.screens.worklist.model.rowCount() == 3
    assert window.bar.search.text() == "shan"


def test_a_number_stands_before_what_only_mentions_it(qtbot, window, registered, do):
    wanted, other = registered(arrived_on="2026-11-16"), registered()
    do("amend", other, matter="与依申请〔2026〕1号相同")
    assert len(asked(qtbot, window, "〔2026〕1号")) >= 2
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.screens.worklist.case.request_id == wanted


def test_an_applicant_stands_before_those_she_is_the_agent_of(qtbot, window, registered):
    registered(applicant_name="王海", agent_name="单晓雯", arrived_on="2026-11-03")
    registered(applicant_name="单晓雯", arrived_on="2026-11-17")
    found = asked(qtbot, window, "单晓雯")
    assert [line.split("　")[1] for line in found[:2]] == ["单晓雯", "王海"]


def test_acts_of_the_open_case_and_commands_are_found_by_their_words(qtbot, window, registered):
    window.screens.open_case(registered(information_sought="工作要点"))
    assert asked(qtbot, window, "延长")[0].startswith("延长")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.screens.worklist.case.panel.act.name == "extend"
    assert asked(qtbot, window, "备份")[0] == "立即备份登记簿"


def test_the_rail_counts_the_day_after_a_change_of_look(window, registered):
    registered(arrived_on="2026-10-09")
    window.screens.show_place("today")
    window.screens.open_case(1)
    window.count()
    assert window.rail._buttons["today"].count == 1
    window.screens.rebuild()
    window.count()
    assert window.rail._buttons["today"].count == 1


def test_esc_clears_the_box_then_leaves_it(qtbot, window):
    asked(qtbot, window, "月")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Escape)
    assert window.bar.search.text() == ""
    assert not window.bar.search.drop.isVisible()
    with qtbot.waitSignal(window.bar.search.left_down):
        qtbot.keyClick(window.bar.search, Qt.Key.Key_Escape)


@pytest.mark.parametrize("is_rebuilt", [False, True], ids=["as it was", "built anew meanwhile"])
def test_a_search_cleared_on_another_screen_is_cleared_in_the_list(
    qtbot, window, registered, is_rebuilt
):
    registered(applicant_name="李山")
    registered(applicant_name="王海")
    search = window.bar.search
    window.screens.show_place("worklist")
    asked(qtbot, window, "shan")
    assert window.screens.worklist.model.rowCount() == 1
    window.screens.show_place("month")
    if is_rebuilt:
        window.screens.rebuild()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    qtbot.wait(200)
    assert window.screens.name == "month"
    window.screens.show_place("worklist")
    assert window.screens.worklist.model.rowCount() == 2


def test_a_search_looks_among_all_and_gives_the_filter_back(window, registered):
    registered(applicant_name="李秀英")
    screen = window.screens.worklist
    screen.use_filter("closed")
    screen.search("李")
    assert screen.model.rowCount() == 1
    screen.search("")
    assert screen.model.rowCount() == 0


def test_a_command_is_done_by_its_words(qtbot, window):
    asked(qtbot, window, "月历")
    qtbot.keyClick(window.bar.search, Qt.Key.Key_Return)
    assert window.screens.name == "month"


def test_every_command_has_words_and_no_key_is_given_twice(window):
    keys = [command.keys for command in window.commands if command.keys]
    assert len(keys) == len(set(keys))
    assert all(command.words for command in window.commands)


def test_no_word_on_the_window_is_latin_but_names_of_keys(window, registered):
    registered()
    allowed = {"Ctrl", "Enter", "Esc", "Excel", "Word", "PageUp", "PageDown", "F", "K"}
    for place in ("today", "worklist", "receipt", "month", "report", "settings"):
        window.screens.show_place(place)
        for button in window.findChildren(QPushButton):
            words = "".join(c if c.isascii() and c.isalpha() else " " for c in button.text())
            assert all(len(word) == 1 or word in allowed for word in words.split()), button.text()


def test_zoom_and_colours_are_taken_at_once_and_remembered(qtbot, window, remembered, registered):
    request_id = registered()
    window.screens.open_case(request_id)
    try:
        window.screens.use_look(Scheme.DARK, 125)
        qtbot.waitUntil(lambda: window.screens.worklist.case.request_id == request_id)
        assert theme.px(100) == 125
        assert (remembered.scheme, remembered.zoom) == (Scheme.DARK, 125)
    finally:
        theme.current().apply(Scheme.LIGHT, 100)


def test_an_act_in_progress_survives_a_change_of_look(qtbot, window, registered):
    window.screens.open_case(registered())
    window.screens.worklist.case.begin("assign")
    section = window.screens.worklist.case.panel.view.rows["section"].widget
    qtbot.keyClicks(section, "fgk")
    window.screens.rebuild()
    panel = window.screens.worklist.case.panel
    assert panel.act.name == "assign"
    assert panel.view.values()["section"] == "fgk"


@pytest.mark.parametrize("filter_name", ["open", "closed"], ids=["in the list", "not in the list"])
@pytest.mark.parametrize("act_name", ["", "assign"], ids=["its page", "an act in progress"])
def test_a_change_of_look_keeps_the_case_that_is_open(
    qtbot, window, registered, filter_name, act_name
):
    registered(arrived_on="2026-11-02")
    request_id = registered()
    window.screens.worklist.use_filter(filter_name)
    window.screens.open_case(request_id)
    if act_name:
        window.screens.worklist.case.begin(act_name)
    window.screens.rebuild()
    qtbot.wait(120)
    worklist = window.screens.worklist
    assert (worklist.case.request_id, worklist.is_wide) == (request_id, True)
    assert ("" if worklist.case.panel is None else worklist.case.panel.act.name) == act_name


def test_a_receipt_in_progress_survives_a_change_of_look(qtbot, window):
    window.screens.show_place("receipt")
    qtbot.keyClicks(window.screens.present.panel.view.rows["phone"].widget, "138")
    window.screens.rebuild()
    assert window.screens.present.panel.view.values()["phone"] == "138"


def test_the_window_is_remembered(qtbot, desk, remembered):
    window = build_window(desk, remembered)
    qtbot.addWidget(window)
    window.resize(790, 570)
    window.close()
    again = build_window(desk, remembered)
    qtbot.addWidget(again)
    assert again.size() == window.size()


def test_a_new_day_is_looked_at_once(qtbot, window, remembered, registered, monkeypatch):
    registered()
    looked: list[Desk] = []
    really = recount.moved

    def moved(desk: Desk) -> list[int]:
        looked.append(desk)
        return really(desk)

    monkeypatch.setattr("casework.cases.recount.moved", moved)
    remembered.keep("day", "2026-11-19")
    window.look_at_the_day()
    assert remembered.text("day") == "2026-11-20"
    window.look_at_the_day()
    assert looked == [window.desk]
    remembered.keep("day", "2026-11-19")
    window.look_at_the_day()
    assert len(looked) == 2


def test_many_rows_are_made_anew_in_slices_with_the_window_answering(
    qtbot, window, desk, registered, monkeypatch
):
    for name in ("王伟", "李敏", "赵云"):
        registered(applicant_name=name)
    monkeypatch.setattr("desktop.window.turn_of_day._SLICE_SECONDS", 0)
    desk.store.run("update request set reckoning = 0")
    window.look_at_the_day()
    left = len(older(desk))
    assert left
    keys = window.bar.search
    qtbot.keyClicks(keys, "abc")
    assert keys.text() == "abc"
    assert len(older(desk)) == left
    qtbot.waitUntil(lambda: not older(desk, limit=1))


def test_no_day_begins_while_a_ledger_is_being_entered(window, desk, remembered, monkeypatch):
    window.look_at_the_day()
    monkeypatch.setattr(desk, "clock", lambda: datetime.combine(date(2026, 11, 23), time(8)))
    window.granting._hold(True)
    window.look_at_the_day()
    assert remembered.text("day") == "2026-11-20"
    window.granting._hold(False)
    window.look_at_the_day()
    assert remembered.text("day") == "2026-11-23"


def test_much_enlarged_the_window_never_outgrows_the_display(qtbot, window):
    display = window.screen().availableSize()
    window.screens.show_place("receipt")
    try:
        window.screens.use_look(Scheme.LIGHT, 200)
        qtbot.wait(50)
        assert window.minimumSizeHint().width() <= display.width()
    finally:
        window.screens.use_look(Scheme.LIGHT, 100)
        qtbot.wait(50)


def test_a_window_left_open_overnight_says_and_offers_the_new_day(window, desk, monkeypatch):
    window.look_at_the_day()
    window.screens.show_place("receipt")
    assert window.screens.present.panel.view.values()["arrived_on"] == "2026-11-20"
    monkeypatch.setattr(desk, "clock", lambda: datetime.combine(date(2026, 11, 23), time(8)))
    window.look_at_the_day()
    assert window.screens.present.panel.view.values()["arrived_on"] == "2026-11-23"
    window.screens.show_place("today")
    words = [label.text() for label in window.screens.present.findChildren(QLabel)]
    assert "11月23日 周一" in words


def test_ctrl_f_goes_to_the_search(qtbot, window):
    for keys in ("Ctrl+F", "Ctrl+K"):
        window.screens.present.setFocus()
        next(command for command in window.commands if command.keys == keys).run()
        assert QApplication.focusWidget() is window.bar.search
