"""What the program makes, written as plain lines that a person can read and compare."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from types import FunctionType
from typing import Any

from casework.acts import Act
from db.documents import Document
from rules.time_limits import LedgerDay

_FOLDER = re.compile(r"\S*?[/\\]样例 办公室\d*[/\\](.*)")


def within_office(line: str) -> str:
    """Return a line with a path in the sample office told from there on, wherever it lies."""
    return _FOLDER.sub(lambda found: found[1].replace("\\", "/"), line)


def told(value: Any, indent: str = "") -> Iterator[str]:
    """Yield a value's lines, field by field or item by item; what is empty is left out."""
    for name, part in _parts(value):
        mark = "-" if name == "-" else f"{name}:"
        line = short(part)
        if line is None and _is_record(part):
            line = _record(part)
        if line is not None:
            yield f"{indent}{mark} {line}".rstrip()
            continue
        yield f"{indent}{mark} {type(part).__name__ if _is_record(part) else ''}".rstrip()
        yield from told(part, indent + "  ")


def _is_record(value: Any) -> bool:
    return is_dataclass(value) or hasattr(value, "_fields")


def _record(value: Any) -> str | None:
    """Return a record of few short parts as one line, None for any other."""
    parts = [(name, short(part)) for name, part in _parts(value)]
    line = "; ".join(f"{name}={part}" for name, part in parts)
    return line if all(part is not None for _, part in parts) and len(line) < 150 else None


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Act):
        yield "act", value.label
    elif _is_record(value):
        names = [one.name for one in fields(value)] if is_dataclass(value) else value._fields
        every = ((name, getattr(value, name)) for name in names)
        yield from (one for one in every if one[1] not in ("", None, False, (), [], {}))
    elif isinstance(value, Mapping):
        every = ((short(key) or str(key), one) for key, one in value.items())
        yield from (one for one in every if one[1] not in ("", None, False, (), [], {}))
    else:
        yield from (("-", one) for one in value)


def short(value: Any) -> str | None:
    """Return a value that needs no lines of its own as words, None where it has parts."""
    if isinstance(value, str):
        # Before anything is measured: how long a folder's name is must not fold a line.
        return within_office(value.replace("\n", "⏎"))
    if value is None or isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return format(value, ".10g")
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Path):
        return value.name
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, FunctionType | type):
        return value.__qualname__
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(str(short(one)) for one in value)) + "}"
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        shorts = [short(one) for one in value]
        if None not in shorts and sum(map(len, shorts)) < 90:
            return "[" + "，".join(shorts) + "]"
    if isinstance(value, LedgerDay):
        return f"{value.on} {value.number or '—'} {value.why} {value.source} {value.published}"
    if isinstance(value, Document):
        return f"{value.title} {value.number}"
    if is_dataclass(value) or hasattr(value, "_fields"):
        return None
    if isinstance(value, Mapping | tuple | list):
        return None if value else "[]"
    return str(value)


def as_json(value: object) -> list[str]:
    """Return a value that is kept as JSON, one part a line."""
    return json.dumps(value, ensure_ascii=False, indent=1).splitlines()
