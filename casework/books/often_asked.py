"""The book of what is asked for often: from the figures to a decision, and its publication."""

from collections.abc import Iterable, Sequence

from casework.books.book import OfficeBook
from casework.books.entering import enter_all, entries
from casework.desk.desk import Desk
from casework.published.often_decided import BOOK, PUBLIC, TO_PUBLISH, state_of
from casework.reports.repeats import PublicationCandidate
from db.office_books import BookEntry
from forms.likeness import is_same_matter
from forms.often_asked import OftenAsked
from rules.errors import ClerkError

_MOST = 50
_LONGEST = 200


OFTEN_ASKED = OfficeBook(
    name=BOOK,
    title="经常申请的信息",
    form=OftenAsked,
    heads=("决定日期|104", "信息", "申请情况|160", "决定|160", "状态|80"),
    cells=lambda entry, form: (
        form.on.isoformat(),
        form.matter.replace("\n", " "),
        form.asked,
        form.decision.value,
        entry.state,
    ),
    day=lambda form: form.on,
    words=lambda form: form.matter,
    subject=lambda form: form.decision.value,
    state=state_of,
    owner=lambda form: form.decided_by,
    open_state=TO_PUBLISH,
    start=lambda desk: {"on": desk.today},
    empty="还没有研究过经常申请的信息。从申请数字中提取后逐项决定；公开之后，"
    "收件时提示公开的位置，公开目录自动收入。",
)


def take_candidates(desk: Desk, candidates: Sequence[PublicationCandidate]) -> int:
    """Enter what the figures show and nobody decided on, each as undecided; return how many.

    Raises `ClerkError` where there is nothing new.
    """
    known = [OFTEN_ASKED.form_of(entry).matter for entry in entries(desk, OFTEN_ASKED)]
    new = [
        OftenAsked(
            matter=one.document[:_LONGEST],
            asked=f"{one.times}次，{one.applicants}个申请人",
            on=desk.today,
        )
        for one in candidates
        if not one.is_public and not any(is_same_matter(one.document, own) for own in known)
    ]
    if not new:
        raise ClerkError("申请数字中没有新的经常申请的信息，都已经研究过或者已经公开。")
    return enter_all(desk, OFTEN_ASKED, new[:_MOST])


def often_words(found: Iterable[BookEntry]) -> str:
    """Return in a line how much was decided and published."""
    rows = list(found)
    if not rows:
        return ""
    public = sum(entry.state == PUBLIC for entry in rows)
    waiting = sum(entry.state == TO_PUBLISH for entry in rows)
    return f"共{len(rows)}项，已公开{public}项，待公开{waiting}项"
