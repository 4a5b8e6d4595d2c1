"""Whoever writes to the register: what shows follows at once, the rest when it is shown."""

import pytest
from PySide6.QtWidgets import QApplication

from casework.cases.urgency import Urgency
from casework.pages import office_settings

PLACES = ["today", "worklist", "month", "report", "analysis", "letters_of_day"]


def read_by(screen, monkeypatch) -> list[str]:
    """Return the list that grows each time a screen is read."""
    reads: list[str] = []
    whole = screen.refresh
    monkeypatch.setattr(screen, "refresh", lambda: (reads.append("read"), whole())[1])
    return reads


@pytest.mark.parametrize("place", PLACES)
def test_the_screen_one_looks_at_follows_another_writer(qtbot, window, registered, place):
    window.screens.show_place(place)
    follows: list[str] = []
    window.screens.present.follow = lambda: follows.append(place)
    registered()
    registered()
    qtbot.waitUntil(lambda: bool(follows))
    QApplication.processEvents()
    # Two acts in one breath are read once.
    assert follows == [place]


@pytest.mark.parametrize("place", ["worklist", "month", "report", "analysis"])
def test_a_hidden_screen_is_read_when_it_is_shown_and_only_where_it_is_older(
    qtbot, window, registered, monkeypatch, place
):
    window.screens.show_place(place)
    reads = read_by(window.screens.present, monkeypatch)
    window.screens.show_place("receipt")
    registered()
    QApplication.processEvents()
    assert reads == []
    window.screens.show_place(place)
    assert reads == ["read"]
    window.screens.show_place("receipt")
    window.screens.show_place(place)
    assert reads == ["read"]


def test_the_list_shows_what_another_registered(qtbot, window, registered):
    window.screens.show_place("worklist")
    registered()
    qtbot.waitUntil(lambda: window.screens.worklist.model.rowCount() == 1)


def test_the_case_one_looks_at_follows_and_keeps_its_row(qtbot, window, registered, do):
    request_id = registered()
    window.screens.show_place("worklist")
    screen = window.screens.worklist
    screen.stand_on(request_id)
    do("withdraw", request_id, on=window.desk.today)
    qtbot.waitUntil(lambda: screen.case.page.row.urgency is Urgency.CLOSED)
    # It left 在办, and stays before the eyes until another is chosen.
    assert screen.model.is_kept(request_id)
    # It does not answer any more, and is not counted among those that do.
    assert screen.model.rowCount() == 1
    assert screen.list.count.text().startswith("0 件")


def test_the_rail_counts_what_the_board_will_show(window, registered):
    window.screens.show_place("worklist")
    registered(arrived_on="2026-09-01")
    assert window.rail._buttons["today"].count == 1
    window.screens.show_place("today")
    assert window.screens.present.count == 1


def test_what_is_typed_in_the_settings_stays(qtbot, window, desk):
    window.screens.show_place("settings")
    view = window.screens.present.office.view
    view.set_values({"phone": "0000-1234567"})
    office_settings.set_office(desk, desk.office, "李某")
    QApplication.processEvents()
    assert view.values()["phone"] == "0000-1234567"


def test_the_texts_of_a_report_are_not_taken_from_under_the_hand(qtbot, window, monkeypatch):
    window.screens.show_place("report")
    screen = window.screens.present
    reads = read_by(screen, monkeypatch)
    editor = next(iter(screen.texts.editors.values()))
    editor.setPlainText("本年度")
    screen.texts.keep()
    QApplication.processEvents()
    assert reads == []
