"""What the window prints itself can be read on paper, whatever the screen's font is sized in."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter

from desktop.base.printed import printed_page, printed_words
from desktop.worklist.list_print import list_page


def printed(document: QTextDocument, path: Path) -> list[tuple[float, str]]:
    """Print into a PDF as a printer of many dots would; return its lines, each with its height."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    document.print_(printer)
    read = pypdfium2.PdfDocument(path)
    try:
        words = read[0].get_textpage()
        found = []
        for at in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(at)
            found.append((top - bottom, words.get_text_bounded(left, bottom, right, top)))
        return found
    finally:
        read.close()


@pytest.mark.parametrize("which", ["list", "words"])
def test_every_word_on_paper_can_be_read(qapp, tmp_path, which):
    page = (
        printed_page(list_page("在办的申请", [0, 1], []))
        if which == "list"
        else printed_words("恢复码：ABCD-EFGH")
    )
    lines = printed(page, tmp_path / "纸.pdf")
    told = "".join(words for _, words in lines)
    assert ("在办的申请" if which == "list" else "ABCD-EFGH") in told
    # Points: what is smaller than this nobody reads on paper.
    assert min(height for height, words in lines if any(map(str.isalnum, words))) > 4
