"""Questions to a large register are asked beside the window; to a small one, at once."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from casework.desk.desk import Desk
from casework.desk.questions import Query, ids
from desktop.base.work import Progress, Work

Answer = TypeVar("Answer")
# Up to here an answer is there before the eye has moved.
_AT_ONCE = 3_000


class _Question(NamedTuple):
    task: Callable[[Desk], Any]
    then: Callable[[Any], None]


class Asking(QObject):
    """Asks one question at a time; what is asked meanwhile is asked next, the last of it alone.

    `begun` and `ended` tell that one is asked beside the window, and that none is any more;
    `failed` carries a sentence for the clerk.
    """

    begun = Signal()
    ended = Signal()
    failed = Signal(str)

    def __init__(self, owner: QObject, desk: Desk) -> None:
        super().__init__(owner)
        self._desk = desk
        self._work: Work | None = None
        self._next: _Question | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._work is not None

    def ask(self, task: Callable[[Desk], Answer], then: Callable[[Answer], None]) -> None:
        """Ask, and hand the answer on in the window; a newer question takes an older one's place.

        The task may get a desk of its own that only reads, on another thread.
        """
        if not is_large(self._desk):
            then(task(self._desk))
            return
        self._next = _Question(task, then)
        if self._work is None:
            self.begun.emit()
            self._ask_next()

    def _ask_next(self) -> None:
        question, self._next = self._next, None
        assert question is not None
        desk = self._desk

        def task(_progress: Progress) -> object:
            own = Desk(desk.store.reader(), desk.clock, desk.clerk)
            try:
                return question.task(own)
            finally:
                own.close()

        work = self._work = Work(task, self)
        work.done.connect(lambda answer: self._answered(question, answer))
        work.failed.connect(self.failed)
        work.ended.connect(self._ended)
        work.start()

    def _answered(self, question: _Question, answer: object) -> None:
        # An answer that is no longer asked for would only be drawn over.
        if self._next is None and self._desk.is_open:
            question.then(answer)

    def _ended(self) -> None:
        self._work = None
        if self._next is not None and self._desk.is_open:
            self._ask_next()
        else:
            self.ended.emit()


def is_large(desk: Desk) -> bool:
    """Tell whether a register is so large that looking it through keeps somebody waiting."""
    if not desk.store.can_be_reopened:
        return False
    return len(ids(desk, Query(), _AT_ONCE + 1)) > _AT_ONCE
