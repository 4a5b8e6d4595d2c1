import pytest
from openpyxl import load_workbook

from casework.acts import undo
from casework.reports.ledger import USUAL
from casework.year import ledger_lines
from casework.year.ledger_lines import (
    choose_columns,
    columns_of,
    export_year,
    gaps_of_year,
    lines_of_year,
)
from rules.errors import ClerkError


def a_case(do, registered):
    do("assign", registered, "2026-03-09", section="政务公开科", handler="李文")
    do("consult_third_party", registered, "2026-03-11", ref="某某公司", content="合同")
    do("third_party_answered", registered, "2026-03-18", ref="某某公司", opinion="CONSENT")
    do(
        "notice_fee",
        registered,
        "2026-03-19",
        method="BY_PAGE",
        units=120,
        delivered_on="2026-03-19",
    )
    do("pay_fee", registered, "2026-03-20", yuan=1100)
    do("decide", registered, "2026-03-23", kind="PROVIDED", provided="合同一份")
    do("serve", registered, "2026-03-24", mail_number="1000000000001")
    do("file", registered, "2026-03-30", file_number="2026-001")


def test_a_line_tells_the_whole_course_of_a_case(desk, do, registered):
    a_case(do, registered)
    (line,) = lines_of_year(desk, 2026)
    assert (line.section, line.handler) == ("政务公开科", "李文")
    assert str(line.assigned_on) == "2026-03-09"
    assert (str(line.third_party_consulted_on), line.stopped_days) == ("2026-03-11", 5)
    assert (line.is_charged, line.fee_method, line.fee_units, line.fee_yuan) == (
        True, "按量计收", 120, 1100,
    )  # fmt: skip
    assert str(line.fee_due_on) == "2026-04-17"
    assert (line.reply_kind, line.report_row) == ("予以公开，提供信息", "予以公开")
    assert (line.service_way, line.outgoing_mail_number) == ("邮寄（邮政企业）", "1000000000001")
    assert (line.late_days, line.file_number) == (0, "2026-001")


def test_a_withdrawal_is_told_in_the_remark(desk, do, registered):
    do("withdraw", registered, "2026-03-10")
    (line,) = lines_of_year(desk, 2026)
    assert line.remark == "2026-03-10撤回申请"


def test_each_challenge_is_told_with_its_own_end(desk, do, registered):
    do("decide", registered, "2026-03-11", kind="REFUSED_WORKING_PAPERS", reasons="讨论记录")
    do("serve", registered, "2026-03-12")
    do("receive_reconsideration", registered, "2026-04-01", body="区政府", case_number="复1号")
    do("decide_reconsideration", registered, "2026-05-08", result="CORRECTED")
    do("receive_reconsideration", registered, "2026-05-20", body="市政府", over="OTHER")
    do("sue", registered, "2026-06-01", stage="AFTER_RECONSIDERATION", court="区法院")
    do("judge", registered, "2026-08-03", result="UPHELD")
    (line,) = lines_of_year(desk, 2026)
    assert line.reconsideration == (
        "2026-04-01，区政府，复1号，结果纠正，2026-05-08；2026-05-20，市政府，尚未审结"
    )
    assert line.litigation == "2026-06-01，区法院，结果维持，2026-08-03"
    # An appeal opens the suit again, as table 4 counts it.
    do("appeal", registered, "2026-08-10", court="市中级人民法院")
    (line,) = lines_of_year(desk, 2026)
    assert line.litigation == "2026-06-01，区法院，尚未审结"


def test_a_number_taken_back_twice_is_told_once(desk, do, registered):
    for day in ("2026-03-09", "2026-03-10"):
        done = do("register", None, day, applicant_name="误登", information_sought="误登")
        undo(desk, done.request_id, done.step_id)
    (gap,) = gaps_of_year(desk, 2026)
    assert gap == (
        "依申请〔2026〕2号：登记作废（2026年3月10日（周二），周敏，录入有误），编号收回，还没有再用。"
    )


def test_another_year_has_lines_of_its_own(desk, registered):
    assert registered
    assert list(lines_of_year(desk, 2025)) == []


def test_the_office_chooses_its_columns_and_their_order(desk, do, registered, tmp_path):
    a_case(do, registered)
    assert columns_of(desk) == USUAL
    choose_columns(desk, ["document_number", "register_number", "id_number"], masks=False)
    path = tmp_path / "台账.xlsx"
    assert export_year(desk, 2026, path) == 1
    rows = list(load_workbook(path).active.values)
    assert rows[0][0] == "青枫区政务公开局2026年政府信息公开申请登记台账"
    assert rows[1] == ("答复文号", "登记编号", "证件号码")
    assert rows[2][1] == "依申请〔2026〕1号"


def test_a_column_is_not_chosen_twice(desk):
    with pytest.raises(ClerkError, match="选了两次"):
        choose_columns(desk, ["matter", "matter"], masks=True)
    assert columns_of(desk) == USUAL
    assert ledger_lines.masks_numbers(desk)
