from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import Done
from casework.desk.desk import Desk
from casework.pages.calendar_changes import (
    Reach,
    local_years,
    take_back_local,
    take_in,
    understand,
    year_to_enter,
)
from casework.pages.register_check import problems
from casework.papers.case_papers import possible_papers, write_paper
from db import calendar_days, requests
from rules.errors import ClerkError

NOTICE_2027 = """一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。
二、春节：2月5日（农历除夕、周五）至12日（周五）放假调休，共8天。1月30日（周六）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


@pytest.fixture
def crossing(do: Callable[..., Done]) -> int:
    """Register a request whose clock runs into the year that is not published."""
    return do(
        "register", None, "2026-12-21", applicant_name="甲", information_sought="文件"
    ).request_id


def test_a_notice_is_understood_before_anything_changes(desk: Desk, crossing: int) -> None:
    change = understand(desk, NOTICE_2027, 2027, "国办发明电〔2026〕0号")
    assert calendar_days.published_until(desk.store) == date(2026, 12, 31)
    assert change.oddities == ()
    assert {day.on for day in change.days if day.is_working} == {
        date(2027, 1, 30),
        date(2027, 2, 14),
        date(2027, 5, 8),
        date(2027, 9, 26),
        date(2027, 10, 9),
    }


def test_the_cases_it_moves_are_listed_with_the_letters_that_name_the_old_day(
    desk: Desk, crossing: int
) -> None:
    assert requests.one(desk.store, crossing).due_on == date(2027, 1, 19)
    assert understand(desk, NOTICE_2027, 2027, "国办发明电〔2026〕0号").moved == ()
    # What stays in the office told nobody the day.
    write_paper(desk, crossing, possible_papers(desk, crossing)[0])
    # Two working days more are free than was expected of New Year.
    longer = NOTICE_2027.replace("至3日（周日）放假调休，共3天", "至5日（周二）放假调休，共5天")
    change = understand(desk, longer, 2027, "国办发明电〔2026〕0号")
    (moved,) = change.moved
    before, after = date(2027, 1, 19), date(2027, 1, 21)
    assert (moved.request_id, moved.due_before, moved.due_after) == (crossing, before, after)
    assert moved.letters == ("政府信息公开申请接收回执",)
    assert "请考虑另行告知" in moved.words


def test_entering_it_moves_the_day_and_the_register_still_adds_up(
    desk: Desk, crossing: int
) -> None:
    # 12-22 to 12-25, 12-28 to 12-31 count 1 to 8; 01-04 to 01-08, 01-11 to 01-15 and 01-18 to
    # 01-19 count 9 to 20.
    take_in(desk, understand(desk, NOTICE_2027, 2027, "国办发明电〔2026〕0号"))
    row = requests.one(desk.store, crossing)
    assert (row.due_on, row.provisional) == (date(2027, 1, 19), False)
    assert calendar_days.published_until(desk.store) == date(2027, 12, 31)
    assert not list(problems(desk))


def test_a_temporary_change_adds_its_days_to_the_year(desk: Desk, do: Callable[..., Done]) -> None:
    request_id = do(
        "register", None, "2026-03-06", applicant_name="甲", information_sought="文件"
    ).request_id
    text = "3月16日（星期一）至3月18日（星期三）放假，共3天。"
    change = understand(desk, text, 2026, "临时通知", reach=Reach.DAYS)
    assert [moved.due_after for moved in change.moved] == [date(2026, 4, 9)]
    take_in(desk, change)
    assert requests.one(desk.store, request_id).due_on == date(2026, 4, 9)
    still = calendar_days.special_days(desk.store, 2026)
    assert any(day.on == date(2026, 2, 14) and day.is_working for day in still)


def test_nothing_is_entered_while_a_sentence_is_not_understood(desk: Desk, crossing: int) -> None:
    before = requests.one(desk.store, crossing).due_on
    text = f"{NOTICE_2027}\n3月8日妇女放假半天。"
    change = understand(desk, text, 2027)
    assert [one.sentence for one in change.not_understood] == ["3月8日妇女放假半天"]
    with pytest.raises(ClerkError, match="还有1句没有读懂，没有录入"):
        take_in(desk, change)
    assert requests.one(desk.store, crossing).due_on == before
    settled = understand(desk, text, 2027, settled=["3月8日妇女放假半天"])
    take_in(desk, settled)
    assert calendar_days.published_until(desk.store) == date(2027, 12, 31)


def test_a_number_typed_wins_over_one_the_text_quotes(desk: Desk) -> None:
    text = f"根据国办发明电〔2026〕9号：\n{NOTICE_2027}"
    assert {day.source for day in understand(desk, text, 2027).days} == {"国办发明电〔2026〕9号"}
    typed = understand(desk, text, 2027, "桂政办发〔2026〕3号")
    assert {day.source for day in typed.days} == {"桂政办发〔2026〕3号"}


REGION = "广西壮族自治区"


def test_a_regions_days_are_a_layer_that_a_national_notice_leaves_alone(
    desk: Desk, do: Callable[..., Done]
) -> None:
    request_id = do(
        "register", None, "2026-03-26", applicant_name="甲", information_sought="文件"
    ).request_id
    before = requests.one(desk.store, request_id).due_on
    text = "三月三：4月20日（星期一）至21日（星期二）放假，共2天。"
    change = understand(desk, text, 2026, "桂政办发〔2026〕3号", reach=Reach.REGION, region=REGION)
    assert [moved.request_id for moved in change.moved] == [request_id]
    take_in(desk, change)
    after = requests.one(desk.store, request_id).due_on
    assert before == date(2026, 4, 24)
    assert after == date(2026, 4, 28)
    calendar = desk.outlook.safe
    assert calendar.why(date(2026, 4, 20)) == "三月三放假"
    assert calendar.source(date(2026, 4, 20)) == "广西壮族自治区桂政办发〔2026〕3号"
    take_in(desk, understand(desk, NOTICE_2027, 2027))
    national = "一、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。"
    take_in(desk, understand(desk, national, 2026))
    assert [(one.region, one.year, one.days, one.names) for one in local_years(desk)] == [
        (REGION, 2026, 2, "三月三")
    ]
    assert requests.one(desk.store, request_id).due_on is not None
    assert not desk.outlook.safe.is_working_day(date(2026, 4, 20))
    assert not list(problems(desk))
    assert "1件在办申请的日期已随之更新" in take_back_local(desk, REGION, 2026)
    assert local_years(desk) == []


def test_a_make_up_day_of_the_nation_is_worked_whatever_a_region_says(desk: Desk) -> None:
    text = "三月三：2月14日（周六）放假。"
    change = understand(desk, text, 2026, reach=Reach.REGION, region=REGION)
    assert change.oddities == ("2026年2月14日（周六）在全国放假安排中是上班，仍按全国的安排计算。",)
    take_in(desk, change)
    assert desk.outlook.safe.is_working_day(date(2026, 2, 14))


def test_a_regions_make_up_day_counts_before_the_nations_notice_is_out(desk: Desk) -> None:
    text = "古尔邦节：2027年5月17日放假。2027年5月22日（周六）上班。"
    take_in(desk, understand(desk, text, 2027, reach=Reach.REGION, region="新疆维吾尔自治区"))
    assert desk.outlook.safe.is_working_day(date(2027, 5, 22))
    # A day off is not counted on until the year's calendar is settled.
    assert desk.outlook.safe.is_working_day(date(2027, 5, 17))


def test_a_regions_notice_needs_its_region(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="请填写地方假日是哪个地区的"):
        understand(desk, "三月三：4月20日放假。", 2026, reach=Reach.REGION)


def test_a_text_that_says_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(ClerkError):
        understand(desk, "祝大家节日愉快", 2027)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 1, 1), 2027),
    ],
)
def test_from_november_the_next_year_is_asked_for(
    desk: Desk, clock: object, today: date, year: int | None
) -> None:
    clock.day = today  # type: ignore[attr-defined]
    assert year_to_enter(desk) == year


def test_a_year_that_is_entered_is_not_asked_for(desk: Desk, clock: object) -> None:
    take_in(desk, understand(desk, NOTICE_2027, 2027, "国办发明电〔2026〕0号"))
    clock.day = date(2026, 12, 1)  # type: ignore[attr-defined]
    assert year_to_enter(desk) is None
