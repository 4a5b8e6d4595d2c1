from datetime import date

import pytest

from casework.desk.daily_copy import back_up, backup_folder, is_due
from casework.desk.desk import Desk
from db.backup import check_copy

pytestmark = pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")


def test_a_copy_is_made_once_a_day_beside_the_register(
    desk: Desk, clock: object, registered: int
) -> None:
    assert is_due(desk)
    copy = back_up(desk)
    assert copy.parent == backup_folder(desk)
    assert copy.parent.parent == desk.store.path.parent
    assert check_copy(copy) == 1
    assert not is_due(desk)
    clock.day = date(2026, 3, 7)  # type: ignore[attr-defined]
    assert is_due(desk)
