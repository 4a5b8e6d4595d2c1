from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialogButtonBox

from desktop import application
from desktop.main_window import MainWindow


def test_qts_own_words_are_chinese(qtbot):
    app = application.application()
    assert QLocale().language() == QLocale.Language.Chinese
    assert "取消" in app.translate("QPlatformTheme", "Cancel")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_no_window_answers_for_a_register_that_is_not_open(qtbot, tmp_path):
    assert not application.summon(tmp_path / "没有.db")


def test_the_window_that_has_the_register_comes_forward(qtbot, window: MainWindow, desk):
    server = application.listen(desk.store.path, window)
    try:
        window.showMinimized()
        assert application.summon(desk.store.path)
        qtbot.waitUntil(lambda: not window.windowState() & Qt.WindowState.WindowMinimized)
    finally:
        server.close()
