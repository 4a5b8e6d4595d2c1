"""Past replies beside the one being drafted: inserted by one key, the overturned never."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from casework.acts import ACTS
from casework.books.entering import enter
from casework.books.guidance import GUIDANCE
from desktop.acting.act_panel import ActPanel
from desktop.widgets.fields import AreaField
from forms.guidance import Fate, GuidanceCase
from rules.replies import ReplyKind

KEYS = Qt.KeyboardModifier.ControlModifier


def panel_of(qtbot, desk, registered, **changed: Any) -> ActPanel:
    case = GuidanceCase(
        name="政务公开工作要点", on=desk.today, facts="申请公开2023年政务公开工作要点",
        kind=ReplyKind.WOULD_HAVE_TO_BE_MADE, reasoning="要点没有成文。",
    )  # fmt: skip
    enter(desk, GUIDANCE, replace(case, **changed))
    panel = ActPanel(desk, ACTS["decide"], registered())
    qtbot.addWidget(panel)
    panel.resize(1240, 700)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.view.set_values({"kind": ReplyKind.WOULD_HAVE_TO_BE_MADE.name})
    return panel


def test_the_reasoning_of_a_past_reply_is_inserted_by_one_key(qtbot, desk, registered) -> None:
    panel = panel_of(qtbot, desk, registered)
    editor = panel.view.rows["reasons"].editor
    assert isinstance(editor, AreaField)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_6, KEYS)
    assert editor.value() == "要点没有成文。"


def test_one_that_did_not_stand_is_shown_and_not_inserted(qtbot, desk, registered) -> None:
    panel = panel_of(qtbot, desk, registered, fate=Fate.CORRECTED, lesson="应当检索。")
    editor = panel.view.rows["reasons"].editor
    assert isinstance(editor, AreaField)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_6, KEYS)
    assert not editor.value()
    said = [label.text() for label in panel.reasoning.precedents.findChildren(QLabel)]
    assert "这份答复已被纠正，不要照用。" in said
    assert "指导意见：应当检索。" in said


def test_nothing_alike_shows_nothing(qtbot, desk, registered) -> None:
    panel = panel_of(qtbot, desk, registered, name="食品抽检", facts="申请公开食品抽检结果")
    assert not panel.reasoning.precedents.isVisible()
