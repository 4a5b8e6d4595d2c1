"""What extension and deferral do to the clocks, counted by hand."""

import pytest

from rules.fold import refusal
from rules.provisions import OGI
from rules.time_limits import ClockKind
from rules.what_if import last_days
from tests.rules.worked_cases import K, a_case, a_step, d, refused


class TestExtension:
    def test_lengthens_the_period_by_the_days_granted(self) -> None:
        assert a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=20)).due_on == (
            d("2026-05-07")
        )
        assert a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=1)).due_on == (
            d("2026-04-07")
        )

    def test_shows_in_the_days_of_the_reply_clock(self) -> None:
        case = a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=5))
        reply = next(one for one in case.clocks if one.kind is ClockKind.REPLY)
        assert (reply.days, reply.basis) == (25, OGI.at(33, 2))

    def test_is_twenty_days_where_no_number_is_given(self) -> None:
        assert a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20")).due_on == d("2026-05-07")

    def test_may_be_granted_on_the_last_day_and_not_after_it(self) -> None:
        case = a_case("2026-03-06")
        assert case.due_on == d("2026-04-03")
        assert refusal(case, a_step(K.EXTENDED, "2026-04-03", days=5)) is None
        error = refused(case, a_step(K.EXTENDED, "2026-04-04", days=5))
        assert (error.basis, error.field) == (OGI.at(33, 2), "on")
        assert "期限为2026-04-03" in error.message

    def test_is_granted_once_a_period(self) -> None:
        case = a_case("2026-03-06", a_step(K.EXTENDED, "2026-03-20", days=5))
        error = refused(case, a_step(K.EXTENDED, "2026-03-23", days=5))
        assert "已于2026-03-20延长过一次" in error.message

    @pytest.mark.parametrize("days", [0, -1, 21])
    def test_has_from_one_to_twenty_days(self, days: int) -> None:
        error = refused(a_case("2026-03-06"), a_step(K.EXTENDED, "2026-03-20", days=days))
        assert (error.basis, error.field) == (OGI.at(33, 2), "days")

    def test_was_fifteen_days_at_most_under_the_old_regulation(self) -> None:
        assert refusal(a_case("2019-05-06"), a_step(K.EXTENDED, "2019-05-08", days=15)) is None
        assert refusal(a_case("2019-05-06"), a_step(K.EXTENDED, "2019-05-08", days=16)) is not None

    def test_waits_for_nothing_that_has_stopped(self) -> None:
        stopped = a_case("2026-03-06", a_step(K.CORRECTION_NOTICED, "2026-03-10"))
        assert "等待申请人补正" in refused(stopped, a_step(K.EXTENDED, "2026-03-11")).message


class TestDeferral:
    def test_replaces_the_due_day(self) -> None:
        case = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-06-30"))
        assert case.due_on == d("2026-06-30")
        reply = next(one for one in case.clocks if one.kind is ClockKind.REPLY)
        assert reply.basis == OGI.at(35)

    def test_names_a_day_that_rests_on_no_calendar(self) -> None:
        put_off = a_step(K.DEFERRED, "2026-12-23", until="2027-03-31")
        case = a_case("2026-12-18", put_off, as_of="2026-12-25")
        assert (case.due_on, case.is_unpublished) == (d("2027-03-31"), False)
        assert [one.is_named for one in case.clocks if one.kind is ClockKind.REPLY] == [True]
        assert K.EXTENDED not in {one.kind for one in last_days(case)}

    def test_must_name_a_later_day_within_the_period(self) -> None:
        case = a_case("2026-03-06")
        no_later = refused(case, a_step(K.DEFERRED, "2026-03-20", until="2026-03-20"))
        assert "应当晚于告知日期" in no_later.message
        unnamed = refused(case, a_step(K.DEFERRED, "2026-03-20"))
        assert (no_later.field, unnamed.field) == ("until", "until")
        late = refused(case, a_step(K.DEFERRED, "2026-04-07", until="2026-06-30"))
        assert late.basis == OGI.at(35)

    def test_that_names_no_later_day_than_the_law_is_said_to_defer_nothing(self) -> None:
        same = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-04-03"))
        later = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-04-07"))
        assert "没有延迟" in same.warnings[0]
        assert not later.warnings

    def test_leaves_no_room_for_an_extension(self) -> None:
        case = a_case("2026-03-06", a_step(K.DEFERRED, "2026-03-20", until="2026-06-30"))
        error = refused(case, a_step(K.EXTENDED, "2026-03-23"))
        assert "延迟答复" in error.message
        assert error.basis == OGI.at(35)

    def test_waits_for_nothing_that_has_stopped(self) -> None:
        stopped = a_case("2026-03-06", a_step(K.CORRECTION_NOTICED, "2026-03-10"))
        error = refused(stopped, a_step(K.DEFERRED, "2026-03-11", until="2026-06-30"))
        assert "等待申请人补正" in error.message
