"""The parent's side: start a child, hand it a request, wait with a bound, take the answer."""

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from casework.foreign.answers import packed, unpacked
from casework.foreign.limits import Hold, Limits, limits_for
from casework.foreign.worker import PRIVATE, READY, End
from casework.programs import own_program
from rules.errors import ClerkError

T = TypeVar("T")
_ROOT = Path(__file__).resolve().parents[2]
_LOOKED_AT_SECONDS = 0.02
# An old computer whose virus scanner looks through our own modules takes its time over those.
_START_SECONDS = 60.0
# SIGXCPU, and ERROR_NOT_ENOUGH_QUOTA of a job whose time is up.
_KILLED_BY_CLOCK = {-24, 1816}


def _go_on() -> None:
    return None


def read_apart(
    door: Callable[..., T],
    *arguments: object,
    limits: Limits | None = None,
    check: Callable[[], object] = _go_on,
    name: str = "",
    **named: object,
) -> T:
    """Return what `door(*arguments)` returns, called in a child process.

    `check` is called while it lasts (50 times a second); what it raises ends the child and is
    raised here: hand in `Progress.check` to let the clerk stop it. Without `limits` the size of
    the first path or bytes among the arguments decides.

    Raises the `ClerkError` the door raises, and one of its own where the child took too long,
    took too much, or died. Never call it on the window's thread.
    """
    source = next((one for one in arguments if isinstance(one, Path | bytes)), None)
    allowed = limits or (Limits() if source is None else limits_for(source))
    called = name or (f"“{source.name}”" if isinstance(source, Path) else "这份材料")
    # The child works in the program's own folder: a path is meant from where we are.
    arguments = tuple(map(_whole, arguments))
    named = {key: _whole(value) for key, value in named.items()}
    request = packed(allowed._replace()) + packed(
        (door.__module__, door.__qualname__, arguments, named)
    )
    content, code, in_time = _exchanged(request, allowed, check)
    if not in_time or (not content and code in _KILLED_BY_CLOCK):
        raise ClerkError(
            f"{called}读了{allowed.seconds}秒还没有读完，已经停止，它可能异常庞大或者已经损坏，"
            "请用原来的程序打开并另存一份后再试；只需留存的，作为附件添加。"
        )
    try:
        end, value = cast(tuple[str, Any], unpacked(content))
        refusal = ClerkError(*value) if end == End.REFUSED.value else None
    except (ValueError, TypeError):
        raise ClerkError(
            f"{called}的内容异常庞大或者已经损坏，读取中断，程序和登记簿不受影响，"
            "请用原来的程序打开并另存一份后再试；只需留存的，作为附件添加。"
        ) from None
    if end == End.DONE.value:
        return cast(T, value)
    if refusal is not None:
        raise refusal
    if end == End.OUT_OF_MEMORY.value:
        raise ClerkError(
            f"读取{called}需要的内存超过{allowed.mib}兆，已经停止，它可能异常庞大或者已经损坏，"
            "请用原来的程序打开并另存一份后再试；只需留存的，作为附件添加。"
        )
    raise ClerkError(
        f"{called}不合它这一类文件的规范，读不下去，请用原来的程序打开并另存一份后再试；"
        "只需留存的，作为附件添加。"
    ) from RuntimeError(value)


def _whole(value: object) -> object:
    return value.absolute() if isinstance(value, Path) else value


def _exchanged(
    request: bytes, limits: Limits, check: Callable[[], object]
) -> tuple[bytes, int, bool]:
    """Return the answer, the exit code, and whether the child ended within its time."""
    child = own_program.begin(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=own_program.folder(),
    )
    hold = Hold(child, limits)
    got: list[bytes] = []
    begun: list[float] = []
    talk = threading.Thread(target=_talk, args=(child, request, limits, begun, got), daemon=True)
    latest = time.monotonic() + _START_SECONDS
    in_time = True
    try:
        talk.start()
        while talk.is_alive():
            check()
            talk.join(_LOOKED_AT_SECONDS)
            if time.monotonic() > (begun[0] + limits.wall_seconds if begun else latest):
                in_time = False
                break
    finally:
        if talk.is_alive():
            child.kill()
        code = child.wait()
        hold.let_go()
        talk.join()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()
    return b"".join(got), code, in_time


def _talk(
    child: "subprocess.Popen[bytes]",
    request: bytes,
    limits: Limits,
    begun: list[float],
    got: list[bytes],
) -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    # One that ends before it has read or said everything tells why by its exit code.
    with contextlib.suppress(OSError):
        child.stdin.write(request)
        child.stdin.close()
    with contextlib.suppress(OSError, ValueError):
        if child.stdout.read(1) == READY:
            begun.append(time.monotonic())
        # The child refuses a longer answer itself; this holds one that no longer obeys.
        got.append(child.stdout.read((limits.answer_mib << 20) + 1))


def _command() -> list[str]:
    if own_program.is_frozen():
        return own_program.command(PRIVATE)
    python = sys.executable
    if sys.platform == "win32" and Path(python).stem.lower() == "pythonw":
        # The one without a console has no standard streams at all.
        python = str(Path(python).with_name("python.exe"))
    code = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); " + (
        "from casework.foreign.worker import main; main()"
    )
    return [python, "-I", "-X", "utf8", "-c", code]
