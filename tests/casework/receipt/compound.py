"""A compound file as Outlook saves its mail in, small enough to be made in a test ([MS-CFB])."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def msg(texts: Mapping[str, str], *, sent: datetime, page: bytes = b"",
        attached: Mapping[str, bytes] | None = None, narrow: str = "") -> bytes:  # fmt: skip
    """Return a .msg with properties of text by their tag; `narrow` keeps them in a code page."""
    kind = "001E" if narrow else "001F"
    codec = narrow or "utf-16-le"
    streams: dict[str, bytes] = {
        f"__substg1.0_{tag}{kind}": text.encode(codec) for tag, text in texts.items()
    }
    if page:
        streams["__substg1.0_10130102"] = page
    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    streams["__properties_version1.0"] = bytes(32) + struct.pack("<IIQ", 0x00390040, 6, ticks)
    tree: dict[str, bytes | dict[str, bytes]] = {**streams}
    for number, (name, content) in enumerate((attached or {}).items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": content,
        }
    return compound(tree)


def compound(tree: Mapping[str, "bytes | dict[str, bytes]"]) -> bytes:
    """Return a compound file; every stream is padded past the size that has small sectors."""
    entries: list[tuple[str, int, int, int, int]] = [("Root Entry", 5, _FREE, _END, 0)]
    content: list[bytes] = []
    chains: list[tuple[int, int]] = []

    def store(raw: bytes) -> int:
        start = sum(len(part) for part in content) // _SECTOR
        sectors = -(-len(raw) // _SECTOR)
        content.append(raw.ljust(sectors * _SECTOR, b"\0"))
        chains.append((start, sectors))
        return start

    def put(name: str, value: "bytes | dict[str, bytes]") -> int:
        at = len(entries)
        entries.append((name, 0, _FREE, 0, 0))
        if isinstance(value, bytes):
            # Past 4,096 bytes a stream lies in whole sectors; what is padded is not counted.
            raw = value.ljust(4096, b"\0")
            entries[at] = (name, 2, _FREE, store(raw), len(raw))
        else:
            entries[at] = (name, 1, folder(value), 0, 0)
        return at

    siblings: dict[int, int] = {}

    def folder(members: Mapping[str, "bytes | dict[str, bytes]"]) -> int:
        places = [put(name, value) for name, value in members.items()]
        for here, after in pairwise(places):
            siblings[here] = after
        return places[0] if places else _FREE

    first = folder(tree)
    entries[0] = ("Root Entry", 5, first, _END, 0)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name) * 2 + 2, kind, 1, _FREE, siblings.get(at, _FREE), child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
        for at, (name, kind, child, start, size) in enumerate(entries)
    )
    start = store(directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0"))
    used = sum(sectors for _, sectors in chains)
    tables = 1
    while tables * 128 < used + tables:
        tables += 1
    table = [_FREE] * (tables * 128)
    for begin, sectors in chains:
        for at in range(begin, begin + sectors):
            table[at] = at + 1 if at + 1 < begin + sectors else _END
    for at in range(used, used + tables):
        table[at] = _FAT
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
        + struct.pack("<IIIIIIIII", 0, tables, start, 0, 4096, _END, 0, _END, 0)
        + b"".join(struct.pack("<I", used + at if at < tables else _FREE) for at in range(109))
    )  # fmt: skip
    return head + b"".join(content) + struct.pack(f"<{len(table)}I", *table)
