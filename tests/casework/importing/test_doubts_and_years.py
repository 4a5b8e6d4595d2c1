"""What a doubt says of its rows, the year of a day without one, and where a course is told."""

from datetime import date

import pytest

from casework.importing.cells import Years, day_of
from casework.importing.people_in_cells import named_in
from casework.importing.row_places import ON_ITS_SIDE
from casework.importing.settling_doubts import ALIKE, Doubt, doubts_of
from casework.importing.sheets import Cell
from rules.receipt import Channel
from rules.replies import ReplyKind
from rules.steps import StepKind
from tests.casework.importing.test_nothing_lost import BASE, days_of, entries, one


def test_a_doubt_names_its_first_rows() -> None:
    def words(*rows: tuple[str, int]) -> str:
        return Doubt("channel", "微信", rows, "").rows_words

    assert words(("台账", 3)) == "《台账》第3行"
    assert words(*(("台账", row) for row in range(1, 9))) == "《台账》第1、2、3、4、5、6、7、8行"
    assert words(*(("台账", row) for row in range(1, 10))) == (
        "《台账》第1、2、3、4、5、6、7、8等9行"
    )
    assert words((f"台账{ON_ITS_SIDE}", 3)) == f"《台账{ON_ITS_SIDE}》C列"
    assert words(("甲", 3), ("乙", 4)) == "第3、4行"


def test_a_doubt_says_what_it_is_about_and_what_may_be_chosen() -> None:
    labels = {kind: Doubt(kind, "某", (), "").label for kind in ALIKE}
    assert labels == {
        "reply": "办理结果",
        "channel": "接收渠道",
        "applicant": "申请人类别",
        "weekday": "日期和星期",
        "conflict": "登记编号",
    }
    assert len(Doubt("reply", "某", (), "").choices) == len(ReplyKind)
    assert Doubt("channel", "某", (), "").choices[0] == (
        next(iter(Channel)).name,
        next(iter(Channel)).label,
    )


def test_doubts_of_most_rows_come_first_and_each_row_once() -> None:
    found = {
        ("channel", "微信"): [("甲", 1)],
        ("reply", "区别处理"): [("甲", 1), ("甲", 1), ("甲", 2)],
        ("applicant", "某"): [("甲", 3)],
    }
    doubts = doubts_of(found.items(), {"channel": {"微信": "INTERNET"}})
    assert [(one.kind, one.rows, one.answer) for one in doubts] == [
        ("reply", (("甲", 1), ("甲", 2)), ""),
        ("channel", (("甲", 1),), "INTERNET"),
        ("applicant", (("甲", 3),), ""),
    ]


@pytest.mark.parametrize(
    "name", ["落款日期", "答复日期", "送达日期", "补正告知日期", "延长告知日期"]
)
def test_the_year_of_a_receipt_is_that_of_the_days_after_it(name: str) -> None:
    row: dict[str, Cell] = {**BASE, "登记编号": "", "收到日期": "12.20", name: date(2026, 1, 10)}
    (entry,), walk = entries(row)
    assert entry is not None, walk.problems
    assert entry.received_on == date(2025, 12, 20)


def test_the_year_of_a_receipt_is_told_by_the_first_of_those_days() -> None:
    row: dict[str, Cell] = {
        **BASE,
        "登记编号": "",
        "收到日期": "12.20",
        "落款日期": date(2026, 1, 10),
        "送达日期": date(2027, 1, 10),
        "答复日期": "见备注",
    }
    (entry,), walk = entries(row)
    assert entry is None
    assert walk.problems[0].startswith("《台账》第2行“答复日期”：“见备注”不是有效的日期")
    (entry,), walk = entries({**row, "答复日期": None}, today=date(2027, 2, 1))
    assert entry is not None, walk.problems
    assert entry.received_on == date(2025, 12, 20)
    (entry,), walk = entries({**BASE, "登记编号": "", "收到日期": "12.20"})
    assert entry is None
    assert "没有写年份" in walk.problems[0]


def test_a_column_without_a_cell_is_named_in_the_sentence() -> None:
    (entry,), walk = entries({**BASE, "收到日期": None})
    assert entry is None
    assert walk.problems == [
        "《台账》第2行“收到日期”：没有收到日期，答复期限无从计算，请填写后重新导入。"
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-03-05 21:15 +05:30", date(2025, 3, 5)),
        ("2025-03-05 21:45 +05:30", date(2025, 3, 6)),
        ("2025-03-05 12:29 -03:30", date(2025, 3, 5)),
        ("2025-03-05 12:30 -03:30", date(2025, 3, 6)),
        ("2025-03-05 07:59 +16:00", date(2025, 3, 4)),
    ],
)
def test_a_moment_elsewhere_is_a_day_here(moment: str, day: date) -> None:
    assert day_of(moment, Years()) == day


def test_of_people_in_brackets_alone_the_first_asks() -> None:
    found = named_in("（与江晓舟、周小舟共同申请）")
    assert (found.name, found.others) == ("江晓舟", ["周小舟"])


def test_each_column_may_tell_a_course() -> None:
    told = "3月9日补正，3月16日收到补正"
    for columns in ({"办理过程": "正在办理"}, {"办理过程": ""}, {"办理状态": "3月9日补正"}, {}):
        entry = one(**columns, 备注=told)
        assert days_of(entry, StepKind.CORRECTION_RECEIVED) == [date(2026, 3, 16)]
    state = one(办理状态=told)
    assert days_of(state, StepKind.CORRECTION_NOTICED) == [date(2026, 3, 9)]
    assert days_of(one(备注="3月9日补正"), StepKind.CORRECTION_NOTICED) == []
    twice = one(办理过程="3月9日补正", 补正告知日期="2026.3.10")
    assert days_of(twice, StepKind.CORRECTION_NOTICED) == [date(2026, 3, 10)]
    assert "写的日期2026-03-09与单列的日期2026-03-10不同" in twice.warnings[0]
    alike = one(办理过程="3月9日补正", 补正告知日期="2026.3.9")
    assert alike.warnings == []
    online = one(办理过程="3月5日网上申请，3月6日确认")
    assert online.registration.channel is Channel.INTERNET
    assert one(办理过程="3月5日网上申请", 接收渠道="当面").registration.channel is Channel.IN_PERSON
