"""A year of one office: its cases as ledger lines, facts and challenges, its bulletin, its keeping."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from casework.acts import undo
from casework.desk.desk import Desk, open_desk
from casework.reports.analysis import line_of
from casework.reports.ledger import USUAL
from casework.year import report_keeping
from casework.year.ledger_lines import (
    choose_columns,
    columns_of,
    export_year,
    gaps_of_year,
    lines_of_year,
    masks_numbers,
)
from casework.year.own_figures import compare
from casework.year.periods import periods_of, write_bulletin
from casework.year.year_facts import (
    publication_candidates,
    reported_requests,
    weighed_requests,
    year_analysis,
)
from casework.year.year_report import (
    challenges_behind,
    challenges_of,
    requests_in_cell,
    table_2_of,
    why_counted,
    year_at_hand,
    year_report,
    years_with_requests,
)
from db import history, settings
from db.report_facts import Happening
from rules.errors import ClerkError
from rules.proactive import COUNTS, FEES
from rules.report_rows import HEADINGS, Applicant
from rules.steps import StepKind
from tests.casework.approved.plain import told
from tests.casework.approved.test_years_drawn_told import brief, parts_told
from tests.casework.conftest import OFFICE, Clock, doing
from tests.casework.doings import Do

Course = tuple[tuple[str, str, dict[str, Any]], ...]
REVIEW = {"disclosure_opinion": "同意公开", "disclosure_reviewer": "周敏", "secrecy_opinion": "不涉密", "secrecy_reviewer": "吴涛"}  # fmt: skip
GIVEN = ("decide", "2026-03-23", {"kind": "PROVIDED", "provided": "合同一份"})
SENT = ("serve", "2026-03-24", {"mail_number": "EA100000001CN"})
REFUSED = ("decide", "2026-03-20", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"})
LATE = ("serve", "2026-04-08", {})
COURSES: tuple[tuple[dict[str, Any], Course], ...] = (
    ({}, ()),
    ({"channel": "EMAIL", "applicant_kind": "BUSINESS", "applicant_name": "青枫建材有限公司", "co_applicants": "绿水公司", "agent_name": "马骏", "mail_number": "XA1", "remark": "催办"}, (("assign", "2026-03-09", {"section": "规划科", "handler": "李文"}),)),
    ({}, (("ask_correction", "2026-03-10", {"items": "请写明文号"}),)),
    ({}, (("ask_correction", "2026-03-10", {"items": "请写明文号", "delivered_on": "2026-03-11"}), ("receive_correction", "2026-03-16", {"information_sought": "合同"}), GIVEN, SENT)),
    ({}, (("consult_third_party", "2026-03-11", {"ref": "甲公司", "content": "合同"}), ("consult_agency", "2026-03-12", {"ref": "区财政局", "content": "合同"}))),
    ({}, (("consult_agency", "2026-03-11", {"ref": "区财政局", "content": "合同"}), ("agency_answered", "2026-03-18", {"ref": "区财政局", "opinion": "CONSENT"}), ("extend", "2026-03-20", {"days": 20, "reason": "征求意见", "approved_by": "何清"}), GIVEN)),
    ({}, (("notice_fee", "2026-03-19", {"method": "BY_PAGE", "units": 120}),)),
    ({}, (("notice_fee", "2026-03-19", {"method": "BY_PAGE", "units": 120, "delivered_on": "2026-03-19"}), ("pay_fee", "2026-03-20", {"yuan": 1100}), ("refund_fee", "2026-03-23", {"yuan": 100, "reason": "实际115页"}), GIVEN, SENT)),
    ({}, (("review", "2026-03-10", REVIEW), REFUSED, ("approve", "2026-03-20", {"approved_by": "何清"}), LATE)),
    ({}, (("review", "2026-03-10", {**REVIEW, "legal_opinion": "同意", "legal_reviewer": "郑洁"}), ("decide_items", "2026-03-11", {"items": [{"content": "合同", "kind": "PROVIDED", "provided": "合同"}, {"content": "讨论稿", "kind": "REFUSED_WORKING_PAPERS", "reasons": "过程稿"}]}), SENT)),
    ({"remark": "电话已告知"}, (("withdraw", "2026-03-10", {"how": "书面"}),)),
    ({}, (REFUSED, SENT, ("receive_reconsideration", "2026-04-01", {"body": "青枫区人民政府"}), ("sue", "2026-04-02", {"stage": "DIRECT", "court": "青枫区人民法院", "case_number": "（2026）赣1号"}))),
    ({}, (REFUSED, SENT, ("receive_reconsideration", "2026-04-01", {"body": "青枫区人民政府", "case_number": "青府复〔2026〕1号"}), ("decide_reconsideration", "2026-05-08", {"result": "CORRECTED"}), ("sue", "2026-06-01", {"stage": "AFTER_RECONSIDERATION", "court": "青枫区人民法院"}), ("judge", "2026-08-03", {"result": "UPHELD"}), ("appeal", "2026-08-10", {"court": "市中级人民法院"}))),
    ({}, (GIVEN, SENT, ("review_publication", "2026-04-10", {"decision": "PUBLISHED", "published_on": "2026-04-09", "place": "门户网站"}), ("file", "2026-04-20", {"file_number": "2026-001"}))),
    ({}, (GIVEN, SENT, ("review_publication", "2026-04-10", {"decision": "KEPT", "reasons": "仅一人申请"}), ("reclassify", "2026-04-13", {"outcome_row": 4, "reason": "核定"}))),
)  # fmt: skip


def a_year(desk: Desk, clock: Clock, do: Do) -> None:
    """Enter the cases of a year; two registrations are taken back."""
    for number, (typed, course) in enumerate(COURSES, start=1):
        start = {
            "applicant_name": f"申请人{number}",
            "information_sought": f"第{number % 4}号合同",
            **typed,
        }
        one = do("register", None, f"2026-03-{2 + number % 5:02}", **start).request_id
        for act, on, values in course:
            do(act, one, on, **values)
    for _ in range(2):
        done = do("register", None, "2026-11-02", applicant_name="误登", information_sought="误登")
        undo(desk, done.request_id, done.step_id)
    clock.day = date(2026, 11, 20)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Clock]]:
    """An office with a year of cases, for all that only looks at them, and last what is kept."""
    clock = Clock()
    desk = open_desk(tmp_path_factory.mktemp("一年") / "登记簿.db", clock=clock, clerk="周敏")
    settings.put(desk.store, "office", OFFICE)
    desk.forget_settings()
    a_year(desk, clock, doing(desk, clock))
    yield desk, clock
    desk.close()


def tried(doing: Callable[..., Any], *asked: Any, **named: Any) -> str:
    try:
        return str(doing(*asked, **named))
    except ClerkError as refusal:
        return f"refused: {refusal} {refusal.field or ''}"


def test_cases_of_every_kind_in_the_ledger_and_the_report(
    approved, year: tuple[Desk, Clock]
) -> None:
    desk, _ = year

    def tell() -> Iterator[str]:
        yield "== ledger"
        for line in lines_of_year(desk, 2026):
            yield from told([line])
        yield from gaps_of_year(desk, 2026)
        yield str([list(gaps_of_year(desk, 2025)), list(lines_of_year(desk, 2025))])
        yield "== facts"
        said: list[str] = []
        for one in reported_requests(desk, say=lambda part, words: said.append(f"{part} {words}")):
            yield from told([one])
        yield str(said)
        yield from told(weighed_requests(desk))
        yield from map(
            brief,
            publication_candidates(desk, say=lambda part, words: said.append(f"{part} {words}")),
        )
        year_analysis(desk, 2026, say=lambda part, words: said.append(f"{part} {words}"))
        yield str(said)
        yield "== analysis"
        analysis = year_analysis(desk, 2026)
        yield from parts_told(analysis)
        yield str([(one.request_id, one.used_days) for one in analysis.overdue])
        yield "== report"
        report = year_report(desk, 2026)
        yield f"{report.table3.rows} {report.table4.numbers} {report.fees}"
        for row in range(1, 26):
            ids = requests_in_cell(desk, 2026, row, None)
            kinds = [len(requests_in_cell(desk, 2026, row, kind)) for kind in Applicant]
            yield f"{row}: {list(ids)} {kinds} {list(why_counted(desk, 2026, ids).values())[:2]}"
        for column in range(1, 16):
            yield f"{column}: {challenges_behind(desk, 2026, column)}"
        yield f"{year_report(desk, 2027).table4.numbers} {year_report(desk, 2025).table3.rows[0]}"

    approved("year_of_cases", tell())


def test_what_the_office_sets_for_its_ledger(
    approved, desk: Desk, clock: Clock, do: Do, tmp_path: Path
) -> None:
    do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="合同")

    def tell() -> Iterator[str]:
        yield f"{columns_of(desk) == USUAL} {masks_numbers(desk)}"
        for names in (["remark", "登记编号"], ["remark", "备注"], [], ["用途"]):
            yield f"{names}: {tried(choose_columns, desk, names, masks=False)} {columns_of(desk)[:3]} {masks_numbers(desk)}"
        for kept in (["serial", "没有", "serial"], ["没有"], []):
            settings.put(desk.store, "ledger_columns", kept)
            yield f"{kept}: {columns_of(desk)[:3]} {len(columns_of(desk))}"
        yield str([export_year(desk, year, tmp_path / f"{year}.xlsx") for year in (2025, 2026)])
        for day in ((2026, 3, 31), (2026, 4, 1), (2027, 3, 31), (2027, 4, 1)):
            clock.day = date(*day)
            yield f"{clock.day}: {year_at_hand(desk)} {years_with_requests(desk)}"
        yield f"{tried(report_keeping.publish, desk, 2026, date(2027, 1, 4))[:60]}"
        clock.day = date(2027, 3, 31)
        yield f"published, {clock.day}: {year_at_hand(desk)}"

    approved("ledger_as_set", tell())


def happened(draw: random.Random) -> list[Happening]:
    """Return challenges and their ends by lot; an end names one, or the oldest that is open."""
    kinds = [StepKind.RECONSIDERED, StepKind.SUED, StepKind.RECONSIDERATION_DECIDED, StepKind.JUDGED, StepKind.APPEALED]  # fmt: skip
    made: list[Happening] = []
    for number in range(1, draw.randint(2, 8)):
        kind = draw.choice(kinds)
        ends = kind in kinds[2:4]
        target = draw.choice((None, None, *(one.id for one in made)))
        stage = draw.choice(("DIRECT", "AFTER_RECONSIDERATION")) if kind is StepKind.SUED else None
        made.append(
            Happening(7, kind.word, f"2026-{number:02}-01", draw.choice(("UPHELD", "CORRECTED")) if ends else None, stage, 0, number, target)
        )  # fmt: skip
    return made


def test_challenges_and_what_became_of_them(approved) -> None:
    def tell() -> Iterator[str]:
        for seed in range(120):
            steps = happened(random.Random(f"challenges {seed}"))
            said = " ".join(f"{one.id}{one.kind}{f'→{one.target}' if one.target else ''}" for one in steps)  # fmt: skip
            yield f"{seed}: {said}"
            for one in challenges_of(7, steps):
                result = one.result.name if one.result else "—"
                yield f"  {one.kind.name} {one.brought_on} {one.concluded_on} {result}"

    approved("challenges_drawn", tell())


def test_bulletins_of_a_month_and_a_quarter(approved, year: tuple[Desk, Clock]) -> None:
    desk, _ = year
    periods = periods_of(desk, 2026)
    nothing = line_of("上年", (), (), ())
    line = replace(
        nothing, label="规划科", received=3, closed=2, late=1, reconsidered=1, sued=2, lost=1
    )

    def letter(period: Any) -> Iterator[str]:
        path = write_bulletin(desk, period)
        yield f"== {path.stem}"
        document = Document(str(path))
        yield from (one.text for one in document.paragraphs if one.text.strip())
        for table in document.tables:
            yield from ("|".join(cell.text for cell in row.cells) for row in table.rows)

    def tell() -> Iterator[str]:
        yield str([one.figures.span.words for one in periods])
        # February, March, the first quarter and a month with nothing.
        for at in (1, 2, 3, 4, 9):
            yield from letter(periods[at])
        march = periods[2]
        many = tuple(replace(nothing, label=f"科{number}", received=number % 4, closed=number % 3, corrected=number % 2) for number in range(8))  # fmt: skip
        drawn = march.figures.__class__(march.figures.span, line, 1, 2, 3, 4, (line, many[2]), (line,), many, many)  # fmt: skip
        yield from letter(march._replace(figures=drawn, before=line, year_before=nothing))  # fmt: skip

    approved("bulletins_of_cases", tell())


def test_what_is_kept_of_a_report(approved, year: tuple[Desk, Clock], tmp_path: Path) -> None:
    desk, clock = year
    zeroes = {**dict.fromkeys(COUNTS, "0"), FEES: "0"}

    def tell() -> Iterator[str]:
        for name, text in (("licences", "7"), ("licences", "1."), ("licences", "1.5"), ("licences", "-1"), ("licences", ""), ("licences", "３"), (FEES, "1.5"), (FEES, ".5"), (FEES, "1.x")):  # fmt: skip
            yield f"{name} {text}: {tried(report_keeping.keep_table_2, desk, 2026, {**zeroes, name: text})} {table_2_of(desk, 2026)}"
        yield f"{table_2_of(desk, 2025)} {report_keeping.last_year_of(desk, 2026)} {report_keeping.source_of_last_year(desk, 2026)!r}"
        with suppress(KeyError):
            report_keeping.keep_text(desk, 2026, "七、没有的", "x")
            yield "kept"
        report_keeping.keep_text(desk, 2026, HEADINGS[4], "主要问题。\n改进。")
        report_keeping.keep_text(desk, 2026, HEADINGS[1], "说明。")
        yield str(dict(year_report(desk, 2026).texts))
        clock.day = date(2027, 1, 20)
        before = report_keeping.last_year_of(desk, 2027)
        yield f"{before and before.table2} {before and before.table3.rows[24]} {report_keeping.source_of_last_year(desk, 2027)}"
        settings.forget(desk.store, "table_2_2026")
        before = report_keeping.last_year_of(desk, 2027)
        yield f"{before and before.table2} {report_keeping.last_year_of(desk, 2026)}"
        for on in (date(2026, 12, 31), date(2027, 1, 21), date(2027, 1, 20), date(2027, 1, 20)):
            yield f"{on}: {tried(report_keeping.publish, desk, 2026, on)[:75]}"
        kept = report_keeping.published(desk, 2026)
        yield f"{kept and (kept.on, kept.by, kept.report.title)} {report_keeping.last_published(desk, 2025)}"
        yield report_keeping.source_of_last_year(desk, 2027)
        for after in (2026, 2027, 2028):
            before = report_keeping.last_year_of(desk, after)
            yield f"{after}: {before and (before.year, len(before.texts), before.table2)} {report_keeping.source_of_last_year(desk, after)!r}"
        ledger = tmp_path / "台账.csv"
        ledger.write_text("登记编号,收到日期,申请人姓名,申请内容,答复类型,送达日期\n依申请〔2026〕1号,2026-03-03,申请人1,第1号合同,予以公开,2026-03-24\n〔2026〕99号,2026-05-03,外来,别的,,\n", encoding="utf-8")  # fmt: skip
        for wanted in (2026, 2027):
            found = compare(desk, wanted, ledger)
            yield f"{found.words} {found.warnings} {found.is_ledger} {found.year}"
            yield from found.differences
            yield from told(found.suspects)
        (tmp_path / "x.txt").write_text("x", encoding="utf-8")
        (tmp_path / "x.csv").write_text("", encoding="utf-8")
        yield tried(compare, desk, 2026, tmp_path / "x.txt")
        yield tried(compare, desk, 2026, tmp_path / "x.csv")

        yield from (f"{note}" for entry in history.noted(desk.store) for note in entry.notes[:1] if "report" in str(note))  # fmt: skip

    approved("report_kept", tell())
