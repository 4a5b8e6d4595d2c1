"""Up to which day the published notices settle the days: what the next one may move is open.

Apart from `rules.forecast`, which says what may come: the window's first list asks only this.
"""

from datetime import date, timedelta
from typing import Final

# How many days of December the next notice may still set apart, by the weekday of its New Year.
_LEFT_OPEN: Final = (0, 3, 0, 5, 0, 1, 2)


def settled_until(year: int) -> date:
    """Return the last day that the notices up to the one for `year` settle.

    The next notice may still move the last days of December for its New Year: they are left open,
    so that no limit that ends on them is promised too late.
    """
    return date(year, 12, 31) - timedelta(days=_LEFT_OPEN[date(year + 1, 1, 1).weekday()])
