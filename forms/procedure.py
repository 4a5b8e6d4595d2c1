"""The letters on the way to a reply: correction, consultations, extension, reasons, fee."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.choices import (
    AgencyRole,
    CorrectionDefect,
    EndGround,
    HowReceived,
    Opinion,
    ThirdPartyKind,
)
from forms.fields import Label, Problem
from forms.service import receipt_problems
from rules.fees import Method
from rules.provisions import Provision


def _not_before(sent_on: date, delivered_on: date | None) -> Iterator[Problem]:
    if delivered_on is not None and delivered_on < sent_on:
        yield Problem(
            "delivered_on", f"收件日期{delivered_on}早于发出日期{sent_on}，请核对两个日期。"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotice:
    """The one notice that asks the applicant to correct an unclear request (条例30)."""

    title: ClassVar[str] = "补正告知"

    on: Annotated[date, Label("发出日期", basis=Provision.CORRECTION)]
    items: Annotated[
        str,
        Label("需要补正的事项", help="一行一项，须一次性列全", lines=4, basis=Provision.CORRECTION),
    ]
    defects: Annotated[
        tuple[CorrectionDefect, ...],
        Label(
            "申请缺少的", help="不选时按补正事项推定", folded=True, basis=Provision.REQUEST_CONTENTS
        ),
    ] = ()
    guidance: Annotated[
        str, Label("指导和释明", lines=2, folded=True, basis=Provision.CORRECTION)
    ] = ""
    days: Annotated[int | None, Label("补正期限", unit="个工作日", basis=Provision.CORRECTION)] = (
        None
    )
    delivered_on: Annotated[
        date | None, Label("申请人收到日期", help="知道后再填也可以", basis=Provision.CORRECTION)
    ] = None

    def problems(self) -> Iterator[Problem]:
        """Check the period and the two days."""
        if self.days is not None and not 1 <= self.days <= 60:
            yield Problem(
                "days", "补正期限应为1至60个工作日的合理期限，请改正。", Provision.CORRECTION
            )
        yield from _not_before(self.on, self.delivered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionReceived:
    """The corrected request arrived; a fresh reply period opens (条例30)."""

    title: ClassVar[str] = "收到补正申请"

    on: Annotated[date, Label("收到补正日期", basis=Provision.CORRECTION)]
    information_sought: Annotated[
        str, Label("补正后的申请内容", help="留空表示沿用原申请内容", lines=4)
    ] = ""
    good_reason: Annotated[
        bool | None,
        Label(
            "逾期是否有正当理由", help="仅在逾期补正时填写", basis=Provision.CORRECTION, folded=True
        ),
    ] = None

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


TellsApplicant = Annotated[
    bool,
    Label(
        "同时告知申请人",
        help="写一份征求意见情况告知书",
        basis=Provision.NOT_COUNTED,
        folded=True,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyConsultation:
    """The letter that asks a third party whose rights may suffer (条例32)."""

    title: ClassVar[str] = "征求第三方意见"

    on: Annotated[date, Label("发出日期", basis=Provision.NOT_COUNTED)]
    ref: Annotated[str, Label("第三方名称或姓名", basis=Provision.THIRD_PARTY_ASKED)]
    third_party_kind: Annotated[
        ThirdPartyKind | None,
        Label(
            "第三方类型",
            help="按名称预选，可以改选；文书据此称“你”或者“你单位”",
            basis=Provision.THIRD_PARTY_ASKED,
        ),
    ] = None
    ref_address: Annotated[str, Label("第三方地址")] = ""
    content: Annotated[str, Label("拟公开的信息内容", lines=3, basis=Provision.THIRD_PARTY_ASKED)]
    delivered_on: Annotated[
        date | None,
        Label("第三方收到日期", help="知道后再填也可以", basis=Provision.THIRD_PARTY_ASKED),
    ] = None

    tell_applicant: TellsApplicant = False

    def problems(self) -> Iterator[Problem]:
        """Check the two days."""
        yield from _not_before(self.on, self.delivered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyConsultation:
    """The letter that asks a joint maker or another agency (条例33、34)."""

    title: ClassVar[str] = "征求其他机关意见"

    on: Annotated[date, Label("发出日期", basis=Provision.NOT_COUNTED)]
    ref: Annotated[
        str, Label("被征求意见机关", basis=Provision.JOINT_MAKER_ASKED, suggest="agencies")
    ]
    role: Annotated[AgencyRole, Label("与本机关的关系", basis=Provision.JOINT_MAKER_ASKED)] = (
        AgencyRole.JOINT_MAKER
    )
    content: Annotated[str, Label("征求意见的信息内容", lines=3)]
    delivered_on: Annotated[
        date | None,
        Label("该机关收到日期", help="知道后再填也可以", basis=Provision.JOINT_MAKER_ASKED),
    ] = None

    tell_applicant: TellsApplicant = False

    def problems(self) -> Iterator[Problem]:
        """Check the two days."""
        yield from _not_before(self.on, self.delivered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionReceived:
    """What the consulted side answered, and when."""

    title: ClassVar[str] = "收到意见"

    on: Annotated[date, Label("收到意见日期", basis=Provision.NOT_COUNTED)]
    ref: Annotated[str, Label("答复意见的一方", suggest="consulted")]
    opinion: Annotated[Opinion, Label("意见")]
    reasons: Annotated[str, Label("理由", lines=3, basis=Provision.THIRD_PARTY_ASKED)] = ""
    good_reason: Annotated[
        bool | None,
        Label(
            "不同意的理由是否合理",
            help="第三方不同意公开时的认定；不合理的可以决定公开",
            basis=Provision.THIRD_PARTY_ASKED,
            folded=True,
        ),
    ] = None

    def problems(self) -> Iterator[Problem]:
        """Ask for the reasons of a refusal, which the law weighs (条例32)."""
        if self.opinion is Opinion.REFUSE and not self.reasons:
            yield Problem(
                "reasons",
                "第三方不同意公开的，须有合理理由才不予公开，请填写其理由（没有说明的写“未说明”）。",
                Provision.THIRD_PARTY_ASKED,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The day an addressee received a letter, learnt of later."""

    title: ClassVar[str] = "登记收件日期"

    on: Annotated[date, Label("对方收到日期")]
    ref: Annotated[str, Label("哪一件文书", suggest="sent_letters")]
    how: Annotated[
        HowReceived | None, Label("收到的情形", basis=Provision.LEFT_BEHIND, folded=True)
    ] = None
    received_by: Annotated[str, Label("签收人", help="代收的写明与收件人的关系", folded=True)] = ""
    presumed_from: Annotated[
        str,
        Label("推定收到的依据", help="见证人、拍照留存、公告、投递记录", lines=2, folded=True),
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask who signed, or what the receipt is presumed from."""
        yield from receipt_problems(self.how, self.received_by, self.presumed_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The reply period is lengthened, once, by at most 20 working days (条例33②)."""

    title: ClassVar[str] = "延长答复期限"

    on: Annotated[
        date, Label("告知日期", help="须在原期限届满前告知申请人", basis=Provision.REPLY_PERIOD)
    ]
    days: Annotated[int, Label("延长", unit="个工作日", basis=Provision.REPLY_PERIOD)] = 20
    reason: Annotated[str, Label("延长理由", lines=2)]
    approved_by: Annotated[
        str,
        Label("同意延长的工作机构负责人", basis=Provision.REPLY_PERIOD, suggest="leaders"),
    ]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves: the law's limits are the fold's to say."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsAsked:
    """The applicant asks far beyond reason and is asked why (条例35)."""

    title: ClassVar[str] = "要求说明理由"

    on: Annotated[date, Label("发出日期", basis=Provision.EXCESSIVE)]
    facts: Annotated[
        str, Label("数量、频次事实", help="期间、件数、事项", lines=3, basis=Provision.EXCESSIVE)
    ]
    until: Annotated[date, Label("说明理由的期限", basis=Provision.EXCESSIVE, ahead=True)]

    def problems(self) -> Iterator[Problem]:
        """Check that the period lies ahead."""
        if self.until <= self.on:
            yield Problem("until", "说明理由的期限应晚于发出日期，请改正。", Provision.EXCESSIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsGiven:
    """The applicant's reasons, and whether the office finds them sound (条例35)."""

    title: ClassVar[str] = "收到理由说明"

    on: Annotated[date, Label("收到日期", basis=Provision.EXCESSIVE)]
    reasons: Annotated[str, Label("申请人的理由", lines=3)]
    good_reason: Annotated[bool, Label("理由是否合理", basis=Provision.EXCESSIVE)]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """The office cannot tell whether it may disclose and asks who decides (条例17③)."""

    title: ClassVar[str] = "报请确定能否公开"

    on: Annotated[date, Label("报请日期", basis=Provision.REFERRAL)]
    body: Annotated[str, Label("报请的主管部门或保密行政管理部门", basis=Provision.REFERRAL)]
    content: Annotated[str, Label("报请确定的信息和问题", lines=3)]

    answer_by: Annotated[
        date | None, Label("请其答复的日期", help="按答复期限倒排；留空不催问", ahead=True)
    ] = None

    def problems(self) -> Iterator[Problem]:
        """Check that the day to answer by lies ahead."""
        if self.answer_by is not None and self.answer_by < self.on:
            yield Problem("answer_by", "请其答复的日期早于报请日期，请核对两个日期。")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered:
    """What the body that decides answered (条例17③)."""

    title: ClassVar[str] = "收到确定意见"

    on: Annotated[date, Label("收到日期", basis=Provision.REFERRAL)]
    answer: Annotated[str, Label("确定的意见", lines=3)]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """The reasons are sound but the period too short: the office names a reasonable one."""

    title: ClassVar[str] = "延迟答复"

    on: Annotated[date, Label("告知日期", basis=Provision.EXCESSIVE)]
    until: Annotated[date, Label("延迟答复的期限至", basis=Provision.EXCESSIVE, ahead=True)]
    reason: Annotated[str, Label("理由", lines=2)]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves: the law's limits are the fold's to say."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNotice:
    """The notice that asks for an information processing fee (处理费办法3、6)."""

    title: ClassVar[str] = "收费通知"

    on: Annotated[date, Label("发出日期", basis=Provision.FEE_NOTICE)]
    method: Annotated[Method, Label("计收方式", basis=Provision.CHARGED_ONE_WAY)]
    units: Annotated[
        int,
        Label("第几件或页数", help="按件：本自然月内的第几件；按量：实际提供的页数"),
    ]
    decided_yuan: Annotated[
        int | None,
        Label("决定收取", unit="元", help="留空按应计金额收取；可以少收，须写明理由"),
    ] = None
    reason: Annotated[str, Label("少收的理由", lines=2, folded=True)] = ""
    count_reason: Annotated[
        str,
        Label("件数与登记簿不同的理由", help="登记簿以外还收到申请的，写明", lines=2, folded=True),
    ] = ""
    account: Annotated[str, Label("缴纳方式", lines=2, basis=Provision.FEE_NOTICE)] = ""
    delivered_on: Annotated[
        date | None, Label("申请人收到日期", help="知道后再填也可以", basis=Provision.FEE_NOTICE)
    ] = None

    def problems(self) -> Iterator[Problem]:
        """Check the number of units, and that a smaller fee has its reason."""
        if self.units < 1:
            yield Problem(
                "units", "件数或页数应为1以上的整数，请改正。", Provision.CHARGED_BY_REQUEST
            )
        if self.decided_yuan is not None and self.decided_yuan < 0:
            yield Problem("decided_yuan", "金额不能为负数，请改正。")
        if self.decided_yuan is not None and not self.reason:
            yield Problem("reason", "决定收取的金额与应计金额不同的，请写明理由。")
        yield from _not_before(self.on, self.delivered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid:
    """The fee was paid; a fresh reply period opens the day after (处理费办法7)."""

    title: ClassVar[str] = "完成缴费"

    on: Annotated[date, Label("完成缴费日期", basis=Provision.FEE_NOTICE)]
    yuan: Annotated[int, Label("实收金额", unit="元")]
    receipt_number: Annotated[str, Label("财政票据号")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check the amount."""
        if self.yuan < 0:
            yield Problem("yuan", "金额不能为负数，请改正。")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRefund:
    """Part of the fee is paid back (预收多于应收，或者逾期缴纳)."""

    title: ClassVar[str] = "退付费用"

    on: Annotated[date, Label("退付日期")]
    yuan: Annotated[int, Label("退付金额", unit="元")]
    reason: Annotated[str, Label("退付原因", lines=2)]

    def problems(self) -> Iterator[Problem]:
        """Check the amount."""
        if self.yuan < 1:
            yield Problem("yuan", "退付金额应大于0元，请改正。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The applicant takes the request back."""

    title: ClassVar[str] = "撤回申请"

    on: Annotated[date, Label("撤回日期", help="死亡、终止的填知道之日")]
    ground: Annotated[EndGround, Label("终结的原因", folded=True)] = EndGround.WITHDRAWN
    how: Annotated[str, Label("撤回方式", help="书面、电话记录等")] = "书面"
    note: Annotated[str, Label("撤回意思和经过", lines=2)] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask how it is known, where a request ends without the applicant's word."""
        if self.ground is not EndGround.WITHDRAWN and not self.note.strip():
            yield Problem("note", f"{self.ground.value}的，请写明核实的经过和证明材料。")
