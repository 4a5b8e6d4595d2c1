"""Registers on a server: named by an address instead of a file, and opened by an account."""

from pathlib import Path

from db.opening import is_on_server
from rules.errors import ClerkError

_NAME = "依申请公开办件台"
_ADDRESSES = ("postgresql://", "postgres://")


def is_shared(register: Path) -> bool:
    """Tell whether a register lies on a server, where others work in it too."""
    return is_on_server(register)


def own_folder() -> Path:
    """Return where this account keeps what belongs to registers on servers."""
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False) / "服务器上的登记簿"


def login_environment(register: Path) -> dict[str, str]:
    """Return what a child of ours that opens the register is told of who logs in."""
    if not is_shared(register):
        return {}
    from db.server.login import held
    from db.server.place import read

    said = held(read(register))
    known = {"PGUSER": said.user, "PGPASSWORD": said.password}
    return {name: value for name, value in known.items() if value}


def register_named(words: str) -> Path:
    """Return the path of a register; for the address of a server that of its connection file.

    The file is made where there is none. A password in the address is used and not kept. Raises
    `ClerkError` where it is no address, or the file cannot be written.
    """
    if not words.startswith(_ADDRESSES):
        return Path(words)
    from urllib.parse import unquote, urlsplit

    from db.file_names import safe_name
    from db.server import place
    from db.server.login import Login, use

    server = place.of_address(words)
    password = unquote(urlsplit(words).password or "")
    if password:
        use(server, Login(server.user, password))
    name = safe_name(f"{server.database} {server.host} {server.port} {server.user}".strip())
    path = own_folder() / f"{name}{place.SUFFIX}"
    try:
        if not path.is_file() or place.read(path) != server:
            place.write(path, server)
    except OSError as error:
        raise ClerkError(
            f"不能在“{path.parent}”中写入连接文件，登记簿没有打开。请检查磁盘空间和写入权限。"
        ) from error
    return path
