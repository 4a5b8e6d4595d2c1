"""Find requests by words, exactly and at any length, in the order of the list.

The index of pieces sieves; what it cannot decide is looked up in the folded text itself. Few hits
are fetched and sorted; for many, the list's own order is walked and each request tested, which
with a limit ends as soon as a screenful is found.
"""

from array import array
from itertools import chain, filterfalse, islice
from typing import Any

from db import query as queries
from db.faults import told_to_clerk
from db.query import Query, QueryCondition
from db.request_row import DAY_COLUMNS
from db.search_text import fold_all, is_exact, sieve, words
from db.store import Store

# Every how many-th request at least has a common word, and how far down the list to look for it.
_COMMON = 3
_FARTHEST = 20_000
# How many requests with a day are few enough to be looked at one by one.
_FEW_DAYS = 10_000


def ids(store: Store, query: Query, limit: int | None = None) -> "array[int]":
    """Return the ids of the requests a query asks for, in its order, at most `limit`.

    While somebody types, a limit keeps the answer quick however common the words are.
    """
    if limit is not None and words(query.text):
        for way in (_by_day, _head):
            found = way(store, query, limit)
            if found is not None:
                return found
    sql, parameters = _plan(store, query)
    order = queries.order(query, store.words)
    cut = "" if limit is None else f" limit {int(limit)}"
    return _numbers(store, f"select request.id {sql} order by {order}{cut}", parameters)


def count(store: Store, query: Query) -> int:
    """Return how many requests a query asks for."""
    terms = words(query.text)
    if not query.where and terms and all(map(is_exact, terms)):
        found, match = store.words.hits(_pieces(terms))
        return int(store.value(f"select count(*) from ({found}) as hit", (match,)))
    sql, parameters = _plan(store, query)
    return int(store.value(f"select count(*) {sql}", parameters))


def count_by(store: Store, column: str, query: Query | None = None) -> dict[Any, int]:
    """Return how many requests of a query have each value of a column, most first."""
    query = query or Query()
    queries.QueryCondition(column, "empty")
    sql, parameters = _plan(store, query)
    return dict(
        store.rows(
            f"select request.{column}, count(*) {sql} group by 1 order by 2 desc, 1", parameters
        )
    )


def put_text(
    store: Store,
    request_id: int,
    letters_text: str,
    searched: list[str],
    old: tuple[str, str] | None,
) -> None:
    """Keep the letters' text of a request, and index what it is searched by anew.

    `old` is what is kept so far: the letters' text, and all of it folded; None for a new request.
    """
    folded = fold_all([*searched, letters_text])
    if old == (letters_text, folded):
        return
    if old is not None and old[1] and old[1] != folded:
        # The index keeps no text of its own: what goes is told to it in full.
        store.words.drop_pieces(store.connection, request_id, old[1])
    store.run(
        "insert into request_text (id, letters_text, folded) values (?, ?, ?)"
        " on conflict (id) do update set"
        " letters_text = excluded.letters_text, folded = excluded.folded",
        (request_id, letters_text, folded),
    )
    if old is None or old[1] != folded:
        store.words.put_pieces(store.connection, [(request_id, folded)])


def _plan(store: Store, query: Query) -> tuple[str, list[Any]]:
    """Return the FROM and WHERE of a query, and their parameters."""
    filters, values = queries.conditions(query)
    terms = words(query.text)
    if not terms:
        return f"from request{_where(filters)}", values
    doubtful = [term for term in terms if not is_exact(term)]
    tests = ["instr(request_text.folded, ?) > 0" for _ in doubtful]
    join = store.words.join
    text = f" {join} request_text on request_text.id = request.id" if doubtful else ""
    pieces = _pieces(terms)
    if not pieces:
        return f"from request{text}{_where([*filters, *tests])}", [*values, *doubtful]
    found, match = store.words.hits(pieces)
    if _few(store, pieces):
        return (
            f"from ({found}) as hit {join} request on request.id = hit.rowid{text}"
            f"{_where([*filters, *tests])}"
        ), [match, *values, *doubtful]
    index = queries.order_index(query)
    walk = store.words.walk(index) if index and not filters else ""
    hit = f"{store.words.no_walk}request.id in ({found})"
    return (f"from request{walk}{text}{_where([*filters, hit, *tests])}"), [
        *values,
        match,
        *doubtful,
    ]


def _head(store: Store, query: Query, limit: int) -> "array[int] | None":
    """Return the first requests a query of very common words asks for, or None for a longer way.

    Where every third request or more has the words, a screenful of hits stands near the head of
    the list, unless the words and the order have to do with each other.
    """
    terms = words(query.text)
    pieces = _pieces(terms)
    if pieces and not _common(store, pieces):
        return None
    for length in (4 * limit, min(16 * limit, _FARTHEST)):
        first = ids(store, query._replace(text=""), length)
        hits = _having(store, first, terms)
        if len(hits) >= limit or len(first) < length:
            return array("q", islice(filter(hits.__contains__, first), limit))
    return None


def _by_day(store: Store, query: Query, limit: int) -> "array[int] | None":
    """Return the first requests by a day that few of them have, or None for a longer way.

    So it is with the days of open cases: those few are looked at one by one, and after them, where
    the order is that of the ids, comes what the index finds.
    """
    terms = words(query.text)
    pieces = _pieces(terms)
    if not pieces or query.order_by not in DAY_COLUMNS or not queries.order_index(query):
        return None
    dated = query._replace(
        text="", where=(*query.where, QueryCondition(query.order_by, "not empty"))
    )
    first = ids(store, dated, _FEW_DAYS)
    if len(first) == _FEW_DAYS:
        return None
    hits = _having(store, first, terms)
    found = array("q", islice(filter(hits.__contains__, first), limit))
    if len(found) == limit:
        return found
    filters, values = queries.conditions(query)
    doubtful = [term for term in terms if not is_exact(term)]
    if not filters:
        # No more of them than stand there already have a day.
        with told_to_clerk(store.path):
            rest = store.words.first_hits(
                store.connection, pieces, doubtful, limit, descending=query.descending
            )
        if rest is not None:
            found.extend(islice(filterfalse(hits.__contains__, rest), limit - len(found)))
            return found
    tests = [f"request.{query.order_by} is null", *filters]
    tests += ["instr(request_text.folded, ?) > 0" for _ in doubtful]
    way = "desc" if query.descending else "asc"
    having, match = store.words.hits(pieces)
    join = store.words.join
    found.extend(
        _numbers(
            store,
            f"select request.id from ({having})"
            f" as hit {join} request on request.id = hit.rowid"
            f" {join} request_text on request_text.id = request.id"
            f"{_where(tests)} order by hit.rowid {way} limit ?",
            [match, *values, *doubtful, limit - len(found)],
        )
    )
    return found


def _having(store: Store, request_ids: "array[int]", terms: list[str]) -> set[int]:
    """Return those of some requests whose text has all the words."""
    tests = " and ".join("instr(folded, ?) > 0" for _ in terms)
    return set(
        _numbers(
            store,
            f"select id from request_text where {store.words.among('id')} and {tests}",
            [store.words.many(request_ids), *terms],
        )
    )


def _common(store: Store, pieces: list[str]) -> bool:
    enough = int(store.value("select coalesce(max(id), 0) from request")) // _COMMON
    return _hits(store, pieces, enough) >= enough


def _few(store: Store, pieces: list[str]) -> bool:
    many = store.words.many_hits
    return _hits(store, pieces, many) < many


def _hits(store: Store, pieces: list[str], most: int) -> int:
    with told_to_clerk(store.path):
        return store.words.how_many_hits(store.connection, pieces, most)


def _where(conditions: list[str]) -> str:
    return f" where {' and '.join(conditions)}" if conditions else ""


def _pieces(terms: list[str]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(map(sieve, terms))))


def _numbers(store: Store, sql: str, parameters: list[Any]) -> "array[int]":
    with told_to_clerk(store.path):
        return store.words.ids(store.connection, sql, parameters)
