"""政府信息公开指南 as a document: its parts, the fee standards in full, the form and a sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from casework.letters.facts import OfficeFacts, chinese_date
from casework.letters.kinds import LetterKind
from casework.letters.letter import DatedPaper, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePart:
    """One part of the guide; its text may run over several paragraphs."""

    heading: Annotated[str, Word("部分标题")]
    text: Annotated[str, Word("部分正文")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRate:
    """A tier of the fee by request."""

    span: Annotated[str, Word("件数档")]
    rate: Annotated[str, Word("每件标准")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRate:
    """A tier of the fee by page."""

    span: Annotated[str, Word("页数档")]
    rate: Annotated[str, Word("每页标准")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OgiGuide(DatedPaper):
    """政府信息公开指南."""

    kind: ClassVar[LetterKind] = LetterKind.OGI_GUIDE

    parts: Annotated[tuple[GuidePart, ...], Word("部分", required=True)]
    request_rates: Annotated[tuple[RequestRate, ...], Word("按件标准", required=True)]
    page_rates: Annotated[tuple[PageRate, ...], Word("按量标准", required=True)]
    fee_basis: Annotated[str, Word("收费依据", required=True)]
    after: Annotated[tuple[GuidePart, ...], Word("其余部分", required=True)]


def ogi_guide(
    office: OfficeFacts,
    on: date,
    *,
    parts: Sequence[tuple[str, str]],
    request_rates: Sequence[tuple[str, str]],
    page_rates: Sequence[tuple[str, str]],
    fee_basis: str,
    after: Sequence[tuple[str, str]],
) -> OgiGuide:
    """Return the guide; `after` are the parts that stand behind the fees."""
    return OgiGuide(
        office=office.name,
        dated=chinese_date(on),
        parts=tuple(GuidePart(heading=head, text=text) for head, text in parts),
        request_rates=tuple(RequestRate(span=span, rate=rate) for span, rate in request_rates),
        page_rates=tuple(PageRate(span=span, rate=rate) for span, rate in page_rates),
        fee_basis=fee_basis,
        after=tuple(GuidePart(heading=head, text=text) for head, text in after),
    )
