import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casework.programs import handbook
from desktop.window.manual_window import ManualWindow, show_manual


@pytest.fixture
def opened(qtbot, window):
    """Open the manual from a place, as F1 does."""

    def open_at(place: str) -> ManualWindow:
        window.screens.show_place(place)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        show_manual(window)
        manual = window.findChild(ManualWindow)
        assert isinstance(manual, ManualWindow)
        return manual

    yield open_at
    for manual in window.findChildren(ManualWindow):
        manual.close()


def test_f1_opens_it_at_the_place_one_looks_at(qtbot, window, opened):
    command = next(one for one in window.commands if one.keys == "F1")
    window.screens.show_place("report")
    command.run()
    manual = window.findChild(ManualWindow)
    assert manual.isVisible()
    assert manual.text.toPlainText().startswith("六、年报")
    assert manual.list.currentItem().text() == "六、年报"
    # Asked again elsewhere it is the same window.
    assert opened("templates") is manual
    assert "占位" in manual.text.toPlainText()


def test_within_a_form_it_begins_with_the_field_and_its_article(qtbot, window, opened):
    window.screens.show_place("receipt")
    view = window.screens.present.panel.view
    view.rows["channel"].widget.setFocus()
    qtbot.waitUntil(lambda: view.rows["channel"].isAncestorOf(QApplication.focusWidget()))
    show_manual(window)
    words = window.findChild(ManualWindow).text.toPlainText()
    assert words.startswith("提交方式")
    assert "第三十一条" in words
    assert "以行政机关签收之日为收到申请之日" in words
    assert "二、收件" in words


def test_it_is_searched_and_the_first_place_taken_with_enter(qtbot, opened):
    manual = opened("today")
    manual.search.setText("收费")
    assert manual.list.item(0).text().startswith("收费")
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.shown is not None
    assert manual.shown.title == "收费"
    assert manual.text.textCursor().selectedText() == "收费"
    manual.search.setText("千里马")
    assert manual.list.count() == 0
    assert not manual._none.isHidden()
    manual.search.clear()
    assert manual.list.count() == len(handbook.chapters())


def test_every_picture_of_the_manual_is_there():
    named = [
        line.partition("](")[2].rstrip(")")
        for chapter in handbook.chapters()
        for line in chapter.text.splitlines()
        if line.strip().startswith("![")
    ]
    assert named
    assert [name for name in named if not handbook.picture(name).is_file()] == []
