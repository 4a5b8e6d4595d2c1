"""Who works in the office: sections, people with their parts, and who is away when."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from db.faults import read_as_written
from db.store import Store


class OfficeSection(NamedTuple):
    """A section of the office; `retired_on` is the day it ceased, None while it is there."""

    id: int
    name: str
    place: int = 0
    retired_on: date | None = None


class Person(NamedTuple):
    """Somebody of the office; `parts` are the names of the parts played, ids are 0 for none."""

    id: int
    name: str
    parts: tuple[str, ...] = ()
    section_id: int = 0
    post: str = ""
    phone: str = ""
    account: str = ""
    deputy_id: int = 0
    retired_on: date | None = None


class Absence(NamedTuple):
    """A person is away from one day to another; another stands in."""

    id: int
    person_id: int
    stand_in_id: int
    first_on: date
    last_on: date
    reason: str = ""


_PERSON = "id, name, parts, section_id, post, phone, account, deputy_id, retired_on"
_SECTIONS = "select id, name, place, retired_on from section order by place, id"
_PEOPLE = f"select {_PERSON} from person order by id"
_ABSENCES = (
    "select id, person_id, stand_in_id, first_on, last_on, reason from absence"
    " order by first_on, id"
)


def sections(store: Store) -> list[OfficeSection]:
    """Return every section, those that ceased too, in the office's order."""
    rows = store.rows(_SECTIONS)
    with read_as_written(store.path):
        return [OfficeSection(row[0], row[1], row[2], _day(row[3])) for row in rows]


def people(store: Store) -> list[Person]:
    """Return everybody, those who left too, in the order they were entered."""
    rows = store.rows(_PEOPLE)
    with read_as_written(store.path):
        return [_person(row) for row in rows]


def of_account(store: Store, account: str) -> Person | None:
    """Return who works under an account of the computer, if somebody does."""
    wanted = account.casefold()
    if not wanted:
        return None
    # Asked as `people` does, so that an act asks once for both.
    rows = store.rows(_PEOPLE)
    with read_as_written(store.path):
        every = (_person(row) for row in rows if str(row[6]).casefold() == wanted)
        return next((one for one in every if one.retired_on is None), None)


def _person(row: Sequence[object]) -> Person:
    one = Person(*row)  # type: ignore[arg-type]
    return one._replace(
        parts=tuple(json.loads(str(one.parts))),
        section_id=one.section_id or 0,
        deputy_id=one.deputy_id or 0,
        retired_on=_day(row[-1]),
    )


def _day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def absences(store: Store) -> list[Absence]:
    """Return every absence, the earliest first."""
    rows = store.rows(_ABSENCES)
    with read_as_written(store.path):
        return [
            Absence(own, who, instead, date.fromisoformat(first), date.fromisoformat(last), reason)
            for own, who, instead, first, last, reason in rows
        ]


def put_section(store: Store, section: OfficeSection) -> int:
    """Keep a section, a new one where its id is 0; return its id."""
    values = (section.name, section.place, _text(section.retired_on))
    if section.id:
        store.run(
            "update section set name = ?, place = ?, retired_on = ? where id = ?",
            (*values, section.id),
        )
        return section.id
    return store.add("insert into section (name, place, retired_on) values (?, ?, ?)", values)


def put_person(store: Store, person: Person) -> int:
    """Keep a person, a new one where the id is 0; return the id."""
    values = (
        person.name,
        json.dumps(list(person.parts)),
        person.section_id or None,
        person.post,
        person.phone,
        person.account,
        person.deputy_id or None,
        _text(person.retired_on),
    )
    if person.id:
        store.run(
            "update person set name = ?, parts = ?, section_id = ?, post = ?, phone = ?,"
            " account = ?, deputy_id = ?, retired_on = ? where id = ?",
            (*values, person.id),
        )
        return person.id
    return store.add(
        "insert into person (name, parts, section_id, post, phone, account, deputy_id, retired_on)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def put_absence(store: Store, absence: Absence) -> int:
    """Keep an absence, a new one where its id is 0; return its id."""
    values = (
        absence.person_id,
        absence.stand_in_id,
        absence.first_on.isoformat(),
        absence.last_on.isoformat(),
        absence.reason,
    )
    if absence.id:
        store.run(
            "update absence set person_id = ?, stand_in_id = ?, first_on = ?, last_on = ?,"
            " reason = ? where id = ?",
            (*values, absence.id),
        )
        return absence.id
    return store.add(
        "insert into absence (person_id, stand_in_id, first_on, last_on, reason)"
        " values (?, ?, ?, ?, ?)",
        values,
    )


def drop_absence(store: Store, absence_id: int) -> None:
    """Take an absence back: it did not come about."""
    store.run("delete from absence where id = ?", (absence_id,))


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
