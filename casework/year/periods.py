"""The months and quarters of the register in figures, with their bulletins."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from casework.books.book_papers import write_paper
from casework.books.enquiries import REQUESTED, EnquiryFigures, enquiry_figures
from casework.desk.desk import Desk
from casework.letters.bulletin import BulletinLine, bulletin
from casework.papers.issuing import office_facts
from casework.reports.analysis import AnalysisLine, a_year_before
from casework.reports.period import MonthSpan, PeriodFigures, period_figures, spans_of, whole_of
from casework.reports.request_facts import ReportedRequest
from casework.year.year_facts import YearFacts, facts_of_year
from rules.challenges import Challenge

_LISTED = 5


class ComparedPeriod(NamedTuple):
    """A span with its figures, those it is compared with, and its enquiries."""

    figures: PeriodFigures
    before: AnalysisLine
    year_before: AnalysisLine
    enquiries: EnquiryFigures


def periods_of(desk: Desk, year: int, facts: YearFacts | None = None) -> list[ComparedPeriod]:
    """Return the months and quarters of a year that have begun, each quarter behind its months."""
    known = facts or facts_of_year(desk, year)
    return [
        _period(desk, known.requests, known.challenges, span) for span in spans_of(year, desk.today)
    ]


def _period(
    desk: Desk,
    requests: Sequence[ReportedRequest],
    challenges: Sequence[Challenge],
    span: MonthSpan,
) -> ComparedPeriod:
    today = desk.today
    figures = period_figures(requests, challenges, span, today)
    before = whole_of(requests, challenges, span.before, today)
    # A span that is not over is held against as much of the one a year before.
    as_of = today if today >= span.last else a_year_before(today)
    year_before = whole_of(requests, challenges, span.year_before, as_of)
    enquiries = enquiry_figures(desk, span.first, span.last)
    return ComparedPeriod(figures, before, year_before, enquiries)


def write_bulletin(desk: Desk, period: ComparedPeriod) -> Path:
    """Write the bulletin of a span beside the letters and return its file."""
    figures, whole = period.figures, period.figures.whole
    runs = f"截至{desk.today.month}月{desk.today.day}日，" if desk.today < figures.span.last else ""
    letter = bulletin(
        office_facts(desk),
        desk.today,
        span=figures.span.words,
        intake=(
            f"{runs}本期收到政府信息公开申请{whole.received}件，"
            f"{_compared('上期', period.before.received, whole.received)}，"
            f"{_compared('上年同期', period.year_before.received, whole.received)}；"
            f"期初在办{figures.open_before}件，期末在办{figures.open_at_end}件。"
            f"要求补正{figures.corrections}件。"
        ),
        closing=(
            f"本期办结{whole.closed}件，平均用时{whole.mean_days:.1f}个工作日；"
            f"延长答复期限{whole.extended}件；逾期答复{whole.late}件，占办结的{whole.late_rate:.1%}；"
            f"期末逾期未答复{figures.overdue}件。"
        ),
        challenges=(
            f"本期被申请行政复议{whole.reconsidered}件，占办结的{whole.reconsideration_rate:.1%}，"
            f"其中被纠正{whole.corrected}件（纠正率{whole.corrected_rate:.1%}）；"
            f"被提起行政诉讼{whole.sued}件，占办结的{whole.suit_rate:.1%}，"
            f"其中败诉{whole.lost}件（败诉率{whole.lost_rate:.1%}）。"
        ),
        subjects=_listed("按主题", figures.subjects, lambda one: one.received),
        kinds=_listed("按办理结果", figures.kinds, lambda one: one.closed),
        enquiries=_enquiries(period.enquiries),
        sections=[_line(one) for one in figures.sections],
        persons=[_line(one) for one in figures.persons],
        demands="\n".join(_demands(period)),
    )
    return write_paper(desk, letter, f"依申请公开工作通报 {figures.span.words}")


def _compared(word: str, before: int, now: int) -> str:
    if before == now:
        return f"与{word}持平"
    return f"比{word}{'增加' if now > before else '减少'}{abs(now - before)}件"


def _listed(word: str, lines: Sequence[AnalysisLine], number: Callable[[AnalysisLine], int]) -> str:
    counted = sorted((one for one in lines if number(one)), key=lambda one: -number(one))
    if not counted:
        return ""
    return (
        f"{word}：" + "、".join(f"{one.label}{number(one)}件" for one in counted[:_LISTED]) + "。"
    )


def _enquiries(figures: EnquiryFigures) -> str:
    if not figures.total:
        return "本期没有登记政策咨询。"
    most = "、".join(f"{name}{number}件" for name, number in figures.by_subject[:_LISTED])
    turned = figures.by_state.get(REQUESTED, 0)
    return f"本期登记政策咨询{figures.total}件，其中转为申请{turned}件。按类别：{most}。"


def _line(one: AnalysisLine) -> BulletinLine:
    return BulletinLine(
        label=one.label,
        received=str(one.received),
        closed=str(one.closed),
        mean_days=f"{one.mean_days:.1f}",
        late=str(one.late),
        extended=str(one.extended),
        challenged=str(one.reconsidered + one.sued),
        corrected=str(one.corrected + one.lost),
    )


def _demands(period: ComparedPeriod) -> Iterator[str]:
    """Yield what the figures call for; nothing where they call for nothing."""
    figures = period.figures
    late = [one for one in figures.sections if one.late]
    if late:
        names = "、".join(f"{one.label}（{one.late}件）" for one in late)
        yield f"有逾期答复的科室：{names}，请查明原因，报公开工作机构。"
    if figures.overdue:
        yield f"期末仍有{figures.overdue}件逾期未答复，请立即办理。"
    lost = [one for one in figures.sections if one.corrected + one.lost]
    if lost:
        names = "、".join(one.label for one in lost)
        yield f"有被纠正、败诉案件的科室：{names}，请逐件复盘，收入案例库。"
