"""The seven questions of practice, answered one after the other, each answer kept with its reason.

补不补、是不是、谁负责、有没有、给不给、怎么给、怎么答: the first answer that ends the road says
which kind of reply the case comes to; the clerk decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision
from rules.replies import ReplyKind


class _Answer(Enum):
    """An answer: its words, and the kind of reply it leads to, where it ends the road."""

    def __init__(self, label: str, reply: ReplyKind | None) -> None:
        self.label = label
        self.reply = reply


class Clarity(_Answer):
    """补不补: whether the request must be corrected (条例30)."""

    CLEAR = "内容明确，不需要补正", None
    TO_CORRECT = "内容不明确，先一次性告知补正", None
    STILL_UNCLEAR = "补正后仍不明确", ReplyKind.STILL_UNCLEAR
    NOT_CORRECTED = "无正当理由逾期不补正", ReplyKind.CORRECTION_LAPSED
    NOT_PAID = "逾期未按收费通知缴费", ReplyKind.FEE_LAPSED
    WITHDRAWN = "申请人已经撤回", ReplyKind.WITHDRAWN


class Nature(_Answer):
    """是不是: whether it is a request for government information at all (条例2、36、39)."""

    REQUEST = "是政府信息公开申请", None
    ENQUIRY = "是咨询", ReplyKind.ENQUIRY
    PETITION = "是信访、投诉、举报", ReplyKind.PETITION_OR_COMPLAINT
    PUBLICATION = "要的是报纸、期刊等公开出版物", ReplyKind.PUBLICATION
    REGISTRY = "属于工商、不动产登记等专门查询", ReplyKind.REGISTRY_QUERY
    REISSUE = "要求确认或者重新出具已获取的信息", ReplyKind.CONFIRM_OR_REISSUE
    REPEATED = "重复申请，前次已经答复", ReplyKind.REPEATED
    EXCESSIVE = "数量、频次明显超过合理范围，理由不合理", ReplyKind.EXCESSIVE
    OWN_FILE = "以信息公开名义查阅本人案卷", ReplyKind.OWN_FILE
    RECORD_CORRECTION = (
        f"要求更正与自身相关的记录（{Provision.RECORD_CORRECTED.short}）",
        ReplyKind.RECORD_CORRECTION,
    )
    MERGED = "与正在办理的另一件申请相同，一并办理", ReplyKind.MERGED
    NOT_INFORMATION = "要的不是政府信息", ReplyKind.NOT_GOVERNMENT_INFORMATION
    PARTY = "要的是党组织制作的信息", ReplyKind.PARTY_INFORMATION
    OTHERWISE = "都不是，另作处理", ReplyKind.OTHERWISE


class Keeper(_Answer):
    """谁负责: which agency answers for it (条例10、36(五))."""

    THIS_AGENCY = "本机关负责公开", None
    OTHER_AGENCY = "其他机关负责公开", ReplyKind.NOT_THIS_AGENCY
    PASSED_ON = "其他机关负责公开，同时转送该机关", ReplyKind.TRANSFERRED
    ARCHIVES = "已移交国家档案馆", ReplyKind.IN_ARCHIVES


class Existence(_Answer):
    """有没有: whether a careful search finds it ready made (条例36(四)、38)."""

    FOUND = "检索到，是现成的信息", None
    NOT_FOUND = "检索后没有", ReplyKind.NOT_EXISTING
    TO_BE_MADE = "需要另行加工、分析", ReplyKind.WOULD_HAVE_TO_BE_MADE


class Disclosure(_Answer):
    """给不给: whether a provision stands against it (条例13—16、37)."""

    YES = "可以公开", None
    PARTLY = "部分可以公开，能够区分处理", ReplyKind.PARTLY
    STATE_SECRET = "是国家秘密", ReplyKind.REFUSED_STATE_SECRET
    BARRED = "法律、行政法规禁止公开", ReplyKind.REFUSED_BARRED_BY_LAW
    SECURITY = "公开可能危及安全、稳定", ReplyKind.REFUSED_SECURITY_OR_STABILITY
    THIRD_PARTY = "会损害第三方合法权益，第三方不同意", ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
    INTERNAL = "是内部事务信息", ReplyKind.REFUSED_INTERNAL_AFFAIRS
    PROCESS = "是过程性信息", ReplyKind.REFUSED_WORKING_PAPERS
    ENFORCEMENT = "是行政执法案卷信息", ReplyKind.REFUSED_ENFORCEMENT_FILE


class Manner(_Answer):
    """怎么给: how the applicant gets it (条例36(一)(二)、40)."""

    PUBLIC = "已经主动公开，告知获取途径", ReplyKind.ALREADY_PUBLIC
    PROVIDED = "直接提供", ReplyKind.PROVIDED
    TOLD = "告知获取的方式、途径和时间", ReplyKind.ACCESS_TOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The seven questions on one case."""

    title: ClassVar[str] = "七问判断"

    on: Annotated[date, Label("日期")]
    clarity: Annotated[Clarity, Label("要不要补正", basis=Provision.CORRECTION, group="一、补不补")]
    clarity_reason: Annotated[str, Label("理由", lines=2)] = ""
    nature: Annotated[
        Nature | None,
        Label("是不是政府信息公开申请", basis=Provision.GOVERNMENT_INFORMATION, group="二、是不是"),
    ] = None
    nature_reason: Annotated[str, Label("理由", lines=2)] = ""
    keeper: Annotated[
        Keeper | None, Label("由谁负责公开", basis=Provision.RESPONSIBLE_AGENCY, group="三、谁负责")
    ] = None
    keeper_reason: Annotated[str, Label("理由", lines=2)] = ""
    existence: Annotated[
        Existence | None,
        Label("信息是否存在", basis=Provision.NOT_HELD, group="四、有没有"),
    ] = None
    existence_reason: Annotated[str, Label("理由", lines=2)] = ""
    disclosure: Annotated[
        Disclosure | None,
        Label("能不能公开", basis=Provision.DISCLOSURE_IS_THE_RULE, group="五、给不给"),
    ] = None
    disclosure_reason: Annotated[str, Label("理由", lines=2)] = ""
    manner: Annotated[
        Manner | None, Label("以什么方式提供", basis=Provision.MANNER, group="六、怎么给")
    ] = None
    manner_reason: Annotated[str, Label("理由", lines=2)] = ""
    wording: Annotated[
        str,
        Label("答复要点", lines=3, help="写给拟稿人看，不印在答复书上", group="七、怎么答"),
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask for the question left out, and for the reason behind an answer that refuses."""
        answers = self.answers
        for name, answer in answers.items():
            if answer is None:
                later = list(answers)[list(answers).index(name) + 1 :]
                if any(answers[one] is not None for one in later):
                    yield Problem(name, "前一问还没有回答，请依次回答，答到能定结论为止。")
                return
            if answer.reply is not None and name != "manner":
                if not getattr(self, f"{name}_reason").strip():
                    yield Problem(f"{name}_reason", "这一问决定了答复的类型，请写明判断的理由。")
                return

    @property
    def answers(self) -> "dict[str, _Answer | None]":
        """The answers given, by question, in their order."""
        return {name: getattr(self, name) for name in QUESTIONS}

    @property
    def reply(self) -> ReplyKind | None:
        """The kind of reply the first answer that ends the road leads to."""
        if self.clarity is Clarity.TO_CORRECT:
            return None
        return next(
            (one.reply for one in self.answers.values() if one is not None and one.reply), None
        )


ANSWERS: "dict[str, type[_Answer]]" = {
    "clarity": Clarity,
    "nature": Nature,
    "keeper": Keeper,
    "existence": Existence,
    "disclosure": Disclosure,
    "manner": Manner,
}
QUESTIONS = tuple(ANSWERS)
