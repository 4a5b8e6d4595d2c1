"""What is asked for again and again, and what the office decided to do with it (条例18、44)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision


class OftenDecision(Enum):
    """Whether what is asked for often goes public to everybody."""

    PUBLISH = "纳入主动公开"
    IN_PART = "区分处理后纳入主动公开"
    NOT = "不纳入"
    UNDECIDED = "待研究"


@dataclass(frozen=True, slots=True, kw_only=True)
class OftenAsked:
    """One thing that is asked for often."""

    title: ClassVar[str] = "经常申请的信息"

    matter: Annotated[str, Label("信息名称", help="按申请人的说法写，以后的申请据此相认", lines=2)]
    number: Annotated[str, Label("文号", folded=True)] = ""
    asked: Annotated[str, Label("申请情况", help="几次、几个申请人")] = ""
    decision: Annotated[OftenDecision, Label("处理决定", basis=Provision.ASKED_BY_SEVERAL)] = (
        OftenDecision.UNDECIDED
    )
    on: Annotated[date, Label("决定日期", basis=Provision.REVIEWED_AGAIN)]
    decided_by: Annotated[str, Label("决定人", suggest="leaders")] = ""
    reason: Annotated[str, Label("理由", help="不纳入的须写明", lines=2)] = ""
    published_on: Annotated[
        date | None, Label("公开日期", help="公开之后填写", basis=Provision.ASKED_BY_SEVERAL)
    ] = None
    place: Annotated[str, Label("公开的位置", help="网址、栏目", lines=2)] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask for the place of a publication, and for the reason of none."""
        if self.published_on is not None:
            if not self.goes_public:
                yield Problem("published_on", "没有决定纳入主动公开的，不填公开日期。")
            elif not self.place.strip():
                yield Problem("place", "已经公开的，请写明公开的位置，以便告知以后的申请人。")
            elif self.published_on < self.on:
                yield Problem("published_on", "公开日期早于决定日期，请核对两个日期。")
        if self.decision is OftenDecision.NOT and not self.reason.strip():
            yield Problem("reason", "不纳入主动公开的，请写明理由。", Provision.REVIEWED_AGAIN)

    @property
    def goes_public(self) -> bool:
        """Whether it was decided to make it public, whole or in part."""
        return self.decision in (OftenDecision.PUBLISH, OftenDecision.IN_PART)
