"""How large copies of an office are and how long they take: python -m tests.faults.measure_copies.

`measure_copies FOLDER [CASES] [--encrypted] [--restores]` makes an office of so many cases (10,000
unless said) in FOLDER by real acts: each is registered and answered, its two letters are written,
and the scan of its application is attached; one made there before is used again. Then it is copied,
copied again unchanged and after a day's work, looked over, told what a restore would change, put
back in a side place, and checked; with `--restores` only the last three, of the latest copy that
was made there. Prints seconds, on the clock and of the processor, sizes and how many files were
written for each.
"""

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from casework.acts import ACTS, perform
from casework.cases.attachments import add_content
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.pages.register_check import problems
from casework.safekeeping.encrypting import encrypt_office, seal_papers
from casework.safekeeping.rehearsing import rehearse
from casework.safekeeping.restoring import put_back, the_copy, told_before
from db import keys, requests, settings
from db.backup import check_files
from forms.fields import read
from tests.bench import synthetic

CASES = 10_000
A_DAY = 40
# Of an application photographed or scanned in black and white, two to three pages.
SCAN_BYTES = (60_000, 180_000)
_MIB = 1 << 20
_NOW = datetime(2026, 11, 20, 18)  # noqa: DTZ001 - the office's own clock


class _Clock:
    """The office's clock; each copy is made an hour after the one before."""

    def __init__(self) -> None:
        self.now = _NOW

    def __call__(self) -> datetime:
        return self.now

    def go_on(self) -> None:
        self.now += timedelta(hours=1)


def work(desk: Desk, many: int, dice: random.Random) -> None:
    """Register and answer so many applications, each with its scan."""
    known = requests.how_many(desk.store)
    for values in list(synthetic.requests(known + many, seed=7))[known:]:
        done = _act(
            desk, "register", None, arrived_on=desk.today, phone=values["phone"],
            applicant_name=values["applicant_name"], address=values["address"],
            information_sought=values["information_sought"],
        )  # fmt: skip
        add_content(desk, done, "申请书扫描件.jpg", dice.randbytes(dice.randint(*SCAN_BYTES)))
        _act(desk, "decide", done, kind="ALREADY_PUBLIC", access="本机关门户网站政府信息公开栏目")


def _act(desk: Desk, name: str, request_id: int | None, **typed: Any) -> int:
    day = {} if request_id is None else {"on": desk.today}
    form = read(ACTS[name].form, {**day, **typed}, today=desk.today)
    assert not isinstance(form, list), form
    return perform(desk, ACTS[name], request_id, form).request_id


def made(register: Path, cases: int, clock: _Clock) -> None:
    """Make the office, or go on with one that was begun; brought to disk once, at the end."""
    desk = open_desk(register, clock=clock, clerk="周敏")
    try:
        desk.store.connection.execute("pragma synchronous = off")
        if not desk.has_office:
            office = {"name": "青枫区政务公开局", "reconsideration_body": "青枫区人民政府"}
            settings.put(desk.store, "office", office)
            desk.forget_settings()
        known = requests.how_many(desk.store)
        with patch.object(os, "fsync"):
            for begun in range(known, cases, 500):
                work(desk, min(500, cases - begun), random.Random(begun))
                _say(f"{min(begun + 500, cases)}件")
    finally:
        desk.close()
        os.sync()


def _say(words: str) -> None:
    print(words, flush=True)


def _size(*folders: Path) -> tuple[int, int]:
    files = [one for folder in folders for one in folder.rglob("*") if one.is_file()]
    return len(files), sum(one.stat().st_size for one in files)


def timed(words: str, doing: Callable[[], Any], copies: Path | None = None) -> Any:
    """Do a thing and say how long it took, and what it added to the folder of copies."""
    before = _size(copies) if copies is not None else (0, 0)
    began, worked = time.monotonic(), time.process_time()
    result = doing()
    took, work = time.monotonic() - began, time.process_time() - worked
    said = f"{words}：{took:.1f}秒（处理器{work:.1f}秒）"
    if copies is not None:
        after = _size(copies)
        said += f"，新写{after[0] - before[0]}个文件、{(after[1] - before[1]) / _MIB:.1f} MiB"
    _say(said)
    return result


def measure(register: Path, clock: _Clock) -> bool:
    """Copy, and look the copies over; tell whether they were sound."""
    copies = register.parent / "另一处"
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    desk = open_desk(register, clock=clock, clerk="周敏")
    try:
        files, size = _size(desk.beside.letters)
        _say(f"{requests.how_many(desk.store)}件申请，文书和附件{files}个、{size / _MIB:.1f} MiB")
        _say(f"登记簿{register.stat().st_size / _MIB:.1f} MiB")
        timed("第一份备份", lambda: back_up(desk, copies), copies)
        clock.go_on()
        timed("第二份备份，没有改动", lambda: back_up(desk, copies), copies)
        work(desk, A_DAY, random.Random(-1))
        clock.go_on()
        copy = timed(f"又办了{A_DAY}件以后的备份", lambda: back_up(desk, copies), copies)
        found = the_copy(copy, register)
        broken = timed("核对这份备份的每个文件", lambda: list(check_files(found)))
        timed("恢复前说明会少什么", lambda: told_before(found, register))
    finally:
        desk.close()
    for sentence in broken:
        _say(sentence)
    return not broken


def put_back_again(register: Path, clock: _Clock) -> bool:
    """Put the latest copy back, rehearse it and check the office; tell whether all was sound."""
    copies, apart = register.parent / "另一处", register.parent / "演练"
    shutil.rmtree(apart, ignore_errors=True)
    found = the_copy(copies, register)
    timed("恢复到另一处", lambda: put_back(found, apart / register.name, clock))
    timed("恢复到原处，文件都在", lambda: put_back(found, register, clock))
    desk = open_desk(register, clock=clock, clerk="周敏")
    try:
        broken: list[str] = timed("检查整个登记簿", lambda: list(problems(desk)))
        back_up(desk)
        is_sound, said = timed("演练恢复", lambda: rehearse(desk))
        _say(said)
    finally:
        desk.close()
    back = open_desk(apart / register.name, clock=clock)
    try:
        broken += list(problems(back))
    finally:
        back.close()
    for sentence in broken:
        _say(sentence)
    return is_sound and not broken


def main() -> int:
    """Make the office where there is none, and measure; return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("cases", type=int, nargs="?", default=CASES)
    parser.add_argument("--encrypted", action="store_true")
    parser.add_argument("--restores", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    os.environ["DISCLOSURE_DESK_KEYS"] = str(asked.folder / "密钥.json")
    register, clock = asked.folder / "登记簿.djb", _Clock()
    if asked.restores:
        return 0 if put_back_again(register, clock) else 1
    made(register, asked.cases, clock)
    if asked.encrypted:
        timed("加密登记簿", lambda: encrypt_office(register, keys.fresh(), clock))
        desk = open_desk(register, clock=clock, clerk="周敏")
        try:
            timed("加密文书和附件", lambda: seal_papers(desk))
        finally:
            desk.close()
    return 0 if measure(register, clock) and put_back_again(register, clock) else 1


if __name__ == "__main__":
    sys.exit(main())
