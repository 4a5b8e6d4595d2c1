"""Goes in and out by one of the doors of writing without end, until it is killed by the test.

`python -m tests.faults.doors_worker REGISTER DOOR`; says each thing once it is on disk.
"""

import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from casework.acts import ACTS, perform
from casework.cases.attachments import add_content
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.papers.issuing import DRAFTED, file_of
from casework.safekeeping.encrypting import decrypt_office, encrypt_office, seal_papers
from casework.safekeeping.erasing import erase_value
from casework.safekeeping.restoring import put_back, the_copy
from db import documents, keys, settings
from db.store import is_locked
from forms.fields import read

STARTED = datetime(2026, 3, 6, 9)  # noqa: DTZ001 - the office's own clock
_ticks = count()


def clock() -> datetime:
    return STARTED + timedelta(seconds=next(_ticks))


def say(word: str, number: int = 0) -> None:
    print(word, number, flush=True)  # noqa: T201 - what the parent waits for.


def do(desk: Desk, name: str, request_id: int | None, **typed: Any) -> int:
    day = "arrived_on" if request_id is None else "on"
    form = read(ACTS[name].form, {day: desk.today, **typed})
    assert not isinstance(form, list)
    return perform(desk, ACTS[name], request_id, form).request_id


def opened(path: Path) -> Desk:
    desk = open_desk(path, clock=clock, clerk="周敏")
    if not desk.has_office:
        office = {"name": "某局", "reconsideration_body": "某区人民政府"}
        settings.put(desk.store, "office", office)
        desk.forget_settings()
    return desk


def act(desk: Desk, door: str) -> None:
    for _ in range(1 if door == "encrypting" else 3):
        phone = f"139{next(_ticks) + int(desk.store.value('select count(*) from step')):08d}"
        one = do(
            desk, "register", None, applicant_name="甲", phone=phone, information_sought="文件"
        )
        say("registered", one)
        if door in ("papers", "encrypting", "erasing"):
            add_content(desk, one, "身份证.png", str(one).encode() * 5000)
            do(desk, "decide", one, kind="ALREADY_PUBLIC", access="门户网站")
            say("decided", one)
        if door == "erasing":
            erase_value(desk, phone, "录错")
            say("erased", one)


def read_and_write_on(desk: Desk) -> None:
    """Bring out what lies sealed, as a clerk who reads one letter and writes on in another."""
    for letter in documents.everything(desk.store)[-4:]:
        path = file_of(desk, letter)
        if letter.status == DRAFTED:
            path.write_bytes(path.read_bytes())
            documents.revise(desk.store, letter.id)


def import_ledger(path: Path) -> None:
    from xlsxwriter import Workbook

    from desktop.start.command_line import main

    ledger = path.with_name("台账.xlsx")
    with Workbook(str(ledger)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["申请人", "收到日期", "申请内容", "联系电话"])
        for row in range(1, 40):
            name = f"申请人{next(_ticks)}"
            sheet.write_row(row, 0, [name, "2026-03-02", f"第{row}号文件{name}", "13900000000"])
    main(["import", str(ledger), "--register", str(path)])
    say("imported")


def main(path: Path, door: str) -> None:
    if door == "upgrade":
        say("opened")
        open_desk(path, clock=clock, clerk="周敏").close()
        say("upgraded")
        return
    while True:
        desk = opened(path)
        say("opened")
        if door == "encrypting":
            read_and_write_on(desk)
            seal_papers(desk)
        if door != "import":
            act(desk, door)
        copy = back_up(desk) if door in ("copies", "restore") else None
        desk.close()
        if door == "import":
            import_ledger(path)
        if copy is not None and door == "restore":
            put_back(the_copy(copy, path), path, clock)
            say("restored")
        if door == "encrypting":
            if is_locked(path):
                decrypt_office(path, clock)
            else:
                encrypt_office(path, (keys.known() or [keys.fresh()])[0], clock)
            say("converted")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
