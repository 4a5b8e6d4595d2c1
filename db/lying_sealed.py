"""Where a paper of an encrypted office lies sealed, and which of the two that lie there counts.

Asked without the encryption: `db.sealed_papers` makes and reads what is sealed.
"""

from pathlib import Path

from db.file_names import SEALED


def sealed_path(path: Path) -> Path:
    """Return where a paper lies when it is sealed."""
    return path.with_name(path.name + SEALED)


def is_sealed(path: Path) -> bool:
    """Tell whether a paper lies sealed, whether or not it lies plain beside that."""
    return sealed_path(path).is_file()


def is_there(path: Path) -> bool:
    """Tell whether a paper is there, sealed or not."""
    return path.is_file() or is_sealed(path)


def is_a_copy(path: Path) -> bool:
    """Tell whether a paper lies plain as it was brought out, with its sealed one beside it.

    It bears the sealed one's time of change: whoever writes in it gives it another.
    """
    try:
        sealed = sealed_path(path).stat()
        return path.stat().st_mtime_ns == sealed.st_mtime_ns
    except OSError:
        return False
