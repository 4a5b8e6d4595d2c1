"""A register with rows in every table, the same to the last byte of its history each time."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db import (
    access,
    attached_words,
    attachments,
    calendar_days,
    clocks,
    documents,
    drafts,
    erasing,
    local_days,
    numbers,
    office_books,
    people,
    public_documents,
    requests,
    settings,
    steps,
)
from db.opening import open_store
from db.sealing import Stamp
from db.store import Store
from rules.working_days import SpecialDay

AT = "2026-03-02T09:00:00+08:00"
KEPT_BY = Stamp(AT, "周敏", "zhoumin@OFFICE-1")
DAY = date(2026, 3, 2)
NATIONAL = SpecialDay(date(2026, 10, 1), False, "国庆节", "国办发明电")
MAKE_UP = SpecialDay(date(2026, 10, 10), True, "国庆节", "国办发明电")
LOCAL = SpecialDay(date(2026, 4, 15), False, "泼水节", "州政府通知")


def write_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return an open register in which each kind of row was written at least once."""
    store = open_store(path, stamp=lambda: KEPT_BY)
    # When its tables were made is sealed with the first entry.
    store.connection.execute("update _sqlite_migrations set applied_at = '2026-03-01'")
    dice = iter(range(1, 99))
    monkeypatch.setattr("db.erasing.os.urandom", lambda length: bytes([next(dice)]) * length)
    _office(store)
    for name in ("周某", "吴某甲", "郑某"):
        _case(store, name)
    _papers(store)
    _erase(store)
    return store


def _office(store: Store) -> None:
    settings.put(store, "office", {"name": "某局", "holds": [1, 2.5, None, True]})
    settings.put(store, "clerk", "周敏")
    by: dict[str, Any] = {"recorded_at": AT, "recorded_by": "周敏"}
    calendar_days.replace_year(store, 2026, [NATIONAL, MAKE_UP], source="国办发明电", **by)
    calendar_days.put_days(store, [SpecialDay(date(2026, 10, 2), False, "国庆节", "手工")], **by)
    local_days.put_local(store, "云南", [LOCAL], **by)
    with store.atomic():
        own = people.put_section(store, people.OfficeSection(0, "办公室", 2))
        people.put_section(store, people.OfficeSection(0, "法规科", 1, date(2026, 2, 1)))
        head = people.put_person(store, people.Person(0, "郑和", ("head", "clerk"), own))
        clerk = people.Person(0, "周敏", ("clerk",), own, "科员", "6600", "ZhouMin", head)
        people.put_person(store, clerk)
        people.put_absence(store, people.Absence(0, 2, 1, DAY, date(2026, 3, 6), "出差"))
    new = office_books.NewEntry(DAY, "来电询问", "电话", "open", "周敏", {"matter": "规划"})
    office_books.add(store, "enquiries", new, **by)
    public_documents.put(
        store, [public_documents.PublicDocument("规划批文", "甲1号", "2026-01-05", "https://x")]
    )
    drafts.keep(store, "register:0", {"applicant_name": "钱某"})


def _case(store: Store, name: str) -> None:
    with store.atomic():
        serial = numbers.reserve(store, "登记", 2026)
        own = requests.insert(
            store,
            {
                "register_number": f"2026-{serial}", "year": 2026, "serial": serial,
                "applicant_name": name, "matter": f"{name}要的规划批文", "phone": "13800001234",
                "received_on": DAY, "letters_text": "兹收到", "due_on": date(2026, 3, 30),
            },
        )  # fmt: skip
        first = steps.append(
            store, own, kind="received", on=DAY, recorded_at=AT, recorded_by="周敏",
            details={"applicant_name": name, "changed": {"phone": ["13800001234", 3]}},
        )  # fmt: skip
        steps.append(
            store, own, kind="annulled", on=DAY, recorded_at=AT, recorded_by="周敏",
            details={"why": "录入有误"}, annuls=first.id if serial == 3 else None,
        )  # fmt: skip
        clock = clocks.ClockRow("reply", date(2026, 3, 30), DAY, "OGI 33", "周敏")
        clocks.put(store, own, [clock])
        store.note("received", number=f"2026-{serial}")


def _papers(store: Store) -> None:
    with store.atomic():
        documents.add(
            store, 1, kind="acknowledgement", title="登记回执", step_id=1, created_at=AT,
            text="兹收到周某的申请", year=2026, serial=1, number="回〔2026〕1号",
            fields={"name": "周某"},
        )  # fmt: skip
        documents.add(store, 2, kind="reply", title="答复书", created_at=AT, status="drafted")
        attachments.add(
            store, 1, name="身份证.pdf", path="登记簿 文书/附件/ab.pdf", size=9, sha256="ab" * 32,
            added_at=AT, step_id=1,
        )  # fmt: skip
        attached_words.put(store, {"ab" * 32: ("身份证上的字", "")})
        access.add(store, [access.Access(AT, "周敏", "zhoumin@OFFICE-1", "shown", 1, "打开")])


def _erase(store: Store) -> None:
    with store.atomic(), erasing.unguarded(store):
        erasing.erase_from_steps(
            store, [3, 99], lambda _, text: ["吴某甲"] if "吴某甲" in text else [], "本人申请",
            erasing.Erased(),
        )  # fmt: skip
