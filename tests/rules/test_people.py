"""Who may enter what, and who stands in for whom."""

from datetime import date

import pytest

from rules.errors import ClerkError
from rules.people import EVERY_PART, MAY, Away, OfficePart, User, may, stand_in_for
from rules.steps import StepKind

DAY = date(2026, 11, 20)


def test_every_part_has_its_line_and_a_clerk_may_enter_every_step() -> None:
    assert set(MAY) == set(OfficePart)
    assert MAY[OfficePart.CLERK] == frozenset(StepKind)
    assert not MAY[OfficePart.READER]


def test_who_sits_alone_plays_every_part() -> None:
    alone = User("周敏")
    assert alone.parts == EVERY_PART
    assert all(alone.may(kind) for kind in StepKind)
    assert alone.may("set_office")


@pytest.mark.parametrize(
    ("part", "allowed", "refused"),
    [
        (OfficePart.SECTION, StepKind.SEARCHED, StepKind.SERVED),
        (OfficePart.REVIEWER, StepKind.REVIEWED, StepKind.APPROVED),
        (OfficePart.SECRECY, StepKind.OUTGOING_CHECKED, StepKind.DECIDED),
        (OfficePart.LEADER, StepKind.APPROVED, StepKind.REVIEWED),
        (OfficePart.COUNSEL, StepKind.NOTED, StepKind.REVIEWED),
    ],
)
def test_a_part_enters_its_own_steps(
    part: OfficePart, allowed: StepKind, refused: StepKind
) -> None:
    user = User("吴涛", frozenset({part}))
    user.must_be_allowed(allowed)
    with pytest.raises(ClerkError, match=f"分工是{part.value}.*“{refused.label}”"):
        user.must_be_allowed(refused)


def test_settings_are_a_clerks_and_what_the_program_writes_of_itself_is_anybodys() -> None:
    assert not may({OfficePart.LEADER}, "set_office")
    assert not may({OfficePart.READER}, "attach")
    assert may({OfficePart.READER}, "recount")


def test_two_parts_may_do_what_either_may() -> None:
    both = {OfficePart.REVIEWER, OfficePart.LEADER}
    assert may(both, StepKind.REVIEWED)
    assert may(both, StepKind.APPROVED)


def test_who_stands_in_may_be_away_too() -> None:
    away = [
        Away("王建国", DAY, DAY, "李文"),
        Away("李文", date(2026, 11, 16), date(2026, 11, 27), "孙悦"),
    ]
    assert stand_in_for("王建国", DAY, away) == "孙悦"
    assert stand_in_for("王建国", date(2026, 11, 21), away) == ""
    assert stand_in_for("孙悦", DAY, away) == ""


def test_two_who_stand_in_for_each_other_stand_in_for_nobody() -> None:
    away = [Away("甲", DAY, DAY, "乙"), Away("乙", DAY, DAY, "甲")]
    assert stand_in_for("甲", DAY, away) == ""
