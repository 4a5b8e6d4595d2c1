"""Kept files handed on to other programs: never what could run, never the kept file itself."""

import re
import shutil
import stat
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

from casework.cases.attachments import path_of
from casework.desk.desk import Desk
from db.aside import lasting_aside
from db.attachments import Attachment
from db.file_names import safe_name, why
from db.files import digest_of
from rules.errors import ClerkError

# Marks that turn the direction of writing: `答复fdp.exe` can be made to read `答复exe.pdf`.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PROGRAMS = frozenset(
    (
        "exe", "com", "scr", "pif", "msi", "msp", "msix", "appx", "cpl", "dll", "sys", "bat", "cmd",
        "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "jar", "reg", "inf", "lnk",
        "url", "website", "desktop", "sh", "bash", "py", "pyw", "rb", "pl", "php", "chm", "hlp",
        "gadget", "application", "appref-ms", "scf", "mht", "mhtml", "svg", "html", "htm", "xhtml",
        "xml", "iso", "img", "vhd", "vhdx", "settingcontent-ms", "library-ms", "search-ms",
        "diagcab", "workflow", "xll", "wll", "iqy", "oqy", "dqy", "rqy", "slk", "rdp", "msc",
        "jnlp", "ps1xml", "ps2", "psd1", "cdxml", "wsc", "sct", "ws", "vb", "theme", "themepack",
        "deskthemepack", "one", "onepkg", "msu", "mst", "run", "appimage", "command", "deb", "rpm",
        "apk", "csh", "ksh", "zsh", "lua",
    )
)  # fmt: skip
_MACROS = frozenset(
    (
        "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam", "sldm",
        "mdb", "accdb", "ade", "mde", "mda", "accde", "accda", "ppa", "xla", "xlt",
    )
)  # fmt: skip
_STARTS = (
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
    (b"#!", "脚本"),
    (b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
)
# Word, Excel and WPS as they wrote before 2007, and what their macros lie in.
_COMPOUND = b"\xd0\xcf\x11\xe0"
_MACROS_WITHIN = "_VBA_PROJECT".encode("utf-16-le")
_PIECE = 1 << 20


def danger_of(desk: Desk, file: Attachment) -> str:
    """Return a sentence that says why a file is not opened unasked; empty where it may be.

    Raises `ClerkError` where the kept copy is gone.
    """
    what = _what_it_is(file.name, path_of(desk, file))
    if not what:
        return ""
    shown = _DIRECTION.sub("□", file.name)
    return (
        f"附件“{shown}”{what}，打开后可能运行其中的程序，危及这台电脑和登记簿。"
        "申请材料不需要这类文件；拿不准的，请先交信息技术人员查看。"
    )


def _what_it_is(name: str, path: Path) -> str:
    ending = name.rstrip(". ").rpartition(".")[2].lower()
    if _DIRECTION.search(name):
        return "的名称里有改变文字方向的符号，真正的类型与看上去的不同"
    if ending in _PROGRAMS:
        return f"是能够运行的文件（.{ending}）"
    if ending in _MACROS:
        return f"是带宏的文件（.{ending}）"
    try:
        with path.open("rb") as kept:
            start = kept.read(16)
        for mark, word in _STARTS:
            if start.startswith(mark):
                return f"的内容是{word}，与名称不符"
        if start.startswith(b"PK") and _has_macros(path):
            return "里面带有宏"
        if start.startswith(_COMPOUND) and _holds(path, _MACROS_WITHIN):
            return "里面带有宏"
        if start.startswith(b"{\\rt") and _holds(path, b"\\objdata"):
            return "里面嵌有对象"
    except OSError as error:
        raise ClerkError(f"附件“{name}”读不出来（{why(error)}），请从备份中找回。") from error
    return ""


def _has_macros(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            names = [name.lower() for name in package.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return any(
        name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names
    )


def _holds(path: Path, words: bytes) -> bool:
    with path.open("rb") as kept:
        before = b""
        while piece := kept.read(_PIECE):
            if words in before + piece:
                return True
            before = piece[-len(words) :]
    return False


def copy_to_open(desk: Desk, file: Attachment) -> Path:
    """Return a copy of an attachment to be opened that cannot be written to.

    On Windows it bears the mark of what came from elsewhere, so that Word and WPS open it guarded.
    What is opened is what was kept: it is held against the SHA-256 of that. Raises `ClerkError`
    where the copy cannot be made, or the kept file is another by now.
    """
    source = path_of(desk, file)
    try:
        target = read_only_copy(source, file.sha256, file.name)
        if digest_of(target) != file.sha256:
            raise ClerkError(
                f"附件“{file.name}”与存入时不一样，可能已经损坏或者被人改动，所以不打开。"
                "请用“检查登记簿”核对，并从备份中找回。"
            )
        if sys.platform == "win32":
            _mark_as_foreign(target)
    except OSError as error:
        raise ClerkError(f"附件“{file.name}”打不开（{why(error)}），请稍后再试。") from error
    return target


def read_only_copy(source: Path, sha256: str, name: str) -> Path:
    """Return a copy of a kept file, under its name, that cannot be written to.

    Raises OSError where it cannot be made.
    """
    target = lasting_aside("open") / sha256[:12] / safe_name(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists():
        target.chmod(stat.S_IWRITE | stat.S_IREAD)
    shutil.copyfile(source, target)
    target.chmod(stat.S_IREAD)
    return target


def _mark_as_foreign(target: Path) -> None:
    with suppress(OSError):
        target.chmod(stat.S_IWRITE | stat.S_IREAD)
        Path(f"{target}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n")
        target.chmod(stat.S_IREAD)
