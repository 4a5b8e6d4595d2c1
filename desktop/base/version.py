"""Which version of the program this is; it is written down once, in pyproject.toml."""

from casework.programs import own_program

_NAME, _UNKNOWN = "disclosure-desk", "开发版"


def version() -> str:
    """Return the version: of the packed program by what was packed, of a folder by its project."""
    # Each takes 15 ms to be read, and one of them is wanted: by whoever asks for the version.
    if own_program.is_frozen():
        from importlib import metadata

        try:
            return metadata.version(_NAME)
        except metadata.PackageNotFoundError:
            return _UNKNOWN
    import tomllib

    project = own_program.folder() / "pyproject.toml"
    try:
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError):
        return _UNKNOWN
