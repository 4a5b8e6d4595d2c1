"""What the window remembers between two days: sizes, splits, columns, colours and zoom.

It is an ini file beside the register's other local files, so that it can be read, copied and
thrown away without harm.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from desktop.look.theme import Scheme


class Remembered:
    """The ini file of one clerk's window."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def bytes(self, name: str) -> QByteArray | None:
        """Return a state kept by Qt, such as a splitter's, or None."""
        value: Any = self._settings.value(name)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep(self, name: str, value: QByteArray | str | int | bool) -> None:
        """Keep a value under a name."""
        self._settings.setValue(name, value)

    def forget(self, name: str) -> None:
        """Forget what is kept under a name, in the file too."""
        self._settings.remove(name)
        self._settings.sync()

    def text(self, name: str, default: str = "") -> str:
        """Return a text kept under a name."""
        return str(self._settings.value(name, default))

    def number(self, name: str, default: int) -> int:
        """Return a whole number kept under a name."""
        value: Any = self._settings.value(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Return whether something was kept as chosen; not chosen at first."""
        return self.text(name).lower() in ("true", "1")

    @property
    def scheme(self) -> Scheme:
        """The colours chosen."""
        name = self.text("scheme", Scheme.SYSTEM.name)
        return Scheme[name] if name in Scheme.__members__ else Scheme.SYSTEM

    @property
    def zoom(self) -> int:
        """The zoom chosen, in per cent."""
        return min(max(self.number("zoom", 100), 80), 200)
