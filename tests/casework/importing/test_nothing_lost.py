"""Whatever words a ledger has, the request has them too, or the row is given back."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import pytest

from casework.importing.columns import header_of
from casework.importing.ledger_steps import LedgerStep
from casework.importing.rows import RowEntry, SheetOfRequests, Walk, entry_of, rows_of
from casework.importing.sheets import Cell, Sheet
from casework.importing.vocabulary import BY_NAME, FIELDS
from rules.receipt import Channel
from rules.steps import StepKind

TODAY = date(2026, 11, 20)
BASE: Mapping[str, Cell] = {
    "登记编号": "2026-15",
    "收到日期": date(2026, 3, 5),
    "申请人": "林一帆",
    "申请内容": "某村征地批复",
}
STATES: Sequence[Mapping[str, Cell]] = (
    {},
    {"答复类型": "办理中"},
    {"答复类型": "予以公开", "答复日期": date(2026, 3, 20), "送达日期": date(2026, 3, 21)},
    {"撤回日期": date(2026, 3, 10)},
)
# The program reckons these itself, or they say why the row came back; words in them decide nothing.
RECKONED = {
    "ordinal", "why_left_out", "alert", "late", "in_time", "due_on", "fee_due_on", "extended_until",
    "paused_days",
}  # fmt: skip
TOKEN = "辛戊丁"


def entries(*rows: Mapping[str, Cell], today: date = TODAY) -> tuple[list[RowEntry | None], Walk]:
    """Return what the rows of a sheet are taken for; its columns are all that a row names."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells: list[tuple[int, list[Cell]]] = [(1, list(names))]
    cells += [(place, [row.get(name) for name in names]) for place, row in enumerate(rows, start=2)]
    sheet = Sheet("台账", partial(iter, cells))
    header = header_of(sheet)
    assert header is not None
    walk = Walk()
    found = [entry_of(row, walk, today) for row in rows_of(SheetOfRequests(sheet, header), walk)]
    assert len(found) == len(rows)
    return found, walk


def one(**cells: Cell) -> RowEntry:
    """Return the request of one row, which must be one."""
    (entry,), walk = entries({**BASE, **cells})
    assert entry is not None, walk.problems
    return entry


def days_of(entry: RowEntry, kind: StepKind) -> list[date]:
    return [step.on for step in entry.course.steps if step.kind is kind]


def step(entry: RowEntry, kind: StepKind) -> LedgerStep:
    (found,) = (step for step in entry.course.steps if step.kind is kind)
    return found


@pytest.mark.parametrize("name", sorted({one.name for one in FIELDS} - RECKONED))
def test_words_in_any_column_are_found_again(name: str) -> None:
    field = BY_NAME[name]
    name = field.label if field.label in field.names else min(field.names)
    rows = [
        {**BASE, **state, name: words}
        for words in (TOKEN, f"2026.3.6{TOKEN}", f"{TOKEN}（2026-03-06）")
        for state in STATES
    ]
    for entry in entries(*rows)[0]:
        if entry is not None:
            steps = [step.told for step in entry.course.steps]
            assert TOKEN in f"{entry.number}{entry.registration}{steps}{entry.remark}"


def test_a_day_without_its_year_beside_one_with_it_is_read() -> None:
    entry = one(是否补正="2026.3.9发出，3.16收到", 征求第三方="2026年3月10日—3月18日")
    assert days_of(entry, StepKind.CORRECTION_NOTICED) == [date(2026, 3, 9)]
    assert days_of(entry, StepKind.CORRECTION_RECEIVED) == [date(2026, 3, 16)]
    assert days_of(entry, StepKind.THIRD_PARTY_CONSULTED) == [date(2026, 3, 10)]
    assert days_of(entry, StepKind.THIRD_PARTY_ANSWERED) == [date(2026, 3, 18)]
    assert entry.remark == ""


def test_days_in_short_are_read_in_columns_of_several() -> None:
    entry = one(征求第三方="26.3.10-26.3.18", 征求其他机关="20260311/20260320", 复议="26年5月6日")
    assert days_of(entry, StepKind.THIRD_PARTY_CONSULTED) == [date(2026, 3, 10)]
    assert days_of(entry, StepKind.THIRD_PARTY_ANSWERED) == [date(2026, 3, 18)]
    assert days_of(entry, StepKind.AGENCY_CONSULTED) == [date(2026, 3, 11)]
    assert days_of(entry, StepKind.AGENCY_ANSWERED) == [date(2026, 3, 20)]
    assert days_of(entry, StepKind.RECONSIDERED) == [date(2026, 5, 6)]


def test_the_year_in_short_is_not_passed_over() -> None:
    _, walk = entries({**BASE, "保密审查人": "吴涛25年3月20日"})
    assert walk.problems == [
        "《台账》第2行“保密审查人”：“审查”的日期2025-03-20早于收到申请之日2026-03-05，"
        "请改正后重新导入。"
    ]


def test_numbers_that_look_like_days_are_none_beside_a_day() -> None:
    entry = one(诉讼="2026.5.6 青枫区人民法院（2026）赣0100行初3-45号 驳回 2026.7.8")
    assert days_of(entry, StepKind.SUED) == [date(2026, 5, 6)]
    assert days_of(entry, StepKind.JUDGED) == [date(2026, 7, 8)]


@pytest.mark.parametrize("said", ["不延长", "未延期", "没有延长", "不需要延长", "拟延期", "无延长"])
def test_what_was_not_extended_is_not(said) -> None:
    entry = one(是否延长=said)
    assert entry.course.extension_days is None
    assert days_of(entry, StepKind.EXTENDED) == []
    assert entry.remark == f"是否延长：{said}"


def test_the_day_an_extension_runs_to_is_not_that_of_its_notice() -> None:
    entry = one(是否延长="延长至2026年4月30日")
    assert (entry.course.extension_days, days_of(entry, StepKind.EXTENDED)) == (20, [])
    both = one(是否延长="2026.3.25告知，延长至4月30日")
    assert days_of(both, StepKind.EXTENDED) == [date(2026, 3, 25)]
    told = one(办理经过="3月5日收到，延期至4月30日，4月2日答复予以公开")
    assert days_of(told, StepKind.EXTENDED) == []
    assert "“延期至4月30日”没有读懂" in "".join(told.warnings)
    day = one(办理经过="3月5日收到，3月20日延期至4月30日")
    assert (days_of(day, StepKind.EXTENDED), day.warnings) == ([date(2026, 3, 20)], [])
    other = one(办理经过="3月5日收到，检索至3月9日收到补正")
    assert (days_of(other, StepKind.CORRECTION_RECEIVED), len(other.warnings)) == ([], 1)


def test_days_written_out_are_counted_and_others_are_told() -> None:
    for words, days in (
        ("二十", 20),
        ("十五日", 15),
        ("十", 10),
        ("五个工作日", 5),
        ("三十一", 31),
    ):
        assert one(延长天数=words).course.extension_days == days
    entry = one(延长天数="若干")
    assert (entry.course.extension_days, entry.remark) == (None, "延长天数：若干")
    assert entry.warnings == [
        "《台账》第2行“延长天数”：看不出延长了几天，延长没有登记，已记入备注，请补登。"
    ]
    assert one(延长天数="若干", 是否延长="是").warnings == []


@pytest.mark.parametrize(
    ("said", "days", "notices"),
    [
        ("10", 10, []), ("延长十个工作日", 10, []), ("经批准延长10个工作日", 10, []),
        ("2026.3.20延长10个工作日", 10, [date(2026, 3, 20)]),
        ("3.20告知延长十五天", 15, [date(2026, 3, 20)]),
        ("延长10个工作日至4月17日", 10, []),
        # No number of days: the longest, and a day is none.
        ("延期", 20, []), ("3月20日", 20, [date(2026, 3, 20)]),
        ("3.20日", 20, [date(2026, 3, 20)]), ("先延长5个工作日，再延长10个工作日", 20, []),
        # What is not done or only meant to be done is no extension, whatever day stands there.
        ("拟延期10日", None, []), ("未延期，2026.3.20答复", None, []),
    ],
)  # fmt: skip
def test_an_extension_is_as_long_as_its_cell_says(
    said: str, days: int | None, notices: list[date]
) -> None:
    entry = one(是否延长=said)
    assert days_of(entry, StepKind.EXTENDED) == notices
    found = [step.told["days"] for step in entry.course.steps] or [entry.course.extension_days]
    assert found == [days]
    assert days or entry.remark == f"是否延长：{said}"


@pytest.mark.parametrize(
    ("said", "told", "remark"),
    [
        ("15", {"days": 15}, ""), ("十五个工作日内", {"days": 15}, ""),
        ("收到告知书之日起10个工作日内", {"days": 10}, ""),
        ("2026.4.1前", {"until": "2026-04-01"}, ""), ("尽快", {}, "补正期限：尽快"),
        ("一个月", {}, "补正期限：一个月"),
    ],
)  # fmt: skip
def test_the_period_of_a_correction_is_read_or_kept(
    said: str, told: dict[str, object], remark: str
) -> None:
    entry = one(补正告知日期=date(2026, 3, 9), 补正期限=said)
    assert step(entry, StepKind.CORRECTION_NOTICED).told == told
    assert entry.remark == remark


@pytest.mark.parametrize(
    ("name", "late", "in_time"),
    [
        ("是否逾期", "是 逾期 已超期 逾期3天 超时 2",
         "否 未逾期 不逾期 没有逾期 无逾期 没超期 不是 按期 逾期0天"),
        ("是否按期", "否 未按期 没有按期 不按期 已逾期 超期", "是 按期 按时办结 未逾期 没有超期"),
    ],
)  # fmt: skip
def test_what_a_ledger_says_of_being_late_is_read_with_its_not(
    name: str, late: str, in_time: str
) -> None:
    for words, is_late in ((late, True), (in_time, False)):
        for said in words.split():
            assert one(**{name: said}).late is is_late, said


def test_a_second_day_of_an_extension_and_a_lone_answer_are_kept() -> None:
    assert one(是否延长="3.25、4.1").remark == "是否延长：3.25、4.1"
    assert one(是否延长="2026.3.25告知延期").remark == ""
    alone = one(复议答复日期="2026.5.8")
    assert alone.remark == "复议答复日期：2026.5.8"
    assert "复议没有提出的日期" in alone.warnings[0]


def test_other_words_of_an_extension_stay_though_its_column_of_days_tells() -> None:
    entry = one(是否延长="经集体讨论", 延长告知日期="2026.3.25")
    assert step(entry, StepKind.EXTENDED).told == {"days": 20}
    assert days_of(entry, StepKind.EXTENDED) == [date(2026, 3, 25)]
    assert entry.remark == "是否延长：经集体讨论"


def test_the_usual_words_beside_days_are_not_kept() -> None:
    entry = one(
        是否补正="3月9日告知补正、3月16日收到补正材料",
        征求第三方="3.10征求第三方意见，3.18收到回复",
        是否收费="是", 计收方式="按件", 收费通知日期="2026.3.20", 件数页数="3件", 金额=100,
    )  # fmt: skip
    assert entry.remark == ""
    kept = one(计收方式="按量计收", 获取方式="邮寄", 载体形式="纸质", 起诉方式="直接起诉")
    assert kept.remark == "起诉方式：直接起诉"


def test_a_reply_told_at_length_keeps_what_it_says_beside_its_kind() -> None:
    closed = {"答复日期": date(2026, 3, 20), "送达日期": date(2026, 3, 20)}
    long = "部分公开：第三项涉及青枫建材公司的报价，不予公开"
    assert one(答复类型=long, **closed).remark == f"答复类型：{long}"
    for short in ("部分公开", "本机关不掌握相关政府信息", "属于三类内部事务信息"):
        assert one(答复类型=short, **closed).remark == ""


def test_other_days_of_a_reply_are_not_lost() -> None:
    entry = one(落款日期="2026.3.20", 答复日期="2026.3.21", 送达日期="2026.3.23")
    assert "答复日期：2026.3.21" in entry.remark
    assert "答复日期" not in one(答复日期="2026.3.21", 送达日期="2026.3.23").remark
    days = {"撤回日期": "2026.3.10", "答复日期": "2026.3.12", "送达日期": "2026.3.10"}
    gone = one(答复依据="内部事务", **days)
    assert gone.remark == "答复依据：内部事务；答复日期：2026.3.12"


def test_a_tick_under_a_whole_group_of_replies_asks_which() -> None:
    ticks: Mapping[str, Cell] = {
        "予以公开": "",
        "部分公开": "",
        "不予公开": "√",
        "答复日期": date(2026, 3, 20),
    }
    (given, refused), walk = entries(
        {**BASE, **ticks, "予以公开": "√", "不予公开": ""}, {**BASE, **ticks}
    )
    assert given is not None
    assert refused is not None
    assert step(given, StepKind.DECIDED).told == {"kind": "PROVIDED"}
    assert step(refused, StepKind.DECIDED).told == {"kind": "OTHERWISE"}
    assert list(walk.doubts) == [("reply", "不予公开")]


def test_what_two_columns_tell_of_one_thing_is_told_by_its_own() -> None:
    entry = one(**{"答复日期、文号": "2026.3.20 甲〔2026〕7号", "答复文号": "乙〔2026〕8号"})
    assert step(entry, StepKind.DECIDED).told["number"] == "乙〔2026〕8号"
    assert days_of(entry, StepKind.DECIDED) == [date(2026, 3, 20)]
    assert entry.remark == "答复日期、文号：甲〔2026〕7号"


def test_a_column_of_several_serves_for_what_no_other_has() -> None:
    entry = one(收到日期及方式="网上")
    assert entry.registration.channel is Channel.INTERNET
    assert entry.remark == ""


def test_before_whom_it_is_brought_is_named_without_the_day() -> None:
    entry = one(复议="2026.5.6区政府", 诉讼="2026.6.20青枫区人民法院（2026）赣0100行初7号")
    assert step(entry, StepKind.RECONSIDERED).told["body"] == "区政府"
    assert step(entry, StepKind.SUED).told["court"] == "青枫区人民法院"
    assert (entry.remark, entry.warnings) == ("", [])


def test_a_day_of_a_decision_that_is_still_to_come_is_told_and_kept() -> None:
    entry = one(收到复议日期="2026.5.6", 复议结果="尚未审结", 复议决定日期="2026.6.3")
    assert days_of(entry, StepKind.RECONSIDERATION_DECIDED) == []
    assert "复议决定日期：2026.6.3" in entry.remark
    assert len(entry.warnings) == 1


def test_what_came_by_post_was_not_served() -> None:
    entry = one(办理经过="3月5日邮寄收到，3月9日补正")
    assert [step.kind for step in entry.course.steps] == [StepKind.CORRECTION_NOTICED]
    assert days_of(one(办理经过="3月24日邮寄申请人"), StepKind.SERVED) == [date(2026, 3, 24)]


def test_what_was_not_done_within_its_period_is_over() -> None:
    days: Mapping[str, Cell] = {"答复日期": "2026.4.20", "补正告知日期": "2026.3.9"}
    entry = one(答复类型="未在规定期限内补正", **days)
    assert step(entry, StepKind.DECIDED).told == {"kind": "CORRECTION_LAPSED"}
    assert one(答复类型="仍在期限内").course.steps == []


@pytest.mark.parametrize(
    "name",
    [
        "是否补正", "征求第三方", "征求其他机关", "是否延长", "保密审查", "法制审核", "签发人",
        "复议", "诉讼",
    ],
)  # fmt: skip
def test_a_day_before_the_receipt_is_told_in_the_column_it_stands_in(name: str) -> None:
    _, walk = entries({**BASE, name: "2026.3.4"})
    assert len(walk.problems) == 1
    assert walk.problems[0].startswith(f"《台账》第2行“{name}”：“")
    assert "的日期2026-03-04早于收到申请之日2026-03-05" in walk.problems[0]
