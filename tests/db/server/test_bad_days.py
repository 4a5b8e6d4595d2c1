"""Bad days of a server: each is told in a sentence, and nothing acknowledged is lost by it.

On a server of its own, which these may stop, starve and fill.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from time import time
from typing import Any

import pytest

from casework.desk.desk import open_desk
from db import numbers, requests, settings, steps
from db.integrity import problems
from db.opening import open_store
from db.server import component, connection, place
from db.server import store as stores
from db.server.cluster import LOOPBACK, SUPERUSER, Cluster
from db.server.store import ServerStore
from db.store import Store
from rules.errors import ClerkError
from tests import server

pytestmark = [server.needs_server, pytest.mark.timeout(180)]
# Three of them are kept for the superuser, who is the clerk here.
CONNECTIONS = 8
DISK, LEFT = "160m", 3 << 20
# What a server cannot pack: the disk is full after a few acts.
WORDS = "".join(chr(0x4E00 + 7_919 * at % 20_000) for at in range(2_000))


class OwnServer:
    """A server of these tests alone, with an empty database at a time."""

    def __init__(self, folder: Path, said: dict[str, str]) -> None:
        self.folder, self.said = folder, said
        programs = server._within_reach(server.cluster().folder.parent)
        self.cluster = Cluster(
            folder=folder / "数据", programs=programs, account=server.cluster().account
        )
        self.cluster.make()
        self.port = server.free_port()
        self._databases = 0

    def start(self) -> None:
        self.cluster.start(self.port, said=self.said)

    def plain(self, database: str = "postgres") -> Any:
        return component.driver().connect(
            host=LOOPBACK, port=self.port, user=SUPERUSER, dbname=database, autocommit=True
        )

    def placed(self, path: Path) -> Path:
        self._databases += 1
        name = f"desk{self._databases}"
        with self.plain() as plain:
            plain.execute(f"create database {name} template template0")
        place.write(path, place.Server(LOOPBACK, self.port, name, SUPERUSER))
        return path


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    folder = Path(mkdtemp(dir=server.cluster().folder.parent))
    folder.chmod(0o755)
    made = OwnServer(
        folder, {"max_connections": str(CONNECTIONS), "superuser_reserved_connections": "0"}
    )
    made.start()
    yield made
    made.cluster.stop(at_once=True)


@pytest.fixture
def register(own: OwnServer, tmp_path: Path) -> Iterator[Store]:
    with open_store(own.placed(tmp_path / "登记簿.djs")) as store:
        yield store


def entered(store: Store, words: str = "") -> int:
    with store.atomic():
        serial = numbers.reserve(store, "登记", 2026)
        request_id = requests.insert(
            store,
            {
                "register_number": f"2026-{serial}", "year": 2026, "serial": serial,
                "information_sought": words,
            },
        )  # fmt: skip
        steps.append(
            store, request_id, kind="noted", on=date(2026, 3, 2), details={"text": words},
            recorded_at="2026-03-02T09:00:00", recorded_by="周敏",
        )  # fmt: skip
    return request_id


def test_a_server_restarted_between_two_acts_is_met_again(own: OwnServer, register: Store) -> None:
    entered(register)
    own.cluster.stop()
    with pytest.raises(ClerkError, match=r"连不上|重新启动"):
        entered(register)
    assert not register.is_writing
    own.start()
    entered(register)
    assert requests.how_many(register) == 2
    assert problems(register) == []


def test_a_server_that_loses_its_power_within_an_act_keeps_nothing_of_it(
    own: OwnServer, register: Store
) -> None:
    entered(register)

    def powerless() -> None:
        with register.atomic():
            entered(register)
            own.cluster.stop(at_once=True)

    try:
        with pytest.raises(ClerkError, match=r"没有保存|不知道这一步是否已经保存"):
            powerless()
    finally:
        own.start()
    assert requests.how_many(register) == 1
    assert entered(register) == 2
    assert problems(register) == []


def test_connections_that_are_used_up_are_said_and_one_that_comes_free_is_used(
    own: OwnServer, register: Store, tmp_path: Path
) -> None:
    entered(register)
    held = []
    with suppress(Exception):
        while len(held) < CONNECTIONS:
            held.append(own.plain())
    try:
        with pytest.raises(ClerkError, match="连接已经用完，暂时连不上"):
            open_store(register.path)
        # The window that has its connection goes on, and one that lost it is told alike.
        entered(register)
        held[0].execute(
            "select pg_terminate_backend(%s)", [register.value("select pg_backend_pid()")]
        )
        held.append(own.plain())
        with pytest.raises(ClerkError, match="连接已经用完"):
            entered(register)
    finally:
        for one in held:
            one.close()
    assert retried(lambda: entered(register)) == 3
    assert problems(register) == []


def retried(doing: Callable[[], int]) -> int:
    """Do it as soon as the server has noticed who is gone."""
    for _ in range(200):
        with suppress(ClerkError):
            return doing()
    return doing()


def test_who_was_kept_waiting_in_vain_is_not_kept_waiting_again(
    own: OwnServer, register: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(register)
    assert isinstance(register, ServerStore)
    monkeypatch.setattr(connection, "_WAITED_SECONDS", -1.0)
    own.cluster.stop()
    driver = component.driver()
    tries, connect = [], driver.connect

    def counted(*said: object, **named: object) -> object:
        tries.append(named)
        return connect(*said, **named)

    monkeypatch.setattr(driver, "connect", counted)
    try:
        for _ in range(4):
            with pytest.raises(ClerkError, match="连不上"):
                requests.how_many(register)
        assert len(tries) == 1
    finally:
        own.start()
    # Another one who is met, as the listener, tells that all may ask again.
    open_store(register.path).close()
    assert requests.how_many(register) == 1


def test_a_clock_set_wrong_while_the_window_is_open_moves_no_day(
    own: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = timedelta()

    def now() -> datetime:
        return datetime.now() + wrong  # noqa: DTZ005

    desk = open_desk(own.placed(tmp_path / "钟.djs"), clock=now)
    there = date.today()  # noqa: DTZ011
    assert desk.today == there
    wrong = timedelta(days=-3)
    monkeypatch.setattr("db.server.store.time", lambda: time() - 3 * 86_400)
    with desk.store.atomic():
        assert desk.today == there
        settings.put(desk.store, "clerk", "周敏")
    assert desk.now.startswith(there.isoformat())
    desk.close()


def test_what_day_it_is_is_known_while_the_server_is_gone(own: OwnServer, tmp_path: Path) -> None:
    desk = open_desk(own.placed(tmp_path / "钟.djs"), clock=datetime.now)
    own.cluster.stop()
    try:
        assert desk.today == date.today()  # noqa: DTZ011
    finally:
        own.start()
    desk.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, so small that it can be filled; its folder is for all to enter."""
    if sys.platform != "linux":
        pytest.skip("only root of Linux makes a small disk")
    there = Path(mkdtemp(dir=server.cluster().folder.parent))
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "none", str(there)],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("only root makes a small disk")
    yield there
    subprocess.run(["umount", "-l", str(there)], check=True)


def test_a_full_disk_of_the_server_is_said_and_nothing_kept_is_lost(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A server that stopped over its journal is started by us, later: it is asked for once.
    monkeypatch.setattr(stores, "_ASK_SECONDS", 0.0)
    own = OwnServer(small_disk, {"max_wal_size": "32MB", "min_wal_size": "32MB"})
    own.start()
    ballast = small_disk / "ballast"
    try:
        place_of_it = own.placed(tmp_path / "满.djs")
        kept, said = [], ""
        with open_store(place_of_it) as store:
            kept.append(entered(store))
            _fill(ballast)
            try:
                for _ in range(2_000):
                    kept.append(entered(store, WORDS))
            except ClerkError as error:
                said = str(error)
            ballast.unlink()
            # Where not even its own journal could be written it has stopped, and is started anew.
            if not own.cluster.is_running:
                own.start()
            retried(lambda: entered(store))
            assert {row.id for row in requests.every(store)} >= set(kept)
            assert problems(store) == []
        # Where the server stops over its journal, nobody can say what it kept last.
        assert "没有保存" in said or "不知道这一步是否已经保存" in said
        assert len(kept) > 1
    finally:
        own.cluster.stop(at_once=True)


def _fill(ballast: Path) -> None:
    with suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(bytes(64 * 1024))
            file.flush()
    # A little is left, that something is kept before nothing more is.
    os.truncate(ballast, ballast.stat().st_size - LEFT)
