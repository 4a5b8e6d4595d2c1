"""The applicant of a case beside the case: other requests, the four questions, the sheet."""

import pytest
from PySide6.QtWidgets import QPushButton

from casework.cases.attachments import of_case
from desktop.base.wishes import OpenCase
from desktop.case.case_screen import CaseScreen


@pytest.fixture
def cases(registered) -> tuple[int, int]:
    return (
        registered(phone="13800000001"),
        registered(applicant_name="何不同", phone="13800000001",
                   information_sought="请提供2023年度政务公开工作要点"),
    )  # fmt: skip


@pytest.fixture
def screen(qtbot, desk, cases) -> CaseScreen:
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.show_case(cases[1])
    screen.tabs.setCurrentIndex(4)
    return screen


def test_other_requests_under_another_name_are_listed_and_opened(qtbot, screen, cases):
    tab = screen.tabs.applicant
    assert screen.tabs.tabText(4) == "申请人"
    assert "申请人：何不同、王小明" in tab.head.text()
    assert [tab.requests.item(0, column).text() for column in (0, 3, 5)] == [
        "依申请〔2026〕1号", "电话相同", "相同内容",
    ]  # fmt: skip
    with qtbot.waitSignal(screen.wished) as wished:
        tab.requests.opened.emit(cases[0])
    assert wished.args == [OpenCase(cases[0])]


def test_the_four_questions_stand_before_a_refusal_to_answer_again(qtbot, screen, desk, cases):
    tab = screen.tabs.applicant
    assert tab.questions.rowCount() == 4
    assert tab.questions.item(0, 1).text() == "否"
    with qtbot.waitSignal(screen.said):
        tab.findChild(QPushButton, "repeatSheet").click()
    assert [one.name for one in of_case(desk, cases[1])] == ["重复申请核对表.docx"]


def test_a_lone_request_has_no_questions(screen, desk, registered):
    screen.show_case(registered(applicant_name="孙若水", information_sought="会议纪要"))
    tab = screen.tabs.applicant
    assert "登记簿中没有这个申请人的其他申请" in tab.head.text()
    assert tab.questions.isHidden()
    assert tab.sheet.isHidden()
