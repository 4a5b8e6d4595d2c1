"""What a clerk wrote in a cell as a number: an amount, a count, a year or a month."""

import re
from decimal import Decimal, InvalidOperation

from casework.importing.cells import is_nothing, text_of
from casework.importing.sheets import Cell
from forms.names import tidy

_NO_SUM = 10**12


def yuan_of(cell: Cell) -> int | None:
    """Return an amount in whole yuan, None for none; raises `ValueError` for anything else."""
    shown = text_of(cell)
    plain = tidy(shown).replace(",", "").removeprefix("¥").removeprefix("￥")
    plain = plain.removesuffix("整").removesuffix("元")
    if is_nothing(shown) or plain in ("", "免", "免费", "不收费"):
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"“{shown}”不是金额，请改填数字。") from None
    # 1e999999 is a number too, and minutes of work to write out.
    if not amount.is_finite() or not 0 <= amount < _NO_SUM or amount != int(amount):
        raise ValueError(f"“{shown}”不是整元的金额，请核对。")
    return int(amount) or None


_UNITS = "〇一二三四五六七八九"
_WRITTEN_OUT = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_IN_WORDS = re.compile(f"(?P<number>{_WRITTEN_OUT})个?(?:工作)?[日天件页]?")
# 3月20日 and 第三天 are a day, and no number of days.
_COUNTED = re.compile(
    rf"(?<![\d月第./\-—一二三四五六七八九十])(?P<number>\d{{1,3}}|{_WRITTEN_OUT})个?(?:工作|自然)?[日天]"
)


def whole_number_in(text: str) -> int | None:
    """Return the only number a text holds (20个工作日 → 20, 二十日 → 20), or None."""
    numbers = re.findall(r"\d+", tidy(text))
    if not numbers and (said := _IN_WORDS.fullmatch(tidy(text))):
        return _written_out(said["number"])
    return int(numbers[0]) if len(numbers) == 1 and len(numbers[0]) <= 6 else None


def days_counted_in(text: str) -> int | None:
    """Return the only number of days words speak of (经批准延长十个工作日 → 10), or None."""
    found = {one["number"] for one in _COUNTED.finditer(tidy(text))}
    counted = {int(one) if one.isdecimal() else _written_out(one) for one in found}
    return counted.pop() if len(counted) == 1 else None


def _written_out(number: str) -> int:
    tens, ten, ones = number.rpartition("十")
    whole = 10 * (_UNITS.index(tens) if tens else 1) if ten else 0
    return whole + (_UNITS.index(ones) if ones else 0)


def year_in(text: str) -> int | None:
    """Return the year a heading or a name speaks of, or None."""
    years = {int(year) for year in re.findall(r"(?<!\d)(20[0-4]\d)(?!\d)", tidy(text))}
    return years.pop() if len(years) == 1 else None


_MONTHS = {name: number for number, name in enumerate("一二三四五六七八九", start=1)} | {
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_MONTH_ONLY = re.compile(
    r"(?:20[0-4]\d年)?度?(?:(0?[1-9]|1[0-2])|(十[一二]?|[一二三四五六七八九]))月份?([^\d至到—\-~、和一二三四五六七八九十]*)"
)


def month_in(text: str) -> int | None:
    """Return the one month a heading is about (3月, 2025年三月份台账), or None."""
    found = _MONTH_ONLY.fullmatch(tidy(text))
    if found is None:
        return None
    return int(found[1]) if found[1] else _MONTHS[found[2]]
