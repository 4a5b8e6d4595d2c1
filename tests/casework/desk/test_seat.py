"""A seat that only reads says who works in the register since when, and keeps up with it."""

from datetime import timedelta

import pytest

from casework.desk.daily_copy import copy_words
from casework.desk.desk import Desk, open_desk
from casework.desk.seat import (
    _NOT_SHOWN,
    _OF_CASES,
    _OF_PARTS,
    _OF_SETTINGS,
    SecondSeat,
    holder_words,
    seat_words,
)
from db import requests

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


def test_what_is_told_of_a_table_is_told_of_one_there_is(desk: Desk) -> None:
    tables = {name for (name,) in desk.store.rows("select name from sqlite_master")}
    assert tables >= _OF_CASES | _OF_SETTINGS | _OF_PARTS | _NOT_SHOWN
    # What is written to of a case or of what is set is no book, and of one kind alone.
    assert not _OF_CASES & (_OF_SETTINGS | _NOT_SHOWN)
    assert not _OF_SETTINGS & _NOT_SHOWN
    assert _OF_PARTS <= _OF_SETTINGS
