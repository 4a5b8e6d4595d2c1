"""What may not be opened unasked, what of a letter is a gap, why a case goes to counsel."""

import io
import random
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path

from casework.acts.drawn_with_each import Redrawn, choices, gapped, is_open
from casework.cases.attachments import pasted_name
from casework.cases.case_file import load
from casework.cases.handing_on import _what_it_is
from casework.cases.review_course import counsel_reasons, disclosed_by, drafted_reply, rows_of
from casework.desk.counsel_rules import keep_counsel_rules
from casework.desk.desk import Desk
from casework.word import LetterPage
from casework.word.page import PageCell, PageLine, PaperSize
from forms.fields import fields_of
from forms.procedure import FeeNotice
from forms.reply import Reply
from forms.reviewing import CounselRulesForm
from tests.casework.approved.plain import short
from tests.casework.doings import Do

COMPOUND = b"\xd0\xcf\x11\xe0"
MACROS = "_VBA_PROJECT".encode("utf-16-le")


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return made.getvalue()


def test_what_is_not_opened_unasked(approved, tmp_path: Path) -> None:
    files: list[tuple[str, bytes]] = [
        ("照片.jpg", b"\xff\xd8"), ("程序.EXE", b"x"), ("程序.exe. . ", b"x"), ("没有后缀", b"x"),
        ("页面.html", b"x"), ("宏.docm", b"x"), ("宏.XLSB ", b"x"), ("答复\u202efdp.exe", b"x"),
        ("左\u2066右.pdf", b"%PDF"), ("改名.pdf", b"MZ\x90"), ("改名.txt", b"\x7fELF"),
        ("改名.doc", b"#!/bin/sh"), ("改名.jpg", b"L\0\0\0\x01\x14\x02\0\0"), ("不是.txt", b" MZ"),
        ("短.txt", b"M"), ("文.docx", zipped("word/document.xml")), ("文.docx", zipped("word/VBAProject.bin")),
        ("表.xlsx", zipped("xl/worksheets/sheet1.xml", "xl/macrosheets/sheet1.xml")),
        ("表.xlsx", zipped("xl/other/macrosheets/sheet1.xml")), ("坏.docx", b"PK\x03\x04..."),
        ("旧.doc", COMPOUND + bytes(40)), ("旧.doc", COMPOUND + bytes(40) + MACROS),
        ("旧.doc", COMPOUND + bytes((1 << 20) - 4 - 9) + MACROS), ("旧.doc", MACROS),
        ("信.rtf", b"{\\rtf1 x}"), ("信.rtf", b"{\\rtf1 {\\object\\objdata 01}}"), ("信.rtf", b"\\objdata"),
    ]  # fmt: skip

    def tell() -> Iterator[str]:
        kept = tmp_path / "kept"
        for name, content in files:
            kept.write_bytes(content)
            shown = name.replace("\u202e", "〔左〕").replace("\u2066", "〔右〕")
            yield f"{shown} {content[:9]!r} {len(content)}: {_what_it_is(name, kept)}"

    approved("not_opened_unasked", tell())


def test_names_of_what_is_pasted() -> None:
    at = datetime.combine(date(2026, 3, 6), time(9, 5))
    first = "图片 2026-03-06 09时05分.png"
    assert pasted_name("图片", at, ".png") == first
    assert pasted_name("图片", at, ".png", {first}) == "图片 2026-03-06 09时05分（2）.png"
    both = {first, "图片 2026-03-06 09时05分（2）.png"}
    assert pasted_name("图片", at, ".png", both) == "图片 2026-03-06 09时05分（3）.png"


SENTENCES = (
    "请于2026年11月27日前答复。", "请于2026年1月7日前答复。", "请于12月7日前答复", "共计1,230.50元，请缴纳。", "共计10元，请缴纳。",
    "共计壹拾元整。", "根据第十六条，不予公开。", "根据第十五条、第三条，不予公开。", "不予公开。", "", "根据第十六条：不予公开；理由", "甲\ue000乙\ue001丙",
)  # fmt: skip
KINDS: tuple[type, ...] = (date, int, Decimal, Enum)


def line_of(text: str) -> PageLine:
    cells = text.split("|")
    if len(cells) == 1:
        return PageLine(text)
    return PageLine(" | ".join(cells), cells=tuple(PageCell(one, 1, False) for one in cells))


def page_of(lines: list[str]) -> LetterPage:
    return LetterPage(PaperSize(), tuple(map(line_of, lines)))


def test_gaps_of_pages_drawn_by_lot(approved) -> None:
    draw = random.Random(20261129)

    def drawn() -> list[str]:
        lines = [draw.choice(SENTENCES) for _ in range(draw.randrange(1, 5))]
        if draw.random() < 0.5:
            lines.append("|".join(draw.choice(SENTENCES) for _ in range(draw.choice((2, 2, 3)))))
        return ["题目", *lines, *(["落款"] if draw.random() < 0.8 else [])]

    def changed(lines: list[str]) -> list[str]:
        other = list(lines)
        for place, one in enumerate(other):
            if draw.random() < 0.4:
                cells = [
                    draw.choice(SENTENCES) if draw.random() < 0.6 else cell
                    for cell in one.split("|")
                ]
                other[place] = "|".join(cells)
        if draw.random() < 0.2:
            other.insert(draw.randrange(len(other)), draw.choice(SENTENCES))
        if draw.random() < 0.2:
            del other[draw.randrange(len(other))]
        return other

    def tell() -> Iterator[str]:
        for _ in range(120):
            lines = drawn()
            others = [
                Redrawn(f"〔{number}〕", draw.choice(KINDS), page_of(changed(lines)))
                for number in range(draw.choice((1, 1, 2)))
            ]
            shown = gapped(page_of(lines), others)
            yield f"{' / '.join(lines)}"
            for one in others:
                yield f"  {one.kind.__name__}: {' / '.join(line.text for line in one.page.lines)}"  # type: ignore[attr-defined]
            yield f"  → {' / '.join(line.text for line in shown.lines)} {[len(line.cells) for line in shown.lines]}"

    approved("gaps_drawn", tell())


def test_values_that_are_drawn_with(approved) -> None:
    today = date(2026, 3, 6)
    fields = [*fields_of(FeeNotice), *fields_of(Reply), *fields_of(CounselRulesForm)]

    def tell() -> Iterator[str]:
        for field in fields:
            yield f"{field.name}: {[short(one) for one in choices(field, today)]}"
        for given in (None, "", " ", (), [], 0, False, "x", (1,)):
            yield f"{given!r}: {is_open({'it': given}, 'it')} {is_open({}, 'it')}"

    approved("values_drawn_with", tell())


def test_why_a_case_goes_to_counsel(approved, desk: Desk, do: Do) -> None:
    every = CounselRulesForm(
        refused=True, partly=True, unable=True, declined=True, disputes=1, yuan=10_000, items=2, press=True
    )  # fmt: skip
    rules = {
        "none": CounselRulesForm(), "refused": CounselRulesForm(refused=True), "two disputes": CounselRulesForm(disputes=2),
        "one dispute": CounselRulesForm(disputes=1), "money": CounselRulesForm(yuan=10_000),
        "more money": CounselRulesForm(yuan=10_001), "items": CounselRulesForm(items=2), "all": every,
    }  # fmt: skip
    first = do(
        "register",
        None,
        "2026-03-06",
        applicant_name="青枫晚报社",
        information_sought="1.合同金额1万元的；2.名单",
    ).request_id
    do("notice_fee", first, "2026-03-09", method="BY_PAGE", units=300, delivered_on="2026-03-09")
    do("pay_fee", first, "2026-03-10", yuan=6700)
    other = do(
        "register", None, "2026-03-11", applicant_name="青枫晚报社", information_sought="乙"
    ).request_id
    do("decide", other, "2026-03-12", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录")
    do("serve", other, "2026-03-13", method="POST")
    do("receive_reconsideration", other, "2026-03-16", body="青枫区人民政府")
    do("decide_items", first, "2026-03-17", items=[
        {"content": "合同", "kind": "PROVIDED", "provided": "合同"},
        {"content": "名单", "kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论"},
    ])  # fmt: skip
    alone = do(
        "register", None, "2026-03-17", applicant_name="林一帆", information_sought="丙"
    ).request_id
    do("decide", alone, "2026-03-17", kind="PROVIDED", provided="丙一\n丙二")

    def tell() -> Iterator[str]:
        for name, rule in rules.items():
            keep_counsel_rules(desk, rule)
            for request_id in (first, other, alone):
                file = load(desk, request_id)
                reply = drafted_reply(file)
                assert reply is not None
                yield f"{name} {request_id}: {counsel_reasons(desk, file, reply)}"
                if name == "none":
                    yield f"  {disclosed_by(reply)} {[one.kind and one.kind.name for one in rows_of(reply)]}"
        yield f"{disclosed_by(None)} {drafted_reply(load(desk, do('register', None, '2026-03-18', applicant_name='乙', information_sought='丁').request_id))}"

    approved("counsel_reasons", tell())
