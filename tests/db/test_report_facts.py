from datetime import date

import pytest

from db import requests, steps
from db.report_facts import happenings, request_facts, requests_with_steps, step_facts


@pytest.fixture
def two(store):
    """Two requests of different years, the second with a step taken back."""
    first = a_request(store, "2025-12-30", "依申请〔2025〕1号")
    second = a_request(store, "2026-01-05", "依申请〔2026〕1号")
    a_step(store, first, "reconsidered", "2026-02-02")
    a_step(store, first, "reconsideration_decided", "2026-03-02", result="UPHELD")
    wrong = a_step(store, second, "correction_noticed", "2026-01-06")
    a_step(store, second, "annulled", "2026-01-07", annuls=wrong)
    a_step(store, second, "fee_noticed", "2026-01-08", decided_yuan=100)
    return first, second


def a_request(store, received_on, number):
    return requests.insert(
        store,
        {
            "register_number": number,
            "applicant_name": "林一帆",
            "applicant_kind": "NATURAL_PERSON",
            "received_on": date.fromisoformat(received_on),
            "status": "running",
        },
    )


def a_step(store, request_id, kind, on, annuls=None, **details):
    return steps.append(
        store,
        request_id,
        kind=kind,
        on=date.fromisoformat(on),
        details=details,
        recorded_at=f"{on}T09:00:00",
        recorded_by="周敏",
        annuls=annuls,
    ).id


def test_requests_come_oldest_first_and_none_after_the_day(store, two):
    first, second = two
    assert [fact.id for fact in request_facts(store, date(2026, 12, 31))] == [first, second]
    assert [fact.id for fact in request_facts(store, date(2025, 12, 31))] == [first]


def test_a_void_request_is_not_there(store, two):
    requests.update(store, two[0], {"status": "annulled"})
    assert [fact.id for fact in request_facts(store, date(2026, 12, 31))] == [two[1]]


def test_a_step_taken_back_is_no_fact(store, two):
    assert step_facts(store, ("correction_noticed",)) == {}


def test_an_annulment_taken_back_puts_its_step_back(store, two):
    annulment = max(
        record.id for record in steps.of_request(store, two[1]) if record.kind == "annulled"
    )
    a_step(store, two[1], "annulled", "2026-01-09", annuls=annulment)
    assert [fact.on for fact in step_facts(store, ("correction_noticed",))[two[1]]] == [
        "2026-01-06"
    ]


def test_what_happened_comes_request_by_request_in_the_order_of_its_days(store, two):
    kinds = ("reconsidered", "reconsideration_decided", "fee_noticed")
    told = [(one.request_id, one.kind, one.result, one.yuan) for one in happenings(store, kinds)]
    assert told == [
        (two[0], "reconsidered", None, 0),
        (two[0], "reconsideration_decided", "UPHELD", 0),
        (two[1], "fee_noticed", None, 100),
    ]


def test_a_year_has_its_requests_with_all_their_steps(store, two):
    ((row, records),) = requests_with_steps(store, date(2026, 1, 1), date(2026, 12, 31))
    assert row.id == two[1]
    assert [record.kind for record in records] == ["correction_noticed", "annulled", "fee_noticed"]
