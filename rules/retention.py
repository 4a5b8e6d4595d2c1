"""How long the file of a closed case is kept, as the office's own schedule says.

The schedule is the office's, approved by the archives authority of its level; what stands in the
step of filing is its answer for this case. A period runs in whole years from the end of the year
of filing.
"""

import re
from datetime import date
from typing import NamedTuple

from rules.law import Basis
from rules.provisions import Provision

SCHEDULE_BASIS: Basis = Provision.RETENTION_SCHEDULE
_YEARS = re.compile(r"(\d{1,3})\s*年")
_PERMANENT = ("永久", "长期")


class KeptFor(NamedTuple):
    """A period of keeping: permanent, so many years, or not said (neither)."""

    is_permanent: bool
    years: int | None


def kept_for(words: str) -> KeptFor:
    """Return the period that words such as 30年 or 永久 name; the longer reading where unsure."""
    if any(word in words for word in _PERMANENT):
        return KeptFor(is_permanent=True, years=None)
    years = [int(one) for one in _YEARS.findall(words)]
    return KeptFor(is_permanent=False, years=max(years, default=None))


def kept_until(filed_on: date, words: str) -> date | None:
    """Return the last day of the period; None where it has no end or none was said."""
    years = kept_for(words).years
    if years is None or filed_on.year + years > date.max.year:
        return None
    return date(filed_on.year + years, 12, 31)
