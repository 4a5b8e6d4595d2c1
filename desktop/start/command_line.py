"""The program's commands, for a console and for other programs; no Qt until one needs it.

Each returns an exit code: 0 done, 1 something the caller can put right, said on the way.
What opens the window reads nothing that the other commands need; see docs/decisions/0023.
"""

from __future__ import annotations

import gc
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rules.errors import ClerkError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import Any, TextIO

    from casework.desk.desk import Desk

Command = Callable[["argparse.Namespace"], int]
_OPEN = "open"


def main(words: Sequence[str]) -> int:
    """Carry out what the words say; without any, open the window."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A console may speak another code page; files and pipes are UTF-8 everywhere. A program
        # started by Windows itself has none of the three.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not words:
        return _in_words(lambda: _window(None))
    if words[0] == _OPEN and len(words) == 2 and not words[1].startswith("-"):
        # As a double click on a register says it.
        return _in_words(lambda: _window(_register(words[1])))
    if list(words[:1]) == ["--self-test"]:
        words = ["self-test", *words[1:]]

    def asked() -> int:
        parsed = _parser().parse_args(list(words))
        from casework.programs.aside import clear_left

        # What a start that was killed left in clear goes at the next, whichever that is.
        clear_left()
        command: Command = parsed.command
        return command(parsed)

    return _in_words(asked)


def _in_words(doing: Callable[[], int]) -> int:
    try:
        return doing()
    except ClerkError as error:
        from desktop.start.telling import tell

        tell(str(error))
        return 1
    except BrokenPipeError:
        return 1


def _register(words: str) -> Path:
    """Return the path of a register, also of one that an address names."""
    if "://" not in words:
        return Path(words)
    from casework.desk.addressed import register_named

    return register_named(words)


def _parser() -> argparse.ArgumentParser:
    from casework.programs import own_program
    from desktop.start import keeping, sharing
    from desktop.start.wording import ChineseParser

    called = Path(sys.executable).stem if own_program.is_frozen() else "run.py"
    parser = ChineseParser(prog=called, description="依申请公开办件台")
    commands = parser.add_subparsers(required=True, metavar="命令", title="命令")

    def add(name: str, command: Command, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(command=command)
        return made

    opening = add(_OPEN, _open, "打开登记簿窗口")
    opening.add_argument("register", nargs="?", type=_register)
    opening.add_argument("--read-only", action="store_true", help="只读打开，不占用登记簿")
    opening.add_argument("--hidden", action="store_true", help="不出现窗口，只在通知区域待命")
    demo = add("demo", _demo, "生成一个样例办公室：各类申请、文书、年报和界面截图")
    demo.add_argument("--out", type=Path, default=Path("样例"))
    add("due", _due, "逐行读入 JSON，算出到期日和计算过程")
    add("fee", _fee, "逐行读入 JSON，算出信息处理费")
    add("notice", _notice, "读入放假通知的文字，列出放假和调休的日期").add_argument("year")
    importing = add("import", _import, "导入 Excel 台账")
    importing.add_argument("ledger", type=Path)
    importing.add_argument("--register", type=_register, required=True)
    importing.add_argument("--json", action="store_true")
    report = add("report", _report, "年度报告的表二、表三、表四")
    report.add_argument("year")
    report.add_argument("--register", type=_register, required=True)
    form = report.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--xlsx", type=Path)
    form.add_argument("--docx", type=Path)
    form.add_argument("--html", type=Path)
    checking = add("check-report", _check_report, "核对年报表格的勾稽关系")
    checking.add_argument("file", nargs="?", type=Path, help="Excel、Word、网页或者JSON文件")
    checking.add_argument("--last-year", type=Path, help="上年的年度报告，用来核对结转")
    redact = add("redact", _redact, "遮盖文件里的个人信息和指定词语，写成新的PDF")
    redact.add_argument("file", type=Path, help="PDF、图片、Word、Excel或者纯文本")
    redact.add_argument("--out", type=Path, required=True, help="写成的PDF")
    redact.add_argument("--terms", type=Path, help="要遮盖的词语，一行一个")
    bundle = add("bundle", _bundle, "把一件申请的材料编页、编目，打成归档案卷或者复议应诉案卷")
    bundle.add_argument("number", help="登记编号，或者年份和序号，如 2026-6")
    bundle.add_argument("--register", type=_register, required=True)
    bundle.add_argument("--to", type=Path, required=True, help="存放案卷的文件夹")
    bundle.add_argument("--answer", action="store_true", help="复议应诉案卷，附证据目录")
    reading = add(
        "read", _read, "读申请表、来信、邮件或者扫描件，输出各栏、存疑的栏和没有归入的文字"
    )
    reading.add_argument("file", type=Path)
    trying = add("self-test", _self_test, "逐项检查本程序在这台电脑上能否正常工作，不动任何登记簿")
    trying.add_argument("--out", type=Path, help="把结果也写进这个文件")
    trying.add_argument("--json", action="store_true")
    keeping.add_commands(add)
    sharing.add_commands(add)
    bench = add("bench", _bench, "测量速度，与对照比较")
    bench.add_argument("--json", action="store_true")
    return parser


def _given() -> TextIO:
    """Return what the command is given to read; a program Windows started itself has nothing."""
    if sys.stdin is None:
        raise ClerkError(
            "这个命令要从标准输入读取内容，现在没有，请在命令行窗口里用banjiantai-cli运行，"
            "例如 banjiantai-cli due < 文件。"
        )
    return sys.stdin


def _lines() -> Iterable[str]:
    return iter(_given().readline, "")


def _answer(answer: Callable[[object], dict[str, object]]) -> int:
    from casework.commands.lines import answer_lines

    all_good = True
    for line, good in answer_lines(_lines(), answer):
        print(line, flush=True)
        all_good = all_good and good
    return 0 if all_good else 1


def _due(_: argparse.Namespace) -> int:
    from casework.commands.due import due_line

    return _answer(due_line)


def _fee(_: argparse.Namespace) -> int:
    from casework.commands.fee import fee_line
    from desktop.base.clock import now

    return _answer(partial(fee_line, today=now().date()))


def _year(words: str) -> int:
    """Return the year a command names; raises `ClerkError` where it is none."""
    if not (words.isdecimal() and len(words) == len("2026") and int(words)):
        raise ClerkError(f"“{words}”不是年份，请填写四位数字，如2026。")
    return int(words)


def _notice(parsed: argparse.Namespace) -> int:
    from casework.commands.notice import given_text, notice_json

    given = _given()
    try:
        words = given_text(given.buffer.read()) if hasattr(given, "buffer") else given.read()
        days, said = notice_json(words.removeprefix("\ufeff"), _year(parsed.year))
    except ClerkError as error:
        days, said = [], [str(error)]
    print(json.dumps(days, ensure_ascii=False))
    for sentence in said:
        print(sentence, file=sys.stderr)
    return 1 if said else 0


def _bundle(parsed: argparse.Namespace) -> int:
    from casework.commands.bundle import bundle_json

    with _desk(parsed.register, read_only=True) as desk:
        answer = bundle_json(desk, parsed.number, parsed.to, answer=parsed.answer)
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def _redact(parsed: argparse.Namespace) -> int:
    from casework.commands.redact import redact_json

    answer = redact_json(parsed.file, parsed.out, parsed.terms)
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def _check_report(parsed: argparse.Namespace) -> int:
    if parsed.file is None:
        from rules.report_json import check_report_json

        try:
            given = json.loads(_given().read().removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            given = None
        answer = check_report_json(given)
    else:
        from casework.reports.report_check import check_report_file

        answer = check_report_file(parsed.file, parsed.last_year)
    print(json.dumps(answer, ensure_ascii=False))
    return 1 if answer["problems"] else 0


@contextmanager
def _desk(register: Path, *, read_only: bool) -> Iterator[Desk]:
    from casework.desk.desk import open_desk
    from desktop.base.clock import now

    desk = open_desk(register, clock=now, read_only=read_only)
    try:
        yield desk
    finally:
        desk.close()


def _report(parsed: argparse.Namespace) -> int:
    from casework.year.year_report import year_report

    year = _year(parsed.year)
    with _desk(parsed.register, read_only=True) as desk:
        report = year_report(desk, year)
    if not (parsed.xlsx or parsed.docx or parsed.html):
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return 0
    from casework.year.report_files import ReportForm, write_report

    for path, form in (
        (parsed.xlsx, ReportForm.EXCEL),
        (parsed.docx, ReportForm.WORD),
        (parsed.html, ReportForm.WEB_PAGE),
    ):
        if path is not None:
            write_report(report, path, form)
            print(f"已写入{path}。")
    return 0


def _read(parsed: argparse.Namespace) -> int:
    from casework.commands.read import read_json

    print(json.dumps(read_json(parsed.file), ensure_ascii=False))
    return 0


def _import(parsed: argparse.Namespace) -> int:
    from casework.importing import import_ledger

    with _desk(parsed.register, read_only=False) as desk:
        outcome = import_ledger(desk, parsed.ledger)
    print(json.dumps(outcome.as_json(), ensure_ascii=False) if parsed.json else outcome.words)
    return 0 if outcome.is_fine else 1


def _demo(parsed: argparse.Namespace) -> int:
    from desktop.start.demo import make_demo

    print(make_demo(parsed.out))
    return 0


def _self_test(parsed: argparse.Namespace) -> int:
    from desktop.start.self_test import run_all

    return run_all(out=parsed.out, as_json=parsed.json)


def _bench(parsed: argparse.Namespace) -> int:
    from desktop.start.bench import run_all

    rows = []
    for row in run_all():
        rows.append(row)
        if not parsed.json:
            print(_figure_words(row), flush=True)
    if parsed.json:
        print(json.dumps(rows, ensure_ascii=False))
    return 0


def _figure_words(row: Mapping[str, Any]) -> str:
    """Return a benchmark's row in words; without its baseline where that is not installed."""
    words = f"{row['name']}：{row['ours']:.4g} {row['unit']}"
    if row["baseline"] is None:
        return f"{words}，没有对照"
    return f"{words}，对照 {row['baseline']:.4g} {row['unit']}，比值 {row['ratio']:.3g}"


def _open(parsed: argparse.Namespace) -> int:
    return _window(parsed.register, hidden=parsed.hidden, is_read_only=parsed.read_only)


def _window(register: Path | None, *, hidden: bool = False, is_read_only: bool = False) -> int:
    # Until the first paint nothing is thrown away that would be worth looking for.
    gc.disable()
    from desktop.base.clock import now
    from desktop.registers import registers
    from desktop.start.quick_start import import_plainly

    taking: Path | None = None
    path, sentence, refused = Path(), "", ""
    if register is not None and register.suffix.lower() == registers.EXCHANGE:
        # A unit's report, opened by a double click: it is summed up in the register last used.
        taking, register = register, None
    try:
        known = registers.known_register if hidden else registers.chosen_register
        path = register or known()
    except registers.OutOfReachError as missing:
        path, sentence = missing.path, missing.message
    except ClerkError as error:
        refused = str(error)
    if path.suffix.lower() == registers.SHARED and not is_read_only:
        from casework.desk.opening_ahead import begin

        begin(path)
    import_plainly()
    from desktop.start.application import refuse, run_window

    if refused:
        return refuse(refused)
    try:
        opened = _opened(path, sentence, read_only=is_read_only, now=now, taking=taking)
    except ClerkError as busy:
        return refuse(str(busy))
    if opened is None:
        return 0
    path, desk = opened
    try:
        return run_window(desk, hidden=hidden, taking=taking)
    finally:
        desk.close()


def _opened(
    path: Path,
    sentence: str,
    *,
    read_only: bool,
    now: Callable[[], datetime],
    taking: Path | None = None,
) -> tuple[Path, Desk] | None:
    """Return a register's desk, after a broken start that of what the clerk chose; None to leave.

    `sentence` says why the register is not to be opened at all, where that is known. Raises
    `ClerkError` where the window that has it open does not take what it is handed.
    """
    from casework.desk.desk import open_desk
    from casework.desk.seat import InUseError

    while True:
        try:
            if sentence:
                raise ClerkError(sentence)
            return path, open_desk(path, clock=now, read_only=read_only)
        except InUseError:
            from desktop.start.application import summon

            # Open in another window of this program that one comes forward; elsewhere it is read.
            if summon(path, taking):
                return None
            read_only = True
        except ClerkError as error:
            from desktop.registers.recovering import ask_on

            answer = ask_on(path, now, error, read_only=read_only)
            if answer is None:
                return None
            (path, read_only), sentence = answer, ""
