"""The SQL of `db/` as the driver of a server takes it: placeholders, and parameters in order."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

# Texts and names in quotes, casts, and the three kinds of placeholders.
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|::|\?(\d*)|:([a-z_]\w*)|%")
_PLACE = re.compile("%[s%]")
_IN_NOTHING = re.compile(r"(?<!\bnot) in \(\)")

Key = int | str
Values = tuple[Any, ...] | None
Parameters = Sequence[Any] | Mapping[str, Any]


@lru_cache(maxsize=1024)
def translated(sql: str, absent: frozenset[Key] = frozenset()) -> tuple[str, tuple[Key, ...]]:
    """Return SQL with psycopg's placeholders, and which parameter stands at each.

    Those in `absent` are written as null: a server cannot tell the type of nothing.
    """
    keys: list[Key] = []
    following = 0

    def one(found: re.Match[str]) -> str:
        nonlocal following
        words = found[0]
        if words[0] == "?":
            key: Key = int(found[1]) - 1 if found[1] else following
            following = max(following, int(key) + 1)
        elif found[2] is not None:
            key = found[2]
        else:
            return words.replace("%", "%%")
        if key in absent:
            return "null"
        keys.append(key)
        return "%s"

    return _without_empty_lists(_TOKEN.sub(one, sql)), tuple(keys)


def _without_empty_lists(sql: str) -> str:
    """Say a list without anything in it as a server knows one: nothing is in it.

    "Not in" one is left for the server to refuse: said with null it would leave every row out.
    """
    return _IN_NOTHING.sub(" in (null)", sql)


def said(sql: str, parameters: Parameters) -> tuple[str, Values]:
    """Return a statement with its parameters as the driver takes them."""
    if not parameters:
        return _without_empty_lists(sql), None
    if isinstance(parameters, Mapping):
        absent: frozenset[Key] = frozenset(
            name for name, value in parameters.items() if value is None
        )
    else:
        absent = frozenset(place for place, value in enumerate(parameters) if value is None)
    words, keys = translated(sql, absent)
    if isinstance(parameters, Mapping):
        return words, tuple(_plain(parameters[str(key)]) for key in keys)
    return words, tuple(_plain(parameters[int(key)]) for key in keys)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, str):
        # No server takes it, and nobody means it.
        return value.replace("\0", "")
    return int(value) if isinstance(value, bool) else value


@lru_cache(maxsize=1024)
def numbered(words: str) -> bytes:
    """Return a statement with its placeholders as the server itself has them."""
    numbers = count(1)
    return _PLACE.sub(lambda one: "%" if one[0] == "%%" else f"${next(numbers)}", words).encode()
