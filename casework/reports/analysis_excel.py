"""The analysis as an Excel workbook: a sheet a question, with charts Excel itself draws."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from casework.reports.analysis import Analysis, AnalysisLine, CountedChallenge, Share
from casework.reports.drawing_excel import Block, Draw
from casework.reports.repeats import FrequentApplicant
from casework.reports.workbook import workbook
from rules.challenges import ChallengeKind
from rules.report_rows import RESULT_HEADS


class ExtraTable(NamedTuple):
    """A table beside the analysis: its title, its heads, its lines."""

    title: str
    heads: Sequence[str]
    lines: Sequence[Sequence[object]]


def write_analysis_excel(
    analysis: Analysis, path: Path, circulation: Sequence[ExtraTable] = ()
) -> None:
    """Write the workbook to `path`, with what sections took to answer on a sheet of its own."""
    with workbook(path) as book:
        book.set_properties({"title": f"{analysis.year}年依申请公开分析研判"})
        draw = Draw(book)
        _overview(draw, analysis)
        _who_and_what(draw, analysis)
        _outcomes(draw, analysis)
        _times(draw, analysis)
        _sections(draw, analysis)
        _circulation(draw, circulation)
        _challenges(draw, analysis)
        _decisions(draw, analysis)
        _trend(draw, analysis)
        _reviews(draw, analysis)
        _frequent(draw, analysis)


def _overview(draw: Draw, analysis: Analysis) -> None:
    whole = analysis.whole
    sheet = draw.sheet("总览", f"{analysis.year}年依申请公开分析研判", (46, 22))
    lines: list[tuple[str, object]] = [
        ("本年收到申请（件）", whole.received),
        ("本年办结申请（件）", whole.closed),
        ("平均办理工作日", analysis.times.mean_days),
        ("办理工作日中位数", analysis.times.median_days),
        ("最长办理工作日", analysis.times.longest_days),
        ("延长答复期限（件）", whole.extended),
        ("要求补正（件）", analysis.corrections),
        ("征求过意见（件）", analysis.consultations),
        ("逾期答复（件）", whole.late),
        ("到达后超过3个工作日才确认（件）", len(analysis.slow_confirmations)),
        ("本年提出的行政复议（件）", whole.reconsidered),
        ("其中结果纠正（件）", whole.corrected),
        ("本年提起的行政诉讼（件）", whole.sued),
        ("其中结果纠正（件）", whole.lost),
        ("应当评估审查的信息（项）", len(analysis.reviews)),
        ("申请数量、频次明显超过一般的申请人（个）", len(analysis.frequent)),
    ]
    draw.table(sheet, 2, ("项目", "数量"), lines)
    if analysis.late:
        row = len(lines) + 5
        heads = ("逾期答复的申请", "承办科室")
        late = [(f"{one.register_number} {one.asked_for}", one.section) for one in analysis.late]
        draw.table(sheet, row, heads, late)
    if analysis.slow_confirmations:
        row = len(lines) + 5 + (len(analysis.late) + 3 if analysis.late else 0)
        slow = [
            (f"{one.register_number} {one.asked_for}", one.confirm_days or 0)
            for one in analysis.slow_confirmations
        ]
        draw.table(sheet, row, ("迟延确认的申请（本机关自身的迟延）", "确认所用工作日"), slow)


def _share_table(
    draw: Draw, sheet: Worksheet, row: int, head: str, shares: Sequence[Share]
) -> Block:
    lines = [(share.label, share.count, share.share) for share in shares]
    return draw.table(sheet, row, (head, "件数", "占比"), lines, shares=(2,))


_CHART_ROWS = 15


def _stacked(
    draw: Draw,
    sheet: Worksheet,
    tables: Sequence[tuple[str, str, Sequence[Share]]],
) -> None:
    row = 2
    for head, kind, shares in tables:
        block = _share_table(draw, sheet, row, head, shares)
        if any(share.count for share in shares):
            chart = draw.chart(kind, head, block, [("件数", 1)])
            chart.set_size({"width": 460, "height": max(260, 90 + 22 * len(shares))})
            sheet.insert_chart(row, 4, chart)
        row += max(len(shares) + 3, _CHART_ROWS, (90 + 22 * len(shares)) // 20 + 2)


def _who_and_what(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet("渠道、申请人、主题", "收到的申请", (26, 10, 10, 3))
    _stacked(
        draw,
        sheet,
        (
            ("接收渠道", "pie", analysis.channels),
            ("申请人类别", "pie", analysis.applicants),
            ("申请主题", "bar", analysis.subjects),
        ),
    )


def _outcomes(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet("办理结果", "办结的申请", (34, 10, 10, 3))
    _stacked(
        draw,
        sheet,
        (("办理结果分类", "pie", analysis.groups), ("办理结果", "bar", analysis.outcomes)),
    )


def _times(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet("办理时间", "收到申请的月份与办理所用工作日", (26, 10, 10, 3))
    _stacked(
        draw,
        sheet,
        (("收到月份", "column", analysis.months), ("所用工作日", "column", analysis.time_spread)),
    )


def _sections(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet("科室", "各承办科室", (22, *[11.0] * 6))
    heads = ("承办科室", "收到", "办结", "平均工作日", "延长", "逾期", "逾期率")
    lines = [
        (one.label, one.received, one.closed, one.mean_days, one.extended, one.late, one.late_rate)
        for one in analysis.sections
    ]
    block = draw.table(sheet, 2, heads, lines, shares=(6,))
    if lines:
        chart = draw.chart("bar", "各科室收到与办结", block, [("收到", 1), ("办结", 2)])
        chart.set_size({"width": 560, "height": max(260, 90 + 34 * len(lines))})
        sheet.insert_chart(len(lines) + 5, 0, chart)


def _circulation(draw: Draw, tables: Sequence[ExtraTable]) -> None:
    if not any(one.lines for one in tables):
        return
    sheet = draw.sheet("科室办理时间", "科室和承办人办理时间", (22, *[16.0] * 7))
    row = 2
    for one in tables:
        draw.table(sheet, row, (one.title, *one.heads), one.lines)
        row += len(one.lines) + 3


_CHALLENGE_HEADS = (
    "办结", "复议", "复议率", "复议纠正", "复议纠正率", "诉讼", "诉讼率", "诉讼纠正", "诉讼纠正率",
)  # fmt: skip
_CHALLENGE_SHARES = (3, 5, 7, 9)


def _challenge_line(one: AnalysisLine) -> tuple[object, ...]:
    return (
        one.label, one.closed, one.reconsidered, one.reconsideration_rate, one.corrected,
        one.corrected_rate, one.sued, one.suit_rate, one.lost, one.lost_rate,
    )  # fmt: skip


def _challenges(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet("复议诉讼", "行政复议与行政诉讼", (30, *[9.0] * 9))
    row = 2
    for head, lines in (
        ("承办科室", analysis.sections),
        ("办理结果", analysis.by_outcome),
        ("年度", analysis.years),
    ):
        table = [_challenge_line(one) for one in lines]
        draw.table(sheet, row, (head, *_CHALLENGE_HEADS), table, shares=_CHALLENGE_SHARES)
        row += len(table) + 3


_DECISION_HEADS = (
    "登记编号", "类别", "提出日期", "审结日期", "结果", "是否纠正", "申请人", "申请公开的信息",
    "承办科室", "答复结果",
)  # fmt: skip
_KIND_COLUMN, _RESULT_COLUMN = 1, 4
_CORRECTED = {True: "是", False: "否", None: None}


def _decisions(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet(
        "复议诉讼结果",
        f"{analysis.year}年行政复议、行政诉讼结果",
        (20, 18, 12, 12, 12, 10, 16, 40, 14, 24),
        is_list=True,
    )
    sheet.write_string(
        1,
        0,
        "件数与年度报告表四相同：本年审结的计入结果，年底没有审结的计入尚未审结。",
    )
    heads = ("类别", *RESULT_HEADS)
    width = len(RESULT_HEADS)
    numbers = [
        (kind.value, *analysis.table4.numbers[kind.first_column - 1 :][:width])
        for kind in ChallengeKind
    ]
    sums = draw.table(sheet, 3, heads, numbers)
    listed = draw.table(
        sheet, sums.last + 3, _DECISION_HEADS, [_decision_line(one) for one in analysis.challenges]
    )
    sheet.repeat_rows(listed.first - 1)
    if not analysis.challenges:
        sheet.write_string(listed.first, 0, "本年没有行政复议、行政诉讼案件。")
        return
    kinds, results = (
        xl_range_abs(listed.first, column, listed.last, column)
        for column in (_KIND_COLUMN, _RESULT_COLUMN)
    )
    for row, line in enumerate(numbers, start=sums.first):
        kind = xl_rowcol_to_cell(row, 0, col_abs=True)
        for column in range(1, width):
            head = xl_rowcol_to_cell(sums.first - 1, column, row_abs=True)
            formula = f"=COUNTIFS({kinds},{kind},{results},{head})"
            draw.count(sheet, row, column, formula, int(line[column]))
        total = f"=SUM({xl_range(row, 1, row, width - 1)})"
        draw.count(sheet, row, width, total, int(line[width]))


def _decision_line(one: CountedChallenge) -> tuple[object, ...]:
    request = one.request
    return (
        None if request is None else request.register_number,
        one.challenge.kind.value, one.challenge.brought_on, one.concluded_on, one.result.value,
        _CORRECTED[one.is_corrected],
        *(
            (None,) * 4 if request is None
            else (request.applicant_name, request.asked_for, request.section, request.outcome)
        ),
    )  # fmt: skip


def _trend(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet("历年趋势", "历年趋势", (10, *[10.0] * 7))
    heads = ("年度", "收到", "办结", "平均工作日", "延长", "逾期", "行政复议", "行政诉讼")
    lines = [
        (one.label, one.received, one.closed, one.mean_days, one.extended, one.late,
         one.reconsidered, one.sued)
        for one in analysis.years
    ]  # fmt: skip
    block = draw.table(sheet, 2, heads, lines)
    row = len(lines) + 5
    first = draw.chart("line", "收到与办结", block, [("收到", 1), ("办结", 2)])
    second = draw.chart("line", "复议与诉讼", block, [("行政复议", 6), ("行政诉讼", 7)])
    sheet.insert_chart(row, 0, first)
    sheet.insert_chart(row + _CHART_ROWS, 0, second)


def _reviews(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet(
        "评估审查清单", "应当评估审查的信息", (34, 8, 8, 34, 12, 12, 22, 12, 14), is_list=True
    )
    heads = (
        "申请公开的信息", "申请次数", "申请人数", "列入原因", "首次不予公开", "后来予以公开",
        "审查决定", "决定日期", "公开情况",
    )  # fmt: skip
    lines = [
        (one.document, one.times, one.applicants, one.why, one.first_refused_on, one.disclosed_on,
         None, None, "已转主动公开" if one.is_public else None)
        for one in analysis.reviews
    ]  # fmt: skip
    draw.table(sheet, 2, heads, lines)
    sheet.repeat_rows(2)


def _frequent(draw: Draw, analysis: Analysis) -> None:
    sheet = draw.sheet("申请频次", "申请数量、频次明显超过一般的申请人", (18, 10, 12, 12, 60))
    row = 2
    heads = ("申请人", "申请件数", "单月最多", "重复申请", "说明")
    lines = [
        (one.name, one.times, one.most_in_a_month, one.repeats, one.sentence)
        for one in analysis.frequent
    ]
    draw.table(sheet, row, heads, lines)


def write_evidence_excel(applicant: FrequentApplicant, path: Path) -> None:
    """Write what an answer under 条例35 or 42 must show of one applicant: counts and items."""
    with workbook(path) as book:
        draw = Draw(book)
        sheet = draw.sheet("按月统计", f"{applicant.name}申请数量、频次统计", (16, 10))
        sheet.write_string(1, 0, applicant.sentence)
        block = draw.table(sheet, 3, ("月份", "件数"), list(applicant.by_month))
        sheet.insert_chart(3, 3, draw.chart("column", "各月申请件数", block, [("件数", 1)]))
        items = draw.sheet(
            "申请明细", f"{applicant.name}申请明细", (6, 18, 12, 60, 22, 20, 12), is_list=True
        )
        heads = ("序号", "登记编号", "收到日期", "申请内容", "答复文号", "办理结果", "办结日期")
        lines = [
            (number, one.register_number, one.received_on, one.information_sought or one.matter,
             one.document_number, one.outcome, one.closed_on)
            for number, one in enumerate(applicant.requests, start=1)
        ]  # fmt: skip
        draw.table(items, 2, heads, lines)
        items.repeat_rows(2)
