"""What waits for the hand to rest is done once, and not at all over a closed register."""

from PySide6.QtCore import QObject

from desktop.base.pause import Pause


def test_several_starts_are_one_look(qtbot, desk) -> None:
    done: list[int] = []
    owner = QObject()
    pause = Pause(owner, desk, 20, lambda: done.append(1))
    for _ in range(3):
        pause.start()
    qtbot.wait(120)
    assert done == [1]


def test_over_a_closed_register_nothing_is_asked(qtbot, desk) -> None:
    done: list[int] = []
    owner = QObject()
    pause = Pause(owner, desk, 20, lambda: done.append(1))
    pause.start()
    desk.close()
    qtbot.wait(120)
    assert not pause.isActive()
    assert done == []


def test_a_form_that_waits_to_look_at_its_case_stops_with_the_register(
    qtbot, window, registered, desk
) -> None:
    window.screens.open_case(registered())
    case = window.screens.worklist.case
    case.begin("extend")
    assert case.panel is not None
    case.panel.view.set_values({"reason": "需要核对原件"})
    desk.close()
    # Longer than any pause of a form: whatever asked the register now would fail the test.
    qtbot.wait(500)
    assert case.panel.view.values()["reason"] == "需要核对原件"
