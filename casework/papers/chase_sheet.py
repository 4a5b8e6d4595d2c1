"""督办单: what is still to be done for the replies that are in danger, as a paper of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casework.desk.desk import Desk
from casework.letters import render
from casework.letters.chasing import ChaseSheetLine, chase_sheet
from casework.letters.facts import chinese_date
from casework.letters.kinds import LetterKind
from casework.papers.issuing import office_facts
from db.file_names import safe_name, why
from db.files import write_whole
from rules.errors import ClerkError


@dataclass(frozen=True, slots=True, kw_only=True)
class ChasedAct:
    """One act that is still to be done, and by whom."""

    register_number: str
    matter: str
    due_on: date
    done_on: date
    act: str
    last_safe_on: date
    caller: str


def write_chase_sheet(desk: Desk, acts: Sequence[ChasedAct], caller: str = "") -> Path:
    """Write the sheet of today, of one to call or of everybody, and return its file.

    Raises `ClerkError` where it cannot be written.
    """
    paper = chase_sheet(
        office_facts(desk),
        desk.today,
        whom=caller or "各承办科室、人员",
        lines=[
            ChaseSheetLine(
                number=one.register_number,
                matter=one.matter,
                act=one.act,
                last_safe_on=_day(one.last_safe_on, desk.today),
                caller=one.caller,
                due_on=_day(one.due_on, desk.today),
            )
            for one in acts
        ],
        made_by=desk.clerk,
    )
    name = safe_name(f"{desk.today.isoformat()} {LetterKind.CHASE_SHEET.title} {caller}".strip())
    target = desk.folder / "督办" / f"{name}.docx"
    try:
        write_whole(target, [render(paper, desk.templates)])
    except OSError as error:
        raise ClerkError(
            f"“{target.name}”无法保存（{why(error)}），可能正在 Word 或 WPS 中打开，请关闭后再试。"
        ) from error
    return target


def _day(on: date, today: date) -> str:
    day = f"{on.month}月{on.day}日" if on.year == today.year else chinese_date(on)
    return f"{day}\n（已过）" if on < today else day
