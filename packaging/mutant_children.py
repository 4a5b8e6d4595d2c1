"""The children of the tests as forks: what reads a stranger's bytes is seen by the mutator too.

A child that starts a Python of its own reads the sources anew: it leaves no mark of what it ran,
and a mutant is not in it. A fork has both. It holds itself to the same limits, beyond what the
tests weigh.
"""

import contextlib
import importlib
import io
import os
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mutate import REPO


class Fork:
    """A fork that answers one request, with what the parent asks of a started program."""

    def __init__(self) -> None:
        here, self._input = os.pipe()
        self._output, there = os.pipe()
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            with contextlib.suppress(BaseException):
                self._answer(here, there)
            os._exit(1)
        os.close(here)
        os.close(there)
        self.stdin = open(self._input, "wb")  # noqa: SIM115
        self.stdout = open(self._output, "rb")  # noqa: SIM115

    def _answer(self, here: int, there: int) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        os.close(self._input)
        os.close(self._output)
        # The streams of the tests are not torn down here: what they hold is the parent's to say.
        sys.stdin = io.TextIOWrapper(open(here, "rb"))  # noqa: SIM115
        # The worker lets go of the stream and speaks into what lies under it.
        self.kept = sys.stdout = io.TextIOWrapper(open(there, "wb"))  # noqa: SIM115
        _weighed_anew()
        os.chdir(_own_program().folder())
        importlib.import_module("casework.foreign.worker").main()

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Return its exit code, that of a signal below nothing, once it has ended."""
        if self.returncode is None:
            status = os.waitpid(self.pid, 0)[1]
            self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def _own_program() -> Any:  # noqa: ANN401  a module of the program, loaded only with its marks
    return importlib.import_module("casework.programs.own_program")


def _weighed_anew() -> None:
    """Let the limits count from what the tests weigh already."""
    limits: Any = importlib.import_module("casework.foreign.limits")
    bind, weight = limits.bind_myself, _weight()
    limits.bind_myself = lambda one: bind(one._replace(mib=one.mib + weight))


def _weight() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def forking() -> None:
    """Have each child that reads a stranger's bytes forked from the tests, from now on.

    Whatever it may read of the rooms is loaded before: a fork's own loading leaves no trace.
    """
    for room in ("casework", "db"):
        for path in sorted((REPO / room).rglob("*.py")):
            name = ".".join(path.relative_to(REPO).with_suffix("").parts)
            importlib.import_module(name.removesuffix(".__init__"))
    child: Any = importlib.import_module("casework.foreign.child")
    own = _own_program()
    child.own_program = SimpleNamespace(
        begin=lambda *_words, **_options: Fork(),
        folder=own.folder,
        is_frozen=own.is_frozen,
        command=own.command,
    )
