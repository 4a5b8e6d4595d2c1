"""The doors foreign bytes come in by, for files of any kind."""

from collections.abc import Callable
from pathlib import Path

from casework.importing.sheets import plain_ledger
from casework.outgoing import look_into
from casework.receipt.reading import read_file
from desktop.receipt.page_images import page_images


def read_form(path: Path) -> object:
    """Read an application, scans aside: recognition is measured by itself."""
    return read_file(path, recognise=False)


def read_report(path: Path) -> object:
    """Read a report of another unit, by its inner door."""
    from casework.reports import handed_in

    door = getattr(handed_in, "report_in", handed_in.read_report)
    return door(path)


def read_notice(path: Path) -> object:
    """Read a holiday notice's file and what it sets apart."""
    from casework.importing.notice_file import notice_text
    from rules.notices import understand_notice

    return understand_notice(notice_text(path.read_bytes(), path.name), 2026)


def read_words(path: Path) -> object:
    """Read the words of an attachment."""
    from casework.receipt.attached_words import words_in

    return words_in(path, path.name)


def doors_for(name: str) -> list[Callable[[Path], object]]:
    """Return the doors a file of this name may be brought to."""
    suffix = Path(name).suffix
    found: list[Callable[[Path], object]] = [read_form, look_into, read_notice, read_words]
    if suffix in (".xlsx", ".csv", ".html"):
        found += [plain_ledger, read_report]
    if suffix in (".png", ".pdf"):
        found.append(page_images)
    return found
