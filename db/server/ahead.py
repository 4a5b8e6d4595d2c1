"""The server a window is about to open, connected to while the window itself is read in.

On a thread beside: it mostly waits, for the network, for the proof of the password and for a
server that looks its tables up for the first time. Whatever fails here is done again where the
register is opened, which says why.
"""

from contextlib import suppress
from pathlib import Path
from sqlite3 import Error as SqliteError
from threading import Thread

from psycopg.errors import Error

from db.server.connection import way_to
from db.server.early import Early, connected
from db.server.place import Server, read
from db.server.stand_ins import KEPT, MADE
from db.server.store import APPLIED, OF_ACCOUNT
from rules.errors import ClerkError

# Who takes longer is met where the register is opened.
_SECONDS = 2.0
_begun: dict[Server, "_Beginning"] = {}


class _Beginning:
    def __init__(self, server: Server) -> None:
        self._server = server
        self.early: Early | None = None
        self.thread = Thread(target=self._begin, daemon=True)
        self.thread.start()

    def _begin(self) -> None:
        with suppress(Error, SqliteError, ClerkError, OSError):
            early = Early(connected(way_to(self._server), _SECONDS))
            self.early = early
            # What the account may do is as its stand-ins have left it.
            for many in ((*APPLIED, MADE), (KEPT, *OF_ACCOUNT)):
                early.ask_ahead([(one, None) for one in many])


def begin(path: Path) -> None:
    """Begin to connect to the server a connection file names."""
    with suppress(ClerkError):
        server = read(path)
        _begun[server] = _Beginning(server)


def taken(server: Server) -> Early | None:
    """Return the connection that was begun to a server, once; None where there is none."""
    begun = _begun.pop(server, None)
    if begun is None:
        return None
    begun.thread.join()
    return begun.early
