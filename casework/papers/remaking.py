"""A letter made anew: what stands in the place of the old one, and how the old one comes back.

Where the letter had not left the office its number passes to the new one. Where it had, it is
void: it keeps its number, as every letter that left does, and the new one takes the next.
"""

from collections.abc import Mapping
from typing import Any

from casework.cases.case_file import CaseFile
from casework.cases.recorded import noted
from casework.desk.desk import Desk
from casework.letters.kinds import LetterKind
from casework.papers.issuing import WITHDRAWN, Issue, keep
from casework.papers.services import has_left, letter_name, service_of
from db import documents, numbers, steps
from db.documents import Document
from db.steps import StepRecord
from rules.errors import ClerkError


def replaceable(desk: Desk, file: CaseFile) -> dict[str, Document]:
    """Return the letters of the case's steps that stand, by a name that only one of them has."""
    standing = {record.id for record in steps.standing(file.records)}
    found: dict[str, Document] = {}
    for one in documents.of_request(desk.store, file.request_id):
        if one.status == WITHDRAWN or one.step_id not in standing:
            continue
        name, further = letter_name(one), 1
        while name in found:
            further += 1
            name = f"{letter_name(one)}（第{further}份）"
        found[name] = one
    return found


def put_in_place(desk: Desk, file: CaseFile, issued: Issue) -> Mapping[str, Any]:
    """Record a letter in the place of the one it replaces; return what its step notes of it.

    Raises `TypeError` for a letter that replaces none.
    """
    replaces = issued.order.replaces
    if replaces is None:
        raise TypeError("a letter is put in the place of another")
    made = keep(desk, file, replaces.step_id, issued)
    documents.change(desk.store, replaces.document_id, {"status": WITHDRAWN})
    return {"document_id": made.id, "number": issued.number}


def put_back(desk: Desk, file: CaseFile, step: StepRecord) -> None:
    """Let the letter that a step replaced stand again; part of the caller's transaction.

    Raises `ClerkError` where the new one has left, was replaced itself, or where what both were
    written for was taken back.
    """
    told = noted(step)
    replaced_id, status, had_left = told.replaced
    made = documents.one(desk.store, told.document_id or 0)
    if made.status == WITHDRAWN:
        raise ClerkError(
            f"“{made.title}”后来又重新制作过，或者所属的一步已经撤销，不能退回到更早的一份；"
            "请先撤销后面的一步。"
        )
    if has_left(desk, file, made):
        if service_of(desk, file, made).sent_on is None:
            raise ClerkError(
                f"重新制作的“{made.title}”登记过送达，按已经送出处理，不能撤销；"
                "还要改的，请再办一次“重新制作文书”。"
            )
        raise ClerkError(f"重新制作的“{made.title}”已经送出，不能撤销；请先撤销它的送达。")
    documents.change(desk.store, made.id, {"status": WITHDRAWN})
    if had_left and made.serial is not None and made.year is not None:
        word = LetterKind.of(made.kind).number_word
        numbers.give_back(desk.store, word, made.year, made.serial)
    documents.change(desk.store, replaced_id, {"status": status})
