"""The head of a case has its shape at once, and follows what its parts need, not its width."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.case.case_head import WideHead
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.widgets.one_row import OneRow


@pytest.fixture
def wide(window):
    window.resize(1366, 768)
    QApplication.processEvents()
    return window


def sentence_is_beside(head: WideHead) -> bool:
    """Whether the sentence of the due day stands in the line of the acts."""
    due = head.findChild(QLabel, "wideDue")
    return due.geometry().top() < head.acts.geometry().bottom()


def head_of(window) -> WideHead:
    return window.screens.worklist.case.wide_head


def test_a_case_opened_has_the_head_of_its_window_before_anything_else_happens(wide, registered):
    wide.screens.show_place("worklist")
    wide.screens.open_case(registered())
    head = head_of(wide)
    at_once = head.width(), sentence_is_beside(head)
    for _ in range(4):
        QApplication.processEvents()
    assert at_once == (head.width(), sentence_is_beside(head))
    assert at_once[1]


@pytest.mark.parametrize("grows", ["the sentence", "the chip beside it"])
def test_the_sentence_moves_as_its_words_and_those_beside_it_need_it(wide, registered, grows):
    wide.screens.open_case(registered())
    QApplication.processEvents()
    head = head_of(wide)
    due = head.findChild(QLabel, "wideDue")
    words = due.text() if grows == "the sentence" else "剩 3 个工作日，"
    for many, beside in ((5, False), (1, True)):
        if grows == "the sentence":
            due.setText(words * many)
        else:
            head._chip.show_words("RUNNING", words * many)
        for _ in range(3):
            QApplication.processEvents()
        assert sentence_is_beside(head) is beside


def test_every_zoom_and_back_leaves_the_head_as_it_was(wide, registered):
    wide.screens.open_case(registered())
    QApplication.processEvents()
    head = head_of(wide)
    try:
        for zoom in (150, 100, 125, 100):
            theme.current().apply(Scheme.LIGHT, zoom)
            for _ in range(4):
                QApplication.processEvents()
            needed = sum(
                part.sizeHint().width()
                for part in (head._chip, head.findChild(QLabel, "wideDue"), head.acts)
            )
            assert sentence_is_beside(head) is (needed + theme.px(48) <= head.width()), zoom
    finally:
        theme.current().apply(Scheme.LIGHT, 100)


def test_a_row_of_buttons_gives_room_when_the_words_of_one_grow(qtbot):
    row = OneRow(QPushButton("更多"), gap=8)
    qtbot.addWidget(row)
    first, second = QPushButton("答复"), QPushButton("延期")
    row.show_buttons([first, second])
    row.resize(first.sizeHint().width() + second.sizeHint().width() + 40, 30)
    row.show()
    assert row.shown == [first, second]
    first.setText("作出部分公开的答复并送达")
    QApplication.processEvents()
    assert row.shown == [first]
    assert not row.more.isHidden()
    first.setText("答复")
    QApplication.processEvents()
    assert row.shown == [first, second]
