from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.case.case_screen import CaseScreen
from desktop.look import theme
from desktop.widgets.date_field import DateField


def words(page, name: str) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChild(object, name).rows.findChildren(QLabel)]


def shown(qtbot, desk, request_id: int) -> CaseScreen:
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.show_case(request_id)
    screen.tabs.show_deadline()
    return screen


def test_each_act_still_possible_has_its_last_day(qtbot, desk, registered):
    page = shown(qtbot, desk, registered()).tabs.deadline
    said = words(page, "lastDays")
    assert said[said.index("送达") + 1] == "<b>2026年12月8日（周二）</b>　还有 12 个工作日"
    assert "条例第33条第2款" in said


def test_what_a_step_would_do_on_a_day_is_said(qtbot, desk, registered):
    screen = shown(qtbot, desk, registered())
    page = screen.tabs.deadline
    said = words(page, "whatIf")
    assert said[said.index("延长答复期限") + 1] == "答复期限至2027年1月6日（周三）（暂定）。"
    assert "不可以" in said[said.index("收到补正申请") + 1]


def test_the_day_of_what_if_can_be_moved(qtbot, desk, registered):
    page = shown(qtbot, desk, registered()).tabs.deadline
    line = page.findChild(DateField, "supposedOn").line
    line.setText("12.9")

    def extension() -> str:
        said = words(page, "whatIf")
        return said[said.index("延长答复期限") + 1] if said else ""

    qtbot.waitUntil(lambda: extension().startswith("不可以"))


def test_a_case_that_is_closed_asks_no_what_if(qtbot, desk, registered, do):
    request_id = registered()
    do("withdraw", request_id, how="书面")
    page = shown(qtbot, desk, request_id).tabs.deadline
    assert not page.findChild(DateField, "supposedOn").isVisible()
    assert words(page, "whatIf") == []


def test_the_halves_stand_side_by_side_only_where_there_is_room(qtbot, desk, registered):
    screen = shown(qtbot, desk, registered())
    page = screen.tabs.deadline
    last_days = page.findChild(QWidget, "lastDays")
    qtbot.waitUntil(lambda: last_days.mapTo(page, last_days.rect().topLeft()).x() > 300)
    screen.resize(theme.px(520), 700)
    qtbot.waitUntil(lambda: last_days.mapTo(page, last_days.rect().topLeft()).x() < 50)
