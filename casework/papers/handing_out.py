"""What was handed out of the program: a letter once printed may be in somebody's hands.

Nobody tells the program which sheet was given over the counter. So a letter that was printed,
opened in Word or WPS, saved as a PDF or copied for a mail counts as told to whoever it is for, and
so does the register number it bears.
"""

from collections.abc import Iterable

from casework.cases.case_file import CaseFile
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.letters.kinds import LetterKind
from casework.papers.services import has_left
from db import documents


def hand_out(desk: Desk, document_ids: Iterable[int]) -> None:
    """Note the first time that letters for somebody outside are handed out; a later one is none.

    A window that only reads notes nothing: the day after, a letter counts as out anyhow.
    """
    if desk.store.is_read_only or not desk.user.may("hand_out"):
        return
    letters = [documents.one(desk.store, one) for one in dict.fromkeys(document_ids)]
    first = [one for one in letters if not one.handed_out_at and LetterKind.of(one.kind).goes_out]
    if not first:
        return
    with writing(desk, "hand_out", What.VIEW):
        for letter in first:
            documents.change(desk.store, letter.id, {"handed_out_at": desk.now})


def number_is_told(desk: Desk, file: CaseFile) -> bool:
    """Tell whether somebody outside may know the register number of a case from a letter."""
    return any(
        letter.handed_out_at or has_left(desk, file, letter)
        for letter in documents.of_request(desk.store, file.request_id)
        if LetterKind.of(letter.kind).goes_out
    )
