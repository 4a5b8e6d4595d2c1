"""The few things SQLite says its own way; `db.server.words` has PostgreSQL's beside each.

Everything else of `db/` is SQL that both understand. A connection knows which words it takes.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, Protocol

from db.search_text import grams

TOUCHED = "select distinct name, key from touched order by 1, 2"


class Cursor(Protocol):
    """What a statement found, as both drivers give it."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row of whatever columns hold
        """Return the next row, or None."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """What `db/` asks of a connection, to whichever engine."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor:  # noqa: ANN401
        """Carry out a statement."""

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> object:
        """Carry out a statement for each set of parameters."""

    def rollback(self) -> None:
        """Leave the open transaction."""

    def close(self) -> None:
        """Close the connection."""


class Column(NamedTuple):
    """A column of a table: its default as SQL or None, its place in the key, 0 for none."""

    name: str
    type: str
    default: str | None
    key: int


class EngineWords:
    """SQLite's."""

    is_file = True
    # Beyond this many hits walking the order is cheaper than fetching and sorting them.
    many_hits = 20_000
    # Keeps the engine from walking the index of an order past everything the filters leave out.
    no_walk = "+"
    # Joins in the order they are written, which SQLite would otherwise choose worse.
    join = "cross join"

    def walk(self, index: str) -> str:
        """Return what makes a query follow an index."""
        return f" indexed by {index}"

    def hits(self, pieces: Iterable[str]) -> tuple[str, Any]:
        """Return the query for the requests with all these pieces, as `rowid`; its parameter."""
        return (
            "select rowid from request_gram where request_gram match ?",
            " AND ".join(f'"{piece}"' for piece in pieces),
        )

    def first_hits(
        self,
        connection: Connection,
        pieces: Sequence[str],
        held: Sequence[str],
        most: int,
        *,
        descending: bool,
    ) -> "array[int] | None":
        """Return the first requests with all these pieces and words, in the order of their ids.

        None where a query with a limit ends as soon as it has them, as here.
        """
        return None

    def how_many_hits(self, connection: Connection, pieces: Sequence[str], most: int) -> int:
        """Return how many requests have all these pieces, as far as `most`."""
        found, match = self.hits(pieces)
        asked = f"select count(*) from ({found} limit {most}) as hit"
        return int(connection.execute(asked, (match,)).fetchone()[0])

    def ids(self, connection: Connection, sql: str, parameters: Sequence[Any]) -> "array[int]":
        """Return the numbers a query finds, in its order."""
        return array("q", chain.from_iterable(connection.execute(sql, parameters)))

    def among(self, column: str, place: str = "?") -> str:
        """Return the condition that a column is one of many, given as `many` makes them."""
        return f"{column} in (select value from json_each({place}))"

    def many(self, values: Iterable[Any]) -> Any:  # noqa: ANN401 - a parameter, as the driver wants it
        """Return many values as one parameter."""
        return json.dumps(list(values))

    def member(self, column: str, name: str) -> str:
        """Return what a JSON text says under a name, as text."""
        return f"{column} ->> '{name}'"

    def ordered(self, column: str) -> str:
        """Return what is sorted by for a column of the list."""
        return column

    def put_pieces(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts that were not indexed yet, each under the id of its request."""
        connection.executemany(
            "insert into request_gram (rowid, grams) values (?, ?)",
            [(request_id, grams(folded)) for request_id, folded in rows],
        )

    def fill_pieces(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index the folded texts of a whole register, of which nothing is indexed yet."""
        self.put_pieces(connection, rows)

    def drop_pieces(self, connection: Connection, request_id: int, folded: str) -> None:
        """Take a folded text out of the index, which keeps no text of its own."""
        connection.execute(
            "insert into request_gram (request_gram, rowid, grams) values ('delete', ?, ?)",
            (request_id, grams(folded)),
        )

    def clear_pieces(self, connection: Connection) -> None:
        """Empty the index."""
        connection.execute("insert into request_gram (request_gram) values ('delete-all')")

    def tidy_pieces(self, connection: Connection) -> None:
        """Leave no piece in the index that no request has any more."""
        connection.execute("insert into request_gram (request_gram) values ('optimize')")

    def held_pieces(self, connection: Connection, sum_of: Callable[[str], int]) -> dict[int, int]:
        """Return a sum over the pieces the index holds of each request, in whatever order."""
        # A copy upgraded in memory takes no writing, not even of a table of the connection's own.
        takes_none = connection.execute("pragma query_only").fetchone()[0]
        connection.execute("pragma query_only = off")
        connection.execute(
            "create virtual table temp.held_gram using fts5vocab(main, request_gram, instance)"
        )
        held: dict[int, int] = {}
        try:
            for term, row_id in connection.execute("select distinct term, doc from held_gram"):
                held[row_id] = held.get(row_id, 0) ^ sum_of(term)
        finally:
            connection.execute("drop table temp.held_gram")
            connection.execute(f"pragma query_only = {takes_none}")
        return held

    def tables(self, connection: Connection) -> list[str]:
        """Return the tables of ours, the history of migrations among them, none of the index."""
        rows = connection.execute(
            "select name from sqlite_master where type = 'table' and sql not like 'create virtual%'"
            " and name not glob 'sqlite_*' and name not glob 'request_gram_*'"
        ).fetchall()
        return [name for (name,) in rows]

    def columns(self, connection: Connection, table: str) -> list[Column]:
        """Return the columns of a table, in its order."""
        rows = connection.execute(
            "select name, upper(type), dflt_value, pk from pragma_table_info(?)", (table,)
        ).fetchall()
        return [Column(*row) for row in rows]

    def note_touched(self, connection: Connection, keys: dict[str, tuple[str, ...]]) -> None:
        """Let this connection note which rows of these tables its transactions touch."""
        connection.execute("create temp table touched (name text, key text)")
        for table, columns in keys.items():
            for verb, rows in (("insert", "new"), ("update", "new old"), ("delete", "old")):
                noted = "".join(
                    f"insert into touched values ('{table}', {_key_sql(columns, row)});"
                    for row in rows.split()
                )
                connection.execute(
                    f"create temp trigger seal_{table}_{verb} after {verb} on main.{table}"
                    f" begin {noted} end"
                )

    def touched(self, connection: Connection) -> list[tuple[str, str]]:
        """Return table and key of each row the transaction about to end touched, and forget it."""
        found = connection.execute(TOUCHED).fetchall()
        if found:
            connection.execute("delete from touched")
        return found

    def begin_to_carry(self, connection: Connection) -> None:
        """Begin to take in a whole register, whose rows may point to ones that follow."""
        connection.execute("begin immediate")
        connection.execute("pragma defer_foreign_keys = on")

    def tidy_after_carrying(self, connection: Connection) -> None:
        """Leave it: nothing is to be learnt of a file; after the transaction."""

    def take_in(
        self,
        connection: Connection,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
    ) -> None:
        """Add rows as they are."""
        marks = ", ".join("?" * len(columns))
        connection.executemany(
            f"insert into {table} ({', '.join(columns)}) values ({marks})", map(tuple, rows)
        )

    def broken_references(self, connection: Connection) -> Iterator[tuple[str, Any, str]]:
        """Yield table, id and table pointed to of each row that points to none."""
        for table, row_id, parent, _ in connection.execute("pragma foreign_key_check"):
            yield table, row_id, parent

    def is_there(self, connection: Connection, entry: int, digest: bytes) -> bool:
        """Tell whether the history has this very entry, also where this account may not read it."""
        asked = "select 1 from entry where id = ? and hash = ?"
        return connection.execute(asked, (entry, digest)).fetchone() is not None

    def unguard(self, connection: Connection, guards: dict[str, str]) -> Callable[[], None]:
        """Take guards off their tables for the open transaction; return what puts them back."""
        known = dict(connection.execute("select name, sql from sqlite_master").fetchall())
        made = [str(known[name]) for name in guards]
        for name in guards:
            connection.execute(f"drop trigger {name}")

        def guard() -> None:
            for sql in made:
                connection.execute(sql)

        return guard

    def drop_drafts_of_others(self, connection: Connection, words: str) -> int:
        """Leave them: whoever has the file has every draft in it, and words go out of each."""
        return 0

    def overwrite_what_is_freed(self, connection: Connection) -> None:
        """Have what is freed overwritten with noughts; before the transaction."""
        connection.execute("pragma secure_delete = on")

    def pack(self, connection: Connection) -> None:
        """Write everything anew without what lies in freed places; after the transaction."""
        connection.execute("vacuum")


def _key_sql(columns: Iterable[str], row: str) -> str:
    return f"json_array({', '.join(f'{row}.{name}' for name in columns)})"


SQLITE_WORDS = EngineWords()


def words_of(connection: object) -> EngineWords:
    """Return the words a connection takes; one of SQLite's driver says nothing of them."""
    found: EngineWords = getattr(connection, "words", SQLITE_WORDS)
    return found
