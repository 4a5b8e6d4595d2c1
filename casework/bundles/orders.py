"""The bundles a clerk asks for, each with the sheets that belong to it."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from casework.bundles.bundled_papers import answer_papers, archive_papers, missing_of_an_answer
from casework.bundles.making import BundleOrder, PlacedPaper, Sheet
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.letters import FiledPaper, end_sheet, file_contents, render
from casework.letters.facts import chinese_date
from casework.papers.issuing import case_facts, office_facts
from forms.handling import Filing
from rules.errors import ClerkError
from rules.steps import StepKind

CONTENTS, END, EVIDENCE = "卷内目录", "备考表", "证据目录"


def archive_order(desk: Desk, request_id: int, folder: Path) -> BundleOrder:
    """Return the order for the file of a case as an archive takes it (一案一卷).

    `folder` takes what is made for it and must stay until the bundle is made. Raises `ClerkError`
    where the registration is void or a paper is gone.
    """
    file = load(desk, request_id)
    if file.is_void:
        raise ClerkError("登记已作废，没有案卷。")
    office, case, today = office_facts(desk), case_facts(desk, file), desk.today
    filed = file.entered(StepKind.FILED, Filing)
    retention = "" if filed is None else filed.retention
    templates = desk.templates

    def contents(papers: Sequence[PlacedPaper], total: int) -> bytes:
        rows = [_filed(one) for one in papers]
        listed = file_contents(
            office, case, today, papers=rows, pages=total, anchor=desk.anchor_words
        )
        return render(listed, templates)

    def end(papers: Sequence[PlacedPaper], total: int) -> bytes:
        letter = end_sheet(office, case, today, count=len(papers), pages=total, kept_for=retention)
        return render(letter, templates)

    before: Mapping[str, Sheet] = {CONTENTS: contents}
    return BundleOrder(
        f"{file.register_number}案卷",
        archive_papers(desk, request_id, folder),
        before,
        {END: end},
    )


def answer_order(desk: Desk, request_id: int, folder: Path) -> BundleOrder:
    """Return the order for the bundle that answers a reconsideration or a suit (复议法48、70).

    It tells in its notes what an answer should hold and does not.

    Raises `ClerkError` where the registration is void.
    """
    file = load(desk, request_id)
    if file.is_void:
        raise ClerkError("登记已作废，没有案卷。")
    papers = answer_papers(desk, request_id, folder)
    office, today = desk.office.name, chinese_date(desk.today)
    number = file.register_number

    def evidence(placed: Sequence[PlacedPaper], _total: int) -> bytes:
        return _evidence(placed, number, office, today)

    return BundleOrder(
        f"{file.register_number}复议应诉案卷",
        papers,
        {EVIDENCE: evidence},
        {},
        tuple(missing_of_an_answer(papers)),
    )


def _filed(one: PlacedPaper) -> FiledPaper:
    paper = one.paper
    return FiledPaper(
        number=paper.number,
        on=chinese_date(paper.on) if paper.on else "",
        title=paper.title,
        pages=one.pages,
        remark=paper.remark,
    )


_WIDTHS_CM = (1.2, 5.6, 2.6, 4.6, 2.0)


def _evidence(placed: Sequence[PlacedPaper], number: str, office: str, today: str) -> bytes:
    """Return the list of evidence: what each paper is, and what it proves."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("证 据 目 录")
    run.bold, run.font.size = True, Pt(18)
    document.add_paragraph(f"案由：政府信息公开申请（编号：{number}）")
    table = document.add_table(rows=0, cols=len(_WIDTHS_CM))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
        column.width = Cm(width)
    rows = [("序号", "证据名称", "日期", "证明内容", "页次")]
    rows += [
        (
            str(place),
            f"{one.paper.title}（{one.paper.number}）" if one.paper.number else one.paper.title,
            one.paper.on.isoformat() if one.paper.on else "",
            one.paper.part.proves,
            one.pages or "电子件",
        )
        for place, one in enumerate(placed, start=1)
    ]
    for values in rows:
        cells = table.add_row().cells
        for cell, value, width in zip(cells, values, _WIDTHS_CM, strict=True):
            cell.text, cell.width = value, Cm(width)
    document.add_paragraph()
    for words in (f"提交人：{office}", today):
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()
