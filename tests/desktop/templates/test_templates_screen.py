import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from casework.letters import SHIPPED, LetterKind
from casework.letters import own_templates as own
from casework.letters.letter import names_of, record_of
from casework.word.office_program import find_soffice
from desktop.templates.templates_screen import TemplatesScreen

KIND = LetterKind.DISCLOSURE


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    paths: list[Path] = []
    monkeypatch.setattr("desktop.templates.templates_screen.open_path", paths.append)
    return paths


@pytest.fixture
def screen(qtbot, desk, opened) -> TemplatesScreen:
    screen = TemplatesScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.choose(KIND)
    return screen


def spoil(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    spoilt = parts["word/document.xml"].replace("{{救济告知}}".encode(), "{{救济告之}}".encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, spoilt if name == "word/document.xml" else content)


def words(screen: TemplatesScreen) -> str:
    return screen.findChild(QLabel, "templateState").text()


def test_every_kind_of_letter_stands_in_the_list(screen):
    assert screen.table.rowCount() == len(LetterKind)
    assert "随程序" in words(screen)


def test_the_sample_case_shows_how_the_letter_reads(screen):
    assert "予以公开" in screen.page.paper.text
    assert "{{" not in screen.page.paper.text


def test_opening_makes_the_offices_own_copy(qtbot, desk, screen, opened):
    with qtbot.waitSignal(screen.said):
        screen.findChild(QPushButton, "openTemplate").click()
    assert opened == [desk.templates / f"{KIND.key}.docx"]
    assert "本机关修改" in words(screen)


def test_opening_again_keeps_what_was_changed_meanwhile(desk, screen, opened):
    screen.open_in_word()
    spoil(opened[0])
    screen.open_in_word()
    screen.open_in_word()
    assert len(own.versions(desk.templates, KIND)) == 1
    assert "处问题" in words(screen)


def test_a_spoilt_template_says_what_is_wrong_and_where(qtbot, screen, opened):
    screen.open_in_word()
    spoil(opened[0])
    with qtbot.waitSignal(screen.failed):
        screen.findChild(QPushButton, "checkTemplate").click()
    assert "有2处问题" in words(screen)
    assert "第10段" in screen.page.problems.text()
    assert "救济告知" in screen.page.problems.text()


def test_what_word_saved_is_seen_by_itself(qtbot, screen, opened):
    screen.open_in_word()
    spoil(opened[0])
    qtbot.waitUntil(lambda: "有2处问题" in words(screen))


def test_a_file_that_cannot_be_used_is_not_taken(qtbot, desk, screen, tmp_path):
    source = tmp_path / "新模板.docx"
    source.write_bytes(SHIPPED.joinpath(f"{KIND.key}.docx").read_bytes())
    spoil(source)
    with qtbot.waitSignal(screen.failed) as failed:
        screen.adopt(source)
    assert "模板不能使用" in failed.args[0]
    # Everything that is wrong is told at once.
    assert screen.page.problems.text().count("救济告") >= 2
    assert not (desk.templates / f"{KIND.key}.docx").exists()


def test_a_sound_file_is_taken_and_the_old_one_kept(qtbot, desk, screen, opened, tmp_path):
    screen.open_in_word()
    spoil(opened[0])
    with qtbot.waitSignal(screen.said):
        screen.adopt(SHIPPED / f"{KIND.key}.docx")
    assert len(own.versions(desk.templates, KIND)) == 1
    assert screen.page.versions.text() == "历史版本（1）"


def test_restoring_asks_first_and_keeps_the_changed_one(desk, screen, opened):
    screen.open_in_word()
    assert not screen.page.confirm.isVisible()
    screen.page.restore.click()
    assert screen.page.confirm.isVisible()
    assert opened[0].exists()
    screen.findChild(QPushButton, "restoreGo").click()
    assert not opened[0].exists()
    assert "随程序" in words(screen)
    menu = screen.page.versions.menu()
    menu.actions()[0].trigger()
    assert opened[0].exists()
    assert "本机关修改" in words(screen)


@pytest.mark.skipif(find_soffice() is None, reason="no office program")
def test_the_real_page_is_shown(qtbot, screen):
    screen.show_pages()
    qtbot.waitUntil(lambda: not screen.page.strip.is_busy)
    qtbot.waitUntil(lambda: not screen.page.paper.isVisible())
    pages = [
        label
        for label in screen.page.findChildren(QLabel, "letter")
        if label.accessibleName().startswith("样例文书")
    ]
    assert pages
    assert pages[0].pixmap().width() <= screen.page.width()


def test_only_what_the_office_changed_is_marked(screen, opened):
    states = [screen.table.item(row, 1).text() for row in range(screen.table.rowCount())]
    assert set(states) == {""}
    screen.open_in_word()
    states = [screen.table.item(row, 1).text() for row in range(screen.table.rowCount())]
    assert sorted(set(states)) == ["", "本机关修改"]


def test_a_placeholder_is_copied_to_be_pasted_in_word(qtbot, screen):
    table = screen.page.marks.table
    marks = [table.item(row, 0).text() for row in range(table.rowCount())]
    assert screen.page.tabs.tabText(1) == f"占位 {len(marks)}"
    row = marks.index("{{救济告知}}")
    assert table.item(row, 0).font().bold()
    table.setCurrentCell(row, 0)
    with qtbot.waitSignal(screen.said):
        screen.findChild(QPushButton, "copyMark").click()
    assert QApplication.clipboard().text() == "{{救济告知}}"


@pytest.mark.parametrize("kind", list(LetterKind), ids=lambda kind: kind.key)
def test_every_placeholder_that_is_listed_may_stand_in_its_template(kind):
    names = names_of(record_of(kind))
    known = {f"{{{{{name}}}}}" for name in names.fields}
    known |= {f"{{{{{name}}}}}" for inner in names.lists.values() for name in inner}
    known |= {f"{{{{每项：{name}}}}}{{{{完：{name}}}}}" for name in names.lists}
    known |= {f"{{{{如有：{name}}}}}{{{{完：{name}}}}}" for name in names.flags}
    assert {one.mark for one in own.placeholders(kind)} == known
