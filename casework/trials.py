"""Trials of what the program does without its window; each returns what it saw, or raises.

`desktop.start.self_test` runs them. They work in a folder of their own and meet no register of
the clerk's.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from casework.desk.desk import Desk
from casework.programs import own_program
from casework.sample_office import TODAY


class NotHereError(Exception):
    """An optional part is not installed."""


class Bench:
    """Where the trials work, and the register the first of them made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._desk: Desk | None = None

    @property
    def register(self) -> Path:
        """The register of the trials."""
        return self.folder / "我的 登记簿.db"

    @property
    def desk(self) -> Desk:
        """The open register; the trials after the one that makes it need it."""
        if self._desk is None:
            raise RuntimeError("没有登记簿可用，见前面失败的项目")
        return self._desk

    def open(self, desk: Desk) -> None:
        """Take an open register."""
        self._desk = desk

    def close(self) -> None:
        """Close the register, where one was made."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None


def templates(_: Bench) -> str:
    """Read every template."""
    from casework.letters.rendering import SHIPPED
    from casework.word import placeholders

    found = sorted(SHIPPED.rglob("*.docx"))
    if len(found) < 40:
        raise RuntimeError(f"只找到{len(found)}份模板")
    for path in found:
        placeholders(path)
    return f"{len(found)}份模板都能读"


def commands(_: Bench) -> str:
    """Count a time limit and a fee."""
    from casework.commands.due import due_line
    from casework.commands.fee import fee_line

    due = due_line(json.loads('{"from":"2026-02-13","working_days":20}'))["due_on"]
    yuan = fee_line({"pages": 120})["yuan"]
    if due != "2026-03-19":
        raise RuntimeError(f"2026年2月13日起20个工作日应到3月19日，算成{due}")
    return f"2026年2月13日起20个工作日到{due}，120页收费{yuan}元"


def office(bench: Bench) -> str:
    """Walk the sample cases from receipt to served reply."""
    from casework.sample_office import make_sample_office
    from db import requests

    bench.folder.mkdir(parents=True)
    bench.open(make_sample_office(bench.register))
    rows = list(requests.every(bench.desk.store))
    served = sum(row.closed_on is not None for row in rows)
    if not rows or not served:
        raise RuntimeError(f"{len(rows)}件中没有办结的")
    return f"办了{len(rows)}件申请，办结{served}件"


def search(bench: Bench) -> str:
    """Search the register."""
    from db import requests

    found = requests.ids(bench.desk.store, requests.Query("政务公开"))
    if not found:
        raise RuntimeError("检索不到样例里有的文字")
    return f"“政务公开”找到{len(found)}件"


def letters(bench: Bench) -> str:
    """Open every letter and look for places left unfilled."""
    import docx

    from casework.papers.issuing import file_of
    from db import documents, requests

    count = 0
    for row in requests.every(bench.desk.store):
        for document in documents.of_request(bench.desk.store, row.id):
            path = file_of(bench.desk, document)
            text = "\n".join(line.text for line in docx.Document(str(path)).paragraphs)
            if "{{" in text:
                raise RuntimeError(f"“{path.name}”里有没填的位置")
            count += 1
    if not count:
        raise RuntimeError("一份文书也没有生成")
    return f"{count}份文书都能打开，没有空着的位置"


def report(bench: Bench) -> str:
    """Make the annual report and its files."""
    from casework.year.report_files import ReportForm, write_report
    from casework.year.year_report import year_report

    made = year_report(bench.desk, TODAY.year)
    wrong = made.as_json()["problems"]
    if wrong:
        raise RuntimeError(f"勾稽关系不成立：{wrong}")
    forms = (ReportForm.EXCEL, ReportForm.WORD, ReportForm.WEB_PAGE, ReportForm.EXCHANGE)
    for form in forms:
        write_report(made, bench.folder / f"年度 报告{form.suffix}", form)
    return f"{TODAY.year}年表三勾稽全部成立，写成{len(forms)}种文件"


def ledger(bench: Bench) -> str:
    """Import a ledger into a register of its own."""
    from casework.desk.desk import open_desk
    from casework.importing import import_ledger
    from casework.reports.workbook import workbook
    from casework.sample_office import OFFICE
    from db import settings

    path = bench.folder / "往年 台账.xlsx"
    heads = ("登记编号", "收到日期", "申请人姓名", "申请内容", "答复类型", "送达日期")
    rows = [
        (
            f"2025-{number:03}",
            "2025-03-03",
            "赵一",
            f"某道路第{number}段的决算报告",
            "予以公开",
            "2025-03-20",
        )
        for number in range(1, 21)
    ]
    with workbook(path) as book:
        sheet = book.add_worksheet("台账")
        for at, row in enumerate([heads, *rows]):
            sheet.write_row(at, 0, row)
    desk = open_desk(bench.folder / "导入.db", clock=bench.desk.clock)
    try:
        settings.put(desk.store, "office", OFFICE)
        desk.forget_settings()
        outcome = import_ledger(desk, path)
    finally:
        desk.close()
    if not outcome.is_fine:
        raise RuntimeError(outcome.words)
    return outcome.words.splitlines()[0]


def foreign(bench: Bench) -> str:
    """Read in a child process."""
    from casework.foreign import read_apart

    process, words = read_apart(_told_apart, str(bench.folder))
    if process == os.getpid() or words != str(bench.folder):
        raise RuntimeError(f"答非所问：{process} {words}")
    return f"读取进程{process}已应答"


def _told_apart(words: str) -> tuple[int, str]:
    return os.getpid(), words


def others(_: Bench) -> str:
    """Start another program, which must not get our libraries."""
    words = ["cmd.exe", "/d", "/c", "set"] if sys.platform == "win32" else ["/usr/bin/env"]
    said = own_program.run(words, seconds=30)
    if said.returncode:
        raise RuntimeError(f"{words[0]}没有运行起来，代码{said.returncode}")
    inside = str(getattr(sys, "_MEIPASS", ""))
    paths = [line for line in said.stdout.splitlines() if b"PATH=" in line.upper()]
    if inside and any(inside.encode() in line for line in paths):
        raise RuntimeError("它会装入本程序的库")
    with own_program.without_own_libraries():
        if _library_folder():
            raise RuntimeError("它会从本程序的文件夹装入库")
    return "环境干净"


def _library_folder() -> str:
    if sys.platform == "win32":
        import ctypes

        room = ctypes.create_unicode_buffer(1024)
        ctypes.windll.kernel32.GetDllDirectoryW(len(room), room)
        return room.value
    return ""


def copies(bench: Bench) -> str:
    """Back up and restore."""
    from db import requests
    from db.backup import back_up, check_copy
    from db.copies import chosen_copy
    from db.restoring import restore

    at = bench.desk.clock()
    copy = back_up(bench.desk.store, bench.folder / "备 份", at=at)
    count = check_copy(copy)
    if count != sum(1 for _ in requests.every(bench.desk.store)):
        raise RuntimeError("备份里的件数与登记簿不同")
    restored = bench.folder / "恢复 出来的.db"
    restore(chosen_copy(copy), restored, at=at)
    if check_copy(restored) != count:
        raise RuntimeError("恢复出来的件数与备份不同")
    return f"{count}件备份后恢复，件数相同"


def check(bench: Bench) -> str:
    """Check the register."""
    from casework.pages.register_check import problems

    found = list(problems(bench.desk))
    if found:
        raise RuntimeError(f"{len(found)}处不一致：{found[0]}")
    return "完整性、校验链、列表与经过都一致"


def encryption(bench: Bench) -> str:
    """Write a copy encrypted; its own key must open it and no other."""
    from db import cipher, keys
    from db.backup import back_up

    if not cipher.is_available():
        raise NotHereError("加密组件没有安装")
    copy = back_up(bench.desk.store, bench.folder / "加密 前", at=bench.desk.clock())
    locked, key = bench.folder / "加密 的.djb", keys.fresh()
    cipher.convert(copy, locked, key=key, lock=True)
    if not cipher.opens(locked, key) or cipher.opens(locked, keys.fresh()):
        raise RuntimeError("密钥对不上加密的登记簿")
    return f"{cipher.engine_of_locked()}，加密的副本只有自己的密钥能打开"


def key_store(_: Bench) -> str:
    """Keep something where the keys of this account are kept, and take it away again."""
    from db import keys

    if not keys.keeps_what_it_is_given():
        raise RuntimeError(f"{keys.where()}存不进东西，加密的密钥没有地方放")
    return f"{keys.where()}能存能取"


def server_driver(_: Bench) -> str:
    """Load what speaks with a server; none is asked."""
    from db.server import component

    if not component.is_available():
        raise NotHereError("服务器组件没有安装")
    driver = component.driver()
    return (
        f"psycopg {component.version()}，libpq {driver.pq.version() // 10000}，没有连接任何服务器"
    )


def own_database(bench: Bench) -> str:
    """Make, start, ask and stop a database of this computer, where PostgreSQL itself is here.

    And make what a door for other computers needs.
    """
    from db.server import component, local, outward

    if component.programs() is None or not component.is_available():
        raise NotHereError("数据库组件没有安装")
    if sys.platform != "win32" and os.geteuid() == 0:
        raise NotHereError("root账户不能运行数据库，没有试")
    said = local.try_out(bench.folder / "本机的 数据库")
    return f"{said}；{outward.try_out()}"


def lacks_server_driver() -> bool:
    """Tell whether the driver of a server is not installed; where it is, it can be imported now."""
    from db.server import component

    return not component.is_available()


CASE_TRIALS: tuple[tuple[str, Callable[[Bench], str]], ...] = (
    ("文书模板", templates),
    ("期限与费用的命令", commands),
    ("从收到申请到送达答复（路径含中文和空格）", office),
    ("全文检索", search),
    ("文书", letters),
    ("年度报告", report),
    ("导入台账", ledger),
    ("在另一个进程里读外来文件", foreign),
    ("启动别的程序", others),
    ("备份和恢复", copies),
    ("登记簿检查", check),
    ("保存密钥的地方", key_store),
    ("加密", encryption),
    ("服务器组件", server_driver),
    ("本机的数据库", own_database),
)
