"""What an act is: a form, a condition, and a plan of the step and letters it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from casework.cases.case_file import CaseFile
from casework.desk.desk import Desk
from casework.papers.issuing import DocumentLine, LetterOrder
from forms.fields import Form
from rules.steps import StepKind

F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an act will do: one step with its details, and the letters that go with it.

    `extra` is kept in the step as its details, with the number of the first letter; `target` is
    the step it concerns, `reasons` what the preview says of the law behind it, `warnings` what
    the clerk should look at once more.
    """

    on: date
    letters: tuple[LetterOrder, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    target: int | None = None
    message: str = ""
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Generic[F]):
    """One thing a clerk can do to a case.

    `step` is what it records, `label` the verb on its button, `key` the letter that starts it.
    `fits` tells whether the case is at a point where it makes sense, and where `probed` the law
    is asked as well; `likelihood` orders what is offered (higher first). `start` fills the form
    to begin with; `plan` says what saving it does. `named` is its title where the form has another.
    """

    name: str
    step: StepKind
    label: str
    form: type[F]
    plan: Callable[[Desk, CaseFile, F], Plan]
    fits: Callable[[CaseFile], bool]
    key: str = ""
    likelihood: Callable[[CaseFile], int] = lambda _: 0
    start: Callable[[Desk, CaseFile], Mapping[str, Any]] = lambda _desk, _file: {}
    probed: bool = False
    named: str = ""

    @property
    def title(self) -> str:
        """The title over it: its own where it shares its form with another act."""
        return self.named or self.form.title


class Done(NamedTuple):
    """What an act did: a sentence for the clerk, the letters written, the step to undo.

    Where one act registered several requests, `split` carries the id of each with the id of its
    registration, and there is no one `step_id`.
    """

    request_id: int
    message: str
    documents: tuple[DocumentLine, ...] = ()
    step_id: int | None = None
    warnings: tuple[str, ...] = ()
    split: tuple[tuple[int, int], ...] = ()

    @property
    def can_be_undone(self) -> bool:
        """Whether there is anything to take back."""
        return self.step_id is not None or bool(self.split)


class Preview(NamedTuple):
    """What saving a form will do, before it is done.

    `due_before` and `due_after` are sentences; `letter` the paragraphs of the first letter.
    """

    due_before: str
    due_after: str
    reasons: tuple[str, ...]
    letter: tuple[str, ...]
    warnings: tuple[str, ...]


class ActOffer(NamedTuple):
    """An act the case allows now; the likely one is shown first and strongest.

    `heading` is the part of a case's course it belongs to, `place` where it stands in that course.
    """

    act: Act[Any]
    likely: bool
    heading: str = ""
    place: int = 0
