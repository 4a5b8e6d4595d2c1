"""Acts of the information processing fee: notice, payment, refund."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import awaits, runs, undecided, while_awaited
from casework.acts.redacting import disclosed_pages
from casework.cases.case_file import CaseFile, plain
from casework.cases.recorded import entered
from casework.desk.desk import Desk
from casework.letters.fees import fee_notice as fee_letter
from casework.letters.kinds import LetterKind
from casework.papers.issuing import letter_order
from db import requests, steps
from db.request_row import VOID_STATUS
from db.requests import Query, QueryCondition
from forms.folding import name_key
from forms.procedure import FeeNotice, FeePaid, FeeRefund
from rules.errors import ClerkError
from rules.fee_course import CountedRequest, decide, nth_in_month, settle
from rules.fees import FeeLedger, Method, compare, page_fee, request_fee
from rules.provisions import Provision
from rules.steps import StepKind
from rules.time_limits import FEE_PAYMENT_DAYS, PAID_BASIS


def nth_of_applicant(desk: Desk, file: CaseFile) -> int:
    """Return which of the applicant's requests of the month this one is (处理费办法4).

    The applicant is known by the number of her identity paper, or else by her name: of two that
    bear one name the numbers tell which is which.
    """
    received_on = file.case.received_on
    name, number = file.registration.applicant_name, file.registration.id_number
    key = name_key(name)
    days = (
        QueryCondition("received_on", ">=", received_on.replace(day=1)),
        QueryCondition("received_on", "<=", received_on),
        QueryCondition("year", "not empty"),
        # A registration taken back keeps the number that somebody may know.
        QueryCondition("status", "!=", VOID_STATUS),
    )
    # A name is one under whatever dot and width it was typed: the month's requests are few.
    ids = requests.ids(desk.store, Query(where=days))
    parts_count = desk.practice.split_parts_count_for_fee
    own_whole = file.noted(StepKind.RECEIVED).split_from
    earlier = []
    for row in requests.rows(desk.store, sorted(ids)):
        if row.received_on is None or (row.received_on, row.id) >= (received_on, file.request_id):
            continue
        if not parts_count and (row.split_from is not None or row.id == own_whole):
            continue
        is_main = _is_same(row, name, number)
        if is_main or key in map(name_key, _CO_APPLICANTS_APART.split(row.co_applicants)):
            earlier.append(_counted(desk, row, as_co_applicant=not is_main))
    return nth_in_month(received_on, earlier, desk.practice)


_CO_APPLICANTS_APART = re.compile(r"[、，,;；\s]+")


def _is_same(row: requests.RequestRow, name: str, number: str) -> bool:
    if number and row.id_number:
        return number == row.id_number
    return name_key(name) == name_key(row.applicant_name)


def _counted(desk: Desk, row: requests.RequestRow, *, as_co_applicant: bool) -> CountedRequest:
    """Return a request as the month counts it; only what ended without a reply was withdrawn."""
    by_page = any(
        entered(record, FeeNotice).method is Method.BY_PAGE
        for record in steps.standing(steps.of_request(desk.store, row.id))
        if record.kind == StepKind.FEE_NOTICED.word
    )
    return CountedRequest(
        row.received_on or desk.today,
        withdrawn=row.closed_on is not None and row.decided_on is None,
        as_co_applicant=as_co_applicant,
        method=Method.BY_PAGE if by_page else Method.BY_REQUEST,
    )


def ledger_of(desk: Desk, file: CaseFile, form: FeeNotice) -> FeeLedger:
    """Return what is due by the method chosen; raises `ClerkError` for impossible units."""
    counted = page_fee if form.method is Method.BY_PAGE else request_fee
    return counted(form.units, on=file.case.received_on, province=desk.office.province)


def notice_fee(desk: Desk, file: CaseFile, form: FeeNotice) -> Plan:
    """Ask for the fee; the reply clock stops until it is paid (处理费办法3、6).

    Raises `ClerkError` where the number is not the month's and no reason says why, or nothing is
    due.
    """
    by_page = form.method is Method.BY_PAGE
    nth = nth_of_applicant(desk, file)
    if not by_page and form.units != nth and not form.count_reason.strip():
        raise ClerkError(
            f"按登记簿，本件是申请人本自然月的第{nth}件，填写的是第{form.units}件；"
            f"请改为{nth}，确有登记簿以外的申请的，写明件数不同的理由。",
            Provision.CHARGED_BY_REQUEST,
            "count_reason",
        )
    ledger = ledger_of(desk, file, form)
    decided = ledger.yuan if form.decided_yuan is None else form.decided_yuan
    decision = decide(ledger.yuan, decided, form.reason)
    if decision.decided_yuan == 0:
        raise ClerkError(
            "应收金额为0元，不需要发出收费通知，可以直接办理。",
            Provision.CHARGED_BY_REQUEST,
            "units",
        )
    limit = FEE_PAYMENT_DAYS.on(form.on)
    pages = form.units if by_page else None
    compared = compare(nth, pages, on=file.case.received_on, province=desk.office.province)
    return Plan(
        on=form.on,
        letters=(
            letter_order(
                desk,
                file,
                LetterKind.FEE_NOTICE,
                form.on,
                partial(
                    fee_letter,
                    ledger=ledger,
                    payment=form.account or "按本机关提供的缴款码缴入国库",
                    charged_yuan=decision.decided_yuan,
                    reason=form.reason,
                ),
            ),
        ),
        extra=plain(form) | {"due_yuan": decision.due_yuan, "decided_yuan": decision.decided_yuan},
        message=f"已发出收费通知，金额{decision.decided_yuan}元。",
        reasons=(
            ledger.words,
            f"两种方式比较：{compared.words}",
            f"申请人自收到通知次日起{limit.value}个工作日内缴纳，逾期视为放弃（{limit.basis.short}）。",
            f"完成缴费的次日起，答复期限重新计算（{PAID_BASIS.on(form.on).short}，以本机关核定为准）。",
        ),
    )


def _asked_yuan(file: CaseFile) -> int:
    notice = file.entered(StepKind.FEE_NOTICED, FeeNotice)
    return 0 if notice is None else notice.decided_yuan or 0


def pay_fee(_desk: Desk, file: CaseFile, form: FeePaid) -> Plan:
    """Enter the payment; a fresh reply period opens the day after (处理费办法7).

    Raises `ClerkError` where less was paid than was asked for.
    """
    due = _asked_yuan(file)
    if form.yuan < due:
        raise ClerkError(
            f"实收{form.yuan}元少于通知收取的{due}元，尚未完成缴费；缴齐后再登记。",
            Provision.FEE_NOTICE,
            "yuan",
        )
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记缴费，答复期限重新计算。",
        warnings=(f"{settle(form.yuan, due).words}没有录错的，保存以后用“登记退付”退还。",)
        if form.yuan > due
        else (),
    )


def refund_fee(_desk: Desk, file: CaseFile, form: FeeRefund) -> Plan:
    """Enter money paid back because fewer pages were provided, or the payment came late.

    Raises `ClerkError` where more would be paid back than was paid.
    """
    payment = file.entered(StepKind.FEE_PAID, FeePaid)
    paid = 0 if payment is None else payment.yuan or 0
    if form.yuan > paid:
        raise ClerkError(f"退付{form.yuan}元超过实收的{paid}元，请改正。", None, "yuan")
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记退付{form.yuan}元。实收{paid:,}元，退付后{paid - form.yuan:,}元。",
    )


def _notice_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    nth = nth_of_applicant(desk, file)
    fee = request_fee(nth, on=file.case.received_on, province=desk.office.province)
    if fee.yuan == 0:
        # By request nothing is due: only pages can cost, and how many they are she knows.
        pages = disclosed_pages(desk, file)
        return {"on": desk.today, "method": Method.BY_PAGE} | ({"units": pages} if pages else {})
    return {"on": desk.today, "method": Method.BY_REQUEST, "units": nth}


def _refund_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    payment = file.entered(StepKind.FEE_PAID, FeePaid)
    above = 0 if payment is None else settle(payment.yuan, _asked_yuan(file)).refund_yuan
    if not above:
        return {"on": desk.today}
    return {"on": desk.today, "yuan": above, "reason": "实收金额多于通知收取的金额"}


def _payment_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    return {"on": desk.today, "yuan": _asked_yuan(file)}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="notice_fee",
        step=StepKind.FEE_NOTICED,
        label="发出收费通知书",
        key="F",
        form=FeeNotice,
        plan=notice_fee,
        fits=lambda file: (
            undecided(file) and runs(file) and not file.case.has(StepKind.FEE_NOTICED)
        ),
        likelihood=lambda _: 2,
        start=_notice_start,
    ),
    Act(
        name="pay_fee",
        step=StepKind.FEE_PAID,
        label="登记缴费",
        key="F",
        form=FeePaid,
        plan=pay_fee,
        fits=awaits(StepKind.FEE_NOTICED, StepKind.FEE_PAID),
        likelihood=while_awaited,
        start=_payment_start,
    ),
    Act(
        name="refund_fee",
        step=StepKind.FEE_REFUNDED,
        label="登记退付",
        form=FeeRefund,
        plan=refund_fee,
        fits=lambda file: (
            file.case.has(StepKind.FEE_PAID) and not file.case.has(StepKind.FEE_REFUNDED)
        ),
        likelihood=lambda _: -12,
        start=_refund_start,
    ),
)
