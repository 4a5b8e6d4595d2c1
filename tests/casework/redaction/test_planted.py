"""Papers full of secrets come out without one: by text, by bytes, and by their pixels."""

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from casework.redaction.burning import burn
from casework.redaction.doors import count_pages, read_pdf, read_picture
from casework.redaction.office import clean_office
from casework.redaction.prepared import Prepared
from casework.redaction.redacting import Redacted, bars_over, everything
from casework.redaction.suggesting import suggest
from casework.word.office_program import find_soffice
from tests.casework.redaction import campaign
from tests.casework.redaction.planted import PDF_MAKERS, SCAN_MAKERS, Paper, sheet, word


def covered(paper: Paper, folder: Path) -> tuple[Redacted, Path]:
    """Cover a paper as `redact_file` does, without the cost of a child process."""
    folder.mkdir()
    source, target = folder / paper.name, folder / "out.pdf"
    source.write_bytes(paper.content)
    if source.suffix == ".pdf":
        pages = read_pdf(source, folder, 0, count_pages(source))
    else:
        pages = read_picture(source, folder)
    prepared = Prepared(paper.name, folder, pages)
    terms = [one.words for one in paper.open if one.is_term]
    found = suggest([page.text for page in pages], terms=terms)
    burnt = burn(prepared, bars_over(everything(prepared, found)), target)
    return Redacted(prepared, found, burnt, target), target


@pytest.mark.parametrize(
    ("maker", "seed"), [(maker, seed) for seed, maker in enumerate((*PDF_MAKERS, *SCAN_MAKERS))]
)
def test_nothing_planted_is_found_again(maker, seed, tmp_path):
    paper = maker(random.Random(seed), True)
    done, target = covered(paper, tmp_path / "a")
    assert campaign.left_behind(paper, target) == []
    assert campaign.not_suggested(paper, done) == []
    assert campaign.false_alarms(paper, done) == []
    _, twin = covered(maker(random.Random(seed), False), tmp_path / "b")
    assert not campaign.differs(target, twin)


def test_the_search_for_what_is_left_finds_what_lies_open(tmp_path):
    paper = PDF_MAKERS[0](random.Random(5), True)
    path = tmp_path / "a.pdf"
    path.write_bytes(paper.content)
    assert len(campaign.left_behind(paper, path)) >= len(paper.hidden)


def test_a_word_file_is_cleaned_of_what_it_does_not_show(tmp_path):
    paper = word(0)(random.Random(1), True)
    source = tmp_path / paper.name
    source.write_bytes(paper.content)
    with zipfile.ZipFile(clean_office(source, tmp_path)) as archive:
        body = archive.read("word/document.xml").decode()
        names = archive.namelist()
    hidden, deleted, _, author, said = (one.words for one in paper.hidden[:5])
    for words in (hidden, deleted, author, said):
        assert words not in body
    assert "word/comments.xml" not in names
    assert paper.open[0].words[:3] in body


def test_a_sheet_loses_its_remarks(tmp_path):
    paper = sheet(0)(random.Random(1), True)
    source = tmp_path / paper.name
    source.write_bytes(paper.content)
    clean = clean_office(source, tmp_path)
    with zipfile.ZipFile(clean) as archive:
        assert not [name for name in archive.namelist() if "comments/" in name]
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(clean.read_bytes()))
    assert book.worksheets[0]["A2"].comment is None
    assert book.worksheets[0]["A1"].value == paper.open[0].sentence


@pytest.mark.skipif(find_soffice() is None, reason="no office program")
@pytest.mark.parametrize("maker", [word(1), sheet(1)])
def test_an_office_file_is_covered_by_way_of_the_office_program(maker, tmp_path):
    paper = maker(random.Random(3), True)
    done, target = campaign.covered(paper, tmp_path)
    assert campaign.left_behind(paper, target) == []
    assert campaign.not_suggested(paper, done) == []
    assert len(done.prepared.pages) == 1
