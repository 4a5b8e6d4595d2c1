"""Acts of talking with the applicant, of help at the counter, and of handing a request over."""

from collections.abc import Mapping
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import is_open
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from casework.letters.contact_papers import (
    assisted_record,
    contact_record,
    intake_slip,
    scope_confirmation,
)
from casework.letters.facts import chinese_date
from casework.letters.internal import phone_record
from casework.letters.kinds import LetterKind
from casework.papers.issuing import LetterOrder, case_facts, office_facts
from forms.contact import AssistedFilling, Contact, ContactWay, HandOver, ReadingNeed
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.receipt import Channel
from rules.steps import StepKind


def contact(desk: Desk, file: CaseFile, form: Contact) -> Plan:
    """Keep a talk with its record; what was agreed is put on a sheet to be signed (条例30)."""
    orders = [_record(desk, file, form)]
    reasons = [f"沟通不中止答复期限，也不代替一次性补正告知{Provision.CORRECTION.noted(form.on)}。"]
    if form.agreed.strip():
        orders.append(
            LetterOrder(
                LetterKind.SCOPE_CONFIRMATION,
                form.on,
                lambda _number: scope_confirmation(
                    office_facts(desk),
                    case_facts(desk, file),
                    form.on,
                    way=form.way.value,
                    agreed=form.agreed,
                ),
            )
        )
        reasons.append("申请内容的变更以申请人签字确认为准，收到确认书后用“更正登记”改申请内容。")
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=tuple(orders),
        message="已登记沟通情况，并写好记录。"
        if len(orders) == 1
        else "已登记沟通情况，写好记录和申请内容确认书。",
        reasons=tuple(reasons),
    )


def _record(desk: Desk, file: CaseFile, form: Contact) -> LetterOrder:
    if form.way is ContactWay.PHONE:
        said = [f"了解的情况：{form.understood}"]
        if form.offered:
            said.append(f"提出的方案：{form.offered}")
        return LetterOrder(
            LetterKind.PHONE_RECORD,
            form.on,
            lambda _number: phone_record(
                office_facts(desk),
                case_facts(desk, file),
                form.on,
                called_at=f"{chinese_date(form.on)}{form.at}",
                said="\n".join(said),
                incoming=form.incoming,
                subject="就申请内容与申请人沟通",
                settled=f"商定：{form.agreed}" if form.agreed else "",
                other_side=form.other_side,
            ),
        )
    return LetterOrder(
        LetterKind.CONTACT_RECORD,
        form.on,
        lambda _number: contact_record(
            office_facts(desk),
            case_facts(desk, file),
            form.on,
            way=form.way.value,
            at=form.at,
            place=form.place,
            other_side=form.other_side,
            understood=form.understood,
            offered=form.offered,
            agreed=form.agreed,
        ),
    )


def fill_for(desk: Desk, file: CaseFile, form: AssistedFilling) -> Plan:
    """Record that the office filled in the application, and print it to be confirmed."""
    record = LetterOrder(
        LetterKind.ASSISTED_RECORD,
        form.on,
        lambda _number: assisted_record(
            office_facts(desk),
            case_facts(desk, file),
            form.on,
            need=form.need.value,
            help_given=form.help_given,
            spoken=form.spoken,
            filled_by=form.filled_by,
            witness=form.witness,
        ),
    )
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(record,),
        message="已登记代为填写，请申请人在记录上签字或者按指印。",
        reasons=(
            f"书面形式确有困难的可以口头提出，由公开工作机构代为填写{Provision.ORAL_REQUEST.noted(form.on)}。",
        ),
    )


def hand_over(desk: Desk, file: CaseFile, form: HandOver) -> Plan:
    """Record where a request was taken in and when it was handed on; the limit runs from before.

    Raises `ClerkError` where the days of the slip do not fit the case.
    """
    received_on = file.case.received_on
    if form.taken_on > received_on:
        raise ClerkError(
            f"收件日期{form.taken_on}晚于登记的收到申请之日{received_on}，请核对；"
            "登记有误的，先用“更正登记”改正。",
            Provision.RECEIPT,
            "taken_on",
        )
    slip = LetterOrder(
        LetterKind.INTAKE_SLIP,
        form.on,
        lambda _number: intake_slip(
            office_facts(desk),
            case_facts(desk, file),
            form.on,
            place=form.place.value,
            taken_on=form.taken_on,
            taken_by=form.taken_by,
            handed_to=form.handed_to or desk.clerk,
            papers=form.papers,
            mail_number=file.registration.mail_number,
        ),
    )
    days = desk.working_days(form.taken_on, form.on)
    is_signed_for = file.registration.channel in (Channel.IN_PERSON, Channel.SIGNED_POST)
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(slip,),
        message=f"已登记{form.place.value}收件，并写好交接单。",
        reasons=(f"机关内部流转的时间计算在答复期限内{Provision.RECEIPT.noted(form.on)}。",),
        warnings=(f"收件后隔了{days}个工作日才交接，期限仍从收到申请之日起算。",)
        if days > 1 and is_signed_for
        else (),
    )


def _now(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today}


def _filling(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    need = ReadingNeed.CANNOT_READ if file.registration.needs_help else ReadingNeed.CANNOT_WRITE
    return {"on": desk.today, "filled_by": desk.clerk, "need": need.name}


def _handing(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    place = "MAIL_ROOM" if file.registration.channel.needs_confirmation else "COUNTER"
    if file.registration.channel is Channel.SIGNED_POST:
        place = "MAIL_ROOM"
    return {
        "on": desk.today,
        "taken_on": file.registration.arrived_on,
        "place": place,
        "handed_to": desk.clerk,
    }


def _filling_likelihood(file: CaseFile) -> int:
    registration = file.registration
    told = registration.needs_help or registration.channel is Channel.ORAL
    waits = told and not file.case.has(StepKind.FILLED_FOR)
    return 70 if waits else -44


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="contact",
        step=StepKind.CONTACTED,
        label="登记沟通",
        key="T",
        form=Contact,
        plan=contact,
        fits=lambda file: not file.is_void,
        likelihood=lambda _: -35,
        start=_now,
    ),
    Act(
        name="fill_for",
        step=StepKind.FILLED_FOR,
        label="登记代为填写",
        form=AssistedFilling,
        plan=fill_for,
        fits=is_open,
        likelihood=_filling_likelihood,
        start=_filling,
    ),
    Act(
        name="hand_over",
        step=StepKind.HANDED_OVER,
        label="登记收件交接",
        form=HandOver,
        plan=hand_over,
        fits=lambda file: not file.is_void,
        likelihood=lambda _: -46,
        start=_handing,
    ),
)
