"""Whether a case is still as it was when a form on it was opened: others may have gone on with it.

What this very window recorded meanwhile is no news to who sits before it.
"""

from casework.desk.desk import Desk
from db import steps
from db.steps import StepRecord
from rules.errors import ClerkError
from rules.steps import StepKind

_MOST_NAMED = 3


class CaseChangedError(ClerkError):
    """Others have gone on with a case since its form was opened; `seen` is how it is now."""

    def __init__(self, later: list[StepRecord], seen: int) -> None:
        named = "、".join(
            f"{one.recorded_by or '别人'}于{one.recorded_at[11:16]}"
            f"{'撤销了一步' if one.annuls else f'登记了“{StepKind.of(one.kind).label}”'}"
            for one in later[:_MOST_NAMED]
        )
        more = "等" if len(later) > _MOST_NAMED else ""
        super().__init__(
            f"打开这张表以后，{named}{more}，本件已经不是当时的样子，没有保存。"
            "填写的内容还在：请先看本件的经过，仍要这样办的，再保存一次。"
        )
        self.seen = seen


def seen(desk: Desk, request_id: int | None) -> int:
    """Return how far a case has gone: the number of its last step, 0 where there is none."""
    return 0 if request_id is None else steps.last_of(desk.store, request_id)


def must_be_as_seen(desk: Desk, request_id: int, seen_until: int) -> None:
    """Raise `CaseChangedError` where others have recorded steps of the case since it was seen."""
    later = [
        one
        for one in steps.of_request(desk.store, request_id)
        if one.id > seen_until and one.id not in desk.store.own_steps
    ]
    if later:
        raise CaseChangedError(later, later[-1].id)
