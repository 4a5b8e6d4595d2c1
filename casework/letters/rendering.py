"""A letter becomes a file, or the paragraphs of a preview."""

import re
from pathlib import Path

from casework.letters.kinds import LetterKind
from casework.letters.letter import Letter, names_of, required_names, values_of
from casework.word import (
    LetterPage,
    TemplateProblem,
    check_template,
    fill,
    filled_paragraphs,
    page_of,
)

SHIPPED = Path(__file__).resolve().parents[2] / "templates_docx"

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def template_path(kind: LetterKind, folder: Path | None = None) -> Path:
    """Return the office's own template in `folder` where there is one, else the shipped one."""
    if folder is not None and (own := folder / f"{kind.key}.docx").is_file():
        return own
    return SHIPPED / f"{kind.key}.docx"


def render(letter: Letter, folder: Path | None = None) -> bytes:
    """Return the letter as a .docx.

    Raises `ClerkError` with the place where the office's own template is at fault.
    """
    return fill(template_path(letter.kind, folder), values_of(letter))


def words(letter: Letter, folder: Path | None = None) -> list[str]:
    """Return the paragraphs of the letter as it will read, empty ones left out."""
    return filled_paragraphs(template_path(letter.kind, folder), values_of(letter))


def page(letter: Letter, folder: Path | None = None) -> LetterPage:
    """Return the letter as the lines of a page, in the fonts and sizes of its template."""
    return page_of(template_path(letter.kind, folder), values_of(letter))


def check(source: bytes | Path, letter: type[Letter]) -> list[TemplateProblem]:
    """Return what is wrong with a template for this kind of letter; empty if it may be used."""
    return check_template(source, names_of(letter), required_names(letter))


def file_name(letter: Letter, register_number: str = "") -> str:
    """Return a file name of the title and the number, which names nobody."""
    number = getattr(letter, "number", "") or register_number
    number = number or getattr(letter, "register_number", "")
    return _NOT_IN_NAMES.sub("", f"{letter.kind.title} {number}".strip()) + ".docx"
