"""Taking over an office's existing ledger: every row becomes a true case in the register.

`read_ledger` says what would be understood and changes nothing; `import_ledger` enters the rows,
all or none of the file, and says of each row that was left out or guessed at what to look at.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from casework.desk import Desk
from casework.importing.columns import Column, Match
from casework.importing.entering import Progress, cancelled, enter
from casework.importing.preview import (
    ColumnPreview,
    ImportOutcome,
    LedgerPreview,
    field_name,
    preview_of,
)
from casework.importing.reading import open_ledger
from casework.importing.rows import Entry, Walk, entry_of, rows_of, sheets_of
from casework.importing.vocabulary import FIELDS

__all__ = [
    "FIELDS",
    "ColumnPreview",
    "ImportOutcome",
    "LedgerPreview",
    "Match",
    "import_ledger",
    "read_ledger",
]

_ASKED_EVERY = 500


def read_ledger(path: Path, *, mapping: Mapping[str, str] | None = None) -> LedgerPreview:
    """Return what the import understands of a ledger's file; nothing is entered.

    `mapping` overrules what was understood: headers as the preview shows them, to names of
    `FIELDS` or to an empty text for “to the remark”. Raises `ClerkError` where the file is no
    ledger, `KeyError` for a field there is not.
    """
    return preview_of(open_ledger(Path(path)), mapping)


def import_ledger(
    desk: Desk,
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> ImportOutcome:
    """Enter the requests of a ledger's file in one transaction and return what came of each row.

    A row whose statutory days cannot be told is left out and named; so is a row the register
    has already. `on_progress` is told how many of how many requests are done. Raises
    `ClerkError` where the file is no ledger or the import was cancelled; the register is then
    as it was.
    """
    ledger = open_ledger(Path(path))
    sheets, said = sheets_of(ledger, mapping)
    walk = Walk(warnings=said)
    entries: list[Entry] = []
    columns: list[Column] = []
    for found in sheets:
        columns += found.header.columns
        for row in rows_of(found, walk):
            entry = entry_of(row, walk, desk.today)
            if entry is not None:
                entries.append(entry)
            if walk.rows % _ASKED_EVERY == 0 and is_cancelled is not None and is_cancelled():
                raise cancelled()
    done = enter(desk, entries, on_progress, is_cancelled)
    return ImportOutcome(
        done.imported,
        walk.rows - done.imported,
        done.duplicates,
        (*walk.warnings, *_unknown(columns), *walk.noted(), *done.warnings),
        (*walk.problems, *done.problems),
        {column.header: field_name(column) for column in columns},
    )


def _unknown(columns: list[Column]) -> list[str]:
    names = dict.fromkeys(column.header for column in columns if column.match is Match.UNKNOWN)
    if not names:
        return []
    return [f"没有认出的列{'、'.join(f'“{name}”' for name in names)}，内容记入备注，请核对。"]
