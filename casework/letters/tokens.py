"""What can be checked in a text: its dates, numbers, citations, periods, sums and names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_BLANK = re.compile(r"[\s\u3000]+")
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
OTHER_DATE = re.compile(r"(?<![\d./-])(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?![\d./-])")
WRITTEN_DATE = re.compile(r"[二两][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月")
NUMBER = re.compile(r"〔(\d{4})〕(第?)(\d+)号")
WRONG_BRACKETS = re.compile(r"[\[（(【［〈《](20\d{2})[\]）)】］〉》]\s*第?\s*\d+\s*号")
PERIOD = re.compile(r"(\d+|[一二三四五六七八九十]+)\s*个工作日")
REMEDY_PERIOD = re.compile(r"(\d+|[一二三四五六七八九十]+)\s*(日|天|个月|月)内")
YUAN = re.compile(r"([\d,]+(?:\.\d+)?)\s*元")
PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?!\d)")
UNFILLED = re.compile(
    r"\{\{|\}\}|｛｛|｝｝|×{2,}|[Xx]{3,}|＿{3,}|_{3,}|某某|待定|待补|此处填|请填写|【\s*】|（\s*）|“\s*”"
)
UNWRITTEN_DATE = re.compile(r"(?<!\d)年[\s\u3000]*月[\s\u3000]*日")
DOUBLED = re.compile(r"。。|，。|，，|；。|。，|、、|：：|的的|了了")
_COUNT = r"[〇零一二三四五六七八九十百千\d]+"
_ARTICLE = rf"第{_COUNT}条(?:第{_COUNT}款)?(?:第（{_COUNT}）项)?"
_CITATIONS = re.compile(rf"《([^《》]+)》((?:\s*(?:[、，和及]|以及)?\s*{_ARTICLE})+)")
_ONE = re.compile(_ARTICLE)


def squeezed(text: str) -> str:
    """Return a text without blanks of any width, as texts are compared."""
    return _BLANK.sub("", text)


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision as a text cites it."""

    title: str
    place: str

    def __str__(self) -> str:
        return f"《{self.title}》{self.place}"


def citations(text: str) -> Iterator[Citation]:
    """Yield every provision a text cites; one title may carry several articles."""
    for match in _CITATIONS.finditer(text):
        for place in _ONE.findall(match[2]):
            yield Citation(match[1], place)


def dates(text: str) -> Iterator[tuple[str, date | None]]:
    """Yield every date with its day; `None` where there is no such day."""
    for match in DATE.finditer(text):
        try:
            yield match[0], date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            yield match[0], None


def yuan(text: str) -> Iterator[str]:
    """Yield every sum in figures, without its thousands separators."""
    for match in YUAN.finditer(text):
        yield match[1].replace(",", "").removesuffix(".00")


def near_misses(name: str, text: str) -> set[str]:
    """Return what in a text differs from a name of three characters or more in just one."""
    if len(name) < 3 or len(name) > 60:
        return set()
    found = {match[1] for match in _one_off(name).finditer(text)}
    return {piece for piece in found if piece != name}


@lru_cache(maxsize=256)
def _one_off(name: str) -> re.Pattern[str]:
    """Return what finds a name with any one character exchanged for another Chinese one."""
    ways = (
        f"{re.escape(name[:at])}[\u4e00-\u9fff]{re.escape(name[at + 1 :])}"
        for at in range(len(name))
    )
    return re.compile(f"(?=({'|'.join(ways)}))")


def overlap(wanted: str, text: str, *, beside: str = "") -> float:
    """Return the share of neighbouring pairs of characters of `wanted` that `text` holds.

    Pairs that stand `beside` it anyway say nothing and are not counted.
    """
    tidy = re.sub(r"[^\w]", "", squeezed(wanted))
    pairs = {tidy[at : at + 2] for at in range(len(tidy) - 1)} or {tidy}
    telling = {pair for pair in pairs if pair not in beside}
    return sum(pair in text for pair in telling) / len(telling) if telling else 1.0
