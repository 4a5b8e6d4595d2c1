"""遮盖: from a case's attachment to its disclosed copy, decided with mouse and keys."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QPushButton

from casework import acts
from casework.acts import ACTS
from casework.acts.fees import _notice_start
from casework.acts.running import starting_values
from casework.cases.attachments import of_case, path_of, removals
from casework.cases.case_file import load
from casework.redaction.deciding import MarkDecision
from db import steps
from desktop.case.case_screen import CaseScreen
from desktop.redaction.legend_strips import legend_strips
from desktop.redaction.redact_panel import RedactPanel
from rules.replies import ReplyKind
from tests.casework.redaction.pdf_samples import Sample


def a_register(path: Path) -> Path:
    sample = Sample(size=(595, 420))
    for x, head in zip((60, 110, 190, 360), ("户号", "户主", "身份证号", "补偿(元)"), strict=True):
        sample.text(x, 380, head, 11)
    rows = (
        ("01", "方可", "320102199003071239", "86500"),
        ("02", "周桂英", "32010219900301009X", "74100"),
        ("03", "李国强", "320102198503071236", "65200"),
        ("04", "王小明", "320102197503071238", "58000"),
    )
    for at, row in enumerate(rows):
        for x, cell in zip((60, 110, 190, 360), row, strict=True):
            sample.text(x, 350 - 24 * at, cell, 11)
    sample.text(60, 230, "经办人：赵六　　联系电话：13800138000", 11)
    path.write_bytes(sample.bytes())
    return path


@pytest.fixture
def screen(qtbot, desk, registered) -> CaseScreen:
    request_id = registered(applicant_name="方可")
    screen = CaseScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1200, 760)
    screen.show_case(request_id)
    screen.show()
    return screen


@pytest.fixture
def panel(qtbot, desk, screen, tmp_path) -> RedactPanel:
    screen.files.add(screen.request_id, a_register(tmp_path / "登记表.pdf"), to_disclose=True)
    screen.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: screen.findChildren(QPushButton, "redactFile") != [])
    screen.findChildren(QPushButton, "redactFile")[0].click()
    panel = screen.redacting
    qtbot.waitUntil(lambda: panel.decisions is not None and not panel.strip.is_busy)
    return panel


def labels(panel: RedactPanel, state: MarkDecision) -> list[str]:
    return [group.label for group in panel.decisions.groups(state)]


def cover_everything(qtbot, panel: RedactPanel) -> None:
    qtbot.mouseClick(panel.cover_all, Qt.MouseButton.LeftButton)


def test_it_opens_with_what_is_to_be_decided_and_what_is_kept(panel):
    pending = labels(panel, MarkDecision.PENDING)
    assert "周桂英" in pending
    assert "320102199003071239 等身份证号码" in pending
    kept = {g.label: g.reason for g in panel.decisions.groups(MarkDecision.KEPT)}
    assert kept == {"方可": "申请人本人", "赵六": "履职信息"}
    assert not panel.make.isEnabled()
    assert panel.waits.isVisible()
    assert panel.waits.text() == "还有 8 处待定，定完才能生成"


def test_keys_cover_keep_and_take_back(qtbot, panel):
    first = panel.marks.line.group
    qtbot.keyClick(panel.marks, Qt.Key.Key_Z)
    assert first.label in labels(panel, MarkDecision.COVERED)
    second = panel.marks.line.group
    qtbot.keyClick(panel.marks, Qt.Key.Key_L)
    assert {g.label: g.reason for g in panel.decisions.groups(MarkDecision.KEPT)}[second.label] == (
        "经办人保留"
    )
    panel.undo.click()
    panel.undo.click()
    assert first.label in labels(panel, MarkDecision.PENDING)
    assert not panel.undo.isEnabled()


def test_the_cell_one_forgot_is_asked_about(qtbot, panel):
    cover_everything(qtbot, panel)
    for words in ("86500", "74100", "65200"):
        panel.search.setText(words)
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert labels(panel, MarkDecision.PENDING) == ["58000（同列都已遮）"]


def test_a_click_covers_and_a_drag_covers_what_was_drawn(qtbot, panel):
    paper = panel.view.paper
    mark = next(mark for mark in panel.decisions.marks if mark.state is MarkDecision.PENDING)
    middle = paper.area(mark.found.places[0][1][0]).center().toPoint()
    qtbot.mouseClick(paper, Qt.MouseButton.LeftButton, pos=middle)
    assert panel.decisions.count(MarkDecision.COVERED) == 1
    qtbot.mouseClick(paper, Qt.MouseButton.LeftButton, pos=middle)
    assert panel.decisions.count(MarkDecision.COVERED) == 0
    qtbot.mousePress(paper, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    qtbot.mouseMove(paper, QPoint(380, 340))
    qtbot.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=QPoint(380, 340))
    assert labels(panel, MarkDecision.COVERED) == ["手工框选"]


def test_a_ground_is_changed_by_its_number_and_added_from_the_menu(qtbot, panel):
    qtbot.keyClick(panel.marks, Qt.Key.Key_Z)
    panel.marks.stand_on(panel.decisions.groups(MarkDecision.COVERED)[0].marks[0].id)
    panel.grounds._menu.actions()[0].trigger()
    qtbot.keyClick(panel.marks, Qt.Key.Key_3)
    assert panel.decisions.groups(MarkDecision.COVERED)[0].ground == 3
    assert [ground.name for ground in panel.decisions.used_grounds()] == ["TRADE_SECRET"]


def test_the_copy_is_made_kept_and_told(qtbot, desk, screen, panel):
    cover_everything(qtbot, panel)
    request_id, original = screen.request_id, of_case(desk, screen.request_id)[0]
    with qtbot.waitSignal(screen.acted) as told:
        qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
    assert told.args[0].message == (
        "已生成公开件“登记表（公开件）.pdf”，1页，遮盖8处；原件没有改动。"
    )
    files = {one.name: one for one in of_case(desk, request_id)}
    copy = files["登记表（公开件）.pdf"]
    assert copy.to_disclose
    assert not files["登记表.pdf"].to_disclose
    document = pypdfium2.PdfDocument(path_of(desk, copy))
    assert document[0].get_textpage().count_chars() == 0
    # What the numbers mean stands below the page, and is no page to be paid for.
    assert len(document) == 1
    width, height = document[0].get_size()
    document.close()
    assert (width, round(height) > 420) == (595, True)
    step = steps.of_request(desk.store, request_id)[-1]
    assert step.kind == "redacted"
    assert step.details["original_sha256"] == original.sha256
    assert step.details["copy_sha256"] == copy.sha256
    assert "320102" not in str(step.details)


def test_the_numbers_on_a_page_are_explained_below_it(qtbot, panel):
    cover_everything(qtbot, panel)
    assert panel.decisions.legends() == {
        0: "遮盖处的数字：1＝第三方合法权益（《中华人民共和国政府信息公开条例》第十五条）；"
        "2＝个人隐私（《中华人民共和国政府信息公开条例》第十五条）。"
    }
    (strip,) = legend_strips(panel.decisions).values()
    image = QImage.fromData(strip)
    assert image.width() == QImageReader(str(panel.decisions.prepared.picture(0))).size().width()
    grey = [image.pixelColor(x, y).lightness() for x in range(0, 900, 3) for y in range(8, 30, 3)]
    assert min(grey) < 128


def test_the_reply_and_the_fee_begin_with_what_was_covered(qtbot, desk, screen, panel):
    cover_everything(qtbot, panel)
    with qtbot.waitSignal(screen.acted):
        qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
    start = starting_values(desk, ACTS["decide"], screen.request_id)
    assert start["kind"] is ReplyKind.PARTLY
    assert start["provided"] == "登记表（公开件），1页"
    assert "登记表中的身份证号码——4处，个人隐私" in start["withheld"].splitlines()
    assert [ground.name for ground in start["grounds"]] == ["THIRD_PARTY_RIGHTS"]
    assert _notice_start(desk, load(desk, screen.request_id))["units"] == 1


def test_taking_the_step_back_takes_the_copy_off_the_case(qtbot, desk, screen, panel):
    cover_everything(qtbot, panel)
    with qtbot.waitSignal(screen.acted) as told:
        qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
    acts.undo(desk, screen.request_id, told.args[0].step_id)
    assert [one.name for one in of_case(desk, screen.request_id)] == ["登记表.pdf"]
    assert list(removals(desk, screen.request_id).values()) == ["遮盖已撤销"]


def test_what_was_decided_is_there_another_day(qtbot, desk, screen, panel):
    qtbot.keyClick(panel.marks, Qt.Key.Key_Z)
    covered = labels(panel, MarkDecision.COVERED)
    panel.back.click()
    assert screen.redacting is None
    screen.findChildren(QPushButton, "redactFile")[0].click()
    again: Any = screen.redacting
    qtbot.waitUntil(lambda: again.decisions is not None)
    assert labels(again, MarkDecision.COVERED) == covered


def test_a_file_that_cannot_be_read_says_so(qtbot, desk, screen, tmp_path):
    path = tmp_path / "坏的.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    screen.files.add(screen.request_id, path, to_disclose=False)
    screen.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: screen.findChildren(QPushButton, "redactFile") != [])
    screen.findChildren(QPushButton, "redactFile")[0].click()
    panel = screen.redacting
    qtbot.waitUntil(lambda: "无法读取" in panel.note.text())
    assert not panel.make.isEnabled()


def test_a_bundle_is_made_from_the_menu_and_told(qtbot, desk, screen, tmp_path, monkeypatch):
    from casework.bundles import making
    from desktop.base import documents

    def one(_source, target, **_):
        target.write_bytes(Sample().bytes())
        return target

    opened: list[Any] = []
    monkeypatch.setattr(making, "to_pdf", one)
    monkeypatch.setattr(
        making,
        "to_pdfs",
        lambda sources, folder, _told: [
            one(source, folder / f"{at}.pdf") for at, source in enumerate(sources)
        ],
    )
    monkeypatch.setattr(documents, "open_path", opened.append)
    with qtbot.waitSignal(screen.said) as told:
        screen.bundles.make(screen.request_id, "archive", tmp_path / "out")
    assert "文件夹、PDF和压缩包各一份" in told.args[0]
    assert (opened[0] / "卷内目录.docx").is_file()


def test_the_menu_offers_each_bundle(screen):
    button = screen.findChild(QPushButton, "bundle")
    assert [action.objectName() for action in button.menu().actions()] == [
        *("bundle_archive", "bundle_answer", "bundle_share", "bundle_locked_share"),
        "bundle_section",
    ]


def test_what_cannot_be_shared_says_why(qtbot, screen, tmp_path):
    with qtbot.waitSignal(screen.failed) as told:
        screen.bundles.make(screen.request_id, "share", tmp_path)
    assert "还没有答复书" in told.args[0]


def test_what_was_released_before_is_taken_in_with_one_key(
    qtbot, desk, do, registered, screen, tmp_path
):
    from casework.cases.attachments import add_file
    from forms.redaction import CoverGround

    earlier = registered(applicant_name="王小明")
    for name in ("表.pdf", "表（公开件）.pdf"):
        (tmp_path / name).write_bytes(Sample().bytes() + name.encode())
        add_file(desk, earlier, tmp_path / name, to_disclose="公开件" in name)
    do("redact", earlier, on=desk.today, file="表.pdf", copy="表（公开件）.pdf", pages=1, places=2,
       grounds=[CoverGround.PRIVACY.name], covered="姓名——2处，个人隐私")  # fmt: skip
    do("decide", earlier, kind="PROVIDED", provided="表（公开件），1页", grounds=(), withheld="")
    do("serve", earlier, mail_number="EM123456789CN")
    screen.refresh()
    (offer,) = screen.findChildren(QPushButton, "releaseAgain")
    offer.click()
    (copy,) = of_case(desk, screen.request_id)
    assert (copy.name, copy.to_disclose) == ("表（公开件）.pdf", True)


def test_a_copy_made_here_needs_no_reason_to_be_released(qtbot, desk, screen, panel, do):
    cover_everything(qtbot, panel)
    with qtbot.waitSignal(screen.acted):
        qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
    reply = {"kind": "PROVIDED", "provided": "登记表（公开件）", "grounds": (), "withheld": ""}
    do("decide", screen.request_id, **reply)
    do("check_outgoing", screen.request_id, decision="RELEASED")
    step = steps.of_request(desk.store, screen.request_id)[-1]
    assert step.kind == "outgoing_checked"
    assert not [words for words in step.details["found"] if "各页都是图片" in words]
