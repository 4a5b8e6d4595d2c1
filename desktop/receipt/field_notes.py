"""In each field where its value was read; under it, if it is in doubt, why, and the paper."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QLineEdit, QWidget

from desktop.look import theme
from desktop.receipt.source_mark import SourceMark
from desktop.widgets.form_row import FormRow

_CUT_HEIGHT, _CUT_WIDTH = 30, 300
# More guesses than these help nobody.
_MOST_MEANT = 4
# A link without an address is none: neither drawn as one nor followed.
_AS_IT_IS = "as-it-is"
# A blank of a full place is taken for an ordinary one among rich words.
_BETWEEN = "&emsp;"


class FieldNote(QWidget):
    """The doubt about a field. `accepted` tells that the clerk has looked and lets it stand."""

    accepted = Signal(str)
    changed = Signal(str, str)

    def __init__(self, row: FormRow) -> None:
        super().__init__(row)
        self._row = row
        self._is_built = self._has_told = False
        self.hide()

    def _build(self) -> None:
        """Make the parts; most fields never have anything to tell."""
        self._is_built = True
        row, name = self._row, self._row.field.name
        self._source = SourceMark(row.widget, name)
        self._cut = QLabel()
        self._cut.setObjectName(f"{name}_cut")
        self._why = QLabel()
        self._why.setObjectName(f"{name}_doubt")
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._accept = QLabel()
        self._accept.setObjectName(f"{name}_accept")
        self._accept.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._accept.setAccessibleName(f"{row.field.label.text}照此登记")
        self._accept.linkActivated.connect(self._follow)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, theme.px(2), 0, 0)
        line.addWidget(self._cut)
        line.addWidget(self._why, 1)
        line.addWidget(self._accept)
        grid = row.layout()
        assert isinstance(grid, QGridLayout)
        # Above the problem and the law, which begin at the next row.
        grid.addWidget(self, grid.rowCount(), 1, 1, 2)

    @property
    def is_doubt(self) -> bool:
        """Whether the field waits to be looked at."""
        return not self.isHidden()

    def tell(
        self, source: str, where: str, doubt: str, cut: QPixmap | None, meant: Sequence[str] = ()
    ) -> None:
        """Show what a value was read from, in its tooltip where, and what is doubtful about it.

        `meant` are values that may have been meant instead.
        """
        tells = bool(source or doubt)
        if not tells and not self._has_told:
            return
        self._has_told = tells
        if not self._is_built:
            self._build()
        shown = str(self._row.editor.value() or "")
        links = [_link(one, _changed_words(shown, one)) for one in meant[:_MOST_MEANT]]
        self._accept.setText(_BETWEEN.join([*links, _link(_AS_IT_IS, "照此登记")]))
        self._source.tell(source, where)
        self._why.setText(doubt)
        has_cut = cut is not None and not cut.isNull()
        self._cut.setVisible(has_cut)
        if cut is not None and has_cut:
            self._cut.setPixmap(
                cut.scaled(
                    theme.px(_CUT_WIDTH),
                    theme.px(_CUT_HEIGHT),
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        self.setVisible(bool(doubt))
        self._fit()
        for widget in (self._row.widget, *self._row.widget.findChildren(QLineEdit)):
            if bool(widget.property("doubtful")) != bool(doubt):
                widget.setProperty("doubtful", bool(doubt))
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the parts one under the other where one line would break the words into many."""
        super().resizeEvent(event)
        if self._is_built:
            self._fit()

    def _fit(self) -> None:
        shown = [part for part in (self._cut, self._accept) if not part.isHidden()]
        words = self._why.fontMetrics().horizontalAdvance(self._why.text())
        gap = theme.px(8)
        needed = words + sum(part.sizeHint().width() + gap for part in shown)
        way = QBoxLayout.Direction
        is_one = needed <= self.width()
        self._line.setDirection(way.LeftToRight if is_one else way.TopToBottom)
        self._line.setSpacing(gap if is_one else theme.px(2))

    def _follow(self, value: str) -> None:
        name = self._row.field.name
        if value == _AS_IT_IS:
            self.accepted.emit(name)
        else:
            self.changed.emit(name, value)


def _changed_words(shown: str, meant: str) -> str:
    """Return which digit is another: 第18位改为7."""
    pairs = enumerate(zip(shown, meant, strict=False), start=1)
    place, digit = next(((at, other) for at, (one, other) in pairs if one != other), (0, ""))
    return f"第{place}位改为{digit}"


def _link(value: str, words: str) -> str:
    return f"<a href='{value}' style='{theme.link_style()}'>{words}</a>"


def notes_for(
    rows: dict[str, FormRow],
    accepted: Callable[[str], None],
    changed: Callable[[str, str], None],
) -> dict[str, FieldNote]:
    """Return a note for each row of a form.

    `accepted` is told the field that is let stand, `changed` the field and the value instead.
    """
    notes: dict[str, FieldNote] = {}
    for name, row in rows.items():
        note = FieldNote(row)
        note.accepted.connect(accepted)
        note.changed.connect(changed)
        notes[name] = note
    return notes
