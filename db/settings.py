"""What the office has set: names to JSON values."""

import json
from typing import Any, TypeAlias

from db.faults import read_as_written
from db.store import Store

# Whatever JSON can say.
Plain: TypeAlias = Any


def value(
    store: Store, name: str, default: Plain = None, *, kind: type[object] | None = None
) -> Plain:
    """Return a setting, or `default` where the office has not set it.

    Raises `ClerkError` where it is not of the `kind` the program writes, which is the default's
    unless said: somebody else wrote it, and whoever reads it would trip over it.
    """
    text = store.value("select value from setting where name = ?", (name,))
    if text is None:
        return default
    with read_as_written(store.path):
        kept = json.loads(text)
        meant = kind or (object if default is None else type(default))
        if not isinstance(kept, meant):
            raise TypeError(name)
        return kept


def put(store: Store, name: str, new_value: Plain) -> None:
    """Set a setting; the value must be plain JSON."""
    store.run(
        "insert into setting (name, value) values (?, ?)"
        " on conflict (name) do update set value = excluded.value",
        (name, json.dumps(new_value)),
    )


def everything(store: Store) -> dict[str, Plain]:
    """Return all settings by name."""
    rows = store.rows("select name, value from setting order by name")
    with read_as_written(store.path):
        return {name: json.loads(text) for name, text in rows}


def forget(store: Store, name: str) -> None:
    """Take a setting back to its default."""
    store.run("delete from setting where name = ?", (name,))
