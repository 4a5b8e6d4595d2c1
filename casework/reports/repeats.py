"""What is asked for again and again, and who asks: the lists behind 条例18, 35, 42 and 44."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.reports.request_facts import ReportedRequest
from forms.folding import name_key
from rules.provisions import Provision

REVIEW_ADVICE = (
    f"不予公开的定期评估（{Provision.REVIEWED_AGAIN.short}），"
    f"多人申请、可以公开的可以转为主动公开（{Provision.ASKED_OFTEN.short}）。"
)
EXCESS_ADVICE = (
    f"数量、频次明显超过合理范围的，可以要求说明理由（{Provision.EXCESSIVE.short}）；"
    f"超过标准的，按规定收取信息处理费（{Provision.FEES.short}）。"
)
# Of the words before a document number only the last are surely part of it.
_DOCUMENT = re.compile(r"([\u4e00-\u9fff]{1,3})[〔\[（(]\s*(\d{4})\s*[〕\]）)]\s*第?\s*(\d+)\s*号")
_TITLE = re.compile(r"《([^》]{4,80})》")
_ASKING = re.compile(
    "^(?:本人)?(?:我)?(?:申请|请求|要求)?(?:公开|获取|提供|查询|了解)?(?:关于|有关)?"
)
# What no way of asking begins with is not looked through for one.
_ASKING_BEGINS = frozenset("本我申请要公获提查了关有")
_NOISE = re.compile(r"[\s，。、；：:,.;“”\"'‘’（）()的等]|相关|有关|材料|文件|信息|复印件|扫描件")
_REFUSED_ROWS = range(5, 12)
_DISCLOSED_ROWS = (3, 4)


def same_document(text: str) -> str:
    """Return a key equal for requests that ask for the same document, empty for an empty text.

    A document number decides, then a title in 《》, then the words without what says nothing.
    """
    # Most texts name neither: looking for one mark costs less than either pattern.
    number = _DOCUMENT.search(text) if "号" in text else None
    if number:
        return f"{number[1]}〔{number[2]}〕{int(number[3])}号"
    title = _TITLE.search(text) if "《" in text else None
    if title:
        return _NOISE.sub("", title[1]) or title[1]
    plain = text.strip()
    asking = _ASKING.match(plain) if plain[:1] in _ASKING_BEGINS else None
    return _NOISE.sub("", plain if asking is None else plain[asking.end() :]) or plain


@dataclass(frozen=True, slots=True)
class PublicationCandidate:
    """A document to review for disclosure to everybody, and why.

    `first_refused_on` and `disclosed_on` tell of a refusal that a later reply did not repeat.
    """

    document: str
    requests: tuple[ReportedRequest, ...]
    why: str
    first_refused_on: date | None = None
    disclosed_on: date | None = None

    @property
    def times(self) -> int:
        """How often it was asked for."""
        return len(self.requests)

    @property
    def applicants(self) -> int:
        """By how many different applicants."""
        return len({name_key(request.applicant_name) for request in self.requests})

    @property
    def is_public(self) -> bool:
        """Whether it was already made public after a request."""
        return any(request.published_on is not None for request in self.requests)


def asked_repeatedly(texts: Sequence[tuple[int, str]]) -> list[int]:
    """Return the requests, by id, that ask for a document another one asks for too."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for request_id, text in texts:
        by_document[same_document(text)].append(request_id)
    by_document.pop("", None)
    return [one for ids in by_document.values() if len(ids) > 1 for one in ids]


def review_list(
    requests: Sequence[ReportedRequest], *, least_applicants: int = 2, least_times: int = 3
) -> list[PublicationCandidate]:
    """Return the documents to review (条例18、44), those asked for most often first.

    A document is on the list if several applicants asked for it and it was disclosed to one of
    them, if it was asked for `least_times` or more, or if it was refused once and later disclosed.
    """
    by_document: dict[str, list[ReportedRequest]] = defaultdict(list)
    for request in requests:
        key = same_document(request.asked_for)
        if key:
            by_document[key].append(request)
    found = []
    for group in by_document.values():
        group.sort(key=lambda request: request.received_on)
        reasons = []
        applicants = len({name_key(request.applicant_name) for request in group})
        disclosed = [one for one in group if one.outcome_row in _DISCLOSED_ROWS]
        refused = [one for one in group if one.outcome_row in _REFUSED_ROWS]
        changed = _changed(refused, disclosed)
        if changed is not None:
            reasons.append(
                f"曾不予公开，后来予以公开，情况已有变化（{Provision.REVIEWED_AGAIN.short}）"
            )
        if applicants >= least_applicants and disclosed:
            reasons.append(
                f"{applicants}个申请人申请过，可以公开（{Provision.ASKED_BY_SEVERAL.short}）"
            )
        elif len(group) >= least_times:
            reasons.append(f"申请过{len(group)}次")
        if reasons:
            first, last = changed or (None, None)
            found.append(
                PublicationCandidate(
                    group[0].asked_for, tuple(group), "；".join(reasons), first, last
                )
            )
    found.sort(key=lambda review: (-review.applicants, -review.times, review.document))
    return found


def _changed(
    refused: Sequence[ReportedRequest], disclosed: Sequence[ReportedRequest]
) -> tuple[date, date] | None:
    first = min((one.closed_on for one in refused if one.closed_on), default=None)
    if first is None:
        return None
    later = [one.closed_on for one in disclosed if one.closed_on and one.closed_on > first]
    return (first, min(later)) if later else None


@dataclass(frozen=True, slots=True)
class FrequentApplicant:
    """An applicant far beyond the usual, with what an answer under 条例35 or 42 must show."""

    name: str
    requests: tuple[ReportedRequest, ...]
    by_month: tuple[tuple[str, int], ...]
    repeats: int

    @property
    def times(self) -> int:
        """How many requests in all."""
        return len(self.requests)

    @property
    def most_in_a_month(self) -> int:
        """The highest number in a natural month."""
        return max(count for _, count in self.by_month)

    @property
    def sentence(self) -> str:
        """The counts in a sentence for the letter or the file."""
        first, last = self.requests[0].received_on, self.requests[-1].received_on
        repeats = f"，其中与此前申请内容相同的{self.repeats}件" if self.repeats else ""
        return (
            f"{_day(first)}至{_day(last)}共申请{self.times}件，"
            f"单个自然月最多{self.most_in_a_month}件{repeats}。"
        )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def frequent_applicants(
    requests: Sequence[ReportedRequest], *, usual_in_a_month: int = 10, usual_in_all: int = 30
) -> list[FrequentApplicant]:
    """Return the applicants beyond the usual number in a month or in all, the busiest first."""
    by_name: dict[str, list[ReportedRequest]] = defaultdict(list)
    for request in requests:
        if request.applicant_name:
            by_name[name_key(request.applicant_name)].append(request)
    found = []
    for group in by_name.values():
        months = Counter(f"{one.received_on:%Y-%m}" for one in group)
        if max(months.values()) <= usual_in_a_month and len(group) <= usual_in_all:
            continue
        group.sort(key=lambda request: (request.received_on, request.request_id))
        asked = Counter(same_document(one.asked_for) for one in group if one.asked_for)
        repeats = sum(count - 1 for count in asked.values())
        name = group[0].applicant_name
        found.append(FrequentApplicant(name, tuple(group), tuple(sorted(months.items())), repeats))
    found.sort(key=lambda applicant: (-applicant.times, applicant.name))
    return found
