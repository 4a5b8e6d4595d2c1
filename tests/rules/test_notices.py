"""Holiday notices read from their own words, every year from 2007 to 2026."""

import json
import re
from datetime import date
from pathlib import Path

import chinese_calendar
import pytest

from rules.notices import notice_problems
from rules.working_days import SpecialDay, days_between
from tests.rules.notice_reading import read_notice

DATA = Path(__file__).parent / "data"
NOTICES = DATA / "notices"
SAMPLES = json.loads((DATA / "notices.json").read_text(encoding="utf-8"))
YEARS = range(2007, 2027)


def notice(name: object) -> str:
    return (NOTICES / f"{name}.txt").read_text(encoding="utf-8")


def short(days: list[SpecialDay]) -> str:
    """Say days in a line: 放 off, 班 worked."""
    return " ".join(f"{day.on:%y-%m-%d}{'班' if day.is_working else '放'}" for day in days)


def read(text: str, year: int) -> str:
    return short(read_notice(text, year))


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["text"][:8] for sample in SAMPLES])
def test_a_sample_section_gives_its_days_in_the_order_of_its_text(sample):
    days = read_notice(sample["text"], sample["year"])
    assert [(day.on.isoformat(), day.is_working) for day in days] == [
        (day["date"], day["is_working_day"]) for day in sample["days"]
    ]


def test_the_notices_of_twenty_years_make_the_calendar_that_was_lived():
    calendar: dict[date, SpecialDay] = {}
    for year in YEARS:
        calendar.update((day.on, day) for day in read_notice(notice(year), year))
    for name in ("2015-09", "2019-05", "2020-01"):
        days = read_notice(notice(name), int(name[:4]), list(calendar.values()))
        calendar.update((day.on, day) for day in days)
    for day in days_between(date(2007, 1, 1), date(2026, 12, 31)):
        special = calendar.get(day)
        is_working = special.is_working if special else day.weekday() < 5
        assert is_working == chinese_calendar.is_workday(day), day


@pytest.mark.parametrize("year", YEARS)
def test_a_whole_notice_has_nothing_odd_about_it(year):
    assert notice_problems(read_notice(notice(year), year), year) == []


@pytest.mark.parametrize("year", YEARS)
def test_a_section_alone_gives_the_same_days_with_or_without_its_heading(year):
    whole = read_notice(notice(year), year)
    headings = re.findall(r"^[一二三四五六七]、(.*)$", notice(year), re.MULTILINE)
    assert len(headings) >= 4
    for section in headings:
        days = read_notice(section, year)
        bare = re.sub(r"^\D*(?=\d)", "", section)
        assert read(bare, year) == short(days)
        assert short(days) in short(whole)


@pytest.mark.parametrize("year", YEARS)
def test_a_notice_pasted_as_one_line_reads_the_same(year):
    whole = notice(year)
    assert read(whole.replace("\n", ""), year) == read(whole, year)
    assert read(whole.replace("\n", " \r\n　"), year) == read(whole, year)


@pytest.mark.parametrize("year", YEARS)
def test_a_notice_broken_into_short_lines_reads_the_same(year):
    whole = notice(year)
    broken = "\n".join(re.findall(r".{1,17}", whole.replace("\n", "")))
    assert read(broken, year) == read(whole, year)


@pytest.mark.parametrize("year", YEARS)
def test_the_notice_lends_its_document_number_to_each_day(year):
    sources = {day.source for day in read_notice(notice(year), year)}
    assert len(sources) == 1
    assert re.fullmatch(rf"国办发明电〔{year - 1}〕\d+号", sources.pop())


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("2015-09", "15-09-03放 15-09-04放 15-09-05放 15-09-06班"),
        ("2019-05", "19-05-01放 19-05-02放 19-05-03放 19-05-04放 19-04-28班 19-05-05班"),
        ("2020-01", "20-01-31放 20-02-01放 20-02-02放"),
    ],
)
def test_a_change_in_mid_year_is_read_as_what_it_changes(name, days):
    assert read(notice(name), int(name[:4])) == days


GOLDEN = "10-01放 26-10-02放 26-10-03放 26-10-04放 26-10-05放 26-10-06放 26-10-07放"


@pytest.mark.parametrize(
    "text",
    [
        "10月1日（周四）至7日（周三）放假调休，共7天。",
        "１０月１日－７日放假，共７天。",
        "10月1号至7号放假",
        "10月1日—10月7日放假，共7天",
        "10月1-7日放假",
        "10 月 1 日 至 7 日 放 假",
        "十月一日至七日放假，共七天。",
        "自10月1日起放假调休7天。",
        "10月1日起至7日放假",
        "10月1日〜7日放假",
        "10月1日―7日放假",
        "10月1日−7日放假",
        "10月1日→7日放假",
        "10月1日一直到10月7日放假",
        "国庆节放假时间为10月1日至7日。",
        "放假调休时间：10月1日至7日，共7天。",
        "国庆节：2026年10月1日～10月7日休息",
        "七、国庆节10月1日至7日放假。",
        "“十一”：10月1日至7日放假。",
        "（七）国庆节放假：10月1日至7日放假。",
        "10月1日（星期四、国庆节当日）至7日放假",
    ],
)
def test_a_run_may_be_written_in_many_ways(text):
    assert read(text, 2026) == f"26-{GOLDEN}"


@pytest.mark.parametrize(
    ("text", "year", "days"),
    [
        ("2月2日（星期六）、2月3日（星期日）上班。", 2019, "19-02-02班 19-02-03班"),
        ("2月2日、3日（星期六、星期日）上班。", 2019, "19-02-02班 19-02-03班"),
        ("2月2、3日照常上班", 2019, "19-02-02班 19-02-03班"),
        ("2月2日星期六、2月3日星期日上班", 2019, "19-02-02班 19-02-03班"),
        ("4月5日放假，4月7日（星期一）补休。", 2014, "14-04-05放 14-04-07放"),
        ("4月5日放假，与周末连休，共3天。", 2019, "19-04-05放"),
        ("9月27日放假，不补休。", 2015, "15-09-27放"),
        ("2月4日上班，2月5日放假", 2024, "24-02-05放 24-02-04班"),
        ("春节：2月4日放假（2月2日、3日上班）", 2019, "19-02-04放 19-02-02班 19-02-03班"),
        ("6月8日（星期日）公休日调至6月9日（星期一）。", 2008, "08-06-09放"),
        ("12月29日（星期六）公休日调至12月31日（星期一）。", 2007, "07-12-31放 07-12-29班"),
        ("元旦：12月29日（星期六）公休日调至12月31日。", 2008, "07-12-31放 07-12-29班"),
        ("2月8日（星期六）起正常上班", 2020, "20-02-08班"),
        ("2月10日放假（初一为2月10日）", 2024, "24-02-10放"),
        ("二月二十一日、十月十日上班", 2026, "26-02-21班 26-10-10班"),
        ("10月1日至1日放假", 2026, "26-10-01放"),
        ("2月14日（周六）调休上班", 2026, "26-02-14班"),
        ("2月14日、2月28日为调休上班日", 2026, "26-02-14班 26-02-28班"),
        ("2月14日补班", 2026, "26-02-14班"),
        ("调休上班日为2月14日、28日", 2026, "26-02-14班 26-02-28班"),
        ("放假时间为5月1日至2日，5月9日上班", 2026, "26-05-01放 26-05-02放 26-05-09班"),
        ("上班：5月9日。放假：5月1日、2日。", 2026, "26-05-09班 26-05-01放 26-05-02放"),
        ("5月1日放假1天，不调休", 2019, "19-05-01放"),
        ("5月1日，以及5月2日放假", 2026, "26-05-01放 26-05-02放"),
        ("5月1日是劳动节，5月1日至2日放假", 2026, "26-05-01放 26-05-02放"),
        ("4月5日放假，4月7日补休，共3天。", 2014, "14-04-05放 14-04-07放"),
    ],
)
def test_the_words_after_a_day_decide_what_it_is(text, year, days):
    assert read(text, year) == days


@pytest.mark.parametrize(
    ("text", "year", "days"),
    [
        ("12月30日至1月1日放假", 2019, "18-12-30放 18-12-31放 19-01-01放"),
        ("2018年12月30日至1月1日放假", 2019, "18-12-30放 18-12-31放 19-01-01放"),
        ("12月31日（星期六）上班", 2012, "11-12-31班"),
        ("元旦：1月1日放假，12月31日上班", 2012, "12-01-01放 11-12-31班"),
        ("1月1日放假。12月31日上班", 2012, "12-01-01放 11-12-31班"),
        ("12月31日上班", 2012, "12-12-31班"),
        ("2019年5月1日至2日放假。4月28日上班", 2026, "19-05-01放 19-05-02放 19-04-28班"),
        ("2018年12月31日放假。2月4日放假", 2019, "18-12-31放 19-02-04放"),
        ("2019年5月1日放假。4月28日上班", 2026, "19-05-01放 19-04-28班"),
        ("2018年12月31日放假。2月4日放假", 2030, "18-12-31放 19-02-04放"),
        ("2019年12月29日上班。2月4日放假", 2019, "19-12-29班 19-02-04放"),
        ("2019年12月29日上班。2月4日放假", 2026, "19-12-29班 20-02-04放"),
        ("5月1日放假。12月31日放假", 2026, "26-05-01放 26-12-31放"),
        ("1月31日至2月1日放假。9月9日放假", 2022, "22-01-31放 22-02-01放 22-09-09放"),
    ],
)
def test_a_day_without_a_year_lies_in_the_year_of_the_notice_or_the_december_before(
    text, year, days
):
    assert read(text, year) == days


@pytest.mark.parametrize(
    "text",
    [
        "延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。",
        "春节假期延长至2月2日，2月3日起正常上班。",
        "将2020年春节假期延长至2月2日（正月初九），2月3日（星期一）起正常上班。",
        "春节假期由原定的1月30日延长至2月2日。",
        "2020年春节假期延长3天至2020年2月2日。",
    ],
)
def test_an_extension_may_be_worded_either_way(text):
    assert read(text, 2020) == "20-01-31放 20-02-01放 20-02-02放"


def test_an_extension_begins_after_the_days_off_already_known():
    known = [
        SpecialDay(day, False, "春节放假")
        for day in days_between(date(2030, 2, 2), date(2030, 2, 11))
    ]
    text = "延长春节假期至2月13日，2月14日起正常上班。"
    assert short(read_notice(text, 2030, known)) == "30-02-12放 30-02-13放"
    assert short(read_notice(text, 2030)) == "30-02-10放 30-02-11放 30-02-12放 30-02-13放"


@pytest.mark.parametrize(("year", "first"), [(2000, "00-02-12"), (2070, "70-02-18")])
def test_an_extension_is_read_in_every_year_of_the_lunar_calendar(year, first):
    assert read("延长春节假期至2月20日", year).startswith(f"{first}放")


def test_an_extension_already_entered_is_read_again_as_it_was():
    days = read_notice(notice("2020-01"), 2020)
    known = [
        SpecialDay(day, False, "春节放假")
        for day in days_between(date(2020, 1, 24), date(2020, 2, 2))
    ]
    assert read_notice(notice("2020-01"), 2020, known) == days


def test_days_are_named_after_their_festival_with_or_without_a_heading():
    for text in (
        "春节：2月15日至23日放假。2月14日上班。",
        "2月15日至23日放假。2月14日上班。",
    ):
        names = {day.name for day in read_notice(text, 2026)}
        assert names == {"春节放假", "调休上班（春节）"}
    merged = read_notice("9月29日至10月6日放假，10月7日上班。", 2023)
    assert {day.name for day in merged} == {
        "中秋节、国庆节放假",
        "调休上班（中秋节、国庆节）",
    }


@pytest.mark.parametrize(
    ("text", "year", "name"),
    [
        ("7月15日放假", 2026, "放假"),
        ("7月18日上班", 2026, "调休上班"),
        ("4月16日放假", 2026, "清明节放假"),
        ("4月17日放假", 2026, "放假"),
        ("12月31日上班", 2011, "调休上班（元旦）"),
        ("12月15日放假", 2011, "放假"),
        ("5月1日放假", 1999, "放假"),
        ("5月1日放假", 2000, "劳动节放假"),
        ("5月1日放假", 2070, "劳动节放假"),
        ("5月1日放假", 2071, "放假"),
        ("12月31日放假", 2070, "放假"),
    ],
)
def test_a_day_alone_is_named_after_a_festival_near_it(text, year, name):
    assert read_notice(text, year)[0].name == name


def test_a_rest_day_moved_away_is_named_after_its_heading():
    days = read_notice("元旦：12月29日（星期六）公休日调至12月31日。", 2008)
    assert [day.name for day in days] == ["元旦放假", "调休上班（元旦）"]


def test_a_holiday_may_last_sixteen_days_at_most():
    assert len(read_notice("1月1日至16日放假", 2026)) == 16
    assert len(read_notice("自1月1日起放假16天", 2026)) == 16


ADVICE = "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。"


def test_advice_and_principles_set_no_day_apart():
    assert read(f"2月10日放假。{ADVICE}", 2024) == "24-02-10放"
    assert "25-10-08放" in read(notice(2025), 2025)
    assert read(notice(2025), 2025).startswith("25-01-01放 25-01-28放")
