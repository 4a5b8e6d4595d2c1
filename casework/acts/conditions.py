"""What the acts of a case share: whether it is open, whether its clock runs, today's date."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casework.cases.case_file import CaseFile
from casework.desk.desk import Desk
from rules.case import Status, Waiting
from rules.steps import StepKind


def is_open(file: CaseFile) -> bool:
    """Tell whether anything can still be done to answer the request."""
    return file.case.closed_on is None and not file.is_void


def undecided(file: CaseFile) -> bool:
    """Tell whether the request is open and no reply is drafted."""
    return is_open(file) and not file.case.has(StepKind.DECIDED)


def awaits(asked: StepKind, answer: StepKind) -> Callable[[CaseFile], bool]:
    """Return what tells whether the case is open, one thing has been asked and not answered."""
    return lambda file: is_open(file) and file.case.has(asked) and not file.case.has(answer)


def runs(file: CaseFile) -> bool:
    """Tell whether the reply clock has a due day and nothing is awaited of the applicant."""
    waiting = file.case.waiting
    return (
        file.case.due_on is not None
        and Waiting.CORRECTION not in waiting
        and Waiting.FEE not in waiting
    )


def today(desk: Desk, _file: CaseFile) -> Mapping[str, Any]:
    """Return the start of a form that asks only for its day."""
    return {"on": desk.today}


def items_of(text: str) -> Iterator[str]:
    """Yield the items of a field typed one a line, without blank lines."""
    return (line.strip() for line in text.splitlines() if line.strip())


def while_awaited(file: CaseFile) -> int:
    """Return how likely the answer is that is waited for; once it is late, a reply is likelier."""
    return 65 if file.case.status is Status.ABANDONED else 90
