"""What the register already knows about a request that is just being typed in.

Said while the clerk still has the paper in her hand: how many this applicant has made in the
month, and who asked for the same before.
"""

import re
from collections.abc import Iterator
from datetime import date

from casework.acts.fees import nth_of_applicant
from casework.acts.registering import as_registered
from casework.cases.urgency import short_day
from casework.desk.desk import Desk
from casework.reports.repeats import same_document
from db import requests
from db.requests import Condition, Query, RequestRow
from forms.choices import IdType
from forms.registration import Registration
from rules.fees import MOST_REQUESTS, request_fee
from rules.law import OGI
from rules.outcomes import Outcome
from rules.report_rows import Applicant

_LOOKED_THROUGH = 60
_LEAST_WORDS = 4
_SHOWN = 3
_LATER_THAN_ALL = 1 << 60
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,3}[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*第?\s*\d+\s*号")
_TITLE = re.compile(r"《([^》]{4,80})》")


def receipt_hints(desk: Desk, name: str, information_sought: str, received_on: date) -> list[str]:
    """Return what to mind about a request of this applicant for this, a sentence each."""
    name, sought = name.strip(), information_sought.strip()
    found: list[str] = []
    if name:
        found += _month(desk, name, received_on)
    if len(sought) >= _LEAST_WORDS:
        found += _repeats(desk, name, sought)
    return found


def _month(desk: Desk, name: str, received_on: date) -> Iterator[str]:
    form = Registration(applicant_name=name, arrived_on=received_on, information_sought="—")
    try_out = as_registered(desk, form, request_id=_LATER_THAN_ALL, number="")
    nth = nth_of_applicant(desk, try_out)
    fee = request_fee(min(nth, MOST_REQUESTS), on=received_on)
    if fee.yuan:
        yield (
            f"这是“{name}”{received_on.month}月的第{nth}件申请，按件计收的，"
            f"本件{fee.yuan}元（{fee.basis.short}）；是否收费在答复前决定。"
        )
    elif nth > 1:
        yield f"这是“{name}”{received_on.month}月的第{nth}件申请。"


def _repeats(desk: Desk, name: str, sought: str) -> Iterator[str]:
    key = same_document(sought)
    own: list[RequestRow] = []
    others: list[RequestRow] = []
    for row in _candidates(desk, name, sought):
        if same_document(row.information_sought or row.matter) == key:
            (own if row.applicant_name == name else others).append(row)
    if own:
        replied = any(row.decided_on for row in own)
        what = (
            f"已经答复的，可以告知不予重复处理（{OGI.at(36, item=6).short}）"
            if replied
            else "前一件还没有答复，请核对是否重复提交"
        )
        yield f"同一申请人申请过相同内容：{_listed(own)}；{what}。"
    if others:
        yield (
            f"其他申请人申请过相同内容：{_listed(others)}；答复口径请保持一致，"
            f"可以公开的，考虑纳入主动公开（{OGI.at(44, 1).short}）。"
        )


def _candidates(desk: Desk, name: str, sought: str) -> Iterator[RequestRow]:
    """Yield requests that may ask for the same, with their long texts."""
    asked: list[Query] = []
    mark = _NUMBER.search(sought) or _TITLE.search(sought)
    if mark is not None:
        words = mark[1] if mark.re is _TITLE else mark[0]
        asked.append(Query(text=words, order_by="id", descending=True))
    if name:
        own = (Condition("applicant_name", "=", name),)
        asked.append(Query(where=own, order_by="id", descending=True))
    seen: set[int] = set()
    for query in asked:
        for request_id in requests.ids(desk.store, query, limit=_LOOKED_THROUGH):
            if request_id not in seen:
                seen.add(request_id)
                yield requests.one(desk.store, request_id)


def _listed(rows: list[RequestRow]) -> str:
    said = [
        f"{row.register_number}（{_fate(row)}）"
        for row in sorted(rows, key=lambda one: one.id, reverse=True)[:_SHOWN]
    ]
    more = f"等{len(rows)}件" if len(rows) > _SHOWN else ""
    return "、".join(said) + more


def _fate(row: RequestRow) -> str:
    if row.outcome and row.decided_on:
        return f"{short_day(row.decided_on)}{Outcome[row.outcome].label}"
    return row.stage or "在办"


def guessed_kind(name: str) -> tuple[Applicant, IdType] | None:
    """Return which column of table 3 a name speaks for, and the paper such an applicant shows.

    None where the name does not say.
    """
    from forms.names import applicant_of

    kind, is_sure = applicant_of("", name.strip())
    if not is_sure:
        return None
    is_person = kind is Applicant.NATURAL_PERSON
    return kind, IdType.RESIDENT_ID if is_person else IdType.CREDIT_CODE
