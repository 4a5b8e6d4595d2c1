"""The report's files by kind."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from casework.desk.unwritable import told_if_unwritable
from casework.reports.annual import AnnualReport, to_exchange
from casework.reports.excel import write_excel
from casework.reports.web_page import write_web_page
from casework.reports.word import write_word
from casework.word.office_program import to_pdf
from db.aside import aside
from db.files import taking_its_name

# Of this program alone, so that Windows opens such a file with it; what is in it is JSON.
EXCHANGE_ENDING = ".djh"


class ReportForm(Enum):
    """What a report can be written as: its words, and the ending of its file."""

    EXCEL = "Excel 工作簿", ".xlsx"
    WORD = "Word 文档", ".docx"
    PDF = "PDF 文件", ".pdf"
    WEB_PAGE = "网页", ".html"
    EXCHANGE = "交换文件（交上级汇总）", EXCHANGE_ENDING

    def __init__(self, words: str, suffix: str) -> None:
        self.words = words
        self.suffix = suffix


def write_report(report: AnnualReport, path: Path, form: ReportForm, *, anchor: str = "") -> None:
    """Write the report to `path`; raises `ClerkError` where it cannot be written.

    `anchor` is the head of the register's history, for the file of exchange.
    """
    with told_if_unwritable(path):
        if form is ReportForm.EXCHANGE:
            with taking_its_name(path) as half:
                half.write_text(to_exchange(report, anchor=anchor), encoding="utf-8")
        else:
            _WRITERS[form](report, path)


def _write_pdf(report: AnnualReport, path: Path) -> None:
    with aside("report") as folder:
        words = folder / "report.docx"
        write_word(report, words)
        to_pdf(words, path)


_WRITERS: dict[ReportForm, Callable[[AnnualReport, Path], None]] = {
    ReportForm.EXCEL: write_excel,
    ReportForm.WORD: write_word,
    ReportForm.PDF: _write_pdf,
    ReportForm.WEB_PAGE: write_web_page,
}
