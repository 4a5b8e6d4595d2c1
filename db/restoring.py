"""Put a copy back in an office's place: what was there is kept, and the history says so.

At every moment a whole register lies under the register's name: first the files are brought in,
then the fresh register is finished beside the old one, the old one is given a second name, and
only then one takes the other's place. Killed anywhere, it is done again from the beginning.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db.backup import Told, check_copy, copy_register, files_of
from db.beside import LETTERS, Beside
from db.bringing_back import bring_files, move_newer, not_whole, place_of
from db.copies import DUMPS, Copy, KeptFile, list_of, read_files
from db.faults import told_to_clerk
from db.file_names import SEALED
from db.files import HALF, copy_whole, digest_of, keep_folder, make_folder
from db.history import Anchor, anchor
from db.lock import WriterLock
from db.opening import is_on_server, kept_beside, lies_at, open_store
from db.place import ASIDE
from db.restored import (
    Given,
    GivenNumber,
    GivingWay,
    Restored,
    giving_way,
    note_restored,
    numbers_given,
)
from db.sealing import Stamp
from db.store import Store, is_locked
from rules.errors import ClerkError


@dataclass(frozen=True, slots=True)
class LostCase:
    """A case that is in the register and not in the copy, with the numbers of its letters."""

    register_number: str
    applicant_name: str
    matter: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What putting a copy back would change; `None` counts where the register cannot be read."""

    cases_now: int | None
    cases_then: int
    steps_now: int | None
    steps_then: int
    lost: tuple[LostCase, ...] = ()
    letters_lost: tuple[str, ...] = ()
    files_back: tuple[str, ...] = ()
    files_changed: tuple[str, ...] = ()
    files_unsure: tuple[str, ...] = ()
    files_newer: tuple[str, ...] = ()


def what_would_change(copy: Copy, register: Path) -> Change:
    """Return what `restore` would change; nothing is written.

    Raises `ClerkError` where the copy is not sound.
    """
    check_copy(copy.path)
    register = lies_at(register)
    files = files_of_copy(copy)
    with open_store(copy.path, read_only=True) as then:
        cases_then, steps_then = _counts(then)
        try:
            with open_store(register, read_only=True) as now:
                cases_now, steps_now = _counts(now)
                lost, letters = _lost(now, then)
                return Change(
                    cases_now, cases_then, steps_now, steps_then, tuple(lost), tuple(letters),
                    **_papers_changed(copy, files, now.beside),
                )  # fmt: skip
        except ClerkError:
            if is_on_server(register):
                # It is there and whole; who sits here does not reach it.
                raise
            lost, letters = _lost_by_pages(register, then)
            return Change(
                None, cases_then, None, steps_then, tuple(lost), tuple(letters),
                **_papers_changed(copy, files, Beside(register)),
            )  # fmt: skip


def _papers_changed(
    copy: Copy, files: list[KeptFile], beside: Beside
) -> dict[str, tuple[str, ...]]:
    if beside.are_in_folder:
        places = {file.path: place_of(beside, file) for file in files}
        there = {name: digest_of(place) for name, place in places.items() if place.is_file()}
        every = [name for name, _ in files_of(beside)]
    else:
        there = {one.name: one.sha256 for one in beside.listed()}
        every = list(there)
    kept = known_papers(copy)
    changed = [one.path for one in files if there.get(one.path, one.sha256) != one.sha256]
    return {
        "files_back": tuple(file.path for file in files if file.path not in there),
        "files_changed": tuple(changed),
        "files_unsure": tuple(not_whole(copy, files)),
        "files_newer": tuple(name for name in every if name not in kept),
    }


def known_papers(copy: Copy) -> set[str]:
    """Return the papers a copy holds, or whose rows its register holds, as copies call them.

    A register kept aside has no list. Raises `ClerkError` where the copy cannot be read.
    """
    known = {file.path for file in files_of_copy(copy)}
    with open_store(copy.path, read_only=True) as then:
        for table in ("document", "attachment"):
            for (path,) in then.rows(f"select path from {table}"):
                name = f"{LETTERS}/{path.partition('/')[2]}"
                known |= {name, name + SEALED}
    return known


def _counts(store: Store) -> tuple[int, int]:
    return (
        int(store.value("select count(*) from request")),
        int(store.value("select count(*) from step")),
    )


def _lost(now: Store, then: Store) -> tuple[list[LostCase], list[str]]:
    return _not_in(
        then,
        now.rows("select id, register_number, applicant_name, matter from request order by id"),
        now.rows("select id, request_id, title, number from document where status <> 'withdrawn'"),
    )


def _lost_by_pages(register: Path, then: Store) -> tuple[list[LostCase], list[str]]:
    """Return what the copy has not, of what can still be read of a register nothing opens."""
    from db.salvage import picked_named

    try:
        cases = picked_named(
            register, "request", "id", "register_number", "applicant_name", "matter"
        )
        letters = picked_named(register, "document", "id", "request_id", "title", "number")
    except (OSError, sqlite3.Error):
        return [], []
    return _not_in(then, sorted(cases), sorted(letters))


def _not_in(
    then: Store, cases: Iterable[tuple[Any, ...]], all_letters: Iterable[tuple[Any, ...]]
) -> tuple[list[LostCase], list[str]]:
    """Return the cases the copy has not, and the letters of others it has not."""
    known = {row[0] for row in then.rows("select id from request")}
    letters_then = {row[0] for row in then.rows("select id from document")}
    by_case: dict[int, list[str]] = {}
    letters: list[str] = []
    for letter_id, request_id, title, number in all_letters:
        if letter_id not in letters_then:
            words = f"{title}（{number}）" if number else title
            by_case.setdefault(request_id, []).append(words)
    lost: list[LostCase] = []
    numbers = {}
    for request_id, number, applicant, matter in cases:
        numbers[request_id] = number
        if request_id not in known:
            lost.append(LostCase(number, applicant, matter, tuple(by_case.pop(request_id, ()))))
    for request_id, words in by_case.items():
        letters += [f"{numbers.get(request_id, '')}：{word}" for word in words]
    return lost, letters


def restore(
    copy: Copy,
    register: Path,
    *,
    at: datetime,
    stamp: Callable[[], Stamp] = Stamp,
    told: Told = lambda *_: None,
    given: Iterable[GivenNumber] = (),
    is_trial: bool = False,
) -> Restored:
    """Put a sound copy in the place of an office: register, letters, attachments, templates.

    The register must be closed; one on a server is taken as it is, whoever works in it. `given` are
    numbers known to be given beside those it can tell. The old register and every file that gives
    way are kept beside it under a name with 恢复前. `told` hears how many files are in place, and
    how many there are. What is put back for a trial, and removed again, is not flushed to disk.
    Raises `ClerkError` where the copy is not sound or a file cannot be written; the register is
    then as it was.
    """
    check_copy(copy.path)
    files = files_of_copy(copy)
    register = lies_at(register)
    if is_on_server(register):
        from db.server.restoring import restore_there

        return restore_there(copy, files, register, at=at, stamp=stamp, told=told, given=given)
    beside = Beside(register)
    try:
        make_folder(beside.folder)
    except OSError as error:
        raise ClerkError(f"不能建立文件夹“{beside.folder}”，没有恢复。请改选别处。") from error
    lock = WriterLock(register)
    try:
        with told_to_clerk(register, by_others=True):
            return _restore(copy, files, beside, at, stamp, told, given, is_trial=is_trial)
    except OSError as error:
        raise ClerkError(
            f"不能替换登记簿“{register.name}”，请先在所有窗口关闭它，再恢复一次。"
        ) from error
    finally:
        lock.release()


def _restore(
    copy: Copy,
    files: list[KeptFile],
    beside: Beside,
    at: datetime,
    stamp: Callable[[], Stamp],
    told: Told,
    given: Iterable[GivenNumber],
    *,
    is_trial: bool,
) -> Restored:
    register = beside.register
    mark = f"{register.stem} {ASIDE} {at:%Y-%m-%d %H%M%S}"
    done = Restored(None)
    kept_aside = beside.folder / f"{mark} 文件"
    fresh = register.with_name(register.name + HALF)
    drop_halves(register)
    try:
        done.files, done.unsure = bring_files(
            copy, files, beside, kept_aside, told, is_trial=is_trial
        )
        with open_store(copy.path, read_only=True) as source:
            copy_register(source, fresh)
        _lock_like(register, fresh)
        _record(copy, fresh, register, stamp, given)
        if register.exists() and (register.stat().st_size or not register.is_file()):
            done.aside = beside.folder / f"{mark}{register.suffix}"
            _second_name(register, done.aside)
        os.replace(fresh, register)
        keep_folder(beside.folder)
        move_newer(files, beside, kept_aside)
    except BaseException:
        with suppress(OSError):
            drop_halves(register)
        raise
    if kept_aside.is_dir():
        done.files_aside = kept_aside
    return done


def _lock_like(register: Path, fresh: Path) -> None:
    """Encrypt what comes back from a copy made before the office was encrypted."""
    if not is_locked(register) or is_locked(fresh):
        return
    from db import cipher

    with closing(cipher.connect_locked(register, "ro")) as held:
        key = cipher.key_of(held)
    locked = fresh.with_name(fresh.name + HALF)
    locked.unlink(missing_ok=True)
    cipher.convert(fresh, locked, key=key, lock=True)
    os.replace(locked, fresh)


def drop_halves(register: Path) -> None:
    """Remove what a restore that was killed left half-written. Raises `OSError`."""
    fresh = register.with_name(register.name + HALF)
    for end in ("", "-journal", ".lock"):
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)


def _second_name(register: Path, aside: Path) -> None:
    """Let the old register lie under a second name too, with what a torn transaction left."""
    journal = register.with_name(register.name + "-journal")
    for path, kept in ((journal, aside.with_name(aside.name + "-journal")), (register, aside)):
        if not path.exists():
            continue
        if not path.is_file():
            # A folder or a pipe by that name has no second one; nothing of an office is in it.
            os.replace(path, kept)
            continue
        try:
            os.link(path, kept)
        except OSError:
            # A stick or a share knows no second names.
            copy_whole(path, kept)
    # A torn transaction belongs to the file it was torn in, and to no other.
    journal.unlink(missing_ok=True)


def _record(
    copy: Copy,
    fresh: Path,
    register: Path,
    stamp: Callable[[], Stamp],
    also_given: Iterable[GivenNumber],
) -> None:
    """Say in the history of the fresh register what it was put back from, and keep its numbers."""
    with open_store(fresh, stamp=stamp, keep_aside=False) as store:
        try:
            with open_store(register, read_only=True) as now:
                before = giving_way(now, store)
        except ClerkError:
            before = GivingWay(_numbers_picked(register), Anchor(0, ""), 0, anchor(store).entries)
        with store.atomic():
            note_restored(store, copy.path.name, before, also_given)


def _numbers_picked(register: Path) -> list[Given]:
    """Return the numbers a register has given that can only be picked over.

    Beside them those that registers kept aside at earlier restores have given.
    """
    from db.salvage import picked_rows

    found: list[Given] = []
    with suppress(OSError, sqlite3.Error):
        found += [
            (str(kind), int(year), int(serial), int(is_taken))
            for kind, year, serial, is_taken in picked_rows(register, "number")
        ]
    for aside in kept_beside(register):
        with suppress(ClerkError), open_store(aside, read_only=True) as store:
            found += numbers_given(store)
    return found


def files_of_copy(copy: Copy) -> list[KeptFile]:
    """Return the letters, attachments and templates of a copy.

    Raises `ClerkError` where its list cannot be read.
    """
    listed = list_of(copy.path)
    every = read_files(listed) if listed.is_file() else []
    # What a server's own program made is for who keeps the server.
    return [one for one in every if not one.path.startswith(f"{DUMPS}/")]
