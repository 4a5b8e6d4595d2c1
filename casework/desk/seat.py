"""The second seat: a register that is open elsewhere is read here, and kept up with."""

from casework.desk.changes import Changed, What
from casework.desk.desk import Desk
from casework.desk.shared_store import server_store
from db import newly
from db.lock import Holder, InUseError, holder_of, lock_path
from db.sealing import this_account

__all__ = [
    "InUseError",
    "SecondSeat",
    "SharedSeat",
    "another_words",
    "holder_words",
    "seat_words",
    "this_account",
]


def holder_words(desk: Desk) -> str:
    """Return a sentence that says who has the register open, and that it is only read here."""
    if desk.is_shared:
        return "只读打开：可以查找、打印、导出，不能登记和改动。"
    holder = holder_of(desk.store.path)
    who = "" if holder == Holder() else f"（{holder.words}）"
    return f"只读打开：登记簿正在别处办理{who}。可以查找、打印、导出，不能登记和改动。"


def seat_words(desk: Desk) -> str:
    """Return in two lines that the register is only read here, and who has it open since when.

    Of a register on a server it is said that it is shared.
    """
    if desk.is_shared:
        return "共用登记簿\n只读" if desk.store.is_read_only else "共用登记簿\n在服务器上"
    if not lock_path(desk.store.path).exists():
        return "只读\n无人在办理"
    holder = holder_of(desk.store.path)
    since = holder.since[11:16]
    who = holder.by or holder.machine.partition("@")[0] or "另一处"
    return f"只读：{who}在办理\n{f'{since}起' if since else '时间不详'}"


class SecondSeat:
    """Sees what is written elsewhere; one for each window that only reads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._version = self._seen()
        self._words = seat_words(desk)

    @property
    def is_held_otherwise(self) -> bool:
        """Whether another has the register open than at the last question, or nobody."""
        before, self._words = self._words, seat_words(self._desk)
        return before != self._words

    def _seen(self) -> object:
        return self._desk.store.changes_seen

    def look(self) -> bool:
        """Tell all followers where something was written since the last look; return whether."""
        version = self._seen()
        if version == self._version:
            return False
        self._version = version
        self._desk.forget_settings()
        for what in (What.SETTINGS, What.CASE, What.REPORT, What.BOOK):
            self._desk.changes.add(Changed(what))
        self._desk.changes.tell()
        return True


# What is shown anew where a table was written to; what is named nowhere, with the books.
_OF_CASES = frozenset({"request", "step", "document", "attachment", "attachment_text", "number"})
_OF_SETTINGS = frozenset(
    {"setting", "calendar_day", "calendar_year", "local_day", "section", "person", "absence"}
)
_OF_PARTS = frozenset({"person", "absence"})
_NOT_SHOWN = frozenset({"access"})


def another_words(desk: Desk) -> str:
    """Return what a window is told whose register a copy has taken the place of."""
    return server_store(desk).another_words()


class SharedSeat:
    """Sees what other windows on the server write; one for each window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = server_store(desk)
        self._mark = newly.mark(self._store)
        self._store.saw(self._mark.entries, self._mark.hash)

    def look(self) -> newly.Newly:
        """Tell all followers what was written since the last look, and return it.

        Raises `ClerkError` where the server cannot be reached; the next look sees the same.
        """
        written = newly.since(self._store, self._mark)
        if not written.is_another and not self._store.goes_on():
            # What this very window wrote last went with what a copy has taken the place of.
            written = written._replace(requests=None, is_another=True)
        self._desk.store.forget_place()
        self._mark = written.until
        tables = written.tables - _NOT_SHOWN
        is_known = written.requests is not None
        if not is_known or tables & _OF_PARTS:
            self._desk.store.forget_parts()
        if not is_known or tables & _OF_CASES:
            self._desk.changes.add(Changed(What.CASE, written.requests or frozenset()))
        if not is_known or tables & _OF_SETTINGS:
            self._desk.forget_settings()
            self._desk.changes.add(Changed(What.SETTINGS))
            self._desk.changes.add(Changed(What.REPORT))
        if not is_known or tables - _OF_CASES - _OF_SETTINGS:
            self._desk.changes.add(Changed(What.BOOK))
        self._desk.changes.tell()
        return written

    def by_others(self, written: newly.Newly, request_id: int) -> newly.SaidEntry | None:
        """Return who else wrote to a case last, or None where it was nobody else."""
        said = written.said.get(request_id)
        own = self._desk.store.stamp()
        if said is None or (said.by, said.machine) == (own.by, own.machine):
            return None
        return said
