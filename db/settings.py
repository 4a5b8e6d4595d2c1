"""What the office has set: names to JSON values."""

import json
from typing import Any, TypeAlias

from db.faults import read_as_written
from db.store import Store

# Whatever JSON can say.
Plain: TypeAlias = Any


def value(store: Store, name: str, default: Plain = None) -> Plain:
    """Return a setting, or `default` where the office has not set it."""
    text = store.value("select value from setting where name = ?", (name,))
    with read_as_written(store.path):
        return default if text is None else json.loads(text)


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
