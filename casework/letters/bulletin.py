"""依申请公开工作通报: a month or a quarter in figures, for the sections of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinLine:
    """One section or person."""

    label: Annotated[str, Word("名称")]
    received: Annotated[str, Word("收到")]
    closed: Annotated[str, Word("办结")]
    mean_days: Annotated[str, Word("平均工作日")]
    late: Annotated[str, Word("逾期")]
    extended: Annotated[str, Word("延期")]
    challenged: Annotated[str, Word("复议诉讼")]
    corrected: Annotated[str, Word("被纠正")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin(DatedPaper):
    """The bulletin of a span."""

    kind: ClassVar[LetterKind] = LetterKind.BULLETIN

    span: Annotated[str, Word("统计期间", required=True)]
    intake: Annotated[str, Word("受理情况", required=True)]
    closing: Annotated[str, Word("办结情况", required=True)]
    challenges: Annotated[str, Word("复议诉讼情况", required=True)]
    subjects: Annotated[str, Word("主题情况")]
    kinds: Annotated[str, Word("结果情况")]
    enquiries: Annotated[str, Word("咨询情况")]
    sections: Annotated[tuple[BulletinLine, ...], Word("科室", required=True)]
    persons: Annotated[tuple[BulletinLine, ...], Word("承办人")]
    demands: Annotated[str, Word("工作要求")]


def bulletin(
    office: OfficeFacts,
    on: date,
    *,
    span: str,
    intake: str,
    closing: str,
    challenges: str,
    subjects: str,
    kinds: str,
    enquiries: str,
    sections: Sequence[BulletinLine],
    persons: Sequence[BulletinLine],
    demands: str,
) -> Bulletin:
    """Return the bulletin of a span."""
    return Bulletin(
        office=office.name,
        dated=chinese_date(on),
        span=span,
        intake=intake,
        closing=closing,
        challenges=challenges,
        subjects=subjects,
        kinds=kinds,
        enquiries=enquiries,
        sections=tuple(sections),
        persons=tuple(persons),
        demands=demands,
    )
