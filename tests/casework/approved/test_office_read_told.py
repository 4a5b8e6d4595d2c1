"""What else is read of the sample office, and how it looks on other days, held against approval."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from casework.acts.challenges import challenge_name, names_of_pending
from casework.acts.fees import nth_of_applicant
from casework.acts.mail_numbers import posted_letters
from casework.acts.remaking import letters_to_remake
from casework.acts.sent_copies import letter_names
from casework.cases import deadlines, projection, review_course
from casework.cases.as_of import register_as_of
from casework.cases.attachments import by_label, removals
from casework.cases.case_file import load
from casework.cases.circulation_times import circulation_times, pace_of
from casework.cases.repeats_found import earlier_requests, of_same_person, who_of
from casework.cases.reply_course import consultations_of, course_of, earlier_replies, earlier_reply
from casework.cases.searched import searched_beside, where_found
from casework.desk.access import access_lines
from casework.desk.desk import Desk, open_desk
from casework.desk.people import absent_words, people_of
from casework.pages import agenda, calendar_changes, day_board, month, reminders
from casework.pages.course_line import course_lines
from casework.pages.guide_grounds import guide_grounds
from casework.pages.nearest import days_of, nearest
from casework.pages.phrases import phrases_for
from casework.pages.register_check import problems
from casework.pages.repeat_sheet import repeat_sheet
from casework.pages.timeline import timeline_of
from casework.pages.worklist import find, found, rows, who_is
from casework.papers import case_papers, day_letters, section_packages, services
from casework.papers.document_check import examined, letters_telling
from casework.papers.events import events_of, evidence_lines
from casework.papers.issuing import case_facts, documents_of
from casework.papers.letter_codes import case_of_code, code_of
from casework.papers.order_words import order_words, reply_title
from casework.papers.proofs import bases_of
from casework.papers.remaking import replaceable
from db import requests
from db.query import Query
from rules.errors import ClerkError
from rules.people import OfficePart
from rules.replies import ReplyKind
from rules.steps import StepKind
from tests.casework.approved.office_files import document_lines
from tests.casework.approved.plain import told
from tests.casework.approved.test_office_told import of_each

TODAY = date(2026, 11, 20)


def tried(reading: Callable[..., Any], *asked: Any) -> Iterator[str]:
    """Yield what a reading gives, or why it is refused."""
    try:
        yield from told([reading(*asked)], "   ")
    except ClerkError as refusal:
        yield f"   refused: {refusal}"


def repeat_lines(desk: Desk, request_id: int) -> list[str]:
    return list(document_lines(repeat_sheet(desk, request_id)))


def test_what_the_law_and_the_lists_ask_of_each_case(approved, sample) -> None:
    def tell(one: int) -> Iterator[str]:
        file = load(sample, one)
        row = requests.one(sample.store, one)
        yield from (
            deadlines.due_sentence(file.case),
            deadlines.counted_words(file.case),
            who_is(sample, one),
        )
        known = deadlines.deadline_of(file.case)
        yield f"{known.status} {known.due_on} {known.closed_on} {known.in_time} {deadlines.urgency(file.case).name}"
        yield from told(projection.columns(file, sample.practice))
        yield from told(projection.clocks(file))
        yield f"waits: {projection.waiting_words(file.case)}, watched on {projection.watch_on(file.case)}"
        yield from told(course_lines(file.case))
        yield from told([course_of(file, TODAY)])
        happened = file.case.steps
        yield from told(list(consultations_of(happened, sample.outlook)))
        yield from told(list(review_course.findings_of(happened)))
        yield f"sheets: {review_course.waiting_sheet(happened)} {review_course.sheet_to_sign(happened)} {review_course.is_sent_back(happened)} {review_course.doubts_settled_on(happened)}"
        reply = review_course.drafted_reply(file)
        if reply is not None:
            yield f"discloses {review_course.disclosed_by(reply)}; counsel: {review_course.counsel_reasons(sample, file, reply)}"
        yield f"nth {nth_of_applicant(sample, file)}; {posted_letters(sample, file)} {letter_names(sample, file)} {letters_to_remake(sample, file)} {list(names_of_pending(file))}"
        yield from (
            f"{step.on} {challenge_name(step)}"
            for step in happened
            if step.kind in (StepKind.SUED, StepKind.RECONSIDERED)
        )
        yield f"earlier replies {earlier_replies(sample, file)} {earlier_reply(sample, file, row.register_number)}"
        yield from told(
            earlier_requests(sample, who_of(file.registration), file.information_sought)
        )
        yield from (
            f"same person {other.row.register_number} {other.by}"
            for other in of_same_person(sample, who_of(row))
        )
        yield from (f"beside: {line}" for line in searched_beside(sample, file).split())
        yield f"found: {where_found(sample, one, '公开')} / {where_found(sample, one, row.applicant_name[:2])}"
        yield f"{list(removals(sample, one))} {list(by_label(sample, one))}"

    approved("cases_asked", of_each(sample, tell))


def test_the_papers_and_the_posts_of_each_case(approved, sample) -> None:
    def tell(one: int) -> Iterator[str]:
        file = load(sample, one)
        yield f"order: {order_words(file)}"
        if (decided := file.case.last(StepKind.DECIDED)) is not None:
            yield f"reply: {reply_title(decided)}"
        yield from events_of(file)
        yield from evidence_lines(file).splitlines()
        yield from told([case_facts(sample, file)])
        yield f"remade: {sorted(replaceable(sample, file))}, asked: {section_packages.sections_to_ask(sample, one)}"
        yield section_packages.without_applicant(
            file,
            f"{file.information_sought}，{file.registration.applicant_name}，{file.registration.phone}",
        )
        yield section_packages.without_persons(file, "身份证11010519491231002X，电话13800138000。")
        for clock in file.case.clocks:
            yield f"bases: {[basis.short for basis in bases_of(file, clock)]}"
        for letter in documents_of(sample, one):
            said = examined(sample, letter)
            yield f"== {letter.title} {letter.number} left {services.has_left(sample, file, letter)} apart {services.is_sent_apart(file, letter)} to {services.addressee(file, letter)}"
            yield f"   {services.letter_name(letter)}; {len(said.paragraphs)} paragraphs; with it {[offer.label for offer in case_papers.papers_of_letter(letter)]}"
            yield from (f"   ? {finding}" for finding in said.findings)
            if case_papers.papers_of_letter(letter):
                yield from tried(case_papers.mail_of, sample, letter)
                yield from tried(case_papers.envelope_of, sample, letter)
        yield from told(timeline_of(file, {}))
        told_of = letters_telling(
            sample,
            file,
            {"applicant_name": file.registration.applicant_name, "phone": "1", "matter": "甲乙"},
        )
        yield f"telling the name: {told_of}; code {code_of(one, 1)} is of {case_of_code(sample, code_of(one, 1))}"

    approved("papers_asked", of_each(sample, tell))


def test_the_office_its_people_and_its_days(approved, sample) -> None:
    people = people_of(sample)

    def tell() -> Iterator[str]:
        yield from told([people])
        for name in ("周敏", "李文", "吴涛", "无此人"):
            yield f"{name}: {people.named(name)} {people.phone_of(name)} {[people.standing_in_for(name, day) for day in (date(2026, 11, 20), date(2026, 12, 25))]}"
            yield f"  {absent_words(sample, [name, '李文'], date(2026, 11, 20))}"
        for part in OfficePart:
            yield f"{part.name}: {[one.name for one in people.playing(part)]}"
        yield from access_lines(sample)
        yield from told(
            [
                calendar_changes.local_years(sample),
                calendar_changes.years_entered(sample),
                calendar_changes.published_until(sample),
            ]
        )
        yield from guide_grounds(sample).splitlines()
        yield from told(list(problems(sample)))
        yield from told([circulation_times(sample, 2026), pace_of(sample)])
        for kind in ReplyKind:
            yield from told({kind.name: phrases_for(sample, 1, kind.name)})
        for day in (date(2026, 6, 30), TODAY):
            yield from (one.line for one in register_as_of(sample, day))
        for text in ("林", "公开答", "2026", "不存在", "EA", "138"):
            yield f"searched {text}: {[(row.register_number, is_beside) for row, is_beside in found(sample, text, 8)]}"
        for row in requests.every(sample.store):
            yield from tried(repeat_lines, sample, row.id)

    approved("office_asked", tell())


def test_the_letters_of_the_days(approved, sample) -> None:
    days = sorted(
        {
            date.fromisoformat(one.created_at[:10])
            for row in requests.every(sample.store)
            for one in documents_of(sample, row.id)
        }
    )

    def tell() -> Iterator[str]:
        for day in days:
            letters = day_letters.letters_of(sample, day)
            posted = told(day_letters.pieces_posted(sample, day), "  ")
            yield f"{day}: {[(one.register_number, one.document.title) for one in letters]}"
            yield from posted

    approved("letters_of_days", tell())


def test_the_office_on_other_days(approved, sample, tmp_path) -> None:
    """The same register opened later: what is late, near, due and noticed then."""
    folder = tmp_path / "样例 办公室"
    shutil.copytree(Path(sample.store.path).parent, folder)

    def tell() -> Iterator[str]:
        for day in (
            date(2026, 11, 27),
            date(2026, 12, 31),
            date(2027, 1, 31),
            date(2027, 3, 31),
            date(2027, 4, 1),
        ):
            desk = open_desk(
                folder / "样例登记簿.db",
                clock=partial(datetime.combine, day, time(10, 30)),
                clerk="周敏",
            )
            yield f"==== {day}"
            yield from told(reminders.office_notices(desk))
            yield from told(
                [
                    reminders.pressing(desk),
                    reminders.reminder_words(desk),
                    agenda.counts(desk),
                    agenda.first_day(desk),
                    agenda.later(desk),
                ]
            )
            yield from told(agenda.board(desk))
            for row in rows(desk, find(desk, Query())):
                yield f"  {row.register_number} {row.due_words} {row.urgency.name} {row.state_words}"
            ids = list(find(desk, Query()))
            for one, items in days_of(desk, ids).items():
                yield f"  {one}: {nearest((row_urgency(desk, one)), None, items)}"
            yield from told(month.last_chances(desk, day))
            yield from told([day_board.day_board(desk)])
            yield f"missed: {reminders.missed_reminder(desk, None)} {reminders.missed_reminder(desk, datetime.combine(day, time(8)))}"
            desk.close()

    approved("office_on_days", tell())


def row_urgency(desk, one):
    file = load(desk, one)
    return deadlines.urgency(file.case), deadlines.due_words(file.case)
