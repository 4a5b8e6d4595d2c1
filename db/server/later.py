"""What a statement of an act finds once somebody asks, and what is known when an act begins."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from db.server.placeholders import Values

if TYPE_CHECKING:
    from db.server.together import ServerAnswer


class Begun(NamedTuple):
    """How many migrations the register has had, the server's clock in seconds since 1970.

    `is_as_seen` tells whether what was to be there is, `papers_inside` whether the database keeps
    the papers.
    """

    migrations: int
    seconds: float
    is_as_seen: bool = True
    papers_inside: bool = False


class Later:
    """What a statement of an act finds: it goes to the server when somebody asks, or at the end.

    So what only writes costs no way there and back of its own. Where the server refuses it, the
    next question says so, and the act is refused as a whole.
    """

    def __init__(self, say_it: Callable[[], None], words: str, values: Values) -> None:
        self._say_it, self.words, self.values = say_it, words, values
        self.answer: ServerAnswer | None = None

    def _found(self) -> "ServerAnswer":
        if self.answer is None:
            self._say_it()
        if self.answer is None:
            raise sqlite3.ProgrammingError("its transaction was left before it was said")
        return self.answer

    @property
    def rowcount(self) -> int:
        """How many rows were written."""
        return int(self._found().rowcount)

    def fetchone(self) -> Any:  # noqa: ANN401 - a row of whatever columns hold
        """Return the next row, or None."""
        return self._found().fetchone()

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        return self._found().fetchall()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found())
