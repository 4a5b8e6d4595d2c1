"""The recognition of scans: a folder of its own beside the program, from a lock file of its own."""

import json
import shutil
import subprocess
from collections.abc import Sequence

from door.environment import own_environment
from door.house import House, alone, fingerprint, requirements
from door.making import why_pip_failed
from door.talking import say

_MARK = "installed.json"


def install_recognition(house: House, words: Sequence[str]) -> int:
    """Install what reads scans, or take it away with `--remove`; return the exit code."""
    folder = house.root / ".ocr"
    if "--remove" in words:
        shutil.rmtree(folder, ignore_errors=True)
        say("文字识别组件已移除 / The recognition of scans was removed.")
        return 0
    lock = house.root / "packaging" / "ocr.lock"
    requirements(lock)
    if is_whole(house):
        say("文字识别组件已经装好 / The recognition of scans is installed already.")
        return 0
    say("正在安装文字识别组件，约下载 110 兆 / Installing the recognition of scans, about 110 MB")
    unfinished = folder.with_name(".ocr.new")
    with alone(house):
        shutil.rmtree(unfinished, ignore_errors=True)
        offline = house.wheels.is_dir()
        done = subprocess.run(
            [
                *(str(house.python), "-m", "pip", "install", "--no-deps", "--require-hashes"),
                *("--only-binary", ":all:", "--no-input", "--disable-pip-version-check"),
                *(("--no-index", "--find-links", str(house.wheels)) if offline else ()),
                *("--target", str(unfinished), "-r", str(lock)),
            ],
            env=own_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise why_pip_failed(done.stdout, house, lock, offline=offline)
        # Written last: what broke off does not count as installed.
        mark = json.dumps({lock.name: fingerprint(lock)})
        (unfinished / _MARK).write_text(mark, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    say("文字识别组件已装好，收件时可以读取扫描件和照片 / Scans can be read now.")
    return 0


def is_whole(house: House) -> bool:
    """Whether the folder holds exactly what its lock file names."""
    lock = house.root / "packaging" / "ocr.lock"
    try:
        found = json.loads((house.root / ".ocr" / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get(lock.name) == fingerprint(lock)
