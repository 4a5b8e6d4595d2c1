"""What an act is going to read, asked for at once: a server answers all of it in one way.

Nothing depends on it: what was not asked for ahead is asked for when it is read.
"""

from db.attached_words import _OF_REQUEST as _WORDS
from db.attachments import _OF_REQUEST as _FILES
from db.documents import _TEXTS
from db.people import _ABSENCES, _PEOPLE, _SECTIONS
from db.requests import _OLD, _ONE
from db.steps import _HEAD
from db.steps import _OF_REQUEST as _STEPS
from db.store import Store


def read_case(store: Store, request_id: int) -> None:
    """Ask for a case: its row, its steps, and the head of the chain a step will follow."""
    store.ask_ahead(_ONE, (request_id,))
    store.ask_ahead(_STEPS, (request_id,))
    store.ask_ahead(_HEAD)


def read_texts(store: Store, request_id: int) -> None:
    """Ask for what a case is searched by: its files, its letters, and what it was before."""
    for said in (_FILES, _TEXTS, _WORDS, _OLD):
        store.ask_ahead(said, (request_id,))


def read_people(store: Store) -> None:
    """Ask for the people of the office, all of whom are read at once."""
    for said in (_SECTIONS, _PEOPLE, _ABSENCES):
        store.ask_ahead(said)
