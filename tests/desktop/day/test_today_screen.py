from PySide6.QtCore import Qt

from desktop.base.wishes import BeginAct, OpenCase
from desktop.day.today_screen import NOTICE, TodayScreen
from desktop.widgets.rows import ROW


def rows(screen: TodayScreen) -> list[str]:
    items = (screen.list.item(number) for number in range(screen.list.count()))
    return [item.data(ROW).row.applicant_name for item in items if item.data(ROW) is not None]


def test_what_is_late_stands_first_and_is_counted(qtbot, desk, registered):
    registered(applicant_name="王小明", arrived_on="2026-10-23")
    registered(applicant_name="李秀英", arrived_on="2026-09-01")
    screen = TodayScreen(desk)
    qtbot.addWidget(screen)
    assert rows(screen)[:2] == ["李秀英", "王小明"]
    assert screen.count == len(rows(screen))


def test_an_empty_board_says_so(qtbot, desk):
    screen = TodayScreen(desk)
    qtbot.addWidget(screen)
    words = [screen.list.item(number).text() for number in range(screen.list.count())]
    assert "没有逾期的申请。" in words
    assert screen.count == 0


def test_space_opens_and_enter_begins(qtbot, desk, registered):
    request_id = registered(arrived_on="2026-09-01")
    screen = TodayScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.wished) as asked:
        qtbot.keyClick(screen.list, Qt.Key.Key_Space)
    assert asked.args == [OpenCase(request_id)]
    with qtbot.waitSignal(screen.wished) as begun:
        qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert begun.args == [BeginAct(request_id, "decide")]


def test_the_cursor_stays_on_its_request_when_the_board_is_read_again(qtbot, desk, registered):
    for name in ("甲", "乙", "丙"):
        registered(applicant_name=name, arrived_on="2026-09-01")
    screen = TodayScreen(desk)
    qtbot.addWidget(screen)
    screen.list.setCurrentRow(screen.list.currentRow() + 1)
    chosen = screen.list.currentItem().data(ROW).row.request_id
    registered(applicant_name="丁", arrived_on="2026-08-03")
    screen.refresh()
    assert screen.list.currentItem().data(ROW).row.request_id == chosen


def test_the_next_years_notice_stands_on_the_board_and_enter_goes_to_it(qtbot, window):
    screen = window.screens.present
    at = next(
        number
        for number in range(screen.list.count())
        if screen.list.item(number).data(NOTICE) is not None
    )
    assert "2027年放假通知" in screen.list.item(at).text()
    screen.list.setCurrentRow(at)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert window.screens.name == "settings"
    assert window.screens.present.tabs.currentWidget() is window.screens.present.calendar
