"""The list of requests: what it finds, and each request as a row."""

from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from casework.cases.urgency import UNSETTLED, VOID, Deadline, Urgency, chip
from casework.desk.desk import Desk
from casework.pages.agenda_items import AgendaItem
from casework.pages.nearest import challenge_words, days_of, nearest
from casework.pages.register_numbers import short_number
from casework.papers.letter_codes import case_of_code
from db import requests
from db.requests import Query, QueryCondition, RequestRow

__all__ = [
    "BoardRow",
    "Query",
    "QueryCondition",
    "Urgency",
    "WorkRow",
    "find",
    "found",
    "rows",
]


class WorkRow(NamedTuple):
    """A request as the list shows it; `due_words` is the text of its chip.

    `unsure` says （暂定） of a due day that no notice has settled.
    """

    request_id: int
    register_number: str
    applicant_name: str
    kind_name: str
    matter: str
    received_on: date | None
    due_on: date | None
    urgency: Urgency
    due_words: str
    stage: str
    section: str
    handler: str
    outcome_name: str
    document_number: str
    channel: str
    short_number: str
    state_words: str
    unsure: str

    @property
    def applicant_kind(self) -> str:
        """The category of the applicant in the report, in words."""
        return _applicant_label(self.kind_name) if self.kind_name else ""

    @property
    def outcome(self) -> str:
        """What was decided, in words."""
        return _outcome_label(self.outcome_name) if self.outcome_name else ""


def find(desk: Desk, query: Query, *, limit: int | None = None) -> Sequence[int]:
    """Return the ids of the requests a query finds, in its order.

    The code printed on a letter finds its case, whatever else the query asks for.
    """
    coded = case_of_code(desk, query.text)
    if coded is not None:
        return [coded]
    return requests.ids(desk.store, query, limit=limit)


def found(desk: Desk, text: str, most: int) -> list[tuple[WorkRow, bool]]:
    """Return at most so many requests that answer a search, and whether each is named by it.

    Those of that number come first, then those whose applicant bears the name, then those that
    only mention it, as of an agent or in a letter.
    """
    numbered = (QueryCondition("register_number", "contains", text),)
    by_number = rows(
        desk, find(desk, Query(where=numbered, order_by="register_number"), limit=most)
    )
    by_text = rows(desk, find(desk, Query(text=text), limit=_LOOKED_AT))
    named = [row for row in by_text if _bears(row.applicant_name, text)]
    if case_of_code(desk, text) is not None:
        named = by_text
    first = {row.request_id: row for row in (*by_number, *named)}
    rest = {row.request_id: row for row in by_text if row.request_id not in first}
    answers = [*((row, True) for row in first.values()), *((row, False) for row in rest.values())]
    return answers[:most]


_LOOKED_AT = 60


def _bears(name: str, text: str) -> bool:
    wanted = text.strip().lower()
    if wanted in name.lower():
        return True
    if not wanted.isascii():
        return False
    from db.pinyin import pinyin_key

    return any(key.startswith(wanted) for key in pinyin_key(name).split())


def rows(desk: Desk, request_ids: Sequence[int]) -> list[WorkRow]:
    """Return the rows of the list for these ids, in their order."""
    days = days_of(desk, request_ids)
    return [
        work_row(desk, row, days.get(row.id, ())) for row in requests.rows(desk.store, request_ids)
    ]


def who_is(desk: Desk, request_id: int) -> str:
    """Return a request in few words, as a line about it begins: 24号 青枫绿色家园协会."""
    found = rows(desk, [request_id])
    return f"{found[0].short_number} {found[0].applicant_name}" if found else ""


def work_row(desk: Desk, row: RequestRow, items: Sequence[AgendaItem] = ()) -> WorkRow:
    """Return what the list shows of a cached row, as of today.

    `items` are its days beside the reply's; without them the chip speaks of the reply alone.
    """
    # Read here: the board, which stands first, has no such row.
    from forms.masking import masked_text

    pressing, words = nearest(_deadline(desk, row), row.due_on, items)
    return WorkRow(
        row.id,
        row.register_number or "（已作废）",
        row.applicant_name,
        row.applicant_kind,
        masked_text(row.matter),
        row.received_on,
        row.due_on,
        pressing,
        words,
        row.stage,
        row.section,
        row.handler,
        row.outcome,
        row.document_number,
        row.channel,
        short_number(row.register_number or "", desk.today.year),
        _state_words(row, items),
        "" if row.due_on is None or _is_settled(desk, row, row.due_on) else UNSETTLED,
    )


def _state_words(row: RequestRow, items: Sequence[AgendaItem]) -> str:
    """Return where a request stands, in few words, from its cached columns."""
    if row.stage == VOID:
        return row.stage
    if row.closed_on is not None:
        challenged = challenge_words(items)
        return f"已办结，{challenged}" if challenged else "已办结"
    if row.served_on is not None:
        return "邮件退回"
    if row.decided_on is not None:
        return "答复已作出，等送达"
    if row.waiting_for:
        return row.waiting_for.split("、")[0].replace("等待", "等")
    if row.stage == "收件":
        return "未确认收到"
    return "等答复" if row.section else "等分办"


@cache
def _outcome_label(name: str) -> str:
    # Imported when a list first shows it: the board of the day does not.
    from rules.outcomes import Outcome

    return Outcome[name].label


@cache
def _applicant_label(name: str) -> str:
    from rules.report_rows import Applicant

    return Applicant[name].value


def _is_settled(desk: Desk, row: RequestRow, day: date) -> bool:
    """Tell whether a day of a request rests on what is published."""
    # What is over, and a date that a decision named, rests on no calendar.
    is_named = row.closed_on is not None or not row.provisional
    return (is_named and day == row.due_on) or desk.is_settled(day)


def _deadline(desk: Desk, row: RequestRow) -> tuple[Urgency, str]:
    if row.stage == VOID:
        return Urgency.CLOSED, VOID
    waiting, _, unknown = row.waiting_for.split("、")[0].partition("，")
    return chip(
        Deadline(
            desk.today,
            row.status,
            row.due_on,
            row.cautious_on,
            row.missed_on,
            row.closed_on,
            row.in_time,
            row.closed_on is None and row.served_on is not None,
            row.rounds > 1,
            waiting,
            None if unknown else row.watch_on,
            partial(_is_settled, desk, row),
        ),
        desk.working_days,
    )


class BoardRow(NamedTuple):
    """A request in a narrow list: why it stands there and the act that moves it on."""

    row: WorkRow
    reason: str
    act_name: str | None
    act_label: str
