"""What is asked for often: from the figures to a decision, and from then on at receipt."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.acts import Done
from casework.books.entering import correct, enter, entries
from casework.books.often_asked import OFTEN_ASKED, take_candidates
from casework.desk.desk import Desk
from casework.pages.reminders import office_notices
from casework.published.often_decided import often_answer
from casework.published.public_list import fitting, state_of
from casework.receipt.receipt_hints import receipt_hints
from casework.year.year_facts import publication_candidates
from db import public_documents
from forms.fields import read
from forms.often_asked import OftenAsked, OftenDecision
from rules.errors import ClerkError

Do = Callable[..., Done]
DAY = date(2026, 3, 6)
ASKED = "青枫路改造工程的施工许可证"
DECIDED = OftenAsked(matter=ASKED, decision=OftenDecision.PUBLISH, on=DAY)
PUBLISHED = OftenAsked(
    matter=ASKED, decision=OftenDecision.PUBLISH, on=DAY, published_on=DAY, place="工程公示栏目"
)


def test_the_hint_at_receipt_says_where_it_is_public(desk: Desk, do: Do) -> None:
    do("register", None, "2026-03-06", applicant_name="冯远", information_sought=ASKED)
    (before,) = receipt_hints(desk, "沈括", ASKED, DAY)
    assert "考虑纳入主动公开" in before
    entry_id = enter(desk, OFTEN_ASKED, DECIDED)
    assert "尚未公开" in receipt_hints(desk, "沈括", ASKED, DAY)[0]
    assert ASKED in [one.words for one in office_notices(desk)]
    correct(desk, OFTEN_ASKED, entry_id, PUBLISHED)
    after = receipt_hints(desk, "沈括", f"请公开{ASKED}", DAY)
    assert "已于2026-03-06主动公开" in after[0]
    assert "可在工程公示栏目查阅" in after[0]
    assert not any("考虑纳入" in one for one in after)
    assert ASKED not in [one.words for one in office_notices(desk)]


def test_what_was_published_joins_the_list_of_what_is_public(desk: Desk) -> None:
    entry_id = enter(desk, OFTEN_ASKED, DECIDED)
    before = state_of(desk)
    assert fitting(desk, ASKED) == []
    correct(desk, OFTEN_ASKED, entry_id, PUBLISHED)
    assert state_of(desk) != before
    (fit,) = fitting(desk, ASKED)
    assert fit.document == public_documents.PublicDocument(ASKED, "", "2026-03-06", "工程公示栏目")


def test_the_figures_offer_what_nobody_decided_on(desk: Desk, do: Do) -> None:
    for name in ("冯远", "沈括", "苏晴"):
        do("register", None, "2026-03-06", applicant_name=name, information_sought=ASKED)
    assert take_candidates(desk, publication_candidates(desk)) == 1
    (entry,) = entries(desk, OFTEN_ASKED)
    assert (entry.state, OFTEN_ASKED.form_of(entry).asked) == ("待研究", "3次，3个申请人")
    with pytest.raises(ClerkError, match="没有新的"):
        take_candidates(desk, publication_candidates(desk))


def test_a_decision_against_it_is_told_with_its_reason(desk: Desk) -> None:
    assert often_answer(desk, ASKED) is None
    other = "桂苑社区的征地批复"
    decided = OftenAsked(matter=other, on=DAY, decision=OftenDecision.NOT, reason="含商业秘密")
    enter(desk, OFTEN_ASKED, decided)
    enter(desk, OFTEN_ASKED, OftenAsked(matter=ASKED, on=DAY))
    assert often_answer(desk, ASKED) is None
    told = "2026-03-06研究过“桂苑社区的征地批复”：不纳入，含商业秘密。"
    assert often_answer(desk, other) == told


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"decision": "NOT"}, "reason"),
        ({"decision": "PUBLISH", "published_on": "2026-03-06"}, "place"),
        ({"decision": "UNDECIDED", "published_on": "2026-03-06", "place": "栏目"}, "published_on"),
        ({"decision": "PUBLISH", "published_on": "2026-03-05", "place": "栏目"}, "published_on"),
    ],
)
def test_a_decision_is_whole(typed: dict[str, str], field: str) -> None:
    found = read(OftenAsked, {"matter": ASKED, "on": "2026-03-06", **typed})
    assert isinstance(found, list)
    assert found[0].field == field
