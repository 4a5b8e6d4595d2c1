"""One row of a form: its label, its editor, its unit, its help and what is wrong with it."""

import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from html import escape
from typing import Any, Protocol, cast

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.look import theme
from desktop.widgets.choice_field import ChoiceField, YesNoField
from desktop.widgets.date_field import DateField
from desktop.widgets.fields import (
    AreaField,
    FileField,
    LineField,
    LinesField,
    MarkField,
    MarksField,
    Suggest,
)
from desktop.widgets.papers_field import PapersField
from desktop.widgets.rows_field import RowForm, RowsField
from forms.fields import FilePath, FormField, Problem, row_form
from rules.working_days import Outlook

LABEL_WIDTH = 124
FIELD_WIDTH = 440
SPREAD_WORDS = 520
SPREAD_FIELD_LEAST = 240


class Editor(Protocol):
    """What every field of a form can do, beside being a widget."""

    changed: SignalInstance
    left: SignalInstance

    def value(self) -> object:
        """Return what `forms.fields.read` takes."""
        ...

    def set_value(self, value: object) -> None:
        """Show a value."""
        ...


def editor_for(
    field: FormField,
    *,
    inner: Callable[..., RowForm],
    today: date,
    outlook: Outlook | None,
    suggest: Suggest | None,
) -> Editor:
    """Return the editor that the type of a field asks for; `inner` makes the form of a row."""
    kind, label = field.type, field.label
    made: Any
    rows = row_form(field)
    if rows is not None:
        made = RowsField(rows, inner=inner, today=today, outlook=outlook, suggest=suggest)
    elif typing.get_origin(kind) is tuple:
        member = typing.get_args(kind)[0]
        is_choice = isinstance(member, type) and issubclass(member, Enum)
        made = MarksField(member) if is_choice else LinesField(max(label.lines, 3))
    elif kind is FilePath:
        made = FileField(label.text)
    elif kind is date:
        made = DateField(today=today, outlook=outlook)
    elif kind is bool:
        made = YesNoField() if field.optional else MarkField(label.text)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        made = ChoiceField(kind, optional=field.optional)
    elif label.papers:
        made = PapersField()
    elif label.lines > 1:
        made = AreaField(label.lines)
    else:
        made = LineField(suggest=suggest, suggest_from=label.suggest)
        if kind in (int, Decimal):
            made.setFixedWidth(theme.px(128))
    return cast(Editor, made)


class FormRow(QWidget):
    """A labelled field; `say` puts a sentence under it."""

    def __init__(
        self,
        field: FormField,
        *,
        inner: Callable[..., RowForm],
        today: date,
        outlook: Outlook | None,
        suggest: Suggest | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        # Left once, so that what is wrong is said; and changed by whoever fills in the form.
        self.touched = self.entered = False
        self.editor = editor_for(field, inner=inner, today=today, outlook=outlook, suggest=suggest)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setFixedWidth(theme.px(LABEL_WIDTH))
        self._label.setContentsMargins(0, theme.px(6), 0, 0)
        self.mark_needed(field.required)
        self._note = _line(f"{field.name}_note", "problem")
        self._assemble()

    @property
    def widget(self) -> QWidget:
        """The editor as the widget it is."""
        return cast(QWidget, self.editor)

    def _assemble(self) -> None:
        label, widget = self.field.label, self.widget
        widget.setObjectName(self.field.name)
        widget.setAccessibleName(label.text)
        widget.setAccessibleDescription(label.help)
        self._label.setBuddy(widget)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        align = Qt.AlignmentFlag.AlignTop
        if isinstance(widget, RowsField):
            # A table needs the width: its own head says what the label would.
            self._label.hide()
            grid.addWidget(widget, 0, 0, 1, 3)
        else:
            grid.addWidget(self._label, 0, 0, align)
            widget.setMaximumWidth(min(widget.maximumWidth(), theme.px(FIELD_WIDTH)))
            grid.addWidget(widget, 0, 1)
        self._unit: QLabel | None = None
        if label.unit:
            self._unit = unit = QLabel(label.unit)
            unit.setProperty("kind", "body2")
            if widget.maximumWidth() < theme.px(FIELD_WIDTH):
                grid.setColumnStretch(1, 0)
                grid.setColumnStretch(2, 1)
            grid.addWidget(unit, 0, 2)
        below = 1
        self._help: QLabel | None = None
        if label.help:
            self._help = help_line = _line(f"{self.field.name}_help", "second")
            help_line.setText(label.help)
            grid.addWidget(help_line, below, 1, 1, 2)
            # Shown without a place it would be a window of its own for a moment.
            help_line.setVisible(True)
            below += 1
        grid.addWidget(self._note, below, 1, 1, 2)
        self._below = below + 1

    def spread(self) -> None:
        """Stand as a row of the settings: name and help at the left, the field at the right."""
        grid, widget, label = self.layout(), self.widget, self.field.label
        assert isinstance(grid, QGridLayout)
        self.setObjectName("settingRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 0)
        grid.setColumnStretch(2, 0)
        words = [self._label] if self._help is None else [self._label, self._help]
        for row, part in enumerate(words):
            part.setMinimumWidth(theme.px(LABEL_WIDTH))
            part.setMaximumWidth(theme.px(SPREAD_WORDS))
            part.setContentsMargins(0, 0, 0, 0)
            # Alone, the name stands beside the middle of its field.
            grid.addWidget(part, row, 0, 3 - len(words), 1)
        if isinstance(widget, MarkField):
            self._label.setText(label.text)
            widget.setText("是")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if widget.maximumWidth() == theme.px(FIELD_WIDTH) and not isinstance(widget, MarkField):
            widget.setMinimumWidth(theme.px(SPREAD_FIELD_LEAST))
            grid.setColumnStretch(1, 1)
            right = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(widget, 0, 1, 2, 1, right)
        if self._unit is not None:
            grid.addWidget(self._unit, 0, 2, 2, 1)
        grid.addWidget(self._note, 2, 1, 1, 2)

    def put_below(self, part: QWidget) -> None:
        """Put something that helps to fill the field under it."""
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        part.setMaximumWidth(theme.px(FIELD_WIDTH))
        grid.addWidget(part, self._below, 1, 1, 2)

    def mark_needed(self, is_needed: bool) -> None:
        """Say beside the label whether the field must be filled."""
        field = self.field
        words = "" if field.type is bool and not field.optional else field.label.text
        if is_needed and words:
            look = f"color:{theme.current().tokens.second}; font-size:{theme.px(11)}px"
            # The joiner keeps the two characters of the mark on one line.
            words = f"{escape(words)} <span style='{look}'>必\u2060填</span>"
        self._label.setText(words)

    def say(self, problem: Problem | None) -> None:
        """Put the sentence of a problem under the field, or take it away."""
        words = "" if problem is None else problem.message
        self._note.setText(words)
        self._note.setVisible(bool(words))
        widget = self.widget
        if bool(widget.property("problem")) != bool(words):
            widget.setProperty("problem", bool(words))
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    @property
    def said(self) -> str:
        """The sentence under the field, or an empty text."""
        return self._note.text()


class _Sentence(QLabel):
    """Wrapped words no wider than a field."""

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at the width they will really have."""
        # A grid asks with the width of its column, though the label stays below its maximum.
        return super().heightForWidth(min(width, self.maximumWidth()))


def _line(name: str, kind: str) -> QLabel:
    line = _Sentence()
    line.setObjectName(name)
    line.setProperty("kind", kind)
    line.setWordWrap(True)
    line.setMaximumWidth(theme.px(FIELD_WIDTH))
    line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    line.setVisible(False)
    return line
