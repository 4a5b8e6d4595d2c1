"""The reply: which kind, on what facts; and its service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.choices import ServiceMethod
from forms.fields import Label, Problem
from rules.law import OGI, SERVICE_INTERPRETATION
from rules.mixed_replies import conflicts
from rules.outcomes import Group
from rules.replies import Fact, ReplyKind
from rules.report_rows import BASIS as REPORT_BASIS


class Ground(Enum):
    """Why a part is withheld when information is severed (条例14—16、37)."""

    STATE_SECRET = "国家秘密", ReplyKind.REFUSED_STATE_SECRET
    BARRED_BY_LAW = "法律、行政法规禁止公开", ReplyKind.REFUSED_BARRED_BY_LAW
    SECURITY_OR_STABILITY = "可能危及“三安全一稳定”", ReplyKind.REFUSED_SECURITY_OR_STABILITY
    THIRD_PARTY_RIGHTS = "损害第三方合法权益", ReplyKind.REFUSED_THIRD_PARTY_RIGHTS
    INTERNAL_AFFAIRS = "内部事务信息", ReplyKind.REFUSED_INTERNAL_AFFAIRS
    WORKING_PAPERS = "过程性信息", ReplyKind.REFUSED_WORKING_PAPERS
    ENFORCEMENT_FILE = "行政执法案卷", ReplyKind.REFUSED_ENFORCEMENT_FILE
    NOT_GOVERNMENT_INFORMATION = "不属于政府信息的内容", ReplyKind.NOT_GOVERNMENT_INFORMATION

    def __init__(self, label: str, kind: ReplyKind) -> None:
        self.label = label
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The decision on a request and the facts its letter must state (条例36—39)."""

    title: ClassVar[str] = "作出答复"

    on: Annotated[date, Label("成文日期", help="印在答复书上；是否按期看送达日，不看成文日期")]
    kind: Annotated[ReplyKind, Label("答复类型", basis=OGI.at(36))]
    reasons: Annotated[
        str,
        Label("事实和理由", help="不予公开、无法提供、不予处理的须写明", lines=4, basis=OGI.at(36)),
    ] = ""
    provided: Annotated[
        str,
        Label("提供的信息", help="一行一项：名称、文号、页数", lines=3, basis=OGI.at(36, item=2)),
    ] = ""
    withheld: Annotated[
        str,
        Label("不予公开的部分", help="一行一项：内容——理由", lines=3, basis=OGI.at(37)),
    ] = ""
    grounds: Annotated[
        tuple[Ground, ...], Label("不予公开部分的依据", help="可多选", basis=OGI.at(37))
    ] = ()
    access: Annotated[
        str,
        Label("获取的方式、途径和时间", help="网址、查阅点等", lines=2, basis=OGI.at(36, item=1)),
    ] = ""
    provision: Annotated[str, Label("所依据的其他法律、行政法规", help="名称、条、款", lines=2)] = (
        ""
    )
    other_body: Annotated[
        str,
        Label("其他机关或机构", help="名称、联系方式、渠道", lines=2, basis=OGI.at(36, item=5)),
    ] = ""
    course: Annotated[
        str,
        Label("经过和依据的事实", help="检索、征求意见、前次答复、补正、收费等经过", lines=3),
    ] = ""
    drafted_by: Annotated[str, Label("承办人", suggest="handlers", folded=True)] = ""

    @property
    def kinds(self) -> tuple[ReplyKind, ...]:
        """The reply and, where information is severed, what the withheld parts rest on."""
        return (self.kind, *(ground.kind for ground in self.grounds))

    def problems(self) -> Iterator[Problem]:
        """Check that every fact the kind of reply must state is given, and its grounds."""
        if self.kind is ReplyKind.PARTLY and not self.grounds:
            yield Problem(
                "grounds",
                "区分处理的，请选择不予公开部分的依据，可多选。",
                ReplyKind.PARTLY.bases[0],
            )
        if self.kind is not ReplyKind.PARTLY and self.grounds:
            yield Problem("grounds", "只有部分公开才填写不予公开部分的依据，请取消选择。")
        asked: set[str] = set()
        for fact in self.kind.required_facts:
            field = FACT_FIELD[fact]
            if field in asked or getattr(self, field):
                continue
            asked.add(field)
            basis = self.kind.bases[0] if self.kind.bases else None
            yield Problem(field, f"“{self.kind.label}”的答复应当写明{fact.label}，请填写。", basis)


FACT_FIELD = {
    Fact.ACCESS_WAY: "access",
    Fact.ACCESS_TIME: "access",
    Fact.PROVIDED_ITEMS: "provided",
    Fact.WITHHELD_PARTS: "withheld",
    Fact.REASONS: "reasons",
    Fact.SECRECY_GROUND: "provision",
    Fact.BARRING_PROVISION: "provision",
    Fact.THIRD_PARTY_ANSWER: "course",
    Fact.PUBLIC_INTEREST: "reasons",
    Fact.SPECIAL_PROVISION: "provision",
    Fact.OTHER_BODY: "other_body",
    Fact.SEARCH_RECORD: "course",
    Fact.RESPONSIBLE_AGENCY: "other_body",
    Fact.WORK_NEEDED: "reasons",
    Fact.CORRECTION_COURSE: "course",
    Fact.EARLIER_REPLY: "course",
    Fact.PROPER_CHANNEL: "other_body",
    Fact.PUBLICATION_SOURCE: "access",
    Fact.REQUEST_COUNTS: "reasons",
    Fact.REASONS_COURSE: "course",
    Fact.FEE_COURSE: "course",
    Fact.WITHDRAWAL: "course",
    Fact.ARCHIVE: "other_body",
    Fact.RECORD_CHECKED: "course",
    Fact.JOINED_CASE: "course",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedReply:
    """One letter that answers several items, each in its own way (条例36、37)."""

    title: ClassVar[str] = "逐项答复"

    on: Annotated[date, Label("成文日期")]
    items: Annotated[
        str,
        Label(
            "逐项答复",
            help="一行一项：内容——答复类型——理由，如：会议纪要——不予公开：过程性信息——属于讨论记录",
            lines=6,
            basis=OGI.at(36),
        ),
    ]
    drafted_by: Annotated[str, Label("承办人", suggest="handlers", folded=True)] = ""

    @property
    def answers(self) -> list[tuple[ReplyKind | None, str, str]]:
        """Each item's kind of reply (`None` where the words name none), its text and reason."""
        found = []
        for line in self.items.splitlines():
            if line.strip():
                text, _, rest = line.strip().partition("——")
                words, _, reason = rest.partition("——")
                found.append((kind_named(words), text.strip(), reason.strip()))
        return found

    def problems(self) -> Iterator[Problem]:
        """Check that each line names its reply, and that the replies may stand together."""
        kinds: list[ReplyKind] = []
        for number, (kind, text, reason) in enumerate(self.answers, start=1):
            if kind is None:
                yield Problem(
                    "items",
                    f"第{number}项没有写明答复类型，请写成“内容——答复类型——理由”，"
                    "答复类型用下拉列表中的名称。",
                    OGI.at(36),
                )
            elif not text:
                yield Problem("items", f"第{number}项没有写明内容，请补上。", OGI.at(36))
            elif not reason and kind.group is not Group.DISCLOSED:
                yield Problem("items", f"第{number}项没有写明理由，请补上。", OGI.at(36, item=3))
            else:
                kinds.append(kind)
        if len(kinds) == 1:
            yield Problem("items", "只有一项的，请用“作出答复”办理。")
        elif kinds:
            for sentence in conflicts(kinds):
                yield Problem("items", sentence, OGI.at(36))


def kind_named(words: str) -> ReplyKind | None:
    """Return the kind of reply that words name: its label, or a part of just one label."""
    wanted = words.strip().replace(":", "：")
    if not wanted:
        return None
    exact = [kind for kind in ReplyKind if kind.label == wanted]
    partly = [kind for kind in ReplyKind if wanted in kind.label]
    return (exact or partly)[0] if exact or len(partly) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The reply reaches the applicant; this day decides whether it is in time (235号四)."""

    title: ClassVar[str] = "送达"

    on: Annotated[
        date,
        Label(
            "送达计算日",
            help="邮寄填交邮日，当面和委托填签收日，电子填发送日",
            basis=SERVICE_INTERPRETATION.at(4),
        ),
    ]
    method: Annotated[ServiceMethod, Label("送达方式", basis=SERVICE_INTERPRETATION.at(1))] = (
        ServiceMethod.POST
    )
    mail_number: Annotated[
        str, Label("邮件单号", help="须由邮政企业寄递", basis=SERVICE_INTERPRETATION.at(2))
    ] = ""
    received_by: Annotated[
        str, Label("签收人", help="直接送达、委托送达填写", basis=SERVICE_INTERPRETATION.at(4))
    ] = ""
    place: Annotated[str, Label("送达地点", folded=True)] = ""
    note: Annotated[str, Label("送达情况", lines=2, folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Service by hand needs the name of who signed."""
        if self.method.is_signed_for and not self.received_by:
            yield Problem(
                "received_by",
                f"{self.method.value}以申请人签收之日为准，请填写签收人。",
                SERVICE_INTERPRETATION.at(4),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A posted letter came back."""

    title: ClassVar[str] = "邮件退回"

    on: Annotated[date, Label("退回日期")]
    reason: Annotated[str, Label("退回原因", lines=2)]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """The report counts the request elsewhere than its reply says, for a reason."""

    title: ClassVar[str] = "改变年报归类"

    on: Annotated[date, Label("决定日期")]
    outcome_row: Annotated[int, Label("表三行次", help="3至23", basis=REPORT_BASIS)]
    reason: Annotated[str, Label("改变的原因", lines=2, basis=REPORT_BASIS)]

    def problems(self) -> Iterator[Problem]:
        """Only rows 3 to 23 hold results."""
        if not 3 <= self.outcome_row <= 23:
            yield Problem("outcome_row", "表三的办理结果为第3至23行，请改正行次。", REPORT_BASIS)
