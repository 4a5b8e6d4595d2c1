"""The labels of a table of the report stay while it is scrolled: real tables, real keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from casework.reports.layout import layout_2, layout_3, layout_4
from desktop.report.report_table import NUMBER, ReportTable
from rules.annual_report import Table3
from rules.challenges import Table4
from rules.proactive import Table2

LAST_ROW, LAST_COLUMN = 27, 9


def shown(qtbot, layout, width: int, height: int) -> ReportTable:
    table = ReportTable(layout.name)
    qtbot.addWidget(table)
    table.resize(width, height)
    table.show_layout(layout, set())
    with qtbot.waitExposed(table):
        table.show()
    return table


@pytest.fixture
def table(qtbot) -> ReportTable:
    """Table 3 with room for its labels and little more."""
    return shown(qtbot, layout_3(Table3(((0,) * 7,) * 25)), 640, 420)


def words_shown(table: ReportTable) -> dict[str, QRect]:
    """Return what stands in the frozen part and where, in the coordinates of the viewport."""
    return {one.spot.words: one.room for one in table.frozen._drawn() if one.spot.words}


def painted(table: ReportTable, room: QRect) -> bytes:
    image = table.viewport().grab(room).toImage()
    over = table.frozen.grab(room).toImage() if table.frozen.isVisible() else image
    return bytes(over.constBits())


def test_nothing_lies_over_a_table_that_is_not_scrolled(table):
    assert table.horizontalScrollBar().maximum() > 0
    assert table.frozen.isHidden()


def test_labels_stay_where_they_were_when_scrolled_sideways(table):
    labels = [table.item(row, 2) for row in range(3, 28) if table.item(row, 2) is not None]
    visible = table.viewport().rect()
    before = {
        item.text(): table.visualItemRect(item).top()
        for item in labels
        if visible.contains(table.visualItemRect(item).center())
    }
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.frozen.isVisible()
    now = words_shown(table)
    assert before.items() <= {words: room.top() for words, room in now.items()}.items()
    assert all(0 <= room.left() < table.frozen.width_kept for room in now.values())
    # What is painted there is the label and not the number beneath it.
    words, room = next((words, room) for words, room in now.items() if words in before)
    assert painted(table, room) != bytes(len(painted(table, room)))
    assert len(set(painted(table, room))) > 8, words


def test_heads_stay_when_scrolled_down(table):
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    now = words_shown(table)
    assert {"申请人情况", "自然人", "商业企业"} <= set(now)
    assert all(room.bottom() < table.frozen.height_kept for room in now.values())
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    both = words_shown(table)
    assert both["总计"].left() > table.frozen.width_kept
    # A group whose first row is long gone says its name at what is seen of it.
    assert both["（七）总计"].top() >= table.frozen.height_kept
    rooms = list(both.values())
    assert not any(a.intersects(b) for at, a in enumerate(rooms) for b in rooms[:at])


def test_the_arrow_keys_bring_each_number_out_from_under_the_labels(qtbot, table):
    table.setFocus()
    keys = (
        [Qt.Key.Key_Right] * 6 + [Qt.Key.Key_Down] * 24 + [Qt.Key.Key_Left] * 6
        + [Qt.Key.Key_Up] * 24
    )  # fmt: skip
    walked = set()
    for key in keys:
        qtbot.keyClick(table, key)
        index = table.currentIndex()
        assert index.data(NUMBER) is not None
        walked.add((index.row(), index.column()))
        cell = table.visualRect(index)
        assert cell.left() >= table.frozen.width_kept or not table.frozen.isVisible()
        assert table.viewport().rect().contains(cell), (index.row(), index.column())
        covered = table.frozen.mask() if table.frozen.isVisible() else None
        assert covered is None or not covered.contains(cell.center())
    assert {(3, 9), (27, 9), (27, 3)} <= walked


def test_a_screen_reader_finds_one_table_and_each_cell_once(table):
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    told = QAccessible.queryAccessibleInterface(table)
    assert told.role() == QAccessible.Role.Table
    # The cells, and the hidden heads of rows and columns as Qt counts them.
    assert told.childCount() == (28 + 1) * (10 + 1)
    frozen = QAccessible.queryAccessibleInterface(table.frozen)
    assert frozen.text(QAccessible.Text.Name) == ""
    assert frozen.role() != QAccessible.Role.Table
    assert table.frozen.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_click_on_a_label_chooses_no_number_under_it_and_the_wheel_scrolls(qtbot, table):
    bar = table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    before = table.currentIndex()
    room = next(iter(words_shown(table).values()))
    qtbot.mouseClick(table.frozen, Qt.MouseButton.LeftButton, pos=room.center())
    assert table.currentIndex() == before
    down = table.verticalScrollBar().value()
    at = QPointF(room.center())
    event = QWheelEvent(
        at, table.frozen.mapToGlobal(at), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(table.frozen, event)
    assert table.verticalScrollBar().value() > down


def test_where_there_is_little_room_the_groups_on_the_left_yield_first(qtbot, table):
    table.resize(420, 420)
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table.frozen.columns == range(2, 3)
    assert table.frozen.width_kept <= table.viewport().width() * 0.6


def test_a_table_of_several_blocks_keeps_its_labels_and_lets_its_heads_go(qtbot):
    table = shown(qtbot, layout_2(Table2()), 420, 160)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert table.frozen.height_kept == 0
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert {room.left() for room in words_shown(table).values()} == {0}


def test_a_table_without_labels_keeps_its_heads(qtbot):
    table = shown(qtbot, layout_4(Table4((0,) * 15)), 420, 90)
    assert table.frozen.columns == range(0)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert words_shown(table) or table.frozen.height_kept == 0
