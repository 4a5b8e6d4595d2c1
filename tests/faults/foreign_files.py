"""Files that strangers might send: sound ones to be mutated, and bombs.

A bomb is small and asks for much: time, memory, depth.
"""

import base64
import json
import struct
import zlib
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from docx import Document

from tests.casework.receipt.compound import msg

LETTER = (
    "申请人：林一帆，男，住青枫区人民路1号，身份证号：110101199003074258，联系电话：13800000001。\n"
    "被申请人：某某局，法定代表人：周某。\n申请事项：请求公开某村征地批复。\n获取方式：☑邮寄 "
    "☐电子邮件\n"
)
_ROWS = (
    ("姓名", "林一帆", "联系电话", "13800000001"),
    ("通信地址", "青枫区人民路1号", "证件号码", "110101199003074258"),
    ("所需信息的内容描述", "某规划许可证", "获取方式", "☑邮寄 ☐电子邮件"),
)


def form() -> bytes:
    """Return a form in Word."""
    document = Document()
    table = document.add_table(rows=len(_ROWS), cols=4)
    for number, row in enumerate(_ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return _saved(document)


def _saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def page() -> bytes:
    """Return a form as a web page."""
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in _ROWS)
    return f"<html><body><p>申请表</p><table>{rows}</table></body></html>".encode()


def mail() -> bytes:
    """Return a mail with a form."""
    made = EmailMessage()
    made["From"], made["Subject"] = "林一帆 <lin@example.org>", "信息公开申请"
    made["Date"] = "Thu, 05 Mar 2026 21:04:00 +0800"
    made.set_content(LETTER)
    made.add_alternative(page().decode(), subtype="html")
    made.add_attachment(form(), maintype="application", subtype="octet-stream", filename="表.docx")
    return made.as_bytes()


def outlook() -> bytes:
    """Return a mail of Outlook."""
    from datetime import UTC, datetime

    return msg({"0037": "申请", "1000": LETTER, "0C1A": "林一帆"},
               sent=datetime(2026, 3, 4, tzinfo=UTC))  # fmt: skip


def workbook() -> bytes:
    """Return a ledger in Excel."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["编号", "申请人", "申请内容", "收到日期", "办理结果", "答复日期"])
    for number in range(12):
        sheet.append([f"{number}", "林一帆", "某批复", "2026-03-05", "予以公开", "2026.4.1"])
    return _saved(book)


def ledger_text() -> bytes:
    """Return a ledger as text."""
    head = "编号,申请人,申请内容,收到日期,办理结果\n"
    return (head + "".join(f"{n},林一帆,某批复,2026/3/{n + 1},公开\n" for n in range(9))).encode()


def report() -> bytes:
    """Return an annual report as a web page, as far as a fuzzer needs one."""
    cells = "".join(f"<td>{n}</td>" for n in range(7))
    rows = "".join(f"<tr><td>{n}</td>{cells}</tr>" for n in range(25))
    title = "青枫区政务公开局2025年政府信息公开工作年度报告"
    return f"<h1>{title}</h1><table>{rows}</table>".encode()


def pdf() -> bytes:
    """Return a PDF with a line of text."""
    stream = b"BT /F1 18 Tf 72 700 Td (phone 13800000001) Tj ET 72 600 300 1 re f"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(stream)).encode() + b">>stream\n" + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )  # fmt: skip


def picture(width: int = 32, height: int = 24) -> bytes:
    """Return a PNG of one bit a point, whatever its size: nothing of it weighs anything."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (struct.pack(">I", len(content)) + kind + content
                + struct.pack(">I", zlib.crc32(kind + content)))  # fmt: skip

    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    content = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    )


def exchanged() -> bytes:
    """Return a unit's report as its file of exchange."""
    tables = {"table3": [[0] * 7 for _ in range(25)], "table4": [0] * 15}
    return json.dumps({"version": 1, "year": 2025, "unit": "某局", **tables}).encode()


def guidance() -> bytes:
    """Return a package of decided cases."""
    case = {
        "title": "某案",
        "facts": "申请人要求公开某批复",
        "result": "维持",
        "decided_on": "2025-06-01",
    }
    return json.dumps({"format": "disclosure-desk guidance 1", "cases": [case]}).encode()


def section_package() -> bytes:
    """Return a package a section sends back: the form with its code, and a file."""
    document = Document()
    document.add_paragraph("回执码：AB12-CD34")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "答复日期", "2026-03-05"
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("办理意见表.docx", _saved(document))
        archive.writestr("批复.txt", "批复")
    return stream.getvalue()


SEEDS = {
    "申请表.docx": form, "来信.txt": lambda: LETTER.encode("gb18030"), "页面.html": page,
    "来信.eml": mail, "来信.msg": outlook, "台账.xlsx": workbook, "台账.csv": ledger_text,
    "年报.html": report, "材料.pdf": pdf, "照片.png": picture,
    "年报.djh": exchanged, "案例.dja": guidance, "科室.zip": section_package,
}  # fmt: skip

_WORD = (
    b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
    b'2006/main"><w:body>%s</w:body></w:document>'
)
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"/>'
)


def word_of(body: bytes) -> bytes:
    """Return a Word document with this body."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", _WORD % body)
    return stream.getvalue()


def nested_boxes(depth: int = 60) -> bytes:
    """Return text boxes in text boxes: each reader that looks again inside each takes for ever."""
    opened = b"<w:p><w:r><w:pict><w:txbxContent>"
    closed = b"</w:txbxContent></w:pict></w:r></w:p>"
    return word_of(opened * depth + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" + closed * depth)


def parameters(count: int = 9000) -> bytes:
    """Return a mail whose Content-Type has thousands of parameters."""
    more = "".join(f";\n p{n}*0*=utf-8''%E7%94%B3{n}" for n in range(count))
    return f"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain{more}\n\nx".encode()


def parts(depth: int = 3000) -> bytes:
    """Return a mail of parts in parts."""
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)
    )
    return f"From: a@example.org\nMIME-Version: 1.0\n{head}Content-Type: text/plain\n\nx".encode()


def spans() -> bytes:
    """Return a table of few cells that claim to span everything."""
    cells = "<td colspan=60000 rowspan=60000>申请人</td>" * 200
    return f"<table><tr>{cells}</tr></table>".encode()


def last_cell() -> bytes:
    """Return a workbook with one cell in its very last place."""
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    return _saved(book)


def zeros() -> bytes:
    """Return a Word document of a hundred megabytes of blanks."""
    return word_of(b" " * (100 << 20))


def large_page() -> bytes:
    """Return a PDF whose page is five metres wide."""
    return pdf().replace(b"[0 0 595 842]", b"[0 0 14400 14400]")


def colons() -> bytes:
    """Return a line of nothing but labels."""
    return ("申请人：" * 60_000).encode()


def encoded_twice() -> bytes:
    """Return a mail whose attachment is a mail whose attachment is a mail."""
    inner = b"From: a@example.org\nMIME-Version: 1.0\n\nx"
    for _ in range(12):
        inner = (
            b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            b"--b\nContent-Type: application/octet-stream; name=a.eml\n"
            b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(inner) + b"\n--b--\n"
        )
    return inner


BOMBS = {
    "文本框套文本框.docx": nested_boxes, "参数.eml": parameters, "分段套分段.eml": parts,
    "跨行跨列.html": spans, "最后一格.xlsx": last_cell, "空白.docx": zeros,
    "大幅面.pdf": large_page, "巨图.png": lambda: picture(20_000, 20_000), "冒号.txt": colons,
    "邮件套邮件.eml": encoded_twice,
}  # fmt: skip
