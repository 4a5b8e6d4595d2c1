import zipfile
from threading import Event

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QPushButton

from casework.papers.day_letters import print_file
from casework.word import paragraphs
from db import documents
from desktop.letters.day_letters_screen import DayLettersScreen


@pytest.fixture
def printed(monkeypatch) -> list[object]:
    handed: list[object] = []

    def print_document(document) -> str:
        handed.append(document.path)
        return "已交给打印机。"

    monkeypatch.setattr("desktop.base.documents.print_document", print_document)
    monkeypatch.setattr("desktop.base.documents.open_document", lambda one: handed.append(one.path))
    return handed


@pytest.fixture
def two(registered, do) -> list[int]:
    ids = [registered(applicant_name=name) for name in ("王小明", "沈知维")]
    for request_id in ids:
        do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    return ids


@pytest.fixture
def screen(qtbot, desk, two, printed) -> DayLettersScreen:
    screen = DayLettersScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    qtbot.waitUntil(lambda: screen.examined is not None and not screen.strip.is_busy)
    return screen


def test_the_letters_of_the_day_stand_there_examined(screen):
    titles = [screen.table.item(row, 2).text() for row in range(screen.table.rowCount())]
    assert titles.count("政府信息公开申请答复书（予以公开）") == 2
    assert {screen.table.item(row, 4).text() for row in range(screen.table.rowCount())} == {
        "无问题"
    }


def test_they_are_printed_as_one_file(qtbot, desk, screen, printed):
    with qtbot.waitSignal(screen.said):
        screen.findChild(QPushButton, "printDay").click()
    assert printed == [print_file(desk, desk.today)]
    text = "\n".join(paragraphs(printed[0]))
    assert "王小明：" in text
    assert "沈知维：" in text


def test_findings_come_before_the_printing(qtbot, desk, two, screen, printed, tmp_path):
    document = documents.of_request(desk.store, two[0])[-1]
    (desk.store.path.parent / document.path).unlink()
    screen.refresh()
    qtbot.waitUntil(lambda: screen.examined is not None and not screen.strip.is_busy)
    # The button says what it goes on with: the PDF that was asked for, or the printing.
    screen.write_pdf(tmp_path / "当天.pdf")
    assert screen.findChild(QPushButton, "dayGo").text() == "仍然存为PDF"
    screen.print_all()
    assert screen.findChild(QPushButton, "dayGo").isVisible()
    assert screen.findChild(QPushButton, "dayGo").text() == "仍然打印"
    assert printed == []
    with qtbot.waitSignal(screen.failed) as failed:
        screen.findChild(QPushButton, "dayGo").click()
    assert "无法读取" in failed.args[0]
    assert printed == []


def test_a_finding_of_the_chosen_letter_leads_to_its_paragraph(qtbot, desk, two, screen):
    path = desk.store.path.parent / documents.of_request(desk.store, two[1])[-1].path
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace("60日内".encode(), "30日内".encode()))
    screen.refresh()
    qtbot.waitUntil(lambda: screen.examined is not None and not screen.strip.is_busy)
    assert not screen.beside.isVisible()
    row = next(n for n, one in enumerate(screen.examined) if one.findings)
    screen.table.setCurrentCell(row, 0)
    listed = screen.found.sentences()
    wrong = next(n for n, one in enumerate(listed) if "不是法定期限" in one)
    area = screen.found.visualItemRect(screen.found.item(wrong))
    qtbot.mouseClick(screen.found.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert screen.beside.isVisible()
    (mark,) = screen.beside.text.extraSelections()
    assert "30日内" in mark.cursor.selectedText()
    fine = next(n for n, one in enumerate(screen.examined) if not one.findings)
    screen.table.setCurrentCell(fine, 0)
    assert not screen.beside.isVisible()


def test_it_stops_when_told(qtbot, desk, screen, printed):
    busy = Event()
    pool = QThreadPool.globalInstance()
    threads = pool.maxThreadCount()
    pool.setMaxThreadCount(1)
    try:
        pool.start(lambda: busy.wait(5))
        with qtbot.waitSignal(screen.strip.stopped):
            screen.print_all()
            screen.strip.stop_work()
            busy.set()
    finally:
        pool.setMaxThreadCount(threads)
    assert printed == []
    assert not print_file(desk, desk.today).exists()


def test_a_day_without_letters_says_how_to_begin(screen):
    screen.day.set_value("2026-11-02")
    assert screen.table.rowCount() == 0
    assert not screen.findChild(QPushButton, "printDay").isEnabled()


def test_the_mailing_register_is_written(qtbot, desk, do, two, screen, printed):
    with qtbot.waitSignal(screen.failed):
        screen.write_register()
    do("serve", two[0], method="POST", mail_number="EA1")
    with qtbot.waitSignal(screen.said):
        screen.write_register()
    assert "王小明" in "\n".join(paragraphs(printed[-1]))


def test_a_row_opens_its_case(qtbot, two, screen):
    with qtbot.waitSignal(screen.wished) as asked:
        screen.table.opened.emit(screen.table.thing(screen.table.rowCount() - 1))
    assert asked.args[0].request_id in two


def test_what_is_ticked_is_printed_and_nothing_else(qtbot, desk, screen, printed):
    table = screen.table
    assert table.item(0, 1).text() == "王小明"
    names = [table.item(row, 1).text() for row in range(table.rowCount())]
    table.setFocus()
    for row, name in enumerate(names):
        if name == "沈知维":
            table.setCurrentCell(row, 2)
            qtbot.keyClick(table, Qt.Key.Key_Space)
    assert {letter.applicant_name for letter in table.chosen} == {"王小明"}
    assert screen.findChild(QPushButton, "printDay").key == f"{names.count('王小明')} 份"
    with qtbot.waitSignal(screen.said):
        screen.print_all()
    text = "\n".join(paragraphs(printed[0]))
    assert "王小明：" in text
    assert "沈知维：" not in text
    # Read again, what was left out stays out.
    screen.refresh()
    assert {letter.applicant_name for letter in table.chosen} == {"王小明"}
    screen.findChild(QPushButton, "tickAll").click()
    screen.findChild(QPushButton, "tickAll").click()
    assert table.chosen == []
    assert not screen.findChild(QPushButton, "printDay").isEnabled()


def test_envelopes_are_written_for_what_is_ticked(qtbot, desk, do, two, screen, printed):
    with qtbot.waitSignal(screen.failed) as failed:
        screen.write_envelopes()
    assert "没有登记申请人的通信地址" in failed.args[0]
    for request_id in two:
        do("amend", request_id, address="青枫区桂苑路7号")
    screen.refresh()
    with qtbot.waitSignal(screen.said) as said:
        screen.write_envelopes()
    assert f"{len(screen.table.chosen)} 个信封" in said.args[0]
    text = "\n".join(paragraphs(printed[0]))
    assert text.count("青枫区桂苑路7号") == len(screen.table.chosen)


def test_what_kept_envelopes_back_is_said_until_its_cause_is_gone(
    qtbot, window, do, registered, printed
):
    first, second = registered(applicant_name="王小明"), registered(applicant_name="沈知维")
    for request_id in (first, second):
        do("decide", request_id, kind="PROVIDED", provided="《工作要点》")
    do("amend", first, address="青枫区桂苑路7号")
    window.screens.show_place("letters_of_day")
    screen, outcome = window.screens.present, window.outcome
    qtbot.waitUntil(lambda: screen.examined is not None and not screen.strip.is_busy)
    screen.write_envelopes()
    assert "没有登记申请人的通信地址" in outcome.words.text()
    table = screen.table
    names = [table.item(row, 1).text() for row in range(table.rowCount())]
    table.setCurrentCell(names.index("王小明"), 2)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert outcome.isVisible()
    for row, name in enumerate(names):
        if name == "沈知维":
            table.setCurrentCell(row, 2)
            qtbot.keyClick(table, Qt.Key.Key_Space)
    assert not outcome.isVisible()

    table.tick_all()
    screen.write_envelopes()
    assert outcome.isVisible()
    do("amend", second, address="青枫区桂苑路9号")
    screen.refresh()
    assert not outcome.isVisible()
    # Another problem said since is not taken for it.
    qtbot.waitUntil(lambda: not screen.strip.is_busy)
    outcome.say_problem("打印机没有纸。")
    screen.refresh()
    assert outcome.isVisible()


def test_they_are_kept_as_one_pdf(qtbot, screen, tmp_path, monkeypatch):
    made: list[object] = []

    def to_pdf(source, target):
        made.append((source.name, target))
        return target

    monkeypatch.setattr("casework.word.office_program.to_pdf", to_pdf)
    with qtbot.waitSignal(screen.said):
        screen.write_pdf(tmp_path / "文书.pdf")
    assert made == [("2026-11-20 文书.docx", tmp_path / "文书.pdf")]
