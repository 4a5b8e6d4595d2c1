"""The register's own server on this computer: one cluster in a folder of this account.

It hears this computer alone: the programs of the component cannot encrypt what goes over a network
(docs/decisions/0029). Whoever logs in to this computer works in it under the own account.
"""

import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Any

from db.server import component, login, outward
from db.server.cluster import LOOPBACK, SUPERUSER, Cluster
from db.server.place import Server
from db.server.shared_folder import PORT, folder, heard_at
from rules.errors import ClerkError

_DATABASE = "disclosure_desk"
_PASSWORD_BYTES = 18
_FIRST_PORT, _PORTS_TRIED = 5433, 50
_CONNECT_SECONDS = 5


def cluster() -> Cluster:
    """Return the cluster of this account, made or not.

    Raises `ClerkError` where the programs of PostgreSQL are not installed.
    """
    programs = component.programs()
    if programs is None and component.lacks_threads():
        raise ClerkError(
            "组件里的PostgreSQL在这台Windows电脑上缺少libwinpthread-1.dll，启动不了，没有共用。"
            "请关闭办件台，在程序文件夹里再运行一次 python run.py server，它会补上这个文件。"
        )
    if programs is None:
        raise ClerkError(
            "这台电脑上没有PostgreSQL，不能由本机共用登记簿：请运行“办件台-版本-数据库-安装.exe”，"
            "或者在程序文件夹里运行 python run.py server（约40兆）。"
        )
    return Cluster(folder=folder(), programs=programs, account=_account())


def _account() -> str:
    # PostgreSQL refuses to run under root.
    return "nobody" if sys.platform != "win32" and os.geteuid() == 0 else ""


def set_up(port: int = 0) -> tuple[Server, str]:
    """Make an empty database in the cluster of this account, and start it; return where that is.

    The cluster is made where there is none yet, on `port` or the first free one. The second value
    is the owner's password where this account has no store that keeps it, else empty. Raises
    `ClerkError` where the cluster is there and nobody knows its owner's password, or it cannot be.
    """
    own = cluster()
    if own.is_made:
        return _one_more()
    port = port or _free_port()
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    own.make(password)
    (own.folder / PORT).write_text(str(port), encoding="utf-8")
    start()
    is_kept = login.keep(_of(_DATABASE), login.Login(SUPERUSER, password))
    with _administrator(password) as connection:
        connection.execute(f"create database {_DATABASE} template template0")
    return _of(_DATABASE), "" if is_kept else password


def _one_more() -> tuple[Server, str]:
    """Make a further database in the cluster there is: an earlier one was moved back to a file."""
    password = login.held(_of(_DATABASE)).password
    if not password:
        raise ClerkError(
            f"这台电脑已经有共用的数据库（{folder()}），它的建库口令不在这个账户里，没有再建，"
            "登记簿没有移动。先前共用的登记簿不再用的，请把那个文件夹移走再试。"
        )
    start()
    with _administrator(password) as connection:
        known = {name for (name,) in connection.execute("select datname::text from pg_database")}
        name = next(one for one in _names() if one not in known)
        connection.execute(f"create database {name} template template0")
    is_kept = login.keep(_of(name), login.Login(SUPERUSER, password))
    return _of(name), "" if is_kept else password


def drop(server: Server) -> None:
    """Drop a database nothing was moved into after all; one that cannot be dropped stays empty."""
    with suppress(Exception), _administrator(login.held(server).password) as connection:
        connection.execute(f"drop database if exists {server.database} with (force)")


def _of(database: str) -> Server:
    return Server(LOOPBACK, heard_at(), database, SUPERUSER)


def _names() -> Iterator[str]:
    yield _DATABASE
    yield from (f"{_DATABASE}_{number}" for number in count(2))


def _administrator(password: str, port: int = 0) -> "closing[Any]":
    return closing(
        component.driver().connect(
            host=LOOPBACK, port=port or heard_at(), dbname=SUPERUSER, user=SUPERUSER,
            password=password, autocommit=True, connect_timeout=_CONNECT_SECONDS,
        )
    )  # fmt: skip


def _free_port() -> int:
    """Return a port nobody hears at just now, the first after PostgreSQL's own."""
    for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        with socket.socket() as free, suppress(OSError):
            free.bind((LOOPBACK, port))
            return port
    raise ClerkError(
        f"端口{_FIRST_PORT}至{_FIRST_PORT + _PORTS_TRIED - 1}都被其他程序占用，没有共用。"
        "请在命令行用 share 的 --port 指定一个没有占用的端口。"
    )


def start() -> bool:
    """Start the cluster of this account; False where it runs already.

    Raises `ClerkError` where there is none, or it does not start.
    """
    own, port = cluster(), heard_at()
    if not port or not own.is_made:
        raise ClerkError("这台电脑上没有共用的数据库，请先写明要共用的登记簿。")
    is_fresh = not own.is_running
    if is_fresh:
        own.start(port)
    outward.stand(waits=False)
    return is_fresh


def try_out(place: Path) -> str:
    """Make a cluster in a folder, start it, ask it something and stop it; return what it was.

    Raises `ClerkError` where there are no programs, or one of these does not succeed.
    """
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    own = Cluster(folder=place, programs=cluster().programs, account=_account())
    own.make(password)
    port = _free_port()
    own.start(port)
    try:
        with _administrator(password, port) as connection:
            row = connection.execute("select current_setting('server_version')").fetchone()
    finally:
        own.stop()
    return f"PostgreSQL {row[0]} 建成、启动、能登录、已停止"


def stop() -> None:
    """Stop the cluster, with all that was written on disk, and let nobody stand at its door."""
    own = cluster()
    outward.rest()
    own.stop()


def keep_up() -> None:
    """Let other computers at the registers of ours again, where their door has fallen shut."""
    outward.stand(waits=False)


def is_running() -> bool:
    """Tell whether the cluster of this account runs."""
    with suppress(ClerkError):
        return cluster().is_running
    return False


def start_if_down() -> bool:
    """Start the cluster of this account where it can be and does not run; tell whether it was."""
    with suppress(ClerkError):
        return start()
    return False
