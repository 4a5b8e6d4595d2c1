"""Names and places of files that Windows will take, on whatever system they are made."""

import errno
import re
from pathlib import Path

# Devices to Windows, with any ending and in any folder.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)")
_IN_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_PATH = 259
"""What Windows takes where nobody allowed more for the whole computer, which needs its rights."""
SEALED = ".djm"
"""The ending of a paper that lies encrypted: `db.sealed_papers` makes them."""
_WHY = {
    errno.EACCES: "没有权限，或者正被别的程序占用",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENOENT: "文件或者文件夹不存在",
    errno.ENOTDIR: "上一级不是文件夹",
    errno.EEXIST: "同名的文件已存在",
    errno.EIO: "读写磁盘出错",
    errno.ENAMETOOLONG: "名称过长",
    errno.EINVAL: "名称里有不能使用的符号",
}


def is_device(name: str) -> bool:
    """Tell whether Windows takes `name` for a device: what is written there is gone."""
    return _DEVICE.match(name) is not None


def why(error: OSError) -> str:
    """Return in Chinese why the system refused; its own words are English for many of these."""
    return _WHY.get(error.errno or 0, "系统没有允许")


def safe_name(name: str) -> str:
    """Return `name` as a file or folder can bear it, never empty: what no name may have is `_`."""
    made = _IN_NO_NAME.sub("_", name)
    # Windows drops dots and spaces at the end, and then no longer finds what it was given.
    kept = made.rstrip(". ")
    made = kept + "_" * (len(made) - len(kept))
    return f"_{made}" if not made or is_device(made) else made


def is_too_long(path: Path, more: int = 0) -> bool:
    """Tell whether `path`, and what is `more` characters longer, is longer than Windows takes."""
    return len(str(path.absolute())) + more > _LONGEST_PATH


def what_to_check(path: Path) -> str:
    """Return what a clerk should look at where `path` could not be written."""
    if is_too_long(path):
        return "存放的路径过长，请把登记簿移到层次较少、名称较短的文件夹后重试。"
    return "请检查磁盘空间和写入权限后重试。"
