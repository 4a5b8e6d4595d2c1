"""The analysis as a Word document, from a template the office may reword."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from casework.reports.analysis import Analysis, AnalysisLine, Share, line_of
from casework.word import Values, fill
from db.files import taking_its_name

TEMPLATE = Path(__file__).resolve().parents[2] / "templates_docx" / "reports" / "analysis.docx"

# The whole list stands in the workbook.
_MOST_REVIEWS = 15


def write_analysis_word(
    analysis: Analysis,
    path: Path,
    *,
    unit: str = "",
    template: Path = TEMPLATE,
    circulation: Sequence[str] = (),
) -> None:
    """Write the analysis to `path`, `circulation` a sentence for each section.

    Raises `ClerkError` where the template is at fault.
    """
    filled = fill(template, analysis_values(analysis, unit, circulation))
    with taking_its_name(path) as half:
        half.write_bytes(filled)


def analysis_values(analysis: Analysis, unit: str = "", circulation: Sequence[str] = ()) -> Values:
    """Return what a template of the analysis may name, with its text."""
    whole = analysis.whole
    return {
        "单位": unit or "本机关",
        "年度": str(analysis.year),
        "收到": str(whole.received),
        "办结": str(whole.closed),
        "平均工作日": f"{analysis.times.mean_days:.1f}",
        "最长工作日": str(analysis.times.longest_days),
        "渠道情况": _listed(analysis.channels),
        "申请人情况": _listed(analysis.applicants),
        "主题情况": _listed(analysis.subjects),
        "结果情况": _listed(analysis.groups),
        "时间情况": _spread(analysis),
        "延长": str(whole.extended),
        "补正": str(analysis.corrections),
        "征求意见": str(analysis.consultations),
        "逾期": str(whole.late),
        "科室": [_section(line) for line in analysis.sections],
        "承办时间": [{"句": sentence} for sentence in circulation],
        "复议": str(whole.reconsidered),
        "复议率": _percent(whole.reconsideration_rate),
        "复议纠正": str(whole.corrected),
        "诉讼": str(whole.sued),
        "诉讼率": _percent(whole.suit_rate),
        "诉讼纠正": str(whole.lost),
        "复议集中": _gathered(analysis.sections, analysis.by_outcome),
        "趋势情况": _trend(analysis),
        "审查清单": [
            {
                "序号": str(number),
                "信息": review.document,
                "次数": str(review.times),
                "人数": str(review.applicants),
                "原因": review.why,
            }
            for number, review in enumerate(analysis.reviews[:_MOST_REVIEWS], start=1)
        ],
        "频繁申请人": [
            {"序号": str(number), "姓名": one.name, "说明": one.sentence}
            for number, one in enumerate(analysis.frequent, start=1)
        ],
    }


def _percent(rate: float) -> str:
    return f"{rate:.1%}"


def _listed(shares: Sequence[Share]) -> str:
    counted = [share for share in shares if share.count]
    if not counted:
        return "本年没有这方面的申请。"
    return "；".join(f"{s.label}{s.count}件，占{_percent(s.share)}" for s in counted) + "。"


def _section(line: AnalysisLine) -> dict[str, str]:
    return {
        "名称": line.label,
        "收到": str(line.received),
        "办结": str(line.closed),
        "平均工作日": f"{line.mean_days:.1f}",
        "延长": str(line.extended),
        "逾期": str(line.late),
    }


def _spread(analysis: Analysis) -> str:
    if not analysis.times.replies:
        return ""
    return f"从所用工作日看，{_listed(analysis.time_spread)}"


def _gathered(sections: Sequence[AnalysisLine], outcomes: Sequence[AnalysisLine]) -> str:
    parts = []
    for lines, words in ((sections, "承办科室"), (outcomes, "办理结果")):
        brought = [line for line in lines if line.reconsidered + line.sued]
        if brought:
            most = max(brought, key=lambda line: line.reconsidered + line.sued)
            parts.append(
                f"从{words}看，“{most.label}”最多，复议{most.reconsidered}件、诉讼{most.sued}件"
            )
    return "；".join(parts) + "。" if parts else ""


def _trend(analysis: Analysis) -> str:
    if len(analysis.years) < 2:
        return "登记簿中没有上年的数据，暂不作比较。"
    before, now = analysis.years[-2:]
    word = "上年"
    if analysis.until is not None and analysis.until < date(analysis.year, 12, 31):
        # A year that still runs is held against as much of the one before.
        word = "上年同期"
        before = analysis.same_period or line_of(before.label, (), (), ())
    pairs = (
        ("收到申请", before.received, now.received),
        ("行政复议", before.reconsidered, now.reconsidered),
        ("行政诉讼", before.sued, now.sued),
        ("逾期答复", before.late, now.late),
    )
    return "，".join(f"{what}{_compared(was, is_, word)}" for what, was, is_ in pairs) + "。"


def _compared(before: int, now: int, word: str) -> str:
    if before == now:
        return f"{now}件，与{word}持平"
    more = "增加" if now > before else "减少"
    rate = f"（{_percent(abs(now - before) / before)}）" if before else ""
    return f"{now}件，比{word}{more}{abs(now - before)}件{rate}"
