"""Notices as offices reword them: read right, or shown; never a due day later by misreading."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.notices import understand_notice
from rules.statutory_holidays import statutory_days
from rules.working_days import SpecialDay, days_between


def read(text: str, year: int) -> tuple[str, str]:
    """Return the days in a line, 放 off and 班 worked, and what was not understood."""
    reading = understand_notice(text, year)
    days = " ".join(f"{day.on:%m-%d}{'班' if day.is_working else '放'}" for day in reading.days)
    return days, " ".join(passed.why for passed in reading.not_understood)


def off(first: str, last: str, year: int) -> str:
    days = days_between(date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}"))
    return " ".join(f"{day:%m-%d}放" for day in days)


NATIONAL = f"{off('10-01', '10-08', 2025)} 09-28班 10-11班"


@pytest.mark.parametrize(
    "text",
    [
        "国庆假期为10月1日至8日，9月28日、10月11日补班",
        "国庆节假期10月1日至8日，9月28日、10月11日上班",
        "国庆节：10月1日至8日。9月28日、10月11日上班",
        "国庆节：10月1日至8日，9月28日，10月11日上班",
        "国庆节放假8天，10月1日至8日，9月28日、10月11日上班",
        "国庆节放假调休8天（10月1日至8日），9月28日（周日）、10月11日（周六）正常上班。",
        "放假8天，即10月1日至8日，9月28日、10月11日上班",
        "10月1日至8日放假，前后两个周末（9月28日、10月11日）上班",
        "10月1日至8日放假（9月28日、10月11日上班）",
        "10月1日至8日（9月28日、10月11日上班）放假",
        "10月1日至8日为国庆假期，9月28日、10月11日需上班",
        "10月1日至8日放假，9月28日、10月11日为工作日",
        "10月1日至8日放假，9月28日和10月11日调整为工作日",
        "10.1-10.8放假，9.28、10.11上班",
        "2025-10-01至2025-10-08放假，2025/9/28、2025/10/11上班",
        "二〇二五年十月一日至八日放假，九月二十八日、十月十一日上班",
        "放假日期：10月1日-10月8日（8天）；上班日期：9月28日、10月11日",
        "国庆放假：10月1日-10月8日；补班：9月28日、10月11日",
        "国庆\n放假：10月1日至8日\n上班：9月28日、10月11日",
        "国庆放假：10.1—10.8 上班：9.28、10.11",
        "◆国庆节 10月1日至8日放假，9月28日、10月11日上班",
        "现将国庆节放假安排通知如下：10月1日至8日放假，9月28日、10月11日上班。",
        "各科室：10月1日至8日放假，9月28日、10月11日补上班，请遵照执行",
        "全市各机关单位10月1日起至8日止放假，9月28日、10月11日统一上班",
        "10月1日至8日放假，9月28日、10月11日上班。\n青枫区人民政府办公室\n2025年9月20日",
        "10月1日至8日放假，9月28日、10月11日上班，鼓励职工错峰休假",
        "10月1日至8日放假，9月28日、10月11日上班，其余时间正常上班",
    ],
)
def test_one_holiday_in_the_words_of_many_offices(text: str) -> None:
    assert read(text, 2025) == (NATIONAL, "")


@pytest.mark.parametrize(
    ("text", "year", "days"),
    [
        ("劳动节假期5月1日至5日，5月9日上班", 2026, f"{off('05-01', '05-05', 2026)} 05-09班"),
        ("9月1日上班调到8月28日", 2022, "09-01放 08-28班"),
        ("10月8日（星期三）的工作调整到10月11日（星期六）", 2025, "10-08放 10-11班"),
        ("10月11日（星期六）与10月8日（星期三）对调", 2025, "10-08放 10-11班"),
        ("10月11日（周六）调至10月8日", 2025, "10-08放 10-11班"),
        ("春节假期顺延至2月2日，2月3日起正常上班", 2020, off("01-31", "02-02", 2020)),
        ("春节假期由1月30日延至2月2日", 2020, off("01-31", "02-02", 2020)),
        ("放假安排如下：1月1日放假。1月28日放假", 2025, "01-01放 01-28放"),
        ("9月28日为工作日", 2025, "09-28班"),
        ("6月6日是古尔邦节，6月6日至10日放假5天", 2025, off("06-06", "06-10", 2025)),
        ("2025年壮族三月三放假时间为3月31日至4月1日，共2天", 2025, "03-31放 04-01放"),
        ("4月5日放假，与周末连休，共3天", 2019, "04-05放"),
        ("5月1日放假。联系人：王某，电话：0791-1234567", 2026, "05-01放"),
        ("劳动节假期调整为5月1日至4日", 2019, off("05-01", "05-04", 2019)),
    ],
)
def test_other_turns_of_phrase(text: str, year: int, days: str) -> None:
    assert read(text, year) == (days, "")


@pytest.mark.parametrize(
    ("text", "year", "why"),
    [
        ("10月1日至8日，9月28日、10月11日上班", 2025, "没有读懂哪几天放假、哪几天上班"),
        ("3月8日妇女放假半天", 2026, "写的是“妇女”"),
        ("7月1日放假半天", 2026, "写的是“半天”"),
        ("除夕（2月16日）下午放假", 2026, "写的是“下午”"),
        ("5月4日青年职工放假", 2026, "写的是“青年”"),
        ("10月12日至13日放假2天（仅限少数民族职工）", 2026, "写的是“仅”"),
        ("10月8日上班时间为9:00至17:00", 2026, "写的是“上班时间”"),
        ("5月1日起上班时间调整为8:30", 2026, "写的是“上班时间”"),
        ("10月1日至7日放假，窗口单位除外", 2026, "写的是“窗口”"),
        ("10月1日至8日放假，次日上班", 2025, "没有写明是哪一天"),
        ("国庆节后第一个周六上班", 2025, "没有写明是几月几日"),
        ("除夕放假，1月29日至2月4日放假", 2025, "没有写明是哪一天"),
        ("9月28日（星期日）不放假", 2025, "没有读懂9月28日是休息还是上班"),
        ("取消10月11日调休上班", 2025, "写的是“取消”"),
        ("9月28日、10月11日调休", 2025, "这几天是休息还是上班"),
        ("调休：9月28日、10月11日", 2025, "这几天是休息还是上班"),
        ("8月28日（星期五）与8月30日（星期日）调休", 2026, "这几天是休息还是上班"),
        ("5月1日起放假，5月6日上班", 2026, "没有写明放假到哪一天"),
        ("春节假期延长3天", 2026, "没有读懂延长到哪一天"),
        ("除夕提前下班", 2026, "没有写明是几月几日"),
        ("2月14日补2月20日的班", 2026, "“补的班”没有读懂"),
        ("10月1日上班", 2026, "国庆节法定放假"),
        ("请于9月28日前上报", 2025, "没有读懂"),
        ("1月1日放假，拟于1月4日上班", 2026, "写的是“拟”"),
        ("国庆节 10月1日至8日 9月28日、10月11日 8天", 2025, "没有读懂"),
        ("10月11日（周六）调至10月12日（周日）", 2025, "没有读懂"),
        ("国庆节10月1日至8日放假，共7天", 2025, "而文中写“共7天”"),
        ("高速公路5月1日0时起免费", 2026, "写的是“0时”"),
        ("首个工作日为5月6日", 2026, "没有读懂"),
        ("延长春节假期，2月3日起上班", 2020, "没有读懂"),
        ("10月1日至3日", 2025, "没有写明是放假还是上班"),
    ],
)
def test_what_is_not_certain_is_shown_and_none_of_its_days_is_taken(
    text: str, year: int, why: str
) -> None:
    days, said = read(text, year)
    assert days == ""
    assert why in said


def test_what_is_certain_beside_it_is_still_read() -> None:
    days, said = read("1月1日放假。2月14日上午上班。5月1日放假。", 2026)
    assert days == "01-01放 05-01放"
    assert said.count("没有录入") == 1


def test_of_two_sentences_that_contradict_each_other_neither_is_taken() -> None:
    days, said = read("1月2日放假。1月1日放假。1月2日上班。", 2026)
    assert days == "01-01放"
    assert said.count("2026年1月2日既写了放假又写了上班") == 2


def test_a_sentence_looked_at_by_a_person_is_passed_over() -> None:
    text = "1月1日放假。3月8日妇女放假半天。"
    (passed,) = understand_notice(text, 2026).not_understood
    assert understand_notice(text, 2026, (), [passed.sentence]).not_understood == ()


def test_a_day_said_to_be_ordinary_must_be_so_in_the_calendar() -> None:
    known = [SpecialDay(date(2026, 2, 14), True, "调休上班（春节）")]
    assert understand_notice("2月14日不上班", 2026, known).not_understood
    assert not understand_notice("2月14日不上班。1月1日放假", 2026).not_understood


DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 28))
ORDERS = (
    "{run}放假，{make_up}上班",
    "{run}，{make_up}上班",
    "{make_up}上班，{run}放假",
    "假期为{run}，{make_up}补班",
    "{run}放假调休，{make_up}调休",
    "{run}放假（{make_up}）",
    "{run}、{make_up}",
    "放假{run}；补班{make_up}",
    "{run}休息{make_up}工作",
    "将{make_up}公休日调至{first}，{run}放假",
)


@given(DAYS, st.integers(1, 7), DAYS, st.sampled_from(ORDERS))
def test_no_order_of_words_turns_a_make_up_day_into_nothing(
    first: date, length: int, make_up: date, wording: str
) -> None:
    """Whatever is read, the make-up day is worked, or the text is shown as not understood."""
    make_up += timedelta(days=(5 - make_up.weekday()) % 7)
    last = first + timedelta(days=length)
    # A Saturday of the next year, written without its year, would be read in this one.
    assume(make_up.year == first.year)
    assume(not first <= make_up <= last)
    assume(all(make_up not in days for days in statutory_days(2025).values()))
    text = wording.format(
        run=f"{first.month}月{first.day}日至{last.month}月{last.day}日",
        make_up=f"{make_up.month}月{make_up.day}日",
        first=f"{first.month}月{first.day}日",
    )
    reading = understand_notice(text, 2025)
    if not reading.not_understood:
        days = {day.on: day.is_working for day in reading.days}
        assert days.get(make_up) is True
        assert all(day == make_up or not works for day, works in days.items())
