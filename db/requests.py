"""Requests as the list and the case page show them: a cache of what their steps say.

Nothing here decides anything: whoever adds a step writes, in the same transaction, what the steps
now make of the request.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from db.faults import read_as_written
from db.query import AnyOf, Query, QueryCondition, Where
from db.request_row import (
    BESIDE_COLUMNS,
    COLUMNS,
    LONG_COLUMNS,
    NAME_COLUMNS,
    SEARCHED_COLUMNS,
    RequestRow,
    from_database,
    to_database,
)
from db.search import count, count_by, ids, put_text
from db.store import Store
from rules.errors import ClerkError

__all__ = [
    "AnyOf",
    "Query",
    "QueryCondition",
    "RequestRow",
    "Where",
    "by_number",
    "count",
    "count_by",
    "every",
    "ids",
    "insert",
    "insert_many",
    "older_reckoning",
    "one",
    "rows",
    "update",
]

_PAGE = 500
_ALL_COLUMNS = ", ".join(
    f"request_text.{name}" if name in BESIDE_COLUMNS else f"request.{name}" for name in COLUMNS
)
_EVERYTHING = (
    f"select {_ALL_COLUMNS} from request join request_text on request_text.id = request.id"
)
_FOR_A_LIST = ", ".join("''" if name in LONG_COLUMNS else name for name in COLUMNS)
_ON_A_LIST = f"select {_FOR_A_LIST} from request"
_MADE = [(at, make) for at, name in enumerate(COLUMNS) if (make := from_database(name))]
_SEARCHED = [name for name in SEARCHED_COLUMNS if name not in BESIDE_COLUMNS]
_OLD = (
    f"select {', '.join(_SEARCHED)}, request_text.letters_text, request_text.folded from request"
    " left join request_text on request_text.id = request.id where request.id = ?"
)
_ONE = f"{_EVERYTHING} where request.id = ?"


def insert(store: Store, values: Mapping[str, Any]) -> int:
    """Enter a request and return its id; the pinyin of its names is added."""
    stored = to_database(values)
    stored.setdefault("pinyin", _pinyin([stored.get(name, "") for name in NAME_COLUMNS]))
    letters_text = stored.pop("letters_text", "")
    with store.atomic():
        request_id = store.add(
            f"insert into request ({', '.join(stored)}) values ({', '.join('?' * len(stored))})",
            list(stored.values()),
        )
        searched = [stored.get(name, "") for name in _SEARCHED]
        put_text(store, request_id, letters_text, searched, None)
    return request_id


def insert_many(store: Store, many: Iterable[Mapping[str, Any]]) -> list[int]:
    """Enter requests in one transaction and return their ids, in order."""
    with store.atomic():
        return [insert(store, values) for values in many]


def update(store: Store, request_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a request; raises `ClerkError` where there is none of that id."""
    stored = to_database(values)
    letters_text = stored.pop("letters_text", None)
    with store.atomic():
        old = store.row(_OLD, (request_id,))
        if old is None:
            raise _absent(request_id)
        found = dict(zip(_SEARCHED, old, strict=False)) | stored
        if not stored.keys().isdisjoint(NAME_COLUMNS):
            found["pinyin"] = stored["pinyin"] = _pinyin([found[name] for name in NAME_COLUMNS])
        if stored:
            store.run(
                f"update request set {', '.join(f'{name} = ?' for name in stored)} where id = ?",
                [*stored.values(), request_id],
            )
        if letters_text is not None or not stored.keys().isdisjoint(_SEARCHED):
            kept_text, kept_folded = old[len(_SEARCHED) :]
            put_text(
                store,
                request_id,
                (kept_text or "") if letters_text is None else letters_text,
                [found[name] for name in _SEARCHED],
                None if kept_text is None else (kept_text, kept_folded),
            )


def one(store: Store, request_id: int) -> RequestRow:
    """Return a request with all its texts; raises `ClerkError` where there is none of that id."""
    row = store.row(_ONE, (request_id,))
    if row is None:
        raise _absent(request_id)
    return next(_records(store, [row]))


def by_number(store: Store, register_number: str) -> RequestRow | None:
    """Return the request of a register number, or None."""
    row = store.row(
        f"{_EVERYTHING} where request.register_number = ? and ? <> ''",
        (register_number, register_number),
    )
    return None if row is None else next(_records(store, [row]))


def rows(store: Store, request_ids: Sequence[int]) -> list[RequestRow]:
    """Return requests for a list, in the order asked for and without their long texts.

    Ids that are not there are left out.
    """
    found: dict[int, RequestRow] = {}
    for start in range(0, len(request_ids), _PAGE):
        page = list(request_ids[start : start + _PAGE])
        marks = ", ".join("?" * len(page))
        raw = store.rows(f"{_ON_A_LIST} where id in ({marks})", page)
        found.update((record.id, record) for record in _records(store, raw))
    return [found[request_id] for request_id in request_ids if request_id in found]


def how_many(store: Store) -> int:
    """Return how many requests the register holds, void ones among them."""
    return int(store.value("select count(*) from request"))


def register_numbers(store: Store) -> dict[int, str]:
    """Return the register number of every request by its id, oldest first."""
    return dict(store.rows("select id, register_number from request order by id"))


def older_reckoning(store: Store, version: int, limit: int) -> list[int]:
    """Return requests whose columns an older version of the rules made, the open ones first."""
    return [
        request_id
        for (request_id,) in store.rows(
            "select id from request where reckoning < ? order by closed_on is not null, id limit ?",
            (version, limit),
        )
    ]


def every(store: Store) -> Iterator[RequestRow]:
    """Yield every request with all its texts, oldest first."""
    last = 0
    while True:
        page = store.rows(
            f"{_EVERYTHING} where request.id > ? order by request.id limit {_PAGE}", (last,)
        )
        if not page:
            return
        yield from _records(store, page)
        last = page[-1][0]


def _records(store: Store, raw: Iterable[tuple[Any, ...]]) -> Iterator[RequestRow]:
    for row in raw:
        values = list(row)
        with read_as_written(store.path):
            for at, make in _MADE:
                if values[at] is not None:
                    values[at] = make(values[at])
        yield RequestRow._make(values)


def _pinyin(names: Iterable[str]) -> str:
    # Nobody's name is written down before the first list is painted.
    from db.pinyin import pinyin_key

    return pinyin_key(" ".join(name for name in names if name))


def _absent(request_id: int) -> ClerkError:
    return ClerkError(f"登记簿中没有序号为{request_id}的申请，可能已在别处改动，请刷新列表。")
