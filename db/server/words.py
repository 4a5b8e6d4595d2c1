"""What PostgreSQL says its own way, where `db.words` has SQLite's."""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from db.search_text import grams
from db.server.indexed import DRAWER, MAKE_PIECES_INDEX, PIECES_INDEX, in_drawer, indexed
from db.words import TOUCHED, Column, Connection, EngineWords

_TABLES = """select c.relname from pg_class c where c.relnamespace = current_schema()::regnamespace
and c.relkind in ('r', 'p') and c.relname not in ('request_gram', 'paper', 'paper_part',
'standing_in') order by c.oid"""
_COLUMNS = """select c.relname, a.attname,
    case format_type(a.atttypid, null) when 'bigint' then 'INTEGER' when 'bytea' then 'BLOB'
        else 'TEXT' end,
    case when pg_get_expr(d.adbin, d.adrelid) like '%next_id(%' then null
        else regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::text$', '') end,
    coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and a.attgenerated = ''
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
left join pg_index i on i.indrelid = c.oid and i.indisprimary
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
order by c.oid, a.attnum"""
# Where a connection keeps how common pieces are; no table has such a name.
_PIECES = "common pieces"
# How many requests a rare piece has at most, and a common one at least; between them hits may stand
# together, far from where is begun: after so many drawers the others are not opened one by one.
_RARE, _COMMON, _FEW_DRAWERS = 5_000, 20_000, 3
_REFERENCES = """select r.relname, a.attname, p.relname, b.attname from pg_constraint f
join pg_class r on r.oid = f.conrelid join pg_class p on p.oid = f.confrelid
join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
where f.contype = 'f' and f.connamespace = current_schema()::regnamespace order by 1, 2"""


class ServerWords(EngineWords):
    """PostgreSQL's: see `EngineWords` for what each says."""

    is_file = False
    # Each hit is looked up in two tables, where each row that is walked past is read in turn.
    many_hits = 6_000
    no_walk = ""
    join = "join"

    def walk(self, index: str) -> str:
        """Return nothing: the server plans its queries itself."""
        return ""

    def hits(self, pieces: Iterable[str]) -> tuple[str, Any]:
        """Return the query for the requests with all these pieces, as `rowid`; its parameter."""
        # In their order, so that who wants the first of them need not look all of them up.
        return "select rowid from hits(?) as rowid order by rowid", list(pieces)

    def first_hits(
        self,
        connection: Connection,
        pieces: Sequence[str],
        held: Sequence[str],
        most: int,
        *,
        descending: bool,
    ) -> "array[int] | None":
        """Return the first requests with all these pieces and words, in the order of their ids."""
        # What is rarer is looked up at once: that costs less than opening drawers.
        many = self.how_many_hits(connection, pieces, _COMMON)
        drawers = 0 if many < _RARE else _FEW_DRAWERS if many < _COMMON else 1 << 30
        return self.ids(
            connection,
            "select first_hits(?, cast(? as text[]), ?, ?, ? = 1)",
            (list(pieces), list(held), most, drawers, int(descending)),
        )

    def how_many_hits(self, connection: Connection, pieces: Sequence[str], most: int) -> int:
        """Return how many requests have the rarest of these pieces, as the server last counted."""
        known: dict[str, Any] = connection.facts  # type: ignore[attr-defined]
        if not known.get(_PIECES):
            known[_PIECES] = dict(connection.execute("select * from how_common()").fetchall())
        return int(min(most, *(known[_PIECES].get(piece, 0) for piece in pieces)))

    def ids(self, connection: Connection, sql: str, parameters: Sequence[Any]) -> "array[int]":
        """Return the numbers a query finds, in its order; they come as one value."""
        joined = f"select string_agg(int8send(id), ''::bytea) from ({sql}) as found (id)"
        found = array("q", connection.execute(joined, parameters).fetchone()[0] or b"")
        if sys.byteorder == "little":
            found.byteswap()
        return found

    def among(self, column: str, place: str = "?") -> str:
        """Return the condition that a column is one of many, given as `many` makes them."""
        return f"{column} = any({place})"

    def many(self, values: Iterable[Any]) -> Any:  # noqa: ANN401 - a parameter, as the driver wants it
        """Return many values as one parameter."""
        return list(values)

    def member(self, column: str, name: str) -> str:
        """Return what a JSON text says under a name, as text."""
        return f"{column}::json ->> '{name}'"

    def ordered(self, column: str) -> str:
        """Return what the index of an order holds of a column."""
        return indexed(column)

    def put_pieces(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index folded texts, each under the id of its request."""
        connection.executemany(
            "insert into request_gram (id, pieces) values (?, ?)"
            " on conflict (id) do update set pieces = excluded.pieces",
            [(request_id, _pieces(request_id, folded)) for request_id, folded in rows],
        )

    def fill_pieces(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index the folded texts of a whole register; its index is made of all of them at once."""
        connection.execute(f"drop index {PIECES_INDEX}")
        connection.execute("set local maintenance_work_mem = '256MB'")
        self.take_in(
            connection,
            "request_gram",
            ("id", "pieces"),
            ((request_id, _pieces(request_id, folded)) for request_id, folded in rows),
        )
        connection.execute(MAKE_PIECES_INDEX)

    def drop_pieces(self, connection: Connection, request_id: int, folded: str) -> None:
        """Leave it: what is put in its place replaces it."""

    def clear_pieces(self, connection: Connection) -> None:
        """Empty the index."""
        connection.execute("delete from request_gram")

    def tidy_pieces(self, connection: Connection) -> None:
        """Leave it: no piece outlives its request here."""

    def held_pieces(self, connection: Connection, sum_of: Callable[[str], int]) -> dict[int, int]:
        """Return a sum over the pieces the index holds of each request, in whatever order."""
        held: dict[int, int] = {}
        for row_id, pieces in connection.execute("select id, pieces from request_gram"):
            for piece in {one for one in pieces if not one.startswith(DRAWER)}:
                held[row_id] = held.get(row_id, 0) ^ sum_of(piece)
        return held

    def tables(self, connection: Connection) -> list[str]:
        """Return the tables of ours, the history of migrations among them, none of the index."""
        return [name for (name,) in connection.execute(_TABLES).fetchall()]

    def columns(self, connection: Connection, table: str) -> list[Column]:
        """Return the columns of a table, in its order; all are asked for once by a connection."""
        facts: dict[str, list[Column]] = connection.facts  # type: ignore[attr-defined]
        if table not in facts:
            facts.clear()
            for name, *said in connection.execute(_COLUMNS).fetchall():
                facts.setdefault(name, []).append(Column(*said))
        return facts.get(table, [])

    def note_touched(self, connection: Connection, keys: dict[str, tuple[str, ...]]) -> None:
        """Leave it: the tables themselves note it here."""

    def touched(self, connection: Connection) -> list[tuple[str, str]]:
        """Return what the transaction about to end touched: with it the notes are gone."""
        found: list[tuple[str, str]] = connection.execute(TOUCHED).fetchall()
        return found

    def begin_to_carry(self, connection: Connection) -> None:
        """Begin to take in a whole register, whose rows may point to ones that follow."""
        connection.make_ready_to_note()  # type: ignore[attr-defined]
        connection.execute("begin")

    def tidy_after_carrying(self, connection: Connection) -> None:
        """Let the server learn what it holds now, or it plans for an empty one."""
        connection.execute("vacuum (analyze)")

    def take_in(
        self,
        connection: Connection,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
    ) -> None:
        """Add rows as they are, in one statement."""
        connection.take_in(table, columns, rows)  # type: ignore[attr-defined]

    def broken_references(self, connection: Connection) -> Iterator[tuple[str, Any, str]]:
        """Yield table, id and table pointed to of each row that points to none."""
        for table, column, parent, there in connection.execute(_REFERENCES).fetchall():
            key = self.columns(connection, table)[0].name
            for (row_id,) in connection.execute(
                f"select {key} from {table} where {column} is not null"
                f" and not exists (select 1 from {parent} as p where p.{there} = {table}.{column})"
                " order by 1"
            ):
                yield table, row_id, parent

    def is_there(self, connection: Connection, entry: int, digest: bytes) -> bool:
        """Tell whether the history has this very entry, also where this account may not read it."""
        if connection.execute("select row_security_active('entry')::int").fetchone()[0]:
            asked = connection.execute("select has_entry(?, ?)::int", (entry, digest))
            return bool(asked.fetchone()[0])
        return super().is_there(connection, entry, digest)

    def unguard(self, connection: Connection, guards: dict[str, str]) -> Callable[[], None]:
        """Take guards off their tables for the open transaction; return what puts them back."""
        if self._is_held_to_them(connection):
            # The guards themselves let the office's head take words out, and nobody else.
            return lambda: None
        # A table is not altered while checks on it wait for the end of the transaction.
        connection.execute("set constraints all immediate")
        for name, table in guards.items():
            connection.execute(f"alter table {table} disable trigger {name}")

        def guard() -> None:
            connection.execute("set constraints all immediate")
            for name, table in guards.items():
                connection.execute(f"alter table {table} enable trigger {name}")

        return guard

    def _is_held_to_them(self, connection: Connection) -> bool:
        """Tell whether guards stand in the way of whoever is logged in: of all but the owner."""
        made = connection.execute("select to_regprocedure('desk.owns()') is not null").fetchone()
        return bool(made[0]) and not connection.execute("select desk.owns()").fetchone()[0]

    def drop_drafts_of_others(self, connection: Connection, words: str) -> int:
        """Drop what others have half filled in where it holds these words; return how many."""
        if not self._is_held_to_them(connection):
            return 0
        row = connection.execute("select desk.drop_drafts_with(?)", (words,)).fetchone()
        return int(row[0])

    def overwrite_what_is_freed(self, connection: Connection) -> None:
        """Leave it: `pack` writes everything anew."""

    def pack(self, connection: Connection) -> None:
        """Write everything anew without what lies in freed places; after the transaction."""
        connection.execute("vacuum full")


def _pieces(request_id: int, folded: str) -> list[str]:
    return in_drawer(request_id, grams(folded).split())


SERVER_WORDS = ServerWords()
