"""文书体检: a finished letter is read as it is and held against the facts of the case.

The clerk may have edited the letter in Word, or the case may have moved on since it was drafted.
Wording is hers; what is checked is what can be wrong in law or in fact. Every finding is a
sentence that says what to do.
"""

from collections.abc import Sequence
from pathlib import Path

from casework.letters import course_checks as course
from casework.letters import form_checks as form
from casework.letters import substance_checks as substance
from casework.letters.examined import Facts, Finding, Severity, Text
from casework.letters.letter import Letter
from casework.letters.rendering import words
from casework.word import paragraphs, review_marks, surroundings

__all__ = ["Facts", "Finding", "Severity", "examine", "legible"]

_CHECKS = (
    form.check_unfilled,
    form.check_dates,
    form.check_in_time,
    form.check_numbers,
    substance.check_citations,
    form.check_salutation,
    form.check_names,
    substance.check_contents,
    substance.check_asked,
    substance.check_periods,
    substance.check_sums,
    substance.check_remedy,
    form.check_reachable,
    form.check_repeated,
    course.check_conditions,
    course.check_claims,
    course.check_told,
    course.check_address,
)


def legible(document: bytes | Path) -> list[str]:
    """Return the paragraphs of a document as a finding's place numbers them, blank ones left out.

    Raises `ClerkError` if the document cannot be read.
    """
    return [line for line in (*paragraphs(document), *surroundings(document)) if line.strip()]


def examine(
    document: bytes | Path | Sequence[str],
    letter: Letter,
    facts: Facts,
    folder: Path | None = None,
) -> list[Finding]:
    """Return what is wrong with a finished letter; an empty list lets it leave.

    `letter` is the record as the facts make it today, `folder` the office's own templates.
    Raises `ClerkError` if the document cannot be read.
    """
    findings: list[Finding] = []
    if isinstance(document, (bytes, Path)):
        lines = legible(document)
        findings.extend(Finding(sentence) for sentence in review_marks(document))
    else:
        lines = list(document)
    text, model = Text(lines), Text(words(letter, folder))
    for check in _CHECKS:
        findings.extend(check(text, model, letter, facts))
    return list(dict.fromkeys(findings))
