"""What must have happened before a reply, by kind: the one table.

Absence forbids where the letter would say something untrue or take away what the law gives
somebody; elsewhere it warns, and the clerk goes on with a reason that is kept. The reply form
shows the table as ticks, the acts refuse by it, the examination of letters holds letters against
it and the manual prints it.
"""

from collections.abc import Iterator

from rules.condition import Condition, ConditionStage, Force, Tick, is_one_of
from rules.disclosure_conditions import DISCLOSURE
from rules.provisions import Provision
from rules.replies import ReplyKind
from rules.reply_course import Course, Decision, SearchOutcome

__all__ = [
    "CONDITIONS",
    "Condition",
    "ConditionStage",
    "Force",
    "Tick",
    "printed",
    "ticks",
    "unmet",
]


def ticks(course: Course, decision: Decision) -> tuple[Tick, ...]:
    """Return every condition that concerns a reply, with whether it is met."""
    return tuple(
        Tick(one, one.is_met(course, decision))
        for one in CONDITIONS
        if one.concerns(course, decision)
    )


def printed() -> Iterator[tuple[str, str, str, str]]:
    """Yield the table as the manual prints it: replies, the step, what its absence does, basis."""
    for one in CONDITIONS:
        does = one.force.label if one.stage is ConditionStage.DECISION else "不能送达"
        yield one.replies, one.label, does, "" if one.basis is None else one.basis.short


def unmet(course: Course, decision: Decision, *stages: ConditionStage) -> Iterator[Condition]:
    """Yield the conditions of these stages that a reply does not meet, in their order."""
    for tick in ticks(course, decision):
        if tick.condition.stage in stages and not tick.is_met:
            yield tick.condition


_LAPSED = (ReplyKind.CORRECTION_LAPSED, ReplyKind.FEE_LAPSED)


def _reasons_failed(course: Course, _decision: Decision) -> bool:
    if course.reasons_asked_until is None or course.reasons_are_sound is not None:
        return course.reasons_are_sound is False
    return course.on > course.reasons_asked_until


def _is_own_earlier_reply(_course: Course, decision: Decision) -> bool:
    return decision.earlier is None or decision.earlier.is_same_applicant


def _earlier_answered_a_request(_course: Course, decision: Decision) -> bool:
    complaints = {ReplyKind.PETITION_OR_COMPLAINT, ReplyKind.ENQUIRY}
    return decision.earlier is None or not set(decision.earlier.kinds) <= complaints


CONDITIONS: tuple[Condition, ...] = (
    *DISCLOSURE,
    Condition(
        name="every_item_answered",
        label="申请的每一项都有答复",
        replies="逐项答复",
        concerns=lambda _, decision: decision.is_by_items,
        is_met=lambda _, decision: not decision.left_out,
        sentence=(
            "申请分项写明的内容，有的没有列入逐项答复，漏答的是没有履行答复职责；"
            "请对照原文补上，不必单独答复的写明理由。"
        ),
        basis=Provision.REPLY,
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="found_what_is_given",
        label="检索到所提供的信息",
        replies="予以公开、部分公开",
        concerns=lambda course, decision: decision.gives_out and course.found is not None,
        is_met=lambda course, _: course.found is not SearchOutcome.NOT_FOUND,
        sentence="最近一次检索登记为“未检索到”，却决定公开；请补登检索情况，或者写明信息的来源。",
        basis=Provision.PROVIDED,
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="searched",
        label="检索记录",
        replies="政府信息不存在",
        concerns=is_one_of(ReplyKind.NOT_EXISTING),
        is_met=lambda course, _: course.found is not None,
        sentence="没有检索记录，不能答复政府信息不存在；请先用“登记检索”写明检索的范围、方式和结果。",
        basis=Provision.NOT_HELD,
    ),
    Condition(
        name="searched_in_vain",
        label="检索结果为未检索到",
        replies="政府信息不存在",
        concerns=lambda course, decision: (
            decision.replies == (ReplyKind.NOT_EXISTING,) and course.found is not None
        ),
        is_met=lambda course, _: course.found is not SearchOutcome.FOUND,
        sentence="最近一次检索登记为“已检索到”，不能答复政府信息不存在；请核对检索记录或者改选答复类型。",
        basis=Provision.NOT_HELD,
    ),
    Condition(
        name="searched_for_ready_information",
        label="检索记录",
        replies="需要加工、分析，不予提供",
        concerns=is_one_of(ReplyKind.WOULD_HAVE_TO_BE_MADE),
        is_met=lambda course, _: course.found is not None,
        sentence="没有检索记录，答复没有现成信息的，请先登记检索，或者写明怎样知道没有现成信息。",
        basis=Provision.WOULD_HAVE_TO_BE_MADE,
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="corrected",
        label="收到补正的申请",
        replies="补正后仍不明确，无法提供",
        concerns=is_one_of(ReplyKind.STILL_UNCLEAR),
        is_met=lambda course, _: course.is_corrected,
        sentence="没有收到过补正的申请，不能以“补正后申请内容仍不明确”答复；请先告知补正。",
        basis=Provision.CORRECTION,
    ),
    Condition(
        name="correction_delivered",
        label="补正告知书的送达日期",
        replies="逾期不补正，不再处理",
        concerns=lambda course, decision: (
            ReplyKind.CORRECTION_LAPSED in decision.replies and course.correction_lapse is not None
        ),
        is_met=lambda course, _: (
            course.correction_lapse is not None and course.correction_lapse.delivered_on is not None
        ),
        sentence=(
            "没有登记申请人收到补正告知书的日期，补正期限从其收到起算，不能认定放弃申请；"
            "请先用“登记收件日期”补上。"
        ),
        basis=Provision.CORRECTION,
    ),
    Condition(
        name="correction_lapsed",
        label="补正期限届满没有补正",
        replies="逾期不补正，不再处理",
        concerns=is_one_of(ReplyKind.CORRECTION_LAPSED),
        is_met=lambda course, _: (
            course.correction_lapse is not None and course.correction_lapse.is_over
        ),
        sentence="补正期限尚未届满或者没有逾期，不能作“逾期不补正，不再处理”处理，请核对登记的日期。",
        basis=Provision.CORRECTION,
    ),
    Condition(
        name="fee_notice_delivered",
        label="收费通知书的送达日期",
        replies="逾期未缴费，不再处理",
        concerns=lambda course, decision: (
            ReplyKind.FEE_LAPSED in decision.replies and course.fee_lapse is not None
        ),
        is_met=lambda course, _: (
            course.fee_lapse is not None and course.fee_lapse.delivered_on is not None
        ),
        sentence=(
            "没有登记申请人收到收费通知书的日期，缴费期限从其收到次日起算，不能认定放弃申请；"
            "请先用“登记收件日期”补上。"
        ),
        basis=Provision.FEE_NOTICE,
    ),
    Condition(
        name="fee_lapsed",
        label="缴费期限届满没有缴费",
        replies="逾期未缴费，不再处理",
        concerns=is_one_of(ReplyKind.FEE_LAPSED),
        is_met=lambda course, _: course.fee_lapse is not None and course.fee_lapse.is_over,
        sentence="缴费期限尚未届满或者没有逾期，不能作“逾期未缴费，不再处理”处理，请核对登记的日期。",
        basis=Provision.FEE_NOTICE,
    ),
    Condition(
        name="not_abandoned",
        label="申请没有视为放弃",
        replies="“不再处理”以外的各种答复",
        concerns=lambda course, decision: (
            course.is_abandoned and not any(kind in _LAPSED for kind in decision.replies)
        ),
        is_met=lambda course, _: not course.is_abandoned,
        sentence=(
            "申请人逾期未补正或者未缴费，已视为放弃申请，请选择相应的“不再处理”答复；"
            "认为有正当理由的，请先登记收到补正。"
        ),
        basis=Provision.CORRECTION,
    ),
    Condition(
        name="reasons_asked",
        label="要求申请人说明理由",
        replies="数量、频次明显超过合理范围，理由不合理",
        concerns=is_one_of(ReplyKind.EXCESSIVE),
        is_met=lambda course, _: course.reasons_asked_until is not None,
        sentence="没有要求申请人说明理由的记录，不能以数量、频次明显超过合理范围为由不予处理；请先用“要求说明理由”。",
        basis=Provision.EXCESSIVE,
    ),
    Condition(
        name="reasons_found_unsound",
        label="理由不合理，或者逾期没有说明",
        replies="数量、频次明显超过合理范围，理由不合理",
        concerns=lambda course, decision: (
            ReplyKind.EXCESSIVE in decision.replies and course.reasons_asked_until is not None
        ),
        is_met=_reasons_failed,
        sentence=(
            "申请人的理由登记为合理，或者说明理由的期限还没有届满，不能认定理由不合理；"
            "请核对“登记理由说明”，期限届满后再作出答复。"
        ),
        basis=Provision.EXCESSIVE,
    ),
    Condition(
        name="earlier_reply_in_register",
        label="前次答复在登记簿中",
        replies="重复申请，不予重复处理",
        concerns=is_one_of(ReplyKind.REPEATED),
        is_met=lambda _, decision: decision.earlier is not None,
        sentence=(
            "登记簿中没有找到这份前次答复，请从列表中选择；"
            "前次答复早于本登记簿的，请写明文号和日期，并写明从哪里核对。"
        ),
        basis=Provision.REPEATED,
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="earlier_reply_of_same_applicant",
        label="前次答复给的是同一申请人",
        replies="重复申请，不予重复处理",
        concerns=is_one_of(ReplyKind.REPEATED),
        is_met=_is_own_earlier_reply,
        sentence="选择的前次答复不是给本件申请人的，不能以重复申请答复，请重新选择前次答复。",
        basis=Provision.REPEATED,
        field="earlier",
    ),
    Condition(
        name="earlier_reply_to_a_request",
        label="前次答复是对政府信息公开申请的答复",
        replies="重复申请，不予重复处理",
        concerns=is_one_of(ReplyKind.REPEATED),
        is_met=_earlier_answered_a_request,
        sentence=(
            "前次是对信访、投诉、举报或者咨询的告知，再次提出的仍不是政府信息公开申请，"
            "请改选“信访、投诉、举报，不作为申请处理”或者“咨询，不作为申请处理”。"
        ),
        basis=Provision.PETITION,
    ),
    Condition(
        name="transfer_due",
        label="移交档案馆的期限届满",
        replies="已移交国家档案馆",
        concerns=is_one_of(ReplyKind.IN_ARCHIVES),
        is_met=lambda course, decision: (
            decision.transfer_due_on is not None and course.on > decision.transfer_due_on
        ),
        sentence=(
            "该档案的移交期限还没有届满（自形成之日起县级10年，设区的市级以上20年），"
            "提前移交的仍由本机关办理，请改选答复类型，或者核对信息形成日期。"
        ),
        basis=Provision.ARCHIVED,
        field="made_on",
    ),
    Condition(
        name="joined_case_in_register",
        label="并入的申请在登记簿中",
        replies="并入其他申请一并办理",
        concerns=is_one_of(ReplyKind.MERGED),
        is_met=lambda _, decision: decision.joined_is_known,
        sentence="登记簿中没有“并入的申请”所写的编号，或者就是本件，请从列表中选择。",
        basis=None,
        field="joined",
    ),
    Condition(
        name="withdrawn_by_its_own_act",
        label="登记撤回申请",
        replies="申请人撤回申请",
        concerns=is_one_of(ReplyKind.WITHDRAWN),
        is_met=lambda *_: False,
        sentence="申请人撤回的，请用“登记撤回申请”办理，不必作出答复。",
        basis=None,
    ),
)
