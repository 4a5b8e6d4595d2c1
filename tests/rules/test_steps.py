from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.steps import Step, StepKind, effective

DAY, LATER = date(2026, 3, 2), date(2026, 3, 3)


def kinds(steps: list[Step]) -> list[StepKind]:
    return [step.kind for step in effective(steps)]


def test_steps_stand_in_the_order_of_their_days_not_of_their_entry() -> None:
    served = Step(StepKind.SERVED, LATER, 1)
    extended = Step(StepKind.EXTENDED, DAY, 2)
    assert effective([served, extended]) == [extended, served]


def test_what_ends_a_case_follows_everything_else_of_its_day() -> None:
    assert kinds([Step(StepKind.SERVED, DAY), Step(StepKind.EXTENDED, DAY)]) == [
        StepKind.EXTENDED,
        StepKind.SERVED,
    ]
    assert kinds(
        [
            Step(StepKind.FILED, DAY),
            Step(StepKind.UNDELIVERED, DAY),
            Step(StepKind.SERVED, DAY),
            Step(StepKind.SUED, DAY),
            Step(StepKind.RECONSIDERED, DAY),
        ]
    ) == [
        StepKind.SERVED,
        StepKind.FILED,
        StepKind.UNDELIVERED,
        StepKind.RECONSIDERED,
        StepKind.SUED,
    ]


def test_the_registration_comes_first() -> None:
    assert kinds([Step(StepKind.ASSIGNED, DAY), Step(StepKind.RECEIVED, DAY)])[0] is (
        StepKind.RECEIVED
    )


def test_an_answer_entered_first_follows_its_letter_of_the_same_day() -> None:
    answered = Step(StepKind.THIRD_PARTY_ANSWERED, DAY, 1)
    consulted = Step(StepKind.THIRD_PARTY_CONSULTED, DAY, 2)
    assert effective([answered, consulted]) == [consulted, answered]


def test_the_order_of_entry_stands_within_a_day() -> None:
    first = Step(StepKind.NOTED, DAY, 1)
    second = Step(StepKind.ASSIGNED, DAY, 2)
    assert effective([first, second]) == [first, second]
    assert effective([second, first]) == [second, first]


def test_an_annulled_step_does_not_stand_and_neither_does_its_annulment() -> None:
    extended = Step(StepKind.EXTENDED, DAY, 1)
    undone = Step(StepKind.ANNULLED, LATER, 2, target=1)
    assert effective([extended, undone]) == []


def test_annulling_an_annulment_puts_the_step_back() -> None:
    extended = Step(StepKind.EXTENDED, DAY, 1)
    undone = Step(StepKind.ANNULLED, LATER, 2, target=1)
    redone = Step(StepKind.ANNULLED, LATER, 3, target=2)
    assert effective([extended, undone, redone]) == [extended]


def test_a_delivery_learnt_of_later_gives_its_letter_the_day() -> None:
    sent = Step(StepKind.FEE_NOTICED, DAY, 7)
    learnt = Step(StepKind.DELIVERED, LATER, 8, target=7)
    assert effective([sent, learnt])[0].delivered_on == LATER
    corrected = Step(StepKind.DELIVERED, DAY, 9, target=7)
    assert effective([sent, learnt, corrected])[0].delivered_on == DAY


def test_an_annulled_delivery_tells_nothing() -> None:
    sent = Step(StepKind.FEE_NOTICED, DAY, 7)
    learnt = Step(StepKind.DELIVERED, LATER, 8, target=7)
    undone = Step(StepKind.ANNULLED, LATER, 9, target=8)
    assert effective([sent, learnt, undone])[0].delivered_on is None


def test_a_letter_of_the_day_the_last_one_was_answered_on_is_a_new_one() -> None:
    first = Step(StepKind.FEE_NOTICED, DAY, 1)
    paid = Step(StepKind.FEE_PAID, LATER, 2)
    second = Step(StepKind.FEE_NOTICED, LATER, 3)
    assert effective([first, paid, second]) == [first, paid, second]
    asked = Step(StepKind.AGENCY_CONSULTED, DAY, 1)
    answers = [Step(StepKind.AGENCY_ANSWERED, LATER, place) for place in (2, 3)]
    asked_too = Step(StepKind.AGENCY_CONSULTED, LATER, 4)
    assert effective([asked, *answers, asked_too]) == [asked, answers[0], asked_too, answers[1]]


def test_a_reply_posted_again_on_the_day_it_came_back_follows_its_return() -> None:
    served = Step(StepKind.SERVED, DAY, 1)
    returned = Step(StepKind.UNDELIVERED, LATER, 2)
    again = Step(StepKind.SERVED, LATER, 3)
    assert effective([served, returned, again]) == [served, returned, again]
    assert effective([again, returned, served]) == [served, returned, again]
    same_day = Step(StepKind.UNDELIVERED, DAY, 2)
    assert effective([same_day, served]) == [served, same_day]


@given(st.permutations(list(StepKind)), st.data())
def test_whatever_the_order_of_entry_the_days_are_in_order(
    order: list[StepKind], data: st.DataObject
) -> None:
    days = st.dates(date(2026, 1, 1), date(2026, 1, 5))
    steps = [Step(kind, data.draw(days), place) for place, kind in enumerate(order, 1)]
    standing = effective(steps)
    assert [step.on for step in standing] == sorted(step.on for step in standing)
    assert len(standing) == len(steps) - 1


WITHIN_A_DAY = (
    {StepKind.RECEIVED},
    {StepKind.ASSIGNED, StepKind.EXTENDED, StepKind.DECIDED, StepKind.NOTED},
    {StepKind.SERVED, StepKind.WITHDRAWN},
    {
        StepKind.UNDELIVERED,
        StepKind.RECLASSIFIED,
        StepKind.FILED,
        StepKind.REVIEWED_FOR_PUBLICATION,
    },
    {
        StepKind.RECONSIDERED,
        StepKind.RECONSIDERATION_ANSWERED,
        StepKind.RECONSIDERATION_DECIDED,
    },
    {StepKind.SUED, StepKind.JUDGED},
)


def test_any_two_steps_of_a_day_follow_one_another_as_they_must_or_as_entered() -> None:
    rank = {kind: place for place, group in enumerate(WITHIN_A_DAY) for kind in group}
    for first in rank:
        for second in rank:
            stand = kinds([Step(first, DAY, 1), Step(second, DAY, 2)])
            assert stand == ([second, first] if rank[second] < rank[first] else [first, second])


def test_the_words_of_the_register_do_not_change() -> None:
    assert " ".join(kind.word for kind in StepKind) == (
        "received amended confirmed assigned section_accepted section_returned section_urged "
        "section_answered searched assistance_asked correction_noticed "
        "correction_received "
        "third_party_consulted third_party_answered agency_consulted agency_answered extended "
        "reasons_asked reasons_given deferred referred referral_answered fee_noticed fee_paid "
        "fee_refunded reviewed conferred counsel_asked counsel_answered endorsed approved "
        "outgoing_checked decided reclassified served undelivered "
        "withdrawn filed reconsidered reconsideration_answered reconsideration_decided sued "
        "defended appealed judged reply_ordered answer_ordered "
        "publication_reviewed guided noted contacted filled_for handed_over redacted "
        "attachment_removed delivered dispatched letter_returned sent_copy_kept "
        "mail_numbered letter_remade annulled"
    )


def test_a_plain_step_says_nothing_but_its_day() -> None:
    step = Step(StepKind.RECONSIDERED, DAY)
    assert (step.id, step.ref, step.simple_procedure, dict(step.details)) == (0, "", False, {})


def test_every_kind_has_its_word_and_its_label() -> None:
    assert len({kind.word for kind in StepKind}) == len(StepKind)
    assert all(StepKind.of(kind.word) is kind and kind.label for kind in StepKind)
