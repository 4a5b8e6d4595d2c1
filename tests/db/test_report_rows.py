from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db import requests
from db.opening import open_store
from db.report_rows import (
    counted,
    first_year,
    request_ids_in_cell,
)
from db.request_row import VOID_STATUS
from db.store import Store

KINDS = ("NATURAL_PERSON", "BUSINESS")
DAYS = st.integers(0, 3 * 366).map(lambda days: date(2024, 1, 1) + timedelta(days))


@st.composite
def entries(draw: st.DrawFn) -> dict[str, object]:
    arrived_on = draw(DAYS)
    closed_on = draw(st.none() | DAYS.filter(lambda day: day >= arrived_on))
    return {
        "applicant_kind": draw(st.sampled_from(KINDS)),
        "arrived_on": arrived_on,
        "received_on": draw(st.sampled_from([arrived_on, None])),
        "closed_on": closed_on,
        "report_row": draw(st.integers(3, 23)) if closed_on else None,
        "status": draw(st.sampled_from(["running", "closed", VOID_STATUS])),
        "pinyin": "",
    }


@hypothesis_settings(max_examples=40)
@given(st.lists(entries(), max_size=12), st.integers(2024, 2026))
def test_what_came_in_equals_what_went_out(
    tmp_path_factory: pytest.TempPathFactory, made: list[dict[str, object]], year: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "report.db"
    path.unlink(missing_ok=True)
    with open_store(path) as store:
        requests.insert_many(store, made)
        counts = counted(store, year)
        for kind in KINDS:
            closed = sum(number for (_, of), number in counts.closed.items() if of == kind)
            assert counts.new.get(kind, 0) + counts.carried_in.get(kind, 0) == (
                closed + counts.carried_out.get(kind, 0)
            )
            assert len(request_ids_in_cell(store, year, 24, kind)) == closed
        cells = {(1, kind): n for kind, n in counts.new.items()}
        cells |= {(2, kind): n for kind, n in counts.carried_in.items()}
        cells |= {(25, kind): n for kind, n in counts.carried_out.items()}
        cells |= counts.closed
        for row, kind in product((1, 2, *range(3, 24), 25), KINDS):
            assert len(request_ids_in_cell(store, year, row, kind)) == cells.get((row, kind), 0)


def enter(store: Store, received_on: str, closed_on: str | None = None, **more: object) -> int:
    values = {
        "applicant_kind": "BUSINESS", "received_on": received_on, "closed_on": closed_on,
        "report_row": 3 if closed_on else None, **more,
    }  # fmt: skip
    return requests.insert(store, values)


@pytest.mark.parametrize(
    ("received_on", "closed_on", "rows"),
    [
        pytest.param("2025-01-01", "2025-12-31", [1, 3, 24], id="first to last day"),
        pytest.param("2024-12-31", "2025-01-01", [2, 3, 24], id="closed on New Year's Day"),
        pytest.param("2024-12-30", "2024-12-31", [], id="closed the day before"),
        pytest.param("2025-12-31", "2026-01-01", [1, 25], id="closed the day after"),
        pytest.param("2025-12-31", None, [1, 25], id="still open"),
        pytest.param("2023-05-04", None, [2, 25], id="open for years"),
        pytest.param("2026-01-01", None, [], id="received the day after"),
    ],
)
def test_a_request_counts_in_the_right_rows(
    store: Store, received_on: str, closed_on: str | None, rows: list[int]
) -> None:
    request_id = enter(store, received_on, closed_on)
    found = [row for row in range(1, 26) if request_id in request_ids_in_cell(store, 2025, row)]
    assert found == rows


def test_a_request_taken_back_counts_nowhere(store: Store) -> None:
    enter(store, "2025-03-03", status=VOID_STATUS)
    counts = counted(store, 2025)
    assert (counts.new, counts.carried_out) == ({}, {})
    assert first_year(store) is None


def test_a_closed_request_without_a_row_is_not_hidden(store: Store) -> None:
    enter(store, "2025-03-03", "2025-03-04", report_row=None)
    assert counted(store, 2025).closed == {(0, "BUSINESS"): 1}


def test_the_years_of_the_report_begin_with_the_oldest_request(store: Store) -> None:
    enter(store, "2025-03-03")
    enter(store, "2023-03-03")
    assert first_year(store) == 2023
