"""Enquiries that never become requests (政策咨询): answered, counted, and lent to a receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision


class EnquiryWay(Enum):
    """How somebody asked."""

    PHONE = "来电"
    COUNTER = "窗口"
    VISIT = "来访"
    ONLINE = "网上留言"
    LETTER = "来信、邮件"


class IntakePlace(Enum):
    """Where in the office something is taken in, before it reaches who deals with it."""

    OFFICE = "公开工作机构"
    COUNTER = "政务服务窗口"
    READING_ROOM = "政务公开专区"
    MAIL_ROOM = "收发室（邮件室）"
    DUTY_ROOM = "值班室"
    ONLINE = "网上平台"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """One enquiry: what was asked comes first, for the caller is waiting."""

    title: ClassVar[str] = "咨询登记"

    question: Annotated[str, Label("问什么", lines=3, basis=Provision.PLACES_TO_ASK)]
    answer: Annotated[str, Label("答复了什么", help="留空的列为待答复", lines=3)] = ""
    way: Annotated[EnquiryWay, Label("咨询方式")] = EnquiryWay.PHONE
    place: Annotated[IntakePlace, Label("接待地点", folded=True)] = IntakePlace.OFFICE
    caller: Annotated[str, Label("咨询人", help="要回复或者转为申请的才填")] = ""
    phone: Annotated[str, Label("联系电话")] = ""
    subject: Annotated[
        str, Label("类别", help="留空按内容归类", suggest="enquiry_subjects", folded=True)
    ] = ""
    on: Annotated[date, Label("咨询日期")]
    answered_on: Annotated[
        date | None, Label("答复日期", help="当场答复的留空，即咨询当日", folded=True)
    ] = None
    owner: Annotated[str, Label("由谁答复", suggest="handlers", folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that an answer does not come before its question."""
        if self.answered_on is not None and self.answered_on < self.on:
            yield Problem("answered_on", "答复日期早于咨询日期，请核对两个日期。")
        if self.answered_on is not None and not self.answer.strip():
            yield Problem("answer", "填了答复日期，请写明答复了什么。")

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered."""
        return bool(self.answer.strip())
