"""An open register on a server."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from time import monotonic, sleep, time

from db.beside import Beside
from db.faults import ServerError, UnsureError, told_to_clerk
from db.newest import STEPS
from db.sealing import EntryHead
from db.server.connection import ServerConnection
from db.server.own_parts import MADE, OWNS, PLAYED, own_parts
from db.server.place import Server
from db.store import Cell, Held, Parameters, Store, read_only
from db.words import Cursor
from rules.errors import ClerkError

_APPLIED = "select name from _sqlite_migrations where migration_set = 'disclosure-desk' order by id"
_IS_MADE = "select to_regclass('_sqlite_migrations') is not null"
APPLIED = (_IS_MADE, _APPLIED)
"""Asks what was applied to the database."""
_CLOCK = "select extract(epoch from clock_timestamp())"
_ACCOUNT = "select session_user::text"
OF_ACCOUNT = (_ACCOUNT, MADE, OWNS, PLAYED)
"""Asks who sits there, and which parts are played."""
# A server that starts anew answers within seconds; a clerk waits no longer for it.
_RUNNING = frozenset({"CLERK", "HEAD"})
_ASK_SECONDS, _ASK_AGAIN_SECONDS = 10.0, 0.25
# SQL with its parameters.
_Question = tuple[str, tuple[Cell, ...]]


class ServerStore(Store):
    """A register on a server; several may write to it, one after another."""

    connection: ServerConnection

    def __init__(
        self, connection: ServerConnection, path: Path, server: Server, *, writes: bool
    ) -> None:
        super().__init__(connection, path, Held() if writes else None)
        self.server = server
        self._parts: tuple[frozenset[str] | None] | None = None
        self._ahead: float | None = None
        self._beside: Beside | None = None
        self._papers_inside: bool | None = None
        self._asked: dict[_Question, Cursor] = {}
        self._known: dict[_Question, list[tuple[Cell, ...]]] = {}
        # The last entry this window saw or wrote: what it writes next goes on from there.
        self._seen: EntryHead | None = None

    @property
    def beside(self) -> Beside:
        """Where letters, attachments, templates and copies lie: beside the file, or in there."""
        if self._beside is None:
            with told_to_clerk(self.path):
                self._beside = self._beside_now()
        return self._beside

    def _beside_now(self) -> Beside:
        from db.server import papers

        inside = self._papers_inside
        if not (papers.are_kept(self.connection) if inside is None else inside):
            return Beside(self.path)
        from db.server.beside import DatabaseBeside

        made = DatabaseBeside(self.path)
        made.own = self._own_folder
        made.papers = papers.ServerPapers(self, made.own)
        made.may_write = not self.is_read_only and (
            self.parts is None or bool(self.parts & _RUNNING)
        )
        return made

    @cached_property
    def _own_folder(self) -> Path:
        from db.server.beside import own_folder

        return own_folder(self.server)

    def forget_place(self) -> None:
        """Ask anew where the papers lie: somebody may have moved them."""
        self._beside = self._papers_inside = None
        self._asked.clear()
        self._known.clear()

    def ask_ahead(self, sql: str, parameters: Sequence[Cell] = ()) -> None:
        """Say what will be asked for next in the open act, so that all goes to the server at once.

        It is answered as it is when the first of it is asked for: nothing of it is written to
        before it was asked for.
        """
        question = (sql, tuple(parameters))
        if not self.connection.in_transaction or question in self._asked:
            return
        if self.connection.has_written or question not in self._known:
            self._asked[question] = self.connection.execute(sql, parameters)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Cell, ...]]:
        """Return the rows a query finds, asked for ahead or now.

        Until an act has written something, what it asked for before is as it was: nobody else
        writes meanwhile.
        """
        if not self.connection.in_transaction or isinstance(parameters, Mapping):
            return super().rows(sql, parameters)
        question = (sql, tuple(parameters))
        if not self.connection.has_written and question in self._known:
            return list(self._known[question])
        asked = self._asked.pop(question, None)
        if asked is None:
            found = super().rows(sql, parameters)
        else:
            with told_to_clerk(self.path):
                found = asked.fetchall()
        if not self.connection.has_written:
            self._known[question] = list(found)
        return found

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Cell, ...] | None:
        """Return the first row a query finds, or None."""
        return next(iter(self.rows(sql, parameters)), None)

    def forget_parts(self) -> None:
        """Ask anew what parts this account plays: somebody may be away, or back."""
        self._parts = None

    @cached_property
    def account(self) -> str:
        """The account of the server."""
        return str(self.value(_ACCOUNT))

    @property
    def parts(self) -> frozenset[str] | None:
        """The names of the parts the account was granted; None for the owner, who may do all."""
        if self._parts is None:
            with told_to_clerk(self.path):
                self._parts = (own_parts(self.connection),)
        return self._parts[0]

    @property
    def own_drafts(self) -> str:
        """A draft belongs to the account that keeps it."""
        return f"{self.account}/"

    @property
    def changes_seen(self) -> int:
        """The number of entries in the history."""
        return int(self.value("select entries from entry_head") or 0)

    @property
    def applied_steps(self) -> tuple[str, ...]:
        """The migrations the database says were applied to it, first to last."""
        with self.connection.at_once(APPLIED):
            if not self.value(_IS_MADE):
                return ()
            return tuple(name for (name,) in self.rows(_APPLIED))

    @property
    def seconds_ahead(self) -> float:
        """How far the clock of the server is ahead of this computer's, by the last act's look."""
        if self._ahead is None:
            # With it goes what a desk asks next: who sits there, and which parts are played.
            with told_to_clerk(self.path), self.connection.at_once((_CLOCK, *OF_ACCOUNT)):
                there = float(self.value(_CLOCK))
                self._ahead = there - time()
                _ = self.account, self.parts
        return self._ahead

    @property
    def can_be_reopened(self) -> bool:
        """A server answers as often as it is asked."""
        return True

    def saw(self, entry: int, digest: bytes) -> None:
        """Take note of the last entry this window saw: what it writes must go on from there."""
        self._seen = EntryHead(entry, digest)

    def goes_on(self) -> bool:
        """Tell whether the history still passes through the last entry this window saw or wrote."""
        seen = self._seen
        return (
            seen is None
            or not seen.entry
            or bool(self.value(f"select ({self._is_there(seen)})::int"))
        )

    def _is_there(self, head: EntryHead) -> str:
        number, digest = head.entry, f"'\\x{head.hash.hex()}'::bytea"
        if self.parts == frozenset({"SECTION"}):
            return f"has_entry({number}, {digest})"
        return f"exists (select from entry where id = {number} and hash = {digest})"

    def _begin(self) -> None:
        seen = self._seen
        begun = self.connection.begin(self._is_there(seen) if seen and seen.entry else "true")
        self._ahead = begun.seconds - time()
        if not begun.is_as_seen:
            self.connection.rollback()
            raise ClerkError(self.another_words("刚才的操作没有保存，"))
        if begun.migrations > len(STEPS):
            self.connection.rollback()
            raise newer(self.server, "刚才的操作没有保存，填写的内容还在")
        self.forget_place()
        self._papers_inside = begun.papers_inside

    def another_words(self, so: str = "") -> str:
        """Return what to say where a copy has taken the register's place since it was seen."""
        from db.history import noted

        found = noted(self, "restored")
        who = f"由{found[-1].by or '管理登记簿的人'}于{found[-1].at[11:16]}" if found else ""
        return (
            f"登记簿已{who}恢复为一份备份，这个窗口里的还是恢复以前的，{so}不能再保存。"
            "填写了一半的内容还在，请先抄下来，再重新打开窗口，核对以后再办。"
        )

    def _commit(self, written: EntryHead | None) -> None:
        self._asked.clear()
        self._known.clear()
        self._papers_inside = None
        try:
            # What no entry tells of, as a half-filled form, is nobody else's.
            self.connection.commit(tells=written is not None)
        except ServerError as error:
            if not error.is_gone or not self._is_on_disk(written):
                raise
        if written is not None:
            self._seen = written

    def _is_on_disk(self, written: EntryHead | None) -> bool:
        """Tell whether a transaction whose end nobody heard of was kept by the server.

        Raises `UnsureError` where it cannot be asked.
        """
        self.connection.rollback()
        if written is None:
            return False
        end = monotonic() + _ASK_SECONDS
        while True:
            try:
                # Whoever has the lock knows that the transaction before is at its end.
                self.connection.try_again()
                self.connection.begin()
                row = self.connection.execute(
                    "select hash from entry where id = ?", (written.entry,)
                ).fetchone()
                return row is not None and bytes(row[0]) == written.hash
            except ServerError as error:
                if not error.is_gone or monotonic() > end:
                    raise UnsureError(self.path) from error
                sleep(_ASK_AGAIN_SECONDS)
            finally:
                self.connection.rollback()

    def reader(self) -> "ServerStore":
        """Return a second, read-only connection, for another thread. The caller closes it."""
        return self._second(writes=False)

    def snapshot(self) -> "ServerStore":
        """Return the register as it is now; long looks keep no writer waiting.

        The caller closes it.
        """
        still = self._second(writes=False)
        try:
            with told_to_clerk(self.path):
                still.connection.hold_still()
        except BaseException:
            still.close()
            raise
        return still

    def dump(self, target: Path) -> bool | None:
        """Write the database by pg_dump as this snapshot holds it; tell whether it was made.

        None where it cannot be: without the program, and under an account that does not see every
        row, as all but the owner.
        """
        from db.server import dumping
        from db.server.login import login_of

        program = dumping.program()
        if program is None or self.parts is not None:
            return None
        snapshot = str(self.value("select pg_export_snapshot()"))
        return dumping.dump(program, self.server, login_of(self.server), snapshot, target)

    def apart(self, mode: str = "ro") -> "ServerStore":
        """Return the register as it is now; a server holds nothing apart."""
        return self.snapshot()

    def second_writer(self) -> "ServerStore":
        """Return a second connection that writes, for long work on another thread.

        The caller closes it. Raises `ClerkError` where this store is read-only.
        """
        if self.is_read_only:
            raise read_only(self.path)
        other = self._second(writes=True)
        other.stamp = self.stamp
        return other

    def keep_stand_ins(self) -> None:
        """Let whoever stands in for somebody play that one's parts, and nobody beyond the day."""
        from db.server import stand_ins

        stand_ins.keep(self.connection)
        self.forget_parts()

    def retire(self) -> None:
        """Let no account write any more, because the register lies elsewhere by now."""
        from db.server import roles

        with told_to_clerk(self.path):
            roles.close_register(self.connection)

    def _second(self, *, writes: bool) -> "ServerStore":
        with told_to_clerk(self.path):
            connection = ServerConnection(self.path, self.server, read_only=not writes)
        connection.session = self.connection.session
        other = ServerStore(connection, self.path, self.server, writes=writes)
        other._seen = self._seen
        return other


def newer(server: Server, so: str) -> ClerkError:
    """Return what to say of a register a newer program has upgraded; `so` is what came of it."""
    return ClerkError(
        f"服务器上的登记簿（{server.words}）是用更新版本的程序建立的或者升级过的，"
        f"这个版本写入会丢失内容，{so}。请先把本机的程序升级到最新版本。"
    )
