from datetime import date

import pytest

from forms.fields import read
from forms.publication import PublicationReview

DAY = date(2026, 4, 10)


def problems_of(**typed: object) -> list[str]:
    form = read(PublicationReview, {"on": DAY, **typed}, today=DAY)
    return [problem.field for problem in form] if isinstance(form, list) else []


def test_a_publication_needs_its_place():
    assert problems_of(decision="PUBLISHED") == ["place"]
    assert problems_of(decision="PUBLISHED", place="门户网站") == []


def test_keeping_things_as_they_are_needs_a_reason():
    assert problems_of(decision="KEPT") == ["reasons"]
    assert problems_of(decision="KEPT", reasons="仍涉及第三方商业秘密") == []


@pytest.mark.parametrize("decision", ["MADE_OPEN", "KEPT"])
def test_only_a_publication_has_a_day_of_publication(decision):
    assert "published_on" in problems_of(decision=decision, reasons="无", published_on=DAY)
