"""Runs an act: previews it, and does it in one transaction.

Whatever an act plans is first put to the law by folding the case with its step; only then is the
step recorded, the letter numbered and written, and the list's columns computed anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from casework.acts import (
    attaching,
    challenges,
    circulating,
    consulting,
    contacting,
    dispatching,
    endorsing,
    excess,
    fees,
    mail_numbers,
    opening,
    ordering,
    outgoing,
    procedure,
    publication,
    redacting,
    registering,
    remaking,
    replying,
    reviewing,
    sent_copies,
)
from casework.acts.act import Act, ActOffer, Done, Plan, Preview
from casework.acts.course_parts import PARTS
from casework.acts.registering import REGISTER, SERIES, as_registered, register_number
from casework.cases.as_seen import must_be_as_seen
from casework.cases.case_file import CaseFile, assembled, load, plain_value
from casework.cases.deadlines import due_sentence
from casework.cases.projection import refresh
from casework.cases.recorded import as_step
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.happened import must_have_happened
from casework.desk.writing import Writing, done_again, writing
from casework.letters.kinds import LetterKind, Recipient
from casework.papers.issuing import DRAFTED, ISSUED, Issue, issue, keep, line_of, preview_words
from casework.papers.remaking import put_in_place
from db import documents, drafts, numbers, requests, steps
from db.steps import StepRecord
from forms.fields import Form
from forms.registration import Registration
from rules.case import Case
from rules.errors import ClerkError
from rules.receipt import receipt_day
from rules.steps import Step, StepKind

ACTS: Mapping[str, Act[Any]] = {
    act.name: act
    for act in (
        REGISTER,
        *opening.ACTS,
        *circulating.ACTS,
        *contacting.ACTS,
        *procedure.ACTS,
        *consulting.ACTS,
        *excess.ACTS,
        *fees.ACTS,
        *reviewing.ACTS,
        *endorsing.ACTS,
        *replying.ACTS,
        *outgoing.ACTS,
        *dispatching.ACTS,
        *mail_numbers.ACTS,
        *challenges.ACTS,
        *ordering.ACTS,
        *publication.ACTS,
        *attaching.ACTS,
        *redacting.ACTS,
        *sent_copies.ACTS,
        *remaking.ACTS,
    )
}
_A_LIKELY_ACT = 50


def offers(file: CaseFile) -> list[ActOffer]:
    """Return the acts the case and the law allow now, the likeliest first."""
    fitting = [
        act
        for act in ACTS.values()
        if act.fits(file) and not (act.probed and _refused(file, act.step))
    ]
    fitting.sort(key=lambda act: -act.likelihood(file))
    return [
        ActOffer(act, place == 0 or act.likelihood(file) >= _A_LIKELY_ACT, *PARTS[act.name])
        for place, act in enumerate(fitting)
    ]


def _refused(file: CaseFile, kind: StepKind) -> bool:
    """Tell whether the law would refuse a step of this kind if it were taken today."""
    try:
        file.with_step(Step(kind, file.case.as_of), as_of=file.case.as_of)
    except ClerkError:
        return True
    return False


def starting_values(desk: Desk, act: Act[Any], request_id: int | None) -> dict[str, Any]:
    """Return what the form of an act begins with."""
    if request_id is None:
        return dict(REGISTER.start(desk, _nobody(desk)))
    return dict(act.start(desk, load(desk, request_id)))


def _nobody(desk: Desk) -> CaseFile:
    nobody = Registration(applicant_name="", arrived_on=desk.today, information_sought="—")
    return as_registered(desk, nobody, request_id=0, number="")


def preview(desk: Desk, act: Act[Any], request_id: int | None, form: Form) -> Preview:
    """Return what saving the form will do; nothing is changed.

    Raises `ClerkError` where the law or the case does not allow it.
    """
    with _citing_law_of(desk, form):
        return _preview(desk, act, request_id, form)


def _preview(desk: Desk, act: Act[Any], request_id: int | None, form: Form) -> Preview:
    if isinstance(form, Registration) and request_id is None:
        file = as_registered(
            desk,
            form,
            request_id=0,
            number=registering.next_number(desk, _number_year(desk, form), form),
        )
        plan = registering.register(desk, file, form)
        after, before_words = file.case, "尚未登记"
    else:
        file = load(desk, request_id or 0)
        must_have_happened(desk, form)
        plan = act.plan(desk, file, form)
        _check_day(desk, plan.on)
        before_words = due_sentence(file.case)
        after = _after(desk, file, act, plan)
    letter = preview_words(desk, plan.letters[0]) if plan.letters else []
    new_warnings = tuple(warning for warning in after.warnings if warning not in file.case.warnings)
    return Preview(
        before_words,
        due_sentence(after),
        plan.reasons,
        tuple(letter),
        (*plan.warnings, *new_warnings),
    )


def perform(
    desk: Desk,
    act: Act[Any],
    request_id: int | None,
    form: Form,
    *,
    seen_until: int | None = None,
) -> Done:
    """Do the act: one transaction, all or nothing.

    `seen_until` is the last step of the case its form was filled in for: where others have gone
    on with it since, `CaseChangedError` says so.
    Raises `ClerkError` where the law, the case, the disk or a template does not allow it; the
    register is then as it was.
    """

    def once() -> Done:
        with writing(desk, act.name, What.CASE, step=act.step) as block:
            if request_id is None:
                done = _register(desk, form, block)
            else:
                if seen_until is not None:
                    must_be_as_seen(desk, request_id, seen_until)
                done = _perform(desk, act, request_id, form, block)
            drafts.drop(desk.store, draft_key(act, request_id))
        return done

    with _citing_law_of(desk, form):
        return done_again(desk, once)


@contextmanager
def _citing_law_of(desk: Desk, form: Form) -> Iterator[None]:
    """Let a refusal cite the law as it stood on the day of the step it refuses."""
    day = getattr(form, "arrived_on" if isinstance(form, Registration) else "on", None)
    try:
        yield
    except ClerkError as error:
        as_it_stood = error.as_of(day or desk.today)
        if as_it_stood is error:
            raise
        raise as_it_stood from error


def register_split(desk: Desk, form: Registration, items: Sequence[str]) -> Done:
    """Register one application that asks for several things as a request each (条例35, 办法4).

    The first keeps the whole; the others name it as the one they were split from. One
    transaction: all are registered, or none.

    Raises `ClerkError` for less than two parts, and for what registering refuses.
    """
    items = [item.strip() for item in items if item.strip()]
    if len(items) < _LEAST_PARTS:
        raise ClerkError("请把每一项写成一行，至少两行才能拆分登记。", None, "information_sought")
    parts: list[Done] = []
    with writing(desk, "split", What.CASE, step=StepKind.RECEIVED) as block:
        for item in items:
            one = replace(form, information_sought=item, matter="")
            first = parts[0].request_id if parts else None
            parts.append(_register(desk, one, block, split_from=first))
        drafts.drop(desk.store, draft_key(REGISTER, None))
    rows = [requests.one(desk.store, part.request_id) for part in parts]
    numbers_given = "、".join(row.register_number for row in rows)
    return Done(
        parts[0].request_id,
        f"已拆分登记为{len(parts)}件：{numbers_given}。",
        tuple(line for part in parts for line in part.documents),
        None,
        tuple(dict.fromkeys(warning for part in parts for warning in part.warnings)),
        tuple((part.request_id, part.step_id or 0) for part in parts),
    )


_LEAST_PARTS = 2


def _number_year(desk: Desk, form: Registration) -> int:
    return receipt_day(form.channel, form.arrived_on, form.confirmed_on).received_on.year


def _register(desk: Desk, form: Form, block: Writing, *, split_from: int | None = None) -> Done:
    if not isinstance(form, Registration):
        raise TypeError("a request is registered with its registration form")
    _check_day(desk, form.arrived_on, "arrived_on")
    if form.confirmed_on is not None:
        _check_day(desk, form.confirmed_on, "confirmed_on")
    year = _number_year(desk, form)
    series = registering.series_of(form)
    corrects = series != SERIES
    serial = numbers.reserve(desk.store, series, year)
    number = register_number(desk, year, serial, corrects=corrects)
    request_id = requests.insert(
        desk.store,
        {"register_number": number, "year": year, "serial": None if corrects else serial},
    )
    file = as_registered(desk, form, request_id=request_id, number=number)
    plan = registering.register(desk, file, form)
    if split_from is not None:
        plan = replace(plan, extra={**plan.extra, "split_from": split_from})
    return _record(desk, file, REGISTER, plan, block)


def _perform(desk: Desk, act: Act[Any], request_id: int, form: Form, block: Writing) -> Done:
    file = load(desk, request_id)
    if not act.fits(file):
        raise ClerkError(f"本件现在不能“{act.label}”，可能刚在别处办理过，请刷新后重试。")
    must_have_happened(desk, form)
    plan = act.plan(desk, file, form)
    _check_day(desk, plan.on)
    _after(desk, file, act, plan)
    return _record(desk, file, act, plan, block)


def _after(desk: Desk, file: CaseFile, act: Act[Any], plan: Plan) -> Case:
    record = StepRecord(
        max((record.id for record in file.records), default=0) + 1,
        file.request_id,
        act.step.word,
        plan.on,
        {**plan.extra, "target": plan.target},
        desk.now,
        desk.clerk,
    )
    if act.step in (StepKind.AMENDED, StepKind.CONFIRMED):
        # They move the day of receipt itself, so the whole file is put together anew.
        return reassembled(desk, file, record).case
    return file.with_step(as_step(record), as_of=max(desk.today, plan.on))


def reassembled(desk: Desk, file: CaseFile, *more: StepRecord) -> CaseFile:
    """Return the file with further records, everything in it computed anew."""
    return assembled(
        file.request_id,
        file.register_number,
        [*file.records, *more],
        desk.outlook,
        desk.practice,
        desk.today,
    )


def _check_day(desk: Desk, day: date, field: str = "on") -> None:
    if day > desk.today:
        raise ClerkError(
            f"日期{day}晚于今天{desk.today}，只能登记已经发生的事，请核对日期。", None, field
        )
    if day < desk.today - timedelta(days=_LONGEST_BACKDATING):
        raise ClerkError(f"日期{day}距今过久，可能年份有误，请核对日期。", None, field)


_LONGEST_BACKDATING = 365 * 20


def _record(desk: Desk, file: CaseFile, act: Act[Any], plan: Plan, block: Writing) -> Done:
    issued: list[Issue] = []
    for order in plan.letters:
        one = issue(desk, file, order)
        block.wrote(one.path)
        issued.append(one)
    details = {name: plain_value(value) for name, value in plan.extra.items()}
    if issued and issued[0].number:
        details["number"] = issued[0].number
    if plan.target is not None:
        details["target"] = plan.target
    for one in issued:
        if one.order.replaces is not None:
            details |= put_in_place(desk, file, one)
    record = steps.append(
        desk.store,
        file.request_id,
        kind=act.step.word,
        on=plan.on,
        details=details,
        recorded_at=desk.now,
        recorded_by=desk.clerk,
    )
    block.concerns(file.request_id)
    kept = [
        keep(desk, file, record.id, one)
        if one.order.replaces is None
        else documents.one(desk.store, int(details["document_id"]))
        for one in issued
    ]
    if act.step is StepKind.SERVED:
        _issue_draft(desk, file)
    if act.step is StepKind.DISPATCHED:
        dispatching.issue_dispatched(desk, int(details["document_id"]))
    if act.step is StepKind.RECEIVED:
        file = replace(file, records=())
    after = reassembled(desk, file, record)
    refresh(desk, after)
    return Done(
        file.request_id,
        plan.message,
        tuple(line_of(desk, document) for document in kept),
        record.id,
        (*plan.warnings, *after.case.warnings),
    )


def draft_key(act: Act[Any], request_id: int | None) -> str:
    """Return the key under which the half-filled form of an act is kept."""
    return f"{act.name}:{request_id or 0}"


def _issue_draft(desk: Desk, file: CaseFile) -> None:
    decided = file.last(StepKind.DECIDED)
    if decided is None:
        return
    for document in documents.of_step(desk.store, decided.id):
        # What tells a third party beside it has a service of its own.
        is_reply = LetterKind.of(document.kind).recipient is Recipient.APPLICANT
        if is_reply and document.status == DRAFTED:
            documents.change(desk.store, document.id, {"status": ISSUED})
