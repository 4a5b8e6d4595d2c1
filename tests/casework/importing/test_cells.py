from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.importing.cells import Years, day_of, days_in, text_of
from casework.importing.numbers_in_cells import month_in, year_in, yuan_of

MARCH_5 = date(2025, 3, 5)
LATE_AT_NIGHT = datetime.combine(MARCH_5, time(23, 59))


@pytest.mark.parametrize(
    "cell",
    [
        "2025.3.5", "2025/3/5", "2025-03-05", "2025年3月5日", "2025年3月5号", "２０２５．３．５",
        "2025。3。5", "25.3.5", "20250305", 20250305, 20250305.0, 45721, 45721.0, "45721",
        "二〇二五年三月五日", "二0二五年三月五日", "二Ｏ二五年三月五日",
        "2025-03-05 10:30:00", "2025-03-05T10:30:00.000+08:00",
        "2025年3月5日上午9点30分", "2025.3.5（周三）", "2025 年 3 月 5 日", date(2025, 3, 5),
        LATE_AT_NIGHT, "3月5日", "3.5", 3.5, "3/5", "03-05",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_a_clerk_writes_it(cell):
    assert day_of(cell, Years(anchor=date(2025, 2, 20))) == MARCH_5


@pytest.mark.parametrize("cell", [None, "", " ", "/", "—", "无", "否", "未", "不适用", 0])
def test_what_says_that_there_is_nothing_is_no_day(cell):
    assert day_of(cell, Years()) is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2025.2.30", "“2025.2.30”不是有效的日期"),
        ("2025.13.1", "“2025.13.1”不是有效的日期"),
        ("2025.3", "“2025.3”不是有效的日期"),
        ("3.8-3.15", "不止一个日期"),
        ("2025.3.8-15", "不是有效的日期"),
        ("2025.3.5、2025.3.9", "不止一个日期"),
        ("5/3/2025", "分不清月和日"),
        (3.1, "分不清是3月1日还是3月10日"),
        ("待定", "“待定”不是有效的日期"),
        (2025, "不是有效的日期"),
        (0.5, "不是有效的日期"),
        (True, "不是有效的日期"),
        (time(9, 30), "不是有效的日期"),
        (date(1905, 7, 17), "年份明显有误"),
        ("2055.3.5", "年份明显有误"),
    ],
)
def test_what_is_no_day_is_said(cell, words):
    with pytest.raises(ValueError, match=words):
        day_of(cell, Years(anchor=date(2025, 2, 20)))


def test_a_day_without_a_year_and_nothing_to_go_by_is_not_guessed():
    with pytest.raises(ValueError, match="没有写年份"):
        day_of("3月5日", Years())


@pytest.mark.parametrize(
    ("years", "meant"),
    [
        pytest.param(Years(anchor=date(2024, 12, 20)), date(2025, 1, 6), id="after the receipt"),
        pytest.param(Years(until=date(2025, 2, 1)), date(2025, 1, 6), id="before the reply"),
        pytest.param(Years(until=date(2025, 1, 1)), date(2024, 1, 6), id="the year before"),
        pytest.param(Years(year=2023), date(2023, 1, 6), id="the year of the sheet"),
    ],
)
def test_the_year_comes_from_the_days_around_it(years, meant):
    assert day_of("1月6日", years) == meant
    assert years.inferred == 1


WRITINGS = st.sampled_from(
    ["{0.year}.{0.month}.{0.day}", "{0:%Y/%m/%d}", "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}",
     "{0:%Y-%m-%d} 08:05:00", " {0.year}- {0.month}-{0.day}",
     "{0.year}年{0.month}月{0.day}日（已签收）"]
)  # fmt: skip


@given(st.dates(date(2008, 5, 1), date(2039, 12, 31)), WRITINGS)
def test_a_day_written_in_full_is_that_day(day, writing):
    assert day_of(writing.format(day), Years()) == day


@given(st.dates(date(2008, 5, 1), date(2039, 12, 31)), st.integers(0, 360))
def test_a_day_without_its_year_is_the_next_one_after_the_receipt(received_on, later):
    meant = date.fromordinal(received_on.toordinal() + later)
    cell = f"{meant.month}月{meant.day}日"
    assert day_of(cell, Years(anchor=received_on)) == meant


def day_or_sentence(cell):
    try:
        return day_of(cell, Years(year=2025))
    except ValueError as error:
        return str(error)


@given(st.text(max_size=20) | st.integers() | st.floats())
def test_any_cell_is_a_day_or_nothing_or_a_sentence(cell):
    told = day_or_sentence(cell)
    if isinstance(told, str):
        assert told.endswith("。")
    else:
        assert told is None or date(2004, 1, 1) <= told <= date(2040, 12, 31)


def test_a_cell_may_hold_the_day_of_sending_and_of_the_answer():
    assert days_in("2025.3.1/2025.3.10", Years()) == [date(2025, 3, 1), date(2025, 3, 10)]
    assert days_in("3.1 / 3.10", Years(anchor=date(2025, 2, 1))) == [
        date(2025, 3, 1),
        date(2025, 3, 10),
    ]
    assert days_in("无", Years()) == []


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [("380元", 380), (380.0, 380), ("￥1,200", 1200), ("免", None), ("", None), (0, None)],
)
def test_an_amount_is_read_in_whole_yuan(cell, yuan):
    assert yuan_of(cell) == yuan


@pytest.mark.parametrize("cell", ["1e999999", "380.5", "三百", -1, "nan"])
def test_what_is_no_amount_is_said(cell):
    with pytest.raises(ValueError, match="金额"):
        yuan_of(cell)


def test_cells_become_texts_as_they_look():
    assert text_of(13800000001.0) == "13800000001"
    assert text_of("  张三\r\n李四_x000D_ ") == "张三\n李四"
    assert text_of(True) == "是"
    assert text_of(LATE_AT_NIGHT) == "2025-03-05"


def test_a_heading_names_its_year_only_where_it_is_one():
    assert year_in("2025年台账") == 2025
    assert year_in("2024—2025年台账") is None
    assert year_in("电话20250001") is None


def test_a_day_alone_is_of_the_month_a_heading_names_and_of_none_otherwise() -> None:
    assert day_of("5日", Years(year=2025, month=3)) == date(2025, 3, 5)
    assert day_of("5号（周三）", Years(year=2025, month=3)) == date(2025, 3, 5)
    with pytest.raises(ValueError, match="没有写月份，上面也没有写明月份的小标题"):
        day_of("5日", Years(year=2025))
    with pytest.raises(ValueError, match="没有写年份"):
        day_of("5日", Years(month=3))
    with pytest.raises(ValueError, match="不是有效的日期"):
        day_of("31日", Years(year=2025, month=4))


@pytest.mark.parametrize(
    ("heading", "month"),
    [
        ("3月", 3), ("2025年3月", 3), ("三月份", 3), ("2025年十二月台账", 12),
        ("03月份（共5件）", None),
        ("1月至3月", None), ("一至三月", None), ("一月、二月", None),
        ("13月", None), ("2025年", None),
    ],
)  # fmt: skip
def test_a_heading_names_one_month_or_none(heading: str, month: int | None) -> None:
    assert month_in(heading) == month
