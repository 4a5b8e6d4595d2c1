"""What an import would do, told before anything is written: a plan made of reading only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from casework.cases.case_file import CaseFile
from casework.cases.deadlines import due_words
from casework.desk.desk import Desk
from casework.importing.cells import text_of
from casework.importing.columns import letter
from casework.importing.entering_cases import Progress, cancelled, foreseen
from casework.importing.field import CellKind
from casework.importing.finding import ASKED_EVERY, enter_ledger, find, unknown_columns
from casework.importing.left_out import Left, LeftOut
from casework.importing.preview import ColumnPreview, ImportOutcome, columns_of
from casework.importing.row_places import ON_ITS_SIDE, lines_words, place_words
from casework.importing.rows import sheets_of
from casework.importing.settling_doubts import Answers, Doubt, doubts_of
from casework.importing.sheets import Ledger, open_ledger
from casework.importing.taking_numbers import EnteredRequests
from casework.importing.vocabulary import FIELDS
from casework.pages.timeline import TimelineEntry, timeline_of

_EXAMPLES = 4
REMARK_WORDS = "记入备注"


class SheetPlan(NamedTuple):
    """A sheet with requests: its name, and the rows of the file its header stands in."""

    name: str
    first_row: int
    last_row: int

    @property
    def words(self) -> str:
        """Where the header was found."""
        rows = list(dict.fromkeys((self.first_row, self.last_row)))
        names = "栏名" if self.name.endswith(ON_ITS_SIDE) else "列名"
        return f"《{self.name}》{lines_words(self.name, rows, 0)}是{names}"


class Example(NamedTuple):
    """A case as it will be entered: whose it is, how it stands, and its course, newest first."""

    number: str
    applicant: str
    stands: str
    course: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import of a ledger would do; nothing is written.

    `entering` of the `rows` become cases. `left` has every reason for which another row does
    not; `warnings` are sentences on rows that do, `notes` on what was understood by a rule.
    """

    ledger: Ledger
    mapping: Mapping[str, str]
    sheets: tuple[SheetPlan, ...]
    columns: tuple[ColumnPreview, ...]
    rows: int
    entering: int
    left: tuple[LeftOut, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    examples: tuple[Example, ...]
    doubts: tuple[Doubt, ...] = ()
    answers: Answers = field(default_factory=dict)

    def count(self, *kinds: Left) -> int:
        """Return how many rows are left out for reasons of these kinds."""
        return len({one.place for one in self.left if one.kind in kinds})

    @property
    def words(self) -> str:
        """What would be imported, in a sentence."""
        refused, twice, conflict, there = (self.count(kind) for kind in Left)
        said = [f"可以导入{self.entering:,}件"]
        on_its_side = all(one.name.endswith(ON_ITS_SIDE) for one in self.sheets)
        line = "列" if self.sheets and on_its_side else "行"
        said += [f"{refused:,}{line}不能导入"] if refused else []
        said += [f"{twice:,}{line}编号与本文件的另一{line}相同"] if twice else []
        said += [f"{conflict:,}{line}编号已是登记簿中的另一件"] if conflict else []
        said += [f"{there:,}{line}已在登记簿中"] if there else []
        return (
            f"“{self.ledger.file_name}”：{'；'.join(one.words for one in self.sheets)}；"
            f"共{self.rows:,}件申请，{'，'.join(said)}。"
        )


def plan_import(
    desk: Desk,
    source: Path | Ledger,
    *,
    mapping: Mapping[str, str] | None = None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    answers: Answers | None = None,
    check: Callable[[], object] | None = None,
) -> ImportPlan:
    """Return what an import of a file would do with each of its rows; the register is only read.

    `source` is a file, or the ledger of an earlier plan that is made anew with another
    `mapping` or other `answers`, as for `import_ledger`; `check` ends the reading by what it
    raises. Raises `ClerkError` where the file is no ledger or the clerk
    cancelled.
    """
    ledger = source if isinstance(source, Ledger) else open_ledger(source, check)
    half = None
    if on_progress is not None:
        tell = on_progress

        def half(done: int, of: int) -> None:
            tell(done, 2 * of)

    found = find(desk, ledger, mapping, half, is_cancelled, answers)
    done, examples = EnteredRequests(), _Examples()
    of = len(found.entries)
    cases = foreseen(desk, found.entries, done, found.walk.numbers_left)
    for place, file in enumerate(cases, start=1):
        if file is not None:
            examples.look_at(file)
        if place % ASKED_EVERY == 0:
            if is_cancelled is not None and is_cancelled():
                raise cancelled()
            if on_progress is not None:
                on_progress(of + place, 2 * of)
    return ImportPlan(
        ledger,
        dict(mapping or {}),
        tuple(
            SheetPlan(one.sheet.name, one.header.first_row, one.header.last_row)
            for one in found.sheets
        ),
        tuple(column for one in found.sheets for column in columns_of(one)),
        found.walk.rows,
        done.imported,
        (*found.walk.left, *done.left),
        (*found.walk.warnings, *_of_entered(done)),
        (*unknown_columns(found.columns), *found.walk.noted()),
        tuple(examples.chosen()),
        doubts_of([*found.walk.doubts.items(), *done.doubts.items()], found.walk.answers),
        {kind: dict(said) for kind, said in (answers or {}).items()},
    )


def import_planned(
    desk: Desk,
    plan: ImportPlan,
    *,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> ImportOutcome:
    """Enter the rows of a plan as `import_ledger` does: those of the file as it was read then.

    The register is asked anew: what was entered since the plan was made counts.
    """
    return enter_ledger(desk, plan.ledger, plan.mapping, on_progress, is_cancelled, plan.answers)


def _of_entered(done: EnteredRequests) -> list[str]:
    """Return the warnings on what is entered: what is left out is told in its own place."""
    left = {f"{place_words(one.sheet, one.row)}：{one.reason}" for one in done.left}
    return [sentence for sentence in done.warnings if sentence not in left]


def row_cells(plan: ImportPlan, sheet: str, row: int) -> list[tuple[str, str]]:
    """Return what a row of the file says, each cell under its column's name; empty for none."""
    for found in sheets_of(plan.ledger, plan.mapping)[0]:
        if found.sheet.name != sheet:
            continue
        headers = {column.index: column.header for column in found.header.columns}
        for number, cells in found.sheet.rows():
            if number == row:
                return [
                    (headers.get(index, letter(index)), text)
                    for index, cell in enumerate(cells)
                    if (text := text_of(cell))
                ]
    return []


class _Examples:
    """The first case of each course, of which those with most steps say most."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, ...], CaseFile] = {}

    def look_at(self, file: CaseFile) -> None:
        self._first.setdefault(tuple(record.kind for record in file.records), file)

    def chosen(self) -> list[Example]:
        longest = sorted(self._first.values(), key=lambda file: -len(file.records))[:_EXAMPLES]
        return [
            Example(
                file.register_number,
                file.registration.applicant_name,
                due_words(file.case),
                # Nobody has entered it yet.
                tuple(replace(entry, by="") for entry in timeline_of(file, {})),
            )
            for file in longest
        ]


def meanings() -> list[tuple[str, str]]:
    """Return what a column may be read as: the name for the mapping, and words to choose by."""
    return [
        ("", REMARK_WORDS),
        *(
            (one.name, f"{one.label}（只作核对）" if one.kind is CellKind.COMPUTED else one.label)
            for one in FIELDS
            if one.name not in ("remark", "why_left_out")
        ),
    ]
