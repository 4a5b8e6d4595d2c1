"""Citations and values in force: every number of the law carries the provision it comes from.

A `Basis` is an object and not a comment: the screen shows it, the letter cites it and the proof
page prints it, so that the three can never disagree.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

_DIGITS = "零一二三四五六七八九"
_UNITS = ((100, "百"), (10, "十"))


def chinese_number(number: int) -> str:
    """Return a whole number from 0 to 999 as Chinese numerals: 33 → 三十三, 101 → 一百零一."""
    if not 0 <= number <= 999:
        raise ValueError(f"no article is numbered {number}")
    if number < 10:
        return _DIGITS[number]
    words, rest, gap = "", number, False
    for unit, name in _UNITS:
        count, rest = divmod(rest, unit)
        if count:
            words += ("零" if gap else "") + _DIGITS[count] + name
            gap = False
        elif words and rest:
            gap = True
    if rest:
        words += ("零" if gap else "") + _DIGITS[rest]
    return words.removeprefix("一") if words.startswith("一十") else words


@dataclass(frozen=True, slots=True)
class Regulation:
    """A law, regulation or official interpretation, with the name a letter gives it."""

    title: str
    short: str
    number: str = ""
    attested: bool = True
    # An official reply to a question is divided into 一、二、三、 and has no 条.
    in_sections: bool = False

    def at(self, article: int, paragraph: int = 0, item: int = 0) -> "Basis":
        """Return the citation of an article, its paragraph (款) and item (项); 0 means none."""
        return Basis(self, article, paragraph, item)

    def __str__(self) -> str:
        return f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Basis:
    """A citation. `str()` gives the words a letter prints; `short` fits a screen.

    `attested` is False where the text of the provision was not seen in full: the program then
    says that the office's own verification decides.
    """

    regulation: Regulation
    article: int
    paragraph: int
    item: int

    @property
    def place(self) -> str:
        """The article, paragraph and item in Chinese words, e.g. 第三十三条第二款."""
        if self.regulation.in_sections:
            return f"第{chinese_number(self.article)}部分" if self.article else ""
        words = f"第{chinese_number(self.article)}条" if self.article else ""
        if self.paragraph:
            words += f"第{chinese_number(self.paragraph)}款"
        if self.item:
            words += f"第（{chinese_number(self.item)}）项"
        return words

    @property
    def short(self) -> str:
        """The citation as a screen shows it, e.g. 条例第33条."""
        if self.regulation.in_sections:
            return self.regulation.short + (chinese_number(self.article) if self.article else "")
        words = f"第{self.article}条" if self.article else ""
        if self.paragraph:
            words += f"第{self.paragraph}款"
        if self.item:
            words += f"第{self.item}项"
        return self.regulation.short + words

    @property
    def attested(self) -> bool:
        """Whether the text of the provision was seen."""
        return self.regulation.attested

    def __str__(self) -> str:
        return f"{self.regulation}{self.place}"


def cite(*bases: Basis) -> str:
    """Return several citations as one phrase; a regulation named once is not named again."""
    words: list[str] = []
    previous: Regulation | None = None
    for basis in bases:
        words.append(basis.place if basis.regulation == previous else str(basis))
        previous = basis.regulation
    return "、".join(words)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InForce(Generic[T]):
    """A value, the day from which it applies and where it is written."""

    since: date
    value: T
    basis: Basis


class Dated(Generic[T]):
    """A value through time: each version holds until the next one begins."""

    def __init__(self, *versions: InForce[T]) -> None:
        self.versions = tuple(sorted(versions, key=lambda version: version.since))
        self._since = [version.since for version in self.versions]
        if not self.versions or len(set(self._since)) != len(self._since):
            raise ValueError("a dated value needs versions that begin on different days")

    def on(self, day: date) -> InForce[T]:
        """Return the version in force on `day`.

        The first version also answers for days before it: a register may hold requests older
        than the first regulation, and the first limit ever set is the only one to hold them to.
        """
        return self.versions[max(bisect_right(self._since, day) - 1, 0)]


OGI = Regulation("中华人民共和国政府信息公开条例", "条例", "国务院令第711号")
OGI_2007 = Regulation(
    "中华人民共和国政府信息公开条例", "条例（2007）", "国务院令第492号", attested=False
)
FEE_MEASURES = Regulation("政府信息公开信息处理费管理办法", "处理费办法", "国办函〔2020〕109号")
FEE_MEASURES_UNSEEN = Regulation(
    "政府信息公开信息处理费管理办法", "处理费办法", "国办函〔2020〕109号", attested=False
)
CIVIL_CODE = Regulation("中华人民共和国民法典", "民法典")
RECONSIDERATION_LAW = Regulation("中华人民共和国行政复议法", "复议法")
RECONSIDERATION_RULES = Regulation("中华人民共和国行政复议法实施条例", "复议法实施条例")
LITIGATION_LAW = Regulation("中华人民共和国行政诉讼法", "行诉法")
# Nothing speaks of serving a reply electronically: the law of civil procedure serves by analogy.
CIVIL_PROCEDURE_LAW = Regulation("中华人民共和国民事诉讼法", "民诉法")
LITIGATION_INTERPRETATION = Regulation(
    "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释", "行诉解释", "法释〔2018〕1号"
)
OGI_CASES_INTERPRETATION = Regulation(
    "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
    "法释〔2025〕8号",
    "法释〔2025〕8号",
)
ARCHIVES_LAW = Regulation("中华人民共和国档案法", "档案法")
ARCHIVES_RULES = Regulation("中华人民共和国档案法实施条例", "档案法实施条例")
SECRECY_LAW = Regulation("中华人民共和国保守国家秘密法", "保密法")
REPORT_FORMAT = Regulation(
    "中华人民共和国政府信息公开工作年度报告格式", "年报格式", "国办公开办函〔2021〕30号"
)
SERVICE_INTERPRETATION = Regulation(
    "关于政府信息公开处理决定送达问题的解释",
    "国办公开办函〔2016〕235号",
    "国办公开办函〔2016〕235号",
    in_sections=True,
)
RECEIPT_INTERPRETATION = Regulation(
    "关于政府信息公开期限有关问题的解释",
    "国办公开办函〔2015〕207号",
    "国办公开办函〔2015〕207号",
    in_sections=True,
)
OGI_2019_IN_FORCE = date(2019, 5, 15)
