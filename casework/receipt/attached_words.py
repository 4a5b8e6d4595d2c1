"""The words inside a case's files, read apart from the program, so that the search finds them."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from casework.cases.case_file import load
from casework.cases.searched import searched_beside
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from casework.foreign import read_apart
from db import attached_words, requests, steps
from rules.errors import ClerkError

MOST_CHARACTERS = 60_000
_LARGEST_BYTES = 40 << 20
_LARGEST_TEXT = 4 << 20
_MOST_ROWS = 5_000
_GONE = "文件不在原来的位置"
_TOO_LARGE = "文件超过40兆，没有读取"
_NO_WORDS = "没有可以读出的文字（图片、扫描件或者空文件）"


class UnreadFile(NamedTuple):
    """A file whose words nobody has read: its content, its name, and where its copy lies."""

    sha256: str
    name: str
    path: Path


class FileWords(NamedTuple):
    """The words of a file, or why there are none."""

    words: str
    why_none: str = ""


def unread_files(desk: Desk) -> list[UnreadFile]:
    """Return the files of all cases whose words are not known yet, each content once."""
    return [
        UnreadFile(sha256, name, desk.beside.at(path))
        for sha256, name, path in attached_words.unread(desk.store)
    ]


def words_of(file: UnreadFile, check: Callable[[], object] | None = None) -> FileWords:
    """Return the words of a file, read in a child process; what cannot be read has a reason.

    `check` is called while it lasts; what it raises ends it. Never call it on the window's thread.
    """
    try:
        if file.path.stat().st_size > _LARGEST_BYTES:
            return FileWords("", _TOO_LARGE)
    except OSError:
        return FileWords("", _GONE)
    try:
        words = read_apart(
            words_in, file.path, file.name, check=check or (lambda: None), name=f"“{file.name}”"
        )
    except ClerkError as error:
        return FileWords("", error.message)
    return FileWords(words, "" if words else _NO_WORDS)


def keep_words(desk: Desk, read: Mapping[str, FileWords]) -> None:
    """Keep the words of files by their content, and let their cases be found by them."""
    if not read:
        return
    with writing(desk, "read_attachments", What.CASE):
        attached_words.put(
            desk.store, {key: (one.words, one.why_none) for key, one in read.items()}
        )
        for request_id in attached_words.requests_with(desk.store, read):
            if steps.of_request(desk.store, request_id):
                text = searched_beside(desk, load(desk, request_id))
                requests.update(desk.store, request_id, {"letters_text": text})


def read_again(desk: Desk, say: Callable[[int, int], object] | None = None) -> int:
    """Read every file of the register anew and keep its words; return how many were read.

    `say` is told how many are done and of how many, and may raise to stop: what was read by then
    is kept, the others stay as they were.
    """
    files = [
        UnreadFile(sha256, name, desk.beside.at(path))
        for sha256, name, path in attached_words.everything(desk.store)
    ]
    read: dict[str, FileWords] = {}
    try:
        for done, file in enumerate(files):
            if say is not None:
                say(done, len(files))
            read[file.sha256] = words_of(file)
    finally:
        keep_words(desk, read)
    return len(read)


def words_in(path: Path, name: str) -> str:
    """Return the words of a file, at most so many: the door of the child process."""
    raw = path.read_bytes()
    words = "\n".join(_lines(raw, name, depth=0))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)[:MOST_CHARACTERS]


def _lines(raw: bytes, name: str, depth: int) -> list[str]:
    from casework.receipt.sources import taken_from
    from casework.word.parts import packed_parts

    if raw.startswith(b"PK\x03\x04"):
        parts = packed_parts(raw)
        if any(part.startswith("xl/") for part in parts):
            return _of_workbook(raw)
        if any(part.startswith("ppt/") for part in parts):
            return _of_slides(parts)
    elif raw.startswith(b"\xd0\xcf\x11\xe0") and "Workbook".encode("utf-16-le") in raw:
        return _of_workbook(raw)
    elif not raw.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raw = raw[:_LARGEST_TEXT]
    taken = taken_from(raw, name)
    if taken.mail is None:
        return [row.text for row in taken.rows]
    mail = taken.mail
    found = [mail.subject, mail.sender_name, *(row.text for row in mail.rows)]
    for inner in mail.inner:
        found += [inner.subject, *(row.text for row in inner.rows)]
    for one in mail.attached if depth == 0 else ():
        found.append(one.name)
        try:
            found += _lines(one.content, one.name, depth + 1)
        except ClerkError:
            # What cannot be read within a mail leaves the mail's own words.
            continue
    return found


def _of_workbook(raw: bytes) -> list[str]:
    from python_calamine import CalamineError, CalamineWorkbook

    found: list[str] = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        for name in book.sheet_names:
            found.append(name)
            for row in book.get_sheet_by_name(name).to_python()[:_MOST_ROWS]:
                found.append(" ".join(str(cell) for cell in row if cell not in ("", None)))
    except (CalamineError, ValueError, OSError) as error:
        raise ClerkError("这个表格文件已经损坏或者加了密码，没有读出文字。") from error
    return found


def _of_slides(parts: Mapping[str, bytes]) -> list[str]:
    from casework.word.parts import parsed

    found: list[str] = []
    for name in sorted(parts):
        if name.startswith("ppt/slides/slide") and name.endswith(".xml"):
            root = parsed(parts[name], part=name)
            found += [node.text or "" for node in root.iter() if str(node.tag).endswith("}t")]
    return found
