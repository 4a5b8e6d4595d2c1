"""红头, 版记 and page numbers as GB/T 9704 has them, where the office wants them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from casework.acts import Done
from casework.desk.desk import Desk
from casework.letters import render
from casework.letters.rendering import page
from casework.letters.sample import samples
from casework.papers.document_check import document_findings
from casework.word import LetterPage, paragraphs
from casework.word.parts import MAIN, W, opened
from casework.word.red_head import page_with_red_head, with_red_head
from casework.word.relations import relations
from db import documents, settings

Do = Callable[..., Done]


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render(next(one for one in samples() if one.kind.key == "disclosure"))


@pytest.fixture(scope="module")
def red(plain: bytes) -> bytes:
    return with_red_head(plain, imprint="住建局办公室", printed="2026年2月13日")


def test_the_mark_the_number_and_the_line_stand_over_the_title(red: bytes) -> None:
    first = paragraphs(red)[:4]
    assert first[0] == "临江市青岚区住房和城乡建设局"
    assert first[1].startswith("青建答")
    assert first[2] == "政府信息公开申请答复书"
    body = etree.fromstring(opened(red)[MAIN]).find(f"{W}body")
    mark, number = body[0], body[1]
    assert mark.find(f".//{W}color").get(f"{W}val") == "FF0000"
    border = number.find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert border.get(f"{W}color") == "FF0000"


def test_the_mark_may_be_the_short_name(plain: bytes) -> None:
    short = with_red_head(
        plain, imprint="住建局办公室", printed="2026年2月13日", name="青岚区住建局"
    )
    assert paragraphs(short)[0] == "青岚区住建局"
    assert (
        paragraphs(short)[3:]
        == paragraphs(with_red_head(plain, imprint="住建局办公室", printed="2026年2月13日"))[3:]
    )


LONGEST = "临江市青岚国家级高新技术产业开发区管理委员会住房和城乡建设与交通运输局"


@pytest.mark.parametrize(
    ("name", "points", "lines"),
    [
        ("民政局", 48, 1),
        ("临江市青岚区住房和城乡建设局", 31, 1),
        ("国家税务总局青岛市高新技术产业开发区税务局", 24, 2),
        (LONGEST, 20, 2),
        ("甲" * 60, 22, 3),
    ],
)
def test_a_mark_is_never_smaller_than_to_catch_the_eye(
    plain: bytes, name: str, points: int, lines: int
) -> None:
    long = with_red_head(plain, imprint="办公室", printed="2026年2月13日", name=name)
    assert paragraphs(long)[0] == name
    mark = etree.fromstring(opened(long)[MAIN]).find(f"{W}body")[0]
    assert mark.find(f".//{W}sz").get(f"{W}val") == str(2 * points)
    indent = mark.find(f"{W}pPr/{W}ind")
    taken = 0 if indent is None else 2 * int(indent.get(f"{W}left")) / 20
    on_a_line = int((440 - taken) // points)
    assert -(-len(name) // on_a_line) == lines


def test_a_long_mark_is_shown_as_it_is_printed(plain: bytes) -> None:
    page = page_with_red_head(
        page_of_kind("disclosure"), imprint="办公室", printed="2026年2月13日", name=LONGEST
    )
    assert (page.lines[0].size, page.lines[0].left) == (20, page.lines[0].right)


def page_of_kind(key: str) -> LetterPage:
    return page(next(one for one in samples() if one.kind.key == key))


def test_the_imprint_ends_the_letter_and_nothing_of_it_is_lost(plain: bytes, red: bytes) -> None:
    assert paragraphs(red)[-1] == "住建局办公室\t2026年2月13日印发"
    assert sorted(paragraphs(plain)) == sorted(paragraphs(red)[:-1])


def test_odd_pages_are_numbered_at_the_right_and_even_ones_at_the_left(red: bytes) -> None:
    parts = opened(red)
    assert b"evenAndOddHeaders" in parts["word/settings.xml"]
    targets = {number: target for number, target, _, _ in relations(parts, MAIN)}
    section = etree.fromstring(parts[MAIN]).find(f"{W}body/{W}sectPr")
    sides = {}
    for node in section.findall(f"{W}footerReference"):
        target = targets[next(value for name, value in node.items() if name.endswith("}id"))]
        footer = etree.fromstring(parts[f"word/{target}"])
        sides[node.get(f"{W}type")] = footer.find(f".//{W}jc").get(f"{W}val")
        assert "".join(footer.itertext()).replace(" PAGE ", "") == "— 1 —"
    assert sides == {"default": "right", "even": "left"}


def test_a_document_of_another_make_is_left_alone() -> None:
    sheet = render(next(one for one in samples() if one.kind.key == "approval_sheet"))
    assert with_red_head(sheet, imprint="甲", printed="乙") == sheet


def test_the_office_decides_and_the_examination_finds_nothing(
    desk: Desk, do: Do, registered: int
) -> None:
    office = settings.value(desk.store, "office", {})
    settings.put(desk.store, "office", {**office, "red_head": True, "imprint": "局办公室"})
    desk.forget_settings()
    done = do("decide", registered, "2026-03-16", kind="ALREADY_PUBLIC", access="门户网站")
    (line,) = done.documents
    assert paragraphs(Path(line.path))[-1] == "局办公室\t2026年3月16日印发"
    letter = documents.one(desk.store, line.document_id)
    assert document_findings(desk, letter) == []
    # What never leaves the office bears none.
    receipt = documents.of_request(desk.store, registered)[0]
    assert "局办公室" not in "".join(paragraphs(desk.beside.at(receipt.path)))
