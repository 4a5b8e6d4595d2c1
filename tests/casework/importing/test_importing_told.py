"""What an import tells before and after, and what stays as it was."""

import json
from collections import Counter
from datetime import date

import pytest

from casework.cases.case_file import load
from casework.importing import import_ledger, read_ledger
from casework.pages.register_check import problems
from db import requests
from rules.errors import ClerkError
from tests.casework.importing.ledger_samples import (
    FULL_HEADER,
    a_row,
    grouped_ledger,
    kinds_of,
    table,
    titled_ledger,
)


def of_kind(outcome, words):
    return [sentence for sentence in (*outcome.problems, *outcome.warnings) if words in sentence]


def test_cells_merged_downwards_hold_for_each_row(desk, ledger):
    rows = [
        ("编号", "收到日期", "申请人", "申请内容"),
        ("2025-1", date(2025, 3, 5), "张三", "批复"),
        ("2025-2", None, None, "公告"),
    ]
    import_ledger(desk, ledger(rows, merges=[(1, 1, 2, 1), (1, 2, 2, 2)]))
    second = requests.one(desk.store, 2)
    assert (second.applicant_name, second.received_on) == ("张三", date(2025, 3, 5))


def test_nothing_is_entered_where_the_import_is_cancelled(desk, ledger):
    rows = [a_row(number=f"依申请〔2025〕{number}号") for number in range(1, 1201)]
    path = ledger([FULL_HEADER, *rows])
    told: list[tuple[int, int]] = []
    with pytest.raises(ClerkError, match="已取消导入"):
        import_ledger(
            desk,
            path,
            on_progress=lambda *so_far: told.append(so_far),
            is_cancelled=lambda: bool(told),
        )
    assert told == [(500, 1200)]
    assert list(requests.every(desk.store)) == []
    assert list(problems(desk)) == []
    assert import_ledger(desk, path).imported == 1200


def test_the_clerks_own_reading_of_a_column_is_used(desk, ledger):
    rows = [("登记编号", "申请人", "申请内容", "日期"), ("2025-1", "张三", "批复", "2025.3.5")]
    path = ledger(rows)
    assert import_ledger(desk, path).imported == 0
    assert import_ledger(desk, path, mapping={"日期": "received_on"}).imported == 1


def test_the_clerks_own_reading_holds_below_a_header_printed_again(desk, ledger):
    rows = table("""
登记编号|申请人|申请内容|联系电话|某日
2025-1|张三|批复||2025.3.5
登记编号|申请人|申请内容|联系电话|某日
2025-2|李四|批复||2025.3.6
""")
    assert import_ledger(desk, ledger(rows), mapping={"某日": "received_on"}).imported == 2


def test_a_header_of_two_rows_may_be_printed_again(desk, ledger):
    rows, merges = grouped_ledger()
    outcome = import_ledger(desk, ledger([*rows[:4], *rows[1:3], rows[4]], merges=merges))
    assert (outcome.imported, outcome.skipped) == (2, 0)
    assert kinds_of(desk, 2)[1] == ("correction_noticed", date(2025, 1, 9))


def test_a_name_like_a_total_is_still_a_name(desk, ledger):
    rows = table("申请人|收到日期|申请内容\n小计军|2025.3.5|批复\n合计||#1")
    assert import_ledger(desk, ledger(rows)).imported == 1


def test_the_preview_says_what_was_understood_and_changes_nothing(desk, ledger):
    path = ledger([*titled_ledger(), (9, "2025-009", "2025.2.30", "某人", "当面", "批复")])
    preview = read_ledger(path)
    assert (preview.rows, preview.importable, preview.closed) == (4, 3, 3)
    assert preview.problems == (
        "《台账》第11行“受理时间”：“2025.2.30”不是有效的日期，请改正后重新导入。",
    )
    column = next(column for column in preview.columns if column.field == "received_on")
    assert (column.letter, column.header, column.label) == ("C", "受理时间", "收到日期")
    assert column.samples == ("3月5日", "3.8", "45750")
    assert dict(preview.outcomes) == {"部分公开": 1, "本机关不掌握": 1, "其他": 1}
    assert any("没有写年份，按前后的年份推定（2件）" in note for note in preview.notes)
    assert preview.words == "“台账.xlsx”的《台账》共4件，可以导入3件，有问题1件。"
    assert list(requests.every(desk.store)) == []


def test_the_outcome_is_said_in_json_and_in_words(desk, taken_over):
    outcome = taken_over(a_row(), a_row(number="依申请〔2025〕2号", received="无效"))
    said = json.loads(json.dumps(outcome.as_json(), ensure_ascii=False))
    assert set(said) == {"imported", "skipped", "warnings", "problems", "columns"}
    assert (said["imported"], said["skipped"], len(said["problems"])) == (1, 1, 1)
    assert outcome.words.startswith(
        "已导入1件，未导入1件。\n问题（1条）：\n《台账》第3行“收到日期”"
    )
    assert outcome.is_fine


def test_a_ledger_of_nothing_but_bad_rows_is_not_fine(taken_over):
    outcome = taken_over(a_row(received="无效"))
    assert (outcome.imported, outcome.is_fine) == (0, False)


def test_a_broken_chain_or_a_column_off_would_be_seen(desk, taken_over):
    taken_over(a_row(reply="公开", served="2025.3.20"))
    desk.store.run("update request set report_row = 4 where id = 1")
    assert any("report_row" in sentence for sentence in problems(desk))


def test_rows_and_notes_are_counted_once(desk, taken_over):
    outcome = taken_over(*(a_row(number=f"2025-{number}", kind=None) for number in (1, 2, 3)))
    notes = Counter(outcome.warnings)
    assert notes["《台账》没有写申请人类别的，按申请人名称认定（3件），请核对。"] == 1


def test_a_failed_formula_and_a_second_identity_number_are_told(desk, taken_over):
    outcome = taken_over(
        a_row(phone="#N/A", id="110101199003070011\n110101199003070038"),
    )
    (request_id,) = outcome.ids
    registration = load(desk, request_id).registration
    assert (registration.phone, registration.id_number) == ("", "110101199003070011")
    assert of_kind(outcome, "公式出错，没有登记")
    assert of_kind(outcome, "写了2个证件号码")
    assert "110101199003070038" in registration.remark
