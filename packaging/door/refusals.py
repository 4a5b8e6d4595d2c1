"""Why the program cannot start: one sentence each, in Chinese and in English."""

import sys
from pathlib import Path


class StartError(Exception):
    """Why the program cannot start and what to do about it, in Chinese and in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} / {english}")


DISK_FULL = StartError(
    "磁盘空间不足，请腾出至少 1 GB 空间后重新运行",
    "The disk is full: free at least 1 GB and run it again.",
)


IN_USE = StartError(
    "程序的文件正在使用，请关闭已打开的本程序后重新运行",
    "Files of the program are in use: close the program and run it again.",
)


NO_NETWORK = StartError(
    "无法从网络取得所需组件，请检查网络、代理和证书设置后重新运行，"
    "不能联网的电脑请把安装包放进 run.py 旁边的 wheels 文件夹",
    "The parts it needs could not be fetched: check network, proxy and certificates and run it "
    "again, or put the packages into a folder named wheels beside run.py.",
)


BROKEN_DOWNLOAD = StartError(
    "取得的安装包与清单不符，请更换 wheels 文件夹里的安装包或检查网络代理后重新运行",
    "A package is not the one the lock file names: replace the packages in the folder wheels, or "
    "check the network proxy, and run it again.",
)


MISSING_WHEELS = StartError(
    "wheels 文件夹里缺少本机需要的安装包，请补齐，或移走该文件夹以便联网取得，然后重新运行",
    "The folder wheels lacks a package this computer needs: add it, or move the folder away to "
    "use the network, and run it again.",
)


def no_rights(place: Path | str) -> StartError:
    """Return the refusal for a place that may not be written."""
    return StartError(
        f"没有权限写入 {place}，请把程序文件夹放到自己可以写入的位置后重新运行",
        f"No right to write {place}: move the program's folder to a place you may write and run "
        "it again.",
    )


def damaged_lock(lock: Path) -> StartError:
    """Return the refusal for a lock file that cannot be trusted."""
    return StartError(
        f"组件清单 {lock.name} 缺失或已损坏，请重新取得完整的程序文件夹",
        f"The lock file {lock.name} is missing or damaged: get the whole program folder again.",
    )


def unsupported_python() -> StartError:
    """Return the refusal for a Python that the locked packages were not built for."""
    bits = 64 if sys.maxsize > 2**32 else 32
    version = f"Python {sys.version.split()[0]}, {bits}-bit"
    return StartError(
        f"没有适合本机（{version}）的安装包，请改用 64 位 Python 3.11 至 3.13"
        "（Windows 10 以上，或 glibc 2.34 以上的 Linux）后重新运行",
        f"There are no packages for this computer ({version}): use a 64-bit Python 3.11 to 3.13 "
        "on Windows 10 or newer, or on a Linux with glibc 2.34 or newer, and run it again.",
    )


def no_venv_module() -> StartError:
    """Return the refusal for a Python that was installed without venv or ensurepip."""
    package = f"python3.{sys.version_info.minor}-venv"
    return StartError(
        f"这个 Python 缺少 venv 组件，Debian 或 Ubuntu 请运行 sudo apt-get install {package}，"
        "其他系统请重新安装完整的 Python，然后重新运行",
        "This Python came without its venv module: on Debian or Ubuntu run sudo apt-get install "
        f"{package}, elsewhere install a complete Python, and run it again.",
    )
