"""The county's own report, driven from the roll-up page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from casework.desk.desk import Desk
from casework.reports.annual import AnnualReport
from casework.reports.excel import write_excel
from casework.year.county import published_county, texts_of
from desktop.report import county_part
from desktop.report.rollup_page import RollUpPage
from forms.county import CountyPoints, CountyPublication, CountyTexts
from forms.fields import Form
from rules.annual_report import table_3
from rules.challenges import Table4
from rules.proactive import Table2
from tests.bench.report_ledgers import a_ledger

YEAR = 2025


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RollUpPage:
    monkeypatch.setattr(county_part, "open_path", lambda _: None)
    paths = []
    for number in range(3):
        table3 = table_3((one.counted for one in a_ledger(30, number)), YEAR)
        path = tmp_path / f"{number}.xlsx"
        unit = f"青枫区第{number}局"
        write_excel(AnnualReport(YEAR, unit, Table2(), table3, Table4((0,) * 15)), path)
        paths.append(path)
    page = RollUpPage(desk)
    qtbot.addWidget(page)
    page.show_year(YEAR)
    with qtbot.waitSignal(page.summed):
        page.sum_up(paths)
    return page


def filling(*forms: Form) -> Callable[[type[Form], dict[str, Any]], Form | None]:
    waiting = list(forms)
    return lambda _form, _values: waiting.pop(0)


def test_from_the_sum_to_a_locked_report(page: RollUpPage, desk: Desk, tmp_path: Path) -> None:
    county = page.county
    # What the workbooks of the units do not tell is asked for.
    assert "信息处理费没有合计" in county.state.text()
    typed = CountyTexts(
        problems_and_plans="个别单位答复说理不充分，已组织培训。",
        other="各单位没有收取信息处理费。",
    )
    county.fill = filling(typed, CountyPublication(on=date(2026, 11, 20)))
    county.write_texts()
    assert texts_of(desk, YEAR) == typed
    assert county.state.text() == "汇总报告各项数字相符。"
    county.publish()
    kept = published_county(desk, YEAR)
    assert kept is not None
    assert "已于2026-11-20公布并锁定" in county.state.text()
    word = tmp_path / "汇总报告.docx"
    county.save_to(word)
    assert word.stat().st_size > 0
    county.ask_reason = lambda: "第1局更正"
    county.unlock()
    assert published_county(desk, YEAR) is None


def test_points_move_the_column_of_the_units(page: RollUpPage) -> None:
    cell = page.units.item(0, 6)
    assert cell is not None
    assert cell.text() == "100/100"
    page.county.fill = filling(CountyPoints(handed_in=30))
    page.county.set_points()
    cell = page.units.item(0, 6)
    assert cell is not None
    assert cell.text() == "110/110"


def test_a_sheet_is_written_for_each_unit(page: RollUpPage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.said) as told:
        page.county.return_findings()
    assert "已生成3份反馈表" in told.args[0]
    assert len(list(desk.folder.rglob("核查反馈*.docx"))) == 3
