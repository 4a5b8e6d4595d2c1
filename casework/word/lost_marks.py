"""Marks that LibreOffice loses: a comma that ends a justified line and has half a place there.

It leaves the mark out of the PDF, in no version to be foretold by the text alone. So the PDF is
held against the document, and where a mark is missing the document is turned again with its lines
set to the left, where none is lost.
"""

import re
from pathlib import Path

from casework.word.parts import packed, packed_parts, text_parts
from casework.word.read_back import paragraphs
from rules.errors import ClerkError

_MARKS = "，。；：、"
_STYLES = "word/styles.xml"
_JUSTIFIED = re.compile(rb'(<w:jc w:val=")(?:both|distribute)(")')


def has_lost_marks(document: Path, pdf: Path) -> bool:
    """Tell whether a PDF lacks a mark that its document has; False where either cannot be read."""
    import pypdfium2

    try:
        wanted = "".join(paragraphs(document))
        opened = pypdfium2.PdfDocument(pdf)
    except (ClerkError, OSError, pypdfium2.PdfiumError):
        return False
    try:
        shown = "".join(page.get_textpage().get_text_range() for page in opened)
    except pypdfium2.PdfiumError:
        return False
    finally:
        opened.close()
    return any(shown.count(mark) < wanted.count(mark) for mark in _MARKS)


def set_to_the_left(document: Path) -> None:
    """Write a document anew with no line of it justified."""
    parts = packed_parts(document.read_bytes())
    for name in (*text_parts(parts), _STYLES):
        if name in parts:
            parts[name] = _JUSTIFIED.sub(rb"\1left\2", parts[name])
    document.write_bytes(packed(parts))
