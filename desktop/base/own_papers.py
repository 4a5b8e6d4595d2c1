"""The papers that come with the program: the manual, the page for the IT department, licences."""

from pathlib import Path

from casework.programs import own_program

MANUAL = "使用手册.html"


def manual_page() -> Path | None:
    """Return the manual as a page any browser opens, or None in a folder of sources."""
    return paper(MANUAL)


def paper(name: str) -> Path | None:
    """Return a paper by its file name, or None where it was not made."""
    path = own_program.folder() / "资料" / name
    return path if path.is_file() else None
