"""A case with papers to cover, from receipt to the bundle a court opens."""

import random
from pathlib import Path

import pypdfium2
import pytest

from casework.acts.redacting import disclosed_pages
from casework.bundles import making, shared_copies
from casework.cases.case_file import load
from casework.redaction.doors import count_pages, read_pdf, read_picture
from casework.redaction.prepared import Prepared
from casework.word import paragraphs
from db import documents
from tests.casework.bundles.test_bundles import a_pdf
from tests.casework.redaction.planted import plain_pdf, scan, table
from tests.casework.redaction.whole_case import page_counts, walk


def read_here(source: Path, folder: Path) -> Prepared:
    if source.suffix == ".pdf":
        return Prepared(source.name, folder, read_pdf(source, folder, 0, count_pages(source)))
    return Prepared(source.name, folder, read_picture(source, folder))


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    def one(_: Path, target: Path, **__: object) -> Path:
        target.write_bytes(a_pdf("office", 2))
        return target

    def many(sources: list[Path], folder: Path, _: object = None) -> list[Path]:
        return [one(source, folder / f"{at}.pdf") for at, source in enumerate(sources)]

    monkeypatch.setattr(making, "to_pdf", one)
    monkeypatch.setattr(making, "to_pdfs", many)
    monkeypatch.setattr(shared_copies, "to_pdf", one)


def test_a_case_is_covered_decided_served_and_bundled_whole(desk, do, office, tmp_path):
    draw = random.Random(3)
    papers = [maker(draw, True) for maker in (plain_pdf(0), table, scan("tif"))]
    case = walk(desk, do, papers, tmp_path / "work", read_here)
    assert case.pages == sum(len(pypdfium2.PdfDocument(copy)) for copy in case.copies)
    for bundle in (case.archive, case.answer):
        said, there = page_counts(bundle)
        assert said == bundle.papers[-1].last <= there
    listed = "\n".join(paragraphs(case.archive.folder / "卷内目录.docx"))
    reply = next(
        one.text for one in documents.of_request(desk.store, case.request_id) if "答复" in one.title
    )
    for copy in ("01turned0（公开件）", "02table（公开件）", "03scan（公开件）"):
        assert copy in listed
        assert copy in reply
    assert disclosed_pages(desk, load(desk, case.request_id)) == case.pages
