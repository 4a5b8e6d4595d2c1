from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from casework.acts.receipts import underway
from casework.desk.desk import Desk
from desktop.base import asking
from desktop.base.wishes import GoTo
from desktop.letters.day_letters_screen import DayLettersScreen
from desktop.letters.receipts_screen import ReceiptsScreen


def posted(registered, do, number: int) -> list[int]:
    ids = [registered(arrived_on="2026-11-02") for _ in range(number)]
    for request_id in ids:
        do("assign", request_id, on="2026-11-03", section="科", handler="李文")
        do("ask_correction", request_id, on="2026-11-04", items="请写明文号")
        ref = f"政府信息公开申请补正告知书（公开补〔2026〕{ids.index(request_id) + 1}号）"
        do("dispatch", request_id, on="2026-11-05", ref=ref)
    return ids


def test_a_pasted_column_and_days_are_entered_at_one_press(qtbot, desk: Desk, registered, do):
    posted(registered, do, 3)
    screen = ReceiptsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.take_focus()
    QApplication.clipboard().setText("XA1\nXA2\nXA3\nXA4")
    qtbot.keyClick(screen.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    for row, day in enumerate(("11.9", "11.9", "10.1")):
        screen.table.set_words(row, 5, day)
    with qtbot.waitSignal(screen.failed) as told:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "已登记2件，1件没有登记" in told.args[0]
    # The refused line stays, with what was typed and why it was refused.
    (left,) = underway(desk)
    assert left.service.mail_number == "XA3"
    assert screen.table.rowCount() == 1
    assert screen.table.words(0, 5) == "10.1"
    assert "早于" in screen.table.words(0, 8)
    screen.table.set_words(0, 5, "11.10")
    with qtbot.waitSignal(screen.said) as told:
        screen.save.click()
    assert told.args[0] == "已登记1件。"
    assert underway(desk) == []
    assert not screen.table.isVisible()


def test_a_day_that_is_entered_is_not_typed_any_more(qtbot, desk: Desk, registered, do):
    posted(registered, do, 1)
    screen = ReceiptsScreen(desk)
    qtbot.addWidget(screen)
    screen.table.set_words(0, 5, "11.9")
    with qtbot.waitSignal(screen.said):
        screen.enter_all()
    # It stays for its number alone.
    (left,) = underway(desk)
    assert (left.service.mail_number, left.service.received_on is None) == ("", False)
    assert screen.table.words(0, 5) == ""
    with qtbot.waitSignal(screen.failed) as told:
        screen.enter_all()
    assert "没有填写新的" in told.args[0]


def test_what_is_typed_stays_when_others_write(qtbot, desk: Desk, registered, do):
    posted(registered, do, 1)
    screen = ReceiptsScreen(desk)
    qtbot.addWidget(screen)
    screen.table.set_words(0, 4, "XA1")
    screen.table.choose_how(0, "FAMILY")
    posted_later = registered(arrived_on="2026-11-02")
    do("note", posted_later, on="2026-11-09", text="来电")
    screen.follow()
    assert (screen.table.words(0, 4), screen.table.how(0)) == ("XA1", "FAMILY")


def test_a_large_register_is_read_beside_and_nothing_is_said_before(
    qtbot, desk: Desk, registered, do, monkeypatch
):
    posted(registered, do, 2)
    monkeypatch.setattr(asking, "_AT_ONCE", 0)
    screen = ReceiptsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.take_focus()
    assert not screen.letters
    assert not screen._empty.isVisible()
    assert not screen.save.isEnabled()
    qtbot.waitUntil(screen.save.isEnabled)
    assert screen.table.rowCount() == 2
    screen.table.set_words(0, 4, "XA1")
    screen.table.set_words(1, 5, "10.1")
    screen.enter_all()
    # The second press comes before the list is read again: it enters nothing twice.
    assert not screen.save.isEnabled()
    screen.enter_all()
    qtbot.waitUntil(screen.save.isEnabled)
    assert [one.service.mail_number for one in underway(desk)] == ["XA1", ""]
    assert "早于" in screen.table.words(1, 8)


def test_what_is_being_typed_stays_where_others_write(qtbot, desk: Desk, registered, do):
    posted(registered, do, 2)
    screen = ReceiptsScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    screen.table.setCurrentCell(1, 4)
    qtbot.keyClicks(screen.table, "X")
    qtbot.keyClicks(screen.table.viewport().findChild(QLineEdit), "A1")
    do("note", underway(desk)[0].request_id, on="2026-11-09", text="来电")
    screen.follow()
    assert screen.table.words(1, 4) == "XA1"
    assert (screen.table.currentRow(), screen.table.currentColumn()) == (1, 4)


def test_the_letters_of_the_day_lead_there(qtbot, desk: Desk):
    screen = DayLettersScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.wished) as wish:
        screen.findChild(type(screen._buttons[-1]), "mailReceipts").click()
    assert wish.args == [GoTo("receipts")]
