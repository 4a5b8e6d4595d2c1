"""A register shared by the installed program and taken back, where the part with PostgreSQL is."""

import json
from pathlib import Path

from xlsxwriter import Workbook

from bundle.archive import files_of
from bundle.components import POSTGRESQL, SERVER
from bundle.plan import CHINESE_NAME
from bundle.trial import OUT_OF_USE, Trial, commanded, must, remove
from bundle.wine import give_away, windows_path

_ROWS = 5


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
    moved = commanded(trial, "move", *in_it, "--to", windows_path(back)).splitlines()[0]
    _must_be_whole(trial, back)
    commanded(trial, "share", "--stop")
    return f"移进本机的数据库，给账号，导入 {_ROWS} 件，停了再开，检查；{moved}"


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
