"""Reconsideration and litigation after a reply, for the clocks and for table 4."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.choices import CourtStage, Procedure, Result
from forms.fields import Label, Problem
from rules.law import RECONSIDERATION_LAW
from rules.report_rows import BASIS as REPORT_BASIS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationReceived:
    """The copy of an application for reconsideration reached the office (复议法48、54)."""

    title: ClassVar[str] = "收到复议申请副本"

    on: Annotated[date, Label("收到副本日期", basis=RECONSIDERATION_LAW.at(48))]
    body: Annotated[str, Label("复议机关", suggest="reconsideration_bodies")]
    procedure: Annotated[
        Procedure, Label("审理程序", help="普通程序10个工作日，简易程序5个工作日")
    ] = Procedure.ORDINARY
    case_number: Annotated[str, Label("复议案号")] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationAnswered:
    """The office's answer and evidence went to the reconsideration body (复议法48)."""

    title: ClassVar[str] = "提出复议答复"

    on: Annotated[date, Label("提出答复日期", basis=RECONSIDERATION_LAW.at(48))]
    number: Annotated[str, Label("答复书文号")] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationDecided:
    """The reconsideration body decided."""

    title: ClassVar[str] = "复议结果"

    on: Annotated[date, Label("决定日期")]
    result: Annotated[Result, Label("结果", basis=REPORT_BASIS)]
    number: Annotated[str, Label("决定书文号")] = ""
    note: Annotated[str, Label("决定内容", lines=2)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suit:
    """The court's notice reached the office."""

    title: ClassVar[str] = "收到应诉通知"

    on: Annotated[date, Label("收到日期")]
    stage: Annotated[CourtStage, Label("起诉方式", basis=REPORT_BASIS)]
    court: Annotated[str, Label("受理法院", suggest="courts")]
    case_number: Annotated[str, Label("案号")] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """The court's judgment took effect."""

    title: ClassVar[str] = "裁判结果"

    on: Annotated[date, Label("裁判生效日期")]
    result: Annotated[Result, Label("结果", basis=REPORT_BASIS)]
    number: Annotated[str, Label("裁判文书号")] = ""
    note: Annotated[str, Label("裁判内容", lines=2)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()
