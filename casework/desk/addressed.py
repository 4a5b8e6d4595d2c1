"""A register named by an address instead of a file: it gets a connection file of this account."""

from pathlib import Path

from rules.errors import ClerkError

_NAME = "依申请公开办件台"
_ADDRESSES = ("postgresql://", "postgres://")


def register_named(words: str) -> Path:
    """Return the path of a register; for the address of a server that of its connection file.

    The file is made where there is none. A password in the address is used and not kept. Raises
    `ClerkError` where it is no address, or the file cannot be written.
    """
    if not words.startswith(_ADDRESSES):
        return Path(words)
    from urllib.parse import unquote, urlsplit

    from platformdirs import user_data_path

    from db.file_names import safe_name
    from db.server import place
    from db.server.login import Login, use

    server = place.of_address(words)
    password = unquote(urlsplit(words).password or "")
    if password:
        use(server, Login(server.user, password))
    name = safe_name(f"{server.database} {server.host} {server.port} {server.user}".strip())
    path = user_data_path(_NAME, appauthor=False) / "服务器上的登记簿" / f"{name}{place.SUFFIX}"
    try:
        if not path.is_file() or place.read(path) != server:
            place.write(path, server)
    except OSError as error:
        raise ClerkError(
            f"不能在“{path.parent}”中写入连接文件，登记簿没有打开。请检查磁盘空间和写入权限。"
        ) from error
    return path
