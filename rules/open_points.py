"""The points the law leaves open: what each is called, what it does, and why it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from rules.law import Basis
from rules.outcomes import Outcome, Remedy
from rules.provisions import Provision


class SettingGroup(Enum):
    """A heading of the settings screen."""

    CLOCKS = "期限"
    FEES = "信息处理费"
    OUTCOMES = "答复归类与救济"


_CLOCKS, _FEES, _OUTCOMES = SettingGroup.CLOCKS, SettingGroup.FEES, SettingGroup.OUTCOMES


@dataclass(frozen=True, slots=True)
class Point:
    """An open point of the law.

    `help` says what each answer does, `source` what the law says and does not say, `bases` where.
    `choices` lists the rows or remedies to choose from; a number lies between `least` and `most`
    and is usually one of `suggested`; a point with neither is a yes or a no.
    """

    group: SettingGroup
    label: str
    help: str
    source: str
    bases: tuple[Basis, ...]
    choices: tuple[Outcome | Remedy, ...] = ()
    least: int = 0
    most: int = 0
    unit: str = ""
    suggested: tuple[int, ...] = ()

    @property
    def attested(self) -> bool:
        """Whether every provision behind the point was seen."""
        return all(basis.attested for basis in self.bases)


POINTS: Mapping[str, Point] = MappingProxyType(
    {
        "correction_period_days": Point(
            _CLOCKS,
            "补正期限",
            "补正告知书中给申请人的补正期限，自申请人收到告知书的次日起计算，可以逐件另定。",
            "条例只要求“合理的补正期限”，没有规定天数，各地常用10个或15个工作日。",
            (Provision.CORRECTION,),
            least=1,
            most=60,
            unit="个工作日",
            suggested=(10, 15),
        ),
        "sent_day_counts": Point(
            _CLOCKS,
            "发出征求意见书当日计入答复期限",
            "选“是”，自发出的次日起停止计算，到期较早；选“否”，发出当日即停止计算。",
            "条例只规定征求意见所需时间不计算在内，未规定首日是否扣除。",
            (Provision.NOT_COUNTED,),
        ),
        "answer_day_counts": Point(
            _CLOCKS,
            "收到征求意见回复当日计入答复期限",
            "选“否”，自收到回复的次日起恢复计算；选“是”，收到当日即恢复计算，到期更早一日。",
            "条例只规定征求意见所需时间不计算在内，未规定末日是否扣除。",
            (Provision.NOT_COUNTED,),
        ),
        "secrecy_referral_pauses": Point(
            _CLOCKS,
            "报保密部门或主管部门确定期间停止计算",
            "选“否”，报请确定期间答复期限照常计算；选“是”，按征求其他机关意见扣除。",
            f"{Provision.REVIEW.short}规定了报请确定，{Provision.NOT_COUNTED.short}列举的不计入事项中没有写明这一情形。",
            (Provision.REFERRAL, Provision.NOT_COUNTED),
        ),
        "reasons_asked_stops": Point(
            _CLOCKS,
            "要求说明理由期间停止计算",
            "选“否”，等待申请人说明理由期间答复期限照常计算；选“是”，至收到说明之日停止计算。",
            f"{Provision.EXCESSIVE.short}没有规定说明理由的期间是否扣除。",
            (Provision.EXCESSIVE,),
        ),
        "late_correction_notice_stops": Point(
            _CLOCKS,
            "逾期发出的补正告知仍使期限重新起算",
            "选“是”，超过7个工作日才告知补正的，仍自收到补正的申请之日起重新计算，并提示逾期；"
            "选“否”，原答复期限继续计算。",
            "条例规定答复期限自收到补正的申请之日起计算，未规定逾期告知的后果。",
            (Provision.CORRECTION,),
        ),
        "late_correction_presumed_excused": Point(
            _CLOCKS,
            "逾期补正未作认定前按有正当理由办理",
            "选“是”，逾期收到补正的申请而尚未认定理由时，先重新起算，以免漏办；选“否”，视为放弃申请。",
            "条例规定无正当理由逾期不补正的视为放弃，未规定由谁、何时认定正当理由。",
            (Provision.CORRECTION,),
        ),
        "payment_opens_fresh_period": Point(
            _CLOCKS,
            "缴费后重新计算答复期限",
            "选“是”，自完成缴费的次日起重新计算全部答复期限；选“否”，接着原期限剩余的工作日计算。",
            f"{Provision.FEE_PAID.short}未核到原文，通行表述为自完成缴费次日起重新计算。",
            (Provision.FEE_PAID,),
        ),
        "extension_after_payment": Point(
            _CLOCKS,
            "缴费后重新起算的期限可以延长",
            "选“是”，缴费前延长过的，重新起算后仍可再延长一次，并提示风险；选“否”，不得再延长。",
            "条例和处理费办法都没有规定缴费后能否再次延长。",
            (Provision.REPLY_PERIOD, Provision.FEE_PAID),
        ),
        "withdrawn_counts_for_fee": Point(
            _FEES,
            "已撤回的申请计入当月件数",
            "选“是”，撤回的申请仍占当月件数；选“否”，计算件数时除去。",
            "处理费办法未见对撤回件的规定。",
            (Provision.CHARGED_BY_REQUEST,),
        ),
        "split_parts_count_for_fee": Point(
            _FEES,
            "拆分的申请逐件计数",
            "选“是”，一份申请按一事一申请拆分后，拆成几件计几件；选“否”，仍计一件。",
            "处理费办法规定可以按合理的最小单位拆分计算件数，是否拆分由本机关决定。",
            (Provision.CHARGED_BY_REQUEST,),
        ),
        "co_applicants_count_for_fee": Point(
            _FEES,
            "联名申请计入每个共同申请人的件数",
            "选“否”，联名申请只计入主申请人当月的件数；选“是”，也计入其他共同申请人的件数。",
            "处理费办法未见对多人联名申请的规定。",
            (Provision.CHARGED_BY_REQUEST,),
        ),
        "page_fee_takes_number": Point(
            _FEES,
            "按量计收的申请占用当月件数",
            "选“是”，按量计收的申请也计入当月累计件数；选“否”，只计按件计收的申请。",
            "处理费办法按累计申请的件数计算，未区分该件按件还是按量计收。",
            (Provision.CHARGED_ONE_WAY, Provision.CHARGED_BY_REQUEST),
        ),
        "registry_query_remedy": Point(
            _OUTCOMES,
            "行政查询事项的救济途径",
            "年报归入“不予公开”，"
            f"但依据的是{Provision.SPECIAL_RULES.short}而不是不予公开的各条，默认可以复议也可以直接起诉。",
            "复议前置主要针对依据不予公开的各条作出的决定，各地对查询事项做法不一。",
            (Provision.SPECIAL_RULES, Provision.RECONSIDERATION_FIRST),
            choices=(Remedy.EITHER, Remedy.RECONSIDERATION_FIRST),
        ),
        "archives_outcome": Point(
            _OUTCOMES,
            "已移交国家档案馆的年报归类",
            "移交期限届满的档案按档案利用规定办理，默认归入“本机关不掌握相关政府信息”。",
            "年报格式没有对应的行，各地归入“本机关不掌握”或者“其他”。",
            (Provision.ARCHIVED,),
            choices=(Outcome.NOT_HELD, Outcome.OTHERWISE_CLOSED),
        ),
        "party_information_outcome": Point(
            _OUTCOMES,
            "党组织制作或者党政混合信息的年报归类",
            "征询党委办公部门意见后处理的，默认归入“其他处理”的“其他”。",
            "条例所称政府信息由行政机关制作或者获取，年报格式没有对应的行。",
            (Provision.GOVERNMENT_INFORMATION,),
            choices=(Outcome.OTHERWISE_CLOSED, Outcome.NOT_HELD),
        ),
        "not_ogi_outcome": Point(
            _OUTCOMES,
            "不属于政府信息的年报归类",
            "所申请的内容不属于政府信息的，默认归入“其他处理”的“其他”。",
            "年报格式没有对应的行。",
            (Provision.GOVERNMENT_INFORMATION,),
            choices=(Outcome.OTHERWISE_CLOSED, Outcome.NOT_HELD),
        ),
        "own_file_outcome": Point(
            _OUTCOMES,
            "查阅本人案卷的年报归类",
            "告知依照专门规定查阅的，默认归入“行政查询事项”；归入“行政执法案卷”的，须先复议后诉讼。",
            "2011年司法解释的相应规定已经废止，现行规定未写明归类。",
            (Provision.SPECIAL_RULES, Provision.WORKING_PAPERS),
            choices=(Outcome.REGISTRY_QUERY, Outcome.ENFORCEMENT_FILE),
        ),
        "reopened_keeps_first_closing": Point(
            _OUTCOMES,
            "重新答复的申请仍按首次办结计入年报",
            "选“是”，答复被撤销后重新作出的，不改变首次办结的年度和归类，重新答复的结果记在案件里；"
            "选“否”，按最后一次答复的日期和类型计入，重新答复以前作为未办结。",
            "没有见到官方文字。年报格式只要求统计“本年度办理结果”，未写明答复被撤销后如何计；"
            "复议、诉讼结果另计入表四。",
            (Provision.REPORT_FORM,),
        ),
        "enquiry_outcome": Point(
            _OUTCOMES,
            "咨询的年报归类",
            "以申请的形式提出咨询的，默认归入“信访举报投诉类申请”。",
            f"{Provision.PETITION.short}只列举了信访、投诉、举报，实务中咨询多归入这一行。",
            (Provision.PETITION,),
            choices=(Outcome.PETITION_OR_COMPLAINT, Outcome.OTHERWISE_CLOSED),
        ),
    }
)
