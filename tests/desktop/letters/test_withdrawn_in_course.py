"""In the course of a case a letter that was withdrawn says so first, and is not printed."""

from PySide6.QtWidgets import QPushButton

from casework import acts
from casework.pages.case_page import case_page
from desktop.widgets.timeline import Timeline


def test_a_withdrawn_letter_says_so_first_and_cannot_be_printed(
    qtbot, desk, window, registered, do
):
    request_id = registered()
    do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    acts.undo(desk, request_id, case_page(desk, request_id).undo_step_id)
    window.screens.open_case(request_id)
    case = window.screens.worklist.case
    buttons = [
        one for line in case.findChildren(Timeline) for one in line.findChildren(QPushButton)
    ]
    tips = {one.toolTip() for one in buttons}
    assert any("打开：（已撤回）政府信息公开申请答复书" in tip for tip in tips)
    printed = {one.accessibleName() for one in buttons}
    assert any("打印政府信息公开申请接收回执" in name for name in printed)
    assert not any("打印" in name and "答复书" in name for name in printed)
