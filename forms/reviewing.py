"""Review before release: item by item, the conference on what is hard, and the legal opinion."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar

from forms.fields import Label, Problem, RowSummary
from rules.item_review import ReviewResult, SecrecyResult
from rules.provisions import Provision

_SHEET = Label(
    "签字扫描件", help="本件附件中的一份；别人签过字的纸件扫描后留存", folded=True,
    suggest="attachments",
)  # fmt: skip


def _label(value: object, kind: type[Enum]) -> str:
    member = value if isinstance(value, kind) else kind.__members__.get(str(value or ""))
    return "" if member is None else str(member.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedItem:
    """What was found of one item to be disclosed (先审后发、一事一审)."""

    title: ClassVar[str] = "一项审查"

    content: Annotated[str, Label("拟公开的信息", lines=2)]
    result: Annotated[ReviewResult, Label("公开审查", basis=Provision.DISCLOSURE_REVIEW)] = (
        ReviewResult.RELEASE
    )
    secrecy: Annotated[SecrecyResult, Label("保密审查", basis=Provision.SECRECY_REVIEW)] = (
        SecrecyResult.CLEAR
    )
    ground: Annotated[str, Label("依据和理由", help="不公开、区分处理或者不能确定的必填")] = ""
    reviewer: Annotated[str, Label("公开审查人", help="留空同上", suggest="reviewers")] = ""
    secrecy_reviewer: Annotated[
        str, Label("保密审查人", help="留空同上", suggest="secrecy_officers")
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that what is not simply released says why."""
        plain = self.result is ReviewResult.RELEASE and self.secrecy is SecrecyResult.CLEAR
        if not plain and not self.ground.strip():
            yield Problem("ground", "请写明依据和理由。", Provision.REVIEW)

    HEADS: ClassVar[tuple[str, str, str]] = ("拟公开的信息", "审查结果", "依据和理由")
    # 公、分、不、疑: what is found of most items, by the letter that stands for it.
    KEYS: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "G": {"result": ReviewResult.RELEASE.name, "secrecy": SecrecyResult.CLEAR.name},
        "F": {"result": ReviewResult.PARTLY.name},
        "B": {"result": ReviewResult.WITHHOLD.name},
        "Y": {"result": ReviewResult.DOUBT.name},
    }

    @classmethod
    def summary(cls, values: Mapping[str, Any], on: date) -> RowSummary:
        """Return what an item says of itself on one line."""
        return RowSummary(
            str(values.get("content") or ""),
            _label(values.get("result"), ReviewResult),
            _label(values.get("secrecy"), SecrecyResult),
            str(values.get("ground") or ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceOpinion:
    """What one who took part said."""

    title: ClassVar[str] = "参加人"

    name: Annotated[str, Label("参加人", suggest="people")]
    unit: Annotated[str, Label("科室、单位", suggest="sections")] = ""
    opinion: Annotated[str, Label("意见", lines=2)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()

    @classmethod
    def summary(cls, values: Mapping[str, Any], on: date) -> RowSummary:
        """Return who said what on one line."""
        return RowSummary(
            str(values.get("name") or ""), str(values.get("unit") or ""), "",
            str(values.get("opinion") or ""),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """The third level: those who have to decide meet, and the record of it goes into the file."""

    title: ClassVar[str] = "会商审核"

    on: Annotated[date, Label("会商日期")]
    place: Annotated[str, Label("地点")] = ""
    chair: Annotated[str, Label("主持人", suggest="leaders")]
    matter: Annotated[str, Label("会商的问题", lines=2, basis=Provision.REVIEW)]
    people: Annotated[tuple[ConferenceOpinion, ...], Label("参加人和意见")]
    conclusion: Annotated[str, Label("结论", help="能否公开、公开哪些、依据", lines=3)]
    recorder: Annotated[str, Label("记录人", suggest="people")] = ""
    sheet: Annotated[str, _SHEET] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that more than one decided."""
        if len(self.people) < _LEAST_PEOPLE:
            yield Problem("people", "会商至少两人参加，请逐一写明参加人和意见。")


_LEAST_PEOPLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselRequest:
    """The draft goes to the legal adviser or the office's own lawyer."""

    title: ClassVar[str] = "送法律审核"

    on: Annotated[date, Label("送审日期")]
    counsel: Annotated[str, Label("法律顾问、公职律师", suggest="counsels")]
    question: Annotated[str, Label("请其审核的问题", lines=3)]
    answer_by: Annotated[
        date | None, Label("请其提出意见的日期", help="按答复期限倒排", ahead=True)
    ] = None

    def problems(self) -> Iterator[Problem]:
        """Check that the day lies ahead."""
        if self.answer_by is not None and self.answer_by < self.on:
            yield Problem("answer_by", "请其提出意见的日期早于送审日期，请核对两个日期。")


class CounselConclusion(Enum):
    """What counsel found; the value is what a clerk reads."""

    LAWFUL = "合法"
    AFTER_CHANGES = "修改后合法"
    UNLAWFUL = "不合法"


class Followed(Enum):
    """Whether counsel was followed; the value is what a clerk reads."""

    YES = "采纳"
    PARTLY = "部分采纳"
    NO = "不采纳"


class PointFinding(Enum):
    """What a point of the legality list came to; the value is what a clerk reads."""

    MET = "符合"
    UNMET = "不符合"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalityPoint:
    """One point of the legality list (合法性审查要点)."""

    title: ClassVar[str] = "审查要点"

    point: Annotated[str, Label("要点", lines=2)]
    finding: Annotated[PointFinding, Label("结果")] = PointFinding.MET
    note: Annotated[str, Label("说明")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that what is not met says why."""
        if self.finding is PointFinding.UNMET and not self.note.strip():
            yield Problem("note", "不符合的，请写明怎样改。")

    KEYS: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "F": {"finding": PointFinding.MET.name},
        "B": {"finding": PointFinding.UNMET.name},
        "N": {"finding": PointFinding.NOT_APPLICABLE.name},
    }

    @classmethod
    def summary(cls, values: Mapping[str, Any], on: date) -> RowSummary:
        """Return the point and its finding on one line."""
        return RowSummary(
            str(values.get("point") or ""), _label(values.get("finding"), PointFinding), "",
            str(values.get("note") or ""),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselOpinion:
    """What counsel said, and whether the office follows it."""

    title: ClassVar[str] = "收到法律意见"

    on: Annotated[date, Label("收到日期")]
    counsel: Annotated[str, Label("提出意见的人", suggest="counsels")]
    conclusion: Annotated[CounselConclusion, Label("结论")]
    opinion: Annotated[str, Label("法律意见", lines=3)]
    document: Annotated[
        str, Label("意见书", help="本件附件中的一份，或者意见书的文号", suggest="attachments")
    ] = ""
    followed: Annotated[Followed, Label("是否采纳")] = Followed.YES
    why_not: Annotated[str, Label("不采纳的理由", lines=2)] = ""
    points: Annotated[tuple[LegalityPoint, ...], Label("合法性审查要点", folded=True)] = ()

    def problems(self) -> Iterator[Problem]:
        """Check that it is said why counsel was not followed."""
        if self.followed is not Followed.YES and not self.why_not.strip():
            yield Problem("why_not", "没有完全采纳法律意见的，请写明理由。")


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselRulesForm:
    """Which cases must go to counsel before the reply leaves: the office decides."""

    title: ClassVar[str] = "必须送法律审核的申请"

    refused: Annotated[bool, Label("不予公开的", group="答复类型")] = False
    partly: Annotated[bool, Label("部分公开的")] = False
    unable: Annotated[bool, Label("无法提供的", help="信息不存在、不掌握、需要加工等")] = False
    declined: Annotated[bool, Label("不予处理的", help="信访、重复、明显超过合理范围等")] = False
    disputes: Annotated[
        int | None,
        Label("申请人复议、诉讼满", unit="件", help="留空不按此项", group="其他情形"),
    ] = None
    yuan: Annotated[
        int | None, Label("收费或者申请涉及的金额满", unit="元", help="留空不按此项")
    ] = None
    items: Annotated[int | None, Label("逐项答复满", unit="项", help="留空不按此项")] = None
    press: Annotated[bool, Label("新闻媒体申请的")] = False

    def problems(self) -> Iterator[Problem]:
        """Check that the numbers are some."""
        for name in ("disputes", "yuan", "items"):
            value = getattr(self, name)
            if value is not None and value < 1:
                yield Problem(name, "请填1以上的整数，不按此项的请留空。")
