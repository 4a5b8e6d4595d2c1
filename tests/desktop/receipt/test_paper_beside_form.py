"""The paper beside the form: what it filled, what is in doubt, what has no field, whose it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from casework.receipt.blocks import PageArea
from casework.receipt.result import ReadField, Reading, Unplaced
from db import attachments, requests
from desktop.base.pasting import Handed
from desktop.receipt.page_images import PageImage, page_images
from desktop.receipt.question import APART, ATTACHMENT, SAME
from desktop.receipt.receipt_papers import ReceiptPaper
from desktop.receipt.receipt_screen import ReceiptScreen
from desktop.receipt.taking_in import TakenPaper
from rules.errors import ClerkError

LETTER = (
    "申请人：林一帆，男，1985年生，住青枫区人民路1号，身份证号：110101199003074257，电话：13800000001。\n"
    "申请事项：公开某村征地批复。\n2026年11月18日\n"
)


@pytest.fixture
def screen(qtbot, desk) -> ReceiptScreen:
    screen = ReceiptScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    return screen


@pytest.fixture
def hand_over(qtbot, screen, tmp_path) -> Callable[[str, str], None]:
    def hand(name: str, text: str) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with qtbot.waitSignal(screen.papers_read):
            screen.take_in(Handed(paths=(path,)))

    return hand


def values(screen: ReceiptScreen) -> dict[str, object]:
    return screen.panel.view.values()


def note(screen: ReceiptScreen, name: str) -> QLabel:
    label = screen.findChild(QLabel, name)
    assert label is not None
    return label


def a_page() -> PageImage:
    return PageImage(200, 300, bytes([240]) * (200 * 300 * 3))


def scanned(screen: ReceiptScreen, **doubts: str) -> Reading:
    """Take in a scan that was read, with the places of its fields."""
    found = {
        "applicant_name": ("林一帆", PageArea(0, 0.1, 0.1, 0.3, 0.05)),
        "phone": ("13800000001", PageArea(0, 0.5, 0.1, 0.3, 0.05)),
        "id_number": ("110101199003074257", PageArea(0, 0.1, 0.2, 0.5, 0.05)),
    }
    reading = Reading(
        {
            name: ReadField(value, f"“{name}”栏", doubts.get(name, ""), place)
            for name, (value, place) in found.items()
        },
        [Unplaced("收文专用章")],
    )
    screen.desk_of_papers.strip.taken.emit(
        TakenPaper(ReceiptPaper("扫描件.jpg"), reading, "", [a_page()])
    )
    return reading


def test_what_is_doubtful_is_said_under_its_field_until_it_is_accepted(screen, hand_over):
    hand_over("来信.txt", LETTER)
    assert values(screen)["id_number"] == "110101199003074257"
    doubt = note(screen, "id_number_doubt")
    assert doubt.isVisible()
    assert "校验位不符" in doubt.text()
    assert screen.panel.view.rows["id_number"].widget.property("doubtful")
    accept = note(screen, "id_number_accept")
    # A link without an address would be drawn as plain words and lead nowhere.
    assert "href='as-it-is'" in accept.text()
    accept.linkActivated.emit("as-it-is")
    assert not doubt.isVisible()
    assert not screen.panel.view.rows["id_number"].widget.property("doubtful")


def test_the_number_that_may_have_been_meant_is_one_click_away(screen, hand_over):
    hand_over("来信.txt", "姓名：林一帆\n身份证号：710101199003074258")
    links = note(screen, "id_number_accept")
    assert "第1位改为1" in links.text()
    links.linkActivated.emit("110101199003074258")
    assert values(screen)["id_number"] == "110101199003074258"
    assert not note(screen, "id_number_doubt").isVisible()


def test_each_field_says_what_it_was_read_from_until_it_is_typed_over(qtbot, screen, hand_over):
    hand_over("来信.txt", LETTER)
    source = note(screen, "phone_source")
    assert source.text() == "材料"
    assert "来信.txt" in source.toolTip()
    screen.panel.view.rows["phone"].widget.setFocus()
    qtbot.keyClicks(screen.panel.view.rows["phone"].widget, "9")
    assert source.text().strip() == ""


def test_what_has_no_field_stands_beside_the_form(screen, hand_over):
    hand_over("来信.txt", LETTER)
    pane = screen.desk_of_papers.pane
    assert pane.isVisible()
    assert "1985年生" in pane.rest
    note(screen, "paperLinks").linkActivated.emit("note")
    assert "1985年生" in str(values(screen)["remark"])


def test_the_day_a_letter_bears_is_offered_and_not_entered(screen, hand_over):
    before = values(screen)["arrived_on"]
    hand_over("来信.txt", LETTER)
    assert values(screen)["arrived_on"] == before
    links = note(screen, "paperLinks")
    assert "2026-11-18" in links.text()
    links.linkActivated.emit("day")
    assert values(screen)["arrived_on"] == "2026-11-18"


def test_a_paper_taken_off_takes_back_what_it_filled_and_nothing_else(screen, hand_over):
    screen.panel.view.set_values({"postcode": "330000"})
    hand_over("来信.txt", LETTER)
    screen.panel.view.set_values({"address": "改过的地址"})
    screen.findChild(QPushButton, "removePapers").click()
    left = values(screen)
    assert (left["applicant_name"], left["phone"], left["information_sought"]) == ("", "", "")
    assert (left["postcode"], left["address"]) == ("330000", "改过的地址")
    assert screen.papers.papers == []
    assert not screen.desk_of_papers.pane.isVisible()


def test_one_paper_of_two_is_taken_off_by_its_own_button(qtbot, screen, hand_over):
    hand_over("一.txt", "姓名：林一帆\n电话：13800000001\n备注：甲")
    hand_over("二.txt", "姓名：林一帆\n住址：人民路1号\n备注：乙")
    with qtbot.waitSignal(screen.said) as said:
        screen.findChild(QPushButton, "paper_x").click()
    assert "二.txt" in said.args[0]
    assert (values(screen)["phone"], values(screen)["address"]) == ("13800000001", "")
    assert screen.desk_of_papers.pane.shown == "一.txt"


OTHER = "姓名：周桂英\n电话：13900000002\n所需信息：某项目批复"


def test_a_paper_of_another_person_asks_whose_it_is(screen, hand_over):
    hand_over("一.txt", "姓名：林一帆")
    hand_over("二.txt", OTHER)
    question = screen.desk_of_papers.question
    assert question.isVisible()
    assert "写的是周桂英，现在填的是林一帆" in note(screen, "whosePaperWords").text()
    assert values(screen)["phone"] == ""
    question.answer(ATTACHMENT)
    assert not question.isVisible()
    assert values(screen)["phone"] == ""
    assert [paper.name for paper in screen.papers.papers] == ["一.txt", "二.txt"]


def test_it_may_fill_what_is_empty(screen, hand_over):
    hand_over("一.txt", "姓名：林一帆")
    hand_over("二.txt", OTHER)
    screen.desk_of_papers.question.answer(SAME)
    assert (values(screen)["applicant_name"], values(screen)["phone"]) == ("林一帆", "13900000002")


def test_it_may_be_a_request_of_its_own_once_this_one_is_registered(qtbot, desk, screen, hand_over):
    hand_over("一.txt", "姓名：林一帆\n所需信息：要点")
    hand_over("二.txt", OTHER)
    screen.desk_of_papers.question.answer(APART)
    with qtbot.waitSignal(screen.acted) as acted:
        screen.panel.view.submit()
    first = acted.args[0].request_id
    assert requests.one(desk.store, first).applicant_name == "林一帆"
    assert [one.name for one in attachments.of_request(desk.store, first)] == ["一.txt"]
    assert values(screen)["applicant_name"] == "周桂英"
    assert [paper.name for paper in screen.papers.papers] == ["二.txt"]


def test_the_place_of_the_field_one_is_in_is_lit_and_a_click_goes_to_its_field(qtbot, screen):
    scanned(screen)
    view = screen.desk_of_papers.pane.view
    with qtbot.waitActive(screen):
        screen.activateWindow()
    screen.panel.view.rows["phone"].widget.setFocus()
    assert view.lit == "phone"
    middle = view.rect_of("applicant_name").center()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPointF(middle).toPoint())
    assert screen.panel.view.rows["applicant_name"].widget.hasFocus()
    assert view.lit == "applicant_name"


def test_the_piece_of_the_paper_stands_beside_the_doubt(screen):
    scanned(screen, id_number="校验位不符")
    assert not note(screen, "id_number_cut").pixmap().isNull()
    assert note(screen, "id_number_source").text() == "扫描件"


def test_the_doubt_is_not_broken_into_many_lines_beside_the_paper(qtbot, qapp, screen):
    scanned(screen, id_number="校验位不符，可能有一位写错或者读错，请与申请表核对后登记")
    doubt = note(screen, "id_number_doubt")
    for width in (1366, 1100, 800):
        screen.resize(width, 700)
        qapp.processEvents()
        qapp.processEvents()
        assert doubt.isVisible()
        assert doubt.height() <= 2 * doubt.fontMetrics().lineSpacing() + 2, width


def test_what_the_register_knows_is_said_where_the_paper_takes_its_place(
    qtbot, screen, registered, hand_over
):
    registered(applicant_name="林一帆", information_sought="《某村征地批复》")
    screen.resize(1000, 700)
    hand_over("来信.txt", "申请人：林一帆\n用途：维权\n申请事项：《某村征地批复》")
    hints = note(screen, "hintsBesidePaper")
    qtbot.waitUntil(lambda: "同一申请人申请过相同内容" in hints.text())
    qtbot.waitUntil(hints.isVisible)
    assert note(screen, "resultStrip").isVisible()
    screen.findChild(QPushButton, "removePapers").click()
    qtbot.waitUntil(lambda: not hints.isVisible())


def test_page_down_goes_from_doubt_to_doubt(qtbot, screen):
    scanned(screen, id_number="校验位不符", phone="看不清")
    with qtbot.waitActive(screen):
        screen.activateWindow()
    rows = screen.panel.view.rows
    rows["applicant_name"].widget.setFocus()
    for name in ("id_number", "phone", "id_number"):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_PageDown)
        assert rows[name].widget.hasFocus()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_PageUp)
    assert rows["phone"].widget.hasFocus()


def test_a_picture_is_shown_beside_the_form_though_nothing_can_be_read(qtbot, screen, tmp_path):
    image = QImage(120, 160, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    path = tmp_path / "申请表.png"
    assert image.save(str(path))
    with qtbot.waitSignal(screen.papers_read):
        screen.take_in(Handed(paths=(path,)))
    assert screen.desk_of_papers.pane.isVisible()
    assert note(screen, "paperTold").text() == "没有读入"
    assert "run.py ocr" in screen.desk_of_papers.pane.rest
    assert "run.py ocr" in screen.findChild(QPushButton, "addPaper").toolTip()


def test_the_pages_of_a_picture_and_of_a_broken_one(tmp_path):
    image = QImage(2400, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    path = tmp_path / "大.png"
    assert image.save(str(path))
    (page,) = page_images(path)
    assert (page.width, page.height, page.content[:3]) == (1800, 900, bytes((10, 20, 30)))
    with pytest.raises(ClerkError, match="不能显示"):
        page_images(b"\x89PNG broken")


def test_the_stamp_of_the_office_is_entered_with_its_doubt(screen, hand_over):
    hand_over("申请表.txt", f"收  文\n2026.11.19\n{LETTER}")
    assert values(screen)["arrived_on"] == "2026-11-19"
    assert note(screen, "arrived_on_source").text() == "收文章"
    assert "收文章" in note(screen, "arrived_on_doubt").text()
    day = screen.panel.view.rows["arrived_on"].widget.findChild(QLineEdit)
    assert day.property("doubtful")
    links = screen.findChild(QLabel, "paperLinks")
    assert links is None or "记为提交日期" not in links.text()


def test_what_stood_there_already_names_its_paper_and_is_not_taken_back(screen, hand_over):
    hand_over("申请表.txt", LETTER)
    assert note(screen, "applicant_kind_source").text() == "程序推定"
    before = values(screen)["applicant_kind"]
    screen.desk_of_papers.take_off("申请表.txt")
    assert values(screen)["applicant_kind"] == before
    assert values(screen)["applicant_name"] == ""


COMPANY = "申请人：青枫区启航商贸有限公司\n统一社会信用代码：91320500MA1MC7RL0X\n所需信息：名单\n"


def test_a_field_that_was_only_passed_is_still_filled(screen, hand_over):
    # Saving the empty form says what is missing everywhere; nothing was chosen by that.
    screen.panel.view.submit()
    hand_over("来信.txt", COMPANY)
    now = values(screen)
    assert (now["applicant_kind"], now["id_type"]) == ("BUSINESS", "CREDIT_CODE")


def test_what_was_chosen_is_not_replaced(screen, hand_over):
    kind = screen.panel.view.rows["applicant_kind"]
    box = kind.widget
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    chosen = values(screen)["applicant_kind"]
    assert chosen != "NATURAL_PERSON"
    hand_over("来信.txt", COMPANY)
    assert values(screen)["applicant_kind"] == chosen


def test_a_paper_with_nothing_to_show_takes_no_room(screen, hand_over):
    today = screen.panel.view.values()["arrived_on"]
    hand_over("来信.txt", f"{COMPANY}{today}\n")
    assert not screen.desk_of_papers.pane.isVisible()
