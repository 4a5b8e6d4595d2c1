"""Register numbers as ledgers have them: the office's own pattern, 〔2025〕12号, 2025-012."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_BRACKETS = str.maketrans("[【〖{﹝(（", "〔〔〔〔〔〔〔") | str.maketrans(
    "]】〗}﹞)）", "〕〕〕〕〕〕〕"
)
_GENERAL = (
    re.compile(
        r"(?P<series>.*?)〔(?P<year>(?:19|20)\d\d)年?〕第?(?P<serial>\d{1,5})号?(?:-[答告])?"
    ),
    re.compile(r"(?P<series>.*?)(?P<year>(?:19|20)\d\d)年?[-—–_.第/]+(?P<serial>\d{1,5})号?"),
    re.compile(r"(?P<series>\D*)(?P<year>20\d\d)(?P<serial>\d{3,4})"),
)
_AROUND_YEAR = "-_/第〔"
_BARE = re.compile(r"第?0*(\d{1,5})号?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number taken apart; `series` tells two rows of numbers of one year apart."""

    year: int
    serial: int
    series: str = ""


def number_of(text: str, pattern: str) -> Number | None:
    """Return year and serial of a number by the office's pattern or a usual one, else None."""
    plain = plain_number(text)
    match = _by_pattern(pattern).fullmatch(plain)
    if match is not None and int(match["serial"]):
        series = plain_number(pattern.partition("{年}")[0])
        return Number(int(match["year"]), int(match["serial"]), series.strip(_AROUND_YEAR))
    for general in _GENERAL:
        match = general.fullmatch(plain)
        if match is not None and int(match["serial"]):
            return Number(
                int(match["year"]), int(match["serial"]), match["series"].strip(_AROUND_YEAR)
            )
    return None


def bare_serial(text: str) -> int | None:
    """Return the serial of a number that gives no year, None where it is none."""
    match = _BARE.fullmatch(plain_number(text))
    return int(match[1]) or None if match else None


def plain_number(text: str) -> str:
    """Return a number with one kind of brackets and without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)


@cache
def _by_pattern(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\{年\}|\{号\})", pattern)
    named = {"{年}": r"(?P<year>\d{4})", "{号}": r"0*(?P<serial>\d{1,6})"}
    # A pattern may name a part twice; only the first of them is read.
    seen: set[str] = set()
    expression = ""
    for part in parts:
        if part in named:
            expression += r"\d+" if part in seen else named[part]
            seen.add(part)
        else:
            expression += re.escape(plain_number(part))
    if len(seen) < len(named):
        return re.compile(r"(?!)(?P<year>)(?P<serial>)")
    return re.compile(expression)
