from datetime import date

import pytest

from casework.cases.case_file import load
from casework.importing import import_ledger, read_ledger
from casework.importing.left_out import Left
from casework.importing.settling_doubts import remembered
from casework.pages.case_page import case_page
from casework.pages.register_check import problems
from casework.year.year_report import year_report
from db import requests, steps
from rules.report_rows import Applicant
from tests.casework.importing.ledger_samples import (
    FULL_HEADER,
    a_row,
    grouped_ledger,
    kinds_of,
    plain_ledger,
    portal_ledger,
    titled_ledger,
)


def column_of(desk, year, applicant):
    table = year_report(desk, year).table3
    return {row: number for row in range(1, 26) if (number := table.at(row, applicant.column))}


def of_kind(outcome, words):
    return [sentence for sentence in (*outcome.problems, *outcome.warnings) if words in sentence]


LAYOUTS = {
    "one header row": (plain_ledger(), ()),
    "titles and totals": (titled_ledger(), ()),
    "two header rows": grouped_ledger(),
    "a portal's list": (portal_ledger(), ()),
    "the regulations' columns": (
        [FULL_HEADER, a_row(reply="部分公开", decided="2025.3.20", served="2025.3.21")], (),
    ),
    "two years on one sheet": (
        [
            ("编号", "收到日期", "申请人", "申请事项", "答复结果", "答复日期"),
            ("2024年",),
            ("2024-1", "12月30日", "张三", "批复", "重复申请", "1月8日"),
            ("编号", "收到日期", "申请人", "申请事项", "答复结果", "答复日期"),
            ("2025年",),
            ("2025-1", "1月6日", "李四", "批复", "信访", "1月20日"),
            ("小计", 2),
        ],
        (),
    ),
    "columns in another order further down": (
        [
            ("编号", "收到日期", "申请人", "申请事项", "答复结果", "答复日期"),
            ("2025-1", "2025.1.6", "张三", "批复", "公开", "2025.1.20"),
            ("编号", "申请人", "收到日期", "申请事项", "答复结果", "答复日期"),
            ("2025-2", "李四", "2025.1.7", "批复", "公开", "2025.1.21"),
        ],
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_ledger_of_any_layout_becomes_sound_cases(desk, ledger, name):
    rows, merges = LAYOUTS[name]
    path = ledger(rows, merges=merges)
    preview = read_ledger(path)
    outcome = import_ledger(desk, path)
    assert outcome.problems == ()
    assert outcome.imported == preview.importable == preview.rows > 0
    assert list(problems(desk)) == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_importing_a_file_again_imports_nothing(desk, ledger, name):
    rows, merges = LAYOUTS[name]
    path = ledger(rows, merges=merges)
    first = import_ledger(desk, path)
    again = import_ledger(desk, path)
    assert (again.imported, again.skipped, again.problems) == (0, first.imported, ())
    assert again.duplicates == first.imported
    assert len(of_kind(again, "以前已经导入")) == first.imported


def test_the_report_counts_what_a_plain_ledger_says(desk, ledger):
    import_ledger(desk, ledger(plain_ledger()))
    assert column_of(desk, 2025, Applicant.NATURAL_PERSON) == {1: 2, 3: 1, 5: 1, 24: 2}
    assert column_of(desk, 2025, Applicant.BUSINESS) == {1: 1, 13: 1, 24: 1}


def test_a_request_of_last_year_is_carried_over(desk, ledger):
    import_ledger(desk, ledger(LAYOUTS["two years on one sheet"][0]))
    assert column_of(desk, 2024, Applicant.NATURAL_PERSON) == {1: 1, 25: 1}
    assert column_of(desk, 2025, Applicant.NATURAL_PERSON) == {1: 1, 2: 1, 16: 1, 17: 1, 24: 2}


def test_the_whole_course_of_a_request_is_taken_over(desk, taken_over):
    outcome = taken_over(
        a_row(
            section="办公室", assigned="2025.3.6", noticed="2025.3.10", period="15个工作日",
            corrected="2025.3.20", third="2025.3.24/2025.4.3", extended="是", days=20,
            extended_on="2025.4.15", secrecy="王五 2025.5.6", signed="赵六/2025.5.8",
            reply="不予公开（个人隐私）", document="公复〔2025〕9号", decided="2025.5.12",
            served="2025.5.13", method_of_service="EMS", mail="EMS1",
            reconsidered="2025.6.3/青枫区人民政府/维持/2025.7.30",
            sued="2025.8.20/青枫区人民法院/（2025）赣01行初12号/驳回诉讼请求/2025.11.3",
            filed="2025.12.1", file="2025-XX-1", yuan=380, fee_noticed="2025.3.21",
            paid="2025.3.22",
        )
    )  # fmt: skip
    assert outcome.problems == ()
    assert kinds_of(desk) == [
        ("received", date(2025, 3, 5)), ("assigned", date(2025, 3, 6)),
        ("correction_noticed", date(2025, 3, 10)), ("correction_received", date(2025, 3, 20)),
        ("fee_noticed", date(2025, 3, 21)), ("fee_paid", date(2025, 3, 22)),
        ("third_party_consulted", date(2025, 3, 24)), ("third_party_answered", date(2025, 4, 3)),
        ("extended", date(2025, 4, 15)), ("reviewed", date(2025, 5, 6)),
        ("approved", date(2025, 5, 8)), ("decided", date(2025, 5, 12)),
        ("served", date(2025, 5, 13)), ("reconsidered", date(2025, 6, 3)),
        ("reconsideration_decided", date(2025, 7, 30)), ("sued", date(2025, 8, 20)),
        ("judged", date(2025, 11, 3)), ("filed", date(2025, 12, 1)),
    ]  # fmt: skip
    row = requests.one(desk.store, 1)
    assert (row.register_number, row.year, row.serial) == ("依申请〔2025〕1号", 2025, 1)
    assert (row.outcome, row.report_row) == ("THIRD_PARTY_RIGHTS", 8)
    assert (row.closed_on, row.in_time, row.fee_yuan) == (date(2025, 5, 13), True, 380)
    assert (row.extended_days, row.document_number) == (20, "公复〔2025〕9号")
    assert len(case_page(desk, 1).timeline) == 18
    report = year_report(desk, 2025)
    assert report.table4.as_list() == [1, 0, 0, 0, 1, *[0] * 5, 1, 0, 0, 0, 1]
    assert report.fees.paid_yuan == 380


def test_every_step_says_from_which_row_it_came_and_the_case_page_opens(desk, taken_over):
    taken_over(a_row(reply="公开", decided="2025.3.20", served="2025.3.21"))
    assert {step.details["imported_from"] for step in steps.of_request(desk.store, 1)} == {"台账!2"}
    page = case_page(desk, 1)
    assert [entry.title for entry in page.timeline] == ["送达", "作出答复", "收件登记"]


@pytest.mark.parametrize(
    ("changed", "received_on", "confirmed_on"),
    [
        ({"channel": "当面"}, "2025-03-05", None),
        ({"channel": "邮寄", "confirmed": date(2025, 3, 5)}, "2025-03-05", None),
        ({"channel": "网上", "confirmed": date(2025, 3, 7)}, "2025-03-07", "2025-03-07"),
        ({"channel": "邮箱"}, "2025-03-05", None),
        ({"channel": "邮箱", "served": "2025.3.20", "reply": "公开"}, "2025-03-05", "2025-03-05"),
    ],
    ids=["in person", "by signed post", "online", "unconfirmed", "closed"],
)
def test_the_day_of_receipt_follows_the_channel(
    desk, taken_over, changed, received_on, confirmed_on
):
    assert taken_over(a_row(**changed)).imported == 1
    row = requests.one(desk.store, 1)
    assert row.received_on == date.fromisoformat(received_on)
    assert row.confirmed_on == (confirmed_on and date.fromisoformat(confirmed_on))


def test_what_has_no_field_stays_with_the_request(desk, taken_over):
    outcome = taken_over(a_row(split=2, remark="加急"))
    assert requests.one(desk.store, 1).remark == "加急；拆分件数：2"
    assert "没有认出的列“拆分件数”" in of_kind(outcome, "没有认出的列")[0]
    assert outcome.columns["拆分件数"] == "remark"
    assert outcome.columns["收到日期"] == "received_on"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"received": "2025.2.30"},
            "《台账》第2行“收到日期”：“2025.2.30”不是有效的日期，请改正后重新导入。",
        ),
        ({"received": None}, "《台账》第2行“收到日期”：没有收到日期"),
        ({"received": date(2027, 3, 5)}, "晚于今天"),
        ({"noticed": "3.8-3.15"}, "“补正告知日期”：“3.8-3.15”写了不止一个日期"),
        ({"third": "2025.3.1/2025.3.2/2025.3.3"}, "写了3个日期"),
        ({"reply": "公开"}, "“答复类型”：写有办理结果而没有答复日期"),
        (
            {"reply": "公开", "served": "2025.3.1"},
            "第2行“交邮/签收日期（计算时点）”：“作出答复”的日期2025-03-01早于收到申请之日2025-03-05",
        ),
        ({"document": "公复〔2025〕1号"}, "“答复文号”：写有答复文号而没有答复日期"),
        ({"reply": "撤回"}, "写有撤回申请而没有日期"),
        ({"channel": "网上", "confirmed": "2025.3.1"}, "早于系统接收日期"),
    ],
    ids=["no such day", "no receipt", "to come", "a span", "three days", "no day of reply",
         "before the receipt", "a document only", "no day of withdrawal", "confirmed too early"],
)  # fmt: skip
def test_a_row_whose_days_cannot_be_told_is_left_out_and_named(desk, taken_over, changed, sentence):
    outcome = taken_over(a_row(**changed), a_row(number="依申请〔2025〕2号"))
    assert (outcome.imported, outcome.skipped) == (1, 1)
    assert sentence in outcome.problems[0]
    assert outcome.problems[0].startswith("《台账》第2行")
    assert outcome.problems[0].endswith("。")


def test_a_corrected_row_is_imported_and_the_others_are_not_doubled(desk, taken_over):
    good = a_row(number="依申请〔2025〕2号")
    taken_over(a_row(received="2025.2.30"), good)
    outcome = taken_over(a_row(received="2025.2.20"), good)
    assert (outcome.imported, outcome.duplicates) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": None}, "没有写申请人"),
        ({"sought": None}, "没有写申请内容"),
        ({"channel": "不详"}, "看不出是哪种接收渠道"),
        ({"filed": "待定"}, "“待定”不是有效的日期"),
        ({"kind": None, "name": "John Smith"}, "看不出申请人"),
        ({"yuan": 380}, "收费没有登记"),
        ({"reply": "不予公开", "served": "2025.3.20"}, "看不出是哪一种办理结果"),
        ({"extended": "是"}, "延长答复期限没有告知日期"),
        ({"late": "否", "reply": "公开", "served": "2025.6.20"}, "计算已逾期"),
        ({"due": "2025.4.9"}, "台账的到期日是2025-04-09"),
        ({"id": "110101199001011234"}, "校验位不符"),
        ({"noticed": "2025.3.7", "reply": "公开", "served": "2025.3.20"}, "没有补正的日期"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_decide_the_days_is_imported_with_a_warning(desk, taken_over, changed, words):
    outcome = taken_over(a_row(**changed))
    assert (outcome.imported, outcome.problems) == (1, ())
    assert of_kind(outcome, words)


def test_a_step_the_law_refuses_is_named_and_the_request_kept(desk, taken_over):
    outcome = taken_over(
        a_row(
            extended="是", days=30, extended_on="2025.3.20", noticed="2025.3.7",
            corrected="2025.3.10", reply="公开", decided="2025.4.20", served="2025.4.21",
        )
    )  # fmt: skip
    assert (outcome.imported, outcome.problems) == (1, ())
    assert (
        "“延长答复期限”没有登记：延长的期限最长不得超过20个工作日"
        in of_kind(outcome, "没有登记")[0]
    )
    assert [kind for kind, _ in kinds_of(desk)] == ["received", "decided", "served", "noted"]
    note = steps.of_request(desk.store, 1)[-1].details["text"]
    assert "延长答复期限（2025-03-20）" in note
    assert "收到补正申请（2025-03-10）" in note


def test_an_answer_without_its_letter_is_refused_and_named(desk, taken_over):
    outcome = taken_over(a_row(corrected="2025.3.10", reply="公开", served="2025.3.21"))
    assert "没有待补正的事项" in of_kind(outcome, "收到补正申请")[0]
    assert requests.one(desk.store, 1).report_row == 3


def test_an_undated_extension_stands_on_the_last_day_it_could(desk, taken_over):
    taken_over(a_row(extended="是", reply="公开", decided="2025.4.20", served="2025.4.21"))
    assert ("extended", date(2025, 4, 2)) in kinds_of(desk)
    assert requests.one(desk.store, 1).in_time is True


def test_a_reply_lately_written_is_not_taken_for_served(desk, taken_over):
    outcome = taken_over(a_row(received="2026.2.10", reply="公开", decided="2026.3.5"))
    assert requests.one(desk.store, 1).closed_on is None
    assert of_kind(outcome, "按尚未送达登记")


def test_a_reply_long_written_is_taken_for_served(desk, taken_over):
    taken_over(a_row(reply="公开", decided="2025.3.20"))
    assert requests.one(desk.store, 1).served_on == date(2025, 3, 20)


def test_the_ledgers_own_row_of_the_report_stands(desk, taken_over):
    taken_over(a_row(reply="不属于政府信息", row="1.本机关不掌握相关政府信息", served="2025.3.20"))
    assert requests.one(desk.store, 1).report_row == 13
    assert load(desk, 1).reply_kind.name == "NOT_GOVERNMENT_INFORMATION"


def test_numbers_are_kept_and_fresh_ones_follow_the_highest(desk, taken_over):
    taken_over(
        a_row(number=None, name="甲"),
        a_row(number="依申请〔2025〕7号", name="乙"),
        a_row(number="网申〔2025〕7号", name="丙"),
        a_row(number="编号丢失", name="丁"),
        a_row(number="3", name="戊"),
    )
    numbers = {row.applicant_name: row.register_number for row in requests.every(desk.store)}
    assert numbers == {
        "甲": "依申请〔2025〕8号",
        "乙": "依申请〔2025〕7号",
        "丙": "网申〔2025〕7号",
        "丁": "依申请〔2025〕9号",
        "戊": "依申请〔2025〕3号",
    }
    assert "原编号：编号丢失" in requests.by_number(desk.store, "依申请〔2025〕9号").remark


def test_a_number_in_the_register_already_is_skipped_and_named(desk, do, registered, taken_over):
    taken = requests.one(desk.store, registered).register_number
    written = taken.replace("〔", "（").replace("〕", "）")
    same = {"name": " 林一帆", "received": date(2026, 3, 6)}
    outcome = taken_over(a_row(number=written, **same))
    assert (outcome.imported, outcome.skipped, outcome.problems) == (0, 1, ())
    assert of_kind(outcome, "已在登记簿中")
    assert outcome.is_fine


def test_a_number_of_another_request_is_a_conflict_to_settle(desk, registered, ledger):
    taken = requests.one(desk.store, registered).register_number
    path = ledger([FULL_HEADER, a_row(number=taken)])
    outcome = import_ledger(desk, path)
    assert (outcome.imported, outcome.duplicates) == (0, 0)
    assert "在登记簿中是林一帆2026-03-06的申请" in outcome.problems[0]
    assert outcome.left[0].kind is Left.CONFLICT
    assert outcome.left[0].kind.is_to_be_corrected
    settled = import_ledger(desk, path, answers={"conflict": {taken: "NEW_NUMBER"}})
    assert settled.imported == 1
    row = requests.one(desk.store, settled.ids[0])
    assert row.register_number == "依申请〔2025〕1号"
    assert f"原编号：{taken}" in row.remark
    # What was settled of one file's numbers is not remembered for the next.
    assert "conflict" not in remembered(desk)


def test_one_number_twice_in_a_file_is_entered_once(desk, taken_over):
    outcome = taken_over(a_row(), a_row(name="李四"))
    assert (outcome.imported, outcome.duplicates) == (1, 1)
    assert "与《台账》第2行相同" in of_kind(outcome, "没有重复导入")[0]


def test_two_equal_rows_without_a_number_are_both_kept_and_named(desk, taken_over):
    outcome = taken_over(a_row(number=None), a_row(number=None))
    assert outcome.imported == 2
    assert of_kind(outcome, "完全相同")
    assert taken_over(a_row(number=None), a_row(number=None)).imported == 0


def test_the_next_request_registered_by_hand_gets_the_next_number(desk, clock, do, taken_over):
    taken_over(a_row(number="依申请〔2026〕41号", received="2026.3.2"))
    done = do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="批复")
    assert requests.one(desk.store, done.request_id).register_number == "依申请〔2026〕42号"


def test_acts_go_on_where_the_ledger_ended(desk, do, taken_over):
    taken_over(a_row(number="依申请〔2026〕1号", received="2026.3.2"))
    do("assign", 1, "2026-03-06", section="办公室")
    do("ask_correction", 1, "2026-03-06", items="写明文号")
    assert [kind for kind, _ in kinds_of(desk)] == ["received", "assigned", "correction_noticed"]
    assert list(problems(desk)) == []
