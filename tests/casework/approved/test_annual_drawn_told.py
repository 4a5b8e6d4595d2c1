"""The annual report as a record: read from JSON of any shape, compared, summed, put into words."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from casework.reports.annual import (
    AnnualReport,
    annual_report,
    differences,
    from_json,
    to_exchange,
)
from casework.reports.figures import figures_of, filled, number_words
from casework.reports.narrative import drafts
from casework.reports.report_check import check_report_file, check_report_text
from casework.reports.rollup import RollUpCancelledError, roll_up
from rules.annual_report import EMPTY_TABLE_3, Table3
from rules.challenges import EMPTY_TABLE_4, Table4
from rules.errors import ClerkError
from rules.proactive import COUNTS, FEES, Table2
from rules.report_rows import HEADINGS
from rules.report_texts import FeeTotals
from tests.casework.approved.plain import told
from tests.casework.approved.test_years_drawn_told import register


def tried(doing: Callable[..., Any], *asked: Any) -> Iterator[str]:
    try:
        yield from told([doing(*asked)], "  ")
    except ClerkError as refusal:
        yield f"  refused: {refusal}"


def a_report(seed: int, **changed: Any) -> AnnualReport:
    """Return a report that adds up: of a register drawn by lot."""
    requests, challenges = register(seed)
    return replace(annual_report(2025, (one.counted for one in requests), challenges, unit="甲局", table2=Table2(licences=7)), **changed)  # fmt: skip


def test_reports_in_json_of_any_shape(approved) -> None:
    whole = a_report(1, texts={HEADINGS[0]: "一"}, fees=FeeTotals(2, Decimal("30.50"), Decimal(20)))
    given = json.loads(to_exchange(whole))
    zeroes = {**dict.fromkeys(COUNTS, 0), FEES: 0.0}
    changes: tuple[dict[str, Any], ...] = (
        {}, {"version": 0}, {"version": 1}, {"version": 2}, {"version": "1"}, {"year": True}, {"year": "2025"}, {"year": None}, {"unit": None}, {"unit": 7},
        {"table2": None}, {"table2": zeroes}, {"table2": {**zeroes, FEES: 12.5}}, {"table2": {**zeroes, "licences": -1}}, {"table2": [1]}, {"table3": None}, {"table3": given["table3"][:24]},
        {"table3": [[0.5] * 7] * 25}, {"table4": given["table4"][:14]}, {"table4": "x"}, {"table4": [1] * 15}, {"texts": ["x"]}, {"texts": {"x": 7}}, {"fees": None}, {"fees": [1]}, {"fees": {"notices": "二"}},
        {"fees": {"noticed_yuan": "x"}}, {"fees": {"paid_yuan": None}}, {"fees": {"notices": 3}}, {"fees": {"notices": None}}, {"fees": {"notices": -1}}, {"fees": {"noticed_yuan": "NaN"}}, {"fees": {"paid_yuan": "Infinity"}}, {"fees": {"paid_yuan": -0.5}}, {"fees": {"paid_yuan": "1.50"}}, {"texts": {HEADINGS[0]: None}},
    )  # fmt: skip

    def tell() -> Iterator[str]:
        yield " ".join(to_exchange(whole, anchor="甲-乙").split())
        for change in changes:
            yield f"== {change}"
            yield from (line[:200] for line in tried(from_json, {**given, **change}))
        for other in (None, [], "x", 7):
            yield f"{other!r}: {list(tried(from_json, other))}"
        yield from tried(from_json, {name: given[name] for name in ("table3", "table4")})

    approved("reports_in_json", tell())


def test_a_report_beside_what_was_published(approved) -> None:
    one, other = a_report(1), a_report(2, table2=Table2(licences=8, fees_wan_yuan=Decimal("12.50")))

    def tell() -> Iterator[str]:
        for was, now in ((one, other), (other, one), (one, replace(other, table2=None)), (one, one), (one, replace(one, table4=Table4(tuple(number + 1 for number in one.table4.numbers)))), (replace(one, table2=Table2(fees_wan_yuan=Decimal("1E+2"))), one)):  # fmt: skip
            yield "=="
            for found in differences(was, now):
                yield f"{found.sentence} / {found.words}"
        yield str([number_words(number) for number in (0, 7, Decimal("0.50"), Decimal("1E+2"))])

    approved("report_differences", tell())


def test_the_words_of_a_report(approved) -> None:
    rows = [[0] * 7 for _ in range(25)]
    reports = {
        "drawn": a_report(1), "empty": AnnualReport(2025, "甲局"), "fees": a_report(3, fees=FeeTotals(2, Decimal("30.50"), Decimal("1E+1"))),
        "carried": AnnualReport(2025, table3=Table3((tuple(rows[0]), (1,) * 7, *map(tuple, rows[2:])))), "suit": AnnualReport(2025, table4=Table4((*[0] * 9, 1, *[0] * 5))),
        "after": AnnualReport(2025, table4=Table4((*[0] * 14, 2))), "corrected": AnnualReport(2025, table4=Table4(tuple(range(1, 16)))),
    }  # fmt: skip
    texts = ("{{本年新收}}件", "｛｛ 上年结转 ｝｝件", "{{ 单位 }}{{年度}}年", "{{没有}}", "{本年新收}", "{{}}", "{{a}b}}", "第一段\n\n 第二段 {{年度}}")  # fmt: skip

    def tell() -> Iterator[str]:
        for name, one in reports.items():
            yield f"== {name} {one.title}"
            yield from told(drafts(one))
            yield from told(figures_of(one.unit, one.year, one.table3, one.table4, one.fees))
            yield from (finding.sentence for finding in one.findings())
            for text in texts:
                yield f"{text!r}: {list(tried(filled, text, one.figures))}"
                written = replace(one, texts={HEADINGS[0]: text})
                yield f"  {list(tried(written.paragraphs, HEADINGS[0]))} {list(tried(written.paragraphs, HEADINGS[1]))}"
                yield f"  {[finding.kind for finding in written.findings()]}"
        carried = reports["drawn"].findings(reports["carried"])
        yield from (finding.sentence for finding in carried)
        yield from told(replace(reports["drawn"], unread=("没有读到。",)).as_json()["problems"])

    approved("report_words", tell())


def test_reports_of_units_summed(approved, tmp_path: Path) -> None:
    draw = random.Random("units")
    few = [[0] * 7 for _ in range(25)]
    few[0][0] = few[0][6] = few[2][0] = few[2][6] = few[23][0] = few[23][6] = 4
    five = json.loads(json.dumps(few).replace("4", "5"))
    four_too = [few[1], few[0], *few[2:]]
    files = {
        "甲": a_report(1), "乙": a_report(2, unit="乙局（分局）"), "乙二": a_report(4, unit="乙局 (分局)"), "旧": a_report(1, unit="丙局", year=2024), "新": a_report(1, unit="丁局", year=2026),
        "无年": a_report(6, unit="戊局", year=0), "自己": a_report(1, unit="青枫 区"), "少": a_report(1, unit="己局", table3=Table3(tuple(map(tuple, few))), table4=EMPTY_TABLE_4),
        "少二": a_report(1, unit="庚局", table3=Table3(tuple(map(tuple, few))), table4=EMPTY_TABLE_4), "五": a_report(1, unit="辛局", table3=Table3(tuple(map(tuple, five))), table4=EMPTY_TABLE_4, table2=None),
        "五二": a_report(1, unit="壬局", table3=Table3(tuple(map(tuple, five))), table4=EMPTY_TABLE_4), "五三": a_report(1, unit="癸局", table3=Table3(tuple(map(tuple, five))), table4=EMPTY_TABLE_4),
        "转": a_report(1, unit="子局", table3=Table3(tuple(map(tuple, four_too))), table4=EMPTY_TABLE_4), "无名": a_report(7, unit=""),
    }  # fmt: skip
    for name, one in files.items():
        (tmp_path / f"{name}.json").write_text(to_exchange(one), encoding="utf-8")
    (tmp_path / "坏.json").write_text("{", encoding="utf-8")
    paths = [tmp_path / f"{name}.json" for name in (*files, "坏")]

    def tell() -> Iterator[str]:
        for several in (paths, paths[:1], [], draw.sample(paths, 5), draw.sample(paths, 9)):
            said: list[str] = []
            found = roll_up(several, year=2025, unit="青枫区", expected_units=("甲局", "乙局(分局)", "丑局"), progress=lambda done, of, name, said=said: said.append(f"{done}/{of} {name}") or True)  # type: ignore[misc]  # fmt: skip
            yield f"== {len(several)}: {said}"
            yield from found.problems()
            yield f"units {[one.unit for one in found.units]} missing {found.missing}"
            yield f"{found.total.table2} {found.total.table3.rows} {found.total.table4.numbers}"
        try:
            roll_up(paths, year=2025, unit="青枫区", progress=lambda *_: False)
        except RollUpCancelledError as stopped:
            yield str(stopped)

    approved("units_summed", tell())


def test_any_report_checked(approved, tmp_path: Path) -> None:
    whole = a_report(1).as_json()
    texts = ("", "[", "[1]", "\ufeff{}", "{}", json.dumps(whole), json.dumps({**whole, "table3": EMPTY_TABLE_3.as_lists()}), "7", '"x"')  # fmt: skip
    (tmp_path / "上年.json").write_text(json.dumps({**whole, "year": 2024}), encoding="utf-8")

    def tell() -> Iterator[str]:
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.json"
            path.write_text(text, encoding="utf-8")
            yield f"== {text[:40]!r}: {check_report_text(text)['problems'][:5]}"
            yield f"  {check_report_file(path)['problems'][:5]}"
            yield f"  {check_report_file(path, tmp_path / '上年.json')['problems'][:5]}"
        yield str(check_report_file(tmp_path / "没有.json"))
        yield str(check_report_file(tmp_path / "0.json", tmp_path / "没有.json"))
        (tmp_path / "码.json").write_bytes(b'{"x": "\xff\xfe"}')
        yield str(check_report_file(tmp_path / "码.json"))
        (tmp_path / "空.json").write_bytes(b"\xef\xbb\xbf \t\r\n[]")
        yield str(check_report_file(tmp_path / "空.json"))

    approved("reports_checked", tell())


def test_a_year_has_its_title_by_its_unit() -> None:
    assert AnnualReport(2025, "甲局").title == "甲局2025年政府信息公开工作年度报告"
    assert a_report(1).as_json()["year"] == date(2025, 1, 1).year
