"""The clock a chip speaks of: the most pressing of a case, named where it is not the reply's.

Read before the first list is painted.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from casework.cases.urgency import Urgency
from casework.desk.desk import Desk
from casework.pages.agenda import agenda
from casework.pages.agenda_items import AgendaItem
from casework.pages.day_board import kind_of
from rules.tasks import Task

# Clocks of the office beside the reply's own. What the other side is waited for stands in the
# chip of the reply, which stands still meanwhile.
_NAMED = frozenset(
    {Task.CORRECTION_NOTICE, Task.ORDERED_ANSWER, Task.RECONSIDERATION_ANSWER, Task.DEFENCE}
)
_CHALLENGED = {Task.RECONSIDERATION_ANSWER: "复议中", Task.DEFENCE: "诉讼中"}


def days_of(desk: Desk, request_ids: Sequence[int]) -> dict[int, list[AgendaItem]]:
    """Return the days of the clocks a chip may name, by request, the earliest first."""
    found: dict[int, list[AgendaItem]] = {}
    if request_ids:
        tasks = sorted(_NAMED, key=lambda task: task.word)
        for item in agenda(desk, tasks=tasks, request_ids=request_ids):
            found.setdefault(item.request_id, []).append(item)
    return found


def nearest(
    reply: tuple[Urgency, str], reply_on: date | None, items: Iterable[AgendaItem]
) -> tuple[Urgency, str]:
    """Return how pressing a case is and what its chip says, over all its clocks.

    `reply` is what the reply's clock alone says and `reply_on` its day; among clocks that press
    alike the nearest day speaks, and on one day the reply.
    """
    urgency, words = reply
    best = (urgency.order, reply_on or date.max)
    for item in items:
        if item.task in _NAMED and (item.urgency.order, item.due_on) < best:
            best = (item.urgency.order, item.due_on)
            urgency, words = item.urgency, f"{kind_of(item)}{item.chip}"
    return urgency, words


def challenge_words(items: Iterable[AgendaItem]) -> str:
    """Return what a closed case is still in, as the list says it; empty where in nothing."""
    said = dict.fromkeys(_CHALLENGED[item.task] for item in items if item.task in _CHALLENGED)
    return "、".join(said)
