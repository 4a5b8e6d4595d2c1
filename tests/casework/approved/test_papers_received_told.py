"""Files and mails as they are dropped on the receipt, whole or not, held against what was approved."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from casework.receipt import mail as mailing
from casework.receipt.mail import mail_of
from casework.receipt.reading import LARGEST_BYTES, read_bytes, read_file, read_text
from casework.receipt.sources import is_picture, taken_from
from casework.redaction.preparing import kind_of
from rules.errors import ClerkError
from tests.casework.approved.plain import told
from tests.casework.approved.test_doors_told import _zip
from tests.casework.approved.test_small_readers_told import ODT
from tests.casework.docx_samples import docx, p, table
from tests.casework.receipt.compound import msg

FORM = "申请人姓名：林一帆\n证件号码：11010519491231002X\n联系电话：13800138000\n通信地址：青枫区梧桐里6号\n所需信息内容描述：某村征地批复\n获取方式：邮寄\n"
WORD = docx(
    p("政府信息公开申请表")
    + table(*[[p(one) for one in line.split("：")] for line in FORM.strip().split("\n")])
)


def book(*rows: tuple[Any, ...]) -> bytes:
    made = openpyxl.Workbook()
    made.worksheets[0].title = "空"
    sheet = made.create_sheet("申请")
    for row in rows:
        sheet.append(row)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


SENT = datetime(2026, 3, 5, 13, 4, tzinfo=UTC)
FILES: dict[str, bytes] = {
    "表.docx": WORD, "表.xlsx": book(("申请人姓名", "林一帆"), ("联系电话", 13800138000), ("单价", 1.5), ("只有一格",), ("所需信息内容描述", "某村征地批复", "x" * 9)),
    "表.odt": _zip({"content.xml": ODT}), "表.txt": FORM.encode("gb18030"), "表.html": f"<html><body><p>{FORM.replace(chr(10), '<br>')}</p></body></html>".encode(),
    "表.rtf": rb"{\rtf1\ansi\ansicpg936 \'c9\'ea\'c7\'eb\'c8\'cb\'a3\'ba\'c1\'d6\'d2\'bb\'b7\'ab}", "图.png": b"\x89PNG\r\n\x1a\n....", "图.webp": b"RIFF....WEBPVP8 ", "假.pdf": b"no pdf at all",
    "假.jpg": "不是图片".encode(), "包.zip": _zip({"a.txt": "x"}), "坏.xlsx": _zip({"xl/workbook.xml": "<x"}), "坏.docx": WORD[:300], "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "旧.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "乱.bin": bytes(range(256)) * 4, "零.txt": "申\0请\0人\0：\0林\0一\0帆".encode(), "信.msg": msg({"1000": FORM, "0037": "信息公开申请"}, sent=SENT),
    "坏.pdf": b"%PDF-1.4\nbroken", "表.xls": "<table><tr><td>申请人姓名</td><td>林一帆</td></tr></table>".encode("gb18030"), "没有后缀": FORM.encode(),
}  # fmt: skip


def eml(
    body: str, *heads: str, kind: str = "text/plain; charset=utf-8", coding: str = "8bit"
) -> bytes:
    lines = [
        *heads,
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        f"Content-Transfer-Encoding: {coding}",
        "",
        body,
    ]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


FROM, DATE = (
    "From: =?gb2312?B?wdbSu7er?= <lin@example.org>",
    "Date: Thu, 05 Mar 2026 21:04:00 +0800",
)
PARTS = (
    '--b\r\nContent-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\nyerH68jLo7rB1tK7t6s=\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="a/b.pdf"\r\n'
    "Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--b\r\nContent-Type: text/html; charset=none\r\n\r\n<p>网页</p>\r\n--b--\r\n"
)  # fmt: skip
MAILS: dict[str, bytes] = {
    "plain": eml(FORM, FROM, DATE, "Subject: 信息公开申请"), "no day": eml(FORM, FROM, "Subject: x"), "wrong day": eml(FORM, FROM, "Date: nonsense", "Received: by x; Fri, 06 Mar 2026 01:02:03 +0000"),
    "no zone": eml(FORM, "From: lin@example.org", "Date: Thu, 05 Mar 2026 21:04:00"), "old": eml(FORM, FROM, "Date: Thu, 99 Mar 99999 21:04:00"), "asked above": eml("详见附件", FROM, DATE, "Subject: 申请公开2025年部门预算"),
    "page": eml("<html><body><p>申请人姓名：林一帆</p><table><tr><td>电话</td><td>13800138000</td></tr></table></body></html>", FROM, DATE, kind="text/html; charset=utf-8"),
    "parts": eml(PARTS, FROM, DATE, kind='multipart/mixed; boundary="b"', coding="7bit"), "no sender": eml(FORM, "Subject: 申请", DATE), "other name": eml(FORM, 'From: "江晓舟" <jiang@example.org>', DATE),
    "own day": eml(FORM + "申请日期：2026年3月1日\n", FROM, DATE), "own mail": eml(FORM + "邮箱：other@example.org\n", FROM, DATE), "forwarded": eml(f"见下\n\n---- 转发的邮件 ----\n发件人：林一帆 <lin@example.org>\n发送时间：2026年3月4日 10:00\n收件人：office@example.org\n主题：信息公开申请\n\n{FORM}", 'From: "科室" <office@example.org>', DATE, "Subject: Fwd: 信息公开申请"),
    "quoted": eml("=E7=94=B3=E8=AF=B7=E4=BA=BA=EF=BC=9A=E6=9E=97=E4=B8=80=E5=B8=86", FROM, DATE, coding="quoted-printable"), "no body": eml("", FROM, DATE, "Subject: 申请公开规划许可证"), "torn": b"From: x\r\nSubject: y\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n",
}  # fmt: skip
HEADS = ("=?utf-8?B?5p6X5LiA5biG?=", "=?gb2312?Q?=C1=D6=D2=BB=B7=AB?= <a@b.cn>", "plain", "=?none?B?xx?=", "=?utf-8?B?###?=", "林一帆", "a =?utf-8?Q?=E6=9E=97?= b", "\udcc1\udcd6", "")  # fmt: skip
SENDERS = ("林一帆 <lin@example.org>", '"林 一帆" <lin@example.org>', "lin@example.org", "林一帆[lin@example.org]", "<lin@example.org>", "没有地址", '"a@b.cn" <c@d.cn>', "")  # fmt: skip


def reading_lines(reading: Any) -> Iterator[str]:
    for name, field in reading.fields.items():
        yield f"  {name}: {field.value!r} of {field.source} {field.doubt}"
    yield f"  rest {[one.text for one in reading.rest]} signed {reading.signed_on}"


def test_files_as_they_are_dropped_on_the_receipt(approved, tmp_path: Path) -> None:
    def tell() -> Iterator[str]:
        for name, raw in FILES.items():
            path = tmp_path / name
            path.write_bytes(raw)
            yield f"== {name} {is_picture(raw)}"
            try:
                yield from reading_lines(read_bytes(raw, name, recognise=False))
                taken = taken_from(raw, name)
                yield f"  {taken.is_scan} {taken.mail is not None} {len(taken.rows)} rows"
            except ClerkError as refusal:
                yield f"  refused: {refusal}"
        for name, raw in (("空.txt", b" \n"), ("大.txt", b"x" * (LARGEST_BYTES + 1))):
            (tmp_path / name).write_bytes(raw)
            yield from refused(tmp_path / name)
        yield from refused(tmp_path / "没有.docx")
        yield from (
            f"{name}: {refused_text(text)}"
            for name, text in (("long", "字" * 200_001), ("just", "字" * 10))
        )

    approved("papers_received", tell())


def refused(path: Path) -> Iterator[str]:
    try:
        read_file(path, recognise=False)
    except ClerkError as refusal:
        yield f"{path.name} refused: {refusal}"


def refused_text(text: str) -> str:
    try:
        return str(read_text(text).values)
    except ClerkError as refusal:
        return f"refused: {refusal}"


def test_mails_as_they_come_in(approved) -> None:
    def tell() -> Iterator[str]:
        for name, raw in MAILS.items():
            yield f"== {name}"
            yield from told([mail_of(raw)], "  ")
            try:
                yield from reading_lines(read_bytes(raw, f"{name}.eml", recognise=False))
            except ClerkError as refusal:
                yield f"  refused: {refusal}"
        yield from (f"{head!r}: {mailing.header_text(head)!r}" for head in HEADS)
        yield from (f"{words}: {mailing.sender_of(words)}" for words in SENDERS)
        for attached in (WORD, b"%PDF-1.4", docx(p("其他材料")), b"torn"):
            raw = msg(
                {
                    "1000": "见附件\n申请人：林一帆\n电话：13900139000",
                    "0037": "申请公开规划许可证",
                    "0C1A": "江晓舟",
                    "0C1F": "j@example.org",
                },
                sent=SENT,
                attached={"申请表.docx": attached, "b.pdf": b"%PDF-1.4"},
            )
            yield "== outlook with a form"
            yield from reading_lines(read_bytes(raw, "a.msg", recognise=False))

    approved("mails_received", tell())


OTHERS: dict[str, bytes] = {
    "late.pdf": b" " * 900 + b"%PDF-1.7", "too late.pdf": b" " * 1024 + b"%PDF-1.7", "photo.heic": b"\0\0\0\x18ftypheic....", "wide.txt": "甲".encode("utf-16"), "binary.txt": b"abc\x00def", "bell.txt": b"abc\x07",
    "cut.txt": "字字字".encode()[:-1], "gbk.csv": "甲,乙".encode("gb18030"), "none.dat": b"", "torn.txt": b"abc\xff\xff\xff\xff\xff", "old.rtf": b"{\\rtf1}", "half.webp": b"RIFF....WAVE", "odd.gif": b"GIF89a...", "tiff.tif": b"II*\x00....",
}  # fmt: skip


def test_what_kind_of_file_can_be_covered(approved, tmp_path: Path) -> None:
    def tell() -> Iterator[str]:
        for name, raw in {**FILES, **OTHERS}.items():
            path = tmp_path / name
            path.write_bytes(raw)
            try:
                yield f"{name}: {kind_of(path)}"
            except ClerkError as refusal:
                yield f"{name} refused: {refusal}"
        for path in (tmp_path, tmp_path / "没有.pdf"):
            try:
                yield kind_of(path)
            except ClerkError as refusal:
                yield f"refused: {str(refusal).replace(tmp_path.name, '夹')}"

    approved("kinds_of_files", tell())
