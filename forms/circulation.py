"""A request among the sections and up to the signature: what is filled in of each step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar

from forms.choices import SearchResult
from forms.fields import Label, Problem, RowSummary
from rules.provisions import Provision

_SHEET = Label(
    "签字扫描件", help="本件附件中的一份；别人签过字的纸件扫描后留存", folded=True,
    suggest="attachments",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class JointSection:
    """A section asked beside the one that leads."""

    title: ClassVar[str] = "协办科室"

    section: Annotated[
        str, Label("协办科室", basis=Provision.WORK_OF_THE_OFFICE, suggest="sections")
    ]
    handler: Annotated[str, Label("承办人", suggest="handlers")] = ""
    question: Annotated[str, Label("请其答复的问题", lines=2)] = ""
    answer_by: Annotated[
        date | None, Label("请其答复的日期", help="留空与主办科室同日", ahead=True)
    ] = None

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()

    @classmethod
    def summary(cls, values: Mapping[str, Any], on: date) -> RowSummary:
        """Return what a section asked says of itself on one line."""
        day = values.get("answer_by")
        return RowSummary(
            str(values.get("section") or ""), str(values.get("handler") or ""),
            "" if not day else f"{day}前", str(values.get("question") or ""),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who inside the office deals with the request (条例45)."""

    title: ClassVar[str] = "分办"

    on: Annotated[date, Label("分办日期")]
    section: Annotated[
        str, Label("承办科室", basis=Provision.WORK_OF_THE_OFFICE, suggest="sections")
    ]
    handler: Annotated[str, Label("承办人", suggest="handlers")] = ""
    note: Annotated[str, Label("要求", help="请其查找、答复什么", lines=2)] = ""
    answer_by: Annotated[
        date | None, Label("请其答复的日期", help="按答复期限倒排；留空不催办", ahead=True)
    ] = None
    others: Annotated[tuple[JointSection, ...], Label("协办科室", folded=True)] = ()
    instead: Annotated[bool, Label("改由其主办（原科室不再办理）", folded=True)] = False

    def problems(self) -> Iterator[Problem]:
        """Check that the days to answer by lie ahead, and that no section is asked twice."""
        names = [self.section.strip(), *(one.section.strip() for one in self.others)]
        if self.answer_by is not None and self.answer_by < self.on:
            yield Problem("answer_by", "请其答复的日期早于分办日期，请核对两个日期。")
        for number, one in enumerate(self.others, start=1):
            if one.answer_by is not None and one.answer_by < self.on:
                yield Problem(f"others.{number}.answer_by", "早于分办日期，请核对两个日期。")
            if names.index(one.section.strip()) < number:
                yield Problem(
                    f"others.{number}.section",
                    f"“{one.section}”已在这次分办中，请把要求写在一起或者另选科室。",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfASection:
    """What a section did to what it was asked."""

    on: Annotated[date, Label("日期")]
    ref: Annotated[str, Label("科室", suggest="asked_sections")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionAcceptance(_OfASection):
    """A section took the request over."""

    title: ClassVar[str] = "科室签收"

    by_name: Annotated[str, Label("签收人", suggest="handlers")] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReturn(_OfASection):
    """A section sends the request back: it is not its business."""

    title: ClassVar[str] = "科室退回"

    reason: Annotated[str, Label("退回的理由", help="如：不是本科室的职责，建议转规划科", lines=2)]
    by_name: Annotated[str, Label("退回人", suggest="handlers")] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionAnswer(_OfASection):
    """What a section answered: whether there is such information, and what it proposes."""

    title: ClassVar[str] = "科室答复"

    result: Annotated[SearchResult | None, Label("检索结果", basis=Provision.NOT_HELD)] = None
    scope: Annotated[str, Label("检索的范围和方式", lines=2)] = ""
    answer: Annotated[str, Label("办理意见", help="能否公开、公开哪些", lines=3)]
    grounds: Annotated[str, Label("理由和依据", lines=2)] = ""
    by_name: Annotated[str, Label("答复人", suggest="handlers")] = ""
    sheet: Annotated[str, _SHEET] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that nothing is said to be missing without where it was looked for."""
        if self.result is SearchResult.NOT_FOUND and not self.scope.strip():
            yield Problem(
                "scope",
                "答复未检索到的，请写明检索的范围和方式，作为已尽检索义务的证据。",
                Provision.NOT_HELD,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionUrging(_OfASection):
    """A section is reminded of its day, in writing."""

    title: ClassVar[str] = "催办"

    answer_by: Annotated[date | None, Label("改请其答复的日期", help="留空不改", ahead=True)] = None
    note: Annotated[str, Label("说明", lines=2)] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that a new day lies ahead."""
        if self.answer_by is not None and self.answer_by < self.on:
            yield Problem("answer_by", "请其答复的日期早于催办日期，请核对两个日期。")


class EndorsementLevel(Enum):
    """A level of the approval sheet; the value is what a clerk reads."""

    DRAFTED = "拟办"
    COSIGNED = "会签"
    CHECKED = "审核"
    ISSUED = "签发"


class EndorsementDecision(Enum):
    """What a level decided; the value is what a clerk reads."""

    AGREED = "同意"
    CHANGED = "修改后同意"
    RETURNED = "退回修改"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """One signature on the approval sheet, or its return for the draft to be mended."""

    title: ClassVar[str] = "呈批意见"

    on: Annotated[date, Label("签署日期")]
    level: Annotated[EndorsementLevel, Label("环节")]
    decision: Annotated[EndorsementDecision, Label("意见")] = EndorsementDecision.AGREED
    by_name: Annotated[str, Label("签署人", suggest="people")]
    opinion: Annotated[str, Label("意见的内容", lines=2)] = ""
    sheet: Annotated[str, _SHEET] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that a return says what is to be mended, and that 签发 is entered as such."""
        if self.decision is EndorsementDecision.RETURNED and not self.opinion.strip():
            yield Problem("opinion", "退回修改的，请写明修改什么。")
        signed = self.decision is not EndorsementDecision.RETURNED
        if self.level is EndorsementLevel.ISSUED and signed:
            yield Problem("level", "同意签发的，请用“登记签发”登记；这里只登记签发环节的退回。")
