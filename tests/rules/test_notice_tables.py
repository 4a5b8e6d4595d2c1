"""Notices laid out as tables: the same days as the sentences they stand for, or shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.notices import understand_notice
from rules.working_days import days_between

YEAR = 2026
ROWS = (
    ("元旦", "1月1日", "1月3日", "1月4日（周日）", 3),
    ("春节", "2月15日", "2月23日", "2月14日（周六）、2月28日（周六）", 9),
    ("清明节", "4月4日", "4月6日", "无", 3),
    ("劳动节", "5月1日", "5月5日", "5月9日（周六）", 5),
    ("端午节", "6月19日", "6月21日", "", 3),
    ("中秋节", "9月25日", "9月27日", "—", 3),
    ("国庆节", "10月1日", "10月7日", "9月20日（周日）、10月10日（周六）", 7),
)
RUNS = ("01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21", "09-25 09-27",
        "10-01 10-07")  # fmt: skip
OFF = {
    day
    for run in RUNS
    for day in days_between(*(date.fromisoformat(f"{YEAR}-{end}") for end in run.split()))
}
WORKED = {
    date.fromisoformat(f"{YEAR}-{day}")
    for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
}
COLUMNS = {
    "节日": lambda row: row[0],
    "放假时间": lambda row: f"{row[1]}至{row[2].partition('月')[2]}",
    "调休上班": lambda row: row[3],
    "天数": lambda row: f"{row[4]}天",
    "备注": lambda _: "",
}


def read(text: str) -> tuple[set[date], set[date], list[str]]:
    reading = understand_notice(text, YEAR)
    return (
        {day.on for day in reading.days if not day.is_working},
        {day.on for day in reading.days if day.is_working},
        [passed.why for passed in reading.not_understood],
    )


def line(text: str) -> str:
    """Return what a notice sets apart in a line, and ? for what is shown and not entered."""
    reading = understand_notice(text, YEAR)
    days = sorted((day.on, day.is_working) for day in reading.days)
    said = [f"{on:%m%d}{'班' if is_working else ''}" for on, is_working in days]
    return " ".join([*said, *("?" for _ in reading.not_understood)])


@given(
    st.permutations(list(COLUMNS)),
    st.sampled_from(["\t", "|", ","]),
    st.permutations(list(ROWS)),
    st.sampled_from(["", "2026年部分节假日安排表\n", "单位：天\n\n"]),
)
def test_the_table_of_a_year_gives_its_calendar_in_any_order_of_columns(
    columns: list[str], sign: str, rows: list[tuple[str, ...]], title: str
) -> None:
    table = [columns, *([COLUMNS[column](row) for column in columns] for row in rows)]
    text = title + "\n".join(sign.join(cells) for cells in table)
    assert read(text) == (OFF, WORKED, [])


@given(st.integers(0, len(ROWS) - 1), st.integers(0, 3), st.booleans(), st.permutations(range(4)))
def test_a_cell_lost_from_a_copy_makes_no_day_off_of_a_day_worked(
    at: int, lost: int, shifts: bool, order: list[int]
) -> None:
    heads = [list(COLUMNS)[place] for place in order]
    table = [heads]
    for number, row in enumerate(ROWS):
        cells = [COLUMNS[head](row) for head in heads]
        if number == at:
            cells[lost : lost + 1] = [] if shifts else [""]
        table.append(cells)
    off, _, _ = read("\n".join("\t".join(cells) for cells in table))
    assert off <= OFF


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # Days by themselves, each with its state.
        ("日期\t星期\t安排\n2026年1月1日\t四\t休\n2026-01-04\t星期日\t补班", "0101 0104班"),
        ("日期\t放假\t上班\n1月1日\t√\t\n1月4日\t\t√", "0101 0104班"),
        ("日期\t是否上班\n2026-01-02\t否\n2026-01-04\t是", "0102 0104班"),
        # A weekday that contradicts its date is shown.
        ("日期\t星期\t安排\n1月1日\t五\t休", "?"),
        # Feasts side by side, heads over two rows, first and last day apart.
        ("\t元旦\t清明\n放假\t1月1日至2日\t4月6日\n上班\t1月4日\t无", "0101 0102 0104班 0406"),
        ("节日\t放假\t\t补班\n\t开始\t结束\t\n元旦\t1月1日\t1月2日\t1月4日", "0101 0102 0104班"),
        ("假期\t开始日期\t结束日期\t补班\n元旦\t1月1日\t1月1日\t2026-01-04", "0101 0104班"),
        # Copied as text: by wide blanks, by single ones, with the rules of a page.
        ("节日   放假时间   补班\n元旦   1.1-1.2   1.4", "0101 0102 0104班"),
        ("节日 放假时间 补班\n元旦 1/1~1/2 1/4", "0101 0102 0104班"),
        ("| 节日 | 安排 |\n|---|---|\n| 元旦 | 1月1日放假。1月4日上班 |", "0101 0104班"),
        ('节日\t放假\n元旦\t"1月1日\n至1月2日\n共2天"', "0101 0102"),
        ("节　日\t放假时间\t补班时间\n元　旦\t元月一日至二日\t一月四日", "0101 0102 0104班"),
        # 调休 beside the days off means the weekend worked; a weekday there is not certain.
        ("节日\t放假日期\t调休日期\n劳动节\t5月1日\t5月9日", "0501 0509班"),
        ("节日\t放假日期\t调休日期\n元旦\t1月1日\t1月2日", "0101 ?"),
        # The rule of the text: part of a day, part of the people, a number that does not add up.
        ("节日\t放假时间\t备注\n妇女节\t3月8日\t妇女放假半天", "?"),
        ("节日\t放假时间\t天数\n元旦\t1月1日\t1.5", "?"),
        ("节日\t放假时间\t天数\n国庆节\t10月1日至7日\t8天", "?"),
        # What names no day is shown, never dropped.
        ("节日\t放假\t上班\n元旦\t46023\t1月4日", "0104班 ?"),
        ("节日\t放假\t上班\n元旦\t1月1日\t节后第一个周六", "0101 ?"),
        ("元旦\t1月1日至3日\t1月4日", "?"),
        ("节日\t放假\t值班\t上班\n元旦\t1月1日\t1月1日张三\t1月4日", "0101 0104班 ?"),
        # What stands with the name counts too.
        ("节日\t放假\n元旦（1月1日）\t1月1日\n国庆节（9月20日上班）\t10月1日", "0101 0920班 1001"),
    ],
)  # fmt: skip
def test_tables_as_offices_lay_them_out(text: str, days: str) -> None:
    assert line(text) == days


def test_a_regions_feast_below_the_nations_keeps_its_own_name() -> None:
    text = "节日\t放假时间\n国庆节\t10月1日\n壮族三月三\t4月20日"
    assert {day.name for day in understand_notice(text, YEAR).days} == {
        "国庆节放假",
        "壮族三月三放假",
    }
