"""Registers on a server: named by an address instead of a file, and opened by an account."""

from pathlib import Path

from db.opening import is_on_server
from rules.errors import ClerkError

_NAME = "依申请公开办件台"
CONNECTION = ".djs"
"""The ending of a connection file."""
_ADDRESSES = ("postgresql://", "postgres://")


def is_shared(register: Path) -> bool:
    """Tell whether a register lies on a server, where others work in it too."""
    return is_on_server(register)


def shared_name(register: Path) -> Path:
    """Return the connection file a register has once it lies on a server."""
    return register.with_suffix(CONNECTION)


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


def address_typed(
    host: str,
    port: int,
    database: str,
    account: str,
    password: str,
    *,
    ca: str = "",
    keeps_password: bool = False,
) -> str:
    """Return the address of a database as it was typed; who logs in there is known from now on.

    `ca` is the file of the certificate that vouches for the server. `keeps_password` keeps the
    password in the credential store of this account, where it has one. Raises `ClerkError` where
    something is missing, or it is no address.
    """
    from urllib.parse import quote, urlencode

    from db.server import login, place

    host, database, account = host.strip(), database.strip(), account.strip()
    for name, value, words in (
        ("host", host, "服务器的名称或者地址"),
        ("database", database, "数据库的名称"),
        ("account", account, "建库账号"),
    ):
        if not value:
            raise ClerkError(f"请填写{words}，向信息技术部门要。", None, name)
    host = f"[{host}]" if ":" in host else quote(host)
    asked = f"?{urlencode({'sslrootcert': ca})}" if ca else ""
    address = f"postgresql://{quote(account)}@{host}:{port}/{quote(database)}{asked}"
    server = place.of_address(address)
    known = login.Login(account, password)
    login.use(server, known)
    if keeps_password:
        login.keep(server, known)
    return address


def must_take_a_register(register: Path, address: str) -> None:
    """Look whether a register can be moved to an address; nothing is written there.

    Raises `ClerkError` where the server cannot be reached or refuses, is too old, or its database
    holds a register already.
    """
    from db.server import component

    component.driver()
    from db.server import opening, place

    opening.must_take_a_register(shared_name(register), place.of_address(address))
