"""The first connection of a window, made with libpq alone, and the plain questions it is asked.

All of psycopg is read in when something is written; a first list needs a fifth of it
(`db.server.driver_import`). The same connection is then handed to psycopg. See docs/decisions/0030.
"""

import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from psycopg.errors import Error, OperationalError, error_from_result
from psycopg.pq import ConnStatus, ExecStatus, PollingStatus
from psycopg.pq import PGconn as Libpq
from psycopg.pq.abc import PGconn, PGresult

from db.server.placeholders import Values, numbered

Said = tuple[str, Values]
Rows = list[tuple[Any, ...]]
_INT8, _TEXT = 20, 25
_REFUSED = (ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE)
_FOLDERS, _OF_NUMBERS = ("/", "@"), frozenset("0123456789.")


def number(data: bytes) -> float:
    """Return a sum or a mean as SQLite gives it."""
    text = bytes(data).decode()
    return float(text) if "." in text or "N" in text else int(text)


def flag(data: bytes) -> int:
    """Return what is true as 1, what is not as 0."""
    return int(bytes(data) == b"t")


def _bytes(data: bytes) -> bytes:
    if not data.startswith(b"\\x"):
        raise _NotPlainError
    return bytes.fromhex(data[2:].decode())


# By the number a server gives each type of its own.
_LOADS: dict[int, Callable[[bytes], Any]] = {
    16: flag, 17: _bytes, 19: bytes.decode, 20: int, 21: int, 23: int, 25: bytes.decode,
    26: int, 700: float, 701: float, 1042: bytes.decode, 1043: bytes.decode, 1700: number,
}  # fmt: skip


class _NotPlainError(Exception):
    """What is to be said, or was found, is for psycopg to write or to read."""


class EarlyAnswer:
    """What a question found, read without psycopg."""

    def __init__(self, rows: Rows) -> None:
        self._rows = iter(rows)
        self.rowcount = len(rows)

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None."""
        return next(self._rows, None)

    def fetchall(self) -> Rows:
        """Return the rows that are left."""
        return list(self._rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows


class Early:
    """A connection libpq made; asked by one thread at a time."""

    def __init__(self, wire: PGconn) -> None:
        self.wire = wire
        self._ahead: dict[Said, EarlyAnswer] = {}

    def ask_ahead(self, many: Sequence[Said]) -> None:
        """Ask what will be asked for next, in one way; whoever asks it then is given the answer.

        Raises the driver's errors where one is refused.
        """
        with suppress(_NotPlainError):
            self._ahead |= zip(many, self._say(many), strict=True)

    def answered(self, words: str, values: Values) -> EarlyAnswer | None:
        """Return what a question finds, asked ahead or now.

        None where its parameters or what it finds are for psycopg alone to write or read. Raises
        the driver's errors.
        """
        found = self._ahead.pop((words, values), None)
        with suppress(_NotPlainError):
            return self._say([(words, values)])[0] if found is None else found
        return None

    @contextmanager
    def at_once(self, questions: Sequence[str]) -> Iterator[None]:
        """Ask these in one way, as `db.server.together` does."""
        missing: list[Said] = [(one, None) for one in questions if (one, None) not in self._ahead]
        with suppress(Error):
            if missing:
                self.ask_ahead(missing)
        try:
            yield
        finally:
            for one in questions:
                self._ahead.pop((one, None), None)

    def _say(self, many: Sequence[Said]) -> list[EarlyAnswer]:
        given = [(numbered(words), *_dumped(values)) for words, values in many]
        pg, results = self.wire, list[PGresult]()
        pg.enter_pipeline_mode()
        try:
            for words, cells, types in given:
                pg.send_query_params(words, cells, types)
            pg.pipeline_sync()
            while pg.flush():
                _wait(pg, reads=True, writes=True)
                pg.consume_input()
            while not (results and results[-1].status == ExecStatus.PIPELINE_SYNC):
                while pg.is_busy():
                    _wait(pg, reads=True)
                    pg.consume_input()
                one = pg.get_result()
                if one is not None:
                    results.append(one)
                elif pg.status != ConnStatus.OK:
                    break
        finally:
            with suppress(Error):
                pg.exit_pipeline_mode()
        refused = next((one for one in results if one.status in _REFUSED), None)
        if refused is not None:
            raise error_from_result(refused)
        if len(results) <= len(many):
            raise OperationalError("the connection is lost")
        return [EarlyAnswer(_rows(one)) for one in results[: len(many)]]


def _dumped(values: Values) -> tuple[list[bytes | None], list[int]]:
    """Return parameters as libpq takes them, with their types."""
    cells: list[bytes | None] = []
    types: list[int] = []
    for value in values or ():
        if type(value) is int:
            types.append(_INT8)
        elif type(value) is str:
            types.append(_TEXT)
        else:
            raise _NotPlainError
        cells.append(str(value).encode())
    return cells, types


def _rows(result: PGresult) -> Rows:
    try:
        loads = [(at, _LOADS[result.ftype(at)]) for at in range(result.nfields)]
    except KeyError as error:
        raise _NotPlainError from error
    get = result.get_value
    return [
        tuple(None if (cell := get(row, at)) is None else load(cell) for at, load in loads)
        for row in range(result.ntuples)
    ]


def connected(way: Mapping[str, Any], seconds: float) -> PGconn:
    """Return a connection; raises the driver's errors where there is none within so many seconds.

    `way` is what libpq is told. Names are looked up before, as libpq keeps every thread waiting.
    """
    end = monotonic() + seconds
    said = " ".join(f"{name}='{_quoted(value)}'" for name, value in _found(way).items())
    pg = Libpq.connect_start(said.encode())
    try:
        while pg.status != ConnStatus.BAD:
            polled = pg.connect_poll()
            if polled == PollingStatus.OK:
                pg.nonblocking = 1
                return pg
            if polled == PollingStatus.FAILED or monotonic() > end:
                break
            writes = polled == PollingStatus.WRITING
            _wait(pg, reads=not writes, writes=writes, seconds=end - monotonic())
        raise OperationalError((pg.error_message or b"").decode(errors="replace"))
    except BaseException:
        pg.finish()
        raise


def _quoted(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def _found(way: Mapping[str, Any]) -> dict[str, Any]:
    host = str(way["host"])
    if host.startswith(_FOLDERS) or ":" in host or _OF_NUMBERS.issuperset(host):
        return dict(way)
    from socket import SOCK_STREAM, getaddrinfo

    found = dict.fromkeys(
        str(one[4][0]) for one in getaddrinfo(host, way["port"], type=SOCK_STREAM)
    )
    many = {"host": host, "port": str(way["port"])}
    return {
        **way,
        "hostaddr": ",".join(found),
        **{name: ",".join([value] * len(found)) for name, value in many.items()},
    }


def _wait(
    pg: PGconn, *, reads: bool = False, writes: bool = False, seconds: float | None = None
) -> None:
    """Wait until the network has something or takes something; other threads go on."""
    of = [pg.socket]
    left = None if seconds is None else max(seconds, 0.0)
    select.select(of if reads else [], of if writes else [], [], left)
