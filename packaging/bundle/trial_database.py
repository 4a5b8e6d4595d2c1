"""A register shared by the installed program and taken back, where the part with PostgreSQL is."""

import base64
import json
import socket
import ssl
import struct
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook

from bundle.archive import files_of
from bundle.components import POSTGRESQL, SERVER
from bundle.plan import CHINESE_NAME
from bundle.trial import OUT_OF_USE, Trial, commanded, must, remove
from bundle.wine import give_away, windows_path

_ROWS = 5
_LOOPBACK = "127.0.0.1"
_DOOR_SECONDS, _LAST_STEPS_SECONDS = 60, 2
# The eight bytes by which a client of PostgreSQL asks for TLS.
_ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)


class HandedOut(NamedTuple):
    """What the connection file for other computers says of the door."""

    port: int
    certificate: str

    @classmethod
    def read(cls, path: Path) -> "HandedOut":
        """Return what a file says."""
        lines = path.read_text(encoding="utf-8").splitlines()
        said = dict(line.split(" = ", 1) for line in lines if " = " in line)
        return cls(int(said["port"]), said["certificate"])

    @property
    def trusted(self) -> str:
        """The certificate as PEM."""
        return ssl.DER_cert_to_PEM_cert(base64.b64decode(self.certificate))


def own_database(trial: Trial) -> str:
    """Share a register by a database of this computer, act in it, and take it back to a file."""
    parts = (SERVER, POSTGRESQL)
    if not all(part.setup(trial.plan).is_file() for part in parts):
        return "没有做数据库组件，没有试"
    # The one asks for the other.
    must(trial.silently("/POSTGRESQL") == 0, "the part was not installed")
    notes = trial.user / "AppData" / "Local" / CHINESE_NAME
    for part in parts:
        must((notes / part.word / "installed.json").is_file(), f"{part.word} is not there")
    words = "这一版 wine 没有 NtFlushBuffersFileEx，PostgreSQL 不能运行，只试了安装和卸载"
    if trial.wine.runs_postgresql:
        words = share_and_take_back(trial)
    for part in parts:
        must(remove(trial, part) == 0, f"{part.word} was not taken away")
        must(not files_of(notes / part.word), f"{part.word} stayed")
    if trial.wine.runs_postgresql:
        must((notes / "共用" / "data" / "PG_VERSION").is_file(), "the data are gone")
    return words


def share_and_take_back(trial: Trial) -> str:
    """Do it by the commands of the installed program, the database stopped once between them."""
    register = trial.registers()[-1]
    shared, back = register.with_suffix(".djs"), register.with_name("移回的 登记簿.djb")
    in_it = ("--register", windows_path(shared))
    commanded(trial, "share", "--register", windows_path(register))
    whose = ("--person", "周敏", "--parts", "经办人")
    commanded(trial, "accounts", *in_it, "--give", "zhoumin", *whose)
    ledger = windows_path(_ledger(register.parent))
    outcome = json.loads(commanded(trial, "import", ledger, *in_it, "--json"))
    must(outcome["imported"] == _ROWS, f"imported into it: {outcome}")
    commanded(trial, "share", "--stop")
    # It is started by whoever opens the register.
    _must_be_whole(trial, shared)
    code = trial.wine.run(POSTGRESQL.setup(trial.plan), ["/S"]).returncode
    must(code == OUT_OF_USE, f"installed over a running database: code {code}")
    must(remove(trial, POSTGRESQL) == OUT_OF_USE, "a running database was taken away")
    door = opened_to_others(trial, shared)
    moved = commanded(trial, "move", *in_it, "--to", windows_path(back)).splitlines()[0]
    _must_be_whole(trial, back)
    commanded(trial, "share", "--stop")
    handed_out = HandedOut.read(outside_file(shared))
    must(not waited_for(handed_out, is_met=False), "somebody stands at the door of no database")
    # It let go of its port; now of its files.
    time.sleep(_LAST_STEPS_SECONDS)
    return f"移进本机的数据库，给账号，导入 {_ROWS} 件，停了再开，检查；{door}；{moved}"


def opened_to_others(trial: Trial, shared: Path) -> str:
    """Let other computers in, meet the certificate from outside, and find the program in use."""
    commanded(trial, "share", "--others", windows_path(shared), "--host", _LOOPBACK)
    handed_out = HandedOut.read(outside_file(shared))
    must(met(handed_out) == handed_out.certificate, "another certificate than the one handed out")
    must(trial.silently() == OUT_OF_USE, "installed over a program that stands at the door")
    must(remove(trial, SERVER) == OUT_OF_USE, "what the door stands on was taken away")
    # Stopped it goes home; started again somebody stands there again.
    commanded(trial, "share", "--stop")
    must(not waited_for(handed_out, is_met=False), "somebody stands at the door of no database")
    _must_be_whole(trial, shared)
    must(waited_for(handed_out, is_met=True), "nobody stands at the door again")
    return "让其他电脑连接：证书是连接文件里的那一张，这时安装和卸载都拒绝，停止后离开，再开又在"


def outside_file(shared: Path) -> Path:
    """Return the connection file for other computers."""
    return shared.with_name(f"{shared.stem} 其他电脑.djs")


def waited_for(handed_out: HandedOut, *, is_met: bool) -> bool:
    """Wait until somebody stands at the door, or nobody does; return which it is."""
    end = time.monotonic() + _DOOR_SECONDS
    while bool(met(handed_out)) is not is_met and time.monotonic() < end:
        time.sleep(0.5)
    return bool(met(handed_out))


def met(handed_out: HandedOut) -> str:
    """Return the certificate who comes from outside is shown, having trusted the one handed out.

    Empty where nobody stands there; raises `ssl.SSLError` where another stands there.
    """
    context = ssl.create_default_context(cadata=handed_out.trusted)
    context.check_hostname = False
    there = (_LOOPBACK, handed_out.port)
    with suppress(ConnectionError), socket.create_connection(there, 5) as one:
        one.sendall(_ASKS_FOR_TLS)
        if one.recv(1) == b"S":
            with context.wrap_socket(one) as guarded:
                return base64.b64encode(guarded.getpeercert(binary_form=True) or b"").decode()
    return ""


def _ledger(folder: Path) -> Path:
    path = folder / "往年 台账.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("登记编号", "收到日期", "申请人姓名", "申请内容"))
        for row in range(1, _ROWS + 1):
            words = (f"2024-{row:03}", "2024-03-04", "赵一", f"某道路第{row}段的决算报告")
            sheet.write_row(row, 0, words)
    give_away(folder)
    return path


def _must_be_whole(trial: Trial, register: Path) -> None:
    said = trial.console("check", "--register", windows_path(register)).stdout.decode("utf-8")
    # The letters of the kept register were not kept with it; nothing else may be found.
    found = [line for line in said.splitlines() if line.strip() and "不在原来的位置" not in line]
    must(not found or "完整" in found[0], said[-600:])
