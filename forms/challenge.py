"""Reconsideration and litigation after a reply or over its absence: for the clocks and table 4."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.choices import Challenged, ChallengeResult, CourtStage, Instance, Procedure
from forms.fields import Label, Problem
from rules.provisions import Provision
from rules.report_rows import BASIS as REPORT_BASIS

_WHICH = "只有一件时可以不填"


Evidence = Annotated[str, Label("提交的证据、依据", help="一行一件，写法：名称——证明事项", lines=5)]


def _letter_problems(grounds: str, request: str, evidence: str) -> Iterator[Problem]:
    if grounds.strip() and not request.strip():
        yield Problem("request", "请写明请求，如“请求维持本机关作出的答复”。")
    if grounds.strip() and not evidence.strip():
        yield Problem(
            "evidence",
            "请列出提交的证据、依据；不提交的，视为没有证据、依据。",
            Provision.NO_EVIDENCE,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationReceived:
    """The copy of an application for reconsideration reached the office (复议法48、54)."""

    title: ClassVar[str] = "收到复议申请副本"

    on: Annotated[date, Label("收到副本日期", basis=Provision.RECONSIDERATION_ANSWER)]
    body: Annotated[str, Label("复议机关", suggest="reconsideration_bodies")]
    over: Annotated[
        Challenged, Label("申请复议的事项", help="逾期未答复的，不以已送达答复为前提")
    ] = Challenged.REPLY
    procedure: Annotated[
        Procedure, Label("审理程序", help="普通程序10个工作日，简易程序5个工作日")
    ] = Procedure.ORDINARY
    case_number: Annotated[str, Label("复议案号")] = ""
    brought_by: Annotated[
        str,
        Label(
            "复议申请人",
            help="申请公开的人提出的不填；第三方提出的，写它的名称",
            suggest="consulted",
        ),
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationAnswered:
    """The office's answer and evidence went to the reconsideration body (复议法48)."""

    title: ClassVar[str] = "提出复议答复"

    on: Annotated[date, Label("提出答复日期", basis=Provision.RECONSIDERATION_ANSWER)]
    number: Annotated[str, Label("答复书文号", help="由程序生成的不填", folded=True)] = ""
    challenge: Annotated[str, Label("哪一件复议案件", help=_WHICH, suggest="challenges")] = ""
    grounds: Annotated[
        str,
        Label(
            "事实和理由",
            help="填写后生成复议答复书，办理经过由程序按登记的步骤写明",
            lines=4,
        ),
    ] = ""
    request: Annotated[str, Label("答复意见", lines=2)] = ""
    evidence: Evidence = ""

    def problems(self) -> Iterator[Problem]:
        """Ask for what a letter must have, where one is to be written."""
        yield from _letter_problems(self.grounds, self.request, self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationDecided:
    """The reconsideration body decided."""

    title: ClassVar[str] = "复议结果"

    on: Annotated[date, Label("决定日期")]
    result: Annotated[ChallengeResult, Label("结果", basis=REPORT_BASIS)]
    number: Annotated[str, Label("决定书文号")] = ""
    note: Annotated[str, Label("决定内容", lines=2)] = ""
    applicant_received_on: Annotated[
        date | None,
        Label(
            "申请人收到决定书日期",
            help="据此显示申请人起诉的最后一日",
            basis=Provision.SUIT_AFTER_RECONSIDERATION,
        ),
    ] = None
    challenge: Annotated[str, Label("哪一件复议案件", help=_WHICH, suggest="challenges")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that the decision was received after it was made."""
        received_on = self.applicant_received_on
        if received_on is not None and received_on < self.on:
            yield Problem(
                "applicant_received_on",
                f"收到决定书的日期{received_on}早于决定日期{self.on}，请核对两个日期。",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Suit:
    """The copy of a complaint reached the office (行诉法67)."""

    title: ClassVar[str] = "收到起诉状副本"

    on: Annotated[date, Label("收到起诉状副本日期", basis=Provision.DEFENCE)]
    stage: Annotated[CourtStage, Label("起诉方式", basis=REPORT_BASIS)]
    court: Annotated[str, Label("受理法院", suggest="courts")]
    over: Annotated[Challenged, Label("起诉的事项", help="逾期未答复的，不以已送达答复为前提")] = (
        Challenged.REPLY
    )
    case_number: Annotated[str, Label("案号")] = ""
    brought_by: Annotated[
        str,
        Label("原告", help="申请公开的人起诉的不填；第三方起诉的，写它的名称", suggest="consulted"),
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence:
    """The office's answer and its evidence went to the court (行诉法34、67)."""

    title: ClassVar[str] = "提交答辩状和证据"

    on: Annotated[date, Label("提交日期", basis=Provision.DEFENCE)]
    challenge: Annotated[str, Label("哪一件诉讼", help=_WHICH, suggest="challenges")] = ""
    grounds: Annotated[
        str,
        Label(
            "事实和理由",
            help="填写后生成答辩状，办理经过由程序按登记的步骤写明",
            lines=4,
        ),
    ] = ""
    request: Annotated[str, Label("答辩意见", lines=2)] = ""
    evidence: Evidence = ""

    def problems(self) -> Iterator[Problem]:
        """Ask for what a letter must have, where one is to be written."""
        yield from _letter_problems(self.grounds, self.request, self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One side appealed: the suit goes on, and stays the one suit it is."""

    title: ClassVar[str] = "收到上诉材料"

    on: Annotated[date, Label("收到日期")]
    court: Annotated[str, Label("二审法院", suggest="courts")]
    case_number: Annotated[str, Label("二审案号")] = ""
    until: Annotated[
        date | None,
        Label(
            "提出答辩状的最后一日",
            help="以二审法院通知书写明的为准，填写后列入待办；本机关上诉的不填",
            basis=Provision.PERIODS_OF_CIVIL_PROCEDURE,
            ahead=True,
        ),
    ] = None
    challenge: Annotated[str, Label("哪一件诉讼", help=_WHICH, suggest="challenges")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that the court's day does not lie before the papers came."""
        if self.until is not None and self.until < self.on:
            yield Problem(
                "until",
                f"答辩的最后一日{self.until}早于收到上诉材料的日期{self.on}，请核对法院的通知书。",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """The court's judgment took effect; first and second instance end one suit."""

    title: ClassVar[str] = "裁判结果"

    on: Annotated[date, Label("裁判生效日期")]
    result: Annotated[ChallengeResult, Label("结果", basis=REPORT_BASIS)]
    instance: Annotated[Instance, Label("生效的是", help="一审、二审为同一诉讼，年报只计一次")] = (
        Instance.FIRST
    )
    number: Annotated[str, Label("裁判文书号")] = ""
    note: Annotated[str, Label("裁判内容", lines=2)] = ""
    challenge: Annotated[str, Label("哪一件诉讼", help=_WHICH, suggest="challenges")] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()
