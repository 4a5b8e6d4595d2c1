"""Entries are made, corrected and struck, each in one transaction."""

from collections.abc import Iterable
from typing import TypeVar

from casework.books.book import OfficeBook
from casework.cases.case_file import plain
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.happened import must_have_happened
from casework.desk.writing import writing
from db import office_books
from db.office_books import STRUCK, BookEntry, NewEntry
from forms.fields import Form
from rules.errors import ClerkError

F = TypeVar("F", bound=Form)
_LONGEST_TITLE = 200


def enter(desk: Desk, book: OfficeBook[F], form: F) -> int:
    """Make a new entry and return its id."""
    with writing(desk, f"enter_{book.name}", What.BOOK):
        return office_books.add(
            desk.store,
            book.name,
            said(desk, book, form),
            recorded_at=desk.now,
            recorded_by=desk.clerk,
        )


def enter_all(desk: Desk, book: OfficeBook[F], forms: Iterable[F]) -> int:
    """Make an entry of each form, all or none, and return how many."""
    count = 0
    with writing(desk, f"enter_{book.name}", What.BOOK):
        for form in forms:
            enter(desk, book, form)
            count += 1
    return count


def correct(desk: Desk, book: OfficeBook[F], entry_id: int, form: F) -> None:
    """Let an entry say what the form says; what it said before stays with it."""
    with writing(desk, f"correct_{book.name}", What.BOOK):
        entry = standing(desk, book, entry_id)
        new = said(desk, book, form)
        if entry.request_id is not None:
            # What became a request stays so, whatever is put right in it.
            new = new._replace(state=entry.state)
        office_books.change(desk.store, entry, new, at=desk.now, by=desk.clerk)


def strike(desk: Desk, book: OfficeBook[F], entry_id: int) -> None:
    """Take an entry out of its book; it stays in the register."""
    with writing(desk, f"strike_{book.name}", What.BOOK):
        entry = standing(desk, book, entry_id)
        new = NewEntry(entry.on, entry.title, entry.subject, STRUCK, entry.owner, entry.details)
        office_books.change(desk.store, entry, new, at=desk.now, by=desk.clerk)


def put_back(desk: Desk, book: OfficeBook[F], entry_id: int) -> None:
    """Put a struck entry back as it was.

    Raises `ClerkError` where the entry is not struck.
    """
    with writing(desk, f"put_back_{book.name}", What.BOOK):
        entry = office_books.one(desk.store, entry_id)
        if entry is None or entry.state != STRUCK or not entry.earlier:
            raise ClerkError("这一条没有删除，不需要恢复，请刷新后再看。")
        before = entry.earlier[-1]
        new = NewEntry(
            entry.on, entry.title, entry.subject, str(before["state"]), entry.owner,
            before["details"],
        )  # fmt: skip
        office_books.change(desk.store, entry, new, at=desk.now, by=desk.clerk)


def standing(desk: Desk, book: OfficeBook[F], entry_id: int) -> BookEntry:
    """Return an entry that stands. Raises `ClerkError` where it does not."""
    entry = office_books.one(desk.store, entry_id)
    if entry is None or entry.book != book.name or entry.state == STRUCK:
        raise ClerkError(f"这一条已不在{book.title}中，可能刚在别处删除，请刷新后再看。")
    return entry


def said(desk: Desk, book: OfficeBook[F], form: F) -> NewEntry:
    """Return what an entry made with a form says. Raises `ClerkError` where the book refuses it."""
    form = book.checked(desk, form)
    must_have_happened(desk, form)
    words = " ".join(book.words(form).split())[:_LONGEST_TITLE]
    return NewEntry(
        book.day(form), words, book.subject(form), book.state(form), book.owner(form), plain(form)
    )


def entries(desk: Desk, book: OfficeBook[F], text: str = "") -> list[BookEntry]:
    """Return the entries that stand and hold every word of a text, the latest day first."""
    found = office_books.of_book(desk.store, book.name)
    words = text.split()
    if not words:
        return found
    return [
        entry
        for entry in found
        if all(word in f"{entry.title}{entry.subject}{_text_of(entry)}" for word in words)
    ]


def _text_of(entry: BookEntry) -> str:
    return "\n".join(str(value) for value in entry.details.values() if isinstance(value, str))
