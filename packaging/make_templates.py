"""Write templates_docx/*.docx from the texts in casework/letters/texts/*.txt.

The wording is reviewed in the texts; the layout is GB/T 9704-2012. The same texts always give the
same bytes. `python packaging/make_templates.py` writes; with `--check` it only says what differs.

A text is one paragraph a line; a word in square brackets names its style:

    [题] title   [号] document number   [称] salutation   [落] signature   [日] date
    [项] heading of an item, kept with what follows   [署] a line to sign on
    [附] enclosure   [注] note in round brackets   [中] centred   [右] right   [小] small
    [表题] title of a form, smaller   [回] title of a return slip   [页] new page
    [条 text] small text in the footer beside the page number
    [纸 230 120 12 20]   another sheet: width, height and margins above and beside; no footer
    [封] [封大] [封右]   the lines of an envelope or label: left, the name, right
    [窄]     a form: narrower margins above and below than a letter has

    [表 28 56 28 56]        a table with columns in millimetres; every row is
    [高 20]                 (least height in millimetres of the rows that follow)
    | 申请人 | {{申请人}} | >2 two columns wide |
    | ″ | ...             (″ continues the cell above; ⏎ is a new line, → at its start: right)
    [表完]
    [连]     before a small table: it stays whole on a page
    [密]     before a long table: its lines stand closer
"""

import re
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from letter_blocks import closer, kept, set_off, takes_along
from letter_styles import (
    BODY_FONT,
    IDS,
    LATIN_FONT,
    PAGE_FONT,
    SETTINGS,
    STYLES,
    XML,
    W,
    font_table,
)

HERE = Path(__file__).resolve().parent
TEXTS = HERE.parent / "casework" / "letters" / "texts"
TEMPLATES = HERE.parent / "templates_docx"

MM = 56.6929
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNIX = 3
_MARK = re.compile(r"\[([^\]\s]+)((?:\s[^\]]*)?)\]\s?(.*)")


def _fonts(font: str) -> str:
    latin = LATIN_FONT if font == BODY_FONT else font
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>'


def _pitch(font: str, size: int) -> str:
    """Return the spacing that puts 28 characters of the text on a line (GB/T 9704 5.2.3)."""
    return '<w:spacing w:val="-5"/>' if (font, size) == (BODY_FONT, 32) else ""


def _styles() -> str:
    out = [
        f"{XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY_FONT)}"
        '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        # LibreOffice loses a mark that hangs over the edge of the text: none may hang.
        '<w:qFormat/><w:pPr><w:widowControl w:val="1"/><w:overflowPunct w:val="0"/>'
        '<w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    ]
    for style_id, name, font, size, line, alignment, indents, more in STYLES.values():
        before = re.search(r"BEFORE(\d+)", more)
        after = re.search(r"AFTER(\d+)", more)
        keeps = re.sub(r"(BEFORE|AFTER)\d+|WRAP|OFFGRID", "", more)
        # A web address may break anywhere, or the line before it would be torn apart.
        keeps += '<w:wordWrap w:val="0"/>' if "WRAP" in more else ""
        around = f' w:before="{before[1]}"' if before else ""
        around += f' w:after="{after[1]}"' if after else ""
        out.append(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keeps}'
            + ('<w:snapToGrid w:val="0"/>' if "OFFGRID" in more else "")
            + f'<w:spacing{around} w:line="{line}" w:lineRule="exact"/>'
            + (f"<w:ind {indents}/>" if indents else "")
            + f'<w:jc w:val="{alignment}"/></w:pPr><w:rPr>{_fonts(font)}{_pitch(font, size)}'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    out.append(
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4423"/>'
        '<w:tab w:val="right" w:pos="8845"/></w:tabs><w:spacing w:line="320" w:lineRule="exact"/>'
        f'<w:jc w:val="left"/></w:pPr><w:rPr>{_fonts(PAGE_FONT)}<w:sz w:val="28"/>'
        '<w:szCs w:val="28"/></w:rPr></w:style></w:styles>'
    )
    return "".join(out)


def _run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(style: str, text: str, more: str = "") -> str:
    run = _run(text) if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run}</w:p>'


def _footer(strip: str) -> str:
    small = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    beside = f"<w:r><w:tab/></w:r>{_run(strip, small)}" if strip else ""
    return (
        f'{XML}<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:tab/></w:r>'
        f"{_run('— ')}{field}{_run(' —')}{beside}</w:p></w:ftr>"
    )


class Sheet:
    """One text turned into the body of a document."""

    def __init__(self, text: str) -> None:
        self.body: list[str] = []
        self.strip = ""
        self.top, self.bottom = 2098, 1984
        self.width, self.height, self.side = 11906, 16838, 0
        self._widths: list[int] = []
        self._height, self._is_whole, self._is_close = 0, False, False
        self._rows: list[list[tuple[int, str]]] = []
        self._heights: list[int] = []
        for line in text.splitlines():
            if not line.startswith("%%"):
                self._line(line)
        if self._widths:
            raise ValueError("a table is not closed")

    def _line(self, line: str) -> None:
        if line.startswith("|"):
            self._rows.append([_cell(cell) for cell in line.strip().strip("|").split("|")])
            self._heights.append(self._height)
            return
        match = _MARK.fullmatch(line)
        mark, argument, text = (match[1], match[2].strip(), match[3]) if match else ("", "", line)
        if mark == "表":
            self._widths = [int(width) for width in argument.split()]
            self._height = 0
        elif mark == "高":
            self._height = int(argument)
        elif mark == "连":
            self._is_whole = True
        elif mark == "密":
            self._is_close = True
        elif mark == "表完":
            table = closer(self._table()) if self._is_close else self._table()
            self.body.append(kept(table) if self._is_whole else table)
            self._widths, self._rows, self._heights = [], [], []
            self._is_whole = self._is_close = False
        elif mark == "条":
            self.strip = argument
        elif mark == "纸":
            sizes = [round(int(part) * MM) for part in argument.split()]
            self.width, self.height, self.top, self.side = sizes
            self.bottom = self.top
        elif mark == "窄":
            self.top, self.bottom = 1304, 1134
        elif mark == "页":
            self.body.append("PAGE")
        elif not text and not match:
            return
        else:
            self.body.append(_paragraph(IDS[mark], text))

    def _table(self) -> str:
        grid = [round(width * MM) for width in self._widths]
        rows = []
        for at, row in enumerate(self._rows):
            height = round(self._heights[at] * MM)
            heads = at == 0 and any("{{每项" in text for row in self._rows for _, text in row)
            properties = "<w:cantSplit/>" + (
                f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
            )
            properties += "<w:tblHeader/>" if heads else ""
            cells, column = [], 0
            for span, text in row:
                width = sum(grid[column : column + span])
                merge = ""
                if text == "″":
                    merge, text = "<w:vMerge/>", ""
                elif self._continues(at + 1, column):
                    merge = '<w:vMerge w:val="restart"/>'
                cells.append(_cell_xml(width, span, merge, text))
                column += span
            if column != len(grid):
                raise ValueError(f"a row has {column} columns, not {len(grid)}: {row}")
            rows.append(f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>")
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>' for side in sides
        )
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _continues(self, at: int, column: int) -> bool:
        if at >= len(self._rows):
            return False
        start = 0
        for span, text in self._rows[at]:
            if start == column:
                return text == "″"
            start += span
        return False

    def document(self) -> str:
        """Return word/document.xml."""
        blocks = list(self._broken())
        footer = "" if self.side else '<w:footerReference w:type="default" r:id="rId4"/>'
        turned = ' w:orient="landscape"' if self.width > self.height else ""
        section = (
            f'<w:sectPr>{footer}<w:pgSz w:w="{self.width}" w:h="{self.height}"{turned}/><w:pgMar'
            f' w:top="{self.top}" w:right="{self.side or 1474}" w:bottom="{self.bottom}"'
            f' w:left="{self.side or 1587}" w:header="567" w:footer="{self.bottom - 567}"'
            ' w:gutter="0"/><w:cols w:space="425"/>'
            '<w:docGrid w:type="lines" w:linePitch="560"/></w:sectPr>'
        )
        if blocks[-1].endswith("</w:tbl>"):
            # Word needs a paragraph after a table; it must not open a page of its own.
            blocks.append(
                '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/>'
                "</w:rPr></w:pPr></w:p>"
            )
        return f"{XML}<w:document {W} {R}><w:body>{''.join(blocks)}{section}</w:body></w:document>"

    def _broken(self) -> Iterator[str]:
        new_page = False
        for at, block in enumerate(self.body):
            if block == "PAGE":
                new_page = True
                continue
            if new_page:
                block = block.replace("<w:pPr>", "<w:pPr>BREAK", 1)
                block = re.sub(
                    r"BREAK(<w:pStyle [^>]*/>)", r"\1<w:pageBreakBefore/>", block, count=1
                )
                new_page = False
            following = self.body[at + 1] if at + 1 < len(self.body) else ""
            if block.startswith("<w:p>") and takes_along(following):
                block = kept(block)
            yield set_off(block, following)


def _cell(text: str) -> tuple[int, str]:
    text = text.strip()
    match = re.match(r">(\d+)\s*(.*)", text)
    return (int(match[1]), match[2]) if match else (1, text)


def _cell_xml(width: int, span: int, merge: str, text: str) -> str:
    heading = text.startswith("*") or (
        len(text) <= 12 and not re.search(r"[{□：。→⏎]", text) and text != ""
    )
    text = text.removeprefix("*")
    lines = []
    for line in text.split("⏎"):
        style = IDS["格右"] if line.startswith("→") else IDS["目" if heading else "格"]
        lines.append(_paragraph(style, line.removeprefix("→")))
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{"".join(lines)}</w:tc>'
    )


def make(text: str, title: str) -> bytes:
    """Return the template that a text describes."""
    sheet = Sheet(text)
    overrides = {
        "word/document.xml": f"{WORD}.document.main+xml",
        "word/styles.xml": f"{WORD}.styles+xml",
        "word/settings.xml": f"{WORD}.settings+xml",
        "word/fontTable.xml": f"{WORD}.fontTable+xml",
        "word/footer1.xml": f"{WORD}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    kinds = ("styles", "settings", "fontTable", "footer")
    parts = {
        "[Content_Types].xml": (
            f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            + "".join(
                f'<Override PartName="/{name}" ContentType="{kind}"/>'
                for name, kind in overrides.items()
            )
            + "</Types>"
        ),
        "_rels/.rels": _relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
                "core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": (
            f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
            'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
        ),
        "word/_rels/document.xml.rels": _relationships(
            *((f"{OFFICE}/{kind}", f"{kind}{'1' * (kind == 'footer')}.xml") for kind in kinds)
        ),
        "word/document.xml": sheet.document(),
        "word/styles.xml": _styles(),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": font_table(),
        "word/footer1.xml": _footer(sheet.strip),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            # Stored, not compressed: another zlib would give other bytes for the same text.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # Python names the system it runs on: the same text must give the same bytes anywhere.
            entry.create_system = _UNIX
            archive.writestr(entry, content.encode())
    return stream.getvalue()


def _relationships(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{XML}<Relationships xmlns="{space}">{inner}</Relationships>'


def templates() -> dict[str, bytes]:
    """Return every template by its file name."""
    made = {}
    for path in sorted(TEXTS.glob("*.txt")):
        text = path.read_text("utf-8")
        title = re.search(r"^%% (.*)", text, re.MULTILINE)
        made[f"{path.stem}.docx"] = make(text, title[1] if title else path.stem)
    return made


def main() -> int:
    """Write the templates, or with --check return 1 where one differs from its text."""
    stale = []
    for name, content in templates().items():
        path = TEMPLATES / name
        if not path.exists() or path.read_bytes() != content:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_bytes(content)
    print(f"{len(stale)} templates {'differ' if '--check' in sys.argv else 'written'}")
    return int("--check" in sys.argv and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main())
