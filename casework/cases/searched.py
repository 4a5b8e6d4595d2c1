"""What a case is searched by beside its own columns: letters, notes, mail numbers, file names."""

from collections.abc import Iterable, Iterator

from casework.cases.case_file import CaseFile
from casework.cases.recorded import noted
from casework.desk.desk import Desk
from db import attached_words, attachments, documents, requests
from db.request_row import SEARCHED_COLUMNS
from db.search_text import fold, fold_all, words

# Of a case's files so much is searched: a bound for what a list and its index grow by.
MOST_OF_A_CASE = 200_000
_BEFORE, _BEHIND, _LONGEST_NAME = 5, 12, 16
# The words of a step a clerk may look for: what was noted, how a letter went out, who took it.
_WORDS = ("text", "note", "mail_number", "received_by", "file_number", "case_number", "body")


def searched_beside(desk: Desk, file: CaseFile) -> str:
    """Return the text a case is found by beside its columns, letters first."""
    kept = attachments.of_request(desk.store, file.request_id)
    return beside_of(
        file,
        documents.texts(desk.store, file.request_id),
        [*(one.name for one in kept), *_words_of_files(desk, file.request_id)],
    )


def _words_of_files(desk: Desk, request_id: int) -> Iterator[str]:
    """Yield the words of a case's files, as many of them as one case may be found by."""
    room = MOST_OF_A_CASE
    for _, text in attached_words.of_request(desk.store, request_id):
        yield text[:room]
        room -= len(text)
        if room <= 0:
            return


def where_found(desk: Desk, request_id: int, typed: str) -> str:
    """Return which attachment has words the case itself does not say; empty where none has.

    With the name of the file goes the place in it, in the words round what was sought.
    """
    row = requests.one(desk.store, request_id)
    said = fold_all(str(getattr(row, name)) for name in SEARCHED_COLUMNS if name != "letters_text")
    missing = [term for term in words(typed) if term not in said]
    if not missing:
        return ""
    for name, text in attached_words.of_request(desk.store, request_id):
        line = next((one for one in text.splitlines() if missing[0] in fold(one)), "")
        if line:
            return f"附件“{_short(name)}”：{_round(line.strip(), missing[0])}"
    for file in attachments.of_request(desk.store, request_id):
        if missing[0] in fold(file.name):
            return f"附件“{_short(file.name)}”"
    return ""


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _round(line: str, term: str) -> str:
    at = max(fold(line).find(term), 0)
    start = max(at - _BEFORE, 0)
    cut = line[start : at + len(term) + _BEHIND]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(line) else ''}"


def beside_of(file: CaseFile, letters: str = "", file_names: Iterable[str] = ()) -> str:
    """Return the same from its parts, for a case that is not written yet."""
    parts = [letters, *file_names, *_told(file), _readings(file)]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _told(file: CaseFile) -> Iterator[str]:
    registration = file.registration
    yield from (registration.mail_number, registration.contact, registration.representative)
    yield from (registration.guardian, registration.remark)
    for record in file.records:
        yield from noted(record).words(_WORDS)


def _readings(file: CaseFile) -> str:
    """Return the readings of the names that the list's own pinyin does not have.

    A guardian has no column of the list, and so every reading of the name.
    """
    from db.pinyin import other_readings, pinyin_key

    registration = file.registration
    guardian = registration.guardian
    names = (
        registration.applicant_name,
        registration.co_applicants,
        registration.agent_name,
        guardian,
    )
    own = pinyin_key(guardian) if guardian else ""
    return " ".join(filter(None, (own, other_readings(" ".join(filter(None, names))))))
