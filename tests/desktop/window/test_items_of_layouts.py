"""Qt deletes the item of a layout with its widget; PySide may keep what it made for it.

That happens after `itemAt`, and where a layout is put in filled, once a widget goes that was not
taken out. Whatever comes to lie at the address of the item is taken for it, and the program ends.
"""

from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from desktop.window.main_window import MainWindow
from desktop.window.places import PLACES


def address(item: QLayoutItem) -> int:
    """Return where an item lies."""
    found: int = Shiboken.getCppPointer(item)[0]
    return found


def known_items() -> set[int]:
    """Return the addresses of the items PySide knows, layouts left out."""
    known = Shiboken.getAllValidWrappers()
    items = [one for one in known if isinstance(one, QLayoutItem)]
    return {address(one) for one in items if not isinstance(one, QLayout)}


def left_over() -> set[int]:
    """Return the addresses of items PySide knows and no layout has."""
    items, held = known_items(), set()
    for layout in Shiboken.getAllValidWrappers():
        if isinstance(layout, QLayout):
            for place in range(layout.count()):
                item = layout.itemAt(place)
                if item is None or isinstance(item, QLayout):
                    continue
                held.add(address(item))
                if address(item) not in items:
                    # Known through this look alone: it must not be what is looked for.
                    Shiboken.invalidate(item)
    return items - held


def test_no_item_is_known_that_its_layout_has_not(qapp, window: MainWindow, registered):
    request_id = registered()
    # What an earlier test left is not this window's.
    earlier = known_items()
    for width in (1000, 1900):
        window.resize(width, 800)
        for place in PLACES:
            window.screens.show_place(place.name)
            qapp.processEvents()
        for _ in range(2):
            window.screens.open_case(request_id)
            window.screens.worklist.case.begin("assign")
            qapp.processEvents()
            window.screens.worklist.case.leave_act()
            window.screens.worklist.narrow()
            qapp.processEvents()
    assert left_over() - earlier == set()


def test_an_item_left_over_would_be_found(qapp, qtbot):
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    button = QPushButton()
    column.addWidget(button)
    item = column.itemAt(0)
    assert item is not None
    place = address(item)
    assert place not in left_over()
    button.setParent(None)
    assert place in left_over()
