"""Half-filled forms, kept on every keystroke so that nothing typed is lost."""

import json
from collections.abc import Mapping
from typing import Any

from db.faults import read_as_written
from db.store import Store


def keep(store: Store, key: str, values: Mapping[str, Any]) -> None:
    """Keep what a form holds, under a key such as "register" or "extend:17"."""
    store.run(
        "insert into draft (key, fields) values (?, ?)"
        " on conflict (key) do update set fields = excluded.fields",
        (key, json.dumps(dict(values))),
    )


def draft(store: Store, key: str) -> dict[str, Any] | None:
    """Return what was kept under a key, or None."""
    text = store.value("select fields from draft where key = ?", (key,))
    with read_as_written(store.path):
        return None if text is None else dict(json.loads(text))


def drop(store: Store, key: str) -> None:
    """Forget a draft, because its form was saved or thrown away."""
    store.run("delete from draft where key = ?", (key,))


def keys(store: Store) -> list[str]:
    """Return the keys of all drafts."""
    return [key for (key,) in store.rows("select key from draft order by key")]
