"""Gap-free numbers: one series a kind of paper and year.

Every number ever handed out has its row, so that two writers cannot be given the same one. A
number given back is the next to be handed out.
"""

from db.store import Store
from rules.errors import ClerkError

_NEXT = """select coalesce(
    (select min(serial) from number where kind = :kind and year = :year and is_taken = 0),
    (select max(serial) + 1 from number where kind = :kind and year = :year),
    1
)"""


def reserve(store: Store, kind: str, year: int) -> int:
    """Take the lowest number given back, or the next one. Part of the caller's transaction."""
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
        raise ClerkError(f"{year}年第{serial}号已经用过，不能重复编号，请改用别的号。")
    _take(store, kind, year, serial)


def give_back(store: Store, kind: str, year: int, serial: int) -> None:
    """Free a number that was not used after all, so that it is handed out next."""
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


def given_back(store: Store, kind: str, year: int) -> list[int]:
    """Return the numbers of a series that are free again, lowest first."""
    rows = store.rows(
        "select serial from number where kind = ? and year = ? and is_taken = 0 order by serial",
        (kind, year),
    )
    return [serial for (serial,) in rows]


def _take(store: Store, kind: str, year: int, serial: int) -> None:
    store.run(
        "insert into number (kind, year, serial, is_taken) values (?, ?, ?, 1)"
        " on conflict (kind, year, serial) do update set is_taken = 1",
        (kind, year, serial),
    )
