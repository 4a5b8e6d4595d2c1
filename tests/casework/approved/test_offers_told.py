"""What a case offers in each of its states, in which order: cases made of their steps alone."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any

from casework.acts import offers
from casework.cases.case_file import CaseFile, assembled
from casework.cases.deadlines import counted_words, due_sentence, due_words, urgency
from casework.cases.projection import clocks, columns, waiting_words, watch_on
from casework.cases.reply_course import course_of
from casework.desk.desk import Desk
from casework.desk.office_calendar import built_in_outlook
from db.steps import StepRecord
from rules.practice import Practice
from rules.steps import StepKind as K
from tests.casework.approved.plain import short

# A kind of step, its day, and what it says.
Told = tuple[K, str, dict[str, Any]]
outlook = cache(built_in_outlook)

ASSIGNED: Told = (K.ASSIGNED, "2026-03-09", {"section": "规划科", "handler": "李文"})
ASKED: Told = (K.ASSIGNED, "2026-03-09", {"section": "规划科", "answer_by": "2026-03-16"})
SECTION_BACK: Told = (K.SECTION_RETURNED, "2026-03-10", {"ref": "规划科", "target": 2})
SECTION_SAID: Told = (K.SECTION_ANSWERED, "2026-03-12", {"ref": "规划科", "target": 2})
SEARCHED: Told = (K.SEARCHED, "2026-03-10", {"result": "FOUND"})
CORRECTION: Told = (K.CORRECTION_NOTICED, "2026-03-10", {"days": 10, "delivered_on": "2026-03-10"})
CORRECTED: Told = (K.CORRECTION_RECEIVED, "2026-03-16", {})
THIRD: Told = (
    K.THIRD_PARTY_CONSULTED,
    "2026-03-10",
    {"ref": "甲公司", "delivered_on": "2026-03-10"},
)
THIRD_SAID: Told = (K.THIRD_PARTY_ANSWERED, "2026-03-16", {"ref": "甲公司", "opinion": "CONSENT"})
AGENCY: Told = (K.AGENCY_CONSULTED, "2026-03-10", {"ref": "区住建局"})
AGENCY_SAID: Told = (K.AGENCY_ANSWERED, "2026-03-16", {"ref": "区住建局", "opinion": "CONSENT"})
FEE: Told = (K.FEE_NOTICED, "2026-03-10", {"delivered_on": "2026-03-10", "decided_yuan": 10})
PAID: Told = (K.FEE_PAID, "2026-03-16", {"yuan": 10})
REASONS: Told = (K.REASONS_ASKED, "2026-03-10", {"until": "2026-03-20"})
SOUND: Told = (K.REASONS_GIVEN, "2026-03-16", {"good_reason": True})
REVIEWED: Told = (K.REVIEWED, "2026-03-18", {"items": [{"content": "图", "result": "RELEASE"}]})
DOUBTED: Told = (K.REVIEWED, "2026-03-18", {"items": [{"content": "图", "result": "DOUBT"}]})
GIVEN: Told = (K.DECIDED, "2026-03-19", {"kind": "PROVIDED", "provided": "图"})
KEPT: Told = (K.DECIDED, "2026-03-19", {"kind": "REFUSED_WORKING_PAPERS"})
APPROVED: Told = (K.APPROVED, "2026-03-19", {"approved_by": "吴处长"})
SIGNED: Told = (K.ENDORSED, "2026-03-19", {"level": "CHECKED"})
POSTED: Told = (K.SERVED, "2026-03-20", {"method": "POST"})
NUMBERED: Told = (K.SERVED, "2026-03-20", {"method": "POST", "mail_number": "XA1"})
BY_HAND: Told = (K.SERVED, "2026-03-20", {"method": "BY_HAND"})
BACK: Told = (K.UNDELIVERED, "2026-03-25", {})
FILED: Told = (K.FILED, "2026-03-27", {})
WITHDRAWN: Told = (K.WITHDRAWN, "2026-03-20", {})
CHALLENGED: Told = (K.RECONSIDERED, "2026-04-01", {"body": "区政府"})
ANSWERED: Told = (K.RECONSIDERATION_ANSWERED, "2026-04-08", {})
ENDED: Told = (K.RECONSIDERATION_DECIDED, "2026-05-06", {"result": "CORRECTED"})
UPHELD: Told = (K.RECONSIDERATION_DECIDED, "2026-05-06", {"result": "UPHELD"})
SUED: Told = (K.SUED, "2026-05-20", {"court": "区法院", "stage": "DIRECT"})
DEFENDED: Told = (K.DEFENDED, "2026-05-28", {})
JUDGED: Told = (K.JUDGED, "2026-07-01", {"result": "CORRECTED"})
ORDERED: Told = (K.REPLY_ORDERED, "2026-07-06", {"by": "COURT", "days": 15})
DISPATCHED: Told = (K.DISPATCHED, "2026-03-11", {"method": "POST", "mail_number": "XA2"})

# The last day each is looked at is that of its last step, unless another is named.
STATES: tuple[tuple[Told | str, ...], ...] = (
    (), ("2026-03-25",), ("2026-04-03",), ("2026-04-07",),
    (ASSIGNED,), (ASKED,), (ASKED, "2026-03-16"), (ASKED, "2026-03-17"), (ASKED, SECTION_BACK),
    (ASKED, SECTION_SAID), (SEARCHED,), (ASSIGNED, SEARCHED),
    (CORRECTION,), (CORRECTION, "2026-03-25"), (CORRECTION, CORRECTED), (CORRECTION, DISPATCHED),
    (THIRD,), (THIRD, "2026-04-10"), (THIRD, THIRD_SAID), (AGENCY,), (AGENCY, AGENCY_SAID), (THIRD, AGENCY, THIRD_SAID),
    ((K.REFERRED, "2026-03-10", {}),), ((K.REFERRED, "2026-03-10", {}), (K.REFERRAL_ANSWERED, "2026-03-12", {})),
    (REASONS,), (REASONS, SOUND), (REASONS, (K.REASONS_GIVEN, "2026-03-16", {"good_reason": False})),
    (REASONS, SOUND, (K.DEFERRED, "2026-03-17", {"until": "2026-06-30"})),
    ((K.EXTENDED, "2026-03-10", {"days": 10}),), (FEE,), (FEE, "2026-04-10"), (FEE, PAID),
    (FEE, PAID, (K.FEE_REFUNDED, "2026-03-17", {"yuan": 1})),
    ((K.GUIDED, "2026-03-10", {}),), (REVIEWED,), (DOUBTED,), (DOUBTED, (K.CONFERRED, "2026-03-18", {})),
    (GIVEN,), (KEPT,), (REVIEWED, GIVEN), (DOUBTED, GIVEN), (REVIEWED, GIVEN, APPROVED),
    (KEPT, (K.COUNSEL_ASKED, "2026-03-19", {"counsel": "何律师"})),
    (KEPT, (K.COUNSEL_ASKED, "2026-03-19", {"counsel": "何律师"}), (K.COUNSEL_ANSWERED, "2026-03-20", {})),
    (KEPT, SIGNED),
    (KEPT, POSTED), (KEPT, NUMBERED), (KEPT, BY_HAND), (KEPT, POSTED, (K.MAIL_NUMBERED, "2026-03-23", {})),
    (KEPT, POSTED, BACK), (KEPT, BY_HAND, FILED), (KEPT, POSTED, (K.RECLASSIFIED, "2026-03-23", {"outcome_row": 8})),
    (WITHDRAWN,), (KEPT, WITHDRAWN), (WITHDRAWN, FILED),
    (KEPT, BY_HAND, CHALLENGED), (KEPT, BY_HAND, CHALLENGED, ANSWERED), (KEPT, BY_HAND, CHALLENGED, ENDED),
    (KEPT, BY_HAND, CHALLENGED, UPHELD), (KEPT, BY_HAND, SUED), (KEPT, BY_HAND, SUED, DEFENDED),
    (KEPT, BY_HAND, SUED, JUDGED), (KEPT, BY_HAND, SUED, JUDGED, ORDERED), (KEPT, SIGNED, BY_HAND, SUED, JUDGED, ORDERED), (KEPT, BY_HAND, SUED, JUDGED, (K.APPEALED, "2026-07-10", {"court": "中院"})),
    (CHALLENGED,), ("2026-04-10", CHALLENGED, ENDED), ((K.NOTED, "2026-03-10", {"text": "来电"}),),
    ((K.AMENDED, "2026-03-10", {"changed": {"phone": "1"}, "before": {"phone": ""}}),),
    ((K.ANNULLED, "2026-03-10", {}),),
)  # fmt: skip


def case_of(*told: Told | str, channel: str = "IN_PERSON", arrived: str = "2026-03-06") -> CaseFile:
    said = {
        "applicant_name": "林一帆", "information_sought": "规划图", "arrived_on": arrived,
        "channel": channel,
    }  # fmt: skip
    happened: list[Told] = [(K.RECEIVED, arrived, said)]
    happened += [one for one in told if not isinstance(one, str)]
    days = [one if isinstance(one, str) else one[1] for one in (*happened, *told)]
    records = [
        StepRecord(
            number, 1, kind.word, date.fromisoformat(on), details, f"{on}T09:00:00", "周敏",
            1 if kind is K.ANNULLED else None,
        )
        for number, (kind, on, details) in enumerate(happened, 1)
    ]  # fmt: skip
    today = date.fromisoformat(max(days))
    return assembled(1, "依申请〔2026〕1号", records, outlook(), Practice(), today)


def test_what_each_state_of_a_case_offers(approved) -> None:
    def told_of(file: CaseFile, name: str) -> Iterator[str]:
        yield f"== {name} {file.case.as_of} {file.stage.value} {file.case.status.label}"
        offered = [
            f"{one.act.name}{'!' if one.likely else ''} {one.act.likelihood(file)}"
            for one in offers(file)
        ]
        for at in range(0, len(offered), 8):
            yield "  " + ", ".join(offered[at : at + 8])

    def tell() -> Iterator[str]:
        for one in (*offers(case_of()), *offers(case_of(KEPT, NUMBERED, CHALLENGED))):
            yield f"{one.act.name} {one.act.title} [{one.act.key}] {one.heading} {one.place}"
        for state in STATES:
            file = case_of(*state)
            yield from told_of(file, " ".join(step.kind.word for step in file.standing))
        yield from told_of(case_of(channel="INTERNET"), "not confirmed")

    approved("offers_of_states", tell())


def test_what_each_state_of_a_case_comes_to(approved) -> None:
    """The words of its deadline, the columns of the list, its days, and what a reply rests on."""

    def told_of(file: CaseFile) -> Iterator[str]:
        case = file.case
        yield f"  {due_sentence(case)}"
        yield f"  {urgency(case).words} | {due_words(case)} | {counted_words(case)}"
        yield f"  waits {waiting_words(case)} watched {watch_on(case)} assigned {file.assigned}"
        yield from (f"  {said(one._asdict())}" for one in clocks(file))
        yield f"  {said(columns(file, Practice()), but=BESIDE)}"
        course = course_of(file, case.as_of)
        yield f"  course {said(asdict(course), but=('on', 'consultations'))}"
        yield from (f"  {said(one._asdict())}" for one in course.consultations)

    def tell() -> Iterator[str]:
        for state in STATES:
            file = case_of(*state)
            yield f"== {' '.join(step.kind.word for step in file.standing)} {file.case.as_of}"
            yield from told_of(file)
        yield "== not confirmed"
        yield from told_of(case_of(channel="INTERNET"))

    approved("states_told", tell())


# What the registration says, the same of every state.
BESIDE = (
    "applicant_name", "applicant_kind", "id_type", "channel", "obtain_by", "media", "matter", "reckoning",
)  # fmt: skip


def said(values: Mapping[str, Any], but: Container[str] = ()) -> str:
    """What is not empty of some values, in one line."""
    return ", ".join(
        f"{name}={short(value) or value}"
        for name, value in values.items()
        if name not in but and value not in (None, "", False, 0, ())
    )


def test_what_the_form_of_each_offer_begins_with(approved, desk: Desk) -> None:
    """Each beginning once, with the first state in which a form begins so."""

    def tell() -> Iterator[str]:
        seen: set[tuple[str, str]] = set()
        for state in STATES:
            file = case_of(*state)
            for one in offers(file):
                begins = said(one.act.start(desk, file))
                if (one.act.name, begins) not in seen:
                    seen.add((one.act.name, begins))
                    yield f"{one.act.name} {' '.join(step.kind.word for step in file.standing)}"
                    yield f"  {begins}"

    approved("starts_told", tell())
