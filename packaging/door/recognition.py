"""Installs the optional recognition of scans: a folder of its own beside the program."""

import json
import shutil

from door.house import House, alone, fingerprint, requirements
from door.making import ROOM_NEEDED, install, make_ready
from door.refusals import DISK_FULL
from door.talking import ProgressLine, say


def install_recognition(house: House) -> int:
    """Make the recognition what its lock file names; instant when it is there already.

    What is unfinished lies beside and never looks installed.
    """
    make_ready(house, house.runtime_lock)
    pinned = requirements(house.ocr_lock)
    stamp = {"lock": fingerprint(house.ocr_lock)}
    if _stamp(house) == stamp:
        say("文字识别组件已经装好 / The recognition of scans is installed.")
        return 0
    if shutil.disk_usage(house.root).free < ROOM_NEEDED:
        raise DISK_FULL
    unfinished = house.ocr.with_name(".ocr-new")
    progress = ProgressLine()
    with alone(house) as held:
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            progress.show("正在准备文字识别组件，约330兆 / Preparing recognition, about 330 MB")
            install(house, house.ocr_lock, pinned, progress, held, into=unfinished)
            (unfinished / "installed.json").write_text(json.dumps(stamp), encoding="utf-8")
            shutil.rmtree(house.ocr, ignore_errors=True)
            unfinished.replace(house.ocr)
        finally:
            progress.clear()
            shutil.rmtree(unfinished, ignore_errors=True)
    say("文字识别组件装好了，扫描件和照片可以直接拖入收件登记 / The recognition of scans is ready.")
    return 0


def _stamp(house: House) -> object:
    try:
        return json.loads((house.ocr / "installed.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
