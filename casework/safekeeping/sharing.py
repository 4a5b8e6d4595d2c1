"""Lets several share the register of this computer: a database it runs itself, and back again."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from casework.desk.desk import Desk, open_desk
from casework.safekeeping.moving import Told, move_register, moved_to
from casework.safekeeping.sharing_sheet import write_sheet
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
    from db.server import local

    started = local.start()
    return f"共用的数据库{'已启动' if started else '已经在运行'}，端口{local.heard_at()}。"


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


class SharedPlace(NamedTuple):
    """Where a shared register lies: in words, whether this computer runs it, and does so now."""

    words: str
    is_ours: bool = False
    is_running: bool = True


def shared_place(desk: Desk) -> SharedPlace:
    """Return where a register on a server lies; its state is asked of this computer alone."""
    from db.server import local, place

    server = place.read(desk.store.path)
    if not local.is_ours(server):
        guarded = "，连接加密" if not server.is_local else ""
        return SharedPlace(f"登记簿在服务器 {server.words} 上{guarded}。")
    return SharedPlace(
        f"登记簿在这台电脑的数据库里（{server.words}）。",
        is_ours=True,
        is_running=local.is_running(),
    )
