"""The limits as the regulations give them, and the days that consultations leave out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import time_limits as limits
from rules.law import Basis, Dated
from rules.practice import Practice
from rules.provisions import FEE_MEASURES, OGI, OGI_2007, RECONSIDERATION_LAW
from rules.steps import StepKind
from rules.time_limits import ClockKind, ReplyClock, Spell, ledger, pauses, reply_due
from rules.working_days import Calendar

MARCH = Calendar([], first_day=date(2026, 3, 1), last_day=date(2026, 12, 31))
PRACTICE = Practice()
OLD, NEW = date(2008, 5, 1), date(2019, 5, 15)


@pytest.mark.parametrize(
    ("limit", "versions"),
    [
        (limits.REPLY_DAYS, [(OLD, 15, OGI_2007.at(24, 2)), (NEW, 20, OGI.at(33, 2))]),
        (limits.LONGEST_EXTENSION_DAYS, [(OLD, 15, OGI_2007.at(24, 2)), (NEW, 20, OGI.at(33, 2))]),
        (limits.CORRECTION_NOTICE_DAYS, [(NEW, 7, OGI.at(30))]),
        (limits.THIRD_PARTY_DAYS, [(NEW, 15, OGI.at(32))]),
        (limits.AGENCY_DAYS, [(NEW, 15, OGI.at(34))]),
        (limits.FEE_PAYMENT_DAYS, [(date(2021, 1, 1), 20, FEE_MEASURES.at(6))]),
        (
            limits.RECONSIDERATION_ANSWER_DAYS,
            [(date(2024, 1, 1), 10, RECONSIDERATION_LAW.at(48))],
        ),
        (limits.SIMPLE_ANSWER_DAYS, [(date(2024, 1, 1), 5, RECONSIDERATION_LAW.at(54))]),
    ],
)
def test_a_limit_has_its_days_its_article_and_the_day_it_came_into_force(
    limit: Dated[int], versions: list[tuple[date, int, Basis]]
) -> None:
    assert [(one.since, one.value, one.basis) for one in limit.versions] == versions


@pytest.mark.parametrize(
    ("basis", "short"),
    [
        (limits.FIRST_DAY_BASIS, "民法典第201条"),
        (limits.NOT_COUNTED_BASIS, "条例第33条第3款"),
        (limits.CORRECTION_BASIS, "条例第30条"),
        (limits.PAID_BASIS, "处理费办法第7条"),
        (limits.DEFERRAL_BASIS, "条例第35条"),
    ],
)
def test_what_the_proof_and_the_letters_cite(basis: Basis, short: str) -> None:
    assert basis.short == short


def test_the_words_of_files_and_commands_do_not_change() -> None:
    assert " ".join(kind.word for kind in ClockKind) == (
        "correction_notice correction reply third_party agency fee_payment reconsideration_answer "
        "defence ordered_answer"
    )


def a_talk(sent: int, answered: int | None, *, own_due: int = 31) -> Spell:
    """Return a consultation of March 2026 by its days of the month."""
    on = None if answered is None else date(2026, 3, answered)
    sent_on = date(2026, 3, sent)
    kind = StepKind.THIRD_PARTY_CONSULTED
    return Spell(kind, sent_on, sent_on, date(2026, 3, own_due), on)


def stretches(*talks: Spell) -> list[tuple[int, int]]:
    return [(after.day, until.day) for after, until in pauses(talks, PRACTICE)]


def test_talks_that_overlap_or_touch_are_one_stretch() -> None:
    assert stretches(a_talk(2, 6), a_talk(4, 10)) == [(2, 10)]
    assert stretches(a_talk(2, 10), a_talk(4, 6)) == [(2, 10)]
    assert stretches(a_talk(2, 6), a_talk(6, 10)) == [(2, 10)]
    assert stretches(a_talk(2, 6), a_talk(9, 10)) == [(2, 6), (9, 10)]


def test_a_talk_answered_on_the_day_it_was_sent_leaves_nothing_out() -> None:
    assert stretches(a_talk(2, 2)) == []


def test_a_talk_ends_with_its_answer_or_with_its_own_last_day() -> None:
    assert a_talk(2, 6).ended_on == date(2026, 3, 6)
    assert a_talk(2, 24, own_due=23).ended_on == date(2026, 3, 23)
    assert a_talk(2, None, own_due=23).ended_on == date(2026, 3, 23)


def test_a_talk_is_open_from_the_day_it_is_sent_to_its_last_day_while_unanswered() -> None:
    talk = a_talk(3, None, own_due=24)
    assert [talk.is_open_on(date(2026, 3, day)) for day in (2, 3, 24, 25)] == [
        False,
        True,
        True,
        False,
    ]
    assert not a_talk(3, 10, own_due=24).is_open_on(date(2026, 3, 9))


def test_a_party_needs_no_name_where_only_one_was_asked() -> None:
    assert a_talk(2, None).ref == ""


DAYS = st.integers(1, 31)


@given(st.lists(st.tuples(DAYS, DAYS, DAYS), max_size=5), st.integers(1, 40))
def test_the_due_day_is_the_last_of_the_days_that_its_proof_counts(
    drawn: list[tuple[int, int, int]], need: int
) -> None:
    talks = [
        a_talk(*sorted((sent, answered)), own_due=max(sent, own_due))
        for sent, answered, own_due in drawn
    ]
    opened_on = date(2026, 3, 10)
    clock = ReplyClock(opened_on, StepKind.RECEIVED, need, OGI.at(33, 2))
    due_on = reply_due(clock, pauses(talks, PRACTICE), MARCH)
    days = list(ledger(opened_on, due_on, MARCH, opening_why="收到", spells=talks))
    assert sum(day.counted for day in days) == need
    assert days[-1].counted
