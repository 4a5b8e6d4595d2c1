"""The desk: an open register, today's date, the office and its calendar.

Today is asked of the clock given to `open_desk`, here and nowhere else.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from casework.desk.changes import Changes
from casework.desk.office_calendar import (
    FIRST_DAY,
    SEEDED_UNTIL,
    reach,
    seed_days,
    source_of_year,
)
from db import calendar_days, local_days, people, settings
from db.beside import Beside
from db.opening import open_store
from db.place import place_warning
from db.sealing import Stamp, this_machine
from db.store import Store
from rules.errors import ClerkError
from rules.settled_days import settled_until
from rules.working_days import Calendar, Outlook, SpecialDay, with_local_days

if TYPE_CHECKING:
    from casework.desk.access import AccessLog

    # The first list is painted before any of these is needed; see docs/decisions/0007.
    from forms.office import Office
    from rules.people import User
    from rules.practice import Practice

UNNAMED = "本机关"
_LATE_YEARS = 2
_SEALING_SECONDS = 3.0
_CLOCKS_AGREE_SECONDS = 2.0
# Longer than any rest: four working days lie within it.
_A_MONTH = timedelta(days=31)


class Desk:
    """What an act needs to know besides its form."""

    def __init__(self, store: Store, clock: Callable[[], datetime], clerk: str = "") -> None:
        self.store = store
        self.clock = clock
        self.changes = Changes()
        self._is_open = True
        self._aside: Path | None = None
        self.clerk = clerk or self._named_by_account() or str(settings.value(store, "clerk", ""))
        store.stamp = self._stamp

    def _named_by_account(self) -> str:
        found = people.of_account(self.store, self.store.account)
        return "" if found is None else found.name

    @property
    def user(self) -> "User":
        """Who sits before the program, with the parts played today.

        Where no account is named in the register, who sits here plays every part. On a server
        what it lets the account play counts: its own parts, and those of who is away.
        """
        from rules.people import EVERY_PART, OfficePart, User

        person = people.of_account(self.store, self.store.account)
        granted = self.store.parts
        if granted is not None:
            name, number = (self.clerk or self.store.account, 0)
            if person is not None:
                name, number = person.name, person.id
            played = frozenset(OfficePart[one] for one in granted)
            return User(name, played, number, has_account=True)
        if person is None:
            return User(self.clerk or "经办人", EVERY_PART)
        ids = {person.id}
        for away in people.absences(self.store):
            # Who stands in plays the parts of whoever is away.
            if away.stand_in_id == person.id and away.first_on <= self.today <= away.last_on:
                ids.add(away.person_id)
        parts = {name for one in people.people(self.store) if one.id in ids for name in one.parts}
        return User(person.name, frozenset(OfficePart[name] for name in parts), person.id)

    @property
    def sees_everything(self) -> bool:
        """Whether this account sees every case; a section's on a server sees its own alone."""
        parts = self.store.parts
        return parts is None or any(part != "SECTION" for part in parts)

    @property
    def keeps_the_register(self) -> bool:
        """Whether looking the whole register over is this account's: on a server a clerk's."""
        return _plays(self.store, "CLERK", "HEAD")

    def must_see_everything(self) -> None:
        """Raise `ClerkError` where what is missing would be taken for lost."""
        if not self.sees_everything:
            raise ClerkError(
                "科室的账号只看得到分办给本科室的申请，看不到整个登记簿，没有做。请由经办人办理。"
            )

    def _stamp(self) -> Stamp:
        return Stamp(_zoned(self.clock()), self.clerk, this_machine())

    @cached_property
    def looks(self) -> "AccessLog":
        """The log of who looked at what."""
        from casework.desk.access import AccessLog

        return AccessLog(self)

    def looked(self, kind: str, request_id: int | None = None, details: str = "") -> None:
        """Note a look at personal data in its log; `kind` names one of `casework.desk.access`."""
        from casework.desk.access import Look

        self.looks.note(Look[kind], request_id, details)

    @property
    def is_shared(self) -> bool:
        """Whether the register lies on a server, where others work in it too."""
        return not self.store.words.is_file

    @property
    def today(self) -> date:
        """The day it is."""
        return self.clock().date()

    @property
    def now(self) -> str:
        """The moment of entry, to the second."""
        return self.clock().isoformat(timespec="seconds")

    @property
    def beside(self) -> Beside:
        """Where things lie beside the register."""
        return self.store.beside

    @property
    def folder(self) -> Path:
        """Where letters and files go, beside the register."""
        return self.beside.letters

    @property
    def templates(self) -> Path:
        """Where the office keeps the templates it has changed, as programs can open them."""
        if self.store.key:
            return self._open_templates
        self.beside.bring_templates()
        return self.beside.templates

    @cached_property
    def _open_templates(self) -> Path:
        """Where the templates of an encrypted office lie plain until the register is closed.

        Who only reads has a copy: the others' may be open in the program that writes.
        """
        from db.aside import new_aside
        from db.sealed_papers import copy_out, unseal_all

        kept = self.beside.templates
        try:
            if self.store.is_read_only:
                self._aside = new_aside("templates")
                copy_out(kept, self._aside)
                return self._aside
            unseal_all(kept)
        except OSError as error:
            raise ClerkError(
                "加密保存的本机关模板读不出来，可能已经损坏，没有生成文书。请从备份中找回。"
            ) from error
        return kept

    @property
    def has_office(self) -> bool:
        """Whether the office has been set."""
        return bool(settings.value(self.store, "office", {}))

    @property
    def office_name(self) -> str:
        """The name of the office, without reading the rest of what is set of it."""
        return str(settings.value(self.store, "office", {}).get("name") or UNNAMED)

    @cached_property
    def office(self) -> "Office":
        """The office as it is set, or one without a name while nothing is set."""
        from forms.fields import read
        from forms.office import Office

        office = read(Office, settings.value(self.store, "office", {}))
        return office if isinstance(office, Office) else Office(name=UNNAMED)

    @cached_property
    def practice(self) -> "Practice":
        """The office's answers to what the law leaves open; cautious where none is set."""
        from rules.practice import recalled

        return recalled(settings.value(self.store, "practice", {}))

    @cached_property
    def published(self) -> Calendar:
        """The settled working days of late years: enough for most days a list shows."""
        last = calendar_days.published_until(self.store) or FIRST_DAY
        first = max(FIRST_DAY, date(last.year - _LATE_YEARS, 1, 1))
        return Calendar(days_set_apart(self.store, since=first), first_day=first, last_day=last)

    @property
    def outlook(self) -> Outlook:
        """The register's working days, and what is to be expected beyond the published ones.

        It reaches some years round today whatever this computer's clock says: a day that no
        calendar knows is provisional, and no reason to show nothing.
        """
        wanted = reach(self.today)
        kept = self.__dict__.get("_outlook")
        # A clock set right, or a window left open over years, is looked at anew.
        if kept is None or (kept.safe.first_day, kept.safe.last_day) != wanted:
            kept = self.__dict__["_outlook"] = self._outlook_of(*wanted)
        return kept

    def _outlook_of(self, first_day: date, last_day: date) -> Outlook:
        from rules.forecast import outlook

        # The next notice may still set apart the last days of December.
        year = (calendar_days.published_until(self.store) or FIRST_DAY).year
        return outlook(
            days_set_apart(self.store),
            settled_until(year),
            first_day=first_day,
            last_day=last_day,
            local=[day.special for day in local_days.local_days(self.store)],
        )

    def working_days(self, after: date, until: date) -> int:
        """Return the working days later than `after` and not later than `until`, or minus them."""
        settled = self.published
        if settled.first_day <= min(after, until) and max(after, until) <= settled.last_day:
            return settled.count(after, until)
        return self.outlook.safe.count(after, until)

    def works(self, day: date) -> bool:
        """Tell whether a day is a working day, cautiously where that is not settled."""
        settled = self.published
        is_settled = settled.first_day <= day <= settled.last_day
        return (settled if is_settled else self.outlook.safe).is_working_day(day)

    def is_settled(self, day: date) -> bool:
        """Tell whether it is published that a day is worked, or that it is not."""
        # The next notice may still set apart the last days of December.
        return day <= settled_until(self.published.last_day.year)

    @property
    def near_until(self) -> date:
        """The last day that is near today: of today and the next four working days (五日内)."""
        settled = self.published
        if settled.first_day <= self.today and self.today + _A_MONTH <= settled.last_day:
            return settled.near_until(self.today)
        return self.outlook.safe.near_until(self.today)

    def forget_settings(self) -> None:
        """Read office, practice and calendar anew at their next use, because they changed."""
        for name in ("office", "practice", "published", "_outlook"):
            self.__dict__.pop(name, None)

    @property
    def opening_words(self) -> str:
        """What the clerk is told once the register is open; empty where there is nothing."""
        words = "" if self.is_shared else place_warning(self.store.path)
        copied = self.store.copied_aside
        if copied is not None:
            words += f"登记簿已升级到本版本的格式，升级前的样子保留为“{copied.name}”。"
        return words

    @property
    def anchor_words(self) -> str:
        """The head of the register's history, as papers bear witness to it."""
        from db.history import anchor, keyed
        from db.marks import mark_key

        head, key = anchor(self.store), mark_key(self.store)
        return f"{head.words}（验{keyed(head, key)}）" if key else head.words

    def still(self) -> "Desk":
        """Return a desk over the register as it is now, for a long look; the caller closes it.

        Page for page and apart from the file, so that no writer waits for the look to end.
        """
        return Desk(self.store.snapshot(), self.clock, self.clerk)

    @property
    def is_open(self) -> bool:
        """Whether the register may still be asked."""
        return self._is_open

    def close(self) -> None:
        """Write what was looked at, and close the register."""
        was_open, self._is_open = self._is_open, False
        if was_open and "looks" in self.__dict__:
            # A full disk must not keep the window open.
            with suppress(ClerkError):
                self.looks.write()
        if was_open and self.store.key and not self.store.is_read_only:
            from db.sealed_papers import seal_idle

            # What is left after that is sealed at the next start.
            for folder in (self.beside.templates, self.beside.letters):
                seal_idle(folder, self.store.key, seconds=_SEALING_SECONDS)
        if was_open and self._aside is not None:
            from shutil import rmtree

            rmtree(self._aside, ignore_errors=True)
        self.store.close()


def _zoned(moment: datetime) -> str:
    """Return a moment of the wall clock with the zone of this computer."""
    return moment.astimezone().isoformat(timespec="seconds")


def open_desk(
    path: Path, *, clock: Callable[[], datetime], clerk: str = "", read_only: bool = False
) -> Desk:
    """Open the register at `path` and return the desk; a new register gets the known calendar.

    Raises `ClerkError` where the file cannot be opened.
    """
    store = open_store(
        path,
        read_only=read_only,
        stamp=lambda: Stamp(_zoned(clock()), clerk, this_machine()),
    )
    try:
        if not store.words.is_file:
            # The server's clock counts: clerks on several computers write into one history.
            clock = _as_on_server(store, clock)
        # On a server the calendar is the head's; who owns the register seeds it first.
        if not read_only and _plays(store, "HEAD"):
            _seed_calendar(store, clock().isoformat(timespec="seconds"))
    except BaseException:
        store.close()
        raise
    return Desk(store, clock, clerk)


def _as_on_server(store: Store, clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """Return a clock that goes with the server's, whenever somebody sets this computer's.

    The server is asked here and with every act; who wants to know the day asks nobody. Raises
    `ClerkError` where the server cannot be reached.
    """
    _ = store.seconds_ahead

    def now() -> datetime:
        ahead = store.seconds_ahead
        return clock() + timedelta(seconds=ahead if abs(ahead) > _CLOCKS_AGREE_SECONDS else 0)

    return now


def days_set_apart(store: Store, *, since: date | None = None) -> list[SpecialDay]:
    """Return the days the nation and the office's region set apart, all or since a day."""
    return with_local_days(
        calendar_days.special_days(store, since=since),
        (day.special for day in local_days.local_days(store, since=since)),
    )


def _plays(store: Store, *parts: str) -> bool:
    return store.parts is None or any(part in parts for part in store.parts)


def _seed_calendar(store: Store, now: str) -> None:
    """Enter the years the program knows and the register does not."""
    known = calendar_days.published_until(store)
    if known is not None and known >= SEEDED_UNTIL:
        return
    by_year: dict[int, list[SpecialDay]] = {}
    for day in _after(seed_days(), known):
        by_year.setdefault(day.on.year, []).append(day)
    with store.atomic():
        for year, days in by_year.items():
            calendar_days.replace_year(
                store,
                year,
                days,
                source=source_of_year(year),
                recorded_at=now,
                recorded_by="随程序提供",
            )


def _after(days: Iterable[SpecialDay], known: date | None) -> Iterable[SpecialDay]:
    return days if known is None else [day for day in days if day.on > known]
