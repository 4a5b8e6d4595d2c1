"""A county's report from its departments': each one checked, summed, nothing counted twice.

The sum is the sum of the tables as they were handed in. A request forwarded from one department to
another was received and closed by each of them and is counted in both; tables cannot tell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range

from casework.reports.annual import AnnualReport
from casework.reports.excel import add_tables, lines_needed
from casework.reports.handed_in import read_report
from casework.reports.workbook import workbook
from rules.annual_report import EMPTY_TABLE_3
from rules.challenges import EMPTY_TABLE_4, ChallengeKind
from rules.errors import ClerkError
from rules.proactive import Table2
from rules.report_rows import CARRIED_IN, CARRIED_OUT, CLOSED, NEW, OUTCOME_GROUPS


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A department's report and what does not add up in it."""

    path: Path
    report: AnnualReport
    problems: tuple[str, ...]

    @property
    def unit(self) -> str:
        """The name of the department."""
        return self.report.unit


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not counted, and why in a sentence."""

    path: Path
    reason: str


@dataclass(slots=True)
class RollUp:
    """The sum of the departments, in the order of their files, and what is wrong or missing."""

    total: AnnualReport
    units: list[UnitReport] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def problems(self) -> list[str]:
        """Return everything to put right before the sum is published, by department."""
        found = [f"{unit.unit}：{problem}" for unit in self.units for problem in unit.problems]
        found += [f"{refused.path.name}：{refused.reason}" for refused in self.refused]
        found += [f"{unit}：没有交来年度报告，请催报。" for unit in self.missing]
        found += _alike(self.units)
        without = [unit.unit for unit in self.units if unit.report.table2 is None]
        if without:
            found.append(
                f"合计的表二不含{'、'.join(without)}：{len(without)}个单位的表二没有读出，"
                "不是零，补齐后请重新汇总。"
            )
        return found


class RollUpCancelledError(ClerkError):
    """The clerk stopped the roll-up; nothing was summed."""


Progress = Callable[[int, int, str], bool]


def roll_up(
    paths: Sequence[Path],
    *,
    year: int,
    unit: str,
    expected_units: Sequence[str] = (),
    progress: Progress | None = None,
) -> RollUp:
    """Return the sum of the reports in `paths` for the year.

    `progress` is told how many of how many files are read and the name of the next; where it
    answers False, `RollUpCancelledError` is raised. A file that cannot be read, is of another year
    or of a department already counted is refused; a report that does not add up is counted as it
    is and its problems are listed.
    """
    result = RollUp(AnnualReport(year, unit, None, EMPTY_TABLE_3, EMPTY_TABLE_4))
    counted: dict[str, Path] = {}
    for number, path in enumerate(paths):
        if progress is not None and not progress(number, len(paths), path.name):
            raise RollUpCancelledError("汇总已取消，没有生成汇总表。")
        _take(path, result, counted)
    if progress is not None:
        progress(len(paths), len(paths), "")
    result.missing = [name for name in expected_units if unit_key(name) not in counted]
    return result


def _take(path: Path, result: RollUp, counted: dict[str, Path]) -> None:
    try:
        report = read_report(path)
    except ClerkError as error:
        result.refused.append(Refused(path, error.message))
        return
    year = result.total.year
    if report.year not in (0, year):
        reason = f"是{report.year}年的报告，不是{year}年的，没有计入，请核对文件。"
    elif unit_key(report.unit) == unit_key(result.total.unit):
        reason = "是本单位汇总后的报告，不能再汇总一次，没有计入。"
    elif unit_key(report.unit) in counted:
        other = counted[unit_key(report.unit)].name
        reason = f"“{report.unit}”已由文件“{other}”计入，没有重复计入，请只保留一份。"
    else:
        counted[unit_key(report.unit)] = path
        add_report(result, report, path)
        return
    result.refused.append(Refused(path, reason))


def add_report(result: RollUp, report: AnnualReport, path: Path) -> None:
    """Count a department's report as it is, and list what does not add up in it."""
    problems = tuple(finding.sentence for finding in report.findings())
    if not report.year:
        problems += (f"报告没有写明年份，已按{result.total.year}年计入，请核对。",)
    result.units.append(UnitReport(path, report, problems))
    result.total = _sum(result.total, report)


def unit_key(unit: str) -> str:
    """Return a key equal for one unit however its name is spaced and its brackets are typed."""
    return "".join(unit.split()).replace("（", "(").replace("）", ")")


def _sum(total: AnnualReport, report: AnnualReport) -> AnnualReport:
    return AnnualReport(
        total.year,
        total.unit,
        _sum_2(total.table2, report.table2),
        total.table3 + report.table3,
        total.table4 + report.table4,
    )


def _sum_2(total: Table2 | None, part: Table2 | None) -> Table2 | None:
    """Return the sum of what was read; a table 2 that was not read is no table of noughts."""
    if total is None or part is None:
        return part if total is None else total
    return total + part


def _alike(units: Sequence[UnitReport]) -> list[str]:
    """Name departments whose tables are the same in every cell: one was copied, or sent twice."""
    found, seen = [], dict[object, str]()
    for unit in units:
        table3, table4 = unit.report.table3, unit.report.table4
        if table3.at(NEW) + table3.at(CARRIED_IN) < _FEW:
            continue
        other = seen.setdefault((table3, table4), unit.unit)
        if other != unit.unit:
            found.append(f"{unit.unit}：表三、表四与“{other}”逐格相同，请核对是否误用了同一份表。")
    return found


# Below this two offices may well have the same year.
_FEW = 5

_UNIT_HEADS = (
    "序号", "单位", "本年新收", "上年结转", *(group.name for group in OUTCOME_GROUPS),
    "办结总计", "结转下年度", *(kind.value for kind in ChallengeKind), "核对结果", "文件",
)  # fmt: skip


def write_roll_up(result: RollUp, path: Path) -> None:
    """Write the sum's tables, the sheet of departments and the list of problems to `path`."""
    # What units send is never a formula or a link, only the sums are.
    with workbook(path) as book:
        font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
        head = book.add_format({**font, "bold": True, "border": 1, "align": "center"})
        cell = book.add_format({**font, "border": 1})
        add_tables(book, result.total)
        _add_units(book, result, head, cell)
        _add_problems(book, result, head, cell)


def _add_units(book: Workbook, result: RollUp, head: Format, cell: Format) -> None:
    sheet = book.add_worksheet("各单位")
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, len(_UNIT_HEADS) - 3, 8)
    sheet.set_column(len(_UNIT_HEADS) - 2, len(_UNIT_HEADS) - 1, 24)
    sheet.set_row(0, 32)
    sheet.write_row(0, 0, _UNIT_HEADS, head)
    for number, unit in enumerate(result.units, start=1):
        verdict = f"有{len(unit.problems)}处需要核对" if unit.problems else "平衡"
        sheet.write_row(
            number, 0, (number, unit.unit, *_line(unit.report), verdict, unit.path.name), cell
        )
    last = len(result.units) + 1
    sheet.write_row(last, 0, ("", "合计"), cell)
    for column, value in enumerate(_line(result.total), start=2):
        formula = f"=SUM({xl_range(1, column, last - 1, column)})" if result.units else "=0"
        sheet.write_formula(last, column, formula, cell, value)
    for number, name in enumerate(result.missing, start=last + 1):
        sheet.write_row(number, 0, ("", name), cell)
        sheet.write_string(number, len(_UNIT_HEADS) - 2, "未交", cell)


def _line(report: AnnualReport) -> list[int]:
    table3 = report.table3
    return [
        table3.at(NEW),
        table3.at(CARRIED_IN),
        *(table3.between(group.first, group.last) for group in OUTCOME_GROUPS),
        table3.at(CLOSED),
        table3.at(CARRIED_OUT),
        *(report.table4.total(kind) for kind in ChallengeKind),
    ]


def _add_problems(book: Workbook, result: RollUp, head: Format, cell: Format) -> None:
    sheet = book.add_worksheet("核对结果")
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 110)
    sheet.write_row(0, 0, ("序号", "需要核对的问题"), head)
    problems = result.problems() or ["各单位报告齐全，各项勾稽关系平衡。"]
    for number, problem in enumerate(problems, start=1):
        sheet.write_row(number, 0, (number, problem), cell)
        sheet.set_row(number, 14 * lines_needed(problem, 110) + 4)
