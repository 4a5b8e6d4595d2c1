"""Small forms and letters, each about one thing a form may print or a hand may write: what is read of
each, held against what was approved."""

from collections.abc import Iterator

from casework.receipt.blocks import PageArea, ReadCell, ReadRow
from casework.receipt.entries import entries_of
from casework.receipt.settling_entries import settled
from tests.casework.approved.test_papers_received_told import reading_lines
from tests.casework.receipt.more_forms import MORE_FORMS
from tests.casework.receipt.small_forms import FORMS


def rows_of(text: str) -> list[ReadRow]:
    rows = []
    for line in text.split("\n"):
        cells = tuple(ReadCell(one.replace("⏎", "\n")) for one in line.split("|"))
        rows.append(ReadRow(cells, in_table=len(cells) > 1))
    return rows


def test_small_forms_and_letters(approved) -> None:
    def tell() -> Iterator[str]:
        for name, text in (FORMS | MORE_FORMS).items():
            yield f"== {name}"
            yield from (f"  {line}" for line in text.split("\n"))
            yield "→"
            yield from reading_lines(settled(entries_of(rows_of(text))))

    approved("small_forms", tell())


def test_what_is_blurred_is_doubted_and_keeps_its_place() -> None:
    def row(label: str, value: str, sureness: float) -> ReadRow:
        place = PageArea(0, 0.5, 0.1, 0.2, 0.02)
        return ReadRow((ReadCell(label), ReadCell(value, place, sureness)), in_table=True)

    rows = [row("姓名", "林一帆", 0.59), row("邮编", "330000", 0.6), row("联系电话", "12345", 0.2)]
    reading = settled(entries_of(rows))
    doubts = {name: one.doubt for name, one in reading.fields.items() if one.doubt}
    assert doubts == {
        "applicant_name": "扫描件上这一处看不清",
        "phone": "不像电话号码，请核对位数",
    }
    assert reading.fields["postcode"].place == PageArea(0, 0.5, 0.1, 0.2, 0.02)
