"""Carries a register whole from a file to a server, or back: every row as it is, under its number.

The chains go along, so that what proved the register before proves it after. Both ends are held
against their seals before anything counts; what fails leaves the target as it was.
"""

import re
import sqlite3
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

from db import history, sealing, steps
from db.drafts import draft_digest
from db.faults import told_to_clerk
from db.history import Anchor
from db.migrations import expected_schema
from db.store import Cell, Store
from rules.errors import ClerkError

_REFERENCE = re.compile(r"\breferences (\w+)")
_TABLE = re.compile(r"create table \"?(\w+)\"? ?\(", re.IGNORECASE)
_HEADS = ("chain_head", "entry_head")
DRAFTS = ("draft", "draft_seal")
"""The tables of half-filled forms."""
_MOST_NAMED = 5
_TOLD_EVERY = 500
Told = Callable[[int, int], object]


class Moved(NamedTuple):
    """What came of moving a register: how many cases, steps and rows, and the last entry."""

    cases: int
    steps: int
    rows: int
    anchor: Anchor


def must_be_whole(store: Store) -> None:
    """Raise `ClerkError` where a register's chains or rows are not as the program wrote them."""
    found = [*steps.verify_chain(store), *history.verify(store)]
    if found:
        more = f"等{len(found)}处" if len(found) > _MOST_NAMED else ""
        raise ClerkError(
            f"登记簿“{store.path.name}”与写入时不一致{more}，没有移动："
            f"{''.join(found[:_MOST_NAMED])}"
        )


def must_be_empty(store: Store) -> None:
    """Raise `ClerkError` where a register holds anything yet: it would be mixed with another."""
    if store.value("select count(*) from entry") or store.value("select count(*) from request"):
        raise ClerkError(
            f"“{store.path.name}”里已经有登记簿，没有移动，两边都没有改动。"
            "请另建一个空的数据库，或者另选一个文件名称。"
        )


def carry(
    source: Store,
    target: Store,
    *,
    drafts_of: str = "",
    also: Callable[[], object] = lambda: None,
    on_progress: Told = lambda *_: None,
) -> Moved:
    """Carry everything of `source` into the empty `target`, in one transaction of each.

    Nobody writes to the source meanwhile, unless it is a snapshot. `drafts_of` is the account that
    half-filled forms of a file belong to on a server, or are taken of from one. `also` writes what
    goes along in the same transaction of the target. `on_progress` is told rows done and rows in
    all; whatever it raises ends the carrying, with the target as it was. Raises `ClerkError` where
    an end is not whole, the target not empty, or a row cannot be taken.
    """
    must_be_empty(target)
    # One that is held still is as it was at one moment, whoever writes meanwhile.
    with nullcontext() if source.is_read_only else source.atomic():
        must_be_whole(source)
        with told_to_clerk(target.path, by_others=True):
            # The notes of what is touched are for acts; here the entries come along themselves.
            target.words.begin_to_carry(target.connection)
            try:
                rows = carry_rows(source, target, drafts_of=drafts_of, on_progress=on_progress)
                also()
                must_be_whole(target)
                must_agree(source, target, "没有移动")
                on_progress(rows, rows)
                target.connection.execute("commit")
            except BaseException:
                target.connection.rollback()
                raise
            target.words.tidy_after_carrying(target.connection)
    return Moved(
        int(target.value("select count(*) from request")),
        steps.count(target),
        rows,
        history.anchor(target),
    )


def carry_rows(
    source: Store,
    target: Store,
    *,
    drafts_of: str = "",
    passing: Container[str] = (),
    is_searched: bool = False,
    on_progress: Told = lambda *_: None,
) -> int:
    """Carry every row and both heads into the empty `target`, in its open transaction.

    `passing` names tables that stay as they are; where the target `is_searched` meanwhile its index
    stays too. Return how many rows. Raises as `carry` does.
    """
    rows = _carry_tables(source, target, drafts_of, passing, on_progress)
    _carry_heads(source, target)
    folded = target.rows("select id, folded from request_text")
    if is_searched:
        target.words.put_pieces(target.connection, folded)
    else:
        target.words.fill_pieces(target.connection, folded)
    return rows


def tables(store: Store) -> list[str]:
    """Return the tables of a register, each behind those its rows point to; no heads."""
    needs = _references()
    left = [name for name in store.words.tables(store.connection) if name not in _HEADS]
    ordered: list[str] = []
    while left:
        free = [name for name in left if needs.get(name, set()) <= {*ordered, name}]
        ordered += sorted(free)
        left = [name for name in left if name not in free]
    return ordered


def _references() -> dict[str, set[str]]:
    found = {}
    for _, sql in expected_schema("table"):
        named = _TABLE.match(sql)
        if named is not None:
            found[named[1]] = set(_REFERENCE.findall(sql))
    return found


def _carry_tables(
    source: Store, target: Store, drafts_of: str, passing: Container[str], on_progress: Told
) -> int:
    names = [name for name in tables(source) if name not in passing]
    total = sum(int(source.value(f"select count(*) from {name}")) for name in names)
    done = 0
    for name in names:
        told = partial(_tell, on_progress, done, total)
        done += _carry_table(source, target, name, drafts_of, told)
    return done


def _tell(on_progress: Told, before: int, total: int, rows: int) -> None:
    on_progress(before + rows, total)


def _carry_table(
    source: Store, target: Store, table: str, drafts_of: str, told: Callable[[int], object]
) -> int:
    columns = [one.name for one in source.words.columns(source.connection, table)]
    if table == sealing.MIGRATIONS:
        # Made by opening the target; those of the source are the ones that are sealed.
        target.connection.execute(f"delete from {table}")
    rows = source.connection.execute(f"select {', '.join(columns)} from {table} order by 1")
    taken: Iterator[Sequence[Cell]] = iter(rows)
    if table in DRAFTS:
        taken = iter(_drafts(source, target, table, drafts_of))
    count = 0

    def counted() -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in taken:
            count += 1
            if count % _TOLD_EVERY == 1:
                told(count)
            yield row

    try:
        target.words.take_in(target.connection, table, columns, counted())
    except (ValueError, sqlite3.DataError) as error:
        raise ClerkError(
            f"登记簿的表“{table}”第{count}行有服务器不能保存的字符，没有移动，两边都没有改动。"
            "请把这一行的内容改正后再移。"
        ) from error
    return count


def _drafts(source: Store, target: Store, table: str, drafts_of: str) -> list[tuple[str, str]]:
    """Return the half-filled forms of one account with their seals, under the target's keys."""
    before = f"{drafts_of}/" if drafts_of and source.own_drafts else source.own_drafts
    after = f"{drafts_of}/" if drafts_of and target.own_drafts else target.own_drafts
    found = []
    for key, fields in source.rows("select key, fields from draft order by key"):
        if key.startswith(before):
            said = after + key.removeprefix(before)
            found.append((said, fields if table == "draft" else draft_digest(said, fields)))
    return found


def _carry_heads(source: Store, target: Store) -> None:
    for table in _HEADS:
        columns = [one.name for one in source.words.columns(source.connection, table)]
        row = source.row(f"select {', '.join(columns)} from {table}")
        if row is None:
            raise ClerkError(f"登记簿“{source.path.name}”缺少校验链的末尾，没有移动。")
        target.connection.execute(
            f"update {table} set {', '.join(f'{name} = ?' for name in columns)}", row
        )


def must_agree(source: Store, target: Store, undone: str) -> None:
    """Hold what no seal covers against the source, and the heads of both chains.

    Raises `ClerkError` where they differ; `undone` says what was not done then.
    """
    if history.anchor(source) != history.anchor(target):
        raise ClerkError(f"两边的校验锚点不一致，{undone}。")
    for table in ("step", "entry", *sorted(sealing.UNSEALED - {*_HEADS, *DRAFTS})):
        names = [one.name for one in source.words.columns(source.connection, table)]
        places = ", ".join(str(place + 1) for place in range(len(names)))
        asked = f"select {', '.join(names)} from {table} order by {places}"
        pairs = zip(source.connection.execute(asked), target.connection.execute(asked), strict=True)
        try:
            same = all(tuple(one) == tuple(other) for one, other in pairs)
        except ValueError:
            same = False
        if not same:
            raise ClerkError(f"两边的表“{table}”不一致，{undone}。")
