"""A disclosed copy kept beside its original: the file and the step that tells of it, or neither."""

from pathlib import Path

from casework.acts.act import Done
from casework.acts.redacting import REDACT, copies_of
from casework.acts.running import perform
from casework.cases.attachments import Attachment, add_file, by_label, mark_to_disclose, of_case
from casework.cases.case_file import load
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.redaction.burning import Burnt
from casework.redaction.deciding import Decisions, MarkDecision
from forms.redaction import Redaction
from rules.errors import ClerkError


def copy_name(desk: Desk, request_id: int, original: Attachment) -> str:
    """Return the name of the next disclosed copy of a file, which no other file of the case has."""
    taken = set(by_label(desk, request_id))
    stem, number = Path(original.name).stem, 1
    while (name := f"{stem}（公开件{number if number > 1 else ''}）.pdf") in taken:
        number += 1
    return name


def keep_copy(
    desk: Desk, request_id: int, original: Attachment, made: Path, burnt: Burnt, decided: Decisions
) -> Done:
    """Keep a disclosed copy with the case and record what was covered: both or neither.

    The copy is marked to be disclosed, its original and an earlier copy of it no longer are.
    Raises `ClerkError` where the file cannot be kept, or the case is void.
    """
    with writing(desk, "redact", What.CASE, request_id=request_id):
        file = load(desk, request_id)
        earlier = copies_of(file, original.id)
        copy = add_file(desk, request_id, made, to_disclose=True)
        if copy.sha256 != burnt.sha256:
            raise ClerkError(f"公开件“{made.name}”在保存时被改动，没有保存，请再试一次。")
        replaced = {original.id, *(one.copy_id for one in earlier)}
        for one in of_case(desk, request_id):
            if one.id in replaced and one.to_disclose:
                mark_to_disclose(desk, one, to_disclose=False)
        labels = {one.id: label for label, one in by_label(desk, request_id).items()}
        form = Redaction(
            on=desk.today,
            file=labels[original.id],
            copy=labels[copy.id],
            pages=burnt.pages,
            places=decided.count(MarkDecision.COVERED),
            grounds=tuple(decided.used_grounds()),
            covered=decided.covered_words(),
            keeps_own=decided.keeps_own,
        )
        return perform(desk, REDACT, request_id, form)
