"""Whoever counts working days says so: every word the window says of the sample office is read."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from casework.acts import offers
from casework.cases.case_file import load
from casework.cases.recount import refresh_the_day
from casework.desk.desk import Desk
from casework.pages.reminders import reminder_words
from db import requests
from desktop.base.remembered import Remembered
from desktop.start.building import build_window
from desktop.tray.tray import Tray
from desktop.window.main_window import MainWindow
from desktop.window.places import PLACES
from desktop.worklist.list_print import list_page, rows_of
from tests.desktop.said import plain_words, said_by

OTHERS = (
    "receipt", "chase", "receipts", "letters_of_day", "import", "check", "retention", "as_of",
)  # fmt: skip
# So many days, and no day of a month.
COUNT = re.compile(
    r"(?<![月年\d.—-])(?<!第)(\d+|[两三四六七八十]+)\s?个?(天|日)(?![期历报程常子])|天数"
)
# Days of the calendar where the law or the office means them, each with what is counted.
NATURAL = (
    r"起(60|15)日",  # 复议法20、21，行诉法45: natural days, moved off a day of rest
    r"60日内.*行政复议",
    r"第 15 日是",  # 行诉法67
    r"^(逾期|已过|剩) ?\d+ ?天",  # the office's own tasks and its report: days of the calendar
    r"已等 \d+ 天.*咨询",
    r"已等 \d+ ?天$",  # an enquiry is to be answered on the day: days of the calendar
    r"没有规定天数，各地常用10个或15个工作日",  # the regulations name no number of days of any kind
    r"近7天、5周、12个月",  # the copies that are kept
)


def bare(said: Iterator[str]) -> set[str]:
    """Return the sentences that count days without saying whether they are worked."""
    parts = (part for words in said for part in re.split(r"[。；;\n]", words))
    return {
        part
        for part in parts
        if COUNT.search(part) and not any(re.search(natural, part) for natural in NATURAL)
    }


def forget_what_is_gone() -> None:
    """Delete the parts of what was shown before, as the loop of events does between two keys."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def sample(sample_office, tmp_path) -> Iterator[Desk]:
    desk = sample_office(tmp_path / "office")
    refresh_the_day(desk)
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot, sample, tmp_path) -> MainWindow:
    window = build_window(sample, Remembered(tmp_path / "窗口.ini"))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.is_furnished)
    return window


def test_a_bare_count_of_days_is_found() -> None:
    said = ["逾期 2 天", "剩 3 个工作日", "已于1月5日办结", "1至5日", "平均天数", "起60日"]
    assert bare(iter(said)) == {"1至5日", "平均天数"}
    assert bare(iter(["答复期限剩 3 天，请办理"])) == {"答复期限剩 3 天，请办理"}


def test_no_place_counts_days_without_saying_which(qtbot, window, sample):
    found = dict[str, set[str]]()
    for place in (*(place.name for place in PLACES), *OTHERS):
        window.screens.show_place(place)
        screen = window.screens.present
        qtbot.wait(120)
        for tabs in screen.findChildren(QTabWidget):
            for at in range(tabs.count()):
                tabs.setCurrentIndex(at)
                qtbot.wait(20)
        if words := bare(said_by(screen, hidden=True)):
            found[place] = words
    window.screens.show_place("worklist")
    table = window.screens.worklist.table
    printed = list_page("全部", list(range(9)), rows_of(table))
    tray = Tray(sample, window, window)
    tray.refresh()
    beside = [plain_words(printed), reminder_words(sample), tray.icon.toolTip()]
    beside += [action.text() for action in tray.menu.actions()]
    assert "工作日" in beside[0]
    assert (found, bare(iter(beside))) == ({}, set())


@pytest.mark.timeout(300)
def test_no_case_and_no_act_counts_days_without_saying_which(window, sample):
    found, begun, counted = dict[str, set[str]](), set[str](), 0

    def look(where: str, part: QWidget) -> None:
        nonlocal counted
        said = list(said_by(part, hidden=True))
        counted += sum("个工作日" in words for words in said)
        if words := bare(iter(said)):
            found.setdefault(where, set()).update(words)

    for number, row in enumerate(requests.every(sample.store)):
        offered = {offer.act.name for offer in offers(load(sample, row.id))}
        if number % 3 and offered <= begun:
            continue
        window.screens.open_case(row.id)
        forget_what_is_gone()
        case = window.screens.worklist.case
        look(row.register_number, case)
        assert case.page is not None
        for offer in case.page.offers:
            name = offer.act.name
            if name in begun:
                continue
            begun.add(name)
            case.begin(name)
            if case.panel is not None:
                assert case.panel.preview is not None
                look(name, case.panel)
            case.leave_act()
            forget_what_is_gone()
    assert found == {}
    assert len(begun) > 30
    assert counted > 200
