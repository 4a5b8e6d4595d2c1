"""The book of enquiries: answered, counted by subject and month, turned into a request."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from casework.books.book import OfficeBook
from casework.books.entering import correct, enter, standing
from casework.cases.urgency import short_day
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.reports.subjects import subject_of
from db import office_books, requests
from db.office_books import BookEntry
from forms.enquiry import Enquiry, EnquiryWay
from rules.errors import ClerkError
from rules.receipt import Channel

OPEN, ANSWERED, REQUESTED = "待答复", "已答复", "已转申请"
_HOW_TO_APPLY = "怎么申请、办到哪一步"
_OWN = (
    (_HOW_TO_APPLY, ("怎么申请", "如何申请", "申请表", "进度", "办到哪", "什么时候答复", "收费")),
)


def enquiry_subject(form: Enquiry) -> str:
    """Return the subject an enquiry is counted under: as typed, else by its words."""
    if form.subject.strip():
        return form.subject.strip()
    for name, words in _OWN:
        if any(word in form.question for word in words):
            return name
    return subject_of(form.question)


def _cells(entry: BookEntry, form: Enquiry) -> tuple[str, ...]:
    return (
        short_day(form.on),
        form.question.replace("\n", " "),
        form.answer.replace("\n", " ") or "—",
        entry.subject,
        form.way.value,
        entry.state,
    )


ENQUIRIES = OfficeBook(
    name="enquiry",
    title="咨询登记",
    form=Enquiry,
    heads=("日期|80", "问什么", "答复了什么", "类别|120", "方式|80", "状态|80"),
    cells=_cells,
    day=lambda form: form.on,
    words=lambda form: form.question,
    subject=enquiry_subject,
    state=lambda form: ANSWERED if form.is_answered else OPEN,
    owner=lambda form: form.owner,
    open_state=OPEN,
    start=lambda desk: {"on": desk.today},
    empty="还没有登记咨询。来电、窗口咨询按F3随时登记：写问什么、答了什么，Ctrl+Enter保存。",
)


def receipt_values(desk: Desk, entry_id: int) -> dict[str, Any]:
    """Return what a receipt begins with where an enquiry becomes a request (条例29).

    Raises `ClerkError` where the enquiry has become a request already.
    """
    entry = standing(desk, ENQUIRIES, entry_id)
    if entry.request_id is not None:
        number = requests.one(desk.store, entry.request_id).register_number
        raise ClerkError(f"这次咨询已经转为申请（{number}），不用再转一次。")
    form = ENQUIRIES.form_of(entry)
    values: dict[str, Any] = {
        "applicant_name": form.caller,
        "phone": form.phone,
        "information_sought": form.question,
        "remark": f"由{form.on}的{form.way.value}咨询转来",
    }
    if form.way is EnquiryWay.ONLINE:
        values["channel"] = Channel.INTERNET.name
    return {name: value for name, value in values.items() if value}


def became_request(desk: Desk, entry_id: int, request_id: int) -> None:
    """Say in the book which request an enquiry became."""
    with writing(desk, "enquiry_became_request", What.BOOK, request_id=request_id):
        standing(desk, ENQUIRIES, entry_id)
        office_books.link(desk.store, entry_id, request_id, REQUESTED)


def kept(desk: Desk, form: Enquiry, entry_id: int | None) -> int:
    """Enter an enquiry, or correct the one named; return its id."""
    if entry_id is None:
        return enter(desk, ENQUIRIES, form)
    correct(desk, ENQUIRIES, entry_id, form)
    return entry_id


class EnquiryFigures(NamedTuple):
    """The enquiries of a span: by month (`2026-03`), by subject, by state."""

    by_month: Mapping[str, int]
    by_subject: tuple[tuple[str, int], ...]
    by_state: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_month.values())


def enquiry_figures(desk: Desk, first: date, last: date) -> EnquiryFigures:
    """Return the enquiries from one day to another, counted by SQLite itself."""
    months: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for month, subject, state, number in office_books.counted(
        desk.store, ENQUIRIES.name, first, last
    ):
        months[month] += number
        subjects[subject] += number
        states[state] += number
    ordered = sorted(subjects.items(), key=lambda pair: (-pair[1], pair[0]))
    return EnquiryFigures(months, tuple(ordered), states)
