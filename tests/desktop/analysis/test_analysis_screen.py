from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontDatabase

from casework.reports.repeats import frequent_applicants
from casework.reports.request_facts import ReportedRequest
from casework.word import paragraphs
from desktop.analysis.analysis_lists import REVIEW_ACT
from desktop.analysis.analysis_screen import AnalysisScreen
from desktop.base import asking
from desktop.look import theme
from desktop.report.report_screen import ReportScreen
from desktop.widgets.charts import BarChart, ChartBar, ChartSeries, ColumnChart, LineChart
from desktop.widgets.reading_table import ReadingTable
from rules.report_rows import Applicant


@pytest.fixture
def screen(qtbot, sample):
    screen = AnalysisScreen(sample)
    qtbot.addWidget(screen)
    return screen


def test_the_year_is_there_when_the_place_opens(screen):
    assert screen.analysis.whole.received == 33
    assert screen.shares.channels.table.rowCount() == 8
    assert "邮寄（需签收）9件 27.3%" in screen.shares.channels.chart.accessibleDescription()
    assert screen.sections.by_outcome.table.isColumnHidden(1)


def test_a_large_register_is_counted_aside(qtbot, sample, monkeypatch):
    monkeypatch.setattr(asking, "_AT_ONCE", 3)
    screen: Any = AnalysisScreen(sample)
    qtbot.addWidget(screen)
    assert not screen.analysis
    assert not screen.export.isEnabled()
    with qtbot.waitSignal(screen.shown):
        pass
    assert screen.analysis.whole.received == 33
    assert screen.export.isEnabled()


def test_a_document_to_weigh_begins_the_act_on_its_last_closed_case(qtbot, sample, screen):
    with qtbot.waitSignal(screen.wished) as asked:
        screen.reviews.weigh.click()
    (wish,) = asked.args
    request_id, act = wish.request_id, wish.act_name
    assert act == REVIEW_ACT
    closed = sample.store.value("select closed_on from request where id = ?", (request_id,))
    assert closed is not None


def test_what_was_decided_stands_in_the_list(qtbot, desk, do, registered):
    for applicant in ("王小明", "李雷"):
        request_id = registered(applicant_name=applicant, arrived_on="2026-10-12")
        do("decide", request_id, kind="PROVIDED", provided="文件", on="2026-10-20")
        do("serve", request_id, mail_number="1000000000001", on="2026-10-21")
    screen = AnalysisScreen(desk)
    qtbot.addWidget(screen)
    assert screen.reviews.table.item(0, 4).text() == ""
    do(REVIEW_ACT, request_id, decision="PUBLISHED", place="门户网站", on="2026-11-02",
       published_on="2026-11-01")  # fmt: skip
    screen.refresh()
    row = [screen.reviews.table.item(0, column).text() for column in range(4, 7)]
    assert row == ["转为主动公开", "2026-11-02", "2026-11-01"]
    screen.reviews.only_open.setChecked(True)
    assert screen.reviews.table.rowCount() == 0


def test_the_analysis_is_exported_with_its_charts(qtbot, screen, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.analysis.analysis_screen.open_path", lambda _: None)
    path = tmp_path / "分析.xlsx"
    with qtbot.waitSignal(screen.said):
        screen.export_to(path, screen._write_excel)
    book = load_workbook(path)
    assert "总览" in book.sheetnames
    first = screen.sections.circulation.sections.item(0, 0).text()
    sheet = book["科室办理时间"]
    assert [sheet.cell(3, 1).value, sheet.cell(4, 1).value] == ["科室", first]
    asked = screen.sections.circulation.sections.item(0, 1).text()
    assert str(sheet.cell(4, 2).value) == asked
    qtbot.waitUntil(lambda: not screen.strip.is_busy)
    words = tmp_path / "分析.docx"
    with qtbot.waitSignal(screen.said):
        screen.export_to(words, screen._write_word)
    assert f"{first}：请其答复{asked}次" in "\n".join(paragraphs(words))


def test_the_evidence_of_a_frequent_applicant_is_written(qtbot, screen, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.analysis.analysis_lists.open_path", lambda _: None)
    requests = [
        ReportedRequest(
            request_id=number,
            register_number=f"依申请〔2026〕{number}号",
            applicant_name="某某",
            applicant=Applicant.NATURAL_PERSON,
            received_on=screen._desk.today,
            matter=f"第{number}份文件",
        )
        for number in range(1, 13)
    ]
    screen.frequent.show_applicants(frequent_applicants(requests))
    assert screen.frequent.table.item(0, 1).text() == "12"
    path = tmp_path / "证据表.xlsx"
    with qtbot.waitSignal(screen.said):
        screen.frequent.export_to(path)
    assert path.is_file()


def test_an_empty_register_says_what_would_be_there(qtbot, desk):
    screen = AnalysisScreen(desk)
    qtbot.addWidget(screen)
    assert screen.reviews._stack.currentIndex() == 1
    assert screen.frequent._stack.currentIndex() == 1
    assert not screen.reviews.weigh.isEnabled()


@pytest.mark.parametrize("values", [(0,), (3, 0), (0, 0, 0), tuple(range(24))])
def test_charts_are_drawn_whatever_the_numbers(qtbot, values):
    bars = [ChartBar(f"第{place}类", value, f"{value}件") for place, value in enumerate(values)]
    for chart in (BarChart("图"), ColumnChart("图")):
        qtbot.addWidget(chart)
        chart.show_bars(bars)
        chart.resize(420, 240)
        assert not chart.grab().isNull()
        assert "第0类" in chart.accessibleDescription()
    lines = LineChart("图")
    qtbot.addWidget(lines)
    lines.show_lines(
        [str(place) for place in range(len(values))], [ChartSeries("收到", values)] * 5
    )
    lines.resize(420, 240)
    assert not lines.grab().isNull()


@pytest.mark.parametrize(
    ("today", "shown"), [("2027-01-12", 2026), ("2027-04-01", 2027)], ids=["January", "April"]
)
def test_in_january_the_year_opens_that_is_due(
    qtbot, desk, registered, monkeypatch, today, shown
) -> None:
    registered()
    monkeypatch.setattr(desk, "clock", lambda: datetime.fromisoformat(f"{today}T10:00"))
    for screen in (AnalysisScreen(desk), ReportScreen(desk)):
        qtbot.addWidget(screen)
        assert screen.year == shown


def shown_by(qtbot, screen, chart, point) -> list[int]:
    """Click on a chart and return the requests the list is asked for."""
    with qtbot.waitSignal(screen.wished) as asked:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=point)
    (chosen,) = asked.args[0].view.chosen
    (condition,) = chosen.conditions
    assert f"{len(condition.value)}件" in chosen.words
    return list(condition.value)


def test_every_bar_of_the_overview_is_a_list_of_its_cases(qtbot, sample, screen):
    screen.resize(1200, 800)
    screen.show()
    qtbot.waitExposed(screen)
    overview, analysis = screen.overview, screen.analysis
    step = overview.months.width() / 12
    october = shown_by(qtbot, screen, overview.months, QPoint(int(step * 9.3), 100))
    assert len(october) == analysis.months[9].count
    closed = shown_by(qtbot, screen, overview.months, QPoint(int(step * 2.7), 100))
    assert len(closed) == analysis.closed_by_month[2]
    refused = shown_by(qtbot, screen, overview.groups, QPoint(100, int(theme.px(29) * 2.5)))
    assert len(refused) == analysis.groups[2].count
    # With the keys: to the last column of the days, which are open and overdue.
    overview.days.setFocus()
    for _ in overview.days.columns:
        qtbot.keyClick(overview.days, Qt.Key.Key_Right)
    with qtbot.waitSignal(screen.wished) as asked:
        qtbot.keyClick(overview.days, Qt.Key.Key_Return)
    last = overview.days.columns[-1]
    assert f"{last.days}个工作日" in asked.args[0].view.chosen[0].words


def test_what_is_worth_a_look_has_its_icon(screen):
    assert [one.icon for one in screen.overview.noted][:2] == ["triangle-alert", "scale"]


def test_no_table_scrolls_sideways_twice_enlarged(qapp, qtbot, sample):
    if not QFontDatabase.families():
        pytest.skip("没有字体，每个字都画成一样宽的方框")
    theme.current().apply(theme.Scheme.LIGHT, 200)
    try:
        screen = AnalysisScreen(sample)
        qtbot.addWidget(screen)
        # What a display of 1366 by 768 leaves beside the rail.
        screen.resize(1366 - theme.px(48), 620)
        screen.show()
        for page in range(screen.tabs.count()):
            screen.tabs.setCurrentIndex(page)
            qapp.processEvents()
            for table in screen.findChildren(ReadingTable):
                if table.isVisible():
                    assert table.horizontalScrollBar().maximum() == 0, table.objectName()
                    # The figures have not taken the whole room of the names.
                    assert table.columnWidth(0) >= theme.px(56), table.objectName()
    finally:
        theme.current().apply(theme.Scheme.LIGHT, 100)


def test_the_month_stands_chosen_a_bulletin_is_made_of(screen):
    assert screen.periods.chosen.figures.span.words == "2026年11月"
    assert screen.periods.heading.text().startswith("2026年11月：")
