"""The written parts of the annual report: every figure in them must be the table's figure.

The text is read clause by clause. A clause that compares with another year or speaks of a part
of the cases only is left alone: a check that cries wolf is soon ignored.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rules.annual_report import Table3
from rules.challenges import ChallengeKind, Table4
from rules.report_checks import ReportFinding
from rules.report_rows import (
    CARRIED_IN,
    CARRIED_OUT,
    CLOSED,
    HEADINGS,
    NEW,
    OUTCOME_GROUPS,
    ROWS,
    TOTAL_COLUMN,
    Cell,
)

# Parts 二 to 四 are the tables; these three are written.
WRITTEN_PARTS = (HEADINGS[0], HEADINGS[4], HEADINGS[5])


@dataclass(frozen=True, slots=True)
class FeeTotals:
    """What part 六 reports of information processing fees; amounts in yuan."""

    notices: int = 0
    noticed_yuan: Decimal = Decimal(0)
    paid_yuan: Decimal = Decimal(0)


class _Figure(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    value: Callable[[Table3, Table4], int]
    skipped: re.Pattern[str]
    cells: tuple[Cell, ...]


_HOW_MANY = r"(?:的|数量|总数)?(?:一?共计|总计|合计|共|为|有)?(\d+)[件份宗起]"
_REQUESTS = r"(?:政府信息依申请公开|政府信息公开|依申请公开|信息公开)?(?:的)?申请"
_COMPARED = "同比|较|相比|增加|增长|减少|下降|上升"
_OTHER_YEAR = re.compile(f"上年|去年|上一年|往年|历年|{_COMPARED}")
_COMPARISON = re.compile(_COMPARED)
_PARTIAL = re.compile(f"上年|去年|上一年|{_COMPARED}|逾期|超期|延期|按期|按时|当场|当日")
_BY_RESULT = re.compile(
    f"上年|去年|上一年|{_COMPARED}|维持|纠正|审结|结案|撤回|终止|驳回|胜诉|败诉"
)


def _cells(first: int, last: int) -> tuple[Cell, ...]:
    return tuple(Cell(3, row, TOTAL_COLUMN) for row in range(first, last + 1))


def _of_rows(name: str, pattern: str, first: int, last: int, skipped: re.Pattern[str]) -> _Figure:
    return _Figure(
        name,
        re.compile(pattern + _HOW_MANY),
        lambda table3, _: table3.between(first, last),
        skipped,
        _cells(first, last),
    )


_FIGURES = (
    _of_rows("本年新收申请", rf"(?:新收到|新收|收到|接收|受理){_REQUESTS}", NEW, NEW, _OTHER_YEAR),
    _of_rows(
        "上年结转申请", rf"上一?年度?结转(?:{_REQUESTS})?", CARRIED_IN, CARRIED_IN, _COMPARISON
    ),
    _of_rows("办结申请", rf"(?:办结|答复)(?:{_REQUESTS})?", CLOSED, CLOSED, _PARTIAL),
    _of_rows(
        "结转下年度申请",
        rf"结转至?(?:下一?年度?|次年|明年)(?:继续)?(?:办理)?(?:的)?(?:{_REQUESTS})?",
        CARRIED_OUT,
        CARRIED_OUT,
        _COMPARISON,
    ),
    *(
        _of_rows(group.name, rf"(?<!不){group.name}", group.first, group.last, _OTHER_YEAR)
        for group in OUTCOME_GROUPS
    ),
    *(
        _of_rows(row.name, re.escape(row.name), row.number, row.number, _OTHER_YEAR)
        for row in ROWS
        if row.item
    ),
    _Figure(
        "行政复议",
        re.compile("行政复议(?:案件|申请)?" + _HOW_MANY),
        lambda _, table4: table4.total(ChallengeKind.RECONSIDERATION),
        _BY_RESULT,
        (Cell(4, 1, 5),),
    ),
    _Figure(
        "行政诉讼",
        re.compile(r"(?<!复议、)(?<!复议和)(?<!复议及)(?<!复议与)行政诉讼(?:案件)?" + _HOW_MANY),
        lambda _, table4: (
            table4.total(ChallengeKind.DIRECT_SUIT)
            + table4.total(ChallengeKind.SUIT_AFTER_RECONSIDERATION)
        ),
        _BY_RESULT,
        (Cell(4, 1, 10), Cell(4, 1, 15)),
    ),
)

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_ENDS_CLAUSE = re.compile(r"[，,。；;：:！？!?（）()\n]")
_NOTHING_SAID = re.compile(r"^[\s。，、；]*(?:无|暂无|没有|略|同上|无其他需要报告的事项)?[\s。]*$")
_PERIOD = re.compile(r"(\d{4})年1月1日(?:起)?(?:至|到|—+|-+|~|～)(?:(\d{4})年|同年)?12月31日")
_SUM = r"(\d+(?:\.\d+)?)(万?)元"
_FEES = (
    ("发出收费通知的件数", re.compile(r"发出(?:信息处理费)?收费通知书?(?:共计|共)?(\d+)件")),
    ("收费通知的总金额", re.compile(r"通知(?:的)?总?金额(?:共计|合计|共|为)?" + _SUM)),
    (
        "实际收取的总金额",
        re.compile(
            r"(?:实际收取|实收)(?:的)?(?:信息处理费)?(?:的)?(?:总?金额)?(?:共计|合计|共|为)?" + _SUM
        ),
    ),
)


def check_texts(
    texts: Mapping[str, str],
    table3: Table3,
    table4: Table4,
    *,
    year: int | None = None,
    fees: FeeTotals | None = None,
) -> list[ReportFinding]:
    """Return what is wrong with the written parts: headings, empty parts, years and figures."""
    found = list(_headings(texts))
    for heading, text in texts.items():
        plain, part = _plain(text), heading[:1]
        found += _figures(f"第{part}部分", plain, table3, table4)
        if year is not None:
            found += _years(part, plain, year)
        if fees is not None:
            found += _fees(part, plain, fees)
    return found


def check_prose(text: str, table3: Table3, table4: Table4) -> list[ReportFinding]:
    """Return where the running text of a report says another figure than its tables."""
    return list(_figures("正文", _plain(text), table3, table4))


def _plain(text: str) -> str:
    plain = re.sub(r"[ \t\u3000]", "", text.translate(_FULL_WIDTH))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)


def _headings(texts: Mapping[str, str]) -> Iterator[ReportFinding]:
    for heading in texts:
        if heading not in HEADINGS:
            yield ReportFinding(
                "text",
                f"标题“{heading}”不是官方格式的标题，六个部分的标题应为："
                f"{'；'.join(HEADINGS)}，请改回。",
            )
    for heading in WRITTEN_PARTS:
        if _NOTHING_SAID.match(texts.get(heading, "")):
            what = (
                "应写明收取信息处理费的情况，没有收取的也要说明"
                if heading == HEADINGS[5]
                else "应写明本年的实际情况"
            )
            yield ReportFinding("empty", f"“{heading}”部分是空的或者只写了“无”，{what}，请补充。")


def _figures(part: str, text: str, table3: Table3, table4: Table4) -> Iterator[ReportFinding]:
    for clause in _ENDS_CLAUSE.split(text):
        for figure in _FIGURES:
            # “上年结转” itself names the other year.
            if figure.skipped.search(clause):
                continue
            for match in figure.pattern.finditer(clause):
                said, counted = int(match.group(1)), figure.value(table3, table4)
                if said != counted:
                    yield ReportFinding(
                        "text",
                        f"{part}写“{match.group(0)}”，而表{_table(figure)}中{figure.name}为"
                        f"{counted}件，请改成一致。",
                        figure.cells,
                    )


def _table(figure: _Figure) -> str:
    return "三" if figure.cells[0].table == 3 else "四"


def _years(part: str, text: str, year: int) -> Iterator[ReportFinding]:
    for match in _PERIOD.finditer(text):
        if int(match.group(1)) != year or int(match.group(2) or year) != year:
            yield ReportFinding(
                "text",
                f"第{part}部分写的统计期限是“{match.group(0)}”，本报告是{year}年度报告，"
                f"应为{year}年1月1日至{year}年12月31日，请改正。",
            )


def _fees(part: str, text: str, fees: FeeTotals) -> Iterator[ReportFinding]:
    totals = (Decimal(fees.notices), fees.noticed_yuan, fees.paid_yuan)
    for (name, pattern), total in zip(_FEES, totals, strict=True):
        for match in pattern.finditer(text):
            said = Decimal(match.group(1))
            if pattern.groups > 1 and match.group(2):
                said *= 10000
            if said != total:
                unit = "件" if total is totals[0] else "元"
                yield ReportFinding(
                    "text",
                    f"第{part}部分写“{match.group(0)}”，而登记的{name}为{total}{unit}，请改成一致。",
                )
