"""What the office settles for itself: its calendar, its people, its times, held against approval."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from casework.cases.case_file import load
from casework.desk import office_calendar, people
from casework.desk.daily_copy import copy_words, is_due, keeps_its_copies, last_copy
from casework.desk.desk import Desk
from casework.desk.people import people_of
from casework.desk.second_place import keep_second_place, second_place, second_place_words
from casework.pages import calendar_changes, office_settings, phrases, reminders, repeat_sheet
from casework.pages.calendar_changes import Reach
from db import history, requests
from forms.people import AbsenceForm, PersonForm, SectionForm
from rules.errors import ClerkError
from rules.people import OfficePart
from rules.practice import Practice
from rules.replies import ReplyKind
from tests.casework.approved.office_files import document_lines
from tests.casework.approved.plain import short, told
from tests.casework.conftest import Clock
from tests.casework.doings import Do
from tests.casework.pages.test_calendar_changes import NOTICE_2027
from tests.casework.test_every_act import REVIEW, SERVED


def tried(doing: Callable[..., Any], *told_to: Any, **more: Any) -> Iterator[str]:
    """Yield what a doing gives, or why it is refused and for which field."""
    try:
        yield f" {doing.__name__}: {short(doing(*told_to, **more))}"
    except ClerkError as refusal:
        yield f" {doing.__name__} refused: {refusal} [{refusal.field}]"


def test_the_calendar_of_the_notices(approved) -> None:
    def tell() -> Iterator[str]:
        for day in office_calendar.seed_days():
            yield f"{day.on} {'works' if day.is_working else 'rests'} {day.name} {day.source} {office_calendar.source_of(day.on)} {office_calendar.issued_on(day.on)}"
        for year in range(2003, 2029):
            yield f"{year}: {office_calendar.source_of_year(year)} {office_calendar.issued_on(date(year, 5, 2))} {office_calendar.source_of(date(year, 12, 31))}"
        yield f"{office_calendar.seed_years()}"
        for until in (
            None,
            date(2020, 1, 1),
            date(2004, 1, 1),
            date(2003, 12, 31),
            date(2031, 1, 1),
        ):
            try:
                seen = office_calendar.built_in_outlook(until)
            except ClerkError as refusal:
                yield f"{until} refused: {refusal}"
            else:
                yield f"{until}: {seen.safe.first_day} {seen.safe.last_day} {seen.published_until}"

    approved("calendar_of_notices", tell())


NOTICES = {
    "whole": NOTICE_2027,
    "longer": NOTICE_2027.replace("至3日（周日）放假调休，共3天", "至5日（周二）放假调休，共5天"),
    "odd": NOTICE_2027.replace("共8天", "共7天").replace("5月8日（周六）上班", "5月8日（周日）上班"),
    "partly": NOTICE_2027 + "\n八、请各单位妥善安排值班，另有1月8日按有关规定办理。",
    "few": "1月11日（周一）放假1天，1月16日（周六）上班。",
    "none": "请妥善安排值班和安全保卫工作。",
}  # fmt: skip


def test_what_a_notice_would_move(approved, desk: Desk, do: Do, clock: Clock) -> None:
    for day, name in (("2026-12-18", "甲"), ("2026-12-21", "乙"), ("2026-12-25", "丙")):
        one = do("register", None, day, applicant_name=name, information_sought="文件").request_id
    do("extend", one, "2026-12-28", reason="工作量大", days=20, approved_by="吴处长")

    def tell() -> Iterator[str]:
        for name, text in NOTICES.items():
            for reach in Reach:
                yield f"== {name} {reach.name}"
                yield from noticed(desk, text, reach)
        for name, reach, region in (
            ("few", Reach.REGION, "广西"),
            ("partly", Reach.YEAR, ""),
            ("few", Reach.DAYS, ""),
            ("longer", Reach.YEAR, ""),
        ):
            change = calendar_changes.understand(
                desk, NOTICES[name], 2027, "国办发明电〔2026〕9号", reach=reach, region=region
            )
            yield from tried(calendar_changes.take_in, desk, change)
            yield from told(
                [
                    calendar_changes.local_years(desk),
                    calendar_changes.years_entered(desk)[-2:],
                    calendar_changes.published_until(desk),
                ]
            )
            yield from (
                f"  {row.register_number} {row.due_on}" for row in requests.every(desk.store)
            )
        yield from tried(calendar_changes.take_back_local, desk, "广西", 2027)
        yield from told([calendar_changes.local_years(desk), calendar_changes.year_to_enter(desk)])
        yield from (f"{note}" for entry in history.noted(desk.store) for note in entry.notes)

    approved("notices_moved", tell())


def noticed(desk: Desk, text: str, reach: Reach) -> Iterator[str]:
    for region in ("", "广西") if reach is Reach.REGION else ("",):
        try:
            change = calendar_changes.understand(
                desk, text, 2027, "〔9〕" if region else "", reach=reach, region=region
            )
        except ClerkError as refusal:
            yield f"  refused: {refusal} [{refusal.field}]"
            continue
        yield f"  {len(change.days)} days {short(change.oddities)} {[str(one) for one in change.not_understood]}"
        yield from (f"  {one.words}" for one in change.moved)


def person(name: str, **more: Any) -> PersonForm:
    return PersonForm(
        name=name,
        **{
            "parts": (OfficePart.CLERK,),
            "section": "",
            "post": "",
            "phone": "",
            "account": "",
            **more,
        },
    )


def test_the_people_of_an_office_as_they_come_and_go(approved, desk: Desk, clock: Clock) -> None:
    first, last = date(2026, 3, 9), date(2026, 3, 13)

    def absent(who: str, instead: str, days: int = 0) -> AbsenceForm:
        return AbsenceForm(
            who=who,
            stand_in=instead,
            first_on=first + timedelta(days),
            last_on=last + timedelta(days),
            reason=" 出差 ",
        )

    def tell() -> Iterator[str]:
        yield from tried(people.keep_section, desk, SectionForm(name=" 规划科 "))
        yield from tried(people.keep_section, desk, SectionForm(name="规划科"))
        yield from tried(people.keep_section, desk, SectionForm(name="法制科"), 1)
        yield from tried(
            people.keep_person, desk, person(" 李文 ", section="规划科", post=" 科员 ", phone=" 1 ")
        )
        yield from tried(people.keep_person, desk, person("李文"))
        yield from tried(
            people.keep_person,
            desk,
            person("吴涛", parts=(OfficePart.HEAD,), account="wt", section="法制科"),
        )
        yield from tried(people.keep_person, desk, person("周敏", account="WT"))
        yield from tried(people.keep_person, desk, person("周敏", deputy="无此人"))
        yield from tried(people.keep_person, desk, person("周敏", deputy="李文", account="zm"))
        yield from tried(
            people.keep_person,
            desk,
            person("吴涛", parts=(OfficePart.SECTION,), account="wt"),
            2,
        )
        for form in (
            absent("李文", "吴涛"),
            absent("李文", "周敏", 4),
            absent("周敏", "李文", 4),
            absent("周敏", "李文", 5),
            absent("无", "李文"),
            absent("李文", "无"),
        ):
            yield from tried(people.keep_absence, desk, form)
        yield from told([people_of(desk)])
        for day in (first, last, last + timedelta(1)):
            yield f"{day}: {people.absent_words(desk, ['李文', ' 李文 ', '', '周敏'], day)} {people_of(desk).standing_in_for('李文', day)}"
        yield from tried(people.retire_section, desk, 1)
        yield from tried(people.retire_section, desk, 2)
        yield from tried(people.retire_person, desk, 1)
        yield from tried(people.drop_absence, desk, 2)
        yield from tried(people.retire_person, desk, 1)
        yield from tried(people.retire_person, desk, 3)
        yield from tried(people.drop_absence, desk, 1)
        yield from told([people_of(desk)])
        yield f"open {[one.name for one in people_of(desk).open_sections]} active {[one.name for one in people_of(desk).active]}"
        yield from (f"{note}" for entry in history.noted(desk.store) for note in entry.notes)

    approved("people_come_and_go", tell())


def test_times_practices_phrases_and_copies(
    approved, desk: Desk, do: Do, clock: Clock, tmp_path
) -> None:
    asked = [
        do(
            "register",
            None,
            "2026-03-06",
            applicant_name=name,
            information_sought="《2023年工作要点》",
        ).request_id
        for name in ("林一帆", "林一帆", "江晓舟")
    ]
    refused = ("decide", "2026-03-11", {"kind": "REFUSED_WORKING_PAPERS", "reasons": "讨论记录"})
    for one in asked[:2]:
        for act, on, values in (REVIEW, refused, SERVED):
            do(act, one, on, **values)

    def tell() -> Iterator[str]:
        for typed in ("9:00、14:30", "", "8", "25:00", "9：5 9:05，10", "x", "9:60"):
            yield from tried(reminders.keep_reminder_times, desk, typed)
            yield f"  {reminders.reminder_times(desk)}"
        reminders.keep_reminder_times(desk, "9:00、14:30")
        for day in (date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 7), date(2026, 4, 13)):
            for at in (time(8, 59), time(9), time(14, 30), time(20)):
                now = datetime.combine(day, at)
                desk.clock = partial(datetime.fromisoformat, now.isoformat())
                missed = [
                    reminders.missed_reminder(desk, given)
                    for given in (
                        None,
                        now,
                        now - timedelta(hours=1),
                        now + timedelta(hours=1),
                        now - timedelta(days=3),
                    )
                ]
                yield f"{now}: {[str(one) for one in missed]} {reminders.pressing(desk).words} {reminders.pressing(desk).in_all}"
                yield f"  {reminders.reminder_words(desk)}"
        desk.clock = clock
        for name, value in (
            ("answer_day_counts", True),
            ("secrecy_referral_pauses", True),
            ("payment_opens_fresh_period", False),
            ("no such", 1),
            ("answer_day_counts", "x"),
        ):
            yield from tried_any(office_settings.set_practice, desk, name, value)
        yield f"{desk.practice == Practice()} {load(desk, asked[2]).case.due_on}"
        office_settings.expect_units(desk, ["甲局", "乙局"])
        yield f"{office_settings.units_expected(desk)}"
        for kind, text in (
            ("REFUSED_WORKING_PAPERS", " 过程稿 "),
            ("REFUSED_WORKING_PAPERS", ""),
            ("PROVIDED", "x" * 2001),
            ("PROVIDED", "x" * 2000),
            ("REFUSED_WORKING_PAPERS", "讨论记录"),
        ):
            yield from tried(phrases.keep_phrase, desk, kind, text)
        for one in asked:
            yield f"{[(phrase.text[:9], phrase.note) for phrase in phrases.phrases_for(desk, one, 'REFUSED_WORKING_PAPERS')]} {[phrase.note for phrase in phrases.phrases_for(desk, one, 'PROVIDED')]}"
        for one in asked:
            try:
                yield from document_lines(repeat_sheet.repeat_sheet(desk, one))
            except ClerkError as refusal:
                yield f"  refused: {refusal}"
        yield f"{ReplyKind.REPEATED.label} {[is_due(desk), keeps_its_copies(desk), last_copy(desk), copy_words(desk)]}"
        yield f"{second_place(desk)} {second_place_words(desk)!r}"
        folder = tmp_path / "别处"
        folder.mkdir()
        yield from tried(keep_second_place, desk, folder)
        clock.day += timedelta(days=9)
        words = second_place_words(desk).replace(str(tmp_path), "").replace(os.sep, "/")
        yield f"{words!r}"
        yield from tried(keep_second_place, desk, None)
        yield f"{second_place(desk)}"

    approved("settled_by_the_office", tell())


def tried_any(doing: Callable[..., Any], *told_to: Any) -> Iterator[str]:
    try:
        yield from tried(doing, *told_to)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield f" {type(error).__name__}"
