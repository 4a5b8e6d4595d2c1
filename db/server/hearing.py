"""What windows on one server say to each other: that something was written, and who is where.

Nothing of it is kept: a window that was away looks at the register instead.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from db.faults import told_to_clerk
from db.server.connection import WRITTEN, ServerConnection
from db.server.place import Server

WHERE = "disclosure_desk_where"


class Heard(NamedTuple):
    """What another window said: on which channel, and its words."""

    channel: str
    words: str

    @property
    def is_of_writing(self) -> bool:
        """Whether it says that something was written, and not where a window is."""
        return self.channel == WRITTEN


class Hearing:
    """A connection that listens; it belongs to the thread that waits."""

    def __init__(self, path: Path, server: Server, session: str) -> None:
        """Begin to listen to all but one's own window, which `session` names.

        Raises `ClerkError` where the server cannot be reached.
        """
        self._path, self._session = path, session
        with told_to_clerk(path):
            self._connection = ServerConnection(path, server, read_only=True)
            for channel in (WRITTEN, WHERE):
                self._connection.execute(f"listen {channel}")

    def wait(self, seconds: float) -> Sequence[Heard]:
        """Return what was said by others meanwhile; waits no longer than that.

        Raises `ClerkError` where the connection is lost.
        """
        heard: list[Heard] = []
        with told_to_clerk(self._path), closing(self._connection.notifies(seconds)) as said:
            heard.extend(Heard(one.channel, one.payload) for one in said)
        return [one for one in heard if one.words.partition(" ")[0] != self._session]

    def say(self, words: str) -> None:
        """Tell the others where this window is; raises `ClerkError` where it cannot be told."""
        with told_to_clerk(self._path):
            self._connection.execute("select pg_notify(?, ?)", (WHERE, f"{self._session} {words}"))

    def close(self) -> None:
        """Listen no more."""
        self._connection.close()
