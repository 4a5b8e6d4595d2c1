"""What a county office sets and types for its own report: points for its units, and its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision
from rules.report_rows import HEADINGS

_MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyPoints:
    """What each item of the assessment is worth, and what one fault costs (条例46、47)."""

    title: ClassVar[str] = "考核分值"

    handed_in: Annotated[int, Label("按时报送", unit="分", basis=Provision.REPORT)] = 20
    balanced: Annotated[int, Label("数字平衡（勾稽关系）", unit="分", group="数字")] = 30
    balanced_each: Annotated[int, Label("每处不平衡扣", unit="分")] = 5
    carried: Annotated[int, Label("与上年衔接", unit="分")] = 20
    carried_each: Annotated[int, Label("每处不衔接扣", unit="分")] = 10
    whole: Annotated[int, Label("报表齐全（表二）", unit="分")] = 10
    upheld: Annotated[int, Label("复议诉讼没有被纠正", unit="分", group="质量")] = 20
    upheld_each: Annotated[int, Label("每件被纠正扣", unit="分")] = 5
    answer_days: Annotated[int, Label("反馈整改的期限", unit="个工作日", group="反馈")] = 5

    def problems(self) -> Iterator[Problem]:
        """Check that every number is one of points."""
        for name in self.__dataclass_fields__:
            if name != "title" and not 0 <= getattr(self, name) <= _MOST:
                yield Problem(name, f"分值应为0至{_MOST}，请改正。")
        if self.answer_days < 1:
            yield Problem("answer_days", "反馈的期限至少1个工作日，请改正。")

    @property
    def total(self) -> int:
        """The most a unit can have."""
        return self.handed_in + self.balanced + self.carried + self.whole + self.upheld


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyTexts:
    """The written parts of a county's report; left empty, its figures write the first draft."""

    title: ClassVar[str] = "汇总报告的文字部分"

    overall: Annotated[str, Label(HEADINGS[0], lines=6)] = ""
    problems_and_plans: Annotated[str, Label(HEADINGS[4], lines=5)] = ""
    other: Annotated[str, Label(HEADINGS[5], lines=4)] = ""

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the fields themselves."""
        yield from ()

    @property
    def by_heading(self) -> dict[str, str]:
        """The parts that were typed, by their official headings."""
        typed = {
            HEADINGS[0]: self.overall,
            HEADINGS[4]: self.problems_and_plans,
            HEADINGS[5]: self.other,
        }
        return {heading: text for heading, text in typed.items() if text.strip()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyPublication:
    """The day a county's report was published."""

    title: ClassVar[str] = "公布并锁定汇总报告"

    on: Annotated[date, Label("公布日期", basis=Provision.REPORT)]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the field itself."""
        yield from ()
