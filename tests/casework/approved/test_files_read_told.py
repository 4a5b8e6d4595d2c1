"""Files as they come from elsewhere: what is read of them and taken out, held against approval."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from casework.importing.far_cells import without_far_cells
from casework.importing.text_tables import decoded, table_of
from casework.redaction import office as office_cleaning
from casework.redaction.printed_sheets import CellStyles, fit, shared_sizes
from casework.reports.grids import content_of, decoded_page
from casework.reports.handed_in import report_in, title_of
from casework.reports.report_check import check_report_file, check_report_text
from casework.reports.web_page import web_page
from casework.word.parts import opened
from casework.year.year_report import year_report
from rules.errors import ClerkError
from tests.casework.approved.plain import short, told
from tests.casework.approved.test_doors_told import _related, _zip
from tests.casework.approved.test_word_made_told import part_lines, xml_lines
from tests.casework.docx_samples import NAMESPACES, docx, p, r, table

SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def tried(reading: Callable[..., Any], *asked: Any) -> Iterator[str]:
    """Yield what a reading gives, or why it is refused."""
    try:
        yield from told([reading(*asked)], "  ")
    except ClerkError as refusal:
        yield f"  refused: {refusal}"


# Annual reports

WEAR: tuple[tuple[str, str], ...] = (
    ("本年新收", "本年新收政府信息公开申请数量"), ("上年结转", "上年转结"), ("予以公开", "予 以 公 开"), ("部分公开", ""), ("<td>0</td>", "<td></td>"),
    ("<td>0</td>", "<td>／</td>"), ("<td>1</td>", "<td>１件</td>"), ("<td>1</td>", "<td>一</td>"), ("<td>2</td>", "<td>1.5</td>"), ("自然人", "个人"),
    ("商业企业", "企业"), ("总计", "合计"), ("结果维持", "维持"), ("尚未审结", "未审结"), ("规章", "规 章"), ("行政许可", "行政许可事项"), ("现行有效", "有效"),
    ("</tr><tr>", "</tr></table><table><tr>"), ("2026年", "2026年度"), ("2026年", "二〇二六年"), ("2026年", ""), ("政府信息公开", "信息公开"), ("年度报告", "年报"),
    ("其他处理", "其他处理情况"), ("本年", "本年新制作"), ("第二十条", "第20条"), ("公益组织", "组织"), ("法律服务机构", "律所"), ("行政诉讼", "诉讼"), ("rowspan=", "x="), ("colspan=", "y="),
)  # fmt: skip
TITLES = (
    "青枫区政务公开局2026年政府信息公开工作年度报告", "青枫区政务公开局\n2026年政府信息公开\n工作年度报告", "2026年度青枫区政务公开局政府信息公开工作报告",
    "青枫区政务公开局政府信息公开工作年度报告（2026年）", "青枫区政务公开局政府信息公开2026年工作报告", "关于2025年信息公开情况的总结", "二〇二五年政府信息公开年报",
    "２０２６年政府信息公开工作年度报告", "公开指南", "", "青枫区\n\n政府信息公开工作年度报告\n2024", "江晓局2026年政府信息公开工作年度报告。另有说明；2025年政府信息公开年报",
)  # fmt: skip


def test_annual_reports_as_others_hand_them_in(approved, sample, tmp_path) -> None:
    whole = web_page(year_report(sample, 2026))

    def tell() -> Iterator[str]:
        path = tmp_path / "上报.html"
        for seed in range(34):
            draw = random.Random(f"report {seed}")
            text = whole
            for _ in range(draw.randint(0, 3)):
                old, new = draw.choice(WEAR)
                text = text.replace(old, new, draw.choice((1, 2, -1)))
            path.write_bytes(text.encode(draw.choice(("utf-8", "utf-8-sig", "gb18030"))))
            yield f"== {seed}"
            yield from tried(report_in, path)
        for number, (old, new) in enumerate(WEAR):
            path.write_bytes(whole.replace(old, new).encode())
            yield f"== {number} {old} → {new}"
            yield from (line[:300] for line in tried(report_in, path))
        for title in TITLES:
            yield f"{title!r}: {title_of(title, '青枫局')} {title_of(title, '2023年报')}"
        for name, data in (
            ("a.json", b'{"x": 1}'),
            ("b.json", b"{x"),
            ("c.txt", b"words"),
            ("d.xlsx", b"PK\x03\x04x"),
            ("e.doc", b"\xd0\xcf\x11\xe0x"),
            ("f.html", b"<table><tr><td>x</td></tr></table>"),
        ):
            (tmp_path / name).write_bytes(data)
            yield f"== {name}"
            yield from tried(report_in, tmp_path / name)
        path.write_bytes(whole.encode())
        yield from told(check_report_file(path))
        yield from told(
            check_report_text("本年新收政府信息公开申请3件，予以公开2件，行政复议1件。")
        )

    approved("reports_handed_in", tell())


# Grids

PAGES = {
    "spans": "<table><tr><td rowspan=2>甲</td><td colspan='2'>乙</td></tr><tr><td>丙<td>丁</tr><tr><td colspan=0>戊</td><td rowspan='x'>己</td></tr></table>后<p>话</p>",
    "within": "<script>x</script><table><td>外<table><tr><th>内</th></tr></table></td></table><style>y</style><br>末",
    "mail": 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n\nPHRhYmxlPjx0cj48dGQ+55SyPC90ZD48L3RyPjwvdGFibGU+\n--b--\n',
    "vast": "<table>" + "<tr>" * 30 + "<td rowspan=200 colspan=200>" * 30 + "</table>",
}  # fmt: skip


def cell(text: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(text)}</w:tc>"


def test_tables_of_any_file_as_grids(approved, tmp_path) -> None:
    rows = (
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("甲", "<w:gridSpan w:val=" + chr(34) + "2" + chr(34) + "/>")}{cell("乙", "<w:vMerge w:val=" + chr(34) + "restart" + chr(34) + "/>")}</w:tr>',
        f'<w:sdt><w:sdtContent><w:tr>{cell("丙")}{cell("", "<w:vMerge/>")}{cell("丁", "<w:gridSpan w:val=" + chr(34) + "x" + chr(34) + "/>")}</w:tr></w:sdtContent></w:sdt>',
    )  # fmt: skip
    document = docx(p("前") + f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>" + p("后"))
    codes = {
        "named": '<meta charset="gbk"><p>甲'.encode("gb18030"), "utf16": "<p>乙".encode("utf-16"), "wrong": b'<meta charset="no-such">' + "丙".encode(),
        "broken": b"\xff\xff<p>", "mark": "\ufeff丁".encode(), "plain": "戊".encode("gb18030"), "big5": b'charset=big5>' + "己".encode("big5"),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, text in PAGES.items():
            (tmp_path / "a.html").write_text(text, encoding="utf-8")
            yield f"== {name}"
            yield from tried(content_of, tmp_path / "a.html")
        for name, data in (
            ("a.docx", document),
            ("b.docx", docx("<w:p>")),
            ("c.xlsx", _zip({"x": "y"})),
            ("d.txt", b"x"),
        ):
            (tmp_path / name).write_bytes(data)
            yield f"== {name}"
            yield from tried(content_of, tmp_path / name)
        yield from tried(content_of, tmp_path / "没有.docx")
        yield from (f"{name}: {decoded_page(data)!r}" for name, data in codes.items())

    approved("tables_as_grids", tell())


# Ledgers written as text, and cells that lie far off


def test_text_tables_and_cells_far_off(approved) -> None:
    texts = {
        "comma": "编号,申请人\n1,甲;乙;丙\n2,丁\n", "tab": "编号\t申请人\n1\t甲,乙\n", "bars": "a|b\n1|2\n3|4|5\n", "none": "只有一列\n两行\n",
        "quoted": '"甲,乙",丙\n"丁\n戊",己\n', "semicolons": "a;b;c\n1;2;3\n4,5;6;7\n", "ragged": "a,b\n1,2,3\n4;5\n",
    }  # fmt: skip
    bad = "".join(f"{at},\n" for at in range(30)).encode()
    codes = {
        "utf8": "甲,乙".encode(), "mark": "\ufeff甲".encode(), "gbk": "甲,乙\n".encode("gb18030"), "le": "编号,1\n".encode("utf-16-le"), "be": "编号,1\n".encode("utf-16-be"),
        "utf16": "甲".encode("utf-16"), "slip": "甲\n乙".encode() + b"\xff\n" + "丙\n".encode() * 5, "zero": b"a\x00b", "many": bad.replace(b",", b"\xff\xff,"),
        "big": b"\xfe\xff" + "甲".encode("utf-16-be"),
    }  # fmt: skip

    def sheet(*cells: str) -> bytes:
        inner = "".join(f'<c r="{one}"><v>1</v></c>' for one in cells)
        return _zip(
            {
                "xl/worksheets/sheet1.xml": f'<worksheet><dimension ref="A1:XFD1"/><row>{inner}<c r="ALM2" s="1"/><c r="A2000001"><is>x</is></c></row></worksheet>',
                "xl/x.xml": "<x/>",
            }
        )

    def tell() -> Iterator[str]:
        yield from (f"{name}: {table_of(text)}" for name, text in texts.items())
        yield from (f"{name}: {decoded(data)}" for name, data in codes.items())
        for cells in (
            ("A1", "B2"),
            ("ALL1", "ALM1"),
            ("A200000", "A200001"),
            ("XFD1",),
            ("ZZ1", "AAA1"),
        ):
            made, said = without_far_cells(sheet(*cells))
            yield f"{cells}: {said}"
            yield from xml_lines(opened_part(made, "xl/worksheets/sheet1.xml"))

    approved("text_tables", tell())


def opened_part(data: bytes, name: str) -> bytes:
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


# Office files before they are covered

CELLS = (
    '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c><c r="C1" t="inlineStr"><is><t>行内的文字较长一些</t></is></c><c r="D1"><v>123456789012345678901234567890</v></c>'
    '<c r="AA1" s="1"><v>1234567890123</v></c><c r="E1" s="x"><v/></c><c r="bad"><v>1</v></c><c r="F1" s="2"><v>13800138000</v></c>'
)  # fmt: skip
SHEETS = {
    "bare": f"<worksheet {SHEET}><sheetData><row>{CELLS}</row></sheetData></worksheet>",
    "given": f'<worksheet {SHEET}><sheetPr><pageSetUpPr/></sheetPr><dimension ref="A1"/><cols><col min="1" max="3" width="40" style="2"/><col min="4" max="16384" hidden="1"/></cols><sheetData><row>{CELLS}</row></sheetData><mergeCells><mergeCell ref="C1:D1"/></mergeCells><pageSetup scale="50" cellComments="asDisplayed"/></worksheet>',
    "wide": f'<worksheet {SHEET}><cols><col min="1" max="9" width="58"/></cols><sheetData><row><c r="A1"><v>1</v></c><c r="I1"><v>2</v></c></row></sheetData><drawing/></worksheet>',
    "two pages": f'<worksheet {SHEET}><cols><col min="1" max="2" width="x"/></cols><sheetData><row><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>1</v></c></row></sheetData><drawing/></worksheet>',
    "empty": f"<worksheet {SHEET}><sheetData/></worksheet>",
}  # fmt: skip
SHARED = f"<sst {SHEET}><si><t>短</t></si><si><r><t>一段很长的文字，</t></r><r><t>分成两截写在一个格子里，再长也不能挤成一团</t></r></si><x/></sst>"
STYLES = f'<styleSheet {SHEET}><cellXfs><xf/><xf><alignment wrapText="1"/></xf><xf><alignment wrapText="0"/></xf><xf><alignment wrapText="true"/></xf></cellXfs></styleSheet>'


def test_office_files_before_they_are_covered(approved, tmp_path) -> None:
    hidden = (
        p("甲", r("藏", "<w:vanish/>"), r("网藏", "<w:webHidden/>"), r("不藏", '<w:vanish w:val="0"/>'), r("见", '<w:vanish w:val="false"/>'))
        + p("<w:ins><w:r><w:t>新</w:t></w:r><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom>")
        + p('<w:commentRangeStart w:id="1"/><w:r><w:t>批</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')
        + table([p("留")]) + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc/></w:tr><w:tr><w:trPr/><w:tc/></w:tr></w:tbl><w:sectPr><w:sectPrChange/></w:sectPr>"
    )  # fmt: skip
    links = _related(
        ("r1", "image", "http://x/a.png"),
        ("r2", "comments", "comments.xml"),
        ("r3", "vmlDrawing", "v.vml"),
        ("r4", "hyperlink", "http://y"),
    )
    links = links.replace('Target="http', 'TargetMode="External" Target="http')
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/comments.xml"/><Override PartName="/word/document.xml"/></Types>'
    files = {
        "a.docx": docx(hidden, header1=f"<w:hdr {NAMESPACES}>{p(r('头藏', '<w:vanish/>'))}</w:hdr>", comments="<x/>", **{"word/_rels/document.xml.rels": links, "[Content_Types].xml": types}),
        "a.xlsx": _zip({"xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": SHARED, "xl/styles.xml": STYLES, **{f"xl/worksheets/{name}.xml": text for name, text in SHEETS.items()}, "xl/threadedComments/t1.xml": "<x/>", "xl/persons/person.xml": "<x/>", "xl/worksheets/_rels/bare.xml.rels": _related(("r1", "vmlDrawing", "v.vml"))}),
        "a.pptx": _zip({"ppt/presentation.xml": "<x/>", "ppt/comments/comment1.xml": "<x/>", "ppt/slides/_rels/s.xml.rels": _related(("r1", "video", "v.mp4"))}),
        "a.ods": _zip({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "a.odp": _zip({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.presentation"}),
        "a.odt": _zip({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.text"}),
        "a.ofd": _zip({"Doc_0/OFD.xml": "<x/>"}), "a.zip": _zip({"x.txt": "y"}), "torn.docx": docx("<w:p>"), "typed.docx": _zip({"word/document.xml": "<!DOCTYPE x><x/>"}),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, data in files.items():
            source = tmp_path / name
            source.write_bytes(data)
            yield f"==== {name}"
            try:
                made = office_cleaning.clean_office(source, tmp_path / "..")
            except ClerkError as refusal:
                yield f"refused: {refusal}"
                continue
            content = made.read_bytes()
            yield f"{made.name}: {sorted(opened_names(content))}"
            yield from part_lines(
                content, but=data if "document.xml" in str(opened_names(data)) else None
            )
        for name, text in SHEETS.items():
            root = etree.fromstring(text)
            look = etree.fromstring(STYLES)
            fit(root, shared_sizes(etree.fromstring(SHARED)), CellStyles(look))
            yield f"== {name}"
            yield from xml_lines(etree.tostring(root))
            yield f"{len(look[-1])} styles"
        yield f"{shared_sizes(None)}"
        for bare in (None, etree.fromstring(f"<styleSheet {SHEET}/>")):
            yield f"{CellStyles(bare).is_wrapped(0)} {CellStyles(bare).wrapping(0)}"
        for name, text in (
            ("a.csv", "甲,乙;丙\n=1+1,\x012\n"),
            ("b.csv", "a;b\n1;2\n"),
            ("c.txt", "一行\n\x02两行\n\n末"),
            ("d.txt", ""),
        ):
            source = tmp_path / name
            source.write_bytes(text.encode("gb18030"))
            for make in (office_cleaning.table_as_sheet, office_cleaning.text_as_word):
                made = make(source, tmp_path)
                yield f"== {name} {made.name}"
                yield from (f"  {one}" for one in shown(made))
        for data in (
            "甲".encode("utf-16"),
            b"a\x00b",
            "乙".encode("gb18030"),
            "\ufeff丙".encode(),
            b"\xff\xff\xff",
        ):
            yield from tried(office_cleaning.decoded, data)

    approved("office_files_cleaned", tell())


def opened_names(data: bytes) -> list[str]:
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def shown(path: Path) -> Iterator[str]:
    """Yield what a made file shows, cells or paragraphs."""
    if path.suffix == ".xlsx":
        yield from (short(row) or str(row) for grid in content_of(path).grids for row in grid)
    else:
        parts = opened(path.read_bytes())
        yield from (
            node.text or "" for node in etree.fromstring(parts["word/document.xml"]).iter("{*}t")
        )
