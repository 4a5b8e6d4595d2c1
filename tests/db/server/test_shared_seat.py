"""A window on a server shows what others wrote, and not more of it than it must."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casework.acts import Done
from casework.desk.changes import Changed, What
from casework.desk.desk import Desk, open_desk
from casework.desk.seat import SharedSeat
from db import history, newly
from tests import server
from tests.casework.conftest import Clock, doing

pytestmark = server.needs_server


@pytest.fixture
def desk(shared: Path) -> Iterator[Desk]:
    desk = open_desk(shared, clock=Clock(), clerk="周敏")
    yield desk
    desk.close()


@pytest.fixture
def do(desk: Desk) -> Callable[..., Done]:
    return doing(desk, Clock())


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
    before = history.anchor_at(desk.store, seat._mark.entries - 1)
    assert before is not None
    seat._mark = seat._mark._replace(entries=before.entries, hash=bytes.fromhex(before.hash))
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
