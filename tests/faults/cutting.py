"""What stands between a clerk and the server and fails: a proxy of this computer, or a cable."""

import random
import selectors
import shutil
import socket
import struct
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.server.cluster import LOOPBACK

_CHUNK = 65_536
_RESET = struct.pack("ii", 1, 0)


class _Pair:
    """A connection of a clerk with the one to the server that answers it."""

    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self.near, self.far = near, far
        # Which way nothing is handed on any more: to the server, to the clerk.
        self.deaf_to: set[socket.socket] = set()

    def hang_up(self) -> None:
        """End both at once, as a router does that was switched off and on."""
        for one in (self.near, self.far):
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            one.close()


class Proxy:
    """Hands on what it is told on a port of its own, until it is told to fail."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listening = socket.create_server((LOOPBACK, 0))
        self.port = int(self._listening.getsockname()[1])
        self._pairs: list[_Pair] = []
        self._lock = threading.Lock()
        self._ends = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Proxy":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends = True
        self._thread.join(5)
        self._listening.close()
        for pair in self._pairs:
            pair.hang_up()

    def cut(self, dice: random.Random) -> None:
        """Cut the network for all: hang up, or first forget for a while what one side says."""
        kind = dice.choice(("hang up", "silence", "no answers", "no questions"))
        with self._lock:
            pairs = list(self._pairs)
        if kind != "hang up":
            for pair in pairs:
                if kind in ("silence", "no answers"):
                    pair.deaf_to.add(pair.far)
                if kind in ("silence", "no questions"):
                    pair.deaf_to.add(pair.near)
            time.sleep(dice.uniform(0.05, 0.6))
        with self._lock:
            for pair in pairs:
                pair.hang_up()
                if pair in self._pairs:
                    self._pairs.remove(pair)

    def _run(self) -> None:
        while not self._ends:
            with selectors.DefaultSelector() as ready:
                ready.register(self._listening, selectors.EVENT_READ, None)
                # Who cuts closes them meanwhile.
                with self._lock:
                    for pair in self._pairs:
                        for one in (pair.near, pair.far):
                            if one.fileno() >= 0:
                                ready.register(one, selectors.EVENT_READ, pair)
                for key, _ in ready.select(0.02):
                    if key.data is None:
                        self._welcome()
                    else:
                        self._hand_on(key.data, key.fileobj)  # type: ignore[arg-type]

    def _welcome(self) -> None:
        near, _ = self._listening.accept()
        try:
            far = socket.create_connection((LOOPBACK, self._server_port), 2)
        except OSError:
            near.close()
            return
        for one in (near, far):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._pairs.append(_Pair(near, far))

    def _hand_on(self, pair: _Pair, one: socket.socket) -> None:
        other = pair.far if one is pair.near else pair.near
        try:
            said = one.recv(_CHUNK)
            if said and one not in pair.deaf_to:
                other.sendall(said)
        except (OSError, ValueError):
            said = b""
        if not said:
            with self._lock:
                if pair in self._pairs:
                    self._pairs.remove(pair)
            pair.near.close()
            pair.far.close()


@dataclass(frozen=True)
class Certified:
    """A server's certificate, and what the server is told of it."""

    path: Path
    key: Path

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a server that bears it."""
        return {"ssl": "on", "ssl_cert_file": str(self.path), "ssl_key_file": str(self.key)}


class Cable:
    """Two network namespaces of this computer and a cable between them; needs root."""

    here, there = "10.217.77.1", "10.217.77.2"

    def __init__(self) -> None:
        self._name = "disclosure-desk-far"
        self._near, self._far = "ddnear", "ddfar"
        self.within = ("ip", "netns", "exec", self._name)

    def __enter__(self) -> "Cable":
        self._ip("netns", "add", self._name)
        self._ip("link", "add", self._near, "type", "veth", "peer", "name", self._far)
        self._ip("link", "set", self._far, "netns", self._name)
        self._ip("addr", "add", f"{self.here}/24", "dev", self._near)
        self._ip("link", "set", self._near, "up")
        for words in (
            ("addr", "add", f"{self.there}/24", "dev", self._far),
            ("link", "set", self._far, "up"),
            ("link", "set", "lo", "up"),
        ):
            self._ip("-n", self._name, *words)
        return self

    def __exit__(self, *_: object) -> None:
        self._ip("link", "del", self._near)
        self._ip("netns", "del", self._name)

    def pull(self) -> None:
        """Pull the cable: what is on its way is gone, and nobody hears of it."""
        self._ip("link", "set", self._near, "down")

    def plug(self) -> None:
        """Plug the cable in again."""
        self._ip("link", "set", self._near, "up")

    def certify(self, folder: Path, account: str) -> Certified:
        """Make a certificate for the address on this side."""
        made = Certified(folder / "server.crt", folder / "server.key")
        subprocess.run(
            [
                *("openssl", "req", "-new", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2"),
                *("-subj", f"/CN={self.here}", "-addext", f"subjectAltName=IP:{self.here}"),
                *("-keyout", str(made.key), "-out", str(made.path)),
            ],
            check=True,
            capture_output=True,
        )
        made.key.chmod(0o600)
        if account:
            shutil.chown(made.key, account)
        return made

    def _ip(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True)
