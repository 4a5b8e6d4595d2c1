"""The course of a case as a reply rests on it, and what a reply decided, read from the steps."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from casework.cases.case_file import CaseFile, load
from casework.cases.recorded import entered, noted, restored_reply
from casework.cases.review_course import (
    counsel_reasons,
    disclosed_by,
    doubts_settled_on,
    findings_of,
    is_reviewed_by_item,
    is_sent_back,
)
from casework.desk.desk import Desk
from db import documents, requests, steps
from forms.choices import AgencyRole
from forms.circulation import SectionAnswer
from forms.folding import name_key
from forms.handling import SearchRecord
from forms.items_asked import left_out
from forms.procedure import AgencyConsultation, OpinionReceived, ThirdPartyConsultation
from forms.reply import MixedReply, Reply
from rules.case import Status
from rules.errors import ClerkError
from rules.offices import transfer_years
from rules.replies import ReplyKind
from rules.reply_course import (
    Consultation,
    Course,
    Decision,
    EarlierReply,
    Lapse,
    SearchOutcome,
)
from rules.steps import ANSWER_TO, OF_A_ROUND, Step, StepKind
from rules.time_limits import ClockKind, opinion_due
from rules.working_days import Outlook

E = TypeVar("E", bound=Enum)

_ASKED = (StepKind.THIRD_PARTY_CONSULTED, StepKind.AGENCY_CONSULTED)
_ANSWERED = {answer: asked for answer, asked in ANSWER_TO.items() if asked in _ASKED}


def course_of(file: CaseFile, on: date) -> Course:
    """Return the course of a case up to the end of a day."""
    # What made an earlier reply, a review before all, does not carry one given anew; of a day
    # before it was set aside it is what there was.
    begun = (one.steps[0] for one in file.case.rounds[1:])
    first = max((at for at in begun if file.standing[at].on <= on), default=0)
    happened = [
        step
        for place, step in enumerate(file.standing)
        if step.on <= on and (place >= first or step.kind not in OF_A_ROUND)
    ]
    asked = _last(happened, StepKind.REASONS_ASKED)
    given = _last(happened, StepKind.REASONS_GIVEN)
    search = _last(happened, StepKind.SEARCHED)
    reviewed = _last(happened, StepKind.REVIEWED)
    correction = _lapse(file, happened, StepKind.CORRECTION_NOTICED, ClockKind.CORRECTION, on)
    fee = _lapse(file, happened, StepKind.FEE_NOTICED, ClockKind.FEE_PAYMENT, on)
    return Course(
        on=on,
        consultations=consultations_of(happened, file.case.outlook),
        found=_found(search, happened),
        is_corrected=_last(happened, StepKind.CORRECTION_RECEIVED) is not None,
        correction_lapse=correction,
        fee_lapse=fee,
        is_abandoned=file.case.status is Status.ABANDONED
        or any(lapse is not None and lapse.is_over for lapse in (correction, fee)),
        is_extended=_last(happened, StepKind.EXTENDED) is not None,
        is_paid=_last(happened, StepKind.FEE_PAID) is not None,
        reasons_asked_until=None if asked is None else asked.until or asked.on,
        reasons_are_sound=None if given is None else bool(given.good_reason),
        reviewed_on=_day_of(reviewed),
        referral_is_open=_count(happened, StepKind.REFERRED)
        > _count(happened, StepKind.REFERRAL_ANSWERED),
        findings=findings_of(happened),
        is_reviewed_by_item=is_reviewed_by_item(reviewed),
        doubts_settled_on=doubts_settled_on(happened),
        counselled_on=_day_of(_last(happened, StepKind.COUNSEL_ANSWERED)),
        is_sent_back=is_sent_back(happened),
    )


def _day_of(step: Step | None) -> date | None:
    return None if step is None else step.on


def _last(happened: Sequence[Step], kind: StepKind) -> Step | None:
    return next((step for step in reversed(happened) if step.kind is kind), None)


def _found(search: Step | None, happened: Sequence[Step]) -> SearchOutcome | None:
    """Return what the last search came to, or what the sections that answered found together."""
    if search is not None:
        return entered(search, SearchRecord).result
    latest = {
        step.ref: entered(step, SectionAnswer).result
        for step in happened
        if step.kind is StepKind.SECTION_ANSWERED
    }
    results = {result for result in latest.values() if result is not None}
    return next(iter(results), None) if len(results) < _SEVERAL else SearchOutcome.PARTLY_FOUND


_SEVERAL = 2


def _count(happened: Sequence[Step], kind: StepKind) -> int:
    return sum(step.kind is kind for step in happened)


def _lapse(
    file: CaseFile, happened: Sequence[Step], notice: StepKind, kind: ClockKind, on: date
) -> Lapse | None:
    """Return whether a notice went unanswered to its last day, on the likelier calendar too.

    What came behind that day answers it only where the law excuses it, as the fold reads it.
    """
    step = _last(happened, notice)
    if step is None:
        return None
    clock = next((one for one in file.case.clocks if one.kind is kind), None)
    if clock is None or not clock.is_delivered:
        return Lapse(False, step.delivered_on)
    last_on = max(clock.due_on, clock.expected_on)
    answer = _last(happened, _ANSWER[notice])
    is_answered = answer is not None and (answer.on <= last_on or _is_excused(file, answer))
    return Lapse(not is_answered and on > last_on, step.delivered_on)


def _is_excused(file: CaseFile, late: Step) -> bool:
    if late.good_reason is None and late.kind is StepKind.CORRECTION_RECEIVED:
        return file.case.practice.late_correction_presumed_excused
    return bool(late.good_reason)


_ANSWER = {
    StepKind.CORRECTION_NOTICED: StepKind.CORRECTION_RECEIVED,
    StepKind.FEE_NOTICED: StepKind.FEE_PAID,
}


def consultations_of(happened: Sequence[Step], outlook: Outlook) -> tuple[Consultation, ...]:
    """Return everybody who was asked, each with the answer that belongs to it."""
    found: list[Consultation] = []
    for step in happened:
        if step.kind in _ASKED:
            found.append(_asked(step, outlook))
        elif step.kind in _ANSWERED:
            is_third_party = _ANSWERED[step.kind] is StepKind.THIRD_PARTY_CONSULTED
            place = next(
                (
                    place
                    for place, one in enumerate(found)
                    if one.is_third_party is is_third_party
                    and one.answered_on is None
                    and step.ref in ("", one.name)
                ),
                None,
            )
            if place is not None:
                said = entered(step, OpinionReceived)
                found[place] = found[place]._replace(
                    answered_on=step.on,
                    answer=said.opinion,
                    reasons=said.reasons,
                    is_sound=step.good_reason,
                )
    return tuple(found)


def _asked(step: Step, outlook: Outlook) -> Consultation:
    is_third_party = step.kind is StepKind.THIRD_PARTY_CONSULTED
    delivered_on = step.delivered_on
    due_on = None if delivered_on is None else opinion_due(step.kind, delivered_on, outlook)
    if is_third_party:
        address, is_maker = entered(step, ThirdPartyConsultation).ref_address, False
    else:
        role = entered(step, AgencyConsultation).role
        address, is_maker = noted(step).ref_address, role is AgencyRole.JOINT_MAKER
    return Consultation(
        step.ref,
        is_third_party,
        step.on,
        due_on,
        is_joint_maker=is_maker,
        address=address,
    )


def decision_of(desk: Desk, file: CaseFile, form: Reply | MixedReply) -> Decision:
    """Return what a reply decides, what it refers to looked up in the register."""
    rows = form.items if isinstance(form, MixedReply) else (form,)
    typed = next((row.earlier for row in rows if row.earlier), "")
    made_on = max((row.made_on for row in rows if row.made_on), default=None)
    joined = next((row.joined for row in rows if row.joined), "")
    other = requests.by_number(desk.store, joined.split("（")[0].strip()) if joined else None
    return Decision(
        # A reply recorded in words nobody can read any more still has the kinds kept beside it.
        replies=tuple(row.kind for row in rows if isinstance(row.kind, ReplyKind))
        or file.reply_kinds,
        grounds=tuple(ground.kind for row in rows for ground in row.grounds),
        public_interest=next((row.public_interest for row in rows if row.public_interest), ""),
        earlier_typed=typed,
        earlier=earlier_reply(desk, file, typed),
        transfer_due_on=made_on and made_on + relativedelta(years=transfer_years(desk.office.kind)),
        joined_typed=joined,
        joined_is_known=other is not None and other.id != file.request_id,
        disclosed=disclosed_by(form),
        counsel_reasons=counsel_reasons(desk, file, form),
        is_by_items=isinstance(form, MixedReply),
        left_out=left_out(file.information_sought, (row.content for row in form.items))
        if isinstance(form, MixedReply)
        else (),
    )


def recorded_reply(step: Step) -> Reply | MixedReply:
    """Return the reply that a recorded step decided, as the form it was entered with.

    Raises `ClerkError` where the step cannot be read: the history was altered.
    """
    try:
        return restored_reply(step)
    except (TypeError, ValueError) as error:
        raise ClerkError(
            f"{step.on}作出的答复无法读取，登记簿可能被改动过，请用“检查登记簿”核对。"
        ) from error


def earlier_reply(desk: Desk, file: CaseFile, typed: str) -> EarlierReply | None:
    """Return the former reply that a text names by its document number or register number."""
    for word in filter(None, dict.fromkeys((typed.split("，")[0].strip(), typed.strip()))):
        row = requests.by_number(desk.store, word)
        if row is None:
            letters = [one for one in documents.with_number(desk.store, word) if one.number]
            row = requests.one(desk.store, letters[0].request_id) if letters else None
        if row is not None and row.id != file.request_id:
            found = _reply_of(desk, file, row)
            if found is not None:
                return found
    return None


def _reply_of(desk: Desk, file: CaseFile, row: requests.RequestRow) -> EarlierReply | None:
    records = steps.of_request(desk.store, row.id)
    decided = [one for one in steps.standing(records) if one.kind == StepKind.DECIDED.word]
    if not decided or row.served_on is None:
        return None
    told, number, on = noted(decided[-1]), noted(decided[-1]).number, decided[-1].on
    if any(one.kind == StepKind.LETTER_REMADE.word for one in records):
        # A number that is void is cited no more.
        earlier = load(desk, row.id)
        last = earlier.last(StepKind.DECIDED)
        if last is not None:
            stands = earlier.anew(last)
            number, on = noted(stands).number, stands.on
    return EarlierReply(
        row.register_number,
        number,
        on,
        name_key(row.applicant_name) == name_key(file.registration.applicant_name),
        told.kinds,
    )


def earlier_replies(desk: Desk, file: CaseFile) -> list[str]:
    """Return this applicant's former replies, latest first, as a list offers them."""
    query = requests.Query(
        where=(
            requests.QueryCondition("applicant_name", "=", file.registration.applicant_name),
            requests.QueryCondition("served_on", "not empty"),
        ),
        order_by="id",
        descending=True,
    )
    found = []
    for row in requests.rows(desk.store, requests.ids(desk.store, query, 50)):
        earlier = None if row.id == file.request_id else _reply_of(desk, file, row)
        if earlier is not None:
            day = earlier.replied_on
            name = earlier.number or earlier.register_number
            found.append(f"{name}，{day.year}年{day.month}月{day.day}日，{row.matter}")
    return found
