"""Taking over an office's existing ledger: every row becomes a true case in the register.

`read_ledger` says what would be understood and changes nothing; `import_ledger` enters the rows,
all or none of the file, and says of each row that was left out or guessed at what to look at.
`planning` tells beforehand what would come of each row, `left_out_file` gives back those to be
corrected.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from casework.desk.desk import Desk
from casework.importing.columns import Match
from casework.importing.entering_cases import Progress
from casework.importing.finding import enter_ledger
from casework.importing.preview import (
    ColumnPreview,
    ImportOutcome,
    LedgerPreview,
    preview_of,
)
from casework.importing.settling_doubts import Answers
from casework.importing.sheets import open_ledger
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
    answers: Answers | None = None,
) -> ImportOutcome:
    """Enter the requests of a ledger's file in one transaction and return what came of each row.

    A row whose statutory days cannot be told is left out and named; so is a row the register
    has already. `answers` settle doubts, by their kind and words (`settling.Doubt`); they and
    the `mapping` are remembered for the office's next file. `on_progress` is told how many of
    how many requests are done. Raises `ClerkError` where the file is no ledger or the import was
    cancelled; the register is then as it was.
    """
    return enter_ledger(desk, open_ledger(Path(path)), mapping, on_progress, is_cancelled, answers)
