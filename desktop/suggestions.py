"""What a field may be completed to: the names, addresses and sections the register knows."""

from collections.abc import Iterable

from casework.desk import Desk
from db import requests
from db.requests import Query, RequestRow

_COLUMNS = {
    "applicants": "applicant_name",
    "addresses": "address",
    "sections": "section",
    "handlers": "handler",
}
_LOOKED_THROUGH = 200
_OFFERED = 8


class Suggestions:
    """Answers a field's question from the latest requests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, name: str, typed: str) -> list[str]:
        """Return at most eight texts of a list that hold what was typed, the latest first."""
        column = _COLUMNS.get(name)
        words = typed.strip()
        if column is None or not words:
            return []
        found: dict[str, None] = {}
        for row in self._latest(words if column == "applicant_name" else ""):
            text = str(getattr(row, column))
            # A name found by its pinyin does not contain what was typed.
            if text and (words in text or (column == "applicant_name" and words.isascii())):
                found.setdefault(text)
        return list(found)[:_OFFERED]

    def last_of(self, applicant_name: str) -> RequestRow | None:
        """Return the latest request of an applicant by exactly this name."""
        for row in self._latest(applicant_name):
            if row.applicant_name == applicant_name:
                return row
        return None

    def _latest(self, text: str) -> Iterable[RequestRow]:
        query = Query(text=text, order_by="id", descending=True)
        ids = requests.ids(self._desk.store, query, _LOOKED_THROUGH)
        return requests.rows(self._desk.store, ids)
