"""The list of what is public kept in the register, asked."""

from casework.desk.desk import Desk
from casework.published.index import Fit, PublicIndex
from db import public_documents
from db.store import Store


def state_of(desk: Desk) -> tuple[int, int]:
    """Return what changes whenever the list does."""
    return public_documents.state(desk.store)


def how_many(desk: Desk) -> int:
    """Return how many documents were imported."""
    return public_documents.count(desk.store)


def index_of(store: Store) -> PublicIndex:
    """Return the list made ready to be asked; it takes about a second for 50,000 documents."""
    return PublicIndex(public_documents.every(store))


def fitting(desk: Desk, sought: str) -> list[Fit]:
    """Return what is public already and fits, from an index kept with the desk."""
    state = public_documents.state(desk.store)
    kept = desk.__dict__.get("_public_index")
    if kept is None or kept[0] != state:
        kept = (state, index_of(desk.store))
        desk.__dict__["_public_index"] = kept
    index: PublicIndex = kept[1]
    return index.fits(sought)
