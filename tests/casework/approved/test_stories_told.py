"""The stories of the sample office, its affairs and its county, as they are told and entered."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework import sample_affairs, trials
from casework import sample_office as making
from casework.books.book import OfficeBook
from casework.books.duties import DUTIES
from casework.books.enquiries import ENQUIRIES
from casework.books.entering import entries
from casework.books.guidance import GUIDANCE
from casework.books.guide import EDITIONS
from casework.books.often_asked import OFTEN_ASKED
from casework.books.training import TRAININGS
from casework.desk.counsel_rules import counsel_rules, counsel_rules_since
from casework.desk.desk import Desk
from casework.desk.people import people_of
from casework.pages.office_settings import units_expected
from casework.sample_affairs import affairs
from casework.sample_doings import DOCUMENTS, Story, assigned, do, handed, searched
from casework.sample_stories import stories
from casework.year.county import published_county
from casework.year.year_report import year_report
from db import documents, requests, settings, steps
from forms.choices import SearchResult
from rules.errors import ClerkError
from rules.receipt import Channel
from rules.report_rows import Applicant
from tests.casework.approved.plain import short, told
from tests.casework.conftest import Clock


def test_every_story_as_it_is_told(approved) -> None:
    def tell() -> Iterator[str]:
        for one in DOCUMENTS:
            yield f"{one.words} {one.agency}"
        for story in stories():
            facts = [getattr(story, one.name) for one in fields(Story) if one.name != "doings"]
            yield f"== {[short(fact) or fact for fact in facts]}"
            for doing in story.doings:
                yield f" {doing.after_days} {doing.act} {doing.values}"

    approved("stories", tell())


def test_what_the_office_does_beside(approved, desk: Desk, clock: Clock) -> None:
    settings.put(desk.store, "office", making.OFFICE)
    desk.forget_settings()
    for on, doing in sorted(affairs(), key=lambda one: one[0]):
        clock.day = on
        doing(desk)

    def tell() -> Iterator[str]:
        yield " ".join(str(on) for on, _ in affairs())
        books: tuple[OfficeBook[Any], ...] = (
            DUTIES,
            ENQUIRIES,
            OFTEN_ASKED,
            EDITIONS,
            GUIDANCE,
            TRAININGS,
        )
        for book in books:
            yield f"== {book.title}"
            yield from told(entries(desk, book))
        yield str(sorted(path.name for path in desk.beside.letters.rglob("*.docx")))
        county = published_county(desk, 2025)
        assert county is not None
        yield f"{county.on} {county.by} {units_expected(desk)}"
        for report in (county.report, *county.units.values()):
            yield f"{report.unit} {report.table2} {report.table3.rows} {report.table4.numbers}"
        yield from told(county.report.texts)

    approved("affairs", tell())


SHORT = (
    Story(date(2026, 1, 9), "马骏", Applicant.NATURAL_PERSON, Channel.INTERNET, 2, (assigned(), do(4, "ask_correction", items="请写明文号", days=10), do(9, "receive_correction", information_sought="文件")), confirmed_after_days=1, extra={"obtain_by": "EMAIL", "email": "ma@example.org"}),
    Story(date(2026, 1, 8), "绿水公司", Applicant.BUSINESS, Channel.IN_PERSON, 0, (searched(1, SearchResult.FOUND), do(2, "confer", place="会议室", chair="何清", matter="文件", people=[{"name": "李文", "opinion": "可以"}, {"name": "赵立", "opinion": "同意"}], conclusion="可以"))),
    Story(date(2026, 9, 1), "唐宁", Applicant.NATURAL_PERSON, Channel.IN_PERSON, 4, (do(3, "ask_reasons", facts="46件", until="+10"), do(300, "withdraw", how="书面")), sought="签到表"),
)  # fmt: skip


def test_a_short_office_is_made_as_the_long_one_is(
    approved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def beside(day: date, what: str) -> tuple[date, object]:
        return day, lambda desk: done.append(f"{what}: {desk.now} {len(list(requests.every(desk.store)))}")  # fmt: skip

    monkeypatch.setattr(making, "stories", lambda: SHORT)
    monkeypatch.setattr(making, "affairs", lambda: [beside(date(2026, 9, 9), "后"), beside(date(2026, 1, 8), "前"), beside(date(2026, 1, 12), "中"), beside(date(2026, 11, 1), "末")])  # fmt: skip
    desk = making.make_sample_office(tmp_path / "新" / "样例.db")

    def tell() -> Iterator[str]:
        yield from done
        yield f"{desk.today} {desk.clerk} {settings.value(desk.store, 'office', {})}"
        yield str(settings.value(desk.store, "clerk", ""))
        for row in requests.every(desk.store):
            yield f"== {row.register_number} {row.applicant_name} {row.applicant_kind} {row.id_type} {row.phone} {row.address} {row.channel} {row.arrived_on} {row.confirmed_on} {row.received_on} {row.information_sought} {row.obtain_by} {row.email}"
            for step in steps.of_request(desk.store, row.id):
                details = {name: value for name, value in step.details.items() if value not in ("", None, False, [], {})}  # fmt: skip
                yield f" {step.on} {step.kind} {step.recorded_at} {step.recorded_by} {details}"
            yield str([one.title for one in documents.of_request(desk.store, row.id)])
        yield from told(people_of(desk))
        yield f"{counsel_rules(desk)} {counsel_rules_since(desk)}"
        yield from told(year_report(desk, 2026).texts)
        with pytest.raises(ClerkError) as refused:
            making.make_sample_office(tmp_path / "新" / "样例.db")
        yield str(refused.value)

    approved("short_office", tell())
    desk.close()


def test_a_story_that_cannot_be_told_says_which_act(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Story(date(2026, 1, 8), "唐宁", Applicant.NATURAL_PERSON, Channel.IN_PERSON, 0, (handed(1, ""),))  # fmt: skip
    monkeypatch.setattr(making, "stories", lambda: (bad,))
    with pytest.raises(ClerkError) as refused:
        making.make_sample_office(tmp_path / "样例.db")
    assert refused.value.message == (
        "样例“登记送达”未填妥：直接送达以申请人签收之日为准，请填写签收人。"
    )


def test_an_affair_that_cannot_be_entered_says_which_book(desk: Desk) -> None:
    with pytest.raises(ClerkError) as refused:
        sample_affairs._asked("", "", "PHONE")(desk)
    assert refused.value.message.startswith(f"样例“{ENQUIRIES.title}”未填妥：请")


def test_a_trial_that_finds_nothing_says_so(desk: Desk, tmp_path: Path) -> None:
    bench = trials.Bench(tmp_path / "试")
    bench.open(desk)
    for trial, words in (
        (trials.search, "检索不到样例里有的文字"),
        (trials.letters, "一份文书也没有生成"),
    ):
        with pytest.raises(RuntimeError, match=words):
            trial(bench)
    assert trials.copies(bench) == "0件备份后恢复，件数相同"
    assert bench.register.parent == tmp_path / "试"
    requests.insert(desk.store, {"register_number": "2026-1", "applicant_name": "没有步骤"})
    with pytest.raises(RuntimeError, match=r"^\d处不一致："):
        trials.check(bench)
    bench.close()
    with pytest.raises(RuntimeError, match="没有登记簿可用，见前面失败的项目"):
        bench.desk.clock()
    bench.close()
