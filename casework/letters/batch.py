"""A day's letters as one file to print."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from casework.letters.letter import Letter
from casework.letters.rendering import render
from casework.word import MergingStopped, merge
from casework.word.parts import source_bytes

__all__ = ["MergingStopped", "merge_files", "merge_letters"]


def _go_on(_done: int) -> bool:
    return True


def merge_letters(
    letters: Sequence[Letter],
    folder: Path | None = None,
    *,
    go_on: Callable[[int], bool] = _go_on,
) -> bytes:
    """Return one .docx of letters not yet on file, each from page 1."""
    return merge((render(letter, folder) for letter in letters), go_on=go_on)


def merge_files(paths: Iterable[Path], *, go_on: Callable[[int], bool] = _go_on) -> bytes:
    """Return one .docx of letters as they lie on file, the clerk's edits included.

    `go_on` is told how many are in and returns whether to continue; raises `Stopped` otherwise.
    Raises `ClerkError` for a file that is missing or damaged.
    """
    return merge((source_bytes(path) for path in paths), go_on=go_on)
