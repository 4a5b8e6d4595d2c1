"""Mails of Outlook, forms in Word and PDF, grids of lines: each made by hand or drawn by lot, held
against what was approved."""

import random
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pypdfium2

from casework.receipt import outlook
from casework.receipt.blocks import ReadRow, lines_of
from casework.receipt.forwarded import day_said, passed_on, quoted_from
from casework.receipt.grid import RelativeBox, grid_of
from casework.receipt.mail import Mail
from casework.receipt.page_text import rows_of_page
from casework.receipt.sources import taken_from
from casework.receipt.word_form import word_rows
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.approved.test_pages_read_told import PAPERS, pdf, said
from tests.casework.approved.test_papers_received_told import SENT
from tests.casework.docx_samples import docx, p, r
from tests.casework.receipt.compound import compound, msg

Draw = random.Random


def row_lines(rows: list[ReadRow]) -> Iterator[str]:
    for row in rows:
        mark = "|" if row.in_table else "·"
        places = [cell.place for cell in row.cells if cell.place is not None]
        at = f" @{places[0].page}" if places else ""
        yield f"  {mark} {' | '.join(cell.text for cell in row.cells)!r}{at}"


# Outlook


def packed_text(words: bytes, *, size: int | None = None, kind: int = 0x75465A4C) -> bytes:
    """Return rich text packed as Outlook does it, with a reference wherever one is found."""
    ring = outlook._DICTIONARY
    tokens: list[tuple[int, bytes]] = []
    at = 0
    while at < len(words):
        near = max(0, len(ring) - 4095)
        found = ((ring.find(words[at : at + many], near), many) for many in range(17, 1, -1))
        found = (one for one in found if one[0] >= 0 and at + one[1] <= len(words))
        place, many = next(found, (-1, 1))
        reference = struct.pack(">H", place % 4096 << 4 | many - 2) if many > 1 else b""
        tokens.append((1, reference) if reference else (0, words[at : at + 1]))
        ring += words[at : at + many]
        at += many
    tokens.append((1, struct.pack(">H", len(ring) % 4096 << 4)))
    out = bytearray()
    for first in range(0, len(tokens), 8):
        group = tokens[first : first + 8]
        out.append(sum(mark << bit for bit, (mark, _) in enumerate(group)))
        out += b"".join(token for _, token in group)
    head = struct.pack("<IIII", len(out) + 12, len(words) if size is None else size, kind, 0)
    return head + bytes(out)


RICH = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}\f0\fs20 \'c9\'ea\'c7\'eb\'c8\'cb\par Lin Lin Lin Lin\tab 138\cell\row{\*\x hidden}end}"
RICHES = (
    RICH, rb"{\rtf1 {\info x}{\pict 00}{\colortbl y}{\stylesheet z}{\generator g}{\htmltag h}seen}", rb"{\rtf1\uc0\u26519 \u-27123 x}", rb"{\rtf1\uc2\u26519 ??x{\uc0\u26519 y}\u26519 ??z}",
    rb"{\rtf1\u26519 \'c1\'d6}", rb"{\rtf1\u26519\u24070 ?a}", rb"{\rtf1\uc-1\u26519 ?}", rb"{\rtf1 a\line b\par\par c}", rb"}}a{b}c", rb"\{a\}\\b\~c", rb"{\rtf1\uc3\u26519 ab" + b"\r\n" + rb"cd}", rb"{\rtf1 \'zz\u x\uc y}", b"",
    rb"{\rtf1\uc1\u26519 {\*\y ?}?z}", b"{\\rtf1 a\r\nb}",
)  # fmt: skip


def outlook_by_lot(draw: Draw) -> bytes:
    """Return a mail of Outlook with some of its properties, wide or in a code page."""
    codec, kind = draw.choice((("utf-16-le", "001F"), ("gb18030", "001E"), ("utf-8", "001E")))

    def maybe(tag: str, *words: str) -> dict[str, bytes]:
        chosen = draw.choice((*words, ""))
        return {f"__substg1.0_{tag}{kind}": chosen.encode(codec, "replace")} if chosen else {}

    tree: dict[str, bytes | dict[str, bytes]] = {
        **maybe("0037", "信息公开申请", "申请"), **maybe("1000", "申请人：林一帆\n电话：13800138000", " \r\n"), **maybe("0C1A", "林一帆", "lin@example.org", "林一帆 <a@b.cn>"),
        **maybe("0C1F", "/O=X/CN=LIN", "x@example.org"), **maybe("5D01", "s@example.org"), **maybe("5D02", "t@example.org", "none"),
        **maybe("007D", "From: 江晓 <j@example.org>\r\nDate: Thu, 05 Mar 2026 21:04:00 +0800\r\n", "From: k@example.org\r\n"),
        **maybe("1013", "<p>网页</p>", "<table><tr><td>姓名</td><td>林一帆</td></tr></table>"),
    }  # fmt: skip
    page = draw.choice(
        (
            "",
            "",
            "<html><meta charset=gbk><TABLE><tr><td>电话</td><td>138</td></tr></TABLE>",
            "<p>只有网页</p>",
        )
    )
    if page:
        tree["__substg1.0_10130102"] = page.encode("gb18030").ljust(4096)
    if draw.random() < 0.4:
        tree["__substg1.0_10090102"] = packed_text(RICH)
    ticks = int((SENT - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    numbers = bytes(32)
    for tag, value in ((0x0039, ticks), (0x0E06, ticks + 10**12), (0x3FFD, 65001 if codec == "utf-8" else 936)):  # fmt: skip
        if draw.random() < 0.6:
            numbers += struct.pack("<IIQ", tag << 16 | 0x40, 6, value)
    if draw.random() < 0.1:
        numbers = bytes(32) + struct.pack("<IIQ", 0x00390040, 6, 2**64 - 1)
    tree["__properties_version1.0"] = numbers
    for number in range(draw.choice((0, 0, 1, 2))):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            **maybe("3707", "申请表.docx", "a/b\\c\r\n.pdf"), **maybe("3704", "SHEN~1.DOC"),
            **({"__substg1.0_37010102": b"content"} if draw.random() < 0.8 else {}),
        }  # fmt: skip
    return compound(tree)


def mail_lines(mail: Mail) -> Iterator[str]:
    yield f"  {mail.sender_name!r} {mail.sender_address!r} {mail.subject!r} {mail.sent} {mail.sent_on}"
    yield from row_lines(mail.rows)
    yield from (f"  with {one.name!r} {one.content.rstrip(bytes(1))[:12]!r}" for one in mail.attached)  # fmt: skip


def test_mails_of_outlook(approved, monkeypatch) -> None:
    def tell() -> Iterator[str]:
        for seed in range(70):
            yield f"== {seed}"
            yield from mail_lines(outlook.outlook_mail(outlook_by_lot(Draw(f"outlook {seed}"))))
        for words in RICHES:
            yield f"{words[:60]!r}: {outlook.rich_text(words)!r}"
        long = RICH * 30 + bytes(range(256)) * 20 + RICH
        for words in (RICH, b"", b"a", b"abcabcabcabcabcabcabc" * 9, long):
            assert outlook._unpacked(packed_text(words)) == words
        for raw in (
            packed_text(RICH, size=20),
            packed_text(b"plain words", kind=0x414C454D),
            packed_text(RICH)[:16],
            packed_text(RICH)[:15],
            packed_text(RICH)[:40],
            packed_text(b"\x01\x02\x03")[:18],
            packed_text(b"xyz", size=99) + b"more",
            packed_text(RICH)[:17] + b"\xff",
        ):
            yield f"{len(raw)} {raw[:6]!r}: {outlook._unpacked(raw)!r}"
        for damaged in (b"", b"words", msg({"1000": "x"}, sent=SENT)[:600], compound({"a": b"b"})):
            try:
                yield from mail_lines(outlook.outlook_mail(damaged))
            except ClerkError as refusal:
                yield f"refused: {refusal}"
        many = msg({"1000": "x"}, sent=SENT, attached={f"{at}.txt": b"y" for at in range(42)})
        yield f"{len(outlook.outlook_mail(many).attached)} attachments of 42"
        monkeypatch.setattr(outlook, "_LARGEST", 4095)
        yield from mail_lines(outlook.outlook_mail(msg({"1000": "x"}, sent=SENT)))
        yield f"{outlook.is_outlook(many)} {outlook.is_outlook(compound({'a': b'b'}))}"

    approved("mails_of_outlook", tell())


# Mails passed on


HEADS = ("发件人：林一帆 <lin@example.org>", "From: lin@example.org", "*发件人:* 江晓", "> 发送人：“林一帆”[a@b.cn]", "寄件人:", "发送时间：2026年3月4日 10:00", "Sent: Wed, 4 Mar 2026 10:00", "日期: 2026-3-4", "Date: March 4, 2026", "收件人：office@example.org", "To: x", "抄送：y", "主题：信息公开申请", "Subject: FOI", "附件：a.docx", "重要性：高", "From: " + "x" * 300)  # fmt: skip
RULES = ("-----原始邮件-----", "---- 转发的邮件 ----", "_____", "Begin forwarded message:", "以下是转发的邮件：", "-----Original Message-----", "回复的原邮件", "原始邮件的说明", "= = =")  # fmt: skip
QUOTES = ("> 申请公开", "在 2026年3月4日，林一帆写道：", "On Wed, Mar 4, 2026 Lin wrote:", "在家写道：", "于" + "x" * 61 + "写道：", "申请人：林一帆", "见下", "", "", "电话：13800138000")  # fmt: skip
DAYS = ("2026年3月4日", "2026-3-4 10:00", "2026/13/4", "2026.03.04", "4 Mar 2026", "Wed, 4 March, 2026", "Mar 4, 2026", "March 31 2026", "4 Xyz 2026", "Feb 30, 2026", "12 Dec. 2026", "Jan 1,2026", "", "昨天", "２０２６年３月４日", "26年3月4日")  # fmt: skip


def test_mails_passed_on_and_quoted(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(150):
            draw = Draw(f"passed {seed}")
            lines = [draw.choice(QUOTES) for _ in range(draw.randint(0, 2))]
            if draw.random() < 0.6:
                lines.append(draw.choice(RULES))
            heads = draw.sample(HEADS, draw.randint(1, 5))
            for head in heads:
                lines += [head, *([""] * draw.choice((0, 0, 0, 1, 2)))]
            lines += [draw.choice(QUOTES) for _ in range(draw.randint(0, 3))]
            rows = [one for line in lines for one in (lines_of(line) or lines_of("\n"))]
            if draw.random() < 0.2:
                rows = [_in_cells(row) for row in rows]
            passed = passed_on(rows)
            yield f"{seed}: {[row.text[:40] for row in rows]}"
            yield f"  quoted from {quoted_from(rows)}"
            if passed is not None:
                above, below = ([row.text[:40] for row in some] for some in (passed.above, passed.below))  # fmt: skip
                yield f"  {passed.sender_name!r} {passed.sender_address!r} {passed.subject!r} {passed.sent_on!r} above {above} below {below}"
        lines = ["发件人：a@b.cn", *["抄送：x"] * 12, "主题：末", "日期：2026-3-4", "正文"]
        for more in (0, 1, 2):
            passed = passed_on(lines_of("\n".join([lines[0], *["抄送：x"] * more, *lines[1:]])))
            assert passed is not None
            yield f"{more}: {passed.subject!r} {passed.sent_on!r} {len(passed.below)}"
        yield from (f"{words!r}: {day_said(words)!r}" for words in DAYS)
        long = (
            lines_of("发件人：" + "某" * 296 + "\n主题：x"),
            lines_of("发件人：" + "某" * 297 + "\n主题：x"),
        )
        yield f"{[passed_on(rows) is not None for rows in long]}"

    approved("passed_on", tell())


def _in_cells(row: ReadRow) -> ReadRow:
    cell = row.cells[0]
    head, _, value = cell.text.partition("：")
    parts = (head, value) if value else (head,)
    return ReadRow(tuple(replace(cell, text=one) for one in parts), in_table=True)


# Word, PDF and lines


def tick(state: str, kind: int) -> str:
    """Return a box as Word keeps it, one of four ways."""
    if kind == 0:
        return f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr><w:sdtContent>{r("x")}</w:sdtContent></w:sdt>'
    if kind == 1:
        return f'<w:r><w:fldChar><w:ffData><w:checkBox><w:checked w:val="{state}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    if kind == 2:
        return f'<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="{state}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    return f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if state == "1" else "F0A8"}"/></w:r>'


ODD = (
    '<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr></w:sdt>', "<w:r><w:fldChar><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>", "<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>",
    "<w:r><w:fldChar><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>", "<w:r><w:tab/><w:t>格</w:t></w:r>", "<w:r><w:br/><w:t>行</w:t><w:cr/></w:r>", "<w:r><w:noBreakHyphen/></w:r>", "<w:del><w:r><w:t>删</w:t></w:r></w:del>", "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>",
    "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "<mc:AlternateContent><mc:Choice><w:r><w:t>新</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>", "<w:r><w:t/></w:r>",
    "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>框表</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:txbxContent></v:textbox></w:pict></w:r>",
)  # fmt: skip


def paragraph(draw: Draw) -> str:
    pieces = [r(draw.choice(("申请人：", "林一帆", "电话", "纸质", "电子", " ")))]
    for _ in range(draw.choice((0, 0, 1, 2))):
        pieces.append(draw.choice((draw.choice(ODD), tick(draw.choice(("1", "0", "true", "false")), draw.randrange(4)))))  # fmt: skip
    return p(*pieces)


def table_xml(draw: Draw, depth: int = 0) -> str:
    rows = []
    for _ in range(draw.randint(1, 3)):
        cells = []
        for _ in range(draw.randint(1, 3)):
            looks = draw.choice(("", "", "", '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="x"/>', "<w:gridSpan/>", '<w:gridSpan w:val="1000"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'))  # fmt: skip
            inner = draw.choice(("", paragraph(draw), paragraph(draw), paragraph(draw) + paragraph(draw)))  # fmt: skip
            if depth == 0 and draw.random() < 0.15:
                inner += table_xml(draw, 1) + paragraph(draw)
            inner = draw.choice((inner, inner, f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))  # fmt: skip
            cell = f"<w:tc>{draw.choice((f'<w:tcPr>{looks}</w:tcPr>', f'<w:tcPr>{looks}</w:tcPr>', ''))}{inner}</w:tc>"
            cells.append(draw.choice((cell, cell, f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>")))  # fmt: skip
        row = f"<w:tr><w:trPr/>{''.join(cells)}</w:tr>"
        rows.append(draw.choice((row, row, f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>")))
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def test_forms_in_word_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(60):
            draw = Draw(f"word {seed}")
            body = ""
            for _ in range(draw.randint(1, 3)):
                one = draw.choice((paragraph, table_xml))(draw)
                around = draw.choice(("", "", "sdt", "ins", "smartTag", "customXml"))
                one = f"<w:sdt><w:sdtContent>{one}</w:sdtContent></w:sdt>" if around == "sdt" else f"<w:{around}>{one}</w:{around}>" if around else one  # fmt: skip
                body += one
            spread = draw.random() < 0.3
            yield f"== {seed} {spread}"
            yield from row_lines(word_rows(docx(body), spread=spread))
        for one in ODD:
            yield f"{one[:60]}:"
            yield from row_lines(word_rows(docx(p(one))))
        wide = "".join(f"<w:tc>{p(str(at))}</w:tc>" for at in range(66))
        yield from row_lines(word_rows(docx(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>")))
        for font in ("Wingdings", "WINGDINGS 2", "Symbol", ""):
            signs = "".join(f'<w:r><w:sym w:font="{font}" w:char="F0{code:02X}"/></w:r><w:r><w:t>{code:02X} </w:t></w:r>' for code in range(0x20, 0x100))  # fmt: skip
            rows = word_rows(docx(p(signs)))
            yield f"{font}: {[one for one in rows[0].text.split() if not one.isalnum()]}"
        yield from row_lines(word_rows(docx(p('<w:r><w:sym w:font="Wingdings" w:char="x"/><w:sym/></w:r>'))))  # fmt: skip

    approved("word_forms_drawn", tell())


def test_grids_of_lines_by_lot(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(90):
            draw = Draw(f"grid {seed}")
            xs = sorted(
                draw.sample((0.1, 0.104, 0.107, 0.3, 0.5, 0.52, 0.8, 0.9), draw.randint(1, 5))
            )
            ys = sorted(draw.sample((0.1, 0.105, 0.109, 0.2, 0.206, 0.4, 0.7), draw.randint(1, 5)))
            lines = []
            for y in ys:
                for left, right in pairwise(xs):
                    share = draw.choice((1, 1, 1, 1, 0.56, 0.54, 0))
                    end = left + (right - left) * share
                    lines.append(RelativeBox(left, y, end, y + draw.choice((0, 0.001, 0.004))))
            for x in xs:
                for top, bottom in pairwise(ys):
                    share = draw.choice((1, 1, 1, 1, 0.56, 0.54, 0))
                    lines.append(RelativeBox(x, top, x + draw.choice((0, 0.001)), top + (bottom - top) * share))  # fmt: skip
            draw.shuffle(lines)
            grid = grid_of(lines)
            yield f"{seed}: xs {xs} ys {ys} bands {[tuple(round(one, 4) for one in band) for band in grid.bands]}"
            for cell in grid.cells:
                yield f"  {' '.join(f'{one:.4f}' for one in cell)} {grid.cell_at(*cell.middle)}"
            yield f"  {grid.cell_at(0.1, 0.1)} {grid.cell_at(0.9, 0.7)} {grid.cell_at(0.3, 0.2)} {grid.cell_at(0.95, 0.3)}"
        for many in (120, 121):
            ladder = [RelativeBox(0.1, at * 0.0075, 0.9, at * 0.0075) for at in range(many)]
            sides = [RelativeBox(x, 0, x, 0.9) for x in (0.1, 0.9)]
            turned = [RelativeBox(one.top, one.left, one.bottom, one.right) for one in (*ladder, *sides)]  # fmt: skip
            yield f"{many} lines: {len(grid_of([*ladder, *sides]).cells)} {len(grid_of(turned).cells)}"

    approved("grids_drawn", tell())


LINED = "0 G 1 w 20 20 m 180 20 l S 20 50 m 180 50 l S 20 80 m 180 80 l S 20 20 m 20 80 l S 100 20 m 100 80 l S 180 20 m 180 80 l S\n"


def test_pages_of_text_as_rows(approved) -> None:
    papers = {
        "plain": PAPERS["plain"], "two lines": PAPERS["two lines"], "blanks": PAPERS["blanks"], "turned": PAPERS["turned 90"], "no letters": PAPERS["nothing on it"], "two pages": PAPERS["two pages"],
        "lined": pdf(LINED + said("A", at="1 0 0 1 30 60") + said("B", at="1 0 0 1 120 60") + said("BA", at="1 0 0 1 30 30") + said("AA", at="1 0 0 1 120 30")),
        "boxed": pdf("0 G 1 w 20 20 80 60 re S 100 20 80 60 re S\n" + said("A", at="1 0 0 1 30 40") + said("B", at="1 0 0 1 120 40")),
        "low boxes": pdf("0 G 0 w 20 40 30 7 re S 50 40 30 7 re S\n" + said("A", at="1 0 0 1 30 40") + said("B", at="1 0 0 1 60 40")),
        "narrow boxes": pdf("0 G 0 w 20 40 15 20 re S 35 40 15 20 re S\n" + said("A", at="1 0 0 1 22 45") + said("B", at="1 0 0 1 38 45")),
        "filled lines": pdf("0 g 20 20 160 2.9 re f 20 78 160 3 re f 20 20 3 60 re f 100 20 3.1 60 re f 177 20 3 60 re f\n" + said("A", at="1 0 0 1 30 40") + said("B", at="1 0 0 1 120 40")),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        for name, data in papers.items():
            yield f"== {name}"
            with pypdfium2.PdfDocument(data) as document:
                for number in range(len(document)):
                    for row in rows_of_page(document[number], number):
                        yield from told([row], "  ")
        long = pdf(said("A" * 12), said("B" * 12))
        for data in (long, pdf(said("A" * 11)), PAPERS["torn"], PAPERS["locked"]):
            try:
                taken = taken_from(data, "a.pdf")
                yield f"{taken.is_scan} {[row.text for row in taken.rows]}"
            except ClerkError as refusal:
                yield f"refused: {refusal}"

    approved("pages_of_text", tell())
