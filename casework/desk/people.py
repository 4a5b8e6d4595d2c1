"""The people of the office: kept, looked up, and who sits before the program."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import ahead
from db import people as rows
from db.people import Absence, OfficeSection, Person
from forms.people import AbsenceForm, PersonForm, SectionForm
from rules.errors import ClerkError
from rules.people import Away, OfficePart, stand_in_for

__all__ = ["Absence", "OfficeSection", "People", "Person", "people_of"]


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of the office as they stand; those who left are known by name only."""

    sections: tuple[OfficeSection, ...]
    everybody: tuple[Person, ...]
    absences: tuple[Absence, ...]

    @property
    def open_sections(self) -> tuple[OfficeSection, ...]:
        """The sections there are."""
        return tuple(one for one in self.sections if one.retired_on is None)

    @property
    def active(self) -> tuple[Person, ...]:
        """Those who have not left."""
        return tuple(one for one in self.everybody if one.retired_on is None)

    @property
    def away(self) -> tuple[Away, ...]:
        """The absences by name."""
        return tuple(
            Away(
                self.name_of(one.person_id),
                one.first_on,
                one.last_on,
                self.name_of(one.stand_in_id),
                one.reason,
            )
            for one in self.absences
        )

    def name_of(self, person_id: int) -> str:
        """Return the name of a person, an empty text for none."""
        return next((one.name for one in self.everybody if one.id == person_id), "")

    def section_of(self, person: Person) -> str:
        """Return the name of a person's section, an empty text for none."""
        found = (one.name for one in self.sections if one.id == person.section_id)
        return next(found, "")

    def named(self, name: str) -> Person | None:
        """Return who has this name and has not left, if there is somebody."""
        return next((one for one in self.active if one.name == name.strip()), None)

    def playing(self, *parts: OfficePart) -> tuple[Person, ...]:
        """Return those who play one of these parts, in their order."""
        names = {part.name for part in parts}
        return tuple(one for one in self.active if names & set(one.parts))

    def phone_of(self, name: str) -> str:
        """Return the telephone of somebody, an empty text where none is known."""
        person = self.named(name)
        return "" if person is None else person.phone

    def standing_in_for(self, name: str, on: date) -> str:
        """Return who stands in for somebody on a day, an empty text where nobody has to."""
        return stand_in_for(name, on, self.away)


def people_of(desk: Desk) -> People:
    """Return the people of the office."""
    store = desk.store
    ahead.read_people(store)
    return People(
        tuple(rows.sections(store)), tuple(rows.people(store)), tuple(rows.absences(store))
    )


def absent_words(desk: Desk, names: Iterable[str], on: date) -> tuple[str, ...]:
    """Return a sentence for each who is away on a day although said to have signed."""
    found, office = [], people_of(desk)
    for name in dict.fromkeys(one.strip() for one in names if one):
        for one in office.away:
            if one.who == name and one.covers(on):
                instead = office.standing_in_for(name, on) or one.stand_in
                found.append(
                    f"{name}登记为{one.first_on}至{one.last_on}外出，由{instead}代办，请核对签字人。"
                )
                break
    return tuple(found)


def keep_section(desk: Desk, form: SectionForm, section_id: int = 0) -> int:
    """Keep a section, a new one where no id is given; return its id.

    Raises `ClerkError` where there is one of that name.
    """
    office = people_of(desk)
    name = form.name.strip()
    if any(one.name == name and one.id != section_id for one in office.open_sections):
        raise ClerkError(f"已有名为“{name}”的科室，请换一个名称。", None, "name")
    place = next((one.place for one in office.sections if one.id == section_id), None)
    with writing(desk, "keep_section", What.SETTINGS):
        return rows.put_section(
            desk.store,
            OfficeSection(section_id, name, len(office.sections) if place is None else place),
        )


def retire_section(desk: Desk, section_id: int) -> None:
    """Let a section cease; what it dealt with keeps its name.

    Raises `ClerkError` while somebody works in it.
    """
    office = people_of(desk)
    section = next(one for one in office.sections if one.id == section_id)
    left = "、".join(one.name for one in office.active if one.section_id == section_id)
    if left:
        raise ClerkError(f"“{section.name}”还有人员（{left}），请先把他们改到其他科室或者停用。")
    with writing(desk, "retire_section", What.SETTINGS):
        rows.put_section(desk.store, section._replace(retired_on=desk.today))


def keep_person(desk: Desk, form: PersonForm, person_id: int = 0) -> int:
    """Keep a person, a new one where no id is given; return the id.

    A section that is not known yet is made. Raises `ClerkError` for a second one of a name or an
    account, for a deputy nobody knows, and where no account of a clerk would be left.
    """
    office = people_of(desk)
    name, account = form.name.strip(), form.account.strip()
    others = [one for one in office.active if one.id != person_id]
    if any(one.name == name for one in others):
        raise ClerkError(
            f"已有名为“{name}”的人员，同名的请加注区别，如“{name}（规划科）”。", None, "name"
        )
    holder = next(
        (one for one in others if account and one.account.casefold() == account.casefold()), None
    )
    if holder is not None:
        raise ClerkError(f"账户“{account}”已是{holder.name}的，请核对。", None, "account")
    deputy = office.named(form.deputy) if form.deputy else None
    if form.deputy and deputy is None:
        raise ClerkError(f"没有名为“{form.deputy}”的人员，请先添加，或者留空。", None, "deputy")
    with writing(desk, "keep_person", What.SETTINGS):
        person = Person(
            person_id,
            name,
            tuple(part.name for part in form.parts),
            _section_id(desk, office, form.section.strip()),
            form.post.strip(),
            form.phone.strip(),
            account,
            0 if deputy is None else deputy.id,
        )
        person_id = rows.put_person(desk.store, person)
        _must_leave_a_clerk([*others, person])
    user = desk.user
    desk.clerk = user.name if user.person_id else desk.clerk
    return person_id


def _section_id(desk: Desk, office: People, name: str) -> int:
    if not name:
        return 0
    found = next((one.id for one in office.open_sections if one.name == name), 0)
    return found or rows.put_section(desk.store, OfficeSection(0, name, len(office.sections)))


def _must_leave_a_clerk(active: Collection[Person]) -> None:
    """Refuse to lock everybody out: once accounts are named, one of them is a clerk's."""
    named = [one for one in active if one.account]
    runs = {OfficePart.CLERK.name, OfficePart.HEAD.name}
    if named and not any(runs & set(one.parts) for one in named):
        raise ClerkError(
            "登记了账户的人员里没有经办人，谁都不能再改设置了；请先给经办人登记账户。",
            None,
            "account",
        )


def retire_person(desk: Desk, person_id: int) -> None:
    """Let a person leave; the steps entered keep the name.

    Raises `ClerkError` where no account of a clerk would be left, or while that person stands in
    for somebody.
    """
    office = people_of(desk)
    person = next(one for one in office.everybody if one.id == person_id)
    for away in office.absences:
        if away.stand_in_id == person_id and away.last_on >= desk.today:
            raise ClerkError(
                f"{person.name}登记为代办{office.name_of(away.person_id)}"
                f"（{away.first_on}至{away.last_on}），请先在外出登记中另选代办人。"
            )
    _must_leave_a_clerk([one for one in office.active if one.id != person_id])
    with writing(desk, "retire_person", What.SETTINGS):
        rows.put_person(desk.store, person._replace(retired_on=desk.today))
        for one in office.active:
            if one.deputy_id == person_id:
                rows.put_person(desk.store, one._replace(deputy_id=0))


def keep_absence(desk: Desk, form: AbsenceForm, absence_id: int = 0) -> int:
    """Keep that somebody is away and who stands in; return its id.

    Raises `ClerkError` for a name nobody has, an absence over another one of the same person, or
    a stand-in who is away on one of the days.
    """
    office = people_of(desk)
    found = {}
    for field, name in (("who", form.who), ("stand_in", form.stand_in)):
        person = office.named(name)
        if person is None:
            raise ClerkError(f"没有名为“{name}”的人员，请先在人员中添加。", None, field)
        found[field] = person.id
    for one in office.absences:
        if one.id == absence_id or one.last_on < form.first_on or one.first_on > form.last_on:
            continue
        if one.person_id == found["who"]:
            raise ClerkError(
                f"{form.who}已登记{one.first_on}至{one.last_on}外出，与这次重叠，请改那一次。",
                None,
                "first_on",
            )
        if one.person_id == found["stand_in"]:
            raise ClerkError(
                f"{form.stand_in}在{one.first_on}至{one.last_on}也外出，不能代办，请另选一人。",
                None,
                "stand_in",
            )
    with writing(desk, "keep_absence", What.SETTINGS):
        kept = rows.put_absence(
            desk.store,
            Absence(
                absence_id, found["who"], found["stand_in"],
                form.first_on, form.last_on, form.reason.strip(),
            ),
        )  # fmt: skip
        desk.store.keep_stand_ins()
    return kept


def drop_absence(desk: Desk, absence_id: int) -> None:
    """Take back an absence that did not come about."""
    with writing(desk, "drop_absence", What.SETTINGS):
        rows.drop_absence(desk.store, absence_id)
        desk.store.keep_stand_ins()
