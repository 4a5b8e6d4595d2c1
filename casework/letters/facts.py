"""What letters need to know of the office and the case, and how they say it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

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
    """A consultation that interrupted the case, as far as the applicant is told of it.

    `is_silent` says that the time for an answer is over without one; without it and without an
    answer the side asked may still answer. `due_on` is the last day of that time. `party` tells
    one third party from another and is never printed: the applicant is not told who they are.
    """

    sent_on: date
    answered_on: date | None = None
    agency: str = ""
    due_on: date | None = None
    is_silent: bool = False
    is_joint_maker: bool = False
    consents: bool | None = None
    in_part: bool = False
    party: str = ""

    @property
    def answer_words(self) -> str:
        """What came of it, to stand after whom was asked."""
        if self.answered_on:
            return f"，并于{chinese_date(self.answered_on)}收到其意见"
        if not self.is_silent:
            return "，尚未收到其意见"
        consent = "，视为同意公开" if self.is_joint_maker else ""
        return f"，其在规定期限内未提出意见{consent}"


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
    guardian: str = ""
    due_on: date | None = None
    corrected_sought: str = ""
    correction_reason: str = "申请内容不明确"
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
    deferred_on: date | None = None
    deferred_until: date | None = None
    deferral_number: str = ""
    ordered: str = ""

    @property
    def sought(self) -> str:
        """What is asked for now: as corrected, where a correction came."""
        return self.corrected_sought or self.information_sought

    @property
    def applicants(self) -> str:
        """Everybody who applied, as the letter addresses them."""
        return "、".join(name for name in (self.applicant_name, self.co_applicants) if name)

    @property
    def addressed(self) -> str:
        """Everybody who applied, with the guardian who acts for the applicant (民法典23)."""
        if not self.guardian:
            return self.applicants
        acted_for = f"{self.applicant_name}（法定代理人：{self.guardian}）"
        return "、".join(name for name in (acted_for, self.co_applicants) if name)

    @property
    def mailed_to(self) -> str:
        """Who opens the letter: the guardian where one acts, whose signature counts (235号四)."""
        return mailed_to(self.applicant_name, self.guardian, self.co_applicants)

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

    @property
    def correction_words(self) -> str:
        """The correction that was asked for and came; empty where none did."""
        return "\n".join(self._correction())

    def _before_extension(self) -> Iterator[str]:
        yield from self._correction()
        yield from self._fee_and_consultations()
        if self.ordered:
            # Why there is a second reply: the order it follows, with number and day.
            yield self.ordered

    def _correction(self) -> Iterator[str]:
        if self.correction_noticed_on and self.corrected_on:
            said = f"经补正，{self.you}申请公开“{quoted(self.corrected_sought)}”。"
            yield (
                f"因{self.correction_reason}，本机关于{chinese_date(self.correction_noticed_on)}"
                f"发出补正告知书{_bracketed(self.correction_number)}，"
                f"并于{chinese_date(self.corrected_on)}收到{self.you}补正后的申请。"
                f"{said if self.corrected_sought else ''}"
            )

    def _fee_and_consultations(self) -> Iterator[str]:
        if self.fee_noticed_on and self.fee_paid_on:
            yield (
                f"本机关于{chinese_date(self.fee_noticed_on)}发出信息处理费收费通知书"
                f"{_bracketed(self.fee_number)}，"
                f"{self.you}于{chinese_date(self.fee_paid_on)}完成缴费。"
            )
        whom = third_party_names(one.party for one in self.consultations if not one.agency)
        # One provision said once, however many were asked.
        for basis, told in groupby(
            self.consultations, lambda one: str(NOT_COUNTED_BASIS.on(one.sent_on))
        ):
            asked = "；".join(
                f"于{chinese_date(one.sent_on)}书面征求{one.agency or whom[one.party]}的意见"
                f"{one.answer_words}"
                for one in told
            )
            yield f"本机关{asked}。根据{basis}的规定，征求意见所需时间不计算在答复期限内。"

    def _extension(self) -> Iterator[str]:
        if self.extended_on:
            yield (
                f"经本机关政府信息公开工作机构负责人同意，答复期限延长{self.extended_days}个工作日，"
                f"本机关已于{chinese_date(self.extended_on)}告知{self.you}"
                f"{_bracketed(self.extension_number)}。"
            )
        if self.deferred_on and self.deferred_until:
            yield (
                f"因{self.you}申请公开政府信息的数量、频次明显超过合理范围，{self.you}说明的理由合理，"
                f"但是无法在规定期限内答复，本机关已于{chinese_date(self.deferred_on)}告知{self.you}"
                f"{_bracketed(self.deferral_number)}，"
                f"在{chinese_date(self.deferred_until)}前（含当日）作出答复。"
            )

    @property
    def third_party_words(self) -> str:
        """What the third parties said, as the grounds of a refusal tell it; empty if none did."""
        asked = [one for one in self.consultations if not one.agency]
        whom = third_party_names(one.party for one in asked)
        told = (
            ("不同意公开，本机关经审查认为其理由合理。", _objects),
            (
                "只同意公开一部分，本机关经审查认为其不同意公开其余部分的理由合理。",
                _objects_in_part,
            ),
            ("在规定期限内未提出意见，由本机关依照规定决定是否公开。", _said_nothing),
        )
        return "".join(
            f"{'、'.join(dict.fromkeys(whom[one.party] for one in asked if is_so(one)))}{words}"
            for words, is_so in told
            if any(is_so(one) for one in asked)
        )


def _objects(one: Consulted) -> bool:
    return one.consents is False and not one.in_part


def _objects_in_part(one: Consulted) -> bool:
    return one.consents is False and one.in_part


def _said_nothing(one: Consulted) -> bool:
    return one.is_silent


def third_party_names(parties: Iterable[str]) -> dict[str, str]:
    """Return how a letter calls each third party: 第三方, or 第三方甲 and 乙 if there are several.

    Who they are is not for the applicant to know: article 32 has them heard, not named.
    """
    known = list(dict.fromkeys(parties))
    if len(known) <= 1:
        return dict.fromkeys(known, "第三方")
    marks = _STEMS if len(known) <= len(_STEMS) else map(str, range(1, len(known) + 1))
    return {party: f"第三方{mark}" for party, mark in zip(known, marks, strict=False)}


_STEMS = "甲乙丙丁戊己庚辛壬癸"


def mailed_to(applicant_name: str, guardian: str = "", co_applicants: str = "") -> str:
    """Return whom an envelope names: in place of an applicant, the guardian who acts."""
    first = f"{guardian}（{applicant_name}的法定代理人）" if guardian else applicant_name
    return "、".join(name for name in (first, co_applicants) if name)


_ASKS = re.compile(
    r"^(?:(?:我们?|本人|我单位|本单位|我公司|本公司)?(?:现|特)?(?:依法)?"
    r"(?:向(?:贵|你)(?:局|单位|机关|委|办|厅|部门))?(?:申请|请求|要求|请)(?:贵(?:局|单位|机关))?"
    r"(?:依法)?(?:公开|获取|提供)(?:以下|下列)?(?:政府)?(?:信息)?[:：]?|申请公开[:：]?)"
)
_ONE_NUMBER = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、．]|\.(?!\d))\s*")


def quoted(sought: str) -> str:
    """Return what was asked for, fit to stand between quotation marks after 申请公开.

    Its own 申请公开 and full stop go, as does the list number that a split left in front; inner
    quotation marks become single ones, and lines are joined to one sentence.
    """
    lines = [line.strip() for line in sought.splitlines() if line.strip()]
    if len(lines) == 1:
        lines = [_ONE_NUMBER.sub("", lines[0], count=1)] if not _is_list(lines[0]) else lines
    if lines:
        lines[0] = _ASKS.sub("", lines[0], count=1) or lines[0]
    joined = "".join(
        line if line.endswith(("；", "。", "，", "：", "、")) else f"{line}；" for line in lines
    )
    tidy = joined.strip().rstrip("；。，、;,. ").replace("“", "‘").replace("”", "’")
    return titled(tidy)


def titled(text: str) -> str:
    """Return a text in which a title within a title stands in 〈〉 (GB/T 15834)."""
    return _INNER_TITLE.sub(r"〈\1〉", text)


_INNER_TITLE = re.compile(r"(?<=[^《》])《([^《》]*)》(?=[^《》]*》)")


def _is_list(line: str) -> bool:
    """Return whether a line holds more than one numbered item."""
    return bool(
        re.search(
            r"[；;。].{0,3}(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、．]|\.(?!\d))", line
        )
    )


def _bracketed(number: str) -> str:
    return f"（{number}）" if number else ""
