"""A small register is asked at once, a large one beside the window."""

import threading

import pytest

from casework.desk.desk import Desk
from desktop.base import asking
from desktop.base.asking import Asking
from rules.errors import ClerkError


@pytest.fixture
def large(monkeypatch, registered) -> None:
    registered()
    monkeypatch.setattr(asking, "_AT_ONCE", 0)


def where(desk: Desk) -> tuple[int, bool]:
    return threading.get_ident(), desk.store.is_read_only


def test_a_small_register_answers_before_one_goes_on(qtbot, desk, window) -> None:
    told: list[tuple[int, bool]] = []
    Asking(window, desk).ask(where, told.append)
    assert told == [(threading.get_ident(), False)]


def test_a_large_one_is_asked_by_a_reader_of_its_own(qtbot, desk, window, large) -> None:
    told: list[tuple[int, bool]] = []
    one = Asking(window, desk)
    with qtbot.waitSignals([one.begun, one.ended]):
        one.ask(where, told.append)
        assert one.is_busy
        assert told == []
    ((thread, is_read_only),) = told
    assert thread != threading.get_ident()
    assert is_read_only


def test_the_newest_question_is_answered_and_none_before_it(qtbot, desk, window, large) -> None:
    told: list[int] = []
    go_on = threading.Event()
    one = Asking(window, desk)
    with qtbot.waitSignal(one.ended):
        one.ask(lambda _: go_on.wait(10) and 1, told.append)
        one.ask(lambda _: 2, told.append)
        one.ask(lambda _: 3, told.append)
        go_on.set()
    assert told == [3]


def test_what_cannot_be_answered_is_said(qtbot, desk, window, large) -> None:
    def refuse(_: Desk) -> None:
        raise ClerkError("放假日历没有到这一天。")

    one = Asking(window, desk)
    with qtbot.waitSignals([one.failed, one.ended]):
        one.ask(refuse, lambda _: None)


@pytest.mark.parametrize("place", ["report", "chase", "month", "analysis"])
def test_a_screen_of_a_large_register_says_the_same_a_moment_later(
    qtbot, window, do, registered, monkeypatch, place
) -> None:
    request_id = registered(arrived_on="2026-10-26")
    do("consult_third_party", request_id, ref="江北数据公司", content="合同")
    window.screens.show_place(place)
    shown = words_of(window)
    window.screens.rebuild()
    monkeypatch.setattr(asking, "_AT_ONCE", 0)
    window.screens.rebuild()
    qtbot.waitUntil(lambda: words_of(window) == shown)


def words_of(window) -> list[str]:
    from PySide6.QtWidgets import QLabel, QTableWidget

    screen = window.screens.present
    cells = [
        item.text()
        for table in screen.findChildren(QTableWidget)
        for row in range(table.rowCount())
        for column in range(table.columnCount())
        if (item := table.item(row, column)) is not None and table.isVisible()
    ]
    labels = [one.text() for one in screen.findChildren(QLabel) if one.isVisible()]
    return [*cells, *labels]
