"""An open register on a server."""

from pathlib import Path

from db.faults import told_to_clerk
from db.server.connection import ServerConnection
from db.server.place import Server
from db.store import Held, Store, read_only


class ServerStore(Store):
    """A register on a server; several may write to it, one after another."""

    connection: ServerConnection

    def __init__(
        self, connection: ServerConnection, path: Path, server: Server, *, writes: bool
    ) -> None:
        super().__init__(connection, path, Held() if writes else None)
        self.server = server
        self._account: str | None = None

    @property
    def account(self) -> str:
        """The account of the server this program writes by."""
        if self._account is None:
            self._account = str(self.value("select session_user"))
        return self._account

    @property
    def changes_seen(self) -> int:
        """The number of entries in the history."""
        return int(self.value("select entries from entry_head") or 0)

    @property
    def can_be_reopened(self) -> bool:
        """A server answers as often as it is asked."""
        return True

    def _begin(self) -> None:
        self.connection.begin()

    def _commit(self) -> None:
        self.connection.commit()

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

    def _second(self, *, writes: bool) -> "ServerStore":
        with told_to_clerk(self.path):
            connection = ServerConnection(self.path, self.server, read_only=not writes)
        connection.session = self.connection.session
        return ServerStore(connection, self.path, self.server, writes=writes)
