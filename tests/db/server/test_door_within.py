"""The door in this very process, before a database that is played here."""

import asyncio
import json
import socket
import ssl
import struct
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.server import certificate, door
from db.server.cluster import LOOPBACK
from db.server.door import DoorSettings, settings_of
from tests.server import free_port

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a port that is taken is told otherwise there"
)
TLS, GSS, LENGTH = 80877103, 80877104, 8
Talk = Callable[["Guest"], Awaitable[None]]


class Guest:
    """Somebody at the door, and what the database behind it heard."""

    def __init__(self, port: int, heard: list[bytes]) -> None:
        self.port, self.heard = port, heard
        self.writers: list[asyncio.StreamWriter] = []

    async def knock(self, said: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(LOOPBACK, self.port)
        self.writers.append(writer)
        writer.write(said)
        return reader, writer

    async def leave(self) -> None:
        for writer in self.writers:
            writer.close()
            with suppress(OSError, ssl.SSLError):
                await asyncio.wait_for(writer.wait_closed(), 5)

    async def answer(self, said: bytes, many: int = 1) -> bytes:
        """Return what is answered, nothing where the door is shut in one's face."""
        reader, _ = await self.knock(said)
        try:
            return await asyncio.wait_for(reader.readexactly(many), 5)
        except (asyncio.IncompleteReadError, ConnectionError):
            return b""

    async def come_in(self, start: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await self.knock(struct.pack("!ii", LENGTH, TLS))
        assert await reader.readexactly(1) == b"S"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        await writer.start_tls(context)
        writer.write(start)
        return reader, writer


def start_of(user: str) -> bytes:
    said = b"\0\3\0\0user\0" + user.encode() + b"\0database\0desk\0\0"
    return struct.pack("!i", len(said) + 4) + said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("door")
    pair = certificate.made("门", datetime.now(UTC))
    (made / door.CERTIFICATE).write_text(pair.certificate)
    (made / door.KEY).write_text(pair.key)
    (made / "data").mkdir()
    return made


@pytest.fixture
def at_door(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Talk], None]:
    """Let somebody talk to a door that stands for as long as that."""
    monkeypatch.setattr(door, "_LOOK_SECONDS", 0.05)
    (folder / "data" / "postmaster.pid").touch()

    def talk(with_guest: Talk) -> None:
        async def stand() -> None:
            heard: list[bytes] = []

            async def database(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                while said := await reader.read(4096):
                    heard.append(said)
                    writer.write(b"said: " + said)
                writer.close()
                with suppress(OSError):
                    await writer.wait_closed()

            played = await asyncio.start_server(database, LOOPBACK, 0)
            port = free_port()
            said = {"port": port, "database_port": played.sockets[0].getsockname()[1]}
            (folder / door.SETTINGS).write_text(json.dumps(said), encoding="utf-8")
            settings = settings_of(folder)
            assert settings == DoorSettings(**said)
            standing = asyncio.ensure_future(door._stand(folder, settings))
            while not standing.done():
                await asyncio.sleep(0.01)
                with socket.socket() as tried:
                    if tried.connect_ex((LOOPBACK, port)) == 0:
                        break
            guest = Guest(port, heard)
            await asyncio.wait_for(with_guest(guest), 20)
            await guest.leave()
            assert not standing.done()
            rest = asyncio.all_tasks() - {asyncio.current_task(), standing}
            if rest:
                await asyncio.wait(rest, timeout=10)
            (folder / door.SETTINGS).unlink()
            await asyncio.wait_for(standing, 5)
            played.close()
            await played.wait_closed()
            # What was closed is let go of within the loop it belongs to.
            await asyncio.sleep(0.05)

        asyncio.run(stand())

    return talk


def test_who_does_not_begin_with_tls_is_turned_away(at_door: Callable[[Talk], None]) -> None:
    async def talk(guest: Guest) -> None:
        assert await guest.answer(struct.pack("!ii", LENGTH, TLS)) == b"S"
        assert await guest.answer(struct.pack("!ii", LENGTH, GSS)) == b"N"
        assert await guest.answer(struct.pack("!ii", LENGTH, 196608)) == b""
        assert await guest.answer(struct.pack("!ii", LENGTH + 1, TLS)) == b""
        assert await guest.answer(struct.pack("!ii", LENGTH, TLS) + b"x") == b""
        assert await guest.answer(start_of("zhoumin")) == b""
        reader, writer = await guest.knock(struct.pack("!ii", LENGTH, GSS))
        assert await reader.readexactly(1) == b"N"
        for one in struct.pack("!ii", LENGTH, TLS):
            writer.write(bytes([one]))
            await asyncio.sleep(0)
        assert await reader.readexactly(1) == b"S"
        writer.close()

    at_door(talk)


def test_a_client_is_handed_on_both_ways(at_door: Callable[[Talk], None]) -> None:
    async def talk(guest: Guest) -> None:
        start = start_of("zhoumin")
        reader, writer = await guest.come_in(start)
        assert await reader.readexactly(len(start) + 6) == b"said: " + start
        long = b"x" * 200_000
        writer.write(long)
        found = b""
        while found.count(b"x") < len(long):
            found += await reader.read(65_536)
        assert b"".join(guest.heard) == start + long
        writer.close()

    at_door(talk)


def test_the_owner_of_the_database_does_not_come_in(at_door: Callable[[Talk], None]) -> None:
    async def talk(guest: Guest) -> None:
        reader, _ = await guest.come_in(start_of("postgres"))
        said = "no pg_hba.conf entry: 建库账号只能在共用登记簿的那台电脑上登录".encode()
        fields = b"SFATAL\0VFATAL\0C28000\0M" + said + b"\0\0"
        assert await reader.read() == b"E" + struct.pack("!i", len(fields) + 4) + fields
        assert guest.heard == []

    at_door(talk)


@pytest.mark.parametrize(("length", "is_heard"), [(7, False), (8, True), (10_000, True),
                                                  (10_001, False), (0, False)])  # fmt: skip
def test_a_start_of_no_length_is_not_handed_on(
    at_door: Callable[[Talk], None], length: int, is_heard: bool
) -> None:
    async def talk(guest: Guest) -> None:
        start = struct.pack("!i", length) + b"\0" * max(0, length - 4)
        reader, writer = await guest.come_in(start)
        assert (await reader.read(6) == b"said: ") is is_heard
        assert (guest.heard != []) is is_heard
        writer.close()

    at_door(talk)


def test_no_more_come_in_at_once_than_the_database_takes(
    at_door: Callable[[Talk], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_MOST_AT_ONCE", 1)

    async def talk(guest: Guest) -> None:
        reader, writer = await guest.come_in(start_of("a"))
        assert await reader.read(6) == b"said: "
        # It is taken, and put out again before the handshake.
        with pytest.raises((ConnectionError, ssl.SSLError)):
            await guest.come_in(start_of("b"))
        writer.close()
        await asyncio.sleep(0.2)
        reader, writer = await guest.come_in(start_of("c"))
        assert await reader.read(6) == b"said: "
        writer.close()

    at_door(talk)


@pytest.mark.parametrize("what", ["nothing", "half a question", "no handshake", "no start"])
def test_who_says_nothing_is_not_waited_for(
    at_door: Callable[[Talk], None], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(door, "_HANDSHAKE_SECONDS", 0.2)

    async def talk(guest: Guest) -> None:
        if what == "no start":
            reader, _ = await guest.come_in(struct.pack("!i", 50) + b"half")
            assert await reader.read() == b""
            return
        asked = struct.pack("!ii", LENGTH, TLS)
        said = {"nothing": b"", "half a question": asked[:5], "no handshake": asked}[what]
        reader, _ = await guest.knock(said)
        try:
            assert await reader.read() in (b"", b"S")
        except ConnectionError:
            return

    at_door(talk)


def test_the_door_shuts_where_the_database_is_gone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    mark = folder / "data" / "postmaster.pid"
    mark.touch()
    port = free_port()
    said = {"port": port, "database_port": 1}
    (folder / door.SETTINGS).write_text(json.dumps(said), encoding="utf-8")

    async def sleep(seconds: float) -> None:
        looks.append(seconds)
        # It begins anew after two looks without it, and then it is gone.
        if len(looks) in (2, 5):
            mark.unlink()
        elif len(looks) == 4:
            mark.touch()

    monkeypatch.setattr("db.server.door.asyncio.sleep", sleep)
    assert door.main(folder) == 0
    assert looks == [2.0] * 7
    (folder / door.SETTINGS).unlink()
    assert door.main(folder) == 1
    with socket.socket() as taken:
        taken.bind(("", port))
        taken.listen()
        (folder / door.SETTINGS).write_text(json.dumps(said), encoding="utf-8")
        assert door.main(folder) == 0


@pytest.mark.parametrize("torn", ["", "[]", "{}", '{"port": 1}', '{"port": 1, "database_port": []}',
                                  '{"port": "x", "database_port": 2}'])  # fmt: skip
def test_a_torn_word_of_the_door_is_none(folder: Path, torn: str) -> None:
    (folder / door.SETTINGS).write_text(torn, encoding="utf-8")
    assert settings_of(folder) is None


def test_who_logs_in_is_read_from_the_first_words() -> None:
    assert door._user_of(start_of("周敏")[4:]) == "周敏"
    assert door._user_of(b"\0\3\0\0database\0user\0user\0b\0\0") == "b"
    assert door._user_of(b"\0\3\0\0user\0\xff\0\0") == "\ufffd"
    assert door._user_of(struct.pack("!iii", 80877102, 5, 6)) == ""
    assert door._user_of(b"") == ""


def test_a_client_that_is_gone_is_noticed() -> None:
    class Transport:
        def __init__(self, kept: object) -> None:
            self.kept = kept

        def get_extra_info(self, name: str) -> object:
            return self.kept if name == "socket" else None

    with socket.socket() as one:
        door._keep_alive(Transport(one))  # type: ignore[arg-type]
        assert one.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3)):
            if hasattr(socket, name):
                assert one.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) == value
    door._keep_alive(Transport(None))  # type: ignore[arg-type]
