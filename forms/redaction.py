"""What was covered in a paper, on what grounds, when its disclosed copy was made (条例37)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from forms.reply_facts import Ground
from rules.law import Basis
from rules.provisions import Provision


class CoverGround(Enum):
    """Why a place is covered: the words of the list, its article, the reply's ground."""

    THIRD_PARTY_RIGHTS = "第三方合法权益", Provision.THIRD_PARTY_RIGHTS, Ground.THIRD_PARTY_RIGHTS
    PRIVACY = "个人隐私", Provision.THIRD_PARTY_RIGHTS, Ground.THIRD_PARTY_RIGHTS
    TRADE_SECRET = "商业秘密", Provision.THIRD_PARTY_RIGHTS, Ground.THIRD_PARTY_RIGHTS
    STATE_SECRET = "国家秘密", Provision.NEVER_DISCLOSED, Ground.STATE_SECRET
    BARRED_BY_LAW = "法律、行政法规禁止公开", Provision.NEVER_DISCLOSED, Ground.BARRED_BY_LAW
    SECURITY_OR_STABILITY = (
        "可能危及“三安全一稳定”",
        Provision.NEVER_DISCLOSED,
        Ground.SECURITY_OR_STABILITY,
    )
    INTERNAL_AFFAIRS = "内部事务信息", Provision.INTERNAL_AFFAIRS, Ground.INTERNAL_AFFAIRS
    WORKING_PAPERS = "过程性信息", Provision.WORKING_PAPERS, Ground.WORKING_PAPERS
    ENFORCEMENT_FILE = "行政执法案卷信息", Provision.WORKING_PAPERS, Ground.ENFORCEMENT_FILE
    NOT_GOVERNMENT_INFORMATION = (
        "不属于政府信息的内容",
        Provision.SEVERANCE,
        Ground.NOT_GOVERNMENT_INFORMATION,
    )

    def __init__(self, label: str, basis: Basis, reply: Ground) -> None:
        self.label = label
        self.basis = basis
        self.reply = reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A disclosed copy made of an attachment: what is covered in it, and why."""

    title: ClassVar[str] = "遮盖附件"

    on: Annotated[date, Label("遮盖日期", basis=Provision.SEVERANCE)]
    file: Annotated[str, Label("原件", suggest="attachments")]
    copy: Annotated[str, Label("公开件", suggest="attachments")]
    pages: Annotated[int, Label("公开件页数", unit="页")]
    places: Annotated[int, Label("遮盖处数", unit="处")]
    grounds: Annotated[tuple[CoverGround, ...], Label("遮盖的依据", basis=Provision.SEVERANCE)] = ()
    covered: Annotated[
        str,
        Label("遮盖的内容", help="一行一项：内容——处数和依据", lines=4, basis=Provision.SEVERANCE),
    ] = ""

    keeps_own: Annotated[
        bool, Label("保留了申请人本人的信息", help="再给别的申请人时须另行遮盖", folded=True)
    ] = False

    def problems(self) -> Iterator[Problem]:
        """Ask for a ground wherever something is covered."""
        if self.places and not self.grounds:
            yield Problem(
                "grounds", "遮盖了内容的，请选择依据，以便在答复书中说明理由。", Provision.SEVERANCE
            )
