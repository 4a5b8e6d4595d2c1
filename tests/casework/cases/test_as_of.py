from datetime import date

import pytest

from casework.cases.as_of import case_as_of, register_as_of
from casework.desk.desk import Desk
from rules.errors import ClerkError


def test_a_case_is_what_had_been_entered_by_the_end_of_the_day(
    desk: Desk, clock, do, registered: int
) -> None:
    """Entered on 6 March, extended on the 20th: on the 10th nobody knew of the extension."""
    first = case_as_of(desk, registered, date(2026, 3, 10))
    assert first is not None
    do("extend", registered, "2026-03-20", days=10, reason="多", approved_by="王建国")
    now = case_as_of(desk, registered, date(2026, 3, 20))
    then = case_as_of(desk, registered, date(2026, 3, 10))
    assert now is not None
    assert then is not None
    assert then.case.due_on == first.case.due_on
    assert now.case.due_on is not None
    assert then.case.due_on is not None
    assert now.case.due_on > then.case.due_on
    assert case_as_of(desk, registered, date(2026, 3, 5)) is None


def test_the_register_of_a_day_lists_who_was_in_it(desk: Desk, registered: int) -> None:
    (one,) = register_as_of(desk, desk.today)
    assert one.register_number
    assert one.words
    assert list(register_as_of(desk, date(2026, 3, 5))) == []


def test_a_day_ahead_is_refused(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="晚于今天"):
        list(register_as_of(desk, date(2030, 1, 1)))
