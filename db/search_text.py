"""The text requests are searched in, and the pieces of it the index holds.

Text is folded first: full-width forms, capitals and the many kinds of brackets all become one.
The index holds single characters, pairs, and for Latin letters and digits threes and fours; which
is exact for a word of one or two characters (of up to four letters or digits), and a fast first
sieve for longer ones.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

_BRACKETS = str.maketrans(
    dict.fromkeys("〔［[【〖﹝｛{（", "(") | dict.fromkeys("〕］]】〗﹞｝}）", ")") | {"\x00": " "}
)
# Letters and digits are few and everywhere: pairs of them would sieve nothing.
_PLAIN = re.compile("[0-9a-z]+")
_PLAIN_LENGTHS = (3, 4)


def fold(text: str) -> str:
    """Return text as it is compared in a search; runs of white space become one space."""
    if text.isascii():
        text = text.lower()
    else:
        # A library of its own, not needed for the first list that is painted.
        import unicodedata

        text = unicodedata.normalize("NFKC", text).casefold()
        text = well_formed(text)
    return " ".join(text.translate(_BRACKETS).split())


def well_formed(text: str) -> str:
    """Return text with a question mark for each half of a character a clipboard tore apart."""
    return text.encode("utf-8", "replace").decode("utf-8")


def fold_all(texts: Iterable[str]) -> str:
    """Return several texts folded, each on its own line, so that no word runs across two."""
    return "\n".join(folded for text in texts if text and (folded := fold(text)))


def words(text: str) -> list[str]:
    """Return the words of a search, folded; all of them must be found."""
    return list(dict.fromkeys(fold(text).split()))


def grams(folded: str) -> str:
    """Return the pieces of a folded text, apart by spaces, for the index."""
    pieces: set[str] = set()
    for run in folded.split():
        pieces.update(run)
        pieces.update(map("".join, pairwise(run)))
        for plain in _PLAIN.findall(run):
            for length in _PLAIN_LENGTHS:
                pieces.update(plain[at : at + length] for at in range(len(plain) - length + 1))
    return " ".join(sorted(piece for piece in pieces if piece.isalnum()))


def sieve(word: str) -> list[str]:
    """Return the pieces every text with this word has; none where the index knows nothing."""
    if len(word) == 1:
        return [word] if word.isalnum() else []
    pieces: list[str] = []
    for at in range(len(word) - 1):
        if word[at : at + 2].isalnum() and not _PLAIN.fullmatch(word[at : at + 2]):
            pieces.append(word[at : at + 2])
    for plain in _PLAIN.findall(word):
        length = min(len(plain), _PLAIN_LENGTHS[-1])
        if length > 1:
            pieces.extend(plain[at : at + length] for at in range(len(plain) - length + 1))
    if not pieces:
        pieces = [character for character in word if character.isalnum()]
    return list(dict.fromkeys(pieces))


def is_exact(word: str) -> bool:
    """Tell whether the index alone decides if a text has this word."""
    return sieve(word) == [word]
