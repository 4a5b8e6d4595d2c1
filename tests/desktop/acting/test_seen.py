"""A form whose case a colleague went on with says so, keeps what is typed, and saves then."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from casework.acts import ACTS, perform
from casework.desk.desk import Desk
from db import steps
from desktop.acting.act_panel import ActPanel
from forms.fields import read
from tests.desktop.conftest import clock

pytestmark = pytest.mark.on_both_engines


def test_a_form_keeps_what_was_typed_while_another_went_on(qtbot, desk, registered) -> None:
    request_id = registered()
    panel = ActPanel(desk, ACTS["assign"], request_id)
    qtbot.addWidget(panel)
    panel.show()
    panel.view.set_values({"section": "政务公开科"})
    other = Desk(desk.store.second_writer(), clock, "李文")
    form = read(
        ACTS["extend"].form,
        {"on": desk.today, "days": 5, "reason": "须征求第三方意见", "approved_by": "王建国"},
        today=desk.today,
    )
    assert not isinstance(form, list)
    perform(other, ACTS["extend"], request_id, form)
    other.store.close()

    save = panel.findChild(QPushButton, "save")
    save.click()
    said = panel.findChild(QLabel, "panelNote").text()
    assert "李文于10:00登记了“延长答复期限”" in said
    assert panel.view.rows["section"].editor.value() == "政务公开科"
    assert steps.of_request(desk.store, request_id)[-1].kind == "extended"

    with qtbot.waitSignal(panel.performed):
        save.click()
    assert steps.of_request(desk.store, request_id)[-1].kind == "assigned"
