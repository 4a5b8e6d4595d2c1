"""What a book of the office is: a form, and what its entries say of themselves in a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from casework.desk.desk import Desk
from db.office_books import BookEntry
from forms.fields import Form, restored

__all__ = ["BookEntry", "OfficeBook"]

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeBook(Generic[F]):
    """One book: `heads` and `cells` are the columns of its list.

    `day`, `words`, `subject`, `state` and `owner` say of a form what the list sorts and counts by;
    `open_state` is the state that waits for something, empty where nothing does. `start` fills a
    new form; `checked` may refuse one with a `ClerkError` or say it another way.
    """

    name: str
    title: str
    form: type[F]
    heads: tuple[str, ...]
    cells: Callable[[BookEntry, F], tuple[str, ...]]
    day: Callable[[F], date]
    words: Callable[[F], str]
    empty: str
    subject: Callable[[F], str] = lambda _: ""
    state: Callable[[F], str] = lambda _: ""
    owner: Callable[[F], str] = lambda _: ""
    open_state: str = ""
    start: Callable[[Desk], Mapping[str, Any]] = lambda _: {}
    checked: Callable[[Desk, F], F] = lambda _desk, form: form

    def form_of(self, entry: BookEntry) -> F:
        """Return the form an entry was made with."""
        return restored(self.form, entry.details)
