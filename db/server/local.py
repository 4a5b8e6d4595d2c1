"""The register's own server on this computer: one cluster in a folder of this account.

It hears this computer alone: the programs of the component cannot encrypt what goes over a network
(docs/decisions/0029). Whoever logs in to this computer works in it under the own account.
"""

import os
import secrets
import sys
from contextlib import closing, suppress
from pathlib import Path

from platformdirs import user_data_path

from db.server import component, login
from db.server.cluster import LOOPBACK, SUPERUSER, Cluster
from db.server.place import Server
from rules.errors import ClerkError

_NAME = "依申请公开办件台"
_DATABASE = "disclosure_desk"
# For the tests, and for an office whose disk for data is another one.
_FOLDER_VARIABLE = "DISCLOSURE_DESK_SHARED"
_PASSWORD_BYTES = 18
_PORT = "端口.txt"


def folder() -> Path:
    """Return where the cluster of this account lies."""
    named = os.environ.get(_FOLDER_VARIABLE)
    return Path(named) if named else user_data_path(_NAME, appauthor=False) / "共用"


def cluster() -> Cluster:
    """Return the cluster of this account, made or not.

    Raises `ClerkError` where the programs of PostgreSQL are not installed.
    """
    programs = component.programs()
    if programs is None:
        raise ClerkError(
            "这台电脑上没有PostgreSQL，不能由本机共用登记簿。安装版的服务器组件只能连接别处的"
            "服务器；由本机运行的，在程序文件夹里运行 python run.py server 取得（约40兆）。"
        )
    return Cluster(folder=folder(), programs=programs, account=_account())


def _account() -> str:
    # PostgreSQL refuses to run under root.
    return "nobody" if sys.platform != "win32" and os.geteuid() == 0 else ""


def set_up(port: int) -> tuple[Server, str]:
    """Make the cluster and an empty database in it, and start it; return where that is.

    The second value is the owner's password where this account has no store that keeps it, else
    empty. Raises `ClerkError` where there is one already, or it cannot be.
    """
    own = cluster()
    if own.is_made:
        raise ClerkError(
            f"这台电脑已经有共用的数据库（{own.folder}），没有再建，登记簿没有移动。"
            "先前共用的登记簿不再用的，请把那个文件夹移走再试。"
        )
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    own.make(password)
    (own.folder / _PORT).write_text(str(port), encoding="utf-8")
    start()
    server = Server(LOOPBACK, port, _DATABASE, SUPERUSER)
    with closing(
        component.driver().connect(
            host=LOOPBACK, port=port, dbname=SUPERUSER, user=SUPERUSER, password=password,
            autocommit=True,
        )
    ) as connection:  # fmt: skip
        connection.execute(f"create database {_DATABASE} template template0")
    is_kept = login.keep(server, login.Login(SUPERUSER, password))
    return server, "" if is_kept else password


def start() -> bool:
    """Start the cluster of this account; False where it runs already.

    Raises `ClerkError` where there is none, or it does not start.
    """
    own, port = cluster(), heard_at()
    if not port or not own.is_made:
        raise ClerkError("这台电脑上没有共用的数据库，请先写明要共用的登记簿。")
    if own.is_running:
        return False
    own.start(port)
    return True


def stop() -> None:
    """Stop the cluster, with all that was written on disk."""
    cluster().stop()


def heard_at() -> int:
    """Return the port the cluster of this account hears at, 0 where there is none."""
    with suppress(OSError, ValueError):
        return int((folder() / _PORT).read_text(encoding="utf-8"))
    return 0


def start_if_ours(server: Server) -> bool:
    """Start the cluster where a register that does not answer lies in it; tell whether it was."""
    if not server.is_local or server.port != heard_at():
        return False
    with suppress(ClerkError):
        return start()
    return False
