"""The look through what goes out: whatever a file holds beside what it shows.

It warns and names the place; the clerk decides, and her decision is a step of the case.
"""

import codecs
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from casework.foreign import read_apart
from casework.outgoing.office_files import look_through_office
from casework.outgoing.pdf_files import look_through_pdf
from casework.outgoing.personal import masked, personal_numbers
from casework.outgoing.remarks import Remark, numbers_in
from casework.word.parts import source_bytes
from rules.errors import ClerkError

__all__ = ["Remark", "look_into", "look_through", "masked", "personal_numbers"]

_PICTURES = (".jpg", ".jpeg", ".tif", ".tiff", ".png", ".heic")
_TEXTS = (".txt", ".csv", ".md", ".log")
_ARCHIVES = (".zip", ".rar", ".7z", ".ofd")
_LARGEST_TEXT = 20_000_000


def look_through(path: Path, check: Callable[[], object] | None = None) -> list[Remark]:
    """Return what to look at before a file goes out; empty where nothing was found.

    A file that cannot be looked into is itself a remark: nothing passes unseen. It is looked into
    in a child process, for what goes out may have come from outside; `check` is called while it
    lasts, and what it raises ends it. Never call it on the window's thread.
    """
    try:
        return read_apart(look_into, path, check=check or (lambda: None))
    except ClerkError as error:
        return [Remark("", error.message)]


def look_into(path: Path) -> list[Remark]:
    """Return what `look_through` does: the door of the child process."""
    try:
        data = source_bytes(path)
        return _by_content(path.suffix.lower(), data)
    except ClerkError as error:
        return [Remark("", error.message)]


def _by_content(ending: str, data: bytes) -> list[Remark]:
    if not data:
        return [Remark("", "文件是空的，请确认是否选错了文件。")]
    if data[:5] == b"%PDF-" or ending == ".pdf":
        return look_through_pdf(data)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return [Remark("", "是旧版格式或者加了密码，无法查看，请另存为新版格式后再试。")]
    if ending in _ARCHIVES:
        return [Remark("", "是压缩包或者版式文件，没有查看里面的内容，请逐一打开确认。")]
    if data[:2] == b"PK":
        return look_through_office(data)
    if ending in _PICTURES:
        return _picture(data)
    if ending in _TEXTS:
        text = _decoded(data[:_LARGEST_TEXT])
        lines = enumerate(text.splitlines(), start=1)
        found = list(numbers_in((f"第{number}行", line) for number, line in lines))
        if "\0" in text or "\ufffd" in text:
            found.append(Remark("", "文件里有读不成文字的内容，可能没有看全，请打开确认。"))
        if len(data) > _LARGEST_TEXT:
            found.append(Remark("", "文件太大，只查看了前面的部分，其余请自行确认。"))
        return found
    return [Remark("", "文件的类型不能查看，请打开确认后再发出。")]


def _picture(data: bytes) -> list[Remark]:
    found = [Remark("", "是图片，没有查看画面里的文字，请自行确认有无应当遮盖的内容。")]
    if b"Exif\x00\x00" in data[:65536]:
        found.append(Remark("", "图片带有拍摄信息，可能包括时间、地点，请清除后再发出。"))
    return found


def _decoded(data: bytes) -> str:
    # What Notepad and Excel call Unicode says so in its first two bytes.
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16", "replace")
    for name in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            # A letter may have been cut off at the end.
            return codecs.getincrementaldecoder(name)().decode(data)
    return data.decode("utf-8", "replace")
