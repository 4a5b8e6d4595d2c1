"""A newer version that the IT department laid into a folder; nothing is asked of a network.

The folder holds the installer and a note beside it: its version, its file, its SHA-256, and in
words what is new. Nothing is offered whose bytes are not those of the note.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.errors import ClerkError

NOTE = "办件台-更新.json"
PLACE = "更新位置.txt"
# The first is where only a policy of the domain may write.
_POLICIES = (r"Software\Policies\依申请公开办件台", r"Software\依申请公开办件台")
_VALUE = "UpdateFolder"
_LONGEST_NOTE = 64 * 1024
_MOST_NEWS = 20


@dataclass(frozen=True, slots=True)
class Update:
    """A newer version, its installer checked to be the one its note names."""

    version: str
    installer: Path
    news: tuple[str, ...]


def folder_of_updates(config: Path) -> Path | None:
    """Return the folder the IT department named, or None where it named none.

    A policy of Windows goes before what a file in `config`, the program's folder of notes, says.
    """
    named = _by_policy()
    if not named:
        with suppress(OSError, UnicodeDecodeError):
            named = (config / PLACE).read_text(encoding="utf-8-sig").strip()
    return Path(os.path.expandvars(named)) if named else None


def _by_policy() -> str:
    if sys.platform == "win32":
        import winreg

        for policy in _POLICIES:
            for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
                with suppress(OSError), winreg.OpenKey(root, policy) as key:
                    named = str(winreg.QueryValueEx(key, _VALUE)[0]).strip()
                    if named:
                        return named
    return ""


def offered(folder: Path, present: str) -> Update | None:
    """Return the version in a folder where it is newer than `present`, else None.

    Raises `ClerkError` where the folder cannot be reached, the note cannot be read, or the
    installer is not the one the note names: that one must not be run.
    """
    note = _note(folder)
    if note is None:
        return None
    version, name = _text(note, "version"), _text(note, "file")
    # A note that names a file elsewhere would lead out of the folder the department answers for.
    is_name = Path(name).name == name and "\\" not in name and name.isprintable()
    if not re.fullmatch(r"\d+(\.\d+){1,3}", version) or not is_name:
        raise _bad_note()
    if _order(version) <= _order(present):
        return None
    installer = folder / name
    try:
        found = _sha256(installer)
    except OSError:
        raise ClerkError(
            f"更新文件夹里有{version}版的说明，但没有安装文件“{name}”，没有更新，请告诉信息技术部门。"
        ) from None
    if found != _text(note, "sha256").lower():
        raise ClerkError(
            f"更新文件夹里的“{name}”与说明里的校验值不符，可能没有复制完整，也可能被改动过。"
            "请不要运行它，并告诉信息技术部门。"
        )
    news = note.get("news", [])
    words = (
        [str(one)[:200] for one in news if isinstance(one, str)] if isinstance(news, list) else []
    )
    return Update(version, installer, tuple(words[:_MOST_NEWS]))


def _note(folder: Path) -> Mapping[str, Any] | None:
    path = folder / NOTE
    try:
        if not path.exists() and folder.is_dir():
            return None
        with path.open("rb") as file:
            content = file.read(_LONGEST_NOTE + 1)
    except OSError:
        raise ClerkError(
            f"更新文件夹“{folder}”现在打不开，没有检查更新。在网络盘上的，请待网络盘接通后再试。"
        ) from None
    try:
        note = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _bad_note() from None
    if not isinstance(note, dict) or len(content) > _LONGEST_NOTE:
        raise _bad_note()
    return note


def _text(note: Mapping[str, Any], name: str) -> str:
    value = note.get(name)
    if not isinstance(value, str) or not value:
        raise _bad_note()
    return value


def _bad_note() -> ClerkError:
    return ClerkError(f"更新文件夹里的“{NOTE}”写得不对，没有更新，请告诉信息技术部门。")


def _order(version: str) -> tuple[int, ...]:
    numbers = [int(one[:9]) for one in re.findall(r"\d+", version)[:4]]
    return tuple([*numbers, 0, 0, 0, 0][:4])


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()
