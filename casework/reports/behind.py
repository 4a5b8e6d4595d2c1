"""The requests behind each figure of the overview, so that a picture is also a list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from casework.reports.analysis import Analysis, group_of
from casework.reports.request_facts import ReportedRequest

Ids = tuple[int, ...]
K = TypeVar("K", int, str)


class Behind(NamedTuple):
    """Ids by month from 1, by group of outcomes, and by working days used.

    `open_days` are those still open beyond their day.
    """

    received: Mapping[int, Ids]
    closed: Mapping[int, Ids]
    groups: Mapping[str, Ids]
    days: Mapping[int, Ids]
    open_days: Mapping[int, Ids]


def behind(requests: Sequence[ReportedRequest], analysis: Analysis) -> Behind:
    """Return the ids of the requests that each figure of an analysis counts."""
    received, closed, days = (defaultdict[int, list[int]](list) for _ in range(3))
    groups, open_days = defaultdict[str, list[int]](list), defaultdict[int, list[int]](list)
    for one in requests:
        if one.received_on.year == analysis.year:
            received[one.received_on.month].append(one.request_id)
        if (on := one.counts_closed_on) and on.year == analysis.year:
            closed[on.month].append(one.request_id)
            groups[group_of(one)].append(one.request_id)
            if one.used_days is not None:
                days[one.used_days].append(one.request_id)
    for one in analysis.overdue:
        if one.used_days is not None:
            open_days[one.used_days].append(one.request_id)
    return Behind(_fixed(received), _fixed(closed), _fixed(groups), _fixed(days), _fixed(open_days))


def _fixed(lists: Mapping[K, list[int]]) -> dict[K, Ids]:
    return {key: tuple(ids) for key, ids in lists.items()}
