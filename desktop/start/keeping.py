"""The commands that keep an office's evidence: check, backup, restore, salvage, export."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rules.errors import ClerkError

if TYPE_CHECKING:
    from casework.desk.desk import Desk

Command = Callable[[argparse.Namespace], int]
Add = Callable[[str, Command, str], argparse.ArgumentParser]


def add_commands(add: Add) -> None:
    """Add the commands to the parser, each with what it takes."""
    check = add("check", _check, "检查登记簿：文件、历史、每一行、文书和附件、列表与经过是否一致")
    check.add_argument("--register", type=_register, required=True)
    check.add_argument("--anchor", help="纸上印的校验锚点，或者备份的清单、登记簿文件")
    check.add_argument("--clean", action="store_true", help="把没有登记的残留文件移到一旁")
    check.add_argument("--json", action="store_true")
    # For the daily check: everything else on this computer comes first.
    check.add_argument("--quietly", action="store_true", help=argparse.SUPPRESS)
    backing = add("backup", _backup, "完整备份：登记簿、文书、附件、模板，附清单")
    backing.add_argument("--register", type=_register, required=True)
    backing.add_argument("--to", type=_place, required=True)
    backing.add_argument("--json", action="store_true")
    restoring = add("restore", _restore, "恢复备份：先说明会改变什么，原来的保留")
    restoring.add_argument("copy", type=_place)
    restoring.add_argument("--register", type=_register, required=True)
    restoring.add_argument("--look", action="store_true", help="只说明会改变什么，不恢复")
    salvaging = add("salvage", _salvage, "抢救：从损坏的登记簿中救出能读的，列出不能读的")
    salvaging.add_argument("--register", type=_register, required=True)
    salvaging.add_argument("--to", type=_place, required=True)
    exporting = add("export", _export, "导出全部内容为通用表格和文书，不用本程序也能看")
    exporting.add_argument("--register", type=_register, required=True)
    exporting.add_argument("--to", type=_place, required=True)
    coming = add("key", _key, "从标准输入读恢复码，让这个账户能打开加密的登记簿")
    coming.add_argument("--register", type=_register, required=True)
    then = add("as-of", _as_of, "列出登记簿在某一天结束时的样子：只按那天以前录入的办理记录")
    then.add_argument("day", help="日期，如2026-03-06")
    then.add_argument("--register", type=_register, required=True)
    then.add_argument("--number", default="", help="只列出一件申请")
    looking = add("access", _access, "列出查阅记录：何时、何人、在哪台电脑上查看、打印、导出了什么")
    looking.add_argument("--register", type=_register, required=True)
    looking.add_argument("--number", default="", help="只列出一件申请的")


def _register(words: str) -> Path:
    from casework.desk.addressed import register_named

    return register_named(words).absolute()


def _place(words: str) -> Path:
    # A name alone, or a dot, has no folder to look around in.
    return Path(words).absolute()


def _opened(register: Path, *, read_only: bool = True) -> "Desk":
    """Return the desk of a register; says what lies around it where it cannot be opened."""
    from casework.desk.desk import open_desk
    from desktop.base.clock import now

    try:
        if not register.is_file() or register.stat().st_size == 0:
            raise ClerkError(_said_around(register))
        return open_desk(register, clock=now, read_only=read_only)
    except OSError as error:
        raise ClerkError(f"打不开登记簿“{register.name}”，请核对文件的位置和权限。") from error
    except ClerkError:
        if register.is_file() and register.stat().st_size:
            _said_around(register)
        raise


def _said_around(register: Path) -> str:
    """Print what lies around a register and the ways on; return why it is not opened."""
    from casework.safekeeping.around import look_around
    from desktop.base.clock import now

    around = look_around(register, now=now())
    # What happened is said last, where whoever typed the command looks.
    for line in list(around.lines())[1:]:
        print(line, file=sys.stderr)
    if around.may_begin:
        return f"找不到登记簿“{register.name}”，请核对文件的位置和名称。"
    return around.sentence


def _check(parsed: argparse.Namespace) -> int:
    from casework.pages.paper_check import clean, orphans
    from casework.pages.register_check import against
    from casework.programs.own_program import yield_to_others

    if parsed.quietly:
        yield_to_others()
    # What a writer is about to name in a row has no row yet: only with the lock is it left over.
    desk = _opened(parsed.register, read_only=not parsed.clean)
    try:
        found = _problems(desk)
        if parsed.anchor:
            found += against(desk, parsed.anchor)
        left = orphans(desk)
        if parsed.json:
            said = {"problems": found, "unnamed_files": [path.name for path in left]}
            print(json.dumps(said, ensure_ascii=False))
            return 1 if found else 0
        for sentence in found:
            print(sentence)
        if left and parsed.clean:
            print(f"已把{len(clean(desk))}个没有登记的文件移到登记簿旁的“无主文件”文件夹。")
        elif left:
            print(f"提示：文书文件夹里有{len(left)}个没有登记的文件，如“{left[0].name}”，", end="")
            print("可能是中断的操作留下的；加上 --clean 可以移到一旁。")
    finally:
        desk.close()
    if not found:
        print("登记簿完整，经过的校验链完好，列表与经过一致，文书和附件齐全。")
    return 1 if found else 0


def _problems(desk: "Desk") -> list[str]:
    from casework.pages.register_check import problems

    try:
        still = desk.still()
    except ClerkError:
        # What cannot be copied page for page says why itself.
        return list(problems(desk))
    try:
        return list(problems(still))
    finally:
        still.close()


def _backup(parsed: argparse.Namespace) -> int:
    from casework.desk.daily_copy import back_up
    from casework.safekeeping.clock import clock_doubt
    from casework.safekeeping.restoring import kept_of

    desk = _opened(parsed.register)
    try:
        doubt = clock_doubt(desk)
        if doubt:
            print(doubt, file=sys.stderr)
        copy = back_up(desk, parsed.to, with_dump=True)
    finally:
        desk.close()
    kept = kept_of(copy)
    for name in kept.missing:
        print(f"文件“{name}”没有能读出，不在这份备份里。", file=sys.stderr)
    if parsed.json:
        said = {"copy": str(copy), "cases": kept.cases, "steps": kept.steps, "files": kept.files,
                "anchor": kept.anchor.words}  # fmt: skip
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(f"已备份到{copy}：{kept.cases}件申请，{kept.steps}条办理记录，{kept.files}个文件。")
        print(f"校验锚点：{kept.anchor.words}")
    return 1 if kept.missing else 0


def _restore(parsed: argparse.Namespace) -> int:
    from casework.safekeeping.restoring import put_back, the_copy, told_before
    from desktop.base.clock import now

    copy = the_copy(parsed.copy, parsed.register)
    for sentence in told_before(copy, parsed.register):
        print(sentence)
    if parsed.look:
        return 0
    for sentence in put_back(copy, parsed.register, now):
        print(sentence)
    return 0


def _salvage(parsed: argparse.Namespace) -> int:
    from casework.safekeeping.restoring import save_what_can_be_read
    from desktop.base.clock import now

    for sentence in save_what_can_be_read(parsed.register, parsed.to, now):
        print(sentence)
    return 0


def _as_of(parsed: argparse.Namespace) -> int:
    from casework.cases.as_of import register_as_of

    try:
        day = date.fromisoformat(parsed.day)
    except ValueError as error:
        raise ClerkError(f"“{parsed.day}”不是日期，请填写年月日，如2026-03-06。") from error
    desk = _opened(parsed.register)
    try:
        for one in register_as_of(desk, day):
            if parsed.number in ("", one.register_number):
                print(one.line)
        desk.looked("EXPORTED", details=f"登记簿{day}的样子{parsed.number and '：'}{parsed.number}")
    finally:
        desk.close()
    return 0


def _access(parsed: argparse.Namespace) -> int:
    from casework.desk.access import access_lines

    desk = _opened(parsed.register)
    try:
        for line in access_lines(desk, parsed.number):
            print(line)
        desk.looked("EXPORTED", details=f"查阅记录{parsed.number and '：'}{parsed.number}")
    finally:
        desk.close()
    return 0


def _key(parsed: argparse.Namespace) -> int:
    from casework.safekeeping.encrypting import take_code, where_keys_are

    if sys.stdin is None:
        raise ClerkError("这个命令要从标准输入读取恢复码，请在命令行窗口里用banjiantai-cli运行。")
    take_code(sys.stdin.readline(), parsed.register)
    print(f"恢复码正确，密钥已存在{where_keys_are()}，这个账户可以打开“{parsed.register.name}”了。")
    return 0


def _export(parsed: argparse.Namespace) -> int:
    from casework.safekeeping.exporting import export

    desk = _opened(parsed.register)
    try:
        print(export(desk, parsed.to))
        desk.looked("EXPORTED", details="全部表格和文书")
    finally:
        desk.close()
    return 0
