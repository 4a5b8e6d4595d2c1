"""What is given out, as a small table: typed, pasted, dropped, given back as the letter has it."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.widgets.papers_field import PapersField


@pytest.fixture
def field(qtbot) -> Iterator[PapersField]:
    made = PapersField()
    made.setAccessibleName("提供的信息")
    qtbot.addWidget(made)
    made.resize(440, 200)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for work in made._works:
        work.stop()


def focused() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def first(field: PapersField) -> tuple[str, ...]:
    """Return what stands in the cells of the first paper."""
    found = [one for one in field.findChildren(QLineEdit) if "第1份" in one.accessibleName()]
    return tuple(one.text() for one in found)


def test_a_paper_is_typed_cell_by_cell(qtbot, field) -> None:
    field.setFocus()
    # An input method brings what no key can.
    focused().insert("《工作要点》")
    for words in ("1", "12"):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        qtbot.keyClicks(focused(), words)
    assert field.value() == "《工作要点》（1份，共12页）"
    # Enter goes on to the next paper, which waits in a row of its own.
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    focused().insert("附件")
    assert field.value() == "《工作要点》（1份，共12页）\n附件"
    assert focused().accessibleName() == "提供的信息，第2份，名称、文号"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("《要点》（1份，共12页）", ("《要点》", "1", "12")),
        ("纸质复印件一份，共12页", ("纸质复印件一份", "", "12")),
        ("《要点》（赣府字〔2023〕2号）", ("《要点》（赣府字〔2023〕2号）", "", "")),
    ],
)
def test_a_line_of_before_is_read_and_given_back_as_it_was(field, line, shown) -> None:
    field.set_value(line)
    assert first(field) == shown
    assert field.value() == line


def test_a_list_that_is_pasted_is_a_paper_a_line(qtbot, field) -> None:
    QGuiApplication.clipboard().setText("《甲》\n《乙》（2页）")
    field.setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "《甲》\n《乙》（2页）"


def test_a_file_that_is_dropped_brings_its_pages(qtbot, field, tmp_path: Path) -> None:
    paper = tmp_path / "征地公告.pdf"
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    document.save(paper)
    document.close()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    field.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    assert field.value().startswith("《征地公告》")
    qtbot.waitUntil(lambda: field.value() == "《征地公告》（共3页）")
