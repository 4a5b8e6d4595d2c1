"""The fields of a form, one class a kind of value; each has `value`, `set_value` and two signals.

`changed` comes with every keystroke, `left` when the clerk has gone on to something else. Values
are what `forms.fields.read` takes, and plain enough to be kept as a draft.
"""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QMimeData, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop.base import pasting
from desktop.look import theme
from desktop.widgets.check_box import CheckBox

Suggest = Callable[[str, str], Sequence[str]]
"""From the name of a list and what was typed so far, what may be meant."""


def words_of(member: Enum) -> str:
    """Return the Chinese words for a member of an enumeration."""
    return str(getattr(member, "label", member.value))


def went_on(event: QFocusEvent) -> bool:
    """Tell whether focus left for another field, not for a menu or another window."""
    return event.reason() not in (
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    )


def bring_into_view(widget: QWidget) -> None:
    """Scroll the form so that a field the focus went to is seen whole.

    Qt does so only for what Tab reaches, and of several lines only for the one of the cursor.
    """

    def scroll() -> None:
        around = widget.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(widget, 0, theme.px(8))

    # After the rows have been laid out: what is said beneath a field moves those below it.
    QTimer.singleShot(0, widget, scroll)


def name_popup(completer: QCompleter) -> None:
    """Give the list that drops from a field its look."""
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("suggestions")


class LineField(QLineEdit):
    """One line of text, a number or an amount; `entered` comes with the Enter key."""

    changed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, *, suggest: Suggest | None = None, suggest_from: str = "") -> None:
        super().__init__()
        self._suggest, self._suggest_from = suggest, suggest_from
        pasting.watch_menu(self)
        self.textChanged.connect(self.changed)
        if suggest is not None and suggest_from:
            self._known = QStringListModel(self)
            completer = QCompleter(self._known, self)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            name_popup(completer)
            self.setCompleter(completer)
            self.textEdited.connect(self._offer)

    def _offer(self, typed: str) -> None:
        if self._suggest is not None:
            self._known.setStringList(list(self._suggest(self._suggest_from, typed)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the whole list with Down, as a list to choose from would."""
        if pasting.pastes_papers(event):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and self.completer() is not None:
            self._offer(self.text())
            self.completer().complete()
            return
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not is_plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        is_choosing = self._is_choosing()
        super().keyPressEvent(event)
        if not is_choosing:
            # Left to itself, the list puts its first suggestion in the place of a name that
            # begins like one known from before, though nobody chose it.
            event.accept()
            self._hide_suggestions()
            self.entered.emit()

    def _is_choosing(self) -> bool:
        popup = self._suggestions()
        return popup is not None and popup.selectionModel().hasSelection()

    def _hide_suggestions(self) -> None:
        popup = self._suggestions()
        if popup is not None:
            popup.hide()

    def _suggestions(self) -> QAbstractItemView | None:
        completer = self.completer()
        popup = None if completer is None else completer.popup()
        return popup if popup is not None and popup.isVisible() else None

    def value(self) -> str:
        """Return the text as typed."""
        return self.text()

    def set_value(self, value: object) -> None:
        """Show a value, from its beginning where it is longer than the field."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if went_on(event):
            self.left.emit()


class AreaField(QPlainTextEdit):
    """Several lines of text; Tab leaves it like any other field."""

    changed = Signal()
    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        pasting.watch_menu(self)
        self.setTabChangesFocus(True)
        self._fit()
        self.textChanged.connect(self.changed)
        theme.current().changed.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave files and pictures to what is around the field; take words."""
        if pasting.pastes_papers(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be seen whole; under the mouse the form stays where it is, or the click would miss."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            bring_into_view(self)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words only: the path of a file copied is none."""
        return not pasting.holds_papers(source) and super().canInsertFromMimeData(source)

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(20 * self._lines + 14))

    def value(self) -> object:
        """Return the text as typed."""
        return self.toPlainText()

    def set_value(self, value: object) -> None:
        """Show a text, or several as a line each."""
        if isinstance(value, (tuple, list)):
            value = "\n".join(str(one) for one in value)
        self.setPlainText("" if value is None else str(value))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if went_on(event):
            self.left.emit()


class LinesField(AreaField):
    """Several texts, one a line."""

    def value(self) -> list[str]:
        """Return the lines that are not empty."""
        return [line.strip() for line in self.toPlainText().splitlines() if line.strip()]


class MarkField(CheckBox):
    """Yes or no."""

    changed = Signal()
    left = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.toggled.connect(self.changed)
        self.toggled.connect(self.left)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(value in (True, 1, "1", "是", "有", "true", "True"))


class MarksField(QWidget):
    """Any number of the members of an enumeration."""

    changed = Signal()
    left = Signal()

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._columns = 0
        self._marks = {member.name: CheckBox(words_of(member)) for member in kind}
        for mark in self._marks.values():
            mark.toggled.connect(self.changed)
            mark.toggled.connect(self.left)
        self._place(2)
        self.setFocusProxy(next(iter(self._marks.values())))

    def _place(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            for index, mark in enumerate(self._marks.values()):
                self._grid.addWidget(mark, index // columns, index % columns)

    @property
    def _widest(self) -> int:
        return max(mark.sizeHint().width() for mark in self._marks.values())

    def minimumSizeHint(self) -> QSize:
        """Return the room of one column."""
        return QSize(self._widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room."""
        super().resizeEvent(event)
        self._place(2 if self.width() >= 2 * self._widest + theme.px(8) else 1)

    def value(self) -> list[str]:
        """Return the names of the members ticked."""
        return [name for name, mark in self._marks.items() if mark.isChecked()]

    def set_value(self, value: object) -> None:
        """Tick these members, given as themselves or by name."""
        given = value if isinstance(value, (tuple, list)) else ()
        chosen = {one.name if isinstance(one, Enum) else str(one) for one in given}
        for name, mark in self._marks.items():
            mark.setChecked(name in chosen)


class FileField(QWidget):
    """A file: chosen, dropped, or pasted, itself or its path."""

    changed = Signal()
    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._path = LineField()
        self._path.setPlaceholderText("拖入文件，或者点“选择”")
        self._path.setAccessibleName(title)
        choose = QPushButton("选择…")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._path, 1)
        row.addWidget(choose)
        self.setFocusProxy(self._path)
        self.setAcceptDrops(True)
        self._path.setAcceptDrops(False)
        self._path.changed.connect(self.changed)
        self._path.left.connect(self.left)

    def value(self) -> str:
        """Return the path, or an empty text."""
        return self._path.text().strip().strip('"')

    def set_value(self, value: object) -> None:
        """Show a path."""
        self._path.set_value(value)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._title)
        if path:
            self._path.setText(path)
            self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files only."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file dropped."""
        self._take(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the first of the files copied."""
        if pasting.is_paste(event):
            copied = pasting.copied()
            if pasting.has_files(copied):
                self._take(copied)
                return
        super().keyPressEvent(event)

    def _take(self, mime: QMimeData) -> None:
        self._path.setText(str(pasting.handed(mime).paths[0]))
        self.left.emit()
