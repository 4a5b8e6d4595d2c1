"""The commands of a register several computers share: moving it, and who may log in."""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from desktop.start.keeping import Add


def add_commands(add: Add) -> None:
    """Add the commands to the parser, each with what it takes."""
    moving = add("move", _move, "把登记簿从文件移到服务器，或者从服务器移回文件，逐行核对")
    moving.add_argument("--register", type=_place, required=True)
    moving.add_argument("--to", required=True, help="地址、连接文件，或者新文件的名称")
    moving.add_argument("--drafts-of", default="", help="填了一半的表单归服务器上的哪个账号")
    moving.add_argument(
        "--papers",
        choices=("folder", "database"),
        default="folder",
        help="移到服务器时，文书、附件、模板放在连接文件旁边的文件夹，还是存进数据库",
    )
    papers = add("papers", _papers, "共用登记簿的文书、附件、模板存进数据库，或者取到文件夹")
    papers.add_argument("--register", type=_place, required=True)
    papers.add_argument("--to", choices=("folder", "database"), required=True)
    shared = add("share", _share, "由本机运行数据库，让登录这台电脑的几个账户共用登记簿")
    which = shared.add_mutually_exclusive_group(required=True)
    which.add_argument("--register", type=_place, help="要共用的登记簿文件，移进数据库")
    which.add_argument("--start", action="store_true", help="启动本机的数据库")
    which.add_argument("--stop", action="store_true", help="停止本机的数据库")
    which.add_argument(
        "--others",
        type=_place,
        metavar="登记簿.djs",
        help="让其他电脑连接，连接加密",
    )
    which.add_argument("--alone", action="store_true", help="不再让其他电脑连接")
    shared.add_argument("--host", default="", help="其他电脑用的本机地址，不写的自动找")
    shared.add_argument("--port", type=int, default=0, help="端口，默认从5433起第一个空着的")
    accounts = add("accounts", _accounts, "列出服务器上登记簿的账号；加上 --give 或者 --close 修改")
    accounts.add_argument("--register", type=_place, required=True)
    change = accounts.add_mutually_exclusive_group()
    change.add_argument("--give", metavar="账号", help="给人员开账号，或者改分工、换口令")
    change.add_argument("--close", metavar="账号", help="停用账号")
    accounts.add_argument("--person", default="", help="账号是谁的")
    accounts.add_argument("--section", default="", help="所在科室")
    accounts.add_argument("--parts", default="", help="分工，用逗号隔开，如 经办人,审核人")
    accounts.add_argument(
        "--password", action="store_true", help="从标准输入读新口令，不写在命令里"
    )


def _place(words: str) -> Path:
    from casework.desk.addressed import register_named

    return register_named(words).absolute()


def _move(parsed: argparse.Namespace) -> int:
    from casework.safekeeping.moving import move_register
    from desktop.base.clock import now

    for sentence in move_register(
        parsed.register, parsed.to, now, drafts_of=parsed.drafts_of,
        keeps_papers=parsed.papers == "database",
    ):  # fmt: skip
        print(sentence)
    return 0


def _papers(parsed: argparse.Namespace) -> int:
    from casework.desk.desk import open_desk
    from casework.safekeeping.paper_place import keep_in_database, keep_in_folder
    from desktop.base.clock import now

    with closing(open_desk(parsed.register, clock=now)) as desk:
        for sentence in (keep_in_database if parsed.to == "database" else keep_in_folder)(desk):
            print(sentence)
    return 0


def _share(parsed: argparse.Namespace) -> int:
    from casework.safekeeping import sharing
    from desktop.base.clock import now

    if parsed.start:
        said = [sharing.start_sharing()]
    elif parsed.stop:
        said = [sharing.stop_sharing()]
    elif parsed.alone:
        said = [sharing.let_nobody_else_in()]
    elif parsed.others:
        from casework.desk.desk import open_desk

        with closing(open_desk(parsed.others, clock=now)) as desk:
            said = sharing.let_others_in(desk, parsed.host)
    else:
        said = sharing.share_here(parsed.register, now, parsed.port)
    for sentence in said:
        print(sentence)
    return 0


def _accounts(parsed: argparse.Namespace) -> int:
    from casework.desk.accounts import accounts_of, close_account, give_account, parts_named
    from casework.desk.desk import open_desk
    from desktop.base.clock import now
    from rules.errors import ClerkError

    desk = open_desk(parsed.register, clock=now)
    try:
        if parsed.give:
            if not parsed.person:
                raise ClerkError("请用 --person 写明账号是谁的。")
            password = sys.stdin.readline().rstrip("\r\n") if parsed.password else ""
            give_account(
                desk, parsed.give, parsed.person, parts_named(parsed.parts),
                section=parsed.section, password=password,
            )  # fmt: skip
        elif parsed.close:
            close_account(desk, parsed.close)
        for one in accounts_of(desk):
            print(one.line)
    finally:
        desk.close()
    return 0
