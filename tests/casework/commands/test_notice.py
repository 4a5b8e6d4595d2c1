import pytest

from casework.commands.notice import notice_json
from rules.errors import ClerkError


def test_a_notice_gives_each_day_and_whether_it_is_worked():
    text = "2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。"
    assert notice_json(text, 2019) == [
        {"date": "2018-12-30", "is_working_day": False},
        {"date": "2018-12-31", "is_working_day": False},
        {"date": "2019-01-01", "is_working_day": False},
        {"date": "2018-12-29", "is_working_day": True},
    ]


def test_the_extension_of_2020_begins_after_the_days_off_first_given():
    text = "延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。"
    assert [day["date"] for day in notice_json(text, 2020)] == [
        "2020-01-31",
        "2020-02-01",
        "2020-02-02",
    ]


def test_a_text_without_days_is_refused():
    with pytest.raises(ClerkError, match="没有读出放假或者上班的日子"):
        notice_json("国务院办公厅", 2026)
