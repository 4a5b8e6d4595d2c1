"""A section's answer is dropped on the window, looked at in its act, and saved with its form."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from casework import foreign
from casework.cases.attachments import of_case
from casework.cases.case_file import load
from casework.papers.section_packages import write_package
from rules.circulation import circulated
from rules.steps import StepKind


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without a child process; that it is read apart is a test of its own."""
    monkeypatch.setattr(foreign, "read_apart", lambda door, *arguments, **_: door(*arguments))


def answered(package: Path, folder: Path, answer: str) -> Path:
    import zipfile

    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
    form = next(folder.glob("*.docx"))
    paper = docx.Document(str(form))
    for table in paper.tables:
        for row in table.rows:
            if row.cells[0].text.strip() == "办理意见":
                row.cells[1].text = answer
    paper.save(str(form))
    return form


def drop(window, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    # Qt hands a drop only to what took the file when it was dragged in.
    entered = QDragEnterEvent(
        QPoint(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window, event)


def said(window) -> str:
    label = window.outcome.findChild(QLabel, "outcome")
    return "" if label is None else label.text()


def test_an_answer_dropped_on_the_window_fills_its_act(
    qtbot, desk, window, registered, do, tmp_path
):
    request_id = registered()
    do("assign", request_id, section="规划科", note="查找定稿")
    folder = tmp_path / "优盘"
    folder.mkdir()
    form = answered(write_package(desk, request_id, "规划科", folder), folder, "可以公开")
    drop(window, form)
    case = window.screens.worklist.case
    qtbot.waitUntil(lambda: case.panel is not None)
    assert case.request_id == request_id
    assert case.panel.view.values()["answer"] == "可以公开"
    assert not load(desk, request_id).case.has(StepKind.SECTION_ANSWERED)
    case.panel.view.submit()
    (one,) = circulated(load(desk, request_id).standing)
    assert one.answer == "可以公开"
    assert [file.name for file in of_case(desk, request_id)] == [form.name]


def test_another_paper_is_refused_with_a_sentence(qtbot, window, tmp_path):
    other = tmp_path / "别的.docx"
    docx.Document().save(str(other))
    drop(window, other)
    qtbot.waitUntil(lambda: "不是办理意见表" in said(window))


def test_a_review_takes_two_keys(qtbot, desk, window, registered, do):
    from casework.desk.people import keep_person
    from forms.people import PersonForm
    from rules.people import OfficePart

    for name, part in (("李文", OfficePart.REVIEWER), ("吴涛", OfficePart.SECRECY)):
        keep_person(desk, PersonForm(name=name, parts=(part,)))
    request_id = registered()
    do("decide", request_id, kind="PROVIDED", provided="2023年政务公开工作要点")
    window.activateWindow()
    window.screens.open_case(request_id)
    case = window.screens.worklist.case
    case.take_focus()
    keys = 0
    qtbot.keyClick(case, Qt.Key.Key_V)
    keys += 1
    qtbot.waitUntil(lambda: case.panel is not None)
    qtbot.waitUntil(lambda: window.focusWidget() is not None and window.focusWidget().hasFocus())
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    keys += 1
    qtbot.waitUntil(lambda: load(desk, request_id).case.has(StepKind.REVIEWED))
    assert keys == 2
