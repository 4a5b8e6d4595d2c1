"""A field of rows: each is a form of its own, added, filled and taken out one by one."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.look import theme
from desktop.widgets.fields import Suggest
from forms.fields import Form
from rules.working_days import Outlook

if TYPE_CHECKING:
    from desktop.widgets.form_view import FormView


class RowsField(QWidget):
    """The rows of a field; a form that knows which of its fields its kind asks for shows those."""

    changed = Signal()
    left = Signal()

    def __init__(
        self, form: type[Form], *, today: date, outlook: Outlook | None, suggest: Suggest | None
    ) -> None:
        super().__init__()
        self._form, self._today, self._outlook, self._suggest = form, today, outlook, suggest
        self._views: list[FormView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        add = QPushButton("加一项")
        add.setObjectName("add_row")
        add.clicked.connect(self._add_one)
        self._column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def views(self) -> tuple["FormView", ...]:
        """The forms of the rows, in their order."""
        return tuple(self._views)

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
        self.changed.emit()

    def _add_one(self) -> None:
        self._add({})
        self.changed.emit()
        self._views[-1].focus_first()

    def _add(self, values: Mapping[str, Any]) -> None:
        from desktop.widgets.form_view import FormView

        view = FormView(self._form, today=self._today, outlook=self._outlook, suggest=self._suggest)
        frame = QWidget()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(QLabel())
        head.addStretch(1)
        drop = QPushButton("删去这一项")
        drop.setProperty("kind", "quiet")
        drop.clicked.connect(lambda: self._drop(view))
        head.addWidget(drop)
        inside.addLayout(head)
        inside.addWidget(view)
        self._column.insertWidget(self._column.count() - 1, frame)
        self._views.append(view)
        view.set_values(values)
        self._show_asked(view)
        view.changed.connect(lambda _values: self._edited(view))
        self._number()

    def _edited(self, view: "FormView") -> None:
        self._show_asked(view)
        self.changed.emit()

    def _show_asked(self, view: "FormView") -> None:
        asked = getattr(self._form, "asked_by", None)
        if asked is not None:
            needed, out = asked(view.values())
            view.leave_out(out, needed=needed)

    def _drop(self, view: "FormView") -> None:
        self._take_out(view)
        self._number()
        self.changed.emit()
        self.left.emit()

    def _take_out(self, view: "FormView") -> None:
        frame = view.parentWidget()
        self._views.remove(view)
        if frame is not None:
            self._column.removeWidget(frame)
            frame.setParent(None)
            frame.deleteLater()

    def _number(self) -> None:
        for number, view in enumerate(self._views, start=1):
            frame = view.parentWidget()
            label = (
                None
                if frame is None
                else frame.findChild(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
            )
            if label is not None:
                label.setText(f"第{number}项")


def _values_of(row: object) -> dict[str, Any]:
    return (
        {
            name: value.name if isinstance(value, Enum) else value
            for name in row.__dataclass_fields__
            for value in (getattr(row, name),)
        }
        if hasattr(row, "__dataclass_fields__")
        else {}
    )
