"""The log of looks: reading, searching, printing and exporting what people asked for.

Kept in memory for a moment and written together, so that looking at a case costs no wait; the
same look within an hour is one. A register that is only read cannot keep its own log.
"""

from datetime import datetime, timedelta
from enum import Enum

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import access, requests
from db.access import Access
from db.sealing import this_machine
from rules.errors import ClerkError

_ONE_LOOK = timedelta(hours=1)
# A line of the log is for reading, and a search may be as long as a letter.
_LONGEST = 200


class Look(Enum):
    """A kind of look, with its word."""

    CASE = "查看申请"
    FILE = "打开附件"
    SEARCH = "检索"
    PRINTED = "打印"
    EXPORTED = "导出"


class AccessLog:
    """Keeps the looks of one desk until they are written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: list[Access] = []
        self._last: dict[tuple[Look, int | None, str], datetime] = {}

    def note(self, look: Look, request_id: int | None = None, details: str = "") -> None:
        """Keep a look; the same within an hour is not kept again."""
        if self._desk.store.is_read_only:
            return
        now = self._desk.clock()
        key = look, request_id, details[:_LONGEST]
        last = self._last.get(key)
        if last is not None and timedelta(0) <= now - last < _ONE_LOOK:
            return
        self._last[key] = now
        at = now.astimezone().isoformat(timespec="seconds")
        self._waiting.append(Access(at, self._desk.clerk, this_machine(), look.value, *key[1:]))

    def write(self) -> None:
        """Write what was kept; raises `ClerkError` where it cannot be, and keeps it."""
        if not self._waiting:
            return
        with writing(self._desk, "access", What.VIEW):
            access.add(self._desk.store, self._waiting)
        self._waiting.clear()


def access_lines(desk: Desk, register_number: str = "") -> list[str]:
    """Return the log in lines for reading, of everything or of one request.

    Raises `ClerkError` where there is no request of that number.
    """
    numbers: dict[int, str] = {row.id: row.register_number for row in requests.every(desk.store)}
    wanted = None
    if register_number:
        found = [one for one, number in numbers.items() if number == register_number]
        if not found:
            raise ClerkError(f"登记簿中没有编号为“{register_number}”的申请，请核对编号。")
        wanted = found[0]
    return [
        "　".join(
            one
            for one in (
                look.at[:16].replace("T", " "),
                look.by,
                look.machine,
                look.kind,
                numbers.get(look.request_id or 0, ""),
                look.details,
            )
            if one
        )
        for look in access.every(desk.store, wanted)
    ]
