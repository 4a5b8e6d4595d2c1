"""年度报告核查反馈表: what a superior found in a unit's report, and its points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One thing to put right."""

    text: Annotated[str, Word("问题")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """One item of the assessment: its points, what was taken off and why."""

    item: Annotated[str, Word("考核项目")]
    most: Annotated[str, Word("满分")]
    given: Annotated[str, Word("得分")]
    why: Annotated[str, Word("扣分原因")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsSheet(DatedPaper):
    """The sheet of one unit."""

    kind: ClassVar[LetterKind] = LetterKind.FINDINGS_SHEET

    unit: Annotated[str, Word("单位", required=True)]
    year: Annotated[str, Word("年度", required=True)]
    figures: Annotated[str, Word("主要数字")]
    findings: Annotated[tuple[FindingLine, ...], Word("核查问题", required=True)]
    points: Annotated[tuple[PointLine, ...], Word("考核", required=True)]
    total: Annotated[str, Word("总分", required=True)]
    answer_by: Annotated[str, Word("反馈期限")]


def findings_sheet(
    office: OfficeFacts,
    on: date,
    *,
    unit: str,
    year: int,
    figures: str,
    findings: Sequence[str],
    points: Sequence[PointLine],
    total: str,
    answer_by: date,
) -> FindingsSheet:
    """Return the sheet that goes back to a unit."""
    return FindingsSheet(
        office=office.name,
        dated=chinese_date(on),
        unit=unit,
        year=str(year),
        figures=figures,
        findings=tuple(FindingLine(text=text) for text in findings or ("没有发现问题。",)),
        points=tuple(points),
        total=total,
        answer_by=chinese_date(answer_by),
    )
