"""A notice's file as the text one pastes: Word, Excel, a web page, merged cells and all."""

from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter
from docx import Document

from casework.commands.notice import given_text
from casework.importing.notice_file import notice_in_bytes
from rules.errors import ClerkError
from rules.notices import understand_notice

TOLD = "0101 0103 0104班 0214班 0228班"


def told(raw: bytes) -> str:
    """Return the days a notice for 2026 sets apart, and ? for what it is not understood in."""
    reading = understand_notice(notice_in_bytes(raw, "通知"), 2026)
    days = sorted((day.on, day.is_working) for day in reading.days)
    ends = [f"{on:%m%d}{'班' if works else ''}" for on, works in days if works or on.day in (1, 3)]
    return " ".join([*ends, *("?" for _ in reading.not_understood)])


def word() -> bytes:
    document = Document()
    document.add_paragraph("关于2026年部分节假日安排的通知")
    table = document.add_table(rows=5, cols=4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "节日"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "放假"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "调休上班"
    for row, cells in (
        (1, ("", "开始", "结束", "")),
        (2, ("元旦", "1月1日", "1月3日", "1月4日")),
        (3, ("", "2月15日", "2月23日", "2月14日")),
        (4, ("", "", "", "2月28日")),
    ):
        for column, words in enumerate(cells):
            if words:
                table.cell(row, column).text = words
    table.cell(3, 0).merge(table.cell(4, 0)).text = "春节"
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def excel(last: object = "10月1日") -> bytes:
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet, days = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, 4, "2026年放假安排表")
    sheet.write_row(1, 0, ["节日", "开始日期", "结束日期", "天数", "补班"])
    sheet.merge_range(3, 0, 4, 0, "春节")
    for row, cells in (
        (2, ("元旦", "2026-01-01", "2026-01-03", 3, "2026-01-04")),
        (3, ("春节", "2026-02-15", "2026-02-23", 9, "2026-02-14")),
        (4, (None, None, None, None, "2026-02-28")),
    ):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith("20"):
                sheet.write_datetime(row, column, datetime.fromisoformat(cell), days)
            elif cell is not None:
                sheet.write(row, column, cell)
    sheet.write_row(5, 0, ["国庆节", last])
    book.close()
    return kept.getvalue()


PAGE = (
    "<html><body><p>2026年放假安排</p><table><tr><th>节日<th>放假时间<th>调休上班</tr>"
    "<tr><td>元旦<td>1月1日—3日<td>1月4日</tr>"
    "<tr><td rowspan=2>春节<td rowspan=2>2月15日<br>至23日<td>2月14日</tr>"
    "<tr><td>2月28日</tr></table></body></html>"
).encode("gb18030")


def test_a_notice_in_word_excel_or_a_page_gives_its_days() -> None:
    assert told(word()) == TOLD
    assert told(excel()) == f"{TOLD} 1001"
    assert told(PAGE) == TOLD


def test_a_date_excel_kept_as_a_number_is_shown_and_not_entered() -> None:
    # 10.10 typed into a cell is kept as 10.1: which day was meant is lost.
    assert told(excel(10.1)) == f"{TOLD} ?"


def test_the_command_takes_a_file_as_well_as_text() -> None:
    assert given_text(PAGE).splitlines()[0] == "2026年放假安排"
    assert given_text("元旦：1月1日放假".encode("gb18030")) == "元旦：1月1日放假"


@pytest.mark.parametrize("raw", [b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\n00", b"<html></html>"])
def test_what_holds_no_notice_is_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(ClerkError):
        notice_in_bytes(raw, "通知")
