import json
from datetime import date

import pytest

from casework.desk.unwritable import told_if_unwritable
from casework.reports.annual import AnnualReport
from casework.reports.handed_in import read_report
from casework.reports.locked_years import OWN_REPORT
from casework.year.report_files import ReportForm, write_report
from casework.year.report_keeping import (
    changed_since,
    keep_table_2,
    keep_text,
    last_year_of,
    publish,
    published,
    settled,
    source_of_last_year,
    take_last_year,
    with_drafts,
)
from casework.year.year_report import year_report
from rules.annual_report import EMPTY_TABLE_3, Table3
from rules.errors import ClerkError
from rules.proactive import COUNTS, FEES, Table2
from rules.report_rows import HEADINGS

ZEROES = {**dict.fromkeys(COUNTS, "0"), FEES: "0"}


@pytest.fixture
def reported(desk, do, clock, registered):
    """A register with one reply of 2026, looked at in January 2027."""
    do("decide", registered, "2026-03-20", kind="PROVIDED", provided="文件")
    do("serve", registered, "2026-03-23")
    clock.day = date(2027, 1, 20)
    return desk


def test_a_published_year_is_locked(reported):
    publish(reported, 2026, date(2027, 1, 15))
    kept = published(reported, 2026)
    assert (kept.on, kept.by, kept.report.table3.at(1)) == (date(2027, 1, 15), "周敏", 1)
    for change in (
        lambda: keep_text(reported, 2026, HEADINGS[4], "新的文字"),
        lambda: keep_table_2(reported, 2026, ZEROES),
        lambda: publish(reported, 2026, date(2027, 1, 16)),
    ):
        with pytest.raises(ClerkError, match="已经公布并锁定"):
            change()


def test_what_is_published_holds_its_figures_written_out(reported):
    publish(reported, 2026, date(2027, 1, 15))
    first = published(reported, 2026).report.texts[HEADINGS[0]]
    assert "本年新收政府信息公开申请1件" in first
    assert "{{" not in first


def test_a_later_correction_shows_as_a_difference(reported, do, registered):
    publish(reported, 2026, date(2027, 1, 15))
    assert changed_since(reported, year_report(reported, 2026)) == []
    do("reclassify", registered, "2027-01-20", outcome_row=4, reason="实为区分处理")
    changes = changed_since(reported, year_report(reported, 2026))
    sentences = [change.sentence for change in changes]
    assert any("予以公开" in one and "公布时为1，现在为0" in one for one in sentences)
    assert any("部分公开" in one and "公布时为0，现在为1" in one for one in sentences)
    assert published(reported, 2026).report.table3.at(3) == 1


def test_unlocking_needs_a_reason_and_keeps_what_was_published(reported):
    with pytest.raises(ClerkError, match="2026年的年度报告没有锁定，不需要解除。"):
        OWN_REPORT.unlock(reported, 2026, "收到更正通知")
    publish(reported, 2026, date(2027, 1, 15))
    with pytest.raises(ClerkError, match="请写明解除锁定的原因"):
        OWN_REPORT.unlock(reported, 2026, "  ")
    with pytest.raises(ClerkError, match="请写明解除锁定的原因"):
        OWN_REPORT.unlock(reported, 2026, " 。")
    OWN_REPORT.unlock(reported, 2026, "收到更正通知。")
    assert published(reported, 2026) is None
    assert [entry.words for entry in OWN_REPORT.log(reported, 2026)] == [
        "2027-01-15公布并锁定，周敏。",
        "2027-01-20解除锁定，周敏，原因：收到更正通知。",
    ]
    keep_text(reported, 2026, HEADINGS[4], "改正后的文字")


def test_an_unlocked_year_is_compared_with_what_was_published_last(reported):
    def changes():
        return [one.words for one in changed_since(reported, year_report(reported, 2026))]

    keep_table_2(reported, 2026, {**ZEROES, "licences": "12", FEES: "1.5"})
    assert changes() == []
    publish(reported, 2026, date(2027, 1, 15))
    OWN_REPORT.unlock(reported, 2026, "收到更正通知")
    keep_table_2(reported, 2026, {**ZEROES, "licences": "13", FEES: "100"})
    assert changes() == ["原公布 12，现为 13", "原公布 1.5，现为 100"]
    publish(reported, 2026, date(2027, 1, 18))
    assert changes() == []
    OWN_REPORT.unlock(reported, 2026, "再次更正")
    keep_table_2(reported, 2026, {**ZEROES, "licences": "14"})
    assert changes() == ["原公布 13，现为 14", "原公布 100，现为 0"]


def test_a_fee_paid_or_paid_back_in_the_year_after_its_notice(desk, do, clock):
    asked = do("register", None, "2026-12-07", applicant_name="林一帆", information_sought="合同")
    case = asked.request_id
    do("notice_fee", case, "2026-12-21", method="BY_PAGE", units=120, delivered_on="2026-12-21")
    do("pay_fee", case, "2027-01-05", yuan=1400)
    do("refund_fee", case, "2028-01-10", yuan=300, reason="多缴")

    def part_six(year):
        return with_drafts(year_report(desk, year)).paragraphs(HEADINGS[5])[0].partition("，")[2]

    assert "发出收费通知1件，通知总金额1100元，实际收取信息处理费的总金额0元" in part_six(2026)
    assert "发出收费通知0件，通知总金额0元，实际收取信息处理费的总金额1400元" in part_six(2027)
    assert part_six(2028) == "未收取信息处理费。"
    clock.day = date(2029, 1, 20)
    publish(desk, 2028, date(2029, 1, 15))
    assert published(desk, 2028).report.fees.paid_yuan == 0


@pytest.mark.parametrize(
    ("on", "why"),
    [(date(2026, 12, 31), "2026年还没有结束"), (date(2027, 1, 21), "晚于今天2027-01-20")],
)
def test_a_year_is_published_after_it_is_over_and_not_ahead(reported, on, why):
    with pytest.raises(ClerkError, match=why):
        publish(reported, 2026, on)


def test_last_years_published_report_is_used_unasked(reported):
    publish(reported, 2026, date(2027, 1, 15))
    assert last_year_of(reported, 2027).table3.at(25) == 0
    assert source_of_last_year(reported, 2027) == "2026年已公布的年度报告"


def test_a_year_not_in_the_register_is_read_from_its_published_file(reported, tmp_path):
    assert last_year_of(reported, 2026) is None
    rows = [list(row) for row in EMPTY_TABLE_3.rows]
    rows[0][0] = rows[0][6] = rows[24][0] = rows[24][6] = 2
    before = AnnualReport(
        2025, "青枫区政务公开局", Table2(normative_in_force=9), Table3(tuple(map(tuple, rows)))
    )
    path = tmp_path / "2025年报.xlsx"
    write_report(before, path, ReportForm.EXCEL)
    take_last_year(reported, 2026, path)
    assert source_of_last_year(reported, 2026) == "从文件读入的2025年年度报告"
    findings = year_report(reported, 2026).findings(last_year_of(reported, 2026))
    assert {"carry_over", "in_force"} <= {finding.kind for finding in findings}


def test_the_report_of_another_year_is_not_taken_for_last_years(reported, tmp_path):
    path = tmp_path / "年报.json"
    write_report(AnnualReport(2023, "某局", Table2()), path, ReportForm.EXCHANGE)
    with pytest.raises(ClerkError, match="是2023年的年度报告，这里需要2025年的"):
        take_last_year(reported, 2026, path)


@pytest.mark.parametrize(
    ("name", "text"), [("rules_made", "七"), ("licences", "1.5"), (FEES, "1."), (FEES, "-1")]
)
def test_table_2_takes_numbers_only(reported, name, text):
    with pytest.raises(ClerkError, match="不是数字"):
        keep_table_2(reported, 2026, {**ZEROES, name: text})
    assert year_report(reported, 2026).table2 == Table2()


def test_each_form_has_the_ending_that_opens_it():
    endings = {form.name: form.suffix for form in ReportForm}
    assert endings == {
        "EXCEL": ".xlsx", "WORD": ".docx", "PDF": ".pdf", "WEB_PAGE": ".html", "EXCHANGE": ".djh",
    }  # fmt: skip


@pytest.mark.parametrize("form", [form for form in ReportForm if form is not ReportForm.PDF])
def test_every_form_is_read_back_as_the_same_tables(reported, tmp_path, form):
    report = settled(with_drafts(year_report(reported, 2026)))
    path = tmp_path / f"年报{form.suffix}"
    write_report(report, path, form)
    again = read_report(path)
    assert (again.table2, again.table3, again.table4) == (
        report.table2, report.table3, report.table4,
    )  # fmt: skip


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(reported, tmp_path):
    path = tmp_path / "没有的文件夹" / "年报.xlsx"
    with pytest.raises(ClerkError, match="写不进去"):
        write_report(year_report(reported, 2026), path, ReportForm.EXCEL)
    with pytest.raises(KeyError), told_if_unwritable(path):
        raise KeyError(json)
