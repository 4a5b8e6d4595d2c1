"""What looking at every screen beside its drawing, in each size and colour, brought to light."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from casework.receipt.blocks import PageArea
from casework.reports.layout import layout_3
from desktop.analysis.overview_page import _Figure
from desktop.look import theme
from desktop.look.theme import Scheme
from desktop.receipt.page_images import PageImage
from desktop.receipt.page_view import ReceiptPageView
from desktop.registers.recovery_parts import SideBySide
from desktop.report.report_table import ReportTable
from desktop.widgets.overview_charts import ChartPart, PartRows
from desktop.widgets.row_line import RowLine
from desktop.widgets.words import TwoLineLabel
from desktop.window.search_box import SearchBox
from forms.fields import RowSummary
from rules.annual_report import Table3


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def painted(widget: QWidget) -> set[str]:
    """The colours a widget is painted in."""
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.fixture
def sized(qapp):
    """Let a test look at any scheme and size, and go back to the usual ones."""
    yield theme.current().apply
    theme.current().apply(Scheme.LIGHT, 100)


def test_a_font_set_to_another_size_changes_no_other_words(qapp):
    theme.current().font(12).setPixelSize(6)
    assert theme.current().font(12).pixelSize() == 12


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_doubtful_place_of_a_scan_is_seen_on_its_white(qtbot, sized, scheme):
    sized(scheme, 100)
    view = ReceiptPageView()
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.show_page(PageImage(200, 100, bytes([255]) * 3 * 200 * 100))
    view.show_places({"id_number": (PageArea(0, 0.2, 0.2, 0.6, 0.6), True)})
    doubt = QColor(theme.LIGHT.soon)
    assert theme.contrast(doubt, QColor("#FFFFFF")) >= 3
    assert doubt.name() in painted(view)


def test_no_line_is_drawn_over_the_names_of_tabs(window):
    for place in ("report", "analysis", "templates", "affairs", "settings"):
        window.screens.show_place(place)
    bars = window.findChildren(QTabBar)
    assert len(bars) >= 4
    assert not [bar.objectName() for bar in bars if bar.drawBase()]


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_sign_of_the_search_box_is_as_large_as_its_words(sized, window, zoom):
    sized(Scheme.LIGHT, zoom)
    search = window.findChild(SearchBox)
    search.look()
    image = search.grab().toImage()
    row = [
        x
        for x in range(theme.px(4), theme.px(32))
        for y in range(4, image.height() - 4)
        if image.pixelColor(x, y) != QColor(theme.LIGHT.panel)
    ]
    assert max(row) - min(row) >= theme.px(11)


def test_what_was_found_lies_below_the_ways_where_both_have_no_room(qtbot):
    ways, found = QVBoxLayout(), QVBoxLayout()
    first = QLabel("用备份恢复")
    ways.addWidget(first)
    found.addWidget(QLabel("找到的东西"))
    both = SideBySide(ways, found)
    qtbot.addWidget(both)
    both.resize(theme.px(1000), 400)
    both.show()
    settle()
    assert both.side.x() > first.geometry().right()
    both.resize(theme.px(683), 400)
    settle()
    assert both.side.y() > first.geometry().bottom()
    assert first.width() > theme.px(500)


def test_a_kind_too_long_for_its_column_is_said_by_its_head(qtbot):
    line = RowLine()
    qtbot.addWidget(line)
    line.resize(theme.px(700), theme.px(50))
    line.show()
    whole = "已主动公开，告知获取方式、途径"
    facts = "青枫区政府网站，网址https://www.example.org/zwgk/2025/0311，办公楼一楼公告栏也有"
    line.show_row(1, RowSummary("公告", whole, "条例第36条第1项", facts), 0)
    settle()
    shown = [label.text() for label in line.findChildren(QLabel)]
    assert "已主动公开" in shown
    assert whole in line.accessibleName()
    (told,) = [label.text() for label in line.findChildren(TwoLineLabel)]
    assert "\n" in told
    assert told.replace("\n", "").rstrip("…") in facts


@pytest.mark.parametrize("width", [560, 290])
def test_the_grounds_of_an_outcome_have_room_to_be_read(qtbot, width):
    rows = PartRows("办理结果")
    qtbot.addWidget(rows)
    rows.show_parts([ChartPart("不予公开", 6, "24.0%", "保护第三方合法权益 1")])
    rows.resize(theme.px(width), rows.height())
    image = rows.grab().toImage()
    ink = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 150
    ]
    # The words begin early enough for several of them, and end in the widget.
    assert max(ink) >= image.width() - theme.px(140)


def test_numbered_lines_of_the_report_begin_at_one_edge(qtbot):
    table = ReportTable("table3")
    qtbot.addWidget(table)
    table.show_layout(layout_3(Table3(((0,) * 7,) * 25)), set())
    lines = [
        item
        for row in range(table.rowCount())
        for column in range(3)
        if (item := table.item(row, column)) is not None
        and table.rowSpan(row, column) == 1
        and item.text()[:2] in ("1.", "2.", "3.", "（一", "（二", "一、", "二、")
    ]
    assert len(lines) > 12
    assert all(item.textAlignment() & Qt.AlignmentFlag.AlignLeft for item in lines)


@pytest.mark.parametrize("width", [760, 955, 1093, 1366])
def test_the_sentence_of_the_day_is_whole_and_the_load_yields(window, registered, width):
    for _ in range(3):
        registered()
    window.resize(width, 700)
    window.show()
    window.screens.show_place("today")
    window.screens.present.refresh()
    settle()
    sentence = window.screens.present.head.sentence
    assert sentence.text() == sentence.whole
    shown = window.screens.present.load.isVisible()
    assert shown or width < 1366
    assert not (shown and width == 760)


def test_a_line_that_wraps_moves_no_name_beside_it(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    figures = [_Figure(), _Figure()]
    for figure, line in zip(figures, ("27 件到期，其中 2 件逾期未答", "没有"), strict=True):
        figure.show_figure("按期率", "92.6", "%", line, False)
        row.addWidget(figure)
    page.resize(theme.px(260), theme.px(160))
    page.show()
    settle()
    tops = {figure._name.mapTo(page, figure._name.rect().topLeft()).y() for figure in figures}
    assert len(tops) == 1


def test_what_is_kept_with_a_receipt_is_said_on_one_line(qtbot, window):
    window.resize(1024, 700)
    window.show()
    window.screens.show_place("receipt")
    papers = window.screens.present.findChild(QLabel, "papers")
    papers.setText("登记后存为附件：" + "申请表和身份证复印件.pdf、" * 4)
    papers.setVisible(True)
    settle()
    assert papers.height() < 2 * papers.fontMetrics().lineSpacing()
    assert "\n" not in papers.text()
