"""The case in the whole width: sections stay as they were left, the letter stands beside."""

from PySide6.QtWidgets import QLabel, QPushButton

from desktop.base.remembered import Remembered
from desktop.case.case_screen import CaseScreen
from desktop.look import theme


def a_wide_case(qtbot, desk, remembered, request_id) -> CaseScreen:
    screen = CaseScreen(desk, remembered)
    qtbot.addWidget(screen)
    screen.resize(1792, 900)
    screen.show_case(request_id)
    screen.set_wide(True)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


def test_a_folded_section_stays_folded_for_the_next_case_and_the_next_day(
    qtbot, desk, registered, tmp_path
):
    first, second = registered(), registered(applicant_name="沈知维")
    remembered = Remembered(tmp_path / "窗口.ini")
    screen = a_wide_case(qtbot, desk, remembered, first)
    section = screen.full._applicant
    assert section._inner.isVisible()
    section.findChild(QPushButton, "fold").click()
    assert not section._inner.isVisible()
    screen.show_case(second)
    assert not section._inner.isVisible()
    again = a_wide_case(qtbot, desk, remembered, first)
    assert again.full._applicant.is_folded
    assert not again.full._clocks.is_folded
    again.full._applicant.heading.click()
    assert again.full._applicant._inner.isVisible()


def test_the_latest_letter_that_stands_is_shown_as_a_page(qtbot, desk, registered, do, remembered):
    request_id = registered()
    do("ask_correction", request_id, items="补充身份证明")
    screen = a_wide_case(qtbot, desk, remembered, request_id)
    letter = screen.full.letter
    assert letter.isVisible()
    assert "补充身份证明" in letter.paper.text
    letter.choice.setCurrentIndex(1)
    letter.read()
    assert "接收回执" in letter.paper.text
    # Read anew, the case stays at the letter that was chosen.
    screen.refresh()
    assert "接收回执" in letter.paper.text


def test_there_is_no_page_where_there_is_no_room(qtbot, desk, registered, remembered):
    screen = a_wide_case(qtbot, desk, remembered, registered())
    screen.resize(1238, 700)
    qtbot.waitUntil(lambda: not screen.full.letter.isVisible())


def test_what_a_letter_decides_is_marked_in_it(qtbot, desk, registered, do, remembered):
    request_id = registered()
    do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    screen = a_wide_case(qtbot, desk, remembered, request_id)
    paper = screen.full.letter.paper
    lines = paper.text.splitlines()
    marked = [lines[number] for number in sorted(paper.marked)]
    assert any("决定予以公开" in line for line in marked)
    assert not any("不服" in line for line in marked)
    # The band is painted, on the desk's own colours.
    image = paper.viewport().grab().toImage()
    bar = theme.current().colour("mark_bar").rgb()
    assert any(
        image.pixel(x, y) == bar for y in range(0, image.height(), 3) for x in range(image.width())
    )


def test_a_period_without_a_day_of_receipt_shows_no_days(qtbot, desk, registered, do, remembered):
    request_id = registered()
    do("ask_correction", request_id, items="补充身份证明")
    screen = a_wide_case(qtbot, desk, remembered, request_id)
    said = "\n".join(one.text() for one in screen.full._clocks.findChildren(QLabel))
    assert "没有登记对方收到的日期，补正期限无从起算" in said
    assert "剩 15 个工作日" not in said


def test_a_limit_is_shown_once_after_the_reply_came_back_and_went_again(
    qtbot, desk, registered, do, remembered
):
    request_id = registered(arrived_on="2026-11-03")
    do("decide", request_id, on="2026-11-09", kind="PROVIDED", provided="《工作要点》")
    do("serve", request_id, on="2026-11-10", method="POST")
    do("returned", request_id, on="2026-11-17", reason="查无此人")
    do("serve", request_id, on="2026-11-18", method="POST")
    screen = a_wide_case(qtbot, desk, remembered, request_id)
    said = [one.text() for one in screen.full._clocks.findChildren(QLabel)]
    lines = [one for one in said if "起算" in one]
    assert len(lines) == len(set(lines)) > 0
