"""Sentences said before a window stands: on the console, else in a box of Windows."""

import sys

NAME = "依申请公开办件台"
_ERROR_ICON = 0x10


def tell(sentence: str) -> None:
    """Say a sentence where whoever started the program will see it."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)  # noqa: T201
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, NAME, _ERROR_ICON)
