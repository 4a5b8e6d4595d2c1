"""A locked window shows nothing of any case, and opens with what was typed as it stood."""

import ctypes
import hashlib
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from db import access
from desktop.base.session import SessionWatch
from desktop.locking import lock_word
from desktop.locking.lock_word import LockWord
from desktop.locking.locking import Locking
from desktop.settings.lock_part import LockPart
from rules.errors import ClerkError

# As Windows numbers the key and its going up.
_SHIFT, _KEY_UP = 0x10, 2


@pytest.fixture
def word(tmp_path: Path) -> LockWord:
    return LockWord(tmp_path / "锁定.json")


@pytest.fixture
def locking(window, word: LockWord) -> Locking:
    made = Locking(window.desk, window, word)
    made.start()
    return made


def shown_words(window) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def test_nothing_of_a_case_shows_and_the_form_stays(qtbot, window, registered, locking) -> None:
    registered(applicant_name="王小明")
    window.screens.show_place("receipt")
    line = window.screens.present.panel.view.rows["applicant_name"].widget
    line.setFocus()
    line.insert("李小红")
    locking.lock()
    assert locking.is_locked
    assert "王小明" not in shown_words(window)
    assert not window.screens.isVisible()
    assert not window.bar.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.screens.name == "receipt"
    locking.page.go.click()
    assert not locking.is_locked
    assert "李小红" in str(window.screens.present.panel.view.values()["applicant_name"])
    assert window.focusWidget() is line


def test_a_wrong_word_opens_nothing_and_leaves_a_line(window, word, locking) -> None:
    word.keep_word("青枫1234")
    locking.lock()
    page = locking.page
    page.field.setText("青枫")
    for _ in range(5):
        page.try_word()
    assert locking.is_locked
    assert not page.field.isEnabled()
    page.field.setText("青枫1234")
    page.try_word()
    assert locking.is_locked
    page._let_try()
    page.try_word()
    assert not locking.is_locked
    window.desk.looks.write()
    assert [one.kind for one in access.every(window.desk.store)] == ["解锁口令不对"]


def test_windows_own_lock_locks_and_its_sign_in_opens(window, word, locking) -> None:
    word.keep_word("青枫1234")
    locking.watch.changed(7)
    assert locking.is_locked
    locking.watch.changed(8)
    assert not locking.is_locked


def test_a_rest_locks_after_the_minutes_chosen(window, word, locking, monkeypatch) -> None:
    rested = 14 * 60.0
    monkeypatch.setattr(SessionWatch, "idle_seconds", lambda _: rested)
    locking.look()
    assert not locking.is_locked
    rested = 15 * 60.0
    locking.look()
    assert locking.is_locked
    locking.unlock()
    word.keep_idle(0)
    locking.look()
    assert not locking.is_locked


def test_the_use_of_the_window_counts_as_use(qtbot, window, locking) -> None:
    locking.watch._used_at -= 600
    if sys.platform == "win32":
        # What counts is the use of the computer, which nobody may have touched since it began.
        for flags in (0, _KEY_UP):
            ctypes.windll.user32.keybd_event(_SHIFT, 0, flags, 0)
    else:
        assert locking.watch.idle_seconds() > 599
        qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert locking.watch.idle_seconds() < 5


def test_an_open_question_is_left_unanswered(window, locking) -> None:
    box = QMessageBox(window)
    box.setText("撤销王小明的申请？")
    box.open()
    locking.lock()
    assert box.isHidden()
    assert box.result() == QMessageBox.DialogCode.Rejected


def test_the_page_follows_the_size_of_the_window(window, locking) -> None:
    locking.lock()
    window.resize(1000, 700)
    assert locking.page.size() == window.size()


def test_the_hash_is_the_one_of_the_standard() -> None:
    salt = bytes(range(16))
    expected = hashlib.pbkdf2_hmac("sha256", "青枫1234".encode(), salt, 60_000)
    assert lock_word._digest("青枫1234", salt) == expected


def test_only_the_hash_of_the_word_is_kept(word: LockWord, tmp_path: Path) -> None:
    word.keep_word("青枫1234")
    assert "青枫1234" not in (tmp_path / "锁定.json").read_text("utf-8")
    assert LockWord(tmp_path / "锁定.json").opens("青枫1234")
    assert not LockWord(tmp_path / "锁定.json").opens("青枫12345")
    with pytest.raises(ClerkError, match="至少4个字符"):
        word.keep_word("123")
    (tmp_path / "锁定.json").write_text("[" * 9000)
    assert LockWord(tmp_path / "锁定.json").idle_minutes == 15


def test_the_word_is_changed_by_who_knows_it(qtbot, word: LockWord) -> None:
    part = LockPart(word)
    qtbot.addWidget(part)
    said: list[str] = []
    part.failed.connect(said.append)
    part.fresh.setText("青枫1234")
    part.again.setText("青枫1235")
    part.keep.click()
    assert "不一样" in said[-1]
    part.again.setText("青枫1234")
    part.keep.click()
    assert word.is_set
    part.drop.click()
    assert "现在的口令不对" in said[-1]
    part.now.setText("青枫1234")
    part.drop.click()
    assert not word.is_set
