"""Shows any form of `forms/`: a row for each field, and what is wrong beside it.

A form that needs more than rows gets a view of its own with the same signals, not options here.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from casework.programs.handbook import Help
from desktop.look import icons, theme
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.date_field import DateField
from desktop.widgets.fields import LineField, Suggest, bring_into_view
from desktop.widgets.form_row import FormRow
from desktop.widgets.rows_field import RowForm, RowsField
from desktop.widgets.tab_order import tab_as_read
from forms.fields import Form, Problem, fields_of, read, read_day
from rules.working_days import Outlook

# Where a form keeps the day of its step.
_DAY_OF_STEP = ("on", "arrived_on")
_RELEASE_MS = 30


class FormView(RowForm):
    """The rows of one form.

    `begins_at` names the field to begin at where none that is needed is empty.

    `submitted` carries the form once it is whole; `changed` the values as typed, with every
    keystroke, fit to be kept as a draft; `problem_found` the sentence that belongs to no field.
    """

    submitted = Signal(object)
    problem_found = Signal(str)

    def __init__(
        self,
        form: type[Form],
        *,
        today: date,
        outlook: Outlook | None = None,
        suggest: Suggest | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.begins_at = ""
        self._today = today
        self._quiet = False
        self._out_of_sight: frozenset[str] = frozenset()
        self._needed: frozenset[str] = frozenset()
        self._told: list[Problem] = []
        self._released = QTimer(self)
        self._released.setSingleShot(True)
        self._released.setInterval(_RELEASE_MS)
        self._released.timeout.connect(self._say_soon)
        self._folded = QWidget(self)
        self.rows = {
            # In its place from the first: a row that moves there is given its look once more.
            field.name: FormRow(
                field, inner=FormView, today=today, outlook=outlook, suggest=suggest,
                parent=self._folded if field.label.folded else self,
            )
            for field in fields_of(form)
        }  # fmt: skip
        self._headings: list[tuple[QLabel, list[str]]] = []
        self._unfold = QPushButton(self)
        self._assemble()
        for row in self.rows.values():
            self._start(row)

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        folded = QVBoxLayout(self._folded)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(theme.px(8))
        count = 0
        for row in self.rows.values():
            label = row.field.label
            into = folded if label.folded else column
            count += label.folded
            if label.group:
                heading = QLabel(label.group)
                heading.setProperty("kind", "group")
                heading.setContentsMargins(0, theme.px(8), 0, 0)
                into.addWidget(heading)
                self._headings.append((heading, []))
            if self._headings:
                self._headings[-1][1].append(row.field.name)
            into.addWidget(row)
        self._unfold.setObjectName("unfold")
        self._unfold.setProperty("kind", "quiet")
        self._unfold.setText(f"更多（{count}项）")
        self._unfold.setCheckable(True)
        self._unfold.toggled.connect(self._fold)
        column.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._folded)
        self._fold(False)
        self._unfold.setHidden(count == 0)
        column.addStretch(1)
        tab_as_read(self)

    def _fold(self, is_open: bool) -> None:
        self._folded.setVisible(is_open)
        self._unfold.setIcon(icons.icon("chevron-down" if is_open else "chevron-right", "accent"))

    def _start(self, row: FormRow) -> None:
        default = row.field.default
        if default not in (None, "", ()) and not row.field.required:
            row.editor.set_value(default)
        row.editor.changed.connect(lambda: self._edited(row))
        row.editor.left.connect(lambda: self._left(row))
        if isinstance(row.editor, (LineField, ChoiceField, DateField)):
            row.editor.entered.connect(lambda: self._go_on(row))

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields, whether or not it makes a form."""
        return {name: row.editor.value() for name, row in self.rows.items()}

    def set_values(self, values: Mapping[str, Any], *, unfolds: bool = True) -> None:
        """Show these values, unfolding what they fill; fields not named keep what they have."""
        self._quiet = True
        for name, value in values.items():
            if name in self.rows:
                self.rows[name].editor.set_value(value)
                if (
                    unfolds
                    and self.rows[name].field.label.folded
                    and value not in (None, "", (), [], False)
                ):
                    self._unfold_for(name)
        self._quiet = False
        if any(row.said for row in self.rows.values()):
            self._told = []
            self._say(self._problems())
        self._cite_law()
        self.changed.emit(self.values())

    def _unfold_for(self, name: str) -> None:
        default = self.rows[name].field.default
        if self.rows[name].editor.value() != default:
            self._unfold.setChecked(True)

    def read(self) -> Form | list[Problem]:
        """Return the form, or all that is wrong with it; rows put out of sight count as empty."""
        return read(self.form, self.values_in_sight(), today=self._today)

    def values_in_sight(self) -> dict[str, Any]:
        """Return what stands in the fields; rows put out of sight count as empty."""
        return self.values() | dict.fromkeys(self._out_of_sight)

    def go_to(self, name: str) -> None:
        """Take the focus to a field, unfolding it where it is folded."""
        name, _, within = name.partition(".")
        row = self.rows.get(name)
        if row is None:
            return
        if within and isinstance(row.editor, RowsField):
            number, _, field = within.partition(".")
            row.editor.go_to(int(number), field)
            return
        if row.field.label.folded:
            self._unfold.setChecked(True)
        _go_to(row, Qt.FocusReason.OtherFocusReason)

    def field_of(self, widget: QWidget | None) -> str:
        """Return the name of the field a widget belongs to, or an empty text."""
        if widget is None:
            return ""
        name = next((name for name, row in self.rows.items() if row.isAncestorOf(widget)), "")
        editor = self.rows[name].editor if name else None
        if isinstance(editor, RowsField):
            within = editor.field_of(widget)
            return f"{name}.{within}" if within else name
        return name

    def law_of(self) -> date:
        """Return the day whose law is cited: that of the step, today where none can be read."""
        for name in _DAY_OF_STEP:
            if name in self.rows:
                try:
                    return read_day(str(self.rows[name].editor.value()), today=self._today)
                except ValueError:
                    break
        return self._today

    def _cite_law(self) -> None:
        for row in self.rows.values():
            if isinstance(row.editor, RowsField):
                row.editor.cite_law_of(self.law_of())

    def leave_out(self, names: Set[str], *, needed: Set[str] = frozenset()) -> None:
        """Put these rows out of sight, bring the others back, and mark those that are needed.

        What stands in a row out of sight is kept for the draft, but is no part of the form.
        """
        self._out_of_sight, self._needed = frozenset(names), frozenset(needed)
        for name, row in self.rows.items():
            row.setVisible(name not in names)
            row.mark_needed(row.field.required or name in needed)
        for heading, under in self._headings:
            heading.setVisible(any(name not in names for name in under))

    def _edited(self, row: FormRow) -> None:
        if self._quiet:
            return
        row.entered = True
        self._told = []
        if row.said:
            self._say(self._problems())
        self._cite_law()
        self.changed.emit(self.values())

    def _left(self, row: FormRow) -> None:
        if self._quiet:
            return
        row.touched = True
        self._say_soon()

    def _say_soon(self) -> None:
        """Say what is wrong, but move nothing between the press of a button and its release."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._say(self._problems())
        else:
            self._released.start()

    def _go_on(self, row: FormRow) -> None:
        """Go to the next field that must be filled and is empty; where none is, to the next."""
        # What leaving fills in, such as an applicant known from before, need not be visited.
        row.editor.left.emit()
        names = list(self.rows)
        place = names.index(row.field.name)
        for name in (*names[place + 1 :], *names[:place]):
            is_seen = name not in self._out_of_sight
            if is_seen and self._is_needed(name) and self._is_empty(name):
                _go_to(self.rows[name], Qt.FocusReason.TabFocusReason)
                return
        for name in names[place + 1 :]:
            # Buttons that stand between two fields are passed over.
            if name not in self._out_of_sight and self.rows[name].isVisibleTo(self):
                _go_to(self.rows[name], Qt.FocusReason.TabFocusReason)
                return
        focused = row.widget.focusProxy() or row.widget
        focused.focusNextPrevChild(True)

    def _problems(self) -> list[Problem]:
        found = self.read()
        return [*self._told, *(found if isinstance(found, list) else [])]

    def says(self, place: str) -> bool:
        """Return whether something stands in a field, or in one of a row: `items.2.reasons`."""
        root, _, within = place.partition(".")
        value = self.values().get(root)
        number, _, name = within.partition(".")
        return bool(value[int(number) - 1].get(name) if value and within else value)

    def tell(self, problem: Problem) -> None:
        """Show a problem found outside the form; it stands until something is typed."""
        self._told = [problem]
        self.show_problems(self._told)

    def _say(self, problems: Iterable[Problem]) -> None:
        by_field: dict[str, Problem] = {}
        for problem in problems:
            # What is wrong with a row of a field stands under that field.
            by_field.setdefault(problem.field.partition(".")[0], problem)
        for name, row in self.rows.items():
            row.say(by_field.get(name) if row.touched else None)

    def submit(self) -> None:
        """Emit the form if it is whole; else show every problem and go to the first."""
        found = self.read()
        if isinstance(found, list):
            self.show_problems(found)
            return
        self._say(())
        self.submitted.emit(found)

    def show_problems(self, problems: list[Problem]) -> None:
        """Show these problems under their fields and take the focus to the first of them."""
        for row in self.rows.values():
            row.touched = True
        self._say(problems)
        named = [
            problem._replace(field=root)
            for problem in problems
            if (root := problem.field.partition(".")[0]) in self.rows
        ]
        for problem in problems:
            if problem.field.partition(".")[0] not in self.rows:
                self.problem_found.emit(problem.message)
        if named:
            first = min(named, key=lambda problem: list(self.rows).index(problem.field))
            row = self.rows[first.field]
            if row.field.label.folded:
                self._unfold.setChecked(True)
            _go_to(row, Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Take the focus to the first field that waits for something."""
        seen = [name for name in self.rows if name not in self._out_of_sight]
        waiting = (name for name in seen if self._is_needed(name) and self._is_empty(name))
        # A draft may have been left with something that cannot stand.
        wrong = (problem.field.partition(".")[0] for problem in self._problems())
        likely = (name for name in seen if name == self.begins_at)
        name = next(waiting, None) or next((one for one in wrong if one in seen), None)
        name = name or next(likely, seen[0])
        _go_to(self.rows[name], Qt.FocusReason.OtherFocusReason)

    def _is_needed(self, name: str) -> bool:
        return self.rows[name].field.required or name in self._needed

    def _is_empty(self, name: str) -> bool:
        return not self.rows[name].editor.value()

    def help_at(self, focused: QWidget) -> Help | None:
        """Return the field that has the focus, with its source, for whoever asks with F1."""
        about = self.form.__name__
        for row in self.rows.values():
            if row.isAncestorOf(focused):
                label = row.field.label
                basis = None if label.basis is None else label.basis.on(self.law_of())
                return Help(label.text, label.help, basis, about)
        return Help(about=about)


def _go_to(row: FormRow, reason: Qt.FocusReason) -> None:
    if isinstance(row.editor, RowsField):
        row.editor.take_focus(reason)
    else:
        row.widget.setFocus(reason)
    bring_into_view(row)
