"""Letters, attachments and templates of a shared register taken into its database."""

from collections.abc import Iterable
from pathlib import Path

from casework.desk.desk import Desk
from casework.desk.shared_store import server_store
from db.files import digest_of
from db.store import Store
from rules.errors import ClerkError


def take_papers_in(desk: Desk, files: Iterable[tuple[str, Path]]) -> int:
    """Take papers into the database of a desk's register, as `papers_into` does."""
    return papers_into(server_store(desk), files)


def papers_into(store: Store, files: Iterable[tuple[str, Path]]) -> int:
    """Make the place for papers in a database and take these in; return how many.

    Part of the open transaction of who owns the register; each is held against its file as it lies
    in the database then. Raises `ClerkError` where one cannot be read or is not as it was.
    """
    from db.server import papers, roles
    from db.server.store import ServerStore

    assert isinstance(store, ServerStore)
    papers.make(store.connection)
    if roles.are_made(store.connection):
        roles.grant_papers(store.connection)
    store.forget_place()
    kept = papers.ServerPapers(store, store.beside.folder)
    count = 0
    for name, path in files:
        kept.keep(name, path)
        if kept.digest(name) != digest_of(path):
            raise ClerkError(f"文件“{path.name}”存进数据库后与原来的不同，没有移动。")
        count += 1
    return count
