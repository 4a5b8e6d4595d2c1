"""What the server's own indexes are: that of the pieces, those of the orders of the list."""

from collections.abc import Iterable

from db.query import indexed_order
from db.server.schema_name import SCHEMA

PIECES_INDEX = "request_gram_pieces"
# What is written waits in a list that a search reads too, and goes into the tree many at a time:
# an act would else put some hundred pieces in their places while all others wait for it.
_WAITING_KB = 256
MAKE_PIECES_INDEX = (
    f"create index {PIECES_INDEX} on request_gram using gin (pieces)"
    f" with (fastupdate = on, gin_pending_list_limit = {_WAITING_KB})"
)
# Each row bears, among its pieces, the drawer it lies in: many ids that follow each other. Asked
# for one drawer, the index passes over what lies in others; so who wants the first hits of a common
# word is given them drawer by drawer, without all others being looked up. No piece begins so. What
# is not found in so many `drawers` is then looked up at once in all that are left.
DRAWER = "#"
_DRAWER_BITS = 12
_FIRST_HITS = f"""create function {SCHEMA}.first_hits(
    wanted text[], held text[], most bigint, drawers bigint, from_top boolean
) returns setof bigint language plpgsql stable set enable_seqscan = off as $$
declare
    way bigint := case when from_top then -1 else 1 end;
    last bigint := (select coalesce(max(id), 0) >> {_DRAWER_BITS} from {SCHEMA}.request_gram);
    opened bigint := 0;
    found bigint := 0;
    at bigint;
    these text[];
    more bigint;
begin
    while found < most and opened <= least(drawers, last) loop
        at := case when from_top then last - opened else opened end;
        these := case when opened < drawers then wanted || ('{DRAWER}' || at) else wanted end;
        if held = '{{}}' then
            return query select g.id from {SCHEMA}.request_gram g
                where g.pieces @> these and way * (g.id >> {_DRAWER_BITS}) >= way * at
                order by way * g.id limit most - found;
        else
            -- Put in order first: no more texts are looked into than are asked for.
            return query select hit.id from (
                    select g.id, way * g.id as place from {SCHEMA}.request_gram g
                    where g.pieces @> these and way * (g.id >> {_DRAWER_BITS}) >= way * at
                    order by place offset 0
                ) hit join {SCHEMA}.request_text t on t.id = hit.id
                where strpos(t.folded, held[1]) > 0
                and not exists (select from unnest(held[2:]) w where strpos(t.folded, w) = 0)
                order by hit.place limit most - found;
        end if;
        get diagnostics more = row_count;
        found := found + more;
        opened := opened + 1;
    end loop;
end $$"""
# How many requests have each common piece, as the server last counted. Whose cases are hidden from
# an account, their words are too: one that plays a section's part is told nothing.
_HOW_COMMON = f"""create function {SCHEMA}.how_common() returns table (piece text, requests float8)
language sql stable security definer set search_path = {SCHEMA}, pg_temp as $$
    select one, part * (select reltuples from pg_class where oid = 'request_gram'::regclass)
    from pg_stats,
        unnest(most_common_elems::text::text[], most_common_elem_freqs) as told (one, part)
    where schemaname = '{SCHEMA}' and tablename = 'request_gram' and attname = 'pieces'
        and one is not null and (pg_has_role(session_user,
            (select nspowner from pg_namespace where nspname = '{SCHEMA}'), 'member')
        or not exists (select from pg_roles where rolname = current_database() || '_section'
            and pg_has_role(session_user, oid, 'member')))
$$"""
SEARCH_WORDS = (_FIRST_HITS, _HOW_COMMON)
# A tree takes no entry beyond a third of a page, and these texts have no bound of their own.
_CHARACTERS = 300
_LONG_COLUMNS = ("matter", "pinyin")
# The beginning of the pinyin is a column of the server's own: from an index of an expression the
# server does not read ids without looking at the rows.
NAME_KEY = f"pinyin_key text generated always as (left(pinyin, {_CHARACTERS})) stored"


def in_drawer(request_id: int, pieces: Iterable[str]) -> list[str]:
    """Return the pieces of a request as its row bears them."""
    return [*pieces, f"{DRAWER}{request_id >> _DRAWER_BITS}"]


def indexed(column: str) -> str:
    """Return what an index holds of a column of a request: the beginning of a long text."""
    table, dot, name = column.rpartition(".")
    if name == "pinyin":
        return f"{table}{dot}pinyin_key"
    return f"left({column}, {_CHARACTERS})" if name in _LONG_COLUMNS else column


def order_of(index: str, columns: str) -> str:
    """Return the columns of an index of requests as its order of the list wants them.

    With the id behind them the server reads a whole order off the index alone.
    """
    order = indexed_order(index)
    if not order:
        return ", ".join(map(indexed, columns.split(", ")))
    said = [f"{indexed(name)}{' nulls first' if is_first else ''}" for name, is_first in order]
    return ", ".join([*said, "id"])
