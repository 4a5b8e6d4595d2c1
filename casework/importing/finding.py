"""The requests of a ledger found in its rows, and entered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.importing.columns import Match, SheetColumn
from casework.importing.entering_cases import Progress, cancelled, enter
from casework.importing.preview import ImportOutcome, field_name
from casework.importing.rows import RowEntry, SheetOfRequests, Walk, entry_of, rows_of, sheets_of
from casework.importing.settling_doubts import Answers, all_answers, columns_remembered, remember
from casework.importing.sheets import Ledger
from casework.importing.vocabulary import FIELDS

ASKED_EVERY = 500


@dataclass(slots=True)
class FoundRequests:
    """The requests of a ledger as its rows tell them, before the register was asked."""

    sheets: Sequence[SheetOfRequests]
    walk: Walk
    entries: list[RowEntry] = field(default_factory=list)

    @property
    def columns(self) -> list[SheetColumn]:
        """The columns of all sheets."""
        return [column for one in self.sheets for column in one.header.columns]


def find(
    desk: Desk,
    ledger: Ledger,
    mapping: Mapping[str, str] | None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    answers: Answers | None = None,
) -> FoundRequests:
    """Return the requests of a ledger; raises `ClerkError` where it is none, or was cancelled.

    What the office settled in earlier files is taken with the `answers` given now.
    """
    sheets, said = sheets_of(ledger, known_columns(desk, mapping))
    found = FoundRequests(sheets, Walk(warnings=said, answers=all_answers(desk, answers)))
    walk = found.walk
    in_all = sum(1 for one in sheets for _ in one.sheet.rows()) if on_progress else 0
    for one in sheets:
        for row in rows_of(one, walk):
            entry = entry_of(row, walk, desk.today)
            if entry is not None:
                found.entries.append(entry)
            if walk.rows % ASKED_EVERY == 0:
                if is_cancelled is not None and is_cancelled():
                    raise cancelled()
                if on_progress is not None:
                    on_progress(walk.rows, in_all)
    return found


def enter_ledger(
    desk: Desk,
    ledger: Ledger,
    mapping: Mapping[str, str] | None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    answers: Answers | None = None,
) -> ImportOutcome:
    """Enter the requests of a ledger in one transaction and return what came of each row.

    Raises `ClerkError` as `find`; the register is then as it was.
    """
    found = find(desk, ledger, mapping, None, is_cancelled, answers)
    walk = found.walk
    with writing(desk, "import_ledger", What.CASE):
        done = enter(desk, found.entries, on_progress, is_cancelled, numbers_left=walk.numbers_left)
        remember(desk, answers or {}, mapping or {})
    return ImportOutcome(
        done.imported,
        walk.rows - done.imported,
        done.duplicates,
        (*walk.warnings, *unknown_columns(found.columns), *walk.noted(), *done.warnings),
        (*walk.problems, *done.problems),
        {column.header: field_name(column) for column in found.columns},
        (*walk.left, *done.left),
        done.ids,
    )


def known_columns(desk: Desk, mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Return what columns mean: as the office said once, and over it as is said now."""
    fields = {field.name for field in FIELDS}
    kept = {
        header: name
        for header, name in columns_remembered(desk).items()
        if not name or name in fields
    }
    return {**kept, **(mapping or {})}


def unknown_columns(columns: Sequence[SheetColumn]) -> list[str]:
    """Return a sentence on the columns nothing is known of, where there are any."""
    names = dict.fromkeys(column.header for column in columns if column.match is Match.UNKNOWN)
    if not names:
        return []
    return [f"没有认出的列{'、'.join(f'“{name}”' for name in names)}，内容记入备注，请核对。"]
