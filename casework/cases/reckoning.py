"""Which rows an older version of the rules has made; read at every look of the day."""

from collections.abc import Sequence

from casework.desk.desk import Desk
from db import requests

# The version of the rules that makes a row's columns. To be counted up when what a column says
# changes; rows made by an older one are then made anew.
RECKONING = 5
# A look of the day lasts no longer than so many rows: the next minute goes on.
MOST_AT_ONCE = 1_000


def older(desk: Desk, *, limit: int = MOST_AT_ONCE) -> Sequence[int]:
    """Return the requests whose rows are to be made anew, the open ones first."""
    return requests.older_reckoning(desk.store, RECKONING, limit)
