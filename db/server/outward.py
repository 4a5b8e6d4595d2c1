"""Lets other computers at the database of this one, by the door of `db.server.door`."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from db.files import write_whole
from db.server import certificate, component
from db.server.cluster import LOOPBACK
from db.server.place import Server
from db.server.shared_folder import folder, heard_at
from rules.errors import ClerkError

_ROOT = Path(__file__).resolve().parents[2]
_SETTINGS, _CERTIFICATE, _KEY = "对外.json", "证书.pem", "私钥.pem"
_PORTS_TRIED = 50
_STAND_SECONDS, _ASK_SECONDS = 10.0, 0.3
# An address nobody has: asked for the way to it, the system says which of its own it would take.
_ELSEWHERE = "10.255.255.255"
# Windows alone defines them: a process of its own, without a black window.
_APART = 0x00000008 | 0x00000200 if sys.platform == "win32" else 0
_begun: list["subprocess.Popen[bytes]"] = []


def why_not() -> str:
    """Return why this computer has no door for others, or an empty text where it can have one."""
    if getattr(sys, "frozen", False) or importlib.util.find_spec("ssl") is None:
        return (
            "安装版不带加密连接的部件，本机共用的登记簿只给这台电脑的几个账户用。几台电脑共用的，"
            "用源码版共用，或者请信息技术部门在服务器上建数据库。"
        )
    return ""


def own_address() -> str:
    """Return the address of this computer in the network of the office; that of itself for none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
        # Nothing is sent.
        asked.connect((_ELSEWHERE, 1))
        return str(asked.getsockname()[0])
    return LOOPBACK


def heard_outward() -> int:
    """Return the port other computers reach, 0 where there is no door."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((folder() / _SETTINGS).read_text(encoding="utf-8"))
        return int(said["port"])
    return 0


def open_outward(database: str, host: str = "") -> Server:
    """Open the door and return how other computers find a database behind it.

    The certificate is made the first time and stays. Raises `ClerkError` where there can be no
    door, or it does not open.
    """
    missing = why_not()
    if missing:
        raise ClerkError(missing)
    own = folder()
    if not (own / _KEY).is_file():
        pair = _fresh_pair()
        write_whole(own / _CERTIFICATE, [pair.certificate.encode()])
        write_whole(own / _KEY, [pair.key.encode()])
    port = heard_outward() or _free_port(heard_at() + 1)
    said = {"port": port, "database_port": heard_at()}
    write_whole(own / _SETTINGS, [json.dumps(said).encode()])
    if not stand():
        close_outward()
        raise ClerkError(
            f"没有能让其他电脑连接：端口{port}没有打开，可能被安全软件拦截。请放行后再试。"
        )
    line = certificate.der_of((own / _CERTIFICATE).read_text(encoding="utf-8"))
    return Server(host or own_address(), port, database, tls="verify-ca", certificate=line)


def _fresh_pair() -> certificate.KeyPair:
    # It makes the optional part known, which brings what a certificate is made with.
    component.driver()
    try:
        return certificate.made(own_address(), datetime.now(UTC))
    except ImportError as error:
        raise ClerkError(
            "服务器组件里没有制作证书的部件（cryptography），没有让其他电脑连接。"
            "请关闭办件台，在程序文件夹里运行 python run.py server 更新组件，然后再试。"
        ) from error


def close_outward() -> None:
    """Close the door; whoever is inside is put out within seconds."""
    (folder() / _SETTINGS).unlink(missing_ok=True)


def stand(*, waits: bool = True) -> bool:
    """Let somebody stand at the door where there is one; tell whether somebody does already.

    `waits` until the one who was sent there is.
    """
    port = heard_outward()
    if not port or why_not():
        return False
    if _answers(port):
        return True
    _begin()
    end = monotonic() + (_STAND_SECONDS if waits else 0)
    while monotonic() < end:
        if _answers(port):
            return True
        sleep(_ASK_SECONDS)
    return False


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), _ASK_SECONDS):
        return True
    return False


def _begin() -> None:
    """Start the door as a process of its own, which stays when this program ends."""
    own = folder()
    # Those that have ended are let go of; one that stands outlives this program.
    _begun[:] = [one for one in _begun if one.poll() is None]
    begun = subprocess.Popen(
        [sys.executable, "-P", "-m", "db.server.door", str(own)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=own,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        creationflags=_APART,
        start_new_session=sys.platform != "win32",
    )
    _begun.append(begun)


def _free_port(first: int) -> int:
    for port in range(first, first + _PORTS_TRIED):
        with socket.socket() as free, suppress(OSError):
            free.bind(("", port))
            return port
    raise ClerkError(
        f"端口{first}至{first + _PORTS_TRIED - 1}都被其他程序占用，没有能让其他电脑连接。"
        "请关闭占用端口的程序后再试。"
    )
