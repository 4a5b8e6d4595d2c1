"""What the import understood of a ledger, before and after anything is entered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casework.importing.cells import text_of
from casework.importing.columns import Match, SheetColumn, letter
from casework.importing.left_out import LeftOut
from casework.importing.rows import SheetOfRequests, Walk, entry_of, rows_of, sheets_of
from casework.importing.sheets import Ledger, Row
from rules.outcomes import Outcome

_SAMPLES = 3
_MOST = 50
REMARK = "remark"


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column as it was understood: its header, the field, how sure, and some of its cells.

    `field` is empty where the cells go to the remark; `label` is the field's Chinese name.
    """

    sheet: str
    letter: str
    header: str
    field: str
    label: str
    match: Match
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerPreview:
    """A ledger as the import understands it; nothing was entered.

    `importable` counts the rows without a problem, `closed` those of them with a reply that was
    served or a withdrawal; problems and warnings are the first of their kind, with the whole
    number beside them.
    """

    file_name: str
    sheets: tuple[str, ...]
    columns: tuple[ColumnPreview, ...]
    rows: int
    importable: int
    closed: int
    problem_count: int
    problems: tuple[str, ...]
    warning_count: int
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    outcomes: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """One sentence on what would be imported."""
        return (
            f"“{self.file_name}”的{'、'.join(f'《{name}》' for name in self.sheets)}"
            f"共{self.rows}件，可以导入{self.importable}件，有问题{self.rows - self.importable}件。"
        )


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of an import. Every row is either imported or skipped.

    `duplicates` of the skipped rows are in the register already; the others have a problem.
    `left` has every reason, row by row; `ids` are the ids of the requests entered.
    """

    imported: int
    skipped: int
    duplicates: int
    warnings: tuple[str, ...]
    problems: tuple[str, ...]
    columns: Mapping[str, str]
    left: tuple[LeftOut, ...] = ()
    ids: range = range(0)

    @property
    def is_fine(self) -> bool:
        """Whether something was imported, or nothing was wrong."""
        return bool(self.imported) or not self.problems

    @property
    def words(self) -> str:
        """What came of it, a sentence a line; long lists end with how many more there are."""
        lines = [f"已导入{self.imported}件，未导入{self.skipped}件。"]
        if self.duplicates:
            lines[0] = (
                f"已导入{self.imported}件，未导入{self.skipped}件"
                f"（其中{self.duplicates}件已在登记簿中或者重复）。"
            )
        lines += _listed("问题", self.problems)
        lines += _listed("请核对", self.warnings)
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as the command `import --json` prints it."""
        return {
            "imported": self.imported,
            "skipped": self.skipped,
            "warnings": list(self.warnings),
            "problems": list(self.problems),
            "columns": dict(self.columns),
        }


def _listed(title: str, sentences: tuple[str, ...]) -> Iterator[str]:
    if not sentences:
        return
    yield f"{title}（{len(sentences)}条）："
    yield from sentences[:_MOST]
    if len(sentences) > _MOST:
        yield f"另有{len(sentences) - _MOST}条，用 --json 可以全部列出。"


def preview_of(ledger: Ledger, mapping: Mapping[str, str] | None) -> LedgerPreview:
    """Return what the import understands of a ledger; raises `ClerkError` where it is none."""
    sheets, said = sheets_of(ledger, mapping)
    walk = Walk()
    closed = 0
    outcomes: dict[str, int] = {}
    columns: list[ColumnPreview] = []
    for found in sheets:
        columns += columns_of(found)
        for row in rows_of(found, walk):
            entry = entry_of(row, walk)
            if entry is None:
                continue
            walk.warnings += entry.warnings
            closing = entry.course.closing_words()
            closed += bool(closing)
            if closing:
                outcomes[closing] = outcomes.get(closing, 0) + 1
    order = {outcome.label: outcome.row for outcome in Outcome}
    return LedgerPreview(
        ledger.file_name,
        tuple(found.sheet.name for found in sheets),
        tuple(columns),
        walk.rows,
        walk.rows - walk.problem_rows,
        closed,
        len(walk.problems),
        tuple(walk.problems[:_MOST]),
        len(walk.warnings) + len(said),
        tuple([*said, *walk.warnings][:_MOST]),
        tuple(walk.noted()),
        tuple(sorted(outcomes.items(), key=lambda item: order[item[0]])),
    )


def columns_of(found: SheetOfRequests) -> Iterator[ColumnPreview]:
    """Yield the columns of a sheet as they were understood, each with some of its cells."""
    sample: list[Row] = []
    for number, row in found.sheet.rows():
        if number > found.header.last_row:
            sample.append(row)
        if len(sample) == _SAMPLES * 20:
            break
    for column in found.header.columns:
        yield ColumnPreview(
            found.sheet.name,
            letter(column.index),
            column.header,
            field_name(column),
            column.field.label if column.field else "备注",
            column.match,
            tuple(_samples(column, sample)),
        )


def _samples(column: SheetColumn, rows: list[Row]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        text = text_of(row[column.index]) if column.index < len(row) else ""
        if text and text not in seen and len(seen) < _SAMPLES:
            seen.add(text)
            yield text[:60]


def field_name(column: SheetColumn) -> str:
    """Return the name of the field a column is read as; the remark where it was not known."""
    return column.field.name if column.field else REMARK
