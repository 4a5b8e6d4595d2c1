"""What the program, its tests and its bundles need of the system beside Python."""

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from door.environment import run_quietly
from door.refusals import StartError
from door.talking import say

ESSENTIAL_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}


X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


TEST_PACKAGES = (
    *ESSENTIAL_LIBRARIES.values(),
    *X11_LIBRARIES.values(),
    *("xvfb", "xauth", "fonts-noto-cjk", "fonts-wqy-microhei", "fonts-arphic-gbsn00lp"),
    *("libreoffice-writer", "libreoffice-calc", "poppler-utils"),
)


# What a bundle is drawn, written and packed with; Chinese fonts, for the manual as PDF.
BUNDLE_PACKAGES = (
    *ESSENTIAL_LIBRARIES.values(),
    *("fonts-noto-cjk", "binutils"),
)
WINE_PACKAGES = (
    *BUNDLE_PACKAGES,
    *X11_LIBRARIES.values(),
    *("wine", "wine64", "nsis", "osslsigncode", "gcc-mingw-w64-x86-64-win32", "ca-certificates"),
    *("locales", "xvfb", "openbox"),
)


def missing_libraries(wanted: Mapping[str, str]) -> list[str]:
    """Return the Debian packages of those libraries that this Linux cannot load."""
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def need_libraries(wanted: Mapping[str, str]) -> None:
    """Refuse, naming the packages, where Qt would only die with a linker's message."""
    missing = missing_libraries(wanted) if sys.platform.startswith("linux") else []
    if missing:
        command = "sudo apt-get install " + " ".join(missing)
        raise StartError(
            f"系统缺少显示窗口需要的组件，请运行 {command} 后重新运行",
            f"The system lacks libraries that windows need: run {command} and run it again.",
        )


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Return those Debian packages that are not installed, under either name they go by."""
    # Debian 13 and Ubuntu 24.04 renamed some libraries for 64-bit time.
    names = [name + ending for name in wanted for ending in ("", "t64")]
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    installed = {
        line.split()[0].removesuffix("t64")
        for line in shown.stdout.splitlines()
        if line.endswith(" installed")
    }
    return [name for name in wanted if name not in installed]


def administrator() -> list[str] | None:
    """Return what to put before a command that needs root, or None where we may not."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run_quietly(["sudo", "-n", "true"], os.environ).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_system_packages(packages: Sequence[str]) -> None:
    """Install what tests or a bundle need beyond Python, where this is a Debian and we may."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    wanted = list(packages)
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python3.{sys.version_info.minor}-venv")
    missing = missing_packages(wanted)
    if not missing:
        return
    before = administrator()
    if before is not None:
        say("正在安装系统组件 / Installing system packages: " + " ".join(missing))
        apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
        apt += ["-o", "DPkg::Lock::Timeout=300"]
        # Where the lists cannot be renewed the old ones may still do.
        run_quietly([*apt, "update"], os.environ)
        run_quietly([*apt, "install", "--no-install-recommends", *missing], os.environ)
        importlib.invalidate_caches()
        missing = missing_packages(wanted)
    if missing:
        say(
            "有系统组件没有安装，可能做不完，请由管理员运行 / Not everything may work until an "
            "administrator runs: apt-get install --no-install-recommends " + " ".join(missing)
        )
