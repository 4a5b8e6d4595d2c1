"""Registers drawn by lot about the ends of months and years: what a year, a quarter and a month
teach of them, held against what was approved."""

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from casework.reports.analysis import (
    Analysis,
    AnalysisLine,
    CountedChallenge,
    Share,
    analyse,
    line_of,
    lines_by,
    outcome_of,
)
from casework.reports.analysis_word import analysis_values
from casework.reports.behind import behind
from casework.reports.period import (
    PeriodFigures,
    period_figures,
    reply_limit_days,
    span_of,
    spans_of,
    whole_of,
)
from casework.reports.repeats import (
    FrequentApplicant,
    PublicationCandidate,
    asked_repeatedly,
    frequent_applicants,
    review_list,
    same_document,
)
from casework.reports.request_facts import ReportedRequest
from casework.reports.subjects import SUBJECTS, subject_of
from rules.challenges import Challenge, ChallengeKind, Result
from rules.report_rows import Applicant
from tests.casework.approved.plain import short, told

# The first and the last day of months, quarters and years.
EDGES = tuple(
    map(
        date.fromisoformat,
        ("2023-12-31", "2024-01-01", "2024-02-29", "2024-03-31", "2024-04-01", "2024-12-31", "2025-01-01", "2025-01-31",
         "2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01", "2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01"),
    )
)  # fmt: skip
MATTERS = ("青石村征地批复", "申请公开青石村的征地批复文件", "青枫路规划许可", "青府发〔2024〕15号", "请提供青府发[2024]015号", "《青枫路改造会议纪要》",
           "公开《青枫路改造会议纪要》复印件", "何时退休", "")  # fmt: skip
NAMES = ("林一帆", "林 一帆", "许知远", "青枫建材有限公司", "")
DAYS_USED = (None, 0, 1, 5, 6, 10, 11, 15, 16, 20, 21, 40, 41, 60)


def asked(draw: random.Random, number: int) -> ReportedRequest:
    """Return a request about the edges of a year; what is unlikely of it is drawn often."""
    received = draw.choice(EDGES)
    closed = draw.choice((None, received, received - timedelta(1), received + timedelta(30), draw.choice(EDGES)))  # fmt: skip
    return ReportedRequest(
        request_id=number,
        register_number=f"〔{received.year}〕{number}号",
        applicant_name=draw.choice(NAMES),
        applicant=draw.choice(list(Applicant)),
        received_on=received,
        channel=draw.choice(("网上平台", "当面提交", "")),
        matter=draw.choice(MATTERS),
        section=draw.choice(("规划科", "征收办", "")),
        handler=draw.choice(("李文", "孙悦", "")),
        due_on=draw.choice((None, received, draw.choice(EDGES))),
        closed_on=closed,
        outcome_row=None if closed is None else draw.choice((3, 4, 5, 11, 12, 13, 16, 20, 23)),
        in_time=None if closed is None else draw.choice((True, True, False, None)),
        used_days=draw.choice(DAYS_USED),
        confirm_days=draw.choice((None, 0, 3, 4)),
        corrected=draw.random() < 0.3,
        extended_days=draw.choice((0, 0, 20)),
        consultations=draw.choice((0, 0, 1, 2)),
        published_on=draw.choice((None, None, received)),
    )


def brought(draw: random.Random, size: int) -> list[Challenge]:
    """Return challenges over requests of a register; some over one that is void since."""
    found = []
    for _ in range(size // 3):
        on = draw.choice(EDGES)
        result = draw.choice((None, *list(Result)[:3]))
        found.append(
            Challenge(
                draw.randint(1, size + 2),
                draw.choice(list(ChallengeKind)),
                on,
                None if result is None else on + timedelta(draw.choice((0, 60, 300))),
                result,
            )
        )
    return found


def register(seed: int, size: int = 40) -> tuple[list[ReportedRequest], list[Challenge]]:
    draw = random.Random(f"year {seed}")
    return [asked(draw, number) for number in range(1, size + 1)], brought(draw, size)


def brief(value: Any) -> str:
    """Return a part of an analysis in one line, a request by its number alone."""
    match value:
        case ReportedRequest():
            return f"#{value.request_id}"
        case Share():
            return f"{value.label} {value.count} {value.share:.3f}"
        case AnalysisLine():
            rates = (value.late_rate, value.reconsideration_rate, value.corrected_rate, value.suit_rate, value.lost_rate)  # fmt: skip
            counts = [short(getattr(value, one.name)) for one in fields(value)]
            return f"{' '.join(map(str, counts))} | {' '.join(f'{one:.3f}' for one in rates)}"
        case CountedChallenge():
            over = "—" if value.request is None else brief(value.request)
            one = value.challenge
            return f"{one.kind.name} {one.brought_on} {value.result.name} {value.concluded_on} {value.is_corrected} {over}"
        case PublicationCandidate():
            return (
                f"{value.document} {value.times} {value.applicants} {value.is_public} {value.why} "
                f"{value.first_refused_on} {value.disclosed_on} {brief(value.requests)}"
            )
        case FrequentApplicant():
            return f"{value.name} {value.times} {value.most_in_a_month} {value.repeats} {value.sentence} {value.by_month}"
        case Analysis() | PeriodFigures():
            raise TypeError(type(value))
        case tuple() | list():
            return "，".join(map(brief, value))
        case dict():
            return "；".join(f"{key}：{brief(one)}" for key, one in value.items())
    return str(short(value) or value)


def parts_told(value: Any) -> Iterator[str]:
    """Yield an analysis or the figures of a span, a part a line, lists of lines line by line."""
    for one in fields(value):
        part = getattr(value, one.name)
        if isinstance(part, tuple) and part and isinstance(part[0], (AnalysisLine, CountedChallenge, PublicationCandidate)):  # fmt: skip
            yield f" {one.name}:"
            yield from (f"  {brief(line)}" for line in part)
        else:
            yield f" {one.name}: {brief(part)}"


def test_what_a_year_teaches(approved) -> None:
    asked_on = (None, date(2025, 12, 31), date(2026, 2, 1), date(2025, 2, 28), date(2025, 6, 30))

    def tell() -> Iterator[str]:
        for seed, as_of in enumerate(asked_on):
            requests, challenges = register(seed)
            found = analyse(requests, challenges, 2025, as_of)
            yield f"== {seed} as of {as_of}"
            yield from parts_told(found)
            yield f" fell due {found.fell_due}, in time {found.in_time_rate:.4f}"
            yield from (f" behind {line}" for line in told(behind(requests, found)._asdict()))
        requests, challenges = register(9)
        for year, as_of in ((2024, date(2024, 2, 29)), (2023, None), (2022, date(2022, 5, 1)), (2034, None)):  # fmt: skip
            found = analyse(requests, challenges, year, as_of)
            yield f"== {year}: {brief(found.whole)} before: {brief(found.same_period)}"
            yield f" {brief(found.overdue)} until {found.until}"
            yield from (f" {brief(line)}" for line in found.years)
        given = analyse(requests, challenges, 2025, years=found.years[:2], reviews=found.reviews[:1])  # fmt: skip
        yield f"given: {brief(given.years)} {brief(given.reviews)}"
        yield from parts_told(analyse([], [], 2025, date(2025, 6, 30)))

    approved("years_drawn", tell())


def test_a_year_before_by_the_same_day(approved) -> None:
    plain, _ = register(0)
    days = (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1))

    def tell() -> Iterator[str]:
        for until in (date(2025, 2, 28), date(2025, 3, 1), date(2024, 2, 29)):
            before = [one.replace(year=until.year - 1, day=min(one.day, 28)) for one in days]
            for name, on in zip(days, before, strict=True):
                one = replace(plain[0], received_on=on, closed_on=None, outcome_row=None)
                done = replace(one, received_on=date(on.year - 1, 12, 30), closed_on=on)
                over = Challenge(1, ChallengeKind.RECONSIDERATION, on)
                alone = [
                    analyse(requests, challenges, until.year, until).same_period
                    for requests, challenges in (([one], []), ([done], []), ([], [over]))
                ]
                yield f"{until} with {on} ({name}): {brief(alone)}"

    approved("years_before_by_the_day", tell())


def test_a_year_in_the_words_of_its_paper(approved) -> None:
    def tell() -> Iterator[str]:
        for seed, size in ((0, 40), (1, 4), (2, 0), (3, 90)):
            requests, challenges = register(seed, size)
            found = analyse(requests, challenges, 2025, date(2025, 12, 31))
            yield f"== {seed}"
            yield from told(analysis_values(found, "青枫区" * (seed % 2), ("规划科一句", "二句")))
        before, now = (line_of(str(year), (), (), ()) for year in (2024, 2025))
        for was, came in ((0, 0), (0, 3), (3, 0), (3, 3), (3, 4), (8, 7)):
            years = [replace(before, received=was, late=was), replace(now, received=came, late=came)]  # fmt: skip
            shown = replace(found, years=tuple(years))
            yield str(analysis_values(shown)["趋势情况"])
            for same in (None, replace(before, received=2, reconsidered=1)):
                runs = replace(shown, until=date(2025, 12, 30), same_period=same)
                yield f"  {analysis_values(runs)['趋势情况']}"
        for many in (15, 16):
            listed = analysis_values(replace(found, reviews=(found.reviews * 9)[:many]))
            yield f"{many}: {str(listed['审查清单']).count('序号')}"
        yield str(analysis_values(replace(found, sections=(), by_outcome=()))["复议集中"])

    approved("years_in_words", tell())


def test_months_and_quarters(approved) -> None:
    def tell() -> Iterator[str]:
        for months in (1, 3, 12):
            for month in range(1, 14 - months):
                if months == 3 and month % 3 != 1:
                    continue
                span = span_of(2024, month, months)
                around = (span, span.before, span.year_before)
                yield "  ".join(f"{one.words} {one.first}–{one.last}" for one in around)
        for until in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1), date(2026, 1, 1)):  # fmt: skip
            yield f"{until}: {'，'.join(one.words for one in spans_of(2025, until))}"
        requests, challenges = register(5, 60)
        for as_of in (date(2025, 3, 31), date(2026, 5, 1)):
            for span in spans_of(2025, as_of)[:5]:
                yield f"== {span.words} as of {as_of}"
                yield from parts_told(period_figures(requests, challenges, span, as_of))
                yield f" before: {brief(whole_of(requests, challenges, span.before, as_of))}"
        yield brief([whole_of(requests, challenges, span_of(2025, 1, 3), one) for one in EDGES[6:11]])  # fmt: skip
        yield f"limits: {[reply_limit_days(year) for year in (2008, 2018, 2019, 2026)]}"

    approved("months_drawn", tell())


ASKING = (
    "", " ", "青府发〔2024〕15号", "青府发[2024]015号", "关于青府发（2024）第15号的解读", "青府发【2024】15号", "〔2024〕15号", "一二三四〔2024〕7号和五〔2025〕8号", "15号",
    "《三个字》", "《四个字的》", "《关于青枫路的通知》复印件", "《等的信息》文件", "《" + "长" * 81 + "》", "本人申请公开青枫路方案", "我要求获取青枫路方案", "了解有关青枫路的方案", "查询青枫路方案", "关于青枫路方案",
    "相关材料", "申请公开", "本人", "青枫路，方案（复印件）。", "路青枫方案",
)  # fmt: skip


def test_who_asks_for_what_again(approved) -> None:
    plain = register(0)[0][0]

    def run(name: str, many: int, first: date, step: int) -> list[ReportedRequest]:
        return [
            replace(plain, request_id=at, applicant_name=name, matter=f"材料{at % 7}", received_on=first + timedelta(at * step))
            for at in range(many)
        ]  # fmt: skip

    def tell() -> Iterator[str]:
        for text in ASKING:
            yield f"{text!r}: {same_document(text)!r} {subject_of(text)}"
        yield f"subjects: {[subject_of(words.pattern.split('|')[0]) for _, words in SUBJECTS[:-1]]}"
        yield str(asked_repeatedly(list(enumerate(ASKING))))
        for many, step in ((10, 1), (11, 1), (10, 3), (11, 3), (30, 4), (31, 4), (30, 9), (31, 9)):
            found = frequent_applicants(run("林一帆", many, date(2025, 1, 1), step))
            yield f"{many} by {step}: {brief(found)}"
        both = [*run("许知远", 12, date(2025, 1, 1), 1), *run("林一帆", 12, date(2025, 1, 1), 1), *run("", 40, date(2025, 1, 1), 1), *run("马骏", 13, date(2025, 1, 5), 1)]  # fmt: skip
        yield from (brief(one) for one in frequent_applicants(both))
        yield brief(frequent_applicants(both, usual_in_a_month=12, usual_in_all=12))
        for seed in range(4):
            requests, _ = register(seed, 60)
            yield f"== {seed}"
            yield from (f" {brief(one)}" for one in review_list(requests))
            yield from (f" {brief(one)}" for one in review_list(requests, least_applicants=4, least_times=9))  # fmt: skip
        lines = lines_by(requests, requests, outcome_of, {}, [])
        yield from map(brief, lines)

    approved("asked_again", tell())
