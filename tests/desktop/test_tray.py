import pytest

from desktop.tray import Reminders


@pytest.fixture
def reminders(qtbot, desk, remembered) -> Reminders:
    return Reminders(desk, remembered)


def test_what_was_missed_is_said_once(qtbot, desk, registered, reminders, remembered):
    registered(arrived_on="2026-09-01")
    remembered.keep("reminded", "2026-11-18T09:05:00")
    with qtbot.waitSignal(reminders.said) as said:
        reminders.look()
    assert said.args[0].startswith("提醒：逾期1件，2027年放假通知待录入")
    with qtbot.assertNotEmitted(reminders.said):
        reminders.look()


def test_nothing_is_said_before_the_time_of_the_day_has_come(
    qtbot, desk, registered, reminders, remembered
):
    registered(arrived_on="2026-09-01")
    remembered.keep("reminded", "2026-11-20T09:05:00")
    with qtbot.assertNotEmitted(reminders.said):
        reminders.look()


def test_a_window_that_begins_to_remind_says_what_was_missed(window, registered):
    registered(arrived_on="2026-09-01")
    window.remind()
    assert "逾期1件" in window.outcome.words.text()
