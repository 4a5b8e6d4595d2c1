"""文书体检 of a document of the register: its file, as it lies, against the case as it is.

A draft is held against the case of today; a letter that went out, against what was recorded when
it went, for the case has moved on since and the letter need not follow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from casework.cases.case_file import CaseFile, assembled, load
from casework.cases.recorded import amendments, as_step, entered, noted
from casework.cases.reply_course import course_of, decision_of, recorded_reply
from casework.desk.desk import Desk
from casework.letters import CaseFacts, Letter, LetterKind, Recipient, tokens
from casework.letters.examination import Facts, Finding, examine, legible
from casework.letters.examined import Text
from casework.letters.letter import record_of
from casework.letters.recalling import brought_up_to_date, recalled
from casework.papers.issuing import (
    DRAFTED,
    WITHDRAWN,
    borne_on,
    case_facts,
    office_facts,
    source_of,
)
from casework.papers.remedies import remedy_words
from db import documents, numbers, steps
from db.documents import Document
from db.steps import StepRecord
from forms.fields import FormField
from forms.items_asked import items_of_request
from forms.procedure import FeeNotice
from forms.reply import MixedReply, Reply
from rules.errors import ClerkError
from rules.replies import ReplyKind
from rules.steps import StepKind


class Examined(NamedTuple):
    """A document as it lies: its paragraphs, and what is wrong with them.

    The place of a finding is one of these paragraphs; a document without findings may leave.
    """

    paragraphs: Sequence[str]
    findings: Sequence[Finding]


def examined(desk: Desk, document: Document) -> Examined:
    """Return a document of the register with its findings; an unreadable file is one of them."""
    try:
        source = source_of(desk, document)
        return Examined(legible(source), document_findings(desk, document, source))
    except ClerkError as error:
        return Examined((), [Finding(error.message)])


def document_findings(desk: Desk, document: Document, source: bytes | None = None) -> list[Finding]:
    """Return what is wrong with a document of the register; an empty list lets it leave.

    `source` is its file where that has been read already. Raises `ClerkError` where the file is
    gone or cannot be read.
    """
    file = load(desk, document.request_id)
    kind = LetterKind.of(document.kind)
    letter: Letter = recalled(record_of(kind), document.fields)
    step = _step_of(desk, document)
    on = borne_on(document) or (step.on if step else desk.today)
    office, case = office_facts(desk), case_facts(desk, file, on)
    drafted = document.status == DRAFTED
    if drafted:
        letter = brought_up_to_date(letter, office, case)
    else:
        case = _as_of(case, on, letter)
    kinds = _kinds_of(step)
    old = old_words(file, legible(source or source_of(desk, document)))
    facts = Facts(
        office=office,
        case=case,
        on=on,
        reply=_replied(kind, kinds, step),
        remedy=_remedy(desk, kinds, on, letter, drafted=drafted),
        latest_on=file.case.due_on if drafted and kinds else None,
        served_on=desk.today if drafted and kinds and desk.today >= on else None,
        serial=document.serial,
        used_serials=_used_serials(desk, document, kind),
        items=_items(file, step) if kind is LetterKind.MIXED_REPLY else (),
        charged_yuan=_charged(file) if kind is LetterKind.FEE_NOTICE else None,
        **_happened(desk, file, document, step, on),
    )
    found = examine(source or source_of(desk, document), letter, facts, desk.templates)
    return [*old, *found]


def _replied(
    kind: LetterKind, kinds: Sequence[ReplyKind], step: StepRecord | None
) -> ReplyKind | None:
    """Return the kind of reply whose bases a letter must cite.

    What tells another side of the decision goes with the reply and rests on provisions of its own.
    """
    if kind.recipient is not Recipient.APPLICANT or not kinds:
        return None
    return kinds[0] if len(kinds) == 1 or not noted(step).names_kinds else None


_NAMES_AND_NUMBERS = frozenset(
    {
        "applicant_name", "co_applicants", "guardian", "agent_name", "id_number", "phone",
        "address", "postcode", "email", "information_sought",
    }
)  # fmt: skip
_LEAST_TOLD = 2


def carries_old_words(file: CaseFile, document: Document) -> list[FormField]:
    """Return the fields of the registration a letter tells as they were before they were put right.

    It is asked of the words kept with the letter; its file is not opened.
    """
    return [field for field, _, _ in _old_in(file, document.text)]


def letters_telling(desk: Desk, file: CaseFile, before: Mapping[str, Any]) -> list[str]:
    """Return the titles of the letters that stand and tell a field of the registration as it was.

    `before` has the fields that are being put right, with what they said.
    """
    words = [
        tokens.squeezed(str(was).strip())
        for name, was in before.items()
        if name in _NAMES_AND_NUMBERS and len(str(was or "").strip()) >= _LEAST_TOLD
    ]
    return [
        one.title
        for one in documents.of_request(desk.store, file.request_id)
        if one.status != WITHDRAWN
        and LetterKind.of(one.kind).goes_out
        and any(was in tokens.squeezed(one.text) for was in words)
    ]


def old_words(file: CaseFile, lines: Sequence[str]) -> list[Finding]:
    """Return a finding for each field that a letter tells as it was before it was put right."""
    text = Text(lines)
    return [
        Finding(
            f"写的是更正登记以前的{field.label.text}“{was}”，现在登记的是“{now}”，"
            "请在“更多”里点“重新制作”。",
            text.holding(was),
        )
        for field, was, now in _old_in(file, text.whole)
    ]


def _old_in(file: CaseFile, text: str) -> Iterator[tuple[FormField, str, str]]:
    told = tokens.squeezed(text)
    corrected: dict[str, tuple[FormField, set[str]]] = {}
    for step in file.all_of(StepKind.AMENDED):
        for one in amendments(step):
            was = str(one.before or "").strip()
            if one.field.name in _NAMES_AND_NUMBERS and len(was) >= _LEAST_TOLD:
                corrected.setdefault(one.field.name, (one.field, set()))[1].add(was)
    for name, (field, before) in corrected.items():
        now = str(getattr(file.registration, name) or "").strip()
        # An old name that is part of the new one stands wherever the new one does.
        without = told.replace(tokens.squeezed(now), "") if now else told
        for was in sorted(before - {now}):
            if tokens.squeezed(was) in without:
                yield field, was, now


def _remedy(
    desk: Desk, kinds: Sequence[ReplyKind], on: date, letter: Letter, *, drafted: bool
) -> str:
    """Return the remedy the law wants; a letter that left may still call itself 本答复."""
    recorded = str(getattr(letter, "remedy", ""))
    if not kinds or letter.kind is LetterKind.THIRD_PARTY_DISCLOSURE:
        return recorded
    wanted = remedy_words(desk, kinds, on)
    older = wanted.replace("本告知书", "本答复")
    is_older = not drafted and tokens.squeezed(recorded) == tokens.squeezed(older)
    return recorded if is_older else wanted


def _happened(
    desk: Desk, file: CaseFile, document: Document, step: StepRecord | None, on: date
) -> dict[str, Any]:
    """Return the course of the case as the letter may tell it, and what a reply decides."""
    if step is None or not _stands(file, step):
        return {}
    file = _before_it_was_set_aside(desk, file, step)
    decided = document.step_id == step.id and step.kind == StepKind.DECIDED.word
    kind = LetterKind.of(document.kind)
    is_reply = decided and kind.recipient is Recipient.APPLICANT
    left = document.status != DRAFTED
    # A draft leaves at the earliest today: what came in meanwhile makes it untrue as well.
    until = max(on, desk.today) if not left else max(on, _left_on(file, step, on))
    found: dict[str, Any] = {
        "course": course_of(file, until if is_reply else on),
        "was_referred": file.case.has(StepKind.REFERRED),
        "own_subject": _SUBJECTS.get(step.kind, ""),
    }
    if is_reply:
        recorded = as_step(step)
        found |= {
            "decision": decision_of(desk, file, recorded_reply(recorded)),
            "waived": noted(step).in_spite_of,
            "leaves": left,
        }
    return found


def _before_it_was_set_aside(desk: Desk, file: CaseFile, step: StepRecord) -> CaseFile:
    """Return the case as it stood while the round of a step lasted: a later one has its own."""
    place = [one.id for one in file.standing].index(step.id)
    begun = [one.steps[0] for one in file.case.rounds[1:]]
    order = next((file.standing[at] for at in begun if at > place), None)
    if order is None:
        return file
    known = [record for record in file.records if record.id < order.id]
    practice, number = desk.practice, file.register_number
    return assembled(file.request_id, number, known, desk.outlook, practice, order.on)


_SUBJECTS = {
    StepKind.EXTENDED.word: "延长答复期限",
    StepKind.WITHDRAWN.word: "撤回",
    StepKind.DEFERRED.word: "延迟答复",
}


def _stands(file: CaseFile, step: StepRecord) -> bool:
    return any(one.id == step.id for one in file.standing)


def _left_on(file: CaseFile, step: StepRecord, on: date) -> date:
    """Return the day a letter left: of a reply set aside since, that on which it was served."""
    place = next(at for at, one in enumerate(file.standing) if one.id == step.id)
    rounds = reversed(file.case.rounds)
    own = next(one for one in rounds if place >= one.steps[0])
    return own.first_served_on or on


def _used_serials(desk: Desk, document: Document, kind: LetterKind) -> frozenset[int]:
    """Return the serials that other letters of the same series bear."""
    if document.year is None or not kind.numbered:
        return frozenset()
    series = [one.key for one in LetterKind if one.number_word == kind.number_word]
    others = documents.serials(desk.store, series, document.year, but=document.id)
    # A void letter keeps its number: what follows it leaves no gap.
    void = numbers.taken(desk.store, kind.number_word, document.year) - {document.serial or 0}
    return others | void


def _items(file: CaseFile, step: StepRecord | None) -> list[str]:
    asked = items_of_request(file.information_sought)
    if asked or step is None or not noted(step).is_by_items:
        return asked
    return [item.content for item in entered(step, MixedReply).items]


def _step_of(desk: Desk, document: Document) -> StepRecord | None:
    records = steps.of_request(desk.store, document.request_id)
    return next((record for record in records if record.id == document.step_id), None)


def _kinds_of(step: StepRecord | None) -> tuple[ReplyKind, ...]:
    """Return what a step decided: one reply with its grounds, or the replies to several items."""
    if step is None or step.kind != StepKind.DECIDED.word:
        return ()
    told = noted(step)
    if told.names_kinds or told.is_by_items:
        return told.kinds
    return (*told.kinds, *(ground.kind for ground in entered(step, Reply).grounds))


def _as_of(case: CaseFacts, on: date, letter: Letter) -> CaseFacts:
    """Return the case without what happened after a letter went out."""
    applicant = str(getattr(letter, "applicant", ""))
    return replace(
        case,
        applicant_name=applicant or case.applicant_name,
        co_applicants="" if applicant else case.co_applicants,
        guardian="" if applicant else case.guardian,
        information_sought=str(getattr(letter, "information_sought", ""))
        or case.information_sought,
        received_on=min(case.received_on, on),
        correction_noticed_on=_until(case.correction_noticed_on, on),
        corrected_on=_until(case.corrected_on, on),
        fee_noticed_on=_until(case.fee_noticed_on, on),
        fee_paid_on=_until(case.fee_paid_on, on),
        consultations=tuple(one for one in case.consultations if one.sent_on <= on),
    )


def _until(day: date | None, on: date) -> date | None:
    return day if day and day <= on else None


def _charged(file: CaseFile) -> int | None:
    notice = file.entered(StepKind.FEE_NOTICED, FeeNotice)
    return None if notice is None else notice.decided_yuan
