"""What is read of pages, mails, notices, plans and slides, held against what was approved."""

from collections.abc import Iterator
from datetime import date, datetime, time
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from PIL import Image

from casework.books import plan_rows
from casework.importing.notice_file import notice_in_bytes, notice_in_file, notice_text
from casework.outgoing import look_into
from casework.receipt.outlook import _unpacked, is_outlook, rich_text
from casework.receipt.web_form import web_rows
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.docx_samples import docx, p, table
from tests.casework.receipt.compound import msg
from tests.casework.test_outgoing import pdf

PAGES = {
    "nothing": "  ",
    "no page": "\x00",
    "words": "甲<br>乙<p>丙<b>丁</b>戊</p>己",
    "unseen": "<html><head><title>标题</title></head><body><script>x</script>见<style>y</style>"
    "<p style='display:none'>藏</p><p hidden>隐</p><noscript>无</noscript>尾</body></html>",
    "spans": "<table><tr><th colspan=2>头</th><th rowspan='3'>右</th></tr><tr><td>一</td><td>二"
    "<br>行</td></tr><tr><td rowspan=2>三</td><td>四</td></tr><tr><td colspan=99>五</td></tr>"
    "<tr><td colspan='x'>六</td><td colspan=0>七</td></tr></table>后",
    "inputs": "<form>姓名<input value='林一帆'><input type=hidden value=密><input type=submit "
    "value=交><input type=checkbox checked>邮寄<input type=radio>自取<input type=password "
    "value=1><input type=button value=按></form>",
    "within": "<table><tr><td>外<table><tr><td>内一</td><td>内二</td></tr></table>尾</td>"
    "<td>旁</td></tr></table>",
    "lists": "<h1>通知</h1><ul><li>一</li><li>二<ol><li>三</li></ol></li></ul><pre>甲\n乙</pre><hr>末",
    "deep": "<div>" * 230 + "底" + "<table><tr><td>表</td></tr></table>" + "</div>" * 230,
    "selects": "<select><option>甲</option><option selected>乙</option></select>"
    "<textarea>多\n行</textarea>",
    "wide": "<table><tr>" + "".join(f"<td>{one}</td>" for one in range(70)) + "</tr></table>",
}
RICH = {
    "plain": rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard hello\par world\tab end}",
    "codes": rb"{\rtf1 \'c9\'ea\'c7\'eb\line \u30003?\u-244?}",
    "spare": rb"{\rtf1 \u30003?\u35831?{\uc2\u20844\'b9\'ab}\uc0\u24320 kai}",
    "hidden": rb"{\rtf1{\*\generator x;}{\pict abc}see{\info{\author y}}n\row a\cell b}}",
    "braces": rb"}{a\{b\}c}}d",
}
# The two examples of [MS-OXRTFCP], and what they say there.
PACKED = {
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d"
    "0a800fa0": b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0": b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
}
NOTICE = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
P_NS = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGED = "http://schemas.openxmlformats.org/package/2006/relationships"


def test_what_a_page_shows(approved) -> None:
    def tell() -> Iterator[str]:
        for name, page in PAGES.items():
            for spread in (False, True):
                yield f"== {name}{' spread' if spread else ''}"
                for row in web_rows(page, spread=spread):
                    yield from told([row])

    approved("web_pages", tell())


@pytest.mark.parametrize(("packed", "plain"), PACKED.items())
def test_rich_text_is_unpacked_as_its_standard_says(packed: str, plain: bytes) -> None:
    raw = bytes.fromhex(packed)
    assert _unpacked(raw) == plain
    # Broken off anywhere, what was read till then stands.
    for length in range(16, len(raw)):
        assert plain.startswith(_unpacked(raw[:length]))
    assert _unpacked(raw[:15]) == b""


def test_rich_text_that_is_not_packed_is_taken_as_it_is() -> None:
    raw = b"\0" * 4 + (5).to_bytes(4, "little") + b"MELA" + b"\0" * 4 + b"hello, more"
    assert _unpacked(raw) == b"hello"


def test_the_words_of_rich_text(approved) -> None:
    approved("rich_texts", (f"{name}: {rich_text(raw)!r}" for name, raw in RICH.items()))


def test_a_mail_of_outlook_is_known_by_its_properties() -> None:
    assert is_outlook(msg({"0037": "x"}, sent=datetime.fromisoformat("2026-03-05T10:00:00+00:00")))
    assert not is_outlook(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def _book(**more: Any) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("假期", "放假", "上班"), ("元旦", date(2026, 1, 1), 4.0), ("春节", 2.5, None),
                ("说明",), (datetime.combine(date(2026, 2, 14), time(8)), "上班", "")):  # fmt: skip
        sheet.append(row)
    sheet["A7"] = "合并"
    sheet.merge_cells("A7:A9")
    sheet["B8"], sheet["B9"] = "八", "九"
    hidden = book.create_sheet("藏")
    hidden["A1"] = "看不见"
    hidden.sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _eml() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "放假通知", "a@example.org"
    mail.set_content(NOTICE)
    return mail.as_bytes()


def _png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (64, 64), "white").save(stream, "PNG")
    return stream.getvalue()


def test_the_text_of_a_notice_whatever_it_lies_in(approved) -> None:
    grid = table([p("假期"), p("放假")], [p("元旦"), p("1月1日\t至3日")])
    files = {
        "a.txt": NOTICE.encode("gb18030"),
        "a.html": f"<html><p>{NOTICE}</p><table><tr><td>元旦</td><td>3天</td></tr></table>".encode(),
        "b.html": b"<p>\xd4\xaa\xb5\xa9</p>",
        "a.docx": docx(p(NOTICE) + grid),
        "a.xlsx": _book(),
        "a.eml": _eml(),
        "a.pdf": pdf("BT /F 12 Tf 72 700 Td (New Year) Tj ET"),
        "a.png": _png(),
        "empty.txt": b"",
        "broken.xlsx": b"PK\x03\x04" + b"xl/" * 9,
        "long.txt": "字".encode() * 60_001,
        "other.zip": _zip({"a/b.txt": "x"}),
    }

    def tell() -> Iterator[str]:
        for name, raw in files.items():
            try:
                text = notice_text(raw, name)
            except ClerkError as refusal:
                text = f"refused: {refusal}"
            yield f"== {name}"
            yield from text.splitlines()

    approved("notices_in_files", tell())


def test_a_file_that_is_no_notice_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "大.txt"
    large.write_bytes(b"x" * ((10 << 20) + 1))
    with pytest.raises(ClerkError, match=r"“大\.txt”超过10兆"):
        notice_in_file(large)
    with pytest.raises(ClerkError, match="内容超过10兆"):
        notice_in_bytes(large.read_bytes())
    with pytest.raises(ClerkError, match=r"打不开“没有\.txt”"):
        notice_in_file(tmp_path / "没有.txt")


def _zip(parts: dict[str, str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def _slide(words: str, show: str = "") -> str:
    return f"<p:sld {P_NS}{show}><p:cSld><a:t>{words}</a:t></p:cSld></p:sld>"


def _related(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{one}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for one, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGED}">{inner}</Relationships>'


def test_what_is_seen_in_slides_and_properties(approved, tmp_path) -> None:
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in range(1, 5))
    deck = {
        "ppt/presentation.xml": f"<p:presentation {P_NS}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _related(
            *((f"rId{n}", "slide", f"slides/slide{n}.xml") for n in (1, 2, 3))
        ),
        "ppt/slides/slide1.xml": _slide("电话13912345678"),
        "ppt/slides/slide2.xml": _slide("隐藏的一页", ' show="0"'),
        "ppt/slides/slide3.xml": _slide("第三页"),
        "ppt/slides/_rels/slide1.xml.rels": _related(
            ("rId1", "notesSlide", "../notesSlides/notesSlide1.xml"),
            ("rId2", "comments", "../comments/comment1.xml"),
        ),
        "ppt/slides/_rels/slide3.xml.rels": _related(
            ("rId1", "notesSlide", "../notesSlides/notesSlide3.xml")
        ),
        "ppt/notesSlides/notesSlide1.xml": _slide("备注：身份证110101199003074518"),
        "ppt/notesSlides/notesSlide3.xml": _slide("3"),
        "ppt/comments/comment1.xml": f"<p:cmLst {P_NS}/>",
        "docProps/custom.xml": '<Properties><property name="项目编号"/><property name=""/></Properties>',
    }
    files = {
        "幻灯.pptx": _zip(deck),
        "链接.docx": docx(
            p("甲"),
            **{
                "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGED}">'
                f'<Relationship Id="rId1" Type="{RELATED}/attachedTemplate" Target="file:///x.dotm" '
                f'TargetMode="External"/><Relationship Id="rId2" Type="{RELATED}/image" '
                'Target="http://example.org/a.png" TargetMode="External"/></Relationships>',
                "docProps/custom.xml": "<Properties><property name='密级'/></Properties>",
            },
        ),
        "不明.zip": _zip({"a.txt": "x"}),
    }

    def tell() -> Iterator[str]:
        for name, data in files.items():
            path = tmp_path / name.replace(".zip", ".docx")
            path.write_bytes(data)
            yield f"== {name}"
            try:
                yield from told(look_into(path))
            except ClerkError as refusal:
                yield str(refusal)

    approved("slides_and_properties", tell())


def test_a_plan_in_a_file_of_any_width(approved, tmp_path) -> None:
    texts = {
        "two.csv": "公开指南更新,3月31日\n年报,1月底前\n,6月\n",
        "three.txt": "任务\t责任单位\t完成时限\n甲\t办公室\t每季度\n乙\t\t不详\n",
        "other.csv": "一,二,三,四\n甲,乙,丙,丁\n",
        "long.csv": "任务,时限\n" + "\n".join(f"第{n}项,{n % 12 + 1}月" for n in range(501)),
        "empty.csv": " \n",
        "bars.txt": "任务 | 时限\n抽查 | 9月15日\n加强学习   适时\n" + "字" * 2100 + "\t6月\n",
    }

    def tell() -> Iterator[str]:
        for name, text in texts.items():
            path = tmp_path / name
            path.write_bytes(text.encode("gb18030" if name == "two.csv" else "utf-8-sig"))
            yield f"== {name}"
            try:
                yield from told(plan_rows.plan_in_file(path, 2026))
            except ClerkError as refusal:
                yield str(refusal)
        odd = tmp_path / "odd.csv"
        odd.write_bytes(b"\xff\xff\xff")
        for path in (odd, tmp_path / "没有.txt"):
            with pytest.raises(ClerkError) as refused:
                plan_rows.plan_in_file(path, 2026)
            yield str(refused.value)

    approved("plans_in_files", tell())
