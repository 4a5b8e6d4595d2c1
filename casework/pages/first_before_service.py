"""The act that comes before the service of a reply, for the row of the board that offers it.

Not part of the board's own question: which reply lacks what is read from its whole case, and the
first paint does not wait for that.
"""

from typing import NamedTuple

from casework.acts import ACTS
from casework.cases.before_service import missing_before_service
from casework.cases.case_file import load
from casework.desk.desk import Desk
from rules.steps import StepKind


class ComesFirst(NamedTuple):
    """What a row says instead of the service: the act, its button, and why."""

    act_name: str
    act_label: str
    sentence: str


# What no act of its own mends, such as a reply that has to be taken back, is only said.
_ACT_OF = {
    "reviewed": "review",
    "items_reviewed": "review",
    "doubts_settled": "refer",
    "counselled": "ask_counsel",
    "not_sent_back": "endorse",
}


def first_before_service(desk: Desk, request_id: int) -> ComesFirst | None:
    """Return what comes before the service of a case's reply today; None where nothing does."""
    file = load(desk, request_id)
    missing = next(missing_before_service(desk, file, desk.today), None)
    if missing is None:
        return None
    name = _ACT_OF.get(missing.name, "serve")
    if name == "ask_counsel" and file.case.has(StepKind.COUNSEL_ASKED):
        name = "counsel_answered"
    return ComesFirst(name, ACTS[name].label, missing.sentence)
