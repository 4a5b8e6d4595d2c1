"""Where a register on a server is: what a connection file says, or an address.

A connection file is a small text a clerk opens as she would a register. It never holds a password.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from rules.errors import ClerkError

HEAD = "[disclosure-desk server]"
"""The first line of a connection file, by which it is known."""
SUFFIX = ".djs"
ADDRESSES = ("postgresql", "postgres")
_PORT = 5432
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
# How far a server proves that it is the one meant; the words are libpq's.
_TLS = ("verify-full", "verify-ca", "require", "disable")
_IN_THE_CLEAR = ("disable", "prefer")
_KEYS = ("host", "port", "database", "user", "tls", "ca", "certificate")


class Server(NamedTuple):
    """A database on a server; `host` may be the folder of its socket, `user` empty for one asked.

    `tls` is how its certificate is looked at, `ca` the file that vouches for it (empty: those the
    system trusts); `certificate` is that certificate itself, as one line of base64. Letters lie in
    the folder beside the connection file, or in the database.
    """

    host: str
    port: int = _PORT
    database: str = "disclosure_desk"
    user: str = ""
    tls: str = ""
    ca: str = ""
    certificate: str = ""

    @property
    def is_local(self) -> bool:
        """Whether the server runs on this computer."""
        return self.host in _LOCAL_HOSTS or self.host.startswith(("/", "@"))

    @property
    def words(self) -> str:
        """The place as a clerk reads it."""
        return f"{self.host}:{self.port}/{self.database}"

    @property
    def way(self) -> dict[str, str]:
        """What libpq is told to reach it."""
        said = {"host": self.host, "port": str(self.port), "dbname": self.database}
        if self.user:
            said["user"] = self.user
        said["sslmode"] = self.tls or ("prefer" if self.is_local else "verify-full")
        if self.certificate:
            said["sslrootcert"] = str(_written(self.certificate))
        elif self.ca or said["sslmode"] == "verify-full":
            said["sslrootcert"] = self.ca or "system"
        return said


def _written(line: str) -> Path:
    """Return the file of a certificate a connection file holds: libpq reads it from nowhere else.

    Raises `ClerkError` where it is none, or cannot be written.
    """
    import hashlib

    from platformdirs import user_data_path

    from db.server.certificate import pem_of

    folder = user_data_path("依申请公开办件台", appauthor=False) / "证书"
    path = folder / f"{hashlib.sha256(line.encode()).hexdigest()[:32]}.pem"
    try:
        content = pem_of(line).encode()
        if not path.is_file() or path.read_bytes() != content:
            from db.files import write_whole

            write_whole(path, [content])
    except (OSError, ValueError) as error:
        raise ClerkError(
            "连接文件里的证书读不出来，没有打开。请向管登记簿的人要一份新的连接文件。"
        ) from error
    return path


def text_of(server: Server) -> str:
    """Return what a connection file says."""
    said = {name: getattr(server, name) for name in _KEYS}
    return "\n".join([HEAD, *(f"{name} = {value}" for name, value in said.items() if value), ""])


def write(path: Path, server: Server) -> None:
    """Write a connection file; raises `OSError`."""
    # Read here: who only opens a register writes none.
    from db.files import write_whole

    write_whole(path, [text_of(server).encode()])


def read(path: Path) -> Server:
    """Return the server a connection file names; raises `ClerkError` where it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ClerkError(
            f"读不出连接文件“{path.name}”，请确认它没有损坏，或者向信息技术部门要一份新的。"
        ) from error
    said: dict[str, str] = {}
    for line in lines[1:]:
        name, equals, value = line.partition("=")
        if equals and not line.lstrip().startswith(("#", ";")):
            said[name.strip().lower()] = value.strip()
    return _server(path.name, said)


def of_address(address: str) -> Server:
    """Return the server an address such as `postgresql://clerk@host:5432/desk` names.

    A password in it is left out. Raises `ClerkError` where it is no such address.
    """
    # A password is no word for a sentence.
    shown = address.rpartition("@")[2]
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _unreadable(shown) from error
    if parts.scheme not in ADDRESSES:
        raise _unreadable(shown)
    asked = dict(parse_qsl(parts.query))
    said = {
        "host": unquote(parts.hostname or asked.get("host", "")),
        "port": str(port or asked.get("port", _PORT)),
        "database": unquote(parts.path.strip("/")),
        "user": unquote(parts.username or asked.get("user", "")),
        "tls": asked.get("sslmode", ""),
        "ca": asked.get("sslrootcert", ""),
    }
    return _server(shown.partition("?")[0], {name: value for name, value in said.items() if value})


def _server(name: str, said: Mapping[str, str]) -> Server:
    tls = said.get("tls", "")
    try:
        port = int(said.get("port", _PORT))
    except ValueError:
        port = 0
    if not 0 < port < 1 << 16 or not said.get("host"):
        raise _unreadable(name)
    if tls and tls not in (*_TLS, "prefer"):
        raise _unreadable(name)
    found = Server(
        said["host"], port, said.get("database") or "disclosure_desk", said.get("user", ""),
        tls, said.get("ca", ""), said.get("certificate", ""),
    )  # fmt: skip
    if not found.is_local and tls in _IN_THE_CLEAR:
        raise ClerkError(
            f"“{name}”要求不加密地连接另一台电脑，申请人的信息会被网络上的人看到，没有打开。"
            "请信息技术部门给服务器装上证书，并把连接文件里的 tls 改为 verify-full。"
        )
    return found


def _unreadable(name: str) -> ClerkError:
    return ClerkError(
        f"“{name}”没有说清登记簿在哪个服务器上，没有打开。"
        "请核对服务器名称、端口和数据库名称，或者向信息技术部门要一份新的连接文件。"
    )
