"""What every room of `db/` answers over a life of a register, the same on both engines."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from db import (
    access,
    attached_words,
    attachments,
    calendar_days,
    documents,
    drafts,
    local_days,
    numbers,
    office_books,
    people,
    public_documents,
    requests,
    settings,
    steps,
)
from db.office_books import NewEntry
from db.people import Absence, OfficeSection, Person
from db.store import Store
from rules.working_days import SpecialDay
from tests.db.approved.telling import AT, BY, Telling

pytestmark = pytest.mark.on_both_engines
Approved = Callable[[str, Iterable[str]], None]
DAY = date(2026, 3, 2)


def test_numbers_settings_and_drafts(store: Store, told: Telling, approved: Approved) -> None:
    for kind, year in (("登记", 2026), ("登记", 2025)):
        told(numbers.peek, store, kind, year)
    told(numbers.reserve, store, "登记", 2026)
    with store.atomic():
        for _ in range(3):
            told(numbers.reserve, store, "登记", 2026)
        told(numbers.take, store, "登记", 2026, 9)
        told(numbers.take, store, "登记", 2026, 2)
        told(numbers.give_back, store, "登记", 2026, 2)
        told(numbers.give_back, store, "登记", 2026, 2)
        told(numbers.give_back, store, "登记", 2026, 1)
        told(numbers.peek, store, "登记", 2026)
        told(numbers.reserve, store, "登记", 2026)
        told(numbers.take, store, "登记", 2026, 2)
        told(numbers.reserve, store, "登记", 2026)
    for ask in (numbers.taken, numbers.given_back, numbers.peek):
        told(ask, store, "登记", 2026)
    told(numbers.give_back, store, "登记", 2026, 3)
    told(numbers.give_back, store, "登记", 2026, 1)
    for serial in (1, 2, 5):
        told(numbers.is_taken, store, "登记", 2026, serial)
    told(numbers.given_back, store, "登记", 2026)
    series = numbers.Series(store, "登记")
    for act, words in (
        (series.reserve, ()), (series.reserve, ()), (series.reserve, ()), (series.take, (30,)),
        (series.take, (30,)), (series.take, (9,)), (series.take, (20,)), (series.reserve, ()),
        (series.give_back, (20,)), (series.reserve, ()), (series.give_back, (31,)),
        (series.pass_over, (40,)), (series.pass_over, (1,)), (series.reserve, ()),
        (series.reserve, ()), (series.reserve, ()), (series.give_back, (77,)),
    ):  # fmt: skip
        told(act, 2026, *words)
    told(series.reserve, 2027)
    told(numbers.taken, store, "登记", 2027)
    with store.atomic():
        series.keep()
        series.keep()
    for year in (2026, 2027):
        told(numbers.taken, store, "登记", year)
        told(numbers.given_back, store, "登记", year)
    told(settings.value, store, "a", "x")
    for name, value in (("a", {"b": [1, None]}), ("a", "y"), ("c", 5), ("d", None), ("e", True)):
        told(settings.put, store, name, value)
    told(settings.everything, store)
    told(settings.value, store, "a", "x")
    told(settings.value, store, "a", 5)
    told(settings.value, store, "c", "x")
    told(settings.value, store, "c")
    told(settings.value, store, "c", kind=str)
    told(settings.value, store, "e", 0)
    told(settings.forget, store, "a")
    told(settings.everything, store)
    told(drafts.draft, store, "x")
    for key in ("x", "a:1", "x"):
        told(drafts.keep, store, key, {"名": key, "n": [1]})
    told(drafts.draft, store, "x")
    told(drafts.keys, store)
    told(drafts.altered, store)
    store.run("update draft set fields = '{}' where key like '%x'")
    store.run("delete from draft where key like '%a:1'")
    assert len(drafts.altered(store)) == 2
    told(drafts.drop, store, "x")
    told(drafts.keys, store)
    told.lines.append(drafts.draft_digest("x", "{}"))
    approved("numbers_settings_drafts", told.lines)


def test_people_books_and_days(store: Store, told: Telling, approved: Approved) -> None:
    for section in (OfficeSection(0, "乙科", 2), OfficeSection(0, "甲科", 1, DAY),
                    OfficeSection(0, "丙科", 2), OfficeSection(2, "甲处", 3)):  # fmt: skip
        told(people.put_section, store, section)
    told(people.sections, store)
    for person in (
        Person(0, "郑和"), Person(0, "周敏", ("clerk", "head"), 1, "科员", "66", "ZhouMin", 1),
        Person(0, "旧人", (), 2, account="zhoumin", retired_on=DAY),
        Person(0, "又", account="zhoumin"), Person(1, "郑 和", ("head",), 3, account="zh"),
    ):  # fmt: skip
        told(people.put_person, store, person)
    told(people.people, store)
    for account in ("", "ZHOUMIN", "zh", "nobody"):
        told(people.of_account, store, account)
    for absence in (
        Absence(0, 1, 2, date(2026, 3, 9), date(2026, 3, 9), "病"), Absence(0, 2, 1, DAY, DAY),
        Absence(0, 1, 2, DAY, date(2026, 3, 8)), Absence(2, 2, 1, DAY, date(2026, 3, 3), "会"),
    ):  # fmt: skip
        told(people.put_absence, store, absence)
    told(people.absences, store)
    told(people.drop_absence, store, 1)
    told(people.absences, store)
    for at, (book, state) in enumerate(
        (("a", "open"), ("a", "done"), ("b", "open"), ("a", "open"), ("a", "struck"), ("b", "x"))
    ):
        entry = NewEntry(DAY + timedelta(days=20 * at), f"题{at}", "电话", state, "周", {"n": at})
        told(office_books.add, store, book, entry, **BY)
    first = told(office_books.one, store, 1)
    told(office_books.one, store, 77)
    for hour in ("10", "11"):
        new = NewEntry(date(2026, 4, 1), f"改{hour}", "来访", "open", "郑", {"n": hour})
        told(office_books.change, store, first, new, at=f"2026-03-02T{hour}:00:00", by="郑和")
        first = told(office_books.one, store, 1)
    requests.insert(store, {"applicant_name": "周某", "pinyin": "-"})
    told(office_books.link, store, 4, 1, "turned")
    spans: tuple[dict[str, Any], ...] = (
        {}, {"since": date(2026, 3, 22)}, {"until": date(2026, 3, 22)}, {"state": "open"},
        {"since": date(2026, 4, 1), "until": date(2026, 4, 1)},
        {"since": date(2026, 4, 2), "until": date(2026, 5, 1), "state": "turned"},
    )  # fmt: skip
    for said in spans:
        told(office_books.of_book, store, "a", **said)
    told(office_books.counted, store, "a", date(2026, 3, 22), date(2026, 4, 30))
    told(office_books.counted, store, "a", DAY, date(2027, 1, 1))
    for until in (date(2026, 4, 10), date(2026, 4, 11), date(2027, 1, 1)):
        told(office_books.pressing, store, {"a": "open", "b": "open"}, until)
    off, works = (
        SpecialDay(date(2026, 10, 1), False, "国庆", "甲"),
        SpecialDay(date(2026, 10, 10), True, "国庆", "甲"),
    )
    told(calendar_days.published_until, store)
    told(calendar_days.replace_year, store, 2026, [works, off], source="甲", **BY)
    told(calendar_days.published_until, store)
    unknown = calendar_days.YearState.MISSING
    late = SpecialDay(date(2026, 12, 31), False, "元旦", "乙")
    told(calendar_days.replace_year, store, 2027, [late], source="", state=unknown, **BY)
    told(calendar_days.replace_year, store, 2025, [], source="旧", **BY)
    told(calendar_days.published_until, store)
    for year, day in ((None, off._replace(name="改")), (2027, late._replace(is_working=True)),
                      (None, SpecialDay(date(2029, 1, 1), False, "元旦", "手工"))):  # fmt: skip
        told(calendar_days.put_days, store, [day], year=year, **BY)
    spans = (
        {}, {"year": 2026}, {"year": 2027}, {"since": date(2026, 10, 10)},
        {"year": 2026, "since": date(2026, 10, 11)},
    )  # fmt: skip
    for said in spans:
        told(calendar_days.special_days, store, **said)
    told(calendar_days.years, store)
    told(calendar_days.changes, store)
    told(calendar_days.changes, store, 2027)
    told(calendar_days.replace_year, store, 2028, [], source="丙", **BY)
    told(calendar_days.published_until, store)
    for region, days in (("云南", [off, works]), ("广西", [off]), ("云南", [late, off])):
        told(local_days.put_local, store, region, days, **BY)
    told(local_days.local_days, store)
    told(local_days.local_days, store, "云南", since=date(2026, 10, 2))
    told(local_days.drop_local, store, "云南", 2026, **BY)
    told(local_days.local_days, store)
    lines = store.rows("select region, recorded_at, recorded_by, days from local_day_change")
    approved("people_books_days", [*told.lines, *map(repr, lines)])


def test_papers_looks_and_what_is_public(store: Store, told: Telling, approved: Approved) -> None:
    for name in ("周某", "吴某"):
        requests.insert(store, {"applicant_name": name, "pinyin": "-", "information_sought": name})
    steps.append(store, 1, kind="received", on=DAY, details={}, **BY)
    letters: tuple[dict[str, Any], ...] = (
        {"kind": "reply", "title": "甲", "created_at": AT, "text": "文一", "number": "文1"},
        {"kind": "reply", "title": "乙", "created_at": "2026-03-03T00:00:00", "step_id": 1,
         "year": 2026, "serial": 4, "number": "文1"},
        {"kind": "notice", "title": "丙", "created_at": "2026-03-02", "status": "drafted",
         "text": "文三", "year": 2026, "serial": 5, "fields": {"x": [1, "乙"]}, "number": "x"},
        {"kind": "notice", "title": "丁", "created_at": "2026-03-02T23:59:59", "text": "没",
         "status": "withdrawn", "year": 2026, "serial": 6},
    )  # fmt: skip
    for at, said in enumerate(letters):
        told(documents.add, store, 1 + at % 2, **said)
    for values in ({"title": "甲甲", "fields": {"y": 1}}, {"serial": 8, "year": 2026}, {"id": 4},
                   {"request_id": 2, "a": 1}, {}):  # fmt: skip
        told(documents.change, store, 1, values)
    told(documents.change, store, 99, {"title": "无"})
    told(documents.revise, store, 1)
    for ask in (documents.one, documents.of_request):
        for own in (1, 2, 99):
            told(ask, store, own)
    told(documents.everything, store)
    told(documents.of_step, store, 1)
    told(documents.drafted, store)
    for number in ("文1", "", "x", "y"):
        told(documents.with_number, store, number)
    for kinds, but in ((("reply", "notice"), 0), (("reply", "notice"), 2), (("notice",), 0)):
        told(documents.serials, store, kinds, 2026, but=but)
    for day in (date(2026, 3, 1), DAY, date(2026, 3, 3)):
        told(documents.made_on, store, day)
    for own in (1, 2):
        told(documents.texts, store, own)
    for name, sha256, step_id in (("a.pdf", "aa", 1), ("b.pdf", "bb", None), ("c.pdf", "aa", None)):
        told(
            attachments.add, store, 1 + (name == "c.pdf"), name=name, path=f"登记簿 文书/{name}",
            size=3, sha256=sha256, added_at=AT, step_id=step_id, to_disclose=name == "b.pdf",
        )  # fmt: skip
    told(attachments.mark, store, 3, to_disclose=True)
    told(attachments.of_request, store, 1)
    told(attachments.everything, store)
    told(attachments.requests_disclosing, store, 5)
    told(attachments.requests_disclosing, store, 1)
    told(attachments.mark, store, 2, to_disclose=False)
    told(attachments.requests_disclosing, store, 5)
    told(attachments.place, store, 2, "登记簿 文书/别处.pdf")
    told(attachments.uses, store, "aa")
    told(attached_words.unread, store)
    told(attached_words.put, store, {"aa": ("字", ""), "bb": ("", "图")})
    told(attached_words.put, store, {"aa": ("字字", "")})
    told(attached_words.unread, store)
    told(attached_words.everything, store)
    told(attached_words.of_request, store, 1)
    told(attached_words.requests_with, store, ["aa", "bb", "cc"])
    told(attachments.remove, store, 1)
    told(attachments.everything, store)
    looks = [access.Access(AT, "周", "机", "shown", 1, "看 周某")]
    looks.append(access.Access(AT, "郑", "机", "list"))
    told(access.add, store, looks)
    told(access.every, store)
    told(access.every, store, 1)
    some = [public_documents.PublicDocument("批文", "1号", "2026-01-05", "网"),
            public_documents.PublicDocument("批文", "2号")]  # fmt: skip
    told(public_documents.put, store, some)
    told(public_documents.put, store, [some[0]._replace(published_on=""), some[1]._replace(
        published_on="2026-02-02"), some[1]._replace(number="3号")])  # fmt: skip
    told(public_documents.count, store)
    for decision, place in (("PUBLISHED", " 栏 "), ("PUBLISHED", ""), ("KEPT", "栏")):
        details = {"decision": decision, "place": place, "published_on": "2026-03-01"}
        steps.append(store, 2, kind="publication_reviewed", on=DAY, details=details, **BY)
    last = steps.append(store, 1, kind="publication_reviewed", on=DAY, details=details, **BY)
    told(public_documents.state, store)
    steps.append(store, 1, kind="annulled", on=DAY, details={}, annuls=last.id, **BY)
    often = NewEntry(DAY, "多", "", "已公开", "", {"matter": "多 问", "place": " 栏\n二 "})
    told(office_books.add, store, "often_asked", often, **BY)
    told(public_documents.state, store)
    told(public_documents.every, store)
    told(public_documents.clear, store)
    told(public_documents.every, store)
    told(public_documents.state, store)
    approved("papers_looks_public", told.lines)
