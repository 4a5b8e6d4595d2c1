"""The year at a glance: what is late and open counts, and every sentence leads somewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from casework.year.year_facts import year_analysis
from desktop.analysis.analysis_screen import AnalysisScreen
from desktop.analysis.overview_page import OverviewPage
from desktop.base.wishes import ShowView
from tests.desktop.conftest import TODAY


@pytest.fixture
def page(qtbot, sample) -> OverviewPage:
    page = OverviewPage()
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show_analysis(year_analysis(sample, TODAY.year))
    page.show()
    return page


def test_open_requests_beyond_their_day_count_against_the_rate(sample) -> None:
    found = year_analysis(sample, TODAY.year)
    assert len(found.overdue) == 2
    assert found.fell_due == found.whole.closed + 2
    in_time = found.whole.closed - found.whole.late
    assert found.in_time_rate == pytest.approx(in_time / (found.whole.closed + 2))


def test_the_rate_says_how_many_are_late(page) -> None:
    rate = page._figures[2].accessibleName()
    assert "其中 2 件逾期未答" in rate
    assert "100" not in rate


def test_what_is_overdue_is_noted_and_leads_to_the_list(qtbot, page) -> None:
    assert page.noted[0].words == "2 件在办的已经逾期"
    links = page.findChildren(QPushButton)
    (link,) = (one for one in links if one.accessibleName().endswith("：2 件在办的已经逾期"))
    with qtbot.waitSignal(page.wished) as wished:
        link.click()
    assert isinstance(wished.args[0], ShowView)
    assert wished.args[0].view.filter_name == "overdue"


def test_a_sentence_may_lead_to_another_page(qtbot, sample) -> None:
    screen = AnalysisScreen(sample)
    qtbot.addWidget(screen)
    screen.overview.wished.emit("频繁申请")
    assert screen.tabs.tabText(screen.tabs.currentIndex()) == "频繁申请"


def test_the_arrows_walk_through_a_chart_and_say_each_value(qtbot, page) -> None:
    chart = page.months
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.spoken.startswith("1月收到")
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.spoken.startswith("2月收到")
    assert chart.accessibleName().endswith(chart.spoken)


def test_groups_say_what_they_are_made_of(page) -> None:
    words = page.groups.accessibleDescription()
    assert "不予公开" in words
    assert "保护第三方合法权益 1" in words


def test_what_is_open_beyond_its_day_stands_hollow_beyond_the_limit(page, sample) -> None:
    hollow = [one for one in page.days.columns if one.is_open]
    # One reply is six days beyond its day, another one: both took all of the twenty before.
    assert sorted((one.days, one.count) for one in hollow) == [(21, 1), (25, 1)]
    assert "空心是在办逾期的 2 件" in page._day_words.text()
    assert "25个工作日1件，在办已逾期" in page.days.accessibleDescription()


def test_the_figures_compare_with_the_same_days_or_with_the_whole_year(qtbot, sample) -> None:
    screen = AnalysisScreen(sample)
    qtbot.addWidget(screen)
    assert screen._head.sentence.text() == "2026年1月1日至11月20日"
    received = screen.overview._figures[0]
    # The one request of 2025 came in December.
    assert received._line.text() == "去年同期没有"
    screen.compare_with(1)
    assert received._line.text() == "去年全年 1 件"
    assert screen.compared.text() == "和去年全年比"
