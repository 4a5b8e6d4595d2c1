import tempfile
from threading import Event
from time import sleep

import pytest
from PySide6.QtWidgets import QFileDialog

from casework.acts import ACTS, perform
from casework.desk import daily_copy
from casework.desk.second_place import keep_second_place, second_place_words
from casework.safekeeping.rehearsing import is_rehearsal_due, rehearse
from db import settings
from db.backup import check_files
from db.copies import chosen_copy
from desktop.base.work import Stopped
from desktop.registers.daily_copy import DailyCopy
from desktop.settings.second_place_part import SecondPlacePart
from forms.fields import read

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
    with qtbot.waitSignal(copy.said) as said:
        copy.make()
    assert "第二备份处也已备份" in said.args[0]
    assert "已演练恢复备份" in said.args[0]
    assert list(stick.glob("*.db"))
    assert second_place_words(desk) == ""
    assert not is_rehearsal_due(desk)
    qtbot.waitUntil(lambda: not copy.is_busy)


def test_what_the_rehearsal_finds_rotten_is_written_again_in_every_place(qtbot, desk, tmp_path):
    stick = tmp_path.parent / f"{tmp_path.name} 移动硬盘"
    stick.mkdir()
    keep_second_place(desk, stick)
    desk.folder.mkdir()
    (desk.folder / "答复书.docx").write_bytes(b"PK" * 500)
    places = [daily_copy.back_up(desk), daily_copy.back_up(desk, stick)]
    for place in places:
        (rotten,) = [one for one in place.parent.rglob("*存件/*/*") if one.is_file()]
        rotten.write_bytes(b"PK" * 499 + b"XX")
    copy = DailyCopy(desk)
    with qtbot.waitSignal(copy.said) as said:
        copy.make()
    assert "已演练恢复备份" in said.args[0]
    assert not is_rehearsal_due(desk)
    for place in places:
        assert list(check_files(chosen_copy(place.parent))) == []
    qtbot.waitUntil(lambda: not copy.is_busy)


def test_a_copy_asked_for_tells_how_far_it_is_and_is_stopped_by_asking_again(
    qtbot, desk, monkeypatch
):
    from desktop.registers import daily_copy as made

    begun, told = Event(), []

    def slowly(_desk, progress):
        for done in range(1000):
            made._saying(progress, "登记簿和文书")(done, 1000)
            begun.set()
            sleep(0.01)
        raise AssertionError("nobody stopped it")

    monkeypatch.setattr(made, "keep_safe", slowly)
    copy = DailyCopy(desk)
    copy.went_on.connect(told.append)
    copy.make_if_due()
    assert begun.wait(5)
    # The day's own copy is quiet until somebody asks for one.
    copy.make()
    qtbot.waitUntil(lambda: any("已完成" in words for words in told))
    assert "再点一次“立即备份”" in told[0]
    with qtbot.waitSignal(copy.went_on, check_params_cb=lambda words: "已停止" in words):
        copy.make()
    qtbot.waitUntil(lambda: not copy.is_busy)


def test_a_rehearsal_that_is_stopped_leaves_nothing(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path.parent))
    daily_copy.back_up(desk)
    settings.put(desk.store, "office", {"name": "某局"})
    form = read(ACTS["register"].form, {
        "arrived_on": desk.today, "applicant_name": "钱某", "information_sought": "批文",
    })  # fmt: skip
    assert not isinstance(form, list)
    perform(desk, ACTS["register"], None, form)
    daily_copy.back_up(desk)
    before = sorted(tmp_path.parent.glob("disclosure-desk-*"))
    heard = []

    def stop(done, of):
        heard.append((done, of))
        if done * 6 >= of * at:
            raise Stopped

    # While files are put back, and in the last part of the check.
    for at in (1, 5):
        with pytest.raises(Stopped):
            rehearse(desk, stop)
        assert heard[0] == (0, 6000)
        assert heard[-1] == (at * 1000, 6000)
        assert [one for one, _ in heard] == sorted(one for one, _ in heard)
        heard.clear()
    assert sorted(tmp_path.parent.glob("disclosure-desk-*")) == before


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
    assert "在同一块磁盘上" in part.words.text()
    monkeypatch.setattr("desktop.settings.second_place_part.is_on_the_same_disk", lambda *_: False)
    part.refresh()
    assert "在同一块磁盘上" not in part.words.text()
    part.drop.click()
    assert "还没有第二备份处" in part.words.text()
