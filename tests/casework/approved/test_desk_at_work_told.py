"""What a desk knows from day to day: its copies, its second place, its seats, its log of looks."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.desk import addressed, second_place
from casework.desk.access import Look, access_lines
from casework.desk.counsel_rules import counsel_rules, counsel_rules_since, keep_counsel_rules
from casework.desk.daily_copy import back_up, copy_words, is_due, keeps_its_copies, last_copy
from casework.desk.desk import Desk, open_desk
from casework.desk.last_check import check_words, is_check_due, last_check, note_check
from casework.desk.people import absent_words, keep_absence, keep_person, people_of, retire_person
from casework.desk.questions import count, count_by, ids, is_any, letters_written, rows
from casework.desk.seat import SecondSeat, holder_words, seat_words
from casework.desk.shared_store import server_store
from db import access, history, requests, settings
from db.lock import lock_path
from db.requests import Query
from db.server import login, place
from forms.people import AbsenceForm, PersonForm
from forms.reviewing import CounselRulesForm
from rules.errors import ClerkError
from rules.people import OfficePart
from tests.casework.approved.plain import told
from tests.casework.conftest import Clock
from tests.casework.doings import Do

pytestmark = pytest.mark.of_file("what lies beside a file")


def tried(doing: Callable[..., Any], *asked: Any, **named: Any) -> str:
    try:
        return str(doing(*asked, **named))
    except ClerkError as refusal:
        return f"refused: {refusal} {refusal.field or ''}"


def noted(desk: Desk) -> Iterator[str]:
    """Yield what the history says each writing was about."""
    yield from (f"{note}" for entry in history.noted(desk.store) for note in entry.notes)


def test_copies_and_checks_from_day_to_day(
    approved, desk: Desk, clock: Clock, registered: int
) -> None:
    stem = desk.store.path.stem

    def tell() -> Iterator[str]:
        yield f"{is_due(desk)} {keeps_its_copies(desk)} {last_copy(desk)} {copy_words(desk)}"
        # Before 清明节: 3 April is a Friday, 4 to 6 are days of rest.
        clock.day = date(2026, 4, 2)
        path = back_up(desk)
        yield f"{path.name} {is_due(desk)} {last_copy(desk)}"
        for day in (2, 3, 4, 6, 7, 8, 9):
            clock.day = date(2026, 4, day)
            yield f"{day}: {is_due(desk)} {copy_words(desk)} {is_check_due(desk)} {check_words(desk)!r}"
        note_check(desk, [])
        yield f"checked: {copy_words(desk)} {is_check_due(desk)} {last_check(desk)}"
        back_up(desk)
        yield f"{copy_words(desk)}"
        for days in (0, 1, 7, 8):
            clock.day = date(2026, 4, 9) + timedelta(days)
            yield f"{days} days: {copy_words(desk)} {is_check_due(desk)} {check_words(desk)!r}"
        note_check(desk, [f"第{number}处。" for number in range(1234)])
        kept = last_check(desk)
        yield f"{kept and (kept.number, len(kept.sentences))} {copy_words(desk)} {check_words(desk)}"
        for wrong in (
            {},
            {"on": "x", "number": 1, "sentences": []},
            {"on": "2026-04-01"},
            [1],
            "x",
        ):
            settings.put(desk.store, "register_checked", wrong)
            yield f"{wrong}: {last_check(desk)} {is_check_due(desk)} {check_words(desk)!r}"
        odd = desk.beside.copies / f"{stem} 别的.db"
        odd.write_bytes(b"")
        yield f"{last_copy(desk)} {sorted(one.name for one in desk.beside.copies.glob('*.db'))}"
        yield from noted(desk)

    approved("copies_day_by_day", tell())


def test_a_second_place(approved, desk: Desk, clock: Clock, tmp_path: Path) -> None:
    beside = desk.beside.folder
    there = tmp_path / "移动 硬盘"
    there.mkdir()

    def kept_place() -> object:
        kept = second_place.second_place(desk)
        return kept and (kept.folder.name, kept.copied_on)

    def words() -> str:
        return second_place.second_place_words(desk).replace(str(tmp_path), "").replace(os.sep, "/")

    def tell() -> Iterator[str]:
        yield f"{second_place.second_place(desk)} {words()!r} {second_place.copy_to_second_place(desk)}"
        second_place.note_second_copy(desk)
        for folder in (
            beside,
            beside / "内",
            beside / "内" / "..",
            beside.parent / f"{beside.name}2",
        ):
            said = tried(second_place.keep_second_place, desk, folder)
            yield f"{folder.name}: {said}"
        second_place.keep_second_place(desk, there)
        yield words()
        for days in (0, 7, 8, 20):
            second_place.note_second_copy(desk)
            kept = second_place.second_place(desk)
            clock.day += timedelta(days)
            yield f"{days}: {kept and (kept.folder.name, kept.copied_on)} {words()!r}"
        copied = second_place.copy_to_second_place(desk, is_wary=True)
        yield f"{copied and copied.parent.name} {second_place.is_on_the_same_disk(desk, there)} {second_place.is_on_the_same_disk(desk, tmp_path / '没有')}"
        second_place.keep_second_place(desk, tmp_path / "拔掉的")
        yield f"{second_place.copy_to_second_place(desk)} {words()}"
        for odd in (
            {"folder": "/别处", "copied_on": "x"},
            {"folder": "/别处", "copied_on": 7},
            {"folder": "/别处"},
            {},
            "x",
        ):
            settings.put(desk.store, "second_place", odd)
            yield f"{odd}: {tried(kept_place)}"
        second_place.keep_second_place(desk, None)
        yield f"{second_place.second_place(desk)}"
        yield from noted(desk)

    approved("second_places", tell())


def test_who_has_it_open(approved, desk: Desk, clock: Clock) -> None:
    seat = open_desk(desk.store.path, clock=clock, clerk="李文", read_only=True)
    lock = lock_path(desk.store.path)
    second = SecondSeat(seat)
    notes: tuple[object, ...] = (
        {}, {"by": "周敏"}, {"machine": "win@台前"}, {"machine": "@台前"}, {"by": "周敏", "machine": "win@台前", "since": "2026-03-06T09:05:00+08:00"}, {"since": "2026-03-06T09"}, [], "x",
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for note in notes:
            lock.write_text(json.dumps(note), encoding="utf-8")
            yield f"{note}: {seat_words(seat)!r} {holder_words(seat)} {second.is_held_otherwise} {second.is_held_otherwise}"
        heard: list[str] = []
        seat.changes.follow(lambda one: heard.append(f"{one.what.name} {sorted(one.requests)}"))
        yield f"{second.look()} {heard}"
        requests.insert(desk.store, {"register_number": "1", "applicant_name": "周某"})
        yield f"{second.look()} {heard} {second.look()}"
        lock.unlink()
        yield f"{seat_words(seat)!r} {holder_words(seat)} {second.is_held_otherwise}"
        yield tried(server_store, desk)

    approved("who_has_it_open", tell())
    seat.close()


def test_looks_and_how_long_one_is(approved, desk: Desk, clock: Clock, registered: int) -> None:
    began = datetime.combine(date(2026, 3, 6), time(9))
    at = [began]
    desk.clock = lambda: at[0]

    def tell() -> Iterator[str]:
        for seconds in (0, 1, 3599, 3600, 3601, 7199, 7200, 100):
            at[0] = began + timedelta(seconds=seconds)
            desk.looks.note(Look.CASE, registered)
            desk.looks.note(Look.SEARCH, details="规" * (200 + seconds % 2))
        desk.looked("PRINTED", details="列表")
        desk.looks.write()
        every = access.every(desk.store)
        yield str([(one.at[11:19], one.kind, one.request_id, len(one.details)) for one in every])
        left = desk.beside.file(f"{desk.beside.register.stem} 查阅 别@处.jsonl")
        lines: list[Any] = [
            ["2026-03-06T10:00:00+08:00", "李文", "m" * 201, "查看申请", registered, "见"], ["2026-03-06T10:00:00", "李文" * 101, "m", "打印", 99, "长" * 300], ["x", "李文", "m", "打印", None, ""],
            ["2026-03-06T10:00:00", "李文", "m", "别的", None, ""], ["2026-03-06T10:00:00", "李文", "m", "导出", None, None], ["2026-03-06T10:00:00", "李文", "m", "导出", [1], ""], [1], "x", {"a": 1},
        ]  # fmt: skip
        left.write_text("\n".join(json.dumps(one) for one in lines) + "\n[\n", encoding="utf-8")
        # One that was put aside when the program ended.
        aside = left.with_name(f"{desk.beside.register.stem} 查阅 旧.jsonl.收")
        aside.write_text(json.dumps([*lines[0][:5], "旧"]), encoding="utf-8")
        other = left.with_name("别的 查阅 x.jsonl")
        other.write_text(json.dumps(lines[0]), encoding="utf-8")
        desk.looks.write()
        for one in access.every(desk.store)[len(every) :]:
            yield f"{one.at[:16]} {len(one.by)} {len(one.machine)} {one.kind} {one.request_id} {one.details[:12]} {len(one.details)}"
        yield f"{left.exists()} {aside.exists()} {other.exists()}"
        for number in ("", "依申请〔2026〕1号"):
            yield str([line.split("　")[3:] for line in access_lines(desk, number)])
        yield tried(access_lines, desk, "x")

    approved("looks_told", tell())


def test_a_seat_that_reads_leaves_its_looks_to_itself_alone(desk: Desk, clock: Clock) -> None:
    seat = open_desk(desk.store.path, clock=clock, clerk="李文", read_only=True)
    seat.looks.write()
    assert not list(desk.beside.folder.glob("*查阅*"))
    seat.looked("PRINTED", details="列表")
    seat.looks.write()
    (left,) = desk.beside.folder.glob("*查阅*")
    assert left.stat().st_mode & 0o777 == 0o600
    said = json.loads(left.read_text(encoding="utf-8"))
    assert (said[1], said[3:]) == ("李文", ["打印", None, "列表"])
    assert seat.looks._waiting == []
    # A folder that takes no log keeps the last thousand waiting, and takes them later.
    left.unlink()
    left.mkdir()
    for number in range(1002):
        seat.looked("SEARCH", details=f"第{number}次")
    seat.looks.write()
    left.rmdir()
    seat.looks.write()
    kept = [json.loads(line)[5] for line in left.read_text(encoding="utf-8").splitlines()]
    assert kept == [f"第{number}次" for number in range(2, 1002)]
    seat.close()


def test_the_office_is_asked_and_its_people(approved, desk: Desk, clock: Clock, do: Do) -> None:
    days = (date(2003, 12, 31), date(2004, 1, 1), date(2023, 12, 31), date(2026, 2, 14), date(2026, 2, 23), date(2026, 12, 20), date(2026, 12, 31), date(2027, 1, 1), date(2035, 10, 1))  # fmt: skip

    def tell() -> Iterator[str]:
        for day in days[1:]:
            clock.day = day
            yield f"{day}: works {desk.works(day)} settled {desk.is_settled(day)} near {desk.near_until} {desk.outlook.safe.first_day} {desk.outlook.safe.last_day}"
            yield f"  {[desk.working_days(day, other) for other in days[1:]]}"
        clock.day = date(2026, 3, 6)
        yield f"{desk.published.first_day} {desk.published.last_day} {desk.today} {desk.now} {desk.has_office} {desk.office_name} {desk.office.name}"
        for kept in ({}, {"name": ""}, {"name": "甲", "kind": "没有"}):
            settings.put(desk.store, "office", kept)
            desk.forget_settings()
            yield f"{kept}: {desk.has_office} {desk.office_name} {desk.office.name}"
        yield f"{desk.user.name} {sorted(one.name for one in desk.user.parts)} {desk.sees_everything} {desk.keeps_the_register} {tried(desk.must_see_everything)} {desk.is_shared} {desk.opening_words!r}"
        yield f"{desk.folder.name} {desk.templates.name} {desk.is_open} {desk.clerk}"
        still = desk.still()
        yield f"{still.clerk} {still.today} {still.store.is_read_only}"
        still.close()
        yield f"{is_any(desk)} {letters_written(desk)}"
        do("register", None, "2026-03-06", applicant_name="林一帆", information_sought="合同")
        found = ids(desk, Query())
        yield f"{is_any(desk)} {letters_written(desk)} {list(found)} {count(desk, Query())} {count_by(desk, 'channel')} {[one.applicant_name for one in rows(desk, found)]}"
        yield f"{counsel_rules(desk)} {counsel_rules_since(desk)}"
        keep_counsel_rules(desk, CounselRulesForm(partly=True, unable=True, declined=True, disputes=2, yuan=5000))  # fmt: skip
        yield f"{counsel_rules(desk)} {counsel_rules_since(desk)}"
        for name, section, *parts in (("周敏", "办公室", OfficePart.CLERK), ("李文", "规划科", OfficePart.SECTION), ("何清", "", OfficePart.LEADER)):  # fmt: skip
            keep_person(desk, PersonForm(name=name, section=section, parts=tuple(parts), phone=f"{len(name)}"))  # fmt: skip
        keep_absence(desk, AbsenceForm(who="何清", stand_in="李文", first_on=date(2026, 3, 9), last_on=date(2026, 3, 11)))  # fmt: skip
        for on in (8, 9, 11, 12):
            yield f"{on}: {absent_words(desk, ['何清', ' 何清 ', '', '李文'], date(2026, 3, on))} {people_of(desk).standing_in_for('何清', date(2026, 3, on))!r}"
        for first, last, who, instead in ((11, 12, "何清", "周敏"), (12, 12, "何清", "周敏"), (1, 8, "何清", "周敏"), (1, 9, "何清", "周敏"), (9, 9, "周敏", "何清"),  (13, 13, "没有", "李文"), (13, 13, "李文", "没有")):  # fmt: skip
            yield f"{who} {first}–{last}: {tried(lambda *asked: keep_absence(desk, AbsenceForm(who=asked[0], stand_in=asked[1], first_on=date(2026, 3, asked[2]), last_on=date(2026, 3, asked[3]))), who, instead, first, last)}"
        office = people_of(desk)
        yield f"{[one.name for one in office.playing(OfficePart.CLERK, OfficePart.LEADER)]} {office.phone_of('李文')!r} {office.phone_of('x')!r} {office.name_of(0)!r} {office.section_of(office.everybody[2])!r}"
        for on in (6, 11, 12):
            clock.day = date(2026, 3, on)
            yield f"{on}: {tried(retire_person, desk, office.everybody[1].id)}"
        yield from told(people_of(desk))
        yield from noted(desk)
        unnamed = open_desk(desk.store.path, clock=clock, read_only=True)
        yield f"{unnamed.clerk!r} {unnamed.user.name}"
        unnamed.close()
        settings.put(desk.store, "clerk", "孙悦")
        named = open_desk(desk.store.path, clock=clock, read_only=True)
        yield f"{named.clerk!r} {named.user.name}"
        named.close()

    approved("office_asked_of", tell())


def test_addresses_as_they_are_typed(approved, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(addressed, "own_folder", lambda: tmp_path / "自己的")
    monkeypatch.setattr(login, "_held", {})
    typed = (
        ("desk.example", 5432, "ogi", "zhou", "a b"), (" desk.example ", 5433, " ogi ", " zhou ", ""), ("", 5432, "ogi", "zhou", ""), ("h", 5432, " ", "zhou", ""), ("h", 5432, "ogi", "", ""), ("::1", 5432, "登记", "周", "密"),
        ("a b", 1, "x/y", "u@v", ""), ("h", 99999, "ogi", "zhou", ""),
    )  # fmt: skip

    def tell() -> Iterator[str]:
        for one in typed:
            for ca in ("", "/根.pem"):
                said = tried(addressed.address_typed, *one, ca=ca)
                yield f"{one} {ca}: {said}"
                if not said.startswith("refused"):
                    server = place.of_address(said)
                    held = login.held(server)
                    yield f"  {server} {held.user} {held.password}"
                    path = addressed.register_named(said)
                    yield f"  {path.name} {addressed.login_environment(path)} {addressed.shared_name(path).name}"
        yield f"{addressed.is_shared(Path('登记簿.db'))} {addressed.shared_name(Path('甲/登记簿.db')).name}"

    approved("addresses_typed", tell())
