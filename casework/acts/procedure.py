"""Acts on the way to a reply: correction, consultations, extension, reasons, deferral, fee."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.case_file import CaseFile, plain
from casework.desk import Desk
from casework.letters import notices
from casework.letters import procedure as letters
from casework.letters.kinds import LetterKind
from casework.letters.opening import correction_notice as correction_letter
from casework.papers import LetterOrder, case_facts, office_facts
from forms.choices import AgencyRole
from forms.procedure import (
    AgencyConsultation,
    CorrectionNotice,
    CorrectionReceived,
    Deferral,
    Delivery,
    Extension,
    OpinionReceived,
    ReasonsAsked,
    ReasonsGiven,
    Referral,
    ReferralAnswered,
    ThirdPartyConsultation,
    Withdrawal,
)
from rules.case import Waiting
from rules.errors import ClerkError
from rules.law import OGI
from rules.steps import Step, StepKind
from rules.time_limits import (
    CORRECTION_BASIS,
    LONGEST_EXTENSION_DAYS,
    NOT_COUNTED_BASIS,
    THIRD_PARTY_DAYS,
)


def _is_open(file: CaseFile) -> bool:
    return file.case.closed_on is None and not file.is_void


def _undecided(file: CaseFile) -> bool:
    return _is_open(file) and not file.case.has(StepKind.DECIDED)


def items_of(text: str) -> list[str]:
    """Return the items of a field typed one a line, without blank lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def ask_correction(desk: Desk, file: CaseFile, form: CorrectionNotice) -> Plan:
    """Send the one correction notice; the reply clock stops (条例30)."""
    office, facts = office_facts(desk), case_facts(desk, file)
    days = form.days or desk.practice.correction_period_days
    items = items_of(form.items)
    return Plan(
        on=form.on,
        extra=plain(form) | {"days": days},
        letters=(
            LetterOrder(
                LetterKind.CORRECTION_NOTICE,
                form.on,
                lambda number: correction_letter(
                    office,
                    facts,
                    number,
                    form.on,
                    items=items,
                    period_days=days,
                    guidance=form.guidance,
                ),
            ),
        ),
        message=f"已发出补正告知，补正期限{days}个工作日。",
        reasons=(
            f"发出后答复期限停止计算，自收到补正的申请之日起重新计算（{CORRECTION_BASIS.short}）。",
        ),
    )


def receive_correction(_desk: Desk, _file: CaseFile, form: CorrectionReceived) -> Plan:
    """Enter the corrected request; a fresh reply period opens (条例30)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记补正，答复期限重新计算。",
        reasons=(f"答复期限自收到补正的申请之日起计算（{CORRECTION_BASIS.short}）。",),
    )


def consult_third_party(desk: Desk, file: CaseFile, form: ThirdPartyConsultation) -> Plan:
    """Ask a third party in writing; the time this takes is not counted (条例32、33③)."""
    limit = THIRD_PARTY_DAYS.on(form.on)
    office, facts = office_facts(desk), case_facts(desk, file)
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            LetterOrder(
                LetterKind.THIRD_PARTY_CONSULTATION,
                form.on,
                lambda number: letters.third_party_consultation(
                    office,
                    facts,
                    number,
                    form.on,
                    third_party=form.ref,
                    proposed=form.content,
                    is_person=len(form.ref) <= _LONGEST_PERSONAL_NAME,
                ),
            ),
        ),
        message="已发出征求意见书。",
        reasons=(
            f"征求第三方意见所需时间不计算在答复期限内（{NOT_COUNTED_BASIS.short}）。",
            f"第三方自收到征求意见书之日起{limit.value}个工作日内提出意见（{limit.basis.short}）。",
        ),
    )


_LONGEST_PERSONAL_NAME = 4


def consult_agency(desk: Desk, file: CaseFile, form: AgencyConsultation) -> Plan:
    """Ask another agency; the silence of a joint maker is consent (条例34)."""
    office, facts = office_facts(desk), case_facts(desk, file)
    joint = form.role is AgencyRole.JOINT_MAKER
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            LetterOrder(
                LetterKind.AGENCY_CONSULTATION,
                form.on,
                lambda number: letters.agency_consultation(
                    office,
                    facts,
                    number,
                    form.on,
                    agency=form.ref,
                    proposed=form.content,
                    joint=joint,
                ),
            ),
        ),
        message=f"已发出征求意见函（{form.ref}）。",
        reasons=(
            f"征求其他机关意见所需时间不计算在答复期限内（{NOT_COUNTED_BASIS.short}）。",
            *(
                (f"共同制作机关逾期未提出意见的，视为同意公开（{OGI.at(34).short}）。",)
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
        reasons=(f"收到意见的次日起，答复期限继续计算（{NOT_COUNTED_BASIS.short}）。",),
    )


def deliver(_desk: Desk, file: CaseFile, form: Delivery) -> Plan:
    """Enter the day an addressee received a letter that is already out."""
    for step in reversed(file.standing):
        if step.kind in _DELIVERABLE and letter_name(step) == form.ref:
            return Plan(
                on=form.on,
                extra=plain(form),
                target=step.id,
                message=f"已登记收件日期，{_OWN_PERIOD[step.kind]}自次日起计算。",
            )
    raise ClerkError(f"没有找到“{form.ref}”这件已发出的文书，请从列表中选择。", None, "ref")


def letter_name(step: Step) -> str:
    """Return what the list of letters already out calls the letter of a step."""
    whom = f"（{step.ref}）" if step.ref else ""
    return f"{_DELIVERABLE[step.kind]}{whom}"


_DELIVERABLE = {
    StepKind.CORRECTION_NOTICED: "补正告知书",
    StepKind.THIRD_PARTY_CONSULTED: "征求第三方意见书",
    StepKind.AGENCY_CONSULTED: "征求意见函",
    StepKind.FEE_NOTICED: "收费通知书",
}
_OWN_PERIOD = {
    StepKind.CORRECTION_NOTICED: "补正期限",
    StepKind.THIRD_PARTY_CONSULTED: "第三方提出意见的期限",
    StepKind.AGENCY_CONSULTED: "该机关提出意见的期限",
    StepKind.FEE_NOTICED: "缴费期限",
}


def undelivered_letters(file: CaseFile) -> Iterator[str]:
    """Yield the names of letters that are out and whose day of delivery is not known."""
    for step in file.standing:
        if step.kind in _DELIVERABLE and step.delivered_on is None:
            yield letter_name(step)


def extend(desk: Desk, file: CaseFile, form: Extension) -> Plan:
    """Lengthen the reply period once, with the consent of the work body's head (条例33②)."""
    office, facts = office_facts(desk), case_facts(desk, file)
    longest = LONGEST_EXTENSION_DAYS.on(file.case.reply.opened_on)
    after = file.with_step(Step(StepKind.EXTENDED, form.on, days=form.days), as_of=form.on)
    before_on, after_on = file.case.due_on, after.due_on
    if before_on is None or after_on is None:
        raise ClerkError(
            "答复期限没有在计算，不需要延长；请先核对补正和缴费的登记。", OGI.at(33, 2)
        )
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            LetterOrder(
                LetterKind.EXTENSION_NOTICE,
                form.on,
                lambda number: letters.extension_notice(
                    office,
                    facts,
                    number,
                    form.on,
                    days=form.days,
                    reason=form.reason,
                    due_on=before_on,
                    extended_due_on=after_on,
                ),
            ),
        ),
        message=f"已延长{form.days}个工作日，答复期限至{after_on}。",
        reasons=(
            f"延长一次，最长不超过{longest.value}个工作日，须在原期限内告知申请人"
            f"（{longest.basis.short}）。",
        ),
    )


def ask_reasons(desk: Desk, file: CaseFile, form: ReasonsAsked) -> Plan:
    """Ask the applicant why so much is asked for (条例35)."""
    office, facts = office_facts(desk), case_facts(desk, file)
    days = desk.outlook.safe.count(form.on, form.until)
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            LetterOrder(
                LetterKind.REASONS_NOTICE,
                form.on,
                lambda number: notices.reasons_notice(
                    office, facts, number, form.on, counts=form.facts, period_days=days
                ),
            ),
        ),
        message="已登记要求说明理由。",
        reasons=(f"要求说明理由期间如何计算，按本机关的设置（{OGI.at(35).short}）。",),
    )


def give_reasons(_desk: Desk, _file: CaseFile, form: ReasonsGiven) -> Plan:
    """Enter the reasons given, and whether they are found sound (条例35)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记理由说明。",
    )


def defer(desk: Desk, file: CaseFile, form: Deferral) -> Plan:
    """Name a reasonable period for a request that cannot be answered in time (条例35)."""
    office, facts = office_facts(desk), case_facts(desk, file)
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            LetterOrder(
                LetterKind.DEFERRAL_NOTICE,
                form.on,
                lambda number: notices.deferral_notice(
                    office, facts, number, form.on, reason=form.reason, until=form.until
                ),
            ),
        ),
        message=f"已确定延迟答复，期限至{form.until}。",
    )


def refer(_desk: Desk, _file: CaseFile, form: Referral) -> Plan:
    """Ask the competent department or the secrecy administration to decide (条例17③)."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记报请{form.body}确定。",
        reasons=(f"报请确定期间是否停止计算，按本机关的设置（{OGI.at(17, 3).short}）。",),
    )


def referral_answered(_desk: Desk, _file: CaseFile, form: ReferralAnswered) -> Plan:
    """Enter what the body that decides answered (条例17③)."""
    return Plan(on=form.on, extra=plain(form), message="已登记确定意见。")


def withdraw(desk: Desk, file: CaseFile, form: Withdrawal) -> Plan:
    """Close the case because the applicant took the request back."""
    office, facts = office_facts(desk), case_facts(desk, file)
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(
            LetterOrder(
                LetterKind.WITHDRAWAL_CONFIRMATION,
                form.on,
                lambda number: notices.withdrawal_confirmation(
                    office, facts, number, form.on, withdrawn_on=form.on, note=form.note
                ),
            ),
        ),
        message="已登记撤回，本件办结，年报计入“其他处理—其他”。",
    )


def _today(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today}


def _correction_start(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "days": desk.practice.correction_period_days}


def _extension_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    longest = LONGEST_EXTENSION_DAYS.on(file.case.reply.opened_on)
    return {"on": desk.today, "days": longest.value}


def _opinion_start(kind: StepKind) -> Callable[[Desk, CaseFile], Mapping[str, Any]]:
    def start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
        waiting = [s for s in file.case.spells if s.kind is kind and s.answered_on is None]
        return {"on": desk.today, "ref": waiting[0].ref if waiting else ""}

    return start


def _delivery_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "ref": next(undelivered_letters(file), "")}


def _awaits_opinion(kind: StepKind) -> Callable[[CaseFile], bool]:
    return lambda file: any(
        spell.kind is kind and spell.answered_on is None for spell in file.case.spells
    )


_NO_LETTER_YET = -20

ACTS: tuple[Act[Any], ...] = (
    Act(
        name="ask_correction",
        step=StepKind.CORRECTION_NOTICED,
        label="发出补正告知书",
        key="B",
        form=CorrectionNotice,
        plan=ask_correction,
        fits=lambda file: (
            _undecided(file)
            and not file.case.has(StepKind.CORRECTION_NOTICED)
            and file.receipt.confirmed
        ),
        likelihood=lambda file: 20 if not file.case.has(StepKind.SEARCHED) else 1,
        start=_correction_start,
    ),
    Act(
        name="receive_correction",
        step=StepKind.CORRECTION_RECEIVED,
        label="登记收到补正",
        key="B",
        form=CorrectionReceived,
        plan=receive_correction,
        fits=lambda file: (
            _is_open(file)
            and file.case.has(StepKind.CORRECTION_NOTICED)
            and not file.case.has(StepKind.CORRECTION_RECEIVED)
        ),
        likelihood=lambda _: 90,
        start=_today,
    ),
    Act(
        name="consult_third_party",
        step=StepKind.THIRD_PARTY_CONSULTED,
        label="征求第三方意见",
        key="C",
        form=ThirdPartyConsultation,
        plan=consult_third_party,
        fits=lambda file: _undecided(file) and _runs(file),
        likelihood=lambda _: 10,
        start=_today,
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
    ),
    Act(
        name="consult_agency",
        step=StepKind.AGENCY_CONSULTED,
        label="征求其他机关意见",
        key="X",
        form=AgencyConsultation,
        plan=consult_agency,
        fits=lambda file: _undecided(file) and _runs(file),
        likelihood=lambda _: 8,
        start=_today,
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
    ),
    Act(
        name="deliver",
        step=StepKind.DELIVERED,
        label="登记收件日期",
        form=Delivery,
        plan=deliver,
        fits=lambda file: _is_open(file) and any(undelivered_letters(file)),
        likelihood=lambda _: 15,
        start=_delivery_start,
    ),
    Act(
        name="extend",
        step=StepKind.EXTENDED,
        label="延长答复期限",
        key="E",
        form=Extension,
        plan=extend,
        fits=lambda file: _undecided(file) and _runs(file) and not file.case.reply.extended_days,
        likelihood=lambda file: 30 if _nearly_due(file) else 7,
        start=_extension_start,
        probed=True,
    ),
    Act(
        name="ask_reasons",
        step=StepKind.REASONS_ASKED,
        label="要求说明理由",
        form=ReasonsAsked,
        plan=ask_reasons,
        fits=lambda file: (
            _undecided(file) and _runs(file) and not file.case.has(StepKind.REASONS_ASKED)
        ),
        likelihood=lambda _: _NO_LETTER_YET,
        start=_today,
    ),
    Act(
        name="give_reasons",
        step=StepKind.REASONS_GIVEN,
        label="登记理由说明",
        form=ReasonsGiven,
        plan=give_reasons,
        fits=lambda file: (
            _is_open(file)
            and file.case.has(StepKind.REASONS_ASKED)
            and not file.case.has(StepKind.REASONS_GIVEN)
        ),
        likelihood=lambda _: 40,
        start=_today,
    ),
    Act(
        name="defer",
        step=StepKind.DEFERRED,
        label="延迟答复",
        form=Deferral,
        plan=defer,
        fits=lambda file: (
            _undecided(file)
            and _runs(file)
            and bool(file.detail(StepKind.REASONS_GIVEN, "good_reason"))
            and not file.case.has(StepKind.DEFERRED)
        ),
        likelihood=lambda _: 12,
        start=_today,
    ),
    Act(
        name="refer",
        step=StepKind.REFERRED,
        label="报请确定",
        form=Referral,
        plan=refer,
        fits=lambda file: _undecided(file) and _runs(file) and not _is_referred(file),
        likelihood=lambda _: _NO_LETTER_YET,
        start=_today,
    ),
    Act(
        name="referral_answered",
        step=StepKind.REFERRAL_ANSWERED,
        label="登记确定意见",
        form=ReferralAnswered,
        plan=referral_answered,
        fits=lambda file: _is_open(file) and _is_referred(file),
        likelihood=lambda _: 78,
        start=_today,
    ),
    Act(
        name="withdraw",
        step=StepKind.WITHDRAWN,
        label="登记撤回申请",
        form=Withdrawal,
        plan=withdraw,
        fits=_is_open,
        likelihood=lambda _: -30,
        start=_today,
    ),
)


def _is_referred(file: CaseFile) -> bool:
    asked = sum(1 for _ in file.all_of(StepKind.REFERRED))
    return asked > sum(1 for _ in file.all_of(StepKind.REFERRAL_ANSWERED))


def _runs(file: CaseFile) -> bool:
    waiting = file.case.waiting
    return (
        file.case.due_on is not None
        and Waiting.CORRECTION not in waiting
        and Waiting.FEE not in waiting
    )


def _nearly_due(file: CaseFile) -> bool:
    left = file.case.days_left
    return left is not None and left <= 3
