"""What the clerk decided after files to be disclosed were looked through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision


class OutgoingDecision(Enum):
    """What is done with the files as they are."""

    RELEASED = "可以公开"
    TREATED = "已作处理，可以公开"
    WITHHELD = "暂不公开"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingCheck:
    """Files marked to be disclosed, looked through before they leave (条例17、37)."""

    title: ClassVar[str] = "公开前检查附件"

    on: Annotated[date, Label("检查日期", basis=Provision.REVIEW)]
    decision: Annotated[OutgoingDecision, Label("检查意见", basis=Provision.REVIEW)]
    note: Annotated[
        str, Label("处理情况或者理由", help="照原样公开、没有发现问题的可以不填", lines=3)
    ] = ""
    checked_by: Annotated[str, Label("检查人", suggest="handlers")] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask what was done to the files, or why they stay."""
        if self.decision is OutgoingDecision.TREATED and not self.note:
            yield Problem("note", "已作处理的，请写明处理了什么，如“已遮盖第2页联系电话”。")
        if self.decision is OutgoingDecision.WITHHELD and not self.note:
            yield Problem("note", "暂不公开的，请写明理由和下一步的处理。")
