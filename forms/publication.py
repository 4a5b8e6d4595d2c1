"""Whether a document somebody asked for is made public to everybody (条例18、44)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from forms.fields import Label, Problem
from rules.provisions import Provision


class PublicationDecision(Enum):
    """What the office decided after weighing a document again."""

    PUBLISHED = "转为主动公开"
    MADE_OPEN = "改为可依申请公开"
    KEPT = "维持现状"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationReview:
    """A document asked for often, or refused once and changed since, weighed again."""

    title: ClassVar[str] = "转主动公开评估"

    on: Annotated[date, Label("评估日期", basis=Provision.REVIEWED_AGAIN)]
    decision: Annotated[PublicationDecision, Label("评估结论", basis=Provision.ASKED_BY_SEVERAL)]
    published_on: Annotated[
        date | None, Label("主动公开日期", help="已经公开的填写", basis=Provision.ASKED_BY_SEVERAL)
    ] = None
    place: Annotated[str, Label("公开的位置", help="网站栏目、网址等", lines=2)] = ""
    reasons: Annotated[str, Label("评估理由", lines=3, basis=Provision.REVIEWED_AGAIN)] = ""
    reviewed_by: Annotated[str, Label("评估人", suggest="handlers")] = ""

    def problems(self) -> Iterator[Problem]:
        """Ask for the place of a publication, and for the reason of keeping a refusal (条例18)."""
        is_published = self.decision is PublicationDecision.PUBLISHED
        if self.published_on is not None and not is_published:
            yield Problem(
                "published_on", "评估结论不是转为主动公开的，不填主动公开日期，请清空或者改正结论。"
            )
        if is_published and not self.place:
            yield Problem(
                "place",
                "转为主动公开的，请写明公开的位置，以便告知以后的申请人。",
                Provision.ASKED_BY_SEVERAL,
            )
        if self.decision is PublicationDecision.KEPT and not self.reasons:
            yield Problem("reasons", "维持现状的，请写明评估的理由。", Provision.REVIEWED_AGAIN)
