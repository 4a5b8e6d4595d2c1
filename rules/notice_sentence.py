"""What one sentence of a holiday notice orders: days off, days worked, or a doubt."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rules.errors import ClerkError
from rules.notice_days import LONGEST_RUN, Days, check_weekday, run_of, with_weekends
from rules.notice_tokens import (
    Aside,
    Between,
    Count,
    DayWord,
    FestivalExtension,
    Verb,
    Word,
    is_for_other_days,
    is_harmless,
    names_a_day,
)
from rules.working_days import days_between

_ONE_DAY = timedelta(days=1)
# Days named in one breath lie this near each other; a weekend may stand between.
_BESIDE = 3
_SHIFTED_WEEKEND = "“{}”把周末写成了调休或者放假：这几天是休息还是上班？请写明“放假”或者“上班”。"


@dataclass(slots=True)
class _Group:
    """Days named together."""

    days: list[date]
    clause: int
    is_run: bool


@dataclass(slots=True)
class Sentence:
    """One sentence while it is read.

    Raises `ClerkError` from `take` and `end` where the order of a day is not certain.
    """

    text: str
    about: Days
    off: list[date] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)
    moved: list[date] = field(default_factory=list)
    explained: list[date] = field(default_factory=list)
    written: list[date] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    _named: list[_Group] = field(default_factory=list)
    _run: list[date] = field(default_factory=list)
    _sources: list[date] = field(default_factory=list)
    _target: Verb | None = None
    _move: Verb | None = None
    _doubt: str = ""
    _begins: bool = False
    _extension: FestivalExtension | None = None
    _clause: int = 0
    _count: int | None = None
    _beside: str = ""
    _has_day: bool = False
    _ordered: bool = False
    _idle: Verb | None = None
    _may_be_the_heading: bool = True

    def read(self, words: Sequence[Word]) -> None:
        """Take every word of the sentence and its end."""
        for word in words:
            self.take(word)
        self.end()

    def take(self, word: Word) -> None:
        """Take the next word."""
        match word:
            case DayWord():
                self._take_day(word)
            case Count():
                self._take_count(word.days)
            case FestivalExtension():
                self._extension = word
            case Between():
                self._beside += word.text
            case Aside():
                self._take_aside(word)
            case Verb():
                self._take_verb(word)

    def end(self) -> None:
        """Take the end of the sentence: days still without an order are refused."""
        self._end_clause()
        if self._move is not None:
            self._settle_move()
        if self._named and self._target is not None:
            self._do_as_said_before()
        self._take_as_the_heading_says()
        if self._extension is not None:
            raise ClerkError(f"“{self.text}”没有读出延长到哪一天，请补写日期。")
        if self._begins and len(self._run) == 1:
            raise ClerkError(f"“{self.text}”没有写明放假到哪一天，请改写成“5月1日至5日放假”。")
        if self._named:
            days = "".join(self.texts)
            raise ClerkError(f"“{days}”没有写明是放假还是上班，请补写清楚，或者删去这一句。")
        if self._count is not None:
            self._check_count(self._count)

    def _take_aside(self, aside: Aside) -> None:
        inner = Sentence(self.text, self.about, _may_be_the_heading=False)
        inner.read(aside.words)
        self.off += inner.off
        self.worked += inner.worked
        self.moved += inner.moved
        self.explained += inner.explained

    def _take_verb(self, verb: Verb) -> None:
        match verb:
            case Verb.PAUSE:
                self._end_clause()
            case Verb.REST | Verb.SHIFTED | Verb.WORK | Verb.WORK_FROM | Verb.WORK_IN_EXCHANGE:
                self._order(verb)
            case Verb.REST_ON | Verb.WORK_ON:
                if self._named:
                    # 10月1日放假10月2日上班: the order belongs to the days before it.
                    self._order(Verb.REST if verb is Verb.REST_ON else Verb.WORK)
                else:
                    self._target = verb
            case Verb.MOVED_TO | Verb.REST_MOVED_TO | Verb.WORK_MOVED_TO:
                if not self._named and verb is Verb.REST_MOVED_TO and not self._sources:
                    # 假期调整为5月1日至4日: the days that follow are the days off.
                    self._target = Verb.REST_ON
                    return
                self._be_sure()
                self._sources += self._days()
                self._move = verb
            case Verb.THESE:
                if not (self._run or self._named):
                    self._target = Verb.REST_ON
            case Verb.SWAPPED:
                self._swap()
            case Verb.BEGINS:
                self._begins = True
            case Verb.EXPLAINED:
                self._be_sure()
                self.explained += self._days()
            case Verb.NOTHING:
                self._nothing()

    def _order(self, verb: Verb) -> None:
        self._ordered = True
        if self._move is not None and self._named:
            self._settle_move(verb)
            return
        if not self._named:
            if self._idle is None and self._target is None:
                self._idle = verb
            return
        self._be_sure()
        self._check_together(verb)
        is_run = any(group.is_run for group in self._named)
        days = self._days()
        match verb:
            case Verb.REST:
                self._rest(days)
            case Verb.SHIFTED:
                if not is_run and any(day.weekday() >= 5 for day in days):
                    raise ClerkError(_SHIFTED_WEEKEND.format(self.text))
                self._check_not_weekends(days)
                self._rest(days)
            case Verb.WORK:
                if is_run and any(day.weekday() < 5 for day in days):
                    raise ClerkError(
                        f"“{self._said()}”写的是连续几天都上班，像是假期，请核对通知原文，"
                        "写明哪几天放假、哪一天上班。"
                    )
                self.worked += days
            case Verb.WORK_IN_EXCHANGE:
                if any(day.weekday() < 5 for day in days):
                    raise ClerkError(
                        f"“{self._said()}”写在调休一栏，其中有工作日：这几天是休息还是上班？"
                        "请写明“放假”或者“上班”。"
                    )
                self.worked += days
            case _:
                if len(days) > 1:
                    raise ClerkError(f"“{self._said()}”没有读懂从哪一天起上班，请补写清楚。")
                # 起正常上班: an ordinary weekday is not set apart by it.
                self.worked += [day for day in days if day.weekday() >= 5]
        self._target = None

    def _rest(self, days: list[date]) -> None:
        self._run = days
        self.off += days

    def _days(self) -> list[date]:
        days = [day for group in self._named for day in group.days]
        self._named = []
        return days

    def _check_together(self, verb: Verb) -> None:
        """Refuse an order for days in several clauses that do not lie side by side."""
        for before, after in zip(self._named, self._named[1:], strict=False):
            if before.clause != after.clause and (
                (before.is_run or after.is_run or verb in (Verb.REST, Verb.SHIFTED))
                and abs((after.days[0] - before.days[-1]).days) > _BESIDE
            ):
                raise ClerkError(
                    f"“{self._said()}”没有读懂哪几天放假、哪几天上班，请在每组日期后面写明。"
                )

    def _check_not_weekends(self, days: Sequence[date]) -> None:
        if all(day.weekday() >= 5 for day in days):
            raise ClerkError(_SHIFTED_WEEKEND.format(self.text))

    def _said(self) -> str:
        return "".join(self.texts)

    def _be_sure(self) -> None:
        if self._named and self._doubt:
            raise ClerkError(
                f"“{self._doubt}”没有读懂：是从前一日到后一日，还是只有这两日？"
                "请改写成“2月4日至10日”或者“2月4日、10日”。"
            )
        self._doubt = ""

    def _do_as_said_before(self) -> None:
        """Take the days named last as the order before them said."""
        self._be_sure()
        if self._target is Verb.REST_ON:
            self._check_together(Verb.REST)
            days = self._days()
            if not self.about.given_by_law(days):
                self._check_not_weekends(days)
            self._rest(days)
        else:
            self._check_together(Verb.WORK)
            self.worked += self._days()

    def _take_as_the_heading_says(self) -> None:
        """Take the first days under a festival's heading as its days off, if they hold its day."""
        if not (self._named and self._may_be_the_heading and not self._ordered):
            return
        first = [group for group in self._named if group.clause == self._named[0].clause]
        days = [day for group in first for day in group.days]
        if len(first) == 1 and self.about.is_the_festivals(days):
            self._be_sure()
            self._named = self._named[1:]
            self._rest(days)
        self._may_be_the_heading = False

    def _end_clause(self) -> None:
        if self._has_day and not is_harmless(self._beside):
            raise ClerkError(
                f"“{self.text}”中的“{self._beside.strip('、,:')}”没有读懂，"
                "请只写日期和放假、上班，或者核对后删去这一句。"
            )
        if not self._has_day and self._idle is not None:
            self._check_idle(self._idle)
        if self._named and self._target is not None:
            self._do_as_said_before()
            self._ordered = True
        elif self._named and self._move is not None:
            self._settle_move()
        else:
            self._take_as_the_heading_says()
        self._beside, self._has_day, self._idle = "", False, None
        self._clause += 1

    def _check_idle(self, verb: Verb) -> None:
        """Refuse an order in a clause without a date, unless it orders nothing by itself."""
        if names_a_day(self._beside) or (verb is Verb.WORK and not is_for_other_days(self._beside)):
            raise ClerkError(f"“{self.text}”没有写明是哪一天，请补写日期，如“10月11日上班”。")

    def _settle_move(self, verb: Verb | None = None) -> None:
        """Take days that change places: the one of rest is worked, the working one rests."""
        self._be_sure()
        targets, sources, move = self._days(), self._sources, self._move
        self._sources, self._move = [], None
        if not sources or not targets:
            raise ClerkError(f"“{self._said()}”没有读懂哪一天调到哪一天，请补写清楚。")
        from_rest = all(day.weekday() >= 5 for day in sources)
        rest_moves = from_rest and all(day.weekday() < 5 for day in targets)
        work_moves = all(day.weekday() < 5 for day in sources) and all(
            day.weekday() >= 5 for day in targets
        )
        if (
            rest_moves
            and move is not Verb.WORK_MOVED_TO
            and verb in (None, Verb.REST, Verb.SHIFTED)
        ):
            self._rest(targets)
            self.moved += sources
        elif work_moves and move is not Verb.REST_MOVED_TO and verb in (None, Verb.WORK):
            self._rest(sources)
            self.worked += targets
        else:
            raise ClerkError(
                f"“{self._said()}”没有读懂：休息日调到工作日，还是工作日调到休息日？"
                "请写明哪一天放假、哪一天上班。"
            )

    def _swap(self) -> None:
        self._be_sure()
        days = [*self._sources, *self._days()]
        rest = [day for day in days if day.weekday() >= 5]
        work = [day for day in days if day.weekday() < 5]
        if len(rest) != 1 or len(work) != 1:
            raise ClerkError(
                f"“{self._said()}”没有读懂哪一天与哪一天对调，请写明放假和上班的日期。"
            )
        self._sources, self._move = [], None
        self._rest(work)
        self.worked += rest

    def _nothing(self) -> None:
        """Take days of which it is said that nothing is set apart: they must be ordinary ones."""
        self._be_sure()
        self._ordered = True
        days = self._days()
        odd = [day for day in days if self.about.rests(day) != (day.weekday() >= 5)]
        wrong = odd or [day for day in days if (day.weekday() >= 5) != ("上班" in self.text)]
        if wrong:
            day = wrong[0]
            raise ClerkError(
                f"“{self.text}”没有读懂{day.month}月{day.day}日是休息还是上班，"
                "请改写成“放假”或者“上班”。"
            )

    def _take_day(self, word: DayWord) -> None:
        day = self.about.day(word, self.written[-1] if word.ends_range else None)
        self.texts.append(f"至{word.text}" if word.ends_range else word.text)
        self.written.append(day)
        self._has_day = True
        for written, weekday in zip(reversed(self.written), reversed(word.weekdays), strict=False):
            check_weekday(written, weekday)
        if self._extension is not None:
            self._named = [_Group(self.about.extended(self._extension.festival, day), 0, True)]
            self._extension = None
            self._rest(self._days())
        elif word.ends_range:
            start = self.written[-2]
            run = run_of(start, day, "".join(self.texts[-2:]))
            if self._named:
                self._named[-1].days += run
                self._named[-1].is_run = len(self._named[-1].days) > 1
            else:
                self._named.append(_Group([start, *run], self._clause, True))
        else:
            beside = bool(self._named) and (day - self._named[-1].days[-1]) == _ONE_DAY
            if self._named and (word.may_end_a_range or not (word.gap or beside)):
                self._doubt = f"{self.texts[-2]}{word.gap}{word.text}"
            self._named.append(_Group([day], self._clause, False))

    def _take_count(self, count: int) -> None:
        if self._begins and len(self._run) == 1 and count <= LONGEST_RUN:
            more = list(days_between(self._run[0], self._run[0] + timedelta(days=count - 1)))[1:]
            self.off += more
            self._run, self._begins = [*self._run, *more], False
        if self._run:
            self._check_count(count)
        else:
            self._count = count

    def _check_count(self, count: int) -> None:
        self._count = None
        if not self._run:
            return
        off = sorted({*self.about.known_off(), *self.off})
        # Weekends between may be counted without being named.
        joined = [day for day in days_between(off[0], off[-1]) if day in off or day.weekday() >= 5]
        allowed = {len(self._run), len(off), len(joined)}
        if "周末" in self.text or "周六" in self.text or "双休" in self.text:
            allowed.add(len(with_weekends(self._run)))
        if count not in allowed:
            raise ClerkError(
                f"“{self._said()}”放假{len(self._run)}天，而文中写“共{count}天”，请核对通知原文。"
            )
