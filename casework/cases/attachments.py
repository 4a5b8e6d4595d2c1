"""Files that belong to a case: copied beside the register, found again by their content.

The copy is named by its content and not by its own name, so that no folder listing tells who
asked for what, and the same file kept twice takes its room once.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from casework.cases.recorded import entered, noted
from casework.desk.changes import What
from casework.desk.desk import Desk
from casework.desk.writing import writing
from db import attachments, requests, steps
from db.attachments import Attachment as Attachment
from db.file_names import what_to_check, why
from db.files import digest_of, write_whole
from forms.handling import AttachmentRemoval
from rules.errors import ClerkError
from rules.steps import StepKind, effective

_CHUNK = 1 << 20
LARGEST_BYTES = 500 << 20
MOST_FILES = 50


def add_file(
    desk: Desk,
    request_id: int,
    source: Path,
    *,
    step_id: int | None = None,
    to_disclose: bool = False,
) -> Attachment:
    """Keep a copy of a file with a case and return its record.

    Raises `ClerkError` where the file cannot be read, is too large, or the disk is full.
    """
    check_file(source)
    digest, size = _digest(source)
    kept = _Kept(source.name, digest, size, lambda: _chunks(source))
    return _add(desk, request_id, kept, step_id=step_id, to_disclose=to_disclose)


def add_content(desk: Desk, request_id: int, name: str, content: bytes) -> Attachment:
    """Keep what has no file of its own, such as a picture pasted, and return its record.

    Raises `ClerkError` where it is too large, or the disk is full.
    """
    if len(content) > LARGEST_BYTES:
        raise _too_large(name)
    digest = hashlib.sha256(content).hexdigest()
    return _add(desk, request_id, _Kept(name, digest, len(content), lambda: [content]))


def of_case(desk: Desk, request_id: int) -> list[Attachment]:
    """Return the files that count as a case's, in the order they were added."""
    gone = removals(desk, request_id)
    return [file for file in attachments.of_request(desk.store, request_id) if file.id not in gone]


def removals(desk: Desk, request_id: int) -> dict[int, str]:
    """Return why each file taken off a case no longer counts, by its id."""
    records = steps.of_request(desk.store, request_id)
    words = {StepKind.ATTACHMENT_REMOVED.word, StepKind.REDACTED.word}
    if not any(record.kind in words for record in records):
        return {}
    from casework.cases.recorded import as_step

    every = list(map(as_step, records))
    standing = effective(every)
    gone = {
        noted(step).attachment or 0: entered(step, AttachmentRemoval).reason
        for step in standing
        if step.kind is StepKind.ATTACHMENT_REMOVED
    }
    stands = {step.id for step in standing}
    for step in every:
        if step.kind is StepKind.REDACTED and step.id not in stands:
            gone.setdefault(noted(step).copy_id or 0, "遮盖已撤销")
    return gone


def by_label(desk: Desk, request_id: int) -> dict[str, Attachment]:
    """Return the files of a case by what a clerk calls them: their names, numbered where equal."""
    found: dict[str, Attachment] = {}
    for file in of_case(desk, request_id):
        label, place = file.name, 1
        while label in found:
            place += 1
            label = f"{file.name}（第{place}个）"
        found[label] = file
    return found


def check_file(source: Path) -> None:
    """Raise `ClerkError` for what cannot become an attachment: a folder, nothing, too much."""
    try:
        if source.is_dir():
            raise ClerkError(
                f"“{source.name}”是文件夹，不能作为附件；请打开文件夹，选中里面的文件再添加。"
            )
        size = source.stat().st_size
    except OSError as error:
        raise _unreadable(source, error) from error
    if size > LARGEST_BYTES:
        raise _too_large(source.name)


def pasted_name(what: str, at: datetime, suffix: str, taken: Collection[str] = ()) -> str:
    """Return a name for what came without one: what it is and when, never whose it is."""
    stem = f"{what} {at:%Y-%m-%d} {at:%H}时{at:%M}分"
    name, copy = f"{stem}{suffix}", 1
    while name in taken:
        copy += 1
        name = f"{stem}（{copy}）{suffix}"
    return name


class _Kept(NamedTuple):
    name: str
    digest: str
    size: int
    content: Callable[[], Iterable[bytes]]


def _add(
    desk: Desk,
    request_id: int,
    kept: _Kept,
    *,
    step_id: int | None = None,
    to_disclose: bool = False,
) -> Attachment:
    if len(of_case(desk, request_id)) >= MOST_FILES:
        raise ClerkError(f"一件申请最多保存{MOST_FILES}个附件，请合并后再添加。")
    path = _place(desk, kept.digest, Path(kept.name).suffix)
    with writing(desk, "attach", What.CASE, request_id=request_id) as block:
        is_there = path.exists()
        # A copy that was emptied or altered is healed by the same file coming again.
        if not is_there or digest_of(path) != kept.digest:
            if not is_there:
                block.wrote(path)
            _write(kept.content(), path)
        added = attachments.add(
            desk.store,
            request_id,
            name=kept.name,
            path=desk.beside.kept_as(path),
            size=kept.size,
            sha256=kept.digest,
            added_at=desk.now,
            step_id=step_id,
            to_disclose=to_disclose,
        )
        _search_by_its_name(desk, request_id)
        return added


def _search_by_its_name(desk: Desk, request_id: int) -> None:
    from casework.cases.case_file import load
    from casework.cases.searched import searched_beside

    if not steps.of_request(desk.store, request_id):
        return
    text = searched_beside(desk, load(desk, request_id))
    requests.update(desk.store, request_id, {"letters_text": text})


def mark_to_disclose(desk: Desk, file: Attachment, *, to_disclose: bool) -> None:
    """Set whether a file is one to be disclosed with the reply."""
    with writing(desk, "mark_to_disclose", What.CASE, request_id=file.request_id):
        attachments.mark(desk.store, file.id, to_disclose=to_disclose)


def every_of_case(desk: Desk, request_id: int) -> list[Attachment]:
    """Return every file a case ever had, those no longer counted included."""
    return attachments.of_request(desk.store, request_id)


def path_of(desk: Desk, attachment: Attachment) -> Path:
    """Return where the copy lies; raises `ClerkError` where it is gone."""
    path = desk.beside.at(attachment.path)
    if not path.is_file():
        raise ClerkError(
            f"附件“{attachment.name}”不在原来的位置（{attachment.path}），请从备份中找回。"
        )
    return path


def _digest(source: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file in hexadecimal, and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in _chunks(source):
            digest.update(chunk)
            size += len(chunk)
            if size > LARGEST_BYTES:
                raise _too_large(source.name)
    except OSError as error:
        raise _unreadable(source, error) from error
    return digest.hexdigest(), size


def _chunks(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _too_large(name: str) -> ClerkError:
    return ClerkError(f"文件“{name}”超过{LARGEST_BYTES >> 20}MB，请压缩或者拆分后再添加。")


def _unreadable(source: Path, error: OSError) -> ClerkError:
    return ClerkError(
        f"文件“{source.name}”无法读取（{why(error)}），请检查文件是否被占用或者已移走。"
    )


def _place(desk: Desk, digest: str, suffix: str) -> Path:
    safe = "".join(character for character in suffix if character.isalnum())
    return desk.beside.attachments / digest[:2] / f"{digest}{'.' if safe else ''}{safe}"


def _write(chunks: Iterable[bytes], kept: Path) -> None:
    try:
        write_whole(kept, chunks)
    except OSError as error:
        raise ClerkError(
            f"附件无法保存到“{kept.parent}”（{why(error)}），{what_to_check(kept)}"
        ) from error
