"""What must have happened before a reply, by kind: the one table.

Absence forbids where the letter would say something untrue or take away what the law gives
somebody; elsewhere it warns, and the clerk goes on with a reason that is kept. The reply form
shows the table as ticks, the acts refuse by it, the examination of letters holds letters against
it and the manual prints it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from rules.law import ARCHIVES_LAW, FEE_MEASURES, OGI, Basis
from rules.replies import ReplyKind
from rules.reply_course import Answer, Course, Decision, Found


class Force(Enum):
    """What the absence of a step does."""

    FORBIDS = "不能作出"
    WARNS = "须写明理由"

    @property
    def label(self) -> str:
        """The words of the printed table."""
        return self.value


class Stage(Enum):
    """When a condition must hold."""

    DECISION = "作出答复"
    SERVICE = "送达"

    @property
    def label(self) -> str:
        """The words of the printed table."""
        return self.value


Test = Callable[[Course, Decision], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One line of the table.

    `label` is what must have happened, `concerns` whether a reply is under it, `is_met` whether
    it has happened; `sentence` says what is wrong and what to do, `field` where on the form.
    """

    name: str
    label: str
    replies: str
    concerns: Test
    is_met: Test
    sentence: str
    basis: Basis | None
    force: Force = Force.FORBIDS
    stage: Stage = Stage.DECISION
    field: str = "kind"


@dataclass(frozen=True, slots=True)
class Tick:
    """A condition that concerns a reply, and whether it is met."""

    condition: Condition
    is_met: bool


def ticks(course: Course, decision: Decision) -> tuple[Tick, ...]:
    """Return every condition that concerns a reply, with whether it is met."""
    return tuple(
        Tick(one, one.is_met(course, decision))
        for one in CONDITIONS
        if one.concerns(course, decision)
    )


def unmet(course: Course, decision: Decision, *stages: Stage) -> Iterator[Condition]:
    """Yield the conditions of these stages that a reply does not meet, in their order."""
    for tick in ticks(course, decision):
        if tick.condition.stage in stages and not tick.is_met:
            yield tick.condition


def _is(*kinds: ReplyKind) -> Test:
    return lambda _course, decision: any(kind in kinds for kind in decision.replies)


def _rests_on(kind: ReplyKind) -> Test:
    return lambda _course, decision: kind in decision.replies or kind in decision.grounds


_RIGHTS = ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
_LAPSED = (ReplyKind.CORRECTION_LAPSED, ReplyKind.FEE_LAPSED)


def _gives_out(_course: Course, decision: Decision) -> bool:
    return decision.gives_out


def _no_third_party_open(course: Course, _decision: Decision) -> bool:
    return not any(one.is_open(course.on) for one in course.third_parties)


def _not_all_consented(course: Course, _decision: Decision) -> bool:
    asked = course.third_parties
    return not asked or any(one.answer is not Answer.CONSENT for one in asked)


def _overrides_an_objection(course: Course, decision: Decision) -> bool:
    withheld = _RIGHTS in decision.grounds or _RIGHTS in decision.replies
    return decision.gives_out and not withheld and bool(course.objections)


def _joint_maker_agrees(course: Course, _decision: Decision) -> bool:
    return not any(
        one.is_joint_maker and one.answer is Answer.REFUSE and one.has_answered(course.on)
        for one in course.consultations
    )


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
    Condition(
        name="third_party_asked",
        label="书面征求第三方意见",
        replies="不予公开：损害第三方合法权益",
        concerns=_is(_RIGHTS),
        is_met=lambda course, _: bool(course.third_parties),
        sentence=(
            "没有征求第三方意见的记录，不能以损害第三方合法权益为由不予公开；"
            "请先用“征求第三方意见”发出征求意见书。"
        ),
        basis=OGI.at(32),
    ),
    Condition(
        name="third_party_asked_about_a_part",
        label="书面征求第三方意见",
        replies="部分公开，不予公开部分涉及第三方合法权益",
        concerns=lambda _, decision: (
            _RIGHTS in decision.grounds and _RIGHTS not in decision.replies
        ),
        is_met=lambda course, _: bool(course.third_parties),
        sentence=(
            "没有征求第三方意见的记录，不予公开的部分却以第三方合法权益为依据；"
            "请先征求意见，确有理由不征求的（如仅隐去证件号码、电话）请写明理由。"
        ),
        basis=OGI.at(32),
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="third_party_answered",
        label="第三方已答复，或者其15个工作日届满",
        replies="不予公开：损害第三方合法权益（含部分公开）",
        concerns=_rests_on(_RIGHTS),
        is_met=_no_third_party_open,
        sentence=(
            "第三方尚未答复，提出意见的期限也没有届满（自其收到征求意见书之日起计算）；"
            "请登记第三方意见或者其收到征求意见书的日期，期限届满后再作出答复。"
        ),
        basis=OGI.at(32),
    ),
    Condition(
        name="third_party_did_not_consent",
        label="第三方没有全部同意公开",
        replies="不予公开：损害第三方合法权益（含部分公开）",
        concerns=_rests_on(_RIGHTS),
        is_met=_not_all_consented,
        sentence="登记的第三方意见都是同意公开，不能再以损害第三方合法权益为由不予公开，请改选答复类型。",
        basis=OGI.at(15),
    ),
    Condition(
        name="public_interest_weighed",
        label="权衡公共利益",
        replies="不予公开：损害第三方合法权益（含部分公开）",
        concerns=_rests_on(_RIGHTS),
        is_met=lambda _, decision: bool(decision.public_interest.strip()),
        sentence="以损害第三方合法权益为由不予公开的，应当权衡不公开对公共利益的影响，请填写公共利益的衡量。",
        basis=OGI.at(15),
        field="public_interest",
    ),
    Condition(
        name="consultations_closed",
        label="征求的意见都已答复，或者期限届满",
        replies="予以公开、部分公开",
        concerns=_gives_out,
        is_met=lambda course, _: not course.open_consultations,
        sentence=(
            "征求意见尚未答复，期限也没有届满，现在不能决定公开；"
            "请登记收到的意见或者对方收到征求意见书的日期，期限届满后再作出答复。"
        ),
        basis=OGI.at(33, 3),
    ),
    Condition(
        name="objection_overridden",
        label="写明公开的公共利益理由并告知第三方",
        replies="第三方不同意而予以公开、部分公开",
        concerns=_overrides_an_objection,
        is_met=lambda _, decision: bool(decision.public_interest.strip()),
        sentence=(
            "第三方不同意公开，只有不公开可能对公共利益造成重大影响的才能决定公开，"
            "请填写公共利益的衡量；程序同时制作告知第三方的文书。第三方的理由不合理的，请先在其意见中登记。"
        ),
        basis=OGI.at(32),
        field="public_interest",
    ),
    Condition(
        name="joint_maker_agrees",
        label="共同制作机关没有反对",
        replies="予以公开、部分公开",
        concerns=_gives_out,
        is_met=_joint_maker_agrees,
        sentence="共同制作机关不同意公开，仍决定公开的，请写明协商、确认的情况和理由。",
        basis=OGI.at(11, 1),
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="referral_answered",
        label="报请确定已有答复",
        replies="予以公开、部分公开",
        concerns=_gives_out,
        is_met=lambda course, _: not course.referral_is_open,
        sentence="能否公开正在报请确定，答复之前不能决定公开；请先登记确定意见。",
        basis=OGI.at(17, 3),
    ),
    Condition(
        name="reviewed",
        label="公开审查和保密审查",
        replies="予以公开、部分公开",
        concerns=_gives_out,
        is_met=lambda course, _: course.reviewed_on is not None,
        sentence="拟公开的信息没有审查记录，不能送达；请先用“登记审查”登记公开审查和保密审查意见。",
        basis=OGI.at(17, 2),
        stage=Stage.SERVICE,
    ),
    Condition(
        name="secrecy_reviewed",
        label="保密审查",
        replies="不予公开：国家秘密",
        concerns=_rests_on(ReplyKind.REFUSED_STATE_SECRET),
        is_met=lambda course, _: course.reviewed_on is not None,
        sentence="没有登记保密审查意见，以国家秘密为由不予公开的，请先登记审查，或者写明不登记的理由。",
        basis=OGI.at(17, 2),
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="found_what_is_given",
        label="检索到所提供的信息",
        replies="予以公开、部分公开",
        concerns=lambda course, decision: decision.gives_out and course.found is not None,
        is_met=lambda course, _: course.found is not Found.NOT_FOUND,
        sentence="最近一次检索登记为“未检索到”，却决定公开；请补登检索情况，或者写明信息的来源。",
        basis=OGI.at(36, item=2),
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="searched",
        label="检索记录",
        replies="政府信息不存在",
        concerns=_is(ReplyKind.NOT_EXISTING),
        is_met=lambda course, _: course.found is not None,
        sentence="没有检索记录，不能答复政府信息不存在；请先用“登记检索”写明检索的范围、方式和结果。",
        basis=OGI.at(36, item=4),
    ),
    Condition(
        name="searched_in_vain",
        label="检索结果为未检索到",
        replies="政府信息不存在",
        concerns=lambda course, decision: (
            decision.replies == (ReplyKind.NOT_EXISTING,) and course.found is not None
        ),
        is_met=lambda course, _: course.found is not Found.FOUND,
        sentence="最近一次检索登记为“已检索到”，不能答复政府信息不存在；请核对检索记录或者改选答复类型。",
        basis=OGI.at(36, item=4),
    ),
    Condition(
        name="searched_for_ready_information",
        label="检索记录",
        replies="需要加工、分析，不予提供",
        concerns=_is(ReplyKind.WOULD_HAVE_TO_BE_MADE),
        is_met=lambda course, _: course.found is not None,
        sentence="没有检索记录，答复没有现成信息的，请先登记检索，或者写明怎样知道没有现成信息。",
        basis=OGI.at(38),
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="corrected",
        label="收到补正的申请",
        replies="补正后仍不明确，无法提供",
        concerns=_is(ReplyKind.STILL_UNCLEAR),
        is_met=lambda course, _: course.is_corrected,
        sentence="没有收到过补正的申请，不能以“补正后申请内容仍不明确”答复；请先告知补正。",
        basis=OGI.at(30),
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
        basis=OGI.at(30),
    ),
    Condition(
        name="correction_lapsed",
        label="补正期限届满没有补正",
        replies="逾期不补正，不再处理",
        concerns=_is(ReplyKind.CORRECTION_LAPSED),
        is_met=lambda course, _: (
            course.correction_lapse is not None and course.correction_lapse.is_over
        ),
        sentence="补正期限尚未届满或者没有逾期，不能作“逾期不补正，不再处理”处理，请核对登记的日期。",
        basis=OGI.at(30),
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
        basis=FEE_MEASURES.at(6),
    ),
    Condition(
        name="fee_lapsed",
        label="缴费期限届满没有缴费",
        replies="逾期未缴费，不再处理",
        concerns=_is(ReplyKind.FEE_LAPSED),
        is_met=lambda course, _: course.fee_lapse is not None and course.fee_lapse.is_over,
        sentence="缴费期限尚未届满或者没有逾期，不能作“逾期未缴费，不再处理”处理，请核对登记的日期。",
        basis=FEE_MEASURES.at(6),
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
        basis=OGI.at(30),
    ),
    Condition(
        name="reasons_asked",
        label="要求申请人说明理由",
        replies="数量、频次明显超过合理范围，理由不合理",
        concerns=_is(ReplyKind.EXCESSIVE),
        is_met=lambda course, _: course.reasons_asked_until is not None,
        sentence="没有要求申请人说明理由的记录，不能以数量、频次明显超过合理范围为由不予处理；请先用“要求说明理由”。",
        basis=OGI.at(35),
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
        basis=OGI.at(35),
    ),
    Condition(
        name="earlier_reply_in_register",
        label="前次答复在登记簿中",
        replies="重复申请，不予重复处理",
        concerns=_is(ReplyKind.REPEATED),
        is_met=lambda _, decision: decision.earlier is not None,
        sentence=(
            "登记簿中没有找到这份前次答复，请从列表中选择；"
            "前次答复早于本登记簿的，请写明文号和日期，并写明从哪里核对。"
        ),
        basis=OGI.at(36, item=6),
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="earlier_reply_of_same_applicant",
        label="前次答复给的是同一申请人",
        replies="重复申请，不予重复处理",
        concerns=_is(ReplyKind.REPEATED),
        is_met=_is_own_earlier_reply,
        sentence="选择的前次答复不是给本件申请人的，不能以重复申请答复，请重新选择前次答复。",
        basis=OGI.at(36, item=6),
        field="earlier",
    ),
    Condition(
        name="earlier_reply_to_a_request",
        label="前次答复是对政府信息公开申请的答复",
        replies="重复申请，不予重复处理",
        concerns=_is(ReplyKind.REPEATED),
        is_met=_earlier_answered_a_request,
        sentence=(
            "前次是对信访、投诉、举报或者咨询的告知，再次提出的仍不是政府信息公开申请，"
            "请改选“信访、投诉、举报，不作为申请处理”或者“咨询，不作为申请处理”。"
        ),
        basis=OGI.at(39, 1),
    ),
    Condition(
        name="transfer_due",
        label="移交档案馆的期限届满",
        replies="已移交国家档案馆",
        concerns=_is(ReplyKind.IN_ARCHIVES),
        is_met=lambda course, decision: (
            decision.transfer_due_on is not None and course.on > decision.transfer_due_on
        ),
        sentence=(
            "该档案的移交期限还没有届满（自形成之日起县级10年，设区的市级以上20年），"
            "提前移交的仍由本机关办理，请改选答复类型，或者核对信息形成日期。"
        ),
        basis=ARCHIVES_LAW.at(15, 2),
        field="made_on",
    ),
    Condition(
        name="joined_case_in_register",
        label="并入的申请在登记簿中",
        replies="并入其他申请一并办理",
        concerns=_is(ReplyKind.MERGED),
        is_met=lambda _, decision: decision.joined_is_known,
        sentence="登记簿中没有“并入的申请”所写的编号，或者就是本件，请从列表中选择。",
        basis=None,
        field="joined",
    ),
    Condition(
        name="withdrawn_by_its_own_act",
        label="登记撤回申请",
        replies="申请人撤回申请",
        concerns=_is(ReplyKind.WITHDRAWN),
        is_met=lambda *_: False,
        sentence="申请人撤回的，请用“登记撤回申请”办理，不必作出答复。",
        basis=None,
    ),
)
