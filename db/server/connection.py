"""A connection to a server that speaks as the rest of `db/` does to SQLite's.

The SQL of `db/` is what both engines understand; here its placeholders become psycopg's, and what
comes back is what SQLite would give: whole numbers, floats, texts, bytes and None.
"""

import os
import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from psycopg.errors import Error, OperationalError
from psycopg.pq import ConnStatus, TransactionStatus

from db.faults import ServerError
from db.sealing import MIGRATIONS
from db.server import component, faults
from db.server.early import Early, EarlyAnswer
from db.server.later import Begun, Later
from db.server.login import login_of
from db.server.place import Server
from db.server.placeholders import Parameters, Values, said
from db.server.schema_name import PAPERS, SCHEMA
from db.server.words import SERVER_WORDS

if TYPE_CHECKING:
    import psycopg

    from db.server.together import ServerAnswer, Together

_CONNECT_SECONDS = 5
# How long a writer waits for another, and how long one statement may take.
_LOCK_SECONDS = 15
# A network that is gone is noticed in so many seconds, and not in the system's two hours.
_KEEPALIVE = {"keepalives_idle": 5, "keepalives_interval": 3, "keepalives_count": 2}
_UNANSWERED_MS = 8_000
# Who waited in vain is not kept waiting again at once: the next is told without a try.
_WAITED_SECONDS, _REST_SECONDS = 1.0, 10.0
_not_before: dict[Server, float] = {}
# The server lets go of a client that is gone as fast: it may hold the right to write.
_OPTIONS = {
    "search_path": SCHEMA,
    # The whole list is put in another order without going over the disk.
    "work_mem": "32MB",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": str(_UNANSWERED_MS),
    "idle_in_transaction_session_timeout": "120s",
}
_TOUCHED = "create temp table if not exists touched (name text, key text) on commit delete rows"
# The lock is had before anything is looked at: what is read then is what the last writer left.
_BEGIN = (
    f"begin isolation level serializable; set local lock_timeout = '{_LOCK_SECONDS}s';"
    " lock table entry_head in exclusive mode;"
    " select count(*), extract(epoch from clock_timestamp())::float8, ({as_seen})::int,"
    f" to_regclass('{PAPERS}') is not null"
    f" from {MIGRATIONS} where migration_set = 'disclosure-desk'"
)
_SAVEPOINT, _RELEASE, _ROLLBACK = "savepoint act", "release act", "rollback to act"
_QUESTION = "select"
# Beyond so many, what waits is said without being asked for: an import says a million.
_MOST_WAITING = 200
_FEW = 20

WRITTEN = "disclosure_desk_written"
"""The channel on which is said that something was written."""


def way_to(server: Server, *, read_only: bool = False) -> dict[str, Any]:
    """Return what libpq is told to reach a server and log in there.

    Raises `ClerkError` where the certificate of the connection file is none.
    """
    said = _OPTIONS | ({"default_transaction_read_only": "on"} if read_only else {})
    return {
        **server.way,
        **login_of(server),
        **_KEEPALIVE,
        "options": " ".join(f"-c {name}={value}" for name, value in said.items()),
        "application_name": "disclosure-desk",
        "client_encoding": "utf8",
        "tcp_user_timeout": _UNANSWERED_MS,
    }


class ServerConnection:
    """What `db/` asks of a connection; connects anew by itself between two transactions."""

    words = SERVER_WORDS

    def __init__(
        self, path: Path, server: Server, *, read_only: bool = False, early: Early | None = None
    ) -> None:
        """Connect, unless somebody did: `early` is that connection.

        Raises `ServerError` where the server cannot be reached or refuses.
        """
        self._path, self._server, self._read_only = path, server, read_only
        self._began = self._is_still = self._closed = False
        self._waiting: list[Later] = []
        self._refused: Exception | None = None
        # Whether the open act has said more than questions.
        self.has_written = False
        self.facts: dict[str, Any] = {}
        # By what one window is told from the others; its further connections take it over.
        self.session = os.urandom(16).hex()
        # Who was connected to beforehand is handed to psycopg when something is written.
        self._whole: psycopg.Connection[tuple[Any, ...]] | None = None
        self._said: Early | Together
        if early is None:
            self._connect()
        else:
            self._said = early

    @property
    def _pg(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """The connection as psycopg has it, all of which is read in here."""
        if self._whole is None:
            made = component.driver().Connection(self._said.wire)
            made.autocommit = True
            self._fitted(made)
        assert self._whole is not None
        return self._whole

    @property
    def _is_gone(self) -> bool:
        return bool(self._said.wire.status == ConnStatus.BAD)

    def _connect(self) -> None:
        began = monotonic()
        driver = component.driver()
        try:
            connection = driver.connect(
                **way_to(self._server, read_only=self._read_only),
                autocommit=True,
                connect_timeout=_CONNECT_SECONDS,
            )
        except Error as error:
            if monotonic() - began > _WAITED_SECONDS:
                _not_before[self._server] = monotonic() + _REST_SECONDS
            raise self._ours(error) from error
        # Whoever else waits for this server need not any more.
        _not_before.pop(self._server, None)
        self._fitted(connection)

    def _fitted(self, connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        """Take a connection of psycopg's, and have it read and write as SQLite's does."""
        from db.server.together import Together, fit

        fit(connection)
        self._can_note = False
        self._whole, self._said = connection, Together(connection)

    def at_once(self, questions: Sequence[str]) -> AbstractContextManager[None]:
        """Ask these in one way; who asks one of them within the block is given its answer."""
        return self._said.at_once(questions)

    def _ours(self, error: Error) -> Exception:
        return faults.as_ours(error, self._path.name, self._server.words, within_act=self._began)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open in which something may be written."""
        status = self._said.wire.transaction_status
        known = (TransactionStatus.IDLE, TransactionStatus.UNKNOWN)
        return not self._is_still and status not in known

    def _live(self) -> "psycopg.Connection[tuple[Any, ...]]":
        self._meet_again()
        return self._pg

    def _meet_again(self) -> None:
        """Connect anew where the connection is gone and nothing is under way."""
        if self._closed:
            raise sqlite3.ProgrammingError("Cannot operate on a closed database.")
        if self._is_gone and not self._began and not self._is_still:
            if monotonic() < _not_before.get(self._server, 0.0):
                raise ServerError("08006", faults.gone(self._path.name, self._server.words))
            self._connect()

    def execute(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a cursor
        """Return a cursor with what a statement finds; within an act it is asked `Later`.

        Raises the errors of `sqlite3` of the same meaning, `ServerError` among them.
        """
        words, values = said(sql, parameters)
        if self._began:
            return self._put_off(words, values)
        try:
            try:
                return self._asked(words, values)
            except OperationalError:
                # A server that was restarted since is asked anew: nothing was under way.
                if not self._is_gone or self._began or self._is_still:
                    raise
                return self._asked(words, values)
        except Error as error:
            raise self._ours(error) from error

    def _asked(
        self, words: str, values: Values
    ) -> "EarlyAnswer | ServerAnswer | psycopg.Cursor[tuple[Any, ...]]":
        self._meet_again()
        if not words.startswith(_QUESTION):
            return self._pg.execute(words, values)
        if isinstance(self._said, Early):
            found = self._said.answered(words, values)
            if found is not None:
                return found
        return self._together.ask(words, values)

    @property
    def _together(self) -> "Together":
        # psycopg first: whoever imports it plainly gets all it brings for others.
        _ = self._pg
        from db.server.together import Together

        assert isinstance(self._said, Together)
        return self._said

    def _put_off(self, words: str, values: Values) -> Later:
        later = Later(self.say_what_waits, words, values)
        if words == _RELEASE and self._needs_no_savepoint():
            return later
        self.has_written = self.has_written or not words.startswith(_QUESTION)
        self._waiting.append(later)
        if len(self._waiting) >= _MOST_WAITING:
            self.say_what_waits()
        return later

    def _needs_no_savepoint(self) -> bool:
        """Take back the savepoint that ends here, where all since then waits and nothing failed."""
        for at in range(len(self._waiting) - 1, -1, -1):
            if self._waiting[at].words == _ROLLBACK:
                return False
            if self._waiting[at].words == _SAVEPOINT:
                del self._waiting[at]
                return True
        return False

    def say_what_waits(self) -> None:
        """Say in one go what waits to be said in the open act; raises as `execute` does.

        Where something was refused, everything after it is refused alike: what stood between two
        savepoints is not known to have been said.
        """
        if self._refused is not None:
            raise self._refused
        waiting, self._waiting = self._waiting, []
        try:
            if waiting:
                found = self._together.say([(one.words, one.values) for one in waiting])
                for one, answer in zip(waiting, found, strict=True):
                    one.answer = answer
        except Error as error:
            self._refused = self._ours(error)
            raise self._refused from error

    def executemany(self, sql: str, many: Iterable[Parameters]) -> None:
        """Carry out a statement for each set of parameters; raises as `execute` does."""
        if self._began:
            many = list(many)
            if len(many) <= _FEW:
                for parameters in many:
                    self.execute(sql, parameters)
                return
            self.say_what_waits()
        try:
            # In their order: a row may point to the one before it.
            with self._live().pipeline(), self._pg.cursor() as cursor:
                worded = (said(sql, parameters) for parameters in many)
                for words, group in groupby(worded, key=itemgetter(0)):
                    cursor.executemany(words, [values or () for _, values in group])
        except Error as error:
            raise self._ours(error) from error

    def take_in(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows in one statement, in whatever order they point to each other.

        Raises as `execute` does.
        """
        words = f"copy {table} ({', '.join(columns)}) from stdin"
        if self._began:
            self.say_what_waits()
        try:
            with self._live().cursor() as cursor, cursor.copy(words) as copy:
                for row in rows:
                    copy.write_row(row)
        except Error as error:
            raise self._ours(error) from error

    def proof_of(self, password: str, account: str) -> str:
        """Return what proves a password to the server, which never learns the password (SCRAM)."""
        made: bytes = self._pg.pgconn.encrypt_password(
            password.encode(), account.encode(), b"scram-sha-256"
        )
        return made.decode()

    def make_ready_to_note(self) -> None:
        """Let the tables note in this session what is touched; outside a transaction."""
        if not self._can_note:
            self._live().execute(_TOUCHED)
            self._can_note = True

    def try_again(self) -> None:
        """Ask the server anew at the next word, even where it was not reached just now."""
        _not_before.pop(self._server, None)

    def begin(self, as_seen: str = "true") -> Begun:
        """Begin to write, as the only one; return what is to be known before anything is written.

        `as_seen` is the condition that the register is the one that was seen. Raises `ServerError`
        where another writes too long.
        """
        if self._began:
            raise ServerError("08006", faults.gone(self._path.name, self._server.words))
        try:
            try:
                return self._begun(as_seen)
            except OperationalError:
                # A server that was restarted since is met again: nothing was under way.
                if not self._is_gone:
                    raise
                self._began = False
                return self._begun(as_seen)
        except Error as error:
            self.rollback()
            raise self._ours(error) from error

    def _begun(self, as_seen: str) -> Begun:
        self._live()
        self.make_ready_to_note()
        self._began, self.has_written = True, False
        cursor = self._pg.execute(_BEGIN.replace("{as_seen}", as_seen))
        while cursor.nextset():
            pass
        migrations, seconds, is_as_seen, papers_inside = cursor.fetchall()[0]
        return Begun(int(migrations), float(seconds), bool(is_as_seen), bool(papers_inside))

    def commit(self, *, tells: bool) -> None:
        """Bring to the server's disk what was written; `tells` the other windows of it."""
        if tells:
            self.execute(f"notify {WRITTEN}, '{self.session}'")
        self.execute("commit")
        self.say_what_waits()
        self._began = False

    def notifies(self, seconds: float) -> "Generator[psycopg.Notify]":
        """Yield what is said meanwhile on the channels listened to; raises what `execute` does."""
        try:
            yield from self._live().notifies(timeout=seconds)
        except Error as error:
            raise self._ours(error) from error

    def hold_still(self) -> None:
        """Let everything read from now on be as it is now."""
        self.execute("begin transaction isolation level repeatable read read only")
        self._is_still = True

    def rollback(self) -> None:
        """Leave the transaction as if it had never been; a lost connection has done so itself."""
        self._waiting.clear()
        self._refused = None
        with suppress(Error):
            if self._said.wire.transaction_status != TransactionStatus.IDLE:
                self._pg.execute("rollback")
        self._began = False

    def close(self) -> None:
        """Close the connection; may be called twice."""
        self._closed = True
        with suppress(Error):
            if self._whole is not None:
                self._whole.close()
            else:
                self._said.wire.finish()

    def __del__(self) -> None:
        """Leave no connection to the server behind; it was not closed where a test failed."""
        if "_said" in self.__dict__:
            self.close()
