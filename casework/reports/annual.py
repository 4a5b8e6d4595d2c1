"""The annual report as one record: its tables, its texts, its problems, and its JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from casework.reports.figures import Number, figures_of, filled, number_words
from rules.annual_report import EMPTY_TABLE_3, Counted, Table3, table_3
from rules.challenges import EMPTY_TABLE_4, Challenge, Table4, table_4
from rules.errors import ClerkError
from rules.proactive import COUNTS, FEES, NUMBERS, Table2
from rules.report_checks import LastYear, ReportFinding, check_tables, place
from rules.report_rows import ROWS, TOTAL_COLUMN, Cell
from rules.report_texts import FeeTotals, check_texts

FORMAT = "政府信息公开工作年度报告"
VERSION = 1


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """The report of one office for one year; `texts` maps the official headings to paragraphs.

    `table2` is None where only the two tables of requests and challenges are known, `fees` where
    the file does not say them; `unread` says what of a file could not be read, or contradicts its
    own tables.
    """

    year: int
    unit: str = ""
    table2: Table2 | None = None
    table3: Table3 = EMPTY_TABLE_3
    table4: Table4 = EMPTY_TABLE_4
    texts: Mapping[str, str] = field(default_factory=dict)
    fees: FeeTotals | None = field(default_factory=FeeTotals)
    unread: tuple[str, ...] = ()

    def findings(self, last_year: "AnnualReport | None" = None) -> list[ReportFinding]:
        """Return everything that cannot be right, checked against last year's where it is given.

        The texts are checked once there are any.
        """
        last = None if last_year is None else LastYear(last_year.table3, last_year.table2)
        found = [ReportFinding("shape", sentence) for sentence in self.unread]
        found += check_tables(self.table3, self.table4, self.table2, last)
        if not self.texts:
            return found
        try:
            texts = {heading: filled(text, self.figures) for heading, text in self.texts.items()}
        except ClerkError as error:
            return [*found, ReportFinding("text", error.message)]
        return found + check_texts(texts, self.table3, self.table4, year=self.year, fees=self.fees)

    @property
    def title(self) -> str:
        """The title of the report."""
        return f"{self.unit}{self.year}年政府信息公开工作年度报告"

    @property
    def figures(self) -> dict[str, str]:
        """The figures its texts may name, as texts."""
        return figures_of(self.unit, self.year, self.table3, self.table4, self.fees)

    def paragraphs(self, heading: str) -> list[str]:
        """Return the paragraphs of a part with their figures filled in.

        Raises `ClerkError` where a paragraph names a figure there is not.
        """
        text = filled(self.texts.get(heading, ""), self.figures)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def as_json(self, last_year: "AnnualReport | None" = None) -> dict[str, Any]:
        """Return what `report --json` prints: year, tables and problems."""
        return {
            "year": self.year,
            "table2": None if self.table2 is None else self.table2.as_json(),
            "table3": self.table3.as_lists(),
            "table4": self.table4.as_list(),
            "problems": [finding.sentence for finding in self.findings(last_year)],
        }


def annual_report(
    year: int,
    counted: Iterable[Counted],
    challenges: Iterable[Challenge] = (),
    *,
    unit: str = "",
    table2: Table2 | None = None,
    texts: Mapping[str, str] | None = None,
    fees: FeeTotals | None = None,
) -> AnnualReport:
    """Return the report of the year over all requests and challenges of the register."""
    return AnnualReport(
        year,
        unit,
        table2 or Table2(),
        table_3(counted, year),
        table_4(challenges, year),
        texts or {},
        fees or FeeTotals(),
    )


class Difference(NamedTuple):
    """A number of a published report that the register of today gives otherwise."""

    cell: Cell
    published: Number
    now: Number

    @property
    def sentence(self) -> str:
        """The difference in a sentence."""
        was, now = number_words(self.published), number_words(self.now)
        return f"{place(self.cell)}：公布时为{was}，现在为{now}。"

    @property
    def words(self) -> str:
        """The difference said at its own cell."""
        return f"原公布 {number_words(self.published)}，现为 {number_words(self.now)}"


def differences(published: AnnualReport, now: AnnualReport) -> list[Difference]:
    """Return where the register differs from the report as it was published, cell by cell."""
    pairs: list[tuple[Cell, Number, Number]] = []
    if published.table2 is not None and now.table2 is not None:
        pairs += [
            (Cell(2, 1, number), getattr(published.table2, name), getattr(now.table2, name))
            for number, name in enumerate(NUMBERS, start=1)
        ]
    pairs += [
        (Cell(3, row, column), published.table3.at(row, column), now.table3.at(row, column))
        for row in range(1, len(ROWS) + 1)
        for column in range(1, TOTAL_COLUMN + 1)
    ]
    pairs += [
        (Cell(4, 1, column), published.table4.at(column), now.table4.at(column))
        for column in range(1, len(now.table4.numbers) + 1)
    ]
    return [Difference(cell, was, is_) for cell, was, is_ in pairs if was != is_]


def to_exchange(report: AnnualReport, *, anchor: str = "") -> str:
    """Return the text of the exchange file that a county office collects from its departments.

    `anchor` is the head of the register's history: kept there, it bears witness to it.
    """
    content = {
        "format": FORMAT,
        "version": VERSION,
        "unit": report.unit,
        **report.as_json(),
        "texts": dict(report.texts),
        "fees": None
        if report.fees is None
        else {
            "notices": report.fees.notices,
            "noticed_yuan": str(report.fees.noticed_yuan),
            "paid_yuan": str(report.fees.paid_yuan),
        },
    }
    if anchor:
        content["anchor"] = anchor
    return json.dumps(content, ensure_ascii=False, indent=1)


def from_json(content: object) -> AnnualReport:
    """Return the report an exchange file or `report --json` holds.

    Raises `ClerkError` where the tables cannot be read; tables that do not add up are read.
    """
    if not isinstance(content, Mapping):
        raise ClerkError("文件内容不是年度报告的JSON，请选择本程序导出的交换文件。")
    if content.get("version", VERSION) not in range(1, VERSION + 1):
        raise ClerkError("该交换文件由更新版本的程序导出，请升级本程序后再读取。")
    table3, table4 = content.get("table3"), content.get("table4")
    unread = [
        finding
        for finding in check_tables(table3, table4, content.get("table2"))
        if finding.kind in ("shape", "number")
    ]
    if unread:
        raise ClerkError(unread[0].sentence)
    table2 = content.get("table2")
    return AnnualReport(
        _year(content.get("year")),
        str(content.get("unit") or ""),
        None if table2 is None else _table_2(table2),
        Table3(tuple(tuple(int(number) for number in row) for row in table3 or ())),
        Table4(tuple(int(number) for number in table4 or ())),
        _texts(content.get("texts")),
        _fee_totals(content.get("fees")),
    )


def _year(given: object) -> int:
    return given if isinstance(given, int) and not isinstance(given, bool) else 0


def _table_2(given: Mapping[str, Any]) -> Table2:
    counts = {name: int(given[name]) for name in COUNTS}
    # JSON has 0.0 for what was typed as 0; the figure that is read stays as short as it was.
    return Table2(**counts, fees_wan_yuan=Decimal(str(given[FEES])).normalize())


def _texts(given: object) -> dict[str, str]:
    if not isinstance(given, Mapping):
        return {}
    return {str(heading): str(text or "") for heading, text in given.items()}


def _fee_totals(given: object) -> FeeTotals | None:
    if not isinstance(given, Mapping):
        return None
    try:
        notices = int(given.get("notices", 0))
        noticed, paid = (Decimal(str(given.get(name, 0))) for name in ("noticed_yuan", "paid_yuan"))
        # Decimal reads NaN and Infinity too, which would stand in the sum of a county.
        if notices < 0 or not all(one.is_finite() and one >= 0 for one in (noticed, paid)):
            raise ValueError(given)
        return FeeTotals(notices, noticed, paid)
    except (ArithmeticError, TypeError, ValueError):
        raise ClerkError("文件中信息处理费的数字读不出，请在原单位重新导出。") from None
