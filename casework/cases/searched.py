"""What a case is searched by beside its own columns: letters, notes, mail numbers, file names."""

from collections.abc import Iterable, Iterator

from casework.cases.case_file import CaseFile
from casework.cases.recorded import noted
from casework.desk.desk import Desk
from db import attachments, documents

# The words of a step a clerk may look for: what was noted, how a letter went out, who took it.
_WORDS = ("text", "note", "mail_number", "received_by", "file_number", "case_number", "body")


def searched_beside(desk: Desk, file: CaseFile) -> str:
    """Return the text a case is found by beside its columns, letters first."""
    kept = attachments.of_request(desk.store, file.request_id)
    return beside_of(
        file,
        documents.texts(desk.store, file.request_id),
        (one.name for one in kept),
    )


def beside_of(file: CaseFile, letters: str = "", file_names: Iterable[str] = ()) -> str:
    """Return the same from its parts, for a case that is not written yet."""
    parts = [letters, *file_names, *_told(file), _readings(file)]
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _told(file: CaseFile) -> Iterator[str]:
    registration = file.registration
    yield from (registration.mail_number, registration.contact, registration.representative)
    yield registration.remark
    for record in file.records:
        yield from noted(record).words(_WORDS)


def _readings(file: CaseFile) -> str:
    """Return the readings of the names that the list's own pinyin does not have."""
    from db.pinyin import other_readings

    registration = file.registration
    names = (registration.applicant_name, registration.co_applicants, registration.agent_name)
    return other_readings(" ".join(filter(None, names)))
