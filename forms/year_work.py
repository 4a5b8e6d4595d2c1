"""The year's work of the office: duties with their days, their template, and its training."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision

_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing the office has to have done by a day (工作任务台账)."""

    title: ClassVar[str] = "工作任务"

    task: Annotated[str, Label("任务", lines=2)]
    responsible: Annotated[str, Label("责任人", suggest="handlers")] = ""
    due_on: Annotated[date, Label("完成时限", ahead=True)]
    source: Annotated[str, Label("来源", help="条文、上级工作要点或者本机关安排")] = ""
    done_on: Annotated[date | None, Label("完成日期", help="完成后填写")] = None
    result: Annotated[str, Label("完成情况", lines=2)] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask when it was done, where it is told how."""
        if self.result.strip() and self.done_on is None:
            yield Problem("done_on", "写了完成情况，请填写完成日期。")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPattern:
    """A duty that comes back every year on the same day."""

    title: ClassVar[str] = "任务模板"

    task: Annotated[str, Label("任务", lines=2)]
    responsible: Annotated[str, Label("责任人", suggest="handlers")] = ""
    month: Annotated[int, Label("月")]
    day: Annotated[int, Label("日")]
    source: Annotated[str, Label("来源")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that there is such a day in some year."""
        if not 1 <= self.month <= len(_DAYS_OF_MONTH):
            yield Problem("month", "月应为1至12，请改正。")
        elif not 1 <= self.day <= _DAYS_OF_MONTH[self.month - 1]:
            yield Problem("day", f"{self.month}月没有{self.day}日，请改正。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training: what was taught, who came, what they were asked (条例48)."""

    title: ClassVar[str] = "业务培训"

    on: Annotated[date, Label("培训日期", basis=Provision.TRAINING)]
    topic: Annotated[str, Label("培训主题")]
    teacher: Annotated[str, Label("授课人")] = ""
    place: Annotated[str, Label("地点")] = ""
    hours: Annotated[int | None, Label("学时", unit="学时")] = None
    content: Annotated[str, Label("讲了什么", lines=4)]
    attendees: Annotated[str, Label("参加人员", help="用顿号或者换行隔开", lines=3)] = ""
    questions: Annotated[
        str, Label("测试题", help="一题一段；可以从案例生成", lines=4, folded=True)
    ] = ""
    result: Annotated[str, Label("测试和效果", lines=2, folded=True)] = ""

    def problems(self) -> Iterator[Problem]:
        """Check the hours."""
        if self.hours is not None and not 1 <= self.hours <= 200:
            yield Problem("hours", "学时应为1至200，请改正。")

    @property
    def people(self) -> list[str]:
        """Who came, each by name."""
        names = self.attendees.replace("\n", "、").replace("，", "、").replace(",", "、")
        return [name.strip() for name in names.split("、") if name.strip()]
