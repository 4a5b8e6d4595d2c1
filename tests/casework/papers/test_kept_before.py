"""A letter kept before a field of it was one says the same when it is made anew."""

import dataclasses

import pytest

from casework.letters.by_kind.disclosing import DisclosureLetter
from casework.letters.challenged import DefenceStatement, ReconsiderationAnswer
from casework.letters.letter import fields_of
from casework.letters.opening import CorrectionNoticeLetter
from casework.letters.recalling import brought_up_to_date, recalled
from casework.letters.sample import CASE, OFFICE


@pytest.mark.parametrize(
    ("kind", "said", "asker"),
    [
        (ReconsiderationAnswer, {"applicant": "沈知微"}, "沈知微"),
        (DefenceStatement, {"applicant": "沈知微", "opponent": "上诉人"}, "上诉人"),
    ],
)
def test_who_asked_for_the_information_was_who_went_to_court(kind, said, asker) -> None:
    assert brought_up_to_date(recalled(kind, said), OFFICE, CASE).asker == asker


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [(DisclosureLetter, ["1．", "2．"]), (CorrectionNoticeLetter, ["一、", "二、"])],
)
def test_several_items_are_numbered_and_a_single_one_is_not(kind, numbers) -> None:
    (items,) = (one for one in fields_of(kind) if one.attribute == "items")
    empty = {field.name: "" for field in dataclasses.fields(items.item)}
    for many, expected in ((2, numbers), (1, [""])):
        made = brought_up_to_date(recalled(kind, {"items": [empty] * many}), OFFICE, CASE)
        assert [one.number for one in made.items] == expected
