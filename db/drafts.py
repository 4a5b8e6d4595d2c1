"""Half-filled forms, kept on every keystroke so that nothing typed is lost.

They are no evidence of anything and would fill the history: each has a seal of its own beside it.
On a server each account has its own; the name before the key says whose it is.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from db.faults import read_as_written
from db.store import Store


def keep(store: Store, key: str, values: Mapping[str, Any]) -> None:
    """Keep what a form holds, under a key such as "register" or "extend:17"."""
    fields, key = json.dumps(dict(values)), store.own_drafts + key
    with store.atomic():
        store.run(
            "insert into draft (key, fields) values (?, ?)"
            " on conflict (key) do update set fields = excluded.fields",
            (key, fields),
        )
        store.run(
            "insert into draft_seal (key, digest) values (?, ?)"
            " on conflict (key) do update set digest = excluded.digest",
            (key, draft_digest(key, fields)),
        )


def draft(store: Store, key: str) -> dict[str, Any] | None:
    """Return what was kept under a key, or None."""
    text = store.value("select fields from draft where key = ?", (store.own_drafts + key,))
    with read_as_written(store.path):
        return None if text is None else dict(json.loads(text))


def drop(store: Store, key: str) -> None:
    """Forget a draft, because its form was saved or thrown away."""
    key = store.own_drafts + key
    with store.atomic():
        store.run("delete from draft where key = ?", (key,))
        store.run("delete from draft_seal where key = ?", (key,))


def altered(store: Store) -> list[str]:
    """Return the keys of the drafts that are not as they were kept, or are gone."""
    kept: dict[str, str] = dict(store.rows("select key, digest from draft_seal"))
    found = {
        key: draft_digest(key, fields)
        for key, fields in store.rows("select key, fields from draft")
    }
    return sorted(key for key in kept.keys() | found.keys() if kept.get(key) != found.get(key))


def draft_digest(key: str, fields: str) -> str:
    """Return the seal of a draft."""
    return hashlib.sha256(f"{key}\0{fields}".encode()).hexdigest()


def keys(store: Store) -> list[str]:
    """Return the keys of all drafts of this account."""
    own = store.own_drafts
    found = [key for (key,) in store.rows("select key from draft order by key")]
    return [key.removeprefix(own) for key in found if key.startswith(own)]
