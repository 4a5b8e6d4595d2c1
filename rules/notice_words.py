"""The words of a holiday notice: its headings and sentences, the days and what is said of them.

Only the wording is read here; what it amounts to is decided in `rules.notices`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from rules.statutory_holidays import Festival


class Verb(Enum):
    """What a notice says of the days it has just named."""

    REST = auto()
    WORK = auto()
    WORK_FROM = auto()
    MOVED_TO = auto()
    REST_ON = auto()
    WORK_ON = auto()
    BEGINS = auto()
    NOTHING = auto()
    PAUSE = auto()


@dataclass(frozen=True, slots=True)
class DayWord:
    """A day as written. `weekdays` are those written after it, Monday 0.

    `gap` is what stands between it and the day or order before it, brackets left out.
    """

    text: str
    year: int | None
    month: int | None
    day: int
    weekdays: tuple[int, ...]
    ends_range: bool
    gap: str = ""

    @property
    def may_end_a_range(self) -> bool:
        """Whether what parts the day from the one before it may mean all the days between."""
        if _LIST.fullmatch(self.gap):
            return False
        return "," not in self.gap or _FROM.search(self.gap) is not None


@dataclass(frozen=True, slots=True)
class Count:
    """So many days, as in 共7天."""

    days: int


@dataclass(frozen=True, slots=True)
class Extension:
    """Days off of a festival that are extended to the next day named."""

    festival: str


Word = DayWord | Verb | Count | Extension


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a notice and the sentences under it; the name is empty where there is none."""

    name: str
    sentences: tuple[str, ...]


_NUMERALS = "一二三四五六七八九十"
_LUNAR_DAY = re.compile(rf"[农阴]历[正冬腊{_NUMERALS}]{{1,2}}月[初廿]?[{_NUMERALS}]{{1,3}}日?")
_CHINESE_NUMBER = re.compile(rf"(?<![期周拜初第{_NUMERALS}])[{_NUMERALS}]{{1,3}}(?=[月日号天])")
_QUOTES = re.compile("[“”\"'‘’「」]")

_DOCUMENT_NUMBER = re.compile(r"(?P<issuer>国[\u4e00-\u9fff]{1,6}?)[〔\[(](\d{4})[〕\])]第?(\d+)号")
_OTHER_NUMBER = re.compile(r"[〔\[(]\d{4}[〕\])]第?\d+号|第\d+号")

_FESTIVAL_WORDS = {
    "元旦": Festival.NEW_YEAR,
    "新年": Festival.NEW_YEAR,
    "春节": Festival.SPRING,
    "清明": Festival.QINGMING,
    "劳动节": Festival.LABOUR,
    "五一": Festival.LABOUR,
    "端午": Festival.DRAGON_BOAT,
    "中秋": Festival.MID_AUTUMN,
    "国庆": Festival.NATIONAL,
    "十一": Festival.NATIONAL,
}
_FESTIVAL = r"(?:元旦|新年|春节|清明|(?:五一)?(?:国际)?劳动节|五一|端午|中秋|国庆|十一)节?"
_HEADING = re.compile(
    rf"(?:(?<![期周拜])[{_NUMERALS}]+[、.,:]\n?|\([{_NUMERALS}]+\)"
    r"|(?:^|(?<=[\n。;!:]))(?:\d{1,2}[、.](?!\d)|[-—–─·●•*]+)?)"
    rf"(?:\d{{4}}年)?(?P<name>{_FESTIVAL}(?:[、和与及]{_FESTIVAL})?)"
    r"(?:假期|放假|(?:放假)?安排|(?:放假)?时间)?(?:[:,]\n?|\n|(?=\d))"
)
_TAIL = re.compile(r"节假日期间|鼓励单位和个人|国务院(?:办公厅)?(?=\d{4}年|二[〇○零O?])")
# Sentences that advise, report or introduce set no day apart, whatever days they name.
_ADVICE = re.compile(r"鼓励|建议|提倡")
_REPORT = re.compile(r"鼓励|建议|提倡|原则|修订|现将|新华社|中新网|发布|讯")
_PREAMBLE = re.compile(rf"{_REPORT.pattern}|国务院|通知|各省|办法|规定")

_JOIN = r"起?(?:一?直)?[至到~〜∼\-‐‒–—―─━−→]+"
_RANGE = re.compile(_JOIN)
_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})"
    rf"(?:[日号]|(?=(?:{_JOIN}|、)(?:\d{{1,2}}月)?\d{{1,2}}[日号]))"
)
_LIST = re.compile(r"(?:[、,/:和与及暨将自从在于]|以及|其中|另外|还有)*")
_FROM = re.compile(r"起|开始|直|截")
_NOTE = re.compile(r"\((?P<inside>[^()]*)\)|(?:星期|周|礼拜)[一二三四五六日天]")
_WEEKDAYS = re.compile(
    r"(?:星期|周|礼拜)([一二三四五六日天](?:、[一二三四五六日天](?![\u4e00-\u9fff]))*)"
)
_LAW_GIVES = r"为[^\d,]{0,8}法定(?:节日|节假日|假日|假期)"
_MOVED = r"(?!日?[^\d,]{0,10}(?:调|移|挪))"
_SHIFTED = r"(?:调休|补休|调整|倒休)"
# 放假时间为…, 上班:…: the order stands before its days.
_SET_ON = r"(?:的?(?:时间|日期|日子|日|安排))*(?:为|是|:)(?:自|从)?(?=\d)"
_VERBS = (
    (re.compile(r"不(?:再|另行|另)?(?:放假|调休|补休|公休|休息|上班)"), Verb.NOTHING),
    (re.compile(r"(?:调休?|调整|移|挪)(?:至|到)"), Verb.MOVED_TO),
    (re.compile(r"起(?:恢复)?(?:正常|照常)?上班"), Verb.WORK_FROM),
    (re.compile(rf"(?:{_SHIFTED}?上班|补班){_SET_ON}"), Verb.WORK_ON),
    (re.compile(rf"(?:放假|休假|休息|调休)+{_SET_ON}"), Verb.REST_ON),
    (re.compile(rf"{_SHIFTED}?上班|补班|(?:正常|照常)工作"), Verb.WORK),
    (re.compile(r"起(?=放假|调休|连休|休息)"), Verb.BEGINS),
    (re.compile(r","), Verb.PAUSE),
    (re.compile(rf"放假|补休|调休|连休|休假|{_LAW_GIVES}|(?:公休|休息){_MOVED}"), Verb.REST),
)
_COUNT = re.compile(r"(?:共计?|合计|(?P<verb>放假|调休|连休|休息))(\d{1,2})天")
_EXTENSION = re.compile(
    rf"延长(?:\d{{4}}年)?(?P<name>{_FESTIVAL})?假期(?:\d{{1,2}}天)?(?:至|到)"
    rf"|(?P<before>{_FESTIVAL})?假期(?:从|由|自)?[^,。]{{0,20}}?延长(?:\d{{1,2}}天)?(?:至|到)"
)


def plain(text: str) -> str:
    """Return a notice's text with full-width signs, Chinese day numbers and blanks evened out."""
    text = unicodedata.normalize("NFKC", text).replace("\r", "\n")
    text = re.sub(r"[^\S\n]+|\u200b|\ufeff", "", text)
    text = _QUOTES.sub("", _LUNAR_DAY.sub("", text))
    return _CHINESE_NUMBER.sub(lambda found: str(_number(found.group())), text)


def _number(word: str) -> int:
    tens, ten, ones = word.rpartition("十")
    value = 0
    for sign in ones:
        value = value * 10 + _NUMERALS.index(sign) + 1
    if ten:
        value += 10 * (_NUMERALS.index(tens) + 1 if tens else 1)
    return value


def document_number(text: str) -> str:
    """Return the document number in plain text, e.g. 国办发明电〔2025〕7号, or an empty text."""
    found = _DOCUMENT_NUMBER.search(text)
    return f"{found['issuer']}〔{found[2]}〕{found[3]}号" if found else ""


def named_years(text: str) -> set[int]:
    """Return the years plain text says it is about: 2026年春节, 2026年部分节假日."""
    whole = text.replace("\n", "")
    found = re.findall(rf"(?<!\d)(\d{{4}})年,?(?:部分)?(?:节假日|{_FESTIVAL})", whole)
    return {int(year) for year in found}


def sections(text: str) -> list[Section]:
    """Return the headings and sentences of plain text, without preamble and closing words."""
    text = _OTHER_NUMBER.sub("", _DOCUMENT_NUMBER.sub("", text))
    headings = list(_HEADING.finditer(text))
    starts = [heading.start() for heading in headings]
    before = _sentences(text[: starts[0]], _PREAMBLE) if starts else _sentences(text, _REPORT)
    found = [Section("", before)]
    for heading, end in zip(headings, [*starts, len(text)][1:], strict=True):
        under = _sentences(text[heading.end() : end], _ADVICE)
        found.append(Section(_name(heading["name"]), under))
    return [section for section in found if section.sentences]


def _name(heading: str) -> str:
    festivals = (festival for word, festival in _FESTIVAL_WORDS.items() if word in heading)
    return "、".join(dict.fromkeys(festival.value for festival in festivals))


def _sentences(text: str, passed_over: re.Pattern[str]) -> tuple[str, ...]:
    text = text.replace("\n", "")
    tail = _TAIL.search(text)
    body = text[: tail.start()] if tail else text
    return tuple(
        sentence
        for sentence in re.split(r"[。;!]", body)
        if re.search(r"\d", sentence) and not passed_over.search(sentence)
    )


def words(sentence: str) -> Iterator[Word]:
    """Yield the days of a sentence and what it says of them, in their order."""
    place, ends_range, gap = 0, False, ""
    while place < len(sentence):
        if extension := _EXTENSION.match(sentence, place):
            yield Extension(_name(extension["name"] or extension["before"] or ""))
            place, gap = extension.end(), ""
        elif day := _DAY.match(sentence, place):
            place = day.end()
            note = _NOTE.match(sentence, place)
            if note:
                place = note.end()
            yield DayWord(
                day.group(),
                int(day["year"]) if day["year"] else None,
                int(day["month"]) if day["month"] else None,
                int(day["day"]),
                _weekdays(note.group()) if note else (),
                ends_range,
                gap,
            )
            gap = ""
            join = _RANGE.match(sentence, place)
            ends_range = bool(join and _DAY.match(sentence, join.end()))
            if join and ends_range:
                place = join.end()
        elif count := _COUNT.match(sentence, place):
            if count["verb"]:
                yield Verb.REST
            yield Count(int(count[2]))
            place, gap = count.end(), ""
        elif said := _verb(sentence, place):
            yield said[0]
            gap = f"{gap}," if said[0] is Verb.PAUSE else ""
            place = said[1]
        elif sentence[place] == "(" and (note := _NOTE.match(sentence, place)):
            yield from _aside(note["inside"])
            place = note.end()
        else:
            gap += sentence[place]
            place += 1


def _verb(sentence: str, place: int) -> tuple[Verb, int] | None:
    for sign, verb in _VERBS:
        if found := sign.match(sentence, place):
            return verb, found.end()
    return None


def _aside(inside: str) -> list[Word]:
    """Return the words of a bracket that orders something: （2月2日、3日上班）."""
    found = list(words(inside))
    orders = (Verb.REST, Verb.WORK, Verb.WORK_FROM)
    return found if any(word in orders for word in found) else []


def _weekdays(note: str) -> tuple[int, ...]:
    signs = "".join(_WEEKDAYS.findall(note)).replace("、", "").replace("天", "日")
    return tuple("一二三四五六日".index(sign) for sign in signs)
