"""The register is looked over once a day by itself, and the board says what was found."""

import pytest

from casework.desk.last_check import is_check_due, last_check, note_check
from casework.pages.day_board import day_board
from casework.pages.reminders import office_notices
from desktop.base.wishes import GoTo
from desktop.base.work import Progress
from desktop.registers import daily_check
from desktop.registers.daily_check import check_apart
from tests.engines import outside


def test_a_child_of_ours_looks_the_register_over(desk, registered) -> None:
    registered()
    assert check_apart(desk, Progress()) == []
    with outside(desk.store.path) as plain:
        plain.execute("update request set due_on = '2030-01-01'")
    assert any("due_on" in sentence for sentence in check_apart(desk, Progress()))


@pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")
def test_once_a_day_after_the_copy_and_never_twice(qtbot, window, registered, monkeypatch) -> None:
    registered()
    asked = []
    monkeypatch.setattr(daily_check, "check_apart", lambda *_: asked.append(1) or [])
    registers = window.registers
    with qtbot.waitSignal(registers.copy_made):
        registers.keep_up()
    qtbot.waitUntil(lambda: not registers.copy.is_busy)
    assert not asked
    with qtbot.waitSignal(registers.copy_made):
        registers.keep_up()
    qtbot.waitUntil(lambda: not registers.check.is_busy)
    registers.keep_up()
    assert asked == [1]
    assert not is_check_due(window.desk)
    assert "已备份、检查" in window.rail.foot.text()
    assert [one for one in office_notices(window.desk) if one.place == "check"] == []


def test_what_was_found_stands_on_the_board_until_it_is_mended(
    qtbot, window, registered, monkeypatch
) -> None:
    registered()
    sentence = "依申请〔2026〕1号的“due_on”在列表中是2030-01-01。"
    monkeypatch.setattr(daily_check, "check_apart", lambda *_: [sentence])
    said = []
    window.registers.failed.connect(said.append)
    window.registers.check.make_if_due()
    qtbot.waitUntil(lambda: bool(said))
    (notice,) = [one for one in office_notices(window.desk) if one.place == "check"]
    assert sentence.rstrip("。") in notice.reason
    duty = next(day for day in day_board(window.desk).days if day.title == "本机关")
    assert any(line.place == "check" for line in duty.lines)
    window.granting.grant(GoTo("check"))
    assert sentence in window.screens.present.findings.sentences()
    note_check(window.desk, [])
    assert [one for one in office_notices(window.desk) if one.place == "check"] == []


@pytest.mark.parametrize("kept", [None, {}, {"on": "gestern"}, 3])
def test_a_note_that_cannot_be_read_is_none(desk, kept) -> None:
    from db import settings

    settings.put(desk.store, "register_checked", kept)
    assert last_check(desk) is None
    assert is_check_due(desk)
