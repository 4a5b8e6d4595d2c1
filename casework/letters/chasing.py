"""督办单: the acts still needed, the last safe day of each, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseSheetLine:
    """One act of one case."""

    number: Annotated[str, Word("申请编号")]
    matter: Annotated[str, Word("事项")]
    act: Annotated[str, Word("还需办理")]
    last_safe_on: Annotated[str, Word("最迟办理日")]
    caller: Annotated[str, Word("责任人")]
    due_on: Annotated[str, Word("答复到期日")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseSheet(DatedPaper):
    """督办单."""

    kind: ClassVar[LetterKind] = LetterKind.CHASE_SHEET

    whom: Annotated[str, Word("督办对象", required=True)]
    lines: Annotated[tuple[ChaseSheetLine, ...], Word("督办", required=True)]
    count: Annotated[str, Word("件数")]
    made_by: Annotated[str, Word("督办人")]
    phone: Annotated[str, Word("联系电话")] = ""


def chase_sheet(
    office: OfficeFacts,
    on: date,
    *,
    whom: str,
    lines: Sequence[ChaseSheetLine],
    made_by: str = "",
) -> ChaseSheet:
    """Return the sheet of a day; each line is an act that must not be later than its day."""
    return ChaseSheet(
        office=office.name,
        dated=chinese_date(on),
        whom=whom,
        lines=tuple(lines),
        count=str(len({line.number for line in lines})),
        made_by=made_by or office.contact,
        phone=office.phone,
    )
