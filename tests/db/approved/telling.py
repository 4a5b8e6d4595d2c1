"""Writes down what rooms of `db/` are asked, and what they answer."""

from collections.abc import Callable, Iterator
from typing import Any

from rules.errors import ClerkError

AT = "2026-03-02T09:00:00"
BY: dict[str, Any] = {"recorded_at": AT, "recorded_by": "周敏"}


class Telling:
    """Writes down what was asked and what came of it."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, act: Callable[..., Any], *words: Any, **named: Any) -> Any:
        by_name = (f"{name}={one!r}" for name, one in named.items())
        said = ", ".join([*map(repr, words[1:]), *by_name])
        name = f"{act.__module__.removeprefix('db.')}.{act.__qualname__}"
        try:
            found = act(*words, **named)
        except ClerkError as error:
            self.lines.append(f"{name}({said}): refused: {error.message}")
            return None
        except (LookupError, RuntimeError, ValueError) as error:
            self.lines.append(f"{name}({said}): {type(error).__name__}: {error}".rstrip())
            return None
        if isinstance(found, Iterator):
            found = list(found)
        if isinstance(found, set | frozenset):
            found = sorted(found)
        if isinstance(found, list) and len(found) > 1:
            self.lines.append(f"{name}({said}):")
            self.lines += [f"  {one!r}" for one in found]
        else:
            self.lines.append(f"{name}({said}): {found!r}")
        return found
