"""The review by item: Enter goes through its fields and presses no button on the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

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
