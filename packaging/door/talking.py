"""What is said while nothing of the program runs yet; stdout belongs to the program."""

import ctypes
import sys
import unicodedata


def say(words: str) -> None:
    """Write one line to whoever started the program."""
    print(words, file=sys.stderr, flush=True)


class ProgressLine:
    """One line that overwrites itself on a terminal, and is said once anywhere else."""

    def __init__(self) -> None:
        self._alive = sys.stderr is not None and sys.stderr.isatty()
        self._shown = ""

    def show(self, words: str) -> None:
        """Replace the line by `words`."""
        if self._alive:
            blank = " " * max(0, columns(self._shown) - columns(words))
            print(f"\r{words}{blank}", end="", file=sys.stderr, flush=True)
        elif not self._shown:
            say(words)
        self._shown = words

    def clear(self) -> None:
        """Take the line away."""
        if self._alive and self._shown:
            print("\r" + " " * columns(self._shown), end="\r", file=sys.stderr, flush=True)
            self._shown = ""


def columns(words: str) -> int:
    """Return how many terminal columns `words` take."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def is_started_by_hand() -> bool:
    """Whether a person sits before this Windows start; the null device calls itself a terminal."""
    raw = getattr(getattr(sys.stdin, "buffer", None), "raw", None)
    return sys.stdin is None or type(raw).__name__ == "_WindowsConsoleIO"


def show_failure(sentence: str, *, in_a_window: bool) -> None:
    """Say the one sentence where it will be seen."""
    say(sentence)
    if sys.platform == "win32" and in_a_window:
        # A double click opens a console that closes before it can be read.
        ctypes.windll.user32.MessageBoxW(None, sentence, "依申请公开办件台", 0x10)
