"""Forty papers with three hundred secrets in them, each in another hiding place.

`open` secrets stand where anybody reads them and must be suggested; `hidden` ones lie where only a
search would look. Each paper can be made without its hidden secrets: the covered papers of both
must then be the same to the pixel.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.casework.redaction.pdf_samples import Sample, revised
from tests.casework.redaction.secrets import Secret, some

HAY = (
    "经调查核实，该项目于2024年3月12日立项，总投资3,256.80万元。",
    "依据国办发〔2021〕12号文件第三条的规定办理。",
    "项目代码2019-320102-48-03-123456，批次20240312。",
    "统一社会信用代码91320102MA1ABCDE2X。",
    "合同编号HT20240101000123，面积1,234.56平方米。",
    "会议于9时30分在三楼会议室召开，应到15人，实到12人。",
    "编号为0001至0120的台账共120份，存放于档案室。",
    "咨询请拨打12345热线，邮政编码330000。",
)


@dataclass
class Paper:
    """A file with what was planted in it."""

    name: str
    content: bytes
    open: list[Secret] = field(default_factory=list)
    hidden: list[Secret] = field(default_factory=list)


Maker = Callable[[random.Random, bool], Paper]


def _lines(sample: Sample, draw: random.Random, secrets: list[Secret], top: float = 780) -> None:
    for at, one in enumerate(secrets):
        sample.text(60, top - 44 * at, draw.choice(HAY), 11)
        sample.text(60, top - 22 - 44 * at, f"经查，{one.sentence}", 11)


def plain_pdf(turn: int) -> Maker:
    def make(draw: random.Random, plant: bool) -> Paper:
        sample = Sample(rotate=turn)
        shown, hidden = some(draw, 5, turn // 90), some(draw, 3, 5)
        _lines(sample, draw, shown)
        if plant:
            sample.info = {"Author": hidden[0].words, "Keywords": hidden[1].words}
            sample.xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{hidden[2].words}</x:xmpmeta>"
        return Paper(f"turned{turn}.pdf", sample.bytes(), shown, hidden)

    return make


def unseen_text(draw: random.Random, plant: bool) -> Paper:
    sample = Sample()
    shown, hidden = some(draw, 4, 2), some(draw, 6, 6)
    _lines(sample, draw, shown)
    sample.draw("0.1 g 50 330 300 26 re f 0 g")
    if plant:
        sample.text(60, 500, hidden[0].words, look="1 g")
        sample.text(60, 470, hidden[1].words, look="0.985 g")
        sample.text(60, 440, hidden[2].words, look="0.95 g")
        sample.text(60, 410, hidden[3].words, mode=3)
        sample.text(60, 337, hidden[4].words, look="0.14 g")
        sample.text(700, 300, hidden[5].words, look="0 g")
    return Paper("unseen.pdf", sample.bytes(), shown, hidden)


def beneath_a_box(draw: random.Random, plant: bool) -> Paper:
    sample = Sample()
    shown, hidden = some(draw, 4, 1), some(draw, 4, 3)
    _lines(sample, draw, shown)
    for at, one in enumerate(hidden):
        if plant:
            sample.text(60, 500 - 40 * at, one.words)
        sample.draw(f"{at % 2} g 50 {494 - 40 * at} 400 26 re f 0 g")
    return Paper("beneath.pdf", sample.bytes(), shown, hidden)


def earlier_version(draw: random.Random, plant: bool) -> Paper:
    shown, hidden = some(draw, 4, 4), some(draw, 6, 1)
    later = Sample()
    _lines(later, draw, shown)
    earlier = Sample()
    for at, one in enumerate(hidden):
        earlier.text(60, 700 - 30 * at, one.words)
    content = revised(earlier.bytes(), later.bytes()) if plant else later.bytes()
    return Paper("earlier.pdf", content, shown, hidden)


def layers(draw: random.Random, plant: bool) -> Paper:
    sample = Sample()
    shown, hidden = some(draw, 4, 0), some(draw, 5, 4)
    for at, one in enumerate(shown):
        sample.layer(is_on=True, x=60, y=780 - 30 * at, words=f"经查，{one.sentence}")
    for at, one in enumerate(hidden):
        sample.layer(is_on=False, x=60, y=500 - 30 * at, words=one.words if plant else "无")
    return Paper("layers.pdf", sample.bytes(), shown, hidden)


def notes(draw: random.Random, plant: bool) -> Paper:
    sample = Sample()
    shown, hidden = some(draw, 4, 7), some(draw, 5, 2)
    _lines(sample, draw, shown)
    if plant:
        sample.note("Text", (300, 500, 320, 520), hidden[0].words)
        sample.note("Popup", (340, 500, 400, 560), hidden[1].words)
        sample.note("Link", (60, 420, 200, 440), hidden[2].words)
        sample.note("FileAttachment", (300, 300, 320, 320), hidden[3].words)
        sample.note("Text", (300, 200, 320, 220), hidden[4].words, "/Subj (x) /Open true")
    return Paper("notes.pdf", sample.bytes(), shown, hidden)


def form(draw: random.Random, plant: bool) -> Paper:
    sample = Sample()
    shown, hidden = some(draw, 6, 0), some(draw, 3, 8)
    for at, one in enumerate(shown):
        sample.typed((60, 760 - 40 * at, 420, 780 - 40 * at), one.sentence)
    sample.attachment = "，".join(one.words for one in hidden).encode() if plant else None
    return Paper("form.pdf", sample.bytes(), shown, hidden)


def cut_off(draw: random.Random, plant: bool) -> Paper:
    sample = Sample(crop=(40, 200, 560, 842))
    shown, hidden = some(draw, 5, 5), some(draw, 4, 9)
    _lines(sample, draw, shown)
    if plant:
        for at, one in enumerate(hidden):
            sample.text(60, 150 - 25 * at, one.words)
    return Paper("cut.pdf", sample.bytes(), shown, hidden)


def picture_with_more(draw: random.Random, plant: bool) -> Paper:
    """A picture of which the page shows the upper half: the rest is cut off by the page."""
    from PIL import Image, ImageDraw

    shown, hidden = some(draw, 4, 6), some(draw, 4, 0)
    picture = Image.new("L", (600, 600), 255)
    if plant:
        for at, one in enumerate(hidden):
            ImageDraw.Draw(picture).text((10, 420 + 30 * at), one.words.encode("ascii", "replace"))
    sample = Sample()
    _lines(sample, draw, shown)
    sample.images["P"] = (
        b"".join(side.to_bytes(4, "big") for side in picture.size) + picture.tobytes()
    )
    sample.draw("q 60 300 200 100 re W n 200 0 0 200 60 200 cm /P Do Q")
    return Paper("picture.pdf", sample.bytes(), shown, hidden)


def broken(draw: random.Random, plant: bool) -> Paper:
    """Secrets broken by the ends of lines, by cells, and set character by character."""
    sample = Sample()
    shown = some(draw, 9, draw.randrange(3))
    for at, one in enumerate(shown):
        words, y = one.sentence, 780 - 70 * at
        cut = len(words) - len(one.words) // 2
        if at % 3 == 0:
            sample.text(60, y, f"{'依' * 30}{words[:cut]}"[-38:], 11)
            sample.text(60, y - 18, f"{words[cut:]}。{draw.choice(HAY)[:12]}", 11)
        elif at % 3 == 1:
            sample.apart(60, y, words, 11, 13)
        else:
            sample.text(60, y, words[:cut], 11)
            wide = sum(5.5 if letter < "\x7f" else 11 for letter in words[:cut])
            sample.text(60 + wide, y, words[cut:], 11)
    return Paper("broken.pdf", sample.bytes(), shown, [])


def over_pages(draw: random.Random, plant: bool) -> Paper:
    sample = Sample()
    shown = [
        one
        for one in some(draw, 10)
        if one.kind in ("身份证号码", "手机号码", "银行账号", "指定词语")
    ]
    for at, one in enumerate(shown):
        if at:
            sample.page()
        sample.text(60, 700, HAY[at], 11)
        cut = len(one.sentence) - len(one.words) // 2
        sample.text(60, 60, one.sentence[:cut], 11)
        sample.text(290, 30, f"— {2 * at + 1} —", 9)
        sample.page()
        sample.text(60, 790, one.sentence[cut:], 11)
        sample.text(290, 30, f"— {2 * at + 2} —", 9)
    return Paper("pages.pdf", sample.bytes(), shown, [])


def table(draw: random.Random, plant: bool) -> Paper:
    """A register by columns: what a cell holds is told by the head of its column."""
    from tests.casework.redaction import secrets as s

    sample = Sample(size=(842, 595))
    heads = ("序号", "户主姓名", "身份证号", "面积", "住址", "联系电话", "银行账号")
    lefts = (40, 80, 150, 280, 330, 590, 670)
    for x, head in zip(lefts, heads, strict=True):
        sample.text(x, 540, head, 10)
    shown: list[Secret] = []
    for row in range(6):
        name, number, where = s.person(draw), s.identity(draw), s.address(draw)
        phone, account = s.mobile(draw), s.card(draw)
        y = 500 - 60 * row
        cells = (
            str(row + 1),
            name,
            number,
            f"{draw.randint(50, 400)}.5",
            where[:22],
            phone,
            account,
        )
        for x, cell in zip(lefts, cells, strict=True):
            sample.text(x, y, cell, 10)
        sample.text(330, y - 14, where[22:] or " ", 10)
        shown += [
            Secret("姓名", name, name),
            Secret("身份证号码", number, number),
            Secret("住址", where, where[:22]),
            Secret("手机号码", phone, phone),
            Secret("银行账号", account, account),
        ]
    return Paper("table.pdf", sample.bytes(), shown, [])


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _run(words: str, looks: str = "") -> str:
    look = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _paragraph(*runs: str) -> str:
    # Lines of one height: what is hidden in one must not move those below it.
    look = '<w:pPr><w:spacing w:line="420" w:lineRule="exact"/></w:pPr>'
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def word(number: int) -> Maker:
    def make(draw: random.Random, plant: bool) -> Paper:
        shown, hidden = some(draw, 5, number), some(draw, 8, number + 5)
        said = [one.words if plant else "" for one in hidden]
        body = [_paragraph(_run(draw.choice(HAY)))]
        for one in shown[:3]:
            cut = len(one.sentence) // 2
            bold = draw.choice(("<w:b/>", "<w:i/>", ""))
            body.append(
                _paragraph(_run("经查，" + one.sentence[:cut]), _run(one.sentence[cut:], bold))
            )
        body.append(_paragraph(_run("甲"), _run(said[0], "<w:vanish/>")))
        body.append(
            _paragraph(
                _run("乙"),
                f'<w:del w:id="1" w:author="{said[1]}" w:date="2024-01-01T00:00:00Z"><w:r>'
                f'<w:delText xml:space="preserve">{said[1]}</w:delText></w:r></w:del>',
            )
        )
        body.append(_paragraph(_run("丙"), _run(said[2], '<w:color w:val="FFFFFF"/>')))
        body.append(
            _paragraph(
                '<w:commentRangeStart w:id="0"/>' + _run("丁") + '<w:commentRangeEnd w:id="0"/>'
                '<w:r><w:commentReference w:id="0"/></w:r>'
            )
        )
        body.append(
            f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
            f'<w:tcW w:w="9000" w:type="dxa"/></w:tcPr>{_paragraph(_run(shown[3].sentence))}</w:tc></w:tr></w:tbl>'
        )
        body.append(_paragraph(_run("戊")))
        parts = {
            "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
            '<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
            '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
            '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>',
            "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" w:author="{said[3]}">{_paragraph(_run(said[4]))}</w:comment></w:comments>',
            "word/header1.xml": f"<w:hdr {W}>{_paragraph(_run(shown[4].sentence))}</w:hdr>",
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:creator>{said[5]}</dc:creator><dc:title>{said[6]}</dc:title></cp:coreProperties>",
            "customXml/item1.xml": f"<x>{said[7]}</x>",
            "word/document.xml": f'<w:document {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
            f'{"".join(body)}<w:sectPr><w:headerReference w:type="default" r:id="r2"/></w:sectPr></w:body></w:document>',
        }
        return Paper(f"word{number}.docx", _zip(parts), shown, hidden)

    return make


def _zip(parts: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def sheet(number: int) -> Maker:
    def make(draw: random.Random, plant: bool) -> Paper:
        import openpyxl
        from openpyxl.comments import Comment

        shown, hidden = some(draw, 5, number), some(draw, 7, number + 3)
        said = [one.words if plant else "无" for one in hidden]
        book = openpyxl.Workbook()
        page = book.active
        page.title = "登记表"
        page.column_dimensions["A"].width = 70
        for row, one in enumerate(shown, start=1):
            page.cell(row, 1, one.sentence)
        page.cell(10, 1, said[0])
        page.row_dimensions[10].hidden = True
        page.cell(1, 5, said[1])
        page.column_dimensions["E"].hidden = True
        other = book.create_sheet("底数")
        other["A1"] = said[2]
        other.sheet_state = "hidden"
        deep = book.create_sheet("深藏")
        deep["A1"] = said[3]
        deep.sheet_state = "veryHidden"
        page["A2"].comment = Comment(said[4], said[5])
        page["A12"] = said[6]
        page["A12"].number_format = ";;;"
        book.properties.creator = said[5]
        kept = io.BytesIO()
        book.save(kept)
        return Paper(f"sheet{number}.xlsx", kept.getvalue(), shown, hidden)

    return make


def scan(kind: str) -> Maker:
    """A picture: what it shows is marked by hand; beside it lie notes of its own."""

    def make(draw: random.Random, plant: bool) -> Paper:
        from PIL import Image, ImageDraw, PngImagePlugin

        hidden = some(draw, 5, 3)
        picture = Image.new("RGB", (620, 877), "white")
        pen = ImageDraw.Draw(picture)
        pen.text((60, 60), "scanned page 1", fill="black")
        kept = io.BytesIO()
        words = "，".join(one.words for one in hidden) if plant else ""
        if kind == "png":
            notes = PngImagePlugin.PngInfo()
            notes.add_itxt("Comment", words)
            clear = picture.convert("RGBA")
            if plant:
                # Colours that shine through wholly: seen by nobody, kept by the file.
                clear.paste((255, 0, 0, 0), (60, 400, 160, 420))
            clear.save(kept, "PNG", pnginfo=notes)
        elif kind == "jpg":
            data = Image.Exif()
            data[0x010E] = words.encode("utf-8").hex()
            data[0x9286] = words
            picture.save(kept, "JPEG", exif=data, comment=words.encode(), quality=95)
        else:
            more = picture.copy()
            ImageDraw.Draw(more).text((60, 100), "page 2", fill="black")
            picture.save(
                kept,
                "TIFF",
                save_all=True,
                append_images=[more],
                tiffinfo={270: words.encode("utf-8").hex()},
            )
        return Paper(f"scan.{kind}", kept.getvalue(), [], hidden)

    return make


PDF_MAKERS: tuple[Maker, ...] = (
    *(plain_pdf(turn) for turn in (0, 90, 180, 270)),
    *(unseen_text, beneath_a_box, earlier_version, layers, notes, form, cut_off, picture_with_more),
    *(broken, broken, broken, over_pages, table, table),
)
SCAN_MAKERS: tuple[Maker, ...] = tuple(scan(kind) for kind in ("png", "jpg", "tif"))
OFFICE_MAKERS: tuple[Maker, ...] = (
    *(word(number) for number in range(8)),
    *(sheet(number) for number in range(8)),
)
MAKERS = (*PDF_MAKERS, *SCAN_MAKERS, *OFFICE_MAKERS, unseen_text, beneath_a_box, plain_pdf(0))
