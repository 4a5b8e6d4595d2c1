"""The one way to write: a transaction, the files that go with it, and word of what it changed.

Every writer of the register goes through `writing`: all of the block happens or nothing of it,
files written in it are removed where it fails, the entry of the history says what it was about,
and whoever shows the register is told once, after it is on disk.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from casework.desk.changes import Changed, Changes, What
from db.beside import Beside
from db.faults import ConflictError, UnsureError
from db.store import Store

if TYPE_CHECKING:
    from datetime import datetime

    from rules.people import User
    from rules.steps import StepKind


T = TypeVar("T")
_TRIES = 3


class WritingDesk(Protocol):
    """What is asked of a desk that is written at."""

    store: Store
    clerk: str
    changes: Changes

    @property
    def clock(self) -> "Callable[[], datetime]":
        """What time it is."""
        ...

    @property
    def user(self) -> "User":
        """Who sits at it, with the parts played today."""
        ...

    @property
    def beside(self) -> Beside:
        """Where letters, attachments, templates and copies lie."""
        ...


def done_again(desk: WritingDesk, doing: Callable[[], T]) -> T:
    """Do an act, and again where the server says that its transaction met another one.

    `doing` begins and ends its own transaction. Raises what it raises the last time.
    """
    for _ in range(_TRIES - 1):
        try:
            return doing()
        except ConflictError:
            # Within another's transaction it is that one's to be done again.
            if desk.store.is_writing:
                raise
    return doing()


@dataclass(slots=True)
class Writing:
    """What a block has written beside its rows, and which requests it concerns."""

    files: list[Path] = field(default_factory=list)
    requests: set[int] = field(default_factory=set)

    def wrote(self, path: Path) -> None:
        """Take a file into the transaction: it is removed where the block fails."""
        self.files.append(path)

    def concerns(self, request_id: int) -> None:
        """Say that a request is not as it was."""
        self.requests.add(request_id)

    def remove_files(self) -> None:
        """Remove what was written, because its rows were not."""
        for path in self.files:
            # One that another program holds stays, known to no row; why the act failed is said.
            with suppress(OSError):
                path.unlink()


@contextmanager
def writing(
    desk: WritingDesk,
    about: str,
    what: What,
    *,
    request_id: int | None = None,
    step: "StepKind | None" = None,
) -> Iterator[Writing]:
    """Do all of the block or nothing of it, and tell what it changed once it is on disk; nests.

    `about` names the act in the entry of the history, `step` what it records in a case, where it
    records one. Raises `ClerkError` where that is not the user's part, the disk is full, the file
    read-only, damaged or held by another program, and whatever the block raises; the register and
    the folders beside it are then as they were.
    """
    if not desk.store.is_writing:
        desk.user.must_be_allowed(step or about)
    block = Writing()
    if request_id is not None:
        block.concerns(request_id)
    try:
        with desk.store.atomic():
            yield block
            desk.store.note(about)
    except BaseException as error:
        if not isinstance(error, UnsureError):
            block.remove_files()
        if not desk.store.is_writing:
            desk.changes.forget()
        raise
    desk.changes.add(Changed(what, frozenset(block.requests)))
    if not desk.store.is_writing:
        desk.changes.tell()
