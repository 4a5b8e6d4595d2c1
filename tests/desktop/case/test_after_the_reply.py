"""What comes after a reply, done in the window and asserted on the register."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casework.cases.case_file import load
from db import requests
from desktop.case.case_screen import CaseScreen
from rules.steps import StepKind
from rules.time_limits import OrderedBy


@pytest.fixture
def screen(qtbot, desk, registered, do) -> CaseScreen:
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    with qtbot.waitActive(screen):
        screen.show()
    request_id = registered()
    do("decide", request_id, kind="ALREADY_PUBLIC", access="门户网站")
    do("serve", request_id, method="BY_HAND", received_by="林一帆")
    screen.show_case(request_id)
    return screen


def test_a_reply_set_aside_is_open_work_again(qtbot, desk, screen):
    screen.begin("order_reply")
    screen.panel.view.set_values(
        {"by": "COURT", "decision": "〔2026〕12号《行政判决书》", "natural_days": "15"}
    )
    with qtbot.waitSignal(screen.acted):
        screen.panel.findChild(QPushButton, "save").click()
    case = load(desk, screen.request_id).case
    order = case.order
    assert order is not None
    assert (order.kind, order.by, order.natural_days) == (
        StepKind.REPLY_ORDERED,
        OrderedBy.COURT.name,
        15,
    )
    row = requests.one(desk.store, screen.request_id)
    assert (row.closed_on, row.rounds, row.due_on) == (None, 2, case.due_on)
    assert "人民法院" in screen.findChild(QLabel, "dueSentence").text()
    assert "decide" in {offer.act.name for offer in screen.page.offers}


def test_two_periods_are_refused_beside_the_field(qtbot, desk, screen):
    screen.begin("order_reply")
    screen.panel.view.set_values({"by": "OFFICE", "days": "20", "natural_days": "30"})
    with qtbot.assertNotEmitted(screen.acted):
        screen.panel.view.submit()
    assert "只能写一种" in screen.panel.findChild(QLabel, "days_note").text()
    assert requests.one(desk.store, screen.request_id).rounds == 1


def test_the_list_of_challenges_offers_those_that_are_open(qtbot, desk, screen, do):
    do("sue", screen.request_id, stage="DIRECT", court="青枫区人民法院")
    screen.refresh()
    screen.begin("defend")
    values = screen.panel.view.values()
    assert values["challenge"].startswith("诉讼案件（青枫区人民法院，")
    assert "送达凭证——送达的方式和日期" in values["evidence"]
    with qtbot.waitSignal(screen.acted):
        screen.panel.findChild(QPushButton, "save").click()
    assert load(desk, screen.request_id).case.has(StepKind.DEFENDED)
