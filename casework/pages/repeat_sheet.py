"""The sheet that goes into the file before a reply that a request is not answered again."""

from datetime import date
from io import BytesIO

from casework.cases.attachments import add_content
from casework.desk.desk import Desk
from casework.letters.facts import chinese_date
from casework.pages.applicant_page import BASIS, applicant_page
from db import requests
from rules.errors import ClerkError

NAME = "重复申请核对表.docx"
_WIDTHS_CM = (4.4, 2.2, 9.4)
_LEAST_CM, _WRITTEN_CM = 0.9, 2.4


def keep_repeat_sheet(desk: Desk, request_id: int) -> str:
    """Keep the sheet with the case, ready to be filled in and signed; return what was done.

    Raises `ClerkError` where no earlier request of the applicant asks for the same.
    """
    add_content(desk, request_id, NAME, repeat_sheet(desk, request_id))
    return f"“{NAME}”已存入附件，请核对后补填签名，再作不予重复处理的答复。"


def repeat_sheet(desk: Desk, request_id: int) -> bytes:
    """Return the sheet as a Word file: the four questions, and what the register answers.

    Raises `ClerkError` where the register has no former reply to compare.
    """
    page = applicant_page(desk, request_id)
    if page.earlier is None:
        raise ClerkError(
            "登记簿中没有找到这个申请人此前申请相同内容的记录，不能作重复申请处理；"
            "前件早于本登记簿的，请先补录。",
            BASIS,
        )
    own = requests.one(desk.store, request_id)
    heads = (
        f"本件：{own.register_number}，{own.applicant_name}，{_day(own.received_on)}收到",
        f"前件：{page.earlier.register_number}，{page.earlier.applicant_name}，"
        f"{_day(page.earlier.received_on)}收到，"
        f"答复文号{page.earlier.document_number or '（未登记）'}",
        f"依据：{BASIS.short}",
    )
    rows = [("核对事项", "结论", "登记簿的记载")]
    rows += [(one.asked, one.words, one.evidence) for one in page.questions]
    rows.append(("经办人核对意见", "", ""))
    return _word(heads, rows, (desk.office_name, chinese_date(desk.today)))


def _day(day: date | None) -> str:
    return chinese_date(day) if day else "（日期未登记）"


def _word(heads: tuple[str, ...], rows: list[tuple[str, str, str]], feet: tuple[str, ...]) -> bytes:
    from docx import Document
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("重复申请核对表")
    run.bold, run.font.size = True, Pt(18)
    for words in heads:
        document.add_paragraph(words)
    table = document.add_table(rows=0, cols=len(_WIDTHS_CM))
    table.style, table.autofit = "Table Grid", False
    for values in rows:
        row = table.add_row()
        # The opinion is written in by hand.
        row.height = Cm(_WRITTEN_CM if values is rows[-1] else _LEAST_CM)
        for cell, value, width in zip(row.cells, values, _WIDTHS_CM, strict=True):
            cell.text, cell.width = value, Cm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            for run in cell.paragraphs[0].runs:
                run.bold = values is rows[0]
    # Word asks the cells for their width, LibreOffice the columns.
    for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
        column.width = Cm(width)
    signed = document.add_paragraph("核对人（签名）：　　　　　　　　　　　　负责人（签名）：")
    signed.paragraph_format.space_before = Pt(14)
    for words in feet:
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()
