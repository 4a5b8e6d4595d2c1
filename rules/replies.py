"""The kinds of reply: what each is called, rests on, must say, and where the report counts it."""

from enum import Enum
from typing import NamedTuple

from rules.law import Basis
from rules.outcomes import Group, Outcome, Remedy
from rules.provisions import Provision
from rules.reply_facts import Fact


class Question(Enum):
    """The questions of practice one of whose answers leads to a kind of reply."""

    CLARITY = "补不补"
    NATURE = "是不是"
    KEEPER = "谁负责"
    EXISTENCE = "有没有"
    DISCLOSURE = "给不给"
    MANNER = "怎么给"


class LeadingAnswer(NamedTuple):
    """The answer that leads to a kind of reply; registers keep it under `name`, where it has one.

    Without one it is kept under the name of the kind.
    """

    question: Question
    words: str
    name: str = ""


_REPLY = "政府信息公开申请答复书"
_NOTICE = "政府信息公开申请告知书"
_CLOSED = "不再处理政府信息公开申请告知书"
_REFUSE = Provision.REFUSED


class ReplyKind(Enum):
    """What the clerk replies. Deferral (条例35) is a step and no reply, so it is not here.

    `answer` is what the seven questions come to it by. `outcome` is the row the report counts by
    default and `remedy` the paragraph under the law now
    in force; `rules.mixed_replies` and `rules.remedies` apply the office's practice and the law of
    the day. `required_facts` must be in the letter, `optional_facts` where there are any.
    """

    ALREADY_PUBLIC = (
        Outcome.DISCLOSED,
        "已主动公开，告知获取途径",
        LeadingAnswer(Question.MANNER, "已经主动公开，告知获取途径", "PUBLIC"),
        _REPLY,
        (Provision.ALREADY_PUBLIC,),
        (Fact.ACCESS_WAY,),
    )
    PROVIDED = (
        Outcome.DISCLOSED,
        "予以公开，提供信息",
        LeadingAnswer(Question.MANNER, "直接提供"),
        _REPLY,
        (Provision.PROVIDED,),
        (Fact.PROVIDED_ITEMS,),
    )
    ACCESS_TOLD = (
        Outcome.DISCLOSED,
        "予以公开，告知获取方式和时间",
        LeadingAnswer(Question.MANNER, "告知获取的方式、途径和时间", "TOLD"),
        _REPLY,
        (Provision.PROVIDED,),
        (Fact.ACCESS_WAY, Fact.ACCESS_TIME),
    )
    PARTLY = (
        Outcome.PARTLY_DISCLOSED,
        "部分公开（区分处理）",
        LeadingAnswer(Question.DISCLOSURE, "部分可以公开，能够区分处理"),
        _REPLY,
        (Provision.SEVERANCE,),
        (Fact.PROVIDED_ITEMS, Fact.WITHHELD_PARTS),
    )
    REFUSED_STATE_SECRET = (
        Outcome.STATE_SECRET,
        "不予公开：国家秘密",
        LeadingAnswer(Question.DISCLOSURE, "是国家秘密", "STATE_SECRET"),
        _REPLY,
        (Provision.NEVER_DISCLOSED, _REFUSE),
        (Fact.REASONS, Fact.SECRECY_GROUND),
    )
    REFUSED_BARRED_BY_LAW = (
        Outcome.BARRED_BY_LAW,
        "不予公开：法律、行政法规禁止公开",
        LeadingAnswer(Question.DISCLOSURE, "法律、行政法规禁止公开", "BARRED"),
        _REPLY,
        (Provision.NEVER_DISCLOSED, _REFUSE),
        (Fact.REASONS, Fact.BARRING_PROVISION),
    )
    REFUSED_SECURITY_OR_STABILITY = (
        Outcome.SECURITY_OR_STABILITY,
        "不予公开：可能危及国家安全、公共安全、经济安全、社会稳定",
        LeadingAnswer(Question.DISCLOSURE, "公开可能危及安全、稳定", "SECURITY"),
        _REPLY,
        (Provision.NEVER_DISCLOSED, _REFUSE),
        (Fact.REASONS,),
    )
    REFUSED_THIRD_PARTY_RIGHTS = (
        Outcome.THIRD_PARTY_RIGHTS,
        "不予公开：损害第三方合法权益",
        LeadingAnswer(Question.DISCLOSURE, "会损害第三方合法权益，第三方不同意", "THIRD_PARTY"),
        _REPLY,
        (Provision.THIRD_PARTY_RIGHTS, Provision.THIRD_PARTY_ASKED, _REFUSE),
        (Fact.REASONS, Fact.PUBLIC_INTEREST),
        (Fact.THIRD_PARTY_ANSWER,),
    )
    REFUSED_INTERNAL_AFFAIRS = (
        Outcome.INTERNAL_AFFAIRS,
        "不予公开：内部事务信息",
        LeadingAnswer(Question.DISCLOSURE, "是内部事务信息", "INTERNAL"),
        _REPLY,
        (Provision.INTERNAL_AFFAIRS, _REFUSE),
        (Fact.REASONS,),
    )
    REFUSED_WORKING_PAPERS = (
        Outcome.WORKING_PAPERS,
        "不予公开：过程性信息",
        LeadingAnswer(Question.DISCLOSURE, "是过程性信息", "PROCESS"),
        _REPLY,
        (Provision.WORKING_PAPERS, _REFUSE),
        (Fact.REASONS,),
    )
    REFUSED_ENFORCEMENT_FILE = (
        Outcome.ENFORCEMENT_FILE,
        "不予公开：行政执法案卷",
        LeadingAnswer(Question.DISCLOSURE, "是行政执法案卷信息", "ENFORCEMENT"),
        _REPLY,
        (Provision.WORKING_PAPERS, _REFUSE),
        (Fact.REASONS,),
    )
    REGISTRY_QUERY = (
        Outcome.REGISTRY_QUERY,
        "属于行政查询事项（工商、不动产登记资料等）",
        LeadingAnswer(Question.NATURE, "属于工商、不动产登记等专门查询", "REGISTRY"),
        _REPLY,
        (Provision.SPECIAL_RULES,),
        (Fact.SPECIAL_PROVISION, Fact.OTHER_BODY),
    )
    NOT_EXISTING = (
        Outcome.NOT_HELD,
        "政府信息不存在",
        LeadingAnswer(Question.EXISTENCE, "检索后没有", "NOT_FOUND"),
        _REPLY,
        (Provision.NOT_HELD,),
        (),
        (Fact.REASONS, Fact.SEARCH_RECORD),
    )
    NOT_THIS_AGENCY = (
        Outcome.NOT_HELD,
        "不属于本机关负责公开",
        LeadingAnswer(Question.KEEPER, "其他机关负责公开", "OTHER_AGENCY"),
        _REPLY,
        (Provision.ELSEWHERE,),
        (Fact.REASONS,),
        (Fact.RESPONSIBLE_AGENCY, Fact.CONTACT),
    )
    WOULD_HAVE_TO_BE_MADE = (
        Outcome.WOULD_HAVE_TO_BE_MADE,
        "需要加工、分析，不予提供",
        LeadingAnswer(Question.EXISTENCE, "需要另行加工、分析", "TO_BE_MADE"),
        _REPLY,
        (Provision.WOULD_HAVE_TO_BE_MADE,),
        (Fact.REASONS, Fact.WORK_NEEDED),
    )
    STILL_UNCLEAR = (
        Outcome.STILL_UNCLEAR,
        "补正后仍不明确，无法提供",
        LeadingAnswer(Question.CLARITY, "补正后仍不明确"),
        _REPLY,
        (Provision.CORRECTION,),
        (Fact.REASONS,),
        (Fact.CORRECTION_COURSE,),
    )
    PETITION_OR_COMPLAINT = (
        Outcome.PETITION_OR_COMPLAINT,
        "信访、投诉、举报，不作为申请处理",
        LeadingAnswer(Question.NATURE, "是信访、投诉、举报", "PETITION"),
        _NOTICE,
        (Provision.PETITION,),
        (Fact.REASONS,),
        (Fact.PROPER_CHANNEL,),
    )
    ENQUIRY = (
        Outcome.PETITION_OR_COMPLAINT,
        "咨询，不作为申请处理",
        LeadingAnswer(Question.NATURE, "是咨询"),
        _NOTICE,
        (Provision.GOVERNMENT_INFORMATION,),
        (Fact.REASONS,),
        (Fact.PROPER_CHANNEL,),
    )
    REPEATED = (
        Outcome.REPEATED,
        "重复申请，不予重复处理",
        LeadingAnswer(Question.NATURE, "重复申请，前次已经答复"),
        _NOTICE,
        (Provision.REPEATED,),
        (Fact.EARLIER_REPLY,),
    )
    PUBLICATION = (
        Outcome.PUBLICATION,
        "公开出版物，告知获取途径",
        LeadingAnswer(Question.NATURE, "要的是报纸、期刊等公开出版物"),
        _NOTICE,
        (Provision.PUBLICATION,),
        (Fact.PUBLICATION_SOURCE,),
    )
    EXCESSIVE = (
        Outcome.EXCESSIVE,
        "数量、频次明显超过合理范围，理由不合理",
        LeadingAnswer(Question.NATURE, "数量、频次明显超过合理范围，理由不合理"),
        _NOTICE,
        (Provision.EXCESSIVE,),
        (Fact.REQUEST_COUNTS,),
        (Fact.REASONS_COURSE,),
    )
    CONFIRM_OR_REISSUE = (
        Outcome.CONFIRM_OR_REISSUE,
        "要求确认或重新出具已获取的信息",
        LeadingAnswer(Question.NATURE, "要求确认或者重新出具已获取的信息", "REISSUE"),
        _NOTICE,
        (),
        (Fact.REASONS,),
        (Fact.EARLIER_REPLY,),
    )
    CORRECTION_LAPSED = (
        Outcome.CORRECTION_LAPSED,
        "逾期不补正，不再处理",
        LeadingAnswer(Question.CLARITY, "无正当理由逾期不补正", "NOT_CORRECTED"),
        _CLOSED,
        (Provision.CORRECTION,),
        (),
        (Fact.CORRECTION_COURSE,),
    )
    FEE_LAPSED = (
        Outcome.FEE_LAPSED,
        "逾期未缴费，不再处理",
        LeadingAnswer(Question.CLARITY, "逾期未按收费通知缴费", "NOT_PAID"),
        _CLOSED,
        (Provision.FEE_NOTICE,),
        (),
        (Fact.FEE_COURSE,),
    )
    WITHDRAWN = (
        Outcome.OTHERWISE_CLOSED,
        "申请人撤回申请",
        LeadingAnswer(Question.CLARITY, "申请人已经撤回"),
        "撤回政府信息公开申请确认书",
        (),
        (Fact.WITHDRAWAL,),
        (),
        Remedy.NONE,
    )
    TRANSFERRED = (
        Outcome.NOT_HELD,
        "不属于本机关负责公开，并转送其他机关",
        LeadingAnswer(Question.KEEPER, "其他机关负责公开，同时转送该机关", "PASSED_ON"),
        _REPLY,
        (Provision.ELSEWHERE,),
        (Fact.REASONS, Fact.RESPONSIBLE_AGENCY, Fact.CONTACT),
    )
    MERGED = (
        Outcome.OTHERWISE_CLOSED,
        "并入其他申请一并办理",
        LeadingAnswer(Question.NATURE, "与正在办理的另一件申请相同，一并办理"),
        _NOTICE,
        (),
        (Fact.REASONS, Fact.JOINED_CASE),
    )
    IN_ARCHIVES = (
        Outcome.NOT_HELD,
        "已移交国家档案馆",
        LeadingAnswer(Question.KEEPER, "已移交国家档案馆", "ARCHIVES"),
        _REPLY,
        (Provision.ARCHIVED,),
        (Fact.ARCHIVE, Fact.MADE_ON),
    )
    PARTY_INFORMATION = (
        Outcome.OTHERWISE_CLOSED,
        "党组织制作或者党政混合信息",
        LeadingAnswer(Question.NATURE, "要的是党组织制作的信息", "PARTY"),
        _REPLY,
        (Provision.GOVERNMENT_INFORMATION,),
        (Fact.REASONS, Fact.NATURE),
        (Fact.PROPER_CHANNEL,),
    )
    NOT_GOVERNMENT_INFORMATION = (
        Outcome.OTHERWISE_CLOSED,
        "不属于政府信息",
        LeadingAnswer(Question.NATURE, "要的不是政府信息", "NOT_INFORMATION"),
        _REPLY,
        (Provision.GOVERNMENT_INFORMATION,),
        (Fact.REASONS,),
    )
    OWN_FILE = (
        Outcome.REGISTRY_QUERY,
        "以信息公开名义查阅本人案卷",
        LeadingAnswer(Question.NATURE, "以信息公开名义查阅本人案卷"),
        _REPLY,
        (Provision.SPECIAL_RULES,),
        (Fact.REASONS, Fact.SPECIAL_PROVISION, Fact.OTHER_BODY),
    )
    RECORD_CORRECTION = (
        Outcome.OTHERWISE_CLOSED,
        "更正政府信息记录的答复",
        LeadingAnswer(Question.NATURE, "要求更正与自身相关的记录"),
        "政府信息更正申请答复书",
        (Provision.RECORD_CORRECTED,),
        (Fact.RECORD_CHECKED,),
        (Fact.RESPONSIBLE_AGENCY, Fact.CONTACT),
    )
    OTHERWISE = (
        Outcome.OTHERWISE_CLOSED,
        "其他情形",
        LeadingAnswer(Question.NATURE, "都不是，另作处理"),
        _NOTICE,
        (),
        (Fact.REASONS,),
    )

    def __init__(
        self,
        outcome: Outcome,
        label: str,
        answer: LeadingAnswer,
        title: str,
        bases: tuple[Basis, ...],
        required_facts: tuple[Fact, ...],
        optional_facts: tuple[Fact, ...] = (),
        remedy: Remedy | None = None,
    ) -> None:
        self.outcome = outcome
        self.label = label
        self.answer = answer
        self.title = title
        self.bases = bases
        self.required_facts = required_facts
        self.optional_facts = optional_facts
        self.remedy = outcome.remedy if remedy is None else remedy

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
