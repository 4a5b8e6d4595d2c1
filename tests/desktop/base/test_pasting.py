"""Files, pictures and words pasted where papers are taken in, from the real clipboard."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from casework.cases.attachments import path_of
from db import attachments
from desktop.base.pasting import Handed, handed
from desktop.case.case_screen import CaseScreen
from desktop.receipt.receipt_screen import ReceiptScreen
from desktop.widgets.date_field import DateField
from desktop.widgets.fields import FileField
from rules.errors import ClerkError

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FORM = "姓名：林一帆\n联系电话：13800000001\n所需政府信息：2023年政务公开工作要点\n"


def a_picture(colour: str = "teal") -> QImage:
    picture = QImage(40, 30, QImage.Format.Format_ARGB32)
    picture.fill(QColor(colour))
    return picture


def broken_picture() -> QMimeData:
    mime = QMimeData()
    mime.setImageData(QImage())
    return mime


@pytest.fixture
def receipt(qtbot, desk) -> ReceiptScreen:
    screen = ReceiptScreen(desk)
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


@pytest.fixture
def case(qtbot, desk, registered) -> CaseScreen:
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.show_case(registered())
    screen.tabs.setCurrentIndex(2)
    with qtbot.waitActive(screen):
        screen.show()
    screen.setFocus()
    return screen


def paste(qtbot, widget, modifier=CTRL):
    qtbot.keyClick(widget, Qt.Key.Key_V, modifier)


def line_of(editor):
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    return editor.line if isinstance(editor, DateField) else editor


def choose_paste(qtbot, field):
    field.customContextMenuRequested.emit(QPoint(2, 2))
    menu = QApplication.activePopupWidget()
    menu.findChild(QAction, "edit-paste").trigger()
    menu.close()


def register(qtbot, desk, screen):
    screen.panel.view.set_values({"applicant_name": "林一帆", "information_sought": "要点"})
    with qtbot.waitSignal(screen.acted) as acted:
        screen.panel.view.submit()
    return attachments.of_request(desk.store, acted.args[0].request_id)


class TestReceipt:
    @pytest.mark.parametrize("field", ["applicant_name", "information_sought", "channel"])
    def test_a_file_pasted_in_a_field_becomes_a_paper_and_no_text(
        self, qtbot, desk, receipt, copied, tmp_path, field
    ):
        scan = tmp_path / "申请表扫描件.jpg"
        scan.write_bytes(b"invented")
        copied(scan)
        editor = receipt.panel.view.rows[field].widget
        editor.setFocus()
        before = receipt.panel.view.values()
        with qtbot.waitSignal(receipt.said) as said:
            paste(qtbot, editor)
        assert said.args == ["已添加申请材料：申请表扫描件.jpg，登记后存为附件。"]
        assert receipt.panel.view.values() == before
        assert [kept.name for kept in register(qtbot, desk, receipt)] == ["申请表扫描件.jpg"]

    @pytest.mark.parametrize(
        "field", ["applicant_name", "information_sought", "channel", "arrived_on"]
    )
    def test_a_file_pasted_from_the_menu_of_a_field_becomes_a_paper(
        self, qtbot, receipt, copied, tmp_path, field
    ):
        scan = tmp_path / "申请表扫描件.pdf"
        scan.write_bytes(b"%PDF invented")
        copied(scan)
        before = receipt.panel.view.values()
        choose_paste(qtbot, line_of(receipt.panel.view.rows[field].widget))
        assert receipt.panel.view.values() == before
        assert [paper.name for paper in receipt.papers.papers] == ["申请表扫描件.pdf"]

    @pytest.mark.parametrize("field", ["applicant_name", "information_sought"])
    def test_words_pasted_from_the_menu_of_a_field_are_its_text(
        self, qtbot, receipt, copied, field
    ):
        copied(words="林一帆")
        choose_paste(qtbot, line_of(receipt.panel.view.rows[field].widget))
        assert receipt.panel.view.values()[field] == "林一帆"
        assert receipt.papers.papers == []

    def test_a_file_pasted_in_a_date_becomes_a_paper(self, qtbot, receipt, copied, tmp_path):
        scan = tmp_path / "申请表扫描件.pdf"
        scan.write_bytes(b"%PDF invented")
        copied(scan)
        date = receipt.panel.view.rows["arrived_on"].widget
        paste(qtbot, date.line)
        assert date.value() == "2026-11-20"
        assert [paper.name for paper in receipt.papers.papers] == ["申请表扫描件.pdf"]

    def test_a_form_pasted_as_a_file_fills_the_fields(self, qtbot, receipt, copied, tmp_path):
        form = tmp_path / "申请.txt"
        form.write_text(FORM, encoding="utf-8")
        copied(form)
        receipt.setFocus()
        with qtbot.waitSignal(receipt.said) as said:
            paste(qtbot, receipt)
        assert "已从“申请.txt”读入3栏" in said.args[0]
        assert receipt.panel.view.values()["applicant_name"] == "林一帆"

    def test_a_picture_is_kept_as_png_under_a_name_of_its_minute(
        self, qtbot, desk, receipt, copied
    ):
        field = receipt.panel.view.rows["information_sought"].widget
        for colour in ("teal", "teal", "maroon"):
            copied(picture=a_picture(colour))
            paste(qtbot, field)
        assert "粘贴图片" in receipt.findChild(QLabel, "papers").text()
        first, second = register(qtbot, desk, receipt)
        assert first.name == "粘贴图片 2026-11-20 10时00分.png"
        assert second.name == "粘贴图片 2026-11-20 10时00分（2）.png"
        kept = QImage(str(path_of(desk, first)))
        assert (kept.width(), kept.height(), kept.pixelColor(3, 3)) == (40, 30, QColor("teal"))
        assert path_of(desk, first).read_bytes()[1:4] == b"PNG"

    @pytest.mark.parametrize("field", ["applicant_name", "information_sought"])
    def test_words_pasted_in_a_field_are_its_text(self, qtbot, receipt, copied, field):
        copied(words="林一帆", picture=a_picture())
        paste(qtbot, receipt.panel.view.rows[field].widget)
        assert receipt.panel.view.values()[field] == "林一帆"
        assert receipt.papers.papers == []

    def test_words_pasted_outside_the_fields_are_read_as_an_application(
        self, qtbot, desk, receipt, copied
    ):
        copied(words=FORM)
        receipt.setFocus()
        with qtbot.waitSignal(receipt.said) as said:
            paste(qtbot, receipt)
        assert said.args == ["已从粘贴的文字读入3栏，请核对后登记；原文登记后存为附件。"]
        assert receipt.panel.view.values()["phone"] == "13800000001"
        (kept,) = register(qtbot, desk, receipt)
        assert kept.name == "粘贴文字 2026-11-20 10时00分.txt"
        assert path_of(desk, kept).read_text(encoding="utf-8") == FORM.strip()

    def test_an_application_is_read_from_within_a_field_with_its_own_key(
        self, qtbot, receipt, copied
    ):
        copied(words=FORM)
        name = receipt.panel.view.rows["applicant_name"].widget
        name.setFocus()
        with qtbot.waitSignal(receipt.said):
            paste(qtbot, name, CTRL | SHIFT)
        assert receipt.panel.view.values()["applicant_name"] == "林一帆"

    def test_the_button_pastes_as_well(self, qtbot, receipt, copied):
        copied(words=FORM)
        button = receipt.findChild(QPushButton, "pastePaper")
        assert "Ctrl+Shift+V" in button.toolTip()
        with qtbot.waitSignal(receipt.papers_read):
            button.click()
        assert receipt.panel.view.values()["information_sought"] == "2023年政务公开工作要点"

    def test_what_was_typed_is_not_replaced_by_what_is_pasted(self, qtbot, receipt, copied):
        typed = {"applicant_name": "林一帆", "phone": "1", "information_sought": "要点"}
        receipt.panel.view.set_values(typed)
        copied(words=FORM)
        with qtbot.waitSignal(receipt.failed) as failed:
            receipt.papers.paste()
        assert "没有读出还空着的栏目" in failed.args[0]
        assert receipt.panel.view.values() | typed == receipt.panel.view.values()
        assert receipt.papers.papers == []

    def test_papers_are_taken_off_again(self, qtbot, desk, receipt, copied):
        copied(picture=a_picture())
        receipt.papers.paste()
        receipt.findChild(QPushButton, "removePapers").click()
        assert register(qtbot, desk, receipt) == []

    def test_what_cannot_be_taken_is_said_and_the_rest_is_kept(
        self, qtbot, receipt, copied, tmp_path
    ):
        good, film = tmp_path / "照片.jpg", tmp_path / "录像.mp4"
        good.write_bytes(b"invented")
        with film.open("wb") as file:
            file.truncate(2 << 30)
        copied(tmp_path, good, film, tmp_path / "没有.pdf")
        with qtbot.waitSignal(receipt.failed) as failed:
            receipt.papers.paste()
        said = failed.args[0]
        assert f"“{tmp_path.name}”是文件夹，不能作为附件" in said
        assert "“录像.mp4”超过500MB" in said
        assert "“没有.pdf”无法读取" in said
        assert said.endswith("已添加申请材料：照片.jpg，登记后存为附件。")
        assert [paper.name for paper in receipt.papers.papers] == ["照片.jpg"]

    def test_an_empty_clipboard_is_said(self, qtbot, receipt, copied):
        QApplication.clipboard().clear()
        with qtbot.waitSignal(receipt.failed) as failed:
            receipt.papers.paste()
        assert "没有可以粘贴的文件、图片或者文字" in failed.args[0]

    def test_a_picture_that_cannot_be_read_is_said(self, qtbot, receipt, copied):
        QApplication.clipboard().setMimeData(broken_picture())
        with qtbot.waitSignal(receipt.failed) as failed:
            paste(qtbot, receipt.panel.view.rows["applicant_name"].widget)
        assert "图片无法读取，请重新截图" in failed.args[0]


class TestCase:
    def test_files_copied_become_attachments(self, qtbot, desk, case, copied, tmp_path):
        for name in ("往来函件.docx", "照片.jpg"):
            (tmp_path / name).write_bytes(b"invented")
        copied(tmp_path / "往来函件.docx", tmp_path / "照片.jpg")
        with qtbot.waitSignal(case.said) as said:
            paste(qtbot, case)
        assert said.args == ["已添加附件：往来函件.docx、照片.jpg。"]
        names = [kept.name for kept in attachments.of_request(desk.store, 1)]
        assert names == ["往来函件.docx", "照片.jpg"]
        assert case.tabs.tabText(2) == "文书与附件 3"

    def test_a_picture_becomes_an_attachment(self, qtbot, desk, case, copied):
        for _ in range(2):
            copied(picture=a_picture())
            case.tabs.files.findChild(QPushButton, "pasteFile").click()
        first, second = attachments.of_request(desk.store, 1)
        assert first.name == "粘贴图片 2026-11-20 10时00分.png"
        assert second.name == "粘贴图片 2026-11-20 10时00分（2）.png"
        assert not QImage(str(path_of(desk, first))).isNull()

    def test_nothing_is_pasted_where_the_files_do_not_show(self, qtbot, desk, case, copied):
        copied(picture=a_picture())
        case.tabs.setCurrentIndex(0)
        paste(qtbot, case)
        case.tabs.setCurrentIndex(2)
        with qtbot.waitSignal(case.said):
            paste(qtbot, case)
        assert len(attachments.of_request(desk.store, 1)) == 1

    def test_a_folder_and_a_film_are_refused(self, qtbot, desk, case, copied, tmp_path):
        film = tmp_path / "录像.mp4"
        with film.open("wb") as file:
            file.truncate(2 << 30)
        copied(tmp_path, film)
        with qtbot.waitSignal(case.failed) as failed:
            paste(qtbot, case)
        assert "是文件夹" in failed.args[0]
        assert "超过500MB" in failed.args[0]
        assert attachments.of_request(desk.store, 1) == []

    @pytest.mark.parametrize(
        ("mime", "words"),
        [
            pytest.param(QMimeData, "没有可以粘贴的文件", id="nothing"),
            pytest.param(broken_picture, "图片无法读取", id="a broken picture"),
        ],
    )
    def test_what_is_no_paper_is_said(self, qtbot, case, copied, mime, words):
        QApplication.clipboard().setMimeData(mime())
        with qtbot.waitSignal(case.failed) as failed:
            paste(qtbot, case)
        assert words in failed.args[0]

    def test_words_are_no_file(self, qtbot, desk, case, copied):
        copied(words=FORM)
        with qtbot.waitSignal(case.failed) as failed:
            paste(qtbot, case)
        assert "剪贴板里是文字，不是文件或者图片" in failed.args[0]
        assert attachments.of_request(desk.store, 1) == []


def test_a_link_of_the_web_is_words():
    mime = QMimeData()
    mime.setText("https://example.org/a")
    mime.setUrls([QUrl("https://example.org/a")])
    assert handed(mime) == Handed(words="https://example.org/a")


def test_a_file_field_takes_the_file_copied(qtbot, copied, tmp_path):
    source = tmp_path / "放假通知.docx"
    source.write_bytes(b"invented")
    field = FileField("文件")
    qtbot.addWidget(field)
    copied(source)
    paste(qtbot, field.focusProxy())
    assert field.value() == str(source)


def test_nothing_to_hand_over_is_an_error_the_clerk_can_cure():
    with pytest.raises(ClerkError, match="请先复制再粘贴"):
        handed(QMimeData())
