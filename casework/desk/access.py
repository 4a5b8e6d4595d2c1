"""The log of looks: reading, searching, printing and exporting what people asked for.

Kept in memory for a moment and written together, so that looking at a case costs no wait; the
same look within an hour is one. A seat that only reads cannot write into the register: it leaves
its looks in a file beside it, which the next seat that writes takes in.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from datetime import datetime, timedelta
from enum import Enum
from itertools import chain
from pathlib import Path

from casework.desk.changes import What
from casework.desk.writing import WritingDesk, writing
from db import access, requests
from db.access import Access
from db.file_names import safe_name
from db.requests import Query
from db.sealing import this_machine
from rules.errors import ClerkError

_ONE_LOOK = timedelta(hours=1)
# A line of the log is for reading, and a search may be as long as a letter.
_LONGEST = 200
_BESIDE, _ENDING, _TAKEN = " 查阅 ", ".jsonl", ".收"
_FROM_BESIDE = "只读窗口记下："
_MOST_WAITING, _MOST_LINES = 1_000, 100_000


class Look(Enum):
    """A kind of look, with its word."""

    CASE = "查看申请"
    SHOWN = "显示完整号码"
    FILE = "打开附件"
    SEARCH = "检索"
    PRINTED = "打印"
    EXPORTED = "导出"
    COPIED = "复制"
    REFUSED = "解锁口令不对"


class AccessLog:
    """Keeps the looks of one desk until they are written."""

    def __init__(self, desk: WritingDesk) -> None:
        self._desk = desk
        self._waiting: list[Access] = []
        self._last: dict[tuple[Look, int | None, str], datetime] = {}

    def note(self, look: Look, request_id: int | None = None, details: str = "") -> None:
        """Keep a look; the same within an hour is not kept again."""
        now = self._desk.clock()
        key = look, request_id, details[:_LONGEST]
        last = self._last.get(key)
        if last is not None and timedelta(0) <= now - last < _ONE_LOOK:
            return
        self._last[key] = now
        at = now.astimezone().isoformat(timespec="seconds")
        self._waiting.append(Access(at, self._desk.clerk, this_machine(), look.value, *key[1:]))

    def write(self) -> None:
        """Write what was kept; raises `ClerkError` where it cannot be, and keeps it."""
        if self._desk.store.is_read_only:
            self._leave_beside()
            return
        left = list(_left_beside(self._desk))
        if not self._waiting and not left:
            return
        known = {path: list(_looks_in(self._desk, path)) for path in left}
        with writing(self._desk, "access", What.VIEW):
            access.add(self._desk.store, [*self._waiting, *chain.from_iterable(known.values())])
        self._waiting.clear()
        for path in left:
            # One that another program holds is taken in once more: better twice than never.
            with suppress(OSError):
                path.unlink()

    def _leave_beside(self) -> None:
        if not self._waiting:
            return
        lines = "".join(
            f"{json.dumps(list(astuple(one)), ensure_ascii=False)}\n" for one in self._waiting
        )
        path = self._desk.beside.file(
            f"{self._desk.beside.register.stem}{_BESIDE}{safe_name(this_machine())}{_ENDING}"
        )
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            # What somebody else put there leads the log of looks nowhere, and keeps nobody waiting.
            flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(path, flags, 0o600)
            try:
                os.write(descriptor, lines.encode("utf-8", "replace"))
            finally:
                os.close(descriptor)
        except OSError:
            # A folder that may only be read keeps no log; what waits is not kept for ever.
            del self._waiting[:-_MOST_WAITING]
            return
        self._waiting.clear()


def _left_beside(desk: WritingDesk) -> Iterator[Path]:
    """Yield what seats that only read have left, put aside so that none is written to meanwhile."""
    register = desk.beside.register
    with suppress(OSError):
        for name in os.listdir(register.parent):
            if not name.startswith(f"{register.stem}{_BESIDE}"):
                continue
            path = register.with_name(name)
            if path.is_symlink() or not path.is_file():
                # No seat left such a thing: a pipe would keep the program waiting for ever.
                continue
            if name.endswith(_TAKEN):
                yield path
            elif name.endswith(_ENDING):
                taken = path.with_name(name + _TAKEN)
                if not taken.exists():
                    os.replace(path, taken)
                    yield taken


def _looks_in(desk: WritingDesk, path: Path) -> Iterator[Access]:
    ids = set(requests.ids(desk.store, Query()))
    kinds = {look.value for look in Look}
    with suppress(OSError):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[:_MOST_LINES]:
            with suppress(ValueError, TypeError, RecursionError):
                at, by, machine, kind, request_id, details = json.loads(line)
                if kind in kinds:
                    yield Access(
                        datetime.fromisoformat(at).isoformat(timespec="seconds"),
                        str(by)[:_LONGEST], str(machine)[:_LONGEST], kind,
                        request_id if request_id in ids else None,
                        # Whoever may write into the folder may have written it.
                        f"{_FROM_BESIDE}{details}"[:_LONGEST],
                    )  # fmt: skip


def access_lines(desk: WritingDesk, register_number: str = "") -> list[str]:
    """Return the log in lines for reading, of everything or of one request.

    Raises `ClerkError` where there is no request of that number.
    """
    numbers: dict[int, str] = {row.id: row.register_number for row in requests.every(desk.store)}
    wanted = None
    if register_number:
        found = [one for one, number in numbers.items() if number == register_number]
        if not found:
            raise ClerkError(f"登记簿中没有编号为“{register_number}”的申请，请核对编号。")
        wanted = found[0]
    return [
        "　".join(
            one
            for one in (
                look.at[:16].replace("T", " "),
                look.by,
                look.machine,
                look.kind,
                numbers.get(look.request_id or 0, ""),
                look.details,
            )
            if one
        )
        for look in access.every(desk.store, wanted)
    ]
