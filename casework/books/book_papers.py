"""The books on paper: the enquiries of a span, a training, the year's duties."""

from datetime import date
from pathlib import Path

from casework.books.duties import duty_state, year_work
from casework.books.enquiries import ENQUIRIES, REQUESTED, enquiry_figures
from casework.books.training import TRAININGS
from casework.desk.desk import Desk
from casework.letters import Letter, render
from casework.letters.office_papers import (
    DutyLine,
    EnquiryLine,
    duty_ledger,
    enquiry_list,
    training_record,
)
from casework.papers.issuing import office_facts
from db.file_names import why
from db.files import write_whole
from db.office_books import BookEntry, of_book
from rules.errors import ClerkError

FOLDER = "政务公开事务"


def write_paper(desk: Desk, letter: Letter, name: str) -> Path:
    """Write a paper of a book beside the letters and return its file; it is written anew each time.

    Raises `ClerkError` where the template is at fault or the file cannot be written.
    """
    target = desk.folder / FOLDER / f"{name}.docx"
    data = render(letter, desk.templates)
    try:
        write_whole(target, [data])
    except OSError as error:
        raise ClerkError(
            f"“{target.name}”无法保存（{why(error)}），可能正在 Word 或 WPS 中打开，请关闭后再试。"
        ) from error
    return target


def write_enquiries(desk: Desk, first: date, last: date) -> Path:
    """Write the list of the enquiries from one day to another.

    Raises `ClerkError` where there are none.
    """
    rows = list(reversed(of_book(desk.store, ENQUIRIES.name, since=first, until=last)))
    span = span_words(first, last)
    if not rows:
        raise ClerkError(f"{span}没有登记咨询，没有可以打印的内容。")
    figures = enquiry_figures(desk, first, last)
    letter = enquiry_list(
        office_facts(desk),
        desk.today,
        span=span,
        subjects="；".join(f"{name}{number}件" for name, number in figures.by_subject),
        turned=figures.by_state.get(REQUESTED, 0),
        lines=[_line(entry) for entry in rows],
    )
    return write_paper(desk, letter, f"政策咨询台账 {span}")


def _line(entry: BookEntry) -> EnquiryLine:
    form = ENQUIRIES.form_of(entry)
    return EnquiryLine(
        on=form.on.isoformat(),
        way=form.way.value,
        question=form.question,
        answer=form.answer or "—",
        state=entry.state,
    )


def span_words(first: date, last: date) -> str:
    """Return a span of whole months as a heading says it: 2026年3月, 2026年第一季度, 2026年."""
    if first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return f"{first.year}年"
        if first.month == last.month:
            return f"{first.year}年{first.month}月"
        if first.month % 3 == 1 and last.month == first.month + 2:
            return f"{first.year}年第{'一二三四'[first.month // 3]}季度"
    return f"{first.isoformat()}至{last.isoformat()}"


def write_training(desk: Desk, entry: BookEntry) -> Path:
    """Write the record of a training."""
    form = TRAININGS.form_of(entry)
    letter = training_record(
        office_facts(desk),
        held_on=form.on,
        topic=form.topic,
        content=form.content,
        attendees=form.people,
        teacher=form.teacher,
        place=form.place,
        hours=form.hours,
        result=form.result,
        questions=form.questions,
    )
    return write_paper(desk, letter, f"业务培训记录 {form.on.isoformat()} {entry.id}")


def write_duties(desk: Desk, year: int) -> Path:
    """Write the ledger of a year's duties. Raises `ClerkError` where there are none."""
    work = year_work(desk, year)
    if not work.duties:
        raise ClerkError(f"{year}年还没有工作任务，请先按模板生成或者导入。")
    letter = duty_ledger(
        office_facts(desk),
        desk.today,
        year=year,
        done=work.done,
        overdue=work.overdue,
        lines=[
            DutyLine(
                task=form.task,
                responsible=form.responsible or "—",
                due=form.due_on.isoformat(),
                source=form.source or "—",
                state=duty_state(desk, form),
            )
            for form in work.duties
        ],
    )
    return write_paper(desk, letter, f"{year}年工作任务台账")
