"""What the third draw of mutants found that nothing had noticed (docs/mutation.md)."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.desk.desk import Desk
from casework.desk.people import keep_absence, keep_person
from casework.pages.mending import recompute
from casework.redaction.redacting import read_terms
from forms.people import AbsenceForm, PersonForm
from rules.errors import ClerkError
from tests.casework.doings import Do


def test_absences_that_share_their_edge_overlap_and_those_side_by_side_do_not(desk: Desk) -> None:
    for name in ("王建国", "李文", "周敏"):
        keep_person(desk, PersonForm(name=name))
    today, day = desk.today, timedelta(days=1)

    def away(first: int, last: int, who: str = "王建国", stand_in: str = "李文") -> AbsenceForm:
        return AbsenceForm(
            who=who, first_on=today + first * day, last_on=today + last * day, stand_in=stand_in
        )

    keep_absence(desk, away(4, 6))
    # Each shares one day with it: its first and its last.
    for overlapping in (away(1, 4), away(6, 9)):
        with pytest.raises(ClerkError, match="重叠"):
            keep_absence(desk, overlapping)
    for first, last in ((1, 4), (6, 9)):
        with pytest.raises(ClerkError, match="外出"):
            keep_absence(desk, away(first, last, who="周敏", stand_in="王建国"))
    keep_absence(desk, away(1, 3))
    keep_absence(desk, away(7, 9))


def test_a_list_of_terms_has_its_limits(tmp_path: Path) -> None:
    file = tmp_path / "词语.txt"
    file.write_text("\n".join(f"词{n}" for n in range(5000)), encoding="utf-8")
    assert len(read_terms(file)) == 5000
    file.write_text("\n".join(f"词{n}" for n in range(5001)), encoding="utf-8")
    with pytest.raises(ClerkError, match="超过5000个"):
        read_terms(file)
    file.write_text("长" * 200 + "\n\n" + "长" * 200, encoding="utf-8")
    assert read_terms(file) == ["长" * 200]
    file.write_text("长" * 201, encoding="utf-8")
    with pytest.raises(ClerkError, match="超过200字"):
        read_terms(file)


def test_the_columns_of_every_case_are_made_anew_from_its_steps(desk: Desk, do: Do) -> None:
    made = [
        do("register", None, "2026-03-06", applicant_name="林", information_sought="甲").request_id
        for _ in range(2)
    ]
    asked = "select id, due_on, stage, status from request order by id"
    before = desk.store.rows(asked)
    desk.store.run("update request set due_on = '2026-03-07', stage = '送达', status = 'closed'")
    assert desk.store.rows(asked) != before
    told: list[tuple[int, int]] = []
    assert "2件申请" in recompute(desk, lambda done, of: told.append((done, of)))
    assert desk.store.rows(asked) == before
    assert told == [(0, len(made))]
