import zipfile
from typing import Any

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from casework import acts
from casework.cases.attachments import add_file
from casework.desk.access import access_lines
from db import attachments, documents, requests, steps
from desktop.case.case_screen import CaseScreen
from desktop.look import theme
from desktop.widgets.sentence_list import SentenceList


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """What was handed to the printer."""
    titles: list[str] = []

    def print_document(document) -> str:
        titles.append(document.title)
        return f"已将“{document.title}”交给打印机。"

    monkeypatch.setattr("desktop.base.documents.print_document", print_document)
    monkeypatch.setattr(
        "desktop.base.documents.open_document", lambda line: titles.append(line.title)
    )
    return titles


@pytest.fixture
def screen(qtbot, desk, registered, do, printed) -> CaseScreen:
    request_id = registered(address="青枫区样例路1号", email="wang@example.org")
    do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.show_case(request_id)
    screen.tabs.setCurrentIndex(2)
    return screen


def reply(desk, screen):
    return next(
        line
        for line in screen.page.documents
        if documents.one(desk.store, line.document_id).kind == "disclosure"
    )


def spoil(desk, screen, was: str = "60日内", becomes: str = "30日内") -> None:
    """Change words of the reply as if in Word."""
    path = desk.store.path.parent / reply(desk, screen).path
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(was.encode(), becomes.encode()))
    screen.refresh()


def labels(widget) -> str:
    sentences = [one for each in widget.findChildren(SentenceList) for one in each.sentences()]
    return "\n".join([*(label.text() for label in widget.findChildren(QLabel)), *sentences])


def click(qtbot, listing: SentenceList, words: str) -> None:
    """Click on the first sentence that holds the words."""
    row = next(n for n, one in enumerate(listing.sentences()) if words in one)
    area = listing.visualItemRect(listing.item(row))
    qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=area.center())


def pointed(panel) -> str:
    """Return the paragraph marked and in sight, empty where none is."""
    text = panel.beside.text
    if text.pointed is None:
        return ""
    area, room = text.pointed_area(), text.viewport().rect()
    assert room.top() <= area.top()
    assert area.bottom() <= room.bottom()
    (mark,) = text.extraSelections()
    return mark.cursor.selectedText()


def test_a_letter_in_order_says_so(screen):
    assert "体检无问题" in labels(screen.tabs.letters)


def test_a_letter_spoilt_in_word_shows_its_findings(desk, screen):
    spoil(desk, screen)
    assert "不是法定期限" in labels(screen.tabs.letters)


def test_a_letter_in_order_is_printed_at_once(desk, screen, printed):
    screen.letters.print(reply(desk, screen))
    assert printed == [reply(desk, screen).title]
    assert screen.leaving is None


def test_findings_come_before_the_printing_and_may_be_overruled(desk, screen, printed):
    spoil(desk, screen)
    screen.letters.print(reply(desk, screen))
    assert printed == []
    assert "不是法定期限" in labels(screen.leaving)
    screen.leaving.back.click()
    assert (printed, screen.leaving) == ([], None)
    screen.letters.print(reply(desk, screen))
    screen.leaving.go.click()
    assert len(printed) == 1
    assert screen.leaving is None


def test_choosing_a_finding_goes_to_its_paragraph_and_marks_it(qtbot, desk, screen):
    spoil(desk, screen)
    spoil(desk, screen, "2026年11月10日", "2026年11月9日")
    screen.letters.print(reply(desk, screen))
    panel = screen.leaving
    screen.resize(1200, 360)
    (letter,) = panel.letters
    click(qtbot, letter.findings, "不是法定期限")
    assert "30日内" in pointed(panel)
    low = panel.beside.text.verticalScrollBar().value()
    click(qtbot, letter.findings, "11月9日")
    assert "11月9日" in pointed(panel)
    assert panel.beside.text.verticalScrollBar().value() < low
    qtbot.keyClick(letter.findings, Qt.Key.Key_End)
    assert pointed(panel) in panel.beside.text.accessibleDescription()


def test_the_sign_before_the_paragraph_is_a_shape(qtbot, desk, screen):
    def colours() -> set[str]:
        picture = panel.beside.text.viewport().grab().toImage()
        line = int(panel.beside.text.pointed_area().top())
        return {picture.pixelColor(theme.px(13), line + n).name() for n in range(theme.px(30))}

    spoil(desk, screen)
    screen.letters.print(reply(desk, screen))
    panel = screen.leaving
    click(qtbot, panel.letters[0].findings, "不是法定期限")
    sign = theme.current().tokens.soon.lower()
    assert sign in colours()
    area, panel.beside.text.pointed_area = panel.beside.text.pointed_area(), lambda: area
    panel.beside.text.pointed = None
    assert sign not in colours()


def test_a_finding_about_what_is_missing_marks_nothing_and_says_so(qtbot, desk, screen):
    spoil(desk, screen, "《中华人民共和国政府信息公开条例》第三十六条第（二）项", "有关规定")
    screen.letters.print(reply(desk, screen))
    panel = screen.leaving
    click(qtbot, panel.letters[0].findings, "没有引用")
    assert panel.beside.text.pointed is None
    assert panel.beside.note.isVisible()
    assert panel.beside.text.toPlainText().startswith("青枫区政务公开局")


def test_a_finding_under_its_letter_leads_to_the_paragraph(qtbot, desk, screen, printed):
    spoil(desk, screen)
    click(qtbot, screen.tabs.letters.findChild(SentenceList), "不是法定期限")
    panel = screen.leaving
    assert "30日内" in pointed(panel)
    assert not panel.go.isVisible()
    panel.open.click()
    assert printed == [reply(desk, screen).title]
    panel.back.click()
    assert (screen.leaving, screen.tabs.currentIndex()) == (None, 2)


def test_a_finding_put_right_meanwhile_is_said_to_be(qtbot, desk, screen):
    spoil(desk, screen)
    listing = screen.tabs.letters.findChild(SentenceList)
    path = desk.store.path.parent / reply(desk, screen).path
    refresh, screen.refresh = screen.refresh, lambda: None
    spoil(desk, screen, "30日内", "60日内")
    screen.refresh = refresh
    with qtbot.waitSignal(screen.said) as said:
        click(qtbot, listing, "不是法定期限")
    assert "体检没有发现问题" in said.args[0]
    assert path.is_file()
    assert screen.leaving is None
    assert "体检无问题" in labels(screen.tabs.letters)


def test_findings_come_before_the_service(desk, screen: Any):
    spoil(desk, screen)
    screen.begin("serve")
    assert not screen.panel
    assert "不是法定期限" in labels(screen.leaving)
    screen.leaving.go.click()
    assert screen.panel.act.name == "serve"


def test_a_reply_in_order_is_served_without_a_question(screen: Any):
    screen.begin("serve")
    assert screen.leaving is None
    assert screen.panel.act.name == "serve"


@pytest.fixture
def with_file(desk, screen, tmp_path) -> CaseScreen:
    source = tmp_path / "工作要点.txt"
    source.write_text("联系电话 13800001111", encoding="utf-8")
    add_file(desk, screen.request_id, source, to_disclose=True)
    screen.refresh()
    return screen


def test_a_file_to_be_disclosed_is_looked_through_before_the_service(qtbot, desk, with_file):
    screen: Any = with_file
    screen.begin("serve")
    qtbot.waitUntil(screen.leaving.check.isVisible)
    assert "工作要点.txt" in labels(screen.leaving)
    assert "第1行有手机号码" in labels(screen.leaving)
    screen.leaving.check.click()
    panel = screen.panel
    assert panel.act.name == "check_outgoing"
    panel.view.set_values({"decision": "TREATED", "note": "已遮盖电话"})
    panel.view.submit()
    assert steps.of_request(desk.store, screen.request_id)[-1].kind == "outgoing_checked"
    screen.begin("serve")
    assert screen.leaving is None
    assert screen.panel.act.name == "serve"


def test_going_back_while_files_are_read_leaves_nothing_behind(qtbot, with_file):
    with_file.begin("serve")
    with_file.leaving.back.click()
    assert QThreadPool.globalInstance().waitForDone(5000)
    qtbot.wait(1)
    assert with_file.leaving is None
    with_file.begin("serve")
    screen: Any = with_file
    qtbot.waitUntil(screen.leaving.check.isVisible)


def test_the_mark_of_a_file_is_set_and_taken_off(qtbot, desk, with_file):
    (mark,) = [
        box for box in with_file.tabs.files.findChildren(QCheckBox) if box.isVisibleTo(with_file)
    ]
    mark.click()
    (file,) = attachments.of_request(desk.store, with_file.request_id)
    assert not file.to_disclose
    with qtbot.waitSignal(with_file.files.warned) as warned:
        with_file.files.mark(file, to_disclose=True)
    assert "公开前请处理" in warned.args[0]


def test_more_papers_are_offered_and_written(desk, screen, printed):
    menu = screen.tabs.letters.more.menu()
    menu.aboutToShow.emit()
    words = [action.text() for action in menu.actions()]
    assert "生成卷内目录" in words
    assert "生成政府信息检索情况记录" not in words
    menu.actions()[words.index("生成卷内目录")].trigger()
    assert documents.of_request(desk.store, screen.request_id)[-1].kind == "file_contents"
    assert printed == ["卷内目录"]


def test_the_papers_of_a_letter_stand_in_its_own_menu(desk, screen):
    line = reply(desk, screen)
    button = next(
        one
        for one in screen.tabs.letters.findChildren(QPushButton)
        if one.accessibleName() == f"{line.title}的其他操作"
    )
    button.menu().aboutToShow.emit()
    words = [action.text() for action in button.menu().actions() if action.text()]
    assert words == [
        "生成送达回证",
        "生成邮寄交寄单",
        "生成信封",
        "生成邮政特快专递标签",
        "选择打印机打印…",
        "存为PDF…",
        "复制电子邮件正文",
        "登记改稿",
        "重新制作…",
    ]
    button.menu().actions()[2].trigger()
    assert documents.of_request(desk.store, screen.request_id)[-1].kind == "envelope"


def test_the_mail_is_copied(qtbot, desk, screen):
    with qtbot.waitSignal(screen.said):
        screen.letters.copy_mail(reply(desk, screen))
    text = QGuiApplication.clipboard().text()
    assert text.startswith("收件人：wang@example.org")
    assert reply(desk, screen).number in text


def test_what_leaves_of_a_letter_is_found_among_the_looks_at_its_case(desk, screen, printed):
    line = reply(desk, screen)
    number = requests.one(desk.store, 1).register_number
    screen.letters.print(line)
    screen.letters.copy_mail(line)
    desk.looks.write()
    log = "\n".join(access_lines(desk, number))
    assert f"打印　{number}" in log
    assert f"复制　{number}" in log


def test_a_withdrawn_letter_is_neither_examined_nor_printed(qtbot, desk, screen, printed):
    from casework.acts import undo

    title = reply(desk, screen).title
    undo(desk, screen.request_id, steps.of_request(desk.store, screen.request_id)[-1].id)
    screen.refresh()
    assert "已撤回" in labels(screen.tabs.letters)

    def buttons() -> list[QPushButton]:
        found = screen.tabs.letters.findChildren(QPushButton)
        return [one for one in found if one.accessibleName() == f"打印{title}" and one.isVisible()]

    qtbot.waitUntil(lambda: [one.isEnabled() for one in buttons()] == [False])
    screen.print_last()
    assert title not in printed


def test_the_code_of_a_letter_typed_into_the_search_finds_its_case(window, registered, do):
    ids = [registered(applicant_name=name) for name in ("王小明", "沈知维")]
    window.searching.list_found(f"OGI:{ids[1]}:0")
    table = window.screens.worklist.table.rows
    assert [table.row_at(row).request_id for row in range(table.rowCount())] == [ids[1]]


def test_a_letter_with_the_old_name_is_made_anew_from_its_finding(qtbot, desk, screen, do):
    """The registration was put right: the letter is found, made anew under its number, undone."""
    number = reply(desk, screen).number
    known = acts.starting_values(desk, acts.ACTS["amend"], screen.request_id)
    do("amend", screen.request_id, **{**known, "applicant_name": "王小娴"})
    screen.refresh()
    screen.tabs.letters.look()
    listing = screen.tabs.letters.findChild(SentenceList, "foundInLetter")
    row = next(n for n, one in enumerate(listing.sentences()) if "更正登记以前的" in one)
    click(qtbot, listing, listing.sentences()[row])
    panel = screen.leaving
    again = panel.findChild(QPushButton, "leavingRemake")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert screen.panel.act.name == "remake_letter"
    assert number in screen.panel.view.values()["ref"]
    assert "更正登记" in screen.panel.view.values()["reason"]
    screen.panel.findChild(QWidget, "reason").setFocus()
    qtbot.keyClick(
        screen.panel.findChild(QWidget, "reason"), Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier,
    )  # fmt: skip
    assert screen.panel is None
    standing = [
        one for one in documents.of_request(desk.store, screen.request_id)
        if one.kind == "disclosure"
    ]  # fmt: skip
    assert [(one.status, one.number) for one in standing] == [
        ("withdrawn", number), ("drafted", number),
    ]  # fmt: skip
    assert "王小娴" in standing[-1].text
    assert "重新制作文书" in labels(screen.tabs.timeline)
    screen.undo_last()
    assert documents.one(desk.store, standing[0].id).status == "drafted"
