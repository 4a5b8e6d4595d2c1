"""A register read page by page, where SQLite itself will not open it or not read on.

Each page is read for itself, by the published file format, and nothing a page says of another is
believed beyond what can be checked. Bounded in time and memory by the size of the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

Value: TypeAlias = Any
_PAGE = 4096
_LEAF_TABLE, _LEAF_INDEX, _INNER_INDEX, _INNER_TABLE = 0x0D, 0x0A, 0x02, 0x05
_HEADER = 100
_MOST_COLUMNS = 500
_LENGTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row as it lies on a page; `key` is its rowid, or None on a page of an index."""

    page: int
    key: int | None
    values: tuple[Value, ...]


class Pages:
    """The pages of a file; numbered from 1, as SQLite does."""

    def __init__(self, path: Path) -> None:
        """Read the file; raises `OSError`."""
        self._data = path.read_bytes()
        # The program makes no other size, and what the header says of it may be what is damaged.
        self.size = self._usable = _PAGE
        self.count = -(-len(self._data) // self.size)

    def page(self, number: int) -> bytes:
        """Return a page; an empty one beyond the end of the file."""
        return self._data[(number - 1) * self.size : number * self.size]

    def kind(self, number: int) -> int:
        """Return the type byte of a page; 0 where it is none of a table or index."""
        page = self.page(number)
        at = _HEADER if number == 1 else 0
        if len(page) <= at:
            return 0
        kind = page[at]
        known = (_LEAF_TABLE, _LEAF_INDEX, _INNER_INDEX, _INNER_TABLE)
        return kind if kind in known else 0

    def free(self) -> set[int]:
        """Return the pages on the list of free ones: what lies there was deleted."""
        found: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while 0 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            many = int.from_bytes(page[4:8], "big")
            for place in range(min(many, (self._usable - 8) // 4)):
                found.add(int.from_bytes(page[8 + place * 4 : 12 + place * 4], "big"))
            trunk = int.from_bytes(page[0:4], "big")
        return found

    def tree(self, root: int) -> Iterator[int]:
        """Yield the pages of a table or index from its root on, each once."""
        seen: set[int] = set()
        ahead = [root]
        while ahead:
            number = ahead.pop()
            if number in seen or not 0 < number <= self.count:
                continue
            seen.add(number)
            kind = self.kind(number)
            if kind:
                yield number
            if kind in (_INNER_TABLE, _INNER_INDEX):
                page, at = self.page(number), _HEADER if number == 1 else 0
                ahead.append(int.from_bytes(page[at + 8 : at + 12], "big"))
                ahead += [
                    int.from_bytes(page[cell : cell + 4], "big") for cell in self._cells(number)
                ]

    def rows(self, number: int) -> Iterator[PageRow]:
        """Yield the rows that lie on a page and can be read whole."""
        kind, page = self.kind(number), self.page(number)
        if kind not in (_LEAF_TABLE, _LEAF_INDEX, _INNER_INDEX):
            return
        for cell in self._cells(number):
            try:
                at = cell + 4 if kind == _INNER_INDEX else cell
                length, at = _varint(page, at)
                key: int | None = None
                if kind == _LEAF_TABLE:
                    key, at = _varint(page, at)
                    key = key - (1 << 64) if key >= 1 << 63 else key
                payload = self._payload(page, at, length, is_table=kind == _LEAF_TABLE)
                yield PageRow(number, key, _values(payload))
            except (IndexError, ValueError, OverflowError):
                continue

    def _cells(self, number: int) -> list[int]:
        page, at = self.page(number), _HEADER if number == 1 else 0
        many = int.from_bytes(page[at + 3 : at + 5], "big")
        first = at + (12 if self.kind(number) in (_INNER_TABLE, _INNER_INDEX) else 8)
        many = min(many, (len(page) - first) // 2)
        cells = (
            int.from_bytes(page[first + place * 2 : first + place * 2 + 2], "big")
            for place in range(max(many, 0))
        )
        return [cell for cell in cells if first <= cell < len(page)]

    def _payload(self, page: bytes, at: int, length: int, *, is_table: bool) -> bytes:
        usable = self._usable
        least = (usable - 12) * 32 // 255 - 23
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length > len(self._data):
            raise ValueError("longer than the file")
        if length <= most:
            local = length
        else:
            wanted = least + (length - least) % (usable - 4)
            local = wanted if wanted <= most else least
        payload = bytearray(page[at : at + local])
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        seen: set[int] = set()
        while len(payload) < length:
            if following in seen or not 0 < following <= self.count:
                raise ValueError("an overflow that leads nowhere")
            seen.add(following)
            more = self.page(following)
            payload += more[4 : min(usable, 4 + length - len(payload))]
            following = int.from_bytes(more[0:4], "big")
        return bytes(payload)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9


def _values(payload: bytes) -> tuple[Value, ...]:
    head, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
        if len(kinds) > _MOST_COLUMNS:
            raise ValueError("too many columns")
    values: list[Value] = []
    at = head
    for kind in kinds:
        length = (kind - 12) // 2 if kind >= 12 else _LENGTHS[kind]
        piece = payload[at : at + length]
        if len(piece) != length:
            raise ValueError("a row cut short")
        values.append(_value(kind, piece))
        at += length
    return tuple(values)


def _value(kind: int, piece: bytes) -> Value:
    if kind == 0:
        return None
    if kind <= 6:
        return int.from_bytes(piece, "big", signed=True)
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        return bytes(piece) if kind % 2 == 0 else piece.decode("utf-8")
    raise ValueError("a kind of value the register has not")
