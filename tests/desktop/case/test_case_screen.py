from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget

from db import attachments, drafts, settings, steps
from desktop.case.case_screen import CaseScreen


@pytest.fixture
def screen(qtbot, desk, registered) -> CaseScreen:
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    with qtbot.waitActive(screen):
        screen.show()
    screen.show_case(registered())
    screen.setFocus()
    return screen


def kinds(desk, request_id: int) -> list[str]:
    return [step.kind for step in steps.of_request(desk.store, request_id)]


def test_the_head_says_what_is_asked_and_how_long_is_left(screen):
    assert "2023年政务公开工作要点" in screen.findChild(QLabel, "matter").text()
    assert "2026年12月8日" in screen.findChild(QLabel, "dueSentence").text()


def test_why_opens_the_proof_of_the_days(screen):
    screen.findChild(QPushButton, "why").click()
    tabs = screen.findChild(QTabWidget, "caseTabs")
    assert tabs.tabText(tabs.currentIndex()) == "期限 1"


def test_a_letter_key_begins_an_act_and_esc_goes_back(qtbot, screen):
    qtbot.keyClick(screen, "e")
    assert screen.panel is not None
    assert screen.panel.act.name == "extend"
    qtbot.keyClick(screen.panel.view.rows["on"].editor.line, Qt.Key.Key_Escape)
    assert screen.panel is None


def test_enter_begins_the_likely_act(qtbot, screen):
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    assert screen.panel is not None
    assert screen.panel.act.name == screen.page.offers[0].act.name == "assign"


def test_a_letter_of_no_act_does_nothing(qtbot, screen):
    qtbot.keyClick(screen, "q")
    assert screen.panel is None


def test_a_letter_typed_into_a_field_is_a_letter(qtbot, screen):
    screen.begin("assign")
    section = screen.panel.view.rows["section"].widget
    qtbot.keyClick(section, "r")
    assert section.text() == "r"
    assert screen.panel.act.name == "assign"


def test_an_act_saved_is_a_step_of_the_case(qtbot, desk, screen):
    screen.begin("assign")
    screen.panel.view.set_values({"section": "办公室"})
    with qtbot.waitSignal(screen.acted) as acted:
        screen.panel.findChild(QPushButton, "save").click()
    assert kinds(desk, screen.request_id) == ["received", "assigned"]
    assert acted.args[0].step_id is not None
    assert screen.panel is None


def test_esc_keeps_what_was_typed(desk, screen):
    screen.begin("assign")
    screen.panel.view.set_values({"section": "法规科"})
    screen.leave_act()
    assert drafts.draft(desk.store, f"assign:{screen.request_id}")["section"] == "法规科"
    screen.begin("assign")
    assert screen.panel.view.values()["section"] == "法规科"
    assert screen.panel.findChild(QLabel, "draftNote").text() == "已恢复上次未保存的草稿"


def test_what_the_law_refuses_is_said_in_the_form(desk, screen, qtbot):
    screen.begin("assign")
    screen.panel.view.set_values({"section": "办公室", "on": "2027-01-04"})
    with qtbot.assertNotEmitted(screen.acted):
        screen.panel.view.submit()
    assert "晚于今天" in screen.panel.findChild(QLabel, "on_note").text()
    assert kinds(desk, screen.request_id) == ["received"]


def test_the_last_step_is_taken_back_by_a_correcting_step(desk, screen, do, qtbot):
    do("assign", screen.request_id, section="办公室")
    screen.refresh()
    undo = screen.findChild(QPushButton, "undoLast")
    assert "分办" in undo.text()
    undo.click()
    assert kinds(desk, screen.request_id) == ["received", "assigned"]
    assert screen.undo_reason.words.text() == "录入有误"
    qtbot.keyClick(screen.undo_reason.words, Qt.Key.Key_Return)
    assert kinds(desk, screen.request_id) == ["received", "assigned", "annulled"]
    (entry,) = [one for one in screen.page.timeline if one.annulled]
    assert ("撤销原因", "录入有误（张敏，2026-11-20）") in entry.said


def test_a_reason_of_her_own_is_kept_with_what_was_taken_back(desk, screen, do, qtbot):
    do("assign", screen.request_id, section="办公室")
    screen.refresh()
    screen.findChild(QPushButton, "undoLast").click()
    screen.undo_reason.words.setText("科室填错")
    screen.undo_reason.findChild(QPushButton, "undoReasonGive").click()
    (entry,) = [one for one in screen.page.timeline if one.annulled]
    assert entry.said[0] == ("承办科室", "办公室")
    assert entry.said[1][0] == "撤销原因"
    assert entry.said[1][1].startswith("科室填错（")


def test_the_reply_asks_only_for_the_facts_of_its_kind(screen):
    screen.begin("decide")
    rows = screen.panel.view.rows
    assert not rows["provided"].isVisible()
    screen.panel.view.set_values({"kind": "PROVIDED"})
    assert rows["provided"].isVisible()
    assert not rows["withheld"].isVisible()


def test_a_letter_whose_file_is_gone_is_said_to_be(qtbot, desk, screen):
    for document in screen.page.documents:
        desk.store.path.parent.joinpath(document.path).unlink()
    with qtbot.waitSignal(screen.failed) as failed:
        qtbot.keyClick(screen, "p")
    assert "找不到" in failed.args[0]


def test_no_case_shows_how_to_begin(qtbot, desk):
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.show_case(0)
    assert screen.page is None


def test_a_file_added_is_kept_with_the_case(qtbot, desk, screen, tmp_path):
    source = tmp_path / "申请表.txt"
    source.write_text("申请公开2023年政务公开工作要点", encoding="utf-8")
    with qtbot.waitSignal(screen.said):
        screen.tabs.files.added.emit(str(source), False)
    (kept,) = attachments.of_request(desk.store, screen.request_id)
    assert (kept.name, kept.to_disclose) == ("申请表.txt", False)
    assert any(label.text() == "申请表.txt" for label in screen.tabs.files.findChildren(QLabel))


def test_a_file_to_be_disclosed_is_looked_through(qtbot, screen, tmp_path):
    source = tmp_path / "名单.txt"
    source.write_text("联系电话 13800001111", encoding="utf-8")
    with qtbot.waitSignal(screen.files.warned) as warned:
        screen.tabs.files.added.emit(str(source), True)
    assert "公开前请处理" in warned.args[0]


def test_a_file_that_is_gone_is_said_to_be(qtbot, screen, tmp_path):
    with qtbot.waitSignal(screen.failed):
        screen.tabs.files.added.emit(str(tmp_path / "没有.txt"), False)


def test_the_proof_of_a_clock_is_written_as_a_letter(desk, screen, monkeypatch):
    opened: list[Any] = []
    monkeypatch.setattr("desktop.case.case_files.documents.open_document", opened.append)
    before = len(screen.page.documents)
    screen.tabs.show_deadline()
    screen.findChild(QPushButton, "writeProof").click()
    assert len(screen.page.documents) == before + 1
    assert opened[0].path.endswith(".docx")


@pytest.fixture
def decided(do, registered):
    """Register and answer a request; return its id."""

    def decide(**changed):
        request_id = registered(**changed)
        do("decide", request_id, kind="PROVIDED", provided="2023年政务公开工作要点")
        do(
            "review", request_id, disclosure_opinion="可以公开", disclosure_reviewer="周敏",
            secrecy_opinion="不涉密", secrecy_reviewer="吴涛",
        )  # fmt: skip
        return request_id

    return decide


def shown(screen, request_id):
    screen.show_case(request_id)
    screen.setFocus()
    return screen


def test_a_letter_posted_is_served_with_its_number_and_two_keys(qtbot, desk, screen, decided):
    request_id = decided()
    qtbot.keyClick(shown(screen, request_id), Qt.Key.Key_S)
    number = screen.panel.view.rows["mail_number"].widget
    assert number.hasFocus()
    qtbot.keyClicks(number, "1000000000001")
    qtbot.keyClick(number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (*_, step) = steps.of_request(desk.store, request_id)
    assert (step.kind, step.details["method"]) == ("served", "POST")
    assert step.details["mail_number"] == "1000000000001"


def test_who_signed_is_asked_where_the_letter_is_collected(qtbot, screen, decided):
    request_id = decided(obtain_by="COLLECT")
    qtbot.keyClick(shown(screen, request_id), Qt.Key.Key_S)
    rows = screen.panel.view.rows
    assert screen.panel.view.values()["method"] == "BY_HAND"
    assert rows["received_by"].widget.hasFocus()
    assert not rows["mail_number"].isVisible()
    screen.panel.view.set_values({"method": "POST"})
    assert rows["mail_number"].isVisible()
    assert not rows["received_by"].isVisible()


@pytest.mark.parametrize(("url", "method"), [("https://example.org/fy", "EMAIL"), ("", "POST")])
def test_a_letter_leaves_by_email_only_where_the_office_names_the_way_of_remedy(
    qtbot, desk, screen, decided, url, method
):
    office = settings.value(desk.store, "office")
    settings.put(desk.store, "office", {**office, "reconsideration_url": url})
    desk.forget_settings()
    request_id = decided(obtain_by="EMAIL", email="lin@example.org")
    qtbot.keyClick(shown(screen, request_id), Qt.Key.Key_S)
    assert screen.panel.view.values()["method"] == method


def removable(screen):
    return [one for one in screen.findChildren(QPushButton, "removeFile") if one.isVisible()]


def names_of_removable(screen):
    return [one.accessibleName() for one in removable(screen)]


def test_a_file_is_removed_from_its_row_with_a_reason(qtbot, desk, screen, tmp_path):
    for name in ("申请书.pdf", "放错.pdf"):
        path = tmp_path / name
        path.write_bytes(name.encode())
        screen.files.add(screen.request_id, path, to_disclose=False)
    screen.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: names_of_removable(screen) == ["移除申请书.pdf", "移除放错.pdf"])
    removable(screen)[1].click()
    view = screen.panel.view
    assert view.values()["file"] == "放错.pdf"
    assert view.rows["reason"].widget.hasFocus()
    view.set_values({"reason": "属于另一件申请"})
    view.submit()
    assert kinds(desk, screen.request_id)[-1] == "attachment_removed"
    qtbot.waitUntil(lambda: names_of_removable(screen) == ["移除申请书.pdf"])
    (removed,) = screen.findChildren(QLabel, "removedFile")
    assert removed.text() == "放错.pdf（已移除：属于另一件申请）"
