"""The list of requests, and the board of what today asks for."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from casework.cases.urgency import ABANDONED, VOID, Deadline, Urgency, chip
from casework.desk.desk import Desk
from casework.papers.letter_codes import case_of_code
from db import requests
from db.request_row import VOID_STATUS
from db.requests import Condition, Query, RequestRow

__all__ = [
    "BoardGroup",
    "BoardRow",
    "Condition",
    "Query",
    "Urgency",
    "WorkRow",
    "find",
    "found",
    "rows",
    "today_board",
]


class WorkRow(NamedTuple):
    """A request as the list shows it; `due_words` is the text of its chip."""

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
    numbered = (Condition("register_number", "contains", text),)
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
    return [work_row(desk, row) for row in requests.rows(desk.store, request_ids)]


def work_row(desk: Desk, row: RequestRow) -> WorkRow:
    """Return what the list shows of a cached row, as of today."""
    pressing, words = _deadline(desk, row)
    return WorkRow(
        row.id,
        row.register_number or "（已作废）",
        row.applicant_name,
        row.applicant_kind,
        row.matter,
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
        _short_number(row.register_number or "", desk.today.year),
        _state_words(row),
    )


_YEAR_AND_SERIAL = re.compile(r"(\d{4})\D+?(\d+)\D*$")


def _short_number(number: str, year: int) -> str:
    """Return the serial of a register number, with its year where that is another: 2025-31."""
    parts = _YEAR_AND_SERIAL.search(number)
    if parts is None:
        return number
    own, serial = parts.groups()
    return f"{serial}号" if int(own) == year else f"{own}-{serial}"


def _state_words(row: RequestRow) -> str:
    """Return where a request stands, in few words, from its cached columns."""
    if row.closed_on is not None or row.stage == VOID:
        return row.stage if row.stage == VOID else "已办结"
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
            desk.published.last_day,
        ),
        desk.working_days,
    )


class BoardRow(NamedTuple):
    """A request on the board: why it stands there and the one act that moves it on."""

    row: WorkRow
    reason: str
    act_name: str | None
    act_label: str


class BoardGroup(NamedTuple):
    """A group of the board; `empty_words` is what stands there when nothing does."""

    title: str
    empty_words: str
    rows: tuple[BoardRow, ...]


_OPEN = (Condition("closed_on", "empty"), Condition("status", "!=", VOID_STATUS))
# What was served and came back was in time or not on the day it was first posted.
_STILL_DUE = (*_OPEN, Condition("served_on", "empty"))
_MOST_ROWS = 200


def today_board(desk: Desk) -> list[BoardGroup]:
    """Return what today asks for: late, today, near, waiting on others, to be served."""
    today = desk.today
    near_until = desk.near_until
    groups = (
        (
            "已逾期",
            "没有逾期的申请。",
            (*_STILL_DUE, Condition("due_on", "<", today)),
        ),
        ("今天到期", "今天没有到期的申请。", (*_STILL_DUE, Condition("due_on", "=", today))),
        (
            "五日内到期",
            "五日内没有其他到期的申请。",
            (*_STILL_DUE, Condition("due_on", ">", today), Condition("due_on", "<=", near_until)),
        ),
        (
            "视为放弃，待告知",
            "没有逾期未补正或者未缴费的申请。",
            (*_OPEN, Condition("status", "=", ABANDONED), Condition("decided_on", "empty")),
        ),
        (
            "答复已拟，尚未送达",
            "没有等待送达的答复。",
            (*_OPEN, Condition("decided_on", "not empty")),
        ),
        (
            "等待他人",
            "没有等待补正、缴费或者征求意见的申请。",
            (*_OPEN, Condition("waiting_for", "not empty")),
        ),
        (
            "待确认收到",
            "没有等待确认的申请。",
            (*_OPEN, Condition("stage", "=", "收件")),
        ),
    )
    shown: set[int] = set()
    board = []
    for title, empty, where in groups:
        query = Query(where=where, order_by="watch_on")
        # A request stands where it presses most, and once.
        ids = [
            request_id
            for request_id in requests.ids(desk.store, query, limit=_MOST_ROWS)
            if request_id not in shown
        ]
        shown.update(ids)
        found = tuple(_board_row(desk, row) for row in requests.rows(desk.store, ids))
        board.append(BoardGroup(title, empty, found))
    return board


def _board_row(desk: Desk, row: RequestRow) -> BoardRow:
    shown = work_row(desk, row)
    name, label, reason = _next_act(row, desk.today)
    return BoardRow(shown, reason, name, label)


def _next_act(row: RequestRow, today: date) -> tuple[str | None, str, str]:
    """Return the act that moves a request on, its button and why, from its cached columns."""
    waiting = row.waiting_for
    if row.served_on is not None:
        return "serve", "登记送达", "邮件已退回，请核对地址后重新送达"
    if row.decided_on is not None:
        return "serve", "登记送达", "答复已作出，送达后才算按期"
    if row.status == ABANDONED:
        return "decide", "作出答复", "逾期未补正或者未缴费，请告知不再处理"
    if row.stage == "收件":
        return "confirm", "确认收到", "双方确认之日为收到申请之日"
    if waiting.startswith("等待补正"):
        return "receive_correction", "登记收到补正", "等待申请人补正"
    if waiting.startswith("等待缴费"):
        return "pay_fee", "登记缴费", "等待申请人缴费"
    if waiting.startswith("征求第三方"):
        return "third_party_answered", "登记第三方意见", "等待第三方意见"
    if waiting.startswith("征求其他"):
        return "agency_answered", "登记其他机关意见", "等待其他机关意见"
    if row.due_on is not None and row.due_on < today:
        return "decide", "作出答复", "期限已过，请立即答复"
    if not row.section:
        return "assign", "分办", "尚未分办"
    return "decide", "作出答复", "已分办，等待答复"
