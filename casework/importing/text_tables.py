"""A table written as text: which code it is in, and what parts its cells."""

import csv
import io
from collections import Counter

_DELIMITERS = (",", "\t", ";", "|")
_LOOKED_THROUGH = 200
# A file with more of them is in another code, and no ledger with a slip.
_MOST_BAD_LINES = 20
LOST = "\ufffd"


def decoded(data: bytes) -> tuple[str, tuple[int, ...]] | None:
    """Return a text and its lines with an unreadable byte, which is U+FFFD; None where it is none.

    UTF-8 with a few bad bytes stays UTF-8: as GBK every word of it would be another.
    """
    for mark, code in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _sound(data.decode(code, "replace"))
    try:
        return _sound(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    wide = _without_mark(data)
    if wide is not None:
        return wide
    readings = [data.decode(code, "replace") for code in ("utf-8-sig", "gb18030")]
    text = min(readings, key=lambda one: one.count(LOST))
    return _sound(text)


def _without_mark(data: bytes) -> tuple[str, tuple[int, ...]] | None:
    """Return UTF-16 without its mark: every other byte of its separators is zero."""
    head = data[:4096]
    for code, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[place::2].count(0) > len(head) // 8 and not head[1 - place :: 2].count(0):
            return _sound(data.decode(code, "replace"))
    return None


def _sound(text: str) -> tuple[str, tuple[int, ...]] | None:
    bad = tuple(number for number, line in enumerate(text.splitlines(), start=1) if LOST in line)
    if "\x00" in text or len(bad) > _MOST_BAD_LINES:
        return None
    return text, bad


def table_of(text: str) -> list[list[str]] | None:
    """Return the rows of a text table, None where no sign parts it into columns.

    The sign is the one that parts most lines into the same number of cells: a text full of
    semicolons inside its cells is still parted by its commas. Raises `csv.Error`.
    """
    best: tuple[tuple[float, int], list[list[str]]] | None = None
    for delimiter in _DELIMITERS:
        if delimiter not in text:
            continue
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        widths = Counter(len(row) for row in rows[:_LOOKED_THROUGH] if len(row) > 1)
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        fits = times / max(1, sum(1 for row in rows[:_LOOKED_THROUGH] if any(row)))
        found = (round(fits, 2), width)
        if best is None or found > best[0]:
            best = found, rows
    return None if best is None else best[1]
