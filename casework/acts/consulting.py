"""Acts that ask somebody else: third parties, other agencies, who decides on secrecy."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import is_open, runs, today
from casework.cases.case_file import CaseFile, plain
from casework.cases.review_course import doubts_settled_on, findings_of
from casework.desk.desk import Desk
from casework.letters import procedure as letters
from casework.letters.kinds import LetterKind
from casework.letters.notices import consultation_notice
from casework.letters.reviewing import secrecy_referral
from casework.papers.issuing import LetterOrder, letter_order
from forms.choices import AgencyRole, ThirdPartyKind
from forms.names import applicant_of
from forms.procedure import (
    AgencyConsultation,
    OpinionReceived,
    Referral,
    ReferralAnswered,
    ThirdPartyConsultation,
)
from rules.pace import Need, own_day
from rules.provisions import Provision
from rules.report_rows import Applicant
from rules.steps import StepKind
from rules.time_limits import (
    NOT_COUNTED_BASIS,
    THIRD_PARTY_DAYS,
)


def third_party_kind(name: str) -> ThirdPartyKind:
    """Return what a third party's name speaks for; a name that does not say is a person's."""
    kind, _ = applicant_of("", name)
    is_person = kind is Applicant.NATURAL_PERSON
    return ThirdPartyKind.NATURAL_PERSON if is_person else ThirdPartyKind.BODY


def consult_third_party(desk: Desk, file: CaseFile, form: ThirdPartyConsultation) -> Plan:
    """Ask a third party in writing; the time this takes is not counted (条例32、33③)."""
    limit = THIRD_PARTY_DAYS.on(form.on)
    # Recorded even where nobody chose, so that the step says what its letter says.
    form = replace(form, third_party_kind=form.third_party_kind or third_party_kind(form.ref))
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.THIRD_PARTY_CONSULTATION,
                form.on,
                partial(
                    letters.third_party_consultation,
                    third_party=form.ref,
                    proposed=form.content,
                    is_person=form.third_party_kind is ThirdPartyKind.NATURAL_PERSON,
                ),
            ),
            *_told(desk, file, form.on, "", tells=form.tell_applicant),
        ),
        message="已发出征求意见书。",
        reasons=(
            f"征求第三方意见所需时间不计算在答复期限内{NOT_COUNTED_BASIS.noted(form.on)}。",
            f"第三方自收到征求意见书之日起{limit.value}个工作日内提出意见（{limit.basis.short}）。",
        ),
    )


def _told(
    desk: Desk, file: CaseFile, on: date, agency: str, *, tells: bool
) -> tuple[LetterOrder, ...]:
    """Return the letter that tells the applicant of a consultation, where she is to be told."""
    if not tells:
        return ()
    notice = partial(consultation_notice, sent_on=on, agency=agency)
    return (letter_order(desk, file, LetterKind.CONSULTATION_NOTICE, on, notice),)


def consult_agency(desk: Desk, file: CaseFile, form: AgencyConsultation) -> Plan:
    """Ask another agency; the silence of a joint maker is consent (条例34)."""
    joint = form.role is AgencyRole.JOINT_MAKER
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.AGENCY_CONSULTATION,
                form.on,
                partial(
                    letters.agency_consultation,
                    agency=form.ref,
                    proposed=form.content,
                    joint=joint,
                ),
            ),
            *_told(desk, file, form.on, form.ref, tells=form.tell_applicant),
        ),
        message=f"已发出征求意见函（{form.ref}）。",
        reasons=(
            f"征求其他机关意见所需时间不计算在答复期限内{NOT_COUNTED_BASIS.noted(form.on)}。",
            *(
                (
                    f"共同制作机关逾期未提出意见的，视为同意公开{Provision.JOINT_MAKER_ASKED.noted(form.on)}。",
                )
                if joint
                else ()
            ),
        ),
    )


def receive_opinion(_desk: Desk, _file: CaseFile, form: OpinionReceived) -> Plan:
    """Enter the opinion; the reply clock goes on with the next working day."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记意见：{form.opinion.value}。",
        reasons=(f"收到意见的次日起，答复期限继续计算{NOT_COUNTED_BASIS.noted(form.on)}。",),
    )


def refer(desk: Desk, file: CaseFile, form: Referral) -> Plan:
    """Ask the competent department or the secrecy administration to decide (条例17③)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.SECRECY_REFERRAL,
                form.on,
                partial(
                    secrecy_referral,
                    body=form.body,
                    question=form.content,
                    answer_by=form.answer_by,
                ),
            ),
        ),
        message=f"已登记报请{form.body}确定。",
        reasons=(f"报请确定期间是否停止计算，按本机关的设置{Provision.REFERRAL.noted(form.on)}。",),
    )


def referral_answered(_desk: Desk, _file: CaseFile, form: ReferralAnswered) -> Plan:
    """Enter what the body that decides answered (条例17③)."""
    return Plan(on=form.on, extra=plain(form), message="已登记确定意见。")


def _is_referred(file: CaseFile) -> bool:
    asked = sum(1 for _ in file.all_of(StepKind.REFERRED))
    return asked > sum(1 for _ in file.all_of(StepKind.REFERRAL_ANSWERED))


def _opinion_start(kind: StepKind) -> Callable[[Desk, CaseFile], Mapping[str, Any]]:
    def start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
        waiting = [s for s in file.case.spells if s.kind is kind and s.answered_on is None]
        return {"on": desk.today, "ref": waiting[0].ref if waiting else ""}

    return start


def _awaits_opinion(kind: StepKind) -> Callable[[CaseFile], bool]:
    return lambda file: any(
        spell.kind is kind and spell.answered_on is None for spell in file.case.spells
    )


def _doubts(file: CaseFile) -> list[str]:
    """Return the items of which the review could not tell whether they may be disclosed."""
    settled_on = doubts_settled_on(file.standing)
    return [
        f"{one.content}：{one.ground}"
        for one in findings_of(file.this_round)
        if one.is_in_doubt and (settled_on is None or settled_on < one.on)
    ]


def _doubt_likelihood(file: CaseFile) -> int:
    return 97 if _doubts(file) else -20


def _referral_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Begin with what the review is in doubt about, and a day counted back from the due day."""
    start: dict[str, Any] = {"on": desk.today, "content": "\n".join(_doubts(file))}
    if file.case.due_on is not None:
        calendar = file.case.outlook.safe
        start["answer_by"] = own_day(Need.REFERRAL, desk.today, file.case.due_on, calendar)
    return start


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="consult_third_party",
        step=StepKind.THIRD_PARTY_CONSULTED,
        label="征求第三方意见",
        key="C",
        form=ThirdPartyConsultation,
        plan=consult_third_party,
        fits=lambda file: is_open(file) and runs(file),
        likelihood=lambda _: 10,
        start=today,
    ),
    Act(
        name="third_party_answered",
        step=StepKind.THIRD_PARTY_ANSWERED,
        label="登记第三方意见",
        form=OpinionReceived,
        plan=receive_opinion,
        fits=_awaits_opinion(StepKind.THIRD_PARTY_CONSULTED),
        likelihood=lambda _: 80,
        start=_opinion_start(StepKind.THIRD_PARTY_CONSULTED),
        named="收到第三方意见",
    ),
    Act(
        name="consult_agency",
        step=StepKind.AGENCY_CONSULTED,
        label="征求其他机关意见",
        key="X",
        form=AgencyConsultation,
        plan=consult_agency,
        fits=lambda file: is_open(file) and runs(file),
        likelihood=lambda _: 8,
        start=today,
    ),
    Act(
        name="agency_answered",
        step=StepKind.AGENCY_ANSWERED,
        label="登记其他机关意见",
        form=OpinionReceived,
        plan=receive_opinion,
        fits=_awaits_opinion(StepKind.AGENCY_CONSULTED),
        likelihood=lambda _: 79,
        start=_opinion_start(StepKind.AGENCY_CONSULTED),
        named="收到其他机关意见",
    ),
    Act(
        name="refer",
        step=StepKind.REFERRED,
        label="报请确定",
        form=Referral,
        plan=refer,
        fits=lambda file: is_open(file) and runs(file) and not _is_referred(file),
        likelihood=_doubt_likelihood,
        start=_referral_start,
    ),
    Act(
        name="referral_answered",
        step=StepKind.REFERRAL_ANSWERED,
        label="登记确定意见",
        form=ReferralAnswered,
        plan=referral_answered,
        fits=lambda file: is_open(file) and _is_referred(file),
        likelihood=lambda _: 78,
        start=today,
    ),
)
