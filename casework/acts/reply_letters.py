"""The letters a reply needs: its own with its remedy, and those that tell third parties."""

from functools import partial

from casework.cases.case_file import CaseFile
from casework.cases.recorded import entered, noted
from casework.cases.reply_course import earlier_reply
from casework.desk.desk import Desk
from casework.letters.by_kind import letter_kind_of, mixed_reply, reply_letter
from casework.letters.facts import chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.notices import third_party_disclosure
from casework.letters.registered import Item
from casework.letters.reply_words import Said
from casework.papers.issuing import DRAFTED, LetterOrder, letter_order
from casework.papers.remedies import remedy_words
from forms.choices import ThirdPartyKind
from forms.handling import SearchRecord
from forms.procedure import ReasonsGiven, ThirdPartyConsultation
from forms.reply import MixedReply, Reply
from forms.reply_facts import Ground, ReplyFacts
from rules.law import Basis
from rules.outcomes import Remedy
from rules.provisions import Provision
from rules.remedies import remedy_paragraph
from rules.replies import ReplyKind
from rules.reply_course import Consultation
from rules.steps import Step, StepKind


def reply_order(desk: Desk, file: CaseFile, form: Reply | MixedReply) -> LetterOrder:
    """Return the order for the letter of a reply; it is a draft until it is served."""
    remedy = remedy_words(desk, form.kinds, form.on)
    if isinstance(form, MixedReply):
        rows = [
            Item(kind=row.kind, text=row.content, said=_said(desk, file, row), grounds=_kinds(row))
            for row in form.items
        ]
        return letter_order(
            desk,
            file,
            LetterKind.MIXED_REPLY,
            form.on,
            partial(mixed_reply, items=rows, remedy=remedy),
            status=DRAFTED,
        )
    return letter_order(
        desk,
        file,
        letter_kind_of(form.kind),
        form.on,
        partial(reply_letter, form.kind, said=_said(desk, file, form), remedy=remedy),
        status=DRAFTED,
    )


def _kinds(row: ReplyFacts) -> tuple[ReplyKind, ...]:
    return tuple(ground.kind for ground in row.grounds)


def _said(desk: Desk, file: CaseFile, row: ReplyFacts) -> Said:
    course = row.course
    if row.kind is ReplyKind.NOT_EXISTING and not course:
        search = file.last(StepKind.SEARCHED)
        course = "" if search is None else search_words(search)
    if row.kind is ReplyKind.EXCESSIVE:
        course = f"{reasons_words(file)}{course}"
    if row.kind in (ReplyKind.CORRECTION_LAPSED, ReplyKind.FEE_LAPSED):
        course = f"{lapse_words(file, row.kind)}{course}"
    return Said(
        reasons=row.reasons,
        public_interest=row.public_interest,
        provided=row.provided,
        withheld=row.withheld,
        access=row.access,
        access_time=row.access_time,
        provision=row.provision,
        other_body=row.other_body,
        contact=row.contact,
        earlier=_earlier_words(desk, file, row.earlier),
        joined=row.joined,
        nature=row.nature,
        course=course,
        bases=tuple(basis for ground in row.grounds for basis in _ground_bases(ground)),
        grounds=_kinds(row),
    )


def _earlier_words(desk: Desk, file: CaseFile, typed: str) -> str:
    """Return a former reply by its day and number as the register has them, else as typed."""
    found = earlier_reply(desk, file, typed) if typed else None
    if found is None:
        return "，".join(typed.strip().rstrip("。").split("，")[:2])
    name = found.number or found.register_number
    return f"本机关{chinese_date(found.replied_on)}作出的{name}"


def _ground_bases(ground: Ground) -> tuple[Basis, ...]:
    # What a refusal has in common is said once by the severance itself.
    return tuple(basis for basis in ground.kind.bases if basis not in Provision.WAYS_TO_REPLY)


def search_words(search: Step) -> str:
    """Return what a search record shows, as the letter tells it (条例36(四))."""
    record = entered(search, SearchRecord)
    return (
        f"本机关于{chinese_date(search.on)}在{_clause(record.scope)}进行检索，"
        f"检索方式和关键词为：{_clause(record.keywords)}；未检索到相关信息。"
    )


def _clause(typed: str) -> str:
    """Return what was typed fit to stand within a sentence, its lines joined."""
    return "；".join(line.strip("。；; ") for line in typed.splitlines() if line.strip())


def reasons_words(file: CaseFile) -> str:
    """Return what asking for reasons came to (条例35); empty where nobody asked."""
    asked, given = file.last(StepKind.REASONS_ASKED), file.last(StepKind.REASONS_GIVEN)
    if asked is None:
        return ""
    you, number = _you(file), noted(asked).number
    words = (
        f"本机关于{chinese_date(asked.on)}通知{you}说明理由{f'（{number}）' if number else ''}，"
    )
    if given is None:
        return f"{words}{you}在规定期限内没有说明。"
    reasons = entered(given, ReasonsGiven).reasons
    return f"{words}{you}于{chinese_date(given.on)}说明：{_clause(reasons)}。"


def lapse_words(file: CaseFile, kind: ReplyKind) -> str:
    """Return how a request lapsed: the notice, its number, its delivery and the last day.

    A delivery that can only be presumed is told with its ground (条例30，处理费办法6).
    """
    is_fee = kind is ReplyKind.FEE_LAPSED
    step = file.last(StepKind.FEE_NOTICED if is_fee else StepKind.CORRECTION_NOTICED)
    if step is None or step.delivered_on is None:
        return ""
    clock = next(
        (
            one
            for one in file.case.clocks
            if one.kind.name == ("FEE_PAYMENT" if is_fee else "CORRECTION")
        ),
        None,
    )
    last = "" if clock is None else f"至{chinese_date(max(clock.due_on, clock.expected_on))}"
    you, number = _you(file), noted(step).number
    notice = "信息处理费收费通知书" if is_fee else "补正告知书"
    delivered = file.last_delivery(step)
    ground = noted(delivered).presumed_from
    received = (
        f"该文书于{chinese_date(step.delivered_on)}视为送达（{ground.rstrip('。')}）"
        if ground
        else f"{you}于{chinese_date(step.delivered_on)}收到"
    )
    duty = "缴费期限" if is_fee else "补正期限"
    undone = "逾期未缴纳" if is_fee else "逾期未补正，也没有说明正当理由"
    late = file.last(StepKind.FEE_PAID if is_fee else StepKind.CORRECTION_RECEIVED)
    if late is not None:
        came = "才缴纳" if is_fee else "才补正，没有正当理由"
        undone = f"于{chinese_date(late.on)}{came}"
    return (
        f"本机关于{chinese_date(step.on)}向{you}发出{notice}{f'（{number}）' if number else ''}，"
        f"{received}，{duty}{last}届满。{you}{undone}。"
    )


def _you(file: CaseFile) -> str:
    registration = file.registration
    if registration.co_applicants:
        return "你们"
    return "你" if registration.applicant_kind.name == "NATURAL_PERSON" else "你单位"


def third_party_letter(
    desk: Desk,
    file: CaseFile,
    form: Reply | MixedReply,
    party: Consultation,
    public_interest: str,
) -> LetterOrder:
    """Return the letter that tells a third party what is disclosed and why (条例32)."""
    rows = form.items if isinstance(form, MixedReply) else (form,)
    given = [line for row in rows for line in (row.provided or row.access).splitlines()]
    asked = next(
        (
            step
            for step in file.all_of(StepKind.THIRD_PARTY_CONSULTED)
            if step.ref == party.name and step.on == party.sent_on
        ),
        None,
    )
    consulted = None if asked is None else entered(asked, ThirdPartyConsultation)
    remedy = remedy_paragraph(
        Remedy.EITHER,
        body=desk.office.reconsideration_body,
        on=form.on,
        court=desk.office.court,
        url=desk.office.reconsideration_url,
        document="本告知书",
    )
    return letter_order(
        desk,
        file,
        LetterKind.THIRD_PARTY_DISCLOSURE,
        form.on,
        partial(
            third_party_disclosure,
            third_party=party.name,
            disclosed="；".join(line.strip("。； ") for line in given if line.strip()),
            reason=public_interest,
            remedy=remedy,
            sent_on=party.sent_on,
            answered_on=party.answered_on,
            is_person=consulted is None or consulted.third_party_kind is not ThirdPartyKind.BODY,
            is_sound=party.is_sound is not False,
            in_part=party.answer is not None and party.answer.name == "PARTLY",
        ),
        status=DRAFTED,
    )
