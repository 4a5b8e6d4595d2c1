import zipfile

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from casework.attachments import add_file
from db import attachments, documents, steps
from desktop.case_screen import CaseScreen


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """What was handed to the printer."""
    titles: list[str] = []

    def print_document(document) -> str:
        titles.append(document.title)
        return f"已将“{document.title}”交给打印机。"

    monkeypatch.setattr("desktop.documents.print_document", print_document)
    monkeypatch.setattr("desktop.documents.open_document", lambda line: titles.append(line.title))
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


def spoil(desk, screen) -> None:
    path = desk.store.path.parent / reply(desk, screen).path
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace("60日内".encode(), "30日内".encode()))
    screen.refresh()


def labels(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


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


def test_findings_come_before_the_service(desk, screen):
    spoil(desk, screen)
    screen.begin("serve")
    assert screen.panel is None
    assert "不是法定期限" in labels(screen.leaving)
    screen.leaving.go.click()
    assert screen.panel.act.name == "serve"


def test_a_reply_in_order_is_served_without_a_question(screen):
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
    screen = with_file
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
    qtbot.waitUntil(with_file.leaving.check.isVisible)


def test_the_mark_of_a_file_is_set_and_taken_off(qtbot, desk, with_file):
    (mark,) = [
        box for box in with_file.tabs.files.findChildren(QCheckBox) if box.isVisibleTo(with_file)
    ]
    mark.click()
    (file,) = attachments.of_request(desk.store, with_file.request_id)
    assert not file.to_disclose
    with qtbot.waitSignal(with_file.failed) as failed:
        with_file.files.mark(file, to_disclose=True)
    assert "公开前请处理" in failed.args[0]


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
    ]
    button.menu().actions()[2].trigger()
    assert documents.of_request(desk.store, screen.request_id)[-1].kind == "envelope"


def test_the_mail_is_copied(qtbot, desk, screen):
    with qtbot.waitSignal(screen.said):
        screen.letters.copy_mail(reply(desk, screen))
    text = QGuiApplication.clipboard().text()
    assert text.startswith("收件人：wang@example.org")
    assert reply(desk, screen).number in text


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
    window.search(f"OGI:{ids[1]}:0")
    table = window.screens.worklist.table.rows
    assert [table.row_at(row).request_id for row in range(table.rowCount())] == [ids[1]]
