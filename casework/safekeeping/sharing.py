"""Lets several share the register of this computer: a database it runs itself, and back again."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from casework.desk.accounts import owned
from casework.desk.desk import Desk, open_desk
from casework.safekeeping.moving import Told, move_register, moved_to
from casework.safekeeping.sharing_sheet import OUTSIDE, write_sheet
from db.file_names import why
from db.opening import is_on_server
from rules.errors import ClerkError

Clock = Callable[[], datetime]


def share_here(
    register: Path, clock: Clock, port: int = 0, *, told: Told = lambda *_: None
) -> list[str]:
    """Move a register into a database this computer runs; return what was done, in sentences.

    A sheet to print lies beside the register then. `port` is where the database hears, 0 for the
    first free one; `told` hears how far it is, and ends it by raising. Raises `ClerkError` where it
    cannot be; the register is then where it was.
    """
    from db.server import local

    if is_on_server(register):
        raise ClerkError(f"“{register.name}”已经是服务器上的登记簿，没有再移动。")
    if not register.is_file():
        raise ClerkError(f"找不到登记簿“{register.name}”，请核对文件的位置和名称。")
    told(-1, "正在本机建立数据库")
    server, password = local.set_up(port)
    to = f"postgresql://{server.host}:{server.port}/{server.database}"
    try:
        said = move_register(register, to, clock, keeps_papers=True, told=told)
    except BaseException:
        local.drop(server)
        raise
    said.append(_with_sheet(moved_to(register, to), clock))
    if password:
        said.append(
            f"建库账号 postgres 的口令：{password}　这台电脑没有能保存口令的凭据管理器，"
            "只在这里显示一次，请抄在纸上另行保管，打开登记簿时输入。"
        )
    return said


def _with_sheet(shared: Path, clock: Clock) -> str:
    try:
        with closing(open_desk(shared, clock=clock)) as desk:
            sheet = write_sheet(desk)
    except ClerkError as error:
        # The register is moved by now, whatever becomes of the paper.
        return f"共用说明没有写成：{error.message}可以在“设置—共用”里再做。"
    return f"怎样打开、给账号、停止、移回文件，写在“{sheet.name}”；给好账号以后请重新打印一份。"


def start_sharing() -> str:
    """Start the database of this computer; return what was done."""
    from db.server import local, shared_folder

    started = local.start()
    return f"共用的数据库{'已启动' if started else '已经在运行'}，端口{shared_folder.heard_at()}。"


def stop_sharing() -> str:
    """Stop the database of this computer; return what was done."""
    from db.server import local

    local.stop()
    return "共用的数据库已停止，登记的内容都在。"


def why_no_server() -> str:
    """Return why no register on a server can be opened here, or an empty text where it can."""
    from db.server import component

    return "" if component.lies_here() else component.HOW_TO_GET_IT


def why_no_sharing() -> str:
    """Return why this computer cannot run a database itself, or an empty text where it can."""
    from db.server import local

    missing = why_no_server()
    if missing:
        return missing
    try:
        local.cluster()
    except ClerkError as error:
        return error.message
    return ""


def let_others_in(desk: Desk, host: str = "") -> list[str]:
    """Let other computers at the register this computer runs; return what was done, in sentences.

    `host` is the address they find this computer at, empty for the one it has. A connection file
    for them lies beside the register then; it holds the certificate, and no password. Raises
    `ClerkError` where this is not the owner, the papers lie in a folder others do not reach, or
    the door does not open.
    """
    from db.server import outward, place, shared_folder

    owned(desk)
    server = place.read(desk.store.path)
    if not shared_folder.is_ours(server):
        raise ClerkError("登记簿不在这台电脑的数据库里，不能由这台电脑让其他电脑连接。")
    if desk.beside.are_in_folder:
        raise ClerkError(
            "文书、附件和模板还在这台电脑的文件夹里，其他电脑打不开。请先把它们存进数据库。"
        )
    outside = outward.open_outward(server.database, host.strip())
    path = outside_file(desk)
    try:
        place.write(path, outside)
    except OSError as error:
        raise ClerkError(
            f"连接文件“{path.name}”无法保存（{why(error)}），请关闭正在使用它的程序后再试。"
        ) from error
    return [
        f"其他电脑可以连接了：地址{outside.host}，端口{outside.port}，连接加密。",
        f"请在这台电脑的防火墙放行TCP端口{outside.port}的入站连接，再把“{path.name}”拷到其他电脑，"
        "双击打开，用各人的账号登录。建库账号只能在这台电脑上登录。",
    ]


def let_nobody_else_in() -> str:
    """Let other computers at this computer's database no more; return what was done."""
    from db.server import outward

    outward.close_outward()
    return "其他电脑不能再连接，已经打开的窗口几秒内断开；这台电脑上照常使用。"


def outside_file(desk: Desk) -> Path:
    """Return the connection file for other computers."""
    return desk.beside.register.with_name(f"{desk.beside.register.stem}{OUTSIDE}")


class SharedPlace(NamedTuple):
    """Where a shared register lies: in words, whether this computer runs it, and does so now.

    `outside_port` is where other computers reach it, 0 where they do not; `own_address` what they
    find this computer at, and `why_not_outside` why it can have no door for them.
    """

    words: str
    is_ours: bool = False
    is_running: bool = True
    outside_port: int = 0
    own_address: str = ""
    why_not_outside: str = ""


def shared_place(desk: Desk) -> SharedPlace:
    """Return where a register on a server lies; its state is asked of this computer alone."""
    from db.server import local, outward, place, shared_folder

    server = place.read(desk.store.path)
    if not shared_folder.is_ours(server):
        guarded = "，连接加密" if not server.is_local else ""
        return SharedPlace(f"登记簿在服务器 {server.words} 上{guarded}。")
    return SharedPlace(
        f"登记簿在这台电脑的数据库里（{server.words}）。",
        is_ours=True,
        is_running=local.is_running(),
        outside_port=outward.heard_outward(),
        own_address=outward.own_address(),
        why_not_outside=outward.why_not(),
    )
