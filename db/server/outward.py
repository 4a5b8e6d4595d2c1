"""Lets other computers at the database of this one, by the door of `db.server.door`."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from db.files import write_whole
from db.server import certificate, component
from db.server.cluster import LOOPBACK
from db.server.packed_door import PRIVATE, WINDOWED
from db.server.place import Server
from db.server.shared_folder import folder, heard_at
from rules.errors import ClerkError

_ROOT = Path(__file__).resolve().parents[2]
_SETTINGS, _CERTIFICATE, _KEY = "对外.json", "证书.pem", "私钥.pem"
# As long as it stands there, whoever stands at the door goes home and nobody follows.
_STOPPED = "stopped"
# What makes a certificate.
_MAKER = "cryptography"
_PORTS_TRIED = 50
_STAND_SECONDS, _ASK_SECONDS = 10.0, 0.3
_TRIES = 10
# An address nobody has: asked for the way to it, the system says which of its own it would take.
_ELSEWHERE = "10.255.255.255"
# Windows alone defines them: a process of its own, without a black window.
_APART = 0x00000008 | 0x00000200 if sys.platform == "win32" else 0
_begun: list["subprocess.Popen[bytes]"] = []


def why_not() -> str:
    """Return why this computer has no door for others, or an empty text where it can have one."""
    component.lay_open_for_door()
    if importlib.util.find_spec("ssl") is None:
        lacks = "服务器组件里没有加密连接的部件（ssl）" if _is_frozen() else "Python没有ssl"
        return f"这台电脑的{lacks}，不能让其他电脑连接。{_again('服务器')}"
    if not (folder() / _KEY).is_file() and importlib.util.find_spec(_MAKER) is None:
        return f"这台电脑的{_lacks_maker()}"
    return ""


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _lacks_maker() -> str:
    part = "数据库" if _is_frozen() else "服务器"
    lacks = f"{part}组件里没有制作证书的部件（{_MAKER}），不能让其他电脑连接。"
    return lacks + _again(part)


def _again(part: str) -> str:
    """Return how what is lacking comes: by a part of the installer, or the tree's own command."""
    by_sources = "在程序文件夹里运行 python run.py server "
    how = f"运行“办件台-版本-{part}-安装.exe”" if _is_frozen() else by_sources
    return f"请退出办件台，{how}更新组件，然后再试。"


def own_address() -> str:
    """Return the address of this computer in the network of the office; that of itself for none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
        # Nothing is sent.
        asked.connect((_ELSEWHERE, 1))
        return str(asked.getsockname()[0])
    return LOOPBACK


def heard_outward() -> int:
    """Return the port other computers reach, 0 where there is no door."""
    port = _read().get("port")
    return port if isinstance(port, int) else 0


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
    _write({"port": port, "database_port": heard_at()})
    if not stand():
        close_outward()
        raise ClerkError(
            f"没有能让其他电脑连接：端口{port}没有打开，可能被安全软件拦截。请放行后再试。"
        )
    line = certificate.der_of((own / _CERTIFICATE).read_text(encoding="utf-8"))
    return Server(host or own_address(), port, database, tls="verify-ca", certificate=line)


def _fresh_pair() -> certificate.KeyPair:
    component.lay_open_for_door()
    try:
        return certificate.made(own_address(), datetime.now(UTC))
    except ImportError as error:
        raise ClerkError(_lacks_maker()) from error


def _write(said: dict[str, object]) -> None:
    path = folder() / _SETTINGS
    _insist(lambda: write_whole(path, [json.dumps(said).encode()]))


def _insist(change: Callable[[], object]) -> None:
    """Change the settings file, which whoever stands at the door looks into every two seconds.

    Windows lets nobody replace a file another has open at that moment. Raises `OSError`.
    """
    for _ in range(_TRIES):
        with suppress(PermissionError):
            change()
            return
        sleep(_ASK_SECONDS)
    change()


def _read() -> dict[str, object]:
    with suppress(OSError, ValueError):
        said = json.loads((folder() / _SETTINGS).read_text(encoding="utf-8"))
        if isinstance(said, dict):
            return said
    return {}


def rest() -> None:
    """Send home whoever stands at the door, within seconds; `stand` sends somebody again.

    A packed program that stands there keeps its own file, which could not be replaced meanwhile.
    """
    if heard_outward():
        # Without its mark it goes with the database, some seconds later.
        with suppress(OSError):
            _write({**_read(), _STOPPED: True})


def try_out() -> str:
    """Have what a door needs read in, and made; return what it was.

    Raises `ClerkError` where something of it is lacking.
    """
    missing = why_not()
    if missing:
        raise ClerkError(missing)
    import ssl

    _fresh_pair()
    return f"能让其他电脑加密连接（{ssl.OPENSSL_VERSION}），证书能做"


def close_outward() -> None:
    """Close the door; whoever is inside is put out within seconds."""
    _insist(lambda: (folder() / _SETTINGS).unlink(missing_ok=True))


def stand(*, waits: bool = True) -> bool:
    """Let somebody stand at the door where there is one; tell whether somebody does already.

    `waits` until the one who was sent there is.
    """
    port = heard_outward()
    if not port or why_not():
        return False
    said = _read()
    if said.pop(_STOPPED, False):
        # A mark that stays keeps the door shut, and nothing else.
        with suppress(OSError):
            _write(said)
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
        _command(own),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=own,
        # It outlives this program: a packed one shall take nothing over from us.
        env={**os.environ, "PYTHONPATH": str(_ROOT), "PYINSTALLER_RESET_ENVIRONMENT": "1"},
        creationflags=_APART,
        start_new_session=sys.platform != "win32",
    )
    _begun.append(begun)


def _command(own: Path) -> list[str]:
    """Return what stands at the door of a folder; a packed program is its own interpreter.

    On Windows it is named with its window, which it does not open: the other one has a console.
    """
    if not _is_frozen():
        return [sys.executable, "-P", "-m", "db.server.door", str(own)]
    program = Path(sys.executable)
    if sys.platform == "win32":
        program = program.with_name(WINDOWED)
    return [str(program), PRIVATE, str(own)]


def _free_port(first: int) -> int:
    for port in range(first, first + _PORTS_TRIED):
        with socket.socket() as free, suppress(OSError):
            free.bind(("", port))
            return port
    raise ClerkError(
        f"端口{first}至{first + _PORTS_TRIED - 1}都被其他程序占用，没有能让其他电脑连接。"
        "请关闭占用端口的程序后再试。"
    )
