"""Word of what was written: said once a transaction is on disk, to whoever shows the register."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class What(Enum):
    """What a transaction changed, as far as it decides what is shown anew."""

    CASE = "a case: its steps, letters or attachments"
    SETTINGS = "the office, its practice or its calendar"
    REPORT = "what is kept of an annual report"
    BOOK = "an entry of one of the office's books"
    VIEW = "what the clerk wants shown, which no case rests on"


class Changed(NamedTuple):
    """One change: its kind, and the requests it concerns (none named: any may be)."""

    what: What
    requests: frozenset[int] = frozenset()


Follower = Callable[[Changed], None]


class Changes:
    """Keeps what was changed until it is on disk, then tells every follower."""

    def __init__(self) -> None:
        self.followers: list[Follower] = []
        self._waiting: list[Changed] = []

    def follow(self, follower: Follower) -> None:
        """Let a follower hear of every change from now on."""
        self.followers.append(follower)

    def add(self, changed: Changed) -> None:
        """Keep a change until its transaction is on disk."""
        self._waiting.append(changed)

    def tell(self) -> None:
        """Tell what waits: one word for each kind of change."""
        waiting, self._waiting = self._waiting, []
        for what in dict.fromkeys(one.what for one in waiting):
            named = [one.requests for one in waiting if one.what is what]
            # A change that names no request may concern any.
            everyone = frozenset() if not all(named) else frozenset().union(*named)
            for follower in list(self.followers):
                follower(Changed(what, everyone))

    def forget(self) -> None:
        """Drop what waits: the transaction around it failed."""
        self._waiting.clear()
