"""Doors that write something for a moment, each brought to a stop in the middle of it.

    python -m tests.faults.aside_doors DOOR FOLDER

says `middle` once something lies there, and waits to be killed. The test sets the system's folder
for such things; FOLDER holds what the door reads and makes.
"""

import io
import os
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

from casework.cases.handing_on import read_only_copy
from casework.desk.daily_copy import back_up
from casework.desk.desk import Desk, open_desk
from casework.letters import LetterKind, own_templates
from casework.programs import own_program
from casework.redaction import redacting
from casework.reports.ledger import write_ledger
from casework.reports.workbook import workbook
from casework.safekeeping import rehearsing
from casework.safekeeping.encrypting import encrypt_office, seal_papers
from casework.sample_office import make_sample_office
from casework.word import office_program
from casework.word.office_program import to_pdf
from db import keys, salvage
from db.aside import new_aside


def now() -> datetime:
    return datetime(2026, 3, 6, 18)  # noqa: DTZ001 - the office's own clock


def middle(*_: Any, **__: Any) -> NoReturn:
    sys.stdout.write("middle\n")
    sys.stdout.flush()
    while True:
        time.sleep(60)


def ledger(folder: Path) -> None:
    """A ledger row by row, as it is written from a register of any size."""

    def lines() -> Iterator[Any]:
        middle()
        yield None

    write_ledger(lines(), folder / "台账.xlsx")


def parts_of_a_workbook(folder: Path) -> None:
    """The parts a workbook is packed from."""
    with patch.object(zipfile.ZipFile, "write", middle), workbook(folder / "年报.xlsx") as book:
        book.add_worksheet().write_string(0, 0, "林一帆")


def copy_to_open(folder: Path) -> None:
    """An attachment open in another program."""
    paper = folder / "身份证.txt"
    paper.write_text("林一帆", encoding="utf-8")
    read_only_copy(paper, "a" * 64, paper.name)
    middle()


def conversion(folder: Path) -> None:
    """A letter on its way to a PDF."""
    paper = folder / "答复.docx"
    paper.write_bytes(b"PK")
    is_there = patch.object(office_program, "find_soffice", lambda: "soffice")
    by_windows = patch.object(office_program, "_by_windows", lambda *_: 3)
    with is_there, by_windows, patch.object(own_program, "run", middle):
        to_pdf(paper)


def blacking_out(folder: Path) -> None:
    """A paper taken apart to be covered."""
    from PIL import Image

    paper = folder / "申请.png"
    Image.new("L", (300, 300), 255).save(paper)
    with patch.object(redacting, "suggest", middle):
        redacting.redact_file(paper, folder / "公开.pdf", terms=())


def rehearsal(folder: Path) -> None:
    """A copy of the office put back to be tried."""
    desk = _office(folder)
    back_up(desk)
    with patch.object(rehearsing, "problems", middle):
        rehearsing.rehearse(desk)


def salvaging(folder: Path) -> None:
    """An encrypted register read out in clear."""
    register = _encrypted(folder)
    with patch.object(salvage, "closing", middle):
        salvage.salvage(register, folder / "救出.djb")


def apart(folder: Path) -> None:
    """An encrypted register as its bytes are, for whoever reads on."""
    desk = open_desk(_encrypted(folder), clock=now)
    desk.store.apart()
    middle()


def templates(folder: Path) -> None:
    """The office's templates in clear, for a window that only reads."""
    register = folder / "登记簿.djb"
    desk = _office(folder)
    own_templates.own_copy(desk.templates, next(iter(LetterKind)))
    desk.close()
    _encrypted(folder)
    desk = open_desk(register, clock=now, read_only=True)
    assert any(desk.templates.iterdir())
    middle()


def window(_: Path) -> None:
    """What the window's rooms ask a folder for: printing, pages to cover, a file of the case."""
    (new_aside("print") / "文书.pdf").write_bytes(b"%PDF")
    middle()


def _office(folder: Path) -> Desk:
    return make_sample_office(folder / "登记簿.djb")


def _encrypted(folder: Path) -> Path:
    register = folder / "登记簿.djb"
    if not register.exists():
        _office(folder).close()
    encrypt_office(register, keys.fresh(), now)
    desk = open_desk(register, clock=now)
    seal_papers(desk)
    desk.close()
    return register


DOORS = {
    door.__name__: door
    for door in (
        ledger, parts_of_a_workbook, copy_to_open, conversion, blacking_out, rehearsal, salvaging,
        apart, templates, window,
    )
}  # fmt: skip

ENCRYPTED = {"salvaging", "apart", "templates"}


def main() -> None:
    """Go through the door named on the command line."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    os.environ["DISCLOSURE_DESK_KEYS"] = str(folder / "密钥.json")
    DOORS[name](folder)


if __name__ == "__main__":
    main()
