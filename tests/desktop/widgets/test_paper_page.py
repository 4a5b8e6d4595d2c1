from PySide6.QtGui import QTextTable

from casework.letters import LetterKind
from casework.letters.own_templates import preview
from desktop.widgets.paper_page import PaperPage


def test_a_table_of_a_letter_is_drawn_as_one(qtbot, tmp_path):
    page = preview(tmp_path, LetterKind.APPLICATION_FORM)
    rows = [line for line in page.lines if line.cells]
    paper = PaperPage()
    qtbot.addWidget(paper)
    paper.resize(700, 700)
    paper.show_page(page)
    (table,) = (
        frame
        for frame in paper._document.rootFrame().childFrames()
        if isinstance(frame, QTextTable)
    )
    assert table.rows() == len(rows)
    # 公民 stands once beside the four lines about her.
    assert table.cellAt(0, 0).rowSpan() == 4
    assert table.cellAt(3, 0).row() == 0
    name = table.cellAt(0, 2)
    assert name.firstCursorPosition().block().text() == "沈知微"
