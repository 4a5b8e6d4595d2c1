"""What a screen may wish for: each a frozen request, granted by whoever holds what it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.base.view import View


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a request in the whole width."""

    request_id: int


@dataclass(frozen=True, slots=True)
class GoBack:
    """Go back to where one came from."""


@dataclass(frozen=True, slots=True)
class BeginAct:
    """Open a request and begin an act on it, named as `casework.acts` names it."""

    request_id: int
    act_name: str


@dataclass(frozen=True, slots=True)
class GoTo:
    """Show a place of the rail, or `calendar` or `safety` for that page of the settings."""

    place: str


@dataclass(frozen=True, slots=True)
class ShowDay:
    """Show a day in the month; None shows in the list what is overdue."""

    day: date | None


@dataclass(frozen=True, slots=True)
class ShowView:
    """Show in the list what a view asks for."""

    view: View


@dataclass(frozen=True, slots=True)
class ShowSearch:
    """Show in the search box the words a list brought back is searched for."""

    text: str


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """Tell that the case in the whole width was closed."""


@dataclass(frozen=True, slots=True)
class ImportLedger:
    """Read a ledger and show what would be entered."""

    path: Path


@dataclass(frozen=True, slots=True)
class OfferBack:
    """Say what was done to the register at large, and offer to take it back."""

    words: str
    undo: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Hold:
    """Let nothing else be begun while a screen writes for long; let go when it has done."""

    is_held: bool


@dataclass(frozen=True, slots=True)
class MakeCopy:
    """Make a copy of the register now."""


@dataclass(frozen=True, slots=True)
class RestoreCopy:
    """Put a copy in the register's place."""

    copy: Path


@dataclass(frozen=True, slots=True)
class MakeSample:
    """Make the sample office and open it in a window of its own."""


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """Open another register in a window of its own; without a path, ask which."""

    path: Path | None = None


@dataclass(frozen=True, slots=True)
class NewRegister:
    """Ask where a new register shall lie, and open it there."""


Wish = (
    OpenCase
    | GoBack
    | BeginAct
    | GoTo
    | ShowDay
    | ShowView
    | ShowSearch
    | CaseClosed
    | ImportLedger
    | OfferBack
    | Hold
    | MakeCopy
    | RestoreCopy
    | MakeSample
    | OpenRegister
    | NewRegister
)
