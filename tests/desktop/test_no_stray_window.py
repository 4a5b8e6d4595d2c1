"""Parts of a screen shown before they have their place flash up as windows of their own."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from casework.acts import ACTS
from desktop.acting.form_views import view_for
from desktop.case.case_screen import CaseScreen
from desktop.widgets.rows_field import RowsField
from desktop.window.main_window import MainWindow
from desktop.window.places import PLACES


class Watch(QObject):
    """Notes what shows as a window."""

    def __init__(self, app) -> None:
        super().__init__(app)
        self.shown: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, MainWindow)
        ):
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def watch(qapp):
    watch = Watch(qapp)
    yield watch
    qapp.removeEventFilter(watch)


def test_no_form_shows_a_part_before_its_place(qtbot, desk, watch):
    for act in ACTS.values():
        qtbot.addWidget(view_for(act.form, today=desk.today))
    assert watch.shown == []


def test_no_place_shows_a_part_before_its_place(window, registered, watch):
    registered()
    for place in [*(one.name for one in PLACES), "receipt"]:
        window.screens.show_place(place)
        for tabs in window.screens.present.findChildren(QTabWidget):
            for page in range(tabs.count()):
                tabs.setCurrentIndex(page)
    assert watch.shown == []


def test_what_is_taken_out_before_it_was_shown_is_no_window(qtbot, desk, registered, watch):
    request_id, other = registered(), registered(applicant_name="李秀英")
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    # Before the loop turns, as where a case is opened and read again at once.
    for one in (request_id, other, request_id):
        screen.show_case(one)
    QApplication.processEvents()
    screen.begin("decide_items")
    assert screen.panel is not None
    field = screen.panel.view.rows["items"].editor
    assert isinstance(field, RowsField)
    for _ in range(3):
        field.add_one()
        field._take_out(field.views[-1])
    QApplication.processEvents()
    assert [one for one in watch.shown if not one.startswith("CaseScreen")] == []


def test_no_case_shows_a_part_before_its_place(qtbot, desk, registered, do, watch):
    request_id = registered()
    do("consult_third_party", request_id, ref="某某公司", content="合同")
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.show_case(request_id)
    screen.begin("third_party_answered")
    assert watch.shown == []
