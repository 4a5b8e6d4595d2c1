"""The folder of the database this computer runs for several, and where it hears."""

import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from db.server.place import Server

PORT = "端口.txt"
"""The file that says at which port the database hears."""
_NAME = "依申请公开办件台"
# For the tests, and for an office whose disk for data is another one.
_FOLDER_VARIABLE = "DISCLOSURE_DESK_SHARED"


def folder() -> Path:
    """Return where the cluster of this account lies."""
    named = os.environ.get(_FOLDER_VARIABLE)
    return Path(named) if named else user_data_path(_NAME, appauthor=False) / "共用"


def heard_at() -> int:
    """Return the port the cluster of this account hears at, 0 where there is none."""
    with suppress(OSError, ValueError):
        return int((folder() / PORT).read_text(encoding="utf-8"))
    return 0


def is_ours(server: Server) -> bool:
    """Tell whether a register lies in the cluster of this account."""
    return server.is_local and server.port == heard_at()
