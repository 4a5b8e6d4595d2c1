"""The one sentence for a file that cannot be written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from rules.errors import ClerkError


@contextmanager
def told_if_unwritable(path: Path) -> Iterator[None]:
    """Say in a sentence that a file could not be written.

    Raises `ClerkError` in place of the `OSError` that came.
    """
    try:
        yield
    except (OSError, XlsxWriterException) as error:
        raise ClerkError(
            f"“{path.name}”写不进去：可能正在Excel、Word或者WPS中打开，也可能文件夹不能写入。"
            "请关闭该文件，或者换一个位置再试。"
        ) from error
