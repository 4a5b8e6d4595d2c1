"""A step whose rows are none, because it was altered or is older, is read as far as it can be."""

from datetime import date

import pytest

from casework.cases.recorded import entered
from casework.cases.reply_course import recorded_reply
from forms.fields import restored
from forms.handling import Review
from forms.reply import MixedReply, ReplyItem
from rules.errors import ClerkError
from rules.steps import Step, StepKind

DAY = date(2026, 3, 9)


def test_what_cannot_be_read_is_left_out() -> None:
    step = Step(StepKind.REVIEWED, DAY, 2, details={"items": "规划图", "secrecy_opinion": "不涉密"})
    review = entered(step, Review)
    assert (review.items, review.secrecy_opinion) == ((), "不涉密")


def test_a_reply_nobody_can_read_is_said() -> None:
    step = Step(StepKind.DECIDED, DAY, 2, details={"on": "2026-03-09", "items": ["规划图"]})
    with pytest.raises(ClerkError, match="2026-03-09作出的答复无法读取"):
        recorded_reply(step)
    assert entered(step, MixedReply).items == ()
    with pytest.raises(ValueError, match="no row"):
        restored(ReplyItem, "规划图")  # type: ignore[arg-type]
