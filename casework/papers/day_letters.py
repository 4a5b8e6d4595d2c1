"""The letters of a day: printed as one file, and the list of what went by post."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casework.desk.desk import Desk
from casework.letters import LetterKind, Posted, mailing_register, render
from casework.letters.batch import merge_files, merge_letters
from casework.letters.letter import Letter
from casework.papers.case_papers import envelope_of
from casework.papers.issuing import file_of, office_facts
from casework.papers.services import posted_on
from db import documents, requests
from db.documents import Document
from db.file_names import why
from db.files import write_whole
from rules.errors import ClerkError


@dataclass(frozen=True, slots=True)
class DayLetter:
    """A letter of a day with the case it belongs to."""

    document: Document
    register_number: str
    matter: str
    path: Path
    applicant_name: str


def letters_of(desk: Desk, day: date) -> list[DayLetter]:
    """Return the letters that were written on a day and leave the office, oldest first."""
    found = [
        document
        for document in documents.made_on(desk.store, day)
        if LetterKind.of(document.kind).goes_out
    ]
    rows = {one: requests.one(desk.store, one) for one in {item.request_id for item in found}}
    return [
        DayLetter(
            document,
            rows[document.request_id].register_number,
            rows[document.request_id].matter,
            file_of(desk, document),
            rows[document.request_id].applicant_name,
        )
        for document in found
    ]


def write_envelopes(desk: Desk, letters: Sequence[DayLetter], day: date) -> Path:
    """Write an envelope for each letter into one file to print, and return it; nothing is kept.

    Raises `ClerkError` where an address is not registered, naming the request.
    """
    envelopes = [_envelope(desk, letter) for letter in letters]
    target = desk.folder / "打印" / f"{day.isoformat()} 信封.docx"
    _write(target, merge_letters(envelopes, desk.templates))
    return target


def envelopes_wait(desk: Desk, letters: Sequence[DayLetter]) -> str:
    """Return what keeps the envelopes of these letters from being written, empty for nothing."""
    try:
        for letter in letters:
            _envelope(desk, letter)
    except ClerkError as error:
        return str(error)
    return ""


def _envelope(desk: Desk, letter: DayLetter) -> Letter:
    try:
        return envelope_of(desk, letter.document)
    except ClerkError as error:
        raise ClerkError(f"{letter.register_number}：{error}") from error


def print_file(desk: Desk, day: date) -> Path:
    """Return where the file to print for a day goes; it is written anew each time."""
    return desk.folder / "打印" / f"{day.isoformat()} 文书.docx"


def merge_to(target: Path, paths: Sequence[Path], go_on: Callable[[int], bool]) -> Path:
    """Write letters as they lie on file into one file, each from its own page 1.

    Needs no register, so that it may run off the window's thread. Raises `batch.Stopped` once
    `go_on` says no, `ClerkError` where a file cannot be read or written.
    """
    data = merge_files(paths, go_on=go_on)
    _write(target, data)
    return target


def _write(target: Path, data: bytes) -> None:
    try:
        write_whole(target, [data])
    except OSError as error:
        raise ClerkError(
            f"“{target.name}”无法保存（{why(error)}），可能正在 Word 或 WPS 中打开，请关闭后再试。"
        ) from error


def pieces_posted(desk: Desk, day: date) -> list[Posted]:
    """Return every letter given to the post on a day, reply or notice, one line each."""
    return [
        Posted(
            addressee=one.addressee,
            address=one.address,
            # The number stands on a line of its own, where it does not break.
            document=f"{one.document.title}\n{one.document.number}".strip(),
            mail_number=one.mail_number,
        )
        for one in posted_on(desk, day)
    ]


def write_mailing_register(desk: Desk, day: date) -> Path:
    """Write the list of the day's mail and return its file.

    Raises `ClerkError` where nothing was served by post on the day.
    """
    pieces = pieces_posted(desk, day)
    if not pieces:
        raise ClerkError(
            f"{day.month}月{day.day}日没有登记邮寄送达的文书，请先在案件中用“登记送达”或者“登记文书送达”登记。"
        )
    letter = mailing_register(office_facts(desk), day, pieces=pieces, posted_by=desk.clerk)
    target = desk.folder / "邮寄登记簿" / f"{day.isoformat()} 邮寄登记簿.docx"
    _write(target, render(letter, desk.templates))
    return target
