"""Bring the files of a copy to their places, several at once."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import Enum
from functools import partial
from pathlib import Path

from db.backup import Told
from db.beside import LETTERS, TEMPLATES, Beside
from db.copies import Copy, KeptFile, content_path, stem_of
from db.files import copy_whole, digest_of, keep_folder, make_folder
from rules.errors import ClerkError

# Each is flushed to disk: while one waits for that, others are written.
_AT_ONCE = 8


class Brought(Enum):
    """What became of one file of a copy."""

    THERE = "lay there already"
    PUT = "put in its place"
    UNSURE = "is not whole in the copy"


def place_of(beside: Beside, file: KeptFile) -> Path:
    """Return where a file of a copy belongs; raises `ClerkError` where that is nowhere of ours."""
    word, _, rest = file.path.partition("/")
    folder = {LETTERS: beside.letters, TEMPLATES: beside.templates}.get(word)
    parts = rest.split("/")
    if folder is None or not all(parts) or any(
        part in (".", "..") or set(part) & set('\\:\0') for part in parts
    ):  # fmt: skip
        raise ClerkError(
            f"备份的清单里有不属于登记簿的文件“{file.path}”，没有恢复。请改用另一份备份。"
        )
    return folder.joinpath(*parts)


def not_whole(copy: Copy, files: list[KeptFile]) -> Iterator[str]:
    """Yield the paths of the files that the copy misses, or holds in another size."""
    stem = stem_of(copy.path)
    for file in files:
        kept = content_path(copy.path.parent, stem, file.sha256)
        if not kept.is_file() or kept.stat().st_size != file.size:
            yield file.path


def bring_files(
    copy: Copy,
    files: list[KeptFile],
    beside: Beside,
    kept_aside: Path,
    told: Told,
    *,
    is_trial: bool,
) -> tuple[int, list[str]]:
    """Return how many files were put in place, and the paths of those the copy holds no longer.

    But for a trial all are on disk then; what lay in their places is put aside. Raises
    `ClerkError` for a file that belongs nowhere of ours, `OSError`, and whatever `told` raises;
    then no further file is begun.
    """
    put, unsure = 0, list[str]()
    names: set[Path] = set()
    bring = partial(_bring, copy, beside, kept_aside, names, is_trial=is_trial)
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        for number, (file, brought) in enumerate(zip(files, pool.map(bring, files), strict=True)):
            told(number, len(files))
            put += brought is Brought.PUT
            if brought is Brought.UNSURE:
                unsure.append(file.path)
    finally:
        pool.shutdown(cancel_futures=True)
    for folder in sorted(names):
        keep_folder(folder)
    return put, unsure


def _bring(
    copy: Copy,
    beside: Beside,
    kept_aside: Path,
    names: set[Path],
    file: KeptFile,
    *,
    is_trial: bool,
) -> Brought:
    place = place_of(beside, file)
    if place.is_file() and digest_of(place) == file.sha256:
        return Brought.THERE
    source = content_path(copy.path.parent, stem_of(copy.path), file.sha256)
    if digest_of(source) != file.sha256:
        return Brought.UNSURE
    if place.exists():
        _put_aside(beside, place, kept_aside)
    if is_trial:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    else:
        copy_whole(source, place, names=names)
    return Brought.PUT


def move_newer(files: list[KeptFile], beside: Beside, kept_aside: Path) -> None:
    """Put aside what the copy does not know: letters of later acts, which no row names now."""
    if not files:
        return
    known = {place_of(beside, file) for file in files}
    for folder in (beside.letters, beside.templates):
        for path in list(folder.rglob("*")):
            if path.is_file() and path not in known:
                with suppress(OSError):
                    _put_aside(beside, path, kept_aside)


def _put_aside(beside: Beside, place: Path, kept_aside: Path) -> None:
    target = kept_aside / place.relative_to(beside.folder)
    make_folder(target.parent)
    os.replace(place, target)
