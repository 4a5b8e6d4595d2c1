"""Gap-free numbers: one series a kind of paper and year.

Every number ever handed out has its row, so that two writers cannot be given the same one. A
number given back is the next to be handed out.
"""

from dataclasses import dataclass, field

from db.store import Store
from rules.errors import ClerkError

_NEXT = """select coalesce(
    (select min(serial) from number where kind = :kind and year = :year and is_taken = 0),
    (select max(serial) + 1 from number where kind = :kind and year = :year),
    1
)"""


def reserve(store: Store, kind: str, year: int) -> int:
    """Take the lowest number given back, or the next one. Part of the caller's transaction.

    Raises `RuntimeError` outside a transaction.
    """
    if not store.connection.in_transaction:
        raise RuntimeError("a number is reserved in the transaction that uses it")
    serial = peek(store, kind, year)
    _take(store, kind, year, serial)
    return serial


def peek(store: Store, kind: str, year: int) -> int:
    """Return the number `reserve` would take now, without taking it."""
    return int(store.value(_NEXT, {"kind": kind, "year": year}))


def take(store: Store, kind: str, year: int, serial: int) -> None:
    """Take a certain number, for a request or letter numbered elsewhere; may leave a gap.

    The numbers skipped stay unknown to the series: it goes on after the highest. Raises
    `ClerkError` where the number is taken already.
    """
    if is_taken(store, kind, year, serial):
        raise _used(year, serial)
    _take(store, kind, year, serial)


def give_back(store: Store, kind: str, year: int, serial: int) -> None:
    """Free a number that was not used after all, so that it is handed out next.

    Raises `LookupError` for a number that was never handed out.
    """
    with store.atomic():
        freed = store.run(
            "update number set is_taken = 0"
            " where kind = ? and year = ? and serial = ? and is_taken = 1",
            (kind, year, serial),
        )
        if freed.rowcount != 1:
            raise LookupError(f"number {serial} of {kind} {year} was not taken")


def is_taken(store: Store, kind: str, year: int, serial: int) -> bool:
    """Tell whether a number is in use."""
    return bool(
        store.value(
            "select is_taken from number where kind = ? and year = ? and serial = ?",
            (kind, year, serial),
        )
    )


def taken(store: Store, kind: str, year: int) -> frozenset[int]:
    """Return the numbers of a series that are in use, those of void letters among them."""
    rows = store.rows(
        "select serial from number where kind = ? and year = ? and is_taken = 1", (kind, year)
    )
    return frozenset(int(serial) for (serial,) in rows)


def given_back(store: Store, kind: str, year: int) -> list[int]:
    """Return the numbers of a series that are free again, lowest first."""
    rows = store.rows(
        "select serial from number where kind = ? and year = ? and is_taken = 0 order by serial",
        (kind, year),
    )
    return [serial for (serial,) in rows]


@dataclass(slots=True)
class _Year:
    last: int = 0
    taken: set[int] = field(default_factory=set)
    free: set[int] = field(default_factory=set)


class Series:
    """The numbers of a kind, handed out in memory as `reserve`, `take` and `give_back` would.

    Nothing is written before `keep`, so that what many new requests would be called can be asked
    of a register that is only read.
    """

    def __init__(self, store: Store, kind: str) -> None:
        self._store, self._kind = store, kind
        self._years: dict[int, _Year] = {}
        self._changed: set[tuple[int, int]] = set()

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = _Year()
            for serial, is_taken in self._store.rows(
                "select serial, is_taken from number where kind = ? and year = ?",
                (self._kind, year),
            ):
                (found.taken if is_taken else found.free).add(serial)
                found.last = max(found.last, serial)
        return found

    def reserve(self, year: int) -> int:
        """Take the lowest number given back, or the next one."""
        found = self._year(year)
        serial = min(found.free) if found.free else found.last + 1
        self.take(year, serial)
        return serial

    def take(self, year: int, serial: int) -> None:
        """Take a certain number; raises `ClerkError` where it is taken already."""
        found = self._year(year)
        if serial in found.taken:
            raise _used(year, serial)
        found.free.discard(serial)
        found.taken.add(serial)
        found.last = max(found.last, serial)
        self._changed.add((year, serial))

    def is_taken(self, year: int, serial: int) -> bool:
        """Tell whether a number is in use."""
        return serial in self._year(year).taken

    def give_back(self, year: int, serial: int) -> None:
        """Free a number that was not used after all, so that it is handed out next."""
        found = self._year(year)
        found.taken.remove(serial)
        found.free.add(serial)

    def pass_over(self, year: int, serial: int) -> None:
        """Do not hand out a number that waits for its own request, and go on after it.

        Taken here, it is as if it was not. Lower numbers given back are handed out as before.
        """
        found = self._year(year)
        found.last = max(found.last, serial)
        found.free.discard(serial)
        if (year, serial) in self._changed:
            self._changed.remove((year, serial))
            found.taken.discard(serial)

    def keep(self) -> None:
        """Write what was taken and given back. Part of the caller's transaction."""
        for year, serial in sorted(self._changed):
            _put(self._store, self._kind, year, serial, serial in self._years[year].taken)
        self._changed.clear()


def _used(year: int, serial: int) -> ClerkError:
    return ClerkError(f"{year}年第{serial}号已经用过，不能重复编号，请改用别的号。")


def _take(store: Store, kind: str, year: int, serial: int) -> None:
    _put(store, kind, year, serial, True)


def _put(store: Store, kind: str, year: int, serial: int, is_taken: bool) -> None:
    store.run(
        "insert into number (kind, year, serial, is_taken) values (?, ?, ?, ?)"
        " on conflict (kind, year, serial) do update set is_taken = excluded.is_taken",
        (kind, year, serial, is_taken),
    )
