"""The entries of every transaction: who changed what and when; and whether the rows bear it out.

An anchor is the number and the hash of an entry, kept outside the register: on paper, in the
manifest of a copy, with the superior office. A history rewritten whole, consistent in itself, is
found by holding it against any of them.
"""

import hashlib
import hmac
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db import sealing
from db.faults import read_as_written, told_to_clerk
from db.row_names import row_name
from db.store import Store

_COMPARE = "请与最近的备份核对。"
# Beyond this many places the register is not altered but ruined, and a list helps nobody.
MOST_PLACES = 20
_HEX_SHOWN = 24
# From here on a history went another way than the anchors between two of its entries say.
_FORKS = ("restored", "salvaged")
_MARK = re.compile(r"验\s*([0-9a-fA-F]{4}-[0-9a-fA-F]{4})")
# More entries than this no register ever holds, nor SQLite a number for.
_ANCHOR = re.compile(r"(?<!\d)(\d{1,12})\s*[-—–－]\s*((?:[0-9a-fA-F]{4}\s*[-—–－ ]?\s*){4,16})")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one transaction wrote: its stamp, what it says it was about, how far the steps go."""

    id: int
    at: str
    by: str
    machine: str
    notes: tuple[dict[str, Any], ...]
    steps: int
    hash: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the history at one time; `hash` in hexadecimal, perhaps only its beginning."""

    entries: int
    hash: str

    @property
    def words(self) -> str:
        """How it is printed: the number of the entry and the beginning of its hash."""
        shown = self.hash[:_HEX_SHOWN]
        groups = "-".join(shown[place : place + 4] for place in range(0, len(shown), 4))
        return f"{self.entries}-{groups}"


def keyed(anchor: Anchor, key: str) -> str:
    """Return the mark that only who has the office's key can put beside an anchor."""
    said = f"anchor {anchor.entries} {anchor.hash}"
    tail = hmac.new(bytes.fromhex(key), said.encode(), hashlib.sha256).hexdigest()[:8]
    return f"{tail[:4]}-{tail[4:]}"


def read_mark(words: str) -> str:
    """Return the mark that stands beside a printed anchor, or an empty text."""
    found = _MARK.search(words)
    return found[1].lower() if found else ""


def read_anchor(words: str) -> Anchor | None:
    """Return the anchor a text holds, as printed on a paper, or None."""
    found = _ANCHOR.search(words)
    if found is None:
        return None
    return Anchor(int(found[1]), re.sub(r"[^0-9a-f]", "", found[2].lower()))


def anchor(store: Store) -> Anchor:
    """Return the head of the history as it is now."""
    row = store.row("select entries, hash from entry_head")
    return Anchor(0, "") if row is None else Anchor(int(row[0]), bytes(row[1]).hex())


def anchor_at(store: Store, entries: int) -> Anchor | None:
    """Return what the head was after that many entries, or None where there are not so many."""
    digest = store.value("select hash from entry where id = ?", (entries,))
    return None if digest is None else Anchor(entries, bytes(digest).hex())


def noted(store: Store, *words: str) -> list[Entry]:
    """Return the entries with a note of these kinds, or of any kind, oldest first."""
    # What notes none of them need not be read.
    holds = " or ".join("instr(notes, ?) > 0" for _ in words) or "notes <> '[]'"
    found = _entries(store, f"where {holds} order by id", *words)
    return [
        entry
        for entry in found
        if not words or any(note.get("note") in words for note in entry.notes)
    ]


def latest(store: Store) -> Entry | None:
    """Return the entry written last, or None where nothing was written yet."""
    return next(iter(_entries(store, "order by id desc limit 1")), None)


def _entries(store: Store, which: str, *parameters: str) -> list[Entry]:
    rows = store.rows(
        f"select id, at, by, machine, notes, steps, hash from entry {which}", parameters
    )
    with read_as_written(store.path):
        return [
            Entry(number, at, by, machine, _notes(notes), steps, bytes(digest).hex())
            for number, at, by, machine, notes, steps, digest in rows
        ]


def _notes(text: str) -> tuple[dict[str, Any], ...]:
    # Altered notes are said by `verify`; here they must not stop whoever reads the others.
    found = json.loads(text)
    return tuple(note for note in found if isinstance(note, dict)) if found else ()


def read_chain(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]] | None:
    """Return entries as they lie in the table, or None where they are no whole chain."""
    previous = b""
    for place, row in enumerate(rows, start=1):
        if row[0] != place or sealing.entry_hash(previous, tuple(row[:8])) != row[8]:
            return None
        previous = bytes(row[8])
    return list(rows)


def verify(store: Store, check: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Yield a sentence for each place where entries or rows are not as the program wrote them.

    `check` is asked again and again whether to go on; what it raises ends the look.
    """
    held: dict[str, dict[str, str]] = {}
    with told_to_clerk(store.path), read_as_written(store.path):
        broken = list(_broken_entries(store, held, check))
        yield from broken[:MOST_PLACES]
        if len(broken) > MOST_PLACES:
            yield "此后还有更多操作记录与写入时不一致，不再逐条列出。请从最近的备份恢复登记簿。"
        yield from _broken_rows(store, held, check)


def _broken_entries(
    store: Store, held: dict[str, dict[str, str]], check: Callable[[], object]
) -> Iterator[str]:
    head = store.connection.execute("select entries, hash from entry_head").fetchone()
    previous, expected = b"", 1
    step_hashes = {
        row[0]: bytes(row[1]).hex() for row in store.connection.execute("select id, hash from step")
    }
    cursor = store.connection.execute(
        f"select {sealing.ENTRY_COLUMNS}, hash from entry order by id"
    )
    for row in cursor:
        check()
        content, digest = row[:8], bytes(row[8])
        name = f"第{row[0]}条操作记录（{row[1] or '时间不详'}，{row[2] or '经办人不详'}）"
        if row[0] > expected:
            yield f"缺少{_span(expected, row[0] - 1)}，已被人从程序之外删除。{_COMPARE}"
        elif sealing.entry_hash(previous, content) != digest:
            yield f"{name}与写入时不一致，已被人从程序之外改动。{_COMPARE}"
        elif row[5] and step_hashes.get(row[5], row[6]) != row[6]:
            yield (
                f"{name}写入时，第{row[5]}条办理记录不是现在的样子：办理记录已被人从程序之外重写。"
                f"{_COMPARE}"
            )
        expected, previous = row[0] + 1, digest
        sealing.merge(held, json.loads(row[7]))
    last = expected - 1
    if head is None:
        yield f"操作记录的总数和校验值已被删除，无法确认末尾是否齐全。{_COMPARE}"
    elif last < head[0]:
        yield f"末尾缺少{_span(last + 1, head[0])}，已被人从程序之外删除。{_COMPARE}"
    elif last > head[0]:
        yield f"末尾多出{_span(head[0] + 1, last)}，不是由程序写入的。{_COMPARE}"
    elif bytes(head[1]) != previous:
        yield f"最后一条操作记录的校验值与写入时不一致，已被人从程序之外改动。{_COMPARE}"


def _broken_rows(
    store: Store, held: dict[str, dict[str, str]], check: Callable[[], object]
) -> Iterator[str]:
    for table in sealing.sealed_tables(store.connection):
        of_table = held.pop(table, {})
        if table == sealing.MIGRATIONS and not of_table:
            # Registers of before their upgrades were sealed.
            continue
        places: list[str] = []
        for key, digest in sealing.row_digests(store.connection, table):
            check()
            sealed = of_table.pop(key, None)
            if sealed == digest:
                continue
            what = "不是由程序写入的" if sealed is None else "与写入时不一致"
            places.append(f"{_named(store, table, key)}{what}，登记簿被人从程序之外改动过。")
        places += [f"{_named(store, table, key)}已被人从程序之外删除。" for key in sorted(of_table)]
        yield from (f"{place}{_COMPARE}" for place in places[:MOST_PLACES])
        if len(places) > MOST_PLACES:
            yield f"另有{len(places) - MOST_PLACES}处同样的改动，不再逐条列出。{_COMPARE}"
    for table, keys in held.items():
        if keys:
            yield f"登记簿的表“{table}”（{len(keys)}行）已被人从程序之外删除。{_COMPARE}"


def _named(store: Store, table: str, key: str) -> str:
    try:
        return row_name(store, table, json.loads(key))
    except (sqlite3.Error, ValueError, TypeError, IndexError):
        return f"表“{table}”的行{key}"


def _span(first: int, last: int) -> str:
    return f"第{first}条操作记录" if first == last else f"第{first}条至第{last}条操作记录"


def age(store: Store) -> int:
    """Return a number that grows with every entry, also over a restore.

    The number of entries does not: a history put back may be shorter than the one before it.
    """
    entries = anchor(store).entries
    forks = noted(store, *_FORKS)
    if not forks:
        return entries
    last = forks[-1]
    before = max(int(note.get("age", note.get("until", 0))) for note in last.notes)
    return max(entries, before + entries - last.id + 1)


def last_in_common(one: Store, other: Store) -> int:
    """Return the number of the last entry two histories have in common, 0 where there is none."""
    known, unknown = 0, min(anchor(one).entries, anchor(other).entries) + 1
    while unknown - known > 1:
        place = (known + unknown) // 2
        # A chain that agrees at one entry agrees at all before it.
        if anchor_at(one, place) == anchor_at(other, place):
            known = place
        else:
            unknown = place
    return known


def left_behind(store: Store, kept: Anchor) -> Entry | None:
    """Return the entry of the restore that left the history of an anchor behind, else None.

    The history now here says nothing of such an anchor: only what the restore put aside can.
    """
    now = anchor_at(store, kept.entries)
    if now is not None and now.hash.startswith(kept.hash):
        return None
    return _fork_of(_forks(store), kept)


def went_another_way(store: Store, kept: Anchor) -> bool:
    """Tell whether a restore took back another one and left the history of an anchor behind.

    The history put back may be the longer one: where the anchor stood entries are here that are
    others. That is borne by what the restore put aside alone, and by nothing it says.
    """
    return any(
        int(note.get("common", note["from"])) < kept.entries <= int(note["until"])
        for entry in noted(store, "restored")
        for note in entry.notes
        if note.get("note") == "restored"
    )


def _forks(store: Store) -> list[tuple[int, int, Entry]]:
    """Return from where to where entries say a history was left behind, and those entries."""
    found = [
        (int(note["from"]), int(note["until"]), entry)
        for entry in noted(store, *_FORKS)
        for note in entry.notes
        if note.get("note") in _FORKS
    ]
    # It stands where the copy ended, or behind what a salvage says was lost. One further on would
    # speak of entries that are here, and is none the program wrote.
    return [fork for fork in found if fork[2].id - fork[0] in (1, 2)]


def _fork_of(forks: Sequence[tuple[int, int, Entry]], kept: Anchor) -> Entry | None:
    for first, last, entry in forks:
        if first < kept.entries <= last:
            return entry
    return None


def differing(store: Store, anchors: Sequence[tuple[str, Anchor]]) -> Iterator[str]:
    """Yield a sentence for each named anchor the history does not pass through.

    A history put back from a copy went another way from there on: what an entry of the restore
    says was left behind is no difference. `left_behind` tells it.
    """
    forks = _forks(store)
    agreed = 0
    for name, kept in sorted(anchors, key=lambda named: named[1].entries):
        if kept.entries == 0:
            continue
        now = anchor_at(store, kept.entries)
        if now is not None and now.hash.startswith(kept.hash):
            agreed = max(agreed, kept.entries)
        elif _fork_of(forks, kept) is not None:
            continue
        elif now is None:
            yield (
                f"{name}记有第{kept.entries}条操作记录，现在的登记簿没有这么多："
                f"第{agreed + 1}条以后的历史已被截去或者重写。{_COMPARE}"
            )
        else:
            yield (
                f"{name}记的第{kept.entries}条操作记录与现在的登记簿不同：历史从第{agreed + 1}条至"
                f"第{kept.entries}条之间起已被重写。{_COMPARE}"
            )
