"""The locked packages as wheels for the system a bundle is made for, each hash checked by pip."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from door.environment import own_environment, run_quietly
from door.house import requirements
from door.refusals import NO_NETWORK, StartError, damaged_lock

WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "os_name": "nt",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
}


def lock_for_windows(lock: Path) -> str:
    """Return a lock file's lines that concern Windows, without the markers that said so.

    pip would ask the markers of the computer it runs on, whatever platform it fetches for.
    """
    from pip._vendor.packaging.requirements import Requirement

    # A lock that was cut short is refused before anything is fetched.
    requirements(lock)
    kept: list[str] = []
    wanted = False
    for line in lock.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            pinned = Requirement(line.rstrip(" \\"))
            wanted = pinned.marker is None or pinned.marker.evaluate({**WINDOWS})
            line = f"{pinned.name}{pinned.specifier} \\"
        if wanted:
            kept.append(line)
    return "\n".join(kept) + "\n"


def fetch(locks: Sequence[Path], into: Path) -> list[Path]:
    """Return the wheels for 64-bit Windows that the lock files name, fetched where they lack."""
    into.mkdir(parents=True, exist_ok=True)
    found: dict[str, Path] = {}
    for lock in locks:
        narrowed = into / f"{lock.stem}-windows.txt"
        narrowed.write_text(lock_for_windows(lock), encoding="utf-8")
        _pip(
            *("download", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
            *("--platform", "win_amd64", "--python-version", "311", "--implementation", "cp"),
            *("--dest", str(into), "-r", str(narrowed)),
            lock=lock,
        )
        pinned = {_canonical(name) for name in _names(narrowed)}
        found |= {
            wheel.name: wheel
            for wheel in into.glob("*.whl")
            if "-".join(wheel.name.split("-")[:2]).lower() in pinned
        }
    return sorted(found.values())


def _names(narrowed: Path) -> list[str]:
    lines = narrowed.read_text(encoding="utf-8").splitlines()
    return [line.rstrip(" \\") for line in lines if not line.startswith(" ")]


def _canonical(pinned: str) -> str:
    name, _, version = pinned.partition("==")
    return f"{name.replace('-', '_')}-{version}".lower()


def unpack(wheels: Sequence[Path], into: Path) -> None:
    """Install wheels of Windows into a fresh folder; nothing of them is run."""
    shutil.rmtree(into, ignore_errors=True)
    _pip(
        *("install", "--no-deps", "--no-index", "--target", str(into), "--no-compile"),
        *("--platform", "win_amd64", "--python-version", "311", "--only-binary", ":all:"),
        *map(str, wheels),
    )


def _pip(*words: str, lock: Path | None = None) -> None:
    done = run_quietly(
        [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *words],
        own_environment(),
    )
    if done.returncode == 0:
        return
    if "DO NOT MATCH THE HASHES" in done.stdout and lock is not None:
        raise damaged_lock(lock)
    if "No matching distribution" in done.stdout:
        raise StartError(
            f"{lock.name if lock else 'pip'} 里有的组件没有 Windows 的安装包：{done.stdout[-300:]}",
            "A locked package has no wheel for 64-bit Windows, see above.",
        )
    sys.stderr.write(done.stdout)
    raise NO_NETWORK
