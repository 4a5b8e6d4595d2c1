"""What `initdb` reads, under a path that can be said in every code.

PostgreSQL on Windows knows its own place in the code page of the system, and `initdb` writes that
place into a statement for a database in UTF-8, which refuses it: under a folder with a Chinese name
no cluster would be made. Only making one says its place; what runs it opens files by it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAME = "banjiantai-"
# The last two are called so on every Windows, whatever its users are called.
_VARIABLES = ("ProgramData", "PUBLIC")


@contextmanager
def plainly(programs: Path) -> Iterator[list[str]]:
    """Yield the words that lead `initdb` to a copy of its files, which is gone afterwards.

    None where its own can be named, and where there is no place for a copy: it then says itself
    what is wrong.
    """
    share = programs.parent / "share" / "postgresql"
    folder = None
    if sys.platform == "win32" and share.is_dir() and not str(share).isascii():
        folder = _plain_folder()
    try:
        if folder is None:
            yield []
        else:
            yield ["-L", str(shutil.copytree(share, folder / "share"))]
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _plain_folder() -> Path | None:
    places = [tempfile.gettempdir(), *(os.environ.get(name, "") for name in _VARIABLES)]
    for place in places:
        if place and place.isascii():
            with suppress(OSError):
                return Path(tempfile.mkdtemp(prefix=_NAME, dir=place))
    return None
