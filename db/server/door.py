"""The door through which other computers reach the database of this one: a process of its own.

The database speaks to its own computer alone and cannot encrypt (docs/decisions/0033). The door
hears the network, takes TLS off what comes and hands it on; whoever does not begin with TLS, or
would come in as the owner of the database, is turned away. It ends with the database, or when its
folder says that it is closed.

Run as `python -m db.server.door FOLDER`.
"""

import asyncio
import json
import socket
import ssl
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from db.server.cluster import LOOPBACK, SUPERUSER

SETTINGS, CERTIFICATE, KEY = "对外.json", "证书.pem", "私钥.pem"
# What a client of PostgreSQL asks before anything else: TLS, or Kerberos, which there is none of.
_TLS_ASKED, _GSS_ASKED = 80877103, 80877104
_ASKED = struct.Struct("!ii")
_YES, _NO = b"S", b"N"
_HANDSHAKE_SECONDS = 10
_LONGEST_START = 10_000
_MOST_AT_ONCE = 300
_CHUNK = 1 << 16
_LOOK_SECONDS, _LOOKS_WITHOUT = 2.0, 3
# As the database itself notices a client that is gone: within some 25 seconds.
_KEEPALIVE = (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3))
# Begins as the database itself begins where it lets somebody in from nowhere.
_REFUSED = "no pg_hba.conf entry: 建库账号只能在共用登记簿的那台电脑上登录"


class DoorSettings(NamedTuple):
    """What the folder says of the door: where it hears, and where the database does."""

    port: int
    database_port: int


def settings_of(folder: Path) -> DoorSettings | None:
    """Return what a folder says of its door; None where none is, or nobody shall stand there."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        said = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        if said.get("stopped"):
            return None
        return DoorSettings(int(said["port"]), int(said["database_port"]))
    return None


class _Knock(asyncio.Protocol):
    """Hears the first eight bytes of a client, and nothing beyond them before TLS begins."""

    def __init__(self, door: "Door") -> None:
        self._door = door
        self._heard = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what speaks to the client."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._late = asyncio.get_running_loop().call_later(_HANDSHAKE_SECONDS, transport.abort)

    def connection_lost(self, _: Exception | None) -> None:
        """Wait no longer."""
        self._late.cancel()

    def data_received(self, data: bytes) -> None:
        """Answer what is asked; whoever says more than that before TLS is turned away."""
        assert self._transport is not None
        self._heard += data
        if len(self._heard) < _ASKED.size:
            return
        length, asked = _ASKED.unpack(self._heard[: _ASKED.size])
        if len(self._heard) > _ASKED.size or length != _ASKED.size:
            self._transport.abort()
        elif asked == _GSS_ASKED:
            self._heard = b""
            self._transport.write(_NO)
        elif asked == _TLS_ASKED:
            self._late.cancel()
            self._transport.pause_reading()
            self._transport.write(_YES)
            self._door.take(self._transport)
        else:
            self._transport.abort()


class Door:
    """Takes TLS off what clients say and hands it to the database."""

    def __init__(self, settings: DoorSettings, context: ssl.SSLContext) -> None:
        self._settings, self._context = settings, context
        self._under_way: set[asyncio.Task[None]] = set()

    async def serve(self) -> asyncio.Server:
        """Begin to hear; raises `OSError` where the port is taken."""
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: _Knock(self), None, self._settings.port)

    def take(self, transport: asyncio.Transport) -> None:
        """Go on with a client that asked for TLS."""
        if len(self._under_way) >= _MOST_AT_ONCE:
            transport.abort()
            return
        task = asyncio.get_running_loop().create_task(self._go_on(transport))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _go_on(self, transport: asyncio.Transport) -> None:
        _keep_alive(transport)
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        try:
            guarded = await loop.start_tls(
                transport, protocol, self._context, server_side=True,
                ssl_handshake_timeout=_HANDSHAKE_SECONDS,
            )  # fmt: skip
        except (OSError, ssl.SSLError):
            transport.abort()
            return
        if guarded is None:
            return
        protocol.connection_made(guarded)
        writer = asyncio.StreamWriter(guarded, protocol, reader, loop)
        with suppress(OSError, ssl.SSLError, asyncio.IncompleteReadError, TimeoutError):
            await self._hand_on(reader, writer)
            # What was said last is to arrive; whoever does not take it is not waited for.
            writer.close()
            async with asyncio.timeout(_HANDSHAKE_SECONDS):
                await writer.wait_closed()
        guarded.abort()

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HANDSHAKE_SECONDS):
            size = await reader.readexactly(4)
            length = int.from_bytes(size)
            if not 8 <= length <= _LONGEST_START:
                return
            start = await reader.readexactly(length - 4)
        if _user_of(start) == SUPERUSER:
            writer.write(_refusal(_REFUSED))
            await writer.drain()
            return
        there, here = await asyncio.open_connection(LOOPBACK, self._settings.database_port)
        try:
            here.write(size + start)
            ways = {
                asyncio.ensure_future(_pump(reader, here)),
                asyncio.ensure_future(_pump(there, writer)),
            }
            _, left = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for one in left:
                one.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        finally:
            here.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK):
        writer.write(data)
        await writer.drain()


def _keep_alive(transport: asyncio.Transport) -> None:
    kept = transport.get_extra_info("socket")
    with suppress(OSError, AttributeError):
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEPALIVE:
            if hasattr(socket, name):
                kept.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _user_of(start: bytes) -> str:
    """Return who wants to log in, by the first words of a client; empty for who only cancels."""
    words = start[4:].split(b"\0")
    said = dict(zip(words[::2], words[1::2], strict=False))
    return said.get(b"user", b"").decode("utf-8", "replace")


def _refusal(sentence: str) -> bytes:
    """Return what a client of PostgreSQL is told that is not let in."""
    said = b"".join(
        kind + words.encode() + b"\0"
        for kind, words in ((b"S", "FATAL"), (b"V", "FATAL"), (b"C", "28000"), (b"M", sentence))
    )
    return b"E" + (len(said) + 5).to_bytes(4) + said + b"\0"


async def _stand(folder: Path, settings: DoorSettings) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(folder / CERTIFICATE, folder / KEY)
    server = await Door(settings, context).serve()
    without = 0
    while without < _LOOKS_WITHOUT and settings_of(folder) == settings:
        await asyncio.sleep(_LOOK_SECONDS)
        # The database takes its mark away when it ends; it may be starting anew.
        is_there = (folder / "data" / "postmaster.pid").exists()
        without = 0 if is_there else without + 1
    # Whoever is still inside is not waited for.
    server.close()


def main(folder: Path) -> int:
    """Stand at the door of a folder until it is closed; return the exit code."""
    settings = settings_of(folder)
    if settings is None:
        return 1
    # Another stands there already where the port is taken.
    with suppress(OSError, KeyboardInterrupt):
        asyncio.run(_stand(folder, settings))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
