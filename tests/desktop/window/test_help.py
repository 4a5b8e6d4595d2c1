import sqlite3

from PySide6.QtWidgets import QLabel

from casework.desk import engine
from casework.desk.engine import engine_words
from db.newest import LEAST_SQLITE
from desktop.base.version import version
from desktop.window.help import AboutDialog, KeysDialog, running_words


def test_every_key_of_the_window_is_on_the_card(qtbot, window):
    card = KeysDialog(window.commands, window)
    qtbot.addWidget(card)
    words = {label.text() for label in card.findChildren(QLabel)}
    assert {command.keys for command in window.commands if command.keys} <= words


def test_the_page_about_the_program_names_its_parts(qtbot, window):
    about = AboutDialog(window)
    qtbot.addWidget(about)
    words = " ".join(label.text() for label in about.findChildren(QLabel))
    assert "LGPL" in words
    assert version() in words
    assert "Lucide" in words
    least = ".".join(map(str, LEAST_SQLITE[:2]))
    assert f"SQLite {sqlite3.sqlite_version}（至少 {least}）" in words
    assert f"SQLite {sqlite3.sqlite_version}（至少 {least}）" in running_words()


def test_an_sqlite_too_old_is_named_with_what_to_do(monkeypatch):
    assert "请升级" not in engine_words()
    monkeypatch.setattr(engine, "LEAST_SQLITE", (9, 1, 0))
    assert "（至少 9.1），版本过低，请升级" in engine_words()


def test_what_a_fault_report_needs_holds_no_case(registered):
    registered(applicant_name="王小明")
    assert "王小明" not in running_words()
    assert "Qt" in running_words()
