from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db import numbers
from db.opening import open_store
from db.store import Store
from rules.errors import ClerkError
from tests.engines import outside

pytestmark = pytest.mark.on_both_engines


def reserved(store: Store, kind: str = "request", year: int = 2026) -> int:
    with store.atomic():
        return numbers.reserve(store, kind, year)


def test_a_series_begins_at_one_and_leaves_no_gap(store: Store) -> None:
    assert [reserved(store) for _ in range(3)] == [1, 2, 3]


def test_each_kind_and_year_has_its_own_series(store: Store) -> None:
    assert reserved(store) == reserved(store, year=2027) == reserved(store, "reply") == 1


def test_a_number_given_back_is_the_next_to_go_out(store: Store) -> None:
    for _ in range(3):
        reserved(store)
    numbers.give_back(store, "request", 2026, 2)
    numbers.give_back(store, "request", 2026, 1)
    assert numbers.given_back(store, "request", 2026) == [1, 2]
    assert numbers.peek(store, "request", 2026) == 1
    assert [reserved(store) for _ in range(3)] == [1, 2, 4]


def test_a_number_goes_back_with_the_act_that_failed(store: Store) -> None:
    def fail() -> None:
        with store.atomic():
            numbers.reserve(store, "request", 2026)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert reserved(store) == 1


def test_a_number_is_only_reserved_within_the_act_that_uses_it(store: Store) -> None:
    with pytest.raises(RuntimeError):
        numbers.reserve(store, "request", 2026)


def test_a_number_that_was_never_taken_cannot_be_given_back(store: Store) -> None:
    with pytest.raises(LookupError):
        numbers.give_back(store, "request", 2026, 1)
    reserved(store)
    numbers.give_back(store, "request", 2026, 1)
    with pytest.raises(LookupError):
        numbers.give_back(store, "request", 2026, 1)


def test_a_series_goes_on_after_a_number_of_elsewhere(store: Store) -> None:
    numbers.take(store, "request", 2026, 36)
    assert reserved(store) == 37
    with pytest.raises(ClerkError, match="2026年第36号已经用过"):
        numbers.take(store, "request", 2026, 36)


def test_two_writers_cannot_be_given_one_number(store: Store, register_path: Path) -> None:
    """Even a writer that minds no lock is stopped by the row of the first."""
    reserved(store)
    with outside(register_path) as other, pytest.raises(Exception, match=r"(?i)unique"):
        other.execute("insert into number values ('request', 2026, 1, 1)")


class Series(RuleBasedStateMachine):
    """A series beside the plainest model of one: the set of numbers in use."""

    path: Path

    def __init__(self) -> None:
        super().__init__()
        self.store = open_store(type(self).path)
        self.year = int(self.store.value("select coalesce(max(year), 0) + 1 from number"))
        self.in_use: set[int] = set()

    @rule()
    def reserve(self) -> None:
        serial = reserved(self.store, year=self.year)
        assert serial == next(n for n in range(1, 99) if n not in self.in_use)
        self.in_use.add(serial)

    @precondition(lambda self: self.in_use)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        serial = data.draw(st.sampled_from(sorted(self.in_use)))
        numbers.give_back(self.store, "request", self.year, serial)
        self.in_use.remove(serial)

    @invariant()
    def what_is_in_use_is_known(self) -> None:
        for serial in range(1, 12):
            taken = numbers.is_taken(self.store, "request", self.year, serial)
            assert taken == (serial in self.in_use)

    def teardown(self) -> None:
        self.store.close()


def test_a_series_is_gap_free_whatever_is_given_back(tmp_path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Series.path = tmp_path / "series.db"
    run_state_machine_as_test(
        Series, settings=hypothesis_settings(max_examples=20, stateful_step_count=12)
    )


def test_numbers_handed_out_in_memory_are_written_when_kept(store: Store) -> None:
    for _ in range(3):
        reserved(store)
    numbers.give_back(store, "request", 2026, 2)
    series = numbers.Series(store, "request")
    series.take(2026, 7)
    series.pass_over(2026, 9)
    assert [series.reserve(2026) for _ in range(3)] == [2, 10, 11]
    series.give_back(2026, 10)
    series.pass_over(2026, 11)
    with pytest.raises(ClerkError):
        series.take(2026, 7)
    assert numbers.peek(store, "request", 2026) == 2
    with store.atomic():
        series.keep()
    assert numbers.given_back(store, "request", 2026) == [10]
    assert [reserved(store) for _ in range(2)] == [10, 11]


def test_a_number_passed_over_is_not_handed_out_even_if_it_was_given_back(store: Store) -> None:
    for _ in range(3):
        reserved(store)
    for serial in (1, 2):
        numbers.give_back(store, "request", 2026, serial)
    series = numbers.Series(store, "request")
    series.pass_over(2026, 2)
    assert [series.reserve(2026) for _ in range(2)] == [1, 4]
