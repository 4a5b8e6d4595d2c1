"""A sentence of a holiday notice as days, orders, numbers of days and the words between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from rules.notice_words import (
    A_NAMED_DAY,
    DAY,
    FESTIVAL,
    JOIN,
    LOCAL_FESTIVAL,
    NUMERALS,
    festival_name,
)


class Verb(Enum):
    """What a notice says of the days it names."""

    REST = auto()
    SHIFTED = auto()
    WORK = auto()
    WORK_FROM = auto()
    WORK_IN_EXCHANGE = auto()
    MOVED_TO = auto()
    REST_MOVED_TO = auto()
    WORK_MOVED_TO = auto()
    SWAPPED = auto()
    REST_ON = auto()
    WORK_ON = auto()
    BEGINS = auto()
    THESE = auto()
    EXPLAINED = auto()
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
        gap = self.gap.replace(",", "")
        if _LIST.fullmatch(gap) and self.gap:
            return False
        return _FROM.search(gap) is not None or not is_harmless(gap)


@dataclass(frozen=True, slots=True)
class Count:
    """So many days, as in 共7天."""

    days: int


@dataclass(frozen=True, slots=True)
class FestivalExtension:
    """Days off of a festival that are extended to the next day named."""

    festival: str


@dataclass(frozen=True, slots=True)
class Between:
    """Words between days and orders: they may be such as change what is ordered."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """An order of its own in brackets: （2月2日、3日上班）."""

    words: tuple["Word", ...]


Word = DayWord | Verb | Count | FestivalExtension | Between | Aside

_RANGE = re.compile(JOIN)
_DAY = re.compile(DAY)
_LIST = re.compile(r"(?:[、/:和与及暨将自从在于]|以及|其中|另外|还有|同时|以|并)*")
_FROM = re.compile(r"起|开始|直|截|止|[.\-—一]")
_NOTE = re.compile(r"\((?P<inside>[^()]*)\)|(?:星期|周|礼拜)[一二三四五六日天]")
_WEEKDAYS = re.compile(
    r"(?:星期|周|礼拜)([一二三四五六日天](?:、[一二三四五六日天](?![\u4e00-\u9fff]))*)"
)
_FEAST_DAY = (
    rf"(?:农历)?(?:{FESTIVAL}|{LOCAL_FESTIVAL}|除夕|大年(?:三十|初?{NUMERALS[0]})|正月初[{NUMERALS}]"
    rf"|初[{NUMERALS}]|[年腊]月?三十|重阳节|元宵节)"
)
_EXPLAINS = re.compile(rf"(?:即|为|是)?{_FEAST_DAY}(?:当[日天])?(?:即|为|是|:)?(?=\d)")

# What may stand beside the days of an order and changes nothing in it.
_HARMLESS = re.compile(
    rf"(?:{_FEAST_DAY}(?:至(?:大年|正月)?初[{NUMERALS}])?|分别|法定|节假日|节日|假期|假日|小?长假|黄金周|期间|当[日天]|公?休息?日|双休日|周末"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|周[六]日|阳历|公历|农历|本年|今年|明年|当年|\d{4}年"
    r"|以及|其中|另外|还有|同时|共计|合计|之日|时间|日期|日子|具体|如下|这|[两三四\d]个|含(?:周末|双休日)|1天|两天|不另行通知|节|的?安排"
    r"|(?:全|我|本)(?:国|省|市|县|区|州|旗|镇|乡|盟|局|委|厅|部|办|院)|全(?:自治)?[区州县]|本机关|本单位"
    r"|前后|[各全](?:级|机关(?:事业)?|族|体|单位|部门|地区?|科室|股室|处室|乡镇|街道)|机关(?:事业)?(?:单位)?|事业单位"
    r"|行政机关|人民群众|干部群众|群众|人民|公民|干部|职工|员工|全员|人员|工作人员|同志|大家|单位"
    r"|正常|照常|统一|定于|定为|安排|实行|进行|予以|视同|视为|作为|正式|继续|集中|连续|通知|规定|依法"
    r"|经[^\d,]{0,12}?(?:批准|同意|研究|决定)|按照?[^\d,]{0,20}?(?:规定|要求|精神|安排)"
    r"|(?:根据|依据|依照)[^\d,]{0,40}?(?:通知|规定|要求|精神|安排|决定|办法)(?:要求|规定|精神|安排)?"
    r"|[、,/:()\[\]\-—·.和与及暨将自从在于由即为是系属共计均都全则应须需要并另有以的日年度因止])*"
)
_PART_OF_A_DAY = (
    r"上午|下午|中午|半[天日]|半个工作日|[早晚]上|夜间|夜晚|\d点|\d时|零时|小时|\d{1,2}:\d{2}|\d\.\d天"
    r"|(?:上班|办公|工作|服务|作息|营业|办事|接待)时间(?!(?:为|是|:)?(?:\d{4}年)?\d{1,2}月\d)|营业|开放"
    r"|[早午]间|傍晚|前半|后半"
)
_PART_OF_THE_PEOPLE = (
    r"妇女|女职工|女性|女同志|女干部|青年|团员|儿童|少年|学生|学校|师生|教师|教职工|中小学|高校|大学|院校"
    r"|幼儿园|少数民族|[回满藏苗彝白傣]族(?!自治)|壮族(?!三月三|自治)|维吾尔(?!自治|族自治)|哈萨克(?!自治)|蒙古族(?!自治)|穆斯林|信教|信众|部分(?!节假日)"
    r"|窗口|大厅|值班|企业|工厂|车间|商场|银行|医院|法院|市场|公交|轮休|轮流|轮班|倒班|错峰|错时|弹性"
    r"|军人|家长|生育|护理假|个人|有条件|未休|乙方|外籍|台胞|基层(?=职工)"
)
_ON_CONDITION = (
    r"仅|只有|只在|除外|除[^夕,]{1,10}外|可以|可|如遇|如逢|如需|如有|如果|若|原则|取消|作废|撤销|撤回"
    r"|改[为在期]|变更|不再执行|另行(?:确定|安排|决定)|待定|暂定|暂按|拟|视情|自行|酌情|征求|意见|或|之一"
    r"|原定|原为|误|更正|勿|自愿|年休假|请假"
)
_OTHER_DAYS = (
    r"[、:]?(?:其余|其他|其它|节后|假后|平时|此外)(?:的?(?:时间|日期|日子|工作日|各日))?"
    r"(?:均|都)?(?:正常|照常)?"
)
_UNSURE = re.compile(f"{_PART_OF_A_DAY}|{_PART_OF_THE_PEOPLE}|{_ON_CONDITION}")
_KNOWN_BEFORE = re.compile(r"不另行?通知|由原定的\d")

_LAW_GIVES = r"为[^\d,]{0,8}法定(?:节日|节假日|假日|假期)"
_SHIFTED = r"(?:调休|补休|调整|倒休|轮换)"
_MOVE = r"(?:调休?|调整|移|挪|换|改|提前|推迟|顺延)(?:至|到|为|在)"
_REST_NOUN = r"日?的?(?:[两三四\d]个)?(?:公休日?|休息日?|双休日?|周末|假日|假期|放假)[^\d,]{0,10}?"
_WORK_NOUN = r"日?的?(?:正常|调休)?(?:上班|工作日?|班)(?:时间)?"
_SET_ON = r"(?:的?(?:时间|日期|日子|日|安排))*(?:为|是|:|有)(?:自|从)?(?=\d)"
_MONTH = r"(?:\d{4}年)?\d{1,2}月\d"
_OFF = r"(?:放假|休假|休息|调休|公休|连休|假期|小?长假)"
_NOT = r"(?:不(?:再|另行|另|用|必|需|须|得|安排|实行|进行)?|无需|无须|毋须|暂不|停止|免于)"
# What a table's column 调休 beside the days off makes of a weekend.
IN_EXCHANGE = "与放假对调"
_VERBS = (
    (re.compile(IN_EXCHANGE), Verb.WORK_IN_EXCHANGE),
    (re.compile(rf"{_NOT}(?:补?调休|放假|补休|公休|休息|休假|补班|上班|上课|工作)"), Verb.NOTHING),
    (re.compile(rf"{_WORK_NOUN}{_MOVE}"), Verb.WORK_MOVED_TO),
    (re.compile(rf"{_REST_NOUN}{_MOVE}"), Verb.REST_MOVED_TO),
    (re.compile(r"(?:调休?|调整|移|挪|换)(?:至|到)"), Verb.MOVED_TO),
    (re.compile(r"(?:进行|予以|相互|互相)?(?:对调|调换|互换|对换)(?:上班|休息)?"), Verb.SWAPPED),
    (
        re.compile(
            r"(?:起|开始)?(?:恢复|收假|返岗|复工)(?:正常|照常)?(?:上班|工作|办公)?"
            r"|(?:起|开始)(?:正常|照常|正式|全员)*(?:上班|工作|办公)"
        ),
        Verb.WORK_FROM,
    ),
    (re.compile(rf"(?:{_SHIFTED}?上班|补班){_SET_ON}"), Verb.WORK_ON),
    (re.compile(rf"{_OFF}+{_SET_ON}"), Verb.REST_ON),
    (
        re.compile(
            rf"{_OFF}+(?:的?(?:时间|日期|日子|安排))*(?:自|从|由)?(?=(?:\d{{4}}年)?\d{{1,2}}月\d)"
        ),
        Verb.REST_ON,
    ),
    (re.compile(rf"(?:{_SHIFTED}?上班|补班)(?=(?:\d{{4}}年)?\d{{1,2}}月\d)"), Verb.WORK_ON),
    (
        re.compile(
            rf"(?:调整为)?{_SHIFTED}?(?:正常)?(?:补?上班|补班)日?|(?:正常|照常)(?:工作|办公)|工作(?=$|[,)])"
            r"|(?:调整?为|为|是|作为|按|属于?|定为|算|视为)(?:正常|调休|补休|法定)*的?(?:工作|上班|补班)日"
        ),
        Verb.WORK,
    ),
    (re.compile(r"(?:起|开始)(?=放假|调休|连休|休息)"), Verb.BEGINS),
    (re.compile(r","), Verb.PAUSE),
    # 调休 alone may also mean that a day is worked in exchange.
    (re.compile(r"(?:调休|补休|倒休)(?!放假|公休|连休|休息|休假)"), Verb.SHIFTED),
    (
        re.compile(
            rf"(?:放假|公休)(?:调休|补休)?|补休|调休|连休|休假|{_LAW_GIVES}|公休(?:日)?|休息(?:日)?"
            r"|(?:为|是)[^\d,]{0,8}(?:假期|长假|放假日)"
        ),
        Verb.REST,
    ),
    (
        re.compile(rf"(?:是|为|系|即)[^\d,]{{0,6}}{_FEAST_DAY}(?:当[日天])?(?=[,)]|$)"),
        Verb.EXPLAINED,
    ),
)
_COUNT = re.compile(
    r"(?:共计?|合计|为期|计|(?P<verb>放假(?:调休|公休)?|调休放假|连放|连休|调休|休息|放|休)(?:共计?|合计)?)(?P<days>\d{1,2})天"
    r"(?:(?:小?长)?假期?)?(?P<before>[,:(]?(?:即|为|是|自|从|:)*(?=(?:\d{4}年)?\d{1,2}月\d))?"
)
_BRACKETED_COUNT = re.compile(r"\d{1,2}(?=天$)")
_EXTENSION = re.compile(
    rf"延长(?:\d{{4}}年)?(?P<name>{FESTIVAL})?假期(?:\d{{1,2}}天)?(?:至|到)"
    rf"|(?P<before>{FESTIVAL})?假期(?:(?:从|由|自)?[^,。]{{0,20}}?延长|(?:从|由|自)[^,。]{{1,20}}?延)"
    r"(?:\d{1,2}天)?(?:至|到)"
)
# 顺延 may also mean put off: it is an extension where the day of return is named after it.
_PUT_ON = re.compile(rf"(?P<name>)(?P<before>{FESTIVAL})假期(?:时间)?(?:顺延|延续|延)(?:至|到)")
_RETURN = re.compile(r"日[^,]{0,8}起?(?:恢复)?(?:正常|照常)?上班")


def is_harmless(text: str) -> bool:
    """Tell whether words beside the days of an order change nothing in it."""
    return _HARMLESS.fullmatch(text) is not None


def unsure_word(sentence: str) -> str:
    """Return the word by which an order holds for part of a day, part of the people or perhaps."""
    found = _UNSURE.search(_KNOWN_BEFORE.sub("", sentence))
    return found.group() if found else ""


def names_a_day(text: str) -> bool:
    """Tell whether words name a day without its date: 除夕, 节后第一个周六."""
    return re.search(A_NAMED_DAY, text) is not None


def is_for_other_days(text: str) -> bool:
    """Tell whether an order without a date merely says that the other days are ordinary."""
    is_plain = is_harmless(text) and not names_a_day(text)
    return is_plain or re.fullmatch(_OTHER_DAYS, text) is not None


def local_festival(sentence: str) -> str:
    """Return the regional feast a sentence names, or an empty text."""
    found = re.search(LOCAL_FESTIVAL, sentence)
    return found.group() if found else ""


def words(sentence: str) -> Iterator[Word]:
    """Yield the days of a sentence, what it says of them, and the rest, in their order."""
    place, ends_range, gap, rest, is_intro = 0, False, "", "", True
    while place < len(sentence):
        found: Word | None = None
        if (extension := _extension(sentence, place)) is not None:
            name = festival_name(extension["name"] or extension["before"] or "")
            found, place, gap = FestivalExtension(name), extension.end(), ""
        elif day := _DAY.match(sentence, place):
            place = day.end()
            note = _NOTE.match(sentence, place)
            found = DayWord(
                day.group(),
                int(day["year"]) if day["year"] else None,
                int(day["month"]) if day["month"] else None,
                int(day["day"]),
                _weekdays(note.group()) if note else (),
                ends_range,
                gap,
            )
            yield from _between(rest)
            yield found
            rest, gap, is_intro = "", "", False
            if note:
                place = note.end()
                yield from _noted(note["inside"] or "")
                # A day with its weekday is set apart from the next one without a comma too.
                gap = "、" if _DAY.match(sentence, place) else ""
            join = _RANGE.match(sentence, place)
            ends_range = bool(join and _DAY.match(sentence, join.end()))
            if join and ends_range:
                place = join.end()
            continue
        elif count := _COUNT.match(sentence, place):
            yield from _between(rest)
            rest, gap, place = "", "", count.end()
            if count["verb"]:
                yield Verb.REST
            yield Count(int(count["days"]))
            if (before := count["before"]) is not None:
                if before.startswith(","):
                    yield Verb.PAUSE
                yield Verb.THESE
            continue
        elif said := _verb(sentence, place):
            found, place = said
            gap = f"{gap}," if found is Verb.PAUSE else ""
            is_intro = is_intro or found is Verb.PAUSE
        elif sentence[place] == "(" and (note := _NOTE.match(sentence, place)):
            yield from _between(rest)
            rest, place = "", note.end()
            yield from _aside(note["inside"])
            continue
        else:
            gap += sentence[place]
            # What stands before a colon addresses or introduces: 各科室：.
            rest = "" if sentence[place] == ":" and is_intro else rest + sentence[place]
            place += 1
            continue
        yield from _between(rest)
        rest = ""
        yield found
    yield from _between(rest)


def _extension(sentence: str, place: int) -> re.Match[str] | None:
    found = _EXTENSION.match(sentence, place)
    if found is None and (put_on := _PUT_ON.match(sentence, place)):
        return put_on if _RETURN.search(sentence, put_on.end()) else None
    return found


def _between(text: str) -> Iterator[Between]:
    if text:
        yield Between(text)


def _verb(sentence: str, place: int) -> tuple[Verb, int] | None:
    for sign, verb in _VERBS:
        if found := sign.match(sentence, place):
            return verb, found.end()
    return None


def _noted(inside: str) -> Iterator[Word]:
    """Return the words in brackets after a day, beside its weekday."""
    found = _inside(_WEEKDAYS.sub("", inside))
    if any(isinstance(word, DayWord) for word in found):
        yield Aside(found)
    else:
        yield from (word for word in found if isinstance(word, Between | Count))


def _inside(inside: str) -> tuple[Word, ...]:
    if count := _BRACKETED_COUNT.match(inside):
        return (Count(int(count.group())),)
    return tuple(words(inside))


def _aside(inside: str) -> Iterator[Word]:
    """Return the words of brackets: an order of their own, or days the next order speaks of."""
    if _EXPLAINS.match(inside):
        return
    found = _inside(inside)
    orders = (Verb.REST, Verb.SHIFTED, Verb.WORK, Verb.WORK_FROM, Verb.REST_ON, Verb.WORK_ON)
    if any(word in orders for word in found):
        yield Aside(found)
    else:
        yield from found


def _weekdays(note: str) -> tuple[int, ...]:
    signs = "".join(_WEEKDAYS.findall(note)).replace("、", "").replace("天", "日")
    return tuple("一二三四五六日".index(sign) for sign in signs)
