"""The kinds of reply: what each is called, rests on, must say, and where the report counts it."""

from enum import Enum

from rules.law import Basis
from rules.outcomes import Group, Outcome, Remedy
from rules.provisions import Provision


class Fact(Enum):
    """Something a reply has to say besides its decision; the value is its name on the form."""

    ACCESS_WAY = "获取信息的方式、途径"
    ACCESS_TIME = "获取信息的时间"
    PROVIDED_ITEMS = "提供的信息名称、载体和附件清单"
    WITHHELD_PARTS = "不予公开的部分及逐项理由"
    REASONS = "理由"
    SECRECY_GROUND = "确定为国家秘密的依据（不写密点）"
    BARRING_PROVISION = "禁止公开的法律、行政法规及条款"
    THIRD_PARTY_ANSWER = "征求第三方意见的结果"
    PUBLIC_INTEREST = "对公共利益影响的衡量"
    SPECIAL_PROVISION = "应当依照的法律、行政法规"
    OTHER_BODY = "应当前往的机构"
    SEARCH_RECORD = "检索的范围、方式、关键词和结果"
    RESPONSIBLE_AGENCY = "负责公开的机关"
    CONTACT = "联系方式"
    WORK_NEEDED = "需要加工、分析的内容"
    CORRECTION_COURSE = "补正告知和补正的经过"
    EARLIER_REPLY = "前次答复的文号、日期"
    PROPER_CHANNEL = "可以提出诉求的渠道"
    PUBLICATION_SOURCE = "公开出版物的获取途径"
    REQUEST_COUNTS = "申请数量、频次的统计"
    REASONS_COURSE = "要求说明理由和申请人说明的情况"
    FEE_COURSE = "收费通知的送达日期和缴费截止日期"
    WITHDRAWAL = "撤回的意思表示及日期"
    ARCHIVE = "保管档案的国家档案馆名称"
    RECORD_CHECKED = "核实的证据和结果"
    MADE_ON = "信息的形成日期"
    NATURE = "信息由谁制作、保管"
    JOINED_CASE = "并入的申请编号"

    @property
    def label(self) -> str:
        """The name of the fact as a form or a problem shows it."""
        return self.value


class PartyNature(Enum):
    """Why information of a party organisation is none of the office; the value follows 该信息."""

    MADE_BY_PARTY = "由党组织制作"
    JOINT = "由党组织与行政机关联合制作，以党组织文号印发"

    @property
    def label(self) -> str:
        """The words of the list a clerk chooses from."""
        return self.value


_REPLY = "政府信息公开申请答复书"
_NOTICE = "政府信息公开申请告知书"
_CLOSED = "不再处理政府信息公开申请告知书"
_REFUSE = Provision.REFUSED


class ReplyKind(Enum):
    """What the clerk replies. Deferral (条例35) is a step and no reply, so it is not here.

    `outcome` is the row the report counts by default and `remedy` the paragraph under the law now
    in force; `rules.mixed_replies` and `rules.remedies` apply the office's practice and the law of
    the day. `required_facts` must be in the letter, `optional_facts` where there are any.
    """

    ALREADY_PUBLIC = (
        Outcome.DISCLOSED,
        "已主动公开，告知获取途径",
        _REPLY,
        (Provision.ALREADY_PUBLIC,),
        (Fact.ACCESS_WAY,),
    )
    PROVIDED = (
        Outcome.DISCLOSED,
        "予以公开，提供信息",
        _REPLY,
        (Provision.PROVIDED,),
        (Fact.PROVIDED_ITEMS,),
    )
    ACCESS_TOLD = (
        Outcome.DISCLOSED,
        "予以公开，告知获取方式和时间",
        _REPLY,
        (Provision.PROVIDED,),
        (Fact.ACCESS_WAY, Fact.ACCESS_TIME),
    )
    PARTLY = (
        Outcome.PARTLY_DISCLOSED,
        "部分公开（区分处理）",
        _REPLY,
        (Provision.SEVERANCE,),
        (Fact.PROVIDED_ITEMS, Fact.WITHHELD_PARTS),
    )
    REFUSED_STATE_SECRET = (
        Outcome.STATE_SECRET,
        "不予公开：国家秘密",
        _REPLY,
        (Provision.NEVER_DISCLOSED, _REFUSE),
        (Fact.REASONS, Fact.SECRECY_GROUND),
    )
    REFUSED_BARRED_BY_LAW = (
        Outcome.BARRED_BY_LAW,
        "不予公开：法律、行政法规禁止公开",
        _REPLY,
        (Provision.NEVER_DISCLOSED, _REFUSE),
        (Fact.REASONS, Fact.BARRING_PROVISION),
    )
    REFUSED_SECURITY_OR_STABILITY = (
        Outcome.SECURITY_OR_STABILITY,
        "不予公开：可能危及国家安全、公共安全、经济安全、社会稳定",
        _REPLY,
        (Provision.NEVER_DISCLOSED, _REFUSE),
        (Fact.REASONS,),
    )
    REFUSED_THIRD_PARTY_RIGHTS = (
        Outcome.THIRD_PARTY_RIGHTS,
        "不予公开：损害第三方合法权益",
        _REPLY,
        (Provision.THIRD_PARTY_RIGHTS, Provision.THIRD_PARTY_ASKED, _REFUSE),
        (Fact.REASONS, Fact.PUBLIC_INTEREST),
        (Fact.THIRD_PARTY_ANSWER,),
    )
    REFUSED_INTERNAL_AFFAIRS = (
        Outcome.INTERNAL_AFFAIRS,
        "不予公开：内部事务信息",
        _REPLY,
        (Provision.INTERNAL_AFFAIRS, _REFUSE),
        (Fact.REASONS,),
    )
    REFUSED_WORKING_PAPERS = (
        Outcome.WORKING_PAPERS,
        "不予公开：过程性信息",
        _REPLY,
        (Provision.WORKING_PAPERS, _REFUSE),
        (Fact.REASONS,),
    )
    REFUSED_ENFORCEMENT_FILE = (
        Outcome.ENFORCEMENT_FILE,
        "不予公开：行政执法案卷",
        _REPLY,
        (Provision.WORKING_PAPERS, _REFUSE),
        (Fact.REASONS,),
    )
    REGISTRY_QUERY = (
        Outcome.REGISTRY_QUERY,
        "属于行政查询事项（工商、不动产登记资料等）",
        _REPLY,
        (Provision.SPECIAL_RULES,),
        (Fact.SPECIAL_PROVISION, Fact.OTHER_BODY),
    )
    NOT_EXISTING = (
        Outcome.NOT_HELD,
        "政府信息不存在",
        _REPLY,
        (Provision.NOT_HELD,),
        (),
        (Fact.REASONS, Fact.SEARCH_RECORD),
    )
    NOT_THIS_AGENCY = (
        Outcome.NOT_HELD,
        "不属于本机关负责公开",
        _REPLY,
        (Provision.ELSEWHERE,),
        (Fact.REASONS,),
        (Fact.RESPONSIBLE_AGENCY, Fact.CONTACT),
    )
    WOULD_HAVE_TO_BE_MADE = (
        Outcome.WOULD_HAVE_TO_BE_MADE,
        "需要加工、分析，不予提供",
        _REPLY,
        (Provision.WOULD_HAVE_TO_BE_MADE,),
        (Fact.REASONS, Fact.WORK_NEEDED),
    )
    STILL_UNCLEAR = (
        Outcome.STILL_UNCLEAR,
        "补正后仍不明确，无法提供",
        _REPLY,
        (Provision.CORRECTION,),
        (Fact.REASONS,),
        (Fact.CORRECTION_COURSE,),
    )
    PETITION_OR_COMPLAINT = (
        Outcome.PETITION_OR_COMPLAINT,
        "信访、投诉、举报，不作为申请处理",
        _NOTICE,
        (Provision.PETITION,),
        (Fact.REASONS,),
        (Fact.PROPER_CHANNEL,),
    )
    ENQUIRY = (
        Outcome.PETITION_OR_COMPLAINT,
        "咨询，不作为申请处理",
        _NOTICE,
        (Provision.GOVERNMENT_INFORMATION,),
        (Fact.REASONS,),
        (Fact.PROPER_CHANNEL,),
    )
    REPEATED = (
        Outcome.REPEATED,
        "重复申请，不予重复处理",
        _NOTICE,
        (Provision.REPEATED,),
        (Fact.EARLIER_REPLY,),
    )
    PUBLICATION = (
        Outcome.PUBLICATION,
        "公开出版物，告知获取途径",
        _NOTICE,
        (Provision.PUBLICATION,),
        (Fact.PUBLICATION_SOURCE,),
    )
    EXCESSIVE = (
        Outcome.EXCESSIVE,
        "数量、频次明显超过合理范围，理由不合理",
        _NOTICE,
        (Provision.EXCESSIVE,),
        (Fact.REQUEST_COUNTS,),
        (Fact.REASONS_COURSE,),
    )
    CONFIRM_OR_REISSUE = (
        Outcome.CONFIRM_OR_REISSUE,
        "要求确认或重新出具已获取的信息",
        _NOTICE,
        (),
        (Fact.REASONS,),
        (Fact.EARLIER_REPLY,),
    )
    CORRECTION_LAPSED = (
        Outcome.CORRECTION_LAPSED,
        "逾期不补正，不再处理",
        _CLOSED,
        (Provision.CORRECTION,),
        (),
        (Fact.CORRECTION_COURSE,),
    )
    FEE_LAPSED = (
        Outcome.FEE_LAPSED,
        "逾期未缴费，不再处理",
        _CLOSED,
        (Provision.FEE_NOTICE,),
        (),
        (Fact.FEE_COURSE,),
    )
    WITHDRAWN = (
        Outcome.OTHERWISE_CLOSED,
        "申请人撤回申请",
        "撤回政府信息公开申请确认书",
        (),
        (Fact.WITHDRAWAL,),
        (),
        Remedy.NONE,
    )
    TRANSFERRED = (
        Outcome.NOT_HELD,
        "不属于本机关负责公开，并转送其他机关",
        _REPLY,
        (Provision.ELSEWHERE,),
        (Fact.REASONS, Fact.RESPONSIBLE_AGENCY, Fact.CONTACT),
    )
    MERGED = (
        Outcome.OTHERWISE_CLOSED,
        "并入其他申请一并办理",
        _NOTICE,
        (),
        (Fact.REASONS, Fact.JOINED_CASE),
    )
    IN_ARCHIVES = (
        Outcome.NOT_HELD,
        "已移交国家档案馆",
        _REPLY,
        (Provision.ARCHIVED,),
        (Fact.ARCHIVE, Fact.MADE_ON),
    )
    PARTY_INFORMATION = (
        Outcome.OTHERWISE_CLOSED,
        "党组织制作或者党政混合信息",
        _REPLY,
        (Provision.GOVERNMENT_INFORMATION,),
        (Fact.REASONS, Fact.NATURE),
        (Fact.PROPER_CHANNEL,),
    )
    NOT_GOVERNMENT_INFORMATION = (
        Outcome.OTHERWISE_CLOSED,
        "不属于政府信息",
        _REPLY,
        (Provision.GOVERNMENT_INFORMATION,),
        (Fact.REASONS,),
    )
    OWN_FILE = (
        Outcome.REGISTRY_QUERY,
        "以信息公开名义查阅本人案卷",
        _REPLY,
        (Provision.SPECIAL_RULES,),
        (Fact.REASONS, Fact.SPECIAL_PROVISION, Fact.OTHER_BODY),
    )
    RECORD_CORRECTION = (
        Outcome.OTHERWISE_CLOSED,
        "更正政府信息记录的答复",
        "政府信息更正申请答复书",
        (Provision.RECORD_CORRECTED,),
        (Fact.RECORD_CHECKED,),
        (Fact.RESPONSIBLE_AGENCY, Fact.CONTACT),
    )
    OTHERWISE = (Outcome.OTHERWISE_CLOSED, "其他情形", _NOTICE, (), (Fact.REASONS,))

    def __init__(
        self,
        outcome: Outcome,
        label: str,
        title: str,
        bases: tuple[Basis, ...],
        required_facts: tuple[Fact, ...],
        optional_facts: tuple[Fact, ...] = (),
        remedy: Remedy | None = None,
    ) -> None:
        self.outcome = outcome
        self.label = label
        self.title = title
        self.bases = bases
        self.required_facts = required_facts
        self.optional_facts = optional_facts
        self.remedy = outcome.remedy if remedy is None else remedy

    @property
    def required_words(self) -> tuple[str, ...]:
        """The names of the facts the letter must give."""
        return tuple(fact.label for fact in self.required_facts)

    @property
    def own_name(self) -> str:
        """What its letter calls itself, as the remedy paragraph refers to it."""
        return "本告知书" if self.title.endswith("告知书") else "本答复"

    @property
    def group(self) -> Group:
        """The heading of the report it falls under by default."""
        return self.outcome.group

    @property
    def closes_the_whole_request(self) -> bool:
        """Whether it ends the request as such, so that no other reply can stand beside it."""
        return self in _WHOLE


_WHOLE = frozenset(
    {
        ReplyKind.EXCESSIVE,
        ReplyKind.CORRECTION_LAPSED,
        ReplyKind.FEE_LAPSED,
        ReplyKind.WITHDRAWN,
        ReplyKind.TRANSFERRED,
        ReplyKind.MERGED,
        ReplyKind.RECORD_CORRECTION,
    }
)
