"""Who works in the office: what is filled in of a section, a person and an absence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.people import OfficePart


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionForm:
    """A section of the office."""

    title: ClassVar[str] = "科室"

    name: Annotated[str, Label("科室名称", help="如：规划科")]

    def problems(self) -> Iterator[Problem]:
        """Nothing beyond the field itself."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """Somebody of the office, with the parts played in dealing with requests."""

    title: ClassVar[str] = "人员"

    name: Annotated[str, Label("姓名")]
    section: Annotated[str, Label("科室", suggest="own_sections")] = ""
    parts: Annotated[tuple[OfficePart, ...], Label("分工", help="可以兼任")] = (OfficePart.SECTION,)
    post: Annotated[str, Label("职务", help="如：科长")] = ""
    phone: Annotated[str, Label("电话", help="催办时用")] = ""
    deputy: Annotated[str, Label("代办人", help="外出时由谁代办（AB岗）", suggest="people")] = ""
    account: Annotated[
        str,
        Label(
            "本机账户",
            help="登录这台电脑的账户名，登记簿在服务器上的填服务器账号；只有一台电脑的不必填",
            folded=True,
        ),
    ] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that the parts go together, and that nobody stands in for themselves."""
        if OfficePart.READER in self.parts and len(self.parts) > 1:
            yield Problem("parts", "只读的人员不能兼其他分工，请只留一种。")
        if self.deputy and self.deputy == self.name:
            yield Problem("deputy", "代办人就是本人，请另选一人或者留空。")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceForm:
    """Somebody is away, and somebody stands in."""

    title: ClassVar[str] = "外出和代办"

    who: Annotated[str, Label("外出的人", suggest="people")]
    first_on: Annotated[date, Label("自", ahead=True)]
    last_on: Annotated[date, Label("至", ahead=True)]
    stand_in: Annotated[str, Label("由谁代办", suggest="people")]
    reason: Annotated[str, Label("事由", help="如：休假、出差、培训")] = ""

    def problems(self) -> Iterator[Problem]:
        """Check that the days follow one another and that it is somebody else who stands in."""
        if self.last_on < self.first_on:
            yield Problem("last_on", "截止日期早于开始日期，请核对两个日期。")
        if self.who == self.stand_in:
            yield Problem("stand_in", "代办人就是外出的人，请另选一人。")
