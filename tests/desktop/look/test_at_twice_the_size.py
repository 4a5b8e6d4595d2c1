"""At 200 % in the window of a small office screen: nothing lies on another, nothing is cut."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget

from desktop.importing.import_parts import LedgerColumns
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.redaction.redact_frame import RedactFrame
from desktop.report.report_table import ReportTable
from forms.redaction import CoverGround


@pytest.fixture
def twice(qapp):
    theme.current().apply(Scheme.LIGHT, 200)
    yield
    theme.current().apply(Scheme.LIGHT, 100)


@pytest.fixture
def large(twice, window):
    window.resize(1366, 768)
    return window


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def test_a_table_of_the_report_begins_at_its_first_number(large):
    large.screens.show_place("report")
    settle()
    table = next(one for one in large.findChildren(ReportTable) if one.isVisible())
    large.outcome.say("已登记")
    settle()
    assert table.verticalScrollBar().value() == 0
    table.verticalScrollBar().triggerAction(
        table.verticalScrollBar().SliderAction.SliderSingleStepAdd
    )
    moved = table.verticalScrollBar().value()
    assert moved > 0
    large.outcome.leave()
    settle()
    # Whoever has scrolled stays where she is.
    assert table.verticalScrollBar().value() == moved


def test_what_asks_for_a_day_stands_side_by_side(large):
    large.screens.show_place("as_of")
    settle()
    screen = large.screens.present
    parts = (screen.day, screen.go, screen.narrow, screen.words)
    for one, following in pairwise(parts):
        assert one.geometry().right() < following.geometry().left()
    assert screen.words.geometry().right() < screen.width()
    remark = screen.day.findChildren(QLabel)[-1]
    assert remark.width() >= remark.sizeHint().width()


def test_what_a_column_is_read_as_can_be_read(qtbot, twice):
    columns = LedgerColumns()
    qtbot.addWidget(columns)
    columns.resize(theme.px(590), 300)
    columns.show_rows([("A", "编号", "2025-01；2025-02；2025-03", "认出", "登记编号")])
    columns.show()
    settle()
    needed = columns.fontMetrics().horizontalAdvance("登记编号") + theme.px(36)
    assert columns.columnWidth(4) >= needed


def test_the_grounds_lie_under_one_another_and_leave_marks_in_sight(qtbot, twice):
    frame = RedactFrame("登记表.pdf")
    qtbot.addWidget(frame)
    frame.resize(theme.px(635), theme.px(260))
    frame.show()
    grounds = list(CoverGround)[:4]
    decisions: Any = SimpleNamespace(
        grounds=grounds, places_by_ground=lambda: dict.fromkeys(range(1, 9), 2)
    )
    frame.grounds.show_decisions(decisions)
    settle()
    rows = [frame.findChild(QLabel, f"ground{number}") for number in range(1, len(grounds) + 1)]
    for row in rows:
        assert row.height() >= row.heightForWidth(row.width())
    for one, following in pairwise(rows):
        assert one.geometry().bottom() < following.geometry().top()
    assert frame.marks.height() >= theme.px(34)


def test_the_heads_of_the_receipts_are_whole(large):
    large.screens.show_place("receipts")
    settle()
    table = large.screens.present.findChild(QTableWidget, "receipts")
    header = table.horizontalHeader()
    for column in range(table.columnCount()):
        if not table.isColumnHidden(column):
            words = table.horizontalHeaderItem(column).text()
            assert header.fontMetrics().horizontalAdvance(words) <= table.columnWidth(column), words
