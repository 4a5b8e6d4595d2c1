from casework.commands.notice import notice_json


def days_of(text: str, year: int) -> list[tuple[object, object]]:
    days, said = notice_json(text, year)
    assert said == []
    return [(day["date"], day["is_working_day"]) for day in days]


def test_a_notice_gives_each_day_and_whether_it_is_worked():
    text = "2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。"
    assert days_of(text, 2019) == [
        ("2018-12-30", False),
        ("2018-12-31", False),
        ("2019-01-01", False),
        ("2018-12-29", True),
    ]


def test_the_extension_of_2020_begins_after_the_days_off_first_given():
    text = "延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。"
    assert [day for day, _ in days_of(text, 2020)] == ["2020-01-31", "2020-02-01", "2020-02-02"]


def test_a_text_without_days_is_refused():
    days, said = notice_json("国务院办公厅", 2026)
    assert days == []
    assert said[0].startswith("没有读出放假或者上班的日子")


def test_what_is_sure_is_given_and_what_is_not_is_said():
    days, said = notice_json("1月1日放假。2月14日上午上班。", 2026)
    assert [day["date"] for day in days] == ["2026-01-01"]
    assert len(said) == 1
    assert said[0].startswith("“2月14日上午上班”写的是“上午”")
