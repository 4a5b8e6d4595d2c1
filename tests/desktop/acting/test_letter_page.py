"""The letter stands as a page from the first key, with what it still lacks in its place."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel

from casework.acts import ACTS
from desktop.acting.act_panel import ActPanel
from rules.replies import ReplyKind


@pytest.fixture
def panel(qtbot, desk, registered) -> ActPanel:
    panel = ActPanel(desk, ACTS["decide"], registered())
    qtbot.addWidget(panel)
    panel.resize(1240, 700)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def choose(panel: ActPanel, kind: ReplyKind, **typed: object) -> None:
    panel.view.set_values({"kind": kind.name, **typed})
    panel.look_ahead()


def test_without_a_kind_of_reply_there_is_no_page(panel) -> None:
    assert not panel.preview.paper.isVisible()
    assert "答复类型" in panel.findChild(QLabel, "gaps").text()


def test_a_text_still_missing_stands_in_the_page_by_its_name(panel) -> None:
    choose(panel, ReplyKind.PROVIDED)
    paper = panel.preview.paper
    assert paper.isVisible()
    assert "【提供的信息】" in paper.text
    assert "还缺 1 处" in panel.findChild(QLabel, "gaps").text()
    choose(panel, ReplyKind.PROVIDED, provided="2023年政务公开工作要点")
    assert "【" not in paper.text
    assert "2023年政务公开工作要点" in paper.text
    assert panel.findChild(QLabel, "gaps").text() == ""


def gap_point(paper) -> QPointF:
    for y in range(0, paper.viewport().height(), 4):
        for x in range(0, paper.viewport().width(), 6):
            if paper.gap_at(QPointF(x, y)):
                return QPointF(x, y)
    raise AssertionError("no gap is in sight")


def test_a_gap_that_is_clicked_leads_to_its_field(qtbot, panel) -> None:
    choose(panel, ReplyKind.PROVIDED)
    paper = panel.preview.paper
    with qtbot.waitSignal(paper.gap_chosen) as chosen:
        at = gap_point(paper).toPoint()
        qtbot.mouseClick(
            paper.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at.x() + 2, at.y() + 2)
        )
    assert chosen.args == ["provided"]
    assert panel.view.field_of(panel.focusWidget()) == "provided"


def test_a_link_of_the_foot_leads_to_its_field(panel) -> None:
    choose(panel, ReplyKind.PROVIDED)
    panel.findChild(QLabel, "gaps").linkActivated.emit("provided")
    assert panel.view.field_of(panel.focusWidget()) == "provided"


def test_the_page_has_the_sizes_of_the_template(panel) -> None:
    choose(panel, ReplyKind.PROVIDED)
    lines = panel.preview.paper._lines
    title = next(line for line in lines if line.text == "政府信息公开申请答复书")
    assert (title.align, title.size) == ("center", 22.0)
    body = next(line for line in lines if line.text.startswith("本机关于"))
    assert (body.align, body.size, body.line, body.first) == ("justify", 16.0, 28.0, 32.0)


def test_a_long_letter_has_pages(panel) -> None:
    choose(panel, ReplyKind.PROVIDED, provided="\n".join(f"文件之{n}" for n in range(60)))
    assert panel.preview.paper.pages >= 3


def test_what_is_typed_is_never_markup(panel) -> None:
    choose(panel, ReplyKind.PROVIDED, provided="<b>x</b><img src='file://y'>")
    assert "<b>x</b><img src='file://y'>" in panel.preview.paper.text


def test_an_item_that_lacks_a_text_has_its_gap_in_the_page(qtbot, desk, registered) -> None:
    panel = ActPanel(desk, ACTS["decide_items"], registered())
    qtbot.addWidget(panel)
    panel.resize(1240, 700)
    panel.show()
    panel.view.set_values(
        {
            "items": [
                {"content": "工作要点", "kind": "PROVIDED", "provided": "《工作要点》"},
                {"content": "会议记录", "kind": "REFUSED_WORKING_PAPERS"},
            ]
        }
    )
    panel.look_ahead()
    assert "【第2项事实和理由】" in panel.preview.paper.text
    panel.findChild(QLabel, "gaps").linkActivated.emit("items.2.reasons")
    assert panel.view.field_of(panel.focusWidget()) == "items.2.reasons"
