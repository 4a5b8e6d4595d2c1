"""What the second look at the window asked for and no other test drives with real widgets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from db import steps
from desktop.window.places import PLACES


@pytest.fixture
def case(window, registered):
    window.screens.open_case(registered())
    return window.screens.worklist.case


def test_save_is_never_grey_and_leads_to_what_is_missing(qtbot, case):
    looked_at = 0
    for offer in case.page.offers:
        case.begin(offer.act.name)
        if case.panel is None:
            continue
        save = case.panel.findChild(QPushButton, "save")
        assert save.isEnabled(), offer.act.name
        assert save.text(), offer.act.name
        looked_at += 1
        case.leave_act()
    assert looked_at > 20
    case.begin("decide")
    qtbot.mouseClick(case.panel.findChild(QPushButton, "save"), Qt.MouseButton.LeftButton)
    missing = case.panel.view.field_of(QApplication.focusWidget())
    assert missing == "kind"


def test_every_act_of_the_open_case_is_found_by_its_words(window, case):
    search = window.bar.search
    search.begin()
    for offer in case.page.offers:
        search.setText(offer.act.label)
        search._look_up()
        found = [entry.words for entry in search.drop.entries()]
        assert any(line.startswith(offer.act.label) for line in found), offer.act.label


@pytest.mark.parametrize("is_acting", [False, True], ids=["a case", "an act"])
def test_the_rail_works_over_the_whole_width(qtbot, window, case, is_acting):
    for place in PLACES:
        window.screens.open_case(case.request_id)
        if is_acting:
            case.begin("assign")
        button = window.rail.findChild(QPushButton, f"rail_{place.name}")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda name=place.name: window.screens.name == name)


def test_the_course_shows_what_a_correction_changed(window, case):
    case.begin("amend")
    case.panel.view.set_values({"applicant_name": "王小鸣", "reason": "登记时写错"})
    case.panel.findChild(QPushButton, "save").click()
    said = "\n".join(label.text() for label in case.tabs.timeline.findChildren(QLabel))
    assert "原为" in said
    assert "王小明" in said
    assert "现为" in said
    assert "王小鸣" in said


def test_the_number_of_the_mail_is_added_later(window, case, do, desk):
    do("decide", case.request_id, kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", case.request_id, method="POST")
    case.refresh()
    case.begin("number_mail")
    case.panel.view.set_values({"mail_number": "1000000000009"})
    case.panel.findChild(QPushButton, "save").click()
    (*_, step) = steps.of_request(desk.store, case.request_id)
    assert step.details["mail_number"] == "1000000000009"


def test_a_company_is_saved_as_what_the_box_says_after_a_form_was_cleared(qtbot, desk, window):
    window.screens.show_place("receipt")
    screen = window.screens.present
    screen.take_focus()
    view = screen.panel.view
    view.set_values({"applicant_kind": "BUSINESS", "applicant_name": "某公司"})
    screen.panel.flush_draft()
    screen.panel._start_afresh()
    name = view.rows["applicant_name"].widget
    qtbot.keyClicks(name, "Qingfeng")
    view.set_values({"applicant_name": "青枫启航科技有限公司", "information_sought": "批文"})
    view.rows["applicant_name"].widget.left.emit()
    shown = view.values()["applicant_kind"]
    assert shown == "BUSINESS"
    screen.panel.findChild(QPushButton, "save").click()
    (received, *_) = steps.of_request(desk.store, 1)
    assert received.details["applicant_kind"] == shown
