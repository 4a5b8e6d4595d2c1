"""A network that takes long over much: all of it leaves before an answer is waited for."""

import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

from db.opening import open_store
from db.server import place
from db.server.cluster import LOOPBACK
from tests import server

pytestmark = server.needs_server
_BUFFER, _MUCH, _PAUSE_SECONDS = 16_384, 200_000, 0.5


def _carry(source: socket.socket, target: socket.socket, *, is_slow: bool) -> None:
    """Hand on what is said; who is slow stops once, when much has come."""
    carried = 0
    with suppress(OSError):
        while said := source.recv(_BUFFER):
            target.sendall(said)
            carried += len(said)
            if is_slow and carried > _MUCH:
                time.sleep(_PAUSE_SECONDS)
                is_slow = False
    for one in (source, target):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


def _stand_between(listening: socket.socket, port: int) -> None:
    with suppress(OSError):
        while True:
            near, _ = listening.accept()
            far = socket.create_connection((LOOPBACK, port))
            for source, target, is_slow in ((near, far, True), (far, near, False)):
                threading.Thread(
                    target=_carry, args=(source, target), kwargs={"is_slow": is_slow}, daemon=True
                ).start()


def test_much_is_carried_over_a_slow_network(shared: Path) -> None:
    at = place.read(shared)
    with socket.socket() as listening:
        # What has not been taken yet fills the little there is room for, and the sender's own.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        listening.bind((LOOPBACK, 0))
        listening.listen()
        threading.Thread(target=_stand_between, args=(listening, at.port), daemon=True).start()
        slow = shared.with_name("慢.djs")
        place.write(slow, at._replace(host=LOOPBACK, port=listening.getsockname()[1]))
        with open_store(slow) as store:
            assert store.value("select length(?)", ("字" * 6_000_000,)) == 6_000_000
