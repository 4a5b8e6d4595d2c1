"""A whole copy of an office, made while it works and looked over before it counts as one."""

import os
import sys
from collections.abc import Callable, Container, Iterator
from contextlib import closing, suppress
from datetime import datetime
from functools import cache
from pathlib import Path

from db import history
from db.aside import aside
from db.beside import LETTERS, TEMPLATES, Beside
from db.copies import (
    DUMP,
    Copy,
    KeptFile,
    Manifest,
    content_path,
    copies,
    copy_name,
    list_of,
    manifest_text,
    prune,
    read_files,
    stem_of,
)
from db.faults import told_to_clerk
from db.file_names import SEALED
from db.files import HALF, copy_whole, digest_of, keep_folder, make_folder, write_whole
from db.lying_sealed import is_a_copy
from db.marks import mark_key
from db.opening import check_pages, open_store
from db.steps import count, verify_chain
from db.store import Store, blank_like
from rules.errors import ClerkError

_PAGES_A_STEP = 1000
_OF_A_FILE = ".djb"

Told = Callable[[int, int], object]
Holds = Callable[[Path, int], bool]


class BackupCancelled(Exception):  # noqa: N818 - it is what the clerk asked for, and no error.
    """The clerk stopped a backup; nothing is left of it."""


def back_up(
    store: Store,
    folder: Path,
    *,
    at: datetime,
    on_progress: Told | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    with_dump: bool = False,
    word: str = "",
    is_wary: bool = False,
) -> Path:
    """Copy register, letters, attachments and templates into `folder`; return the copy's register.

    The copy is looked over before it bears its name; then the ladder prunes the older ones.
    `is_wary` reads again what earlier copies brought there, and writes anew what rotted since.
    `with_dump` adds what the server's own pg_dump makes of the same moment, where it can be had;
    `word` in its name says what it was made for.
    `on_progress` is told parts done and parts in all. Raises `ClerkError` where the folder cannot
    be written or the copy is not sound, `BackupCancelled` where `is_cancelled` says so.
    """
    try:
        make_folder(folder)
    except OSError as error:
        raise ClerkError(
            f"不能在“{folder}”建立备份文件夹，没有备份。请改选能写入的文件夹，或者插好移动硬盘后再试。"
        ) from error
    register, suffix = store.path, suffix_of(store)
    path = folder / copy_name(register.stem, suffix, at, word)
    half = path.with_name(path.name + HALF)
    try:
        dumped: list[KeptFile] = []
        if with_dump and not store.words.is_file:
            dumped, missing_dump = _copy_with_dump(store, half, folder)
        else:
            missing_dump = []
            copy_register(store, half, on_progress, is_cancelled)
        _look_over(half)
        # The register first: every file it names was on disk before its row was.
        holds = _holds_whole if is_wary else _holds
        files, missing = _copy_files(store, folder, on_progress, is_cancelled, holds)
        files += dumped
        missing += missing_dump
        manifest = _manifest_of(half, register.name, at, missing)
        write_whole(list_of(path), [manifest_text(manifest, files, mark_key(store)).encode()])
        half.replace(path)
        keep_folder(folder)
    except OSError as error:
        raise ClerkError(f"备份没有写成“{path.name}”，请检查备份磁盘后再试。") from error
    finally:
        for left in (half, half.with_name(half.name + "-journal")):
            with suppress(OSError):
                left.unlink()
        if not path.exists():
            with suppress(OSError):
                list_of(path).unlink()
    prune(folder, register.stem, suffix, just_made=path)
    return path


def suffix_of(store: Store) -> str:
    """Return how the copies of a register end: what lies on a server is copied into a file."""
    path = store.path
    return path.suffix if store.words.is_file else _OF_A_FILE


def backups(folder: Path, stem: str, suffix: str = "") -> list[Path]:
    """Return the register files of the copies in a folder, the latest first."""
    return [copy.path for copy in copies(folder, stem, suffix)]


def check_copy(path: Path) -> int:
    """Return how many requests a copy holds; raises `ClerkError` where it is not a sound register.

    For the clerk who is about to restore it: pages, history and age are looked at, not changed.
    """
    with open_store(path, read_only=True) as copy:
        check_pages(copy)
        broken = verify_chain(copy)
        if broken:
            raise ClerkError(f"备份“{path.name}”的办理记录不完整：{broken[0]}请改用另一份备份。")
        return int(copy.value("select count(*) from request"))


def check_files(copy: Copy, told: Told = lambda *_: None) -> Iterator[str]:
    """Yield a sentence for each file of a copy that is missing or not as it was copied.

    `told` hears how many were looked at and how many there are; what it raises ends the look.
    """
    if copy.manifest is None:
        return
    if digest_of(copy.path) != copy.manifest.sha256:
        yield f"备份“{copy.path.name}”与写入时不一致，请改用另一份备份。"
    seen: set[str] = set()
    files = read_files(list_of(copy.path))
    for place, file in enumerate(files):
        told(place, len(files))
        if file.sha256 in seen:
            continue
        seen.add(file.sha256)
        kept = content_path(copy.path.parent, stem_of(copy.path), file.sha256)
        if digest_of(kept) != file.sha256:
            what = "与写入时不一致" if kept.is_file() else "不在了"
            yield f"备份“{copy.path.stem}”中的“{file.path}”{what}，请从另一份备份找回这个文件。"


def files_of(beside: Beside, but: Container[str] = ()) -> Iterator[tuple[str, Path]]:
    """Yield the files that belong to a register: what a copy calls them, and where they lie.

    Of papers in a database those whose content, by its SHA-256, is in `but` are left out. What a
    link leads to is no file of the register: it would carry out what lies elsewhere.
    """
    kept = beside.kept_files(but)
    if kept is not None:
        yield from kept
        return
    for word, folder in ((LETTERS, beside.letters), (TEMPLATES, beside.templates)):
        is_ours = _within(folder)
        for path in sorted(folder.rglob("*")):
            # What Word keeps beside an open letter, and what a kill left half-written, is nobody's.
            if path.is_symlink() or not is_ours(path.parent):
                continue
            if path.is_file() and not path.name.startswith("~$") and path.suffix != HALF:
                plain = path.with_name(path.name.removesuffix(SEALED))
                is_sealed_one = path != plain and plain.is_file()
                if is_sealed_one != is_a_copy(plain):
                    # Of the two the later one.
                    continue
                yield f"{word}/{path.relative_to(folder).as_posix()}", path


def _within(folder: Path) -> Callable[[Path], bool]:
    """Return what tells of a folder below whether it lies there: a junction leads elsewhere."""
    root = folder.resolve()
    # Links to folders are gone into by nobody; junctions, which only Windows has, are.
    return cache(lambda one: sys.platform != "win32" or one.resolve().is_relative_to(root))


def copy_register(
    store: Store,
    target: Path,
    on_progress: Told | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Copy an open register page by page while it is worked in, and bring the copy to disk.

    One on a server is copied row by row, as it was at one moment.
    """
    if not store.words.is_file:
        _copy_rows(store, target)
        return

    def progress(_: int, remaining: int, total: int) -> None:
        if is_cancelled():
            raise BackupCancelled
        if on_progress is not None:
            on_progress(total - remaining, total)

    with told_to_clerk(target):
        os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
        connection = blank_like(store, target)
        try:
            # Another connection, so that the window can go on working while pages are copied.
            reader = store.reader() if store.can_be_reopened else store
            try:
                reader.file.backup(connection, pages=_PAGES_A_STEP, progress=progress)
            finally:
                if reader is not store:
                    reader.close()
        finally:
            connection.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _copy_rows(store: Store, target: Path) -> None:
    from db.moving import carry

    target.unlink(missing_ok=True)
    with closing(store.snapshot()) as still, open_store(target) as copy:
        carry(still, copy)


def _copy_with_dump(store: Store, half: Path, folder: Path) -> tuple[list[KeptFile], list[str]]:
    """Copy a register on a server, and dump its database as of the same moment.

    Return the dump among the contents, where it can be made, and its name where it failed.
    """
    from db.moving import carry

    stem = store.beside.register.stem
    aside = folder / f"{stem} {Path(DUMP).name}{HALF}"
    half.unlink(missing_ok=True)
    try:
        with closing(store.snapshot()) as still:
            is_dumped = still.dump(aside)
            with open_store(half) as copy:
                carry(still, copy)
        if not is_dumped:
            return [], ([] if is_dumped is None else [DUMP])
        names: set[Path] = set()
        dumped = _kept(folder, stem, DUMP, aside, {}, names, _holds)
        for kept in sorted(names):
            keep_folder(kept)
        return [dumped], []
    finally:
        aside.unlink(missing_ok=True)


def _copy_files(
    store: Store,
    folder: Path,
    on_progress: Told | None,
    is_cancelled: Callable[[], bool],
    holds: Holds,
) -> tuple[list[KeptFile], list[str]]:
    """Bring every file into the store of contents that is not there yet."""
    register = store.path
    stem = register.stem
    known = _known(folder, stem, suffix_of(store))
    # What a database holds and an earlier copy has is not brought out once more.
    files = [
        KeptFile(one.name, one.sha256, one.size, one.changed_at)
        for one in store.beside.listed()
        if holds(content_path(folder, stem, one.sha256), one.size)
    ]
    found = list(files_of(store.beside, but=frozenset(one.sha256 for one in files)))
    missing: list[str] = []
    names: set[Path] = set()
    for place, (name, path) in enumerate(found, start=1):
        if is_cancelled():
            raise BackupCancelled
        try:
            if store.key and path.suffix != SEALED:
                files.append(_kept_sealed(folder, stem, name, path, store.key, names, holds))
            else:
                files.append(_kept(folder, stem, name, path, known, names, holds))
        except OSError:
            # One that is gone again, or locked by another program: said, and the rest is copied.
            missing.append(name)
        if on_progress is not None:
            on_progress(place, len(found))
    # Before the list is there that names what lies in them.
    for kept in sorted(names):
        keep_folder(kept)
    return files, missing


def _known(folder: Path, stem: str, suffix: str) -> dict[tuple[str, int, int], str]:
    """Return the hashes of files as the latest copy has them, by name, size and time."""
    for copy in copies(folder, stem, suffix):
        if copy.manifest is not None:
            with suppress(ClerkError):
                return {
                    (file.path, file.size, file.changed_at): file.sha256
                    for file in read_files(list_of(copy.path))
                }
    return {}


def _kept(
    folder: Path,
    stem: str,
    name: str,
    path: Path,
    known: dict[tuple[str, int, int], str],
    names: set[Path],
    holds: Holds,
) -> KeptFile:
    stat = path.stat()
    sha256 = known.get((name, stat.st_size, stat.st_mtime_ns), "")
    if not sha256 or not holds(content_path(folder, stem, sha256), stat.st_size):
        with path.open("rb"):
            sha256 = digest_of(path)
        kept = content_path(folder, stem, sha256)
        if not holds(kept, stat.st_size):
            written = copy_whole(path, kept, names=names)
            if written != sha256 or digest_of(kept) != sha256:
                kept.unlink(missing_ok=True)
                raise OSError(f"{path.name} changed while it was copied")
    return KeptFile(name, sha256, stat.st_size, stat.st_mtime_ns)


def _kept_sealed(
    folder: Path, stem: str, name: str, path: Path, key: str, names: set[Path], holds: Holds
) -> KeptFile:
    """Keep a paper that lies plain just now as it will lie at rest: no copy holds it in clear."""
    from db.sealed_papers import write_sealed

    with aside("sealed") as apart:
        sealed = apart / (path.name + SEALED)
        write_sealed(path, sealed, key)
        return _kept(folder, stem, name + SEALED, sealed, {}, names, holds)


def _holds(kept: Path, size: int) -> bool:
    try:
        return kept.stat().st_size == size
    except OSError:
        return False


def _holds_whole(kept: Path, size: int) -> bool:
    return _holds(kept, size) and digest_of(kept) == kept.name


def _manifest_of(half: Path, name: str, at: datetime, missing: list[str]) -> Manifest:
    with open_store(half, read_only=True) as copy:
        last = history.latest(copy)
        return Manifest(
            made_at=at.astimezone().isoformat(timespec="seconds"),
            recorded_at=last.at if last is not None else "",
            register=name,
            sha256=digest_of(half),
            size=half.stat().st_size,
            cases=int(copy.value("select count(*) from request")),
            steps=count(copy),
            anchor=history.anchor(copy),
            missing=tuple(missing),
            age=history.age(copy),
        )


def _look_over(path: Path) -> None:
    try:
        check_copy(path)
    except ClerkError as error:
        raise ClerkError(f"备份写完后检查没有通过，已删除这份备份：{error.message}") from error
