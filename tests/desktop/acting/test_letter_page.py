"""The letter stands as a page from the first key, with what it still lacks in its place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from casework.acts import ACTS
from casework.pages.office_settings import set_office
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


@pytest.mark.parametrize(
    ("kind", "field", "gap", "stands"),
    [
        (ReplyKind.PARTLY, "grounds", "【不予公开部分的依据】", "政府信息公开申请答复书"),
        (ReplyKind.IN_ARCHIVES, "other_body", "【其他机关或机构】", "档案的利用"),
    ],
)
def test_what_is_chosen_later_is_a_gap_of_the_page(panel, kind, field, gap, stands) -> None:
    choose(panel, kind)
    text = panel.preview.paper.text
    assert gap in text
    assert stands in text
    panel.findChild(QLabel, "gaps").linkActivated.emit(field)
    assert panel.view.field_of(panel.focusWidget()) == field


def test_a_fee_says_nothing_before_its_pages_are_given(qtbot, desk, registered) -> None:
    panel = ActPanel(desk, ACTS["notice_fee"], registered())
    qtbot.addWidget(panel)
    panel.resize(1240, 700)
    panel.show()
    panel.look_ahead()
    text = panel.preview.paper.text
    assert "信息处理费收费通知书" in text
    assert "【第几件或页数】" in text
    # What 40 pages and what 234 cost differ in every row: no row of either stands there.
    assert "第31至" not in text
    assert "合计" not in text
    panel.view.set_values({"units": "40"})
    panel.look_ahead()
    assert "【第几件或页数】" not in panel.preview.paper.text
    assert "第31至40页" in panel.preview.paper.text


def test_the_foot_says_the_page_and_the_letter_takes_the_whole_room(qtbot, panel) -> None:
    choose(panel, ReplyKind.PROVIDED, provided="\n".join(f"文件之{n}" for n in range(60)))
    foot, bar = panel.findChild(QLabel, "paperFoot"), panel.preview.paper.verticalScrollBar()
    pages = panel.preview.paper.pages
    assert pages > 1
    assert foot.text() == f"第 1 页，共 {pages} 页"
    bar.setValue(bar.maximum())
    assert foot.text() == f"第 {pages} 页，共 {pages} 页"
    before = panel.preview.paper.sheet.width()
    large = panel.findChild(QPushButton, "largePaper")
    qtbot.mouseClick(large, Qt.MouseButton.LeftButton)
    assert not panel.view.isVisible()
    qtbot.waitUntil(lambda: panel.preview.paper.sheet.width() > before)
    # What is missing still leads to its field, which must be seen.
    panel._go_to("provided")
    assert panel.view.isVisible()
    assert large.text() == "放大"


def test_the_page_has_the_red_head_where_the_office_wants_it(qtbot, desk, registered) -> None:
    office = replace(desk.office, red_head=True, short_name="青枫区政务公开局文件")
    set_office(desk, office, "张敏")
    panel = ActPanel(desk, ACTS["decide"], registered())
    qtbot.addWidget(panel)
    panel.resize(1240, 700)
    panel.show()
    choose(panel, ReplyKind.PROVIDED, provided="2023年政务公开工作要点")
    lines = panel.preview.paper.text.splitlines()
    assert lines[0] == "青枫区政务公开局文件"
    assert lines[1] == "编号待定"
    assert lines[-1].endswith("印发")
    image = panel.preview.paper.viewport().grab().toImage()
    reds = sum(
        image.pixelColor(x, y).red() > 230 and image.pixelColor(x, y).green() < 60
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
    )
    assert reds > 50


def test_a_letter_that_waits_for_a_reason_can_be_read_meanwhile(panel) -> None:
    """Nothing was searched: the reply may be given with a reason, and its page is there before."""
    kind = ReplyKind.WOULD_HAVE_TO_BE_MADE
    choose(panel, kind, reasons="各乡镇上报的事项没有统一的分类")
    assert "仍然这样答复的理由" in panel.preview._reasons.text()
    assert "没有统一的分类" in panel.preview.paper.text
    assert "仍然" not in panel.preview.paper.text


def test_a_letter_that_waits_for_a_weighing_shows_it_as_a_gap(panel) -> None:
    """The law asks for the weighing only where a third party's interest keeps something back."""
    choose(
        panel, ReplyKind.PARTLY, provided="评标情况表", withheld="报价明细",
        grounds=["THIRD_PARTY_RIGHTS"], in_spite="第三方已经解散，无法征求",
    )  # fmt: skip
    gaps = panel.findChild(QLabel, "gaps")
    assert "公共利益的衡量" in gaps.text()
    assert "报价明细" in panel.preview.paper.text
    panel.view.set_values({"public_interest": "不公开不会对公共利益造成重大影响"})
    panel.look_ahead()
    assert gaps.text() == ""
    assert "报价明细" in panel.preview.paper.text


def test_an_item_that_waits_for_a_weighing_is_led_to_in_its_row(qtbot, desk, registered) -> None:
    panel = ActPanel(desk, ACTS["decide_items"], registered())
    qtbot.addWidget(panel)
    panel.resize(1240, 700)
    panel.show()
    partly = {
        "content": "报价明细", "kind": "PARTLY", "provided": "评标情况表", "withheld": "报价明细",
        "grounds": ["THIRD_PARTY_RIGHTS"], "reasons": "含有商业秘密",
    }  # fmt: skip
    given = {"content": "工作要点", "kind": "PROVIDED", "provided": "《工作要点》"}
    values = {"items": [given, partly], "in_spite": "第三方已经解散，无法征求"}
    panel.view.set_values(values)
    panel.look_ahead()
    gaps = panel.findChild(QLabel, "gaps")
    assert "第2项公共利益的衡量" in gaps.text()
    assert "报价明细" in panel.preview.paper.text
    gaps.linkActivated.emit("items.2.public_interest")
    assert panel.view.field_of(panel.focusWidget()) == "items.2.public_interest"
    partly["public_interest"] = "不公开不会对公共利益造成重大影响"
    panel.view.set_values({"items": [given, partly]})
    panel.look_ahead()
    assert gaps.text() == ""
