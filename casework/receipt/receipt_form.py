"""An application that came as a file or was copied: read in a child, into a registration's fields.

The clerk sees every field, where it was read, what is doubtful about it, and what was not placed,
before she saves.
"""

from collections.abc import Callable
from pathlib import Path

from casework.foreign import Limits, limits_for, read_apart
from casework.receipt.component import HOW_TO_GET_IT, is_installed
from casework.receipt.doors import bytes_read, file_read, text_read
from casework.receipt.result import MOST_CHARACTERS, Reading
from rules.errors import ClerkError

# Recognition loads a model and looks at every page: on a busy machine that takes its time.
_SCAN = Limits(seconds=150, mib=1100)
_SCANS = frozenset((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".gif", ".pdf"))
_CARRIERS = frozenset((".eml", ".msg"))

# What is tried; a film or an archive is an attachment and nothing else.
READABLE = frozenset(
    (
        *_SCANS,
        *_CARRIERS,
        *(".docx", ".doc", ".wps", ".rtf", ".odt", ".txt", ".htm", ".html", ".mht"),
        *(".xlsx", ".xls", ".et"),
    )
)

__all__ = ["MOST_CHARACTERS", "Reading", "read_application", "read_application_text"]


def _go_on() -> None:
    return None


def read_application(path: Path, *, check: Callable[[], object] = _go_on) -> Reading:
    """Return what a form, letter, mail or scan says, off this process.

    `check` is called while it lasts and may raise to stop it. Raises `ClerkError` where the file
    cannot be read, and for a scan where recognition is not installed.
    """
    suffix = path.suffix.casefold()
    may_be_scan = suffix in _SCANS or suffix in _CARRIERS
    with_models = is_installed() and may_be_scan
    limits = limits_for(path, _SCAN if with_models else None)
    return read_apart(file_read, path, recognise=is_installed(), limits=limits, check=check)


def read_application_bytes(
    raw: bytes, name: str, *, check: Callable[[], object] = _go_on
) -> Reading:
    """Return what a file that was pasted says, as `read_application` does."""
    limits = limits_for(raw, _SCAN if is_installed() else None)
    return read_apart(bytes_read, raw, name, recognise=is_installed(), limits=limits, check=check)


def read_application_text(text: str, *, check: Callable[[], object] = _go_on) -> Reading:
    """Return what copied words say: a form, its table, a letter, or a mail.

    Raises `ClerkError` where they are too many.
    """
    if len(text) > MOST_CHARACTERS:
        raise ClerkError(
            f"复制的文字超过{MOST_CHARACTERS // 10000}万字，不能当作申请表读取，"
            "请存成文件后作为申请材料添加。"
        )
    return read_apart(text_read, text, check=check, name="复制的文字")


def how_to_read_scans() -> str:
    """Return how recognition is got, empty where it is installed."""
    return "" if is_installed() else HOW_TO_GET_IT
