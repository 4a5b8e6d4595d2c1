"""Tab goes through a widget as one reads it."""

from collections.abc import Iterator, Sequence
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
        inside = [one for one in widget.children() if isinstance(one, QWidget)]
        yield from _parts_as_read(layout, inside)


def _parts_as_read(layout: QLayout, inside: Sequence[QWidget]) -> Iterator[QWidget]:
    """Return what a layout places, its own widgets and those of the layouts in it."""
    # Each part is asked for its place, never a place for its item: Qt deletes the item with its
    # widget, PySide keeps what it made for it, and takes it for the next thing made at its address.
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    parts: list[QWidget | QLayout] = [*inside, *inner]
    places = {place: one for one in parts if (place := layout.indexOf(one)) >= 0}
    for _, part in sorted(places.items()):
        if isinstance(part, QWidget):
            yield from _as_read(part)
        else:
            yield from _parts_as_read(part, inside)
