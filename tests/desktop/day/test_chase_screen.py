from PySide6.QtCore import Qt

from casework.desk.people import keep_person
from desktop.base.wishes import GoTo, OpenCase
from desktop.day.chase_screen import ChaseScreen
from desktop.day.today_screen import TodayScreen
from forms.people import PersonForm


def shown(table) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_people_are_listed_with_what_is_wanted_of_them(qtbot, desk, registered, do):
    keep_person(desk, PersonForm(name="李文", section="规划科", phone="8601"))
    request_id = registered(arrived_on="2026-10-22")
    values = {"section": "规划科", "handler": "李文", "answer_by": "2026-11-20"}
    do("assign", request_id, on="2026-11-16", **values)
    screen = ChaseScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    people = [row[0] for row in shown(screen.people)]
    assert people[0] == "全部"
    screen.people.setCurrentCell(people.index("规划科 李文"), 0)
    (first, second) = shown(screen.acts)
    assert (first[1], first[2]) == ("科室答复", "已经晚了")
    assert second[1] == "作出答复"
    with qtbot.waitSignal(screen.wished) as wish:
        qtbot.keyClick(screen.acts, Qt.Key.Key_Return)
    assert wish.args == [OpenCase(request_id)]


def test_a_quiet_office_is_told_so(qtbot, desk):
    screen = ChaseScreen(desk)
    qtbot.addWidget(screen)
    screen.show()
    assert not screen.acts.isVisible()
    assert not screen.print.isEnabled()


def test_the_board_leads_there(qtbot, desk):
    board = TodayScreen(desk)
    qtbot.addWidget(board)
    with qtbot.waitSignal(board.wished) as wish:
        board.chase_button.click()
    assert wish.args == [GoTo("chase")]
