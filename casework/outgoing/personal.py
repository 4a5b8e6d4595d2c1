"""Numbers that belong to a person: identity cards, mobile telephones, bank cards.

Each is told apart by its check digit, so that file numbers and sums are not taken for one. What
is reported is masked: the report itself is kept.
"""

import re
from collections.abc import Iterator
from datetime import date

_IDENTITY = re.compile(r"(?<![\dA-Za-z])([1-9]\d{16}[\dXx])(?![\dA-Za-z])")
_MOBILE = re.compile(
    r"(?<![\d.\-])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![\d\-]|\.\d)"
)
_CARD = re.compile(r"(?<![\dA-Za-z.])(\d(?:[ -]?\d){15,18})(?![\dA-Za-z])")
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘ－　", "0123456789X- ")
_ISSUERS = ("62", "60", "4", "51", "52", "53", "54", "55", "35", "37")


def personal_numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a number is and the number, masked, for each personal number in a text."""
    for what, number, _ in _found(text):
        yield what, masked(number)


def without_numbers(text: str, mark: str) -> str:
    """Return a text with a mark in the place of each personal number and address of mail."""
    for start, end in sorted((span for _, _, span in _found(text)), reverse=True):
        text = text[:start] + mark + text[end:]
    return _MAIL.sub(mark, text)


def _found(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    # Letter for letter: a place in one is the same place in the other.
    plain = text.translate(_FULL_WIDTH)
    taken: list[tuple[int, int]] = []
    for match in _IDENTITY.finditer(plain):
        if is_identity(match[1]):
            taken.append(match.span())
            yield "身份证号码", match[1], match.span()
    for match in _CARD.finditer(plain):
        digits = re.sub(r"[ -]", "", match[1])
        if not _within(match.span(), taken) and is_card(digits):
            taken.append(match.span())
            yield "银行卡号", digits, match.span()
    for match in _MOBILE.finditer(plain):
        if not _within(match.span(), taken):
            yield "手机号码", match[1] + match[2] + match[3], match.span()


def _within(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] < end for start, end in taken)


def is_identity(number: str) -> bool:
    """Return whether 18 characters are an identity number: a real birthday and check digit."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    if not 1890 <= born.year <= 2100:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17].upper()


def is_card(digits: str) -> bool:
    """Return whether 16 to 19 digits are a bank card: a known issuer and the Luhn digit."""
    if not 16 <= len(digits) <= 19 or not digits.startswith(_ISSUERS) or len(set(digits)) < 4:
        return False
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def masked(number: str) -> str:
    """Return a number of which only the ends can be read."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
