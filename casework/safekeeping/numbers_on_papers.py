"""The numbers papers bear that lie beside a register nothing opens: they were given, too.

A copy knows the numbers given when it was made. Those given since stand in the register that was
lost, and on the letters that went out under them.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

from casework.acts.registering import CORRECTION_SERIES, SERIES, correction_pattern
from casework.desk.desk import open_desk
from casework.foreign import read_apart
from casework.letters.kinds import LetterKind
from casework.word import paragraphs
from db import numbers
from db.backup import files_of
from db.beside import Beside
from db.copies import Copy
from db.file_names import SEALED
from db.opening import lies_at, open_store
from db.restored import GivenNumber
from db.restoring import known_papers
from db.sealed_papers import content
from rules.errors import ClerkError

_AT_ONCE = 50
_LARGEST = 8 << 20
_WORD = ".docx"


def numbers_on_papers(copy: Copy, register: Path) -> list[GivenNumber]:
    """Return the numbers on letters beside a register that are not in a copy of it.

    None where the register itself can say which it gave. Raises `ClerkError` where the copy
    cannot be read.
    """
    register = lies_at(register)
    with suppress(ClerkError):
        open_store(register, read_only=True).close()
        return []
    patterns = list(_patterns(copy))
    found: set[GivenNumber] = set()
    letters = _letters_since(copy, register)
    while some := tuple(islice(letters, _AT_ONCE)):
        with suppress(ClerkError):
            for text in read_apart(texts_in, some):
                found.update(_numbers_in(text, patterns))
    with open_store(copy.path, read_only=True) as then:
        return sorted(one for one in found if not numbers.is_taken(then, *one))


def texts_in(letters: tuple[bytes, ...]) -> list[str]:
    """Return the text of each letter, an empty one for what is no sound Word document."""
    texts = []
    for letter in letters:
        try:
            texts.append("\n".join(paragraphs(letter)))
        except ClerkError:
            texts.append("")
    return texts


def _letters_since(copy: Copy, register: Path) -> Iterator[bytes]:
    known = known_papers(copy)
    for name, path in files_of(Beside(register)):
        plain = path.with_name(path.name.removesuffix(SEALED))
        if name not in known and plain.suffix == _WORD and path.stat().st_size <= _LARGEST:
            with suppress(ClerkError, OSError):
                yield content(plain)


def _patterns(copy: Copy) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each series with what its numbers look like in this office."""
    desk = open_desk(copy.path, clock=datetime.now, read_only=True)
    try:
        office = desk.office
    finally:
        desk.close()
    yield SERIES, _pattern(office.register_pattern)
    yield CORRECTION_SERIES, _pattern(correction_pattern(office.register_pattern))
    for word in sorted({kind.number_word for kind in LetterKind if kind.numbered}):
        yield word, _pattern(office.document_pattern.replace("{字}", word))


def _pattern(words: str) -> re.Pattern[str]:
    plain = re.escape(words)
    for mark, digits in (("{年}", r"(?P<year>\d{4})"), ("{号}", r"(?P<serial>\d{1,6})(?!\d)")):
        first, _, rest = plain.partition(re.escape(mark))
        plain = first + digits + rest.replace(re.escape(mark), r"\d+")
    return re.compile(plain)


def _numbers_in(text: str, patterns: list[tuple[str, re.Pattern[str]]]) -> Iterator[GivenNumber]:
    for series, pattern in patterns:
        for found in pattern.finditer(text):
            yield series, int(found["year"]), int(found["serial"])
