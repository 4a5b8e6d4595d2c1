"""Names and places of files that Windows will take, on whatever system they are made."""

import re
from pathlib import Path

# Devices to Windows, with any ending and in any folder.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)")
_IN_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_PATH = 259


def safe_name(name: str) -> str:
    """Return `name` as a file or folder can bear it, never empty: what no name may have is `_`."""
    made = _IN_NO_NAME.sub("_", name)
    # Windows drops dots and spaces at the end, and then no longer finds what it was given.
    kept = made.rstrip(". ")
    made = kept + "_" * (len(made) - len(kept))
    return f"_{made}" if not made or _DEVICE.match(made) else made


def what_to_check(path: Path) -> str:
    """Return what a clerk should look at where `path` could not be written."""
    if len(str(path)) > _LONGEST_PATH:
        return "存放的路径过长，请把登记簿移到层次较少、名称较短的文件夹后重试。"
    return "请检查磁盘空间和写入权限后重试。"
