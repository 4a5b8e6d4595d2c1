"""Talking with the applicant, helping who cannot read or write, handing over what was taken in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.enquiry import IntakePlace
from forms.fields import Label, Problem
from rules.provisions import Provision


class ContactWay(Enum):
    """How the office and the applicant talked."""

    PHONE = "电话"
    VISIT = "来访面谈"
    MESSAGE = "短信、微信"
    EMAIL = "电子邮件"
    CALL_ON = "上门"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A talk with the applicant: what she really needs, what was offered, what was agreed."""

    title: ClassVar[str] = "与申请人沟通"

    on: Annotated[date, Label("沟通日期")]
    way: Annotated[ContactWay, Label("沟通方式")] = ContactWay.PHONE
    understood: Annotated[
        str,
        Label(
            "了解的情况",
            help="真正要什么、做什么用、哪些已有",
            lines=3,
            basis=Provision.CORRECTION,
        ),
    ]
    offered: Annotated[
        str, Label("提出的方案", help="可以提供什么、到哪里查、怎样改更快", lines=2)
    ] = ""
    agreed: Annotated[
        str,
        Label("商定缩小的申请内容", help="填写后生成申请内容确认书，由申请人签字", lines=2),
    ] = ""
    at: Annotated[str, Label("时间", help="如：上午9时20分", folded=True)] = ""
    place: Annotated[str, Label("地点", folded=True)] = ""
    incoming: Annotated[bool, Label("对方主动联系", folded=True)] = False
    other_side: Annotated[str, Label("对方姓名", help="留空为申请人", folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


class ReadingNeed(Enum):
    """Why somebody needs help with an application (条例29①、43)."""

    CANNOT_WRITE = "书写有困难"
    CANNOT_READ = "阅读有困难"
    SIGHT = "视力障碍"
    HEARING = "听力、言语障碍"
    LANGUAGE = "不通晓当地通用的语言文字"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistedFilling:
    """An application told by word of mouth and filled in by the office (条例29①、43)."""

    title: ClassVar[str] = "代为填写申请"

    on: Annotated[date, Label("代填日期", basis=Provision.ORAL_REQUEST)]
    need: Annotated[ReadingNeed, Label("需要帮助的情形", basis=Provision.HELP)]
    help_given: Annotated[str, Label("提供的帮助", lines=2, basis=Provision.HELP)] = (
        "工作人员代为填写申请表，并向申请人逐项宣读核对。"
    )
    spoken: Annotated[str, Label("申请人口述的内容", help="留空取申请内容", lines=3)] = ""
    filled_by: Annotated[str, Label("代填人", suggest="handlers")]
    witness: Annotated[str, Label("见证人", folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask that somebody else be witness."""
        if self.witness.strip() and self.witness.strip() == self.filled_by.strip():
            yield Problem("witness", "见证人与代填人是同一个人，请另请一人见证，或者留空。")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What a counter, a reading room or the mail room took in and handed on."""

    title: ClassVar[str] = "收件交接"

    on: Annotated[date, Label("交接日期")]
    place: Annotated[IntakePlace, Label("收件地点", basis=Provision.PLACES_TO_ASK)] = (
        IntakePlace.COUNTER
    )
    taken_on: Annotated[date, Label("收件日期", help="收件地点收到的日期", basis=Provision.RECEIPT)]
    taken_by: Annotated[str, Label("收件人")] = ""
    handed_to: Annotated[str, Label("接收人", suggest="handlers")] = ""
    papers: Annotated[str, Label("材料清单", help="一行一项", lines=3)] = "政府信息公开申请表1份"

    def problems(self) -> Iterator[Problem]:
        """Check that nothing is handed over before it came."""
        if self.taken_on > self.on:
            yield Problem("taken_on", "收件日期晚于交接日期，请核对两个日期。")
