from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from casework.word.office_program import find_soffice
from desktop.base.work import Stopped
from desktop.letters.paper_printing import PaperPrinting
from desktop.widgets.page_pictures import page_count, pictures, print_pages
from desktop.widgets.work_strip import WorkStrip

A4 = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
)


@pytest.fixture
def pdf(qapp, tmp_path: Path) -> Path:
    path = tmp_path / "文书.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageLayout(A4)
    painter = QPainter(writer)
    for number in range(3):
        if number:
            writer.newPage()
        painter.fillRect(0, 0, writer.width() // 2, writer.height(), "black")
    painter.end()
    return path


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    printer.setPageLayout(A4)
    return printer


def test_pages_become_pictures_of_their_own_size(pdf):
    shown = list(pictures(pdf, dots_an_inch=72, most=2))
    assert len(shown) == 2
    assert abs(shown[0].width() - 595) <= 1
    assert shown[0].pixelColor(10, 400).lightness() == 0
    assert shown[0].pixelColor(500, 400).lightness() == 255


def test_a_pdf_is_printed_page_by_page_where_it_stands(pdf, printer, tmp_path):
    told: list[int] = []
    assert print_pages(pdf, printer, told.append) == 3
    assert told == [1, 2, 3]
    printed = tmp_path / "打印.pdf"
    assert page_count(printed) == 3
    (page,) = pictures(printed, dots_an_inch=72, most=1)
    assert page.pixelColor(10, 400).lightness() < 10
    assert page.pixelColor(500, 400).lightness() > 245


def test_only_the_pages_chosen_are_printed(pdf, printer, tmp_path):
    printer.setFromTo(2, 2)
    told: list[int] = []
    assert print_pages(pdf, printer, told.append) == 1
    assert told == [2]


def test_printing_stops_when_told(pdf, printer):
    def told(page: int) -> None:
        if page == 2:
            raise Stopped

    with pytest.raises(Stopped):
        print_pages(pdf, printer, told)


@pytest.mark.skipif(find_soffice() is None, reason="no office program")
def test_a_letter_goes_through_the_office_program_to_the_printer(
    qtbot, desk, do, registered, printer, tmp_path
):
    line = do("decide", registered(), kind="PROVIDED", provided="《工作要点》").documents[0]
    said: list[Any] = []
    strip = WorkStrip()
    qtbot.addWidget(strip)
    printing = PaperPrinting(strip, said.append, strip)
    printing.ask = lambda _title: printer
    printing.print_file(Path(line.path), line.title)
    qtbot.waitUntil(lambda: bool(said), timeout=50_000)
    assert "交给打印机" in said[0]
    assert page_count(tmp_path / "打印.pdf") >= 1
    qtbot.waitUntil(lambda: not strip.is_busy)
