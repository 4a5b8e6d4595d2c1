"""Corners of the rooms that no other text shows: old tables, spans, sheets, counts, held against
what was approved."""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from casework.books.book_papers import span_words
from casework.cases.case_file import load
from casework.desk.desk import Desk
from casework.importing import import_ledger
from casework.importing.finding import known_columns
from casework.importing.old_xml import NotATableError, is_old_xml, sheets_of
from casework.importing.settling_doubts import remember
from casework.importing.words import outcome_of_row
from casework.outgoing.office_files import look_through_office
from casework.pages.worklist import rows
from casework.safekeeping import sharing_sheet
from casework.safekeeping.around import look_around
from casework.safekeeping.exporting import export
from casework.safekeeping.recovery import keep_report
from db import steps
from tests.casework.approved.office_files import document_lines
from tests.casework.approved.plain import told
from tests.casework.approved.test_doors_told import _related, _zip
from tests.casework.conftest import Clock
from tests.casework.doings import Do
from tests.casework.importing.ledger_samples import FULL_HEADER, a_row, write

SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SPACE = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'  # fmt: skip
OLD = (
    f'<Workbook {SPACE}><Worksheet ss:Name="台账"><Table>'
    '<Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell ss:MergeAcross="2" ss:MergeDown="1"><Data>申请</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>'
    '<Row ss:Index="4"><Cell ss:Index="3"><Data ss:Type="Number">3.5</Data></Cell><Cell><Data ss:Type="Number">三</Data></Cell><Cell/><Cell><Data ss:Type="Boolean"> 1 </Data></Cell><Cell><Data ss:Type="Boolean">0</Data></Cell></Row>'
    '<Row><Cell ss:MergeDown="2"><Data ss:Type="DateTime">2026-03-06T00:00:00</Data></Cell><Cell ss:Index="x"><Data ss:Type="DateTime">三月</Data></Cell><Cell ss:MergeAcross="12345678"><Data>甲<B>乙</B>丙</Data></Cell></Row>'
    '<Row><Cell ss:Index="1000"><Data>末列</Data></Cell><Cell><Data>列外</Data></Cell></Row><Row><Cell ss:Index="1001"><Data>也在列外</Data></Cell><Cell><Data>不读</Data></Cell></Row>'
    "</Table></Worksheet><Worksheet><Table/></Worksheet></Workbook>"
)  # fmt: skip


def test_tables_of_older_systems(approved) -> None:
    def tell() -> Iterator[str]:
        for name, cells, merges in sheets_of(BytesIO(OLD.encode())):
            yield f"== {name} {merges}"
            for row in cells:
                shown = [one for one in row if one is not None]
                yield f"{len(row)}: {row if len(row) < 20 else shown}"
        far = OLD.replace('ss:Index="4"', 'ss:Index="{}"')
        for place in (200_000, 200_001, 9_999_999, 10_000_000):
            (_, cells, _), _ = sheets_of(BytesIO(far.format(place).encode()))
            yield f"row {place}: {len(cells)}"
        try:
            list(sheets_of(BytesIO(OLD[:300].encode())))
        except NotATableError as refusal:
            yield f"broken: {refusal}"
        yield f"{is_old_xml(OLD.encode())} {is_old_xml(b'<html>')}"

    approved("old_tables", tell())


def test_spans_of_months_as_a_heading_says_them(approved) -> None:
    def tell() -> Iterator[str]:
        for first in range(1, 13):
            said = [
                span_words(
                    date(2026, first, 1), date(2026, last, calendar.monthrange(2026, last)[1])
                )
                for last in range(first, 13)
            ]
            yield "；".join(said)
        yield span_words(date(2025, 1, 1), date(2026, 12, 31))
        yield span_words(date(2025, 3, 1), date(2026, 3, 31))

    approved("spans_of_months", tell())


def test_the_sheet_beside_a_shared_register(approved) -> None:
    rows = [("怎样打开", "双击。"), ("备份", "命令 backup。")]

    def tell() -> Iterator[str]:
        for many in (0, 1, 8, 9):
            accounts = [(f"zh{n}", f"张{n}", "经办", "") for n in range(many)]
            content = sharing_sheet._word("青枫区政务公开局", rows, accounts, "2026年3月6日")
            yield f"== {many}"
            yield from document_lines(content)
            yield from _looks(content)

    approved("sharing_sheet", tell())


def _looks(content: bytes) -> Iterator[str]:
    import docx

    opened = docx.Document(BytesIO(content))
    style = opened.styles["Normal"]
    after = style.paragraph_format.space_after
    yield f"Normal {style.font.name} {style.font.size.pt:g}pt after {after.pt:g}"
    for table in opened.tables:
        widths = " ".join(f"{one.width.cm:.1f}" for one in table.columns)
        yield f"table {table.style.name} autofit {table.autofit} {widths}"
        for row in table.rows[:2]:
            yield " ".join(
                f"{cell.width.cm:.1f}{'b' if any(run.bold for run in cell.paragraphs[0].runs) else ''}"
                for cell in row.cells
            )


def test_what_an_export_says_and_counts(approved, sample: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "导出"
    said = export(sample, folder).replace(str(folder), "〔文件夹〕")
    files = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    page = (folder / "说明.md").read_text(encoding="utf-8").splitlines()
    approved("export", [said, *files, "==", *page])


def test_what_is_kept_of_a_damaged_register(approved, tmp_path: Path) -> None:
    register = tmp_path / "样例 办公室" / "登记簿.db"
    register.parent.mkdir()

    def tell() -> Iterator[str]:
        for content in (
            b"",
            b"x" * 20,
            bytes(4096),
            bytes(9000) + b"x" + bytes(4096),
            b"\1" * 8192,
        ):
            register.write_bytes(content)
            report = tmp_path / "报告.txt"
            keep_report(
                look_around(register, now=datetime.combine(date(2026, 3, 6), time(9))), report
            )
            lines = report.read_text(encoding="utf-8-sig").splitlines()
            yield f"== {len(content)}"
            yield from (line for line in lines if not line.startswith("SQLite"))

    approved("damaged_report", tell())


def test_remarks_and_threads_of_a_sheet(approved) -> None:
    def comments(*cells: str) -> str:
        return (
            f"<comments {SHEET}>{''.join(f'<comment ref={cell!r}/>' for cell in cells)}</comments>"
        )

    links = {
        "threads first": (
            ("rId1", "threadedComment", "../threadedComments/threadedComment1.xml"),
            ("rId2", "comments", "../comments1.xml"),
            ("rId3", "comments", "../absent.xml"),
            ("rId4", "comments", "../comments2.xml"),
            ("rId5", "drawing", "../comments1.xml"),
        ),
        "none": (("rId2", "comments", "../comments3.xml"),),
    }

    def tell() -> Iterator[str]:
        for name, own in links.items():
            parts = {
                "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": _related(("rId1", "worksheet", "worksheets/sheet1.xml")),
                "xl/worksheets/sheet1.xml": f'<worksheet {SHEET}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>1234567890</t></is></c><c r="B1"><v>1.1E+10</v></c></row></sheetData></worksheet>',
                "xl/worksheets/_rels/sheet1.xml.rels": _related(*own),
                "xl/threadedComments/threadedComment1.xml": "<x/>",
                "xl/comments1.xml": comments("A1", "B2"),
                "xl/comments2.xml": comments("C3"),
                "xl/comments3.xml": comments(),
            }  # fmt: skip
            yield f"== {name}"
            yield from told(look_through_office(_zip(parts)))

    approved("sheet_remarks", tell())


def test_columns_an_office_settled_once(desk: Desk) -> None:
    remember(desk, {}, {"来源": "channel", "无用": "", "旧名": "a_field_that_went"})
    assert known_columns(desk, None) == {"来源": "channel", "无用": ""}
    assert known_columns(desk, {"来源": "remark", "新": "phone"}) == {
        "来源": "remark",
        "无用": "",
        "新": "phone",
    }


def test_rows_of_the_report_by_number_and_by_words(approved) -> None:
    words = (
        "3", "23", "2", "24", "第5行", "予以公开", "(一)予以公开", "一、予以公开", "1.属于国家秘密", "2、其他法律行政法规禁止公开", "8 属于行政查询事项", "9.其他",
        "三、本年度办理结果（三）不予公开1.属于国家秘密", "其他", "（七）总计", "部分公开（区分处理的，只计这一情形，不计其他情形）", "不予公开", "无法提供1本机关不掌握相关政府信息",
        "其他处理3其他", "", "信访举报投诉类申请", "不予处理 1. 信访举报投诉类申请", "六其他处理", "８．属于行政查询事项", "12345678属于国家秘密", "属于国家秘密1",
    )  # fmt: skip
    approved("rows_by_words", (f"{one} → {outcome_of_row(one)}" for one in words))


def test_reviews_and_contacts_of_a_ledger(approved, desk: Desk, tmp_path: Path) -> None:
    extra, legal = ("联系人", "法定代表人", "签发日期"), FULL_HEADER.index("法制审核")
    base = {"reply": "予以公开", "decided": date(2025, 3, 20), "served": date(2025, 3, 21)}
    cases = [
        (a_row(number="依申请〔2025〕1号", secrecy="周敏2025-03-18", **base), ("赵新3月17日", None, None, None)),
        (a_row(number="依申请〔2025〕2号", name="江晓", **base), ("李文 2025.3.17", "何生", None, "2025-03-19")),
        (a_row(number="依申请〔2025〕3号", name="某某学会（联系人：丁一，法定代表人：丙二）", kind="社会公益组织", **base), ("已审", None, None, None)),
        (a_row(number="依申请〔2025〕4号", name="某某学会（联系人：丁一）", kind="社会公益组织", signed="王建国2025年3月19日", **base), ("同意", "戊三", "己四", None)),
        (a_row(number="依申请〔2025〕5号", name="江晓月", signed="王建国", **base), ("2025年3月19日", None, None, None)),
    ]  # fmt: skip

    def tell() -> Iterator[str]:
        path = write(
            tmp_path / "台账.xlsx",
            [
                (*FULL_HEADER, *extra),
                *([*row[:legal], said, *row[legal + 1 :], *more] for row, (said, *more) in cases),
            ],
        )
        yield from told(import_ledger(desk, path))
        for request_id in range(1, len(cases) + 1):
            file = load(desk, request_id)
            yield f"== {request_id}"
            yield from told([file.registration])
            for step in steps.of_request(desk.store, request_id):
                yield f"{step.kind} {step.on} {step.details}"

    approved("ledger_reviews", tell())


def test_a_row_of_the_list_in_each_state(approved, desk: Desk, do: Do, clock: Clock) -> None:
    def tell() -> Iterator[str]:
        first = do(
            "register", None, "2026-03-06", applicant_name="林一帆", information_sought="甲"
        ).request_id
        yield from shown("registered", first)
        do("assign", first, "2026-03-09", section="政务公开科", handler="李文")
        yield from shown("assigned", first)
        do("consult_third_party", first, "2026-03-10", ref="甲公司", content="报价")
        yield from shown("asked", first)
        clock.day += timedelta(days=40)
        yield from shown("late", first)
        online = do(
            "register",
            None,
            "2026-12-20",
            applicant_name="江晓",
            information_sought="乙",
            channel="INTERNET",
        ).request_id
        yield from shown("unconfirmed", online)
        do("confirm", online, "2026-12-23")
        yield from shown("into the next year", online)

    def shown(name: str, request_id: int) -> Iterator[str]:
        yield f"== {name}"
        yield from told(rows(desk, [request_id]))

    approved("rows_of_the_list", tell())
