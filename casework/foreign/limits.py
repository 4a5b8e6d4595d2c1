"""How much time and memory the reading of a file may cost, and how a child is held to it.

On Linux the child binds itself before it reads anything; on Windows its parent puts it into a job
object before it is told what to read.
"""

import sys
from pathlib import Path
from typing import Any, NamedTuple

_MIB = 1 << 20
_MOST_SECONDS = 120
_MOST_MIB = 1500
# Libraries are mapped, not allocated: this bounds what a child could map on top of its memory.
_MAPPED_MIB = 3000


class Limits(NamedTuple):
    """What one reading may cost: seconds of work, MiB of memory, MiB of answer.

    The clock on the wall allows three times the work and two seconds more: on a computer that
    does much else at once a child waits for its turn, and its work is bounded all the same.
    """

    seconds: int = 7
    mib: int = 380
    answer_mib: int = 200

    @property
    def wall_seconds(self) -> float:
        """How long the parent waits, once the child has begun, before it ends it."""
        return 3 * self.seconds + 2.0


def limits_for(source: Path | bytes, usual: Limits | None = None) -> Limits:
    """Return the limits for a file: an honest large one may cost more than a small one.

    Bombs are small (1.4 kB have asked for 512 GB), so up to 2 MiB nothing is added.
    """
    limits = usual or Limits()
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
    except OSError:
        return limits
    more = max(0, size // _MIB - 1)
    return limits._replace(
        seconds=min(limits.seconds + 2 * more, max(_MOST_SECONDS, limits.seconds)),
        mib=min(limits.mib + 24 * more, max(_MOST_MIB, limits.mib)),
    )


def bind_myself(limits: Limits) -> None:
    """Hold this process to its limits, where the system lets a process do so itself."""
    if sys.platform == "win32":
        return
    import resource

    memory = limits.mib * _MIB
    for kind, most, at_last in (
        (resource.RLIMIT_DATA, memory, memory),
        (resource.RLIMIT_AS, memory + _MAPPED_MIB * _MIB, memory + _MAPPED_MIB * _MIB),
        # A second between the signal that names the reason and the one that does not.
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            most, at_last = min(most, hard), min(at_last, hard)
        resource.setrlimit(kind, (most, at_last))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    # winnt.h: JOBOBJECTINFOCLASS and the flags of JOBOBJECT_BASIC_LIMIT_INFORMATION.
    _EXTENDED_LIMITS = 9
    _PROCESS_TIME = 0x00000002
    _PROCESS_MEMORY = 0x00000100
    _JOB_MEMORY = 0x00000200
    _DIE_ON_UNHANDLED = 0x00000400
    _KILL_ON_CLOSE = 0x00002000
    _HUNDRED_NANOSECONDS = 10_000_000

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    class Hold:
        """A job object that ends its child when a limit is passed, or when it is let go."""

        def __init__(self, child: Any, limits: Limits) -> None:  # noqa: ANN401
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.CreateJobObjectW.restype = wintypes.HANDLE
            self._kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
            self._kernel.SetInformationJobObject.argtypes = (
                *(wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD),
            )
            self._kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            self._kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
            self._job = self._kernel.CreateJobObjectW(None, None)
            told = _ExtendedLimits()
            told.BasicLimitInformation.LimitFlags = (
                _PROCESS_TIME | _PROCESS_MEMORY | _JOB_MEMORY | _DIE_ON_UNHANDLED | _KILL_ON_CLOSE
            )
            told.BasicLimitInformation.PerProcessUserTimeLimit = (
                limits.seconds * _HUNDRED_NANOSECONDS
            )
            told.ProcessMemoryLimit = told.JobMemoryLimit = limits.mib * _MIB
            size = ctypes.sizeof(told)
            self._kernel.SetInformationJobObject(
                self._job, _EXTENDED_LIMITS, ctypes.byref(told), size
            )
            # A system that knows no jobs inside jobs (before Windows 8) leaves only the clock.
            self._kernel.AssignProcessToJobObject(self._job, int(child._handle))  # noqa: SLF001

        def let_go(self) -> None:
            """End whatever is left in the job."""
            self._kernel.CloseHandle(self._job)

else:

    class Hold:
        """Nothing: the child has bound itself."""

        def __init__(self, child: Any, limits: Limits) -> None:  # noqa: ANN401
            pass

        def let_go(self) -> None:
            """There is nothing to let go."""
