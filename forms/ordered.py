"""An order to reply anew, or to reply at last: who gave it, on what, and in which period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.choices import OrderWay
from forms.fields import Label, Problem
from rules.provisions import Provision
from rules.time_limits import OrderedBy

_PERIOD_HELP = "决定书没有写明期限的，三项都不填，按法定答复期限计算"


def _one_period(
    on: date, days: int | None, natural_days: int | None, until: date | None
) -> Iterator[Problem]:
    if sum(one is not None for one in (days, natural_days, until)) > 1:
        yield Problem(
            "days", "期限只能写一种：工作日数、自然日数或者截止日，请按决定书只保留一种。"
        )
    for name, value in (("days", days), ("natural_days", natural_days)):
        if value is not None and value < 1:
            yield Problem(name, "期限应为1日以上，请按决定书改正。")
    if until is not None and until < on:
        yield Problem("until", f"截止日{until}早于收到或者生效之日{on}，请核对两个日期。")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyOrdered:
    """A reply was set aside: another is to be given (复议法实施条例49, 行诉法70)."""

    title: ClassVar[str] = "责令重新答复"

    on: Annotated[
        date,
        Label(
            "收到决定书或者裁判生效日期",
            help="自行纠正的，填决定纠正的日期；期限自次日起算",
            basis=Provision.ORDERED_REPLY,
        ),
    ]
    by: Annotated[OrderedBy, Label("由谁作出", basis=Provision.SET_ASIDE)]
    way: Annotated[OrderWay, Label("以何种方式")] = OrderWay.SET_ASIDE
    body: Annotated[str, Label("作出决定或者裁判的机关", suggest="reconsideration_bodies")] = ""
    decision: Annotated[
        str,
        Label(
            "决定书、裁判文书名称和文号",
            help="写进重新作出的答复，如“青府复字〔2026〕31号《行政复议决定书》”",
        ),
    ] = ""
    reason: Annotated[str, Label("撤销的理由和要求", lines=3)] = ""
    days: Annotated[
        int | None, Label("期限", unit="个工作日", help=_PERIOD_HELP, basis=Provision.REPLY_PERIOD)
    ] = None
    natural_days: Annotated[int | None, Label("或者", unit="日（自然日）")] = None
    until: Annotated[date | None, Label("或者截止日", ahead=True)] = None

    def problems(self) -> Iterator[Problem]:
        """Ask for the decision where another body made it, and for one period at most."""
        if self.by is not OrderedBy.OFFICE and not self.decision:
            yield Problem(
                "decision", "请填写决定书或者裁判文书的名称和文号，重新作出的答复要写明它。"
            )
        yield from _one_period(self.on, self.days, self.natural_days, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOrdered:
    """The office was ordered to answer a request it had left unanswered (行诉法72, 复议法66)."""

    title: ClassVar[str] = "责令限期答复"

    on: Annotated[date, Label("收到决定书或者裁判生效日期", basis=Provision.ORDERED_BY_COURT)]
    by: Annotated[OrderedBy, Label("由谁作出", basis=Provision.ORDERED_TO_ACT)]
    body: Annotated[str, Label("作出决定或者裁判的机关", suggest="reconsideration_bodies")] = ""
    decision: Annotated[str, Label("决定书、裁判文书名称和文号")]
    days: Annotated[
        int | None, Label("期限", unit="个工作日", help=_PERIOD_HELP, basis=Provision.REPLY_PERIOD)
    ] = None
    natural_days: Annotated[int | None, Label("或者", unit="日（自然日）")] = None
    until: Annotated[date | None, Label("或者截止日", ahead=True)] = None

    def problems(self) -> Iterator[Problem]:
        """Ask for one period at most."""
        yield from _one_period(self.on, self.days, self.natural_days, self.until)
