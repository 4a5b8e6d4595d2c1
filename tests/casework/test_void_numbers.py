"""A register number that somebody outside may know names one request for ever."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from casework.acts import register_split, take_back, undo
from casework.acts.fees import nth_of_applicant
from casework.cases.case_file import load
from casework.cases.repeats_found import earlier_requests, of_same_person, who_of
from casework.desk.desk import Desk
from casework.importing import import_ledger
from casework.pages.case_page import case_page
from casework.pages.register_check import problems
from casework.papers.handing_out import hand_out
from casework.receipt.receipt_hints import receipt_hints
from casework.year.ledger_lines import export_year, lines_of_year
from db import documents, numbers, requests, steps
from forms.registration import Registration
from rules.people import OfficePart, User
from tests.casework.doings import Do

pytestmark = pytest.mark.on_both_engines

FIRST = "依申请〔2026〕1号"


def _register(do: Do, on: str = "2026-03-06", name: str = "林一帆") -> int:
    return do("register", None, on, applicant_name=name, information_sought="某文件").request_id


def _undone(desk: Desk, request_id: int, reason: str = "") -> str:
    return undo(desk, request_id, steps.of_request(desk.store, request_id)[0].id, reason).message


def _number(desk: Desk, request_id: int) -> str:
    return requests.one(desk.store, request_id).register_number


def _receipt(desk: Desk, request_id: int) -> int:
    return documents.of_request(desk.store, request_id)[0].id


def test_where_nothing_went_out_the_number_is_given_again(desk: Desk, do: Do) -> None:
    first = _register(do)
    assert "编号依申请〔2026〕1号收回，下一件接着用" in _undone(desk, first)
    assert _number(desk, _register(do)) == FIRST
    assert "编号已收回" in case_page(desk, first).due_sentence


def test_a_number_on_a_printed_receipt_stays_with_what_was_undone(desk: Desk, do: Do) -> None:
    first = _register(do)
    hand_out(desk, [_receipt(desk, first)])
    said = _undone(desk, first, "申请人写错")
    assert f"编号{FIRST}已经写在发出的文书上，留给作废的登记，不再给别的申请" in said
    assert _number(desk, first) == FIRST
    assert _number(desk, _register(do)) == "依申请〔2026〕2号"
    row = requests.one(desk.store, first)
    assert (row.status, row.year, row.serial) == ("annulled", 2026, 1)
    page = case_page(desk, first)
    assert "编号留给这一件，不再给别的申请" in page.due_sentence
    kept = f"{FIRST}已经写在发出的文书上，留给作废的登记，不再给别的申请"
    assert ("编号", kept) in page.timeline[0].said
    assert not list(problems(desk))


def test_from_the_next_day_on_a_number_counts_as_told(desk: Desk, do: Do, clock) -> None:
    first = _register(do)
    clock.day = date(2026, 3, 9)
    _undone(desk, first)
    assert _number(desk, _register(do, "2026-03-09")) == "依申请〔2026〕2号"


def test_a_request_of_days_ago_entered_today_was_told_nobody(desk: Desk, do: Do, clock) -> None:
    clock.day = date(2026, 3, 9)
    first = do(
        "register", None, "2026-03-09", arrived_on=date(2026, 3, 6), channel="SIGNED_POST",
        applicant_name="林一帆", information_sought="某文件",
    ).request_id  # fmt: skip
    said = _undone(desk, first)
    assert "收回" in said
    assert "已经送出" not in said


def test_a_letter_of_a_later_step_tells_the_number_as_well(desk: Desk, do: Do) -> None:
    first = _register(do)
    notice = do("ask_correction", first, "2026-03-06", items="请写明文号")
    hand_out(desk, [notice.documents[0].document_id])
    undo(desk, first, notice.step_id or 0)
    _undone(desk, first)
    assert _number(desk, first) == FIRST


def test_papers_that_stay_inside_tell_nobody(desk: Desk, do: Do) -> None:
    first = do(
        "register", None, "2026-03-06", channel="ORAL", applicant_name="林一帆",
        information_sought="某文件",
    ).request_id  # fmt: skip
    inside = [one for one in documents.of_request(desk.store, first) if one.kind != "receipt"]
    hand_out(desk, [one.id for one in inside])
    _undone(desk, first)
    assert _number(desk, first) == ""


def test_a_letter_is_handed_out_once(desk: Desk, do: Do, clock) -> None:
    receipt = _receipt(desk, _register(do))
    hand_out(desk, [receipt, receipt])
    first = documents.one(desk.store, receipt).handed_out_at
    clock.day = date(2026, 3, 9)
    hand_out(desk, [receipt])
    assert documents.one(desk.store, receipt).handed_out_at == first == "2026-03-06T09:00:00"


def test_who_only_reads_may_print_and_notes_nothing(
    desk: Desk, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = _receipt(desk, _register(do))
    reader = User("沈默", frozenset({OfficePart.READER}))
    monkeypatch.setattr(type(desk), "user", property(lambda _: reader))
    hand_out(desk, [receipt])
    assert documents.one(desk.store, receipt).handed_out_at == ""


def test_of_a_split_each_number_goes_its_own_way(desk: Desk, do: Do) -> None:
    form = Registration(
        applicant_name="林一帆", arrived_on=date(2026, 3, 6), information_sought="甲\n乙"
    )
    done = register_split(desk, form, ["甲项目批复", "乙项目合同"])
    hand_out(desk, [_receipt(desk, done.split[1][0])])
    said = take_back(desk, done).message
    assert "编号依申请〔2026〕1号收回" in said
    assert "编号依申请〔2026〕2号已经写在发出的文书上" in said
    assert numbers.given_back(desk.store, "登记", 2026) == [1]


def test_the_ledger_says_why_a_number_is_missing(desk: Desk, do: Do, tmp_path: Path) -> None:
    first, second, third = (_register(do, name=name) for name in ("甲某", "乙某", "丙某"))
    hand_out(desk, [_receipt(desk, first)])
    _undone(desk, first, "申请人写错")
    _undone(desk, second)
    path = tmp_path / "台账.xlsx"
    assert export_year(desk, 2026, path) == 1
    told = [row[0] for row in load_workbook(path).active.values if str(row[0]).startswith("说明")]
    assert told == [
        f"说明：{FIRST}：登记作废（2026年3月6日（周五），周敏，申请人写错），"
        "编号已写在发出的文书上，留给作废的登记。",
        "说明：依申请〔2026〕2号：登记作废（2026年3月6日（周五），周敏，录入有误），"
        "编号收回，还没有再用。",
    ]
    _register(do, name="丁某")
    assert export_year(desk, 2026, path) == 2
    told = [row[0] for row in load_workbook(path).active.values if str(row[0]).startswith("说明")]
    assert len(told) == 1
    assert [one.register_number for one in lines_of_year(desk, 2026)] == [
        _number(desk, third), "依申请〔2026〕2号",
    ]  # fmt: skip


def test_a_number_given_back_before_that_was_noted_is_explained_too(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.store.atomic():
        numbers.take(desk.store, "登记", 2026, 9)
        numbers.give_back(desk.store, "登记", 2026, 9)
    path = tmp_path / "台账.xlsx"
    export_year(desk, 2026, path)
    told = [row[0] for row in load_workbook(path).active.values if row[0] is not None]
    assert told[-1] == "说明：依申请〔2026〕9号：登记作废，编号收回，还没有再用。"


def test_a_ledger_with_such_notes_is_read_in_without_them(
    desk: Desk, do: Do, tmp_path: Path
) -> None:
    first, _ = _register(do), _register(do, name="乙某")
    hand_out(desk, [_receipt(desk, first)])
    _undone(desk, first)
    path = tmp_path / "台账.xlsx"
    export_year(desk, 2026, path)
    done = import_ledger(desk, path)
    assert (done.imported, done.duplicates, done.problems) == (0, 1, ())


LEDGER = "编号,收到日期,申请人,申请内容\n依申请〔2026〕7号,2026.3.5,林婉清,梧桐里规划许可证\n"


def test_the_number_of_an_old_ledger_waits_for_its_own_row(
    desk: Desk, do: Do, tmp_path: Path
) -> None:
    path = tmp_path / "2026年台账.csv"
    path.write_text(LEDGER, encoding="utf-8")
    assert import_ledger(desk, path).imported == 1
    (request_id,) = requests.ids(desk.store, requests.Query())
    assert "留给这一件重新导入" in _undone(desk, request_id)
    assert _number(desk, _register(do)) == "依申请〔2026〕8号"
    assert import_ledger(desk, path).imported == 1
    rows = requests.rows(desk.store, requests.ids(desk.store, requests.Query()))
    assert "依申请〔2026〕7号" in {one.register_number for one in rows}
    assert not list(problems(desk))


def test_what_stands_has_no_void_number(desk: Desk, do: Do) -> None:
    from casework.cases.void_numbers import void_number

    records = load(desk, _register(do)).records
    assert void_number(records) is None
    # A registration taken back before numbers were noted says nothing of its own.
    undone = replace(records[0], id=9, annuls=records[0].id, details={})
    assert void_number([*records, undone]) is None


def test_what_was_taken_back_counts_as_no_request(desk: Desk, do: Do, clock) -> None:
    first = _register(do)
    clock.day = date(2026, 3, 9)
    assert f"编号{FIRST}已经写在发出的文书上" in _undone(desk, first)
    second = _register(do, "2026-03-09")
    file = load(desk, second)
    assert nth_of_applicant(desk, file) == 1
    who = who_of(file.registration)
    assert earlier_requests(desk, who, "某文件", before_id=second) == []
    assert [one.row.id for one in of_same_person(desk, who)] == [second]
    hints = receipt_hints(desk, "林一帆", "某文件", desk.today)
    assert hints[0] == "这是“林一帆”3月的第2件申请。"
    assert not any(FIRST in one for one in hints)
