"""Reasons said before are at hand, and one key puts them into the reply."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from casework.acts import ACTS
from casework.pages.phrases import keep_phrase, phrases_for
from desktop.acting.act_panel import ActPanel
from rules.errors import ClerkError
from rules.replies import ReplyKind

KIND = ReplyKind.WOULD_HAVE_TO_BE_MADE.name
SAID = "现有材料没有按村统计，需要重新汇总、分析。"


@pytest.fixture
def decide(do, registered):
    def decide(reasons: str, **changed: object) -> int:
        request_id = registered(**changed)
        values = {"kind": KIND, "reasons": reasons, "on": "2026-11-12"}
        values["in_spite"] = "承办科室书面确认没有现成的统计。"
        do("decide", request_id, **values)
        return request_id

    return decide


def test_what_was_said_last_stands_first(desk, registered, decide) -> None:
    for name in ("甲", "乙"):
        decide(SAID, applicant_name=f"申请人{name}")
    decide("需要另行制作。", applicant_name="申请人丙")
    found = phrases_for(desk, registered(applicant_name="申请人丁"), KIND)
    assert [(one.text, one.note) for one in found] == [
        ("需要另行制作。", "用过"),
        (SAID, "用过 2 次"),
    ]


def test_what_this_applicant_was_told_last_is_among_the_three(desk, registered, decide) -> None:
    decide("上次说的理由。", applicant_name="申请人丁")
    for name in ("甲", "乙"):
        decide(SAID, applicant_name=f"申请人{name}")
    found = phrases_for(desk, registered(applicant_name="申请人丁"), KIND)
    assert ("上次说的理由。", "上次答复 11月12日") in found[:3]


def test_another_kind_of_reply_has_other_reasons(desk, registered, decide) -> None:
    decide(SAID)
    assert phrases_for(desk, registered(), ReplyKind.NOT_EXISTING.name) == []


def test_nothing_is_not_kept(desk) -> None:
    with pytest.raises(ClerkError, match="还没有写理由"):
        keep_phrase(desk, KIND, "  ")


@pytest.fixture
def panel(qtbot, desk, registered, decide) -> ActPanel:
    decide(SAID)
    panel = ActPanel(desk, ACTS["decide"], registered())
    qtbot.addWidget(panel)
    panel.resize(1240, 700)
    panel.show()
    qtbot.waitExposed(panel)
    panel.view.set_values({"kind": KIND})
    return panel


def test_ctrl_and_a_number_insert(qtbot, panel) -> None:
    editor = panel.view.rows["reasons"].editor
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == SAID


def test_what_is_written_is_kept_for_the_next_reply(desk, panel) -> None:
    panel.view.set_values({"reasons": "本机关没有编制过该统计表。"})
    panel.findChild(QPushButton, "keepPhrase").click()
    notes = {one.text: one.note for one in panel.reasoning.lines.phrases}
    assert notes["本机关没有编制过该统计表。"] == "本机关常用"
    again = phrases_for(desk, 2, KIND)
    assert [one.text for one in again] == ["本机关没有编制过该统计表。", SAID]
