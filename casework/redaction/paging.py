"""How many pages a file has, for whoever lists what is given out."""

from pathlib import Path

from casework.foreign import Limits, read_apart
from casework.redaction.doors import count_pages

_COUNTING = Limits(seconds=8, mib=700)
_ONE_PAGE = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif"})


def pages_in(path: Path) -> int:
    """Return how many pages a PDF or a picture has, 0 for a file whose pages are not fixed.

    Raises `ClerkError` where a PDF cannot be read.
    """
    kind = path.suffix.lower()
    if kind in _ONE_PAGE:
        return 1
    if kind != ".pdf":
        return 0
    return int(read_apart(count_pages, path, limits=_COUNTING, name=f"“{path.name}”"))
