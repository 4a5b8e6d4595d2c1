"""Statements said to a server in one go, and their answers read when all of them were given.

The driver's own pipeline waits for the network at each statement; an act has some thirty. What is
said a second time is planned once for the session.
"""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import psycopg
from psycopg import errors, generators, pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import StrDumper
from psycopg.waiting import Ready, Wait

from db.server.early import flag, number
from db.server.placeholders import Values, numbered

_PLANNED_AT_MOST, _KNOWN_AT_MOST = 500, 2_000
_CAN_BE_PLANNED = ("select", "insert", "update", "delete", "with")

Said = tuple[str, Values]
Key = tuple[bytes, tuple[int, ...]]
Rows = list[tuple[Any, ...]]
PsycopgConnection = psycopg.Connection[tuple[Any, ...]]


class _Loader:
    """What psycopg asks of whoever reads its texts."""

    format = pq.Format.TEXT

    def __init__(self, oid: int, _: object = None) -> None:
        self.oid = oid


class _Plain(_Loader):
    """Loads a sum or a mean as SQLite gives it."""

    def load(self, data: Any) -> float:  # noqa: ANN401 - whatever buffer psycopg has
        return number(data)


class _Flag(_Loader):
    """Loads what is true as 1, what is not as 0."""

    def load(self, data: Any) -> int:  # noqa: ANN401 - whatever buffer psycopg has
        return flag(data)


def fit(connection: PsycopgConnection) -> None:
    """Have a connection of psycopg's read and write as SQLite's does."""
    # What is planned is so in `Together`, which shares no names with the driver.
    connection.prepare_threshold = None
    connection.adapters.register_dumper(int, Int8Dumper)
    connection.adapters.register_dumper(str, StrDumper)
    connection.adapters.register_loader("numeric", _Plain)
    connection.adapters.register_loader("bool", _Flag)


class ServerAnswer:
    """What a statement found."""

    def __init__(self, connection: PsycopgConnection, result: "pq.abc.PGresult") -> None:
        self._result, self._at = result, 0
        self._read = Transformer(connection)
        self._read.set_pgresult(result)
        self._many = result.ntuples if result.status == pq.ExecStatus.TUPLES_OK else 0

    @property
    def rowcount(self) -> int:
        """How many rows were written or found; -1 for what does neither."""
        many = self._result.command_tuples
        return -1 if many is None else many

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None."""
        return next(self, None)

    def fetchall(self) -> Rows:
        """Return the rows that are left."""
        at, self._at = self._at, self._many
        return self._read.load_rows(at, self._many, tuple)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self

    def __next__(self) -> tuple[Any, ...]:
        if self._at == self._many:
            raise StopIteration
        self._at += 1
        return self._read.load_rows(self._at - 1, self._at, tuple)[0]


class Together:
    """What a connection says in one go; one thread at a time."""

    def __init__(self, connection: PsycopgConnection) -> None:
        self._connection = connection
        self.wire = connection.pgconn
        self._known: set[Key] = set()
        self._planned: dict[Key, bytes] = {}
        self._numbers = count()
        self._answered: dict[str, ServerAnswer] = {}

    @contextmanager
    def at_once(self, questions: Sequence[str]) -> Iterator[None]:
        """Ask these in one way; who asks one of them within the block is given its answer.

        Where one is refused none is answered: whoever asks is told why.
        """
        with suppress(psycopg.Error):
            found = self.say([(one, None) for one in questions])
            self._answered = dict(zip(questions, found, strict=True))
        try:
            yield
        finally:
            self._answered = {}

    def ask(self, words: str, values: Values) -> ServerAnswer:
        """Ask one thing; raises the driver's errors."""
        found = self._answered.pop(words, None)
        return self.say([(words, values)])[0] if found is None else found

    def say(self, many: Sequence[Said]) -> list[ServerAnswer]:
        """Say all of it, and return what each found; raises the driver's errors.

        Where one is refused, those after it were not carried out.
        """
        fresh: dict[Key, bytes] = {}
        connection = self._connection
        try:
            with connection.lock:
                results = connection.wait(self._exchanged(many, fresh))
            refused = next((one for one in results if one.status in _REFUSED), None)
            if connection.closed or len(results) < len(many):
                raise _lost(refused)
            if refused is not None:
                raise errors.error_from_result(refused)
        except BaseException:
            # Whether one of them is planned by now, nobody knows.
            self._planned.clear()
            raise
        self._planned |= fresh
        return [ServerAnswer(connection, one) for one in results]

    def _exchanged(
        self, many: Sequence[Said], fresh: dict[Key, bytes]
    ) -> Generator[Any, Any, list["pq.abc.PGresult"]]:
        """Send all, and return the answers of the statements, those refused among them."""
        pg = self._connection.pgconn
        pg.enter_pipeline_mode()
        try:
            are_answers = list(self._sent(pg, many, fresh))
            at_once = yield from generators.pipeline_communicate(pg, deque([pg.pipeline_sync]))
            results = [one for some in at_once for one in some]
            yield from _all_handed_over(pg)
            while not (results and results[-1].status == pq.ExecStatus.PIPELINE_SYNC):
                one = yield from generators.fetch(pg)
                if one is not None:
                    results.append(one)
                elif pg.status != pq.ConnStatus.OK:
                    break
        finally:
            with suppress(psycopg.Error):
                pg.exit_pipeline_mode()
        return [
            one
            for one, is_answer in zip(results, are_answers, strict=False)
            if is_answer or one.status in _REFUSED
        ]

    def _sent(
        self, pg: "pq.abc.PGconn", many: Sequence[Said], fresh: dict[Key, bytes]
    ) -> Iterator[bool]:
        """Hand over all statements; yield of each that is answered whether it is one of `many`."""
        put = Transformer(self._connection)
        for words, values in many:
            text = numbered(words) if values is not None else words.encode()
            given = put.dump_sequence(values, [PyFormat.AUTO] * len(values)) if values else []
            types = tuple(put.types or ()) if values else ()
            formats = put.formats if values else None
            key = (text, types)
            name = self._planned.get(key) or fresh.get(key)
            if name is None and key in self._known and words.startswith(_CAN_BE_PLANNED):
                name = fresh[key] = f"desk_{next(self._numbers)}".encode()
                pg.send_prepare(name, text, types)
                yield False
            if name is None:
                self._known.add(key)
                pg.send_query_params(text, given, types, formats)
            else:
                pg.send_query_prepared(name, given, formats)
            yield True
        while len(self._planned) > _PLANNED_AT_MOST:
            oldest = self._planned.pop(next(iter(self._planned)))
            pg.send_query_params(b"deallocate " + oldest, None)
            yield False
        if len(self._known) > _KNOWN_AT_MOST:
            self._known.clear()


def _all_handed_over(pg: "pq.abc.PGconn") -> Generator[Wait, Ready, None]:
    """Wait until the last byte has left: what follows only listens, and the server waits for it."""
    while pg.flush():
        if (yield Wait.RW) & Ready.R:
            pg.consume_input()


def _lost(refused: "pq.abc.PGresult | None") -> psycopg.Error:
    """Return the error of a connection that is gone: what the server said of it, where it did."""
    if refused is None:
        return psycopg.OperationalError("the connection is lost")
    said = errors.error_from_result(refused)
    return said if said.sqlstate else psycopg.OperationalError(str(said))


_REFUSED = (pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE)
