"""Whatever is pasted as a notice is read or refused, and what is odd is pointed out."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.errors import ClerkError
from rules.notices import notice_problems
from rules.working_days import SpecialDay
from tests.rules.notice_reading import read_notice

DATA = Path(__file__).parent / "data"


NOTICES = DATA / "notices"


def notice(name: object) -> str:
    return (NOTICES / f"{name}.txt").read_text(encoding="utf-8")


def short(days: list[SpecialDay]) -> str:
    """Say days in a line: 放 off, 班 worked."""
    return " ".join(f"{day.on:%y-%m-%d}{'班' if day.is_working else '放'}" for day in days)


def read(text: str, year: int) -> str:
    return short(read_notice(text, year))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("根据国务院通知，10月1日放假。10月10日上班。", "26-10-01放 26-10-10班"),
        ("国庆节：10月1日放假（不另行通知）。", "26-10-01放"),
        ("新华社北京11月4日电。10月1日放假。", "26-10-01放"),
        ("据悉，通知于11月4日印发。国庆节：10月1日放假。", "26-10-01放"),
    ],
)
def test_what_only_introduces_is_passed_over_and_an_order_never(text, days):
    assert read(text, 2026) == days


@pytest.mark.parametrize(
    ("text", "year", "message"),
    [
        ("", 2026, "没有读出放假或者上班的日子，请粘贴通知原文"),
        ("请各科室周知。", 2026, "没有读出放假或者上班的日子"),
        ("4月5日不放假。", 2026, "没有读懂4月5日是休息还是上班"),
        ("1月4日公休日调至1月2日上班", 2009, "“1月4日1月2日”没有读懂：休息日调到工作日"),
        ("根据放假原则，10月2日放假。10月1日放假。", 2026, "写的是“原则”，不是全体人员的整天"),
        ("2月2日（星期日）上班", 2019, "2019年2月2日是星期六，而文中写的是星期日"),
        ("2月4日（周一）至10日（周六）放假", 2019, "2019年2月10日是星期日，而文中写的是星期六"),
        ("2月4日（周二）至10日（周日）放假", 2019, "2019年2月4日是星期一，而文中写的是星期二"),
        ("2月2日、3日（周六、周一）上班", 2019, "2019年2月3日是星期日，而文中写的是星期一"),
        ("2月4日至10日放假，共8天。", 2019, "“2月4日至10日”放假7天，而文中写“共8天”"),
        ("2月4日、10日放假，共7天。", 2019, "“2月4日10日”放假2天，而文中写“共7天”"),
        ("2月4日…10日放假。", 2019, "“2月4日...10日”没有读懂：是从前一日到后一日"),
        ("2月4日一10日放假。", 2019, "“2月4日一10日”没有读懂"),
        ("从2月4日开始到2月10日为止放假", 2019, "“2月4日开始到2月10日”没有读懂"),
        ("2月4日开始，2月10日结束放假", 2019, "“2月4日开始,2月10日结束放假”中的“开始”没有读懂"),
        ("5月1日放假3天。", 2019, "“5月1日”放假1天，而文中写“共3天”"),
        ("2月30日放假", 2019, "“2月30日”不是有效的日期（2019年没有2月30日）"),
        ("2月29日放假", 2019, "2019年没有2月29日"),
        ("13月1日放假", 2019, "“13月1日”不是有效的日期"),
        ("4月31日至5月2日放假", 2019, "“4月31日”不是有效的日期"),
        ("10月7日至1日放假", 2019, "“10月7日至1日”的起止日期颠倒了"),
        ("1月1日至10月7日放假", 2019, "“1月1日至10月7日”长达280天，不像一次假期"),
        ("1月1日至17日放假", 2019, "“1月1日至17日”长达17天"),
        ("5月1日、10月7日至1日放假", 2019, "“10月7日至1日”的起止日期颠倒了"),
        ("自10月1日起放假17天", 2019, "“10月1日”放假1天，而文中写“共17天”"),
        ("15日放假", 2019, "“15日”没有写明月份，请补上，如“10月15日”"),
        ("5月1日放假，5月1日上班", 2019, "2019年5月1日既写了放假又写了上班"),
        ("2月4日至10日放假。2月9日上班。", 2019, "2019年2月9日既写了放假又写了上班"),
        ("5月1日。", 2019, "“5月1日”没有写明是放假还是上班"),
        ("春节：2月4日放假。2月16日到岗。", 2019, "“2月16日到岗”中的“到岗”没有读懂"),
        ("延长春节假期至1月20日。", 2020, "“春节假期延长至1月20日”不晚于原定的假期（至1月30日）"),
        ("延长春节假期至1月30日。", 2020, "不晚于原定的假期（至1月30日）"),
        ("延长春节假期至2月20日。", 1999, "没有读出延长的是哪个节日的假期"),
        ("延长春节假期至2月20日。", 2071, "没有读出延长的是哪个节日的假期"),
        ("延长假期至7月20日。", 2020, "没有读出延长的是哪个节日的假期"),
        (
            "国务院办公厅关于2025年部分节假日安排的通知。元旦：1月1日放假。",
            2026,
            "通知写的是2025年，选择的是2026年，请改选年份",
        ),
        ("0000年1月1日放假", 2026, "“0000年1月1日”不是有效的日期"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_put_right(text, year, message):
    with pytest.raises(ClerkError, match=re.escape(message)) as refused:
        read_notice(text, year)
    assert refused.value.message.endswith("。")


@pytest.mark.parametrize("year", [1950, 2100])
def test_the_earliest_and_the_latest_year_are_read(year):
    assert read_notice("5月1日放假", year)[0].on == date(year, 5, 1)


@pytest.mark.parametrize("year", [1949, 2101, 0, 99999])
def test_a_year_without_notices_is_refused(year):
    with pytest.raises(ClerkError, match="不是放假通知的年份"):
        read_notice("5月1日放假", year)


def test_the_day_under_a_notice_is_not_taken_for_one_of_its_days():
    assert read("元旦：1月1日放假。2025年11月4日", 2026) == "26-01-01放"


WORDS = st.sampled_from(
    [
        *("1月", "2月", "12月", "30日", "31日", "4日", "5号", "2026年", "0000年", "9999年", "三日"),
        *("至", "、", "，", "。", "（", "）", "星期六", "周日", "\n", "一、", "元旦：", "春节："),
        *("放假", "上班", "补休", "公休日调至", "不放假", "起", "正常上班", "共3天", "共99天"),
        *("延长春节假期至", "延长假期至", "国庆节", "〔2025〕7号", "农历", "除夕", "与周末连休"),
    ]
)


def answer_to(text: str, year: int) -> list[SpecialDay] | str:
    try:
        return read_notice(text, year)
    except ClerkError as refused:
        return refused.message


@given(st.lists(WORDS, max_size=14).map("".join), st.integers(1950, 2100))
@example("9999年12月31日起放假共3天", 2026)
@example("9999年12月31日放假", 2026)
@example("延长春节假期至1950年1月4日", 1950)
@example("（（）", 2026)
def test_whatever_is_pasted_is_read_or_refused_in_a_sentence(text, year):
    answer = answer_to(text, year)
    if isinstance(answer, str):
        assert answer.endswith("。")
    else:
        assert answer
        assert len({day.on for day in answer}) == len(answer)


@given(st.text(max_size=60), st.integers(2000, 2070))
def test_any_text_at_all_is_read_or_refused(text, year):
    answer = answer_to(text, year)
    assert not isinstance(answer, str) or answer.endswith("。")


def test_a_missing_festival_is_pointed_out():
    text = notice(2026).replace("六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n", "")
    assert notice_problems(read_notice(text, 2026), 2026) == [
        "没有读到中秋节法定放假的9月25日，请核对通知是否完整。"
    ]


def test_a_make_up_day_that_was_not_read_shows_in_the_sum():
    text = notice(2026).replace("2月14日（周六）、2月28日（周六）上班。", "2月14日（周六）上班。")
    assert notice_problems(read_notice(text, 2026), 2026) == [
        "放假占用工作日19天、调休上班5天，相抵为14天，而法定放假是13天，请核对有没有漏读。"
    ]


def test_odd_days_are_pointed_out():
    days = [
        *read_notice(notice(2026), 2026),
        SpecialDay(date(2026, 3, 9), True, "调休上班"),
        SpecialDay(date(2025, 5, 1), False, "放假"),
        SpecialDay(date(2027, 12, 31), False, "放假"),
    ]
    assert notice_problems(days, 2026) == [
        "2025年5月1日（星期四）不在2026年，请核对年份。",
        "2026年3月9日（星期一）本来就是工作日，通知又写了上班，请核对日期。",
        "2027年12月31日（星期五）不在2026年，请核对年份。",
    ]
