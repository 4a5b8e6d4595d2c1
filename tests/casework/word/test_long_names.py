"""Names of any length stand well: titles break evenly, signatures stay in the page."""

import dataclasses
import re

import pytest

from casework.letters import render
from casework.letters.sample import samples
from casework.word import paragraphs
from casework.word.long_names import shaped
from casework.word.parts import MAIN, opened

LONG = "内蒙古自治区呼和浩特市和林格尔县住房和城乡建设局"
WIDTH = 8_845


def paragraph(style: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def indents(xml: str) -> list[tuple[int, int]]:
    found = re.findall(r'<w:ind [^>]*w:left="(\d+)"[^>]*w:right="(\d+)"', xml)
    return [(int(left), int(right)) for left, right in found]


@pytest.mark.parametrize(
    ("name", "first_line"),
    [
        ("民政局", None),
        ("临江市青岚区住房和城乡建设局", None),
        # Twenty characters fill the line; one more would stand alone below.
        ("一二三四五六七八九十一二三四五六七八九十", None),
        ("国家税务总局青岚市高新技术产业开发区税务局", 18),
        (LONG, 16),
        ("甲" * 21, 11),
        ("甲" * 45, 15),
    ],
)
def test_a_title_breaks_after_a_word_or_evenly(name: str, first_line: int | None) -> None:
    found = indents(shaped(paragraph("LetterTitle", name)))
    if first_line is None:
        assert found == []
        return
    ((left, right),) = found
    assert (WIDTH - left - right) // 440 == first_line
    assert left == right


@pytest.mark.parametrize(
    ("name", "characters"), [("民政局", None), ("甲" * 15, None), (LONG, 24), ("甲" * 30, 15)]
)
def test_a_long_signature_stays_on_one_line_with_its_date_below(
    name: str, characters: int | None
) -> None:
    both = paragraph("LetterSignature", name) + paragraph("LetterDate", "2026年2月13日")
    found = indents(shaped(both + paragraph("LetterNote", "（联系人）")))
    if characters is None:
        assert found == []
        return
    assert len(found) == 2
    assert len(set(found)) == 1
    assert (WIDTH - found[0][0]) // 320 == characters


def test_a_signature_of_two_lines_breaks_after_a_word() -> None:
    name = "临江市青岚国家级高新技术产业开发区管理委员会住房和城乡建设与交通运输局"
    ((left, _), _) = indents(
        shaped(paragraph("LetterSignature", name) + paragraph("LetterDate", "2026年2月13日"))
    )
    assert name[: (WIDTH - left) // 320].endswith("管理委员会")


def test_a_paragraph_with_an_address_of_the_net_is_not_justified() -> None:
    def set_to(text: str, style: str = "LetterBody") -> list[str]:
        return re.findall(r'<w:jc w:val="(\w+)"/>', shaped(paragraph(style, text)))

    assert set_to("可以通过互联网渠道提交：https://fuyi.example.org。") == ["left"]
    assert set_to("可以通过互联网渠道提交：https://fuyi.example.org。", "Cell") == ["center"]
    assert set_to("电话：0791-86000018") == ["center"]


def test_the_words_of_a_letter_stay_what_they_are() -> None:
    letter = next(one for one in samples() if one.kind.key == "disclosure")
    long = dataclasses.replace(letter, office=LONG)
    document = render(long)
    assert paragraphs(document).count(LONG) == 2
    xml = opened(document)[MAIN].decode()
    # One indent of a paragraph at most, and where the schema wants it.
    assert all(one.count("<w:ind ") <= 1 for one in xml.split("</w:pPr>"))
    assert not re.search(r"<w:jc [^>]*/><w:ind ", xml)
