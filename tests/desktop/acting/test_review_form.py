"""The review by item: Enter goes through its fields and presses no button on the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from casework import acts
from casework.acts import ACTS
from desktop.widgets.rows_field import RowsField
from desktop.window.main_window import MainWindow


def test_enter_on_the_day_opens_no_second_item(qtbot, window: MainWindow, do, registered) -> None:
    request_id = registered()
    do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    window.screens.open_case(request_id)
    case = window.screens.worklist.case
    case.begin("review")
    view = case.panel.view
    field = view.rows["items"].editor
    assert isinstance(field, RowsField)
    before = len(field.views)
    view.rows["on"].widget.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(field.views) == before
    assert view.field_of(QApplication.focusWidget()) != "on"


def test_no_two_acts_have_one_title() -> None:
    titles = [act.title for act in ACTS.values()]
    assert sorted(titles) == sorted(set(titles))


def test_a_correction_of_the_registration_has_its_own_title(window: MainWindow, registered) -> None:
    window.screens.open_case(registered())
    case = window.screens.worklist.case
    case.begin("amend")
    assert case.panel.act.title == "更正登记"
    assert "更正登记" in {one.text() for one in case.place.head.findChildren(QLabel)}


def test_correcting_names_the_letters_that_tell_the_old_name(desk, do, registered) -> None:
    request_id = registered(applicant_name="王小明")
    known = acts.starting_values(desk, acts.ACTS["amend"], request_id)
    done = do("amend", request_id, **{**known, "applicant_name": "王小鸣"})
    assert "政府信息公开申请接收回执写的还是更正以前的" in done.message
