"""Letters opened in Word or WPS: a draft to be written on, what has left only to be read."""

from pathlib import Path

from casework.cases.case_file import load
from casework.cases.handing_on import read_only_copy
from casework.desk.desk import Desk
from casework.papers.issuing import DocumentLine, document_of, file_of, line_of, source_at
from casework.papers.services import has_left
from casework.word import LetterPage, page_of
from db.file_names import why
from db.files import digest_of
from db.lying_sealed import is_there
from rules.errors import ClerkError


def line_to_open(desk: Desk, document_id: int) -> DocumentLine:
    """Return a letter with the path to open: its file, or a read-only copy once it has left.

    What left is held against the SHA-256 kept of it first. Raises `ClerkError` where its file is
    gone or is not what left.
    """
    letter = document_of(desk, document_id)
    line = line_of(desk, letter)
    path = file_of(desk, letter)
    if not has_left(desk, load(desk, letter.request_id), letter):
        return line
    digest = digest_of(path)
    if not digest:
        raise ClerkError(
            f"“{letter.title}”的文件找不到或读不出来，请用“检查登记簿”核对，并从备份中找回。"
        )
    if letter.sha256 and digest != letter.sha256:
        raise ClerkError(
            f"“{letter.title}”已经送出，而它的文件与送出时留存的不一样，所以不打开。"
            "请用“检查登记簿”核对，并从备份中找回送出的那一份。"
        )
    try:
        copy = read_only_copy(path, digest, path.name)
    except OSError as error:
        raise ClerkError(f"“{letter.title}”打不开（{why(error)}），请稍后再试。") from error
    return line._replace(path=str(copy))


def page_to_look_at(line: DocumentLine) -> LetterPage:
    """Return the page of a letter as it lies on file; raises `ClerkError`."""
    return page_of(source_at(Path(line.path)), {})


def has_its_file(line: DocumentLine) -> bool:
    """Tell whether the file of a letter is where it belongs, sealed or not."""
    return is_there(Path(line.path))
