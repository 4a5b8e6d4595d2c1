"""What a restore leaves behind: its entry in the history, and numbers that are not given again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from db import history
from db.history import Anchor
from db.store import Store

Given = tuple[str, int, int, int]
"""A number that was given: its series, its year, which it is, and whether something took it."""
GivenNumber = tuple[str, int, int]
"""A number that was given: its series, its year, and which it is."""


@dataclass(slots=True)
class Restored:
    """What came of putting a copy back: where the old register lies, and the files brought in.

    Of a shared register also how many half-filled forms went, because their cases did, and the
    accounts nobody in the copy is named by.
    """

    aside: Path | None
    files: int = 0
    files_aside: Path | None = None
    unsure: list[str] = field(default_factory=list)
    drafts_gone: int = 0
    accounts_unnamed: list[str] = field(default_factory=list)


class GivingWay(NamedTuple):
    """What is to be known of the register a copy takes the place of.

    The numbers it has `given`, the `head` of its history, its `age`, and the last entry it has in
    `common` with the copy.
    """

    given: Sequence[Given]
    head: Anchor
    age: int
    common: int


def numbers_given(store: Store) -> list[Given]:
    """Return every number a register has given."""
    return store.rows("select kind, year, serial, is_taken from number")


def giving_way(now: Store, then: Store) -> GivingWay:
    """Return what is to be known of a register before a copy takes its place."""
    return GivingWay(
        numbers_given(now),
        history.anchor(now),
        history.age(now),
        history.last_in_common(now, then),
    )


def note_restored(
    store: Store, copy: str, before: GivingWay, also_given: Iterable[GivenNumber] = ()
) -> None:
    """Keep the numbers given since the copy, and say in the open transaction what it came from.

    `also_given` are numbers known to be given beside those of the register that gives way.
    """
    then = history.anchor(store)
    taken: list[tuple[str, int, int]] = []
    given = [*before.given, *((*number, 1) for number in also_given)]
    for kind, year, serial, is_taken in dict.fromkeys(given):
        known = store.value(
            "select is_taken from number where kind = ? and year = ? and serial = ?",
            (kind, year, serial),
        )
        if known is None or (is_taken and not known):
            store.run(
                "insert into number (kind, year, serial, is_taken) values (?, ?, ?, ?)"
                " on conflict (kind, year, serial) do update set is_taken = excluded.is_taken",
                (kind, year, serial, is_taken),
            )
            taken.append((kind, year, serial))
    store.note(
        "restored",
        copy=copy,
        # What lies behind the copy's end until there was left behind; from the last in common on it
        # was another history where a restore is taken back.
        **{
            "from": then.entries,
            "common": min(before.common, then.entries),
            "until": max(before.head.entries, then.entries),
            "head": before.head.hash,
            "age": max(before.age, history.age(store)),
        },
        numbers=[list(one) for one in taken],
    )
