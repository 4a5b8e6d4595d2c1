"""Tab goes through a widget as one reads it."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QTabWidget, QWidget

from desktop.widgets.one_row import OneRow


def tab_as_read(top: QWidget) -> None:
    """Let Tab go through what stands in a widget as its layouts place it.

    Qt goes through widgets as they were made: what is filled anew would come after everything.
    """
    stops = [
        one
        for one in _as_read(top)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _as_read(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is None:
        return
    yield widget
    if isinstance(widget, QScrollArea):
        yield from _as_read(widget.widget())
    elif isinstance(widget, QTabWidget):
        yield widget.tabBar()
        for number in range(widget.count()):
            yield from _as_read(widget.widget(number))
    elif isinstance(widget, QSplitter):
        for number in range(widget.count()):
            yield from _as_read(widget.widget(number))
    elif isinstance(widget, OneRow):
        yield from widget.as_read()
    elif (layout := widget.layout()) is not None:
        yield from _items_as_read(layout)


def _items_as_read(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _as_read(widget)
        elif (inner := item.layout()) is not None:
            yield from _items_as_read(inner)
