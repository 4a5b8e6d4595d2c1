"""The doors of the reader, for the child: what they need is imported there and not before."""

from pathlib import Path

from casework.receipt.result import Reading


def file_read(path: Path, *, recognise: bool) -> Reading:
    """Return what a file says. Raises `ClerkError` where it cannot be read."""
    from casework.receipt.reading import read_file

    return read_file(path, recognise=recognise)


def bytes_read(raw: bytes, name: str, *, recognise: bool) -> Reading:
    """Return what the bytes of a file say. Raises `ClerkError` where they cannot be read."""
    from casework.receipt.reading import read_bytes

    return read_bytes(raw, name, recognise=recognise)


def text_read(text: str) -> Reading:
    """Return what copied words say."""
    from casework.receipt.reading import read_text

    return read_text(text)
