"""The request as it arrived: what the register enters before anyone has judged it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.choices import IdType, Media, ObtainBy, RequestNature
from forms.fields import Label, Problem
from forms.identity import identity_doubt, identity_problem
from rules.errors import ClerkError
from rules.provisions import Provision
from rules.receipt import Channel, receipt_day
from rules.report_rows import Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A request as it came in, and who made it (条例29、31)."""

    title: ClassVar[str] = "收件登记"

    applicant_name: Annotated[
        str,
        Label(
            "申请人姓名或名称", basis=Provision.APPLICANT_NAMED, suggest="applicants", group="收件"
        ),
    ]
    channel: Annotated[Channel, Label("提交方式", basis=Provision.RECEIPT)] = Channel.IN_PERSON
    arrived_on: Annotated[
        date, Label("提交（签收、到达）日期", help="申请到达本机关的日期", basis=Provision.RECEIPT)
    ]
    confirmed_on: Annotated[
        date | None,
        Label("双方确认日期", help="网络、邮箱、传真、平信填写", basis=Provision.RECEIPT),
    ] = None
    late_reason: Annotated[
        str,
        Label(
            "迟延确认的原因",
            help="到达后超过3个工作日才确认的须填写",
            lines=2,
            basis=Provision.RECEIPT,
            folded=True,
        ),
    ] = ""
    applicant_kind: Annotated[
        Applicant,
        Label(
            "申请人类别",
            help="年度报告表三按此列统计",
            basis=Provision.REPORT_CONTENTS,
            group="申请人",
        ),
    ] = Applicant.NATURAL_PERSON
    id_type: Annotated[IdType, Label("证件类型", basis=Provision.APPLICANT_NAMED)] = (
        IdType.RESIDENT_ID
    )
    id_number: Annotated[str, Label("证件号码", basis=Provision.APPLICANT_NAMED)] = ""
    phone: Annotated[str, Label("联系电话", basis=Provision.APPLICANT_NAMED)] = ""
    address: Annotated[
        str, Label("通信地址", basis=Provision.APPLICANT_NAMED, suggest="addresses")
    ] = ""
    information_sought: Annotated[
        str, Label("所需政府信息", lines=4, basis=Provision.INFORMATION_DESCRIBED, group="申请内容")
    ]
    matter: Annotated[str, Label("事项摘要", help="列表中显示，留空取申请内容前段")] = ""
    document_title: Annotated[
        str, Label("所涉文件名称", basis=Provision.INFORMATION_DESCRIBED, folded=True)
    ] = ""
    document_number: Annotated[
        str, Label("所涉文号", basis=Provision.INFORMATION_DESCRIBED, folded=True)
    ] = ""
    obtain_by: Annotated[ObtainBy, Label("获取方式", basis=Provision.FORM_ASKED_FOR)] = (
        ObtainBy.POST
    )
    media: Annotated[Media, Label("载体形式", basis=Provision.FORM_ASKED_FOR)] = Media.PAPER
    email: Annotated[str, Label("电子邮箱", folded=True)] = ""
    postcode: Annotated[str, Label("邮政编码", folded=True)] = ""
    contact: Annotated[str, Label("联系人", help="法人或其他组织填写", folded=True)] = ""
    representative: Annotated[str, Label("法定代表人", folded=True)] = ""
    agent_name: Annotated[str, Label("代理人", folded=True)] = ""
    guardian: Annotated[
        str,
        Label(
            "法定代理人（监护人）",
            help="未成年人等由其提出申请、签收文书",
            basis=Provision.DAY_OF_SERVICE,
            folded=True,
        ),
    ] = ""
    co_applicants: Annotated[str, Label("共同申请人", help="多人用顿号隔开", folded=True)] = ""
    nature: Annotated[
        RequestNature,
        Label(
            "申请性质",
            help="更正申请单独编号，不计入年度报告表三",
            basis=Provision.RECORD_CORRECTED,
            folded=True,
        ),
    ] = RequestNature.INFORMATION
    mail_number: Annotated[str, Label("来件邮件单号", folded=True)] = ""
    needs_help: Annotated[bool, Label("需要无障碍协助", basis=Provision.HELP, folded=True)] = False
    remark: Annotated[str, Label("备注", lines=2, folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Check the dates that decide the day of receipt, and the identity number."""
        try:
            receipt_day(self.channel, self.arrived_on, self.confirmed_on)
        except ClerkError as error:
            yield Problem(error.field or "arrived_on", error.message, error.basis)
        if self.confirmed_on is not None and not self.channel.needs_confirmation:
            yield Problem(
                "confirmed_on",
                f"{self.channel.label}的申请以{self.channel.arrival_label}为收到申请之日，"
                "不需要确认，请清空确认日期。",
                self.channel.basis,
            )
        if self.id_number:
            problem = identity_problem(self.id_type, self.id_number)
            if problem:
                yield Problem("id_number", problem, Provision.APPLICANT_NAMED)
        if self.email and "@" not in self.email:
            yield Problem("email", "电子邮箱应含有“@”，请核对。")
        if self.needs_letters_by_email and not self.email:
            yield Problem("email", "获取方式为电子邮件，请填写电子邮箱。", Provision.FORM_ASKED_FOR)

    def doubts(self) -> Iterator[str]:
        """Yield what should be looked at once more, and forbids nothing."""
        doubt = identity_doubt(self.id_type, self.id_number)
        if doubt:
            yield doubt
        if self.guardian and self.applicant_kind is not Applicant.NATURAL_PERSON:
            yield "法定代理人（监护人）只适用于自然人，请核对申请人类别。"

    @property
    def needs_letters_by_email(self) -> bool:
        """Whether the applicant asked for the information by e-mail."""
        return self.obtain_by is ObtainBy.EMAIL

    @property
    def summary(self) -> str:
        """The matter as lists show it: what was typed, else the beginning of what is sought.

        Empty where both hold nothing but blanks.
        """
        if self.matter.strip():
            return self.matter
        first_line = next(iter(self.information_sought.strip().splitlines()), "")
        return first_line if len(first_line) <= 60 else first_line[:59] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Both sides confirmed the receipt (条例31(二)(三))."""

    title: ClassVar[str] = "确认收到申请"

    on: Annotated[date, Label("双方确认日期", basis=Provision.RECEIPT)]
    how: Annotated[str, Label("确认方式", help="电话、短信、邮件等")] = "电话"
    note: Annotated[str, Label("确认情况", lines=2)] = ""
    late_reason: Annotated[
        str,
        Label(
            "迟延确认的原因",
            help="到达后超过3个工作日才确认的须填写",
            lines=2,
            basis=Provision.RECEIPT,
        ),
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves: whether it is late, the calendar says."""
        yield from ()
