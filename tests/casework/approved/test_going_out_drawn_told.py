"""What is seen in files that go out, and what is public already: drawn by lot, held against what was
approved."""

import random
from collections.abc import Iterator
from pathlib import Path

from casework.outgoing import look_into, office_files, pdf_files
from casework.outgoing.office_files import look_through_office
from casework.outgoing.pdf_files import look_through_pdf
from casework.outgoing.personal import (
    is_card,
    is_identity,
    masked,
    personal_numbers,
    without_numbers,
)
from casework.published.index import PublicIndex
from db.public_documents import PublicDocument
from rules.errors import ClerkError
from tests.casework.approved.test_doors_told import _related, _zip
from tests.casework.approved.test_pages_drawn_told import AFTER, SEPARATORS, WHOLE, cut_by_lot
from tests.casework.approved.test_pages_read_told import AB, PAPERS, note, pdf, said
from tests.casework.docx_samples import NAMESPACES, docx, p, r

Draw = random.Random
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
IDENTITY, MOBILE, CARD = "11010519491231002X", "13912345678", "6222021234567890128"


def remarks(data: bytes) -> Iterator[str]:
    look = look_through_pdf if data[:4] == b"%PDF" else look_through_office
    try:
        yield from (f"  {one}" for one in look(data))
    except ClerkError as refusal:
        yield f"  refused: {refusal}"


def titled(**words: str) -> dict[str, str]:
    return {"docProps/core.xml": f"<c>{''.join(f'<{name}>{one}</{name}>' for name, one in words.items())}</c>"}  # fmt: skip


# PDF


def test_pdfs_that_go_out(approved, monkeypatch) -> None:
    black = "0 g 38 46 24 14 re f\n"
    papers = {
        **{name: PAPERS[name] for name in ("plain", "white", "faint", "hardly faint", "faint and coloured", "picture", "two pages", "to be covered", "notes", "a box on it", "torn", "locked", "turned 90", "cut", "off the page", "over the edge", "nothing on it")},
        "under black": pdf(AB + black), "under black and white": pdf(AB + black + said("B", at="1 0 0 1 90 20", look="1 g")), "under grey": pdf(AB + "0.5 g 38 46 24 14 re f\n"), "under lighter grey": pdf(AB + "0.51 g 38 46 24 14 re f\n"),
        "shade 40": pdf(AB + "0.843 g 38 46 24 14 re f 1 g 41 49 2 2 re f\n"), "shade 41": pdf(AB + "0.839 g 38 46 24 14 re f 1 g 41 49 2 2 re f\n"), "half under": pdf(AB + "0 g 38 46 12 14 re f\n"),
        "two under": pdf(AB + said("BA", at="1 0 0 1 120 50") + black + "0 g 118 46 24 14 re f\n"), **{f"turned {angle}, {name}": pdf(said("AB", at="1 0 0 1 120 20") + more, more=f"/Rotate {angle} /CropBox [30 10 190 90]") for angle in (90, 180, 270) for name, more in (("plain", ""), ("under", "0 g 118 16 24 14 re f\n"))},
        "cut and under": pdf(AB + black, more="/CropBox [30 20 150 90]"),
        "small": pdf("q 0 g BT /F 3 Tf 1 0 0 1 40 50 Tm (AB) Tj ET Q\n0 g 30 40 40 40 re f"), "smaller": pdf("q 0 g BT /F 2.9 Tf 1 0 0 1 40 50 Tm (A) Tj ET Q\n0 g 30 40 40 40 re f"), "larger": pdf("q 0 g BT /F 4 Tf 1 0 0 1 40 50 Tm (A) Tj ET Q\n0 g 30 40 40 40 re f"),
        "marked": pdf(AB, notes=(note("Highlight"), note("Square"), note("Link"), note("Widget"))), "one note": pdf(AB, notes=(note("Text"),)),
        "with names": pdf(AB, info="<< /Author (Lin) /Keywords (k) /Subject () /Title (t) /Producer (p) >>"), "blank name": pdf(AB, info="<< /Author ( ) /Subject (s) >>"), "long name": pdf(AB, info=f"<< /Author ({'x' * 41}) >>"),
        "with a file": pdf(AB, root="/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) >>] >> >>"), "a picture and a word": pdf("q 9 0 0 9 150 60 cm /I Do Q", AB), "blank words": pdf(said("   ")),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, data in papers.items():
            yield f"== {name}"
            yield from remarks(data)
        for most in (1, 2):
            monkeypatch.setattr(pdf_files, "MOST_PAGES", most)
            yield f"== at most {most} pages"
            yield from remarks(PAPERS["two pages"])

    approved("pdfs_going_out", tell())


# Office


def workbook(draw: Draw) -> dict[str, str]:
    parts: dict[str, str] = {}
    sheets, related = "", []
    for number in range(1, draw.randint(1, 3) + 1):
        state = draw.choice(("", "", ' state="hidden"', ' state="veryHidden"', ' state="visible"'))
        sheets += f'<sheet name="表{number}" sheetId="{number}" r:id="rId{number}"{state}/>'
        target = draw.choice(("worksheets/sheet{}.xml", "/xl/worksheets/sheet{}.xml", "absent{}.xml")) if draw.random() < 0.3 else "worksheets/sheet{}.xml"  # fmt: skip
        related.append((f"rId{number}", "worksheet", target.format(number)))
        columns = "".join(
            f'<col min="{first}" max="{last}"{draw.choice(("", " hidden=" + chr(34) + "1" + chr(34), " hidden=" + chr(34) + "true" + chr(34)))}/>'
            for first, last in draw.sample(((1, 1), (2, 3), (26, 27), (702, 703), ("x", "y"), (5, 99999)), 2)
        )  # fmt: skip
        rows = ""
        for row in range(1, draw.randint(1, 8)):
            hidden = draw.choice(("", ' hidden="1"', ' hidden="true"', ' hidden="0"'))
            cell = draw.choice((
                f'<c r="A{row}" t="s"><v>{draw.choice((0, 1, 2, "x"))}</v></c>', f'<c r="A{row}" t="inlineStr"><is><t>电话</t><t>{MOBILE}</t></is></c>', f'<c r="B{row}"><v>{MOBILE}</v></c>', f'<c r="B{row}"><v>1.3912345678E10</v></c>',
                f'<c r="B{row}"><v>13912345678e+0</v></c>', f'<c r="C{row}"><v>1234567890</v></c>', f'<c r="C{row}"/>', f'<c r="D{row}"><f>{draw.choice(("SUM(A1)", "WEBSERVICE(A1)", "image (1)", "cmd|x!A1", "RTD(1)", "REGISTER.ID(1)", "IMAGES(1)"))}</f></c>',
                f'<c r="D{row}"><f>"a|b"</f></c>',
            ))  # fmt: skip
            rows += f'<row r="{row}"{hidden}>{cell}</row>'
        filtered = draw.choice(("", "<autoFilter/>"))
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {S}><cols>{columns}</cols><sheetData>{rows}</sheetData>{filtered}</worksheet>"  # fmt: skip
        if draw.random() < 0.4:
            own = ("rId1", draw.choice(("comments", "threadedComment", "drawing")), draw.choice(("../comments1.xml", "../none.xml", "comments1.xml")))  # fmt: skip
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _related(own)
            cells = "".join(f'<comment ref="{one}"/>' for one in draw.choice(((), ("A1",), ("A1", "B2", "C3", "D4", "E5"), ("A1", "B2", "C3", "D4", "E5", "F6"))))  # fmt: skip
            parts["xl/comments1.xml"] = f"<comments {S}>{cells}</comments>"
    names = "".join(f'<definedName name="{one}"{hidden}/>' for one, hidden in draw.sample((("甲", ' hidden="1"'), ("_xlnm.Print", ' hidden="1"'), ("乙", ""), ("丙", ' hidden="1"')), 2))  # fmt: skip
    parts["xl/workbook.xml"] = f"<workbook {S}><sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>"  # fmt: skip
    parts["xl/_rels/workbook.xml.rels"] = _related(*related)
    if draw.random() < 0.7:
        parts["xl/sharedStrings.xml"] = f"<sst {S}><si><t>{IDENTITY}</t></si><si><r><t>卡{CARD[:9]}</t></r><r><t>{CARD[9:]}</t></r></si></sst>"  # fmt: skip
    for more in ("xl/externalLinks/a.xml", "xl/connections.xml", "xl/pivotCache/a.xml", "xl/vbaProject.bin", "xl/embeddings/a.bin", "docProps/other.xml"):  # fmt: skip
        if draw.random() < 0.15:
            parts[more] = "<x/>"
    return parts


def slides(draw: Draw) -> dict[str, str]:
    parts: dict[str, str] = {}
    listed, related = "", []
    for number in range(1, draw.randint(1, 3) + 1):
        listed += f'<p:sldId id="{number}" r:id="rId{number}"/>'
        related.append((f"rId{number}", "slide", draw.choice((f"slides/slide{number}.xml", f"slides/slide{number}.xml", "slides/none.xml"))))  # fmt: skip
        show = draw.choice(("", ' show="0"', ' show="false"', ' show="1"'))
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {P}{show}><a:t>电话</a:t><a:t>{draw.choice((MOBILE, '文字'))}</a:t><a:t/></p:sld>"  # fmt: skip
        own = draw.sample((("r1", "comments", "../comments/c.xml"), ("r2", "notesSlide", "../notes/n.xml"), ("r3", "notesSlide", "../notes/none.xml"), ("r4", "image", "../notes/n.xml")), 2)  # fmt: skip
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = _related(*own)
    notes = draw.choice(("请讲慢一点，不要说出来的那些话都写在这里面", "12", "", f"电话{MOBILE}"))
    parts["ppt/notes/n.xml"] = f"<p:notes {P}><a:p><a:t>{notes[:3]}</a:t><a:t>{notes[3:]}</a:t></a:p></p:notes>"  # fmt: skip
    parts["ppt/presentation.xml"] = f"<p:presentation {P}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"  # fmt: skip
    parts["ppt/_rels/presentation.xml.rels"] = _related(*related)
    return parts


def document(draw: Draw) -> bytes:
    looks = ("", "<w:vanish/>", '<w:vanish w:val="0"/>', '<w:vanish w:val="false"/>', '<w:vanish w:val="off"/>', '<w:color w:val="FFFFFF"/>', '<w:color w:val="fefefe"/>', '<w:color w:val="FDFDFD"/>', '<w:color w:val="FCFCFC"/>', '<w:color/>',
             '<w:color w:val="FFFFFF"/><w:shd w:fill="FF0000"/>', '<w:color w:val="FFFFFF"/><w:shd w:fill="auto"/>', '<w:color w:val="FFFFFF"/><w:shd w:fill="ffffff"/>', '<w:color w:val="FFFFFF"/><w:shd/>', '<w:vanish/><w:color w:val="FFFFFF"/>')  # fmt: skip
    pieces = ("<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "<w:del/>", "<w:moveFrom/>", "<w:moveTo/>", '<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "x"</w:instrText></w:r>', '<w:fldSimple w:instr="dde x"/>', '<w:fldSimple w:instr="PAGE"/>', "<w:r><w:instrText>LINK x</w:instrText></w:r>")  # fmt: skip
    body = ""
    for _ in range(draw.randint(1, 7)):
        words = draw.choice(("甲", "", " ", f"电话{MOBILE}", "很长很长很长很长很长很长的二十个字一段", "很长很长很长很长很长很长的二十一个字一段文", "a  b\tc"))  # fmt: skip
        body += p(r(words, draw.choice(looks)), *draw.choice(((), (), (draw.choice(pieces),))))
    more = {}
    if draw.random() < 0.5:
        name = draw.choice(("header1", "footer1", "footnotes", "endnotes"))
        more[name] = f"<w:x {NAMESPACES}>{p(r('藏', '<w:vanish/>'), f'证{IDENTITY}')}</w:x>"
    if draw.random() < 0.5:
        notes = draw.choice(("", "<w:comment><w:p><w:r><w:t>请</w:t><w:t>删</w:t></w:r></w:p></w:comment>", f"<w:comment><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:comment><w:comment><w:p><w:r><w:t>{CARD}</w:t></w:r></w:p></w:comment>"))  # fmt: skip
        more["comments"] = f"<w:comments {NAMESPACES}>{notes}</w:comments>"
    if draw.random() < 0.4:
        kinds = draw.sample(("image", "attachedTemplate", "oleObject", "frame", "subDocument", "video", "hyperlink"), 2)  # fmt: skip
        more["word/_rels/document.xml.rels"] = _related(*((one, one, "http://x") for one in kinds)).replace("Target=", 'TargetMode="External" Target=')  # fmt: skip
    if draw.random() < 0.5:
        more |= titled(**dict(draw.sample((("creator", "林一帆"), ("lastModifiedBy", " "), ("keywords", "x" * 41), ("title", "题"), ("description", "备注")), 2)))  # fmt: skip
    if draw.random() < 0.3:
        more["docProps/app.xml"] = "<p><Company>青枫局</Company><Manager/></p>"
        more["docProps/custom.xml"] = "<p><property name='甲'/><property/><property name='乙'/></p>"
    return docx(body, **more)


def test_office_files_that_go_out(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(60):
            draw = Draw(f"document {seed}")
            yield f"== document {seed}"
            yield from remarks(document(draw))
        for seed in range(70):
            yield f"== workbook {seed}"
            yield from remarks(_zip(workbook(Draw(f"workbook {seed}"))))
        for seed in range(30):
            yield f"== slides {seed}"
            yield from remarks(_zip(slides(Draw(f"slides {seed}"))))
        for number in (0, 1, 26, 27, 52, 53, 702, 703, 18_279, 99_999, 100_000, -1):
            yield f"{number}: {office_files._letters(number)!r}"
        for text in (None, "", "3", "3.9", "x", "1e400", "-2"):
            yield f"{text}: {office_files._whole(text)}"

    approved("office_going_out", tell())


def test_any_file_that_goes_out(approved, tmp_path: Path) -> None:
    words = f"无\n电话{MOBILE}\n".encode()
    files = {
        "a.pdf": b"words", "b.doc": b"\xd0\xcf\x11\xe0", "c.zip": b"PK\x03\x04", "d.ofd": b"PK\x03\x04", "e.rar": b"Rar!", "f.7z": b"7z", "g.docx": b"PK\x03\x04torn", "h.jpg": b"\xff\xd8 Exif\x00\x00", "i.png": b"\x89PNG", "j.heic": b"x", "k.txt": words,
        "l.csv": words.decode().encode("gb18030"), "m.md": b"\xff\xff", "n.log": b"\xef\xbb\xbf" + words, "o.exe": b"MZ", "p": words, "q.TXT": words, "r.txt": b"", "s.tif": b"II", "t.dat": b"%PDF-1.4", "u.bin": b"PK", "v.jpg": b"x" * 65536 + b"Exif\x00\x00", "w.tiff": b"x" * 65530 + b"Exif\x00\x00",
        "x.jpeg": b"x" * 65531 + b"Exif\x00\x00",
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            yield f"{name}: {[str(one) for one in look_into(tmp_path / name)]}"
        yield f"{[str(one) for one in look_into(tmp_path / '没有.txt')]}"

    approved("files_looked_into", tell())


def test_personal_numbers_by_lot(approved) -> None:
    before = ("", "电话", "+86 ", "86-", "A", "1", "-", ".", "卡号 ", "证", " ")
    mails = ("a@b.cn", "lin.x+1@sub.example.org", "@x.cn", "a@b", "甲a@b.cn乙")

    def tell() -> Iterator[str]:
        for seed in range(400):
            draw = Draw(f"personal {seed}")
            number = draw.choice((*WHOLE, IDENTITY, MOBILE, CARD, "371449635398431", "3530111333300000", "4000000000000002", "6011111111111117"))  # fmt: skip
            text = draw.choice(before) + cut_by_lot(draw, number) + draw.choice((*AFTER, *SEPARATORS, "Z", "-1"))  # fmt: skip
            if draw.random() < 0.2:
                text = text.translate(str.maketrans("0123456789X- ", "０１２３４５６７８９Ｘ－　"))
            if draw.random() < 0.1:
                text += draw.choice(mails)
            found = [f"{what} {shown}" for what, shown in personal_numbers(text)]
            yield f"{text!r} {found} {without_numbers(text, '〔略〕')!r}"
        for year in (1889, 1890, 2100, 2101):
            for check in "0123456789X":
                number = f"110105{year}1231002{check}"
                if is_identity(number):
                    yield f"{number} {masked(number)}"
        for first in ("62", "60", "4", "51", "55", "56", "35", "37", "36", "3"):
            for length in (15, 16, 19, 20):
                body = (first + "123456789012345678")[: length - 1]
                yield f"{first} {length}: {[body + one for one in '0123456789' if is_card(body + one)]}"
        yield f"{is_card('6' * 16)} {is_card('6262626262626262')} {is_card('6000000000000007')}"

    approved("personal_by_lot", tell())


# What is public already


TITLES = ("青枫区2024年政务公开工作要点", "青枫区2023年政务公开工作要点", "《桂苑社区征地补偿安置方案公告》", "关于桂苑社区征地补偿的通知", "2023年青枫区部门预算", "部门预算", "规划许可证", "青枫区规划许可证信息", "某", "桂苑社区征地补偿安置方案", "青枫区政务公开工作要点解读")  # fmt: skip
NUMBERS = ("青府办发〔2024〕4号", "青府办发[2024]4号", "", "青资规〔2023〕12号")
SOUGHT = (*TITLES, "申请公开青枫区2024年政务公开工作要点", "青府办发〔2024〕4号", "请提供青府办发[2024]4号文件", "桂苑社区", "桂苑社", "征地补偿方案", "2025年部门预算", "", "政务", "政务公开工作", "青枫区规划许可证", "2024年部门预算和2023年部门预算")  # fmt: skip


def test_what_is_public_and_fits(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(12):
            draw = Draw(f"public {seed}")
            documents = [
                PublicDocument(draw.choice(TITLES), draw.choice(NUMBERS), draw.choice(("2024-03-01", "")), draw.choice(("http://x/1.html", "")))
                for _ in range(draw.choice((0, 1, 4, 8, 8)))
            ]  # fmt: skip
            index = PublicIndex(documents)
            yield f"== {seed}: {[f'{one.title} {one.number}' for one in documents]}"
            for sought in SOUGHT:
                for fit in index.fits(sought):
                    yield f"  {sought}: {fit.score:.4f} {fit.words} / {fit.access}"
        many = PublicIndex(
            [PublicDocument(f"{TITLES[0]}之{at}", "", "", "") for at in range(2_003)]
            + [PublicDocument("桂苑政务公开", "", "", "")]
        )
        for sought in (TITLES[0], "政务公开", "桂苑政务公开", TITLES[0] + "之2002"):
            yield f"{sought}: {[(fit.document.title, round(fit.score, 4)) for fit in many.fits(sought)]}"

    approved("public_and_fits", tell())
