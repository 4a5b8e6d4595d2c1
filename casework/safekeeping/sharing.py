"""Lets whoever logs in to this computer share a register, and says how on a sheet."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from casework.safekeeping.moving import move_register
from db.opening import is_on_server
from rules.errors import ClerkError

Clock = Callable[[], datetime]
_SHEET = " 共用说明.txt"


def share_here(register: Path, clock: Clock, port: int) -> list[str]:
    """Move a register into a database this computer runs; return what was done, in sentences.

    A sheet to print lies beside the register then. Raises `ClerkError` where it cannot be; the
    register is then where it was.
    """
    from db.server import local

    if is_on_server(register):
        raise ClerkError(f"“{register.name}”已经是服务器上的登记簿，没有再移动。")
    if not register.is_file():
        raise ClerkError(f"找不到登记簿“{register.name}”，请核对文件的位置和名称。")
    server, password = local.set_up(port)
    said = move_register(
        register, f"postgresql://{server.host}:{server.port}/{server.database}", clock
    )
    sheet = register.with_name(f"{register.stem}{_SHEET}")
    lines = _sheet(register.with_suffix(".djs"), port, local.folder(), password)
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8-sig", newline="\r\n")
    return [*said, f"怎样启动、给账号、备份、移回文件，写在“{sheet.name}”，请打印后收好。"]


def start_sharing() -> str:
    """Start the database of this computer; return what was done."""
    from db.server import local

    started = local.start()
    return f"共用的数据库{'已启动' if started else '已经在运行'}，端口{local.heard_at()}。"


def stop_sharing() -> str:
    """Stop the database of this computer; return what was done."""
    from db.server import local

    local.stop()
    return "共用的数据库已停止，登记的内容都在。"


def _sheet(connection: Path, port: int, folder: Path, password: str) -> Iterator[str]:
    yield "本机共用的登记簿"
    yield ""
    yield f"连接文件：{connection}（双击打开；没有启动的，程序会先启动它）"
    yield f"地址：127.0.0.1　端口：{port}（只有这台电脑自己能连接，不用放行防火墙）"
    yield f"数据在：{folder}（不要手工改动里面的文件）"
    yield "建库账号：postgres"
    if password:
        yield f"建库账号的口令：{password}（这台电脑没有凭据管理器，只印在这张纸上，请另行保管）"
    else:
        yield "建库账号的口令：已存进这个账户的凭据管理器，打开时不用输入。"
    yield ""
    yield "给每个人一个账号（口令从标准输入读，不写在命令里）："
    yield (
        f'  accounts --register "{connection.name}" --give 账号 --person 姓名'
        " --parts 经办人 --password"
    )
    yield "启动：share --start　　停止：share --stop"
    yield f'移回一个文件：move --register "{connection.name}" --to 新文件.djb'
    yield f'备份成一个文件：backup --register "{connection.name}" --to 文件夹'
