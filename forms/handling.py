"""Handling inside the office: assignment, search, reviews, approval, notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.choices import SearchResult
from forms.fields import Label, Problem
from forms.reviewing import ReviewedItem
from rules.provisions import Provision


class _NothingMore:
    """A form whose fields need no check across each other."""

    __slots__ = ()

    def problems(self) -> Iterator[Problem]:
        """Yield nothing: each field is right by itself."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord(_NothingMore):
    """How the information was looked for: the evidence of a reasonable search (条例36(四))."""

    title: ClassVar[str] = "检索记录"

    on: Annotated[date, Label("检索日期")]
    searched_by: Annotated[str, Label("检索人", suggest="handlers")]
    scope: Annotated[str, Label("检索范围", help="档案室、业务系统、公文系统等", lines=2)]
    keywords: Annotated[str, Label("检索方式和关键词", lines=2)]
    result: Annotated[SearchResult, Label("检索结果", basis=Provision.NOT_HELD)]
    found: Annotated[str, Label("检索到的信息", help="名称、文号、页数", lines=3)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(_NothingMore):
    """Opinions before signing: disclosure, confidentiality and legal review (条例17)."""

    title: ClassVar[str] = "公开审查和保密审查"

    on: Annotated[date, Label("审查日期")]
    items: Annotated[
        tuple[ReviewedItem, ...],
        Label("逐项审查", help="拟公开的信息一项一项审查", basis=Provision.REVIEW),
    ] = ()
    disclosure_opinion: Annotated[
        str, Label("公开审查意见", lines=2, basis=Provision.DISCLOSURE_REVIEW)
    ]
    disclosure_reviewer: Annotated[str, Label("公开审查人", suggest="reviewers")]
    secrecy_opinion: Annotated[str, Label("保密审查意见", lines=2, basis=Provision.SECRECY_REVIEW)]
    secrecy_reviewer: Annotated[str, Label("保密审查人", suggest="secrecy_officers")]
    legal_opinion: Annotated[str, Label("法制审核意见", lines=2, folded=True)] = ""
    sheet: Annotated[
        str,
        Label(
            "签字扫描件",
            help="本件附件中的一份；别人签过字的纸件扫描后留存",
            folded=True,
            suggest="attachments",
        ),
    ] = ""
    legal_reviewer: Annotated[str, Label("法制审核人", folded=True, suggest="counsels")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(_NothingMore):
    """The leader's signature under the reply."""

    title: ClassVar[str] = "签发"

    on: Annotated[date, Label("签发日期")]
    approved_by: Annotated[str, Label("签发人", suggest="leaders")]
    opinion: Annotated[str, Label("签发意见", lines=2)] = "同意。"
    sheet: Annotated[
        str,
        Label(
            "签字扫描件",
            help="本件附件中的一份；别人签过字的纸件扫描后留存",
            folded=True,
            suggest="attachments",
        ),
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(_NothingMore):
    """Anything worth keeping: a call, a visit, a thought."""

    title: ClassVar[str] = "记事"

    on: Annotated[date, Label("日期")]
    text: Annotated[str, Label("内容", lines=4)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCall(_NothingMore):
    """A call about the request; its record is written with it."""

    title: ClassVar[str] = "电话记录"

    on: Annotated[date, Label("通话日期")]
    at: Annotated[str, Label("通话时间", help="如：上午9时20分")] = ""
    incoming: Annotated[bool, Label("对方来电")] = False
    other_side: Annotated[str, Label("对方姓名", help="留空为申请人")] = ""
    subject: Annotated[str, Label("通话事由")]
    text: Annotated[str, Label("通话内容", lines=4)]
    settled: Annotated[str, Label("处理情况", lines=2)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistance:
    """Another section or agency helps to search and examine (条例45); no clock stops."""

    title: ClassVar[str] = "请其他单位协助"

    on: Annotated[date, Label("发出日期", basis=Provision.WORK_OF_THE_OFFICE)]
    ref: Annotated[str, Label("协办单位", suggest="agencies")]
    task: Annotated[str, Label("协办事项", lines=3)]
    answer_by: Annotated[date, Label("请其回复的日期", ahead=True)]

    def problems(self) -> Iterator[Problem]:
        """Check that the day to answer by lies ahead."""
        if self.answer_by < self.on:
            yield Problem("answer_by", "回复的日期早于发出日期，请核对两个日期。")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRemoval(_NothingMore):
    """Why a file no longer counts as the case's; it stays on record."""

    title: ClassVar[str] = "移除附件"

    file: Annotated[str, Label("附件", suggest="attachments")]
    reason: Annotated[str, Label("移除原因", help="如：放错案件、重复添加", lines=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(_NothingMore):
    """The closed case goes into its file (条例45)."""

    title: ClassVar[str] = "归档"

    on: Annotated[date, Label("归档日期", basis=Provision.WORK_OF_THE_OFFICE)]
    file_number: Annotated[str, Label("归档卷号")] = ""
    pages: Annotated[int | None, Label("总页数", unit="页")] = None
    retention: Annotated[str, Label("保管期限", help="按本单位归档范围和保管期限表")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing(_NothingMore):
    """Why a step is annulled; the step stays in the history."""

    title: ClassVar[str] = "撤销一步"

    reason: Annotated[str, Label("撤销原因", help="如：日期录入有误")] = "录入有误"
