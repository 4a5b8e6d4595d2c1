"""A seat that only reads says who works in the register since when, and keeps up with it."""

from datetime import timedelta

import pytest

from casework.desk.changes import Changed, What
from casework.desk.daily_copy import copy_words
from casework.desk.desk import Desk, open_desk
from casework.desk.seat import SecondSeat, SharedSeat, holder_words, seat_words
from db import newly, requests

pytestmark = pytest.mark.of_file("who holds the lock of a file")


def test_who_has_it_open_since_when_is_said_and_nobody_once_it_is_closed(desk: Desk, clock) -> None:
    seat = open_desk(desk.store.path, clock=clock, read_only=True)
    second = SecondSeat(seat)
    assert "09:00起" in seat_words(seat)
    assert "2026-03-06 09:00起" in holder_words(seat)
    assert copy_words(seat) == (seat_words(seat), False)
    assert not second.is_held_otherwise
    desk.close()
    assert second.is_held_otherwise
    assert seat_words(seat) == "只读\n无人在办理"
    seat.close()


def test_what_is_written_elsewhere_is_seen_at_the_next_look(desk: Desk, clock) -> None:
    seat = open_desk(desk.store.path, clock=clock, read_only=True)
    second = SecondSeat(seat)
    heard = []
    seat.changes.follow(heard.append)
    assert not second.look()
    clock.day += timedelta(days=1)
    requests.insert(desk.store, {"register_number": "2026-1", "applicant_name": "周某"})
    assert second.look()
    assert heard
    assert not second.look()
    assert seat.store.value("select count(*) from request") == 1
    seat.close()


def test_a_seat_that_may_not_read_all_that_was_written_looks_at_everything(desk: Desk, do) -> None:
    seat = SharedSeat(desk)
    heard: list[Changed] = []
    desk.changes.follow(heard.append)
    case = do(
        "register", None, "2026-03-06", applicant_name="甲", information_sought="文件"
    ).request_id
    heard.clear()
    assert seat.look().requests == {case}
    assert heard == [Changed(What.CASE, frozenset({case}))]
    heard.clear()
    # One entry more than can be read, as for a section's account on a server.
    seat._mark = seat._mark._replace(entries=seat._mark.entries - 1)
    written = seat.look()
    assert written.requests == {case}
    heard.clear()
    seat._mark = seat._mark._replace(entries=-1)
    assert seat.look().requests is None
    assert {one.what for one in heard} == {What.CASE, What.SETTINGS, What.REPORT, What.BOOK}
    assert all(not one.requests for one in heard)


def test_what_an_import_of_thousands_wrote_is_not_read_by_the_window(
    desk: Desk, do, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = SharedSeat(desk)
    heard: list[Changed] = []
    desk.changes.follow(heard.append)
    monkeypatch.setattr(newly, "_MOST_CHARACTERS", 10)
    monkeypatch.setattr(newly, "_of_rows", lambda *_: 1 / 0)
    do("register", None, "2026-03-06", applicant_name="甲", information_sought="文件")
    heard.clear()
    written = seat.look()
    assert written.requests is None
    assert Changed(What.CASE, frozenset()) in heard
    # Small ones that follow are read as ever.
    monkeypatch.undo()
    assert seat.look().requests == frozenset()
