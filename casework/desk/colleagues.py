"""Who else has the register open, and which case each looks at or works on.

Windows on one server say it to each other every few seconds; what is not said again is forgotten.
Nothing of it is kept, and no act rests on it.
"""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from casework.desk.desk import Desk

if TYPE_CHECKING:
    from db.server.hearing import Hearing

SAID_EVERY_SECONDS = 20.0
_FORGOTTEN_AFTER_SECONDS = 50.0
_LONGEST_NAME = 40
_MOST_NAMED = 3
_MOST_HEARD = 500


class ColleaguePlace(NamedTuple):
    """Where a window is: the case it shows (0: none), and the act being filled in."""

    request_id: int = 0
    doing: str = ""


class _Colleague(NamedTuple):
    name: str
    place: ColleaguePlace
    heard_at: float


class Colleagues:
    """What this window has heard of the others; moments are seconds of one steady clock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, _Colleague] = {}

    def words_for(self, place: ColleaguePlace, *, asks: bool = False) -> str:
        """Return what the others are to be told of this window; `asks` that they answer."""
        said = {
            "name": self._desk.clerk[:_LONGEST_NAME],
            "case": place.request_id,
            "doing": place.doing,
        }
        return json.dumps({**said, "asks": asks}, ensure_ascii=False)

    def hear(self, words: str, now: float) -> bool:
        """Take in what another window said; tell whether it asks for an answer.

        What cannot be read is passed over: a newer program may say more.
        """
        session, _, rest = words.partition(" ")
        try:
            said = json.loads(rest)
            name, case = str(said["name"])[:_LONGEST_NAME], int(said["case"])
            doing, asks = str(said["doing"])[:_LONGEST_NAME], bool(said["asks"])
        except (ArithmeticError, ValueError, TypeError, KeyError, RecursionError):
            return False
        if said.get("leaves"):
            self._known.pop(session, None)
            return False
        if session in self._known or len(self._known) < _MOST_HEARD:
            self._known[session] = _Colleague(name, ColleaguePlace(case, doing), now)
        return asks

    def words_on_leaving(self) -> str:
        """Return what the others are told when this window closes."""
        said = {
            "name": self._desk.clerk[:_LONGEST_NAME],
            "case": 0,
            "doing": "",
            "asks": False,
            "leaves": True,
        }
        return json.dumps(said, ensure_ascii=False)

    def present(self, now: float) -> Sequence[str]:
        """Return who else has the register open, each once."""
        self._known = {
            session: one
            for session, one in self._known.items()
            if now - one.heard_at < _FORGOTTEN_AFTER_SECONDS
        }
        return sorted({one.name or "另一处" for one in self._known.values()})

    def seat_words(self, now: float) -> str:
        """Return in two lines who else has the register open."""
        names = self.present(now)
        if not names:
            return "共用登记簿\n只有这一处打开"
        more = "等" if len(names) > _MOST_NAMED else ""
        return f"共用登记簿\n{'、'.join(names[:_MOST_NAMED])}{more}也在"

    def at_case(self, request_id: int, now: float) -> str:
        """Return a sentence about who else is at a case; empty where nobody is."""
        self.present(now)
        here = [
            one for one in self._known.values() if request_id and one.place.request_id == request_id
        ]
        acting = sorted(
            {
                f"{one.name or '另一处'}正在填写“{one.place.doing}”"
                for one in here
                if one.place.doing
            }
        )
        if acting:
            return f"{'，'.join(acting[:_MOST_NAMED])}。"
        looking = sorted({one.name or "另一处" for one in here})
        return f"{'、'.join(looking[:_MOST_NAMED])}也打开了本件。" if looking else ""


def listening(desk: Desk) -> "Callable[[], Hearing]":
    """Return what begins to listen, to be called on the thread that waits.

    That raises `ClerkError` where the server cannot be reached.
    """
    from db.server.hearing import Hearing
    from db.server.store import ServerStore

    store = desk.store
    if not isinstance(store, ServerStore):
        raise TypeError("only windows on a server hear each other")
    path, server, session = store.path, store.server, store.connection.session
    return lambda: Hearing(path, server, session)
