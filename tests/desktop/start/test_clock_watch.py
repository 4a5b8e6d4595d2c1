"""The clock of the computer, set while the window stands."""

from datetime import datetime, timedelta

import pytest

from db.history import latest
from desktop.start.clock_watch import ClockWatch


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (timedelta(minutes=1), ""),
        (timedelta(minutes=-5), ""),
        (timedelta(days=-2), "早于登记簿最后一次写入"),
        # A night, and the longest holiday with the computer asleep.
        (timedelta(hours=14), ""),
        (timedelta(days=10), ""),
        (timedelta(days=500), "请核对电脑的日期"),
    ],
)
def test_a_clock_that_was_set_is_told_once(window, desk, registered, monkeypatch, moved, said):
    registered()
    told: list[str] = []
    monkeypatch.setattr(window.outcome, "say_problem", told.append)
    watch = ClockWatch(window)
    begun = datetime.fromisoformat(latest(desk.store).at).replace(tzinfo=None)
    monkeypatch.setattr(desk, "clock", lambda: begun)
    watch.look()
    told.clear()
    monkeypatch.setattr(desk, "clock", lambda: begun + moved)
    watch.look()
    watch.look()
    assert len(told) == (1 if said else 0)
    assert all(said in words for words in told)
