"""红头, 版记 and page numbers as GB/T 9704 has them, where the office wants them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from casework.acts import Done
from casework.desk.desk import Desk
from casework.letters import render
from casework.letters.sample import samples
from casework.papers.document_check import document_findings
from casework.word import paragraphs
from casework.word.parts import MAIN, W, opened
from casework.word.red_head import with_red_head
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
