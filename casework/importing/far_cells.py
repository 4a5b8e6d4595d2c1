"""Cells of an xlsx file that lie far from any table, taken out before a library spans a grid.

One blank in the last column makes a library lay out sixteen thousand cells for every row.
"""

import io
import re
import zipfile
from collections.abc import Iterator

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_MOST_COLUMNS = 1_000
MOST_ROWS = 200_000
# An honest sheet of a hundred thousand rows is some hundred megabytes of XML.
_LARGEST_SHEET_BYTES = 400 << 20
_LARGEST_IN_ALL_BYTES = 600 << 20


class TooLargeError(ValueError):
    """The file unpacks to more than any ledger has."""


def without_far_cells(data: bytes) -> tuple[bytes, list[str]]:
    """Return an xlsx file without the cells that lie far off, and where those with words stood.

    The file comes back as it was where there are none. Raises `TooLargeError`, `BadZipFile`.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > _LARGEST_IN_ALL_BYTES:
            raise TooLargeError
        changed: dict[str, bytes] = {}
        said: list[str] = []
        for info in infos:
            if not _SHEET.search(info.filename):
                continue
            if info.file_size > _LARGEST_SHEET_BYTES:
                raise TooLargeError
            content = archive.read(info)
            far = list(_far(content))
            if far:
                said += [
                    (match[1] + match[2]).decode() for match in far if _says_something(match[0])
                ]
                changed[info.filename] = _without(content, far)
        if not changed:
            return data, []
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as fresh:
            for info in infos:
                fresh.writestr(info.filename, changed.get(info.filename) or archive.read(info))
    return target.getvalue(), said


def _far(content: bytes) -> Iterator[re.Match[bytes]]:
    for match in _CELL.finditer(content):
        is_right = len(match[1]) > 1 and _column(match[1]) > _MOST_COLUMNS
        if is_right or (len(match[2]) > 5 and int(match[2]) > MOST_ROWS):
            yield match


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _says_something(cell: bytes) -> bool:
    return b"<v>" in cell or b"<is>" in cell


def _without(content: bytes, far: list[re.Match[bytes]]) -> bytes:
    kept: list[bytes] = []
    place = 0
    for match in far:
        kept.append(content[place : match.start()])
        place = match.end()
    kept.append(content[place:])
    # A stated size would be laid out whether or not anything stands there.
    return re.sub(rb"<dimension\b[^>]*/>", b"", b"".join(kept), count=1)
