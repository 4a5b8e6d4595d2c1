"""No closing block stands alone on a page, no head of a table at a foot: over the whole set."""

import dataclasses
import re
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import pytest

from casework import letters
from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, fields_of
from casework.letters.sample import samples
from casework.word import paragraphs
from casework.word.page_breaks import kept_together
from casework.word.red_head import with_red_head

SAMPLES = samples()
IDS = [f"{at}-{letter.kind.key}" for at, letter in enumerate(SAMPLES)]
_BLOCK = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_CLOSING = ('"LetterEnclosure"', '"LetterSignature"', '"LetterSigner"')


# Lines to fill in, and addresses.
_OF_LINES = (LetterKind.POWER_OF_ATTORNEY, LetterKind.OGI_GUIDE)


def body_of(document: bytes) -> str:
    return ZipFile(BytesIO(document)).read("word/document.xml").decode()


def text_of(block: str) -> str:
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", block))


def is_kept(block: str) -> bool:
    return "<w:keepNext/>" in block


def alone(body: str) -> list[str]:
    """Return the closing blocks that take less than two lines of text along."""
    blocks, found = _BLOCK.findall(body), []
    for at, block in enumerate(blocks):
        if not any(one in block for one in _CLOSING) or "<w:tbl>" in block:
            continue
        before, lines = at, 0
        while before and lines < 2:
            before -= 1
            if any(one in blocks[before] for one in _CLOSING):
                break
            if "<w:tbl>" in blocks[before] or (lines and len(text_of(blocks[before])) > 110):
                break
            if not is_kept(blocks[before]) and '"LetterAddressee"' not in blocks[before]:
                found.append(text_of(block))
                break
            lines += 1 + (len(text_of(blocks[before])) > 26)
    return found


def without_words(letter: Letter) -> Letter:
    """Return a letter in which nothing stands that may be left out."""
    needed = {
        one.attribute for one in fields_of(type(letter)) if one.word.required or one.kind is not str
    }
    texts = {
        one.name: ""
        for one in dataclasses.fields(letter)
        if one.name not in needed and isinstance(getattr(letter, one.name), str)
    }
    return dataclasses.replace(letter, **texts)


@pytest.mark.parametrize("letter", SAMPLES, ids=IDS)
def test_a_closing_block_takes_two_lines_of_text_along(letter: Letter) -> None:
    for one in (letter, without_words(letter)):
        body = body_of(letters.render(one))
        assert alone(body) == []
    red = with_red_head(letters.render(letter), imprint="局办公室", printed="2026年2月13日")
    assert alone(body_of(red)) == []


@pytest.mark.parametrize("letter", SAMPLES, ids=IDS)
def test_a_heading_stays_with_its_table(letter: Letter) -> None:
    styles = ZipFile(BytesIO(letters.render(letter))).read("word/styles.xml").decode()
    kept_styles = {
        one[1]
        for one in re.finditer(r'w:styleId="(\w+)">(?:(?!</w:style>).)*<w:keepNext/>', styles)
    }
    blocks = _BLOCK.findall(body_of(letters.render(letter)))
    for heading, table in pairwise(blocks):
        if "<w:tbl>" in table and "<w:p>" in heading and "<w:tbl>" not in heading:
            style = re.search(r'<w:pStyle w:val="(\w+)"', heading)
            assert style
            assert is_kept(heading) or style[1] in kept_styles, text_of(heading)


def test_the_silence_of_a_joint_maker_stays_with_the_signature() -> None:
    letter: Any = next(one for one in SAMPLES if one.kind is LetterKind.AGENCY_CONSULTATION)
    for joint in (True, False):
        blocks = _BLOCK.findall(body_of(letters.render(dataclasses.replace(letter, joint=joint))))
        at = next(place for place, one in enumerate(blocks) if '"LetterEnclosure"' in one)
        assert "书面回复" in text_of(blocks[at - 1])
        assert is_kept(blocks[at - 1])


def test_a_long_paragraph_is_not_taken_along() -> None:
    def paragraph(style: str, text: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    for before, kept in ((30, [True, True]), (130, [False, True])):
        xml = (
            paragraph("LetterBody", "甲" * before)
            + paragraph("LetterBody", "乙" * 10)
            + paragraph("LetterSignature", "丙")
        )
        found = [is_kept(one) for one in _BLOCK.findall(kept_together(xml))]
        assert found == [*kept, False]


def test_what_is_announced_stays_with_the_line_that_announces_it() -> None:
    def set_(style: str, text: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    for first, then, kept in (
        ("现告知如下：", "LetterBody", True),
        ("现告知如下。", "LetterBody", False),
        # A heading takes its own text along, a long paragraph would leave too much empty.
        ("现告知如下：", "LetterItem", False),
        ("甲" * 130 + "：", "LetterBody", False),
    ):
        xml = kept_together(set_("LetterBody", first) + set_(then, "乙"))
        assert is_kept(_BLOCK.findall(xml)[0]) is kept, (first[-6:], then)


def test_the_tiers_of_a_fee_are_not_torn_apart() -> None:
    letter = next(one for one in SAMPLES if one.kind is LetterKind.FEE_NOTICE)
    table = next(one for one in _BLOCK.findall(body_of(letters.render(letter))) if "合计" in one)
    *rows, last = re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
    assert len(rows) == 3
    assert all(map(is_kept, rows))
    assert not is_kept(last)


@pytest.mark.parametrize("letter", SAMPLES, ids=IDS)
def test_no_title_touches_what_follows(letter: Letter) -> None:
    blocks = _BLOCK.findall(body_of(letters.render(letter)))
    for title, following in pairwise(blocks):
        bare = '"LetterTitle"' in title and not re.search('"Letter(Title|Number)"', following)
        bare |= '"FormTitle"' in title and "<w:tbl>" in following
        assert not bare or "<w:spacing w:after=" in title, text_of(title)


def test_the_days_of_a_proof_stand_close() -> None:
    letter = next(one for one in SAMPLES if one.kind is LetterKind.TIME_LIMIT_PROOF)
    table = next(one for one in _BLOCK.findall(body_of(letters.render(letter))) if "春节" in one)
    assert table.count('w:line="300"') == len(re.findall("<w:p>", table))


def test_a_small_table_is_whole_and_lets_what_follows_go() -> None:
    letter = next(one for one in SAMPLES if one.kind is LetterKind.OGI_GUIDE)
    table = next(one for one in _BLOCK.findall(body_of(letters.render(letter))) if "件数" in one)
    *rows, last = re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
    assert len(rows) >= 2
    assert all(map(is_kept, rows))
    assert not is_kept(last)


@pytest.mark.parametrize("letter", SAMPLES, ids=IDS)
def test_every_paragraph_of_the_text_ends_as_a_sentence(letter: Letter) -> None:
    if letter.kind in _OF_LINES:
        return
    body = body_of(letters.render(letter))
    for block in _BLOCK.findall(body):
        text = text_of(block).strip()
        if '"LetterBody"' in block and text:
            assert text[-1] in "。：；？", text


def test_an_enclosure_bears_its_mark() -> None:
    marked = {
        letter.kind for letter in SAMPLES if '"EnclosureMark"' in body_of(letters.render(letter))
    }
    assert marked == {
        LetterKind.AGENCY_CONSULTATION,
        LetterKind.THIRD_PARTY_CONSULTATION,
        LetterKind.RECONSIDERATION_ANSWER,
    }
    slip = next(one for one in SAMPLES if one.kind is LetterKind.AGENCY_CONSULTATION)
    lines = paragraphs(letters.render(slip))
    assert lines[lines.index("附件") + 1] == "意 见 回 执"


def test_nobody_has_signed_before_the_applicant_does() -> None:
    letter = next(one for one in SAMPLES if one.kind is LetterKind.SCOPE_CONFIRMATION)
    (line,) = (one for one in letters.words(letter) if "签字" in one)
    assert line.endswith("＿")


def test_a_return_slip_begins_a_page_of_its_own() -> None:
    slips = 0
    for letter in SAMPLES:
        blocks = _BLOCK.findall(body_of(letters.render(letter)))
        for before, block in pairwise(blocks):
            if '"SlipTitle"' in block:
                slips += 1
                head = before if '"EnclosureMark"' in before else block
                assert "<w:pageBreakBefore/>" in head, letter.kind
    assert slips == 4


def test_every_font_of_a_template_names_what_stands_in_for_it() -> None:
    for template in sorted(letters.SHIPPED.glob("*.docx")):
        parts = ZipFile(template)
        styles = parts.read("word/styles.xml").decode()
        table = parts.read("word/fontTable.xml").decode()
        used = set(re.findall(r'w:eastAsia="([^"]+)" w:cs', styles))
        assert {"仿宋", "方正小标宋简体", "宋体"} <= used
        for font in used:
            others = re.search(f'w:name="{font}"><w:altName w:val="([^"]+)"', table)
            assert others, (template.name, font)
            # What a plain Windows PC has is among them, by the name WPS and LibreOffice know.
            known = f"{font},{others[1]}"
            assert re.search("FangSong|SimSun|SimHei", known), font
