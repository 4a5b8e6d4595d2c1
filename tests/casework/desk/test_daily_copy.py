from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casework.desk.daily_copy import back_up, backup_folder, is_due, keeps_its_copies
from casework.desk.desk import Desk
from db.backup import check_copy


@pytest.mark.parametrize(
    ("is_shared", "is_here", "parts", "keeps"),
    [
        (False, False, None, True),
        # Whose database runs on this computer copies it; an account given by its owner does not.
        (True, True, None, True),
        (True, True, frozenset({"CLERK", "HEAD"}), False),
        # A server of the department is the department's to copy.
        (True, False, None, False),
    ],
)
def test_who_copies_a_register(
    monkeypatch: pytest.MonkeyPatch, is_shared: bool, is_here: bool, parts: object, keeps: bool
) -> None:
    from db.server import place, shared_folder

    monkeypatch.setattr(place, "read", lambda path: path)
    monkeypatch.setattr(shared_folder, "is_ours", lambda _: is_here)
    store = SimpleNamespace(parts=parts, path=Path("登记簿.djs"))
    desk: Any = SimpleNamespace(is_shared=is_shared, store=store)
    assert keeps_its_copies(desk) is keeps


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
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
