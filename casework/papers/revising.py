"""A letter that its clerk went on writing in Word or WPS: what it says now is kept with it."""

from casework.cases.case_file import load
from casework.cases.projection import refresh
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.papers.issuing import WITHDRAWN, document_of, file_of
from casework.papers.services import has_left
from casework.word import paragraphs
from db import documents
from rules.errors import ClerkError


def register_revision(desk: Desk, document_id: int) -> str:
    """Keep the content a letter's file has now; return the sentence of what was done.

    Raises `ClerkError` where the letter was withdrawn or has left, or its file cannot be read.
    """
    letter = document_of(desk, document_id)
    if letter.status == WITHDRAWN:
        raise ClerkError(f"“{letter.title}”已撤回，不再登记改稿。")
    file = load(desk, letter.request_id)
    if has_left(desk, file, letter):
        raise ClerkError(
            f"“{letter.title}”已经送出，不能再改：送出的是什么，留存的就是什么。"
            "确需更正的，请撤销这一步后重新制作，新的文书另取文号。"
        )
    text = "\n".join(line for line in paragraphs(file_of(desk, letter)) if line.strip())
    with writing(desk, "revise_letter", What.CASE, request_id=letter.request_id):
        documents.change(desk.store, document_id, {"text": text})
        revised = documents.revise(desk.store, document_id)
        refresh(desk, file)
    if revised.sha256 == letter.sha256:
        return f"“{letter.title}”与登记的一样，没有改动。"
    return f"已登记“{letter.title}”的改稿，检查登记簿时以现在的内容为准。"
