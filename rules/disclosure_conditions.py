"""What must have happened before information is given out, or kept for somebody else's sake."""

from rules.condition import RIGHTS, Condition, ConditionStage, Force, gives_out, is_one_of, rests_on
from rules.item_review import finding_of, unreviewed
from rules.provisions import Provision
from rules.replies import ReplyKind
from rules.reply_course import Answer, Course, Decision


def _no_third_party_open(course: Course, _decision: Decision) -> bool:
    return not any(one.is_open(course.on) for one in course.third_parties)


def _not_all_consented(course: Course, _decision: Decision) -> bool:
    asked = course.third_parties
    return not asked or any(one.answer is not Answer.CONSENT for one in asked)


def _overrides_an_objection(course: Course, decision: Decision) -> bool:
    withheld = RIGHTS in decision.grounds or RIGHTS in decision.replies
    return decision.gives_out and not withheld and bool(course.objections)


def _joint_maker_agrees(course: Course, _decision: Decision) -> bool:
    return not any(
        one.is_joint_maker and one.answer is Answer.REFUSE and one.has_answered(course.on)
        for one in course.consultations
    )


def _nothing_withheld(course: Course, decision: Decision) -> bool:
    found = (finding_of(item, course.findings) for item in decision.disclosed)
    return not any(one is not None and one.is_withheld for one in found)


def _no_doubt_left(course: Course, _decision: Decision) -> bool:
    settled_on = course.doubts_settled_on
    doubts = [one for one in course.findings if one.is_in_doubt]
    return all(settled_on is not None and settled_on >= one.on for one in doubts)


DISCLOSURE: tuple[Condition, ...] = (
    Condition(
        name="third_party_asked",
        label="书面征求第三方意见",
        replies="不予公开：损害第三方合法权益",
        concerns=is_one_of(RIGHTS),
        is_met=lambda course, _: bool(course.third_parties),
        sentence=(
            "没有征求第三方意见的记录，不能以损害第三方合法权益为由不予公开；"
            "请先用“征求第三方意见”发出征求意见书。"
        ),
        basis=Provision.THIRD_PARTY_ASKED,
    ),
    Condition(
        name="third_party_asked_about_a_part",
        label="书面征求第三方意见",
        replies="部分公开，不予公开部分涉及第三方合法权益",
        concerns=lambda _, decision: RIGHTS in decision.grounds and RIGHTS not in decision.replies,
        is_met=lambda course, _: bool(course.third_parties),
        sentence=(
            "没有征求第三方意见的记录，不予公开的部分却以第三方合法权益为依据；"
            "请先征求意见，确有理由不征求的（如仅隐去证件号码、电话）请写明理由。"
        ),
        basis=Provision.THIRD_PARTY_ASKED,
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="third_party_answered",
        label="第三方已答复，或者其15个工作日届满",
        replies="不予公开：损害第三方合法权益（含部分公开）",
        concerns=rests_on(RIGHTS),
        is_met=_no_third_party_open,
        sentence=(
            "第三方尚未答复，提出意见的期限也没有届满（自其收到征求意见书之日起计算）；"
            "请登记第三方意见或者其收到征求意见书的日期，期限届满后再作出答复。"
        ),
        basis=Provision.THIRD_PARTY_ASKED,
    ),
    Condition(
        name="third_party_did_not_consent",
        label="第三方没有全部同意公开",
        replies="不予公开：损害第三方合法权益（含部分公开）",
        concerns=rests_on(RIGHTS),
        is_met=_not_all_consented,
        sentence="登记的第三方意见都是同意公开，不能再以损害第三方合法权益为由不予公开，请改选答复类型。",
        basis=Provision.THIRD_PARTY_RIGHTS,
    ),
    Condition(
        name="public_interest_weighed",
        label="权衡公共利益",
        replies="不予公开：损害第三方合法权益（含部分公开）",
        concerns=rests_on(RIGHTS),
        is_met=lambda _, decision: bool(decision.public_interest.strip()),
        sentence="以损害第三方合法权益为由不予公开的，应当权衡不公开对公共利益的影响，请填写公共利益的衡量。",
        basis=Provision.THIRD_PARTY_RIGHTS,
        field="public_interest",
    ),
    Condition(
        name="consultations_closed",
        label="征求的意见都已答复，或者期限届满",
        replies="予以公开、部分公开",
        concerns=gives_out,
        is_met=lambda course, _: not course.open_consultations,
        sentence=(
            "征求意见尚未答复，期限也没有届满，现在不能决定公开；"
            "请登记收到的意见或者对方收到征求意见书的日期，期限届满后再作出答复。"
        ),
        basis=Provision.NOT_COUNTED,
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
        basis=Provision.THIRD_PARTY_ASKED,
        field="public_interest",
    ),
    Condition(
        name="joint_maker_agrees",
        label="共同制作机关没有反对",
        replies="予以公开、部分公开",
        concerns=gives_out,
        is_met=_joint_maker_agrees,
        sentence="共同制作机关不同意公开，仍决定公开的，请写明协商、确认的情况和理由。",
        basis=Provision.AGENCIES_AGREE,
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="referral_answered",
        label="报请确定已有答复",
        replies="予以公开、部分公开",
        concerns=gives_out,
        is_met=lambda course, _: not course.referral_is_open,
        sentence="能否公开正在报请确定，答复之前不能决定公开；请先登记确定意见。",
        basis=Provision.REFERRAL,
    ),
    Condition(
        name="reviewed",
        label="公开审查和保密审查",
        replies="予以公开、部分公开",
        concerns=gives_out,
        is_met=lambda course, _: course.reviewed_on is not None,
        sentence="拟公开的信息没有审查记录，不能送达；请先用“登记审查”登记公开审查和保密审查意见。",
        basis=Provision.SECRECY_REVIEW,
        stage=ConditionStage.SERVICE,
    ),
    Condition(
        name="secrecy_reviewed",
        label="保密审查",
        replies="不予公开：国家秘密",
        concerns=rests_on(ReplyKind.REFUSED_STATE_SECRET),
        is_met=lambda course, _: course.reviewed_on is not None,
        sentence="没有登记保密审查意见，以国家秘密为由不予公开的，请先登记审查，或者写明不登记的理由。",
        basis=Provision.SECRECY_REVIEW,
        force=Force.WARNS,
        field="in_spite",
    ),
    Condition(
        name="items_reviewed",
        label="每一项都经过审查（一事一审）",
        replies="予以公开、部分公开，两项以上",
        concerns=lambda course, decision: (
            decision.gives_out and course.is_reviewed_by_item and len(decision.disclosed) > 1
        ),
        is_met=lambda course, decision: not unreviewed(decision.disclosed, course.findings),
        sentence="拟公开的信息还有没审查的项，不能送达；请用“登记审查”逐项登记审查结果。",
        basis=Provision.REVIEW,
        stage=ConditionStage.SERVICE,
    ),
    Condition(
        name="items_not_withheld",
        label="拟公开的项没有审查为不予公开",
        replies="予以公开、部分公开",
        concerns=gives_out,
        is_met=_nothing_withheld,
        sentence="拟公开的信息里有审查为不予公开或者涉密的项，不能送达；请撤销答复后改作部分公开，或者重新登记审查。",
        basis=Provision.REVIEW,
        stage=ConditionStage.SERVICE,
    ),
    Condition(
        name="doubts_settled",
        label="审查不能确定的已报请确定或者会商",
        replies="予以公开、部分公开",
        concerns=gives_out,
        is_met=_no_doubt_left,
        sentence="审查有不能确定的项，不能送达；请用“报请确定”报有关主管部门或者保密行政管理部门，或者用“登记会商”办理。",
        basis=Provision.REFERRAL,
        stage=ConditionStage.SERVICE,
    ),
    Condition(
        name="counselled",
        label="法律顾问意见",
        replies="本机关规定须经法律审核的",
        concerns=lambda _, decision: bool(decision.counsel_reasons),
        is_met=lambda course, _: course.counselled_on is not None,
        sentence="按本机关的规定，本件须经法律顾问或者公职律师审核，不能送达；请用“送法律审核”办理，并用“登记法律意见”登记意见。",
        basis=None,
        stage=ConditionStage.SERVICE,
    ),
    Condition(
        name="not_sent_back",
        label="呈批没有被退回",
        replies="各种答复",
        concerns=lambda course, _: course.is_sent_back,
        is_met=lambda course, _: not course.is_sent_back,
        sentence="呈批被退回后还没有重新签批，不能送达；请修改后用“登记呈批意见”或者“登记签发”登记。",
        basis=None,
        stage=ConditionStage.SERVICE,
    ),
)
