"""What lists, boards and reports read of many courses, the same on both engines."""

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from db import (
    bulk,
    clocks,
    documents,
    newly,
    open_cases,
    report_facts,
    report_rows,
    requests,
    settings,
    steps,
)
from db.bulk import NewRequest, NewStep
from db.clocks import ClockRow
from db.integrity import problems
from db.sealing import Stamp
from db.store import Store
from tests.db.approved.telling import AT, BY, Telling

pytestmark = pytest.mark.on_both_engines
Approved = Callable[[str, Iterable[str]], None]
DAY = date(2026, 3, 2)


def courses() -> list[NewRequest]:
    """Return requests of three years, each of another course."""
    dice = random.Random(20261129)
    found = []
    for serial in range(36):
        received = date(2025, 1, 15) + timedelta(days=17 * serial)
        closed = received + timedelta(days=serial % 25) if serial % 4 else None
        values: dict[str, Any] = {
            "year": received.year, "serial": serial + 1, "applicant_name": f"周某{serial}",
            "register_number": f"{received.year}-{serial + 1}" if serial % 6 else "",
            "applicant_kind": dice.choice(("citizen", "firm")), "arrived_on": received,
            "received_on": received if serial % 5 else None, "closed_on": closed,
            "report_row": dice.choice((None, 5, 6, 24)) if closed else None,
            "status": "annulled" if serial % 11 == 10 else "closed" if closed else "open",
            "in_time": bool(serial % 3) if closed else None,
            "used_days": serial if closed else None,
            "reported_on": received if serial % 7 == 1 else None, "late_days": serial % 2,
            "reported_in_time": False if serial % 7 == 1 else None, "extended_days": serial % 3 * 5,
            "matter": "批文" if serial % 2 else "", "information_sought": f"全文{serial}",
            "due_on": received + timedelta(days=20), "reckoning": serial % 3,
            "missed_on": received if serial % 9 == 1 else None, "watch_on": None,
            "letters_text": "予以公开", "agent_name": "吴律师" if serial % 8 == 0 else "",
        }  # fmt: skip
        marked = {"imported_mark": f"m{serial}"} if serial % 2 else {}
        said = [NewStep("received", received, marked)]
        if closed:
            said.append(NewStep("replied", closed, {
                "kind": "granted", "ref": f"r{serial}", "delivered_on": str(closed),
                "published_on": None, "decision": "KEPT",
            }))  # fmt: skip
        if serial % 6 == 1:
            paid = {"yuan": serial, "stage": "s", "result": "x"}
            decided = {"decided_yuan": "12", "yuan": 1, "target": 4}
            said.append(NewStep("fee_paid", received, paid))
            said.append(NewStep("fee_set", received, decided))
        rows = [ClockRow(f"t{serial % 3}", received + timedelta(days=20), received, "第33条", "周")]
        found.append(NewRequest(values, said, rows * (serial % 2) + rows * (serial % 5 == 0)))
    return found


def test_courses_in_lists_boards_and_reports(
    store: Store, told: Telling, approved: Approved
) -> None:
    store.stamp = lambda: Stamp("2026-11-29T09:00:00+08:00", "周敏", "z@X")
    before = newly.mark(store)
    every = courses()
    told(bulk.enter, store, [], **BY)
    assert bulk.enter(store, every[:20], **BY) == range(1, 21)
    assert bulk.enter(store, every[20:], **BY) == range(21, 37)
    with store.atomic():
        for _ in range(2):
            paid = {"yuan": "3.5"}
            steps.append(store, 3, kind="fee_set", on=date(2027, 1, 1), details=paid, **BY)
        last = steps.last_of(store, 3)
        gone = steps.append(store, 3, kind="annulled", on=DAY, details={}, annuls=last, **BY)
        steps.append(store, 3, kind="annulled", on=DAY, details={}, annuls=gone.id, **BY)
        steps.append(store, 2, kind="annulled", on=DAY, details={}, annuls=2, **BY)
    told.lines += sorted(map(repr, bulk.numbered_requests(store)))
    told(bulk.marks_of_imports, store)
    told(open_cases.open_cases, store)
    raw = open_cases.steps_of_open_cases(store, ["received", "fee_set"])
    told.lines += [repr(one.read()) for some in raw.values() for one in some]
    for year in (2024, 2025, 2026, 2027):
        told(report_rows.counted, store, year)
        for row in (1, 2, 5, 6, 23, 24, 25):
            for kind in (None, "firm"):
                ids = report_rows.request_ids_in_cell(store, year, row, kind).tolist()
                told.lines.append(f"{year} {row} {kind}: {ids}")
    told(report_rows.first_year, store)
    for last_day in (date(2025, 6, 30), date(2026, 12, 31)):
        told(report_facts.year_lines, store, last_day)
        told(report_facts.asked_for, store, last_day)
    told(report_facts.request_facts, store, date(2026, 12, 31))
    facts = report_facts.request_facts
    spring = date(2026, 3, 1)
    asked: tuple[dict[str, Any], ...] = ({}, {"since": spring}, {"since": spring, "also": [1, 99]})
    for said in asked:
        some = [one.id for one in facts(store, date(2026, 8, 9), **said)]
        told.lines.append(f"{said}: {some}")
    told(report_facts.step_facts, store, ["replied"])
    told(report_facts.step_facts, store, ["replied", "received"], [2, 3])
    told(report_facts.happenings, store, ["fee_paid", "fee_set"])
    told(report_facts.happenings, store, ["fee_set"], date(2025, 12, 31))
    for one, history in report_facts.requests_with_steps(store, date(2026, 1, 1), date(2026, 3, 1)):
        told.lines += [repr(one), *(f"  {step!r}" for step in history)]
    asked = (
        {}, {"first": date(2026, 3, 1), "last": date(2026, 6, 1)}, {"missed": True},
        {"tasks": ["t1", "t2"], "limit": 4}, {"tasks": []}, {"request_ids": [1, 2, 6, 10]},
    )  # fmt: skip
    for said in asked:
        told(clocks.due, store, **said)
    told(clocks.count_by_day, store)
    told(clocks.count_by_day, store, date(2026, 3, 1), date(2026, 6, 1))
    told(clocks.first_due, store, ["t1", "t2"])
    told(clocks.first_due, store, ["t3"])
    told(clocks.first_due, store, ["none"])
    told(clocks.of_request, store, 6)
    told(clocks.put, store, 6, [ClockRow("b", DAY, DAY, "x", "z"), ClockRow("a", DAY, DAY, "", "")])
    told(clocks.of_request, store, 6)
    told(steps.of_request, store, 3)
    told(steps.on_day, store, "received", date(2025, 2, 1))
    told(steps.on_day, store, "fee_set", date(2027, 1, 1))
    told(steps.latest, store, "fee_set", 3)
    told(steps.of_kinds, store, ["fee_set", "none"])
    told.lines += [repr((own, [one.id for one in some])) for own, some in steps.of_all(store)]
    told(steps.last_of, store, 99)
    told(steps.one, store, 3)
    told(steps.count, store)
    assert newly.since(store, before).requests == frozenset(range(1, 37))
    told.lines.append(f"mark: {how_far(newly.mark(store))}")
    assert problems(store) == []
    approved("courses", told.lines)


def how_far(mark: newly.HistoryMark) -> str:
    """Say how far a mark is; its hash holds when the register was made."""
    return f"HistoryMark(entries={mark.entries}, steps={mark.steps})"


def test_what_was_written_since_a_look(
    store: Store, told: Telling, approved: Approved, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = (Stamp(f"2026-11-29T09:0{at}:00+08:00", f"人{at}", f"机{at}") for at in range(9))
    marks = [newly.mark(store)]

    def act(*notes: str) -> None:
        marks.append(newly.mark(store))
        stamp = next(stamps)
        store.stamp = lambda: stamp
        for note in notes:
            store.note(note, x=1)

    with store.atomic():
        act("received")
        requests.insert(store, {"applicant_name": "周某", "pinyin": "-"})
        steps.append(store, 1, kind="received", on=DAY, details={}, **BY)
    with store.atomic():
        act("first", "second")
        requests.insert(store, {"applicant_name": "吴某", "pinyin": "-"})
        documents.add(store, 1, kind="reply", title="甲", created_at=AT)
    with store.atomic():
        act()
        settings.put(store, "a", 1)
    with store.atomic():
        act("noted")
        steps.append(store, 2, kind="noted", on=DAY, details={}, **BY)
    with store.atomic():
        act("empty")
    for mark in marks:
        found = newly.since(store, mark)
        told.lines.append(
            f"{how_far(mark)}: {how_far(found.until)} {sorted(found.tables)} {found.requests}"
        )
        told.lines += [f"  {own}: {said!r}" for own, said in sorted(found.said.items())]
    for name, value in (("_MANY_ENTRIES", 2), ("_MOST_CHARACTERS", 90)):
        with monkeypatch.context() as patch:
            patch.setattr(newly, name, value)
            for mark in marks:
                found = newly.since(store, mark)
                told.lines.append(
                    f"{name} {how_far(mark)}: {sorted(found.tables)} {found.requests}"
                )
    approved("written_since", told.lines)
