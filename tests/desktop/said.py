"""Every word a window says: what its labels, buttons, lists, tooltips and drawn parts tell."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_MOST_ROWS = 60
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def plain_words(text: str) -> str:
    """Return a text as it is read, without the marks of rich text."""
    words = QTextDocumentFragment.fromHtml(text).toPlainText() if "<" in text else text
    return words.replace("\u2060", "").replace("\u200b", "")


def said_by(window: QWidget, *, hidden: bool = False) -> Iterator[str]:
    """Yield what the widgets of a window say, each as one text; hidden ones too where asked."""
    for part in (window, *window.findChildren(QWidget)):
        if hidden or part.isVisible():
            yield from filter(None, map(plain_words, _of(part)))


def _of(part: QWidget) -> Iterator[str]:
    yield part.toolTip()
    yield part.accessibleName()
    yield part.accessibleDescription()
    match part:
        case QLabel() | QAbstractButton() | QLineEdit():
            yield part.text()
        case QGroupBox() | QMenu():
            yield part.title()
        case QPlainTextEdit() | QTextEdit():
            yield part.toPlainText()
        case QComboBox():
            yield from (part.itemText(at) for at in range(part.count()))
        case QAbstractItemView():
            yield from _of_items(part)
    yield from (action.text() for action in part.actions())


def _of_items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    # A list has one column, and does not say so to Python.
    is_list = isinstance(view, QListView)
    columns = 1 if is_list else model.columnCount(QModelIndex())
    for column in range(0 if is_list else columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(model.rowCount(QModelIndex()), _MOST_ROWS)):
        for column in range(columns):
            index = model.index(row, column)
            yield from (str(model.data(index, role) or "") for role in _ROLES)
