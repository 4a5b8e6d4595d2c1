"""What a clerk wrote in a cell: a day in any of the usual ways, a yes, a text."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite

from casework.importing.sheets import Cell
from forms.fields import read_day
from forms.names import tidy

_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(36_526, 54_789)  # 2000-01-01 to 2049-12-31
_NOTHING = frozenset(
    (
        "",
        *[
            "/",
            "\\",
            "-",
            "--",
            "—",
            "——",
            "─",
            "×",
            "0",
            "n/a",
            "na",
            "无",
            "否",
            "未",
            "没有",
            "暂无",
            "不适用",
        ],
    )
)
_YES = frozenset(["是", "有", "已", "√", "✓", "☑", "y", "yes", "true", "1", "对", "需", "需要"])
# Who does not find 〇 on the keyboard types 0 or the letter O for it.
_CHINESE_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | (
    dict.fromkeys("零○0Oo", "0")
)
_WRITTEN_OUT = re.compile(
    r"([〇零○0Oo一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_FULL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*([年./\-、。·,])\s*(\d{1,2})\s*[月./\-、。·,]\s*(\d{1,2})\s*[日号]?(?!\d)"
)
# 25.3.9 and 25年3月9日; in 11.10-12 two days stand apart and no year.
_SHORT_YEAR = re.compile(
    r"(?<!\d)(\d\d)\s*(?:年\s*(?=\d{1,2}\s*[月./\-])|([./\-])\s*(?=\d{1,2}\s*\2))"
    r"(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*[日号]?(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*[日号]?(?!\d)")
# 延长至4月30日 names the last day and not the day of the notice.
UNTIL = re.compile(r"[至到]\s*(?:(?:20)?\d\d\s*[年./\-]\s*)?\d{1,2}\s*[月./\-]\s*\d{1,2}\s*[日号]?")
_DAY_ALONE = re.compile(r"(\d{1,2})\s*[日号]")
_BRACKETED = re.compile(r"[（(][^）)\d]*[）)]")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_CLOCK = re.compile(
    r"[T\s]*(?<!\d)\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?分?(?:Z|[+-]\d\d:?\d\d)?"
    r"|(?<!\d)\d{1,2}[时点]半?"
)
_DAY_LAST = re.compile(r"(?<!\d)(\d{1,2})[/\-.](\d{1,2})[/\-.]((?:19|20)\d\d)(?!\d)")
_MOMENT = re.compile(
    r"(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})[T ]*(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?![\d:])",
    re.IGNORECASE,
)
_BEIJING_MINUTES = 8 * 60
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_ANY_DIGIT = re.compile(r"\d")
_BESIDE = re.compile(r"[^\d年月日号./:\-\s]")


def text_of(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, days as 2025-03-05, trimmed."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _printable(cell.strip())
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def _printable(text: str) -> str:
    if text.isprintable():
        return text.replace("_x000D_", "")
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs")
    )


@lru_cache(maxsize=8192)
def is_nothing(text: str) -> bool:
    """Tell whether a cell only says that there is nothing: blank, 无, /, —, 否."""
    if text in _NOTHING:
        return True
    return len(text) <= _LONGEST_MARK and tidy(text).casefold() in _NOTHING


def is_yes(text: str) -> bool:
    """Tell whether a cell only says yes: 是, 有, √."""
    return 0 < len(text) <= _LONGEST_MARK and tidy(text).casefold() in _YES


_LONGEST_MARK = 6


@dataclass(slots=True)
class Years:
    """What a day written without its year is measured by.

    `anchor` is a day of the row that it cannot precede, `until` one that it cannot follow; `year`
    what the register number, a heading or the file's name say, and `month` what a heading does.
    `inferred` counts how often this decided.
    """

    anchor: date | None = None
    year: int | None = None
    until: date | None = None
    month: int | None = None
    inferred: int = 0

    def day(self, month: int, day: int, shown: str) -> date:
        """Return the day meant; raises `ValueError` where there is none or its year is unknown."""
        years = self._years()
        if not years:
            raise ValueError(f"“{shown}”没有写年份，前后也看不出是哪一年，请写全年月日后重新导入。")
        for year in years:
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if (self.anchor is None or found >= self.anchor) and (
                self.until is None or found <= self.until
            ):
                self.inferred += 1
                return found
        raise _no_day(shown)

    def _years(self) -> tuple[int, ...]:
        if self.anchor is not None:
            return self.anchor.year, self.anchor.year + 1
        if self.until is not None:
            return self.until.year, self.until.year - 1
        return () if self.year is None else (self.year,)


def _valid(year: int | str, month: int | str, day: int | str, shown: str) -> date:
    try:
        return read_day(f"{year}-{month}-{day}")
    except ValueError:
        raise _no_day(shown) from None


def _no_day(shown: str) -> ValueError:
    return ValueError(f"“{shown}”不是有效的日期，请改正后重新导入。")


def day_of(cell: Cell, years: Years) -> date | None:
    """Return the day a cell means, or None where it says that there is none.

    Raises `ValueError` with a sentence where it means no day, or more than one.
    """
    if isinstance(cell, datetime):
        return _plausible(cell.date(), text_of(cell))
    if isinstance(cell, date):
        return _plausible(cell, text_of(cell))
    shown = _shown(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_number(cell, shown, years)
    if is_nothing(shown):
        return None
    if not isinstance(cell, str):
        raise _no_day(shown)
    return _of_text(unicodedata.normalize("NFKC", cell.strip()), shown, years)


def _shown(cell: Cell) -> str:
    text = " ".join(text_of(cell).split())
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


_LONGEST_SHOWN = 40


def _plausible(day: date, shown: str) -> date:
    if not date(2004, 1, 1) <= day <= date(2040, 12, 31):
        raise ValueError(f"“{shown}”的年份明显有误，请改正后重新导入。")
    return day


def _of_number(number: int | float, shown: str, years: Years) -> date | None:
    if number == 0:
        return None
    if not isfinite(number):
        raise _no_day(shown)
    if int(number) in _SERIALS:
        return _plausible(_SERIAL_START + timedelta(days=int(number)), shown)
    if float(number).is_integer():
        compact = _COMPACT.fullmatch(shown)
        if compact:
            return _plausible(_valid(compact[1], compact[2], compact[3], shown), shown)
        raise _no_day(shown)
    return _of_text(shown, shown, years, was_number=True)


def _of_text(text: str, shown: str, years: Years, *, was_number: bool = False) -> date | None:
    if text.isdigit() and int(text) in _SERIALS:
        return _plausible(_SERIAL_START + timedelta(days=int(text)), shown)
    text = _CLOCK.sub(" ", _MOMENT.sub(_in_beijing, _in_digits(text)))
    alone = _DAY_ALONE.fullmatch(_BRACKETED.sub("", text).strip())
    if alone:
        if years.month is None:
            raise ValueError(
                f"“{shown}”没有写月份，上面也没有写明月份的小标题，请写全年月日后重新导入。"
            )
        days = [years.day(years.month, int(alone[1]), shown)]
    else:
        days, rest = _taken_apart(text, shown, years, was_number=was_number)
        if len(days) > 1:
            raise ValueError(
                f"“{shown}”写了不止一个日期，看不出以哪一天为准，请只留一个日期后重新导入。"
            )
        if not days or _ANY_DIGIT.search(rest):
            raise _no_day(shown)
    return _on_its_weekday(_plausible(days[0], shown), text, shown)


def _on_its_weekday(day: date, text: str, shown: str) -> date:
    weekday = _WEEKDAY.search(text)
    if weekday and day.weekday() != "一二三四五六日".index(weekday[1].replace("天", "日")):
        raise ContradictedDayError(day, shown)
    return day


def _in_beijing(match: re.Match[str]) -> str:
    """Return the day in China of a moment written with its zone: late in London is the next day."""
    zone = match["zone"].upper().replace(":", "")
    minutes = 0
    if zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[3:5])
        minutes = -minutes if zone[0] == "-" else minutes
    try:
        year, month, day, hour, minute = (int(match[place]) for place in range(1, 6))
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001
        moment += timedelta(minutes=_BEIJING_MINUTES - minutes)
    except (ValueError, OverflowError):
        return match[0]
    return moment.date().isoformat()


class ContradictedDayError(ValueError):
    """A day that is not the weekday written beside it; `day` is the day as dated."""

    def __init__(self, day: date, shown: str) -> None:
        self.day = day
        super().__init__(
            f"“{shown}”的日期和星期对不上（{day}是星期{'一二三四五六日'[day.weekday()]}），"
            "请核对后改正，或者选择按日期登记。"
        )


def _in_digits(text: str) -> str:
    if "年" not in text or not _WRITTEN_OUT.search(text):
        return text
    return _WRITTEN_OUT.sub(
        lambda match: (
            "".join(_CHINESE_DIGITS[digit] for digit in match[1])
            + f"-{_number(match[2])}-{_number(match[3])}"
        ),
        text,
    )


def _number(words: str) -> int:
    if "十" not in words:
        return int("".join(_CHINESE_DIGITS[digit] for digit in words))
    tens, _, ones = words.partition("十")
    return int(_CHINESE_DIGITS.get(tens, "1")) * 10 + int(_CHINESE_DIGITS.get(ones, "0"))


def _taken_apart(
    text: str, shown: str, years: Years, *, was_number: bool
) -> tuple[list[date], str]:
    """Return every day a text names, and what is left of it."""
    _refuse_years_at_the_end(text, shown)
    days: list[date] = []
    for match in _FULL.finditer(text):
        days.append(_valid(match[1], match[3], match[4], shown))
    text = _FULL.sub(" ", text)
    for match in _COMPACT.finditer(text):
        days.append(_valid(match[1], match[2], match[3], shown))
    text = _COMPACT.sub(" ", text)
    for match in _SHORT_YEAR.finditer(text):
        days.append(_valid(2000 + int(match[1]), match[3], match[4], shown))
    text = _SHORT_YEAR.sub(" ", text)
    for match in _MONTH_DAY.finditer(text):
        if was_number and match[2] in ("1", "2", "3"):
            raise ValueError(
                f"“{shown}”是数字，分不清是{match[1]}月{match[2]}日还是{match[1]}月{match[2]}0日，"
                "请写全年月日后重新导入。"
            )
        days.append(years.day(int(match[1]), int(match[2]), shown))
    return days, _MONTH_DAY.sub(" ", text)


def _refuse_years_at_the_end(text: str, shown: str) -> None:
    if _DAY_LAST.search(text):
        raise ValueError(
            f"“{shown}”的年份写在后面，分不清月和日，请按“2025-3-5”的样式改写后重新导入。"
        )


def days_in(cell: Cell, years: Years) -> list[date]:
    """Return all the days a cell names in their order, for columns that hold several."""
    one = isinstance(cell, (date, int, float))
    if one:
        day = day_of(cell, years)
        return [] if day is None else [day]
    shown = text_of(cell)
    if is_nothing(shown):
        return []
    text = _in_digits(unicodedata.normalize("NFKC", shown))
    text = _CLOCK.sub(" ", _MOMENT.sub(_in_beijing, text))
    places: list[tuple[int, date]] = []
    for match in _FULL.finditer(text):
        places.append((match.start(), _valid(match[1], match[3], match[4], shown)))
    text = _FULL.sub(_blank, text)
    _refuse_years_at_the_end(text, shown)
    for match in _SHORT_YEAR.finditer(text):
        year = 2000 + int(match[1])
        places.append((match.start(), _valid(year, match[3], match[4], shown)))
    text = _SHORT_YEAR.sub(_blank, text)
    # Beside a day with its year other numbers may look like days, and name none.
    is_sure = not places
    for match in _COMPACT.finditer(text):
        with suppress(ValueError):
            places.append((match.start(), _valid(match[1], match[2], match[3], shown)))
    for match in _MONTH_DAY.finditer(_COMPACT.sub(_blank, text)):
        try:
            places.append((match.start(), years.day(int(match[1]), int(match[2]), shown)))
        except ValueError:
            if is_sure:
                raise
    return [_plausible(day, shown) for _, day in sorted(places)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def says_more(text: str) -> bool:
    """Tell whether a day's cell says something besides the day: 2025.3.5（挂号信签收）."""
    return bool(_BESIDE.search(text))


def without_days(text: str) -> str:
    """Return a text without the days in it, for columns that hold a name and a day."""
    text = _CLOCK.sub("", _in_digits(unicodedata.normalize("NFKC", text)))
    for pattern in (_FULL, _SHORT_YEAR, _COMPACT, _MONTH_DAY):
        text = pattern.sub("", text)
    return text.strip(" /、,，;；\n()")
