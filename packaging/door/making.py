"""Makes .venv from a lock file, and says why where it cannot."""

import contextlib
import errno
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from door.environment import own_environment, run_quietly
from door.house import House, alone, is_ready, read_stamp, requirements, write_stamp
from door.refusals import (
    BROKEN_DOWNLOAD,
    DISK_FULL,
    IN_USE,
    MISSING_WHEELS,
    NO_NETWORK,
    StartError,
    damaged_lock,
    no_rights,
    no_venv_module,
    unsupported_python,
)
from door.talking import ProgressLine

# Bytes of a whole .venv, tests included, with what pip unpacks meanwhile.
ROOM_NEEDED = 700 * 2**20


def make_ready(house: House, lock: Path) -> None:
    """Bring .venv to what `lock` names; instant when it is there already."""
    if is_ready(house, lock):
        return
    pinned = requirements(lock)
    with alone(house) as held:
        if is_ready(house, lock):
            return
        anew = not read_stamp(house)
        if anew:
            refuse_early(house)
        progress = ProgressLine()
        try:
            progress.show("正在准备运行环境，只在第一次需要几分钟 / Preparing, on first start only")
            if anew:
                make_venv(house)
            else:
                house.stamp.unlink()
            install(house, lock, pinned, progress, held)
        finally:
            progress.clear()
        # The development lock holds the runtime lock whole.
        write_stamp(house, sorted({lock, house.runtime_lock}))


def refuse_early(house: House) -> None:
    """Refuse what cannot end well before a minute is spent on it."""
    if os.pathsep in str(house.root):
        raise StartError(
            f"程序文件夹的路径里不能有“{os.pathsep}”，请改名后重新运行",
            f"The folder's path may not contain {os.pathsep!r}: rename it and run it again.",
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise no_venv_module()
    if shutil.disk_usage(house.root).free < ROOM_NEEDED:
        raise DISK_FULL


def make_venv(house: House) -> None:
    """Make an empty .venv, clearing away whatever a broken start left there."""
    if house.venv.is_file():
        house.venv.unlink()
    # run.py may itself be run by the .venv that is about to be cleared.
    python = getattr(sys, "_base_executable", sys.executable)
    made = run_quietly([python, "-m", "venv", "--clear", str(house.venv)], own_environment())
    if made.returncode:
        raise why_venv_failed(made.stdout, house)


def install(
    house: House, lock: Path, pinned: Sequence[str], progress: ProgressLine, held: IO[bytes]
) -> None:
    """Install exactly what `lock` names, and nothing that does not bear its hash."""
    offline = house.wheels.is_dir()
    command = [
        *(str(house.python), "-m", "pip", "install", "--no-user", "--no-deps"),
        *("--require-hashes", "--only-binary", ":all:", "--no-input", "--retries", "3"),
        *("--no-warn-script-location", "--disable-pip-version-check", "--progress-bar", "off"),
        *(("--no-index", "--find-links", str(house.wheels)) if offline else ()),
        *("-r", str(lock)),
    ]
    said: list[str] = []
    # A pip that outlives us keeps the lock: the next start must not clear .venv under its hands.
    kept_open = (held.fileno(),) if os.name == "posix" else ()
    with subprocess.Popen(
        command,
        env=own_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=kept_open,
    ) as pip:
        assert pip.stdout is not None
        done = 0
        for line in pip.stdout:
            said.append(line)
            done += line.startswith("Collecting ")
            if line.startswith("Installing collected"):
                progress.show("正在安装 / Installing")
            elif line.startswith("Collecting "):
                part = line.split()[1].partition("==")[0]
                progress.show(f"正在取得组件 / Fetching {done}/{len(pinned)} {part}")
    if pip.returncode:
        text = "".join(said)
        with contextlib.suppress(OSError):
            house.pip_log.write_text(text, encoding="utf-8")
        raise why_pip_failed(text, house, lock, offline=offline)


def why_venv_failed(said: str, house: House) -> StartError:
    """Return the sentence for what `python -m venv` said."""
    return common_failure(said, house) or StartError(
        f"无法建立 {house.venv}，请删除该文件夹后重新运行，仍不行请重新安装 Python",
        f"{house.venv} could not be made: delete that folder and run it again, and if that does "
        "not help install Python again.",
    )


def why_pip_failed(said: str, house: House, lock: Path, *, offline: bool) -> StartError:
    """Return the sentence for what pip said."""
    known = common_failure(said, house)
    if known:
        return known
    if "DO NOT MATCH THE HASHES" in said:
        return BROKEN_DOWNLOAD
    if re.search(r"Invalid requirement|Hashes are required|In --require-hashes mode", said):
        return damaged_lock(lock)
    missing = "No matching distribution found" in said
    if offline and missing:
        return MISSING_WHEELS
    if re.search(
        r"Retrying \(Retry|Connection|Max retries|getaddrinfo|name resolution|Name or service"
        r"|Proxy|SSL|[Tt]imed? ?out|HTTP error|IncompleteRead|IncompleteDownload",
        said,
    ):
        return NO_NETWORK
    if missing:
        return unsupported_python()
    return StartError(
        f"准备运行环境没有成功，请删除 {house.venv} 后重新运行，"
        f"仍不行请把其中的 {house.pip_log.name} 交给技术人员",
        f"The program could not be prepared: delete {house.venv} and run it again, and if that "
        f"does not help show {house.pip_log.name} in it to your technician.",
    )


def common_failure(said: str, house: House) -> StartError | None:
    """Return the sentence for a failure of the computer rather than of the tool."""
    if re.search(r"No space left|Errno (28|122)\b|WinError (112|39)\b|[Qq]uota exceeded", said):
        return DISK_FULL
    if re.search(r"WinError 32\b|Text file busy", said):
        return IN_USE
    if re.search(r"Permission denied|Errno (13|30)\b|WinError 5\b|Read-only file", said):
        return no_rights(house.root)
    if "No module named ensurepip" in said or "ensurepip is not" in said:
        return no_venv_module()
    return None


def why_system_failed(error: OSError, house: House) -> StartError:
    """Return the sentence for what the operating system refused."""
    place = error.filename or house.root
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or getattr(error, "winerror", 0) == 112:
        return DISK_FULL
    if getattr(error, "winerror", 0) == 32:
        return IN_USE
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return no_rights(place)
    return StartError(
        f"系统不允许使用 {place}（{error.strerror}），请把程序文件夹放到本机磁盘后重新运行",
        f"The system refused {place} ({error.strerror}): move the program's folder to a local "
        "disk and run it again.",
    )
