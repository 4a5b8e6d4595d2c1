"""Who logs in to the server a register lies on."""

from pathlib import Path

from db.faults import LoginNeededError
from rules.errors import ClerkError

__all__ = ["LoginNeededError", "log_in", "login_known"]


def login_known(register: Path) -> str:
    """Return the account that logs in to the server a connection file names; empty for none."""
    from db.server import login, place

    server = place.read(register)
    return login.held(server).user or server.user


def log_in(register: Path, account: str, password: str, *, keep: bool = False) -> None:
    """Log in to the server of a register from now on, where that lets in.

    `keep` keeps the password in the credential store of this account. Raises `ClerkError` where
    the server does not accept it, or this computer has no such store.
    """
    from db.opening import open_store
    from db.server import login, place

    server = place.read(register)
    before = login.held(server)
    login.use(server, login.Login(account, password))
    try:
        open_store(register, read_only=True).close()
    except ClerkError:
        login.use(server, before)
        raise
    if keep and not login.keep(server, login.Login(account, password)):
        raise ClerkError(
            "服务器接受了口令，但这台电脑没有能保存口令的凭据管理器，没有记住。"
            "请不选“记住口令”，每次打开时输入。"
        )
