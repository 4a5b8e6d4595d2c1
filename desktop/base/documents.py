"""Letters handed to Word or WPS: opened by one click, printed by one more."""

import os
import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from casework.programs.own_program import without_own_libraries
from rules.errors import ClerkError


class Printable(Protocol):
    """A letter with a file."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def path(self) -> Path | str: ...  # noqa: D102


# What this program writes. A register from elsewhere can name anything as its letter.
_WRITTEN = frozenset((".docx", ".xlsx", ".pdf", ".html", ".txt"))


def _existing(document: Printable) -> Path:
    path = Path(document.path)
    if path.suffix.lower() not in _WRITTEN:
        raise ClerkError(
            f"“{document.title}”的文件是“{path.name}”，不是本程序写的文书，没有打开。"
            "登记簿可能被人从程序之外改动过，请用“检查登记簿”核对。"
        )
    if not path.is_file():
        raise ClerkError(
            f"找不到“{document.title}”的文件，可能已被移走，请到文书文件夹中查找：{path.parent}。"
        )
    return path


def open_document(document: Printable) -> None:
    """Open a letter in the program that belongs to it; raises `ClerkError` where none does."""
    path = _existing(document)
    if not _handed_on(path):
        raise ClerkError(f"这台电脑没有打开 {path.suffix} 文件的程序，请安装 Word 或 WPS 后再试。")


def print_document(document: Printable) -> str:
    """Send a letter to the printer, or open it to be printed; return what was done."""
    path = _existing(document)
    if sys.platform == "win32":
        try:
            with without_own_libraries():
                os.startfile(path, "print")
        except OSError:
            # No program is registered for printing; the clerk prints from Word or WPS herself.
            pass
        else:
            return f"已将“{document.title}”交给打印机。"
    open_document(document)
    return f"已打开“{document.title}”，请在 Word 或 WPS 中打印。"


def open_path(path: Path) -> None:
    """Open a file, or show a folder, with the program that belongs to it."""
    _handed_on(path)


def _handed_on(path: Path) -> bool:
    # Word or WPS inherits our surroundings where it is started by us.
    with without_own_libraries():
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
