"""What is read out of the papers of others, held against what was approved."""

import random

from casework.importing.planning import plan_import
from casework.receipt.reading import read_text
from casework.redaction.doors import count_pages, read_pdf
from casework.redaction.suggesting import suggest
from tests.casework.approved.plain import told
from tests.casework.importing.messy import KINDS as LEDGERS
from tests.casework.receipt.applications import KINDS
from tests.casework.redaction.planted import PDF_MAKERS


def test_what_is_read_of_applications(approved) -> None:
    def tell():
        for kind in KINDS:
            for seed in range(8):
                made = kind(random.Random(seed))
                reading = read_text(made.text)
                yield f"== {kind.__name__} {seed}"
                yield from (f"  > {line}" for line in made.text.splitlines())
                yield from told(reading.fields)
                yield from told([reading.rest, reading.signed_on])

    approved("applications", tell())


def test_what_an_import_of_a_ledger_would_do(approved, desk, tmp_path) -> None:
    def tell():
        for kind in LEDGERS:
            made = kind(random.Random(f"{kind.__name__} 1"), tmp_path / f"{kind.__name__}.xlsx")
            plan = plan_import(desk, made.path)
            yield f"== {kind.__name__}"
            yield plan.words
            for part in (plan.sheets, plan.columns, plan.left, plan.warnings, plan.notes):
                yield from told(part)
            yield from told([plan.examples, plan.doubts])

    approved("ledgers_to_import", tell())


def test_what_is_found_to_be_covered(approved, tmp_path) -> None:
    def tell():
        for number, maker in enumerate(PDF_MAKERS[::5]):
            paper = maker(random.Random(number), True)
            source = tmp_path / f"{number}.pdf"
            source.write_bytes(paper.content)
            pages = read_pdf(source, tmp_path, 0, count_pages(source))
            terms = [one.words for one in paper.open if one.is_term]
            found = suggest([page.text for page in pages], terms=terms)
            yield f"== {paper.name} {number}"
            yield from (f"{one.kind.name} {one.text}" for one in found.found)
            yield from (f"kept {one.kind.name} {one.text} {why.name}" for one, why in found.kept)
            yield from told([found.missing, found.unread])

    approved("to_cover", tell())
