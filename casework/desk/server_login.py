"""Who logs in to the server a register lies on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.faults import LoginNeededError
from rules.errors import ClerkError

__all__ = ["LoginNeededError", "log_in", "logged_in_as", "login_known", "must_own"]


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


@contextmanager
def logged_in_as(register: Path, account: str, password: str) -> Iterator[None]:
    """Log in to the server of a register as another account for a block, and as before after it."""
    from db.server import login, place

    server = place.read(register)
    before = login.held(server)
    login.use(server, login.Login(account, password))
    try:
        yield
    finally:
        login.use(server, before)


def must_own(register: Path, account: str, password: str) -> None:
    """Raise `ClerkError` where an account may not log in with this, or does not own the register.

    Who logs in stays as it was.
    """
    from db.opening import open_store

    with logged_in_as(register, account, password), open_store(register, read_only=True) as store:
        if store.parts is not None:
            raise ClerkError(
                f"“{account}”不是这个登记簿的建库账号，没有恢复。请填写建立数据库的账号和口令，"
                "或者请信息技术部门恢复。"
            )
