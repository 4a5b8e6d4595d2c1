"""Puts the reasons at hand under the field of a reply, and what is chosen into it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.books.guidance import precedents
from casework.desk.desk import Desk
from casework.pages.phrases import keep_phrase, phrases_for
from desktop.acting.phrases import PhraseLines
from desktop.acting.precedents import PrecedentLines
from desktop.look import theme
from desktop.widgets.fields import AreaField
from desktop.widgets.form_view import FormView
from rules.errors import ClerkError

FIELD = "reasons"


class Reasoning(QObject):
    """Follows the kind of reply and shows what was said before for that kind."""

    def __init__(self, desk: Desk, request_id: int, view: FormView) -> None:
        super().__init__(view)
        self._desk, self._request_id, self._view = desk, request_id, view
        self._kind = ""
        editor = view.rows[FIELD].editor
        assert isinstance(editor, AreaField)
        self._editor = editor
        self.lines = PhraseLines(view)
        self.precedents = PrecedentLines(view)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.lines)
        column.addWidget(self.precedents)
        view.rows[FIELD].put_below(below)
        self.precedents.chosen.connect(self._insert)
        self.lines.chosen.connect(self._insert)
        self.lines.keep_asked.connect(self._keep)
        view.changed.connect(lambda _: self.follow())
        self.follow()

    def follow(self) -> None:
        """Show the reasons of the kind that is chosen now."""
        kind = str(self._view.rows["kind"].editor.value() or "")
        if kind != self._kind:
            self._kind = kind
            self._show()

    def _show(self) -> None:
        found = phrases_for(self._desk, self._request_id, self._kind) if self._kind else []
        self.lines.show_phrases(found)
        self.lines.setVisible(bool(self._kind))
        close = precedents(self._desk, self._request_id, self._kind) if self._kind else []
        self.precedents.show_precedents(close)

    def _insert(self, text: str) -> None:
        cursor = self._editor.textCursor()
        cursor.insertText(text)
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()

    def _keep(self) -> None:
        try:
            keep_phrase(self._desk, self._kind, str(self._editor.value()))
        except ClerkError as error:
            self._view.problem_found.emit(str(error))
            return
        self._show()
