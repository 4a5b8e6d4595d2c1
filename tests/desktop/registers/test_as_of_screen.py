"""The register of a day is shown in the window, from what was recorded by then."""

from datetime import datetime

from PySide6.QtWidgets import QLabel


def looked(qtbot, window, day: str):
    window.screens.show_place("as_of")
    screen = window.screens.present
    screen.day.set_value(day)
    with qtbot.waitSignal(screen.strip.ended):
        screen.go.click()
    return screen


def test_a_step_entered_later_was_not_known_on_the_day(qtbot, window, registered) -> None:
    window.desk.clock = lambda: datetime(2026, 11, 20, 9)  # noqa: DTZ001
    registered(applicant_name="王小明")
    window.desk.clock = lambda: datetime(2026, 11, 24, 9)  # noqa: DTZ001
    registered(applicant_name="李小红")
    screen = looked(qtbot, window, "2026-11-20")
    assert [one.applicant_name for one in screen.found] == ["王小明"]
    assert "剩 12 个工作日" in screen.findChild(QLabel, "asOfHead").text()
    screen = looked(qtbot, window, "2026-11-24")
    assert [one.applicant_name for one in screen.found] == ["王小明", "李小红"]
    screen.narrow.setText("李小红")
    assert screen.table.rowCount() == 1


def test_a_day_to_come_is_refused(qtbot, window, registered) -> None:
    registered()
    window.screens.show_place("as_of")
    screen = window.screens.present
    said = []
    screen.failed.connect(said.append)
    screen.day.set_value("2030-01-01")
    screen.go.click()
    assert "晚于今天" in said[0]
    assert not screen.strip.is_busy


def test_the_case_one_looks_at_is_stood_on(qtbot, window, registered) -> None:
    registered(applicant_name="王小明")
    second = registered(applicant_name="李小红")
    window.screens.open_case(second)
    command = next(one for one in window.commands if one.words == "本件在某一天的样子")
    command.run()
    screen = looked(qtbot, window, "2026-11-20")
    assert screen.table.thing() == second
    assert "李小红" in screen.findChild(QLabel, "asOfHead").text()
