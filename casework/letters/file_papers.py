"""The papers of the file: its contents, its end sheet and the proof of the due day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import CaseFacts, OfficeFacts, chinese_date, quoted
from casework.letters.internal import SHORT_BLANK
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word
from rules.law import Basis, cite


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPaper:
    """One paper of the file."""

    number: Annotated[str, Word("文件编号")]
    on: Annotated[str, Word("文件日期")]
    title: Annotated[str, Word("题名")]
    pages: Annotated[str, Word("页次")]
    remark: Annotated[str, Word("文件备注")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContents(DatedPaper):
    """卷内目录."""

    kind: ClassVar[LetterKind] = LetterKind.FILE_CONTENTS

    register_number: Annotated[str, Word("申请编号", required=True)]
    papers: Annotated[tuple[FiledPaper, ...], Word("文件", required=True)]
    count: Annotated[str, Word("件数")]
    pages: Annotated[str, Word("页数")]
    anchor: Annotated[str, Word("校验锚点")] = ""


def file_contents(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    papers: Sequence[FiledPaper],
    pages: int | None = None,
    anchor: str = "",
) -> FileContents:
    """Return the list of a file's papers in the order they lie in it.

    `anchor` is the head of the register's history, so that the paper bears witness to it.
    """
    return FileContents(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        papers=tuple(papers),
        count=str(len(papers)),
        pages=SHORT_BLANK if pages is None else str(pages),
        anchor=anchor,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSheet(DatedPaper):
    """备考表."""

    kind: ClassVar[LetterKind] = LetterKind.END_SHEET

    register_number: Annotated[str, Word("申请编号", required=True)]
    title: Annotated[str, Word("案卷题名")]
    count: Annotated[str, Word("件数")]
    pages: Annotated[str, Word("页数")]
    kept_for: Annotated[str, Word("保管期限")]
    note: Annotated[str, Word("情况说明")]
    filed_by: Annotated[str, Word("立卷人")]
    checked_by: Annotated[str, Word("检查人")]


def end_sheet(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    count: int,
    pages: int | None = None,
    kept_for: str = "",
    note: str = "",
    checked_by: str = "",
) -> EndSheet:
    """Return the last sheet of a file; `kept_for` follows the office's own schedule."""
    return EndSheet(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        title=f"{case.applicants}申请公开“{quoted(case.matter or case.information_sought)}”案卷",
        count=str(count),
        pages=SHORT_BLANK if pages is None else str(pages),
        kept_for=kept_for,
        note=note,
        filed_by=case.handler or office.contact,
        checked_by=checked_by,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    """Two days of the ledger side by side, so that a whole period stands on one page."""

    on: Annotated[str, Word("日期")]
    number: Annotated[str, Word("第几日")]
    why: Annotated[str, Word("原因")]
    later_on: Annotated[str, Word("后列日期")] = ""
    later_number: Annotated[str, Word("后列第几日")] = ""
    later_why: Annotated[str, Word("后列原因")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimitProof(DatedPaper):
    """期限计算书: the page that shows why the due day is the due day."""

    kind: ClassVar[LetterKind] = LetterKind.TIME_LIMIT_PROOF

    register_number: Annotated[str, Word("申请编号", required=True)]
    limit: Annotated[str, Word("期限名称")]
    opened: Annotated[str, Word("起算事实")]
    length: Annotated[str, Word("期限长度")]
    result: Annotated[str, Word("计算结果", required=True)]
    basis: Annotated[str, Word("依据", required=True)]
    notices: Annotated[str, Word("放假安排")]
    rows: Annotated[tuple[ProofRow, ...], Word("逐日", required=True)]
    anchor: Annotated[str, Word("校验锚点")] = ""


_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class ProofDay:
    """One day of the ledger: counted under a number, or not, and why."""

    on: date
    number: int | None
    why: str

    @property
    def words(self) -> tuple[str, str, str]:
        """The three cells of the day: its date, its number or a dash, and why."""
        day = f"{self.on.isoformat()} {_WEEKDAYS[self.on.weekday()]}"
        return day, str(self.number) if self.number else "—", self.why


def _side_by_side(days: Sequence[ProofDay]) -> tuple[ProofRow, ...]:
    """Return the days as rows that read down the left column, then down the right one."""
    half = (len(days) + 1) // 2
    rows = []
    for place in range(half):
        on, number, why = days[place].words
        later = days[half + place].words if half + place < len(days) else ("", "", "")
        rows.append(
            ProofRow(
                on=on,
                number=number,
                why=why,
                later_on=later[0],
                later_number=later[1],
                later_why=later[2],
            )
        )
    return tuple(rows)


def time_limit_proof(
    office: OfficeFacts,
    case: CaseFacts,
    on: date,
    *,
    days: Sequence[ProofDay],
    due_on: date,
    length: str,
    bases: Sequence[Basis],
    limit: str = "答复期限",
    opened: str = "",
    notices: Sequence[str] = (),
    provisional: bool = False,
    anchor: str = "",
) -> TimeLimitProof:
    """Return the page for a limit of a `length`, in words, that ends on `due_on`.

    `anchor` is the head of the register's history, so that the paper bears witness to it.
    """
    words = f"{chinese_date(due_on)}（周{_WEEKDAYS[due_on.weekday()]}）届满"
    if provisional:
        words += "；所涉年份的放假安排尚未公布，此日为暂定"
    return TimeLimitProof(
        office=office.name,
        dated=chinese_date(on),
        register_number=case.register_number,
        limit=limit,
        opened=opened or f"{chinese_date(case.received_on)}收到申请（{case.channel.basis}）",
        length=length,
        result=words,
        basis=cite(*bases, on=on),
        notices="、".join(notices) or "期间没有放假和调休",
        rows=_side_by_side(days),
        anchor=anchor,
    )
