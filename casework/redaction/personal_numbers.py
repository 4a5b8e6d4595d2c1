"""Numbers that lead to a person: identity cards, telephones, bank cards, and accounts.

A number is often broken: by blanks after every fourth digit, by the cells of a form, by the end of
a line. So digits are taken together first, and the law each kind of number follows (its length,
its region and birthday, its check digit, its issuer) tells which of them are one number.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from casework.outgoing.personal import is_card, is_identity
from casework.redaction.secret_kinds import SecretKind, Span

# Digits with at most two characters between two of them, or the end of a line or cell.
_RUN = re.compile(r"\d+(?:[ \t]{0,2}-?\n?-?[ \t]{0,2}\d+)*(?:[ \t\n]?[Xx](?![0-9A-Za-z]))?")
_GROUP = re.compile(r"\d+|[Xx]")
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65"
    " 71 81 82 83".split()
)
_LONGEST = 19
_MOST_GROUPS = 24
_MOBILE_SHAPES = {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (3, 4, 2, 2)}
_CARD_SHAPE = re.compile(r"(?:4 ){3}(?:4 ?)?[1-4]? ?$|6 1[0-3] $|1[6-9] $")
_FOURS = re.compile(r"(?:4 ){3}(?:[34] |4 [1-3] )")
_AREA = r"(?:10|2[0-57-9]|[3-9]\d{2})"
_LANDLINE = re.compile(
    # Set apart from its area code it may be any number, run together with it only a likely one.
    rf"(?<![\d.\-])(?:\(?(?:\+?86[- ]?)?\(?0{_AREA}(?:\)[ \n]?-?|[ ]?--?[ ]?|[ \n])[1-9]"
    rf"|\(?(?:\+?86[- ]?)?0{_AREA}[2-8]|\(?\+86[- ]?{_AREA}\)?[- ]?[1-9])"
    r"\d{2,3}[- \n]?\d{4}"
    r"(?:[ ]?(?:转|分机|ext\.?|-)[ ]?\d{1,6})?(?![\d])"
)
# Of another country, or of Hong Kong, Macao and Taiwan, with its code before it.
_ABROAD = re.compile(
    r"(?<![\d.\-])(?:\+(?!86)\d{1,3}|0{0,2}\(?(?:852|853|886)\)?)[ -]?(?:\(?\d{1,4}\)?[ -]?){1,3}\d{4}(?!\d)"
)
_SHORT_LANDLINE = re.compile(
    r"(?:电\s{0,4}话|座机|固话|宅电|联系方式|传\s{0,4}真|总机|热线|[Tt][Ee][Ll])(?:号码|号)?(?:\([^()\n]{0,8}\))?[.:： \t\n]{0,4}"
    r"((?:[2-8]\d{2,3}[- ]?\d{4}(?:[ ]?(?:转|分机|-)[ ]?\d{1,6})?(?!\d)[ \t]?[、/,,;;或]?[ \t]?){1,5})"
)
_SHORT_ONE = re.compile(r"[2-8]\d{2,3}[- ]?\d{4}(?:[ ]?(?:转|分机|-)[ ]?\d{1,6})?(?!\d)")
_ACCOUNT = re.compile(
    r"(?:[账帐]\s{0,2}[号户]|卡\s{0,2}号|银行卡|存折|一卡通|社保卡|医保卡)(?:号码|号)?"
    r"(?:[((][^()\n]{0,16}[))])?[:： \t\n为是]{0,4}(\d(?:(?:[- ]{0,2}|\n)\d){7,31})(?![\dA-Za-z])"
)
# 开户行及账号:某银行某支行 10-123456789012345
_BEHIND_ITS_BANK = re.compile(
    r"(?:开\s?户|[账帐]\s?[号户])[^\d\n]{0,30}(?:行|信用社|联社|分社|营业部|储蓄所|分理处)[^\d\n]{0,8}(\d(?:[- ]{0,2}\d){7,31})(?![\dA-Za-z])"
)
_TELEPHONE_WORD = re.compile(r"(?<![a-z])(?:tel|phone|mobile|mob|cell)$", re.IGNORECASE)
_IDENTITY_WORD = re.compile(r"(?:身\s?份|证\s?件|证)[^\d\n]{0,10}$")
_OTHER_WORD = re.compile(
    r"(?:注册|登记|订单|运单|流水|发票|许可|案|编|文|批准文|合同)[^\d\n]{0,4}号?[码]?[:： ]?$"
)


class _Group(NamedTuple):
    digits: str
    start: int
    end: int


def numbers(text: str) -> Iterator[Span]:
    """Yield the personal numbers in a text."""
    taken: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        groups = [_Group(one[0], one.start(), one.end()) for one in _GROUP.finditer(run[0])]
        groups = [_Group(d, s + run.start(), e + run.start()) for d, s, e in groups]
        for span in _in_run(text, groups):
            taken.append((span.start, span.end))
            yield span
    for span in _by_pattern(text):
        if not any(start < span.end and span.start < end for start, end in taken):
            taken.append((span.start, span.end))
            yield span


def _in_run(text: str, groups: Sequence[_Group]) -> Iterator[Span]:
    """Yield the numbers of a run of digits; each digit belongs to one number at most."""
    free = 0
    for first in range(len(groups)):
        if first < free:
            continue
        digits = ""
        best: tuple[SecretKind, int, str] | None = None
        for last in range(first, min(len(groups), first + _MOST_GROUPS)):
            digits += groups[last].digits
            if len(digits) > _LONGEST:
                break
            kind = _kind_of(text, digits, groups[first : last + 1])
            if kind is not None and _goes_on(groups, first, last):
                continue
            if kind is not None and (
                best is None
                or kind is SecretKind.IDENTITY
                or (
                    kind is best[0] is SecretKind.ACCOUNT
                    and (is_card(digits) or not is_card(best[2]))
                )
            ):
                best = kind, last, digits
        if best is not None:
            kind, last, _ = best
            free = last + 1
            yield Span(kind, groups[first].start, groups[last].end)


def _goes_on(groups: Sequence[_Group], first: int, last: int) -> bool:
    """Tell whether digits set one by one in boxes go on before or after these."""
    if any(len(one.digits) > 1 for one in groups[first : last + 1]):
        return False
    around = [*groups[max(first - 1, 0) : first], *groups[last + 1 : last + 2]]
    return any(len(one.digits) == 1 for one in around)


def _kind_of(text: str, digits: str, groups: Sequence[_Group]) -> SecretKind | None:
    before = text[groups[0].start - 1 : groups[0].start]
    after = text[groups[-1].end : groups[-1].end + 2]
    if before.isascii() and before.isalpha():
        if len(digits) == 18 and is_identity(digits):
            return SecretKind.IDENTITY
        if not _TELEPHONE_WORD.search(text[max(groups[0].start - 8, 0) : groups[0].start]):
            return None
    if after[:1].isascii() and after[:1].isalpha():
        return None
    shape = tuple(len(group.digits) for group in groups)
    is_boxed = set(shape) == {1}
    if len(digits) == 18 and is_identity_like(digits, is_sure=len(groups) == 1 or is_boxed):
        return SecretKind.IDENTITY
    ahead_of_it = text[max(groups[0].start - 2, 0) : groups[0].start]
    after = text[groups[-1].end : groups[-1].end + 5]
    is_decimal = bool(re.match(r"\d\.$", ahead_of_it) or re.match(r"\.\d|,\d{3}(?!\d)", after))
    if is_decimal or not digits.isdecimal():
        return None
    ahead = text[max(groups[0].start - 16, 0) : groups[0].start]
    if len(digits) == 18 and _IDENTITY_WORD.search(ahead):
        return SecretKind.IDENTITY
    if len(digits) == 15 and _is_old_identity(digits, shape):
        return None if _OTHER_WORD.search(ahead) else SecretKind.IDENTITY
    if _is_mobile(text, digits, shape, groups):
        return SecretKind.MOBILE
    if 15 <= len(digits) <= 19 and _is_card_like(text, digits, groups):
        return SecretKind.ACCOUNT
    return None


def is_identity_like(digits: str, *, is_sure: bool) -> bool:
    """Tell whether 18 characters are an identity number.

    One with a wrong check digit is a slip of the pen and still names its holder, where its region
    and birthday are right and it was written as one (`is_sure`).
    """
    if digits[:2] not in _PROVINCES or not digits[:17].isdecimal():
        return False
    return is_identity(digits) or (is_sure and _is_birthday(digits[6:14]))


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2035


def _is_old_identity(digits: str, shape: tuple[int, ...]) -> bool:
    """Tell whether 15 digits are an identity number of before 1999; it has no check digit."""
    if shape not in ((15,), (6, 6, 3), (6, 9)) and set(shape) != {1}:
        return False
    return digits[:2] in _PROVINCES and _is_birthday(f"19{digits[6:12]}")


def _is_mobile(text: str, digits: str, shape: tuple[int, ...], groups: Sequence[_Group]) -> bool:
    if len(digits) in (13, 15) and digits.startswith(("86", "0086")) and len(shape) > 1:
        # Its country stands before it, set apart.
        if shape[0] not in (2, 4) or sum(shape[1:]) != 11:
            return False
        digits, shape, groups = digits[-11:], shape[1:], groups[1:]
    elif len(digits) in (13, 15) and digits.startswith(("86", "0086")):
        digits, shape = digits[-11:], (11,)
    if len(digits) != 11 or digits[0] != "1" or digits[1] not in "3456789":
        return False
    return shape in _MOBILE_SHAPES or set(shape) == {1} or _is_broken_once(text, groups)


def _is_broken_once(text: str, groups: Sequence[_Group]) -> bool:
    """Tell whether the only thing between the digits is one end of a line or cell."""
    if len(groups) != 2:
        return False
    between = text[groups[0].end : groups[1].start]
    return "\n" in between and not between.strip("\n ")


def _is_broken_only(text: str, groups: Sequence[_Group]) -> bool:
    """Tell whether nothing but the ends of lines stands between the digits."""
    return len(groups) <= 4 and all(
        text[one.end : other.start].strip(" ") == "\n" for one, other in pairwise(groups)
    )


def _is_card_like(text: str, digits: str, groups: Sequence[_Group]) -> bool:
    words = "".join(f"{len(group.digits)} " for group in groups)
    if not is_card(digits):
        # A digit misread or invented: what is written as a card is one all the same.
        if len(groups) > 1 and _FOURS.fullmatch(words):
            return True
        is_whole = len(groups) == 1 or _is_broken_only(text, groups)
        return is_whole and len(digits) in (16, 19) and digits.startswith("62")
    if _CARD_SHAPE.match(words) or set(words.split()) == {"1"}:
        return True
    return digits.startswith("62") and (_is_broken_once(text, groups) or len(groups) <= 5)


def _by_pattern(text: str) -> Iterator[Span]:
    for pattern in (_ACCOUNT, _BEHIND_ITS_BANK):
        for match in pattern.finditer(text):
            yield Span(SecretKind.ACCOUNT, *match.span(1))
    for pattern in (_LANDLINE, _ABROAD):
        for match in pattern.finditer(text):
            yield Span(SecretKind.LANDLINE, *match.span())
    for match in _SHORT_LANDLINE.finditer(text):
        for one in _SHORT_ONE.finditer(match[1]):
            start = match.start(1)
            yield Span(SecretKind.LANDLINE, start + one.start(), start + one.end())
