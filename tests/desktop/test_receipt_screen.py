import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from casework import worklist
from db import drafts, requests
from db.requests import Query
from desktop.receipt_screen import ReceiptScreen


@pytest.fixture
def screen(qtbot, desk) -> ReceiptScreen:
    screen = ReceiptScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def write(screen: ReceiptScreen, **texts: str) -> None:
    screen.panel.view.set_values(texts)


def test_a_request_is_registered_with_ctrl_enter(qtbot, desk, screen):
    write(screen, applicant_name="王小明", information_sought="2023年政务公开工作要点")
    with qtbot.waitSignal(screen.acted) as acted:
        qtbot.keyClick(
            screen.panel.view.rows["phone"].widget,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.ControlModifier,
        )
    row = requests.one(desk.store, acted.args[0].request_id)
    assert (row.register_number, row.applicant_name) == ("依申请〔2026〕1号", "王小明")
    assert "2026-12-18" in acted.args[0].message


def test_the_form_is_empty_again_after_a_registration(qtbot, desk, screen):
    write(screen, applicant_name="王小明", information_sought="要点")
    screen.panel.view.submit()
    assert screen.panel.view.values()["applicant_name"] == ""
    assert drafts.keys(desk.store) == []


def test_what_saving_does_is_shown_before(qtbot, desk, screen):
    write(screen, applicant_name="王小明", information_sought="要点")
    due = screen.findChild(QLabel, "previewDue")
    qtbot.waitUntil(lambda: "2026年12月18日" in due.text())
    assert "第31条" in screen.findChild(QLabel, "previewReasons").text()
    assert len(worklist.find(desk, Query())) == 0


def test_the_day_both_sides_confirmed_is_asked_where_the_channel_has_one(screen):
    confirmed = screen.panel.view.rows["confirmed_on"]
    assert not confirmed.isVisible()
    write(screen, channel="INTERNET")
    assert confirmed.isVisible()


def test_an_applicant_known_from_before_brings_her_address(screen, registered):
    registered(applicant_name="李秀英", phone="13800000001", address="人民路1号")
    name = screen.panel.view.rows["applicant_name"].widget
    name.setText("李秀英")
    name.left.emit()
    values = screen.panel.view.values()
    assert (values["phone"], values["address"]) == ("13800000001", "人民路1号")


def test_what_was_typed_is_never_replaced_by_what_is_known(screen, registered):
    registered(applicant_name="李秀英", phone="13800000001", address="人民路1号")
    write(screen, applicant_name="李秀英", phone="13900000002")
    screen.panel.view.rows["applicant_name"].widget.left.emit()
    values = screen.panel.view.values()
    assert (values["phone"], values["address"]) == ("13900000002", "")


def test_a_half_filled_form_is_there_again_after_a_restart(qtbot, desk, screen):
    qtbot.keyClicks(screen.panel.view.rows["phone"].widget, "0791")
    qtbot.waitUntil(lambda: bool(drafts.draft(desk.store, "register:0")))
    again = ReceiptScreen(desk)
    qtbot.addWidget(again)
    assert again.panel.view.values()["phone"] == "0791"
