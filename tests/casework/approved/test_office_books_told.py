"""What the office writes down beside its requests: its books, their lists and papers at every
boundary, held against what was approved."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.books.book import OfficeBook
from casework.books.book_papers import (
    FOLDER,
    write_duties,
    write_enquiries,
    write_paper,
    write_training,
)
from casework.books.duties import (
    DUTIES,
    PATTERNS,
    duty_state,
    make_year,
    mark_done,
    own_patterns,
    patterns,
    shipped_patterns,
    year_work,
)
from casework.books.enquiries import (
    ENQUIRIES,
    became_request,
    enquiry_figures,
    enquiry_subject,
    kept,
    receipt_values,
)
from casework.books.entering import correct, enter, enter_all, entries, put_back, strike
from casework.books.guidance import GUIDANCE
from casework.books.guide import (
    EDITIONS,
    changes,
    guide_page,
    guide_text,
    missing_in,
    write_guide,
    write_guide_page,
)
from casework.books.often_asked import OFTEN_ASKED, often_words, take_candidates
from casework.books.training import TRAININGS
from casework.desk.desk import Desk
from casework.letters.guide_paper import OgiGuide
from casework.reports.repeats import PublicationCandidate
from db import office_books, settings
from forms.enquiry import Enquiry, EnquiryWay
from forms.guidance import Fate, GuidanceCase
from forms.guide_edition import GuideEdition
from forms.office import Office
from forms.often_asked import OftenAsked, OftenDecision
from forms.year_work import Duty, DutyPattern, Training
from rules.errors import ClerkError
from rules.offices import OfficeKind
from rules.replies import ReplyKind
from tests.casework.approved.office_files import document_lines
from tests.casework.approved.plain import told
from tests.casework.conftest import OFFICE, Clock
from tests.casework.doings import Do

TODAY = date(2026, 3, 6)
DAY = timedelta(days=1)


def tried(doing: Callable[..., Any], *asked: Any) -> str:
    try:
        return f"{doing(*asked)}"
    except ClerkError as refusal:
        # Why a system refuses a file is said in other words by another.
        said = re.sub("无法保存（.*?）", "无法保存（…）", str(refusal))
        return f"refused: {said} {refusal.field or ''}".rstrip()


def listed(desk: Desk, book: OfficeBook[Any], text: str = "") -> Iterator[str]:
    """Each entry of a book as its list shows it, and what it is sorted and counted by."""
    for entry in entries(desk, book, text):
        form = book.form_of(entry)
        yield f"  {entry.id}: {' | '.join(book.cells(entry, form))}"
        yield f"     {entry.on} {entry.title[:40]}／{entry.subject}／{entry.state}／{entry.owner}"


def test_books_as_they_begin(approved, desk: Desk) -> None:
    def tell() -> Iterator[str]:
        for book in (DUTIES, PATTERNS, ENQUIRIES, TRAININGS, OFTEN_ASKED, GUIDANCE, EDITIONS):
            yield f"== {book.name} {book.title} {book.form.__name__} {book.heads} {book.open_state}"
            yield f"{book.empty}"
            yield f"{dict(book.start(desk))}"

    approved("books_as_they_begin", tell())


# Duties


def a_duty(due: date, done: date | None = None, **more: str) -> Duty:
    return Duty(task=f"到{due}的任务\n第二行", due_on=due, done_on=done, **more)


def test_duties_of_a_year(approved, desk: Desk, clock: Clock) -> None:
    every = [
        a_duty(TODAY + ahead * DAY, done, responsible="周敏", source="条例49")
        for ahead in (-366, -2, -1, 0, 1, 2, 300, 301)
        for done in (None, TODAY - DAY, TODAY)
    ]

    def tell() -> Iterator[str]:
        yield tried(year_work, desk, 2026)
        yield tried(write_duties, desk, 2026)
        for form in every:
            yield f"{form.due_on} {form.done_on}: {duty_state(desk, form)}"
        yield f"entered {enter_all(desk, DUTIES, every)}"
        yield from listed(desk, DUTIES)
        for year in (2024, 2025, 2026, 2027):
            work = year_work(desk, year)
            yield f"{work.year}: {len(work.duties)}, {work.done} done, {work.in_time} in time, {work.overdue} overdue"
            yield f"  {[form.due_on.isoformat() for form in work.duties]}"
        yield from document_lines(write_duties(desk, 2026))
        yield tried(enter, desk, DUTIES, a_duty(TODAY, TODAY + DAY))
        first = entries(desk, DUTIES)[2].id
        clock.day = TODAY + DAY
        yield f"{mark_done(desk, first, '按期完成')}"
        yield tried(mark_done, desk, first)
        kept_result = enter(desk, DUTIES, a_duty(TODAY, None, result="写了一半"))
        yield f"{mark_done(desk, kept_result)}"
        yield tried(mark_done, desk, 999)

    approved("duties_of_a_year", tell())


def test_the_template_of_duties(approved, desk: Desk, clock: Clock) -> None:
    def tell() -> Iterator[str]:
        yield from told(shipped_patterns(desk))
        for kind in OfficeKind:
            settings.put(desk.store, "office", {**OFFICE, "kind": kind.name})
            desk.forget_settings()
            yield f"{kind.value}: {[f'{one.month}.{one.day} {one.source}' for one in patterns(desk)[:1]]}"
        for _ in range(2):
            own_patterns(desk)
            yield f"{len(entries(desk, PATTERNS))} {len(patterns(desk))}"
        enter(desk, PATTERNS, DutyPattern(task="闰日", month=2, day=29, responsible="李文"))
        yield from listed(desk, PATTERNS)
        yield f"order {[one.task[:4] for one in patterns(desk)]}"
        for year in (2027, 2028, 2027):
            yield f"{year}: {tried(make_year, desk, year)}"
        enter(desk, PATTERNS, DutyPattern(task="闰日", month=3, day=1))
        yield f"2027: {tried(make_year, desk, 2027)}"
        yield from (f"{one.title} {one.on} {one.owner}" for one in entries(desk, DUTIES, "闰日"))

    approved("template_of_duties", tell())


# Enquiries


def test_enquiries(approved, desk: Desk, do: Do, clock: Clock) -> None:
    questions = ("怎么申请\n公开", "如何申请", "申请表在哪里", "进度", "办到哪一步", "什么时候答复", "收费标准", "征地补偿标准", "今天天气")  # fmt: skip
    ways = list(EnquiryWay)

    def tell() -> Iterator[str]:
        span = date(2026, 1, 1), date(2026, 12, 31)
        yield tried(write_enquiries, desk, *span)
        for at, question in enumerate(questions):
            answer = ("", "见网站\n指南", "")[at % 3]
            form = Enquiry(
                question=question, answer=answer, way=ways[at % len(ways)],
                subject=" 自定 " if at == 8 else "", on=TODAY - 9 * at * DAY,
                caller="林一帆" if at % 2 else "", phone="13800001111" if at % 4 == 1 else "", owner="李文",
            )  # fmt: skip
            entry_id = kept(desk, form, None)
            yield f"{entry_id} {enquiry_subject(form)} {form.is_answered}"
            yield f"  {receipt_values(desk, entry_id)}"
        number = do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="怎么申请").request_id  # fmt: skip
        became_request(desk, 2, number)
        yield tried(receipt_values, desk, 2)
        answered = Enquiry(question="申请表在哪里取", answer="窗口", on=TODAY, subject="表格")
        yield f"corrected {kept(desk, answered, 3)} {kept(desk, answered, 2)}"
        yield from listed(desk, ENQUIRIES)
        spans = (span, (TODAY, TODAY), (TODAY - 9 * DAY, TODAY - DAY), (date(2026, 1, 1), date(2026, 1, 31)), (date(2025, 1, 1), date(2025, 12, 31)), (date(2025, 12, 24), date(2026, 1, 2)))  # fmt: skip
        for first, last in spans:
            figures = enquiry_figures(desk, first, last)
            yield f"{first} {last}: {figures.total} {dict(figures.by_month)} {figures.by_subject} {dict(figures.by_state)}"
        path = write_enquiries(desk, *span)
        yield path.name
        yield from document_lines(path)
        yield tried(enter, desk, ENQUIRIES, Enquiry(question="明天", on=TODAY + DAY))

    approved("enquiries", tell())


# Any book


def test_a_life_of_entries(approved, desk: Desk, clock: Clock) -> None:
    def tell() -> Iterator[str]:
        form = OftenAsked(matter="甲  乙\n" + "长" * 300, on=TODAY, decided_by="顾清河")
        entry_id = enter(desk, OFTEN_ASKED, form)
        (entry,) = entries(desk, OFTEN_ASKED)
        yield f"{len(entry.title)} {entry.title[:6]!r}"
        yield f"{entry.recorded_at} {entry.recorded_by} {entry.earlier}"
        clock.day = TODAY + DAY
        decided = OftenAsked(matter="甲乙", on=TODAY, decision=OftenDecision.PUBLISH)
        correct(desk, OFTEN_ASKED, entry_id, decided)
        strike(desk, OFTEN_ASKED, entry_id)
        yield f"struck: {entries(desk, OFTEN_ASKED)}"
        for doing in (strike, mark_done_of, correct_of):
            yield tried(doing, desk, OFTEN_ASKED, entry_id)
        yield tried(correct_of, desk, DUTIES, entry_id)
        put_back(desk, OFTEN_ASKED, entry_id)
        yield from listed(desk, OFTEN_ASKED)
        (entry,) = entries(desk, OFTEN_ASKED)
        yield f"{[one['state'] for one in entry.earlier]} {entry.recorded_at}"
        for which in (entry_id, 99):
            yield tried(put_back, desk, OFTEN_ASKED, which)
        yield tried(correct_of, desk, DUTIES, entry_id)
        other = OftenAsked(matter="丙", number="12号", on=TODAY, asked="3次", reason="秘密", decision=OftenDecision.NOT)  # fmt: skip
        enter(desk, OFTEN_ASKED, other)
        for text in ("", " ", "甲", "甲 乙", "甲 丙", "12号", "不纳入 秘密", "次 3"):
            found = [one.title for one in entries(desk, OFTEN_ASKED, text)]
            yield f"{text!r}: {found}"
        before = len(entries(desk, DUTIES))
        yield tried(enter_all, desk, DUTIES, [a_duty(TODAY), a_duty(TODAY, TODAY + 9 * DAY)])
        yield f"{len(entries(desk, DUTIES)) - before}"

    def mark_done_of(desk: Desk, _book: object, entry_id: int) -> object:
        return mark_done(desk, entry_id)

    def correct_of(desk: Desk, book: OfficeBook[Any], entry_id: int) -> None:
        form = a_duty(TODAY) if book is DUTIES else OftenAsked(matter="x", on=TODAY)
        correct(desk, book, entry_id, form)

    approved("life_of_entries", tell())


def test_trainings_and_their_record(approved, desk: Desk) -> None:
    full = Training(on=TODAY, topic="说理", teacher="郑洁", place="三楼", hours=4, content="过程性信息\n内部事务", attendees="周敏、李文", questions="一题\n两题", result="都会")  # fmt: skip

    def tell() -> Iterator[str]:
        for form in (full, Training(on=TODAY, topic="空", content="略"), replace(full, hours=None)):
            enter(desk, TRAININGS, form)
        yield from listed(desk, TRAININGS)
        for entry in entries(desk, TRAININGS)[1:]:
            path = write_training(desk, entry)
            yield f"{path.parent.name} {path.name}"
            yield from document_lines(path)
        yield tried(enter, desk, TRAININGS, replace(full, on=TODAY + DAY))

    approved("trainings", tell())


def test_a_paper_that_cannot_be_written(desk: Desk) -> None:
    (desk.folder / FOLDER / "甲.docx").mkdir(parents=True)
    with pytest.raises(ClerkError) as refused:
        write_paper(desk, a_guide(desk), "甲")
    said = str(refused.value)
    assert said.startswith("“甲.docx”无法保存（")
    assert said.endswith("），可能正在 Word 或 WPS 中打开，请关闭后再试。")


def a_guide(desk: Desk) -> OgiGuide:
    from casework.books.guide import guide_paper

    return guide_paper(desk, GuideEdition(on=desk.today))


# What is asked for often


class Counted:
    """A request as the figures know it."""

    def __init__(self, name: str, published_on: date | None = None) -> None:
        self.applicant_name = name
        self.published_on = published_on


def candidate(document: str, *names: str, published: date | None = None) -> PublicationCandidate:
    requests: Any = tuple(Counted(name, published) for name in names)
    return PublicationCandidate(document, requests, "why")


def test_what_is_taken_over_from_the_figures(approved, desk: Desk) -> None:
    def tell() -> Iterator[str]:
        yield f"{often_words([])!r}"
        yield tried(take_candidates, desk, [])
        first = [candidate("青枫路施工许可证", "甲", "乙", "甲"), candidate("已经公开的", "甲", published=TODAY), candidate("长" * 201, "丙")]  # fmt: skip
        yield tried(take_candidates, desk, first)
        yield tried(take_candidates, desk, first)
        yield from listed(desk, OFTEN_ASKED)
        many = [candidate(f"第{at}号宗地的征地批复", "甲") for at in range(10, 61)]
        yield tried(take_candidates, desk, many)
        for matter, published in (("决算表", None), ("预算表", TODAY)):
            enter(desk, OFTEN_ASKED, OftenAsked(matter=matter, on=TODAY, decision=OftenDecision.IN_PART, published_on=published, place="网站"))  # fmt: skip
        yield often_words(entries(desk, OFTEN_ASKED))
        yield often_words(entries(desk, OFTEN_ASKED, "算表"))

    approved("often_asked_taken_over", tell())


def test_the_list_of_the_library(approved, desk: Desk) -> None:
    def tell() -> Iterator[str]:
        for kind, fate in ((None, Fate.UNCHALLENGED), (ReplyKind.NOT_EXISTING, Fate.CORRECTED)):
            form = GuidanceCase(name="案例", on=TODAY, facts="事实", kind=kind, fate=fate, lesson="教训", source="3号")  # fmt: skip
            enter(desk, GUIDANCE, form)
        yield from listed(desk, GUIDANCE)

    approved("list_of_the_library", tell())


# The guide


FULL = {
    **OFFICE, "hours": "工作日9时至17时", "website": "https://example.org", "email": "a@example.org", "fax": "0791-1", "postcode": "330000",
    "ogi_office": "公开科", "reconsideration_address": "澄湖路1号", "reconsideration_url": "https://fy.example.org",
}  # fmt: skip
BARE = {"name": "甲局", "address": "乙路", "hours": "白天", "phone": "1", "email": "b@example.org"}


def test_the_guide_of_settings_full_and_bare(approved, desk: Desk, clock: Clock) -> None:
    form = GuideEdition(on=TODAY, supervisor="区政府办 0791-2", place="https://example.org/zn")
    plain = GuideEdition(on=TODAY, channel_notes="", classes="甲类\n\n乙类")

    def set_office(values: dict[str, str]) -> None:
        settings.put(desk.store, "office", values)
        desk.forget_settings()

    def tell() -> Iterator[str]:
        whole = Office(name="甲", address="x", hours="x", phone="x", website="x")
        for wanting in ("address", "hours", "phone", "website", "email"):
            lacking: dict[str, Any] = {wanting: " "}
            yield f"{wanting}: {missing_in(replace(whole, **lacking))}"
        yield f"{missing_in(Office(name='甲'))}"
        yield tried(enter, desk, EDITIONS, form)
        yield f"{changes(desk, form)}"
        for values, edition in ((FULL, form), (BARE, plain)):
            set_office(values)
            yield "== text"
            yield guide_text(desk, edition)
            yield "== page"
            yield guide_page(desk, edition)
        set_office(FULL)
        enter(desk, EDITIONS, form)
        yield from listed(desk, EDITIONS)
        (entry,) = entries(desk, EDITIONS)
        yield entry.details["office_then"]
        clock.day = TODAY + DAY
        yield f"{ {name: value for name, value in EDITIONS.start(desk).items() if name not in ('classes', 'obtained')} }"
        set_office({**FULL, "phone": "0791-9", "fax": ""})
        yield from changes(desk, form)
        enter(desk, EDITIONS, replace(plain, on=TODAY + DAY))
        yield from listed(desk, EDITIONS)
        yield tried(enter, desk, EDITIONS, replace(form, on=TODAY + 2 * DAY))
        yield "== document"
        path = write_guide(desk, form)
        yield path.name
        yield from document_lines(path)

    approved("the_guide", tell())


def test_the_page_of_the_guide_is_written(approved, desk: Desk, tmp_path: Path) -> None:
    settings.put(desk.store, "office", FULL)
    desk.forget_settings()
    taken = tmp_path / "指南.html"
    taken.mkdir()

    def tell() -> Iterator[str]:
        form = GuideEdition(on=TODAY)
        yield write_guide_page(desk, form, tmp_path / "公开指南.html")
        yield f"{(tmp_path / '公开指南.html').read_bytes() == guide_page(desk, form).encode()}"
        yield tried(write_guide_page, desk, form, taken)
        yield tried(write_guide_page, desk, replace(form, on=TODAY + DAY), taken)

    approved("page_of_the_guide", tell())


def test_struck_entries_are_in_no_count(desk: Desk) -> None:
    one = enter(desk, ENQUIRIES, Enquiry(question="怎么申请", on=TODAY))
    strike(desk, ENQUIRIES, one)
    assert enquiry_figures(desk, TODAY, TODAY).total == 0
    entry = office_books.one(desk.store, one)
    assert entry is not None
    assert [before["state"] for before in entry.earlier] == ["待答复"]
