"""The board of the day: every clock in its day, one line each, its act a link that clicks."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QPushButton

from casework.acts import ACTS, perform
from casework.pages import agenda
from casework.pages.agenda import cases_in
from casework.pages.agenda_items import DayGroup
from casework.pages.day_board import day_board
from casework.pages.reminders import pressing
from desktop.base.wishes import BeginAct, GoTo, OpenCase, ShowDay
from desktop.day import peek
from desktop.day.today_screen import TodayScreen
from desktop.tray.tray import Tray
from forms.fields import read
from rules.errors import ClerkError
from rules.receipt import Channel
from tests.desktop.conftest import REVIEW


@pytest.fixture
def busy(registered, do):
    """A register with a day late, one due today, one near, one waited for and one much later."""
    ids = {
        "late": registered(applicant_name="李秀英", arrived_on="2026-09-01"),
        "today": registered(applicant_name="钟山", arrived_on="2026-10-23"),
        "near": registered(applicant_name="潘越", arrived_on="2026-10-26"),
        "waiting": registered(applicant_name="石磊", arrived_on="2026-11-02"),
        "later": registered(applicant_name="方可", arrived_on="2026-11-12"),
    }
    for request_id in ids.values():
        do("assign", request_id, section="办公室")
    do(
        "consult_third_party",
        ids["waiting"],
        on="2026-11-03",
        ref="江北数据服务有限公司",
        third_party_kind="BODY",
        content="报价",
    )
    do("deliver", ids["waiting"], on="2026-11-04", received_by="前台")
    return ids


@pytest.fixture
def screen(qtbot, desk):
    screen = TodayScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1238, 724)
    screen.show()
    screen.add_peek()
    return screen


def days(desk) -> dict[str, list[str]]:
    return {day.title: [line.who for line in day.lines] for day in day_board(desk).days}


def test_each_clock_stands_in_its_day_and_no_day_is_empty(desk, busy):
    found = days(desk)
    assert found["已逾期"] == ["李秀英"]
    assert "钟山" in found["今天"]
    assert "潘越" in found["周一"]
    assert all(found.values())
    assert [day.title for day in day_board(desk).days][:2] == ["已逾期", "今天"]


def test_who_waits_is_in_the_day_the_wait_ends(desk, busy):
    item = next(one for one in agenda.of_case(desk, busy["waiting"]) if not one.is_ours)
    found = [
        (day.note, line.kind)
        for day in day_board(desk).days
        for line in day.lines
        if line.request_id == busy["waiting"] and line.kind == "第三方届满"
    ]
    assert found == [(f"{item.due_on.day}日", "第三方届满")]


def test_a_letter_without_a_day_of_receipt_is_said_to_lack_it(desk, registered, do):
    request_id = registered(arrived_on="2026-11-10")
    do("ask_correction", request_id, on="2026-11-12", items=["写明文件名称"])
    (line,) = next(day.lines for day in day_board(desk).days if day.title == "缺日期")
    assert (line.request_id, line.act_name) == (request_id, "deliver")


def test_the_state_of_the_day_is_said_with_every_number(desk, busy):
    board = day_board(desk)
    counts = board.counts
    assert board.sentence.startswith(
        f"逾期 {counts.overdue} 件，今天到期 {counts.today} 件，后四个工作日还有 {counts.near} 件"
    )
    assert counts.overdue == 1


def test_what_is_no_due_day_of_ours_is_told_as_well(desk, registered):
    """A letter by ordinary post waits for its confirmation: the day is not without work."""
    registered(channel="ORDINARY_POST", arrived_on="2026-11-19")
    board = day_board(desk)
    assert [line.kind for day in board.days for line in day.lines if line.request_id] == [
        "确认收到"
    ]
    assert board.sentence == "今天和后四个工作日都没有到期的，另有 1 项要办"


def test_an_empty_day_says_so(qtbot, desk, screen):
    assert screen.head.sentence.whole == "今天和后四个工作日都没有到期的"
    assert screen.count == 0


def test_what_comes_later_is_one_line(qtbot, desk, busy, screen):
    board = day_board(desk)
    assert board.later.startswith(f"{agenda.later(desk)[0]} 件，最早")
    last = screen.list.item(screen.list.count() - 1)
    assert last.text().startswith("再往后")
    screen.list.setCurrentItem(last)
    with qtbot.waitSignal(screen.wished) as wished:
        qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert wished.args == [GoTo("worklist")]


def test_space_opens_and_enter_begins(qtbot, desk, busy, screen):
    screen.refresh()
    with qtbot.waitSignal(screen.wished) as opened:
        qtbot.keyClick(screen.list, Qt.Key.Key_Space)
    assert opened.args == [OpenCase(busy["late"])]
    with qtbot.waitSignal(screen.wished) as begun:
        qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert begun.args == [BeginAct(busy["late"], "decide")]


def test_the_act_is_a_link_that_clicks_and_the_rest_of_the_line_is_not(qtbot, busy, screen):
    screen.refresh()
    area = screen.list.visualRect(screen.list.model().index(1, 0))
    act = screen.list._delegate.act_room(QRectF(area)).center().toPoint()
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(screen.wished):
        qtbot.mouseClick(screen.list.viewport(), left, pos=QPoint(200, act.y()))
    with qtbot.waitSignal(screen.wished) as begun:
        qtbot.mouseClick(screen.list.viewport(), left, pos=act)
    line = screen.list.lines()[1]
    assert begun.args == [BeginAct(line.request_id, line.act_name)]


def test_the_cursor_stays_on_its_line_when_the_board_is_read_again(
    qtbot, desk, busy, screen, registered
):
    screen.refresh()
    screen.list.setCurrentRow(2)
    chosen = screen.list.chosen
    registered(applicant_name="丁", arrived_on="2026-08-03")
    screen.refresh()
    assert screen.list.chosen.request_id == chosen.request_id
    assert screen.list.chosen.kind == chosen.kind


def test_the_case_beside_the_board_follows_the_cursor(qtbot, busy, screen):
    screen.refresh()
    qtbot.waitUntil(lambda: screen.peek._name.text() == "李秀英")
    assert screen.peek.isVisible()
    at = next(n for n, line in enumerate(screen.list.lines()) if line.who == "潘越")
    screen.list.setCurrentRow(at)
    qtbot.waitUntil(lambda: screen.peek._name.text() == "潘越")
    with qtbot.waitSignal(screen.wished) as begun:
        screen.peek.findChild(QPushButton, "peekAct").click()
    assert begun.args[0].request_id == busy["near"]


def test_a_narrow_board_has_no_case_beside_it(qtbot, busy, screen):
    screen.resize(900, 700)
    screen.refresh()
    qtbot.wait(120)
    assert not screen.peek.isVisible()


def test_a_bar_of_the_load_opens_its_day_and_the_red_one_what_is_late(qtbot, busy, screen):
    screen.refresh()
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(screen.wished) as late:
        qtbot.mouseClick(screen.load, left, pos=QPoint(4, 20))
    assert late.args == [ShowDay(None)]
    with qtbot.waitSignal(screen.wished) as day:
        qtbot.mouseClick(screen.load, left, pos=QPoint(screen.load._left(2) + 4, 20))
    assert day.args == [ShowDay(date(2026, 11, 23))]
    screen.load.setFocus()
    qtbot.keyClick(screen.load, Qt.Key.Key_Left)
    assert screen.load.accessibleName() == "四周的期限，11月20日，周五，1 件到期"


def test_the_load_of_a_day_of_rest_is_seen_with_the_working_day_before_it(desk, busy):
    load = day_board(desk).load
    assert len(load) == 21
    assert load[0].number == 1
    assert sum(day.number for day in load[1:]) >= 3


def test_board_list_rail_reminder_tray_and_month_count_the_same(qtbot, desk, busy, window):
    """One question is asked after all clocks: what the six places say of it agrees."""
    counts = agenda.counts(desk)
    late = {one.request_id for one in agenda.board(desk)[0].items}
    window.screens.show_place("today")
    board = window.screens.present
    by_day = {day.title: day.lines for day in day_board(desk).days}
    assert len(by_day["已逾期"]) == counts.overdue == len(late)
    assert board.count == counts.overdue + counts.today
    rail = window.rail._buttons["today"]
    assert (rail.count, rail.is_alarming) == (counts.overdue + counts.today, True)
    assert (pressing(desk).overdue, pressing(desk).due_today) == (counts.overdue, counts.today)
    tray = Tray(desk, window)
    tray.menu.aboutToShow.emit()
    assert tray._today.text() == f"今日待办 {counts.overdue + counts.today} 件"
    window.screens.show_place("worklist")
    listed = window.screens.worklist
    for name, groups in (
        ("overdue", [DayGroup.OVERDUE]),
        ("week", [DayGroup.TODAY, DayGroup.NEAR]),
    ):
        listed.use_filter(name)
        ids = {listed.model.id_at(row) for row in range(listed.model.rowCount())}
        assert ids == set(cases_in(desk, *groups))
    month = agenda.by_day(desk, date(2026, 11, 1), date(2026, 11, 30))
    due_today = [item for item in month[desk.today] if item.group is DayGroup.TODAY]
    assert len(due_today) == counts.today


def test_the_next_years_notice_stands_on_the_board_and_enter_goes_to_it(qtbot, window):
    screen = window.screens.present
    lines = screen.list.lines()
    at = next(number for number, line in enumerate(lines) if line.place == "calendar")
    assert "2027年放假通知" in screen.list.item(at).text()
    screen.list.setCurrentRow(at)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert window.screens.name == "settings"
    assert window.screens.present.tabs.currentWidget() is window.screens.present.calendar


def test_on_the_first_day_the_board_says_how_to_begin(qapp, screen, registered):
    assert screen._empty is not None
    assert screen._empty.isVisible()
    assert "F2" in screen._empty.hint.text()
    # What the office itself has to do stands there as well.
    assert screen.list.isVisible() == bool(day_board(screen._desk).days)
    registered()
    screen.refresh()
    assert screen._empty.heading.text() != "还没有登记申请" or not screen._empty.isVisible()


@pytest.mark.parametrize("channel", list(Channel))
def test_the_way_a_request_came_is_said_once(channel):
    assert peek._channel(channel.name).count("提交") == 1


def test_a_row_of_a_reply_without_its_review_names_the_review_and_says_why(
    qtbot, desk, registered, do
):
    request_id = registered(applicant_name="许清", arrived_on="2026-10-23")
    do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    reviewed = registered(applicant_name="钟山", arrived_on="2026-10-23")
    do("decide", reviewed, kind="PROVIDED", provided="《工作要点》")
    do("review", reviewed, **REVIEW)
    screen = TodayScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1238, 724)
    screen.show()
    screen.add_peek()

    def row(request_id):
        return next(one for one in screen.list.lines() if one.request_id == request_id)

    qtbot.waitUntil(lambda: row(request_id).act_name == "review")
    line = row(request_id)
    assert line.act_label == "登记审查"
    form = read(ACTS["serve"].form, {"on": desk.today, "method": "POST"}, today=desk.today)
    assert not isinstance(form, list)
    with pytest.raises(ClerkError) as refused:
        perform(desk, ACTS["serve"], request_id, form)
    assert line.note == refused.value.message
    assert line.note in line.spoken
    assert (row(reviewed).act_name, row(reviewed).act_label) == ("serve", "登记送达")
    at = [one.request_id for one in screen.list.lines()].index(request_id)
    screen.list.setCurrentRow(at)
    with qtbot.waitSignal(screen.wished) as asked:
        qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert asked.args[0] == BeginAct(request_id, "review")
    screen.look_in()
    assert screen.peek.act.text() == "登记审查"

    do("review", request_id, **REVIEW)
    screen.refresh()
    qtbot.waitUntil(lambda: not screen._to_serve)
    assert row(request_id).act_name == "serve"
