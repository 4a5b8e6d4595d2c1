"""A field of rows as a table: each row a line, opened in place into a form of its own.

One row is open at a time. What a row says of itself when it is closed, and which keys choose its
kind, its form tells (`summary`, `KEYS`); a form that tells nothing shows its first field.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.look import theme
from desktop.widgets.fields import Suggest, bring_into_view
from desktop.widgets.row_line import RowHead, RowLine
from forms.fields import Form, RowSummary, fields_of, read
from rules.working_days import Outlook


class RowForm(QWidget):
    """What the form of a row can do; whoever has rows in a form of its own is one."""

    changed = Signal(dict)

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """Return the values as typed."""

    @abstractmethod
    def set_values(self, values: Mapping[str, Any], *, unfolds: bool = True) -> None:
        """Show values; what is not among them stays."""

    @abstractmethod
    def values_in_sight(self) -> dict[str, Any]:
        """Return the values of the fields that are asked for."""

    @abstractmethod
    def leave_out(self, names: Set[str], *, needed: Set[str] = frozenset()) -> None:
        """Leave fields out of sight."""

    @abstractmethod
    def go_to(self, name: str) -> None:
        """Take the focus to a field."""

    @abstractmethod
    def field_of(self, widget: QWidget | None) -> str:
        """Return the name of the field a widget belongs to, or an empty text."""

    @abstractmethod
    def focus_first(self) -> None:
        """Take the focus to the first field that waits for something."""


class RowsField(QWidget):
    """The rows of a field; a form that knows which of its fields its kind asks for shows those."""

    changed = Signal()
    left = Signal()
    opened = Signal(int)

    def __init__(
        self,
        form: type[Form],
        *,
        inner: Callable[..., RowForm],
        today: date,
        outlook: Outlook | None,
        suggest: Suggest | None,
    ) -> None:
        super().__init__()
        self._inner = inner
        self._form, self._today, self._outlook, self._suggest = form, today, outlook, suggest
        self._law_of = today
        self._views: list[RowForm] = []
        self._lines: list[RowLine] = []
        self._add_button = add = _quiet("加一项", "add_row", "加一项（Ctrl+N）")
        add.clicked.connect(self.add_one)
        self._same = _quiet("照第 1 项填其余", "same_rows", "其余各项用第1项的类型和理由")
        self._same.clicked.connect(self.fill_like_the_first)
        self._count = QLabel()
        self._count.setObjectName("rowsCount")
        self._count.setProperty("kind", "second")
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addWidget(self._count, 1)
        tools.addWidget(add)
        tools.addWidget(self._same)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(tools)
        heads: tuple[str, str, str] | None = getattr(form, "HEADS", None)
        self._head = None if heads is None else RowHead(*heads)
        if self._head is not None:
            self._head.hide()
            self._column.addWidget(self._head)

    @property
    def views(self) -> tuple[RowForm, ...]:
        """The forms of the rows, in their order."""
        return tuple(self._views)

    @property
    def lines(self) -> tuple[RowLine, ...]:
        """The lines of the rows, in their order."""
        return tuple(self._lines)

    def value(self) -> list[dict[str, Any]]:
        """Return what stands in each row, whether or not it makes a form."""
        return [view.values() for view in self._views]

    def set_value(self, value: object) -> None:
        """Show these rows, given as forms, as values, or as one text to begin with."""
        for view in tuple(self._views):
            self._take_out(view)
        rows = value if isinstance(value, (tuple, list)) else ()
        for row in rows:
            self._add(row if isinstance(row, Mapping) else _values_of(row))
        self._open(next((n for n in range(len(self._views)) if self._lacking(n)), -1))
        self._tell()
        self.changed.emit()

    def cite_law_of(self, day: date) -> None:
        """Cite the law as it stood on a day, that of the step the rows belong to."""
        if day != self._law_of:
            self._law_of = day
            self._tell()

    def add_one(self) -> None:
        """Add a row at the end and open it."""
        self._add({})
        self.open_row(len(self._views) - 1)
        self._tell()
        self.changed.emit()

    def open_row(self, place: int) -> None:
        """Open a row by its place from 0 and take the focus to what waits in it; close the others.

        A place that is none closes all.
        """
        self._open(place)
        if 0 <= place < len(self._views):
            self._views[place].focus_first()
            # Whose fields they are stands over them.
            bring_into_view(self._lines[place])
            self.opened.emit(place)

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Take the focus to the first row that lacks something, or else to the first line."""
        lacking = next((n for n in range(len(self._views)) if self._lacking(n)), None)
        if lacking is not None:
            self.open_row(lacking)
        elif self._lines:
            self._lines[0].setFocus(reason)
        else:
            self._add_button.setFocus(reason)

    def go_to(self, number: int, field: str) -> None:
        """Take the focus to a field of a row, by its number from 1."""
        if 0 < number <= len(self._views):
            self._open(number - 1)
            self._views[number - 1].go_to(field)

    def field_of(self, widget: QWidget | None) -> str:
        """Return the number and field a widget belongs to as `2.reasons`, or an empty text."""
        for number, view in enumerate(self._views, start=1):
            name = view.field_of(widget)
            if name:
                return f"{number}.{name}"
        return ""

    def move_row(self, place: int, by: int) -> None:
        """Move a row up or down among the others."""
        to = place + by
        if not 0 <= to < len(self._views):
            return
        values = self.value()
        values[place], values[to] = values[to], values[place]
        for at in sorted((place, to)):
            self._views[at].set_values(dict.fromkeys(self._views[at].values()) | values[at])
        self._open(-1)
        self._lines[to].setFocus()
        self._tell()
        self.changed.emit()

    def fill_like_the_first(self) -> None:
        """Give the empty fields of the other rows what stands in the first, its subject apart."""
        if not self._views:
            return
        subject = fields_of(self._form)[0].name
        first = {name: value for name, value in self._views[0].values().items() if name != subject}
        for view in self._views[1:]:
            own = view.values()
            view.set_values({name: value for name, value in first.items() if not own[name]})
        self._tell()
        self.changed.emit()

    def choose_kind(self, place: int, letter: str) -> bool:
        """Give a row the kind its form keeps under a letter; tell whether there is one."""
        keys: Mapping[str, Mapping[str, Any]] = getattr(self._form, "KEYS", {})
        if letter not in keys:
            return False
        self._views[place].set_values(keys[letter])
        self.open_row(place)
        return True

    def _add(self, values: Mapping[str, Any]) -> None:
        view = self._inner(
            self._form, today=self._today, outlook=self._outlook, suggest=self._suggest
        )
        frame, line = QWidget(), RowLine()
        frame.setObjectName("rowFrame")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        body = QWidget()
        body.setObjectName("rowBody")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.px(32), theme.px(8), theme.px(8), theme.px(8))
        column.addWidget(view)
        drop = _quiet("删去这一项", "drop_row", "删去这一项（Del）")
        # Enter and Tab pass it over: after the last field, one Enter more would lose the item.
        drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        drop.clicked.connect(lambda: self._drop(view))
        column.addWidget(drop, 0, Qt.AlignmentFlag.AlignRight)
        inside.addWidget(line)
        inside.addWidget(body)
        self._column.addWidget(frame)
        frame.show()
        self._views.append(view)
        self._lines.append(line)
        line.asked.connect(lambda: self._toggle(line))
        line.pressed.connect(lambda key: self._key(line, key))
        view.set_values(values)
        self._show_asked(view)
        view.changed.connect(lambda _values: self._edited(view))

    def _key(self, line: RowLine, key: str) -> None:
        place = self._lines.index(line)
        if key == "up":
            self.move_row(place, -1)
        elif key == "down":
            self.move_row(place, 1)
        elif key == "drop":
            self._drop(self._views[place])
        elif key == "new":
            self.add_one()
        else:
            self.choose_kind(place, key)

    def _toggle(self, line: RowLine) -> None:
        place = self._lines.index(line)
        self.open_row(-1 if self._views[place].isVisibleTo(self) else place)
        if not self._views[place].isVisibleTo(self):
            line.setFocus()

    def _open(self, place: int) -> None:
        for at, view in enumerate(self._views):
            body = view.parentWidget()
            if body is not None:
                body.setVisible(at == place)
            self._lines[at].mark_open(is_open=at == place)

    def _edited(self, view: RowForm) -> None:
        self._show_asked(view)
        self._tell()
        self.changed.emit()

    def _show_asked(self, view: RowForm) -> None:
        asked = getattr(self._form, "asked_by", None)
        if asked is not None:
            needed, out = asked(view.values())
            view.leave_out(out, needed=needed)

    def _drop(self, view: RowForm) -> None:
        place = self._views.index(view)
        self._take_out(view)
        self._tell()
        self.changed.emit()
        self.left.emit()
        if self._lines:
            self._lines[min(place, len(self._lines) - 1)].setFocus()

    def _take_out(self, view: RowForm) -> None:
        place = self._views.index(view)
        body = view.parentWidget()
        frame = None if body is None else body.parentWidget()
        self._views.pop(place)
        self._lines.pop(place)
        if frame is not None:
            self._column.removeWidget(frame)
            # Its layout may have asked for it to be shown: alone, it would be a window.
            frame.hide()
            frame.setParent(None)
            frame.deleteLater()

    def _lacking(self, place: int) -> int:
        found = read(self._form, self._views[place].values_in_sight(), today=self._today)
        return len(found) if isinstance(found, list) else 0

    def _tell(self) -> None:
        """Say on each line what its row holds and lacks, and above them how many are whole."""
        lacking = [self._lacking(place) for place in range(len(self._views))]
        for place, line in enumerate(self._lines):
            line.show_row(place + 1, self._summary(place), lacking[place])
        whole, open_rows = lacking.count(0), sum(1 for one in lacking if one)
        words = f"{len(lacking)} 项：{whole} 项齐全"
        if open_rows:
            words += f"，{open_rows} 项缺 {sum(lacking)} 处"
        self._count.setText(words if lacking else "还没有列出申请的各项。")
        self._same.setVisible(len(lacking) > 1)
        if self._head is not None:
            self._head.setVisible(bool(lacking))

    def _summary(self, place: int) -> RowSummary:
        values = self._views[place].values_in_sight()
        tell = getattr(self._form, "summary", None)
        if tell is not None:
            told: RowSummary = tell(values, self._law_of)
            return told
        return RowSummary(str(next(iter(values.values()), "") or ""), "", "", "")


def _quiet(words: str, name: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setProperty("kind", "quiet")
    button.setToolTip(tip)
    return button


def _values_of(row: object) -> dict[str, Any]:
    names: Sequence[str] = tuple(getattr(row, "__dataclass_fields__", ()))
    return {
        name: value.name if isinstance(value, Enum) else value
        for name in names
        for value in (getattr(row, name),)
    }
