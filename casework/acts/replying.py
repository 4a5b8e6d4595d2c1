"""Acts from the decision to the file: reply, approval, service, lapse, filing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casework.acts.act import Act, Plan
from casework.acts.circulating import unsigned_words
from casework.acts.conditions import is_open, today
from casework.acts.dispatching import came_back_though_received
from casework.acts.redacting import copies_of, severed
from casework.acts.reply_letters import reply_order, search_words, third_party_letter
from casework.acts.sent_copies import what_left
from casework.cases.before_service import missing_before_service
from casework.cases.case_file import CaseFile, plain
from casework.cases.recorded import entered
from casework.cases.reply_course import course_of, decision_of
from casework.desk.desk import Desk
from casework.desk.people import absent_words
from casework.papers.issuing import WITHDRAWN
from casework.published.index import SURE
from casework.published.public_list import fitting
from db import documents
from forms.choices import ObtainBy, SearchResult, ServiceMethod
from forms.handling import Approval, Filing, SearchRecord
from forms.items_asked import items_of_request
from forms.reply import MixedReply, Reply, ReportRow, Returned, Service
from forms.reply_facts import fields_asked
from rules.case import Status
from rules.condition import Condition
from rules.errors import ClerkError
from rules.fold import CAUTIOUS
from rules.mixed_replies import bases_of, main_outcome
from rules.outcomes import Group
from rules.provisions import Provision
from rules.remedies import advice_for, missing_channel
from rules.replies import ReplyKind
from rules.reply_conditions import ConditionStage, Force, unmet
from rules.reply_course import Course, Decision
from rules.steps import Step, StepKind


def decide(desk: Desk, file: CaseFile, form: Reply | MixedReply) -> Plan:
    """Draft the reply: its kind or, item by item, its kinds, and its letter (条例36—39).

    A third party that objected in vain is told with it (条例32). Raises `ClerkError` where the
    course of the case does not allow the reply, or allows it only with a reason.
    """
    course, decision = course_of(file, form.on), decision_of(desk, file, form)
    waived = _hold_to_the_course(course, decision, form)
    kinds = form.kinds
    told = (
        tuple(
            third_party_letter(desk, file, form, one, decision.public_interest)
            for one in course.overruled
        )
        if decision.gives_out and not _RIGHTS.intersection(kinds)
        else ()
    )
    extra = plain(form) | ({"in_spite_of": list(waived)} if waived else {})
    if isinstance(form, MixedReply):
        extra["kinds"] = [kind.name for kind in kinds]
        said = f"共{len(form.items)}项"
    else:
        said = form.kind.label
    message = f"已作出答复：{said}。送达后本件才算按期答复。"
    if told:
        message += f"同时制作了告知第三方的文书{len(told)}份，请一并送达。"
    return Plan(
        on=form.on,
        extra=extra,
        letters=(reply_order(desk, file, form), *told),
        message=message,
        reasons=_what_follows(desk, file, decision, course, form),
    )


_RIGHTS = frozenset({ReplyKind.REFUSED_THIRD_PARTY_RIGHTS})


def _hold_to_the_course(
    course: Course, decision: Decision, form: Reply | MixedReply
) -> tuple[str, ...]:
    """Return the names of the conditions a reason was given for; raises `ClerkError` otherwise."""
    waived = []
    for one in unmet(course, decision, ConditionStage.DECISION):
        if one.force is Force.FORBIDS:
            raise ClerkError(one.sentence, one.basis, _place_of(one, course, decision, form))
        if not form.in_spite.strip():
            raise ClerkError(
                f"{one.sentence}写在“仍然这样答复的理由”里，随经过留存。", one.basis, "in_spite"
            )
        waived.append(one.name)
    return tuple(waived)


def _place_of(one: Condition, course: Course, decision: Decision, form: Reply | MixedReply) -> str:
    """Return where a reply is to say what a condition asks for.

    By items that is an item the condition concerns, one that leaves it open before others.
    """
    if isinstance(form, Reply) or hasattr(form, one.field):
        return one.field
    places = []
    for number, row in enumerate(form.items, start=1):
        if one.field == "kind" or any(one.field in some for some in fields_asked(row.kind)):
            grounds = tuple(ground.kind for ground in row.grounds)
            alone = replace(decision, replies=(row.kind,), grounds=grounds)
            rank = not one.concerns(course, alone), bool(getattr(row, one.field))
            places.append((*rank, number))
    return f"items.{min(places)[-1]}.{one.field}" if places else "items"


def _what_follows(
    desk: Desk, file: CaseFile, decision: Decision, course: Course, form: Reply | MixedReply
) -> tuple[str, ...]:
    """Return what a reply means for the report, the remedy and the reviews, a sentence each."""
    kinds = form.kinds
    outcome = main_outcome(kinds, desk.practice)
    advice = advice_for(kinds, desk.practice, form.on)
    reasons = [
        f"年报表三计入第{outcome.row}行：{outcome.report_label}。",
        f"救济途径：{advice.remedy.label}。",
    ]
    if kinds[0] is ReplyKind.RECORD_CORRECTION:
        reasons[0] = (
            f"更正申请不是公开申请，不计入年报表三{Provision.RECORD_CORRECTED.noted(form.on)}。"
        )
    bases = bases_of(kinds)
    if bases:
        reasons.append("依据：" + "、".join(basis.on(form.on).short for basis in bases) + "。")
    reasons += [one.sentence for one in unmet(course, decision, ConditionStage.SERVICE)]
    withheld = outcome.group in (Group.REFUSED, Group.PARTLY_DISCLOSED)
    if withheld and not decision.gives_out and not file.case.has(StepKind.REVIEWED):
        reasons.append(
            f"尚未登记公开审查和保密审查，请在送达前完成{Provision.REVIEW.noted(form.on)}。"
        )
    return tuple(reasons)


def approve(desk: Desk, _file: CaseFile, form: Approval) -> Plan:
    """Record the leader's signature under the draft.

    Raises `ClerkError` where somebody signs for another on a server.
    """
    user = desk.user
    if user.has_account and form.approved_by != user.name:
        raise ClerkError(
            f"签发要由签发人用自己的账号登记，现在的账号是{user.name}的。"
            f"请由{form.approved_by}登录后签发，或者把签发人改为{user.name}。",
            None,
            "approved_by",
        )
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记签发。",
        warnings=(
            *absent_words(desk, [form.approved_by], form.on),
            *unsigned_words(desk, form.approved_by, form.sheet),
        ),
    )


def _approval_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    begun = dict(today(desk, file))
    return begun | {"approved_by": desk.user.name} if desk.user.has_account else begun


def serve(desk: Desk, file: CaseFile, form: Service) -> Plan:
    """Record the service; the day that counts depends on the method (235号四).

    Raises `ClerkError` where the day is before the letter's, or the letter lacks what its way of
    service asks for.
    """
    decided = file.last(StepKind.DECIDED)
    if decided is not None and form.on < decided.on:
        raise ClerkError(
            f"送达日{form.on}早于答复的成文日期{decided.on}，请核对两个日期。",
            Provision.DAY_OF_SERVICE,
            "on",
        )
    without_channel = missing_channel(
        electronically=form.method.is_electronic,
        url=desk.office.reconsideration_url,
        on=form.on,
    )
    if without_channel is not None:
        raise without_channel
    # Neither does a letter leave that the course of the case has made untrue since its draft.
    for missing in missing_before_service(desk, file, form.on):
        raise ClerkError(missing.sentence, missing.basis)
    after = file.with_step(Step(StepKind.SERVED, form.on), as_of=form.on)
    missed_on = after.missed_on
    written = [] if decided is None else documents.of_step(desk.store, decided.id)
    letters = [one for one in written if one.status != WITHDRAWN]
    in_time = "按期答复" if missed_on is None else f"已超过答复期限{missed_on}"
    if missed_on is not None and missed_on != after.due_on:
        in_time += "，其后重新起算的期限不能使逾期消失"
    return Plan(
        on=form.on,
        extra=plain(form) | {"left": what_left(desk, file, letters, disclosed=True)},
        message=f"已登记送达（{form.method.day_label}{form.on}），{in_time}。",
        reasons=(
            f"{form.method.value}以{form.method.day_label}为期限计算时点"
            f"（{form.method.day_basis(form.on)}）。",
        ),
    )


def returned(_desk: Desk, file: CaseFile, form: Returned) -> Plan:
    """Record that the letter came back; it has to be served again."""
    served = file.case.last(StepKind.SERVED)
    received_on = None if served is None else served.delivered_on
    return Plan(
        on=form.on,
        extra=plain(form),
        message="已登记退回，请核对地址后重新送达；是否按期仍以首次交邮日为准。",
        warnings=came_back_though_received(received_on),
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
        "drafted_by": file.assigned[1] or desk.clerk,
    }
    suggested = file.noted(StepKind.GUIDED).suggested
    if suggested:
        start["kind"] = suggested
    elif copies_of(file):
        start["kind"] = ReplyKind.PARTLY
    if start.get("kind", ReplyKind.PARTLY) is ReplyKind.PARTLY:
        start |= severed(desk, file)
    if file.case.status is Status.ABANDONED:
        lapse = course_of(file, desk.today).fee_lapse
        is_fee = lapse is not None and lapse.is_over
        start["kind"] = ReplyKind.FEE_LAPSED if is_fee else ReplyKind.CORRECTION_LAPSED
    return {**_from_search(file), **_from_the_list(desk, file), **start}


def _from_the_list(desk: Desk, file: CaseFile) -> dict[str, Any]:
    """Return where the information stands already, for a reply that it is public (条例36①)."""
    fits = fitting(desk, file.information_sought)
    return {"access": fits[0].access} if fits and fits[0].score >= SURE else {}


def _items_start(desk: Desk, file: CaseFile) -> Mapping[str, Any]:
    """Begin with the items the request numbers, one a row (条例36)."""
    asked = items_of_request(file.information_sought) or [file.information_sought]
    return {
        "on": desk.today,
        "drafted_by": file.assigned[1] or desk.clerk,
        "items": [{"content": one} for one in asked],
    }


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
    record = entered(search, SearchRecord)
    if record.result is SearchResult.NOT_FOUND:
        return {"kind": ReplyKind.NOT_EXISTING, "course": search_words(search)}
    return {"provided": record.found}


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
        plan=decide,
        fits=lambda file: (
            is_open(file) and not file.case.has(StepKind.DECIDED) and file.case.due_on is not None
        ),
        likelihood=lambda _: 4,
        start=_items_start,
    ),
    Act(
        name="approve",
        step=StepKind.APPROVED,
        label="登记签发",
        form=Approval,
        plan=approve,
        fits=lambda file: is_open(file) and not file.case.has(StepKind.APPROVED),
        likelihood=lambda file: 85 if file.case.has(StepKind.DECIDED) else -10,
        start=_approval_start,
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
