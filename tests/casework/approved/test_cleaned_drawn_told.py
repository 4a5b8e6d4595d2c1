"""Office files before they become pages, each thing by itself and by lot, held against what was approved."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from lxml import etree

from casework.redaction import office, printed_sheets
from casework.redaction.printed_sheets import CellStyles, fit, parts_of, shared_sizes, text_size
from rules.errors import ClerkError
from tests.casework.approved.test_doors_told import _related, _zip
from tests.casework.approved.test_files_read_told import SHEET, opened_part, shown
from tests.casework.approved.test_pages_drawn_told import Draw, drawn_pages
from tests.casework.docx_samples import NAMESPACES, docx, p, r

TEXTS = ("1", "13800138000", "1234567890123456789012345", "-1.5", "", "x" * 24, "x" * 25, "x" * 70, "汉字" * 3, "汉字\n汉字汉字", "ｆｕｌｌ", "x" * 2001)  # fmt: skip
SHARED = etree.fromstring(
    f"<sst {SHEET}><si><t>短</t></si><!-- x --><si><r><t>一段很长的文字，</t></r><r><t>分成两截</t></r><rPh><t>x</t></rPh></si><x><t>y</t></x><si/></sst>"
)
STYLES = etree.fromstring(
    f'<styleSheet {SHEET}><fonts/><cellXfs><xf/><xf><alignment wrapText="1"/></xf><xf><protection wrapText="1"/><alignment wrapText="0"/></xf><xf><alignment wrapText="true"/></xf></cellXfs></styleSheet>'
)
BEFORE = ("<sheetPr/>", "<sheetPr><tabColor/><pageSetUpPr autoPageBreaks='0'/></sheetPr>", '<dimension ref="A1"/>', "<sheetViews/>", "<sheetFormatPr/>", "<!-- x -->")  # fmt: skip
COLUMNS = (
    '<col min="1" max="1" width="40" style="2"/>', '<col min="2" max="3" width="5"/>', '<col min="4" max="16384" hidden="1" width="50"/>', '<col min="4" max="4" hidden="true"/>',
    '<col min="3" max="203" width="1"/>', '<col min="3" max="204" width="1"/>', '<col width="12"/>', '<col min="x" max="2" width="y"/>', '<col min="1" max="4" width="64.9" bestFit="1"/>',
    '<col min="1" max="2" width="47.5"/>', '<col min="1" max="2" width="47.6"/>', '<col min="1" max="4" width="65.1"/>', '<col min="1" max="1" hidden="0" width="2"/>',
)  # fmt: skip
BEHIND = ("<headerFooter/>", "<rowBreaks/>", "<drawing/>", "<legacyDrawing/>", "<tableParts/>", "<extLst/>", "<mergeCells/>", "<printOptions/>", "<picture/>", "<ignoredErrors/>", "<pageSetup/>", '<pageSetup scale="50" orientation="portrait" fitToWidth="3" cellComments="atEnd"/>', '<mergeCells><mergeCell ref="A1:B1"/><mergeCell/></mergeCells>')  # fmt: skip


def sheet_by_lot(draw: Draw) -> str:
    """Return a sheet with a few cells, its columns as given or not, and what stands around."""
    cells = []
    for _ in range(draw.randint(0, 5)):
        at = draw.choice(("A", "B", "C", "D", "Z", "AA", "AZ", "ABC", "ABCD", "a", "")) + draw.choice(("1", "1", "2", "12", ""))  # fmt: skip
        style = draw.choice(("", ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="4"', ' s="x"'))
        kind = draw.randrange(5)
        text = draw.choice(TEXTS)
        if kind == 0:
            held = f' t="s"{style}><v>{draw.choice((0, 1, 2, 3, -1, "", "x"))}</v>'
        elif kind == 1:
            held = f' t="inlineStr"{style}><is><t>{text}</t><r><t>乙</t></r></is>'
        elif kind == 2:
            held = f"{style}><f>1+1</f><v>{text}</v>"
        elif kind == 3:
            held = f"{style}>"
        else:
            held = f' t="str"{style}><v>{text}</v>'
        cells.append(f'<c r="{at}"{held}</c>')
    before = "".join(sorted(draw.sample(BEFORE, draw.randint(0, 3)), key=BEFORE.index))
    columns = "".join(draw.sample(COLUMNS, draw.randint(0, 2)))
    columns = draw.choice(("", f"<cols>{columns}</cols>"))
    behind = "".join(draw.sample(BEHIND, draw.randint(0, 3)))
    return f"<worksheet {SHEET}>{before}{columns}<sheetData><row>{''.join(cells)}</row></sheetData>{behind}</worksheet>"


def plainly(root: etree._Element) -> str:
    """Return a sheet as one line, columns of the same look drawn together."""
    said = []
    for one in root:
        if not isinstance(one.tag, str):
            said.append("<!>")
            continue
        name = etree.QName(one).localname
        look = ",".join(f"{key}={value}" for key, value in one.attrib.items())
        inner = ""
        if name == "cols":
            groups: list[list[str]] = []
            for column in one:
                shown_ = " ".join(f"{key}={value}" for key, value in column.attrib.items() if key not in ("min", "max"))  # fmt: skip
                place = f"{column.get('min')}" if column.get("min") == column.get("max") else "?"
                if groups and groups[-1][1] == shown_:
                    groups[-1][0] = f"{groups[-1][0].split('–')[0]}–{place}"
                else:
                    groups.append([place, shown_])
            inner = "; ".join(f"{place}: {shown_}" for place, shown_ in groups)
        elif name != "sheetData":
            inner = ",".join(f"{etree.QName(part).localname} {dict(part.attrib)}" for part in one)
        said.append(f"{name}({look})[{inner}]" if inner else f"{name}({look})" if look else name)
    return " ".join(said)


def test_sheets_made_fit_for_paper(approved) -> None:
    sizes = shared_sizes(SHARED)

    def tell() -> Iterator[str]:
        yield f"{sizes} {[CellStyles(STYLES).is_wrapped(at) for at in range(5)]}"
        for seed, draw in drawn_pages("sheets", 140):
            text = sheet_by_lot(draw)
            root = etree.fromstring(text)
            cells = [(one.get("r"), one.get("t"), one.get("s"), "".join(one.itertext())[:12]) for one in root.iter("{*}c")]  # fmt: skip
            yield f"{seed}: {cells}"
            yield f"  before: {plainly(root)}"
            look = deepcopy(STYLES)
            try:
                fit(root, sizes, CellStyles(look))
            except ClerkError as refusal:
                yield f"  refused: {refusal}"
                continue
            yield f"  fitted: {plainly(root)}"
            rows = [(one.get("ht"), [cell.get("s") for cell in one]) for one in root.iter("{*}row")]
            if len(look[-1]) > len(STYLES[-1]) or any(high for high, _ in rows):
                yield f"  rows: {rows} {[etree.tostring(one).decode().split('>', 1)[1] for one in look[-1][len(STYLES[-1]) :]]}"
        for text in (*TEXTS, "x\n" * 3, "½", "é", "가"):
            yield f"{text[:30]!r}… {len(text)}: {text_size(text)}"
        for letters in ("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"):
            yield f"{letters}: {printed_sheets._column(letters)}"
        parts = {"a.xml": b"<x/>", "b.xml": b"<x>", "c.xml": b"", "d.xml": b"<!DOCTYPE x [<!ENTITY e 'y'>]><x>&e;</x>"}  # fmt: skip
        for name in (*parts, "e.xml"):
            part = parts_of(parts, name)
            yield f"{name}: {None if part is None else etree.tostring(part)}"

    approved("sheets_for_paper", tell())


# Word


GONE = ("del", "moveFrom", "numberingChange", "commentRangeStart", "commentRangeEnd", "customXmlDelRangeStart", "customXmlMoveFromRangeStart", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "bookmarkStart")  # fmt: skip
IN_RUNS = ("delText", "delInstrText", "annotationRef", "commentReference", "tab")
LOOKS = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange", "numPr")  # fmt: skip


def bare(data: bytes, name: str = "word/document.xml") -> str:
    root = etree.fromstring(opened_part(data, name))
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode")
    return text.replace("w:", "").partition(">")[2].replace("</document>", "")


def cleaned(tmp_path: Path, data: bytes) -> bytes:
    source = tmp_path / "a.bin"
    source.write_bytes(data)
    return office.clean_office(source, tmp_path).read_bytes()


def test_word_files_without_what_they_do_not_show(approved, tmp_path: Path) -> None:
    looks = [f"<w:{name}{value}/>" for name in ("vanish", "webHidden", "b") for value in ("", *(f' w:val="{one}"' for one in ("0", "1", "false", "off", "none", "on")), ' x="0"')]  # fmt: skip
    bodies = {
        "gone": "".join(f"<w:p><w:{one}><w:r><w:t>{one}</w:t></w:r></w:{one}></w:p>" for one in GONE),
        "in runs": p("".join(f"<w:r><w:t>{one}</w:t><w:{one}/></w:r>" for one in IN_RUNS)),
        "looks": "".join(f"<w:p><w:pPr><w:{one}/></w:pPr></w:p>" for one in LOOKS),
        "hidden": p("", *(r(str(at), look) for at, look in enumerate(looks))) + p("<w:r/>", "<w:r><w:rPr/></w:r>"),
        "within": p("<w:ins><w:r><w:t>甲</w:t></w:r><w:moveTo><w:r><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:moveTo><w:r><w:t>丁</w:t></w:r></w:ins><w:r><w:t>戊</w:t></w:r><w:ins/>"),
        "rows": "<w:tbl><w:tr><w:trPr><w:cantSplit/><w:del/></w:trPr></w:tr><w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "remark": "<!-- x --><?pi y?>" + p("甲"),
    }  # fmt: skip
    hidden = p("甲", r("藏", "<w:vanish/>"))
    others = ("header1", "header", "header12", "footer2", "footnotes", "endnotes", "styles", "numbering", "glossary/document", "document2", "settings")  # fmt: skip

    def tell() -> Iterator[str]:
        for name, body in bodies.items():
            yield f"== {name}"
            yield bare(cleaned(tmp_path, docx(body)))
        parts = {f"word/{name}.xml": f"<w:x {NAMESPACES}>{hidden}</w:x>" for name in others}
        made = cleaned(tmp_path, _zip({"word/document.xml": "<x/>", **parts}))
        for name in parts:
            yield f"{name}: {'藏' in opened_part(made, name).decode()}"
        declared = opened_part(cleaned(tmp_path, docx(p("甲"))), "word/document.xml")
        yield declared.partition(b"\n")[0].decode()

    approved("word_cleaned", tell())


# What belongs to every office file


KINDS = ("image", "attachedTemplate", "oleObject", "externalLink", "video", "audio", "frame", "subDocument", "hyperlink", "comments", "commentsExtended", "commentsIds", "threadedComment", "person", "people", "commentAuthors", "vmlDrawing", "drawing", "styles", "mycomments", "personal")  # fmt: skip
REMARKS = ("word/comments.xml", "word/commentsExtended.xml", "word/people.xml", "xl/comments1.xml", "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml", "ppt/comments/comment1.xml", "ppt/commentAuthors.xml", "word/Comments.XML", "word/peoples/a/b.xml", "word/media/people.png", "word/threadedComment.xml", "docs/person.xml")  # fmt: skip


def test_what_is_fetched_and_remarked_goes(approved, tmp_path: Path) -> None:
    def tell() -> Iterator[str]:
        for name, kinds in (("with remarks", KINDS), ("without", [one for one in KINDS if "omment" not in one and "pe" not in one[:2]])):  # fmt: skip
            for mode in ("", "External", "Internal"):
                links = _related(
                    *((f"r{at}", kind, f"{kind}.xml") for at, kind in enumerate(kinds))
                )
                if mode:
                    links = links.replace("Target=", f'TargetMode="{mode}" Target=')
                made = cleaned(tmp_path, _zip({"ppt/presentation.xml": "<x/>", "ppt/_rels/a.rels": links}))  # fmt: skip
                left = [one.get("Target") for one in etree.fromstring(opened_part(made, "ppt/_rels/a.rels"))]  # fmt: skip
                yield f"{name}, {mode or 'no mode'}: {left}"
        types = "".join(f'<Override PartName="/{one}"/>' for one in REMARKS) + "<Default/>"
        data = _zip({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": f"<Types>{types}</Types>", **dict.fromkeys(REMARKS, "<x/>")})  # fmt: skip
        made = cleaned(tmp_path, data)
        left = [one.get("PartName") for one in etree.fromstring(opened_part(made, "[Content_Types].xml"))]  # fmt: skip
        yield f"types: {left}"
        yield f"parts: {[name for name in REMARKS if _has(made, name)]}"

    approved("remarks_cleaned", tell())


def _has(data: bytes, name: str) -> bool:
    try:
        return bool(opened_part(data, name))
    except KeyError:
        return False


def test_tables_and_texts_as_office_files(approved, tmp_path: Path, monkeypatch) -> None:
    tables = {
        "comma": "a;b,c,d\n1,2;3,4\n", "tab": "a\tb,c\n\t\n", "semicolon": "a;b;c,d\n", "as many": "a,b;c\n", "late": "a\n" * 50 + "b;c;d;e\nf,g\n", "early": "a\n" * 49 + "b;c;d;e\nf,g,h\n",
        "quoted": '"a,b",c\n"d""e",f\n', "signs": "a\x00\x1fb,c\x0bd\te\n",
    }  # fmt: skip
    codes = {
        "utf-8": "甲".encode(), "marked": "\ufeff甲".encode(), "gb": "甲".encode("gb18030"), "le": "甲".encode("utf-16"), "be": b"\xfe\xff" + "甲".encode("utf-16-be"),
        "odd": b"\xff\xfea", "zero": "a\0".encode("utf-16"), "zeros": b"a\0", "none": b"\xff\xff\xff", "empty": b"",
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, text in tables.items():
            source = tmp_path / "a.csv"
            source.write_bytes(text.replace("\x00", "").encode())
            lines = list(shown(office.table_as_sheet(source, tmp_path)))
            yield f"== {name} {len(lines)}"
            for line in dict.fromkeys(lines):
                yield f"  {len(line)}: {line[:60]} … {line[-20:]}"
        for name, data in codes.items():
            source = tmp_path / "a.txt"
            source.write_bytes(data)
            try:
                said = list(shown(office.text_as_word(source, tmp_path)))
            except ClerkError as refusal:
                said = [f"refused: {refusal}"]
            yield f"{name}: {said}"
        source = tmp_path / "a.csv"
        source.write_bytes(b"a,b\n1,2\n3,4\n")
        row = "<row/><x:row r='1'/><row>1</row><rows/>"
        book = _zip({"xl/workbook.xml": "<x/>", "xl/worksheets/a.xml": f"<x xmlns:x='y'>{row}</x>"})
        for most in (1, 2, 3):
            monkeypatch.setattr(office, "_MOST_SHEET_ROWS", most)
            for words in ("table", "book"):
                try:
                    if words == "table":
                        list(shown(office.table_as_sheet(source, tmp_path)))
                    else:
                        cleaned(tmp_path, book)
                    yield f"{words} of {most}: made"
                except ClerkError as refusal:
                    yield f"{words} of {most}: {refusal}"

    approved("tables_and_texts_as_office", tell())
