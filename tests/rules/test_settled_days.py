"""The days of December left open are those that some way of arranging the next New Year touches."""

from datetime import date

import pytest

from rules.arrangements import feasts_of, is_weekend, ways_of
from rules.settled_days import settled_until


@pytest.mark.parametrize("year", range(2004, 2069))
def test_what_is_left_open_is_what_the_next_new_year_may_take(year: int) -> None:
    _, new_year = feasts_of(year + 1)[0]
    touched = [
        day
        for way in ways_of(new_year)
        for day in (*range(way.first, way.last + 1), *way.worked)
        if is_weekend(day) == (day in way.worked)
    ]
    assert settled_until(year) == date.fromordinal(min(touched) - 1)
