"""The names and shapes a register keeps what was set under: those of every release before."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from casework.desk.counsel_rules import keep_counsel_rules
from casework.desk.desk import Desk
from casework.desk.last_check import note_check
from casework.desk.second_place import keep_second_place
from casework.pages.kept_views import keep_views
from casework.pages.office_settings import expect_units, set_practice
from casework.pages.phrases import keep_phrase
from casework.pages.reminders import keep_reminder_times
from casework.reports.annual import AnnualReport
from casework.reports.locked_years import COUNTY_REPORT, OWN_REPORT
from casework.reports.rollup import RollUp, UnitReport
from casework.safekeeping.rehearsing import note_rehearsal
from casework.safekeeping.retention import keep_longer
from casework.year import county, report_keeping
from casework.year.ledger_lines import choose_columns
from casework.year.report_files import ReportForm, write_report
from db import history, settings
from forms.county import CountyPoints, CountyTexts
from forms.reviewing import CounselRulesForm
from rules.report_rows import HEADINGS

YEAR = 2025


def shape(value: Any) -> Any:
    """Return the names within a value, or what it is where it has none."""
    if isinstance(value, dict):
        return {str(name): shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return "words" if isinstance(value, str) else value


def test_what_is_set_is_kept_under_the_same_names(approved, desk: Desk, tmp_path: Path) -> None:
    today = desk.today
    before = tmp_path / "上年.djh"
    write_report(AnnualReport(YEAR - 1, "甲局"), before, ReportForm.EXCHANGE)
    report_keeping.keep_text(desk, YEAR, HEADINGS[4], "问题。")
    report_keeping.keep_table_2(desk, YEAR, {"licences": "3"})
    report_keeping.take_last_year(desk, YEAR, before)
    report_keeping.publish(desk, YEAR, today)
    OWN_REPORT.unlock(desk, YEAR, "更正")
    report_keeping.publish(desk, YEAR, today)
    unit = UnitReport(Path("甲.djh"), AnnualReport(YEAR, "甲局"), ())
    county.keep_texts(desk, YEAR, CountyTexts(overall="一", other="六"))
    county.keep_points(desk, CountyPoints())
    county.take_county_last_year(desk, YEAR, before)
    county.publish_county(desk, RollUp(AnnualReport(YEAR), [unit]), today)
    COUNTY_REPORT.unlock(desk, YEAR, "更正")
    county.publish_county(desk, RollUp(AnnualReport(YEAR), [unit]), today)
    choose_columns(desk, ["serial", "remark"], masks=False)
    keep_second_place(desk, tmp_path / "移动硬盘")
    note_check(desk, ["一处"])
    note_rehearsal(desk, is_sound=True)
    keep_longer(desk, [7], date(2030, 1, 1), "鉴定小组意见")
    keep_counsel_rules(desk, CounselRulesForm())
    set_practice(desk, "correction_period_days", 10)
    expect_units(desk, ["甲局"])
    keep_phrase(desk, "NONEXISTENT", "经检索没有找到。")
    keep_views(desk, "{}")
    keep_reminder_times(desk, "9:00")

    def tell() -> Iterator[str]:
        for name, value in settings.everything(desk.store).items():
            yield f"{name}: {json.dumps(shape(value), ensure_ascii=False)}"
        for entry in history.noted(desk.store):
            yield "，".join(str(note["note"]) for note in entry.notes)

    approved("names_kept", tell())
