"""Put a copy back in the place of a register on a server, while others have it open.

One transaction of whoever owns the register: what is there is copied beside the connection file,
every row gives way to the copy's, and the history says so. Whoever reads meanwhile reads what was
there before; whoever writes waits, and is told that the register is another one now.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from db import history, steps
from db.backup import Told, back_up, suffix_of
from db.bringing_back import bring_files, move_newer, place_of
from db.copies import BEFORE_RESTORING, Copy, KeptFile, content_path, copy_name, stem_of
from db.faults import told_to_clerk
from db.files import digest_of
from db.moving import DRAFTS, carry_rows, must_agree, tables
from db.opening import open_store
from db.restored import GivenNumber, Restored, giving_way, note_restored
from db.sealing import Stamp
from db.server import roles
from db.server.beside import DatabaseBeside
from db.server.store import ServerStore
from db.store import Store, is_locked
from rules.errors import ClerkError

_UNDONE = "没有恢复"
# The case a half-filled form is of, as its key names it; one of no case yet names none, or 0.
_CASE = "substring(key from '^(?:[^/]*/)?[^:]+:([1-9][0-9]*)(?::|$)')"
_GOES = f"""delete from draft where {_CASE} is not null and not exists (
select from request r join before_restoring b on b.id = r.id and b.number = r.register_number
where r.id::text = {_CASE})"""


def restore_there(
    copy: Copy,
    files: list[KeptFile],
    register: Path,
    *,
    at: datetime,
    stamp: Callable[[], Stamp],
    told: Told,
    given: Iterable[GivenNumber] = (),
) -> Restored:
    """Put a sound copy in the place of the register a connection file names.

    `told` hears how many papers are in place, and how many there are. Raises `ClerkError` where
    this account does not own the register, the copy is encrypted, or the server, a disk or a paper
    fails; the register is then as it was.
    """
    if is_locked(copy.path):
        raise ClerkError(
            "这份备份是加密的，服务器上的登记簿由服务器保护，没有恢复。"
            "请先把它恢复成一个文件，在“设置—安全”里改回不加密，再移到服务器。"
        )
    with (
        open_store(copy.path, read_only=True) as source,
        open_store(register, stamp=stamp) as store,
    ):
        assert isinstance(store, ServerStore)
        _must_own(store)
        store.stamp = lambda: _signed(stamp(), store.account)
        # Long work in one transaction: the server is not to take it for one that was left.
        store.connection.execute("set idle_in_transaction_session_timeout = 0")
        with told_to_clerk(register, by_others=True):
            done = _restored(copy, files, source, store, at, told, given)
            store.words.tidy_after_carrying(store.connection)
        store.forget_place()
        store.beside.put_away()
    return done


def _signed(said: Stamp, account: str) -> Stamp:
    return said if said.by else said._replace(by=account)


def _must_own(store: ServerStore) -> None:
    if store.parts is not None:
        raise ClerkError(
            f"恢复备份要换掉登记簿里的每一行，只有建库账号能做，现在登录的是“{store.account}”，"
            "没有恢复。请用建库账号登录后再恢复，或者请信息技术部门恢复。"
        )


def _restored(
    copy: Copy,
    files: list[KeptFile],
    source: Store,
    store: ServerStore,
    at: datetime,
    told: Told,
    given: Iterable[GivenNumber],
) -> Restored:
    beside = store.beside
    stem, suffix = beside.register.stem, suffix_of(store)
    aside = beside.register.parent / f"{stem}{BEFORE_RESTORING} {at:%Y-%m-%d %H%M%S} 文件"
    while (beside.copies / copy_name(stem, suffix, at, BEFORE_RESTORING)).exists():
        # Two within a second: the first one's is kept.
        at += timedelta(seconds=1)
    with store.atomic():
        done = Restored(back_up(store, beside.copies, at=at, word=BEFORE_RESTORING))
        before = giving_way(store, source)
        done.files, done.unsure = _bring_papers(copy, files, store, aside, told)
        with _emptied(store):
            carry_rows(source, store, passing=DRAFTS, is_searched=True)
        _must_be_as_copied(source, store)
        done.drafts_gone = _drop_drafts_of_no_case(store)
        note_restored(store, copy.path.name, before, given)
        done.accounts_unnamed = _unnamed(store)
    if beside.are_in_folder:
        move_newer(files, beside, aside)
        done.files_aside = aside if aside.is_dir() else None
    return done


@contextmanager
def _emptied(store: ServerStore) -> Iterator[None]:
    """Take every row away but for half-filled forms, for a block that puts others there.

    The guards are off their tables meanwhile, and no row is noted as touched by an act: what comes
    in is sealed already. Readers are not kept waiting: rows are deleted, not their files.
    """
    connection = store.connection
    names = [name for name in tables(store) if name not in DRAFTS]
    heads = ("chain_head", "entry_head")
    connection.execute(
        "create temp table before_restoring on commit drop as"
        " select id, register_number as number from request"
    )
    connection.execute("set constraints all immediate")
    for name in (*names, *heads, "request_gram"):
        connection.execute(f"alter table {name} disable trigger user")
    for name in ("request_gram", *reversed(names)):
        connection.execute(f"delete from {name}")
    yield
    connection.execute("set constraints all immediate")
    for name in (*names, *heads, "request_gram"):
        connection.execute(f"alter table {name} enable trigger user")


def _must_be_as_copied(source: Store, store: ServerStore) -> None:
    """Hold what came in against the copy: its seals bear out as much here as they do there."""
    must_agree(source, store, _UNDONE)
    if (
        list(history.verify(source)) != list(history.verify(store))
        or steps.verify_chain(source) != steps.verify_chain(store)
    ):  # fmt: skip
        raise ClerkError(f"备份放进数据库以后与备份里的不一致，{_UNDONE}，登记簿没有改动。")


def _drop_drafts_of_no_case(store: ServerStore) -> int:
    """Drop half-filled forms of cases the copy has not: another may bear their number next."""
    gone = int(store.run(_GOES).rowcount)
    store.run("delete from draft_seal where key not in (select key from draft)")
    return gone


def _unnamed(store: ServerStore) -> list[str]:
    """Return the accounts that may log in and are nobody's in what was put back."""
    people = {
        str(account).casefold()
        for (account,) in store.rows("select account from person where retired_on is null")
    }
    return [
        one.name
        for one in roles.accounts(store.connection)
        if one.may_log_in and one.name.casefold() not in people
    ]


def _bring_papers(
    copy: Copy, files: list[KeptFile], store: ServerStore, aside: Path, told: Told
) -> tuple[int, list[str]]:
    """Put the papers of the copy in their places; return how many, and those not whole in it."""
    beside = store.beside
    if not isinstance(beside, DatabaseBeside):
        return bring_files(copy, files, beside, aside, told, is_trial=False)
    there = {one.name: one.sha256 for one in beside.listed()}
    put, unsure = 0, list[str]()
    for number, file in enumerate(files):
        told(number, len(files))
        # Whether it is a name of ours.
        place_of(beside, file)
        if there.pop(file.path, "") == file.sha256:
            continue
        kept = content_path(copy.path.parent, stem_of(copy.path), file.sha256)
        if digest_of(kept) != file.sha256:
            unsure.append(file.path)
            continue
        beside.papers.put_back(file.path, kept, file.sha256, file.changed_at)
        put += 1
    for name in there:
        beside.papers.take_away(name)
    return put, unsure
