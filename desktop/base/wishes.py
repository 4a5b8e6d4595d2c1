"""What a screen may wish for: each a frozen request, granted by whoever holds what it needs.

Named tuples and no dataclasses: seventeen of those take 20 ms of the start to be made.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from desktop.base.view import View


class OpenCase(NamedTuple):
    """Open a request in the whole width."""

    request_id: int


class GoBack(NamedTuple):
    """Go back to where one came from."""


class BeginAct(NamedTuple):
    """Open a request and begin an act on it, named as `casework.acts` names it."""

    request_id: int
    act_name: str


class GoTo(NamedTuple):
    """Show a place.

    `calendar`, `guard`, `people`, `safety` and `sharing` are pages of the settings. After a colon
    stands the page of any place: `affairs:duty`.
    """

    place: str


class ShowDay(NamedTuple):
    """Show a day in the month; None shows in the list what is overdue."""

    day: date | None


class ShowView(NamedTuple):
    """Show in the list what a view asks for."""

    view: View


class ShowSearch(NamedTuple):
    """Show in the search box the words a list brought back is searched for."""

    text: str


class CaseClosed(NamedTuple):
    """Tell that the case in the whole width was closed."""


class ImportLedger(NamedTuple):
    """Read a ledger and show what would be entered."""

    path: Path


class BeginReceipt(NamedTuple):
    """Begin a receipt with these values; `enquiry_id` is the enquiry it comes from, 0 for none."""

    values: Mapping[str, Any]
    enquiry_id: int = 0


class BeginEnquiry(NamedTuple):
    """Begin to enter an enquiry."""


class OfferBack(NamedTuple):
    """Say what was done to the register at large, and offer to take it back."""

    words: str
    undo: Callable[[], None]


class Hold(NamedTuple):
    """Let nothing else be begun while a screen writes for long; let go when it has done."""

    is_held: bool


class PrintLatest(NamedTuple):
    """Print the latest letter of the case that is open."""


class MakeCopy(NamedTuple):
    """Make a copy of the register now."""


class RestoreCopy(NamedTuple):
    """Put a copy in the register's place."""

    copy: Path


class ReopenRegister(NamedTuple):
    """Open this register anew, because another has taken its place."""


class EncryptRegister(NamedTuple):
    """Encrypt this register by a key, or, without one, take the encryption off."""

    key: str | None


class ShareRegister(NamedTuple):
    """Move this register into a database this computer runs, for several to share."""


class MoveRegister(NamedTuple):
    """Move this register to an address of a server, or to a new file.

    `keeps_papers` says that the server shall keep letters, attachments and templates too.
    """

    to: str
    keeps_papers: bool = False


class ExportAll(NamedTuple):
    """Ask for a folder, and write everything the register holds into it for other programs."""


class MakeSample(NamedTuple):
    """Make the sample office and open it in a window of its own."""


class OpenRegister(NamedTuple):
    """Open another register in a window of its own; without a path, ask which."""

    path: Path | None = None


class NewRegister(NamedTuple):
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
    | BeginReceipt
    | BeginEnquiry
    | OfferBack
    | Hold
    | PrintLatest
    | MakeCopy
    | RestoreCopy
    | ReopenRegister
    | EncryptRegister
    | ShareRegister
    | MoveRegister
    | ExportAll
    | MakeSample
    | OpenRegister
    | NewRegister
)
