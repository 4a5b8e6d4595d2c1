"""The form of one line of a list: its fields, what is wrong with them, and its buttons below."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from casework.desk.desk import Desk
from desktop.acting.suggestions import FieldSuggestions
from desktop.look import theme
from desktop.widgets.form_view import FormView
from desktop.widgets.key_button import KeyButton
from desktop.widgets.setting_row import at_the_left
from forms.fields import Form, Problem
from rules.errors import ClerkError


class LineForm(QWidget):
    """Ctrl+Enter hands out what was typed, by `kept`; Esc puts it away, and `left` says so."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, name: str, *others: QPushButton) -> None:
        super().__init__()
        self._desk = desk
        self.view: FormView | None = None
        self._note = QLabel()
        self._note.setObjectName(f"{name}Note")
        self._note.setProperty("kind", "problem")
        self._note.setWordWrap(True)
        self.save = KeyButton("保存", "Ctrl+Enter", kind="primary")
        self.save.setObjectName(f"{name}Save")
        self.back = KeyButton("返回", "Esc")
        self._side = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._side)
        column.addWidget(self._note)
        column.addLayout(at_the_left(self.save, self.back, *others))
        self.save.clicked.connect(self._submit)
        self.back.clicked.connect(self.close_form)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            on_key(self, keys, self._submit)
        on_key(self, "Esc", self.close_form)
        self.close_form()

    def show_form(self, form: type[Form], values: Mapping[str, Any] | None = None) -> None:
        """Show an empty form, or one that holds these values."""
        self._put_away()
        self.view = FormView(form, today=self._desk.today, suggest=FieldSuggestions(self._desk))
        if values is not None:
            self.view.set_values(values)
        self.view.submitted.connect(self.kept)
        self.view.problem_found.connect(self._say)
        self._side.addWidget(self.view)
        self._note.hide()
        self.show()
        self.view.focus_first()

    def close_form(self) -> None:
        """Put the form away, with what was typed; `left` comes where there was one."""
        had_form = self.view is not None
        self._put_away()
        self.hide()
        if had_form:
            self.left.emit()

    def tell(self, error: ClerkError) -> None:
        """Say what is wrong: under the field it speaks of, or below them all."""
        if self.view is not None and error.field in self.view.rows:
            self.view.tell(Problem(error.field, error.message, error.basis))
        else:
            self._say(str(error))

    def _put_away(self) -> None:
        if self.view is not None:
            self.view.hide()
            self._side.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None

    def _submit(self) -> None:
        if self.view is not None:
            self.view.submit()

    def _say(self, words: str) -> None:
        self._note.setText(words)
        self._note.show()


def on_key(part: QWidget, keys: str, run: Callable[[], None]) -> None:
    """Let keys pressed in a part of a page do something."""
    shortcut = QShortcut(QKeySequence(keys), part)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(run)
