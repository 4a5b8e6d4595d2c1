"""What the office decided on what is asked for often, asked while a matter is typed."""

from casework.desk.desk import Desk
from db import office_books
from db.office_books import BookEntry
from forms.fields import restored
from forms.likeness import is_same_matter
from forms.often_asked import OftenAsked

BOOK = "often_asked"
PUBLIC, TO_PUBLISH = "已公开", "待公开"


def state_of(form: OftenAsked) -> str:
    """Return where a decision stands: public, to be published, or what was decided."""
    if not form.goes_public:
        return form.decision.value
    return PUBLIC if form.published_on is not None else TO_PUBLISH


def form_of(entry: BookEntry) -> OftenAsked:
    """Return the form an entry was made with."""
    return restored(OftenAsked, entry.details)


def often_answer(desk: Desk, sought: str) -> str | None:
    """Return in a sentence what was decided on what is sought; None where nothing was."""
    for entry in office_books.of_book(desk.store, BOOK):
        form = form_of(entry)
        if not is_same_matter(sought, form.matter):
            continue
        if entry.state == PUBLIC:
            return (
                f"“{form.matter}”已于{form.published_on}主动公开（{form.on}决定），"
                f"可在{form.place}查阅，可以当场告知申请人获取途径。"
            )
        if entry.state == TO_PUBLISH:
            return f"{form.on}已决定将“{form.matter}”纳入主动公开，尚未公开。"
        if form.reason:
            return f"{form.on}研究过“{form.matter}”：{form.decision.value}，{form.reason}。"
    return None
