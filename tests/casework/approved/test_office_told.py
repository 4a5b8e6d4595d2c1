"""All that the window shows of the sample office, held against what was approved."""

from datetime import date
from pathlib import Path

from casework.acts import ACTS, starting_values
from casework.cases.case_file import load
from casework.letters.letter import letter_text
from casework.pages import agenda, challenge_days, day_board, month, reminders
from casework.pages.applicant_page import applicant_page
from casework.pages.case_page import case_page, what_if
from casework.pages.case_then import case_then
from casework.pages.chase import chase, people_to_call
from casework.pages.done_before import done_before
from casework.pages.worklist import find, rows
from casework.papers.case_papers import possible_papers
from casework.papers.issuing import documents_of, file_of
from casework.papers.proofs import proof_letters
from casework.papers.services import services_of
from db import export, requests, steps
from db.query import Query
from tests.casework.approved.office_files import document_lines
from tests.casework.approved.plain import told

FIRST, LAST = date(2026, 1, 1), date(2027, 6, 30)


def of_each(desk, tell):
    for row in requests.every(desk.store):
        yield f"==== {row.register_number} {row.applicant_name}"
        yield from tell(row.id)
        yield ""


def test_the_page_of_each_case(sample, approved) -> None:
    approved("case_pages", of_each(sample, lambda one: told(case_page(sample, one))))


def test_what_each_case_would_be_and_was(sample, approved) -> None:
    def tell(one: int):
        yield from told(what_if(sample, one, date(2026, 12, 31)))
        yield from told([case_then(sample, one, date(2026, 6, 30))])
        yield from told(list(challenge_days.challenge_days(sample, load(sample, one))))
        yield from told(applicant_page(sample, one))
        yield from told(services_of(sample, load(sample, one)))

    approved("cases_beside", of_each(sample, tell))


def test_the_rows_of_the_register(sample, approved) -> None:
    approved("register", of_each(sample, lambda one: told(requests.one(sample.store, one))))


def test_the_steps_of_each_case(sample, approved) -> None:
    approved("steps", of_each(sample, lambda one: told(steps.of_request(sample.store, one))))


def test_the_letters_of_each_case(sample, approved) -> None:
    def tell(one: int):
        for letter in documents_of(sample, one):
            yield f"== {letter.title} {letter.number} {letter.status} {Path(letter.path).name}"
            yield from letter.text.splitlines()

    approved("letters", of_each(sample, tell))


def test_a_letter_of_each_kind_as_it_is_set(sample, approved) -> None:
    kinds = {}
    for row in requests.every(sample.store):
        for letter in documents_of(sample, row.id):
            kinds.setdefault(letter.kind, letter)

    def tell():
        for kind, letter in sorted(kinds.items()):
            yield f"== {kind} {letter.number}"
            yield from document_lines(file_of(sample, letter))

    approved("letters_set", tell())


def test_the_proofs_and_papers_of_each_case(sample, approved) -> None:
    def tell(one: int):
        for title, letter in proof_letters(sample, load(sample, one)):
            yield f"== {title}"
            yield from letter_text(letter).splitlines()
        yield from told(possible_papers(sample, one))

    approved("proofs", of_each(sample, tell))


def test_the_list_and_the_days(sample, approved) -> None:
    def tell():
        yield from told(rows(sample, find(sample, Query())))
        yield from told(agenda.board(sample))
        yield from told(agenda.agenda(sample, first=FIRST, last=LAST))
        yield from told([agenda.counts(sample), agenda.first_day(sample), agenda.later(sample)])
        yield from told(agenda.ours_by_day(sample, FIRST, LAST))
        yield from told(day_board.day_board(sample))

    approved("list_and_days", tell())


def test_the_month_the_chase_and_the_reminders(sample, approved) -> None:
    def tell():
        yield from told(month.entries_by_day(sample, FIRST, LAST))
        yield from told([month.new_request(sample, date(2026, 11, 20))])
        for day in (date(2026, 11, 27), date(2026, 12, 18)):
            yield from told(month.last_chances(sample, day))
        lines = chase(sample, only_missing=False)
        yield from told(lines)
        yield from told(people_to_call(lines))
        yield from told(reminders.office_notices(sample))
        yield from told([reminders.pressing(sample), reminders.reminder_words(sample)])

    approved("month_and_chase", tell())


# Those that no page shows whole.
TABLES = (
    "absence", "attachment", "book_entry", "calendar_day", "clock", "number", "person",
    "public_document", "section", "setting",
)  # fmt: skip


def test_the_other_tables_of_the_register(sample, approved) -> None:
    def tell():
        for table in export.tables(sample.store):
            if table.name in TABLES:
                yield f"== {table.name}: {'，'.join(name for name, _ in table.columns)}"
                # In what order a table gives its rows is nobody's promise.
                yield from sorted(
                    " | ".join(str(one).replace("\n", "⏎") for one in row) for row in table.rows
                )

    approved("other_tables", tell())


def test_how_the_form_of_each_act_begins(sample, approved) -> None:
    def tell():
        yield from told([starting_values(sample, ACTS["register"], None)])
        for row in requests.every(sample.store):
            if row.id % 7 == 0 or row.closed_on is None:
                yield f"==== {row.register_number} {row.applicant_name}"
                for name, act in ACTS.items():
                    if values := starting_values(sample, act, row.id):
                        yield from told({name: values})
                    if before := done_before(sample, row.id, name):
                        yield from told({f"before {name}": before})

    approved("forms_begun", tell())
