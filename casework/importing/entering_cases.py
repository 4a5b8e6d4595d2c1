"""From the requests of a ledger to cases in the register: asked of the law, numbered, written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.cases.case_file import CaseFile, assembled, plain
from casework.cases.projection import clocks, columns
from casework.cases.recorded import lawful
from casework.cases.searched import beside_of
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.importing.ledger_steps import CLOSING, LedgerStep, ToldCourse
from casework.importing.left_out import Left
from casework.importing.numbering import Number, number_of
from casework.importing.row import doubt_key
from casework.importing.rows import RowEntry
from casework.importing.taking_numbers import Book, EnteredRequests, NumberedEntry
from db import bulk
from db.bulk import NewRequest, NewStep
from db.steps import StepRecord
from rules.errors import ClerkError
from rules.fold import case_state
from rules.mixed_replies import outcome_of
from rules.steps import Step, StepKind
from rules.time_limits import first_due

_BATCH = 500
_FACTS_AFTER = frozenset(
    {
        StepKind.ASSIGNED,
        StepKind.REVIEWED,
        StepKind.APPROVED,
        StepKind.FILED,
        StepKind.RECONSIDERED,
        StepKind.RECONSIDERATION_ANSWERED,
        StepKind.RECONSIDERATION_DECIDED,
        StepKind.SUED,
        StepKind.JUDGED,
    }
)
Progress = Callable[[int, int], None]


def enter(
    desk: Desk,
    entries: Sequence[RowEntry],
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    *,
    numbers_left: Sequence[str] = (),
) -> EnteredRequests:
    """Enter requests in one transaction; those the register has are left out and named.

    `numbers_left` are the numbers of rows to be corrected: no other request is given one.
    Raises `ClerkError` where it was cancelled: the register is then as it was.
    """
    done = EnteredRequests()
    with writing(desk, "import_ledger", What.CASE):
        book = Book(desk, numbers_left)
        batch: list[NewRequest] = []
        for place, made in enumerate(_cases(desk, entries, book, done), start=1):
            if made is not None:
                batch.append(made.request)
            if place % _BATCH == 0:
                _write(desk, batch, done)
                if is_cancelled is not None and is_cancelled():
                    raise cancelled()
                if on_progress is not None:
                    on_progress(place, len(entries))
        _write(desk, batch, done)
        book.keep()
        if is_cancelled is not None and is_cancelled():
            raise cancelled()
    if on_progress is not None:
        on_progress(len(entries), len(entries))
    return done


def foreseen(
    desk: Desk, entries: Sequence[RowEntry], done: EnteredRequests, numbers_left: Sequence[str] = ()
) -> Iterator[CaseFile | None]:
    """Yield the cases `enter` would make, None for one the law refuses; nothing is written.

    Those the register has are not among them: `done` says so. It reads the register only.
    """
    for made in _cases(desk, entries, Book(desk, numbers_left), done):
        if made is not None:
            done.imported += 1
        yield None if made is None else made.file


def cancelled() -> ClerkError:
    """Return what to say where the clerk stopped the import."""
    return ClerkError("已取消导入，登记簿没有改动；需要时请重新导入。")


def _write(desk: Desk, batch: list[NewRequest], done: EnteredRequests) -> None:
    ids = bulk.enter(desk.store, batch, recorded_at=desk.now, recorded_by=desk.clerk)
    if ids:
        done.ids = range(done.ids.start or ids.start, ids.stop)
    done.imported += len(batch)
    batch.clear()


def _cases(
    desk: Desk, entries: Sequence[RowEntry], book: Book, done: EnteredRequests
) -> "Iterator[_Made | None]":
    for numbered in _numbered(desk, entries, book, done):
        yield _made(desk, numbered, book, done)


def _numbered(
    desk: Desk, entries: Sequence[RowEntry], book: Book, done: EnteredRequests
) -> Iterator[NumberedEntry]:
    """Yield the requests that are new, each with its number: the ledger's own, else a fresh one.

    The ledger's own numbers are all taken first, so that no fresh one is among them.
    """
    marks = bulk.marks_of_imports(desk.store)
    own: list[tuple[RowEntry, Number | None, bool]] = []
    for entry in entries:
        if entry.mark in marks:
            done.leave(entry, Left.THERE, "这一行以前已经导入，没有重复导入。")
            continue
        number = number_of(entry.number, desk.office.register_pattern) if entry.number else None
        keeps = False
        if number is not None:
            clash = book.clash(entry, number)
            if clash is not None and clash[0] is Left.CONFLICT:
                done.doubts.setdefault(("conflict", doubt_key(entry.number)), []).append(
                    (entry.sheet, entry.row)
                )
                if entry.answer("conflict", entry.number) == "NEW_NUMBER":
                    own.append((entry, None, False))
                    continue
            if clash is not None:
                done.leave(entry, *clash)
                continue
            keeps = book.take(entry, number)
        own.append((entry, number, keeps))
    for entry, number, keeps in own:
        if number is not None:
            yield NumberedEntry(
                entry, entry.number, number.year, number.serial if keeps else None, ""
            )
        else:
            yield book.fresh(entry, done)


@dataclass(frozen=True, slots=True)
class _Made:
    request: NewRequest
    file: CaseFile


def _made(desk: Desk, numbered: NumberedEntry, book: Book, done: EnteredRequests) -> _Made | None:
    """Return the case an entry makes; None, and said, where not even its closing is lawful."""
    entry = numbered.entry
    remark = "；".join(filter(None, [entry.remark, numbered.remark]))
    entry.registration = replace(entry.registration, remark=remark)
    steps = _steps(desk, entry)
    warnings = list(entry.warnings)
    try:
        file = _file(desk, numbered, steps)
    except ClerkError as error:
        refused = _refused(desk, entry, steps)
        steps = _closing_only(entry, steps, refused)
        label = refused.kind.label if refused else "办理经过"
        warnings.append(
            entry.said(
                f"“{label}”没有登记：{error.message}本件登记了收件和答复、送达等结果，"
                "未登记的步骤写入记事，请核对后补登。"
            )
        )
        try:
            file = _file(desk, numbered, steps)
        except ClerkError as worse:
            done.leave(entry, Left.REFUSED, f"{worse.message}改正后请重新导入。")
            book.give_back(numbered)
            return None
    done.warnings += warnings
    done.warnings += map(entry.said, _differences(entry, file))
    request = NewRequest(
        columns(file, desk.practice)
        | {
            "register_number": numbered.number,
            "year": numbered.year,
            "serial": numbered.serial,
            "updated_at": desk.now,
            "letters_text": beside_of(file),
        },
        [NewStep(record.kind, record.on, record.details) for record in file.records],
        clocks(file),
    )
    return _Made(request, file)


def _steps(desk: Desk, entry: RowEntry) -> list[LedgerStep]:
    course = entry.course
    steps = list(course.steps)
    if course.extension_days is not None:
        # Told before a reply of its day: a reply that is made cannot be put off.
        steps[:0] = _undated_extension(desk, entry, course)
    decided = next((step for step in steps if step.kind is StepKind.DECIDED), None)
    wanted = course.row_of_report
    if decided is not None and wanted is not None:
        kind = course.reply_kind
        if kind is not None and outcome_of(kind, desk.practice) is not wanted:
            reason = "台账的年报归类与答复类型对应的行次不同，按台账归类。"
            details = {"outcome_row": wanted.row, "reason": reason}
            on = max(step.on for step in steps if step.kind in CLOSING)
            steps.append(LedgerStep(StepKind.RECLASSIFIED, on, details))
    steps.sort(key=lambda step: step.on)
    return steps


def _undated_extension(desk: Desk, entry: RowEntry, course: ToldCourse) -> Iterator[LedgerStep]:
    """Yield an extension on the last day it could be given, because its own day is not known."""
    ended = [step.on for step in course.steps if step.kind in CLOSING]
    last = min([*ended, desk.today])
    before = [_step(step) for step in course.steps if step.kind not in CLOSING and step.on <= last]
    try:
        due_on = case_state(
            entry.received_on, before, desk.outlook, as_of=last, practice=desk.practice
        ).due_on
    except ClerkError:
        due_on = None
    on = last if due_on is None else min(last, due_on)
    entry.warnings.append(
        entry.said(f"延长答复期限没有告知日期，按原期限内最后可能的一天{on}登记，请核对后更正。")
    )
    reason = "台账没有记载告知日期，按原期限内最后可能的一天登记。"
    details = {"days": course.extension_days, "reason": reason}
    yield LedgerStep(StepKind.EXTENDED, on, details)


def _step(step: LedgerStep) -> Step:
    return lawful(step.kind, step.on, step.told)


def _file(desk: Desk, numbered: NumberedEntry, steps: Sequence[LedgerStep]) -> CaseFile:
    entry = numbered.entry
    origin = {"imported_from": entry.place}
    received: dict[str, Any] = plain(entry.registration) | origin
    received |= {"imported_mark": entry.mark}
    told = [
        (StepKind.RECEIVED, entry.registration.arrived_on, received),
        *((step.kind, step.on, {**step.told, **origin}) for step in steps),
    ]
    records = [
        StepRecord(number, 0, kind.word, on, details, desk.now, desk.clerk)
        for number, (kind, on, details) in enumerate(told, start=1)
    ]
    return assembled(0, numbered.number, records, desk.outlook, desk.practice, desk.today)


def _refused(desk: Desk, entry: RowEntry, steps: Sequence[LedgerStep]) -> LedgerStep | None:
    """Return the first step the law does not allow after those before it."""
    taken: list[Step] = []
    for step in steps:
        taken.append(_step(step))
        try:
            case_state(
                entry.received_on,
                taken,
                desk.outlook,
                as_of=max(desk.today, step.on),
                practice=desk.practice,
            )
        except ClerkError:
            return step
    return None


def _closing_only(
    entry: RowEntry, steps: Sequence[LedgerStep], refused: LedgerStep | None
) -> list[LedgerStep]:
    """Return what closed the case and what came after; the rest becomes a note."""
    kept = [
        step
        for step in steps
        if step is not refused and step.kind in CLOSING | _FACTS_AFTER | {StepKind.RECLASSIFIED}
    ]
    left = [f"{step.kind.label}（{step.on}）" for step in steps if step not in kept]
    if left:
        on = max([entry.received_on, *(step.on for step in steps)])
        note = {"text": f"台账记载而没有登记为步骤的：{'、'.join(left)}。"}
        kept.append(LedgerStep(StepKind.NOTED, on, note))
    kept.sort(key=lambda step: step.on)
    return kept


def _differences(entry: RowEntry, file: CaseFile) -> Iterator[str]:
    """Yield where the ledger's own figures differ from what the law gives."""
    case = file.case
    # Many ledgers keep the day first reckoned, whatever happened since.
    first_due_on = first_due(case.received_on, case.outlook.safe)
    if entry.due_on and case.due_on and entry.due_on not in (case.due_on, first_due_on):
        yield f"台账的到期日是{entry.due_on}，按登记的日期计算为{case.due_on}，请核对。"
    if entry.late is not None and case.closed_on is not None and case.in_time is not None:
        if entry.late and case.in_time:
            yield f"台账写为逾期，按登记的日期计算没有逾期（期限{case.due_on}），请核对。"
        elif not entry.late and not case.in_time:
            yield f"台账写为按期，按登记的日期计算已逾期（期限{case.due_on}），请核对。"
    waits = (
        (StepKind.CORRECTION_NOTICED, StepKind.CORRECTION_RECEIVED, "补正", "CORRECTION_LAPSED"),
        (StepKind.FEE_NOTICED, StepKind.FEE_PAID, "缴费", "FEE_LAPSED"),
    )
    for asked, came, name, lapsed in waits:
        kind = file.reply_kind
        if kind is None or kind.name in (lapsed, "WITHDRAWN") or case.closed_on is None:
            continue
        if case.has(asked) and not case.has(came):
            yield f"有{name}的通知而没有{name}的日期，是否按期无从计算，请补登。"
