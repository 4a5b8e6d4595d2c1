"""Acts from the decision to the file: reply, approval, service, lapse, filing."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.conditions import is_open, today
from casework.acts.reply_letters import letter_of, mixed_letter_of
from casework.cases.case_file import CaseFile, plain
from casework.desk.desk import Desk
from forms.choices import ObtainBy, ServiceMethod
from forms.handling import Approval, Filing
from forms.reply import MixedReply, Reply, ReportRow, Returned, Service
from rules.case import Status
from rules.errors import ClerkError
from rules.fold import CAUTIOUS
from rules.law import OGI, SERVICE_INTERPRETATION
from rules.mixed_replies import bases_of, main_outcome
from rules.outcomes import Group
from rules.remedies import advice_for, missing_channel
from rules.replies import ReplyKind
from rules.steps import Step, StepKind
from rules.time_limits import ClockKind


def decide(desk: Desk, file: CaseFile, form: Reply) -> Plan:
    """Draft the reply: one kind, its facts, its letter with the remedy paragraph (条例36—39).

    Raises `ClerkError` where the kind does not fit the course of the case.
    """
    _fits_the_course(file, form.kind)
    return Plan(
        on=form.on,
        extra=plain(form),
        letters=(letter_of(desk, file, form),),
        message=f"已作出答复：{form.kind.label}。送达后本件才算按期答复。",
        reasons=_what_follows(desk, file, form.kinds, form.on),
    )


def decide_items(desk: Desk, file: CaseFile, form: MixedReply) -> Plan:
    """Draft one reply to several items; the report counts its main result (年报格式)."""
    kinds = [kind for kind, _, _ in form.answers if kind is not None]
    for kind in kinds:
        _fits_the_course(file, kind)
    return Plan(
        on=form.on,
        extra=plain(form) | {"kinds": [kind.name for kind in kinds]},
        letters=(mixed_letter_of(desk, file, form),),
        message=f"已作出答复，共{len(kinds)}项。送达后本件才算按期答复。",
        reasons=_what_follows(desk, file, kinds, form.on),
    )


def _what_follows(
    desk: Desk, file: CaseFile, kinds: Collection[ReplyKind], on: date
) -> tuple[str, ...]:
    """Return what a reply means for the report, the remedy and the reviews, a sentence each."""
    outcome = main_outcome(kinds, desk.practice)
    advice = advice_for(kinds, desk.practice, on)
    reasons = [
        f"年报表三计入第{outcome.row}行：{outcome.report_label}。",
        f"救济途径：{advice.remedy.label}。",
    ]
    bases = bases_of(kinds)
    if bases:
        reasons.append("依据：" + "、".join(basis.short for basis in bases) + "。")
    withheld = outcome.group in (Group.REFUSED, Group.PARTLY_DISCLOSED)
    if withheld and not file.case.has(StepKind.REVIEWED):
        reasons.append(f"尚未登记公开审查和保密审查，请在送达前完成（{OGI.at(17).short}）。")
    return tuple(reasons)


def _fits_the_course(file: CaseFile, kind: ReplyKind) -> None:
    corrected = file.case.has(StepKind.CORRECTION_RECEIVED)
    if kind is ReplyKind.STILL_UNCLEAR and not corrected:
        raise ClerkError(
            "没有收到过补正的申请，不能以“补正后申请内容仍不明确”答复；请先告知补正。",
            OGI.at(30),
            "kind",
        )
    lapses = {
        ReplyKind.CORRECTION_LAPSED: (ClockKind.CORRECTION, "补正期限"),
        ReplyKind.FEE_LAPSED: (ClockKind.FEE_PAYMENT, "缴费期限"),
    }
    if kind in lapses:
        clock_kind, name = lapses[kind]
        if file.case.status is not Status.ABANDONED or not any(
            clock.kind is clock_kind for clock in file.case.clocks
        ):
            raise ClerkError(
                f"{name}尚未届满或者没有逾期，不能作“{kind.label}”处理，请核对登记的日期。",
                kind.bases[0],
                "kind",
            )
    elif file.case.status is Status.ABANDONED:
        raise ClerkError(
            "申请人逾期未补正或者未缴费，已视为放弃申请，请选择相应的“不再处理”答复；"
            "认为有正当理由的，请先登记收到补正。",
            OGI.at(30),
            "kind",
        )
    if kind is ReplyKind.WITHDRAWN:
        raise ClerkError("申请人撤回的，请用“登记撤回申请”办理，不必作出答复。", None, "kind")


def approve(_desk: Desk, _file: CaseFile, form: Approval) -> Plan:
    """Record the leader's signature under the draft."""
    return Plan(on=form.on, extra=plain(form), message="已登记签发。")


def serve(desk: Desk, file: CaseFile, form: Service) -> Plan:
    """Record the service; the day that counts depends on the method (235号四)."""
    decided = file.last(StepKind.DECIDED)
    if decided is not None and form.on < decided.on:
        raise ClerkError(
            f"送达日{form.on}早于答复的成文日期{decided.on}，请核对两个日期。",
            SERVICE_INTERPRETATION.at(4),
            "on",
        )
    without_channel = missing_channel(
        electronically=form.method.is_electronic,
        url=desk.office.reconsideration_url,
        on=form.on,
    )
    if without_channel is not None:
        raise without_channel
    after = file.with_step(Step(StepKind.SERVED, form.on), as_of=form.on)
    in_time = "按期答复" if after.in_time else f"已超过答复期限{after.due_on}"
    return Plan(
        on=form.on,
        extra=plain(form),
        message=f"已登记送达（{form.method.day_label}{form.on}），{in_time}。",
        reasons=(
            f"{form.method.value}以{form.method.day_label}为期限计算时点"
            f"（{SERVICE_INTERPRETATION.at(4).short}）。",
        ),
    )


def returned(_desk: Desk, _file: CaseFile, form: Returned) -> Plan:
    """Record that the letter came back; it has to be served again."""
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记退回，请核对地址后重新送达；是否按期仍以首次交邮日为准。",
    )


def file_away(_desk: Desk, _file: CaseFile, form: Filing) -> Plan:
    """Put the closed case into its file (条例45)."""
    return Plan(on=form.on, extra=plain(form), message="已归档。")


def reclassify(_desk: Desk, file: CaseFile, form: ReportRow) -> Plan:
    """Count the case in another row of the report, for a recorded reason."""
    before = file.outcome(CAUTIOUS)
    return Plan(
        on=form.on,
        extra=plain(form) | {"before_row": None if before is None else before.row},
        message=f"已改计入表三第{form.outcome_row}行，原因已留存。",
    )


def _reply_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    start: dict[str, Any] = {
        "on": desk.today,
        "drafted_by": file.detail(StepKind.ASSIGNED, "handler") or desk.clerk,
    }
    suggested = file.detail(StepKind.GUIDED, "suggested")
    if suggested:
        start["kind"] = ReplyKind[suggested]
    if file.case.status is Status.ABANDONED:
        fee = file.case.has(StepKind.FEE_NOTICED)
        start["kind"] = ReplyKind.FEE_LAPSED if fee else ReplyKind.CORRECTION_LAPSED
    return start | _from_search(file) | _course_start(file)


def _service_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Begin with the way the applicant asked for, where a letter may go that way (条例40)."""
    method = _SERVED_AS.get(file.registration.obtain_by, ServiceMethod.POST)
    without_channel = missing_channel(
        electronically=method.is_electronic, url=desk.office.reconsideration_url, on=desk.today
    )
    return {
        "on": desk.today,
        "method": ServiceMethod.POST if without_channel is not None else method,
    }


_SERVED_AS = {
    ObtainBy.EMAIL: ServiceMethod.EMAIL,
    ObtainBy.ONLINE: ServiceMethod.ONLINE,
    ObtainBy.COLLECT: ServiceMethod.BY_HAND,
    ObtainBy.ON_SITE: ServiceMethod.BY_HAND,
}


def _from_search(file: CaseFile) -> dict[str, Any]:
    search = file.last(StepKind.SEARCHED)
    if search is None:
        return {}
    kept = search.details
    result = str(kept.get("result", ""))
    if result == "NOT_FOUND":
        course = (
            f"本机关于{search.on.year}年{search.on.month}月{search.on.day}日"
            f"在{_clause(kept.get('scope'))}进行检索，检索方式和关键词为："
            f"{_clause(kept.get('keywords'))}；未检索到相关信息。"
        )
        return {"kind": ReplyKind.NOT_EXISTING, "course": course}
    return {"provided": kept.get("found", "")}


def _clause(typed: object) -> str:
    """Return what was typed fit to stand within a sentence, its lines joined."""
    return "；".join(line.strip("。；; ") for line in str(typed or "").splitlines() if line.strip())


def _course_start(file: CaseFile) -> dict[str, Any]:
    for clock in file.case.clocks:
        if file.case.status is Status.ABANDONED and clock.kind in _LAPSED_WORDS:
            words = _LAPSED_WORDS[clock.kind]
            return {
                "course": f"{words}至{clock.due_on.year}年{clock.due_on.month}月"
                f"{clock.due_on.day}日届满，逾期未{_DUTY[clock.kind]}。"
            }
    return {}


_LAPSED_WORDS = {
    ClockKind.CORRECTION: "补正告知书载明的补正期限",
    ClockKind.FEE_PAYMENT: "收费通知书载明的缴费期限",
}
_DUTY = {ClockKind.CORRECTION: "补正", ClockKind.FEE_PAYMENT: "缴纳"}


ACTS: tuple[Act[Any], ...] = (
    Act(
        name="decide",
        step=StepKind.DECIDED,
        label="作出答复",
        key="R",
        form=Reply,
        plan=decide,
        fits=lambda file: (
            is_open(file)
            and not file.case.has(StepKind.DECIDED)
            and (file.case.due_on is not None or file.case.status is Status.ABANDONED)
        ),
        likelihood=lambda file: (
            70 if file.case.has(StepKind.SEARCHED) or file.case.status is Status.ABANDONED else 25
        ),
        start=_reply_start,
    ),
    Act(
        name="decide_items",
        step=StepKind.DECIDED,
        label="逐项答复",
        form=MixedReply,
        plan=decide_items,
        fits=lambda file: (
            is_open(file) and not file.case.has(StepKind.DECIDED) and file.case.due_on is not None
        ),
        likelihood=lambda _: 4,
        start=today,
    ),
    Act(
        name="approve",
        step=StepKind.APPROVED,
        label="登记签发",
        form=Approval,
        plan=approve,
        fits=lambda file: is_open(file) and not file.case.has(StepKind.APPROVED),
        likelihood=lambda file: 85 if file.case.has(StepKind.DECIDED) else -10,
        start=today,
    ),
    Act(
        name="serve",
        step=StepKind.SERVED,
        label="登记送达",
        key="S",
        form=Service,
        plan=serve,
        fits=lambda file: is_open(file) and file.case.has(StepKind.DECIDED),
        likelihood=lambda _: 95,
        start=_service_start,
    ),
    Act(
        name="returned",
        step=StepKind.UNDELIVERED,
        label="登记邮件退回",
        form=Returned,
        plan=returned,
        fits=lambda file: (
            file.case.first_served_on is not None
            and file.case.closed_on is not None
            and not file.case.has(StepKind.WITHDRAWN)
        ),
        likelihood=lambda _: -5,
        start=today,
    ),
    Act(
        name="file",
        step=StepKind.FILED,
        label="归档",
        key="G",
        form=Filing,
        plan=file_away,
        fits=lambda file: file.case.closed_on is not None and not file.case.has(StepKind.FILED),
        likelihood=lambda _: 60,
        start=today,
    ),
    Act(
        name="reclassify",
        step=StepKind.RECLASSIFIED,
        label="改变年报归类",
        form=ReportRow,
        plan=reclassify,
        fits=lambda file: file.reply_kind is not None and not file.is_void,
        likelihood=lambda _: -60,
        start=today,
    ),
)
