"""Slips and shorthand of pasted notices; whole notices are read in test_notices.py."""

from datetime import date

import pytest

from rules.errors import ClerkError
from rules.notice_words import document_number, named_years, plain
from rules.working_days import SpecialDay
from tests.rules.notice_reading import read_notice


def read(text: str, year: int = 2019) -> str:
    days = read_notice(text, year)
    return " ".join(f"{day.on:%m-%d}{'班' if day.is_working else '放'}" for day in days)


def test_days_set_apart_by_commas_share_the_verb_after_them() -> None:
    assert read("2月2日，2月3日上班") == "02-02班 02-03班"


def test_two_weekdays_may_share_their_first_word() -> None:
    assert read("2月2日、3日（周六、日）上班") == "02-02班 02-03班"
    with pytest.raises(ClerkError, match="是星期日"):
        read("2月2日、3日（周六、五）上班")


def test_a_bracket_that_orders_nothing_is_passed_over() -> None:
    assert read("春节：2月4日放假（初一为2月5日）") == "02-04放"


def test_a_day_left_over_after_a_moved_one_is_not_taken_for_a_day_off() -> None:
    with pytest.raises(ClerkError, match="1月6日”没有写明是放假还是上班"):
        read("元旦：1月4日公休日调至1月2日，1月6日", 2009)


def test_a_bare_run_of_days_is_not_guessed_at() -> None:
    with pytest.raises(ClerkError, match="“10月1日至2日”没有写明是放假还是上班"):
        read("10月1日至2日")


def test_a_second_number_of_days_is_checked_and_not_added() -> None:
    assert read("10月1日起放假3天，共3天") == "10-01放 10-02放 10-03放"
    with pytest.raises(ClerkError, match="放假1天，而文中写“共3天”"):
        read("10月1日起放假1天，共3天")


def test_an_extension_takes_no_day_of_weeks_before_for_the_last_one_known() -> None:
    text = "延长春节假期至2月13日"
    weeks_before = [SpecialDay(date(2030, 1, 20), False, "春节放假")]
    assert read_notice(text, 2030, weeks_before) == read_notice(text, 2030)


def test_a_sentence_of_no_notice_has_no_document_number() -> None:
    assert document_number(plain("5月1日放假")) == ""
    assert read_notice("5月1日放假", 2026)[0].source == ""


@pytest.mark.parametrize("year", [1949, 2025])
def test_a_wrong_year_belongs_to_the_field_of_the_year(year: int) -> None:
    with pytest.raises(ClerkError) as refused:
        read_notice("2026年部分节假日安排：5月1日放假", year)
    assert refused.value.field == "year"


def test_a_year_broken_over_two_lines_is_still_the_notices_year() -> None:
    assert named_years(plain("关于20\n26年部分节假日\n安排的通知")) == {2026}
    with pytest.raises(ClerkError, match="通知写的是2026年"):
        read_notice("关于20\n26年部分节假日安排的通知。5月1日放假", 2025)


def test_days_may_be_numbered_in_chinese_up_to_thirty_one() -> None:
    assert plain("三日、十日、十三日、二十日、三十一日") == "3日、10日、13日、20日、31日"
    assert plain("一二日") == "12日"
    assert read_notice("五月二十一日放假", 2026)[0].on == date(2026, 5, 21)
