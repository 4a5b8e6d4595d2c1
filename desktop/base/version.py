"""Which version of the program this is; it is written down once, in pyproject.toml."""

import tomllib
from importlib import metadata

from casework.programs import own_program

_NAME = "disclosure-desk"


def version() -> str:
    """Return the version: of the packed program by what was packed, of a folder by its project."""
    project = own_program.folder() / "pyproject.toml"
    try:
        if not own_program.is_frozen():
            return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
        return metadata.version(_NAME)
    except (OSError, ValueError, KeyError, metadata.PackageNotFoundError):
        return "开发版"
