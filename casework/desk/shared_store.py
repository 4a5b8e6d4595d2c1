"""The store of a register that several computers share."""

from typing import TYPE_CHECKING

from casework.desk.desk import Desk
from rules.errors import ClerkError

if TYPE_CHECKING:
    from db.server.store import ServerStore


def server_store(desk: Desk) -> "ServerStore":
    """Return the store of a register on a server; raises `ClerkError` for that of a file."""
    if desk.store.words.is_file:
        raise ClerkError(
            "这个登记簿是本机的一个文件，没有账号，文书都在旁边的文件夹里。"
            "几台电脑共用的，请先把登记簿移到服务器上。"
        )
    from db.server.store import ServerStore

    assert isinstance(desk.store, ServerStore)
    return desk.store
