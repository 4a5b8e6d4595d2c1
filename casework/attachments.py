"""Files that belong to a case: copied beside the register, found again by their content.

The copy is named by its content and not by its own name, so that no folder listing tells who
asked for what, and the same file kept twice takes its room once.
"""

import hashlib
from pathlib import Path

from casework.desk import Desk
from db import attachments
from db.attachments import Attachment
from rules.errors import ClerkError

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
    if len(attachments.of_request(desk.store, request_id)) >= MOST_FILES:
        raise ClerkError(f"一件申请最多保存{MOST_FILES}个附件，请合并后再添加。")
    digest, size = _digest(source)
    kept = _place(desk, digest, source.suffix)
    if not kept.exists():
        _copy(source, kept)
    with desk.store.atomic():
        return attachments.add(
            desk.store,
            request_id,
            name=source.name,
            path=kept.relative_to(desk.store.path.parent).as_posix(),
            size=size,
            sha256=digest,
            added_at=desk.now,
            step_id=step_id,
            to_disclose=to_disclose,
        )


def path_of(desk: Desk, attachment: Attachment) -> Path:
    """Return where the copy lies; raises `ClerkError` where it is gone."""
    path = desk.store.path.parent / attachment.path
    if not path.is_file():
        raise ClerkError(
            f"附件“{attachment.name}”不在原来的位置（{attachment.path}），请从备份中找回。"
        )
    return path


def is_unchanged(desk: Desk, attachment: Attachment) -> bool:
    """Tell whether the copy still has the content that was kept."""
    return _digest(path_of(desk, attachment))[0] == attachment.sha256


def _digest(source: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file in hexadecimal, and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > LARGEST_BYTES:
                    raise ClerkError(
                        f"文件“{source.name}”超过{LARGEST_BYTES >> 20}MB，请压缩或者拆分后再添加。"
                    )
    except OSError as error:
        raise ClerkError(
            f"文件“{source.name}”无法读取（{error.strerror}），请检查文件是否被占用或者已移走。"
        ) from error
    return digest.hexdigest(), size


def _place(desk: Desk, digest: str, suffix: str) -> Path:
    safe = "".join(character for character in suffix if character.isalnum())
    return desk.folder / "附件" / digest[:2] / f"{digest}{'.' if safe else ''}{safe}"


def _copy(source: Path, kept: Path) -> None:
    """Copy by way of a half-written name, so that a crash leaves no half a file under its name."""
    half = kept.with_name(f"{kept.name}.part")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as reading, half.open("wb") as writing:
            while chunk := reading.read(_CHUNK):
                writing.write(chunk)
        half.replace(kept)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise ClerkError(
            f"附件无法保存到“{kept.parent}”（{error.strerror}），请检查磁盘空间和写入权限后重试。"
        ) from error
