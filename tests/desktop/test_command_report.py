import io
import json
from dataclasses import replace

import pytest

from casework.reports.annual import AnnualReport
from casework.year.report_files import ReportForm, write_report
from desktop.start.command_line import main
from rules.annual_report import EMPTY_TABLE_3, Table3
from rules.proactive import Table2

GOOD = AnnualReport(2025, "青枫区政务公开局", Table2())


class Typed(io.StringIO):
    """A stream that takes the console's settings as the real one does."""

    def reconfigure(self, **_: object) -> None: ...


@pytest.fixture
def checked(monkeypatch):
    """Run check-report and return its exit code and its problems."""

    def run(*words: str, given: str = "") -> tuple[int, list[str]]:
        out = Typed()
        monkeypatch.setattr("sys.stdin", Typed(given))
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", Typed())
        code = main(["check-report", *words])
        return code, json.loads(out.getvalue())["problems"]

    return run


def unbalanced() -> AnnualReport:
    rows = [list(row) for row in EMPTY_TABLE_3.rows]
    rows[0][0] = rows[0][6] = 1
    return replace(GOOD, table3=Table3(tuple(map(tuple, rows))))


FORMS = [form for form in ReportForm if form is not ReportForm.PDF]


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_any_kind_is_checked_as_a_file(checked, tmp_path, form):
    path = tmp_path / f"年报{form.suffix}"
    write_report(GOOD, path, form)
    assert checked(str(path)) == (0, [])
    write_report(unbalanced(), path, form)
    code, problems = checked(str(path))
    assert code == 1
    assert any("本年新收1件" in problem for problem in problems)


def test_last_years_report_is_checked_against(checked, tmp_path):
    now, before = tmp_path / "2025.json", tmp_path / "2024.xlsx"
    rows = [list(row) for row in EMPTY_TABLE_3.rows]
    rows[0][0] = rows[0][6] = rows[24][0] = rows[24][6] = 2
    write_report(GOOD, now, ReportForm.EXCHANGE)
    write_report(
        replace(GOOD, year=2024, table3=Table3(tuple(map(tuple, rows)))), before, ReportForm.EXCEL
    )
    code, problems = checked(str(now), "--last-year", str(before))
    assert code == 1
    assert any("上年年度报告第25行" in problem for problem in problems)


def test_a_report_comes_in_at_the_door_as_before(checked):
    tables = {"table3": GOOD.table3.as_lists(), "table4": GOOD.table4.as_list()}
    assert checked(given=json.dumps(tables)) == (0, [])
    assert checked(given="{")[0] == 1


def test_a_file_that_is_not_there_is_answered_in_a_sentence(checked, tmp_path):
    code, problems = checked(str(tmp_path / "没有.xlsx"))
    assert code == 1
    assert problems[0].endswith("。")
