"""A code on each letter and slip finds its case, and changes nothing else of the letter."""

import zipfile
from io import BytesIO

import pytest

from casework import letters, word
from casework.desk.desk import Desk
from casework.letters import LetterKind
from casework.letters.rendering import check, template_path
from casework.letters.sample import sample_letter, samples
from casework.pages.worklist import Query, find
from casework.papers.letter_codes import case_of_code, code_of
from casework.word import Code
from db import documents

PICTURE = "word/media/desk_code.png"
CODED = [kind for kind in LetterKind if kind.goes_out]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", CODED, ids=lambda kind: kind.key)
def test_every_letter_that_goes_out_bears_a_code(kind):
    letter = sample_letter(kind)
    assert check(template_path(kind), type(letter)) == []
    parts = parts_of(letters.render(letter))
    assert parts[PICTURE].startswith(b"\x89PNG")
    assert b"media/desk_code.png" in parts["word/_rels/document.xml.rels"]
    assert b'Extension="png"' in parts["[Content_Types].xml"]


def test_the_slips_to_be_sent_back_bear_it_too():
    letter = sample_letter(LetterKind.THIRD_PARTY_CONSULTATION)
    body = parts_of(letters.render(letter))["word/document.xml"].decode()
    assert body.count("<w:drawing>") == 2
    numbers = [part.split('"')[0] for part in body.split('<wp:docPr id="')[1:]]
    assert len(set(numbers)) == 2


def test_a_letter_without_a_code_has_no_picture():
    plain = next(one for one in samples() if one.kind is LetterKind.DISCLOSURE)
    parts = parts_of(letters.render(plain))
    assert PICTURE not in parts
    assert b"w:drawing" not in parts["word/document.xml"]


def test_what_is_read_of_a_letter_does_not_change():
    coded = sample_letter(LetterKind.DISCLOSURE)
    plain = next(one for one in samples() if one.kind is LetterKind.DISCLOSURE)
    assert letters.words(coded) == letters.words(plain)
    assert word.paragraphs(letters.render(coded)) == word.paragraphs(letters.render(plain))


def test_one_code_gives_one_picture_and_another_another():
    first, second = (letters.values_of(sample_letter(LetterKind.DISCLOSURE)) for _ in range(2))
    second = {**second, "二维码": Code("OGI:13:3")}
    path = template_path(LetterKind.DISCLOSURE)
    pictures = [parts_of(word.fill(path, values))[PICTURE] for values in (first, first, second)]
    assert pictures[0] == pictures[1] != pictures[2]


def test_letters_merged_keep_their_own_codes():
    path = template_path(LetterKind.DISCLOSURE)
    values = letters.values_of(sample_letter(LetterKind.DISCLOSURE))
    filled = [word.fill(path, {**values, "二维码": Code(f"OGI:{n}:1")}) for n in (1, 2)]
    merged = parts_of(word.merge(filled))
    kept = {content for name, content in merged.items() if name.endswith(".png")}
    assert kept == {parts_of(one)[PICTURE] for one in filled}


def test_the_code_of_a_letter_finds_its_case(desk: Desk, do, registered: int):
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="《工作要点》")
    reply = documents.of_request(desk.store, registered)[-1]
    code = reply.fields["code"]
    assert code == code_of(registered, reply.serial or 0)
    assert "林一帆" not in code
    assert list(find(desk, Query(text=code))) == [registered]
    assert list(find(desk, Query(text=f" {code.lower().replace(':', '：')} "))) == [registered]


@pytest.mark.parametrize("text", ["OGI:999:1", "OGI:1", "OGI::1", "OGI:1:2:3", "林一帆", ""])
def test_what_is_no_code_finds_no_case(desk: Desk, registered: int, text: str):
    assert case_of_code(desk, text) is None
