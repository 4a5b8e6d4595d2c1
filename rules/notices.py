"""A holiday notice of the State Council, read from its text: which days rest, which are worked.

The text may be a whole notice or one of its sentences. What cannot be read with certainty is
refused with a sentence that says what to put right: a calendar misread moves every due day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rules.arrangements import feasts_of
from rules.errors import ClerkError
from rules.lunar import FIRST_YEAR, LAST_YEAR
from rules.notice_words import (
    Count,
    DayWord,
    Extension,
    Verb,
    Word,
    document_number,
    named_years,
    plain,
    sections,
    words,
)
from rules.statutory_holidays import Festival, statutory_days
from rules.working_days import WEEKDAYS, SpecialDay, days_between

_EARLIEST_YEAR, _LATEST_YEAR = 1950, 2100
_LONGEST_RUN = 16
_NEAR = timedelta(days=12)
_ONE_DAY = timedelta(days=1)
_EXAMPLE = "“2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。”"


def read_notice(text: str, year: int, known: Iterable[SpecialDay] = ()) -> list[SpecialDay]:
    """Return the days a notice for `year` sets apart, in the order of its text.

    A run of days off is listed whole, with its weekends; of a sentence, the days off come before
    the days worked. `known` is the calendar so far: days off that are extended begin after those
    it holds. Raises `ClerkError` where nothing is understood, a day does not exist, a weekday or a
    number of days is wrong, a day is both off and worked, or the notice is for another year.
    """
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ClerkError(
            f"{year}年不是放假通知的年份，请填写通知所说的年份，如2027。", field="year"
        )
    body = plain(text)
    named = named_years(body)
    if named and year not in named:
        years = "、".join(f"{other}年" for other in sorted(named))
        raise ClerkError(
            f"通知写的是{years}，选择的是{year}年，请改选年份，或者粘贴{year}年的通知。",
            field="year",
        )
    reading = _Reading(year, tuple(known))
    for section in sections(body):
        reading.begin(section.name)
        for sentence in section.sentences:
            reading.take(sentence)
    return reading.special_days(document_number(body))


@dataclass(slots=True)
class _Said:
    """What one sentence has said up to a word of it."""

    sentence: str
    named: list[date] = field(default_factory=list)
    written: list[date] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    off: list[date] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)
    run: list[date] = field(default_factory=list)
    sources: list[date] = field(default_factory=list)
    target: Verb | None = None
    doubt: str = ""
    begins: bool = False
    extension: Extension | None = None

    def give_off(self) -> None:
        """Take the days named last as days off."""
        self._be_sure()
        if self.named:
            self.run = self.named
            self.off += self.named
        self.named = []

    def work(self) -> None:
        """Take the days named last as days worked."""
        self._be_sure()
        self.worked += self.named
        self.named = []

    def do_as_said_before(self) -> None:
        """Take the days named last as the order before them said."""
        if self.target is Verb.WORK_ON:
            self.work()
        else:
            self.give_off()

    def _be_sure(self) -> None:
        if self.named and self.doubt:
            raise ClerkError(
                f"“{self.doubt}”没有读懂：是从前一日到后一日，还是只有这两日？"
                "请改写成“2月4日至10日”或者“2月4日、10日”。"
            )
        self.doubt = ""


class _Reading:
    """What has been understood of a notice so far."""

    def __init__(self, year: int, known: Sequence[SpecialDay]) -> None:
        self._year = year
        self._known = known
        self._days: dict[date, tuple[bool, str]] = {}
        self._sources: dict[date, str] = {}
        self.begin("")

    def begin(self, name: str) -> None:
        """Begin a heading: neither a month nor a run of days off is carried over it."""
        self._name = name
        self._nearest = ""
        self._month: int | None = None
        self._off: list[date] = []

    def take(self, sentence: str) -> None:
        """Understand one sentence; raises `ClerkError` where that cannot be done."""
        said = _Said(sentence)
        for word in _with_years(list(words(sentence)), self._year):
            match word:
                case DayWord():
                    self._take_day(word, said)
                case Count():
                    self._take_count(word.days, said)
                case Extension():
                    said.extension = word
                case Verb():
                    self._take_verb(word, said)
        if said.target is not None:
            said.do_as_said_before()
        if said.named:
            self._left_over(said)
        if not self._name and said.off:
            self._nearest = _festivals_of(said.off)
        for days, is_working in ((said.off, False), (said.worked, True)):
            for day in days:
                self._set(day, is_working=is_working)
        for day in said.sources:
            self._sources[day] = self._name or self._nearest

    def _take_verb(self, verb: Verb, said: _Said) -> None:
        match verb:
            case Verb.REST:
                said.give_off()
                said.target = None
            case Verb.WORK if said.target is Verb.MOVED_TO:
                # A公休日调至B上班: B is worked, A rested.
                said.work()
                said.off += said.sources
                said.sources, said.target = [], None
            case Verb.WORK:
                said.work()
                said.target = None
            case Verb.WORK_FROM:
                # 起正常上班: an ordinary weekday is not set apart by it.
                said.worked += [day for day in said.named if day.weekday() >= 5]
                said.named = []
            case Verb.MOVED_TO:
                said.sources += said.named
                said.named, said.target = [], verb
            case Verb.REST_ON | Verb.WORK_ON:
                said.target = verb
            case Verb.BEGINS:
                said.begins = True
            case Verb.NOTHING:
                said.named, said.doubt = [], ""
            case Verb.PAUSE:
                if said.target is not None and said.named:
                    said.do_as_said_before()
                    if said.target is Verb.MOVED_TO:
                        said.target = None

    def _take_day(self, word: DayWord, said: _Said) -> None:
        day = self._day(word, said.written[-1] if word.ends_range else None)
        said.texts.append(f"至{word.text}" if word.ends_range else word.text)
        said.written.append(day)
        self._month = day.month
        if word.year is not None:
            self._carry_year(day)
        for written, weekday in zip(reversed(said.written), reversed(word.weekdays), strict=False):
            _check_weekday(written, weekday)
        if said.extension is not None:
            said.named = self._extended(said.extension.festival, day)
            said.extension = None
            said.give_off()
        elif word.ends_range:
            start = said.written[-2]
            said.named += self._run(start, day, "".join(said.texts[-2:]))
        else:
            if said.named and word.may_end_a_range:
                said.doubt = f"{said.texts[-2]}{word.gap}{word.text}"
            said.named.append(day)

    def _day(self, word: DayWord, start: date | None) -> date:
        month = self._month if word.month is None else word.month
        if month is None:
            raise ClerkError(f"“{word.text}”没有写明月份，请补上，如“10月{word.day}日”。")
        years = self._years(month, start) if word.year is None else [word.year]
        days = [day for year in years if (day := _a_day(year, month, word.day))]
        if not days:
            raise ClerkError(
                f"“{word.text}”不是有效的日期（{years[0]}年没有{month}月{word.day}日），"
                "请核对通知原文。"
            )
        if start is not None and word.year is None:
            return next((day for day in days if day >= start), days[0])
        fitting = [day for day in days if (day.weekday(),) == word.weekdays]
        return (fitting or days)[0]

    def _years(self, month: int, start: date | None) -> list[int]:
        """Return the years a day without one may lie in, the likeliest first."""
        if start is not None:
            return [start.year, start.year + 1] if month < start.month else [start.year]
        if month < 12:
            return [self._year]
        # A day in December belongs to the New Year that follows, if the text is about it.
        is_new_year = self._name == Festival.NEW_YEAR.value or any(
            day.month == 1 or day.year < self._year for day in self._off
        )
        years = [self._year - 1, self._year]
        return years if is_new_year else years[::-1]

    def _carry_year(self, day: date) -> None:
        """Count days without a year in the year a text names; December may precede its year."""
        if day.month < 12 or day.year != self._year:
            self._year = day.year + (day.month == 12)

    def _run(self, start: date, end: date, text: str) -> list[date]:
        if end < start:
            raise ClerkError(f"“{text}”的起止日期颠倒了，请核对通知原文。")
        if (end - start).days >= _LONGEST_RUN:
            raise ClerkError(
                f"“{text}”长达{(end - start).days + 1}天，不像一次假期，请核对起止日期。"
            )
        return list(days_between(start + _ONE_DAY, end))

    def _extended(self, festival: str, until: date) -> list[date]:
        """Return the days added to a festival's days off."""
        name = festival or self._name or _festival_of(until)
        feasts = feasts_of(until.year) if FIRST_YEAR <= until.year <= LAST_YEAR else []
        usual = next(
            (
                date.fromordinal(feast.opens + feast.usual - 1)
                for heading, feast in feasts
                if name and name in heading
            ),
            None,
        )
        if usual is None:
            raise ClerkError("没有读出延长的是哪个节日的假期，请补上，如“延长春节假期至2月2日”。")
        off = {
            day.on
            for day in self._known
            if name in day.name and not day.is_working and abs(until - day.on) < 2 * _NEAR
        }
        end = max((day for day in off if day < until), default=usual)
        # Where the calendar holds the longer holiday already, it is read again from its usual end.
        last = usual if until in off else end
        if until <= last:
            raise ClerkError(
                f"“{name}假期延长至{until.month}月{until.day}日”不晚于原定的假期"
                f"（至{last.month}月{last.day}日），请核对日期。"
            )
        return list(days_between(last + _ONE_DAY, until))

    def _take_count(self, count: int, said: _Said) -> None:
        if said.begins and len(said.run) == 1 and count <= _LONGEST_RUN:
            more = list(days_between(said.run[0], said.run[0] + timedelta(days=count - 1)))[1:]
            said.off += more
            said.run, said.begins = [*said.run, *more], False
        if not said.run or "周末" in said.sentence or "周六" in said.sentence:
            return
        off = sorted({*self._off, *said.off})
        # Weekends between may be counted without being named.
        joined = [day for day in days_between(off[0], off[-1]) if day in off or day.weekday() >= 5]
        if count not in (len(said.run), len(off), len(joined)):
            raise ClerkError(
                f"“{''.join(said.texts)}”放假{len(said.run)}天，而文中写“共{count}天”，"
                "请核对通知原文。"
            )

    def _left_over(self, said: _Said) -> None:
        """Refuse days of which nothing is said, unless they merely date the paper."""
        text = "".join(said.texts)
        is_bare = said.sentence.strip("(),、:") == text
        if (self._name or is_bare) and not (is_bare and len(said.texts) == 1 and "年" in text):
            raise ClerkError(f"“{text}”没有写明是放假还是上班，请补写清楚，或者删去这一句。")

    def _set(self, day: date, *, is_working: bool) -> None:
        name = self._name or self._nearest or _festival_of(day)
        said = self._days.setdefault(day, (is_working, name))
        if said[0] != is_working:
            raise ClerkError(
                f"{day.year}年{day.month}月{day.day}日既写了放假又写了上班，请核对通知原文。"
            )
        if not is_working:
            self._off.append(day)

    def special_days(self, source: str) -> list[SpecialDay]:
        """Return the days understood; raises `ClerkError` where there are none."""
        if not self._days:
            raise ClerkError(f"没有读出放假或者上班的日子，请粘贴通知原文，如{_EXAMPLE}。")
        for day, name in self._sources.items():
            # A day of rest that is moved away is worked, if the text does not say so itself.
            if day not in self._days and day not in _statutory(day.year):
                self._days[day] = (True, name)
        found = []
        for day, (is_working, name) in self._days.items():
            if is_working:
                words_for = f"调休上班（{name}）" if name else "调休上班"
            else:
                words_for = f"{name}放假"
            found.append(SpecialDay(day, is_working, words_for, source))
        return found


def _a_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST_YEAR <= year <= _LATEST_YEAR else None
    except ValueError:
        return None


def _with_years(found: list[Word], year: int) -> list[Word]:
    """Give a run from December into January its years: it is the New Year of `year`."""
    for index in range(len(found) - 1):
        start, end = found[index], found[index + 1]
        if (
            isinstance(start, DayWord)
            and isinstance(end, DayWord)
            and end.ends_range
            and (start.month, end.month) == (12, 1)
            and start.year is None
        ):
            found[index] = replace(start, year=(year if end.year is None else end.year) - 1)
    return found


def _check_weekday(day: date, weekday: int) -> None:
    if day.weekday() != weekday:
        raise ClerkError(
            f"{day.year}年{day.month}月{day.day}日是星期{WEEKDAYS[day.weekday()]}，"
            f"而文中写的是星期{WEEKDAYS[weekday]}，请核对日期、星期和年份。"
        )


def _statutory(year: int) -> dict[date, str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    return {day: festival.value for festival, days in statutory_days(year).items() for day in days}


def _festivals_of(off: Sequence[date]) -> str:
    """Return the festivals that fall on days off, or the one nearest to the first of them."""
    statutory = _statutory(off[-1].year)
    names = dict.fromkeys(statutory[day] for day in off if day in statutory)
    return "、".join(names) or _festival_of(off[0])


def _festival_of(day: date) -> str:
    """Return the festival nearest to `day`, or an empty text where none is near."""
    near = _statutory(day.year) | (_statutory(day.year + 1) if day.month == 12 else {})
    distance, name = min(
        ((abs(day - other), name) for other, name in near.items()), default=(_NEAR, "")
    )
    return name if distance < _NEAR else ""


def notice_problems(days: Iterable[SpecialDay], year: int) -> list[str]:
    """Return what is odd in the days of a whole notice for `year`, as sentences to be shown."""
    listed = {day.on: day for day in days}
    off = {on for on, day in listed.items() if not day.is_working}
    problems = []
    for festival, given in statutory_days(year).items():
        missing = [day for day in given if day not in off]
        if missing:
            listing = "、".join(f"{day.month}月{day.day}日" for day in missing)
            problems.append(f"没有读到{festival.value}法定放假的{listing}，请核对通知是否完整。")
    for on, day in sorted(listed.items()):
        words_for = f"{on.year}年{on.month}月{on.day}日（星期{WEEKDAYS[on.weekday()]}）"
        if day.is_working and on.weekday() < 5:
            problems.append(f"{words_for}本来就是工作日，通知又写了上班，请核对日期。")
        if not (on.year == year or (on.year == year - 1 and on.month == 12)):
            problems.append(f"{words_for}不在{year}年，请核对年份。")
    given_days = sum(len(given) for given in statutory_days(year).values())
    weekdays_off = sum(on.weekday() < 5 for on in off)
    worked = sum(day.is_working and day.on.weekday() >= 5 for day in listed.values())
    if not problems and weekdays_off - worked != given_days:
        problems.append(
            f"放假占用工作日{weekdays_off}天、调休上班{worked}天，相抵为{weekdays_off - worked}天，"
            f"而法定放假是{given_days}天，请核对有没有漏读。"
        )
    return problems
