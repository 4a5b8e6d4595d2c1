"""What sections were asked, read from the steps of a case, and days counted back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.circulation import awaited, circulated, lead_of
from rules.pace import USUAL, Need, done_on, last_safe_days, own_day
from rules.steps import SectionAsked, Step, StepKind
from rules.working_days import Calendar, SpecialDay

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
CALENDAR = Calendar(
    [SpecialDay(date(2026, 11, 26), False, "放假", "通知")], first_day=FIRST, last_day=LAST
)
MONDAY = date(2026, 11, 16)


def assigned(
    number: int,
    *sections: str,
    handler: str = "",
    question: str = "",
    answer_by: date | None = None,
    instead: bool = False,
) -> Step:
    asked = tuple(SectionAsked(section, handler, question, answer_by) for section in sections)
    return Step(StepKind.ASSIGNED, MONDAY, number, asked=asked, instead=instead)


def to(kind: StepKind, ref: str, day: int, said: str = "", answer_by: date | None = None) -> Step:
    return Step(kind, date(2026, 11, day), ref=ref, said=said, answer_by=answer_by)


def test_a_second_assignment_stands_beside_the_first() -> None:
    steps = [
        assigned(1, "规划科", handler="李文"),
        assigned(2, "财务科", question="核对金额"),
    ]
    assert [(one.name, one.is_lead, one.is_open) for one in circulated(steps)] == [
        ("规划科", True, True),
        ("财务科", False, True),
    ]
    assert lead_of(steps).handler == "李文"
    assert circulated(steps)[1].question == "核对金额"


def test_one_that_says_so_puts_another_in_its_place() -> None:
    steps = [assigned(1, "规划科", instead=True), assigned(2, "财务科", instead=True)]
    assert [one.is_replaced for one in circulated(steps)] == [True, False]
    assert lead_of(steps).section == "财务科"


def test_who_sent_it_back_leads_no_more() -> None:
    steps = [
        assigned(1, "规划科", "财务科"),
        to(StepKind.SECTION_RETURNED, "规划科", 17, "不是本科室职责"),
    ]
    assert lead_of(steps).section == "财务科"
    assert [one.name for one in awaited(steps)] == ["财务科"]
    steps.append(assigned(3, "综合科"))
    assert lead_of(steps).section == "综合科"


def test_the_same_section_asked_again_has_a_name_of_its_own() -> None:
    steps = [
        assigned(1, "规划科"),
        to(StepKind.SECTION_ANSWERED, "规划科", 18, "可以公开"),
        assigned(2, "规划科"),
        to(StepKind.SECTION_ANSWERED, "规划科（2）", 19, "附件不公开"),
    ]
    assert [(one.name, one.answer) for one in circulated(steps)] == [
        ("规划科", "可以公开"),
        ("规划科（2）", "附件不公开"),
    ]


def test_lateness_counts_working_days_and_an_urging_may_move_the_day() -> None:
    own = assigned(1, "规划科", answer_by=date(2026, 11, 20))
    answer = to(StepKind.SECTION_ANSWERED, "规划科", 27, "可以公开")
    (one,) = circulated([own, answer])
    assert one.late_days(CALENDAR, LAST) == 4
    assert one.taken_days(CALENDAR) == 8
    urged = to(StepKind.SECTION_URGED, "规划科", 23, answer_by=date(2026, 11, 25))
    (one,) = circulated([own, urged])
    assert (one.answer_by, one.urged_on) == (date(2026, 11, 25), (date(2026, 11, 23),))
    assert one.late_days(CALENDAR, date(2026, 11, 27)) == 1


def test_last_safe_days_leave_room_for_what_comes_after() -> None:
    due_on = date(2026, 12, 4)
    found = last_safe_days([Need.SERVE, Need.APPROVE, Need.REVIEW, Need.SECTIONS], due_on, CALENDAR)
    assert [(one.need, one.on.isoformat()) for one in found] == [
        (Need.SECTIONS, "2026-11-30"),
        (Need.REVIEW, "2026-12-02"),
        (Need.APPROVE, "2026-12-03"),
        (Need.SERVE, "2026-12-04"),
    ]


def test_a_due_day_of_rest_is_kept_on_the_working_day_before() -> None:
    assert last_safe_days([Need.SERVE], date(2026, 12, 6), CALENDAR)[0].on == date(2026, 12, 4)


@given(
    st.dates(date(2026, 3, 1), date(2026, 10, 1)),
    st.integers(1, 60),
    st.sets(st.sampled_from(list(Need)), min_size=1),
)
def test_begun_on_the_first_safe_day_everything_is_done_in_time(
    today: date, ahead: int, needs: set[Need]
) -> None:
    due_on = CALENDAR.nth_after(today, ahead)
    first = last_safe_days(needs, due_on, CALENDAR)[0]
    rest = [need for need in needs if need is not first.need]
    assert done_on([], first.on, CALENDAR) == first.on
    # What comes after the first act takes its own days, the last one of them on the due day.
    after = sum(USUAL[need] for need in rest)
    assert CALENDAR.count(first.on, due_on) == after


@pytest.mark.parametrize(
    ("on", "due_on", "own"),
    [
        (MONDAY, date(2026, 12, 11), date(2026, 12, 4)),
        # So near to the end that only the next day is left, and never after the due day.
        (MONDAY, date(2026, 11, 18), date(2026, 11, 17)),
        (MONDAY, MONDAY, MONDAY),
    ],
)
def test_a_sections_own_day_is_counted_back_from_the_due_day(
    on: date, due_on: date, own: date
) -> None:
    assert own_day(Need.SECTIONS, on, due_on, CALENDAR) == own
