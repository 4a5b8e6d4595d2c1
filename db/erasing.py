"""Takes a person's words out of a register for good, with the chain of steps still provable.

The hash of a step whose words went stays as it was, and so do the hashes after it. In the table
`erasure` stands what was taken out of which place, as a salted digest, and the hash of what is
left: it is sealed by the entry of the transaction like every row, so that nobody can pass off a
forged step for one that was erased. The salt is handed to the clerk and kept nowhere: without it
the digest gives no value away, with it a value can be proven to have stood there.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from db.store import Cell, Store
from db.words import Connection

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_SALT_BYTES = 16
_SHOWN = 8
_STEP = "id, request_id, kind, happened_on, details, recorded_at, recorded_by, annuls"
_GUARDS = {"step_stays_as_it_is": "step", "access_stays_as_it_is": "access"}
# Chained themselves, or made anew from the rest; what is searched by is made by who calls.
_NOT_LOOKED_AT = frozenset(
    {"step", "chain_head", "entry", "entry_head", "erasure", "request_text", "draft_seal"}
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One value taken out: where it stood, its salted digest, and the salt, which nobody keeps."""

    step_id: int
    place: str
    digest: str
    salt: str

    @property
    def mark(self) -> str:
        """What stands where the value stood."""
        return f"〔已删除{self.digest[:_SHOWN]}〕"


@dataclass(slots=True)
class Erased:
    """What a transaction took out: values of steps, requests they belong to, rows of tables."""

    taken: list[Taken] = field(default_factory=list)
    requests: set[int] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)


# Columns of hashes, places and moments.
_NO_WORDS = ("sha256", "path", "_on", "_at")

# The words that go out of a text of a step, longest first; or None to let the text stand.
Goes = Callable[[str, str], Collection[str]]


def salted(salt: str, value: str) -> str:
    """Return the digest that stays where a value went."""
    return hashlib.sha256(bytes.fromhex(salt) + value.encode("utf-8", "surrogatepass")).hexdigest()


def content_digest(content: Collection[Any]) -> str:
    """Return the hash of a step as it is left."""
    return hashlib.sha256(_CANONICAL.encode(list(content)).encode()).hexdigest()


def left_of(connection: Connection) -> dict[int, str]:
    """Return the steps that words were taken out of, each with the hash of what is left of it."""
    try:
        rows = connection.execute("select step_id, content from erasure order by id").fetchall()
    except sqlite3.OperationalError:
        # A register of before there was such a table.
        return {}
    return dict(rows)


@contextmanager
def unguarded(store: Store) -> Iterator[None]:
    """Let the rows that never change be changed by the open transaction, and guard them again.

    What is overwritten is overwritten in the file too, and not only forgotten.
    """
    guard = store.words.unguard(store.connection, _GUARDS)
    yield
    guard()


def overwrite_what_is_freed(store: Store) -> None:
    """Have this connection overwrite with noughts what it frees; before the transaction."""
    store.words.overwrite_what_is_freed(store.connection)


def pack(store: Store) -> None:
    """Write the file anew without what lies in its free pages; after the transaction.

    Raises `ClerkError` where the disk is too full for a second copy of it.
    """
    from db.faults import told_to_clerk

    with told_to_clerk(store.path):
        store.words.pack(store.connection)


def erase_from_steps(
    store: Store, step_ids: Collection[int], goes: Goes, reason: str, erased: Erased
) -> None:
    """Take out of steps what `goes` names in each of their texts; part of the transaction.

    `goes` is given the place of a text in the step, such as `changed.phone`, and the text.
    """
    stamp = store.stamp()
    for step_id in step_ids:
        row = store.row(f"select {_STEP} from step where id = ?", (step_id,))
        if row is None:
            continue
        taken: list[Taken] = []
        details = _without(json.loads(row[4]), "", int(step_id), goes, taken)
        if not taken:
            continue
        text = _CANONICAL.encode(details)
        store.run("update step set details = ? where id = ?", (text, step_id))
        left = content_digest((*row[:4], text, *row[5:]))
        for one in taken:
            store.run(
                "insert into erasure (step_id, place, digest, content, reason, erased_at,"
                " erased_by) values (?, ?, ?, ?, ?, ?, ?)",
                (step_id, one.place, one.digest, left, reason, stamp.at, stamp.by),
            )
        erased.taken += taken
        erased.requests.add(int(row[1]))


def _without(value: Cell, place: str, step_id: int, goes: Goes, taken: list[Taken]) -> Cell:
    if isinstance(value, dict):
        return {
            name: _without(one, f"{place}.{name}" if place else name, step_id, goes, taken)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [
            _without(one, f"{place}[{at}]", step_id, goes, taken) for at, one in enumerate(value)
        ]
    if not isinstance(value, str):
        return value
    for words in sorted(goes(place, value), key=len, reverse=True):
        if words and words in value:
            salt = os.urandom(_SALT_BYTES).hex()
            one = Taken(step_id, place, salted(salt, words), salt)
            taken.append(one)
            value = value.replace(words, one.mark)
    return value


def steps_with(store: Store, words: str) -> list[int]:
    """Return the steps whose details hold these words."""
    rows = store.rows(
        "select id from step where instr(details, ?) > 0 order by id", (_in_json(words),)
    )
    return [step_id for (step_id,) in rows]


def _in_json(words: str, *, ascii_only: bool = False) -> str:
    return json.dumps(words, ensure_ascii=ascii_only)[1:-1]


def rows_with(store: Store, words: str) -> dict[str, int]:
    """Return how many rows of each table hold these words, the steps left out."""
    found: dict[str, int] = {}
    for table, columns in _texts(store):
        where, values = _holding(columns, words)
        number = store.value(f"select count(*) from {table} where {where}", values)
        if number:
            found[table] = int(number)
    return found


def erase_from_rows(store: Store, words: str, mark: str, erased: Erased) -> None:
    """Put a mark in place of these words in every text of every other table."""
    forms = tuple(dict.fromkeys((words, _in_json(words), _in_json(words, ascii_only=True))))
    gone = sum(store.words.drop_drafts_of_others(store.connection, said) for said in forms)
    if gone:
        erased.rows["draft"] = gone
    for table, columns in _texts(store):
        for column in columns:
            for said in forms:
                where = f"from {table} where instr({column}, ?) > 0"
                # A column they stand nowhere in may be one this account does not write to.
                if store.row(f"select 1 {where} limit 1", (said,)) is None:
                    continue
                done = store.run(
                    f"update {table} set {column} = replace({column}, ?, ?)"
                    f" where instr({column}, ?) > 0",
                    (said, mark, said),
                ).rowcount
                if done:
                    erased.rows[table] = erased.rows.get(table, 0) + done


def _holding(columns: Collection[str], words: str) -> tuple[str, list[Cell]]:
    said = tuple(dict.fromkeys((words, _in_json(words), _in_json(words, ascii_only=True))))
    tests = [f"instr({column}, ?) > 0" for column in columns for _ in said]
    return " or ".join(tests), [one for _ in columns for one in said]


def _texts(store: Store) -> Iterator[tuple[str, list[str]]]:
    """Yield the tables of ours with the columns of text that are no part of their key."""
    for table in sorted(store.words.tables(store.connection)):
        if table.startswith("_") or table in _NOT_LOOKED_AT:
            continue
        columns = [
            column.name
            for column in store.words.columns(store.connection, table)
            if column.type == "TEXT" and not column.key and not column.name.endswith(_NO_WORDS)
        ]
        if columns:
            yield table, columns


def requests_with(store: Store, words: str) -> set[int]:
    """Return the requests whose searched text, letters or files hold these words."""
    rows = store.rows(
        "select request_id from document where instr(text, ?) > 0 or instr(fields, ?) > 0"
        " or instr(fields, ?) > 0 union select request_id from attachment where instr(name, ?) > 0"
        " union select id from request_text where instr(letters_text, ?) > 0"
        " union select request_id from attachment join attachment_text"
        " on attachment_text.sha256 = attachment.sha256 where instr(words, ?) > 0",
        (words, _in_json(words), _in_json(words, ascii_only=True), words, words, words),
    )
    return {int(request_id) for (request_id,) in rows}


def tidy_the_search(store: Store) -> None:
    """Leave no piece of a word in the index that no request has any more."""
    store.words.tidy_pieces(store.connection)


def drop_words_of_no_file(store: Store) -> None:
    """Forget the words of files that no request has any more."""
    store.run("delete from attachment_text where sha256 not in (select sha256 from attachment)")
