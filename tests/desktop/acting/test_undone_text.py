"""What was typed before an act was taken back is offered when its form opens again."""

from datetime import date, datetime, time

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casework.acts import ACTS, take_back
from desktop.acting.act_panel import ActPanel
from tests.desktop.conftest import TODAY


@pytest.fixture
def opened(qtbot, desk):
    def open_form(name, request_id):
        panel = ActPanel(desk, ACTS[name], request_id)
        qtbot.addWidget(panel)
        panel.show()
        return panel

    return open_form


def offered(panel) -> tuple[QLabel, QPushButton]:
    note, button = panel.findChild(QLabel, "draftNote"), panel.findChild(QPushButton, "draftButton")
    assert note is not None
    assert button is not None
    return note, button


REFUSAL = {"kind": "REFUSED_WORKING_PAPERS", "reasons": "属于内部讨论记录"}


def test_the_text_of_a_reply_taken_back_is_offered_and_not_poured_in(desk, do, registered, opened):
    request_id = registered()
    take_back(desk, do("decide", request_id, **REFUSAL))
    panel = opened("decide", request_id)
    note, button = offered(panel)
    assert (note.isVisible(), note.text(), button.text()) == (True, "撤销前填的还在", "接着填")
    assert not panel.view.values()["reasons"]
    button.click()
    assert panel.view.values()["reasons"] == "属于内部讨论记录"
    assert panel.view.values()["kind"] == "REFUSED_WORKING_PAPERS"
    assert (note.text(), button.text()) == ("已填入撤销前的内容", "清空重填")
    button.click()
    assert not panel.view.values()["reasons"]
    assert button.text() == "接着填"


def test_rows_come_back_as_they_were(desk, do, registered, opened):
    request_id = registered()
    rows = [
        {"content": "预算", "kind": "PROVIDED", "provided": "纸质复印件一份"},
        {"content": "会议记录", "kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"},
    ]
    take_back(desk, do("decide_items", request_id, items=rows))
    panel = opened("decide_items", request_id)
    offered(panel)[1].click()
    assert not isinstance(panel.view.read(), list)
    assert [one.content for one in panel.view.read().items] == ["预算", "会议记录"]
    # Another form of the same kind of step has nothing to go on with.
    assert not offered(opened("decide", request_id))[0].isVisible()


def test_a_day_typed_stays_and_the_day_of_entering_is_today(desk, do, registered, opened):
    request_id = registered()
    take_back(desk, do("decide", request_id, **REFUSAL, on=date(2026, 11, 18)))
    panel = opened("decide", request_id)
    offered(panel)[1].click()
    assert panel.view.rows["on"].editor.value() == "2026-11-18"
    take_back(desk, do("decide", request_id, **REFUSAL, on=TODAY))
    panel = opened("decide", request_id)
    offered(panel)[1].click()
    assert panel.view.rows["on"].editor.value() == TODAY.isoformat()


def test_a_registration_taken_back_is_offered_until_the_next_or_the_next_day(
    desk, do, registered, opened, monkeypatch
):
    done = do("register", applicant_name="林一帆", information_sought="青枫区2025年预算")
    # The form of the next receipt is laid out before the registration is taken back.
    panel = opened("register", None)
    assert not offered(panel)[0].isVisible()
    panel.hide()
    take_back(desk, done)
    panel.show()
    note, button = offered(panel)
    assert (note.text(), button.text()) == ("撤销前填的还在", "接着填")
    assert not panel.view.values()["applicant_name"]
    button.click()
    assert panel.view.values()["applicant_name"] == "林一帆"
    assert panel.view.values()["information_sought"] == "青枫区2025年预算"
    monkeypatch.setattr(desk, "clock", lambda: datetime.combine(date(2026, 11, 23), time(9)))
    assert not offered(opened("register", None))[0].isVisible()
    monkeypatch.undo()
    registered()
    assert not offered(opened("register", None))[0].isVisible()


def test_nothing_is_offered_of_an_act_that_stands_or_was_never_done(desk, do, registered, opened):
    request_id = registered()
    assert not offered(opened("decide", request_id))[0].isVisible()
    take_back(desk, do("note", request_id, text="先记一笔"))
    do("note", request_id, text="再记一笔")
    assert not offered(opened("note", request_id))[0].isVisible()


def test_what_is_typed_meanwhile_is_a_draft_and_the_text_stays_behind_it(
    desk, do, registered, opened
):
    request_id = registered()
    take_back(desk, do("decide", request_id, **REFUSAL))
    panel = opened("decide", request_id)
    panel.view.set_values({"reasons": "另写一段"})
    panel.keep_draft()
    panel.hide()
    again = opened("decide", request_id)
    note, button = offered(again)
    assert again.view.values()["reasons"] == "另写一段"
    button.click()
    assert note.text() == "撤销前填的还在"
    button.click()
    assert again.view.values()["reasons"] == "属于内部讨论记录"
