"""Where a register lies, and whether that is a safe place for it."""

import os
import sys
from datetime import date
from pathlib import Path

from db.file_names import is_too_long

ASIDE = "恢复前"
"""What is kept of a register another was put in the place of has this in its name."""
UPGRADED = "升级前"
"""What is kept of a register before an upgrade has this in its name."""
CONVERTED = "加密转换前"
"""What is there of a register until its encrypted form, or its plain one, has taken its place."""
MOVED, SALVAGED = "已移走", "抢救"
"""Registers that were moved elsewhere, and what was saved of damaged ones, have these in theirs."""
STRAYS, TAKEN_IN = "无主文件", "已存进数据库"
"""Papers no row names, and those a database has taken in, lie in folders of these names."""
# Of a register on a server: a name and an address, and nobody's words.
_CONNECTION = ".djs"
_REMOTE_DRIVE = 4
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SYNC_FOLDERS = (
    *("onedrive", "dropbox", "nutstore", "我的坚果云", "坚果云", "baidusyncdisk", "百度网盘同步"),
    *("wpsdrive", "wps云盘", "wps 云盘"),
)
# Elsewhere a path may have thousands of characters.
_PATHS_END = sys.platform == "win32"
# Folder of the papers, folder of the case, name of the letter.
_LONGEST_PAPER = 100
# Windows' way of saying that a path is to be taken letter by letter.
_PLAIN_PREFIXES = (("//?/UNC/", "//"), ("//?/", ""), ("//./", ""))


# Bytes an address may hold as they are, and each byte as it is written there.
_AS_IT_IS = frozenset(b"/-._~:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_WRITTEN = tuple(chr(byte) if byte in _AS_IT_IS else f"%{byte:02X}" for byte in range(256))


def _quoted(posix: str) -> str:
    """Return a path as an address writes it; `urllib` alone would take 8 ms of every start."""
    return "".join(map(_WRITTEN.__getitem__, os.fsencode(posix)))


def uri(path: Path, mode: str) -> str:
    """Return the address SQLite opens a file under; `mode` is ro, rw or rwc."""
    posix = path.absolute().as_posix()
    if not posix.startswith("/"):
        posix = "/" + posix
    return f"file://{_quoted(posix)}?mode={mode}"


def is_on_network_drive(path: Path) -> bool:
    """Tell whether a file lies on another computer; False where the system cannot say."""
    posix = path.as_posix()
    for said, meant in _PLAIN_PREFIXES:
        if posix.startswith(said):
            posix = meant + posix.removeprefix(said)
            break
    if posix.startswith("//"):
        return True
    if sys.platform == "win32":
        import ctypes

        root = os.path.splitdrive(os.path.abspath(posix))[0] + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE_DRIVE)
    return False


def place_warning(path: Path) -> str:
    """Return the warning to show about where a register lies, or an empty text."""
    if is_on_network_drive(path):
        return (
            f"登记簿“{path.name}”放在网络盘上，断网或者多台电脑同时打开可能损坏数据。"
            "请把它移到本机硬盘，并用“备份”功能把副本存到网络盘。"
        )
    if is_in_synced_folder(path):
        return (
            f"登记簿“{path.name}”放在会自动同步的文件夹里，同步软件可能锁住它，也可能合出两份。"
            "请把它移到本机不同步的文件夹，并用“备份”功能把副本存到同步文件夹。"
        )
    if _PATHS_END and is_too_long(path, len(path.stem) + _LONGEST_PAPER):
        return (
            f"登记簿“{path.name}”存放的路径较长，文书的路径可能超过Windows所允许的长度而保存不了。"
            "请把登记簿和它的文件夹一起移到层次较少、名称较短的位置。"
        )
    return ""


def is_in_synced_folder(path: Path) -> bool:
    """Tell whether a file lies where a program copies every change to a server meanwhile."""
    parts = [part.casefold() for part in path.absolute().parts]
    named = (os.environ.get(name, "") for name in _SYNC_VARIABLES)
    roots = [[part.casefold() for part in Path(one).parts] for one in named if one]
    inside = any(parts[: len(root)] == root for root in roots)
    return inside or any(part.startswith(_SYNC_FOLDERS) for part in parts[:-1])


def left_beside(register: Path) -> list[Path]:
    """Return what earlier work left beside a register and no copy counts among its own, by name.

    Registers from before restores and upgrades, moved and saved ones, and papers put aside.
    """
    words = (ASIDE, UPGRADED, MOVED, SALVAGED, STRAYS, f"文书 {TAKEN_IN}")
    begins = tuple(f"{register.stem} {word}" for word in words)
    try:
        found = [one for one in register.parent.iterdir() if one.name.startswith(begins)]
    except OSError:
        return []
    return sorted(one for one in found if one != register and one.suffix != _CONNECTION)


def free_name(folder: Path, stem: str, words: str, day: date, suffix: str) -> Path:
    """Return a path in `folder` that nothing lies at: 名 升级前 2026-11-22.db, …（2）.db."""
    name = f"{stem} {words} {day:%Y-%m-%d}"
    path = folder / f"{name}{suffix}"
    again = 2
    while path.exists():
        path = folder / f"{name}（{again}）{suffix}"
        again += 1
    return path
