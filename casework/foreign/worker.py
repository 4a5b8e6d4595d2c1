"""The child: it binds itself, reads one thing, answers and ends. No Qt until a door needs it."""

import importlib
import os
import sys
from collections.abc import Callable
from enum import Enum
from typing import NoReturn

# A frozen program starts itself with this word, before it looks at anything else.
PRIVATE = "--read-apart"
# Said when our own modules are read and the stranger's bytes are next: from here on time counts.
READY = b"R"


class End(Enum):
    """How a reading ended."""

    DONE = "done"
    REFUSED = "refused"
    OUT_OF_MEMORY = "out of memory"
    FAILED = "failed"


def main() -> NoReturn:
    """Answer the one request on the standard input, and end this process."""
    # Read here: every start of the packed program looks whether it is meant to read.
    import pickle

    from casework.foreign.answers import packed
    from casework.foreign.limits import bind_myself

    come, go = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not get into the answer, nor onto anybody's console.
    silent = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stderr = silent
    limits = pickle.load(come)
    bind_myself(limits)
    told = False

    def begin() -> None:
        nonlocal told
        told = True
        go.write(READY)
        go.flush()

    try:
        answer = packed(_answered(come.read(), begin))
    except MemoryError:
        answer = packed((End.OUT_OF_MEMORY.value, None))
    except Exception as error:  # noqa: BLE001  whatever a stranger's bytes bring about
        answer = packed((End.FAILED.value, _told(error)))
    if len(answer) > limits.answer_mib << 20:
        answer = packed((End.OUT_OF_MEMORY.value, None))
    if not told:
        begin()
    go.write(answer)
    go.flush()
    # Tearing down what was read costs more than it is worth.
    os._exit(0)


def _answered(request: bytes, begin: Callable[[], None]) -> tuple[str, object]:
    import pickle

    from rules.errors import ClerkError

    module, name, arguments, named = pickle.loads(request)
    try:
        door = importlib.import_module(module)
        for part in name.split("."):
            door = getattr(door, part)
        begin()
        return End.DONE.value, door(*arguments, **named)  # type: ignore[operator]
    except ClerkError as error:
        return End.REFUSED.value, (error.message, error.basis, error.field)
    except MemoryError:
        return End.OUT_OF_MEMORY.value, None
    except Exception as error:  # noqa: BLE001  whatever a stranger's bytes bring about
        return End.FAILED.value, _told(error)


def _told(error: Exception) -> str:
    import traceback

    return "".join(traceback.format_exception(error, limit=-12))[-4000:]
