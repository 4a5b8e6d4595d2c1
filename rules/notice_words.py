"""The text of a holiday notice evened out, and cut into its headings and sentences.

Only the wording is read here; what it amounts to is decided in `rules.notices`.
"""

import re
import unicodedata
from dataclasses import dataclass

from rules.statutory_holidays import Festival

NUMERALS = "一二三四五六七八九十"
_DIGITS = "〇一二三四五六七八九"
_LUNAR_DAY = re.compile(rf"[农阴]历[正冬腊{NUMERALS}]{{1,2}}月[初廿]?[{NUMERALS}]{{1,3}}日?")
# 三月三 is a feast, not a date.
_CHINESE_NUMBER = re.compile(
    rf"(?!三月三(?![日号十]))(?<![期周拜初第{NUMERALS}])[{NUMERALS}]{{1,3}}(?=[月日号天])"
)
_FIRST_MONTH = re.compile(r"(?<![历\d])元月(?=\d|[一二三四五六七八九十])")
_CHINESE_YEAR = re.compile(rf"(?<![{_DIGITS}])[{_DIGITS}○零O]{{4}}(?=年)")
# What the line breaks of a paste left of one.
_LUNAR_REST = re.compile(rf"[农阴]历[\d正冬腊{NUMERALS}]{{1,2}}月[初廿]?[{NUMERALS}\d]{{1,3}}日?")
_QUOTES = re.compile("[“”\"'‘’「」]")
_WORK_TITLE = re.compile(r"《[^《》]*》")
# The title of a paper: 关于2026年部分节假日安排的通知. It orders nothing.
_TITLE = re.compile(r"关于[^。,;:]{0,60}?的?(?:通知|公告|通告|函)")
_ISO_DAY = re.compile(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.%])日?")
_SHORT_DAY = re.compile(
    r"(?<![\d.])(1[0-2]|0?[1-9])([./])(3[01]|[12]\d|0?[1-9])(?![\d.%年月日号天个])"
)

_DOCUMENT_NUMBER = re.compile(r"(?P<issuer>国[\u4e00-\u9fff]{1,6}?)[〔\[(](\d{4})[〕\])]第?(\d+)号")
# A number may be broken over two lines.
_OTHER_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]\n?){0,8}[〔\[(](?:\n?\d){4}\n?[〕\])]\n?第?(?:\n?\d)+\n?号|第\d+号"
)

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
FESTIVAL = r"(?:元旦|(?<!藏历)新年|春节|清明|(?:五一)?(?:国际)?劳动节|五一|端午|中秋|国庆|十一)节?"
# Feasts that a region gives its people besides the nation's.
LOCAL_FESTIVAL = (
    r"(?:壮族)?三月三|肉孜节|开斋节|古尔邦节|宰牲节|雪顿节|藏历(?:新年|年)|那达慕(?:大会)?|泼水节"
    r"|火把节|自治(?:区|州|县)(?:成立)?(?:\d+周年)?纪念日|(?:州|县|旗)庆(?:日)?|萨嘎达瓦节"
    r"|望果节|彝历年|彝族年|苗年|盘王节|仫佬族依饭节|目瑙纵歌节|花山节|刀杆节|阔时节"
)
_HEADING = re.compile(
    rf"(?:(?<![期周拜])[{NUMERALS}]+[、.,:]\n?|\([{NUMERALS}]+\)"
    r"|(?:^|(?<=[\n。;!:]))(?:\d{1,2}[、.](?!\d)|[-—–─·●•*◆■★▲◇□※►▶]+)?)"
    rf"(?:\d{{4}}年)?(?P<name>{FESTIVAL}(?:[、和与及]{FESTIVAL})?)"
    r"(?:假期(?!\d+天)|放假(?!\d+天)|(?:放假)?安排|(?:放假)?时间)?(?:[:,]\n?|\n|(?=\d))"
)

JOIN = r"起?(?:一?直)?[至到~〜∼\-‐‒–—―─━−→]+"
DAY = (
    r"(?<!\d)(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})"
    rf"(?:[日号]|(?=(?:{JOIN}|、)(?:\d{{1,2}}月)?\d{{1,2}}(?:、\d{{1,2}})*[日号]))"
)
_A_DAY = re.compile(DAY.replace("?P<year>", "").replace("?P<month>", "").replace("?P<day>", ""))
_STRANGE_DAY = re.compile(r"\d{1,2}月(?:初|底|上旬|中旬|下旬|末)|\d月份?第?[一二三四五]个?周")
A_NAMED_DAY = (
    r"(?:周|星期|礼拜)[六日天]|除夕|大年|正月|[年腊]三十|初[一二三四五六七八九十]|当[天日]|[次翌]日"
    r"|前一[天日]|后一[天日]|本周|下周|上周|第[一二三]个|月底|月初"
)
_ORDERED_DAY = re.compile(
    rf"(?:{A_NAMED_DAY})[^,]{{0,12}}(?:[上下]班|补班|放假|休息|补休|工作日)"
    rf"|(?:上班|补班|放假|休息|补休)[^,]{{0,6}}(?:{A_NAMED_DAY})"
)
# 放假：…上班：… on two lines, or in one: each order stands before its own days.
_ORDER_BEFORE = re.compile(
    r"(?<=[日号)\d天])(?=(?:调休)?(?:放假|上班|补班|休息)(?:时间|日期|安排)?:(?=\d))"
)
_LENGTHENED = re.compile(
    r"(?:假期|放假|上班)[^,]{0,10}(?:延长|顺延|推迟|提前)|(?:延长|顺延|推迟|提前)[^,]{0,10}(?:假期|放假|上班)"
)
_NUMBERED = re.compile(
    rf"^(?:[{NUMERALS}]{{1,3}}[、.]|\({NUMERALS[0]}?[{NUMERALS}]\)|\(?\d{{1,2}}[、.)](?!\d))"
)
_INTRODUCED = re.compile(r"如下[^。,:;\d]{0,6}[:。]|特(?:此)?(?:通知|公告):")
_SIGNED = re.compile(
    r"(?P<before>[。!;?\n])\n?(?:[\u4e00-\u9fff、\n]{0,40}(?:院|厅|室|府|局|委|会|部|处|中心|办))?\n?"
    r"(?:\d\n?){4}年\n?\d{1,2}\n?\d?月\n?\d{1,2}\n?\d?日[.。]?\s*$"
)
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{0,40}(?:院|厅|室|府|局|委|会|部|处|中心|办)\d{4}年[\d十]{1,3}月[\d十]{1,3}日"
)
_DATES_A_PAPER = re.compile(
    r"新华社|中新网|[电讯]$|印发|发布|公布|下发|修订|[施执]行|生效|收悉|转发|记者|消息|批复|来函"
)
_PRINCIPLE = re.compile(r"原则")
_ADVICE = re.compile(r"鼓励|提倡|倡导|引导|建议")
_ORDER = re.compile(r"上班|补班|放假|休息|补休|调休|公休|工作日|照常|休假|连休")
_WORK = re.compile(r"上班|补班|工作日|照常|正常")
# What a table's cell without a day is told with.
UNDATED = "(没有写明日期)"


@dataclass(frozen=True, slots=True)
class NoticeSection:
    """A heading of a notice and the sentences under it; the name is empty where there is none."""

    name: str
    sentences: tuple[str, ...]


def plain(text: str) -> str:
    """Return a notice's text with full-width signs, Chinese day numbers and blanks evened out."""
    text = unicodedata.normalize("NFKC", text).replace("\r", "\n")
    text = re.sub(r"[^\S\n]+|[\u200b-\u200f\u2060\ufeff]", "", text)
    text = _QUOTES.sub("", _LUNAR_DAY.sub("", text))
    text = _CHINESE_YEAR.sub(lambda found: _year_digits(found.group()), text)
    text = _FIRST_MONTH.sub("1月", text)
    text = _CHINESE_NUMBER.sub(lambda found: str(_number(found.group())), text)
    text = _ISO_DAY.sub(r"\1年\3月\4日", text)
    return _SHORT_DAY.sub(r"\1月\3日", text)


def _year_digits(word: str) -> str:
    return "".join(str(_DIGITS.find(sign)) if sign in _DIGITS else "0" for sign in word)


def _number(word: str) -> int:
    tens, ten, ones = word.rpartition("十")
    value = 0
    for sign in ones:
        value = value * 10 + NUMERALS.index(sign) + 1
    if ten:
        value += 10 * (NUMERALS.index(tens) + 1 if tens else 1)
    return value


def document_number(text: str) -> str:
    """Return the document number in plain text, e.g. 国办发明电〔2025〕7号, or an empty text."""
    found = _DOCUMENT_NUMBER.search(text.replace("\n", ""))
    return f"{found['issuer']}〔{found[2]}〕{found[3]}号" if found else ""


def named_years(text: str) -> set[int]:
    """Return the years plain text says it is about: 2026年春节, 2026年部分节假日."""
    whole = text.replace("\n", "")
    found = re.findall(rf"(?<!\d)(\d{{4}})年,?(?:部分)?(?:节假日|{FESTIVAL})", whole)
    return {int(year) for year in found}


def sections(text: str) -> list[NoticeSection]:
    """Return the headings of plain text and the sentences under each that must be understood.

    Left out are only the sentences without a day, and those that date a paper, state a principle
    before the first heading, or advise.
    """
    text = _OTHER_NUMBER.sub("", _WORK_TITLE.sub("", text))
    text = _SIGNED.sub(r"\g<before>", text)
    headings = list(_HEADING.finditer(text))
    starts = [heading.start() for heading in headings]
    before = _sentences(text[: starts[0]] if starts else text, is_preamble=bool(starts))
    found = [NoticeSection("", before)]
    for heading, end in zip(headings, [*starts, len(text)][1:], strict=True):
        under = _sentences(text[heading.end() : end], is_preamble=False)
        found.append(NoticeSection(festival_name(heading["name"]), under))
    return [section for section in found if section.sentences]


def festival_name(heading: str) -> str:
    """Return the festivals a heading names, by their full names."""
    festivals = (festival for word, festival in _FESTIVAL_WORDS.items() if word in heading)
    return "、".join(dict.fromkeys(festival.value for festival in festivals))


def _sentences(text: str, *, is_preamble: bool) -> tuple[str, ...]:
    whole = _TITLE.sub("。", _LUNAR_REST.sub("", text.replace("\n", "")))
    whole = _ORDER_BEFORE.sub("。", whole)
    found = (
        _NUMBERED.sub("", part)
        for sentence in re.split(r"[。;!?]", _INTRODUCED.sub("。", whole))
        for part in _without_advice(sentence)
    )
    return tuple(part for part in found if _must_be_read(part, is_preamble=is_preamble))


def _without_advice(sentence: str) -> list[str]:
    """Return the sentence without the advice at its end, which orders nothing."""
    advice = _ADVICE.search(sentence)
    if advice is None or _WORK.search(sentence, advice.start()):
        return [sentence]
    before, comma, _ = sentence[: advice.start()].rpartition(",")
    return [before] if comma else []


def _must_be_read(sentence: str, *, is_preamble: bool) -> bool:
    if not (_A_DAY.search(sentence) or _STRANGE_DAY.search(sentence)):
        if is_preamble or "现将" in sentence:
            return False
        found = _ORDERED_DAY.search(sentence) or _LENGTHENED.search(sentence)
        return bool(found) or UNDATED in sentence
    if _SIGNATURE.fullmatch(sentence):
        return False
    if _DATES_A_PAPER.search(sentence) and not _ORDER.search(sentence):
        return False
    if is_preamble and (_PRINCIPLE.search(sentence) or _DATES_A_PAPER.search(sentence)):
        return _WORK.search(sentence) is not None
    return True
