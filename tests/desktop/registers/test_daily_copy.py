from casework.desk import daily_copy
from desktop.registers.daily_copy import DailyCopy


def test_a_copy_is_made_once_a_day(qtbot, desk):
    copy = DailyCopy(desk)
    assert daily_copy.is_due(desk)
    copy.make_if_due()
    qtbot.waitUntil(lambda: not daily_copy.is_due(desk))
    qtbot.waitUntil(lambda: not copy.is_busy)
    copy.make_if_due()
    assert not copy.is_busy


def test_a_copy_asked_for_says_where_it_lies(qtbot, desk):
    copy = DailyCopy(desk)
    with qtbot.waitSignal(copy.said) as said:
        copy.make()
    (path,) = daily_copy.backup_folder(desk).glob("*.db")
    assert str(path) in said.args[0]
    qtbot.waitUntil(lambda: not copy.is_busy)
