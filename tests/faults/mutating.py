"""Files damaged by chance: bytes flipped, pieces cut, doubled and moved, inside archives too."""

from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

_TOKENS = (
    b"", b"\0", b"\xff\xfe", b"<", b"</w:tc>", b"<w:tbl>", b"&#x0;", b"9" * 40, b"-1", b"\r\n\r\n",
    b"charset=", b"=?gb2312?B?", b"Content-Type:", b"--b", "：".encode(), "☑".encode(), b"\x80" * 9,
    "申请人：".encode(), b"%PDF-", b"endobj", b"/MediaBox[0 0 99999 99999]", b"<td colspan=99999>",
)  # fmt: skip


def mutated(raw: bytes, chance: Random) -> bytes:
    """Return a file with one to twelve things wrong with it."""
    if raw[:2] == b"PK" and chance.random() < 0.75:
        return _inside(raw, chance)
    return _scattered(raw, chance)


def _scattered(raw: bytes, chance: Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 2, 4, 16, 200))
        kind = chance.randrange(6)
        if kind == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length] * chance.randint(1, 30)
        elif kind == 3:
            data[at : at + length] = chance.choice(_TOKENS)
        elif kind == 4:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + length]
        elif chance.random() < 0.1:
            del data[at:]
    return bytes(data)


def _inside(raw: bytes, chance: Random) -> bytes:
    """Return an archive with one of its parts damaged, lost or doubled."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return _scattered(raw, chance)
    names = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    name = chance.choice(names)
    if chance.random() < 0.1:
        del parts[name]
    else:
        parts[name] = _scattered(parts[name], chance)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()
