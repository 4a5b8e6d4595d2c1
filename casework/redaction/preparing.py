"""From a file of any known kind to pages of our own."""

import threading
import time
from array import array
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from PIL import Image

from casework.foreign import Limits, read_apart
from casework.redaction.characters import PageText
from casework.redaction.doors import count_pages, read_pdf, read_picture
from casework.redaction.office import clean_office, table_as_sheet, text_as_word
from casework.redaction.prepared import Prepared, PreparedPage
from casework.word.office_program import newer, to_pdf
from db.file_names import why
from rules.errors import ClerkError

Told = Callable[[int, str], object]
# Given a picture: its letters, and the box of each in shares of its width and height.
Recognise = Callable[[Path], tuple[str, bytes]]
_MOST_RECOGNISED = 60
_LOOSELY = 0.05
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"BM", b"GIF8")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OLD_SHEETS = (".xls", ".et", ".xlt")
_OLD_SLIDES = (".ppt", ".dps", ".pps")
_LARGEST_BYTES = 300 << 20
_LARGEST_TEXT = 2 << 20
_HEAD = 4096
_PAGES_AT_A_TIME = 8
_AT_ONCE = 2
_OFFICE_SECONDS = 100.0
_COUNTING = Limits(seconds=8, mib=700)
_READING = Limits(seconds=25, mib=1100)
_PICTURING = Limits(seconds=30, mib=1600)
_CLEANING = Limits(seconds=12, mib=600)
_SECONDS_A_PAGE = 3.0


def _unheard(_per_cent: int, _words: str) -> None:
    return None


def prepare(
    source: Path, folder: Path, told: Told = _unheard, recognise: Recognise | None = None
) -> Prepared:
    """Read a paper into pages of our own, written to `folder`.

    `recognise` reads the letters of a picture where a page has none of its own.

    `told` hears how far it is, in per cent and words; what it raises stops the work. Raises
    `ClerkError` for a file that is missing, damaged, locked, too large, or of an unknown kind, and
    where no office program is there for a Word or Excel file. Never call it on the window's thread.
    """
    told(0, f"正在打开“{source.name}”")
    kind = kind_of(source)
    if kind == "picture":
        pages = read_apart(
            read_picture, source, folder, limits=_PICTURING, check=lambda: told(-1, "正在读取图片")
        )
        return _recognised(Prepared(source.name, folder, pages), told, recognise)
    paper = source if kind == "pdf" else _as_pdf(source, kind, folder, told)
    prepared = Prepared(source.name, folder, _pages(paper, folder, told, source.name))
    return _recognised(prepared, told, recognise)


def _recognised(prepared: Prepared, told: Told, recognise: Recognise | None) -> Prepared:
    """Return a paper with letters on the pages that are nothing but pictures."""
    if recognise is None:
        return prepared
    bare = [
        number
        for number, page in enumerate(prepared.pages)
        if not page.text.letters.strip() and _has_ink(prepared.picture(number))
    ]
    pages = list(prepared.pages)
    for done, number in enumerate(bare[:_MOST_RECOGNISED]):
        told(60, f"正在识别第{number + 1}页的文字，{done + 1}/{len(bare)}")
        page = pages[number]
        try:
            letters, shares = recognise(prepared.picture(number))
        except ClerkError:
            # What cannot be recognised is marked by hand, as without it.
            continue
        if letters.strip():
            text = _placed(page.text, letters, shares)
            pages[number] = replace(page, text=text, recognised=True)
    return replace(prepared, pages=tuple(pages))


def _has_ink(path: Path) -> bool:
    """Tell whether there is anything on a picture that could be letters."""
    with Image.open(path) as opened:
        low, high = opened.convert("L").reduce(4).getextrema()
    return low != high


def _placed(page: PageText, letters: str, shares: bytes) -> PageText:
    """Return the letters read off a picture in points of its page."""
    numbers = array("f")
    numbers.frombytes(shares)
    boxes = array("f")
    for at in range(0, len(numbers), 4):
        left, top, right, bottom = numbers[at : at + 4]
        boxes.extend(
            (left * page.width, top * page.height, right * page.width, bottom * page.height)
        )
    return PageText(page.width, page.height, letters, boxes.tobytes(), loosely=_LOOSELY)


def kind_of(source: Path) -> str:
    """Return pdf, picture, package, old or text; raises `ClerkError` for anything else."""
    try:
        if source.is_dir():
            raise ClerkError(f"“{source.name}”是文件夹，请选择里面的文件。")
        size = source.stat().st_size
        with source.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise ClerkError(f"找不到文件“{source.name}”，请核对名称和位置。") from None
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "名称不合规则"
        raise ClerkError(f"文件“{source.name}”无法读取（{reason}），请检查后再试。") from error
    if not size:
        raise ClerkError(f"“{source.name}”是空文件，请确认是否选错了文件。")
    if size > _LARGEST_BYTES:
        raise ClerkError(f"“{source.name}”超过{_LARGEST_BYTES >> 20}MB，请拆分后再试。")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head[:2] == b"PK":
        return "package"
    if head[:4] == _OLD_OFFICE or head[:5] == b"{\\rtf":
        return "old"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif", b"ftypavif"):
        raise ClerkError(
            f"“{source.name}”是手机的HEIC照片，还不能读取，请在手机或者看图程序中另存为JPG后再试。"
        )
    if source.suffix.lower() == ".pdf":
        raise ClerkError(f"“{source.name}”不是完整的PDF，可能已经损坏，请向提供者另要一份。")
    if _is_text(head) and size <= _LARGEST_TEXT:
        return "text"
    raise ClerkError(
        f"“{source.name}”不是能遮盖的文件，能遮盖的有PDF、图片、Word、Excel和纯文本，"
        "请另存为其中一种后再试。"
    )


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head or sum(one < 9 for one in head):
        return False
    for name in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(name)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _as_pdf(source: Path, kind: str, folder: Path, told: Told) -> Path:
    told(2, f"正在把“{source.name}”转为页面")
    office = folder / "office"
    office.mkdir(exist_ok=True)
    suffix = source.suffix.lower()
    if kind == "old":
        # Told apart by its name only: the old form looks the same from outside for all of them.
        copy = office / f"old{suffix or '.doc'}"
        copy.write_bytes(source.read_bytes())
        made = _newer(copy, office, told)
        if made is None:
            return to_pdf(copy, folder / "paper.pdf", seconds=_OFFICE_SECONDS)
        source = made
    door = clean_office
    if kind == "text":
        door = table_as_sheet if suffix in (".csv", ".tsv") else text_as_word
    clean = read_apart(
        door, source, office, limits=_CLEANING, check=lambda: told(3, "正在检查文件")
    )
    if clean.suffix in (".odt", ".ods"):
        made = _newer(clean, office, told)
        if made is not None:
            clean = read_apart(clean_office, made, office, limits=_CLEANING)
    told(5, f"正在把“{source.name}”转为页面")
    return to_pdf(clean, folder / "paper.pdf", seconds=_OFFICE_SECONDS)


def _newer(source: Path, office: Path, told: Told) -> Path | None:
    """Return an older file in the form that can be cleaned; `None` where nothing makes it."""
    told(3, "正在转为新版格式")
    if source.suffix in _OLD_SLIDES:
        return None
    is_sheet = source.suffix in (*_OLD_SHEETS, ".ods")
    folder = office / "newer"
    folder.mkdir(exist_ok=True)
    return newer(source, folder, "xlsx" if is_sheet else "docx", seconds=_OFFICE_SECONDS)


def _pages(paper: Path, folder: Path, told: Told, name: str) -> tuple[PreparedPage, ...]:
    count = read_apart(count_pages, paper, limits=_COUNTING, name=f"“{name}”")
    starts = range(0, count, _PAGES_AT_A_TIME)
    end = time.monotonic() + 60 + count * _SECONDS_A_PAGE
    done = 0
    stop = threading.Event()
    read: dict[int, tuple[PreparedPage, ...]] = {}

    def check() -> None:
        if stop.is_set():
            raise _Stopped

    def one(start: int) -> tuple[PreparedPage, ...]:
        check()
        last = min(start + _PAGES_AT_A_TIME, count)
        return read_apart(
            read_pdf, paper, folder, start, last, limits=_READING, check=check, name=f"“{name}”"
        )

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = {start: pool.submit(one, start) for start in starts}
        try:
            for start, future in waiting.items():
                while not future.done():
                    told(10 + 50 * done // count, f"正在读取第{start + 1}页，共{count}页")
                    if time.monotonic() > end:
                        raise ClerkError(
                            f"“{name}”读了很久还没有读完，已经停止，请拆分成几份后再试。"
                        )
                    time.sleep(0.02)
                read[start] = future.result()
                done += len(read[start])
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return tuple(page for start in starts for page in read[start])


class _Stopped(Exception):  # noqa: N818
    """Another part of the work has failed or was stopped."""
