"""What a request asks for item by item, and which of it a reply by items leaves out."""

import re
from collections.abc import Iterable

_ITEM = re.compile(
    r"(?:^|[\n；;。：:])\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、．]|\.(?!\d))"
)


def items_of_request(sought: str) -> list[str]:
    """Return what a request asks for one by one; empty where it does not number its items."""
    parts = [part.strip(" 　；;，,。\n") for part in _ITEM.split(sought)]
    items = [part for part in parts[1:] if part]
    return items if len(items) > 1 else []


def left_out(sought: str, answered: Iterable[str]) -> tuple[str, ...]:
    """Return the numbered items of a request that no row of a reply takes up.

    Where there are as many rows as items, their words may have been put right; a row that takes
    several together repeats them.
    """
    asked, rows = items_of_request(sought), list(answered)
    if len(rows) >= len(asked):
        return ()
    told = _BLANK.sub("", "\n".join(rows))
    return tuple(one for one in asked if _BLANK.sub("", one) not in told)


_BLANK = re.compile(r"\s")
