"""A holiday notice of the State Council, read from its text: which days rest, which are worked.

The text may be a whole notice or one of its sentences. A sentence whose order is not certain is
told, with the reason, and none of its days is taken: a calendar misread moves every due day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules.arrangements import feasts_of
from rules.errors import ClerkError
from rules.lunar import FIRST_YEAR, LAST_YEAR
from rules.notice_sentence import Sentence
from rules.notice_tables import with_tables_told
from rules.notice_tokens import DayWord, FestivalExtension, Word, local_festival, unsure_word, words
from rules.notice_words import document_number, named_years, plain, sections
from rules.statutory_holidays import Festival, statutory_days
from rules.working_days import WEEKDAYS, SpecialDay, days_between

_EARLIEST_YEAR, _LATEST_YEAR = 1950, 2100
_NEAR = timedelta(days=12)
_ONE_DAY = timedelta(days=1)
NO_DAYS = (
    "没有读出放假或者上班的日子，请粘贴通知原文，"
    "如“2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。”。"
)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A sentence of a notice whose order is not certain, and why."""

    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """The days a notice sets apart, and the sentences that were not understood."""

    days: tuple[SpecialDay, ...]
    not_understood: tuple[NotUnderstood, ...] = ()


def understand_notice(
    text: str,
    year: int,
    known: Iterable[SpecialDay] = (),
    settled: Iterable[str] = (),
) -> NoticeReading:
    """Return what a notice for `year` says: its days in their order, and what was not understood.

    A run of days off is listed whole, with its weekends; of a sentence, the days off come before
    the days worked. `known` is the calendar so far: days off that are extended begin after those
    it holds. `settled` are sentences a person has looked at and found to order nothing. Raises
    `ClerkError` where the year is none, or the notice is for another one.
    """
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ClerkError(
            f"{year}年不是放假通知的年份，请填写通知所说的年份，如2027。", field="year"
        )
    body = plain(with_tables_told(text))
    named = named_years(body)
    if named and year not in named:
        years = "、".join(f"{other}年" for other in sorted(named))
        raise ClerkError(
            f"通知写的是{years}，选择的是{year}年，请改选年份，或者粘贴{year}年的通知。",
            field="year",
        )
    reading = _Reading(year, tuple(known))
    passed_over = frozenset(settled)
    for section in sections(body):
        reading.begin(section.name)
        for sentence in section.sentences:
            if sentence not in passed_over:
                reading.take(sentence)
    return reading.end(document_number(body))


class _Reading:
    """What has been understood of a notice so far; the days its sentences name lie in its year."""

    def __init__(self, year: int, known: Sequence[SpecialDay]) -> None:
        self._year = year
        self._known = known
        self._days: dict[date, tuple[bool, str, str]] = {}
        self._sources: dict[date, str] = {}
        self._explained: dict[date, str] = {}
        self._not_understood: list[NotUnderstood] = []
        self.begin("")

    def begin(self, name: str) -> None:
        """Begin a heading: neither a month nor a run of days off is carried over it."""
        self._name = name
        self._local = ""
        self._nearest = ""
        self._month: int | None = None
        self._off: list[date] = []

    def take(self, sentence: str) -> None:
        """Take one sentence: its days, or that it was not understood."""
        try:
            said = self._read(sentence)
        except ClerkError as refused:
            self._month = None
            self._refuse(sentence, refused.message)
            return
        if said is None:
            return
        if not self._name and said.off:
            self._nearest = self._local or _festivals_of(said.off)
        # A region's feast below a feast of the nation is its own.
        name = local_festival(sentence) or self._name or self._nearest
        for days, is_working in ((said.off, False), (said.worked, True)):
            for day in days:
                words_for = name or self._local or _festival_of(day)
                self._days.setdefault(day, (is_working, words_for, sentence))
                if not is_working:
                    self._off.append(day)
        for day in said.moved:
            self._sources[day] = name
        self._explained.update(dict.fromkeys(said.explained, sentence))

    def _read(self, sentence: str) -> Sentence | None:
        """Return what a sentence orders, None where it only dates a paper."""
        found = _with_years(list(words(sentence)), self._year)
        days = [word for word in found if isinstance(word, DayWord)]
        if len(days) == 1 and days[0].year and sentence.strip("(),、:") == days[0].text:
            return None
        if word := unsure_word(sentence):
            raise ClerkError(
                f"“{sentence}”写的是“{word}”，不是全体人员的整天放假或者上班，没有录入，请核对后另行处理。"
            )
        if "延长" in sentence and not any(isinstance(word, FestivalExtension) for word in found):
            raise ClerkError(f"“{sentence}”没有读懂延长到哪一天，请改写成“延长春节假期至2月2日”。")
        if not days:
            raise ClerkError(f"“{sentence}”没有写明是几月几日，请补写日期，如“10月11日上班”。")
        self._local = local_festival(sentence) or self._local
        said = Sentence(sentence, self)
        said.read(found)
        both = [day for day in said.off if day in said.worked]
        for days_said, is_working in ((said.off, False), (said.worked, True)):
            both += [
                day for day in days_said if day in self._days and self._days[day][0] != is_working
            ]
        if both:
            day = both[0]
            if day in self._days:
                # Which of the two sentences is right is not for a program to say.
                self._refuse(self._days[day][2], _contradiction(day))
                self._days.pop(day)
            raise ClerkError(_contradiction(day))
        for day in said.worked:
            if day in _statutory(day.year):
                raise ClerkError(
                    f"“{sentence}”读成了{day.month}月{day.day}日上班，而这一天是"
                    f"{_statutory(day.year)[day]}法定放假，请核对通知原文。"
                )
        return said

    def _refuse(self, sentence: str, why: str) -> None:
        self._not_understood.append(NotUnderstood(sentence, why))

    def day(self, word: DayWord, start: date | None) -> date:
        """Return the day a word names; raises `ClerkError` where there is none."""
        day = self._day(word, start)
        self._month = day.month
        if word.year is not None:
            self._carry_year(day)
        return day

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

    def extended(self, festival: str, until: date) -> list[date]:
        """Return the days added to a festival's days off; raises `ClerkError` where unclear."""
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

    def is_the_festivals(self, days: Sequence[date]) -> bool:
        """Tell whether one of the days is given by law for the festival of the heading."""
        return any(
            (name := _statutory(day.year).get(day)) is not None and name in self._name
            for day in days
        )

    def given_by_law(self, days: Sequence[date]) -> bool:
        """Tell whether one of the days is a statutory day off."""
        return any(day in _statutory(day.year) for day in days)

    def known_off(self) -> list[date]:
        """Return the days off already read under the heading."""
        return self._off

    def rests(self, day: date) -> bool:
        """Tell whether a day rests as far as the calendar is known without this notice."""
        known = next((other for other in self._known if other.on == day), None)
        return day.weekday() >= 5 if known is None else not known.is_working

    def end(self, source: str) -> NoticeReading:
        """Return the reading of the whole notice."""
        for day, name in self._sources.items():
            # A day of rest that is moved away is worked, if the text does not say so itself.
            if day not in self._days and day not in _statutory(day.year):
                self._days[day] = (True, name, "")
        for day, sentence in self._explained.items():
            if day not in self._days and day.weekday() < 5:
                self._refuse(
                    sentence,
                    f"“{sentence}”没有写明{day.month}月{day.day}日放不放假，请补写清楚，或者删去这一句。",
                )
        found = []
        for day, (is_working, name, _) in self._days.items():
            if is_working:
                words_for = f"调休上班（{name}）" if name else "调休上班"
            else:
                words_for = f"{name}放假"
            found.append(SpecialDay(day, is_working, words_for, source))
        return NoticeReading(tuple(found), tuple(self._not_understood))


def _contradiction(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日既写了放假又写了上班，请核对通知原文。"


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
