import pytest
from PySide6.QtWidgets import QFileDialog

from casework.desk import daily_copy
from casework.desk.second_place import keep_second_place, second_place_words
from casework.safekeeping.rehearsing import is_rehearsal_due
from desktop.registers.daily_copy import DailyCopy
from desktop.settings.second_place_part import SecondPlacePart

pytestmark = pytest.mark.of_file("copies of pages are of files; a server is copied by pg_dump")


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


def test_the_second_place_and_the_months_rehearsal_go_with_the_daily_copy(qtbot, desk, tmp_path):
    stick = tmp_path.parent / f"{tmp_path.name} 移动硬盘"
    stick.mkdir()
    keep_second_place(desk, stick)
    assert "还没有备份过" in second_place_words(desk)
    copy = DailyCopy(desk)
    with qtbot.waitSignal(copy.said, timeout=20_000) as said:
        copy.make()
    assert "第二备份处也已备份" in said.args[0]
    assert "已演练恢复备份" in said.args[0]
    assert list(stick.glob("*.db"))
    assert second_place_words(desk) == ""
    assert not is_rehearsal_due(desk)
    qtbot.waitUntil(lambda: not copy.is_busy)


def test_the_second_place_is_chosen_on_the_page_of_copies(qtbot, desk, tmp_path, monkeypatch):
    part = SecondPlacePart(desk)
    qtbot.addWidget(part)
    beside = str(desk.beside.folder / "备份二")
    chosen = iter([beside, str(tmp_path.parent)])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(chosen))
    with qtbot.waitSignal(part.failed) as failed:
        part.choose.click()
    assert "同一个文件夹" in failed.args[0]
    with qtbot.waitSignal(part.said):
        part.choose.click()
    assert str(tmp_path.parent) in part.words.text()
    part.drop.click()
    assert "还没有第二备份处" in part.words.text()
