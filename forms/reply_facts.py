"""What a reply states besides its decision: the same facts for a whole reply and for an item."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

from forms.fields import Label, Problem
from rules.provisions import Provision
from rules.replies import ReplyKind
from rules.reply_facts import Fact, PartyNature


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


@dataclass(frozen=True, kw_only=True)
class ReplyFacts:
    """A kind of reply and the facts its words must state (条例36—39)."""

    kind: Annotated[ReplyKind, Label("答复类型", basis=Provision.REPLY)]
    reasons: Annotated[
        str,
        Label(
            "事实和理由",
            help="不予公开、无法提供、不予处理的须写明",
            lines=4,
            basis=Provision.REPLY,
        ),
    ] = ""
    provided: Annotated[
        str,
        Label("提供的信息", lines=3, basis=Provision.PROVIDED, papers=True),
    ] = ""
    withheld: Annotated[
        str,
        Label("不予公开的部分", help="一行一项：内容——理由", lines=3, basis=Provision.SEVERANCE),
    ] = ""
    grounds: Annotated[
        tuple[Ground, ...], Label("不予公开部分的依据", help="可多选", basis=Provision.SEVERANCE)
    ] = ()
    public_interest: Annotated[
        str,
        Label(
            "公共利益的衡量",
            help="不公开是否会对公共利益造成重大影响，为什么",
            lines=2,
            basis=Provision.THIRD_PARTY_RIGHTS,
        ),
    ] = ""
    access: Annotated[
        str,
        Label("获取的方式、途径", help="网址、查阅点等", lines=2, basis=Provision.ALREADY_PUBLIC),
    ] = ""
    access_time: Annotated[
        str, Label("获取的时间", help="起止日期、每日时段", basis=Provision.PROVIDED)
    ] = ""
    provision: Annotated[str, Label("所依据的其他法律、行政法规", help="名称、条、款", lines=2)] = (
        ""
    )
    other_body: Annotated[
        str,
        Label("其他机关或机构", help="全称；提出途径", lines=2, basis=Provision.ELSEWHERE),
    ] = ""
    contact: Annotated[
        str,
        Label("该机关联系方式", help="电话、地址，写了机关就要写", basis=Provision.ELSEWHERE),
    ] = ""
    earlier: Annotated[
        str,
        Label(
            "前次答复",
            help="从登记簿中选择；早于登记簿的写文号和日期",
            basis=Provision.REPEATED,
            suggest="earlier_replies",
        ),
    ] = ""
    joined: Annotated[str, Label("并入的申请", help="编号", suggest="open_cases")] = ""
    nature: Annotated[
        PartyNature | None, Label("信息由谁制作", basis=Provision.GOVERNMENT_INFORMATION)
    ] = None
    made_on: Annotated[
        date | None,
        Label("信息形成日期", help="移交档案馆的期限自形成之日起算", basis=Provision.ARCHIVED),
    ] = None
    course: Annotated[
        str,
        Label(
            "经过和补充说明",
            help="检索、补正、征求意见的经过由程序从步骤写出，这里只写补充",
            lines=3,
        ),
    ] = ""

    @property
    def kinds(self) -> tuple[ReplyKind, ...]:
        """The reply and, where information is severed, what the withheld parts rest on."""
        return (self.kind, *(ground.kind for ground in self.grounds))

    def missing(self) -> Iterator[Problem]:
        """Yield the facts that the kind of reply must state and that are not given."""
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
        names_a_body = Fact.CONTACT in (*self.kind.required_facts, *self.kind.optional_facts)
        if names_a_body and self.other_body and not self.contact and "contact" not in asked:
            yield Problem(
                "contact",
                f"写明了{self.other_body}，还应当告知其联系方式，请填写电话或者地址。",
                Provision.ELSEWHERE,
            )
        if names_a_body and self.contact and not self.other_body and "other_body" not in asked:
            yield Problem(
                "other_body",
                f"写明了联系方式（{self.contact}），还应当写明是哪一个机关或者机构，请填写其全称。",
                Provision.ELSEWHERE,
            )


FACT_FIELD = {
    Fact.ACCESS_WAY: "access",
    Fact.ACCESS_TIME: "access_time",
    Fact.PROVIDED_ITEMS: "provided",
    Fact.WITHHELD_PARTS: "withheld",
    Fact.REASONS: "reasons",
    Fact.SECRECY_GROUND: "provision",
    Fact.BARRING_PROVISION: "provision",
    Fact.THIRD_PARTY_ANSWER: "course",
    Fact.PUBLIC_INTEREST: "public_interest",
    Fact.SPECIAL_PROVISION: "provision",
    Fact.OTHER_BODY: "other_body",
    Fact.SEARCH_RECORD: "course",
    Fact.RESPONSIBLE_AGENCY: "other_body",
    Fact.CONTACT: "contact",
    Fact.WORK_NEEDED: "reasons",
    Fact.CORRECTION_COURSE: "course",
    Fact.EARLIER_REPLY: "earlier",
    Fact.PROPER_CHANNEL: "other_body",
    Fact.PUBLICATION_SOURCE: "access",
    Fact.REQUEST_COUNTS: "reasons",
    Fact.REASONS_COURSE: "course",
    Fact.FEE_COURSE: "course",
    Fact.WITHDRAWAL: "course",
    Fact.ARCHIVE: "other_body",
    Fact.MADE_ON: "made_on",
    Fact.RECORD_CHECKED: "course",
    Fact.NATURE: "nature",
    Fact.JOINED_CASE: "joined",
}


def fields_asked(kind: ReplyKind) -> tuple[frozenset[str], frozenset[str]]:
    """Return the fields a kind of reply must fill, and those it may; all others stay empty."""
    needed = {FACT_FIELD[fact] for fact in kind.required_facts}
    if kind is ReplyKind.PARTLY:
        needed.add("grounds")
    possible = {FACT_FIELD[fact] for fact in kind.optional_facts} | _WHERE_OBJECTED.get(kind, set())
    return frozenset(needed), frozenset(possible - needed)


# Where a third party objects, what is disclosed all the same needs its reason (条例32).
_WHERE_OBJECTED = {
    kind: {"public_interest"}
    for kind in (ReplyKind.PROVIDED, ReplyKind.ACCESS_TOLD, ReplyKind.PARTLY)
}
