"""Papers of the office's books: the enquiries of a span, a training, the year's duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word
from rules.law import cite
from rules.provisions import Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryLine:
    """One enquiry of the list."""

    on: Annotated[str, Word("咨询日期")]
    way: Annotated[str, Word("咨询方式")]
    question: Annotated[str, Word("咨询内容")]
    answer: Annotated[str, Word("答复情况")]
    state: Annotated[str, Word("办理状态")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryList(DatedPaper):
    """政策咨询台账: the enquiries of a month or a year, with how many of each subject."""

    kind: ClassVar[LetterKind] = LetterKind.ENQUIRY_LIST

    span: Annotated[str, Word("统计期间", required=True)]
    count: Annotated[str, Word("咨询件数", required=True)]
    subjects: Annotated[str, Word("分类情况")]
    turned: Annotated[str, Word("转为申请件数")]
    lines: Annotated[tuple[EnquiryLine, ...], Word("咨询", required=True)]


def enquiry_list(
    office: OfficeFacts,
    on: date,
    *,
    span: str,
    subjects: str,
    turned: int,
    lines: Sequence[EnquiryLine],
) -> EnquiryList:
    """Return the list of enquiries of a span."""
    return EnquiryList(
        office=office.name,
        dated=chinese_date(on),
        span=span,
        count=str(len(lines)),
        subjects=subjects or "没有咨询",
        turned=str(turned),
        lines=tuple(lines),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord(DatedPaper):
    """业务培训记录, with the questions asked and a column to sign in."""

    kind: ClassVar[LetterKind] = LetterKind.TRAINING_RECORD

    topic: Annotated[str, Word("培训主题", required=True)]
    held_on: Annotated[str, Word("培训日期", required=True)]
    teacher: Annotated[str, Word("授课人")]
    place: Annotated[str, Word("培训地点")]
    hours: Annotated[str, Word("学时")]
    content: Annotated[str, Word("培训内容", required=True)]
    attendees: Annotated[str, Word("参加人员")]
    count: Annotated[str, Word("参加人数")]
    result: Annotated[str, Word("测试和效果")]
    questions: Annotated[str, Word("测试题")]
    basis: Annotated[str, Word("依据")]


def training_record(
    office: OfficeFacts,
    *,
    held_on: date,
    topic: str,
    content: str,
    attendees: Sequence[str],
    teacher: str = "",
    place: str = "",
    hours: int | None = None,
    result: str = "",
    questions: str = "",
) -> TrainingRecord:
    """Return the record of a training."""
    return TrainingRecord(
        office=office.name,
        dated=chinese_date(held_on),
        topic=topic,
        held_on=chinese_date(held_on),
        teacher=teacher,
        place=place,
        hours="" if hours is None else str(hours),
        content=content,
        attendees="、".join(attendees),
        count=str(len(attendees)),
        result=result,
        questions=questions,
        basis=cite(Provision.TRAINING, on=held_on),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty of the ledger."""

    task: Annotated[str, Word("任务")]
    responsible: Annotated[str, Word("责任人")]
    due: Annotated[str, Word("时限")]
    source: Annotated[str, Word("来源")]
    state: Annotated[str, Word("完成情况")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLedger(DatedPaper):
    """年度工作任务台账."""

    kind: ClassVar[LetterKind] = LetterKind.DUTY_LEDGER

    year: Annotated[str, Word("年度", required=True)]
    count: Annotated[str, Word("任务数")]
    done: Annotated[str, Word("已完成数")]
    overdue: Annotated[str, Word("逾期数")]
    lines: Annotated[tuple[DutyLine, ...], Word("任务台账", required=True)]


def duty_ledger(
    office: OfficeFacts, on: date, *, year: int, done: int, overdue: int, lines: Sequence[DutyLine]
) -> DutyLedger:
    """Return the ledger of a year's duties as it stands on a day."""
    return DutyLedger(
        office=office.name,
        dated=chinese_date(on),
        year=str(year),
        count=str(len(lines)),
        done=str(done),
        overdue=str(overdue),
        lines=tuple(lines),
    )
