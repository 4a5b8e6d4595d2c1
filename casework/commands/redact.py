"""`redact`: a file in, a covered PDF out, and what was covered page by page."""

from pathlib import Path

from casework.receipt.page_letters import recogniser
from casework.redaction.redacting import read_terms, redact_file


def redact_json(source: Path, target: Path, terms: Path | None) -> dict[str, object]:
    """Cover a file and return what was covered; raises `ClerkError` where that is not possible."""
    words = read_terms(terms) if terms else ()
    return redact_file(source, target, words, recognise=recogniser()).as_json()
