from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from casework.acts import undo
from casework.cases.urgency import Urgency
from casework.pages.month import MonthEntry, new_request
from db import steps
from desktop.base.wishes import BeginAct, OpenCase
from desktop.day.month_screen import MonthScreen
from desktop.widgets.chip import Chip


@pytest.fixture
def screen(qtbot, desk):
    screen = MonthScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1238, 700)
    screen.show()
    return screen


def due(screen: MonthScreen) -> list[str]:
    return [f"{one.kind} {one.who}" for one in screen.month.entries.get(screen.month.day, ())]


def test_a_case_stands_on_its_due_day_with_its_act(qtbot, desk, registered, do, screen):
    request_id = registered()
    do("assign", request_id, section="办公室")
    screen.refresh()
    screen.month.show_day(date(2026, 12, 8))
    assert due(screen) == ["答复 王小明"]
    with qtbot.waitSignal(screen.wished) as asked:
        screen.side.lines[0].click()
    assert asked.args == [OpenCase(request_id)]
    act = next(one for one in screen.side.findChildren(QPushButton) if one.text() == "作出答复")
    with qtbot.waitSignal(screen.wished) as begun:
        act.click()
    assert begun.args == [BeginAct(request_id, "decide")]


def test_a_void_registration_is_due_on_no_day(desk, registered, screen):
    request_id = registered()
    undo(desk, request_id, steps.of_request(desk.store, request_id)[0].id)
    screen.refresh()
    screen.month.show_day(date(2026, 12, 8))
    assert due(screen) == []


def test_what_was_closed_stays_on_its_day_as_done(desk, registered, do, screen):
    do("withdraw", registered(arrived_on="2026-11-10"))
    screen.refresh()
    screen.month.show_day(desk.today)
    assert due(screen) == ["办结 王小明"]
    assert screen.month.entries[desk.today][0].is_done


def test_the_weeks_begin_with_the_last_one_so_that_most_lies_ahead(desk, screen):
    assert screen.month.first_shown == date(2026, 11, 9)
    assert screen.month.last_shown == date(2026, 12, 20)


def test_keys_move_by_days_and_months_and_t_goes_to_today(qtbot, screen):
    qtbot.keyClick(screen.month, Qt.Key.Key_PageDown)
    assert screen.month.day == date(2026, 12, 20)
    qtbot.keyClick(screen.month, Qt.Key.Key_Left)
    assert screen.month.day == date(2026, 12, 19)
    qtbot.keyClick(screen.month, Qt.Key.Key_T)
    assert screen.month.day == date(2026, 11, 20)


def test_a_day_of_rest_is_narrow_and_a_make_up_day_widens_its_column(screen):
    month = screen.month
    assert [wide > 60 for _, wide in month._columns()] == [True] * 5 + [False] * 2
    # 2026-10-10 is a Saturday on which one works.
    month.show_day(date(2026, 10, 10))
    assert month._columns()[5][1] == month._columns()[0][1]


def test_a_screen_reader_is_told_the_day_and_what_is_due(desk, registered, screen):
    registered()
    screen.refresh()
    screen.month.show_day(date(2026, 12, 8))
    assert screen.month.accessibleDescription() == "12月8日，周二，1 件：答复 王小明"


def test_a_new_request_is_supposed_to_come_on_the_day(desk, registered, screen):
    registered(arrived_on="2026-11-10")
    found = new_request(desk, date(2026, 11, 10))
    assert (found.due_on, found.is_provisional) == (date(2026, 12, 8), False)
    assert found.in_that_week == 1
    screen.refresh()
    screen.month.show_day(date(2026, 11, 10))
    words = screen.side._if.text()
    assert words == "答复期限 2026年12月8日（周二），那一周现有 1 件到期。"


def test_the_state_of_the_weeks_is_said_in_the_head(desk, registered, screen):
    registered(arrived_on="2026-10-20")
    screen.refresh()
    assert screen.head.sentence.whole == "11月9日起六周，未办 1 件，其中逾期 1 件"


def test_one_kind_of_clock_can_be_shown_alone(desk, registered, do, screen):
    request_id = registered()
    do("consult_third_party", request_id, ref="江北数据", content="报价", on="2026-11-11")
    screen.refresh()
    screen.filter("答复")
    assert screen.month.entries == {}
    screen.filter("第三方和机关意见")
    shown = [one for day in screen.month.entries.values() for one in day]
    assert [one.kind for one in shown] == ["第三方届满"]
    assert screen.clocks.text() == "第三方和机关意见"
    screen.filter("全部计时")
    assert screen.month.entries


def test_the_day_says_what_may_not_be_done_later(qtbot, registered, screen):
    request_id = registered()
    screen.refresh()
    # Received on 10 November: the reply is due on 8 December.
    screen.month.show_day(date(2026, 12, 8))
    screen.look_for_chances()
    (chance,) = screen.side.findChildren(QPushButton, "lastChance")
    assert chance.text() == "王小明　1号"
    assert chance.accessibleDescription() == "延长答复期限、发出收费通知书"
    with qtbot.waitSignal(screen.wished) as asked:
        chance.click()
    assert asked.args == [OpenCase(request_id)]
    screen.month.show_day(date(2026, 12, 7))
    screen.look_for_chances()
    said = screen.side.findChildren(QPushButton, "lastChance")[-1].accessibleDescription()
    assert said == "征求第三方意见、征求其他机关意见"
    screen.month.show_day(date(2026, 11, 19))
    screen.look_for_chances()
    assert not screen.side._chances_part.isVisible()


def test_a_full_day_is_laid_out_a_few_lines_at_a_time(qtbot, screen, desk):
    side, day = screen.side, desk.today
    entries = [
        MonthEntry(number, "答复", f"申请人{number}", "", "", Urgency.RUNNING, "", "", "")
        for number in range(45)
    ]
    side.show_day(day, entries, "")
    assert 0 < len(side.lines) < 15
    qtbot.waitUntil(lambda: len(side.lines) == 40)
    assert [line.text() for line in side.lines[:2]] == ["申请人0", "申请人1"]
    side.show_day(day, entries, "")
    side.show_day(day, entries[:3], "")
    qtbot.wait(20)
    assert len(side.lines) == 3


def test_a_long_name_pushes_no_chip_out_of_sight(qtbot, screen, desk):
    side, long = screen.side, "兴长南路建设工程勘察设计咨询有限责任公司第二分公司"
    entries = [
        MonthEntry(1, "答复", who, "7426号", "", Urgency.TODAY, "今天到期", "decide", "作出答复")
        for who in ("袁涛刚", long)
    ]
    side.show_day(desk.today, entries, "")
    qtbot.wait(20)
    chips = side.findChildren(Chip)
    assert len(chips) == 2
    for chip in chips:
        assert chip.mapTo(side, chip.rect().bottomRight()).x() < side.width()
    assert side.lines[0].text() == "袁涛刚　7426号"
    assert side.lines[1].text().endswith("…")
    assert side.lines[1].accessibleName() == f"{long}　7426号"
    assert long in side.lines[1].toolTip()
