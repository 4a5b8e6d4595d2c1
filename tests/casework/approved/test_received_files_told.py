"""The words inside a case's files and bytes of any coding, held against what was approved."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from casework.receipt import attached_words
from casework.receipt.attached_words import FileWords, UnreadFile, words_in, words_of
from casework.receipt.decoding import claimed_in_page, decoded, meant_by
from tests.casework.approved.test_doors_told import _zip
from tests.casework.approved.test_papers_received_told import MAILS, SENT, book
from tests.casework.docx_samples import docx, p
from tests.casework.receipt.compound import msg

SLIDE = '<p:sld xmlns:p="p" xmlns:a="a"><a:t>第{}页</a:t><a:t/><a:u>非</a:u></p:sld>'


def test_words_of_attached_files(approved, tmp_path: Path, monkeypatch) -> None:
    slides = {"ppt/presentation.xml": "<x/>", "ppt/slides/slide1.xml": SLIDE.format(1), "ppt/slides/slide2.xml": SLIDE.format(2), "ppt/slides/_rels/slide1.xml.rels": SLIDE.format(3), "ppt/notes/slide1.xml": SLIDE.format(4)}  # fmt: skip
    nested = msg(
        {"1000": "里层正文", "0037": "里层"}, sent=SENT, attached={"再里.txt": "最里".encode()}
    )
    files = {
        "a.xlsx": book(("甲", 1.5, None, ""), ("乙",)), "b.pptx": _zip(slides), "c.txt": b"one  two\n\n \tthree\n", "d.msg": msg({"1000": "正文", "0037": "主题", "0C1A": "林一帆"}, sent=SENT, attached={"表.txt": "表内".encode(), "坏.pdf": b"%PDF-x", "信.msg": nested}),
        "e.eml": MAILS["parts"], "f.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"), "g.pdf": b"%PDF-1.4 broken", "h.docx": docx(p("申请") + p("公开")), "i.png": b"\x89PNG\r\n\x1a\n", "j.txt": ("字" * 99 + "\n").encode() * 700,
        "k.zip": _zip({"x": "y"}), "l.eml": b"From: a@b.cn\r\nSubject: =?utf-8?B?5aSW?=\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d.cn\r\nSubject: inner\r\nContent-Type: text/plain\r\n\r\ninner words\r\n",
        "m.xlsx": book(*[(at,) for at in range(5003)]),
    }  # fmt: skip

    def here(door: Callable[..., Any], *asked: Any, check: Callable[[], object], name: str) -> Any:
        check()
        assert name == f"“{asked[1]}”"
        return door(*asked)

    monkeypatch.setattr(attached_words, "read_apart", here)

    def tell() -> Iterator[str]:
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
            words = words_of(UnreadFile("0", name, tmp_path / name))
            lines = words.words.splitlines()
            yield f"{name}: {len(words.words)} {lines[:9]} … {lines[-1:]} {words.why_none}"
        yield f"{words_of(UnreadFile('0', '没有', tmp_path / '没有'))}"
        asked: list[str] = []
        words_of(UnreadFile("0", "c.txt", tmp_path / "c.txt"), lambda: asked.append("asked"))
        yield f"{asked}"
        for most in (17, 18):
            monkeypatch.setattr(attached_words, "_LARGEST_BYTES", most)
            yield f"{most}: {words_of(UnreadFile('0', 'c.txt', tmp_path / 'c.txt'))}"
        monkeypatch.setattr(attached_words, "_LARGEST_TEXT", 5)
        yield f"{words_in(tmp_path / 'c.txt', 'c.txt')!r}"
        assert FileWords("x").why_none == ""

    approved("words_of_files", tell())


# Bytes as text


def test_bytes_as_text(approved) -> None:
    text = "申请公开，规划许可证。"
    claims = ("", "gb2312", '"GBK"', " utf8 ", "unicode-1-1-utf-8", "big5-hkscs", "iso-8859-1", "cp1252", "none", "utf-7", "ascii", "cp936", "936", "euc-cn", "ms936", "chinese", "utf-16")  # fmt: skip
    raws = {
        "utf-8": text.encode(), "gb": text.encode("gb18030"), "big5": "申請公開".encode("big5"), "le": text.encode("utf-16-le"), "le with line": (text + "\n").encode("utf-16-le"), "be with line": (text + "\n").encode("utf-16-be"),
        "latin": "café".encode("latin-1"), "latin two": "éé".encode("latin-1"), "odd le": ("a" + text + " ").encode("utf-16-le")[:-1], "short": b"a\0b", "four": b"a\0b\0", "mostly": ("a" * 90 + "é" * 10).encode("utf-16-le"), "hardly": ("a" * 89 + "é" * 11).encode("utf-16-le"),
        "marked 8": b"\xef\xbb\xbfa", "marked 16": b"\xff\xfea\0", "marked 16 be": b"\xfe\xff\0a", "marked 32": b"\xff\xfe\0\0a\0\0\0", "marked 32 be": b"\0\0\xfe\xff\0\0\0a", "broken": b"\xff\xff\xff", "broken gb": text.encode("gb18030") + b"\xff", "empty": b"", "long": (text * 400 + "\n").encode("utf-16-le"),
    }  # fmt: skip

    def tell() -> Iterator[str]:
        yield from (f"{claim!r}: {meant_by(claim)!r}" for claim in claims)
        for name, raw in raws.items():
            for claim in ("", "gb2312", "latin-1", "none", "utf-7"):
                yield f"{name} as {claim!r}: {decoded(raw, claim)[:24]!r}"
        pages = (b"<meta charset=gbk>", b"<meta CHARSET = 'Big5'>", b"x" * 4090 + b"charset=gbk", b"x" * 4085 + b"charset=gbk", b"none")  # fmt: skip
        yield from (f"{page[-20:]!r}: {claimed_in_page(page)!r}" for page in pages)

    approved("bytes_as_text", tell())
