"""Takes back what was done: by a correcting step, never by erasing.

The record stays, the letters of the step are withdrawn, and their numbers are handed out next.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.acts.act import Act, Done
from casework.acts.registering import SERIES
from casework.acts.running import reassembled
from casework.cases.case_file import CaseFile, load, plain
from casework.cases.projection import refresh
from casework.cases.recorded import entered, form_of, noted
from casework.cases.void_numbers import NumberFate, void_number
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.papers.handing_out import number_is_told
from casework.papers.issuing import WITHDRAWN, withdraw
from casework.papers.remaking import put_back
from casework.papers.services import has_left
from db import documents, numbers, requests, steps
from db.requests import Query
from db.steps import StepRecord
from forms.handling import Undoing
from rules.errors import ClerkError
from rules.steps import StepKind


def take_back(desk: Desk, done: Done) -> Done:
    """Take back all that an act did, one step or the registrations of a split.

    Raises `ClerkError` where later steps rest on it, or where it is taken back already.
    """
    if done.split:
        return undo_split(desk, done.split)
    return undo(desk, done.request_id, done.step_id or 0)


def undo(desk: Desk, request_id: int, step_id: int, reason: str = "") -> Done:
    """Take a step back by a correcting step; its letters are withdrawn, its number freed.

    `reason` is kept with it, the usual one of the form where none is given. Raises `ClerkError`
    where later steps rest on it, and for what took back another step.
    """
    with writing(desk, "undo", What.CASE, request_id=request_id):
        file = load(desk, request_id)
        step = next((step for step in file.records if step.id == step_id), None)
        if step is None or not _stands(file, step_id):
            raise ClerkError("这一步已经撤销过，不需要再撤销，请刷新后查看。")
        kind = StepKind.of(step.kind)
        if kind is StepKind.ANNULLED:
            # Its letters were withdrawn and their numbers given on: half of it cannot come back.
            raise ClerkError("撤销本身不能再撤销：文书已经收回。请把这一步重新办理一次。")
        if kind is StepKind.RECEIVED and _last_besides(file, step_id) is not None:
            raise ClerkError("登记之后已有办理步骤，不能作废登记；请先撤销后面的步骤。")
        desk.user.must_be_allowed(kind)
        record = _annul(desk, file, step, Undoing(reason=reason) if reason else Undoing())
    message = f"已撤销“{kind.label}”，原记录保留在经过中。"
    number = void_number([step, record])
    if number is not None:
        message += number.words
    voided = noted(record).voided
    if voided:
        # A notice counts as out from the day after it is dated, whether or not that is entered.
        message += f"{'、'.join(voided)}已经送出，或者过了写出当日按送出处理，作废留存"
        written = documents.of_step(desk.store, step_id)
        has_numbers = any(one.number and one.number in voided for one in written)
        message += "，文号不再给其他文书；更正后的文书用新的文号。" if has_numbers else "；请收回。"
    return Done(request_id, message, (), record.id)


def undone_values(desk: Desk, act: Act[Any], request_id: int | None) -> Mapping[str, Any]:
    """Return what an act was filled in with before it was taken back, empty where it stands.

    What it was told last is meant: an act done again since has nothing to be gone on with. A day
    that was only the day of entering it is left to the form, which begins with today. Of a
    registration the one of the latest request is meant, as long as it is the day of its undoing:
    the next paper is another person's.
    """
    if request_id is None:
        return _undone_registration(desk)
    records = load(desk, request_id).records
    told = [one for one in records if one.kind == act.step.word and form_of(one) is act.form]
    if not told or told[-1].id not in steps.taken_back(records):
        return {}
    last = told[-1]
    values = plain(entered(last, act.form))
    if last.recorded_at.startswith(last.on.isoformat()):
        values.pop("on", None)
    return values


def _undone_registration(desk: Desk) -> Mapping[str, Any]:
    latest = requests.ids(desk.store, Query(order_by="id", descending=True), limit=1)
    file = load(desk, latest[0]) if latest else None
    if file is None or not file.is_void:
        return {}
    last, first = file.records[-1], file.records[0]
    is_of_today = last.recorded_at.startswith(desk.today.isoformat())
    # One part of what was split is not what was typed.
    if not is_of_today or last.recorded_by != desk.clerk or noted(first).split_from is not None:
        return {}
    return plain(file.registration)


def undo_split(desk: Desk, registrations: Sequence[tuple[int, int]]) -> Done:
    """Take back every request that one application was split into, all of them or none.

    `registrations` are the ids of the requests with those of their registrations; one taken back
    by itself meanwhile is passed over. Raises `ClerkError` that names the first request with
    further steps, or where nothing is left to take back.
    """
    with writing(desk, "undo_split", What.CASE) as block:
        standing = []
        for request_id, step_id in registrations:
            file = load(desk, request_id)
            step = next((step for step in file.records if step.id == step_id), None)
            if step is not None and _stands(file, step_id):
                standing.append((file, step))
        if not standing:
            raise ClerkError("拆分登记的各件都已经撤销过，不需要再撤销，请刷新后查看。")
        for file, step in standing:
            later = _last_besides(file, step.id)
            if later is not None:
                raise ClerkError(
                    f"{file.register_number}登记之后已有“{StepKind.of(later.kind).label}”，"
                    f"拆分登记的{len(standing)}件都保持原样；"
                    "请先在该件的“经过”中撤销后面的步骤，再逐件撤销登记。"
                )
        found = []
        for file, step in standing:
            block.concerns(file.request_id)
            number = void_number([step, _annul(desk, file, step, Undoing())])
            if number is not None:
                found.append(number)
    words = ""
    for fate in NumberFate:
        some = [one for one in found if one.fate is fate]
        if some:
            words += some[0]._replace(number="、".join(one.number for one in some)).words
    return Done(
        standing[0][0].request_id,
        f"已撤销拆分登记的{len(standing)}件，原记录保留在经过中。{words}",
    )


def _annul(desk: Desk, file: CaseFile, step: StepRecord, form: Undoing) -> StepRecord:
    if step.kind == StepKind.LETTER_REMADE.word:
        put_back(desk, file, step)
    left = [
        one
        for one in documents.of_step(desk.store, step.id)
        if one.status != WITHDRAWN and has_left(desk, file, one)
    ]
    details: dict[str, Any] = {**plain(form), "kind": step.kind}
    fate = None
    if step.kind == StepKind.RECEIVED.word:
        fate = _fate_of_number(desk, file)
        details[fate.key] = file.register_number
    if left:
        details["voided"] = [one.number or one.title for one in left]
    record = steps.append(
        desk.store,
        file.request_id,
        kind=StepKind.ANNULLED.word,
        on=desk.today,
        details=details,
        recorded_at=desk.now,
        recorded_by=desk.clerk,
        annuls=step.id,
    )
    withdraw(desk, step.id, [one.id for one in left])
    after = reassembled(desk, file, record)
    refresh(desk, after)
    if fate is not None and fate is not NumberFate.KEPT:
        _take_number(desk, file.request_id, gives_on=fate is NumberFate.FREED)
    return record


def _last_besides(file: CaseFile, step_id: int) -> StepRecord | None:
    """Return the latest step that stands beside this one."""
    gone = steps.taken_back(file.records)
    others = (
        record
        for record in reversed(file.records)
        if record.id not in gone and record.id != step_id and record.annuls is None
    )
    return next(others, None)


def _stands(file: CaseFile, step_id: int) -> bool:
    return step_id not in steps.taken_back(file.records)


def _fate_of_number(desk: Desk, file: CaseFile) -> NumberFate:
    """Return what becomes of the number of a registration that is taken back.

    What somebody outside may know under a number is nobody else's. What corrects a record is
    numbered apart, and keeps its number.
    """
    row = requests.one(desk.store, file.request_id)
    if row.year is None or row.serial is None or number_is_told(desk, file):
        return NumberFate.KEPT
    # Its number was in use before this register was.
    is_imported = any(noted(file.records[0]).words(("imported_mark",)))
    return NumberFate.WAITS if is_imported else NumberFate.FREED


def _take_number(desk: Desk, request_id: int, *, gives_on: bool) -> None:
    """Take the number from a void registration, for the next request or for its own row."""
    row = requests.one(desk.store, request_id)
    requests.update(desk.store, request_id, {"year": None, "serial": None, "register_number": ""})
    if gives_on:
        numbers.give_back(desk.store, SERIES, row.year or 0, row.serial or 0)
