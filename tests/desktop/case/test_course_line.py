"""The course of a case as a line of days: what counts, what does not, and until when."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from casework.pages.case_page import case_page
from desktop.look.theme import LIGHT
from desktop.widgets.course_line import CourseStrip


@pytest.fixture
def line(desk, do, registered):
    def course(request_id: int):
        return case_page(desk, request_id).courses[-1]

    return course


def test_a_running_case_goes_from_its_receipt_to_its_due_day(line, registered):
    one = line(registered(arrived_on="2026-11-10"))
    assert (one.opened_on, one.due_on, one.ended_on) == (
        date(2026, 11, 10),
        date(2026, 12, 8),
        None,
    )
    assert one.is_reply_due
    assert not one.is_late
    assert one.words == "11月10日收到，期限12月8日"


def test_a_consultation_is_a_stretch_that_does_not_count(line, registered, do):
    request_id = registered(arrived_on="2026-11-02")
    do(
        "consult_third_party",
        request_id,
        on="2026-11-04",
        ref="江北数据服务有限公司",
        third_party_kind="BODY",
        content="报价",
    )
    (stretch,) = line(request_id).stretches
    assert stretch.first == date(2026, 11, 5)
    assert stretch.label == "征求第三方意见，不计"
    assert stretch.last > date(2026, 11, 20)


def test_what_is_late_is_said_to_be(line, registered):
    one = line(registered(arrived_on="2026-09-01"))
    assert one.is_late
    assert one.due_on < one.today


def test_while_a_correction_is_waited_for_the_line_ends_at_the_last_day_of_the_other_side(
    line, registered, do
):
    request_id = registered(arrived_on="2026-11-10")
    do(
        "ask_correction",
        request_id,
        on="2026-11-12",
        items=["写明文件名称"],
        delivered_on="2026-11-13",
    )
    one = line(request_id)
    assert not one.is_reply_due
    assert [stretch.label for stretch in one.stretches] == ["等待补正，不计"]


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("ask_correction", {"items": ["写明文件名称"]}),
        ("notice_fee", {"method": "BY_PAGE", "units": "250"}),
    ],
)
def test_the_line_names_no_last_day_of_a_side_not_known_to_have_its_letter(
    line, registered, do, act, values
):
    request_id = registered(arrived_on="2026-11-10")
    do(act, request_id, on="2026-11-12", **values)
    one = line(request_id)
    assert one.due_on is None
    assert "最迟" not in one.words
    do("deliver", request_id, delivered_on="2026-11-16")
    assert "最迟" in line(request_id).words


def test_a_registration_taken_back_has_no_course(desk, registered):
    from casework import acts

    request_id = registered()
    page = case_page(desk, request_id)
    acts.undo(desk, request_id, page.undo_step_id)
    assert case_page(desk, request_id).courses == ()


def drawn(qtbot, course, width: int = 700) -> CourseStrip:
    strip = CourseStrip()
    qtbot.addWidget(strip)
    strip.show_course(course)
    strip.resize(width, strip.heightForWidth(width))
    return strip


def colours_at(strip: CourseStrip, y: int) -> set[str]:
    picture = strip.grab().toImage()
    return {picture.pixelColor(x, y).name().upper() for x in range(picture.width())}


def test_days_behind_are_full_and_days_ahead_are_pale(qtbot, line, registered):
    strip = drawn(qtbot, line(registered(arrived_on="2026-11-10")))
    seen = colours_at(strip, 8)
    assert {LIGHT.accent, LIGHT.counted, LIGHT.text} <= seen
    assert LIGHT.overdue not in seen
    assert strip.accessibleName() == "经过：11月10日收到，期限12月8日"


def test_days_over_the_limit_are_red(qtbot, line, registered):
    assert LIGHT.overdue in colours_at(drawn(qtbot, line(registered(arrived_on="2026-09-01"))), 8)


def test_today_goes_over_the_line_where_it_would_touch_other_words(qtbot, line, registered):
    roomy = drawn(qtbot, line(registered(arrived_on="2026-11-02")))
    close = drawn(qtbot, line(registered(arrived_on="2026-10-26")))
    assert roomy.height() == 38
    assert close.height() == 54


class TestFullWidth:
    @pytest.fixture
    def case(self, qtbot, window, registered, do):
        self.request_id = registered(
            information_sought="\n".join(f"第{number}项" for number in range(12)),
            id_number="36010219900101123X",
        )
        registered(arrived_on="2026-11-12")
        window.screens.show_place("worklist")
        window.screens.open_case(self.request_id)
        return window.screens.worklist.case

    def test_the_request_stands_there_whole(self, case):
        words = case.full.findChild(QLabel, "wholeRequest").text()
        assert len(words.splitlines()) == 12
        assert not case.tabs.isVisible()

    def test_the_way_back_can_be_seen_and_clicked(self, window, case):
        back = case.findChild(QPushButton, "backToList")
        assert back.isVisible()
        back.click()
        assert not window.screens.worklist.is_wide
        assert case.tabs.isVisible()

    def test_the_way_back_leads_where_one_came_from(self, window, case):
        window.screens.show_place("today")
        window.screens.open_case(self.request_id)
        back = case.findChild(QPushButton, "backToList")
        assert back.text() == "今日"
        back.click()
        assert window.screens.name == "today"

    def test_the_course_and_the_papers_go_with_the_width_and_come_back(self, window, case):
        assert case.full.isAncestorOf(case.tabs.timeline)
        assert case.full.isAncestorOf(case.tabs.letters)
        window.screens.worklist.narrow()
        assert case.tabs.isAncestorOf(case.tabs.timeline)
        assert case.tabs.isAncestorOf(case.tabs.deadline)

    def test_page_down_shows_the_next_request_of_the_list(self, qtbot, window, case):
        model = window.screens.worklist.model
        first = model.id_at(0)
        window.screens.worklist.stand_on(first)
        qtbot.keyClick(case, Qt.Key.Key_PageDown)
        assert case.request_id == model.id_at(1)
        assert window.screens.worklist.is_wide
        qtbot.keyClick(case, Qt.Key.Key_PageUp)
        assert case.request_id == first

    def test_the_number_of_an_identity_card_is_hidden_until_it_is_asked_for(self, case):
        number = case.full.findChild(QLabel, "maskedNumber")
        assert number.text() == f"360{'*' * 11}123X"
        number.parentWidget().findChild(QPushButton).click()
        assert number.text() == "36010219900101123X"

    def test_why_shows_the_proof_and_esc_the_case_again(self, qtbot, window, case):
        case.full.why_asked.emit(0)
        assert case.full.is_proving
        assert case.tabs.deadline.isVisible()
        qtbot.keyClick(case, Qt.Key.Key_Escape)
        assert not case.full.is_proving
        assert window.screens.worklist.is_wide

    def test_what_else_the_applicant_asked_is_one_click_away(self, qtbot, case):
        case.full.findChild(QPushButton, "otherRequests").click()
        assert case.tabs.applicant.isVisible()
        assert not case.tabs.deadline.isVisible()
        assert case.tabs.applicant.page is not None
        qtbot.keyClick(case, Qt.Key.Key_Escape)
        assert not case.full.is_proving

    @pytest.mark.parametrize("width", [1366, 1024, 800, 1920])
    def test_the_acts_are_one_row_at_every_width(self, qapp, window, case, width):
        window.resize(width, 768)
        qapp.processEvents()
        row = case.wide_head.acts.row
        assert len({button.y() for button in row.shown}) == 1
        assert row.shown[-1].geometry().right() < row.width()


@pytest.mark.parametrize("width", [360, 440, 700])
def test_of_a_case_long_overdue_the_due_day_stands_beside_the_first_day(
    qtbot, line, registered, width
):
    strip = drawn(qtbot, line(registered(arrived_on="2025-12-14")), width)
    start, end = strip._due_span()
    first = strip._width(strip._first_words(), bold=False)
    assert start > first
    assert end <= width
