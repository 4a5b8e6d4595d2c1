"""Who asked for the same before, found under whatever name and in whatever words."""

from collections.abc import Iterator
from typing import NamedTuple

from casework.desk.desk import Desk
from db import requests
from db.request_row import VOID_STATUS
from db.requests import Query, QueryCondition, RequestRow
from forms.likeness import Who, is_same_matter, matter_of, same_person
from forms.registration import Registration

# So many of the latest are looked at for each thing two requests may share.
_LOOKED_THROUGH = 200
_SHORTEST = 2
_DOTS = "·•・‧∙⋅．."


class Earlier(NamedTuple):
    """An earlier request for the same, and by what its applicant is this one; empty for another."""

    row: RequestRow
    by: tuple[str, ...]

    @property
    def is_under_another_name(self) -> bool:
        """Whether it is the same person by anything but the name."""
        return bool(self.by) and "姓名相同" not in self.by


def who_of(form: Registration | RequestRow) -> Who:
    """Return by what an applicant may be compared."""
    return Who(
        form.applicant_name,
        form.id_number,
        form.phone,
        form.email,
        form.address,
        form.agent_name,
        form.co_applicants,
    )


def earlier_requests(
    desk: Desk, who: Who, sought: str, *, before_id: int | None = None
) -> list[Earlier]:
    """Return the requests that ask for the same, latest first; `before_id` bounds them."""
    found: list[Earlier] = []
    for row in _candidates(desk, who, sought, before_id):
        # The short form of a matter may say less than what was asked.
        texts = filter(None, dict.fromkeys((row.information_sought, row.matter)))
        if any(is_same_matter(sought, text) for text in texts):
            found.append(Earlier(row, tuple(same_person(who, who_of(row)))))
    found.sort(key=lambda one: -one.row.id)
    return found


def of_same_person(desk: Desk, who: Who) -> list[Earlier]:
    """Return every request of an applicant, under whatever name, latest first."""
    found = []
    for row in _by_who(desk, who, None):
        by = same_person(who, who_of(row))
        if by:
            found.append(Earlier(row, tuple(by)))
    found.sort(key=lambda one: -one.row.id)
    return found


def _candidates(desk: Desk, who: Who, sought: str, before_id: int | None) -> Iterator[RequestRow]:
    matter = matter_of(sought)
    texts = []
    if matter.document:
        # However its brackets are written, year and number stand in it.
        texts.append(matter.document.split("〔")[0][-2:] + " " + matter.document.split("〔")[1][:4])
    if matter.title:
        texts.append(matter.title[:12])
    texts += [" ".join(matter.parts[:2])] if matter.parts else []
    texts += [" ".join(sorted(matter.years | set(matter.topics))[:3])] if not texts else []
    seen: set[int] = set()
    for text in filter(None, texts):
        yield from _fresh(desk, Query(text=text, order_by="id", descending=True), seen, before_id)
    yield from (row for row in _by_who(desk, who, before_id) if row.id not in seen)


def _by_who(desk: Desk, who: Who, before_id: int | None) -> Iterator[RequestRow]:
    asked: list[Query] = []
    for column, value in (
        ("applicant_name", who.name),
        ("id_number", who.id_number),
        ("phone", who.phone),
        ("email", who.email),
        ("agent_name", who.agent),
        ("address", who.address),
    ):
        if value.strip():
            asked.append(_latest(QueryCondition(column, "=", value.strip())))
    parts = who.name
    for dot in _DOTS:
        parts = parts.replace(dot, " ")
    if len(parts.split()) > 1:
        asked.append(Query(text=parts, order_by="id", descending=True))
    elif len(parts.strip()) > _SHORTEST:
        # 林 一帆 has the end of 林一帆.
        asked.append(Query(text=parts.strip()[-_SHORTEST:], order_by="id", descending=True))
    if who.phone.strip():
        asked.append(Query(text=who.phone.strip(), order_by="id", descending=True))
    if who.name.strip():
        named = QueryCondition("co_applicants", "contains", who.name.strip())
        asked.append(_latest(named))
    seen: set[int] = set()
    for query in asked:
        yield from _fresh(desk, query, seen, before_id)


def _latest(condition: QueryCondition) -> Query:
    return Query(where=(condition,), order_by="id", descending=True)


def _fresh(desk: Desk, query: Query, seen: set[int], before_id: int | None) -> Iterator[RequestRow]:
    for request_id in requests.ids(desk.store, query, limit=_LOOKED_THROUGH):
        if request_id in seen or (before_id is not None and request_id >= before_id):
            continue
        seen.add(request_id)
        row = requests.one(desk.store, request_id)
        # What was taken back was no request.
        if row.status != VOID_STATUS:
            yield row
