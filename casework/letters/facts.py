"""What letters need to know of the office and the case, and how they say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.receipt import Channel
from rules.time_limits import NOT_COUNTED_BASIS

_SUBMITTED = {
    Channel.IN_PERSON: "当面提交",
    Channel.SIGNED_POST: "邮寄",
    Channel.ORDINARY_POST: "以平常信函寄送",
    Channel.INTERNET: "通过网上平台提交",
    Channel.EMAIL: "通过电子邮件提交",
    Channel.FAX: "通过传真提交",
    Channel.ORAL: "口头提出、由本机关代为填写",
    Channel.FORWARDED: "提出、由其他机关转来",
}


def chinese_date(day: date) -> str:
    """Return a day as a letter prints it: 2026年2月13日."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """The office as it stands at the foot of a letter."""

    name: str
    contact: str
    phone: str
    address: str
    postcode: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    online_reconsideration: str = ""

    @property
    def other_channels(self) -> str:
        """The further ways to hand something in, in words; empty where there is none."""
        ways = (
            ("传真", self.fax),
            ("电子邮箱", self.email),
            ("网上平台", self.website),
        )
        return "、".join(f"{name}（{value}）" for name, value in ways if value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """A consultation that interrupted the case, as far as the applicant is told of it."""

    sent_on: date
    answered_on: date | None = None
    agency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The case as letters tell it."""

    register_number: str
    applicant_name: str
    received_on: date
    information_sought: str
    channel: Channel = Channel.IN_PERSON
    is_person: bool = True
    co_applicants: str = ""
    arrived_on: date | None = None
    matter: str = ""
    obtain_by: str = ""
    media: str = ""
    section: str = ""
    handler: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""
    id_type: str = ""
    id_number: str = ""
    agent_name: str = ""
    due_on: date | None = None
    correction_noticed_on: date | None = None
    correction_number: str = ""
    corrected_on: date | None = None
    consultations: tuple[Consulted, ...] = ()
    fee_noticed_on: date | None = None
    fee_number: str = ""
    fee_paid_on: date | None = None
    extended_on: date | None = None
    extended_days: int = 0
    extension_number: str = ""

    @property
    def applicants(self) -> str:
        """Everybody who applied, as the letter addresses them."""
        return "、".join(name for name in (self.applicant_name, self.co_applicants) if name)

    @property
    def you(self) -> str:
        """How the letter addresses the applicant: 你, 你们 or 你单位."""
        if self.co_applicants:
            return "你们"
        return "你" if self.is_person else "你单位"

    @property
    def submitted(self) -> str:
        """How the request came, in front of 的政府信息公开申请."""
        return _SUBMITTED[self.channel]

    @property
    def course(self) -> str:
        """What has happened since receipt, one sentence a paragraph; empty if nothing has."""
        return "\n".join((*self._before_extension(), *self._extension()))

    @property
    def course_before_extension(self) -> str:
        """What has happened since receipt, the extension left out."""
        return "\n".join(self._before_extension())

    def _before_extension(self) -> Iterator[str]:
        if self.correction_noticed_on and self.corrected_on:
            yield (
                f"因申请内容不明确，本机关于{chinese_date(self.correction_noticed_on)}发出补正告知书"
                f"{_bracketed(self.correction_number)}，"
                f"并于{chinese_date(self.corrected_on)}收到{self.you}补正后的申请。"
            )
        if self.fee_noticed_on and self.fee_paid_on:
            yield (
                f"本机关于{chinese_date(self.fee_noticed_on)}发出信息处理费收费通知书"
                f"{_bracketed(self.fee_number)}，"
                f"{self.you}于{chinese_date(self.fee_paid_on)}完成缴费。"
            )
        for consulted in self.consultations:
            whom = consulted.agency or "第三方"
            answer = (
                f"，并于{chinese_date(consulted.answered_on)}收到其意见"
                if consulted.answered_on
                else "，其在规定期限内未提出意见"
            )
            yield (
                f"本机关于{chinese_date(consulted.sent_on)}书面征求{whom}的意见{answer}。"
                f"根据{NOT_COUNTED_BASIS}的规定，征求意见所需时间不计算在答复期限内。"
            )

    def _extension(self) -> Iterator[str]:
        if self.extended_on:
            yield (
                f"经本机关政府信息公开工作机构负责人同意，答复期限延长{self.extended_days}个工作日，"
                f"本机关已于{chinese_date(self.extended_on)}告知{self.you}"
                f"{_bracketed(self.extension_number)}。"
            )


def _bracketed(number: str) -> str:
    return f"（{number}）" if number else ""
