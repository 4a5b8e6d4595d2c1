"""Where the recognition of scans lies when it is installed: in a folder of its own.

Only the child that reads a scan looks there: in the program's own environment its libraries
would make every start slower (sqlite-utils alone imports numpy where it finds it).
"""

import os
import sys
from pathlib import Path

from rules.errors import ClerkError

FOLDER = "ocr"
# More threads than these gain nothing on a page and starve the window.
THREADS = 2
_ROOT = Path(__file__).resolve().parents[2]
HOW_TO_GET_IT = (
    "读取扫描件和照片需要文字识别组件（约330兆，不联网使用）："
    "在程序文件夹里运行 python run.py ocr，或者在安装程序里勾选“文字识别”；没有它，"
    "照片照常留作附件。"
)


def component() -> Path | None:
    """Return the folder of the recognition, None where it is not installed."""
    for folder in _folders():
        # Written last: without it an installation broke off.
        if (folder / "installed.json").is_file():
            return folder
    return None


def make_importable() -> None:
    """Let this process import the recognition; raises `ClerkError` where it is not installed."""
    folder = component()
    if folder is None:
        raise ClerkError(HOW_TO_GET_IT)
    # Behind all that is ours: a library of the same name is read where the program has it.
    sys.path.append(str(folder))
    os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))


def is_installed() -> bool:
    """Tell whether scans can be read."""
    return component() is not None


def _folders() -> list[Path]:
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).resolve().parent / FOLDER
        home = os.environ.get("LOCALAPPDATA")
        own = [] if home is None else [Path(home) / "依申请公开办件台" / FOLDER]
        return [beside, *own]
    return [_ROOT / f".{FOLDER}"]
