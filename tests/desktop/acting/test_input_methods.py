"""What an input method does to every field of every act: composing is no typing, committing is."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from casework.acts import ACTS
from desktop.acting.form_views import view_for


def fields_of(view: QWidget) -> list[QLineEdit | QPlainTextEdit | QTextEdit]:
    found: list[QLineEdit | QPlainTextEdit | QTextEdit] = [
        *view.findChildren(QLineEdit),
        *view.findChildren(QPlainTextEdit),
        *view.findChildren(QTextEdit),
    ]
    return [one for one in found if not one.isReadOnly()]


def text_of(field: QLineEdit | QPlainTextEdit | QTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize("word", list(ACTS))
def test_a_word_is_composed_and_committed_in_every_field(qtbot, desk, word):
    view = view_for(ACTS[word].form, today=desk.today)
    qtbot.addWidget(view)
    view.show()
    fields = fields_of(view)
    assert fields
    for field in fields:
        field.clear()
        before, values = text_of(field), view.values()
        assert field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), field.objectName()
        QApplication.sendEvent(field, QInputMethodEvent("shan'xiao'wen", []))
        assert text_of(field) == before
        assert view.values() == values
        # A line is moved under its end where it is painted; without fonts a letter is a wide box.
        field.grab()
        # Where the input method shows what there is to choose from; a folded field has no room yet.
        place = QRectF(field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).toRect()
        assert field.rect().intersects(place) or not field.isVisible()
        committed = QInputMethodEvent()
        committed.setCommitString("单晓雯")
        QApplication.sendEvent(field, committed)
        assert text_of(field) == "单晓雯", field.objectName()
        field.clear()
