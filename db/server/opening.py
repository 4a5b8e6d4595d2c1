"""Open a register on a server: its schema is made, brought up to date, or found to be too new."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from db.faults import ServerError, told_to_clerk
from db.newest import STEPS
from db.sealing import Stamp
from db.server import ahead, shared_folder
from db.server.connection import ServerConnection
from db.server.place import Server, read
from db.server.store import ServerStore, newer
from rules.errors import ClerkError

_LEAST_VERSION = 130000
_OF_ANOTHER = (
    "登记簿由这台电脑的另一个账户共用的，请先登录那个账户、打开一次登记簿，数据库随之启动。"
)
_APPLIED = "select name from _sqlite_migrations where migration_set = 'disclosure-desk' order by id"


def open_on_server(
    path: Path, *, read_only: bool = False, stamp: Callable[[], Stamp] = Stamp
) -> ServerStore:
    """Open the register a connection file names; an empty database becomes a new register.

    Raises `ClerkError` where the server cannot be reached or refuses, and where the register
    there is newer than the program, or older and only read here.
    """
    server = read(path)
    with told_to_clerk(path, by_others=True):
        connection = _connected(path, server, read_only=read_only)
    if shared_folder.is_ours(server):
        # What runs a cluster is read in where one is run.
        from db.server import local

        local.keep_up()
    store = ServerStore(connection, path, server, writes=not read_only)
    store.stamp = stamp
    try:
        with told_to_clerk(path, by_others=True):
            _bring_up_to_date(store, read_only=read_only)
        if not read_only:
            # Two that open at once may both see to it; the next one does.
            with suppress(sqlite3.Error, ClerkError), told_to_clerk(path, by_others=True):
                store.keep_stand_ins()
    except BaseException:
        store.close()
        raise
    return store


def must_take_a_register(path: Path, server: Server) -> None:
    """Look whether a register can be moved to a server; nothing is written there.

    `path` is the connection file it will have. Raises `ClerkError` where the server cannot be
    reached or refuses, is too old, or its database holds a register.
    """
    from db.moving import must_be_empty

    with told_to_clerk(path, by_others=True):
        connection = _connected(path, server, read_only=True)
        with closing(ServerStore(connection, path, server, writes=False)) as store:
            _check_server(store)
            if store.applied_steps:
                must_be_empty(store)


def _connected(path: Path, server: Server, *, read_only: bool) -> ServerConnection:
    try:
        return ServerConnection(
            path, server, read_only=read_only, early=None if read_only else ahead.taken(server)
        )
    except ServerError as error:
        if not (error.is_gone and server.is_local):
            raise
        if not shared_folder.is_ours(server):
            raise ServerError(error.state, f"{error.sentence}{_OF_ANOTHER}") from error
        # The one this computer runs itself may not have been started since it was switched on.
        from db.server import local

        if not local.start_if_down():
            raise
    return ServerConnection(path, server, read_only=read_only)


def _bring_up_to_date(store: ServerStore, *, read_only: bool) -> None:
    known = store.applied_steps
    if known == STEPS:
        return
    if not set(known) <= set(STEPS):
        raise newer(store.server, "没有打开")
    if read_only:
        raise ClerkError(
            f"服务器上的登记簿（{store.server.words}）还没有建立或者还没有升级到本版本的格式，"
            "不能以只读方式打开。请先由有建立权限的账号打开一次。"
        )
    from db.server.upgrading import bring_up_to_date

    _check_server(store)
    bring_up_to_date(store, known)


def _check_server(store: ServerStore) -> None:
    if int(store.value("select current_setting('server_version_num')::int")) < _LEAST_VERSION:
        raise ClerkError(
            f"服务器（{store.server.words}）的版本过低，需要 PostgreSQL 13 以上。"
            "请告诉信息技术部门。"
        )
    if store.value("select current_setting('server_encoding')") != "UTF8":
        raise ClerkError(
            f"数据库（{store.server.words}）的编码不是 UTF-8，放不下全部汉字。"
            "请信息技术部门另建一个 UTF-8 编码的数据库。"
        )
