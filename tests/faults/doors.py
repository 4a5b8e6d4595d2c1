"""The doors foreign bytes come in by, for files of any kind."""

from collections.abc import Callable
from pathlib import Path

from casework.books.guidance_files import cases_in
from casework.books.plan_rows import grids_in
from casework.bundles.joining import join, picture_as_pdf
from casework.importing.published_list import documents_in
from casework.importing.sheets import plain_ledger
from casework.outgoing import look_into
from casework.papers.section_reading import read_section_form
from casework.receipt.reading import read_file
from casework.redaction.doors import count_pages, read_pdf, read_picture
from casework.redaction.office import clean_office, table_as_sheet, text_as_word
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


def read_guidance(path: Path) -> object:
    """Read decided cases for the library."""
    return cases_in(path, "2026-03-06")


def read_pages(path: Path) -> object:
    """Read the pages of a paper that is to be blacked out."""
    return read_pdf(path, path.parent, 0, min(count_pages(path), 2))


def read_scan(path: Path) -> object:
    """Read a picture that is to be blacked out, and make a page of it."""
    read_picture(path, path.parent)
    return picture_as_pdf(path, path.parent, path.with_suffix(".made"))


def join_twice(path: Path) -> object:
    """Bring a PDF into a file of papers, with and without numbers."""
    return join(((path, 1), (path, 0)), path.with_suffix(".made"))


def clean(path: Path) -> object:
    """Take out of a Word or Excel file what it does not show."""
    return clean_office(path, path.parent)


def as_sheet(path: Path) -> object:
    """Make a sheet of separated values."""
    return table_as_sheet(path, path.parent)


def as_word(path: Path) -> object:
    """Make a Word document of a text."""
    return text_as_word(path, path.parent)


def doors_for(name: str) -> list[Callable[[Path], object]]:
    """Return the doors a file of this name may be brought to."""
    suffix = Path(name).suffix
    found: list[Callable[[Path], object]] = [read_form, look_into, read_notice, read_words]
    if suffix in (".xlsx", ".csv", ".html"):
        found += [plain_ledger, read_report, documents_in, grids_in]
    if suffix in (".docx", ".xlsx"):
        found.append(clean)
    if suffix in (".docx", ".html", ".txt", ".dja"):
        found.append(read_guidance)
    if suffix in (".docx", ".zip"):
        found.append(read_section_form)
    if suffix in (".csv", ".txt"):
        found += [as_sheet, as_word]
    if suffix == ".djh":
        found = [read_report]
    if suffix in (".png", ".pdf"):
        found.append(page_images)
    if suffix == ".pdf":
        found += [read_pages, join_twice]
    if suffix == ".png":
        found.append(read_scan)
    return found
