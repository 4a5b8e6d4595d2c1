"""Months and quarters in figures, and the analysis that reads no more than it needs."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from casework.acts import Done
from casework.desk.desk import Desk
from casework.reports.analysis import analyse
from casework.reports.period import span_of, spans_of
from casework.sample_office import TODAY
from casework.year.periods import periods_of, write_bulletin
from casework.year.year_facts import reported_requests, year_analysis
from casework.year.year_report import all_challenges
from db import report_facts

Do = Callable[..., Done]


@pytest.fixture(scope="module")
def sample(
    tmp_path_factory: pytest.TempPathFactory, sample_office: Callable[..., Desk]
) -> Iterator[Desk]:
    desk = sample_office(tmp_path_factory.mktemp("sample"))
    yield desk
    desk.close()


def words_of(path: Path) -> str:
    with ZipFile(path) as packed:
        return re.sub("<[^>]+>", "", packed.read("word/document.xml").decode())


def test_the_spans_of_a_year() -> None:
    found = [span.words for span in spans_of(2026, date(2026, 4, 1))]
    assert found == [
        "2026年1月", "2026年2月", "2026年3月", "2026年第一季度", "2026年4月", "2026年第二季度",
    ]  # fmt: skip
    assert span_of(2026, 1, 3).before.words == "2025年第四季度"
    assert span_of(2026, 1, 1).before.words == "2025年12月"
    assert span_of(2026, 4, 3).year_before.words == "2025年第二季度"


def test_the_months_of_the_sample_add_up_to_its_year(sample: Desk) -> None:
    periods = periods_of(sample, TODAY.year)
    months = [one for one in periods if one.figures.span.first.month == one.figures.span.last.month]
    whole = year_analysis(sample, TODAY.year).whole
    for name in ("received", "closed", "late", "extended", "reconsidered", "sued", "corrected"):
        assert sum(getattr(one.figures.whole, name) for one in months) == getattr(whole, name)
    quarters = [one for one in periods if one not in months]
    assert sum(one.figures.whole.received for one in quarters) == whole.received
    for one in months:
        figures = one.figures
        # What was open, came and went is what is open at the end.
        came, went = figures.whole.received, figures.whole.closed
        assert figures.open_before + came - went == figures.open_at_end
        for lines in (figures.sections, figures.persons, figures.subjects):
            assert sum(line.received for line in lines) == came
    assert sum(one.enquiries.total for one in months) == 10


def test_a_span_that_runs_is_held_against_as_much_of_a_year_before(desk, do, clock) -> None:
    for day in ("2025-02-28", "2025-03-05", "2025-03-06", "2025-03-07", "2026-03-02"):
        do("register", None, day, applicant_name="冯远", information_sought=day)

    def same_period(day: date) -> dict[str, int]:
        clock.day = day
        return {one.figures.span.words: one.year_before.received for one in periods_of(desk, 2026)}

    months = {"2026年1月": 0, "2026年2月": 1}
    assert same_period(date(2026, 3, 6)) == {**months, "2026年3月": 2, "2026年第一季度": 3}
    assert same_period(date(2026, 3, 30)) == {**months, "2026年3月": 3, "2026年第一季度": 4}
    assert same_period(date(2026, 2, 27)) == {"2026年1月": 0, "2026年2月": 0, "2026年第一季度": 0}
    assert same_period(date(2026, 2, 28)) == {"2026年1月": 0, "2026年2月": 1, "2026年第一季度": 1}
    for today, said in (
        (30, "截至3月30日，本期收到政府信息公开申请1件，比上期增加1件，比上年同期减少2件"),
        (31, "本期收到政府信息公开申请1件，比上期增加1件，比上年同期减少2件"),
    ):
        clock.day = date(2026, 3, today)
        words = words_of(write_bulletin(desk, periods_of(desk, 2026)[2]))
        assert f"一、受理情况{said}；" in words


def test_a_quarter_is_written_as_a_bulletin(sample: Desk) -> None:
    quarter = next(
        one for one in periods_of(sample, 2026) if one.figures.span.words == "2026年第二季度"
    )
    text = words_of(write_bulletin(sample, quarter))
    assert "（2026年第二季度）" in text
    assert f"本期收到政府信息公开申请{quarter.figures.whole.received}件" in text
    assert "政务公开科" in text
    assert "李文" in text
    assert "本期登记政策咨询2件" in text


def test_what_is_left_unread_changes_nothing_of_the_analysis(sample: Desk) -> None:
    year = TODAY.year
    read_whole = analyse(
        reported_requests(sample, date(year, 12, 31)), all_challenges(sample), year, TODAY
    )
    found = year_analysis(sample, year)
    for name in read_whole.__dataclass_fields__:
        if name != "overdue":
            assert getattr(found, name) == getattr(read_whole, name), name
    assert [one.request_id for one in found.overdue] == [
        one.request_id for one in read_whole.overdue
    ]


def test_what_lies_before_last_year_is_counted_and_not_read(desk: Desk, do: Do) -> None:
    asked = {"applicant_name": "冯远", "information_sought": "决算"}
    old = do("register", None, "2023-03-06", **asked).request_id
    do("withdraw", old, "2023-03-07")
    do("register", None, "2026-03-06", **(asked | {"information_sought": "预算"}))
    facts = report_facts.request_facts(desk.store, desk.today, since=date(2025, 1, 1))
    assert old not in [fact.id for fact in facts]
    years = {one.label: (one.received, one.closed) for one in year_analysis(desk, 2026).years}
    assert years == {"2023": (1, 1), "2024": (0, 0), "2025": (0, 0), "2026": (1, 0)}
