"""What nothing had noticed of a sign more or less, found by the second draw (docs/mutation.md)."""

from datetime import date
from typing import Any

import pytest

from casework.acts import ACTS, starting_values
from casework.books.duties import DUTIES
from casework.books.entering import enter
from casework.cases.case_file import load
from casework.cases.circulation_times import CirculationLine, rows_of, sentences_of
from casework.cases.projection import watch_on
from casework.cases.urgency import Urgency
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.letters.fees import formal_yuan
from casework.pages.reminders import office_notices
from casework.receipt.result import same_value
from casework.redaction.personal_words import words
from casework.redaction.secret_kinds import SecretKind
from db import history
from forms.year_work import Duty
from rules.time_limits import OrderedBy
from tests.casework.doings import BODY, COURT, Do


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        (0, "零"), (1, "壹"), (10, "壹拾"), (20, "贰拾"), (100, "壹佰"), (101, "壹佰零壹"),
        (110, "壹佰壹拾"), (1001, "壹仟零壹"), (1010, "壹仟零壹拾"), (2700, "贰仟柒佰"),
        (10000, "壹万"), (10001, "壹万零壹"), (10200, "壹万零贰佰"), (100000, "壹拾万"),
        (110305, "壹拾壹万零叁佰零伍"), (20000300, "贰仟万零叁佰"), (10100000, "壹仟零壹拾万"),
        (34567, "叁万肆仟伍佰陆拾柒"), (80090, "捌万零玖拾"),
    ],
)  # fmt: skip
def test_a_bill_says_its_sum_in_numerals(yuan: int, said: str) -> None:
    assert formal_yuan(yuan) == f"{said}元整"


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("applicant_name", "林 一帆", "林一帆", True),
        ("applicant_name", "林一帆", "林一", False),
        ("address", "青枫区梧桐里6号", "梧桐里6号", True),
        ("address", "梧桐里6号", "青枫区梧桐里6号", True),
        ("address", "梧桐里6号", "梧桐里7号", False),
        ("information_sought", "规划许可证。", "申请公开规划许可证", True),
        ("phone", "13800138000、0791-1", "0791-1", True),
        ("phone", "13800138000", "1380013800", False),
    ],
)
def test_what_two_papers_say_of_a_field_is_the_same_or_not(
    name: str, one: str, other: str, same: bool
) -> None:
    assert same_value(name, one, other) is same


def test_a_section_that_has_answered_nothing_has_no_mean() -> None:
    line = CirculationLine("规划科", 2, 0, 0, 0.0, 1, 3, 2)
    assert rows_of([line]) == [("规划科", 2, 0, 0, "—", 1, 3, 2)]
    (said,) = sentences_of([line])
    assert "平均" not in said
    assert "退回" not in said
    back = line._replace(returned=1, mean_days=2.5)
    assert rows_of([back])[0][4] == "2.5"
    assert "退回1次，从分办到答复或者退回平均2.5个工作日" in sentences_of([back])[0]


@pytest.mark.parametrize(
    ("plate", "is_one"), [("赣A12345", True), ("赣ABCD12", True), ("赣ABCDE1", False)]
)
def test_a_plate_has_digits_enough(plate: str, is_one: bool) -> None:
    found = [one for one in words(f"车辆{plate}停放") if one.kind is SecretKind.PLATE]
    assert bool(found) is is_one


def test_an_entry_with_several_notes_is_found_by_each(desk: Desk) -> None:
    with writing(desk, "set_office", What.SETTINGS):
        desk.store.note("first")
        desk.store.note("second")
    for word in ("first", "second"):
        assert len(history.noted(desk.store, word)) == 1
    assert history.noted(desk.store, "third") == []


def test_the_day_a_late_correction_leaves_in_doubt_is_watched(
    desk: Desk, do: Do, registered: int
) -> None:
    do("ask_correction", registered, "2026-03-20", items="请写明文号")
    do("receive_correction", registered, "2026-03-24")
    case = load(desk, registered).case
    assert case.cautious_on == date(2026, 4, 3)
    assert case.due_on is not None
    assert case.due_on > case.cautious_on
    assert watch_on(case) == case.cautious_on


@pytest.mark.parametrize(
    ("on", "chip", "urgency"),
    [
        ("2026-03-05", "已过 1 天", Urgency.OVERDUE),
        ("2026-03-06", "今天截止", Urgency.TODAY),
        ("2026-03-09", "剩 3 天", Urgency.SOON),
    ],
)
def test_a_duty_of_the_office_is_late_today_or_near(
    desk: Desk, on: str, chip: str, urgency: Urgency
) -> None:
    enter(desk, DUTIES, Duty(task="更新公开指南", due_on=date.fromisoformat(on)))
    notice = next(one for one in office_notices(desk) if "更新公开指南" in one.words)
    assert (notice.chip, notice.urgency) == (chip, urgency)


ELSEWHERE = "邻区人民法院"


@pytest.mark.parametrize(
    ("acts", "start"),
    [
        (
            (("receive_reconsideration", {"body": BODY}),
             ("decide_reconsideration", {"result": "CORRECTED", "number": "8号"})),
            {"by": OrderedBy.RECONSIDERATION, "body": BODY, "decision": "8号《行政复议决定书》"},
        ),
        (
            (("sue", {"stage": "DIRECT", "court": COURT}),
             ("judge", {"result": "CORRECTED", "number": "9号"})),
            {"by": OrderedBy.COURT, "body": COURT, "decision": "9号《行政判决书》"},
        ),
        # Not the office's usual court: that of the suit, and of an appeal the one above it.
        (
            (("receive_reconsideration", {"body": "市人民政府"}),
             ("sue", {"stage": "DIRECT", "court": ELSEWHERE}),
             ("judge", {"result": "CORRECTED", "number": "9号"})),
            {"by": OrderedBy.COURT, "body": ELSEWHERE, "decision": "9号《行政判决书》"},
        ),
        (
            (("sue", {"stage": "DIRECT", "court": ELSEWHERE}),
             ("judge", {"result": "UPHELD", "number": "9号"}),
             ("appeal", {"court": "市中级人民法院"}),
             ("judge", {"result": "CORRECTED", "instance": "SECOND", "number": "10号"})),
            {"by": OrderedBy.COURT, "body": "市中级人民法院", "decision": "10号《行政判决书》"},
        ),
        # What was appealed against is not in force, and another suit's judgment is.
        (
            (("sue", {"stage": "DIRECT", "court": ELSEWHERE}),
             ("judge", {"result": "CORRECTED", "number": "9号"}),
             ("appeal", {"court": "市中级人民法院"})),
            {"by": OrderedBy.OFFICE},
        ),
        (
            (("sue", {"stage": "DIRECT", "court": ELSEWHERE}),
             ("judge", {"result": "CORRECTED", "number": "9号"}),
             ("sue", {"stage": "DIRECT", "court": COURT, "brought_by": "甲公司"}),
             ("judge", {"result": "UPHELD", "number": "10号"}),
             ("appeal", {"court": "市中院", "challenge": f"诉讼案件（{COURT}，2026-04-22）"})),
            {"by": OrderedBy.COURT, "body": ELSEWHERE, "decision": "9号《行政判决书》"},
        ),
        (
            (("receive_reconsideration", {"body": "市人民政府"}),
             ("decide_reconsideration", {"result": "CORRECTED"})),
            {"by": OrderedBy.RECONSIDERATION, "body": "市人民政府", "decision": ""},
        ),
    ],
)  # fmt: skip
def test_an_order_begins_with_who_gave_it(
    desk: Desk, do: Do, replied: int, acts: Any, start: dict[str, Any]
) -> None:
    for number, (name, typed) in enumerate(acts):
        do(name, replied, f"2026-04-{20 + number}", **typed)
    values = starting_values(desk, ACTS["order_reply"], replied)
    assert {name: values[name] for name in start} == start
