from PySide6.QtWidgets import QLabel

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
    assert "Lucide" in words


def test_what_a_fault_report_needs_holds_no_case(registered):
    registered(applicant_name="王小明")
    assert "王小明" not in running_words()
    assert "Qt" in running_words()
